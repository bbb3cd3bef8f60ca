package ledger

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Config says which log to open.
type Config struct {
	Store     store.Store
	Head      Head
	SignerKey string           // from GenerateKey
	Now       func() time.Time // nil: time.Now
	Rand      io.Reader        // of the salts; nil: crypto/rand
}

// Log appends to a log. It may be used concurrently, and several processes may
// append to one log if they share its head.
type Log struct {
	cfg      Config
	signer   note.Signer
	verifier note.Verifier
	vkey     string

	mu sync.Mutex // one batch at a time
}

// Batch says where records went: entries First to Size-1.
type Batch struct {
	First, Size int64
	Hashes      [][32]byte // of the records' lines
}

// Open opens the log, or begins it where archive and head are both empty. It
// finishes a batch that was committed and not written out to the end. It refuses
// what could fork the log: see the typed errors.
func Open(ctx context.Context, cfg Config) (*Log, error) {
	l, err := newLog(cfg)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.begin(ctx); err != nil {
		return nil, err
	}
	if _, err := l.settle(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

func newLog(cfg Config) (*Log, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	l := &Log{cfg: cfg}
	var err error
	if l.vkey, err = VerifierKey(cfg.SignerKey); err != nil {
		return nil, err
	}
	if l.signer, err = note.NewSigner(cfg.SignerKey); err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	if l.verifier, err = note.NewVerifier(l.vkey); err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return l, nil
}

// Verifier gives the log's verifier key.
func (l *Log) Verifier() string { return l.vkey }

// begin makes sure that the archive's key is ours, and that there is a head.
//
// A new log comes to be in these steps:
//  1. keys/log.pub is created. A crash leaves an archive with a key and no log:
//     the next Open goes on, with that key only.
//  2. The head is set to a signed checkpoint of size 0. A crash leaves what
//     settle mends.
//  3. settle writes checkpoints/0 and checkpoint.
func (l *Log) begin(ctx context.Context) error {
	st := l.cfg.Store
	raw, err := l.cfg.Head.Load(ctx)
	if err != nil {
		return fmt.Errorf("read log head: %w", err)
	}
	if err := l.checkKey(ctx); err == nil {
		if raw != nil {
			return nil
		}
		if cp, err := readCheckpoint(ctx, st, l.verifier); err != nil {
			return err
		} else if cp != nil {
			return l.lost(ctx, cp.size)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	} else if raw != nil {
		h, err := parseHead(raw, l.verifier)
		if err != nil {
			return err
		}
		return &BehindError{Archive: -1, Head: h.cp.size}
	}
	for _, err := range st.List(ctx, "log/") {
		if err != nil {
			return fmt.Errorf("open log: %w", err)
		}
		return l.lost(ctx, 0)
	}

	if err := createObject(ctx, st, keyObject, []byte(l.vkey+"\n")); errors.Is(err, store.ErrExists) {
		return l.checkKey(ctx)
	} else if err != nil {
		return fmt.Errorf("begin log: %w", err)
	}
	root, err := tlog.TreeHash(0, nil)
	if err != nil {
		return fmt.Errorf("begin log: %w", err)
	}
	cp, err := sign(l.signer, 0, root)
	if err != nil {
		return err
	}
	if err := l.cfg.Head.Swap(ctx, nil, encodeHead(cp, nil).raw); err != nil && !errors.Is(err, store.ErrConflict) {
		return fmt.Errorf("begin log: %w", err)
	}
	return nil
}

// lost says that the head is lost, unless it has come to be meanwhile: another
// process may just have begun the log.
func (l *Log) lost(ctx context.Context, size int64) error {
	raw, err := l.cfg.Head.Load(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read log head: %w", err)
	case raw == nil:
		return &HeadLostError{Size: size}
	}
	return l.checkKey(ctx)
}

// checkKey compares the archive's key with ours. Its absence matches
// fs.ErrNotExist.
func (l *Log) checkKey(ctx context.Context) error {
	data, err := readObject(ctx, l.cfg.Store, keyObject, maxKey)
	if err != nil {
		return fmt.Errorf("read log's public key: %w", err)
	}
	if string(data) == l.vkey+"\n" {
		return nil
	}
	if _, err := parseKey(data); err != nil {
		return &AlteredError{keyObject, err.Error()}
	}
	return &KeyMismatchError{Archive: string(bytes.TrimSpace(data)), Ours: l.vkey}
}

// Append logs records as one batch under one new checkpoint. When it returns
// without an error they are durable. With an *UnpublishedError they are
// committed too; with any other they are not in the log (unless the head could
// not be read back after a failing swap, which the error then says).
//
// The crash order, and what a crash after each step leaves:
//  1. The edge is re-read from the archive, and its root compared with the
//     signed one. Nothing has changed.
//  2. The new checkpoint is signed. Nothing has changed.
//  3. The head is swapped: it holds the checkpoint and the records. From here on
//     the batch is part of the log; whoever opens the log next writes it out.
//     Before, it never was, and nothing of it is anywhere.
//  4. records/SIZE.jsonl, then the bundles of entries, the tiles, and
//     checkpoints/SIZE are created. After a crash the archive has files beyond
//     its checkpoint, which readers do not look at; they are created again with
//     the same bytes.
//  5. checkpoint is swapped. Done.
//
// The head is only swapped again once step 5 has been seen done, so there is at
// most one batch to finish.
func (l *Log) Append(ctx context.Context, recs ...Record) (Batch, error) {
	now := l.cfg.Now()
	lines := make([][]byte, len(recs))
	hashes := make([][32]byte, len(recs))
	total := 0
	l.mu.Lock() // also for the sake of Rand
	defer l.mu.Unlock()
	for i, r := range recs {
		line, err := encodeLine(r, now, l.cfg.Rand)
		if err != nil {
			return Batch{}, err
		}
		lines[i], hashes[i] = line, sha256.Sum256(line)
		if total += len(line) + 1; total > maxRecords {
			return Batch{}, fmt.Errorf("append to log: a batch of more than %d bytes", maxRecords)
		}
	}
	for {
		cur, err := l.settle(ctx)
		if err != nil {
			return Batch{}, err
		}
		batch := Batch{First: cur.cp.size, Size: cur.cp.size + int64(len(lines)), Hashes: hashes}
		if len(lines) == 0 {
			return batch, nil
		}
		next, objects, err := l.plan(ctx, cur.cp, lines)
		if err != nil {
			return Batch{}, err
		}
		if err := l.cfg.Head.Swap(ctx, cur.raw, next.raw); err != nil {
			// The swap may have been done and its reply lost. The salts make our
			// value unlike any other.
			done, lerr := l.cfg.Head.Load(context.WithoutCancel(ctx))
			if lerr != nil || !bytes.Equal(done, next.raw) {
				if errors.Is(err, store.ErrConflict) && lerr == nil {
					continue // another process was faster
				}
				return Batch{}, fmt.Errorf("append to log: %w", errors.Join(err, lerr))
			}
		}
		// Committed: finish, even if somebody has just lost patience.
		if err := l.publish(context.WithoutCancel(ctx), next, objects); err != nil {
			return batch, &UnpublishedError{batch, err}
		}
		return batch, nil
	}
}

// settle gives the present head, with its batch written out in the archive. It
// compares archive and head, and refuses what does not fit.
func (l *Log) settle(ctx context.Context) (*head, error) {
	var seen []byte
	for {
		// The archive first: what is published was in the head before.
		archived, err := readCheckpoint(ctx, l.cfg.Store, l.verifier)
		if err != nil {
			return nil, err
		}
		raw, err := l.cfg.Head.Load(ctx)
		if err != nil {
			return nil, fmt.Errorf("read log head: %w", err)
		}
		if raw == nil {
			return nil, &HeadLostError{Size: max(0, sizeIn(archived))}
		}
		h, err := parseHead(raw, l.verifier)
		if err != nil {
			return nil, err
		}
		bad := compare(archived, h)
		if bad == nil {
			if archived != nil && archived.size == h.cp.size {
				return h, nil
			}
			return h, l.finish(ctx, archived, h)
		}
		// Another process may have been at work between the two reads: it takes
		// the same sight twice to believe it.
		now := append([]byte(nil), raw...)
		if archived != nil {
			now = append(now, archived.raw...)
		}
		if bytes.Equal(now, seen) {
			return nil, bad
		}
		seen = now
	}
}

func sizeIn(cp *checkpoint) int64 {
	if cp == nil {
		return -1
	}
	return cp.size
}

// compare says what is wrong between the archive's checkpoint and the head; nil
// if nothing is, or if only the head's batch is not (wholly) written out.
func compare(archived *checkpoint, h *head) error {
	size := sizeIn(archived)
	switch {
	case size > h.cp.size:
		return &AheadError{Archive: size, Head: h.cp.size}
	case size == h.cp.size && archived.root != h.cp.root:
		return &ForkError{Size: size}
	case size < 0 && h.cp.size > 0, size >= 0 && size < h.first():
		return &BehindError{Archive: size, Head: h.cp.size}
	case size > h.first() && size < h.cp.size:
		return &ForkError{Size: size} // the archive is in the middle of the head's batch
	}
	return nil
}

// finish writes the head's batch out to an archive that is one batch behind.
func (l *Log) finish(ctx context.Context, archived *checkpoint, h *head) error {
	if archived == nil { // a log that is just being begun
		return l.publish(ctx, h, nil)
	}
	again, objects, err := l.plan(ctx, archived, h.lines)
	if err != nil {
		return err
	}
	if again.cp.root != h.cp.root {
		return &ForkError{Size: archived.size}
	}
	return l.publish(ctx, h, objects)
}

// object is something to be created.
type object struct {
	key  string
	data []byte
}

// plan works out the batch of lines on top of the state cp: the new head, and
// the objects that publish it, but for the checkpoints. It re-reads the edge of
// the tree and refuses to build on it unless it has the signed root.
func (l *Log) plan(ctx context.Context, cp *checkpoint, lines [][]byte) (*head, []object, error) {
	e, bundle, err := l.loadVerified(ctx, cp)
	if err != nil {
		return nil, nil, err
	}
	size := cp.size + int64(len(lines))
	objects := []object{{RecordsPath(size), joinLines(lines)}}
	var tiles []object
	tile := func(level int, n int64, hashes []tlog.Hash) {
		tiles = append(tiles, object{tilePath(level, n, len(hashes)), joinHashes(hashes)})
	}
	for _, line := range lines {
		entry := entryOf(line)
		if bundle, err = appendEntry(bundle, entry); err != nil {
			return nil, nil, err
		}
		e.push(leafOf(entry), tile)
		if e.size%tileWidth == 0 {
			objects = append(objects, object{entriesPath(e.size/tileWidth-1, tileWidth), bundle})
			bundle = nil
		}
	}
	if width := int(e.size % tileWidth); width > 0 {
		objects = append(objects, object{entriesPath(e.size/tileWidth, width), bundle})
	}
	e.partials(cp.size, tile)
	next, err := sign(l.signer, size, e.root())
	if err != nil {
		return nil, nil, err
	}
	return encodeHead(next, lines), append(objects, tiles...), nil
}

// loadVerified reads the edge of the tree under cp, and the bundle of entries
// that is not full, and verifies both.
func (l *Log) loadVerified(ctx context.Context, cp *checkpoint) (*edge, []byte, error) {
	altered := func(key, detail string) error { return &AlteredError{key, detail} }
	e, err := loadEdge(ctx, l.cfg.Store, cp.size)
	if err != nil {
		return nil, nil, fmt.Errorf("read log's edge: %w", err)
	}
	if e.root() != cp.root {
		return nil, nil, altered(tilePrefix, fmt.Sprintf("the tiles at the edge of the log do not have the root signed for %d entries", cp.size))
	}
	width := int(cp.size % tileWidth)
	if width == 0 {
		return e, nil, nil
	}
	key := entriesPath(cp.size/tileWidth, width)
	bundle, err := readObject(ctx, l.cfg.Store, key, maxEntries)
	if err != nil {
		return nil, nil, fmt.Errorf("read log's edge: %w", err)
	}
	entries, err := splitEntries(bundle)
	if err != nil || len(entries) != width {
		return nil, nil, altered(key, "is not a bundle of that many entries")
	}
	for i, entry := range entries {
		if leafOf(entry) != e.levels[0][i] {
			return nil, nil, altered(key, fmt.Sprintf("entry %d is not the one in the tree", i))
		}
	}
	return e, bundle, nil
}

// publish writes a committed batch out: steps 4 and 5 of Append.
func (l *Log) publish(ctx context.Context, h *head, objects []object) error {
	st := l.cfg.Store
	for _, o := range append(objects, object{checkpointPath(h.cp.size), h.cp.raw}) {
		if err := createObject(ctx, st, o.key, o.data); err != nil {
			return fmt.Errorf("publish log: %w", err)
		}
	}
	for {
		archived, err := readCheckpoint(ctx, st, l.verifier)
		if err != nil {
			return err
		}
		var old []byte
		if archived != nil {
			if archived.size >= h.cp.size {
				return nil // another process has published it
			}
			old = archived.raw
		}
		err = st.Swap(ctx, checkpointObject, old, h.cp.raw)
		if err == nil {
			return nil
		}
		if !errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("publish log: %w", err)
		}
	}
}
