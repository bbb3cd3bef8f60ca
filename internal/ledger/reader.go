package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math"
	"slices"
	"sync"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Reader reads a log from the archive alone, as it stood when opened. All that
// it gives is verified against the signed checkpoint, or comes with an
// *AlteredError that names the object at fault. It needs no secret. It may be
// used concurrently.
type Reader struct {
	st    store.Store
	v     note.Verifier
	cp    *checkpoint
	fault error

	mu      sync.Mutex
	tiles   map[tlog.Tile][]byte // verified
	batches map[int64][][]byte   // lines by the log's size after the batch
	held    int                  // bytes in batches
	starts  map[int64][]int32    // where the lines of batches that were read begin, and end
	started int                  // numbers in starts
	sizes   []int64              // of all batches, ascending; nil: not listed yet
}

// Bounds of the caches.
const (
	maxTiles     = 1024     // of 8 KiB
	maxBatchHeld = 32 << 20 // bytes
	maxStarts    = 4 << 20  // of 4 bytes
)

// OpenReader opens the log of an archive, by its newest checkpoint: where
// log/checkpoint is missing, is an older one or none of this log's, by the newest
// of log/checkpoints; Fault then tells. That there is no log matches
// fs.ErrNotExist.
func OpenReader(ctx context.Context, st store.Store) (*Reader, error) {
	return OpenReaderAt(ctx, st, newestThereIs)
}

const newestThereIs = math.MaxInt64

// OpenReaderAt is OpenReader for one who knows that the log has had so many
// entries, and needs no more: where log/checkpoint has them, it is not looked for a
// newer one, which takes a listing.
func OpenReaderAt(ctx context.Context, st store.Store, enough int64) (*Reader, error) {
	data, err := readObject(ctx, st, keyObject, maxKey)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			// A log without its key is not the same as no log.
			for _, lerr := range st.List(ctx, "log/checkpoint") {
				if lerr == nil {
					return nil, &AlteredError{keyObject, "is missing"}
				}
				break
			}
		}
		return nil, fmt.Errorf("open log: %w", err)
	}
	v, err := parseKey(data)
	if err != nil {
		return nil, &AlteredError{keyObject, err.Error()}
	}
	p, err := findPublished(ctx, st, v, enough)
	if err != nil {
		return nil, err
	}
	if p.newest == nil {
		if p.fault != nil {
			return nil, p.fault
		}
		return nil, fmt.Errorf("open log: %s: %w", checkpointObject, fs.ErrNotExist)
	}
	return &Reader{st: st, v: v, cp: p.newest, fault: p.fault, tiles: map[tlog.Tile][]byte{}, batches: map[int64][][]byte{}, starts: map[int64][]int32{}}, nil
}

// Size is the number of entries.
func (r *Reader) Size() int64 { return r.cp.size }

// Checkpoint gives the signed checkpoint. The caller must not change it.
func (r *Reader) Checkpoint() []byte { return r.cp.raw }

// Root is the root hash of the tree.
func (r *Reader) Root() [32]byte { return r.cp.root }

// Origin is the log's name.
func (r *Reader) Origin() string { return r.cp.origin }

// Fault says what is wrong with log/checkpoint, where something is: somebody has
// overwritten or removed it. The reader has gone by a newer checkpoint then.
func (r *Reader) Fault() error { return r.fault }

