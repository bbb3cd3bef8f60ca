package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"archiver/internal/source"
)

func outlined() *source.Manifest {
	cite := func(urls ...string) (out []source.Citation) {
		for _, u := range urls {
			out = append(out, source.Citation{URL: u})
		}
		return out
	}
	return &source.Manifest{Path: "sources/kz.yaml", ID: "kz", Published: time.Date(2020, 2, 21, 0, 0, 0, 0, time.UTC), Footnotes: []source.Footnote{
		{Number: "1", Citations: cite("https://example.org/a", "https://example.org/b\n\x00c")},
		{Number: "ii"},
		{Number: "3", Citations: cite("https://пример.рф/%D0%B0?q=1&r=2")},
	}}
}

func TestOutlineIsReadAgain(t *testing.T) {
	for name, m := range map[string]*source.Manifest{"of a report": outlined(), "of an empty one": {Path: "sources/kz.yaml", ID: "x", Footnotes: []source.Footnote{}}} {
		got, err := manifestOf(m.Path, outlineOf(m))
		if err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, m)
		}
	}
	whole := outlineOf(outlined())
	if _, err := manifestOf("x", whole[:len(whole)-1]); err == nil {
		t.Error("an outline that was cut is taken for whole")
	}
}

// FuzzOutline: whatever stands in the catalog, reading it ends, and what it gives
// says the same when it is remembered again.
func FuzzOutline(f *testing.F) {
	f.Add(outlineOf(outlined()))
	f.Add([]byte("\x01k\x142020-02-21T00:00:00Z\x011\x13999999999999999999\x01u"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\x7f"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := manifestOf("x", b)
		if err != nil {
			return
		}
		if again, err := manifestOf("x", outlineOf(m)); err != nil || !reflect.DeepEqual(again, m) {
			t.Errorf("%+v, %v; want %+v", again, err, m)
		}
	})
}

// TestRememberedOfOneReport: where REF names a report, the footnotes of the others are not
// read, and what it means is called as where they are.
func TestRememberedOfOneReport(t *testing.T) {
	p := newProject(t, "", map[string][]byte{
		"sources/a.yaml": []byte("id: a\ntitle: A\npublished: 2026-01-05\nfootnotes:\n  - number: 1\n    text: x\n    citations:\n      - url: https://a.example/1\n"),
		"sources/b.yaml": []byte("id: b\ntitle: B\npublished: 2026-01-06\nfootnotes:\n  - number: 1\n    text: x\n    citations:\n      - url: https://b.example/1\n"),
	})
	e := &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	s, err := e.openWriter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	whole, _, err := e.manifests("", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.remember(t.Context(), s, whole); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string][2]int{"b/1": {0, 1}, "1": {1, 1}, "https://a.example/1": {1, 1}} {
		set := e.remembered(t.Context(), s.catalog, ref)
		if set == nil || len(set.Manifests[0].Footnotes) != want[0] || len(set.Manifests[1].Footnotes) != want[1] {
			t.Fatalf("%s: %+v", ref, set)
		}
	}
	for _, ref := range []string{"b/1", "a/1", "1", "c/1", "b/2", "https://a.example/1"} {
		got, several, err := e.resolveShared(t.Context(), s, ref)
		is, also, werr := sharedIn(whole, ref)
		if got.Ref != is.Ref || several != also || fmt.Sprint(err) != fmt.Sprint(werr) || err == nil && (got.Citation.URL != is.Citation.URL || !got.Manifest.Published.Equal(is.Manifest.Published)) {
			t.Errorf("%s: %+v %v %v, want %+v %v %v", ref, got, several, err, is, also, werr)
		}
	}
}
