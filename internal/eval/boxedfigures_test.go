package eval

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/verdict"
)

// boxes are the ways in which a page sets its figures, one line of it each.
var boxes = map[string]func(lines []string) string{
	"paragraphs": func(l []string) string { return "<p>" + strings.Join(l, "</p><p>") + "</p>" },
	"a list":     func(l []string) string { return "<ul><li>" + strings.Join(l, "</li><li>") + "</li></ul>" },
	"boxes":      func(l []string) string { return "<div>" + strings.Join(l, "</div><div>") + "</div>" },
	"a grid": func(l []string) string {
		out := `<div class="grid">`
		for i := 0; i+1 < len(l); i += 2 {
			out += fmt.Sprintf(`<div class="card"><div class="a">%s</div><div class="b">%s</div></div>`, l[i], l[i+1])
		}
		return out + "</div>"
	},
	"spans": func(l []string) string {
		out := `<section class="facts">`
		for i := 0; i+1 < len(l); i += 2 {
			out += fmt.Sprintf(`<div><strong>%s</strong><br><span>%s</span></div>`, l[i], l[i+1])
		}
		return out + "</section>"
	},
}

// TestFiguresInBoxes: the figures that a page sets large are told in whatever boxes they
// stand; counters of readers in the same ones are not.
func TestFiguresInBoxes(t *testing.T) {
	page := func(how, lines, headline string, above bool) string {
		text := "<p>The inspectorate of the valley looked at all bridges that were built before 1990, and at some that are younger.</p><p>Its report was given to the district council on the day after, and no member of it has answered so far.</p>"
		if box := boxes[how](strings.Split(lines, "/")); above {
			text = box + text
		} else {
			text += box
		}
		return fmt.Sprintf(`<html><head><title>%s - Valley Post</title></head><body><header><a href="/">Valley Post</a></header><div class="c"><h1>%[1]s</h1>%s</div><footer>Imprint</footer></body></html>`, headline, text)
	}
	for how := range boxes {
		for _, headline := range []string{"What became of them", "Overview now", "Overview"} {
			for _, above := range []bool{true, false} {
				for _, c := range []struct {
					was, is string
					told    bool
				}{
					{"43/permits refused/12/bridges closed", "54/permits refused/12/bridges closed", true},
					{"43/permits refused/12/bridges closed", "43/permits refused/9/bridges closed", true},
					{"Permits refused/43/Bridges closed/12", "Permits refused/44/Bridges closed/12", true},
					{"43/views/12/comments", "54/views/13/comments", false},
					{"Facebook/120/Telegram/33", "Facebook/134/Telegram/35", false},
				} {
					if j := judgeShort(t, page(how, c.was, headline, above), page(how, c.is, headline, above)); (j.Verdict == verdict.Changed) != c.told {
						t.Errorf("%s, %q, above %v, %s → %s: %s/%s %s", how, headline, above, c.was, c.is, j.Verdict, j.Reason, j.Detail)
					}
				}
			}
		}
	}
}
