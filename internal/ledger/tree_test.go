package ledger

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"reflect"
	"testing"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

func TestPaths(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{tilePath(0, 1234067, 256), "log/tile/0/x001/x234/067"},
		{tilePath(1, 0, 1), "log/tile/1/000.p/1"},
		{tilePath(0, 5, 255), "log/tile/0/005.p/255"},
		{entriesPath(1000, 256), "log/tile/entries/x001/000"},
		{entriesPath(999, 7), "log/tile/entries/999.p/7"},
		{RecordsPath(40), "log/records/40.jsonl"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	for key, want := range map[string]int64{
		"log/tile/0/x001/x234/067":                     1234068 * 256,
		"log/tile/1/000.p/1":                           256,
		"log/tile/entries/999.p/7":                     999*256 + 7,
		"log/tile/entries/x001/000":                    1001 * 256,
		"log/tile/entries/1000":                        -1,
		"log/tile/entries/000.p/256":                   -1,
		"log/tile/entries/000.p/0":                     -1,
		"log/tile/entries/000.p/07":                    -1,
		"log/tile/x/000":                               -1,
		"log/tile/63/000":                              -1,
		"log/tile/00/000":                              -1,
		"log/tile/0/":                                  -1,
		"log/tile/0":                                   -1,
		"log/tile/0/x999/x999/x999/x999/x999/x999/999": -1,
		"log/records/1.jsonl":                          -1,
	} {
		got, ok := tileSize(key)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("tileSize(%q) = %d, want %d", key, got, want)
		}
	}
}

// The edge makes the same roots and tiles as x/mod's tlog, whose test vectors
// are those of the Go checksum database.
func TestEdgeAgainstTlog(t *testing.T) {
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	const max = 256*256 + 600
	e := new(edge)
	var tiles map[string][]byte
	note := func(level int, n int64, hashes []tlog.Hash) {
		tiles[tilePath(level, n, len(hashes))] = joinHashes(hashes)
	}
	tiles = map[string][]byte{}
	before := int64(0)
	for n := int64(0); ; n++ {
		// Near the interesting sizes at each step, else now and then.
		if n < 600 || n%251 == 0 || n > 256*256-3 && n < 256*256+3 || n == max {
			want, err := tlog.TreeHash(n, read)
			if err != nil {
				t.Fatal(err)
			}
			if e.root() != want {
				t.Fatalf("root of %d leaves differs", n)
			}
			e.partials(before, note)
			expect := map[string][]byte{}
			for _, tile := range tlog.NewTiles(tileHeight, before, n) {
				data, err := tlog.ReadTileData(tile, read)
				if err != nil {
					t.Fatal(err)
				}
				expect[tilePath(tile.L, tile.N, tile.W)] = data
			}
			if len(expect) != len(tiles) {
				t.Fatalf("from %d to %d: %d tiles, want %d", before, n, len(tiles), len(expect))
			}
			for k, v := range expect {
				if !bytes.Equal(tiles[k], v) {
					t.Fatalf("from %d to %d: %s differs", before, n, k)
				}
			}
			tiles, before = map[string][]byte{}, n
		}
		if n == max {
			break
		}
		entry := fmt.Appendf(nil, "entry %d", n)
		hashes, err := tlog.StoredHashes(n, entry, read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
		e.push(leafOf(entry), note)
	}
}

func TestLoadEdge(t *testing.T) {
	m := store.NewMem(t)
	e := new(edge)
	put := func(level int, n int64, hashes []tlog.Hash) {
		m.Put(tilePath(level, n, len(hashes)), joinHashes(hashes))
	}
	for n := range int64(700) {
		got, err := loadEdge(context.Background(), m, n)
		if err != nil {
			t.Fatalf("size %d: %v", n, err)
		}
		if got.root() != e.root() {
			t.Fatalf("size %d: another root", n)
		}
		e.push(leafOf(fmt.Appendf(nil, "%d", n)), put)
		e.partials(n, put)
	}
	// Partial tiles may be dropped once they are full.
	m.Put(tilePath(0, 1, 44), nil)
	if _, err := loadEdge(context.Background(), m, 300); err != nil {
		t.Errorf("with the full tile alone: %v", err)
	}
}

func FuzzEntries(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x05hello\x00\x00"))
	f.Add([]byte("\x00\x05hell"))
	f.Add([]byte{0xff})
	f.Fuzz(func(t *testing.T, bundle []byte) {
		entries, err := splitEntries(bundle)
		var again []byte
		for _, e := range entries {
			var aerr error
			if again, aerr = appendEntry(again, e); aerr != nil {
				t.Fatal(aerr)
			}
		}
		if err == nil && !bytes.Equal(again, bundle) || !bytes.HasPrefix(bundle, again) {
			t.Errorf("%q → %q → %q (%v)", bundle, entries, again, err)
		}
	})
}

// A file of nothing but ends of lines, or nearly, takes no more memory than itself.
func TestSplitLinesBound(t *testing.T) {
	line := encoded(t)
	for name, data := range map[string][]byte{
		"newlines":         bytes.Repeat([]byte("\n"), 1<<22),
		"short lines":      bytes.Repeat([]byte("x\n"), 1<<21),
		"behind a record":  append(append(bytes.Clone(line), '\n'), bytes.Repeat([]byte("\n"), 1<<22)...),
		"shortest records": bytes.Repeat(append(bytes.Clone(line), '\n'), 1<<12),
	} {
		lines, ok := splitLines(data)
		if ok != (name == "shortest records") {
			t.Errorf("%s: in order: %v", name, ok)
		}
		if ok && len(lines) != 1<<12 || name == "behind a record" && !bytes.Equal(lines[0], line) {
			t.Errorf("%s: %d lines", name, len(lines))
		}
		if n := cap(lines) * int(reflect.TypeFor[[]byte]().Size()); n > len(data) {
			t.Errorf("%s: %d bytes for lines of %d", name, n, len(data))
		}
	}
}

// encoded is the shortest line that there can be.
func encoded(t *testing.T) []byte {
	t.Helper()
	line, err := encodeLine(Record{Kind: "k", Body: struct{}{}}, time.Now(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return line
}
