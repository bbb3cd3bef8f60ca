package compare

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
	a := d.Stream.Blocks[d.Stream.BlockOf(c.From)].Span
	b := d.other.Blocks[d.other.BlockOf(c.There.From)].Span
	have := map[uint64]int{}
	for i := a.From; i < a.To; i++ {
		if d.Stream.Telling(i) {
			have[d.Stream.Tokens[i].Hash]++
		}
	}
	common, of := 0, 0
	for i := b.From; i < b.To; i++ {
		if !d.other.Telling(i) {
			continue
		}
		of++
		if h := d.other.Tokens[i].Hash; have[h] > 0 {
			have[h]--
			common++
		}
	}
	return !LikeEnough(common, min(of, d.Stream.TellingIn(a)))
}
