package lex

import (
	"sync"
	"sync/atomic"
)

// ShingleWidth is the number of words in a shingle. Four are enough to make chance
// meetings rare, and few enough that one changed word leaves its neighbours
// covered by others.
const ShingleWidth = 4

// HashPrime is what a hash of hashes is multiplied by at each step.
const HashPrime = 0x9E3779B97F4A7C15

// maxProbes bounds a search in a shingle set, so that a page made to collide
// costs no more than another. What lies past it counts as absent.
const maxProbes = 128

// Shingles is the set of a stream's shingles, each with where it first stands. Two
// pages that are the same but for a few words ask it for a few shingles alone, which
// are found faster by going through the words: so the table is made when many were
// asked for. Safe for concurrent use.
type Shingles struct {
	tok   []Token
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

// Keys are the distinct shingles as hashes, with zeros among them.
func (s *Shingles) Keys() []uint64 { return s.table().key }

// ShingleAt is the hash, never 0, of the ShingleWidth tokens that begin with token i.
func ShingleAt(tok []Token, i int) uint64 {
	h := tok[i].Hash
	h = h*HashPrime + tok[i+1].Hash
	h = h*HashPrime + tok[i+2].Hash
	h = h*HashPrime + tok[i+3].Hash
	if h == 0 {
		h = 1
	}
	return h
}

func (s *shingleTable) slot(h uint64) uint64 { return (h * HashPrime) >> 20 & s.mask }

// NewShingles are the shingles of a run of tokens.
func NewShingles(tok []Token) *Shingles {
	return &Shingles{tok: tok, table: sync.OnceValue(func() *shingleTable { return newTable(tok) })}
}

func newTable(tok []Token) *shingleTable {
	size := 16
	for size < 2*len(tok) {
		size *= 2
	}
	s := &shingleTable{key: make([]uint64, size), pos: make([]uint32, size), mask: uint64(size - 1)}
	for i := 0; i+ShingleWidth <= len(tok); i++ {
		h := ShingleAt(tok, i)
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

// Find returns where the shingle that begins at seq[i] first stands, or -1.
func (s *Shingles) Find(seq []Token, i int) int {
	if s.asked.Load() < fewAsked {
		s.asked.Add(1)
		return IndexTokens(s.tok, seq[i:i+ShingleWidth])
	}
	return s.table().find(ShingleAt(seq, i))
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

// Coverage tells which tokens of a stream stand in another one, as part of a
// shingle that stands there.
type Coverage struct {
	In    []bool
	Found int // shingles that stand in the other
	Total int
}

// Share is the part of the shingles that was found, 0 to 1.
func (c Coverage) Share() float64 {
	if c.Total == 0 {
		return 0
	}
	return float64(c.Found) / float64(c.Total)
}

// Cover tells which of the tokens stand in another text, whose shingles are set.
func Cover(tok []Token, other *Stream, set *Shingles) Coverage {
	c := Coverage{In: make([]bool, len(tok))}
	if len(tok) < ShingleWidth {
		// Too short for a shingle: the whole of it, or nothing.
		if len(tok) == 0 {
			return c
		}
		c.Total = 1
		if IndexTokens(other.Tokens, tok) >= 0 {
			c.Found = 1
			for i := range c.In {
				c.In[i] = true
			}
		}
		return c
	}
	covered := 0 // tokens below this index are marked
	at := -1     // where in the other the shingle before stands
	for i := 0; i+ShingleWidth <= len(tok); i++ {
		c.Total++
		// Where one stands the next one mostly follows.
		if next := at + ShingleWidth; at >= 0 && next < len(set.tok) && set.tok[next].Hash == tok[i+ShingleWidth-1].Hash {
			at++
		} else if at = set.Find(tok, i); at < 0 {
			continue
		}
		c.Found++
		for j := max(i, covered); j < i+ShingleWidth; j++ {
			c.In[j] = true
		}
		covered = i + ShingleWidth
	}
	return c
}

// IndexTokens finds a sequence of tokens, in time that grows with the text alone: of
// a text that repeats itself the beginning of a long sequence stands everywhere.
func IndexTokens(text, seq []Token) int {
	if len(seq) == 0 || len(seq) > len(text) {
		return -1
	}
	if len(seq) > 2*ShingleWidth {
		return indexLong(text, seq)
	}
search:
	for i := 0; i+len(seq) <= len(text); i++ {
		for j := range seq {
			if text[i+j].Hash != seq[j].Hash {
				continue search
			}
		}
		return i
	}
	return -1
}

// indexLong is IndexTokens by Knuth, Morris and Pratt.
func indexLong(text, seq []Token) int {
	again := make([]int32, len(seq)) // by how many tokens it begins anew when one more differs
	for i, k := 1, int32(0); i < len(seq); i++ {
		for k > 0 && seq[i].Hash != seq[k].Hash {
			k = again[k-1]
		}
		if seq[i].Hash == seq[k].Hash {
			k++
		}
		again[i] = k
	}
	k := int32(0)
	for i := range text {
		for k > 0 && text[i].Hash != seq[k].Hash {
			k = again[k-1]
		}
		if text[i].Hash == seq[k].Hash {
			if k++; int(k) == len(seq) {
				return i + 1 - len(seq)
			}
		}
	}
	return -1
}

// Jaccard is the share of distinct shingles that two streams have in common.
func Jaccard(x, y *Shingles) float64 {
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
