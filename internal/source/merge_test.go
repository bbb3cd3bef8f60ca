package source

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// news is what a second import found: footnote 2 with one more URL, and 1, 3
// and 4 new; annex is gone.
func news() *Imported {
	note := func(label string, urls ...string) Footnote {
		f := Footnote{Number: Label(label), Text: "note: " + label, Claims: []string{"It's \"so\"."}}
		for _, u := range urls {
			f.Citations = append(f.Citations, Citation{URL: u, Locator: "p. 1, 2"})
		}
		return f
	}
	return &Imported{Manifest: &Manifest{ID: "rivers-2024", Title: "Another", Published: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC),
		Footnotes: []Footnote{
			note("1", "https://new.example/1"),
			note("2", "https://example.org/a.pdf", "https://new.example/2"),
			note("3", "https://new.example/3", "https://new.example/3b"),
			note("4", "https://new.example/4"),
		}}}
}

// kept reports whether every line of old stands in out, in its order.
func kept(t *testing.T, old, out string) {
	t.Helper()
	at := 0
	for _, line := range strings.SplitAfter(old, "\n") {
		i := strings.Index(out[at:], line)
		if i < 0 {
			t.Fatalf("lost %q in\n%s", line, out)
		}
		at += i + len(line)
	}
}

func TestMerge(t *testing.T) {
	for _, tt := range []struct{ name, old string }{
		{"as written by a person", good},
		{"commented", strings.NewReplacer("  - number: annex", "\n  # the annex is odd\n  - number: annex", "footnotes:\n", "footnotes:   # below\n  # first chapter\n").Replace(good) +
			"    # about it\n# the end\n\n"},
		{"no newline at the end", strings.TrimSuffix(good, "\n")},
		{"CRLF", strings.ReplaceAll(good, "\n", "\r\n")},
		{"document marks", "---\n" + good + "...\n"},
		{"dashes at the margin", "id: a\npublished: 2020-01-01\nfootnotes:\n- number: 2\n  citations:\n  - url: https://example.org/a.pdf\n- number: annex\n  citations:\n  - url: https://example.org/b\n"},
		{"dashes alone", "id: a\npublished: 2020-01-01\nfootnotes:\n  -\n    number: 2\n    citations:\n      -\n        url: https://example.org/a.pdf\n  -\n    number: annex\n    citations:\n      - url: https://example.org/b\n"},
		{"blocks of text", "id: a\npublished: 2020-01-01\nfootnotes:\n  - number: 2\n    citations:\n      - url: https://example.org/a.pdf\n        locator: |+\n          # no comment\n          - no dash\n\n\n  - number: annex\n    citations:\n      - url: https://example.org/b\n    text: |+\n      a\n\n\n"},
		{"other order", "footnotes:\n  - citations:\n      - url: https://example.org/a.pdf\n    claims:\n      - x\n    number: 2\nid: a\npublished: 2020-01-01\n"},
		{"in brackets", "id: a\npublished: 2020-01-01\nfootnotes: [{number: 2, citations: [{url: 'https://example.org/a.pdf'}]}, {number: annex, citations: [{url: 'https://example.org/b'}]}]\ntitle: x\n"},
		{"no footnotes", "id: a\npublished: 2020-01-01\ntitle: x # y\n"},
		{"empty footnotes", "id: a\nfootnotes:  # none yet\npublished: 2020-01-01\n"},
		{"empty list", "id: a\nfootnotes: []\npublished: 2020-01-01\n"},
		{"wide characters before brackets", "id: a\npublished: 2020-01-01\nfootnotes:\n  - {number: 2, text: \"өзен 😀\", citations: [{url: 'https://example.org/a.pdf'}]}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, err := decode("m.yaml", []byte(tt.old))
			if err != nil {
				t.Fatal(err)
			}
			out, added, warnings, err := Merge([]byte(tt.old), "m.yaml", news())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(tt.old, "[") || strings.Contains(tt.old, "claims: [") {
				kept(t, tt.old, string(out)+"\n")
			}
			after, err := decode("m.yaml", out)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var order []string
			for _, f := range after.manifest.Footnotes {
				order = append(order, string(f.Number))
			}
			want := "1 2 3 4"
			if len(before.manifest.Footnotes) == 2 {
				want = "1 2 3 4 annex"
			}
			if strings.Join(order, " ") != want {
				t.Errorf("footnotes %v in\n%s", order, out)
			}
			for _, f := range before.manifest.Footnotes {
				g := after.manifest.Footnotes[indexOf(order, string(f.Number))]
				if g.Text != f.Text || len(g.Claims) != len(f.Claims) || g.Citations[0].Locator != f.Citations[0].Locator {
					t.Errorf("footnote %s was %+v, is %+v", f.Number, f, g)
				}
			}
			if strings.Contains(tt.old, "number: 2") && !strings.Contains(strings.Join(added, " "), "1 2.") {
				t.Errorf("added %v", added)
			}
			if after.manifest.Title != before.manifest.Title || !after.manifest.Published.Equal(before.manifest.Published) {
				t.Error("the head changed")
			}
			gone := 0
			for _, w := range warnings {
				if strings.Contains(w.Msg, "annex is no longer") && w.Line > 0 {
					gone++
				}
			}
			if gone != strings.Count(tt.old, "annex\n")+strings.Count(tt.old, "annex\r\n")+strings.Count(tt.old, "annex,") {
				t.Errorf("warnings %v", warnings)
			}
			// Once more, nothing is new.
			again, added, _, err := Merge(out, "m.yaml", news())
			if err != nil || string(again) != string(out) || len(added) > 0 {
				t.Errorf("second merge: %v, added %v, changed %v", err, added, string(again) != string(out))
			}
		})
	}
}

