package cli

import (
	"context"

	"archiver/internal/wacz"
	"archiver/internal/watch"
)

// pageShown is how a browser showed the page of a snapshot; zero where that is not
// known.
type pageShown struct{ *wacz.PageInfo }

// shownOf reads it from the snapshot, where the archive is at hand. What can't be
// read is told of by others.
func shownOf(ctx context.Context, s *session, object string) pageShown {
	if s.store == nil {
		return pageShown{}
	}
	a, closer, err := watch.OpenSnapshot(ctx, s.store, object)
	if err != nil {
		return pageShown{}
	}
	defer closer.Close()
	p, err := a.PageInfo()
	if err != nil {
		return pageShown{}
	}
	return pageShown{p}
}

// told is what was done to the page, and what is cut.
func (p pageShown) told() (list []string) {
	if p.PageInfo != nil {
		for _, s := range p.Told() {
			list = append(list, oneLine(s))
		}
	}
	return list
}

func (p pageShown) cut() bool { return p.PageInfo != nil && p.PictureCut() }
