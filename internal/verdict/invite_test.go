package verdict

import (
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
)

// linked makes a page as laid does. What stands behind "~" on a line is a link.
func linked(lines ...string) *Prepared {
	var plain []string
	var link []uint16
	for _, l := range lines {
		before, after, ok := strings.Cut(l, "~")
		n := 0
		if ok {
			before, n = before+" "+after, len(after)+1
		}
		plain, link = append(plain, before), append(link, uint16(n))
	}
	p := laid(true, plain...)
	p.Layout.Link = link
	return Prepare(p)
}

// A link that offers to do something may come behind a heading or an item, and
// go. One that says something is told, and so is what is no link.
func TestInvitations(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~See comments", false},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~Comments", false},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~Get emails about this page", false},
		{"Статья 4. Обжалование решения", "Статья 4. Обжалование решения~См. комментарии", false},
		{"4-бап. Шағым беру тәртібі", "4-бап. Шағым беру тәртібі~Пікірлер", false},
		{"Article 4. Recours au tribunal", "Article 4. Recours au tribunal~Voir les commentaires", false},
		{"The second step is that minutes be kept of each meeting, and sent to all members.", "The second step is that minutes be kept of each meeting, and sent to all members.~Read more", false},

		{"Article 4. Appeals to the court", "Article 4. Appeals to the court See comments", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~and to the board", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~Appeal allowed", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~Read with article 9", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~Comments of the ministry", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the court~See the correction", true},
		{"Those who signed the sale:", "Those who signed the sale:~See to it yourself", true},
		{"Article 4. Appeals to the court", "Article 4. Appeals to the board~See comments", true},
		{"Статья 4. Обжалование решения", "Статья 4. Обжалование решения~Не применяется", true},
		{"4-бап. Шағым беру тәртібі", "4-бап. Шағым беру тәртібі~Күші жойылды", true},
	} {
		page := func(line string) *Prepared {
			return linked(slices.Insert(slices.Clone(laidOld), 3, "page/wrap/text|"+line)...)
		}
		for i, pair := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			if got := compare.Pages(page(pair[0]), page(pair[1])); got.Significant != c.edited {
				t.Errorf("%q → %q, %d: %v, want %v: %+v", c.old, c.now, i, got.Significant, c.edited, got.Edits)
			}
		}
	}
}
