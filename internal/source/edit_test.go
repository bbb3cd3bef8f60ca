package source

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// cites lists the citations of a manifest's text.
func cites(t *testing.T, text string) []Cite {
	t.Helper()
	d, err := decode("m.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []Cite
	for c := range (&Set{Manifests: []*Manifest{d.manifest}}).Citations() {
		out = append(out, c)
	}
	return out
}

// withCitation is a manifest with one citation, which is written so, in the lines of a
// block, and with a second footnote behind it.
func withCitation(citation string) string {
	return "id: a # the report\npublished: 2020-01-01\nfootnotes:\n  # first\n  - number: 2\n    citations:\n" + citation +
		"\n  # about the next\n  - number: annex\n    citations:\n      - url: https://example.org/b\n"
}

var layouts = []struct{ name, citation string }{
	{"bare", "      - url: https://example.org/a\n"},
	{"comments", "      - url: https://example.org/a # one\n        # two\n        locator: p. 1 # three\n        # four\n        capture: http # five\n        # six\n"},
	{"key without value", "      - url: https://example.org/a\n        quotes: # none\n        accept:\n        locator: x\n"},
	{"null", "      - url: https://example.org/a\n        quotes: ~\n        accept: null # not\n"},
	{"empty brackets", "      - url: https://example.org/a\n        quotes: [] # none\n        locator: x\n"},
	{"one in brackets", "      - url: https://example.org/a\n        quotes: [\"one ] two\"] # c\n"},
	{"lines in brackets", "      - url: https://example.org/a\n        quotes: [\n          \"one\", # 1\n          \"two\"\n        ]\n"},
	{"comma at the end", "      - url: https://example.org/a\n        quotes: [\n          \"one\",\n          \"two\",\n        ]\n"},
	{"comment before the bracket", "      - url: https://example.org/a\n        quotes: [\n          \"one\" # last, as yet\n        ]\n"},
	{"list", "      - url: https://example.org/a\n        quotes:\n          - one # 1\n          # between\n          - 'two'\n        capture: http\n"},
	{"list at the margin", "      - url: https://example.org/a\n        quotes:\n        - one\n        - two\n        locator: p. 3\n"},
	{"list at the end", "      - url: https://example.org/a\n        quotes:\n          - one\n\n          # a note\n"},
	{"blocks of text", "      - url: https://example.org/a\n        quotes:\n          - |\n            one\n            # no comment\n\n          - >-\n            two\n            three\n        accept:\n          verdict: dead\n          why: |\n            # seen\n\n            by me\n        locator: x\n"},
	{"folded text", "      - url: https://example.org/a\n        quotes:\n          - one two\n            three\n          - \"four\n            five\"\n"},
	{"accepted in braces", "      - url: https://example.org/a\n        accept: {verdict: dead, reason: http-404, on: 2020-02-21, why: \"a } b\"} # why not\n        quotes: [x]\n"},
	{"accepted over lines", "      - url: https://example.org/a\n        accept: {\n          verdict: dead,\n          why: x\n        }\n"},
	{"accepted in a block", "      - url: https://example.org/a\n        accept: # head\n          verdict: dead # c\n          # kept\n          why: x\n          # after\n        # of the key\n        capture: http\n"},
	{"accepted at the end", "      - url: https://example.org/a\n        accept:\n          archive: missing\n"},
	{"braces", "      - {url: https://example.org/a, locator: 'p. 1'} # c\n"},
	{"braces with all", "      - {url: https://example.org/a, quotes: [a, b], accept: {verdict: dead}}\n"},
	{"braces over lines", "      - {\n          url: https://example.org/a,\n          quotes: []\n        }\n"},
	{"dash alone", "      -\n        url: https://example.org/a\n        quotes: [өзен]\n"},
	{"key in quotes", "      - \"url\": https://example.org/a\n        \"quotes\": [\"өзен 😀\"]\n        'accept': {verdict: moved}\n"},
	{"url last", "      - locator: p. 2\n        archived: {url: 'https://web.example/a'}\n        url: https://example.org/a\n"},
}

func TestEdit(t *testing.T) {
	on := time.Date(2026, 11, 25, 13, 0, 0, 0, time.UTC)
	for _, l := range layouts {
		for name, text := range map[string]string{
			"":                  withCitation(l.citation),
			", CRLF":            strings.ReplaceAll(withCitation(l.citation), "\n", "\r\n"),
			", at the very end": strings.TrimSuffix(withCitation(l.citation)[:strings.Index(withCitation(l.citation), "\n  # about")], "\n"),
		} {
			t.Run(l.name+name, func(t *testing.T) {
				checkEdits(t, text, "He said: \"no\" # \\ — «нет»\tx", Accept{Verdict: "changed", Reason: "quote-lost", Quotes: []string{"a, b", "}"}, Seen: on.Add(90*time.Minute + time.Millisecond), On: on, Why: "it's: so"})
				checkEdits(t, text, "a", Accept{Archive: "missing", Lost: []time.Time{on, on.Add(90 * time.Minute)}, On: on})
			})
		}
	}
}

// checkEdits adds a quote to each citation, and accepts its state.
func checkEdits(t *testing.T, text, passage string, a Accept) {
	t.Helper()
	before := cites(t, text)
	for i, c := range before {
		out, err := AddQuote([]byte(text), "m.yaml", c, passage)
		if err != nil {
			t.Fatalf("quote: %v in\n%s", err, text)
		}
		after := cites(t, string(out))
		if got, want := after[i].Citation.Quotes, append(append([]string(nil), c.Citation.Quotes...), passage); !reflect.DeepEqual(got, want) {
			t.Errorf("quotes are %q, want %q", got, want)
		}
		keptBut(t, text, string(out), before, after, i)
		lostNothing(t, text, string(out))

		out, err = SetAccept([]byte(text), "m.yaml", c, a)
		if err != nil {
			t.Fatalf("accept: %v in\n%s", err, text)
		}
		after = cites(t, string(out))
		want := a
		want.On, want.Seen = want.On.Truncate(day), want.Seen.Truncate(time.Second)
		if got := after[i].Citation.Accept; got == nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("accept is %+v, want %+v", got, want)
		}
		keptBut(t, text, string(out), before, after, i)
		if c.Citation.Accept == nil {
			lostNothing(t, text, string(out))
		}
	}
}

