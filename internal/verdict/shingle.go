package verdict

import (
	"sync"
	"sync/atomic"
)

// width is the number of words in a shingle. Four are enough to make chance
// meetings rare, and few enough that one changed word leaves its neighbours
// covered by others.
const width = 4

const mixPrime = 0x9E3779B97F4A7C15

// maxProbes bounds a search in a shingle set, so that a page made to collide
// costs no more than another. What lies past it counts as absent.
const maxProbes = 128

// shingles is the set of a stream's shingles, each with where it first stands. Two
// pages that are the same but for a few words ask it for a few shingles alone, which
// are found faster by going through the words: so the table is made when many were
// asked for. Safe for concurrent use.
type shingles struct {
	tok   []token
	asked atomic.Int32
	table func() *shingleTable
}

// fewAsked is how many shingles are looked for without a table.
const fewAsked = 24

type shingleTable struct {
	key  []uint64 // 0: empty
	pos  []uint32
	n    int // distinct shingles
	mask uint64
}

func shingleAt(tok []token, i int) uint64 {
	h := tok[i].hash
	h = h*mixPrime + tok[i+1].hash
	h = h*mixPrime + tok[i+2].hash
	h = h*mixPrime + tok[i+3].hash
	if h == 0 {
		h = 1
	}
	return h
}

func (s *shingleTable) slot(h uint64) uint64 { return (h * mixPrime) >> 20 & s.mask }

func newShingles(tok []token) *shingles {
	return &shingles{tok: tok, table: sync.OnceValue(func() *shingleTable { return newTable(tok) })}
}

func newTable(tok []token) *shingleTable {
	size := 16
	for size < 2*len(tok) {
		size *= 2
	}
	s := &shingleTable{key: make([]uint64, size), pos: make([]uint32, size), mask: uint64(size - 1)}
	for i := 0; i+width <= len(tok); i++ {
		h := shingleAt(tok, i)
		at := s.slot(h)
		for p := 0; p < maxProbes; p++ {
			if s.key[at] == 0 {
				s.key[at], s.pos[at] = h, uint32(i)
				s.n++
				break
			}
			if s.key[at] == h {
				break
			}
			at = (at + 1) & s.mask
		}
	}
	return s
}

// find returns where the shingle that begins at seq[i] first stands, or -1.
func (s *shingles) find(seq []token, i int) int {
	if s.asked.Load() < fewAsked {
		s.asked.Add(1)
		return indexTokens(s.tok, seq[i:i+width])
	}
	return s.table().find(shingleAt(seq, i))
}

func (s *shingleTable) find(h uint64) int {
	at := s.slot(h)
	for p := 0; p < maxProbes; p++ {
		switch s.key[at] {
		case h:
			return int(s.pos[at])
		case 0:
			return -1
		}
		at = (at + 1) & s.mask
	}
	return -1
}

// coverage tells which tokens of a stream stand in another one, as part of a
// shingle that stands there.
type coverage struct {
	in    []bool
	found int // shingles that stand in the other
	total int
}

// share is the part of the shingles that was found, 0 to 1.
func (c coverage) share() float64 {
	if c.total == 0 {
		return 0
	}
	return float64(c.found) / float64(c.total)
}

func cover(tok []token, other *stream, set *shingles) coverage {
	c := coverage{in: make([]bool, len(tok))}
	if len(tok) < width {
		// Too short for a shingle: the whole of it, or nothing.
		if len(tok) == 0 {
			return c
		}
		c.total = 1
		if indexTokens(other.tok, tok) >= 0 {
			c.found = 1
			for i := range c.in {
				c.in[i] = true
			}
		}
		return c
	}
	covered := 0 // tokens below this index are marked
	at := -1     // where in the other the shingle before stands
	for i := 0; i+width <= len(tok); i++ {
		c.total++
		// Where one stands the next one mostly follows.
		if next := at + width; at >= 0 && next < len(set.tok) && set.tok[next].hash == tok[i+width-1].hash {
			at++
		} else if at = set.find(tok, i); at < 0 {
			continue
		}
		c.found++
		for j := max(i, covered); j < i+width; j++ {
			c.in[j] = true
		}
		covered = i + width
	}
	return c
}

// indexTokens finds a sequence of tokens.
func indexTokens(text, seq []token) int {
	if len(seq) == 0 {
		return -1
	}
search:
	for i := 0; i+len(seq) <= len(text); i++ {
		for j := range seq {
			if text[i+j].hash != seq[j].hash {
				continue search
			}
		}
		return i
	}
	return -1
}

// jaccard is the share of distinct shingles that two streams have in common.
func jaccard(x, y *shingles) float64 {
	a, b := x.table(), y.table()
	if a.n == 0 || b.n == 0 {
		return 0
	}
	if a.n > b.n {
		a, b = b, a
	}
	both := 0
	for _, h := range a.key {
		if h != 0 && b.find(h) >= 0 {
			both++
		}
	}
	return float64(both) / float64(a.n+b.n-both)
}
