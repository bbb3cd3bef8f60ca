package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

func onDay(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05", s)
	if err != nil {
		panic(err)
	}
	return t
}

// threeCopies has a page with copies of three dates, a wall between them, and a copy
// that was withdrawn.
func threeCopies(t testing.TB, b *shelf, url string) {
	for _, at := range []string{"2019-03-01 08:00:00", "2020-02-21 10:15:00", "2021-07-09 23:59:59"} {
		b.put(url, shelfCopy{at: onDay(at).Add(700 * time.Millisecond), body: "<p>of " + at})
	}
	b.put(url, shelfCopy{at: onDay("2020-06-01 00:00:00"), class: "wall", body: "<p>log in"})
	b.withdraw(b.put(url, shelfCopy{at: onDay("2020-09-01 00:00:00"), body: "<p>a name"}))
}

// TestNegotiation asks both TimeGates for the same dates: the redirect and the
// memento itself must name the same copy.
func TestNegotiation(t *testing.T) {
	const page = "https://example.org/a/report?id=7"
	b := newShelf(t)
	threeCopies(t, b, page)
	s := serveShelf(t, b, nil)
	const first, second, third = "20190301080000", "20200221101500", "20210709235959"
	for _, c := range []struct {
		name, at string
		status   int
		want     string
	}{
		{"no date", "-", 302, third},
		{"before the first", "Mon, 01 Jan 1996 00:00:00 GMT", 302, first},
		{"the second before the first", "Fri, 01 Mar 2019 07:59:59 GMT", 302, first},
		{"the very second of the first", "Fri, 01 Mar 2019 08:00:00 GMT", 302, first},
		{"a second before the second", "Fri, 21 Feb 2020 10:14:59 GMT", 302, first},
		{"the very second of the second", "Fri, 21 Feb 2020 10:15:00 GMT", 302, second},
		{"a wall is nearer", "Mon, 01 Jun 2020 00:00:00 GMT", 302, second},
		{"a withdrawn one is nearer", "Tue, 01 Sep 2020 00:00:00 GMT", 302, second},
		{"nearer to what came after", "Fri, 09 Jul 2021 23:59:58 GMT", 302, second},
		{"after the last", "Thu, 31 Dec 2099 23:59:59 GMT", 302, third},
		{"empty", "", 400, ""},
		{"another zone", "Fri, 21 Feb 2020 10:15:00 +0000", 400, ""},
		{"no zone", "Fri, 21 Feb 2020 10:15:00", 400, ""},
		{"RFC 850", "Friday, 21-Feb-20 10:15:00 GMT", 400, ""},
		{"asctime", "Fri Feb 21 10:15:00 2020", 400, ""},
		{"RFC 3339", "2020-02-21T10:15:00Z", 400, ""},
		{"14 digits", "20200221101500", 400, ""},
		{"a day that was another", "Mon, 21 Feb 2020 10:15:00 GMT", 400, ""},
		{"no such day", "Sun, 30 Feb 2020 10:15:00 GMT", 400, ""},
		{"one digit", "Sat, 1 Feb 2020 10:15:00 GMT", 400, ""},
		{"small letters", "fri, 21 feb 2020 10:15:00 gmt", 400, ""},
		{"an interval of an old draft", "Fri, 21 Feb 2020 10:15:00 GMT; -P1D; +P1D", 400, ""},
		{"hour 24", "Fri, 21 Feb 2020 24:00:00 GMT", 400, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var header []string
			if c.at != "-" {
				header = []string{"Accept-Datetime", c.at}
			}
			resp, body := shelfAsk(t, "GET", s.pages.URL+"/timegate/"+page, header...)
			if resp.StatusCode != c.status || resp.Header.Get("Vary") != "accept-datetime" || resp.Header.Get("Memento-Datetime") != "" {
				t.Fatalf("%s, %v, %s", resp.Status, resp.Header, body)
			}
			want := ""
			if c.want != "" {
				want = s.content.URL + "/memento/" + c.want + "/" + page
			}
			if got := resp.Header.Get("Location"); got != want {
				t.Errorf("Location %q, want %q", got, want)
			}
			checkLinks(t, s, page, resp.Header, c.want)

			style200, body := shelfAsk(t, "GET", s.content.URL+"/timegate/"+page, header...)
			if c.want == "" {
				if style200.StatusCode != 400 {
					t.Errorf("200-style: %s", style200.Status)
				}
				return
			}
			at, _ := time.Parse(moment, c.want)
			if style200.StatusCode != 200 || style200.Header.Get("Content-Location") != want || style200.Header.Get("Vary") != "accept-datetime" ||
				style200.Header.Get("Memento-Datetime") != at.Format(http.TimeFormat) || !strings.Contains(body, "of "+at.Format("2006-01-02")) {
				t.Errorf("200-style: %s, %v, %s", style200.Status, style200.Header, body)
			}
			checkLinks(t, s, page, style200.Header, c.want)
			// The memento that both name says the same of itself, and negotiates nothing.
			m, _ := shelfAsk(t, "GET", want, "Accept-Datetime", "Mon, 01 Jan 1996 00:00:00 GMT")
			if m.StatusCode != 200 || m.Header.Get("Memento-Datetime") != at.Format(http.TimeFormat) || strings.Contains(m.Header.Get("Vary"), "atetime") {
				t.Errorf("memento: %s, %v", m.Status, m.Header)
			}
			checkLinks(t, s, page, m.Header, c.want)
		})
	}
	if resp, _ := shelfAsk(t, "GET", s.pages.URL+"/timegate/"+page, "Accept-Datetime", "Fri, 21 Feb 2020 10:15:00 GMT", "Accept-Datetime", "Fri, 01 Mar 2019 08:00:00 GMT"); resp.StatusCode != 400 {
		t.Errorf("two dates: %s", resp.Status)
	}
	if resp, body := shelfAsk(t, "POST", s.content.URL+"/timegate/"+page); resp.StatusCode != 405 || resp.Header.Get("Allow") == "" {
		t.Errorf("POST: %s, %s", resp.Status, body)
	}
	if resp, body := shelfAsk(t, "HEAD", s.pages.URL+"/timegate/"+page); resp.StatusCode != 302 || body != "" {
		t.Errorf("HEAD: %s, %s", resp.Status, body)
	}
}

