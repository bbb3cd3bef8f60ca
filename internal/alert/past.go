package alert

import (
	"context"
	"errors"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// Archived is the past that an archive and its catalog hold.
type Archived struct {
	ctx     context.Context
	catalog *catalog.Catalog
	store   store.Store
	extract *extract.Extractor
	err     error
}

// NewArchived reads the past where it is asked for it, with ctx.
func NewArchived(ctx context.Context, c *catalog.Catalog, st store.Store, ex *extract.Extractor) *Archived {
	return &Archived{ctx: ctx, catalog: c, store: st, extract: ex}
}

// Err is what kept it from being read: what Of gave then is not all.
func (p *Archived) Err() error { return p.err }

func (p *Archived) observations(c source.Cite) []catalog.Observation {
	list, err := p.catalog.Observations(p.ctx, source.ID(c.Citation.URL))
	p.err = errors.Join(p.err, err)
	return list
}

func (p *Archived) snapshots(c source.Cite) []catalog.Snapshot {
	list, err := p.catalog.Snapshots(p.ctx, source.ID(c.Citation.URL))
	p.err = errors.Join(p.err, err)
	return list
}

func (p *Archived) looks(c source.Cite) []shownState {
	return shownStates(p.observations(c), citeName(c))
}

func (p *Archived) stood(c source.Cite, at time.Time) bool {
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
		if Soft(l.state) && !l.at.Before(snap.CapturedAt) && !later {
			n++
		}
	}
	return n > 1
}

func (p *Archived) reworded(c source.Cite, from, to time.Time) bool {
	list := p.snapshots(c)
	var pages []*verdict.Prepared
	for _, at := range []time.Time{from, to} {
		snap := watch.SnapshotAt(list, at)
		if snap == nil {
			return false // withdrawn, or lost: the check of the archive tells of that
		}
		text, err := watch.ReadText(p.ctx, p.extract, p.store, snap.Object)
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
