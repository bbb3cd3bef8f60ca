package ledger

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// collect finds out what was logged: the leaves of the tree, and where its batches
// end.
func (c *checker) collect() {
	size := c.newest.size
	signed := []int64{0}
	for at := range c.signed {
		if at > 0 && at < size {
			signed = append(signed, at)
		}
	}
	if size > int64(len(c.listed))*tileWidth {
		// Do not make room for what cannot be there: a whole log has two files for
		// every 256 entries, and more.
		c.add(CodeRoot, checkpointObject, "says %d entries, of which nearly all are missing", size)
		return
	}
	if size > 0 {
		signed = append(signed, size)
	}
	slices.Sort(signed)
	b := &rebuilder{ctx: c.ctx, stores: []store.Store{c.st}, v: c.verifier, named: c.named(), e: new(edge)}
	if c.verifier == nil {
		b.claims = map[int64][]claimFile{} // they can't be read
	}
	_, entries, hashes := b.treeFiles(c.st, 0, size)
	c.leaves = make([]tlog.Hash, size)
	c.bounds = []int64{0}
	for i := 1; i < len(signed); i++ {
		first, last := signed[i-1], signed[i]
		data, err := readObject(c.ctx, c.st, RecordsPath(last), maxRecords)
		if err != nil {
			data = nil // reported later
		}
		records := b.chain(c.st, data, first, last)
		for at := first; at < last; at++ {
			c.leaves[at] = agreed(entries[at], records[at-first], hashes[at])
		}
		leaves := c.leaves[first:last]
		cp := c.signed[last]
		if last == size {
			cp = c.newest
		}
		if !b.leadsTo(leaves, cp) {
			// Two of the three are damaged in one entry: is there a way to the signed root?
			if s, err := b.prove(cp); err == nil {
				copy(leaves, s.leaves)
			}
		}
		for _, leaf := range leaves {
			b.e.push(leaf, func(int, int64, []tlog.Hash) {})
		}
		s := newSpan(first, leaves)
		s.held = [][]byte{data}
		c.bounds = append(c.bounds, b.bounds(s)...)
	}
}

// agreed gives what two of three say, or the first that says anything.
func agreed(entry, record, hash tlog.Hash) tlog.Hash {
	none := tlog.Hash{}
	switch {
	case entry != none && (entry == record || entry == hash || record == none && hash == none):
		return entry
	case record != none && (record == hash || hash == none):
		return record
	}
	return hash
}

// named gives the sizes by which files are called that the log has at the end of a
// batch. Anybody can add some.
func (c *checker) named() map[int64]bool {
	set := map[int64]bool{}
	for _, key := range c.listed {
		size, ok := sizeOf(key, checkpointPrefix, "")
		if !ok {
			size, ok = sizeOf(key, recordsPrefix, ".jsonl")
		}
		if !ok && strings.HasPrefix(key, entriesPrefix) && strings.Contains(key, ".p/") {
			size, ok = tileSize(key) // a partial bundle was made for a checkpoint
		}
		if ok {
			set[size] = true
		}
	}
	return set
}

// recompute builds the tree again, and compares all that is stored of it.
func (c *checker) recompute() {
	e := new(edge)
	tile := func(level int, n int64, hashes []tlog.Hash) {
		path := func(width int) string { return tilePath(level, n, width) }
		if level > 0 && c.blind(e.size) {
			return
		}
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
	var forks []int64
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
			if c.blind(bound) {
				c.findings[len(c.findings)-1].Denied = c.denied
			}
		case bound == c.newest.size || cp != nil && cp.root == root:
			c.proved = bound
		case cp != nil:
			forks = append(forks, bound)
		}
		if key := checkpointPath(bound); !c.has[key] {
			c.add(CodeCheckpointMissing, key, "is missing")
		}
	}
	for _, bound := range forks {
		if bound <= c.proved { // else it is what is stored that is at fault
			c.add(CodeCheckpointFork, checkpointPath(bound), "is signed, but for another history than this log's")
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
