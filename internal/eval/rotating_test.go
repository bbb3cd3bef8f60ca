package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"archiver/internal/verdict"
)

// rotating are the boxes that a site shows beside a text, others at each look.
var rotating = []string{"links under a label", "links in boxes", "links in paragraphs", "a linked advertisement", "an advertisement under a label", "a quote of the day", "a quotation"}

// beside puts such a box beside a text that no element names.
func beside(round, how int, text string) string {
	r := rand.New(rand.NewPCG(7, uint64(round)))
	heads := []string{"Council adopts budget after long night", "Storm closes northern ferry line", "Museum buys lost drawing", "Five recipes with pumpkin", "Champions lose again at home", "Rents rise in the old town", "New tram line opens in spring", "Bakery wins prize for rye bread", "Zoo welcomes twin otters"}
	ads := []string{"New tyres from 49 euros a piece, fitted while you wait", "Learn Spanish in ten weeks with our evening course", "Holiday flats by the sea, last places for June", "The valley's best bread, baked at night for you", "Insure your bicycle from 3 euros a month"}
	quotes := []string{"“The best time to plant a tree was twenty years ago.” — Chinese proverb", "“Injustice anywhere is a threat to justice everywhere.” — Martin Luther King", "“Whoever saves one life saves the world entire.” — Talmud", "“Nobody can go back and start a new beginning.” — Maria Robinson"}
	// None that the first look showed: a list of which most is left may be the source's.
	n := round % 2 * 4
	box, ad, quote := "", ads[r.IntN(len(ads))], quotes[r.IntN(len(quotes))]
	for k, h := range heads[n : n+4] {
		switch how {
		case 0:
			box += fmt.Sprintf(`<li><a href="/a/%d">%s</a></li>`, k, h)
		case 1:
			box += fmt.Sprintf(`<div><a href="/a/%d">%s</a></div>`, k, h)
		case 2:
			box += fmt.Sprintf(`<p><a href="/a/%d">%s</a></p>`, k, h)
		}
	}
	switch how {
	case 0:
		box = "<div class=rel><h3>Related links</h3><ul>" + box + "</ul></div>"
	case 1:
		box = "<div class=b3>" + box + "</div>"
	case 3:
		box = `<div class=x7><a href="https://ads.example/c">` + ad + `</a></div>`
	case 4:
		box = `<div class=x7><span>Advertisement</span><p>` + ad + `</p></div>`
	case 5:
		box = `<div class=qd><h3>Quote of the day</h3><p>` + quote + `</p></div>`
	case 6:
		box = `<blockquote>` + quote + `</blockquote>`
	}
	return `<html><head><title>Notice | Valley Post</title></head><body><div class=top><a href="/">Valley Post</a> <a href="/p">Politics</a></div><div class=c><h1>Notice</h1><p>` + strings.ReplaceAll(text, "\n", "</p><p>") + `</p></div>` + box + `<div class=foot>About us · Contact · © 2026 Valley Post</div></body></html>`
}

// TestRotatingBoxes: beside a text of a line or two, which no element names and no full stop
// ends, what a site shows others of at each look is no edit; an edit of the text is told.
func TestRotatingBoxes(t *testing.T) {
	for _, c := range []struct{ text, edited string }{
		{"The office is closed on 3 May. Urgent matters: call 0551 4711.", "The office is closed on 4 May. Urgent matters: call 0551 4711."},
		{"Office closed on 3 May", "Office open on 3 May"},
		{"Opening hours Monday to Friday 9–12\nTelephone 0551 4711\nTown hall, room 12", "Opening hours Monday to Friday 9–12\nTelephone 0551 4712\nTown hall, room 12"},
		{"Case 41/2019 Ospan v. Ministry\nState: pending\nNext hearing 14 June 2024", "Case 41/2019 Ospan v. Ministry\nState: closed\nNext hearing 14 June 2024"},
		{"Wells of the north: Taraz 14, Osh 9, Naryn 3", "Wells of the north: Taraz 14, Osh 8, Naryn 3"},
		{"The applicants had to wait nine years for an answer.", "The applicants had to wait two years for an answer."},
		{"Members: A. Ospan, B. Seitova, C. Karimov, D. Niyazov\nElected on 12 May 2019 for four years", "Members: A. Ospan, B. Seitova, C. Karimov, E. Sadykov\nElected on 12 May 2019 for four years"},
	} {
		for how, name := range rotating {
			for round := 2; round < 10; round++ {
				if j := judgeShort(t, beside(1, how, c.text), beside(round, how, c.text)); j.Verdict != verdict.OK {
					t.Errorf("%q, %s, round %d: %s/%s %s", c.text, name, round, j.Verdict, j.Reason, j.Detail)
				}
				if j := judgeShort(t, beside(1, how, c.text), beside(round, how, c.edited)); j.Verdict != verdict.Changed {
					t.Errorf("%q → %q, %s, round %d: %s/%s", c.text, c.edited, name, round, j.Verdict, j.Reason)
				}
			}
		}
	}
}

// TestShortPagesInBoxes: what stands in a box of its own is the source of a page of few lines
// as well, where it is no such thing.
func TestShortPagesInBoxes(t *testing.T) {
	page := func(body string) string {
		return `<html><head><title>Commission on wells | Valley</title></head><body><div class=top><a href="/">Valley</a></div>` + body + `<div class=foot>Contact</div></body></html>`
	}
	for name, c := range map[string][2]string{
		"under a headline's box":      {`<div class=hero><h1>Commission on wells</h1><p>Founded by decree in 2019</p></div><div class=body><p>Aigul Ospan has been in the chair since the first of May.</p></div>`, `<div class=hero><h1>Commission on wells</h1><p>Founded by decree in 2019</p></div><div class=body><p>Boris Karimov presides over all sittings by now, unpaid.</p></div>`},
		"of the headline's matter":    {`<div class=hero><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><div class=body><p>The commission sits in Taraz every second week.</p></div>`, `<div class=hero><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><div class=body><p>Wells are no longer looked at by anybody.</p></div>`},
		"another year's document":     {`<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><p><a href=/1>Report of the commission for 2019</a></p>`, `<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><p><a href=/2>Report of the commission for 2020</a></p>`},
		"a document that was removed": {`<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><p><a href=/1>Report of the commission for 2019</a></p>`, `<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div>`},
		"what became of it":           {`<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><div class=n><p>“All is well with us and with the water of the north,” says the chair.</p></div>`, `<div class=c><h1>Commission on wells</h1><p>It was founded by decree in the year 2019.</p></div><div class=n><p>This decree was withdrawn by the government on 4 June.</p></div>`},
	} {
		if j := judgeShort(t, page(c[0]), page(c[1])); j.Verdict != verdict.Changed {
			t.Errorf("%s: %s/%s %s", name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
