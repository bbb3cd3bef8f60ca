package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const good = `# a person's comment
id: rivers-2024
title: The state of the rivers
published: 2024-03-05
schedule: ""
footnotes:
  - number: 2
    text: "p. 4 - https://example.org/a.pdf"
    claims: ["Water fell by a third.", 'It rose "again".']
    citations:
      - url: https://example.org/a.pdf
        locator: p. 4
        quotes: ["by a third"]
        capture: http
        schedule: "0 6 * * 1"
        reference: 2024-03-06
        accept: {verdict: dead, reason: http-404, on: 2024-03-07, why: "copy cited"}
        archived: {url: "https://web.archive.org/web/2024/https://example.org/a.pdf", at: 20240101000000}
      - url: https://example.org/b
  - number: annex
    citations:
      - {url: "https://example.org/b?x=1#y"}
`

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	path := write(t, t.TempDir(), "rivers.yaml", good)
	m, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if m.Path != path || m.ID != "rivers-2024" || m.Title != "The state of the rivers" ||
		m.Published.Format(time.RFC3339) != "2024-03-05T00:00:00Z" || len(m.Footnotes) != 2 {
		t.Fatalf("got %+v", m)
	}
	c := m.Footnotes[0].Citations[0]
	if m.Footnotes[0].Number != "2" || m.Footnotes[1].Number != "annex" || m.Footnotes[0].Claims[1] != `It rose "again".` ||
		c.Locator != "p. 4" || c.Quotes[0] != "by a third" || c.Capture != "http" || c.Schedule != "0 6 * * 1" ||
		c.Reference.Day() != 6 || c.Archived.At.Year() != 2024 {
		t.Errorf("got %+v", c)
	}
	if a := *c.Accept; a.Verdict != "dead" || a.Reason != "http-404" || a.On.Day() != 7 || a.Why != "copy cited" {
		t.Errorf("got %+v", a)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

func TestLoadMistakes(t *testing.T) {
	swap := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %q in the manifest", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, tt := range []struct {
		name, text     string
		line           int
		key, msg, hint string
	}{
		{"byte order mark", "\ufeff" + good, 1, "", "a byte order mark", "without one"},
		{"unknown key", swap("schedule: \"\"", "shedule: x"), 5, "", `unknown key "shedule"`, `did you mean "schedule"?`},
		{"unknown key below", swap("capture: http", "captura: http"), 14, "footnotes[0].citations[0]", `unknown key "captura"`, `"capture"`},
		{"number for text", swap("title: The state of the rivers", "title: 2024"), 3, "title", "want text, got a number", `put it in quotes: "2024"`},
		{"list for text", swap("title: The state of the rivers", "title: [a]"), 3, "title", "got a list", ""},
		{"text for list", swap(`quotes: ["by a third"]`, "quotes: by a third"), 13, "footnotes[0].citations[0].quotes", "want a list, got text", ""},
		{"bad date", swap("2024-03-05", "2024-02-30"), 4, "published", "not a date", "2020-02-21"},
		{"date with time", swap("2024-03-05", "2024-03-05T10:00:00Z"), 4, "published", "without a time", ""},
		{"bad schedule", swap(`"0 6 * * 1"`, `"0 25 * * 1"`), 15, "footnotes[0].citations[0].schedule", "bad schedule", "@daily"},
		{"impossible schedule", swap(`schedule: ""`, `schedule: "0 0 31 2 *"`), 5, "schedule", "never comes", ""},
		{"zone without schedule", swap(`schedule: ""`, `schedule: "TZ="`), 5, "schedule", "time zone", ""},
		{"bad URL", swap("url: https://example.org/a.pdf", "url: htp://example.org/a.pdf"), 11, "footnotes[0].citations[0].url", "http://", ""},
		{"URL without host", swap("url: https://example.org/a.pdf", "url: https:///a.pdf"), 11, "footnotes[0].citations[0].url", "no host", ""},
		{"URL with a space", swap("url: https://example.org/a.pdf", "url: https://example.org/a b"), 11, "footnotes[0].citations[0].url", "no spaces", ""},
		{"URL with a password", swap("url: https://example.org/a.pdf", "url: https://a:b@example.org/"), 11, "footnotes[0].citations[0].url", "password", ""},
		{"bad capture", swap("capture: http", "capture: brwser"), 14, "footnotes[0].citations[0].capture", `unknown value "brwser"`, `"browser"`},
		{"bad verdict", swap("verdict: dead", "verdict: deda"), 17, "footnotes[0].citations[0].accept.verdict", "unknown value", `"dead"`},
		{"reason of another verdict", swap("reason: http-404", "reason: edited"), 17, "footnotes[0].citations[0].accept.reason", "unknown value", "http-404"},
		{"a copy that can't be accepted", swap("verdict: dead,", "verdict: dead, archive: intact,"), 17, "footnotes[0].citations[0].accept.archive", "intact", ""},
		{"corrupt", swap("verdict: dead, reason: http-404", "archive: corrupt"), 17, "footnotes[0].citations[0].accept.archive", "can't be accepted", ""},
		{"no state", swap("verdict: dead, reason: http-404,", ""), 17, "footnotes[0].citations[0].accept", "name what", ""},
		{"same number", swap("number: annex", `number: "2"`), 20, "footnotes[1].number", "line 7", ""},
		{"fraction", swap("number: annex", "number: 2.5"), 20, "footnotes[1].number", "label", "quotes"},
		{"label with a space", swap("number: annex", "number: an nex"), 20, "footnotes[1].number", "spaces", ""},
		{"no citations", swap("citations:\n      - {url", "claims:\n      - {url"), 22, "footnotes[1].claims[0]", "want text", ""},
		{"empty citations", swap("- {url: \"https://example.org/b?x=1#y\"}", ""), 20, "footnotes[1].citations", "at least one", ""},
		{"ID of digits", swap("id: rivers-2024", `id: "2024"`), 2, "id", "one letter", ""},
		{"ID with a slash", swap("id: rivers-2024", "id: a/b"), 2, "id", "letters", ""},
		{"no ID", swap("id: rivers-2024\n", ""), 2, "id", "missing", ""},
		{"no date", swap("published: 2024-03-05\n", ""), 2, "published", "missing", ""},
		{"key twice", swap("capture: http", "locator: x"), 14, "", "locator", ""},
		{"anchor", swap("title: The", "title: &a The"), 3, "title", "anchors", ""},
		{"syntax", swap("claims: [", "claims: [["), 10, "", "", ""},
		{"tab", swap("title: The", "title:\n\tThe"), 4, "", "tab", ""},
		{"two documents", good + "---\nid: x\n", 24, "", "second document", ""},
		{"empty", "# nothing\n", 0, "", "empty", ""},
		{"a list", "- a\n", 1, "", "mapping", ""},
		{"not UTF-8", swap("rivers\n", "rivers\xff\n"), 3, "", "UTF-8", ""},
		{"disagree on capture", swap("- {url: \"https://example.org/b?x=1#y\"}", "- {url: \"https://example.org/a.pdf\", capture: browser}"),
			22, "footnotes[1].citations[0].capture", `"http"`, "same capture"},
		{"disagree on schedule", swap("- {url: \"https://example.org/b?x=1#y\"}", "- {url: \"https://example.org/a.pdf\", schedule: \"@daily\"}"),
			22, "footnotes[1].citations[0].schedule", "line 15", "same schedule"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(write(t, t.TempDir(), "m.yaml", tt.text))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if e.Line != tt.line || e.Key != tt.key || !strings.Contains(e.Error()+" "+e.Hint, tt.msg) || !strings.Contains(e.Hint, tt.hint) {
				t.Errorf("got line %d, column %d, key %q: %v (hint %q)", e.Line, e.Column, e.Key, e, e.Hint)
			}
			if e.Line > 0 && e.Column < 1 {
				t.Errorf("line without a column: %+v", e)
			}
		})
	}
}

