package compare

import "archiver/internal/verdict/lex"

// What two paragraphs must have in common to be shown as one that was edited: a
// few words that any two have are not enough, and neither is the place alone,
// where the last paragraph goes and the line at the page's foot moves up.
const (
	shortPassage = 24 // words that tell something; longer ones are told apart by the measure
	likeParts    = 5  // in fifths…
	leastLike    = 2  // …of the words of the shorter one that the other has too
)

// LikeEnough judges by the words that tell something: how many two passages have in
// common, and how many the shorter one has. Of three or fewer, one is enough: a
// label, and its figure.
func LikeEnough(common, of int) bool {
	return of == 0 || of > shortPassage || of <= 3 && common > 0 || likeParts*common >= leastLike*of
}

// unlike tells whether a change and what is taken for its counterpart stand in
// paragraphs that have next to nothing in common, and so are two changes.
func (d *Side) unlike(c Change) bool {
	const least = 6 // words; a figure for another needs no likeness
	if !c.paired || c.There.Len() == 0 || c.Len() == 0 || c.Len()+c.There.Len() < least {
		return false
	}
	a, b := d.saying(d.Stream, c.From), d.saying(d.other, c.There.From)
	if b.n < a.n {
		a, b = b, a
	}
	if a.n > shortPassage {
		return false // LikeEnough: how many are common is of no matter
	}
	common := 0
	for h, n := range a.words {
		common += min(n, b.words[h])
	}
	return !LikeEnough(common, a.n)
}

// telling is the words of a paragraph that tell something, each as often as it stands there.
type telling struct {
	words map[uint64]int
	n     int
}

// place is a paragraph of one of two pages.
type place struct {
	other bool
	block int
}

// saying gives that of the paragraph that a word of either page stands in. It is kept: a
// page may be one paragraph with a change at every other word.
func (d *Side) saying(s *lex.Stream, word int) *telling {
	at := place{s == d.other, s.BlockOf(word)}
	if d.told[at] == nil {
		b := &telling{words: map[uint64]int{}}
		r := s.Blocks[at.block]
		for i := r.From; i < r.To; i++ {
			if s.Telling(i) {
				b.words[s.Tokens[i].Hash]++
				b.n++
			}
		}
		if d.told == nil {
			d.told = map[place]*telling{}
		}
		d.told[at] = b
	}
	return d.told[at]
}