func indexOf(list []string, s string) int {
	for i, v := range list {
		if v == s {
			return i
		}
	}
	return -1
}

func TestMergeLayout(t *testing.T) {
	old := "id: a\npublished: 2020-01-01\nfootnotes:\n  - number: 2\n    citations:\n      - url: https://example.org/a.pdf # mine\n\n  # the annex\n  - number: annex\n    citations:\n      - url: https://example.org/b\n# end\n"
	const want = `id: a
published: 2020-01-01
footnotes:
  - number: 1
    text: "note: 1"
    claims: ["It's \"so\"."]
    citations:
      - url: https://new.example/1
        locator: "p. 1, 2"

  - number: 2
    citations:
      - url: https://example.org/a.pdf # mine
      - url: https://new.example/2
        locator: "p. 1, 2"

  # the annex
  - number: annex
    citations:
      - url: https://example.org/b
# end
`
	im := news()
	im.Manifest.Footnotes = im.Manifest.Footnotes[:2]
	out, added, _, err := Merge([]byte(old), "m.yaml", im)
	if err != nil || string(out) != want || strings.Join(added, " ") != "1 2.2" {
		t.Errorf("added %v, %v:\n%s", added, err, out)
	}
}

// TestMergeLedOn: a link that only leads on stands in the manifest of an import that
// took it for the source; what a person wrote beside it is kept, and nothing is added.
func TestMergeLedOn(t *testing.T) {
	const old = `id: r
published: 2023-06-01
footnotes:
  - number: 1
    citations:
      - url: "https://www.google.com/url?q=https://a.example/x&sa=D" # read by hand
        locator: p. 9
      - url: "https://www.google.com/url?q=https://web.archive.org/web/20200221101500/https://a.example/z"
      - url: https://b.example/gone
`
	im := imported(t, "r.md", "The sea rose.[^1]\n\n[^1]: [a](https://www.google.com/url?q=https://a.example/x&sa=D), [z](https://www.google.com/url?q=https://web.archive.org/web/20200221101500/https://a.example/z)\n")
	out, added, warnings, err := Merge([]byte(old), "m.yaml", im)
	if err != nil || string(out) != old || len(added) > 0 || len(warnings) != 1 || !strings.Contains(warnings[0].Msg, "b.example") {
		t.Errorf("added %v, warned of %v, %v:\n%s", added, warnings, err, out)
	}
	im = imported(t, "r.md", "The sea rose.[^1]\n\n[^1]: https://a.example/x https://a.example/y\n")
	if _, added, _, err = Merge([]byte(old), "m.yaml", im); err != nil || strings.Join(added, " ") != "1.4" {
		t.Errorf("added %v, %v", added, err)
	}
}

// TestMergeOtherwiseNamed: what a manifest has under another of its addresses (a copy as a
// page, a DOI at its older host) is neither added again nor missed.
func TestMergeOtherwiseNamed(t *testing.T) {
	const old = "id: a\npublished: 2020-01-01\nfootnotes:\n  - number: 1\n    citations:\n" +
		"      - url: https://www.webcitation.org/6abd?url=http://c.example/page&date=2015-01-01\n" +
		"      - url: http://dx.doi.org/10.5555/AAA\n      - url: https://d.example/x\n      - url: https://ghostarchive.org/archive/AbCdE\n"
	im := imported(t, "r.md", "It is so.[^1]\n\n[^1]: http://www.webcitation.org/6abd?url=http://c.example/page&date=2015-01-01; doi:10.5555/aaa; https://d.example/x (https://ghostarchive.org/archive/AbCdE)\n")
	_, added, warnings, err := Merge([]byte(old), "m.yaml", im)
	if err != nil || len(added) > 0 || len(warnings) > 0 {
		t.Errorf("added %v, warned of %v, %v", added, warnings, err)
	}
}

func TestMergeRefuses(t *testing.T) {
	var e *Error
	if _, _, _, err := Merge([]byte("id: a\nx: y\n"), "m.yaml", news()); !errors.As(err, &e) || e.Line != 2 {
		t.Errorf("got %v", err)
	}
}

// TestMergeClaims: a sentence that changed is told; one that is now cut elsewhere, out of
// the same text, is not.
func TestMergeClaims(t *testing.T) {
	for _, tt := range []struct {
		was, is string
		told    bool
	}{
		{"Meyer zahlte.", "Die Fa. Meyer zahlte.", false},
		{"They left. Nobody came.", "Nobody came.", false},
		{"It was »so.« Sie ging. Er kam.", "Sie ging.", false},
		{"They paid 5.", "They paid 15.", true},
		{"They paid", "They paid nothing.", true},
		{"Police left.", "No police left.", true},
		{"They paid.", "They paid. And left.", false},
		{"paid.", "Nobody paid.", true},
	} {
		old := "id: a\npublished: 2020-01-01\nfootnotes:\n  - number: 1\n    claims: [\"" + tt.was + "\"]\n    citations:\n      - url: https://example.org/a\n"
		now := &Imported{Manifest: &Manifest{ID: "a", Footnotes: []Footnote{{Number: "1", Claims: []string{tt.is}, Citations: []Citation{{URL: "https://example.org/a"}}}}}}
		_, _, warnings, err := Merge([]byte(old), "m.yaml", now)
		if err != nil || len(warnings) > 0 != tt.told {
			t.Errorf("%q, now %q: %v, %v", tt.was, tt.is, warnings, err)
		}
	}
}
