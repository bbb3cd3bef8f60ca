package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

// The words of an apology, a disproof or a label of the law are told of though they
// speak to readers, and so is a plain fact between two paragraphs.
func TestNoticesPutIn(t *testing.T) {
	for line, want := range map[string]bool{
		"The owner died in custody on 3 June":         true,
		"The owner was found dead on 9 May":           true,
		"We apologise to the captains for this story": true,
		"We were wrong about the number of ships":     true,
		"Мы ошиблись: кораблей было 14":               true,
		"Nous nous sommes trompés de port":            true,
		"Біз қателестік":                              true,
		"Материал признан экстремистским":             true,
		"Статья опровергнута судом":                   true,
		"This report is disputed by the police":       true,
		"Not verified":                                true,
		"Case closed":                                 true,
		"Дело прекращено":                             true,
		"Text changed after publication on 4 June":    true,
		"Anna Berg, acquitted on appeal":              true,
		"Wir entschuldigen uns bei den Kapitänen":     true,

		"Anna Berg, 3 June 2024": false,
		"Report a mistake":       false,
		"Материал подготовила Анна Берг":     false,
		"We apologise for the inconvenience": false,
		"Story continues below":              false,
		"Нашли ошибку? Выделите её":          false,
		"Signaler une erreur dans l'article": false,
		"Anna Berg, harbour correspondent":   false,
		"Данное сообщение создано и распространено иностранным агентом": false,
	} {
		if got := toldLine(t, "", line, false); got != want {
			t.Errorf("%q: told %v", line, got)
		}
		if want && !toldLine(t, line, "", false) {
			t.Errorf("gone: %q: not told", line)
		}
	}
}

// A line is named once, whatever found it: here it stands over the headline, and is
// more than noise by itself.
func TestLineNamedOnce(t *testing.T) {
	const line = "This article has been removed"
	page := func(over string) *pages.Prepared {
		lines := []string{"The harbour trial",
			"The clerk of the harbour court read the list of ships aloud on the first morning of the trial.",
			"Nobody had told the captains that they would be named, and two of them left the room at once.",
			"The judge asked for quiet and for the doors to be shut, and the reading went on until noon."}
		if over != "" {
			lines = append([]string{over}, lines...)
		}
		text := strings.Join(lines, "\n")
		lay := pages.Layout{Parent: []int32{-1, 0}, Look: []uint32{1, 2}, Flow: make([]bool, 2), Calls: make([]bool, 2)}
		for range lines {
			lay.Line, lay.Linked, lay.Link, lay.Site = append(lay.Line, 1), append(lay.Linked, 0), append(lay.Link, 0), append(lay.Site, false)
		}
		return pages.Prepare(pages.Page{Kind: "html", Title: "The harbour trial", Headings: []string{over, "The harbour trial"}, Visible: text, Main: text, Layout: lay})
	}
	c := Pages(page(""), page(line))
	if len(c.Edits) != 1 || c.Gained != len(strings.Fields(line)) || !c.Significant {
		t.Errorf("%d words in %v", c.Gained, c.Edits)
	}
}
