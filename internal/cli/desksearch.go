package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/web"
)

// hitsShown is how many sources a page of a search has.
const hitsShown = 20

// Search implements web.Backend. It searches the words that were taken in so far, and
// tells how many snapshots are still to be; it takes none in itself.
func (d *desk) Search(ctx context.Context, q web.Query) (*web.Found, error) {
	set, _, _ := d.sets.get()
	asked := catalog.Query{Text: q.Words, From: q.From, To: q.To, Limit: hitsShown, Cursor: q.Page}
	if !q.To.IsZero() {
		asked.To = q.To.Add(time.Millisecond) // which the page means, and catalog.Query does not
	}
	cites := d.citing(set)
	if q.Report != "" {
		for id, list := range cites {
			if slices.ContainsFunc(list, func(c source.Cite) bool { return c.Manifest.ID == q.Report }) {
				asked.Sources = append(asked.Sources, id)
			}
		}
		slices.Sort(asked.Sources) // so that the pages of a search are of one question
	}
	if q.Report != "" && len(asked.Sources) == 0 {
		asked.Sources = []string{"none"} // of a report that cites nothing
	}
	c, release, err := d.catalogs.lend(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	snapshots, err := d.counted(ctx, c)
	if err != nil {
		return nil, err
	}
	w, err := catalog.OpenWordsReadOnly(ctx, catalog.WordsPath(d.cfg.CatalogPath()))
	if errors.Is(err, fs.ErrNotExist) { // none were taken in yet
		return &web.Found{Lacking: int(snapshots), Bare: snapshots == 0}, nil
	}
	if err != nil {
		return nil, err
	}
	defer w.Close()
	found, err := w.Search(ctx, c, asked)
	var wrong *catalog.QueryError
	if errors.As(err, &wrong) {
		return nil, &web.QueryError{Why: sentence(strings.TrimPrefix(wrong.Error(), "search: "))}
	}
	if err != nil {
		return nil, err
	}
	there, err := w.Stats(ctx)
	if err != nil {
		return nil, err
	}
	v := &web.Found{Next: found.Cursor, Lacking: int(max(0, snapshots-there.Snapshots-there.Unread)), Bare: snapshots == 0}
	for _, h := range found.Hits {
		// The index knows nothing of withdrawals that are kept in mind outside of the catalog.
		var gone *web.GoneError
		err := d.mayShow(ctx, catalog.Snapshot{SourceID: h.SourceID, Object: h.Object, SHA256: h.SHA256, CapturedAt: h.CapturedAt, LogIndex: h.LogIndex})
		if errors.As(err, &gone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		hit := web.Hit{URL: h.URL, Cites: cites[h.SourceID], Newest: h.CapturedAt, Oldest: h.Oldest, Count: h.Snapshots, Title: h.Title, SourceID: h.SourceID}
		if _, text, err := w.Text(ctx, h.Object, h.SHA256); err == nil {
			for _, f := range catalog.Snippet(text, asked) {
				hit.Snippet = append(hit.Snippet, web.Fragment{Text: f.Text, Hit: f.Hit})
			}
		}
		v.Hits = append(v.Hits, hit)
	}
	return v, nil
}

// citing are the citations of each source, by its ID; it must not be changed.
func (d *desk) citing(set *source.Set) map[string][]source.Cite {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cited.set != set {
		d.cited.set, d.cited.by = set, map[string][]source.Cite{}
		for c := range set.Citations() {
			id := source.ID(c.Citation.URL)
			d.cited.by[id] = append(d.cited.by[id], c)
		}
	}
	return d.cited.by
}

// counted is how many snapshots there are to search, counted again when the log has grown.
func (d *desk) counted(ctx context.Context, c *catalog.Catalog) (int64, error) {
	known, err := d.knowledge(ctx, 0)
	if err != nil {
		return 0, err
	}
	return d.counts.get(ctx, known, func(ctx context.Context) (int64, error) {
		return c.Showing(ctx)
	})
}
