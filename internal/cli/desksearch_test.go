package cli

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/web"
)

// index takes in the words of up to so many snapshots.
func (p *deskProject) index(most int) {
	p.t.Helper()
	ctx := p.t.Context()
	w, err := catalog.OpenWords(ctx, catalog.WordsPath(filepath.Join(p.dir, "archive/catalog.db")))
	if err != nil {
		p.t.Fatal(err)
	}
	defer w.Close()
	c, release, err := p.d.Catalog(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	defer release()
	lacking, err := w.Lacking(ctx, c, most, time.Now())
	if err != nil || lacking == nil {
		p.t.Fatal(err)
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	var entries []catalog.Entry
	for _, snap := range lacking.Snapshots {
		entry := catalog.Entry{Snapshot: snap, URL: sources[snap.SourceID].URL, At: time.Now()}
		r, err := p.d.As(ctx, snap, "text")
		if err == nil {
			var b []byte
			if b, err = io.ReadAll(r); err == nil {
				entry.Text = string(b)
			}
			r.Close()
		}
		var none *web.NoFormError
		if err != nil && !errors.As(err, &none) {
			p.t.Fatal(err)
		}
		entries = append(entries, entry)
	}
	if err := w.Add(context.Background(), entries, lacking); err != nil {
		p.t.Fatal(err)
	}
}

// TestDeskSearchesNothing: that nothing was archived yet is not that no text has the words.
func TestDeskSearchesNothing(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 0)
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	if v, err := p.d.Search(t.Context(), web.Query{Words: "lake"}); err != nil || !v.Bare || v.Lacking != 0 {
		t.Errorf("%+v, %v", v, err)
	}
	p.run(0, "run")
	p.index(1000)
	if v, err := p.d.Search(t.Context(), web.Query{Words: "lake"}); err != nil || v.Bare {
		t.Errorf("after a pass: %+v, %v", v, err)
	}
}

// TestDeskSearches: captured text is found in what was taken in so far, and nothing that
// may not be shown.
func TestDeskSearches(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 2)
	ctx := t.Context()
	c, release, err := p.d.Catalog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.Showing(ctx)
	release()
	if err != nil {
		t.Fatal(err)
	}
	// All pages as one: on a busy machine a page may be short, or have no time for any.
	search := func(q web.Query) *web.Found {
		t.Helper()
		all := &web.Found{}
		for {
			v, err := p.d.Search(ctx, q)
			var slow *web.QueryError
			if errors.As(err, &slow) && strings.Contains(slow.Why, "in time") && ctx.Err() == nil {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			all.Hits, all.Lacking = append(all.Hits, v.Hits...), v.Lacking
			if q.Page = v.Next; q.Page == "" {
				return all
			}
		}
	}
	if v := search(web.Query{Words: "lake"}); len(v.Hits) != 0 || v.Lacking != int(all) {
		t.Errorf("before anything was taken in: %+v, of %d", v, all)
	}
	p.index(3)
	if v := search(web.Query{Words: "lake"}); v.Lacking != int(all)-3 {
		t.Errorf("%d are lacking of %d", v.Lacking, all)
	}
	p.index(1000)
	v := search(web.Query{Words: "hydrologist", Report: "demo"})
	if v.Lacking != 0 || len(v.Hits) == 0 {
		t.Fatalf("%+v", v)
	}
	at := -1
	for i, h := range v.Hits {
		if len(h.Cites) == 0 || source.ID(h.URL) != h.SourceID || h.Count < 1 || h.Newest.IsZero() || h.Oldest.After(h.Newest) {
			t.Errorf("%+v", h)
		}
		if h.Cites[0].Ref == "10" {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("footnote 10 is not found: %+v", v.Hits)
	}
	shown := ""
	for _, f := range v.Hits[at].Snippet {
		if f.Hit {
			shown += f.Text
		}
	}
	if !strings.Contains(strings.ToLower(shown), "hydrologist") {
		t.Errorf("%+v", v.Hits[at].Snippet)
	}
	newest := v.Hits[at].Newest
	for what, q := range map[string]web.Query{
		"later":          {Words: "hydrologist", From: newest.Add(time.Hour)},
		"another report": {Words: "hydrologist", Report: "other"},
		"no such word":   {Words: "hydrologistical"},
	} {
		if v := search(q); len(v.Hits) > 0 {
			t.Errorf("%s: %+v", what, v.Hits)
		}
	}
	if v := search(web.Query{Words: "hydrologist", From: newest, To: newest}); len(v.Hits) == 0 {
		t.Error("its own moment is not within it")
	}
	var wrong *web.QueryError
	for _, q := range []web.Query{{}, {Words: "-hydrologist"}, {Words: strings.Repeat("word ", 1000)}, {Words: "x", Page: "nonsense"}} {
		if _, err := p.d.Search(ctx, q); !errors.As(err, &wrong) || strings.HasPrefix(wrong.Why, "search") || !strings.HasSuffix(wrong.Why, ".") {
			t.Errorf("%.40q: %v", q.Words, err)
		}
	}
	// One whose withdrawal is kept in mind beside the head alone.
	for _, s := range p.snapshots("10") {
		p.write("configs/log.head.withdrawn", []byte(`{"url":"`+v.Hits[at].URL+`","object":"`+s.Object+`","sha256":"`+s.SHA256+`","state":"decided","why":"it endangers somebody"}`+"\n"))
		break
	}
	for _, h := range search(web.Query{Words: "hydrologist"}).Hits {
		if h.SourceID == v.Hits[at].SourceID {
			t.Errorf("it is found: %+v", h)
		}
	}
}
