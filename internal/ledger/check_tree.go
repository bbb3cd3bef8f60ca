package ledger

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// collect finds out what was logged: the leaves of the tree.
func (c *checker) collect() {
	size := c.newest.size
	c.bounds = c.findBounds()
	if size > int64(len(c.listed))*tileWidth {
		// Do not make room for what cannot be there: a whole log has two files for
		// every 256 entries, and more.
		c.add(CodeRoot, checkpointObject, "says %d entries, of which nearly all are missing", size)
		size, c.bounds = 0, nil
	}
	type source struct {
		leaf tlog.Hash
		have bool
	}
	records := make([]source, size)
	for b := 1; b < len(c.bounds); b++ {
		first, last := c.bounds[b-1], c.bounds[b]
		data, err := readObject(c.ctx, c.st, RecordsPath(last), maxRecords)
		if err != nil {
			continue // reported later
		}
		lines, _ := splitLines(data)
		for i, line := range lines {
			if at := first + int64(i); at < last {
				records[at] = source{leafOf(entryOf(line)), true}
			}
		}
	}
	c.leaves = make([]tlog.Hash, size)
	for n := int64(0); n*tileWidth < size; n++ {
		width := int(min(tileWidth, size-n*tileWidth))
		var entries [][]byte
		if data, err := readObject(c.ctx, c.st, entriesPath(n, width), maxEntries); err == nil {
			entries, _ = splitEntries(data)
		}
		var hashes []tlog.Hash
		if data, err := readTile(c.ctx, c.st, 0, n, width); err == nil {
			hashes = splitHashes(data)
		}
		for i := range width {
			at := n*tileWidth + int64(i)
			r := records[at]
			var e, h source
			if i < len(entries) {
				e = source{leafOf(entries[i]), true}
			}
			if i < len(hashes) {
				h = source{hashes[i], true}
			}
			switch {
			case e.have && (r.have && r.leaf == e.leaf || h.have && h.leaf == e.leaf || !h.have && !r.have):
				c.leaves[at] = e.leaf
			case r.have && (h.have && h.leaf == r.leaf || !h.have):
				c.leaves[at] = r.leaf
			case h.have:
				c.leaves[at] = h.leaf
			}
		}
	}
}

// findBounds collects the sizes that the log had after its batches from the
// names of all files that tell, so that one missing file does not hide one.
func (c *checker) findBounds() []int64 {
	set := map[int64]bool{0: true, c.newest.size: true}
	for _, key := range c.listed {
		size, ok := sizeOf(key, checkpointPrefix, "")
		if !ok {
			size, ok = sizeOf(key, recordsPrefix, ".jsonl")
		}
		if !ok && strings.HasPrefix(key, entriesPrefix) && strings.Contains(key, ".p/") {
			size, ok = tileSize(key) // a partial bundle was made for a checkpoint
		}
		if ok && size < c.newest.size {
			set[size] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// recompute builds the tree again, and compares all that is stored of it.
func (c *checker) recompute() {
	e := new(edge)
	tile := func(level int, n int64, hashes []tlog.Hash) {
		path := func(width int) string { return tilePath(level, n, width) }
		c.compare(path, len(hashes), CodeTileMissing, CodeTileAltered, func(data []byte) bool {
			return bytes.Equal(data, joinHashes(hashes))
		})
	}
	entries := func(n int64, width int) {
		path := func(width int) string { return entriesPath(n, width) }
		c.compare(path, width, CodeEntriesMissing, CodeEntriesAltered, func(data []byte) bool {
			got, err := splitEntries(data)
			for i := 0; err == nil && len(got) == width && i < width; i++ {
				if leafOf(got[i]) != c.leaves[n*tileWidth+int64(i)] {
					return false
				}
			}
			return err == nil && len(got) == width
		})
	}
	c.roots = map[int64]tlog.Hash{}
	before := int64(0)
	for _, bound := range c.bounds {
		for e.size < bound {
			e.push(c.leaves[e.size], tile)
			if e.size%tileWidth == 0 {
				entries(e.size/tileWidth-1, tileWidth)
			}
		}
		if width := int(bound % tileWidth); width > 0 {
			entries(bound/tileWidth, width)
		}
		e.partials(before, tile)
		before = bound

		root, cp := e.root(), c.signed[bound]
		c.roots[bound] = root
		switch {
		case bound == c.newest.size && root != c.newest.root:
			c.add(CodeRoot, checkpointObject, "what is stored does not lead to the signed root: too much is damaged to tell what was logged")
		case cp != nil && cp.root != root:
			c.add(CodeCheckpointFork, checkpointPath(bound), "is signed, but for another history than this log's")
		}
		if key := checkpointPath(bound); !c.has[key] {
			c.add(CodeCheckpointMissing, key, "is missing")
		}
	}
}

// compare looks at a tile or bundle of that width. A partial one may be missing
// once the full one is there.
func (c *checker) compare(path func(width int) string, width int, missing, altered string, same func([]byte) bool) {
	key := path(width)
	if !c.has[key] {
		if width == tileWidth || !c.has[path(tileWidth)] {
			c.add(missing, key, "is missing")
		}
		return
	}
	if data := c.read(key, maxEntries, missing); data != nil && !same(data) {
		c.add(altered, key, "is not what the signed log makes it")
	}
}

// tileSize gives the size that a log has at least if it has this tile or bundle.
func tileSize(key string) (int64, bool) {
	s, ok := strings.CutPrefix(key, tilePrefix)
	if !ok {
		return 0, false
	}
	levelText, s, ok := strings.Cut(s, "/")
	level, err := strconv.Atoi(levelText)
	path := func(n int64, width int) string { return tilePath(level, n, width) }
	if levelText == "entries" {
		level, err, path = 0, nil, entriesPath
	}
	s, widthText, partial := strings.Cut(s, ".p/")
	width := tileWidth
	if partial {
		var werr error
		if width, werr = strconv.Atoi(widthText); werr != nil || width < 1 || width >= tileWidth {
			return 0, false
		}
	}
	n, nerr := strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(s), 10, 64)
	if !ok || err != nil || nerr != nil || level < 0 || level > 6 || n < 0 || n >= 1<<(62-tileHeight*(level+1)) || path(n, width) != key {
		return 0, false
	}
	return (n*tileWidth + int64(width)) << (tileHeight * level), true
}
