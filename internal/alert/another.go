package alert

import (
	"slices"
	"time"

	"archiver/internal/source"
	"archiver/internal/watch"
)

// Whoever was told that a page was edited has looked at that edit, and knows nothing of the
// next one. It is told where it is as good as certain that somebody made it: a passage has
// another number, date, name or negation in it than in any text that was told of, and one
// of the two texts stood for more than a look. A page that has something new at each look
// has told all that there is to tell.

// anotherRest is between an edit that was told and another. It is longer the more of them
// came one after the other.
const anotherRest = 3 * 24 * time.Hour

// Past is what was seen of sources before.
type Past interface {
	looks(c source.Cite) []shownState
	// stood says whether the text of a snapshot was seen by several looks.
	stood(c source.Cite, at time.Time) bool
	// reworded says whether a fact changed within a passage from one snapshot to another.
	reworded(c source.Cite, from, to time.Time) bool
}

// another says whether another edit is to be told than those that were.
func (ts tellings) another(state string, c watch.Citation, now time.Time, past Past) bool {
	last, shows := ts.last(), c.Live.Shows
	if !Soft(state) || last.State != state || shows.IsZero() || last.Shows.IsZero() {
		return false
	}
	row := 1
	for i := len(ts) - 1; ts.editedAgain(i); i-- {
		row++
	}
	if rest := max(anotherRest, Rest(row)); now.Sub(last.At) < rest && !now.Before(last.At) {
		return false
	}
	var texts []time.Time
	for _, t := range ts {
		if t.State == state && !t.Shows.IsZero() { // what an older version told names no text
			texts = append(texts, t.Shows)
		}
	}
	if slices.ContainsFunc(texts, shows.Equal) {
		return false
	}
	if !past.stood(c.Cite, shows) && !past.stood(c.Cite, last.Shows) {
		return false
	}
	return !slices.ContainsFunc(texts, func(t time.Time) bool { return !past.reworded(c.Cite, t, shows) })
}