// keptBut reports what reads otherwise than before, but for the quotes and the
// acceptance of citation i.
func keptBut(t *testing.T, old, out string, before, after []Cite, i int) {
	t.Helper()
	if len(before) != len(after) {
		t.Fatalf("%d citations, want %d:\n%s", len(after), len(before), out)
	}
	for k := range before {
		x, y := *before[k].Citation, *after[k].Citation
		if k == i {
			x.Quotes, x.Accept, y.Quotes, y.Accept = nil, nil, nil, nil
		}
		if k == i && len(after[k].Citation.Quotes) == len(before[k].Citation.Quotes) && !reflect.DeepEqual(before[k].Citation.Quotes, after[k].Citation.Quotes) {
			t.Errorf("quotes are %q", after[k].Citation.Quotes)
		}
		if !reflect.DeepEqual(x, y) {
			t.Errorf("citation %d is %+v, was %+v, in\n%s", k, y, x, out)
		}
	}
	if strings.Contains(old, "\r\n") && strings.Count(out, "\n") != strings.Count(out, "\r\n") {
		t.Errorf("mixed line ends:\n%q", out)
	}
	for _, line := range strings.Split(old, "\n") {
		if s := strings.TrimSpace(line); strings.HasPrefix(s, "#") && strings.Count(out, s) < strings.Count(old, s) && s != "# seen" {
			t.Errorf("lost the comment %q in\n%s", s, out)
		}
	}
}

// lostNothing reports bytes of old that out does not have in one piece before
// and one after the edit.
func lostNothing(t *testing.T, old, out string) {
	t.Helper()
	n := 0
	for n < len(old) && n < len(out) && old[n] == out[n] {
		n++
	}
	// Parts of the edit may equal what is around it.
	for ; n >= 0; n-- {
		if strings.HasSuffix(out, old[n:]) {
			return
		}
	}
	if !strings.Contains(old, "~") && !strings.Contains(old, "null") {
		t.Errorf("changed what stood:\n%s\nis now\n%s", old, out)
	}
}

func TestEditLayout(t *testing.T) {
	text := withCitation("      - url: https://example.org/a # one\n        locator: p. 1\n        # two\n        quotes:\n          - one # 1\n        accept:  # three\n          verdict: dead\n          # four\n          why: x\n")
	c := cites(t, text)[0]
	out, err := AddQuote([]byte(text), "m.yaml", c, "of two")
	if err == nil {
		out, err = SetAccept(out, "m.yaml", c, Accept{Archive: "wall", On: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), Why: "so"})
	}
	want := withCitation("      - url: https://example.org/a # one\n        locator: p. 1\n        # two\n        quotes:\n          - one # 1\n          - \"of two\"\n        accept: {archive: wall, on: 2026-01-02, why: \"so\"}  # three\n          # four\n")
	if err != nil || string(out) != want {
		t.Errorf("%v:\n%s\nwant\n%s", err, out, want)
	}

	text = withCitation("      - url: https://example.org/a\n        # of the capture\n        capture: http\n")
	c = cites(t, text)[0]
	if out, err = AddQuote([]byte(text), "m.yaml", c, "a"); err == nil {
		out, err = SetAccept(out, "m.yaml", c, Accept{Verdict: "dead", Reason: "dns"})
	}
	want = withCitation("      - url: https://example.org/a\n        quotes: [\"a\"]\n        # of the capture\n        capture: http\n        accept: {verdict: dead, reason: dns}\n")
	if err != nil || string(out) != want {
		t.Errorf("%v:\n%s\nwant\n%s", err, out, want)
	}
}