// checkLinks reads a Link header by the grammar, and holds it against the three copies.
func checkLinks(t *testing.T, s *shelfSite, page string, h http.Header, chosen string) {
	t.Helper()
	if len(h.Values("Link")) != 1 {
		t.Fatalf("Link headers %q", h.Values("Link"))
	}
	links, err := parseLinks(h.Get("Link"), false)
	if err != nil {
		t.Fatal(err)
	}
	one := func(rel string) string {
		var found []string
		for _, l := range links {
			if l.has(rel) {
				found = append(found, l.URI)
			}
			if l.has("memento") && l.URI != s.content.URL+"/memento/"+l.time("datetime").Format(moment)+"/"+page {
				t.Errorf("%s is said to be of %s", l.URI, l.Params["datetime"])
			}
		}
		if len(found) > 1 {
			t.Errorf("%s: %q", rel, found)
		}
		return strings.TrimPrefix(strings.Join(found, " "), s.content.URL+"/memento/")
	}
	all := []string{"20190301080000/" + page, "20200221101500/" + page, "20210709235959/" + page}
	at := slices.Index(all, chosen+"/"+page)
	want := map[string]string{"original": page, "timemap": s.pages.URL + "/timemap/link/" + page, "first": all[0], "last": all[2]}
	if at > 0 {
		want["prev"] = all[at-1]
	}
	if at >= 0 && at < 2 {
		want["next"] = all[at+1]
	}
	if chosen == "" {
		want["next"] = all[0]
	}
	for _, rel := range []string{"original", "timemap", "first", "last", "prev", "next"} {
		if got := one(rel); got != want[rel] && !(chosen == "" && rel == "next") {
			t.Errorf("rel %s is %q, want %q", rel, got, want[rel])
		}
	}
	if chosen != "" && !slices.ContainsFunc(links, func(l parsedLink) bool { return l.has("memento") && strings.Contains(l.URI, chosen) }) {
		t.Errorf("the chosen memento is not among %v", links)
	}
}

