package ledger

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A claim is what has one archive continue in one way only, whoever writes to it:
// an object in a place that follows from the size that the log has, created once,
// with the batch that comes next. Heads can't do that between machines, for each machine has its own.
//
// It is signed, for else whoever may write to the store could have us log what they
// like, but it is no checkpoint: the server sees the claims of those who lost, and
// two checkpoints of one size would be a fork.
type claim struct {
	first int64 // the log's size before
	size  int64 // and after
	root  tlog.Hash
	lines [][]byte
}

const (
	claimMagic   = "archiver claim v1\n"
	claimsPrefix = recordsPrefix + "claims/" // as private as the records, which it holds
	claimsSuffix = ".gz"
	// oldSlots is in how many places the claims of earlier versions of this program
	// can stand.
	oldSlots = 8
)

var errClaim = errors.New("is no claim that the log's key signed")

// errTaken: another process claimed to continue the log.
var errTaken = errors.New("another process continues the log")

// claimKey is where the claim to continue a log of first entries stands. There is
// one place only, for else two machines could each create one: whatever else is in
// the store, or is taken away there, the second finds the first. And only who has
// the log's key knows it beforehand, so nobody else can put something there first.
func claimKey(signer note.Signer, first int64) (string, error) {
	sig, err := signer.Sign(fmt.Appendf(nil, "archiver claim place\n%s\n%d\n", signer.Name(), first))
	if err != nil {
		return "", fmt.Errorf("sign claim: %w", err)
	}
	sum := sha256.Sum256(sig) // Ed25519 gives one signature always
	return fmt.Sprintf("%s%d-%x%s", claimsPrefix, first, sum[:placeBytes], claimsSuffix), nil
}

const placeBytes = 16

// oldClaimPath is where earlier versions put claims.
func oldClaimPath(first int64, slot int) string {
	s := claimsPrefix + strconv.FormatInt(first, 10)
	if slot > 0 {
		s += "-" + strconv.Itoa(slot)
	}
	return s + claimsSuffix
}

// claimOf takes such a path apart.
func claimOf(key string) (first int64, ok bool) {
	s, ok := strings.CutPrefix(key, claimsPrefix)
	if !ok {
		return 0, false
	}
	if s, ok = strings.CutSuffix(s, claimsSuffix); !ok {
		return 0, false
	}
	s, place, more := strings.Cut(s, "-")
	if first, ok = sizeOf(s, "", ""); !ok || !more {
		return first, ok
	}
	if b, err := hex.DecodeString(place); err == nil && len(b) == placeBytes && place == strings.ToLower(place) {
		return first, true
	}
	slot, err := strconv.Atoi(place)
	return first, err == nil && slot > 0 && slot < oldSlots && oldClaimPath(first, slot) == key
}

func (c *claim) text(origin string) string {
	return fmt.Sprintf("%s%s\n%d\n%d\n%s\n", claimMagic, origin, c.first, c.size, c.root)
}

// encode writes the signed note, a NUL and the lines, compressed: they stand in
// the records soon.
func (c *claim) encode(signer note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: c.text(signer.Name())}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign claim: %w", err)
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	for _, part := range [][]byte{signed, {0}, joinLines(c.lines)} {
		if _, err := z.Write(part); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

// parseClaim reads a claim to continue a log of first entries. What is not one,
// signed by the log's key, gives an error matching errClaim.
func parseClaim(data []byte, first int64, v note.Verifier) (*claim, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errClaim
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxRecords+maxCheckpoint))
	if err != nil {
		return nil, errClaim
	}
	signed, records, _ := bytes.Cut(raw, []byte{0})
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return nil, errClaim
	}
	fields := strings.Split(n.Text, "\n")
	lines, ok := splitLines(records)
	if len(fields) != 6 || !ok {
		return nil, errClaim
	}
	c := &claim{first: first, size: first + int64(len(lines)), lines: lines}
	if c.root, err = tlog.ParseHash(fields[4]); err != nil || c.text(v.Name()) != n.Text {
		return nil, errClaim
	}
	return c, nil
}

