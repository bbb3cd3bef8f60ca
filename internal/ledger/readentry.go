package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Entry gives the entry at an index as it stands in the log, verified.
func (r *Reader) Entry(ctx context.Context, index int64) ([]byte, error) {
	if index < 0 || index >= r.cp.size {
		return nil, fmt.Errorf("read entry %d: the log has %d entries", index, r.cp.size)
	}
	n := index / tileWidth
	width := int(min(tileWidth, r.cp.size-n*tileWidth))
	key := entriesPath(n, width)
	data, err := readObject(ctx, r.st, key, maxEntries)
	if errors.Is(err, fs.ErrNotExist) && width < tileWidth { // a partial one may be dropped once it is full
		key = entriesPath(n, tileWidth)
		data, err = readObject(ctx, r.st, key, maxEntries)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &AlteredError{entriesPath(n, width), "is missing"}
	}
	if err != nil {
		return nil, err
	}
	entries, _ := splitEntries(data) // the one that is asked for may be well
	at := index % tileWidth
	if at >= int64(len(entries)) {
		return nil, &AlteredError{key, fmt.Sprintf("does not hold entry %d", index)}
	}
	r.mu.Lock()
	want, err := r.leaf(ctx, index)
	r.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if leafOf(entries[at]) != want {
		return nil, &AlteredError{key, fmt.Sprintf("entry %d is not what was logged there", index)}
	}
	return entries[at], nil
}
