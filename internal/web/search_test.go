package web

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/source"
)

func TestSearchForm(t *testing.T) {
	d := newStudy(t)
	p := studyShow(t, newServer(t, d), "/search", 200)
	p.says("Footnote, address or words")
	if len(d.searched) > 0 {
		t.Error("nothing was asked for, and something searched")
	}
	if q := p.all("input"); len(q) == 0 || studyAttr(q[0], "name") != "q" {
		t.Error("there is no box")
	}
	if list := p.texts("option"); len(list) != 3 || list[2] != "Kazakhstan & the <b>Parliament</b>" {
		t.Errorf("reports to choose from: %q", list)
	}
}

// TestSearchGoesTo: what names one citation leads to it.
func TestSearchGoesTo(t *testing.T) {
	d := newStudy(t)
	s := newServer(t, d)
	for q, want := range map[string]string{
		"q=kz-2020/27":           "/reports/kz-2020/27",
		"q=kz-2020/27.2":         "/reports/kz-2020/27.2",
		"q=27.2":                 "/reports/kz-2020/27.2",
		"q=+27.2+":               "/reports/kz-2020/27.2",
		"q=3":                    "/reports/kz-2020/3",
		"q=27&report=hr-2021":    "/reports/hr-2021/27",
		"q=x/y":                  "/reports/hr-2021/x%2Fy",
		"q=" + urlPress:          "/reports/kz-2020/27.2",
		"q=" + studyEsc(urlEvil): "/reports/hr-2021/x%2Fy",
		"q=3&report=hr-2021":     "", // not in that report
		"q=27":                   "", // both have one
		"q=27.2&in=text":         "", // a number in the text
		"q=27&page=x":            "", // a further page of results
		"q=https://none.example": "",
	} {
		w := studyGet(t, s, "/search?"+q)
		if got := w.Header().Get("Location"); got != want || (want == "") != (w.Code == 200) {
			t.Errorf("%s: status %d, leads to %q, want %q", q, w.Code, got, want)
		}
	}
}

func studyEsc(s string) string { return url.QueryEscape(s) }

func TestSearchChoices(t *testing.T) {
	d := newStudy(t)
	p := studyShow(t, newServer(t, d), "/search?q=27", 200)
	p.says("Several footnotes go by this name")
	p.leads("/reports/kz-2020/27", "/reports/hr-2021/27")
	p.silent("In captured text")
	p = studyShow(t, newServer(t, d), "/search?q="+urlCourt, 200)
	p.leads("/reports/kz-2020/27", "/reports/hr-2021/27")
	if len(d.searched) > 0 {
		t.Errorf("text was searched for %v", d.searched)
	}
}

