package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/compare"
)

// How a site is reached may change beside the text, as may what its foot is made
// of. In the text it is told, and so is any other number.
func TestContacts(t *testing.T) {
	for _, c := range []struct {
		box      string
		old, now string
		edited   bool
	}{
		{"page/foot", "© Harbour Board of the city, 2018\tHelp desk: +7 (727) 000-33-44", "© Harbour Board of the city, 2018\tHelp desk: help@board.example", false},
		{"page/foot", "Help desk of the harbour board: +7 (727) 000-33-44", "Help desk of the harbour board: +7 (727) 000-55-66", false},
		{"page/foot", "Служба поддержки портового управления: +7 727 000-33-44", "Служба поддержки портового управления: 8 (727) 111-33-44", false},
		{"page/top", "The Harbour Board of the city", "The Harbour Board of the city\tMy desk Prices Қазақша", false},

		{"page/wrap/text", "Those who lost money may call the auditors at +7 (727) 000-33-44", "Those who lost money may call the auditors at +7 (727) 000-55-66", true},
		{"page/wrap/text", "Price of the quay by its own surveyor\t400 500", "Price of the quay by its own surveyor\t500 400", true},
		{"page/foot", "Price of the quay by its own surveyor\t400 500", "Price of the quay by its own surveyor\t500 600", true},
		{"page/foot", "Members of the board who were away at the time: 2", "Members of the board who were away at the time: 4", true},
		{"page/foot", "Objections may be sent to the board until 12.05.2019", "Objections may be sent to the board until 14.06.2019", true},
		{"page/foot", "Help desk of the harbour board: +7 (727) 000-33-44", "Help desk of the harbour office, 14 Quay Street, 2nd floor", true},
	} {
		page := func(line string) *Prepared {
			return Prepare(laid(true, slices.Insert(slices.Clone(laidOld), 6, c.box+"|"+line)...))
		}
		for i, pair := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			if c.box == "page/top" && i > 0 {
				continue // what went is told: it may have been a part of the text
			}
			if got := compare.Pages(page(pair[0]), page(pair[1])); got.Significant != c.edited {
				t.Errorf("%q → %q, %d: %v, want %v: %+v", c.old, c.now, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}
