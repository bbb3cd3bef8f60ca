package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

// Head keeps the log from forking: the newest committed state, outside the
// archive. It must never be restored from a backup.
//
// Load gives nil if there is no value. Swap replaces the value if it is still
// equal to old (nil: none), else gives an error matching store.ErrConflict; after
// a nil error the new value survives a power cut. The value is as large as a
// batch.
type Head interface {
	Load(ctx context.Context) ([]byte, error)
	Swap(ctx context.Context, old, new []byte) error
}

// FileHead keeps the head in a file, with a lock file (path + ".lock") beside.
func FileHead(path string) Head { return fileHead(path) }

type fileHead string

func (f fileHead) Load(context.Context) ([]byte, error) {
	data, err := store.ReadPlain(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && data == nil {
		data = []byte{}
	}
	return data, err
}

func (f fileHead) Swap(ctx context.Context, old, new []byte) error {
	return store.SwapFile(ctx, string(f), old, new)
}

// head is what a Head's value says: a signed checkpoint, and the lines of the
// batch that led to it. One swap so commits both, and whoever comes next can
// write the batch out to the archive, byte for byte.
type head struct {
	raw   []byte
	cp    *checkpoint
	lines [][]byte
}

// first is the log's size before the batch.
func (h *head) first() int64 { return h.cp.size - int64(len(h.lines)) }

const headMagic = "archiver log head v1\n"

// encodeHead writes the magic line, a line with the lengths in bytes of what
// follows, the checkpoint, and the lines.
func encodeHead(cp *checkpoint, lines [][]byte) *head {
	records := joinLines(lines)
	raw := fmt.Appendf(nil, "%s%d %d\n", headMagic, len(cp.raw), len(records))
	raw = append(append(raw, cp.raw...), records...)
	return &head{raw: raw, cp: cp, lines: lines}
}

// splitHead takes a head's value apart.
func splitHead(raw []byte) (cp []byte, lines [][]byte, err error) {
	bad := &HeadError{errors.New("malformed")}
	rest, ok := bytes.CutPrefix(raw, []byte(headMagic))
	if !ok {
		return nil, nil, bad
	}
	sizes, rest, ok := bytes.Cut(rest, []byte("\n"))
	if !ok {
		return nil, nil, bad
	}
	var n, m int
	if _, err := fmt.Sscanf(string(sizes), "%d %d", &n, &m); err != nil || n < 0 || m < 0 ||
		n > len(rest) || m != len(rest)-n || string(sizes) != fmt.Sprintf("%d %d", n, m) {
		return nil, nil, bad
	}
	if m > 0 {
		if lines, ok = splitLines(rest[n:]); !ok {
			return nil, nil, bad
		}
	}
	return rest[:n], lines, nil
}

func parseHead(raw []byte, v note.Verifier) (*head, error) {
	cpRaw, lines, err := splitHead(raw)
	if err != nil {
		return nil, err
	}
	cp, err := parseCheckpoint(cpRaw, v)
	if err != nil {
		return nil, &HeadError{err}
	}
	if int64(len(lines)) > cp.size {
		return nil, &HeadError{errors.New("malformed")}
	}
	return &head{raw: raw, cp: cp, lines: lines}, nil
}

// HeadRecords gives the records of one kind in the batch that a head holds; none of what
// is no head. It is called by every command that shows a snapshot: a line that does not
// name the kind, as this package writes it, is not decoded.
func HeadRecords(raw []byte, kind string) (list []Line) {
	_, lines, err := splitHead(raw)
	if err != nil {
		return nil
	}
	named := []byte(strconv.Quote(kind))
	for _, line := range lines {
		if !bytes.Contains(line, named) {
			continue
		}
		if l, err := decodeLine(0, 0, line); err == nil && l.Kind == kind {
			list = append(list, l)
		}
	}
	return list
}

// HeadSizes gives how many entries a head, as it is kept outside the archive, knows
// of, and how many of them were published in the archive before its last batch: who
// was killed may have left that in the head alone. Its signature is not looked at; 0,
// 0: it is none.
func HeadSizes(value []byte) (published, size int64) {
	raw, lines, err := splitHead(value)
	if err != nil {
		return 0, 0
	}
	cp, err := unverifiedCheckpoint(raw)
	if err != nil || int64(len(lines)) > cp.size {
		return 0, 0
	}
	return cp.size - int64(len(lines)), cp.size
}