// TestTimeMap reads both forms; a date asked for changes nothing.
func TestTimeMap(t *testing.T) {
	const page = "https://example.org/a/report?id=7"
	b := newShelf(t)
	threeCopies(t, b, page)
	s := serveShelf(t, b, nil)
	at := s.pages.URL + "/timemap/link/" + page
	resp, body := shelfAsk(t, "GET", at)
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "application/link-format" || resp.Header.Get("Vary") != "" ||
		resp.Header.Get("Access-Control-Allow-Origin") != "*" || resp.Header.Get("Memento-Datetime") != "" {
		t.Errorf("%s, %v", resp.Status, resp.Header)
	}
	links, err := parseLinks(body, true)
	if err != nil {
		t.Fatalf("%v in\n%s", err, body)
	}
	var got []string
	for _, l := range links {
		got = append(got, l.Params["rel"]+" "+l.Params["datetime"]+" "+strings.TrimPrefix(strings.TrimPrefix(l.URI, s.pages.URL), s.content.URL))
	}
	want := []string{"original  " + page, "self  /timemap/link/" + page, "timegate  /timegate/" + page,
		"first memento Fri, 01 Mar 2019 08:00:00 GMT /memento/20190301080000/" + page,
		"memento Fri, 21 Feb 2020 10:15:00 GMT /memento/20200221101500/" + page,
		"last memento Fri, 09 Jul 2021 23:59:59 GMT /memento/20210709235959/" + page}
	if !slices.Equal(got, want) {
		t.Errorf("got %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if self := links[1]; self.Params["from"] != links[3].Params["datetime"] || self.Params["until"] != links[5].Params["datetime"] || self.Params["type"] != linkFormat {
		t.Errorf("self: %v", self)
	}
	for _, date := range []string{"Fri, 21 Feb 2020 10:15:00 GMT", "nonsense"} {
		if again, same := shelfAsk(t, "GET", at, "Accept-Datetime", date); again.StatusCode != 200 || same != body {
			t.Errorf("asked with %q: %s, %s", date, again.Status, same)
		}
	}
	if head, empty := shelfAsk(t, "HEAD", at); head.StatusCode != 200 || empty != "" || head.Header.Get("Content-Type") != linkFormat {
		t.Errorf("HEAD: %s, %q", head.Status, empty)
	}

	_, body = shelfAsk(t, "GET", s.pages.URL+"/timemap/json/"+page)
	var j timemapBody
	if err := json.Unmarshal([]byte(body), &j); err != nil {
		t.Fatal(err)
	}
	if j.Original != page || len(j.Mementos.List) != 3 || j.Mementos.List[1].URI != links[4].URI || !j.Mementos.List[1].At.Equal(onDay("2020-02-21 10:15:00")) ||
		j.Mementos.First != j.Mementos.List[0] || j.Mementos.Last != j.Mementos.List[2] || j.Timegate != links[2].URI || j.Timemap.Link != links[1].URI || j.Pages != nil {
		t.Errorf("JSON: %s", body)
	}
	pre, _ := shelfAsk(t, "OPTIONS", s.pages.URL+"/timegate/"+page, "Origin", "https://elsewhere.example", "Access-Control-Request-Headers", "accept-datetime")
	if pre.StatusCode != 204 || !strings.Contains(pre.Header.Get("Access-Control-Allow-Headers"), "Accept-Datetime") || pre.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("preflight: %s, %v", pre.Status, pre.Header)
	}
}

