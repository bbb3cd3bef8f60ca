package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"archiver/internal/catalog"
)

// studyGet asks for a page of the main origin.
func studyGet(t testing.TB, s *Server, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
	return w
}

// studyPage is a page that was parsed, as a browser would.
type studyPage struct {
	t    testing.TB
	root *html.Node
	Text string // what is read, white space squeezed
}

// studyShow asks for a page, and looks that nothing foreign does anything in it.
func studyShow(t testing.TB, s *Server, path string, status int) *studyPage {
	t.Helper()
	w := studyGet(t, s, path)
	if w.Code != status {
		t.Fatalf("GET %.100s: status %d, want %d\n%.600s", path, w.Code, status, w.Body)
	}
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	p := &studyPage{t: t, root: root}
	var text strings.Builder
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data + " ")
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style", "object", "embed", "base", "svg":
			t.Errorf("GET %.100s: there is a <%s>", path, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style":
				t.Errorf("GET %.100s: <%s> has %s=%q", path, n.Data, a.Key, a.Val)
			case a.Key == "href", a.Key == "src", a.Key == "action":
				u, err := url.Parse(a.Val)
				if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("GET %.100s: <%s> has %s=%q", path, n.Data, a.Key, a.Val)
				}
				if a.Key == "src" && u.Host != "" && u.Host != "content.test" {
					t.Errorf("GET %.100s: <%s> loads %q", path, n.Data, a.Val)
				}
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("GET %.100s: two of the id %q", path, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "alt", a.Key == "title":
				if a.Val == "" {
					t.Errorf("GET %.100s: <%s> has an empty %s", path, n.Data, a.Key)
				}
			}
		}
	}
	for n := range root.Descendants() { // what points to a part of the page finds it
		for _, key := range []string{"for", "aria-labelledby", "aria-describedby"} {
			if v := studyAttr(n, key); v != "" && !ids[v] {
				t.Errorf("GET %.100s: %s=%q points nowhere", path, key, v)
			}
		}
		if v := studyAttr(n, "href"); strings.HasPrefix(v, "#") && !ids[v[1:]] {
			t.Errorf("GET %.100s: href=%q points nowhere", path, v)
		}
	}
	for _, r := range w.Body.String() {
		if unicode.IsControl(r) && r != '\n' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Fatalf("GET %.100s: it has the character %U", path, r)
		}
	}
	p.Text = strings.Join(strings.Fields(text.String()), " ")
	return p
}

func studyAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// all lists the elements of a name.
func (p *studyPage) all(name string) (list []*html.Node) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			list = append(list, n)
		}
	}
	return list
}

// texts are what the elements of a name say.
func (p *studyPage) texts(name string) (list []string) {
	for _, n := range p.all(name) {
		list = append(list, studyText(n))
	}
	return list
}

func studyText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// links are where the links lead.
func (p *studyPage) links() (list []string) {
	for _, n := range p.all("a") {
		list = append(list, studyAttr(n, "href"))
	}
	return list
}

func (p *studyPage) says(parts ...string) {
	p.t.Helper()
	for _, s := range parts {
		if !strings.Contains(p.Text, s) {
			p.t.Errorf("the page does not say %q:\n%s", s, p.Text)
		}
	}
}

func (p *studyPage) silent(parts ...string) {
	p.t.Helper()
	for _, s := range parts {
		if strings.Contains(p.Text, s) {
			p.t.Errorf("the page says %q:\n%s", s, p.Text)
		}
	}
}

func (p *studyPage) leads(paths ...string) {
	p.t.Helper()
	links := p.links()
	for _, path := range paths {
		if !slices.Contains(links, path) {
			p.t.Errorf("no link leads to %s, but to %q", path, links)
		}
	}
}

func TestNearestSnapshot(t *testing.T) {
	at := func(s, class string) taken { return taken{Snapshot: snapshotAt(s, class)} }
	list := []taken{at("2020-02-01", "wall"), at("2020-03-01", "source"), at("2020-04-01", "source"), at("2020-05-01", "error")}
	for _, c := range []struct {
		list []taken
		at   string
		want int
	}{
		{list, "2020-01-01", 1}, // the first after it that shows the source
		{list, "2020-02-15", 1},
		{list, "2020-03-31", 1},
		{list, "2020-04-01", 2},
		{list, "2026-01-01", 2}, // not the error page
		{list[:1], "2019-01-01", 0},
		{list[3:], "2026-01-01", 0},
		{nil, "2026-01-01", -1},
	} {
		if got := nearest(c.list, studyDay(c.at)); got != c.want {
			t.Errorf("nearest of %d at %s = %d, want %d", len(c.list), c.at, got, c.want)
		}
	}
	if i := takenAt(list, studyDay("2020-03-01").Add(400*time.Millisecond)); i != 1 {
		t.Errorf("takenAt within the second = %d", i)
	}
}

