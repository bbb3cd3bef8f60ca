package verdict

import (
	"runtime"
	"strings"
	"testing"
)

// TestFirstLookInDoubt: what a first look calls dead stays dead, so a short page, a
// home page under another name and a viewer are first seen.
func TestFirstLookInDoubt(t *testing.T) {
	page := func(title string, lines ...string) Page {
		text := strings.Join(lines, "\n")
		return Page{Kind: "html", Title: title, Headings: lines[:1], Visible: text, Main: text}
	}
	home := page("The Valley Courier", "The Valley Courier", "Tram line to the airport opens late", "Storm closes the mountain pass", "Library loses its roof")
	home.Own = []string{"https://site.example/"}
	short := page("Wells", "Wells of the north", "Taraz 14, Osh 9, Almaty 3, Semey 7", "Drilled by hand, some of them dry by now")
	scripts := home
	scripts.Scripts, scripts.Own = 3, nil
	missing := lookAt(404, page("Not found", "Not found", "There is no such page on this site."))
	gone := page("Xx", "Саҳифаи дархостшуда ёфт нашуд", "Саҳифа дар сомона нест ё аз он гирифта шудааст")
	const slug = "/notice/budget-council-hearings"
	for _, c := range []struct {
		path    string
		page    Page
		head    string
		sibling *Look
		want    string
	}{
		{"/?source=ft", home, "", missing, "ok/first-seen"},
		{"/?hl=tr", home, "", missing, "ok/first-seen"},
		{"/?page_id=2", home, "", missing, "ok/first-seen"},
		{"/index.php?option=com_content", home, "", missing, "ok/first-seen"},
		{"/web/guest/home", home, "", missing, "ok/first-seen"},
		{"/portal.aspx", home, "", missing, "ok/first-seen"},
		{"/ar/", home, "", lookAt(200, home), "ok/first-seen"},
		{"/uz", home, "", lookAt(200, home), "ok/first-seen"},
		{"/report", home, "", lookAt(200, home), "blocked/unreadable"},
		{"/valley", home, "", lookAt(200, home), "ok/first-seen"}, // all of a site of one page
		{"/laws/text", short, "", lookAt(200, short), "blocked/unreadable"},
		{"/2021/20417/a.html", home, "", lookAt(200, home), "blocked/unreadable"},
		{"/20417.html", gone, "", lookAt(200, gone), "ok/first-seen"},
		{"/meeting/20.html", gone, "", lookAt(200, gone), "blocked/unreadable"},
		{"/meeting/20.html", gone, "", lookAt(404, gone), "blocked/unreadable"},
		{"/meeting/20.html", gone, "<object data=x>", lookAt(200, gone), "ok/first-seen"},
		{"/meeting/20.html", gone, "", missing, "ok/first-seen"},
		{"/meeting/20.html", gone, "", nil, "ok/first-seen"},
		{"/laws/12/text", short, "", lookAt(200, short), "ok/first-seen"},
		{"/laws/1998/text", short, "", lookAt(200, short), "ok/first-seen"},
		{"/r/x/comments/ab12c/budget-council-hearings", short, "", lookAt(200, short), "ok/first-seen"},
		{"/item/7f3c2a1e-11d2-4b6f-9a55-0c1d2e3f4a5b/wells", short, "", lookAt(200, short), "ok/first-seen"},
		{"/wells-of-the-north-48121/stats", short, "", lookAt(200, short), "ok/first-seen"},
		{"/law/art5/text", short, "", lookAt(200, short), "ok/first-seen"},
		{"/search/wells", short, "", lookAt(200, short), "ok/first-seen"},
		{slug, short, `<object data="a.pdf">`, lookAt(200, short), "ok/first-seen"},
		{slug, short, `<canvas>`, lookAt(200, short), "ok/first-seen"},
		{slug, scripts, "", lookAt(200, scripts), "ok/first-seen"},
		{slug, short, "", lookAt(200, short), "dead/soft-404"},
		{"/2019/06/budget-council-hearings", short, "", lookAt(200, short), "dead/soft-404"},
		{"/docs/payments", page("API", "API", "Payments", "GET /", "Charge, refund, list, cancel"), `<a href="a">a</a><a href="b">b</a>`, missing, "ok/first-seen"},
		{"/docs/wells", page("Section /docs/", "Section /docs/", "Taraz 14", "Osh 9, Almaty 3, Semey 7"), `<a href="/a">a</a><a href="/b">b</a>`, missing, "ok/first-seen"},
		{"/figures/wells", page("Wells in 2019 /", "Wells in 2019 /", "Taraz 14, Osh 9, Almaty 3"), `<a href="/a">a</a><a href="/b">b</a>`, missing, "ok/first-seen"},
		{"/docs/x.pdf", page("Index of /docs/", "Index of /docs/", "a b c d e f g h"), `<a href="../">u</a><a href="a/">a</a><a href="b/">b</a>`, missing, "dead/soft-404"},
	} {
		look := lookAt(200, c.page).head("<html>" + c.head)
		look.URL, look.FinalURL = "https://site.example"+c.path, "https://site.example"+c.path
		front := home
		if !strings.HasPrefix(c.page.Title, "The") {
			front = page("Front", "Front", tongues[0].article[0])
		}
		j := Judge(nil, look, Probes{Live: true, Sibling: c.sibling, Home: lookAt(200, front)}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
			t.Errorf("%s %s: %s, want %s: %q", c.path, c.head, got, c.want, j.Evidence)
		}
	}
}

// TestAnswersAboutNumbers: an answer is a fault's only where it is a message about it.
func TestAnswersAboutNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"code: 404\nname: Oslo kommune\nseats: 59":                   "ok/first-seen",
		"url: https://a.example/x\nchecked: 2019-06-03\nstatus: 404": "ok/first-seen",
		"error: 410\nstation: Aral\nmm: 12":                          "ok/first-seen",
		"code: 404\nmessage: No such document":                       "dead/soft-404",
		"status: 404\npath: /x/y\ntimestamp: 2026-01-02":             "dead/soft-404",
	} {
		j := Judge(nil, lookAt(200, Page{Kind: "text", Visible: text, Main: text}), Probes{Live: true}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != want {
			t.Errorf("%q: %s, want %s: %q", text, got, want, j.Evidence)
		}
	}
}

// TestFirstLookReadsLittle: a page that answers well is not cut into words when it is
// seen for the first time, which would be most of what a first pass costs.
func TestFirstLookReadsLittle(t *testing.T) {
	text := article(1, 50<<10, wordsRU)
	lines := strings.Count("Menu\n"+text, "\n") + 1
	layout := Layout{Line: make([]int32, lines), Link: make([]uint16, lines), Linked: make([]uint8, lines), Site: make([]bool, lines),
		Parent: []int32{-1}, Flow: make([]bool, 1), Look: make([]uint32, 1), Calls: make([]bool, 1)}
	l := &Look{URL: "https://news.kz/2020/05/the-report", Status: 200, BodyLen: 1 << 20,
		Page: Prepare(Page{Kind: "html", Title: "The report | News", Headings: []string{"The report"}, Visible: "Menu\n" + text, Main: text, Layout: layout})}
	var before, after runtime.MemStats
	const times = 50
	runtime.ReadMemStats(&before)
	for range times {
		l.Page.Forget()
		if j := Judge(nil, l, Probes{}, nil); j.Reason != FirstSeen {
			t.Fatal(j.Reason)
		}
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) / times; n > uint64(len(text)) {
		t.Errorf("%d bytes of memory for a text of %d", n, len(text))
	}
}
