package lex

import (
	"encoding/binary"
	mathbits "math/bits"
	"sync"
	"sync/atomic"
)

const (
	longText   = 64 << 10 // bytes of Norm from which on a text is indexed
	oftenAsked = 8        // searches from which on that pays
	gram       = 8        // bytes
)

// absent knows of a long text what it does not hold, so that not each of many searches
// has to go through all of it: of all stretches of letters, and of all words, one bit of
// their hashes. It never says so of what is there.
type absent struct {
	asked        atomic.Int32
	once         sync.Once
	grams, words bits
}

type bits struct {
	set   []uint64
	shift int // of a hash, that gives the place of its bit
}

// newBits has room for n values, eight bits each.
func newBits(n int) bits {
	places := max(6, mathbits.Len(uint(8*n)))
	return bits{make([]uint64, 1<<(places-6)), 64 - places}
}

func (b bits) at(v uint64) (word, bit uint64) {
	at := v * 0x9E3779B97F4A7C15 >> b.shift
	return at / 64, 1 << (at % 64)
}

func (b bits) add(v uint64) {
	i, bit := b.at(v)
	b.set[i] |= bit
}

func (b bits) has(v uint64) bool {
	i, bit := b.at(v)
	return b.set[i]&bit != 0
}

func newAbsent(s *Stream) *absent {
	if len(s.Norm) < longText {
		return nil
	}
	return &absent{}
}

// known gives what is known of a text, nil if that is not worth the work.
func (s *Stream) known() *absent {
	a := s.absent
	if a == nil || a.asked.Add(1) < oftenAsked {
		return nil
	}
	a.once.Do(func() {
		a.grams, a.words = newBits(len(s.Norm)), newBits(len(s.Tokens))
		for i := 0; i+gram <= len(s.Norm); i++ {
			a.grams.add(binary.LittleEndian.Uint64(s.Norm[i:]))
		}
		for i := range s.Tokens {
			a.words.add(s.Tokens[i].Hash)
		}
	})
	return a
}

// Lacks tells that want stands nowhere in Norm. False says nothing.
func (s *Stream) Lacks(want []byte) bool {
	if len(want) < gram {
		return false
	}
	a := s.known()
	for i := 0; a != nil && i+gram <= len(want); i++ {
		if !a.grams.has(binary.LittleEndian.Uint64(want[i:])) {
			return true
		}
	}
	return false
}

// LacksMost tells that less than a share of some words stand in the text. False says
// nothing.
func (s *Stream) LacksMost(words []Token, share float64) bool {
	a := s.known()
	if a == nil {
		return false
	}
	there := 0
	for _, w := range words {
		if a.words.has(w.Hash) {
			there++
		}
	}
	return float64(there) < share*float64(len(words))
}
