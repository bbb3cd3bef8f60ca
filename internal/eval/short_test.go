package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// amid puts a text into a site that shows other teasers, and counts other readers, at
// each look: marks is whether it says which part of it is which.
func amid(round int, marks bool, title, text string) string {
	r := rand.New(rand.NewPCG(1, uint64(round)))
	heads := []string{"Council adopts budget after long night", "Storm closes northern ferry line", "Museum buys lost drawing", "Five recipes with pumpkin", "Champions lose again at home", "Rents rise in the old town", "New tram line opens in spring", "Bakery wins prize for rye bread", "Zoo welcomes twin otters", "Library extends opening hours", "Bridge repairs delayed once more"}
	teasers := ""
	for _, k := range r.Perm(len(heads))[:5] {
		teasers += fmt.Sprintf(`<li><a href="/a/%d">%s</a></li>`, 1000+r.IntN(9000), heads[k])
	}
	main := fmt.Sprintf("<h1>%s</h1><p>%s</p>", title, strings.ReplaceAll(text, "\n", "</p><p>"))
	if !marks {
		return fmt.Sprintf(`<html><head><title>Valley Post | %s</title></head><body><div class=topbar><div class=logo>VALLEY POST</div><div>Sign in</div><div>Newsletter</div></div>
<div class=grid><div class=teaser>%s</div><div class=content>%s<div class=rec><h2>You may also like</h2><ul>%s</ul></div></div></div><div class=ft>About us · Careers · Contact · © 2026 Valley Post</div></body></html>`, title, strings.NewReplacer("<li>", "<div class=t>", "</li>", "<span>3 min read</span></div>").Replace(teasers), main, teasers)
	}
	return fmt.Sprintf(`<html><head><title>%s - Valley Post</title></head><body><header><a href="/">Valley Post</a> <nav><ul><li><a href="/p">Politics</a></li><li><a href="/e">Economy</a></li></ul></nav></header>
<main><article>%s</article></main><aside><h3>Most read</h3><ol>%s</ol><p>%d people are reading now</p></aside>
<footer>© Valley Post · Imprint · Privacy · Build %08x</footer></body></html>`, title, main, teasers, 100+r.IntN(9000), r.Uint32())
}

const shortURL = "https://valley.example/inquiry/report"

// judgeShort judges two looks at one address, or one where there is no reference.
func judgeShort(t *testing.T, pages ...string) verdict.Judgement {
	t.Helper()
	m := &measured{x: extract.New(extract.Config{})}
	var read []*verdict.Prepared
	for _, h := range pages {
		p, err := m.read(h)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, p)
	}
	look := &verdict.Look{URL: shortURL, FinalURL: shortURL, Status: 200, Page: read[len(read)-1], Head: []byte(pages[len(pages)-1])}
	if len(pages) == 1 {
		return verdict.Judge(nil, look, verdict.Probes{}, nil)
	}
	return verdict.Judge(&verdict.Reference{URL: shortURL, FinalURL: shortURL, Status: 200, Page: read[0]}, look, verdict.Probes{}, nil)
}

// TestShortTextAmidTeasers: a text of a line or two is the page, and what stands around it
// and changes by itself is not, where the page says so.
func TestShortTextAmidTeasers(t *testing.T) {
	const line = "The office is closed on 3 May. Urgent matters: call 0551 4711."
	for round := 2; round < 12; round++ {
		if j := judgeShort(t, amid(1, true, "Notice", line), amid(round, true, "Notice", line)); j.Verdict != verdict.OK {
			t.Errorf("round %d: %s %s: %q", round, j.Verdict, j.Reason, j.Detail)
		}
	}
	for now, want := range map[string]verdict.Reason{
		strings.Replace(line, "4711", "4712", 1):               verdict.Edited,
		"We are glad to sell you tyres and rims of all makes.": verdict.Replaced,
	} {
		if j := judgeShort(t, amid(1, true, "Notice", line), amid(2, true, "Notice", now)); j.Reason != want {
			t.Errorf("%q: %s %s, want %s: %q", now, j.Verdict, j.Reason, want, j.Detail)
		}
	}
	// So few words that none of them weighs as running text.
	if j := judgeShort(t, amid(1, true, "Notice", "Closed today."), amid(2, true, "Notice", "Closed today.")); j.Verdict != verdict.OK {
		t.Errorf("two words: %s %s: %q", j.Verdict, j.Reason, j.Detail)
	}
}

// TestErrorPageAmidTeasers: the teasers beside an error's message stand in place of nothing,
// however short the article was.
func TestErrorPageAmidTeasers(t *testing.T) {
	article := strings.Fields("The commission met eleven times between January and June and heard 43 witnesses, most of them in closed session. Its chair, Professor Ingrid Halvorsen, presented the findings on 12 June 2024 in the assembly room of the old town hall. According to the report the inspectorate had known of the defect since 2017 but did not inform the owners of the nine houses.")
	for _, marks := range []bool{true, false} {
		for _, words := range []int{len(article), 42, 12} {
			if !marks && words < 40 {
				continue // of such a page nobody can tell which part is its text
			}
			j := judgeShort(t, amid(1, marks, "Notice", strings.Join(article[:words], " ")+"."), amid(2, marks, "Hoppla!", "Die gesuchte Seite existiert leider nicht mehr. Vielleicht hilft Ihnen unsere Suche weiter."))
			if j.Reason != verdict.Soft404 {
				t.Errorf("marks %v, after %d words: %s %s: %q %q", marks, words, j.Verdict, j.Reason, j.Detail, j.Evidence)
			}
		}
	}
}
