package many

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"sync"

	"archiver/internal/catalog"
)

// What the texts are made of: words that are as common as words of a language are
// (Zipf's law), in two scripts.
const (
	vocabulary = 50000 // words of each script
	textWords  = 250   // of each snapshot
	marker     = 5000  // one snapshot of so many has a word of its own
)

// Word is the n-th most common one, made of syllables; Cyrillic where asked for.
func Word(n int, cyrillic bool) string {
	syllables := []string{"ra", "to", "mi", "ne", "so", "lu", "ka", "ve", "di", "po", "gan", "ster", "bli", "con", "pre", "tor", "ma", "li", "zed", "un"}
	if cyrillic {
		syllables = []string{"ра", "то", "ми", "не", "со", "лу", "ка", "ве", "ди", "по", "ган", "стер", "бли", "кон", "пре", "тор", "ма", "ли", "зед", "ун"}
	}
	var b strings.Builder
	for n += len(syllables); n > 0; n /= len(syllables) {
		b.WriteString(syllables[n%len(syllables)])
	}
	return b.String()
}

var zipf = sync.OnceValue(func() []float64 {
	sums := make([]float64, vocabulary)
	total := 0.0
	for n := range sums {
		total += 1 / math.Pow(float64(n+3), 1.05)
		sums[n] = total
	}
	return sums
})

// draw gives the place of a word, the common ones often.
func draw(rnd *rand.Rand) int {
	sums := zipf()
	x := rnd.Float64() * sums[len(sums)-1]
	lo, hi := 0, len(sums)
	for lo < hi {
		if mid := (lo + hi) / 2; sums[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return min(lo, len(sums)-1)
}

// Rare is a word that one snapshot in 5,000 has: that with this number.
func Rare(n int) string { return "rare" + Word(n/marker+vocabulary, false) }

// Text is that of source s of report r in a week w. Of two weeks it is nearly the same,
// and two fifths of the sources are Cyrillic.
func (z Size) Text(r, s, w int) (title, text string) {
	id := r*z.Sources + s
	n := w*z.Reports*z.Sources + id
	cyrillic := id%5 < 2
	page, week := rand.New(rand.NewPCG(1, uint64(id))), rand.New(rand.NewPCG(2, uint64(n)))
	var b strings.Builder
	for i := range textWords {
		rnd := page
		if i%20 == 19 { // what changes
			rnd = week
		}
		b.WriteString(Word(draw(rnd), cyrillic))
		if i%12 == 11 {
			b.WriteString(". ")
		} else {
			b.WriteByte(' ')
		}
	}
	if n%marker == 0 {
		b.WriteString(Rare(n))
	}
	return Word(id%vocabulary, cyrillic) + " " + Report(r), b.String()
}

// FillWords takes in the text of all snapshots that Fill has listed. A million take a
// quarter of an hour, and three gigabytes.
func (z Size) FillWords(ctx context.Context, c *catalog.Catalog, w *catalog.Words) error {
	for {
		lacking, err := w.Lacking(ctx, c, 5000, start)
		if err != nil || lacking == nil {
			return err
		}
		var entries []catalog.Entry
		for _, snap := range lacking.Snapshots {
			n := int(snap.LogIndex / 2)
			week, r, s := n/(z.Reports*z.Sources), n/z.Sources%z.Reports, n%z.Sources
			e := catalog.Entry{Snapshot: snap, URL: URL(r, s)}
			e.Title, e.Text = z.Text(r, s, week)
			entries = append(entries, e)
		}
		if err := w.Add(ctx, entries, lacking); err != nil {
			return err
		}
	}
}