func TestParseMoment(t *testing.T) {
	for in, want := range map[string]bool{"20200221101500": true, "2020022110150": false, "202002211015000": false, "20201321101500": false,
		"20200230101500": false, "": false, "2020-02-21": false, "00000221101500": false, "+0200221101500": false} {
		if _, ok := parseMoment(in); ok != want {
			t.Errorf("parseMoment(%q) = %v", in, ok)
		}
	}
}

func TestHushed(t *testing.T) {
	for in, want := range map[string]string{
		"a\u202eb":         "a\ufffdb",
		"a\u2066b\u2069":   "a\ufffdb\ufffd",
		"a\x00b\x1b[1m":    "a\ufffdb\ufffd[1m",
		"a\tb\r\nc":        "a b \nc",
		"می\u200cخواهم":    "می\u200cخواهم",
		"x\u200f\u200e y":  "x y",
		"\U000e0041\ufeff": "\ufffd",
		"plain חוק":        "plain חוק",
	} {
		if got := hushed(in); got != want {
			t.Errorf("hushed(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestTurns: more than have room wait, and who goes away leaves the others alone.
func TestTurns(t *testing.T) { // raced
	g := make(gate, 1)
	leave, err := g.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(gone); err == nil {
		t.Error("a second one was let in")
	}
	leave()
	if leave, err = g.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	leave()
}

// TestResearchNothing: a citation without a snapshot, and addresses of nothing.
func TestResearchNothing(t *testing.T) {
	s := newServer(t, newStudy(t))
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/reports/kz-2020/27/snapshots/20200221101500":       {404, "No snapshot of this source was taken yet."},
		"/reports/kz-2020/27/snapshots/20200221101500/proof": {404, "No snapshot of this source was taken yet."},
		"/reports/kz-2020/27/snapshots/yesterday":            {404, "“yesterday” is no moment."},
		"/reports/kz-2020/27/at?date=2020-02-21":             {404, "No snapshot of this source was taken yet."},
		"/reports/kz-2020/27/at?date=%3Cb%3E":                {400, "“<b>” is no date."},
		"/reports/kz-2020/27/diff":                           {200, "There are no two snapshots to compare."},
		"/reports/kz-2020/99/diff":                           {404, "has no citation “99”"},
		"/reports/none/27/snapshots/20200221101500":          {404, "has no citation"},
		"/reports/kz-2020/27/diff.png?from=1&to=2":           {404, "There are no two such snapshots."},
	} {
		studyShow(t, s, path, want.status).says(want.says)
	}
}

// TestResearchMethods: these pages only read.
func TestResearchMethods(t *testing.T) {
	s := newServer(t, newStudy(t))
	for _, path := range []string{"/search", "/reports/kz-2020/27/diff", "/reports/kz-2020/27/bundle.zip", "/reports/kz-2020/27/snapshots/20200221101500"} {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "http://pages.test"+path, nil))
		if w.Code == http.StatusOK {
			t.Errorf("POST %s is answered", path)
		}
	}
}

// studyCourt takes two snapshots of the court's page, which differ.
func studyCourt(d *study) (first, second catalog.Snapshot) {
	first = d.take(studyCapture{url: urlCourt, at: "20200221101500", title: "The ruling", text: courtOld, picture: true, server: "nginx/1.18"})
	second = d.take(studyCapture{url: urlCourt, at: "20200305080000", title: "The ruling", text: courtNew, picture: true, final: urlCourt + "/2"})
	return first, second
}

const courtOld = `The ruling of 3 March 2019
Background of the case, which began when the ministry asked for a review of what the lower court had found in its first decision of the year before, and in which both sides were heard at length by three judges who sat together.
The court sat for 14 days in March and heard 27 witnesses. No appeal is possible against the decision of the court.
Judge Anna Karlsson presided.
A paragraph about the costs of the case that goes away entirely later on.
حكمت المحكمة في القضية رقم 41 لصالح المدعي (ABC) في يوم الثلاثاء.
`

const courtNew = `The ruling of 3 March 2019
Background of the case, which began when the ministry asked for a review of what the lower court had found in its first decision of the year before, and in which both sides were heard at length by three judges who sat together.
The court sat for 41 days in March and heard 27 witnesses. An appeal is possible against the decision of the court.
Judge Anders Karlsson presided.
حكمت المحكمة في القضية رقم 14 لصالح المدعي (ABC) في يوم الثلاثاء.
A wholly new paragraph says that the ministry welcomes what was decided.
`
