package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"archiver/internal/contract"
	"archiver/internal/source"
)

func TestPagesAreSound(t *testing.T) { // raced
	plainDesk, rich := newDesk(t), newDesk(t)
	enrich(t, rich)
	for name, d := range map[string]*desk{"demo": plainDesk, "rich": rich} {
		b := newBrowser(t, newServer(t, d))
		for _, signedIn := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, signed in %v", name, signedIn), func(t *testing.T) {
				b.t = t
				if signedIn {
					b.signIn()
				}
				paths := []string{"/", "/reports/lake", "/reports/lake?state=fail", "/reports/lake?q=nothing+has+this", "/reports/lake?host=vestnik.example&verdict=dead"}
				for _, c := range d.results["lake"].Citations {
					paths = append(paths, "/reports/lake/"+strings.TrimPrefix(c.Ref, "lake/"))
				}
				for _, p := range paths {
					if status, _ := b.get(p); status != http.StatusOK {
						t.Errorf("%s: %d", p, status)
					}
				}
				for p, want := range map[string]int{"/nothing": 404, "/reports/none": 404, "/reports/lake/99": 404, "/static/none.css": 404} {
					if status, _ := b.get(p); status != want {
						t.Errorf("%s: %d, want %d", p, status, want)
					}
				}
			})
		}
	}
}

func TestIndex(t *testing.T) {
	d := newDesk(t)
	d.watching.Alerts = contract.Alerts{Pending: 2, GivenUp: 1}
	d.watching.Reports[0].Looked, d.watching.Reports[0].Late = 12, []string{"3"}
	b := newBrowser(t, newServer(t, d))
	_, page := b.get("/")
	for _, want := range []string{"Clear water, closed doors", "3 of 13 citations fail: do not publish yet.", "3 fail", "3 to look at", "7 pass",
		"12 of 13 looked at in time, 1 late", "2 alerts wait to be delivered.", "1 alert could not be delivered", "Next look"} {
		if !strings.Contains(textOf(page), want) {
			t.Errorf("the page lacks %q:\n%s", want, textOf(page))
		}
	}
}

