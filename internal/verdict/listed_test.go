package verdict

import (
	"slices"
	"strings"
	"testing"
)

// A headline, a row of a table, an item, a paragraph on what banners ask for: what
// is edited in them is told, whatever the page has elsewhere.
func TestEditsThatLookLikeNoise(t *testing.T) {
	first := []string{"Forty families came to the hearing, and nine of them spoke about what they had seen.", "The committee of inquiry met on Monday in the town hall to hear the families of the victims."}
	const second = "Its report is to be read in the spring by a full session of the assembly, says the speaker."
	table := []string{"Trust\tBeds\tStaff", "Alder Trust\t120\t410", "Birch Trust\t131\t398"}
	items := []string{"The names of those who were held at the camp", "The orders that the guards had been given", "The letters that the families wrote to the court"}
	consent := "Parents give their consent for children under twelve, and the school keeps the forms with cookies and preferences."
	policy := []string{"We set cookies when you log in to the archive of the committee, and keep your preferences.", "You may withdraw your consent to cookies at any time, and reject cookies that measure traffic."}
	join := func(parts ...any) (out []string) {
		for _, p := range parts {
			switch p := p.(type) {
			case string:
				out = append(out, p)
			case []string:
				out = append(out, p...)
			}
		}
		return out
	}
	for _, c := range []struct {
		name     string
		old, now []string
		headings [2][]string
		edited   bool
	}{
		{"a word of the headline, which stands elsewhere too", join("Acme Terms of Service", first, second, "Acme Terms of Service"), join("Acme Terms of Slavery", first, second, "Acme Terms of Service"), [2][]string{{"Acme Terms of Service"}, {"Acme Terms of Slavery"}}, true},
		{"a row put in", join(first, table, second), join(first, table[:2], "Cedar Trust\t112\t377", table[2:], second), [2][]string{}, true},
		{"a row put in behind the others", join(first, table, second), join(first, table, "Cedar Trust\t112", "Dogwood Trust\t112\t377", second), [2][]string{}, true},
		{"a row taken out", join(first, "Name\tStatus", "Ann Lee\theld", "Bob Ray\theld", "Cy Orr\theld", second), join(first, "Name\tStatus", "Ann Lee\theld", "Cy Orr\theld", second), [2][]string{}, true},
		{"a row that speaks of advertising", join(first, "Tool\tOf\tPurpose", "Maps\tAcme\tMAPS", "Ads Tag\tAcme\tADVERTISING", "Login\tAcme\tACCESS", second), join(first, "Tool\tOf\tPurpose", "Maps\tAcme\tMAPS", "Login\tAcme\tACCESS", second), [2][]string{}, true},
		{"an item put in last", join(first, items, second), join(first, items, "The maps that the engineers drew for them", second), [2][]string{}, true},
		{"an item taken out that stands in another list too", join(first, items, second, items[1]+" and kept", items[1]), join(first, items[0], items[2], second, items[1]+" and kept", items[1]), [2][]string{}, true},
		{"a paragraph on consent before a heading", join(first, policy, consent, "What is kept", second), join(first, policy, "What is kept", second), [2][]string{{"What is kept"}, {"What is kept"}}, true},
		{"buttons put in behind items", join(first, items, second), join(first, items, "Print this | Send to friend | Read 1318 times", second), [2][]string{}, false},
		{"a paragraph on consent in a text about it", join(first, policy, consent, second), join(first, policy, second), [2][]string{}, true},
		{"a banner before the text", join(first, second), join("We use cookies and similar technologies. Accept cookies to give your consent, or change your preferences.", first, second), [2][]string{}, false},
		{"a term in an item that ends as items do", join("The office is asked for:", "the names of those who were held at camps;", "the list of dangerous plants to be updated by 1 April;", "a map of the roads there;", second), join("The office is asked for:", "the names of those who were held at camps;", "the list of dangerous plants to be updated by 1 August;", "a map of the roads there;", second), [2][]string{}, true},
		{"a number of days beside a word of datelines", join(first, second, "minutes of every meeting, published within 10 days", "the names of all who came", second), join(first, second, "minutes of every meeting, published within 11 days", "the names of all who came", second), [2][]string{}, true},
		{"a day of an update", join(first, second, "Last updated 10 May"), join(first, second, "Last updated 11 May"), [2][]string{}, false},
		{"a not, where both wordings stand elsewhere", join("The guard must not be given the keys of the wing at night.", "Who says that the guard must be given the keys?", "Who says that the guard must not be given the keys?", first, second),
			join("The guard must be given the keys of the wing at night.", "Who says that the guard must be given the keys?", "Who says that the guard must not be given the keys?", first, second), [2][]string{}, true},
	} {
		page := func(blocks, headings []string) Page {
			text := strings.Join(blocks, "\n")
			return Page{Kind: "html", Title: "Acme Terms of Service", Headings: headings, Lang: "en", Visible: text, Main: text}
		}
		j := Judge(refOf(page(slices.Clone(c.old), c.headings[0])), lookAt(200, page(c.now, c.headings[1])), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