func TestLoadDir(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.yaml", good)
	write(t, dir, "b.yml", strings.Replace(good, "rivers-2024", "lakes", 1))
	write(t, dir, ".hidden.yaml", "junk: [")
	write(t, dir, "notes.txt", "junk: [")
	s, err := LoadDir(dir)
	if err != nil || len(s.Manifests) != 2 {
		t.Fatalf("got %v, %v", s, err)
	}
	write(t, dir, "c.yaml", strings.Replace(strings.Replace(good, "rivers-2024", "c", 1), "capture: http", "capture: browser", 1))
	var e *Error
	if _, err = LoadDir(dir); !errors.As(err, &e) || filepath.Base(e.File) != "c.yaml" || e.Line != 14 || !strings.Contains(e.Msg, "a.yaml, line 14") {
		t.Errorf("manifests that disagree: %v", err)
	}
	write(t, dir, "c.yaml", strings.Replace(good, "rivers-2024", "Lakes", 1))
	if _, err = LoadDir(dir); !errors.As(err, &e) || e.Key != "id" || e.Line != 2 {
		t.Errorf("same ID: %v", err)
	}
	if _, err = LoadDir(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
}

func manifest(t *testing.T, id string, notes ...string) *Manifest {
	t.Helper()
	m := &Manifest{ID: id}
	for _, n := range notes {
		label, urls, _ := strings.Cut(n, " ")
		f := Footnote{Number: Label(label)}
		for u := range strings.FieldsSeq(urls) {
			f.Citations = append(f.Citations, Citation{URL: "https://example.org/" + u})
		}
		m.Footnotes = append(m.Footnotes, f)
	}
	return m
}

// TestResolveLeadOn: a link that only leads on means what it leads to, whichever of the
// two the manifest has.
func TestResolveLeadOn(t *testing.T) {
	const page, link = "https://a.example/x?y=1", "https://www.google.com/url?q=https://a.example/x?y%3D1&sa=D"
	for _, tt := range [][2]string{{page, link}, {link, page}, {link, link}, {page, page}, {link + "&usg=1", link}} {
		set := &Set{Manifests: []*Manifest{{ID: "kz", Footnotes: []Footnote{{Number: "1", Citations: []Citation{{URL: tt[0]}}}}}}}
		if c, err := set.Resolve(tt[1]); err != nil || c.Citation.URL != tt[0] {
			t.Errorf("%s in the manifest: %s gives %v, %v", tt[0], tt[1], c.Citation, err)
		}
	}
}

func TestResolve(t *testing.T) {
	one := &Set{Manifests: []*Manifest{manifest(t, "kz", "1 a", "2 b c", "3 b", "27 d e", "1.2 f", "annex g", "1.1 h")}}
	two := &Set{Manifests: []*Manifest{manifest(t, "kz", "1 a", "27 b"), manifest(t, "fr", "1 c", "28 d", "28a a")}}
	for _, tt := range []struct {
		set       *Set
		ref, want string // want: "REF PATH", or the choices, or the near ones
	}{
		{one, "27", "27 d"},
		{one, " 27.2 ", "27.2 e"},
		{one, "27.1", "27 d"},
		{one, "kz/27.2", "27.2 e"},
		{one, "annex", "annex g"},
		{one, "https://example.org/c", "2.2 c"},
		{one, "https://example.org/b", "ambiguous [2 3]"},
		{one, "1.1", "ambiguous [1 1.1.1]"},
		{one, "27.3", "unknown [27 27.2]"},
		{one, "3.2", "unknown [3]"}, // the number is right: not those beside it
		{one, "26", "unknown [27 27.2 2]"},
		{one, "anex", "unknown [annex]"},
		{one, "99", "last [1.1]"},
		{one, "21", "last [1.1]"},
		{one, "https://example.org/dd", "unknown [https://example.org/d https://example.org/a https://example.org/b]"},
		{one, "", "unknown []"},
		{two, "27", "kz/27 b"},
		{two, "1", "ambiguous [kz/1 fr/1]"},
		{two, "fr/1", "fr/1 c"},
		{two, "https://example.org/a", "ambiguous [kz/1 fr/28a]"},
		{two, "kz/28", "unknown [kz/27]"},
		{two, "kx/27", "unknown [kz/27]"},
		{two, "FR", "unknown [fr/1 fr/28 fr/28a]"}, // a report's name, mistyped
		{two, "k/27", "unknown [kz/27]"},
		{two, "KZ/1", "unknown [kz/1]"},
		{two, "kx/99", "last [kz/27]"},
		{two, "zz9/1", "unknown [] of [kz fr]"},
		{one, "kx/27", "unknown [27]"}, // where one report is loaded a REF is short
		{one, "kzz/27.2", "unknown [27.2]"},
		{two, "29", "unknown [fr/28 kz/27]"},
	} {
		c, err := tt.set.Resolve(tt.ref)
		var a *AmbiguousError
		var u *UnknownError
		got := ""
		switch {
		case errors.As(err, &a):
			got = fmt.Sprint("ambiguous ", a.Choices)
			for i, choice := range a.Choices {
				if c, err := tt.set.Resolve(choice); err != nil || c.Citation != a.Cites[i].Citation {
					t.Errorf("%q: the choice %q does not name it: %v", tt.ref, choice, err)
				}
			}
		case errors.As(err, &u):
			got = fmt.Sprint("unknown ", u.Near)
			if u.Last {
				got = fmt.Sprint("last ", u.Near)
			}
			if len(u.Near) == 0 && len(u.Reports) > 0 {
				got += fmt.Sprint(" of ", u.Reports)
			}
		default:
			got = c.Ref + " " + strings.TrimPrefix(c.Citation.URL, "https://example.org/")
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.ref, got, tt.want)
		}
	}
}

