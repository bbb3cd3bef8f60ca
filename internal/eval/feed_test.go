package eval

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// cards are eight teasers for other pages; of another round, others.
func cards(round int, item string) string {
	words := strings.Fields("apple river stone market minister football garden bridge winter silver engine planet doctor museum castle orange window letter pocket summer radio valley tiger copper")
	say := func(seed, n int) string {
		var out []string
		for i := range n {
			out = append(out, words[(seed*7+i*(3+seed%5)+i*i*seed)%len(words)])
		}
		return strings.Join(out, " ")
	}
	var out strings.Builder
	for i := range 8 {
		k := round*100 + i
		fmt.Fprintf(&out, item, k, say(k, 6), say(k+31, 24))
	}
	return out.String()
}

// An article stands whole, and after it as much text again that leads to other
// pages, others at each load: no other text stands in its place. What is edited
// within it is told as it would be without them.
func TestFeedBesideArticle(t *testing.T) {
	x := extract.New(extract.Config{})
	page := func(build string, round int, article string) string {
		head, body := `<html><head><title>Hundreds detained</title></head><body><header><nav><a href=/>Home</a> <a href=/n>News</a></nav></header>`, "<h1>Hundreds detained</h1>"+article
		switch build {
		case "a section after main":
			return head + `<main><article>` + body + `</article></main><section class=related-articles><h2>Related articles</h2>` +
				cards(round, `<article class=card><a href=/n/%d><h3>%s</h3></a><p>%s</p><time>2 hours ago</time></article>`) + `</section></body></html>`
		case "boxes":
			return head + `<div class=top>` + body + `</div><div class=feed>` + cards(round, `<div class=x><a href=/n/%d>%s</a><div>%s</div></div>`) + `</div></body></html>`
		}
		return head + `<main>` + body + `<ul class=more>` + cards(round, `<li class=x><a href=/n/%d>%s</a><p>%s</p></li>`) + `</ul></main></body></html>`
	}
	const url = "https://news.example/a"
	text := "<p>" + strings.Join(tellings["en"][1:], "</p><p>") + "</p>"
	other := "<p>" + strings.Join([]string{"The museum of the city reopened on Friday after four years of repairs that had cost the region eleven million.", "Visitors waited in the rain for the first tour through the halls, which now show the coins of the old mint.",
		"The director promised that entry would be free on the first Sunday of every month for the rest of the year.", "A second hall for the carpets of the steppe is to be opened in spring."}, "</p><p>") + "</p>"
	for _, build := range []string{"a section after main", "boxes", "a list in main"} {
		for _, c := range []struct {
			name, now string
			want      verdict.Reason
		}{
			{"the article whole", text, verdict.Noise},
			{"a figure edited", strings.Replace(text, "238", "23", 1), verdict.Edited},
			{"a paragraph taken out", strings.Replace(text, "<p>"+tellings["en"][2]+"</p>", "", 1), verdict.Edited},
			{"another article", other, verdict.Replaced},
		} {
			m := &measured{x: x}
			var pages []*verdict.Prepared
			for _, h := range []string{page(build, 1, text), page(build, 2, c.now)} {
				p, err := m.read(h)
				if err != nil {
					t.Fatal(err)
				}
				pages = append(pages, p)
			}
			j := verdict.Judge(&verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: pages[0]},
				&verdict.Look{URL: url, FinalURL: url, Status: 200, Page: pages[1]}, verdict.Probes{}, nil)
			if j.Reason != c.want {
				t.Errorf("%s, %s: %s %s, want %s: %.2f %d %d %q %q", build, c.name, j.Verdict, j.Reason, c.want, j.Similarity, j.Lost, j.Gained, j.Detail, j.Evidence)
			}
		}
	}
}