// readClaim gives the claim to continue a log of first entries; nil: there is none.
// A *ClaimPlaceError says that there can be none.
func (l *Log) readClaim(ctx context.Context, first int64) (*claim, error) {
	own, err := claimKey(l.signer, first)
	if err != nil {
		return nil, err
	}
	keys := []string{own, oldClaimPath(first, 0)}
	for key, err := range l.cfg.Store.List(ctx, fmt.Sprintf("%s%d-", claimsPrefix, first)) {
		if err != nil {
			return nil, fmt.Errorf("list log's claims: %w", err)
		}
		for slot := 1; slot < oldSlots; slot++ {
			if key == oldClaimPath(first, slot) {
				keys = append(keys, key)
			}
		}
	}
	var bad error
	for _, key := range keys {
		data, err := readObject(ctx, l.cfg.Store, key, maxRecords)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil && !isAltered(err) && !errors.Is(err, store.ErrNotObject):
			return nil, fmt.Errorf("read log's claim: %w", err)
		case err == nil:
			if c, err := parseClaim(data, first, l.verifier); err == nil {
				return c, nil
			}
		}
		if key == own {
			bad = &ClaimPlaceError{Object: own, Size: first}
		}
	}
	return nil, bad
}

// take makes the claim, or gives errTaken.
func (l *Log) take(ctx context.Context, c *claim) error {
	data, err := c.encode(l.signer)
	if err != nil {
		return err
	}
	key, err := claimKey(l.signer, c.first)
	if err != nil {
		return err
	}
	err = createObject(ctx, l.cfg.Store, key, data)
	if err == nil {
		return nil
	}
	// It may have been stored and the reply lost.
	there, rerr := readObject(context.WithoutCancel(ctx), l.cfg.Store, key, maxRecords)
	switch {
	case errors.Is(rerr, fs.ErrNotExist):
		return err
	case isAltered(rerr), errors.Is(rerr, store.ErrNotObject):
		return &ClaimPlaceError{Object: key, Size: c.first}
	case rerr != nil:
		return errors.Join(err, rerr)
	case bytes.Equal(there, data):
		return nil
	}
	if _, err := parseClaim(there, c.first, l.verifier); err != nil {
		return &ClaimPlaceError{Object: key, Size: c.first}
	}
	return errTaken
}

// commit has the log go on from cur by lines: steps 1 to 5 of Append. An
// *unwritten error says that they are committed all the same, errTaken that
// another process was faster. seen is as for publishOver.
func (l *Log) commit(ctx context.Context, cur *head, lines [][]byte, seen []byte) (*head, error) {
	next, objects, err := l.plan(ctx, cur.cp, lines)
	if err != nil {
		return nil, err
	}
	err = l.take(ctx, &claim{first: cur.cp.size, size: next.cp.size, root: next.cp.root, lines: lines})
	if err != nil {
		return nil, err
	}
	// Committed: finish, even if somebody has just lost patience.
	return next, l.follow(context.WithoutCancel(ctx), cur, next, objects, seen)
}

// follow has the head follow a claim, and writes its batch out.
func (l *Log) follow(ctx context.Context, cur, next *head, objects []object, seen []byte) error {
	if err := l.cfg.Head.Swap(ctx, cur.raw, next.raw); err != nil {
		// The swap may have been done and its reply lost; or another process of
		// this machine has followed the claim already, and gone on.
		raw, lerr := l.cfg.Head.Load(ctx)
		if lerr != nil {
			return &unwritten{errors.Join(err, lerr)}
		}
		now, lerr := parseHead(raw, l.verifier)
		if lerr != nil || now.cp.size < next.cp.size || bytes.Equal(raw, cur.raw) {
			return &unwritten{errors.Join(err, lerr)}
		}
	}
	if err := l.publishOver(ctx, next, objects, seen); err != nil {
		return &unwritten{err}
	}
	return nil
}

// unwritten says that a batch is committed, but that its writing out failed.
type unwritten struct{ err error }

func (e *unwritten) Error() string { return e.err.Error() }
func (e *unwritten) Unwrap() error { return e.err }

// finishClaim follows the claim to continue the log that the head h knows, and
// gives the head after it; nil: there is no such claim.
func (l *Log) finishClaim(ctx context.Context, h *head) (*head, error) {
	c, err := l.readClaim(ctx, h.cp.size)
	if c == nil || err != nil {
		return nil, err
	}
	next, objects, err := l.planClaim(ctx, h.cp, c)
	if err != nil {
		return nil, err
	}
	return next, l.follow(ctx, h, next, objects, nil)
}

// planClaim is plan for a claim.
func (l *Log) planClaim(ctx context.Context, cp *checkpoint, c *claim) (*head, []object, error) {
	next, objects, err := l.plan(ctx, cp, c.lines)
	if err == nil && (next.cp.size != c.size || next.cp.root != c.root) {
		err = &ForkError{Size: c.first} // it was made on top of another history
	}
	return next, objects, err
}
