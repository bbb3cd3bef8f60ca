package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// maxLine bounds a record's line. Larger things are named by hash.
const maxLine = 1 << 20

// Record is something to log. Body is marshalled as JSON, and must be an object.
// A zero At means now.
type Record struct {
	Kind string
	At   time.Time
	Body any
}

// Line is a logged record.
type Line struct {
	Index int64  // in the log, from 0
	Batch int64  // the log's size after its batch: it stands in RecordsPath(Batch)
	Raw   []byte // the line without its newline: what the entry is the hash of
	Kind  string
	At    time.Time
	Body  json.RawMessage
}

// envelope is a line's JSON. Its fields stand in the order of their names.
type envelope struct {
	At   string          `json:"at"` // RFC 3339, UTC, milliseconds
	Body json.RawMessage `json:"body"`
	Kind string          `json:"kind"`
	Salt string          `json:"salt"` // 128 random bits, base64url
	V    int             `json:"v"`
}

const timeFormat = "2006-01-02T15:04:05.000Z"

// encodeLine makes a record's line. The salt, from rand, keeps others from
// guessing a record from its hash.
func encodeLine(r Record, now time.Time, rand io.Reader) ([]byte, error) {
	if r.Kind == "" {
		return nil, errors.New("encode record: no kind")
	}
	at := r.At
	if at.IsZero() {
		at = now
	}
	body, err := canonical(r.Body)
	if err != nil {
		return nil, fmt.Errorf("encode %s record: %w", r.Kind, err)
	}
	var salt [16]byte
	if _, err := io.ReadFull(rand, salt[:]); err != nil {
		return nil, fmt.Errorf("salt record: %w", err)
	}
	line, err := marshal(envelope{at.UTC().Format(timeFormat), body, r.Kind, base64.RawURLEncoding.EncodeToString(salt[:]), 1})
	if err != nil {
		return nil, fmt.Errorf("encode %s record: %w", r.Kind, err)
	}
	if len(line) > maxLine {
		return nil, fmt.Errorf("encode %s record: %d bytes are more than %d", r.Kind, len(line), maxLine)
	}
	return line, nil
}

// canonical marshals a body, with the keys of every object sorted.
func canonical(body any) ([]byte, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("body is no object: %w", err)
	}
	if m == nil {
		return nil, errors.New("body is no object: null")
	}
	return marshal(m)
}

// marshal is json.Marshal, but leaves <, > and & (URLs are full of them) alone.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decodeLine reads a line.
func decodeLine(index, batch int64, raw []byte) (Line, error) {
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return Line{}, fmt.Errorf("decode record %d: %w", index, err)
	}
	if e.V != 1 {
		return Line{}, fmt.Errorf("decode record %d: version %d is not known", index, e.V)
	}
	at, err := time.Parse(time.RFC3339Nano, e.At)
	if err != nil {
		return Line{}, fmt.Errorf("decode record %d: %w", index, err)
	}
	return Line{Index: index, Batch: batch, Raw: raw, Kind: e.Kind, At: at.UTC(), Body: e.Body}, nil
}

// entryOf is the log entry for a line.
func entryOf(line []byte) []byte { return entryFor(sha256.Sum256(line)) }

const (
	entryHead, entryTail = `{"v":1,"record":"sha256:`, `"}`
	entrySize            = len(entryHead) + 64 + len(entryTail)
)

func entryFor(sum [32]byte) []byte {
	b := make([]byte, 0, entrySize)
	b = append(b, entryHead...)
	b = hex.AppendEncode(b, sum[:])
	return append(b, entryTail...)
}

// leafOf is the leaf hash of an entry.
func leafOf(entry []byte) tlog.Hash { return tlog.RecordHash(entry) }

// minLine is less than any record's line has, in bytes.
const minLine = 64

// splitLines cuts a file of records into lines. ok says that it ends with a
// newline, and has no empty line. A file with more lines than records can have is
// none: it is cut no further, for each line takes memory.
func splitLines(data []byte) (lines [][]byte, ok bool) {
	most := len(data)/minLine + 256 // a damaged file may have a few that are short
	ok = bytes.HasSuffix(data, []byte("\n"))
	if ok {
		data = data[:len(data)-1]
	}
	lines = bytes.SplitN(data, []byte("\n"), min(most, bytes.Count(data, []byte("\n"))+1))
	for _, l := range lines {
		ok = ok && len(l) > 0
	}
	return lines, ok && len(lines) < most
}

// joinLines is the inverse.
func joinLines(lines [][]byte) []byte {
	var n int
	for _, l := range lines {
		n += len(l) + 1
	}
	data := make([]byte, 0, n)
	for _, l := range lines {
		data = append(append(data, l...), '\n')
	}
	return data
}

// appendEntry adds an entry to a bundle (C2SP tlog-tiles).
func appendEntry(bundle, entry []byte) ([]byte, error) {
	if len(entry) > 0xffff {
		return nil, fmt.Errorf("bundle entry: %d bytes are more than %d", len(entry), 0xffff)
	}
	bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
	return append(bundle, entry...), nil
}

var errBundle = errors.New("malformed bundle of entries")

// splitEntries cuts a bundle into entries. With an error come those before the
// damage.
func splitEntries(bundle []byte) (entries [][]byte, err error) {
	for len(bundle) > 0 {
		if len(bundle) < 2 {
			return entries, errBundle
		}
		n := int(binary.BigEndian.Uint16(bundle))
		if len(bundle)-2 < n {
			return entries, errBundle
		}
		entries = append(entries, bundle[2:2+n])
		bundle = bundle[2+n:]
	}
	return entries, nil
}
