package many

import (
	"context"
	"path/filepath"
	"testing"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

func TestFill(t *testing.T) {
	ctx := context.Background()
	c, err := catalog.OpenMemory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	z := Size{Reports: 2, Sources: 3, Snapshots: 4}
	if err := z.Fill(ctx, c); err != nil {
		t.Fatal(err)
	}
	sources, snapshots, looks, err := c.Stats(ctx)
	if err != nil || sources != 6 || snapshots != int64(z.Total()) || looks != 24 {
		t.Errorf("%d sources, %d snapshots, %d looks, %v", sources, snapshots, looks, err)
	}
	if n, err := c.LogSize(ctx); n != 48 || err != nil {
		t.Errorf("the log's size is %d, %v; want 48", n, err)
	}
	w, err := catalog.OpenWords(ctx, filepath.Join(t.TempDir(), "words"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := z.FillWords(ctx, c, w); err != nil {
		t.Fatal(err)
	}
	if st, err := w.Stats(ctx); err != nil || st.Snapshots != int64(z.Total()) {
		t.Errorf("%+v of words, %v", st, err)
	}
	title, _ := z.Text(1, 2, 0)
	found, err := w.Search(ctx, c, catalog.Query{Text: title})
	if err != nil || len(found.Hits) != 1 || found.Hits[0].Snapshots != 4 || found.Hits[0].URL != URL(1, 2) {
		t.Errorf("%q: %+v, %v", title, found, err)
	}
	dir := t.TempDir()
	if err := z.Write(dir); err != nil {
		t.Fatal(err)
	}
	set, err := source.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for cite := range set.Citations() {
		n++
		list, err := c.Snapshots(ctx, source.ID(cite.Citation.URL))
		if err != nil || len(list) != 4 {
			t.Errorf("%s: %d snapshots, %v", cite.Ref, len(list), err)
		}
		if st, err := c.Standings(ctx, source.ID(cite.Citation.URL)); err != nil || len(st) != 1 {
			t.Errorf("%s: %d standings, %v", cite.Ref, len(st), err)
		}
	}
	if n != 6 {
		t.Errorf("%d citations, want 6", n)
	}
}
