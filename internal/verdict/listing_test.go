package verdict

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// listOf is a page of headlines that are links, with a teaser each where there is
// one.
func listOf(head string, headlines []string, teaser string) Page {
	lines := []string{"page/head|" + head}
	for i, h := range headlines {
		row := fmt.Sprintf("page/wrap/row#%d|", i)
		lines = append(lines, row+h+" →")
		if teaser != "" {
			lines = append(lines, row+teaser)
		}
	}
	return laid(true, append(lines, laidOld[len(laidOld)-1])...)
}

// A list in place of a document, which stands at the section's address as well,
// says that the document is gone; alone it may be what the source has become.
func TestListInItsPlace(t *testing.T) {
	const asked = "https://news.example.kz/en/briefings?doc=db250306"
	english := listOf("Briefings", []string{"Daily briefing of 7 April", "Daily briefing of 4 April", "Daily briefing of 3 April"}, "The following is a transcript of the noon briefing. Good afternoon, everyone.")
	bare := listOf("Новости", []string{"Председатель принял делегацию соседей", "Комитет обсудил бюджет на год", "Открыт приём на стажировку", "В палате прошёл день открытых дверей"}, "")
	kazakh := listOf("Жаңалықтар", []string{"Төраға көрші елдің делегациясын қабылдады", "Комитет жылдық бюджетті талқылады", "Тағылымдамаға құжат қабылдау басталды"}, "")
	french := listOf("Communiqués", []string{"Vœux du préfet aux habitants", "Influenza aviaire : le département en zone réglementée", "Élection : où faut-il voter dimanche"}, "Le préfet rappelle les consignes.")
	foreign := laid(true, "wall|Choose a site that is open where you are", "wall|News from the northern coast →", "wall|News from the southern coast →", "wall|News from the islands →")
	article := laid(true, "page/head|The ferry strike", "page/wrap/text|The ferry strike is in its second day, and no end of it is to be seen by anybody who waits.", "page/wrap/text|Drivers sleep in their cabins, and the town has opened its gymnasium for families with children.")
	notice := laid(true, "page/head|One moment, please", "page/wrap|We look at your browser before we let it in. It takes some seconds, and there is nothing that you have to do.", "page/wrap|Help with this page →")
	linked := laid(true, append(slices.Clone(laidOld[:6]), "page/side|Daily briefing of 7 April →", "page/side|Daily briefing of 4 April →", "page/side|Daily briefing of 3 April →")...)
	old := laid(true, laidOld...)
	file := old
	file.Kind, file.Layout = "pdf", Page{}.Layout
	for _, c := range []struct {
		name         string
		at           string
		ref, now     Page
		section      *Page
		home         *Page
		verdict      Verdict
		reason       Reason
		wantsSection bool
	}{
		{"headlines with teasers", asked, old, english, &english, nil, Dead, Soft404, false},
		{"headlines alone", asked, old, bare, &bare, nil, Dead, Soft404, false},
		{"in Kazakh", asked, old, kazakh, &kazakh, nil, Dead, Soft404, false},
		{"in French", asked, old, french, &french, nil, Dead, Soft404, false},
		{"by its folder", "https://news.example.kz/en/briefings/6-march", old, english, &english, nil, Dead, Soft404, false},
		{"a reference with links beside it", asked, linked, bare, &bare, nil, Dead, Soft404, false},
		{"in place of a file", asked, file, english, &english, nil, Dead, Soft404, false},
		{"in place of a file, not asked yet", asked, file, english, nil, nil, Changed, Type, true},
		{"not asked yet", asked, old, english, nil, nil, Changed, Replaced, true},
		{"another section", asked, old, english, &bare, nil, Changed, Replaced, false},
		{"the section shows the article", asked, old, english, &article, nil, Changed, Replaced, false},
		{"another article at both", asked, old, article, &article, nil, Changed, Replaced, false},
		{"a notice at both", asked, old, notice, &notice, nil, Changed, Replaced, false},
		{"a list that goes on", asked, bare, english, &english, nil, Changed, Replaced, false},
		{"a query that chooses nothing", "https://news.example.kz/en/briefings?utm_source=x", old, english, &english, nil, Changed, Replaced, false},
		{"one page for every address", asked, old, foreign, &foreign, &foreign, Changed, Replaced, false},
		{"the home page", "https://news.example.kz/", old, english, &english, nil, Changed, Replaced, false},
	} {
		ref, look := refOf(c.ref), lookAt(200, c.now)
		ref.URL, ref.FinalURL, look.URL, look.FinalURL = c.at, c.at, c.at, c.at
		p := Probes{Sibling: faulty(Timeout), Home: faulty(Timeout)}
		if c.section != nil {
			p.Section = lookAt(200, *c.section)
		}
		if c.home != nil {
			p.Home = lookAt(200, *c.home)
		}
		j := Judge(ref, look, p, nil)
		if j.Verdict != c.verdict || j.Reason != c.reason || slices.Contains(j.Want, WantSection) != c.wantsSection {
			t.Errorf("%s: %s/%s, wants %v: %v", c.name, j.Verdict, j.Reason, j.Want, j.Evidence)
		}
		if in := strings.Contains(j.Detail, "a list of other pages"); in != (c.verdict == Dead) {
			t.Errorf("%s: %s", c.name, j.Detail)
		}
	}
}
