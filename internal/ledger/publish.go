package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

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
	objects, _, err := batchObjects(e, bundle, lines)
	if err != nil {
		return nil, nil, err
	}
	next, err := sign(l.signer, e.size, e.root())
	if err != nil {
		return nil, nil, err
	}
	return encodeHead(next, lines), objects, nil
}

// batchObjects appends lines to an edge and the bundle there that is not full, and
// gives the objects of that batch, but for the checkpoints, and the bundle after it.
func batchObjects(e *edge, bundle []byte, lines [][]byte) (objects []object, _ []byte, err error) {
	first := e.size
	objects = []object{{RecordsPath(first + int64(len(lines))), joinLines(lines)}}
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
			bundle = nil // the object keeps it
		}
	}
	if width := int(e.size % tileWidth); width > 0 {
		objects = append(objects, object{entriesPath(e.size/tileWidth, width), bundle})
	}
	e.partials(first, tile)
	return append(objects, tiles...), bundle, nil
}

// loadVerified reads the edge of the tree under cp, and the bundle of entries
// that is not full, and verifies both.
func (l *Log) loadVerified(ctx context.Context, cp *checkpoint) (*edge, []byte, error) {
	return verifiedEdge(ctx, l.cfg.Store, cp)
}

func verifiedEdge(ctx context.Context, st store.Store, cp *checkpoint) (*edge, []byte, error) {
	altered := func(key, detail string) error { return &AlteredError{key, detail} }
	e, err := loadEdge(ctx, st, cp.size)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, altered(tilePrefix, fmt.Sprintf("a tile at the edge of the log is missing (%v)", err))
	}
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
	bundle, err := readObject(ctx, st, key, maxEntries)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, altered(key, "is missing")
	}
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
	return l.publishOver(ctx, h, objects, nil)
}

// publishOver is publish, and replaces a log/checkpoint that is none of this
// log's if it is still what was seen there before.
func (l *Log) publishOver(ctx context.Context, h *head, objects []object, seen []byte) error {
	if err := l.writeOut(ctx, h, objects); err != nil {
		return err
	}
	l.hintErr = l.point(ctx, h, seen)
	return nil
}

// Fault says why log/checkpoint is not the newest checkpoint, where it could not be
// replaced. Nothing is lost by it.
func (l *Log) Fault() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.hintErr
}

// Mended tells of each time that this Log found log/checkpoint overwritten or
// removed, and logged it: somebody was at it.
func (l *Log) Mended() []Mended {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.mended)
}

// point is step 5 of Append.
func (l *Log) point(ctx context.Context, h *head, seen []byte) error {
	for {
		raw, archived, err := readHint(ctx, l.cfg.Store, l.verifier)
		if err != nil && (seen == nil || !bytes.Equal(raw, seen)) {
			return err
		}
		if archived != nil && archived.size >= h.cp.size {
			return nil // another process has published it
		}
		err = l.cfg.Store.Swap(ctx, checkpointObject, raw, h.cp.raw)
		if err == nil {
			return nil
		}
		if !errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("publish log: %w", err)
		}
	}
}

// writeOut is step 4 of Append.
func (l *Log) writeOut(ctx context.Context, h *head, objects []object) error {
	for _, o := range append(objects, object{checkpointPath(h.cp.size), h.cp.raw}) {
		err := createObject(ctx, l.cfg.Store, o.key, o.data)
		if errors.Is(err, store.ErrExists) || errors.Is(err, store.ErrNotObject) {
			err = &InWayError{Object: o.key, Err: err}
		}
		if err != nil {
			return fmt.Errorf("publish log: %w", err)
		}
	}
	return nil
}
