package verdict

import "testing"

// A heading that counts what it names says no other thing than one that does not.
func TestCountedHeadings(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"Ответы юристов", "2 ответа юристов", false},
		{"3 ответа юристов", "Ответы юристов (14)", false},
		{"Answers of lawyers", "Answers of lawyers 12", false},
		{"Ответы юристов", "2 вопроса юристов", true},
		{"Arrested in 2019", "Arrested", true},
		{"Why the court refused", "Why the court agreed", true},
	} {
		tg := &tongues[0]
		page := func(h string) Page {
			blocks := append([]string{tg.article[0], tg.article[1], h}, tg.article[2:]...)
			p := tg.with(blocks)
			p.Headings = append(p.Headings, h)
			return p
		}
		j := Judge(refOf(page(c.old)), lookAt(200, page(c.now)), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
		}
	}
}
