package extract

import (
	"strings"
	"testing"
)

// What stands in a text stays in it: an introduction before chapters with headings
// of the first level, a chapter named like furniture, what a fold holds.
func TestTextStays(t *testing.T) {
	p := func(n int) string {
		return strings.Repeat("<p>The committee heard forty witnesses in the town hall, and none of them had been asked before, it says.</p>", n)
	}
	const wanted = "Residents of the valley may ask the office for their records until the end of May."
	for name, body := range map[string]string{
		"an introduction before chapters": `<main><div><p>` + wanted + `</p><ul><li>One</li></ul><h1>1. What was heard</h1>` + p(6) + `<h1>2. What was found</h1>` + p(6) + `</div></main>`,
		"a chapter named like furniture":  `<main><div><h1>Rules</h1><div><h2>18. Records</h2>` + p(6) + `</div><div><h2>19. Contacts</h2><div><p>` + wanted + `</p></div></div><div><h2>20. Costs</h2>` + p(6) + `</div></div></main>`,
		"a closed fold":                   `<main><h1>Rules</h1>` + p(6) + `<div style="height: 0px; visibility: hidden;"><p>` + wanted + `</p></div>` + p(1) + `</main>`,
	} {
		d := readPage(t, body)
		if !strings.Contains(d.Main, wanted) {
			t.Errorf("%s: it is not in\n%s", name, d.Main)
		}
	}
	d := readPage(t, `<main><h1>Rules</h1>`+p(6)+`<div style="visibility: hidden"><p>`+wanted+`</p></div></main>`)
	if strings.Contains(d.Visible, wanted) {
		t.Error("what is hidden is taken for text")
	}
}
