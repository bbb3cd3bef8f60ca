package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestFilter(t *testing.T) {
	d := newDesk(t)
	enrich(t, d)
	set, err := d.Set(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	res, err := d.Result(t.Context(), "lake")
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(byReport(set)["lake"], res)
	for query, want := range map[string]string{
		"":                               "1 2 3 4 5 6 7 8 9 9.2 10 11 12",
		"state=fail":                     "3 5 10 12",
		"state=warn":                     "6 7",
		"state=never":                    "4",
		"state=accepted":                 "11",
		"state=pass":                     "1 2 8 9 9.2",
		"state=nonsense":                 "1 2 3 4 5 6 7 8 9 9.2 10 11 12",
		"verdict=dead":                   "3 10",
		"verdict=never":                  "4",
		"verdict=ok&state=fail":          "12",
		"host=council.example":           "1 12",
		"host=nowhere.example":           "",
		"q=KOUMISSAI":                    "5",
		"q=hydrologist":                  "10",
		"q=9.2":                          "9.2",
		"q=екінші":                       "4",
		"q=council&state=fail":           "12",
		"q=%00%E2%80%AEcouncil":          "1 12",
		"q=" + strings.Repeat("x", 5000): "",
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		f := filterOf(q)
		var got []string
		for _, r := range rows {
			if f.has(r) {
				got = append(got, r.Short())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
		if c := f.choices("/x", rows); c.Shown != len(got) || c.Of != len(rows) {
			t.Errorf("%s: %d of %d shown, want %d", query, c.Shown, c.Of, len(got))
		}
	}
}

// What a choice says it would show is what it shows.
func TestFilterCounts(t *testing.T) {
	d := newDesk(t)
	enrich(t, d)
	b := newBrowser(t, newServer(t, d))
	shown := func(page *html.Node) (n int) {
		every(page, func(n2 *html.Node) {
			if n2.Data == "article" {
				n++
			}
		})
		return n
	}
	for _, start := range []string{"", "?state=fail", "?q=council", "?verdict=ok&host=council.example"} {
		_, page := b.get("/reports/lake" + start)
		links := map[string]string{} // address: count
		every(page, func(n *html.Node) {
			if n.Data == "a" && n.Parent.Data == "li" && strings.HasPrefix(attr(n.Parent.Parent, "class"), "states") {
				words := strings.Fields(textOf(n))
				links[attr(n, "href")] = words[len(words)-1]
			}
			if n.Data == "option" && attr(n, "value") != "" {
				q, _ := url.ParseQuery(strings.TrimPrefix(start, "?"))
				q.Set(attr(n.Parent, "name"), attr(n, "value"))
				words := strings.Fields(textOf(n))
				links["/reports/lake?"+q.Encode()] = strings.Trim(words[len(words)-1], "()")
			}
		})
		if len(links) < 4 {
			t.Fatalf("%s: only %d choices", start, len(links))
		}
		for path, count := range links {
			if _, page := b.get(path); fmt.Sprint(shown(page)) != count {
				t.Errorf("%s says that %s shows %s; it shows %d", start, path, count, shown(page))
			}
		}
	}
}

// "Next that fails" leads through what is shown, to its end.
func TestNextFailing(t *testing.T) {
	d := newDesk(t)
	enrich(t, d)
	b := newBrowser(t, newServer(t, d))
	for query, want := range map[string]string{"": "fn-3 fn-5 fn-10 fn-12", "?verdict=dead": "fn-3 fn-10", "?state=pass": ""} {
		_, page := b.get("/reports/lake" + query)
		var got []string
		every(page, func(n *html.Node) {
			text := textOf(n)
			if n.Data == "p" && (strings.HasPrefix(text, "First that fails") || strings.HasPrefix(text, "Next that fails")) {
				got = append(got, strings.TrimPrefix(attr(find(n, func(n *html.Node) bool { return n.Data == "a" }), "href"), "#"))
			}
		})
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
	// From a citation's page it goes round.
	for ref, want := range map[string]string{"1": "/reports/lake/3", "3": "/reports/lake/5", "12": "/reports/lake/3", "11": "/reports/lake/12"} {
		_, page := b.get("/reports/lake/" + ref)
		next := find(page, func(n *html.Node) bool { return n.Data == "a" && strings.HasPrefix(textOf(n), "Next that fails") })
		if next == nil || attr(next, "href") != want {
			t.Errorf("from %s: %v, want %s", ref, next, want)
		}
	}
}

func TestAnchors(t *testing.T) {
	seen := map[string]string{}
	for _, ref := range []string{"1", "1.2", "a b", "a_b", "a_20b", "сноска", "*", "x\"y", "1-2", "A", "a"} {
		id := anchor(ref)
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %q have one ID, %s", ref, other, id)
		}
		seen[id] = ref
		if strings.ContainsFunc(id, func(r rune) bool {
			return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || slices.Contains([]rune("-._"), r))
		}) {
			t.Errorf("%q: %s", ref, id)
		}
	}
}
