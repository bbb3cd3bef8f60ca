package ledger

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/store"
	"archiver/internal/tsa"
)

// The codes of findings about timestamps.
const (
	CodeTimestampMissing = "timestamp-missing"      // a token that was logged, or its chain, is gone
	CodeTimestampAltered = "timestamp-altered"      // it is not what was logged
	CodeTimestampInvalid = "timestamp-invalid"      // it is, and does not verify
	CodeTimestampRoot    = "timestamp-root-unknown" // warning: it verifies, but for a root that is not trusted here
	CodeTimestampStray   = "timestamp-unlisted"     // warning: the log does not list it, as a crash leaves it
	CodeTimestampOrder   = "timestamp-order"        // warning: it says to be older than one whose hash it covers
)

// Bounds on a token's files, in bytes.
const maxChain = 256 << 10

// timestampPath is where an authority's token over the checkpoint of that size
// lies; with the suffix .pem, its chain.
func timestampPath(size int64, authority string) string {
	return timestampsPrefix + strconv.FormatInt(size, 10) + "/" + authority + tokenSuffix
}

const tokenSuffix, chainSuffix = ".tsr", ".pem"

func chainOf(object string) string { return strings.TrimSuffix(object, tokenSuffix) + chainSuffix }

// splitTimestamp takes size and authority out of such a path.
func splitTimestamp(key, suffix string) (size int64, authority string, ok bool) {
	rest, ok := strings.CutPrefix(key, timestampsPrefix)
	if !ok {
		return 0, "", false
	}
	digits, name, _ := strings.Cut(rest, "/")
	name, ok = strings.CutSuffix(name, suffix)
	if !ok || name == "" || strings.Contains(name, "/") {
		return 0, "", false
	}
	size, ok = sizeOf(digits, "", "")
	return size, name, ok && size > 0
}

// TimestampFile says of the checkpoint of what size a file under log/timestamps
// is, and its kind: ".tsr", ".pem", or "" for what is neither.
func TimestampFile(key string) (size int64, kind string) {
	for _, suffix := range []string{tokenSuffix, chainSuffix} {
		if size, _, ok := splitTimestamp(key, suffix); ok {
			return size, suffix
		}
	}
	return 0, ""
}

// PublicURL is an authority's URL as it is logged: without what may be a
// password.
func PublicURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	u.User, u.Fragment = nil, ""
	return u.String()
}

// authorityName is what an authority's files are called: by its host, and, for
// there may be several on one, by its URL's hash.
func authorityName(raw string) string {
	public := PublicURL(raw)
	host := ""
	if u, err := url.Parse(public); err == nil {
		host = strings.ToLower(u.Host)
	}
	host = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, host)
	sum := sha256.Sum256([]byte(public))
	return strings.TrimLeft(host[:min(len(host), 200)], ".") + "-" + hex.EncodeToString(sum[:4])
}

// Timestamp is a token over a checkpoint, as logged, and how it verifies.
type Timestamp struct {
	TimestampRecord
	Index int64      // of the record
	Token *tsa.Token // nil: it does not verify
	// Err says why not; it is a *TimestampError. Where that is of a
	// *tsa.UnknownRootError, Token is set: all else holds.
	Err error
}

// TimestampError says what is wrong with a logged timestamp.
type TimestampError struct {
	Code   string
	Object string // key in the store of the file at fault
	Err    error
}

func (e *TimestampError) Error() string { return fmt.Sprintf("verify %s: %v", e.Object, e.Err) }
func (e *TimestampError) Unwrap() error { return e.Err }

// VerifyTimestamp verifies one token from the archive alone, against the
// checkpoint that it was made over. An error is the store's; what is wrong with
// the token stands in Err. Of o, Chain is taken from the archive.
func VerifyTimestamp(ctx context.Context, st store.Store, rec TimestampRecord, index int64, o tsa.VerifyOptions) (Timestamp, error) {
	t := Timestamp{TimestampRecord: rec, Index: index}
	fail := func(code, object, format string, args ...any) (Timestamp, error) {
		t.Err = &TimestampError{code, object, fmt.Errorf(format, args...)}
		return t, nil
	}
	size, _, ok := splitTimestamp(rec.Object, tokenSuffix)
	if !ok || size != rec.Size || rec.Chain != chainOf(rec.Object) || rec.Checkpoint != checkpointPath(rec.Size) || rec.Size > index {
		return fail(CodeTimestampInvalid, rec.Object, "record %d does not name a token of a checkpoint before it", index)
	}
	read := func(object string, max int64, sum string) ([]byte, bool, error) {
		data, err := readObject(ctx, st, object, max)
		got := sha256.Sum256(data)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			t, _ = fail(CodeTimestampMissing, object, "it is not there, though the log lists it")
		case err != nil && !isAltered(err):
			return nil, false, err
		case err != nil || hex.EncodeToString(got[:]) != sum:
			t, _ = fail(CodeTimestampAltered, object, "it is not what was logged in record %d", index)
		default:
			return data, true, nil
		}
		return nil, false, nil
	}
	tsr, ok, err := read(rec.Object, tsa.MaxResponse, rec.SHA256)
	if !ok {
		return t, err
	}
	pem, ok, err := read(rec.Chain, maxChain, rec.ChainSHA256)
	if !ok {
		return t, err
	}
	if o.Chain, err = tsa.DecodeChain(pem); err != nil {
		return fail(CodeTimestampInvalid, rec.Chain, "%w", err)
	}
	cp, err := readObject(ctx, st, rec.Checkpoint, maxCheckpoint)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(CodeTimestampInvalid, rec.Object, "it cannot be verified: the checkpoint it was made over is missing, %s", rec.Checkpoint)
	case err != nil && !isAltered(err):
		return t, err
	}
	token, err := tsa.Verify(tsr, cp, o)
	var unknown *tsa.UnknownRootError
	switch {
	case err != nil && !errors.As(err, &unknown):
		return fail(CodeTimestampInvalid, rec.Object, "as a token over %s: %w", rec.Checkpoint, err)
	case !token.Time.Truncate(time.Millisecond).Equal(rec.Time):
		return fail(CodeTimestampInvalid, rec.Object, "its time is %s, record %d says %s", token.Time, index, rec.Time)
	case unknown != nil:
		t.Err = &TimestampError{CodeTimestampRoot, rec.Chain, unknown}
	}
	t.Token = token
	return t, nil
}

// Timestamps gives the logged tokens over checkpoints of at least size entries,
// by size, each verified against its checkpoint. The system's roots are trusted,
// and roots. Records that do not hold are passed over: Check tells of them.
func Timestamps(ctx context.Context, st store.Store, size int64, roots []*x509.Certificate) ([]Timestamp, error) {
	r, err := OpenReader(ctx, st)
	if err != nil {
		return nil, err
	}
	var all []Timestamp
	for l, err := range r.Records(ctx, size) { // a token is logged after what it covers
		if err != nil {
			if isAltered(err) {
				continue
			}
			return nil, err
		}
		var rec TimestampRecord
		if l.Kind != KindTimestamp || json.Unmarshal(l.Body, &rec) != nil || rec.Size < size {
			continue
		}
		t, err := VerifyTimestamp(ctx, st, rec, l.Index, tsa.VerifyOptions{Roots: roots, System: true})
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b Timestamp) int { return int(min(max(a.Size-b.Size, -1), 1)) })
	return all, nil
}
