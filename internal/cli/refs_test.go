package cli

import (
	"reflect"
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