// TestEditBlockOfText: what looks like a comment in the text that is replaced goes
// with it.
func TestEditBlockOfText(t *testing.T) {
	text := withCitation("      - url: https://example.org/a\n        accept:\n          verdict: dead\n          why: |\n            # seen\n            by me\n")
	out, err := SetAccept([]byte(text), "m.yaml", cites(t, text)[0], Accept{Verdict: "moved"})
	if want := withCitation("      - url: https://example.org/a\n        accept: {verdict: moved}\n"); err != nil || string(out) != want {
		t.Errorf("%v:\n%s\nwant\n%s", err, out, want)
	}
}

// TestEditMoved: what was edited meanwhile is not written into.
func TestEditMoved(t *testing.T) {
	text := withCitation("      - url: https://example.org/a\n")
	c := cites(t, text)[0]
	var e *Error
	for _, now := range []string{
		strings.Replace(text, "example.org/a", "example.org/c", 1),
		strings.Replace(text, "number: 2", "number: 3", 1),
		strings.Replace(text, "number: 2", "nomber: 2", 1),
	} {
		if _, err := AddQuote([]byte(now), "m.yaml", c, "a"); !errors.As(err, &e) {
			t.Errorf("got %v", err)
		}
	}
}

func TestAcceptQuotes(t *testing.T) {
	for accept, want := range map[string]string{
		"{verdict: changed, reason: quote-lost, quotes: [a]}": "",
		"{verdict: changed, reason: edited, quotes: [a]}":     "only the reason quote-lost",
		"{verdict: changed, seen: 2026-11-25T23:15:00Z}":      "",
		"{verdict: changed, seen: 20261125231500}":            "",
		"{verdict: dead, seen: 2026-11-25}":                   "only a changed source",
		"{archive: wall, seen: 2026-11-25}":                   "only a changed source",
		"{archive: wall, quotes: [a]}":                        "only the reason quote-lost",
	} {
		_, err := decode("m.yaml", []byte(withCitation("      - url: https://example.org/a\n        accept: "+accept+"\n")))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", accept, err)
		}
	}
}

// FuzzEdit: whatever a manifest looks like, an edit gives exactly the manifest
// that is wanted, with all else as it was, or refuses.
func FuzzEdit(f *testing.F) {
	for _, l := range layouts {
		f.Add([]byte(withCitation(l.citation)), "a: \"b\"", uint8(0))
	}
	f.Add([]byte(strings.ReplaceAll(withCitation(layouts[9].citation), "\n", "\r\n")), "\x00\r\n\u2028é\xff", uint8(1))
	f.Add([]byte(good), "{[#", uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, text string, which uint8) {
		d, err := decode("m.yaml", data)
		if err != nil || strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
			return
		}
		var all []Cite
		for c := range (&Set{Manifests: []*Manifest{d.manifest}}).Citations() {
			all = append(all, c)
		}
		if len(all) == 0 {
			return
		}
		i := int(which) % len(all)
		a := Accept{Verdict: "dead", Reason: "http-404", On: published(), Why: text}
		for kind, edit := range map[string]func() ([]byte, error){
			"quote":  func() ([]byte, error) { return AddQuote(data, "m.yaml", all[i], text) },
			"accept": func() ([]byte, error) { return SetAccept(data, "m.yaml", all[i], a) },
		} {
			out, err := edit()
			if err != nil {
				var e *Error
				if !errors.As(err, &e) {
					t.Fatalf("%s: %v", kind, err)
				}
				continue
			}
			want, err := decode("m.yaml", data)
			if err != nil {
				t.Fatal(err)
			}
			var c *Citation
			k := 0
			for w := range (&Set{Manifests: []*Manifest{want.manifest}}).Citations() {
				if k == i {
					c = w.Citation
				}
				k++
			}
			if kind == "quote" {
				c.Quotes = append(c.Quotes, text)
			} else {
				c.Accept = &a
			}
			got, err := decode("m.yaml", out)
			if err != nil {
				t.Fatalf("%s: %v in\n%s", kind, err, out)
			}
			if !reflect.DeepEqual(got.manifest, want.manifest) {
				t.Fatalf("%s: got %s\nwant %s", kind, Encode(got.manifest), Encode(want.manifest))
			}
			if bytes.Equal(out, data) && kind == "quote" {
				t.Fatalf("%s: nothing was written", kind)
			}
		}
	})
}
