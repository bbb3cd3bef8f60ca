package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

// A first name that is written out now is no other author; another letter is.
func TestFirstNameWrittenOut(t *testing.T) {
	text := "\nKomite, yayımlanmayan soruşturma tutanaklarını hükümetten istedi ve yanıtın gelmesini bekliyor.\nSavcılık kendilerine şikâyet ulaşmadığını açıkladı ve başka bir şey söylemedi."
	for now, told := range map[string]bool{"Editör: Ayşe Kaya": false, "Editör: Mert Kaya": true} {
		page := func(line string) *pages.Prepared {
			s := "Madencilere boş kâğıt imzalatıldı\n" + line + text
			return pages.Prepare(pages.Page{Kind: "html", Headings: []string{"Madencilere boş kâğıt imzalatıldı"}, Visible: s, Main: s})
		}
		if got := Pages(page("Editör: A. Kaya"), page(now)); got.Significant != told {
			t.Errorf("%q: %v %+v", now, got.Significant, got.Edits)
		}
	}
}

// The moment at which a program sent the page is noise in whatever line before the
// text it stands, the first one too; a day is none.
func TestGeneratedMoment(t *testing.T) {
	text := strings.Repeat("\nThe observers visited 412 of the 1,180 polling stations, among them all that stand in barracks and schools. Voting was calm and slow.", 1) +
		"\nIn 58 stations our observers were asked to leave before the count began, and the door was locked."
	for _, c := range []struct {
		old, now string
		told     bool
	}{
		{"generated_at: 2020-09-20T11:02:44Z", "generated_at: 2023-05-02T06:40:01Z", false},
		{"generated_at: 2020-09-20T11:02:44Z", "generated_at: 2020-09-20T11:02:45Z", false},
		{"generated_at: 2020-09-20T11:02:44.120+05:00", "generated_at: 2020-10-02T06:40:01.007+05:00", false},
		{"hearing: 2020-09-20", "hearing: 2020-09-21", true},
	} {
		for _, before := range []string{"", "id: 7\n"} {
			page := func(line string) *pages.Prepared {
				s := before + line + "\nid: 40117\nlang: en\ntitle: Statement of the group on the vote in the north" + text
				return pages.Prepare(pages.Page{Kind: "text", Visible: s, Main: s})
			}
			if got := Pages(page(c.old), page(c.now)); got.Significant != c.told {
				t.Errorf("%q → %q behind %q: %v %+v", c.old, c.now, before, got.Significant, got.Edits)
			}
		}
	}
}
