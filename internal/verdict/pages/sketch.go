package pages

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
)

// Sketch sums up a page of few words: it is for telling that one small page
// stands in for many, whatever names and numbers it fills in.
//
// It holds min-hashes of the page's shingles, each of which two pages have in
// common as often as they have shingles: A. Broder, "On the resemblance and
// containment of documents" (1997).
type Sketch struct {
	least [hashes]uint64
	words []uint64 // all of the page, as hashes in ascending order
	own   []uint64 // those of them that nobody fills in
}

const hashes = 24

// ownWords is how many words a page has to have that another one lacks, and no one
// fills in, for both to be more than one page with names filled in. Whoever asks is the
// same for all hosts, so that a name is all that may differ.
const ownWords = 3

// NewSketch gives nil for a page of many words, and of hardly any. The addresses are
// those that it was asked at, and came from: what answers for others repeats them.
func NewSketch(p *Prepared, addresses ...string) *Sketch {
	if p == nil || p.Words() < 3*lex.ShingleWidth || p.Words() >= Many {
		return nil
	}
	s := &Sketch{}
	for i := range s.least {
		s.least[i] = math.MaxUint64
	}
	for _, h := range p.Set().Keys() {
		if h == 0 {
			continue
		}
		for i := range s.least {
			s.least[i] = min(s.least[i], mix(h+uint64(i+1)*lex.HashPrime))
		}
	}
	asked := map[uint64]bool{}
	for _, a := range addresses {
		if plain, err := url.QueryUnescape(a); err == nil {
			a = plain
		}
		for _, t := range lex.Text(a, false).Tokens {
			asked[t.Hash] = true
		}
	}
	text := p.Visible()
	for i, t := range text.Tokens {
		s.words = append(s.words, t.Hash)
		if !asked[t.Hash] && !strings.ContainsAny(text.Word(i), "0123456789") {
			s.own = append(s.own, t.Hash)
		}
	}
	for _, list := range []*[]uint64{&s.words, &s.own} {
		slices.Sort(*list)
		*list = slices.Clip(slices.Compact(*list))
	}
	return s
}

// Like tells whether two pages have a good part of their text in common: by
// the estimate a third.
func (s *Sketch) Like(other *Sketch) bool {
	if s == nil || other == nil {
		return false
	}
	n := 0
	for i := range s.least {
		if s.least[i] == other.least[i] {
			n++
		}
	}
	return 3*n >= hashes
}

// Same tells whether two like pages may be one, in which the address that was asked
// for, numbers, and hardly a word more were filled in. Pages that share a template, and
// each of which says something of its own in it, are not.
func (s *Sketch) Same(other *Sketch) bool {
	return s.Like(other) && (s.says(other) < ownWords || other.says(s) < ownWords)
}

// says counts the words of a page that the other one lacks, up to ownWords.
func (s *Sketch) says(other *Sketch) (n int) {
	for _, w := range s.own {
		if _, there := slices.BinarySearch(other.words, w); !there {
			if n++; n == ownWords {
				break
			}
		}
	}
	return n
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
