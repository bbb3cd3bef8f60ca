package verdict

import (
	"strings"
	"testing"
)

// Edits of lines that say little by themselves: who is said to have what, what
// became of how many, who signed, how it ended.
func TestShortLines(t *testing.T) {
	const title = "Nine cases heard in Mereton"
	text := []string{"The court of appeal in Mereton heard nine cases on Monday, after a long delay that the families had protested against.",
		"Judges sat in three rooms, and the hearings were open to the public, though no cameras were let in for most of the day.",
		"Lawyers for the families said that they would take the rest of the cases to the supreme court before the end of the year."}
	const head, middle, end = 1, 3, 4
	for _, c := range []struct {
		at       int
		old, now string // lines
		edited   bool
	}{
		{middle, "Upheld: Ann Lee\nDismissed: Bob Ray", "Upheld: Bob Ray\nDismissed: Ann Lee", true},
		{end, "Upheld: Ann Lee\nDismissed: Bob Ray", "Upheld: Bob Ray\nDismissed: Ann Lee", true},
		{end, "Удовлетворено: Ли\nОтказано: Рэй\nОтложено: Орр", "Удовлетворено: Рэй\nОтказано: Орр\nОтложено: Ли", true},
		{middle, "10:00 Opening\n11:00 Ann Lee\n12:00 Bob Ray", "10:00 Opening\n11:00 Bob Ray\n12:00 Ann Lee", true},
		{end, "Views: 12\nComments: 15", "Views: 15\nComments: 12", false},
		{middle, "Votes: 12 for, 3 against", "Votes: 3 for, 12 against", true},
		{end, "Killed: 12", "Killed: 13", true},
		{head, "Погибло: 12", "Погибло: 21", true},
		{end, "Read: 12", "Read: 13", false},
		{head, "Case No 12/2019", "Case No 13/2019", true},
		{end, "Published in the Gazette on 4 March 2019, No 12", "Published in the Gazette on 4 March 2019, No 13", true},
		{head, "Sentence: 5 years", "Sentence: 7 years", true},
		{middle, "", "He was released.", true},
		{end, "Ann Lee, director", "Bob Ray, director", true},
		{end, "He died.", "", true},
		{middle, "The phone was retrieved on 4 March 2019 from the river.", "The phone was retrieved on 9 March 2019 from the river.", true},
		{middle, "Lee, Annual report (retrieved on 4 March 2019).", "Lee, Annual report (retrieved on 9 March 2019).", false},
	} {
		page := func(lines string) Page {
			blocks := append([]string{title}, text...)
			all := strings.Join(blocks[:c.at], "\n")
			if lines != "" {
				all += "\n" + lines
			}
			if c.at < len(blocks) {
				all += "\n" + strings.Join(blocks[c.at:], "\n")
			}
			return Page{Kind: "html", Title: title, Headings: []string{title}, Lang: "en", Visible: all, Main: all}
		}
		j := Judge(refOf(page(c.old)), lookAt(200, page(c.now)), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
		}
	}
}