// A manifest that can't be read is shown with its place, and so is a report of which
// nothing can be told.
func TestIndexBroken(t *testing.T) {
	d := newDesk(t)
	if err := os.WriteFile(filepath.Join(d.dir, "new.yaml"), []byte("id: new\ntitle: A new one\npublished: 2020-01-01\nfootnotes: []\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, newServer(t, d))
	if status, page := b.get("/"); status != 200 || !strings.Contains(textOf(page), "How this report stands can't be told") {
		t.Errorf("%d:\n%s", status, textOf(page))
	}
	if err := os.WriteFile(filepath.Join(d.dir, "bad.yaml"), []byte("id: bad\nshedule: daily\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/reports/lake", "/reports/lake/3"} {
		status, page := b.get(path)
		if text := textOf(page); status != 500 || !strings.Contains(text, "line 2") || !strings.Contains(text, "schedule") {
			t.Errorf("%s: %d:\n%s", path, status, text)
		}
	}
}

func TestReportPage(t *testing.T) {
	d := newDesk(t)
	enrich(t, d)
	_, page := newBrowser(t, newServer(t, d)).get("/reports/lake")
	for _, want := range []string{
		"4 of 13 citations fail: do not publish yet.", "3 more have to be looked at.", "1 of these was never looked at.", "1 is accepted as it is.",
		"1 failure is not confirmed yet", "2 sources at council.example do not answer",
	} {
		if !strings.Contains(textOf(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !strings.Contains(textOf(page), "as they were when they were taken or last read") {
		t.Error("the page does not say of when its copies are")
	}
	five := byID(page, "fn-5")
	if five == nil {
		t.Fatal("footnote 5 has no anchor")
	}
	text := textOf(five)
	for _, want := range []string{"✕ fails", "changed: a quote is lost", "http://courrier.example/", "A quoted passage no longer stands", "What to do: Check whether the report still rests on it",
		"Archived copy of 26 November 2026", "on the report's date", "Next that fails: footnote 10", "SHA-256 39eda494ffac"} {
		if !strings.Contains(text, want) {
			t.Errorf("footnote 5 lacks %q: %s", want, text)
		}
	}
	if strings.Count(text, "Nous avions les résultats") != 1 {
		t.Errorf("footnote 5 tells its quote twice: %s", text)
	}
	code := find(five, func(n *html.Node) bool { return n.Data == "code" })
	if code == nil || textOf(code) != "archiver diff 5 --to now" {
		t.Error("the command of the advice is no code")
	}
	if second := byID(page, "fn-9.2"); second == nil || !strings.Contains(textOf(second), "parliament.example") {
		t.Error("the second citation of footnote 9 has no anchor")
	}
}

// TestCitationLeads: what is to be done can be done on the pages, too: the advice names
// commands alone.
func TestCitationLeads(t *testing.T) {
	d := newDesk(t)
	seven := d.of(t, "lake", "7")
	was := seven.Live.ComparedWith.CapturedAt
	later := d.history["lake/7"].Snapshots[0]
	later.CapturedAt = was.Add(48 * time.Hour)
	flawed, withdrawn := later, later
	flawed.CapturedAt, flawed.Flaw = was.Add(72*time.Hour), "digest"
	withdrawn.CapturedAt, withdrawn.Withdrawn = was.Add(96*time.Hour), &contract.Withdrawn{}
	b := newBrowser(t, newServer(t, d))
	leads := func(ref, words string) string {
		t.Helper()
		_, page := b.get("/reports/lake/" + ref)
		ways := find(page, func(n *html.Node) bool { return attr(n, "class") == "ways screen" })
		if ways == nil {
			return ""
		}
		a := find(ways, func(n *html.Node) bool { return n.Data == "a" && textOf(n) == words })
		if a == nil {
			return ""
		}
		return attr(a, "href")
	}
	if at := leads("7", "See what changed"); at != "" {
		t.Errorf("a change of which nothing was captured leads to %s", at)
	}
	d.history["lake/7"].Snapshots = append(d.history["lake/7"].Snapshots, later, flawed, withdrawn)
	for _, c := range []struct{ ref, words, want string }{
		{"7", "See what changed", "/reports/lake/7/diff?from=" + was.UTC().Format(moment) + "&to=" + later.CapturedAt.UTC().Format(moment)},
		{"7", "Open the archived copy", "/reports/lake/7/snapshots/" + was.UTC().Format(moment)},
		{"3", "See what changed", ""}, {"8", "See what changed", ""}, {"8", "Open the archived copy", ""},
	} {
		if at := leads(c.ref, c.words); at != c.want {
			t.Errorf("%s, %s: %q, want %q", c.ref, c.words, at, c.want)
		}
	}

	// A last good look is told where it is not the last.
	says := func() bool {
		_, page := b.get("/reports/lake/7")
		return strings.Contains(textOf(page), "Last good look")
	}
	at := *seven.Live.LookedAt
	if seven.Live.LastGood = &at; says() {
		t.Error("the newest look is told twice")
	}
	at = at.Add(-time.Hour)
	if !says() {
		t.Error("the last good look is not told")
	}
}

func TestFullNote(t *testing.T) {
	const a, b = "https://a.example/x", "https://a.example/x/y?z=1&w=2"
	for text, want := range map[string]string{
		"جريدة, ص. 28: " + a + "; " + b + ".": "جريدة, ص. 28: <" + a + ">; <" + b + ">.",
		b:             "<" + b + ">",
		"Ibid., p. 4": "Ibid., p. 4",
		"":            "",
	} {
		r := &row{Cite: source.Cite{Footnote: &source.Footnote{Text: text, Citations: []source.Citation{{URL: a}, {URL: b}, {}}}}}
		got := ""
		for _, p := range r.Full() {
			if p.Code {
				p.Text = "<" + p.Text + ">"
			}
			got += p.Text
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestNote: of a note stands what is left without its addresses, and a locator beside it
// where it is not in that already.
func TestNote(t *testing.T) {
	const a, b = "https://a.example/x", "https://b.example/y?z=1"
	for text, want := range map[string]string{
		"Court, " + a + "; minutes, " + b:        "Court; minutes",
		"Газета «Степь», с. 5: " + a + ".":       "Газета «Степь», с. 5",
		"See (" + a + ") and [" + b + "], p. 4.": "See and, p. 4",
		"Court , minutes; " + a:                  "Court, minutes",
		"Court: " + a + ", accessed 5 May; " + b: "Court, accessed 5 May",
		"<" + a + ">":                            "",
		"A; B, C: D. " + a:                       "A; B, C: D",
		"U.S. v. X, No. 12 (1999), at 3 , " + a:  "U.S. v. X, No. 12 (1999), at 3",
	} {
		n := &note{Footnote: &source.Footnote{Text: text, Citations: []source.Citation{{URL: a}, {URL: b}}}}
		if got := n.Note(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	n := &note{Footnote: &source.Footnote{Text: "Gazette, p. 15: " + a, Citations: []source.Citation{{URL: a}}}}
	if n.Unsaid("p. 15") != "" || n.Unsaid("Article 7") != "Article 7" || n.Unsaid("") != "" {
		t.Error("a locator is told twice, or not at all")
	}
}

// manifest makes a report of sentences: each footnote is "claim|claim: url url".
func manifestOf(notes ...string) *source.Manifest {
	m := &source.Manifest{ID: "r"}
	for i, n := range notes {
		claims, urls, _ := strings.Cut(n, ": ")
		f := source.Footnote{Number: source.Label(fmt.Sprint(i + 1))}
		if claims != "" {
			f.Claims = strings.Split(claims, "|")
		}
		for _, u := range strings.Fields(urls) {
			f.Citations = append(f.Citations, source.Citation{URL: u})
		}
		m.Footnotes = append(m.Footnotes, f)
	}
	return m
}

func TestBlocks(t *testing.T) {
	for name, test := range map[string]struct {
		notes []string
		want  string // claims with their marks; then footnotes
	}{
		"each its own":                  {[]string{"A: u", "B: u"}, "A[1]: 1; B[2]: 2"},
		"a claim of two stands once":    {[]string{"A: u", "A: v", "B: u"}, "A[1 2]: 1 2; B[3]: 3"},
		"a note with two claims":        {[]string{"A|B: u"}, "A[1] B[1]: 1"},
		"one that joins a claim later":  {[]string{"A: u", "B: u", "A|C: u"}, "A[1 3] C[3]: 1 3; B[2]: 2"},
		"claims of two blocks":          {[]string{"A: u", "B: u", "B|A: u"}, "A[1 3]: 1; B[2 3]: 2 3"},
		"without a claim":               {[]string{": u", "A: u", ": v"}, ": 1; A[2]: 2; : 3"},
		"without an address":            {[]string{"A: "}, "A[1]: 1"},
		"the same sentence in one note": {[]string{"A|A: u"}, "A[1]: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			m := manifestOf(test.notes...)
			var rows []*row
			for c := range (&source.Set{Manifests: []*source.Manifest{m}}).Citations() {
				rows = append(rows, &row{Citation: &contract.Citation{Ref: c.Ref, URL: c.Citation.URL}, Cite: c})
			}
			var got []string
			count := 0
			for _, b := range blocksOf(m, rows, false) {
				var claims, notes []string
				for _, c := range b.Claims {
					var marks []string
					for _, m := range c.Marks {
						marks = append(marks, m.Label)
					}
					claims = append(claims, fmt.Sprintf("%s%v", c.Text, marks))
				}
				for _, n := range b.Footnotes {
					notes = append(notes, string(n.Number))
					count += len(n.Rows)
				}
				got = append(got, strings.Join(claims, " ")+": "+strings.Join(notes, " "))
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
			if count != len(rows) {
				t.Errorf("%d of %d citations are shown", count, len(rows))
			}
		})
	}
}

func TestGate(t *testing.T) {
	for want, standings := range map[string]string{
		"This report has no citation.":                                                   "",
		"1 of 1 citation fails: do not publish yet.":                                     fails,
		"2 of 3 citations fail: do not publish yet.":                                     fails + " " + fails + " " + passes,
		"No citation fails. 1 of 2 citations has to be looked at before publication.":    toLookAt + " " + passes,
		"No citation fails. 2 of 2 citations have to be looked at before publication.":   toLookAt + " " + neverSeen,
		"1 of 2 citations stands as cited, and is archived. Nothing else is to be done.": accepted + " " + passes,
		"2 citations stand as cited, and are archived.":                                  passes + " " + passes,
		"1 citation stands as cited, and is archived.":                                   passes,
		"No citation fails: the 1 citation is accepted as it is.":                        accepted,
	} {
		var rows []*row
		for _, s := range strings.Fields(standings) {
			rows = append(rows, &row{Citation: &contract.Citation{}, Standing: s})
		}
		if got := newGate(rows).Verdict(); got != want {
			t.Errorf("%q: got %q, want %q", standings, got, want)
		}
	}
}

func TestGateNever(t *testing.T) {
	live := &contract.Live{Verdict: "dead", Confirmed: true}
	g := newGate([]*row{{Citation: &contract.Citation{}, Standing: fails}, {Citation: &contract.Citation{}, Standing: neverSeen},
		{Citation: &contract.Citation{Live: live}, Standing: fails}, {Citation: &contract.Citation{}, Standing: accepted}})
	if got := strings.Join(g.Then(), " "); !strings.Contains(got, "2 of these were never looked at.") {
		t.Errorf("a source that was never looked at fails like one that is gone: %s", got)
	}
}

func TestStanding(t *testing.T) {
	live := &contract.Live{Verdict: "blocked", Reason: "bot-wall"}
	for want, list := range map[string][]contract.Citation{
		fails:     {{Result: "fail"}, {Result: "fail", Accepted: true, Live: live}},
		toLookAt:  {{Result: "warn", Live: live}, {Result: "warn", Live: live, Accepted: true, Advice: "Nothing to do, accepted, but for the copy."}, {Result: "what comes later"}},
		neverSeen: {{Result: "warn"}},
		accepted:  {{Result: "warn", Live: live, Accepted: true, Settled: true, Advice: "what a later program says"}, {Result: "warn", Accepted: true, Settled: true}},
		passes:    {{Result: "pass"}},
	} {
		for _, c := range list {
			if got := standing(&c); got != want {
				t.Errorf("%+v: %s, want %s", c, got, want)
			}
		}
	}
}

func TestAdviceCommands(t *testing.T) {
	for in, want := range map[string]string{
		"Cite the copy (archiver get 3).":                                   "Cite the copy (<archiver get 3>).",
		"See (archiver diff 5 --to now); if not, cite it (archiver get 5).": "See (<archiver diff 5 --to now>); if not, cite it (<archiver get 5>).",
		`Look (archiver quote --config "a b/(c).yaml" 7 "TEXT").`:           `Look (<archiver quote --config "a b/(c).yaml" 7 "TEXT">).`,
		"Nothing to do, accepted: I (we) saw it.":                           "Nothing to do, accepted: I (we) saw it.",
		"No (archivers) here, nor (archiver) there":                         "No (archivers) here, nor (archiver) there",
		"": "",
	} {
		var b strings.Builder
		for _, p := range phrases(in) {
			if p.Code {
				p.Text = "<" + p.Text + ">"
			}
			b.WriteString(p.Text)
		}
		if b.String() != want {
			t.Errorf("%q: got %q", in, b.String())
		}
	}
}

// brokenDesk fails at what it is asked for.
type brokenDesk struct {
	*desk
	err error
}

func (b brokenDesk) Citation(context.Context, source.Cite) (*contract.Citation, error) {
	return nil, b.err
}
func (b brokenDesk) Watching(context.Context) (*contract.Watching, error) { return nil, b.err }

func TestFaults(t *testing.T) { // raced
	for _, test := range []struct {
		err  error
		want int
		says string
	}{
		{errors.New("disk on fire at /secret/path"), 500, "Its log says why"},
		{&BusyError{Why: "a pass is at work"}, 503, "a pass is at work"},
		{fmt.Errorf("x: %w", &GoneError{Why: "it was withdrawn", Withdrawn: true}), 410, "it was withdrawn"},
		{&NoFormError{Why: "it has no picture"}, 404, "it has no picture"},
		{&QueryError{Why: "<script>alert(1)</script>\u202e"}, 400, "<script>"},
	} {
		b := newBrowser(t, newServer(t, brokenDesk{newDesk(t), test.err}))
		status, page := b.get("/reports/lake/3")
		if status != test.want || !strings.Contains(textOf(page), test.says) || strings.Contains(textOf(page), "/secret/path") {
			t.Errorf("%v: %d %s", test.err, status, textOf(page))
		}
		if status, _ := b.get("/"); status != 200 {
			t.Errorf("%v: without a heartbeat the list of reports is gone: %d", test.err, status)
		}
	}
}

func TestNearRefs(t *testing.T) {
	status, page := newBrowser(t, newServer(t, newDesk(t))).get("/reports/lake/9.3")
	if status != 404 || find(page, func(n *html.Node) bool { return attr(n, "href") == "/reports/lake/9.2" }) == nil {
		t.Errorf("%d: %s", status, textOf(page))
	}
}

func TestMethodsAndHosts(t *testing.T) {
	s := newServer(t, newDesk(t))
	for _, test := range []struct {
		method, target string
		want           int
	}{
		{http.MethodHead, "http://pages.test/reports/lake", 200},
		{http.MethodPost, "http://pages.test/reports/lake", 405},
		{http.MethodDelete, "http://pages.test/reports/lake/3", 405},
		{http.MethodGet, "http://pages.test/reports/lake/3/accept", 404},
		{http.MethodGet, "http://rebound.example/reports/lake", 421},
		{http.MethodGet, "http://pages.test/reports", 301},
	} {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest(test.method, test.target, nil))
		if w.Code != test.want {
			t.Errorf("%s %s: %d, want %d", test.method, test.target, w.Code, test.want)
		}
	}
}
