package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

// toldLine judges a page whose text gained, lost or changed one line, which stands in
// what was found to be the main text or only between two paragraphs of it.
func toldLine(t *testing.T, old, now string, main bool) bool {
	t.Helper()
	return lineChanged(old, now, main).Significant
}

func lineChanged(old, now string, main bool) Result {
	page := func(line string) *pages.Prepared {
		lines := []string{
			"The clerk of the harbour court read the list of ships aloud on the first morning of the trial.",
			"Nobody had told the captains that they would be named, and two of them left the room at once.",
		}
		if line != "" {
			lines = append(lines, line)
		}
		lines = append(lines,
			"The judge asked for quiet and for the doors to be shut, and the reading went on until noon.",
			"In the afternoon the owner of the yard was heard, who said that he kept no books of his own.")
		text := strings.Join(lines, "\n")
		body := text
		if !main {
			body = strings.Replace(text, line+"\n", "", 1)
		}
		lay := pages.Layout{Parent: []int32{-1, 0}, Look: []uint32{1, 2}, Flow: make([]bool, 2), Calls: make([]bool, 2)}
		for range lines {
			lay.Line = append(lay.Line, 1)
			lay.Linked, lay.Link, lay.Site = append(lay.Linked, 0), append(lay.Link, 0), append(lay.Site, false)
		}
		return pages.Prepare(pages.Page{Kind: "html", Lang: "en", Title: "The harbour trial", Visible: text, Main: body, Layout: lay})
	}
	return Pages(page(old), page(now))
}

// What a line of the site's says, and that it comes and goes, is noise; a line of the
// same length that tells something is told.
func TestSiteLines(t *testing.T) {
	for _, c := range []struct {
		old, now string
		told     bool
	}{
		{"", "À lire également : Le port rouvre au printemps", false},
		{"Ранее мы писали: Порт откроют весной", "Ранее мы писали: Капитаны ушли в отставку", false},
		{"", "Breaking: Fire in the old harbour", false},
		{"", "Прогноз погоды на завтра: +12", false},
		{"Weather in the bay: 12 degrees, wind 6 m/s", "Weather in the bay: 4 degrees, wind 9 m/s", false},
		{"By Ann Berg · Reading time: 4 min read.", "By Ann Berg · Reading time: 6 min read.", false},
		{"Par Anne Berg, mis à jour il y a 3 heures · Temps de lecture : 4 min.", "Par Anne Berg, mis à jour il y a 5 heures · Temps de lecture : 6 min.", false},
		{"3,422 people have signed. Last: user4512, 15 minutes ago", "3,610 people have signed. Last: Jean, 2 minutes ago", false},
		{"3,422 people have signed. Last: Oleg K., 15 minutes ago", "3,610 people have signed. Last: Jean, 2 minutes ago", false},
		{"44,640 people have signed this petition", "45,002 people have signed this petition", false},
		{"Рейтинг статьи: 2,9 из 5, проголосовало 10", "Рейтинг статьи: 3,1 из 5, проголосовало 14", false},
		{"Следите за нами в Instagram", "", false},
		{"Newsletter « Le port » — Chaque matin, les nouvelles. S’inscrire", "Chaîne WhatsApp — Recevez nos alertes. S’inscrire", false},

		{"44 people have signed the confession", "", true},
		{"Police told the captains to join a Telegram channel.", "", true},
		{"The harbour had been closed 3 days ago by the army.", "The harbour had been closed 9 days ago by the army.", true},
		{"In all 14 people were killed by the fire", "In all 41 people were killed by the fire", true},
		{"The owner signed 12 orders, the clerk told the court on Monday.", "The owner signed 21 orders, the clerk told the court on Monday.", true},
	} {
		if got := toldLine(t, c.old, c.now, true); got != c.told {
			t.Errorf("%q → %q: told %v", c.old, c.now, got)
		}
	}
}
