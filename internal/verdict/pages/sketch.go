package pages

import (
	"math"

	"archiver/internal/verdict/lex"
)

// Sketch sums up a page of few words: it is for telling that one small page
// stands in for many, whatever names and numbers it fills in.
//
// It holds min-hashes of the page's shingles, each of which two pages have in
// common as often as they have shingles: A. Broder, "On the resemblance and
// containment of documents" (1997).
type Sketch [bands * rows]uint64

// The min-hashes are also taken together in bands, to look a page up by. Of two
// pages alike in 0.75 of their shingles 99 in 100 share a band, of two that are
// alike in 0.1 less than one.
const (
	bands = 8
	rows  = 3
)

// NewSketch gives nil for a page of many words, and of hardly any.
func NewSketch(p *Prepared) *Sketch {
	if p == nil || p.Words() < 3*lex.ShingleWidth || p.Words() >= Many {
		return nil
	}
	var s Sketch
	for i := range s {
		s[i] = math.MaxUint64
	}
	for _, h := range p.Set().Keys() {
		if h == 0 {
			continue
		}
		for i := range s {
			s[i] = min(s[i], mix(h+uint64(i+1)*lex.HashPrime))
		}
	}
	return &s
}

// Like tells whether two pages have a good part of their text in common: by
// the estimate a third.
func (s *Sketch) Like(other *Sketch) bool {
	if s == nil || other == nil {
		return false
	}
	n := 0
	for i := range s {
		if s[i] == other[i] {
			n++
		}
	}
	return 3*n >= len(s)
}

// Bands are what the page can be looked up by: like pages share one of them at
// least.
func (s *Sketch) Bands() []uint64 {
	if s == nil {
		return nil
	}
	list := make([]uint64, bands)
	for b := range list {
		for _, m := range s[b*rows : (b+1)*rows] {
			list[b] = mix(list[b] + m)
		}
	}
	return list
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
