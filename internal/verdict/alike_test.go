package verdict

import (
	"strings"
	"testing"
)

// TestLastParagraphGone: the line at the page's foot moves up to where the last
// paragraph stood, and is not what became of it. A line that was edited stays one.
func TestLastParagraphGone(t *testing.T) {
	body := []string{"The lake at Kumisay was closed on 12 May 2023 after a fish kill that nobody had seen before.",
		"Inspectors took samples at nine points along the shore and sent them to the laboratory in the capital.",
		"The company denies that it has let any waste into the water and calls the report a slander."}
	page := func(lines ...string) Page {
		text := strings.Join(append(append([]string{}, body...), lines...), "\n")
		return Page{Kind: "html", Visible: text, Main: text}
	}
	const last = "The company will be inspected in May by the ministry of ecology, the ministry said in a statement."
	for _, row := range []struct {
		name, last, old, now string
		pairs                [][2]string // old and new passage of those that were edited
	}{
		{"the same foot", last, "Contact the ministry of ecology: 12 Lake Street", "Contact the ministry of ecology: 12 Lake Street", nil},
		{"another foot", last, "Updated on 4 June 2023 by the press service of the ministry", "Follow us on the new channel of the ministry", nil},
		{"no foot before", last, "", "Contact the ministry of ecology: 12 Lake Street", nil},
		{"an edited foot", last, "Contact the ministry of ecology: 12 Lake Street", "Contact the ministry of ecology: 14 Lake Street",
			[][2]string{{"Contact the ministry of ecology: 12 Lake Street", "Contact the ministry of ecology: 14 Lake Street"}}},
		{"a label and its figure", last, "Price of a day ticket: 40 euros", "Price of a day ticket: 50 dollars", [][2]string{{"Price of a day ticket: 40 euros", "Price of a day ticket: 50 dollars"}}},
		{"in Russian", "Компанию в мае проверит министерство экологии, говорится в заявлении министерства.", "Обновлено 4 июня пресс-службой министерства", "Следите за новостями на новом канале министерства", nil},
	} {
		old, now := page(row.last, row.old), page(row.now)
		var pairs [][2]string
		for _, c := range agrees(t, row.name, old, now).Changes {
			if c.Kind == KindEdited {
				pairs = append(pairs, [2]string{c.Old, c.New})
			}
		}
		if len(pairs) != len(row.pairs) || len(pairs) > 0 && pairs[0] != row.pairs[0] {
			t.Errorf("%s: edited %q, want %q", row.name, pairs, row.pairs)
		}
		j := Judge(&Reference{URL: cited, FinalURL: cited, Status: 200, Page: Prepare(old)}, lookAt(200, now), Probes{}, nil)
		if strings.Contains(j.Detail, "→ “Contact”") || strings.Contains(j.Detail, "→ “Follow") {
			t.Errorf("%s: %s", row.name, j.Detail)
		}
	}
}
