package verdict

// What two paragraphs must have in common to be shown as one that was edited: a
// few words that any two have are not enough, and neither is the place alone,
// where the last paragraph goes and the line at the page's foot moves up.
const (
	shortPassage = 24 // words that tell something; longer ones are told apart by the measure
	likeParts    = 5  // in fifths…
	leastLike    = 2  // …of the words of the shorter one that the other has too
)

// telling tells whether a word says something of its own.
func (s *stream) telling(i int) bool {
	return s.tok[i].flags&tokSign == 0 && lexicon().class(s.word(i))&(classStop|classGlue) == 0
}

// tellingIn counts them.
func (s *stream) tellingIn(r span) (n int) {
	for i := r.from; i < r.to; i++ {
		if s.telling(i) {
			n++
		}
	}
	return n
}

// likeEnough judges by the words that tell something: how many two passages have in
// common, and how many the shorter one has. Of three or fewer, one is enough: a
// label, and its figure.
func likeEnough(common, of int) bool {
	return of == 0 || of > shortPassage || of <= 3 && common > 0 || likeParts*common >= leastLike*of
}

// unlike tells whether a change and what is taken for its counterpart stand in
// paragraphs that have next to nothing in common, and so are two changes.
func (d *side) unlike(c change) bool {
	const least = 6 // words; a figure for another needs no likeness
	if !c.paired || c.there.len() == 0 || c.len() == 0 || c.len()+c.there.len() < least {
		return false
	}
	a := d.s.blocks[d.s.blockOf(c.from)].span
	b := d.other.blocks[d.other.blockOf(c.there.from)].span
	have := map[uint64]int{}
	for i := a.from; i < a.to; i++ {
		if d.s.telling(i) {
			have[d.s.tok[i].hash]++
		}
	}
	common, of := 0, 0
	for i := b.from; i < b.to; i++ {
		if !d.other.telling(i) {
			continue
		}
		of++
		if h := d.other.tok[i].hash; have[h] > 0 {
			have[h]--
			common++
		}
	}
	return !likeEnough(common, min(of, d.s.tellingIn(a)))
}
