package ledger

import (
	"context"
	"math/bits"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// An edge is the right edge of the tree: all that is needed to append to it. It
// holds, for each level of tiles, the hashes of the tile that is not full yet.
type edge struct {
	size   int64
	levels [][]tlog.Hash
}

// loadEdge reads the edge of a log of that size from its tiles. Whether it is
// true is for the caller to see, by its root.
func loadEdge(ctx context.Context, st store.Store, size int64) (*edge, error) {
	e := &edge{size: size}
	for level, n := 0, size; n > 0; level, n = level+1, n>>tileHeight {
		width := int(n % tileWidth)
		var hashes []tlog.Hash
		if width > 0 {
			data, err := readTile(ctx, st, level, n/tileWidth, width)
			if err != nil {
				return nil, err
			}
			hashes = splitHashes(data)
		}
		e.levels = append(e.levels, hashes)
	}
	return e, nil
}

func splitHashes(data []byte) []tlog.Hash {
	hashes := make([]tlog.Hash, len(data)/tlog.HashSize)
	for i := range hashes {
		hashes[i] = tlog.Hash(data[i*tlog.HashSize:])
	}
	return hashes
}

func joinHashes(hashes []tlog.Hash) []byte {
	data := make([]byte, 0, len(hashes)*tlog.HashSize)
	for _, h := range hashes {
		data = append(data, h[:]...)
	}
	return data
}

// push appends a leaf. Each tile that it fills goes to full.
func (e *edge) push(leaf tlog.Hash, full func(level int, n int64, hashes []tlog.Hash)) {
	e.size++
	for level, h := 0, leaf; ; level++ {
		if level == len(e.levels) {
			e.levels = append(e.levels, nil)
		}
		e.levels[level] = append(e.levels[level], h)
		if len(e.levels[level]) < tileWidth {
			return
		}
		full(level, e.size>>(tileHeight*(level+1))-1, e.levels[level])
		h = subtree(e.levels[level])
		e.levels[level] = nil // full may keep the slice
	}
}

// partials gives each tile that is begun and not full, if it differs from what
// it was when the log had oldSize entries.
func (e *edge) partials(oldSize int64, partial func(level int, n int64, hashes []tlog.Hash)) {
	for level, hashes := range e.levels {
		if len(hashes) > 0 && oldSize>>(tileHeight*level) != e.size>>(tileHeight*level) {
			partial(level, e.size>>(tileHeight*(level+1)), hashes)
		}
	}
}

// root is the tree's root hash (RFC 6962, 2.1): the complete subtrees that make
// up the edge, folded from the smallest, which is the rightmost, to the largest.
func (e *edge) root() tlog.Hash {
	if e.size == 0 {
		h, _ := tlog.TreeHash(0, nil) // never fails: it reads nothing
		return h
	}
	var root tlog.Hash
	have := false
	for _, hashes := range e.levels {
		for n := len(hashes); n > 0; {
			width := 1 << bits.TrailingZeros(uint(n))
			h := subtree(hashes[n-width : n])
			if have {
				h = tlog.NodeHash(h, root)
			}
			root, have = h, true
			n -= width
		}
	}
	return root
}

// subtree is the hash over a power of two of hashes.
func subtree(hashes []tlog.Hash) tlog.Hash {
	if len(hashes) == 1 {
		return hashes[0]
	}
	half := len(hashes) / 2
	return tlog.NodeHash(subtree(hashes[:half]), subtree(hashes[half:]))
}
