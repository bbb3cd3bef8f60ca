package source

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// reread decodes what Encode wrote, without its Path.
func reread(t *testing.T, m *Manifest) *Manifest {
	t.Helper()
	data := Encode(m)
	d, err := decode("m.yaml", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	d.manifest.Path = ""
	return d.manifest
}

func hostile() []string {
	return []string{
		"plain", `"quoted"`, "it's", "a: b", "a #b", "- a", "? a", "[a", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a",
		"line\nbreak\n", "\ttab", " space ", "trailing: ", "\r\n", "\x00\x01\x1f\x7f\u0085\u00a0\u2028\u2029\ufeff", "\\", `\n`, "😀 👩‍👩‍👧", "\u202eevil\u2066", "\uE000\U000F0000",
		"true", "No", "null", "~", "2020-02-20", "1e3", "0x1F", "012", ".5", "=", "<<", "---", "...", "", "Қазақ сөзі", "naïve — «cité»", strings.Repeat("x ", 5000),
	}
}

func TestEncodeRoundTrip(t *testing.T) {
	at := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	for _, s := range hostile() {
		m := &Manifest{ID: "a1", Title: s, Published: at, Footnotes: []Footnote{{Number: "1", Text: s, Citations: []Citation{{
			URL: "https://example.org/a?b=c&d=(e)#f,g", Locator: s, Capture: "http", Schedule: "@every 36h", Reference: at.Add(time.Second),
			Accept:   &Accept{Verdict: "dead", Reason: "http-404", On: at, Why: s},
			Archived: &Archived{URL: "https://web.archive.org/web/2020/https://example.org/{a}", At: at.Add(time.Hour)},
		}}}}}
		if strings.TrimSpace(s) != "" {
			m.Footnotes[0].Claims = []string{s, "b", s + "c"}
			m.Footnotes[0].Citations[0].Quotes = []string{s, "," + s}
		}
		if got := reread(t, m); !reflect.DeepEqual(got, m) {
			t.Errorf("%q:\ngot  %+v\nwant %+v\n%s", s, got, m, Encode(m))
		}
	}
	for _, label := range []string{"1", "007", "a", "1.2", "0x1F", "true", "*", "№5", "10_000", "1234567890123"} {
		m := &Manifest{ID: "no", Published: at, Footnotes: []Footnote{{Number: Label(label), Citations: []Citation{{URL: "http://a.b/"}}}}}
		if got := reread(t, m); !reflect.DeepEqual(got, m) {
			t.Errorf("label %q: got %+v", label, got)
		}
	}
	if got := reread(t, &Manifest{ID: "a", Published: at}); got.Footnotes != nil {
		t.Errorf("no footnotes: got %+v", got)
	}
}

func TestEncodeReads(t *testing.T) {
	m := &Manifest{ID: "rivers", Title: "The state of the rivers", Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC),
		Footnotes: []Footnote{{Number: "2", Text: "p. 4 - https://example.org/a.pdf", Claims: []string{"Water fell."},
			Citations: []Citation{{URL: "https://example.org/a.pdf", Locator: "p. 4"}, {URL: "https://example.org/b c"}}}}}
	const want = `# The sources of one report. Edit freely: another import adds what is new
# and leaves what stands here as it is, comments included.
id: rivers
title: The state of the rivers
published: 2024-03-05  # the date at which the report cites its sources
schedule: ""  # cron, or @daily, @weekly …; empty: by risk
footnotes:
  - number: 2
    text: "p. 4 - https://example.org/a.pdf"
    claims: ["Water fell."]
    citations:
      - url: https://example.org/a.pdf
        locator: p. 4
      - url: "https://example.org/b c"
`
	if got := string(Encode(m)); got != want {
		t.Errorf("got\n%s", got)
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("id: a\npublished: 2020-01-01\nfootnotes: [{number: 1, citations: [{url: 'http://a.b'}]}]"))
	f.Add([]byte("a: &a [*a]\n<<: *a"))
	f.Add([]byte("id: |+\n  a\n\n---\n? x\n: !!str y"))
	for _, s := range hostile() {
		f.Add([]byte("id: a\npublished: 2020-01-01\ntitle: " + quote(s)))
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// Any text survives being written and read.
		if s := string(data); utf8.ValidString(s) && len(s) < 1<<16 {
			m := &Manifest{ID: "a", Title: s, Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
			if got := reread(t, m); got.Title != s {
				t.Fatalf("wrote %q, read %q", s, got.Title)
			}
		}
		d, err := decode("m.yaml", data)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		// What can be read can be written, and reads the same.
		d.manifest.Path = ""
		again := reread(t, d.manifest)
		if !reflect.DeepEqual(blanks(again), blanks(d.manifest)) {
			t.Fatalf("read  %+v\nagain %+v\n%s", d.manifest, again, Encode(d.manifest))
		}
		set := &Set{Manifests: []*Manifest{d.manifest}}
		for c := range set.Citations() {
			set.Resolve(c.Ref + "x")
		}
	})
}

// blanks makes empty lists equal to none.
func blanks(m *Manifest) *Manifest {
	for i := range m.Footnotes {
		f := &m.Footnotes[i]
		f.Claims = append([]string(nil), f.Claims...)
		for k := range f.Citations {
			f.Citations[k].Quotes = append([]string(nil), f.Citations[k].Quotes...)
		}
	}
	return m
}
