package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"archiver/internal/verdict"
)

// besides are the ways in which a site without an element for its text leads to other
// pages below it.
var besides = []string{"a list", "cards with a line each", "lines with a count", "lines and nothing else"}

// related puts a text into the template of such a site: other stories at each look, and
// more of them or fewer.
func related(round, kind int, title, text string) string {
	r := rand.New(rand.NewPCG(uint64(kind), uint64(round)))
	heads := []string{"Council adopts budget after long night", "Storm closes northern ferry line", "Museum buys lost drawing", "Five recipes with pumpkin", "Champions lose again at home", "Rents rise in the old town", "New tram line opens in spring", "Bakery wins prize for rye bread", "Zoo welcomes twin otters", "Library extends opening hours", "Bridge repairs delayed once more", "School roof to be mended in autumn", "Farmers ask for rain insurance"}
	leads := []string{"The vote was close, and the mayor was not there.", "Ships stay in the harbour until Friday.", "It had hung in a kitchen for forty years.", "The season is short, so be quick.", "Coach says the team needs time.", "Tenants want a new law before winter."}
	items := ""
	for i, k := range r.Perm(len(heads))[:3+r.IntN(4)] {
		n, lead := 1000+r.IntN(9000), leads[(i+r.IntN(6))%6]
		switch kind {
		case 0:
			items += fmt.Sprintf(`<li><a href="/a/%d">%s</a></li>`, n, heads[k])
		case 1:
			items += fmt.Sprintf(`<div class=item><a href="/a/%d"><h3>%s</h3></a><p>%s</p></div>`, n, heads[k], lead)
		case 2:
			items += fmt.Sprintf(`<div class=item><a href="/a/%d">%s</a> <span>%d min read</span></div>`, n, heads[k], 1+r.IntN(9))
		case 3:
			items += fmt.Sprintf(`<p><b>%s.</b> %s</p>`, heads[k], lead)
		}
	}
	return fmt.Sprintf(`<html><head><title>%s | Valley Post</title></head><body><div class=top><a href="/">Valley Post</a> <a href="/p">Politics</a> <a href="/e">Economy</a> <a href="/c">Culture</a></div>
<div class=content><h1>%[1]s</h1><p>%s</p></div><div class=more><h2>Related stories</h2>%s</div><div class=foot>About us · Careers · Contact · © 2026 Valley Post. All rights reserved.</div></body></html>`, title, strings.ReplaceAll(text, "\n", "</p><p>"), items)
}

// TestGoneAmidStories: a page that says in one sentence that it is gone is told so whatever
// stories a site without an element for its text shows below, and however many; where
// nothing tells the stories from a text, once the text was seen. What else a page says in
// a line is that page.
func TestGoneAmidStories(t *testing.T) {
	const article = "The commission met eleven times between January and June and heard 43 witnesses, most of them in closed session.\nIts chair, Professor Ingrid Halvorsen, presented the findings on 12 June 2024 in the assembly room of the old town hall.\nAccording to the report the inspectorate had known of the defect since 2017 but did not inform the owners of the nine houses."
	for kind, how := range besides {
		for round := 2; round < 12; round++ {
			for _, title := range []string{"Inquiry into the dam", "Valley Post"} {
				for _, says := range []string{"This article is no longer available.", "Материал удалён.", "Dieser Artikel ist nicht mehr verfügbar.", "La page demandée n'existe plus.", "Sorry, that page has gone missing."} {
					if j := judgeShort(t, related(1, kind, "Inquiry into the dam", article), related(round, kind, title, says)); j.Reason != verdict.Soft404 {
						t.Errorf("%s, round %d, %q: %s/%s %q", how, round, says, j.Verdict, j.Reason, j.Evidence)
					}
					if j := judgeShort(t, related(round, kind, title, says)); kind < 3 && j.Reason != verdict.Soft404 {
						t.Errorf("%s, round %d, %q at first: %s/%s %q", how, round, says, j.Verdict, j.Reason, j.Evidence)
					}
				}
			}
			for _, c := range standing {
				if j := judgeShort(t, related(round, kind, c[0], c[1])); j.Verdict != verdict.OK {
					t.Errorf("%s, round %d, %q: %s/%s %q", how, round, c, j.Verdict, j.Reason, j.Evidence)
				}
			}
			if j := judgeShort(t, related(1, kind, "Inquiry into the dam", article), related(round, kind, "Inquiry into the dam", "The minutes were removed from the archive, the commission says.\n"+strings.SplitN(article, "\n", 2)[1])); j.Verdict != verdict.Changed {
				t.Errorf("%s, round %d, an edit: %s/%s %q", how, round, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}

// TestGoneFilmAboveText: a text that was written anew below a film that is gone is no
// page that is gone, where what stood above the text stands between them.
func TestGoneFilmAboveText(t *testing.T) {
	const byline = "By Ana Lind, 12 June 2024\n"
	const film = "This video is no longer available.\n"
	was := byline + "The commission met eleven times between January and June and heard 43 witnesses, most of them in closed session.\nAccording to the report the inspectorate had known of the defect since 2017 but did not inform the owners of the nine houses."
	is := film + byline + "The panel gathered several times in spring, hearing dozens of people behind closed doors, it said on Monday.\nNobody told the families of nine homes about the flaw that was known for seven years, the document says."
	for kind, how := range besides {
		if j := judgeShort(t, related(1, kind, "Inquiry into the dam", was), related(2, kind, "Inquiry into the dam", is)); j.Verdict != verdict.Changed {
			t.Errorf("%s: %s/%s %q", how, j.Verdict, j.Reason, j.Evidence)
		}
		if j := judgeShort(t, related(1, kind, "Inquiry into the dam", was), related(2, kind, "Inquiry into the dam", byline+film)); j.Reason != verdict.Soft404 {
			t.Errorf("%s, nothing below it: %s/%s %q", how, j.Verdict, j.Reason, j.Evidence)
		}
	}
}
