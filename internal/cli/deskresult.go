package cli

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/verify"
	"archiver/internal/watch"
)

// Result implements web.Backend.
func (d *desk) Result(ctx context.Context, report string) (*contract.Result, error) {
	set, number, _ := d.sets.get() // why it is not the newest, Set tells
	if !slices.ContainsFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == report }) {
		return nil, &noSuchReportError{report}
	}
	known, err := d.knowledge(ctx, number)
	if err != nil {
		return nil, err
	}
	return d.results.get(ctx, known+report, func(ctx context.Context) (*contract.Result, error) {
		s, e, release, err := d.session(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
		cites := slices.DeleteFunc(slices.Collect(set.Citations()), func(c source.Cite) bool { return c.Manifest.ID != report })
		v, _, err := e.standings(ctx, s, cites, true)
		return v, err
	})
}

// noSuchReportError is a report that there is no manifest of.
type noSuchReportError struct{ id string }

func (e *noSuchReportError) Error() string { return fmt.Sprintf("there is no report %q", e.id) }
func (e *noSuchReportError) Unwrap() error { return fs.ErrNotExist }

// knowledge names what answers are made of: the manifests of that number, the catalog,
// and the withdrawals that are kept in mind beside the head. An answer that was found
// by the same is still right.
func (d *desk) knowledge(ctx context.Context, number int) (string, error) {
	c, release, err := d.catalogs.lend(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	size, err := c.LogSize(ctx)
	if err != nil {
		return "", err
	}
	kept, _ := stampsOf([]string{withdrawalsPath(d.cfg)}, d.base.now())
	return fmt.Sprintf("%d %p %d %s ", number, c, size, kept), nil
}

// standings is how citations stand by what is known, as status tells it. Where unread
// is set, nothing of the archive is read for that.
func (e *env) standings(ctx context.Context, s *session, cites []source.Cite, unread bool) (*contract.Result, *watch.Result, error) {
	res, err := watch.New(e.judging(s)).Pass(ctx, cites, watch.Options{NoLook: true, Unread: unread})
	if err != nil {
		return nil, nil, err
	}
	refused, err := s.catalog.Refused(ctx, idsOf(cites)...)
	if err != nil {
		return nil, nil, err
	}
	v := e.viewResult(res, false).Result
	tellRefused(v.Citations, refused)
	return &v, res, nil
}

// Citation implements web.Backend.
func (d *desk) Citation(ctx context.Context, c source.Cite) (*contract.Citation, error) {
	set, number, _ := d.sets.get() // why it is not the newest, Set tells
	// The answer is kept by the number of this set, and so it is of this set's citation:
	// the caller's may be of an older one.
	c, _ = sameCite(set, c)
	known, err := d.knowledge(ctx, number)
	if err != nil {
		return nil, err
	}
	return d.citations.get(ctx, known+watch.CiteKey(c)+" "+c.Citation.URL, func(ctx context.Context) (*contract.Citation, error) {
		done, err := d.begin(ctx)
		if err != nil {
			return nil, err
		}
		defer done()
		s, e, release, err := d.session(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
		return e.oneStanding(ctx, s, set, c)
	})
}

// oneStanding is how one citation stands, with its claims. Of an archive in a bucket, only
// the snapshots that those rest on are read.
func (e *env) oneStanding(ctx context.Context, s *session, set *source.Set, c source.Cite) (*contract.Citation, error) {
	v, res, err := e.standings(ctx, s, []source.Cite{c}, s.cfg.InBucket())
	if err != nil {
		return nil, err
	}
	row := &v.Citations[0]
	if some, err := s.catalog.LogSize(ctx); err != nil || some == 0 {
		return row, err // there is nothing to read
	}
	if err := watch.New(e.judging(s)).Claims(ctx, res, slices.Collect(set.Citations())); err != nil {
		return nil, err
	}
	row.Claims = viewClaims(res.Citations[0].Claims)
	return row, nil
}

// History implements web.Backend. A snapshot whose record in the log can't be read has
// that as its flaw: of it there is the catalog's word alone.
func (d *desk) History(ctx context.Context, c source.Cite) (*contract.History, error) {
	s, _, release, err := d.session(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	v, _, unread, err := s.history(ctx, c, false)
	if err != nil {
		return nil, err
	}
	for _, u := range unread {
		for i := range v.Snapshots {
			if row := &v.Snapshots[i]; row.LogIndex == u.LogIndex && row.Flaw == "" {
				row.Flaw = verify.CodeRecord
			}
		}
	}
	return v, nil
}
