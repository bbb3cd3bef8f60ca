package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
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

// past is what was seen of sources before.
type past interface {
	looks(c source.Cite) []shownState
	// stood says whether the text of a snapshot was seen by several looks.
	stood(c source.Cite, at time.Time) bool
	// reworded says whether a fact changed within a passage from one snapshot to another.
	reworded(c source.Cite, from, to time.Time) bool
}

// another says whether another edit is to be told than those that were.
func (ts tellings) another(state string, c watch.Citation, now time.Time, past past) bool {
	last, shows := ts.last(), c.Live.Shows
	if !soft(state) || last.State != state || shows.IsZero() || last.Shows.IsZero() {
		return false
	}
	row := 1
	for i := len(ts) - 1; ts.editedAgain(i); i-- {
		row++
	}
	if rest := max(anotherRest, restAfter(row)); now.Sub(last.At) < rest && !now.Before(last.At) {
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

// seenBefore is the past that the archive holds. The first error stays, and ends all.
type seenBefore struct {
	ctx context.Context
	s   *session
	err error
}

func (p *seenBefore) observations(c source.Cite) []catalog.Observation {
	list, err := p.s.catalog.Observations(p.ctx, source.ID(c.Citation.URL))
	p.err = errors.Join(p.err, err)
	return list
}

func (p *seenBefore) snapshots(c source.Cite) []catalog.Snapshot {
	list, err := p.s.catalog.Snapshots(p.ctx, source.ID(c.Citation.URL))
	p.err = errors.Join(p.err, err)
	return list
}

func (p *seenBefore) looks(c source.Cite) []shownState {
	return shownStates(p.observations(c), citeName(c))
}

func (p *seenBefore) stood(c source.Cite, at time.Time) bool {
	list := p.snapshots(c)
	snap := watch.SnapshotAt(list, at)
	if snap == nil {
		return false
	}
	n := 0
	for _, l := range p.looks(c) {
		later := slices.ContainsFunc(list, func(o catalog.Snapshot) bool {
			return o.Provenance == nil && o.Class == verdict.ClassSource && o.CapturedAt.After(snap.CapturedAt) && !o.CapturedAt.After(l.at)
		})
		if soft(l.state) && !l.at.Before(snap.CapturedAt) && !later {
			n++
		}
	}
	return n > 1
}

func (p *seenBefore) reworded(c source.Cite, from, to time.Time) bool {
	list := p.snapshots(c)
	var pages []*verdict.Prepared
	for _, at := range []time.Time{from, to} {
		snap := watch.SnapshotAt(list, at)
		if snap == nil {
			return false // withdrawn, or lost: the check of the archive tells of that
		}
		text, err := watch.ReadText(p.ctx, newExtractor(), p.s.store, snap.Object)
		if err != nil {
			if p.ctx.Err() != nil {
				p.err = errors.Join(p.err, err)
			}
			return false
		}
		pages = append(pages, text.Page)
	}
	return slices.ContainsFunc(verdict.Diff(pages[0], pages[1]).Changes, func(ch verdict.Change) bool {
		return ch.Kind == verdict.KindEdited && len(ch.Facts) > 0
	})
}