// Record reads one record. batch is Line.Batch (or Batch.Size) if it is known;
// with 0 it is found by listing.
func (r *Reader) Record(ctx context.Context, index, batch int64) (Line, error) {
	if index < 0 || index >= r.cp.size {
		return Line{}, fmt.Errorf("read record %d: the log has %d entries", index, r.cp.size)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if batch == 0 {
		sizes, err := r.listBatches(ctx)
		if err != nil {
			return Line{}, err
		}
		i, found := slices.BinarySearch(sizes, index+1)
		if !found && i == len(sizes) {
			return Line{}, &AlteredError{recordsPrefix, fmt.Sprintf("the batch with record %d is missing", index)}
		}
		batch = sizes[r.past(ctx, sizes, i, index)]
	}
	if l, ok := r.single(ctx, index, batch); ok {
		return l, nil
	}
	lines, err := r.batch(ctx, batch)
	if err != nil {
		return Line{}, err
	}
	return r.line(ctx, index, batch, lines)
}

// single reads one line of a batch that is not held any more, of which it is known where
// its lines begin. It is false where that gives no line that holds: then the batch is
// read, and tells why. r.mu is held.
func (r *Reader) single(ctx context.Context, index, batch int64) (Line, bool) {
	starts := r.starts[batch]
	if _, held := r.batches[batch]; held || len(starts) == 0 {
		return Line{}, false
	}
	count := int64(len(starts) - 1)
	at := index - (batch - count)
	if at < 0 || at >= count {
		return Line{}, false
	}
	from, size := int64(starts[at]), int64(starts[at+1]-starts[at])
	body, err := r.st.Open(ctx, RecordsPath(batch), from, size)
	if err != nil {
		return Line{}, false
	}
	defer body.Close()
	line := make([]byte, size)
	if _, err := io.ReadFull(body, line); err != nil {
		return Line{}, false
	}
	l, err := r.verified(ctx, index, batch, at, bytes.TrimSuffix(line, []byte("\n")))
	return l, err == nil
}

// line verifies a record's line and decodes it.
func (r *Reader) line(ctx context.Context, index, batch int64, lines [][]byte) (Line, error) {
	at := index - (batch - int64(len(lines)))
	if at < 0 || at >= int64(len(lines)) {
		return Line{}, &AlteredError{RecordsPath(batch), fmt.Sprintf("does not hold record %d", index)}
	}
	return r.verified(ctx, index, batch, at, lines[at])
}

// verified holds the line at a place of its batch against the log, and decodes it.
func (r *Reader) verified(ctx context.Context, index, batch, at int64, line []byte) (Line, error) {
	want, err := r.leaf(ctx, index)
	if err != nil {
		return Line{}, err
	}
	if leafOf(entryOf(line)) != want {
		return Line{}, &AlteredError{RecordsPath(batch), fmt.Sprintf("line %d is not what was logged as entry %d", at+1, index)}
	}
	l, err := decodeLine(index, batch, line)
	if err != nil {
		// Signed, but not by this program as it is.
		return Line{}, fmt.Errorf("read %s: %w", RecordsPath(batch), err)
	}
	return l, nil
}

// Records reads the records from index on, in order. A record that does not hold
// comes as a Line with its Index (and Batch) alone and an *AlteredError, and the
// sequence goes on with the next; a batch that cannot be read is one such line,
// of its first record. Any other error ends the sequence.
func (r *Reader) Records(ctx context.Context, from int64) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		next := max(0, from)
		r.mu.Lock()
		sizes, ok := r.newestBatches(ctx, next)
		var err error
		if !ok {
			sizes, err = r.listBatches(ctx)
		}
		r.mu.Unlock()
		if err != nil {
			yield(Line{}, err)
			return
		}
		for i := 0; i < len(sizes); i++ {
			size := sizes[i]
			if size <= next {
				continue
			}
			r.mu.Lock()
			lines, err := r.batch(ctx, size)
			if j := r.past(ctx, sizes, i, next); j > i {
				i, size = j, sizes[j]
				lines, err = r.batch(ctx, size)
			}
			r.mu.Unlock()
			first := size - int64(len(lines))
			if err == nil && first > next {
				err = &AlteredError{RecordsPath(size), fmt.Sprintf("lacks records %d to %d", next, first-1)}
			}
			if err != nil {
				if !yield(Line{Index: next, Batch: size}, err) || !isAltered(err) {
					return
				}
				next = max(next, first)
			}
			for ; next < size; next++ {
				r.mu.Lock()
				l, err := r.line(ctx, next, size, lines)
				r.mu.Unlock()
				if err != nil {
					l = Line{Index: next, Batch: size}
				}
				if !yield(l, err) || err != nil && !isAltered(err) {
					return
				}
			}
		}
		if next < r.cp.size {
			yield(Line{Index: next}, &AlteredError{recordsPrefix, fmt.Sprintf("records %d to %d are missing", next, r.cp.size-1)})
		}
	}
}

// past gives which of sizes, from i on, is that of the batch with record next. Where
// the first of them does not hold it, but another does, that is the one: those
// before it are no batches, but files that somebody added. r.mu is held.
func (r *Reader) past(ctx context.Context, sizes []int64, i int, next int64) int {
	for j := i; j < len(sizes); j++ {
		lines, err := r.batch(ctx, sizes[j])
		if err != nil && !isAltered(err) {
			break
		}
		if _, err := r.line(ctx, next, sizes[j], lines); err == nil {
			return j
		}
		if first := sizes[j] - int64(len(lines)); j > i && first >= sizes[i] {
			if _, err := r.line(ctx, first, sizes[j], lines); err == nil {
				break // a batch that comes after one at i, which is damaged
			}
		}
	}
	return i
}

