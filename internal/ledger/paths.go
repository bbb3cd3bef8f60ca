package ledger

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// CheckpointKey is where the newest checkpoint stands: the one key under log/ that
// changes.
const CheckpointKey = "log/checkpoint"

const (
	keyObject        = "keys/log.pub"
	checkpointObject = CheckpointKey
	checkpointPrefix = "log/checkpoints/"
	recordsPrefix    = "log/records/"
	tilePrefix       = "log/tile/"
	entriesPrefix    = "log/tile/entries/"
	timestampsPrefix = "log/timestamps/"
)

// tileHeight is log₂ of the hashes in a tile; C2SP fixes it.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Bounds on what is read into memory, in bytes.
const (
	maxCheckpoint = 64 << 10
	maxEntries    = tileWidth * (2 + 0xffff)
	maxRecords    = 256 << 20
	maxKey        = 64 << 10
)

func checkpointPath(size int64) string { return checkpointPrefix + strconv.FormatInt(size, 10) }

// RecordsPath is where the records of the batch stand that made the log size
// entries long.
func RecordsPath(size int64) string {
	return recordsPrefix + strconv.FormatInt(size, 10) + ".jsonl"
}

// sizeOf takes the size out of such a path.
func sizeOf(key, prefix, suffix string) (int64, bool) {
	s, ok := strings.CutPrefix(key, prefix)
	if !ok {
		return 0, false
	}
	if s, ok = strings.CutSuffix(s, suffix); !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// tilePath is where a tile of hashes stands, by C2SP tlog-tiles. (tlog.Tile.Path
// names the height too, which C2SP does not.)
func tilePath(level int, n int64, width int) string {
	return tilePrefix + strconv.Itoa(level) + "/" + groups(n, width)
}

func entriesPath(n int64, width int) string { return entriesPrefix + groups(n, width) }

// groups writes n in groups of three digits, all but the last marked with an x
// (1234067 is x001/x234/067), and the width of a partial tile.
func groups(n int64, width int) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	if width < tileWidth {
		s += ".p/" + strconv.Itoa(width)
	}
	return s
}

// readObject reads a whole object of at most max bytes.
func readObject(ctx context.Context, st store.Store, key string, max int64) ([]byte, error) {
	r, err := st.Open(ctx, key, 0, max+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	long := &AlteredError{key, fmt.Sprintf("longer than %d bytes", max)}
	var data bytes.Buffer
	if sized, ok := r.(store.Sized); ok {
		if sized.Size() > max {
			return nil, long
		}
		data.Grow(int(sized.Size()) + bytes.MinRead) // to grow on the way would take several times as much
	}
	if _, err := data.ReadFrom(r); err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	if int64(data.Len()) > max {
		return nil, long
	}
	return data.Bytes(), nil
}

func createObject(ctx context.Context, st store.Store, key string, data []byte) error {
	return st.Create(ctx, key, bytes.NewReader(data), int64(len(data)))
}

// readTile reads the first width hashes of a tile, from the tile of that width
// or, since a partial tile may be dropped once the tile is full, from the full
// one.
func readTile(ctx context.Context, st store.Store, level int, n int64, width int) ([]byte, error) {
	key := tilePath(level, n, width)
	data, err := readObject(ctx, st, key, tileWidth*tlog.HashSize)
	if err != nil && width < tileWidth {
		if full, ferr := readObject(ctx, st, tilePath(level, n, tileWidth), tileWidth*tlog.HashSize); ferr == nil {
			key, data, err = tilePath(level, n, tileWidth), full, nil
			if len(data) == tileWidth*tlog.HashSize {
				return data[:width*tlog.HashSize], nil
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if len(data) != width*tlog.HashSize {
		return nil, &AlteredError{key, fmt.Sprintf("%d bytes where %d belong", len(data), width*tlog.HashSize)}
	}
	return data, nil
}