func TestKeys(t *testing.T) {
	at := time.Date(2020, 2, 21, 13, 15, 0, 0, time.FixedZone("", 3*3600))
	for url, want := range map[string]string{
		"https://www.Example.org/Documents/A_HRC_67.pdf":  "snapshots/www.example.org/a-hrc-67-pdf-ID/20200221101500.wacz",
		"https://example.org":                             "snapshots/example.org/index-ID/20200221101500.wacz",
		"https://example.org:8080/watch?v=Jz9":            "snapshots/example.org-8080/watch-v-jz9-ID/20200221101500.wacz",
		"http://[::1]/../..":                              "snapshots/1/index-ID/20200221101500.wacz",
		"https://example.org/%D0%B3%D0%BE%D0%B4/":         "snapshots/example.org/index-ID/20200221101500.wacz",
		"https://a..b/" + strings.Repeat("x", 300) + "?q": "snapshots/a.b/" + strings.Repeat("x", 60) + "-ID/20200221101500.wacz",
		"::not a url/../":                                 "snapshots/unknown/not-a-url-ID/20200221101500.wacz",
	} {
		if got := ObjectKey(url, at); got != strings.Replace(want, "ID", ID(url), 1) {
			t.Errorf("%s: got %s", url, got)
		}
	}
	if ID("https://example.org/") != "8198d1bac40a" { // printf %s https://example.org/ | sha256sum
		t.Errorf("got %s", ID("https://example.org/"))
	}
}