// TestTimeMapPages goes through a TimeMap of several pages: each memento stands in
// one of them, and the pages' spans follow each other.
func TestTimeMapPages(t *testing.T) {
	const page, n = "https://example.org/often", 2*maxMementos + 1
	b := newShelf(t)
	var list []catalog.Change
	begin := onDay("2020-01-01 00:00:00")
	for i := range n {
		list = append(list, catalog.Change{Snapshot: &catalog.Snapshot{SourceID: source.ID(page), CapturedAt: begin.Add(time.Duration(i) * time.Hour),
			Class: "source", Object: fmt.Sprint(i), LogIndex: int64(i)}})
	}
	b.apply(append(list, catalog.Change{Source: &catalog.Source{ID: source.ID(page), URL: page}})...)
	s := serveShelf(t, b, nil)
	_, body := shelfAsk(t, "GET", s.pages.URL+"/timemap/link/"+page)
	whole, err := parseLinks(body, true)
	if err != nil {
		t.Fatal(err)
	}
	seen, until := map[string]bool{}, time.Time{}
	for _, l := range whole {
		if l.has("memento") {
			t.Fatalf("the list of pages lists %v", l)
		}
		if !l.has("timemap") {
			continue
		}
		if !l.time("from").After(until) || l.time("until").Before(l.time("from")) {
			t.Errorf("%v does not follow %v", l, until)
		}
		until = l.time("until")
		_, body := shelfAsk(t, "GET", l.URI)
		part, err := parseLinks(body, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range part {
			if m.has("self") && (m.URI != l.URI || m.Params["from"] != l.Params["from"] || m.Params["until"] != l.Params["until"]) {
				t.Errorf("%v says of itself %v", l, m)
			}
			if m.has("memento") {
				if seen[m.URI] || m.time("datetime").Before(l.time("from")) || m.time("datetime").After(l.time("until")) {
					t.Fatalf("%v in %v", m, l)
				}
				seen[m.URI] = true
			}
		}
	}
	if len(seen) != n {
		t.Errorf("%d mementos of %d", len(seen), n)
	}
	for path, status := range map[string]int{"/timemap/link/3/": 200, "/timemap/link/4/": 404, "/timemap/json/": 200, "/timemap/json/3/": 200} {
		if resp, body := shelfAsk(t, "GET", s.pages.URL+path+page); resp.StatusCode != status {
			t.Errorf("%s: %s, %.200s", path, resp.Status, body)
		}
	}
}

// TestLookup asks for a page in the ways in which clients write its address.
func TestLookup(t *testing.T) { // raced
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	for _, u := range []string{"https://example.org/a//b/", "http://www.site.example/Page?q=a%20b&x=/", "https://site.example/page", "https://пример.example/путь",
		"https://example.org/part#one", "https://example.org/part#two", "https://example.org", "http://example.org:8080/x", "https://example.org/50%25|off%zz",
		"http://both.example/", "https://both.example/"} {
		b.put(u, shelfCopy{at: at, bare: true})
		at = at.Add(time.Minute)
	}
	b.put("https://example.org/walls", shelfCopy{at: at, class: "wall", bare: true})
	b.withdraw(b.put("https://example.org/gone", shelfCopy{at: at, bare: true}))
	s := serveShelf(t, b, nil)
	for _, c := range []struct{ asked, want string }{
		{"https://example.org/a//b/", "https://example.org/a//b/"},
		{"https:/example.org/a//b/", "https://example.org/a//b/"},
		{"example.org/a//b/", "https://example.org/a//b/"},
		{"https%3A%2F%2Fexample.org%2Fa%2F%2Fb%2F", "https://example.org/a//b/"},
		{"http://www.example.org:80/a//b", "https://example.org/a//b/"},
		{"https://example.org/a/b/", ""},
		{"HTTP://WWW.SITE.EXAMPLE/Page?q=a%20b&x=/", "http://www.site.example/Page?q=a%20b&x=/"},
		{"http://site.example/P%61ge?q=a%20b&x=/", "http://www.site.example/Page?q=a%20b&x=/"},
		{"http%3a%2f%2fwww.site.example%2fPage%3fq%3da%2520b%26x%3d%2f", "http://www.site.example/Page?q=a%20b&x=/"},
		{"http://www.site.example/Page?x=/&q=a%20b", ""},
		{"http://www.site.example/Page", ""},
		{"http://www.site.example/page", "https://site.example/page"}, // not Page
		{"https://xn--e1afmkfd.example/%d0%bf%d1%83%d1%82%d1%8c", "https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C"},
		{"https://example.org/part", "https://example.org/part"},
		{"https://example.org/", "https://example.org"},
		{"example.org:8080/x", "http://example.org:8080/x"},
		{"https://example.org/50%25%7Coff%25zz", "https://example.org/50%25%7Coff%25zz"},
		{"http://both.example", "http://both.example/"},
		{"https://both.example", "https://both.example/"},
		{"www.both.example", "https://both.example/"},
		{"https://example.org/walls", "https://example.org/walls"},
		{"https://example.org/gone", ""},
		{"https://example.org/unknown", ""},
		{"ftp://example.org/", ""},
		{"javascript:alert(1)", ""},
		{"https://user:pass@example.org/", ""},
		{"https://", ""},
		{"/", ""},
		{"https://example.org/" + strings.Repeat("x", 9000), ""},
	} {
		resp, body := shelfAsk(t, "GET", s.pages.URL+"/timegate/"+c.asked)
		if c.want == "" {
			if resp.StatusCode != 404 || resp.Header.Get("Location") != "" || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain") {
				t.Errorf("%.100s: %s to %q, want 404", c.asked, resp.Status, resp.Header.Get("Location"))
			}
			continue
		}
		links, err := parseLinks(resp.Header.Get("Link"), false)
		if err != nil || resp.StatusCode != 302 || links[0].URI != c.want || !strings.HasSuffix(resp.Header.Get("Location"), "/"+c.want) {
			t.Errorf("%s: %s to %q, %v, %s; want %s", c.asked, resp.Status, resp.Header.Get("Location"), err, body, c.want)
			continue
		}
		// What it names can be asked for in turn.
		if m, _ := shelfAsk(t, "HEAD", s.pages.URL+"/timemap/link/"+links[0].URI); m.StatusCode != 200 {
			t.Errorf("%s leads to a TimeMap that answers %s", c.asked, m.Status)
		}
	}
	resp, body := shelfAsk(t, "GET", s.pages.URL+"/timemap/link/https://example.org/part")
	if n := strings.Count(body, "memento\""); n != 2 {
		t.Errorf("copies of two fragments of one page: %s, %s", resp.Status, body)
	}
	if resp, _ := shelfAsk(t, "GET", s.pages.URL+"/timegate/https://example.org/walls"); resp.Header.Get("Archiver-Class") != "wall" {
		t.Errorf("all that is kept is a wall: %v", resp.Header)
	}
	// A source that is new is found at once, and by another spelling soon.
	b.put("https://example.org/new", shelfCopy{at: at, bare: true})
	if resp, _ := shelfAsk(t, "GET", s.pages.URL+"/timegate/https://example.org/new"); resp.StatusCode != 302 {
		t.Errorf("a new source: %s", resp.Status)
	}
}

func FuzzAsked(f *testing.F) {
	for _, u := range []string{"https://example.org/a", "http:/example.org", "http%3A%2F%2Fa%3Fb", "example.org:80/%zz", "a:b", "https://[::1]/%2f?x#y", "http://a/%00%ff|<>\""} {
		f.Add(u)
	}
	s := &Server{}
	f.Fuzz(func(t *testing.T, u string) {
		r, err := http.NewRequest("GET", "http://localhost/timegate/"+u, nil)
		if err != nil {
			return
		}
		got := s.asked(r, "/timegate/")
		if got == "" {
			return
		}
		a := address(got)
		if err := checkURI(a); err != nil {
			t.Fatalf("%q gives %q: %v", u, a, err)
		}
		if address(a) != a {
			t.Fatalf("%q is not the address of itself but %q", a, address(a))
		}
		if k := urlKey(a); urlKey("http://"+k) != k && !strings.HasPrefix(k, "www.") {
			t.Fatalf("the key of %q is %q, and that of it %q", a, k, urlKey("http://"+k))
		}
	})
}