func isAltered(err error) bool {
	var e *AlteredError
	return errors.As(err, &e)
}

// listBatches lists the batches that the checkpoint covers. r.mu is held.
func (r *Reader) listBatches(ctx context.Context) ([]int64, error) {
	if r.sizes != nil {
		return r.sizes, nil
	}
	sizes, err := listSizes(ctx, r.st, recordsPrefix, ".jsonl")
	if err != nil {
		return nil, err
	}
	r.sizes = slices.DeleteFunc(sizes, func(size int64) bool { return size == 0 || size > r.cp.size })
	return r.sizes, nil
}

// newestBatches finds the batches with the records from next on without listing
// all, if they are a few: each tells by its length where the one before ends. r.mu
// is held.
func (r *Reader) newestBatches(ctx context.Context, next int64) (sizes []int64, ok bool) {
	for size := r.cp.size; size > next; {
		lines, err := r.batch(ctx, size)
		if err != nil || len(lines) == 0 || len(sizes) == 8 {
			return nil, false
		}
		sizes = append(sizes, size)
		size -= int64(len(lines))
	}
	slices.Reverse(sizes)
	return sizes, true
}

// batch reads a file of records. r.mu is held.
func (r *Reader) batch(ctx context.Context, size int64) ([][]byte, error) {
	if lines, ok := r.batches[size]; ok {
		return lines, nil
	}
	key := RecordsPath(size)
	data, err := readObject(ctx, r.st, key, maxRecords)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &AlteredError{key, "is missing"}
	}
	if err != nil {
		return nil, err
	}
	lines, _ := splitLines(data) // each line is verified by itself
	if r.held += len(data); r.held > maxBatchHeld {
		clear(r.batches)
		r.held = len(data)
	}
	r.batches[size] = lines
	r.note(size, lines, len(data))
	return lines, nil
}

// note keeps where the lines of a batch begin, so that one of them can be read by itself.
func (r *Reader) note(batch int64, lines [][]byte, length int) {
	if _, known := r.starts[batch]; known {
		return
	}
	if r.started += len(lines) + 1; r.started > maxStarts {
		clear(r.starts)
		r.started = len(lines) + 1
	}
	starts, at := make([]int32, 1, len(lines)+1), 0
	for _, line := range lines {
		at += len(line) + 1
		starts = append(starts, int32(min(at, length)))
	}
	r.starts[batch] = starts
}

// leaf gives the leaf hash at index, verified. r.mu is held.
func (r *Reader) leaf(ctx context.Context, index int64) (tlog.Hash, error) {
	n := index / tileWidth
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: int(min(tileWidth, r.cp.size-n*tileWidth))}
	if data, ok := r.tiles[tile]; ok {
		return tlog.Hash(data[index%tileWidth*tlog.HashSize:]), nil
	}
	hashes, err := r.hashes(ctx, []int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return tlog.Hash{}, err
	}
	return hashes[0], nil
}

// hashes gives stored hashes by their tlog index, verified against the root.
func (r *Reader) hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	t := &tileReader{ctx: ctx, r: r}
	hashes, err := tlog.TileHashReader(r.cp.tree(), t).ReadHashes(indexes)
	if err == nil || t.err != nil {
		return hashes, t.err
	}
	object := tilePrefix
	if len(t.last) > 0 {
		tile := t.last[len(t.last)-1]
		object = tilePath(tile.L, tile.N, tile.W)
	}
	return nil, &AlteredError{object, fmt.Sprintf("this tile or one above it does not lead to the signed root (%v)", err)}
}

// tileReader is a tlog.TileReader over the store. It keeps what was verified.
type tileReader struct {
	ctx  context.Context
	r    *Reader
	last []tlog.Tile // read, so not verified before
	err  error       // of the store
}

func (t *tileReader) Height() int { return tileHeight }

func (t *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		if d, ok := t.r.tiles[tile]; ok {
			data[i] = d
			continue
		}
		d, err := readTile(t.ctx, t.r.st, tile.L, tile.N, tile.W)
		if err != nil {
			t.err = err
			if errors.Is(err, fs.ErrNotExist) {
				t.err = &AlteredError{tilePath(tile.L, tile.N, tile.W), "is missing"}
			}
			return nil, err
		}
		t.last = append(t.last, tile)
		data[i] = d
	}
	return data, nil
}

// SaveTiles is called with tiles that have been verified.
func (t *tileReader) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	if len(t.r.tiles)+len(tiles) > maxTiles {
		clear(t.r.tiles)
	}
	for i, tile := range tiles {
		t.r.tiles[tile] = data[i]
	}
}