func TestSearchAddress(t *testing.T) {
	d := newStudy(t)
	s := newServer(t, d)
	for _, c := range []struct {
		q    string
		want []string // paths
		text bool     // captured text is searched too
	}{
		{"example", []string{"/reports/kz-2020/27", "/reports/kz-2020/27.2", "/reports/kz-2020/3", "/reports/hr-2021/27", "/reports/hr-2021/x%2Fy"}, true},
		{"COURT.example", []string{"/reports/kz-2020/27", "/reports/hr-2021/27"}, true},
		{"example/a", []string{"/reports/kz-2020/27.2"}, true},
		{"https://press.example/", []string{"/reports/kz-2020/27.2"}, false},
		{"https://nowhere.example/", nil, false},
		{"court example", nil, true},
		{"co", nil, true}, // too short a part
	} {
		d.searched = nil
		p := studyShow(t, s, "/search?q="+studyEsc(c.q), 200)
		var got []string
		for _, l := range p.links() {
			if strings.HasPrefix(l, "/reports/") {
				got = append(got, l)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) || (len(d.searched) > 0) != c.text {
			t.Errorf("%q: leads to %q, want %q; text searched: %v", c.q, got, c.want, d.searched)
		}
	}
	studyShow(t, s, "/search?q="+studyEsc("https://nowhere.example/"), 200).says("No report cites an address that has this in it.")
}

// TestSearchManyAddresses: a list has an end, and says what is left out.
func TestSearchManyAddresses(t *testing.T) { // raced
	d := newStudy(t)
	var b strings.Builder
	b.WriteString("id: many\npublished: 2020-01-01\nfootnotes:\n")
	for i := range 70 {
		fmt.Fprintf(&b, "  - number: %d\n    text: x\n    citations:\n      - url: https://many.example/%d\n      - url: https://same.example/\n", i+1, i)
	}
	if err := os.WriteFile(filepath.Join(d.sources, "many.yaml"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	s := newServer(t, d)
	p := studyShow(t, s, "/search?q=many.example", 200)
	p.says("20 more sources have it in their address.")
	p = studyShow(t, s, "/search?q=same.example", 200)
	p.says("and 58 more")
	if n := strings.Count(strings.Join(p.links(), " "), "/reports/many/"); n != maxHitCites {
		t.Errorf("%d footnotes of one source are listed", n)
	}
}

func TestSearchText(t *testing.T) {
	d := newStudy(t)
	set, err := d.Set(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var cites []source.Cite
	for c := range set.Citations() {
		if c.Citation.URL == urlCourt {
			cites = append(cites, c)
		}
	}
	old, newest := studyDay("20200221101500"), studyDay("20200305080000")
	d.found = &Found{Lacking: 3, Next: "after&1", Hits: []Hit{
		{URL: urlCourt, Cites: cites, Newest: newest, Oldest: old, Count: 2, Title: "</a><script>x</script>\u202e", SourceID: source.ID(urlCourt),
			Snippet: []Fragment{{"sat for ", false}, {"41\u202e", true}, {" days <img src=x onerror=alert(1)>", false}}},
		{URL: "javascript:alert(1)", Newest: old, Oldest: old, Count: 1, SourceID: "0123456789ab"},
	}}
	s := newServer(t, d)
	p := studyShow(t, s, "/search?q=the+court&report=kz-2020&from=2020-01-01&to=2020-12-31", 200)
	p.says("3 snapshots are not in the index yet", "sat for 41� days <img src=x onerror=alert(1)>", "2 snapshots have it",
		"1 snapshot has it", "page without a title", "No report cites this source any more.")
	p.leads("/reports/hr-2021/27/snapshots/20200305080000", "/reports/hr-2021/27/snapshots/20200221101500", "/reports/kz-2020/27", urlCourt,
		"http://content.test/files/0123456789ab/20200221101500/text",
		"/search?from=2020-01-01&page=after%261&q=the+court&report=kz-2020&to=2020-12-31")
	if marks := p.texts("mark"); len(marks) != 1 || marks[0] != "41�" {
		t.Errorf("marked: %q", marks)
	}
	want := Query{Words: "the court", Report: "kz-2020", From: studyDay("2020-01-01"), To: studyDay("2021-01-01").Add(-time.Millisecond)}
	if len(d.searched) != 1 || d.searched[0] != want {
		t.Errorf("searched %+v, want %+v", d.searched, want)
	}
	for _, in := range p.all("input") { // the form keeps what was typed
		switch studyAttr(in, "name") {
		case "q":
			if studyAttr(in, "value") != "the court" {
				t.Errorf("the box has %q", studyAttr(in, "value"))
			}
		case "from", "to":
			if studyAttr(in, "value") == "" {
				t.Errorf("%s is empty", studyAttr(in, "name"))
			}
		}
	}
	p = studyShow(t, s, "/search?q=the+court&in=text&page=after%261", 200)
	p.leads("/search?in=text&q=the+court")
	if got := d.searched[1].Page; got != "after&1" {
		t.Errorf("page %q", got)
	}
	d.found = &Found{}
	studyShow(t, s, "/search?q=zzz+zzz", 200).says("No captured text has these words.")
	d.found = &Found{Lacking: 1}
	p = studyShow(t, s, "/search?q=zzz+zzz", 200)
	p.says("1 snapshot is not in the index yet", "None of the snapshots in the index has these words.")
	p.silent("No captured text has")
	d.found = &Found{Bare: true}
	p = studyShow(t, s, "/search?q=zzz+zzz", 200)
	p.says("Nothing was archived yet")
	p.silent("No captured text has", "Other words")
}

func TestSearchTrouble(t *testing.T) {
	d := newStudy(t)
	s := newServer(t, d)
	for _, c := range []struct {
		query  string
		status int
		says   string
	}{
		{"q=%22open", 200, "a quotation mark is open <here>"},
		{"q=a&report=%3Cb%3E", 400, "There is no report “<b>” here."},
		{"q=a&from=soon", 400, "“soon” is no date."},
		{"q=a&from=2021-01-01&to=2020-01-01", 400, "The second date is before the first one."},
	} {
		studyShow(t, s, "/search?"+c.query, c.status).says(c.says)
	}
	// What nobody types by hand is cut, and does no harm.
	d.searched = nil
	studyShow(t, s, "/search?q="+studyEsc(strings.Repeat("ж\x00\u202e ", 5000)+"\xff"), 200)
	if len(d.searched) != 1 || len([]rune(d.searched[0].Words)) > maxQuery {
		t.Errorf("searched for %d bytes", len(d.searched[0].Words))
	}
	d.fail = fmt.Errorf("disk on fire")
	studyShow(t, s, "/search?q=a", 500).silent("fire")
}
