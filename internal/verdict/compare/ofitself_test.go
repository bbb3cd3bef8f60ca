package compare

import (
	"archiver/internal/verdict/pages"
	"slices"
	"testing"
)

// ofLines makes a page of lines, each in a box of its own within one box; what stands
// in links and what is the text is told by number.
func ofLines(lines []string, main, linked []int) pages.Page {
	p := pages.Page{Kind: "html", Lang: "en", Title: lines[0]}
	l := &p.Layout
	l.Parent, l.Look, l.Flow, l.Calls = []int32{-1, 0}, []uint32{1, 2}, []bool{false, false}, []bool{false, false}
	for i, line := range lines {
		l.Parent, l.Look, l.Flow, l.Calls = append(l.Parent, 1), append(l.Look, 3), append(l.Flow, true), append(l.Calls, false)
		l.Line, l.Link, l.Site = append(l.Line, int32(i+2)), append(l.Link, 0), append(l.Site, false)
		k := uint8(0)
		if slices.Contains(linked, i) {
			k = 100
		}
		l.Linked = append(l.Linked, k)
		p.Visible += line + "\n"
		if slices.Contains(main, i) {
			p.Main += line + "\n"
		}
	}
	return p
}

var ofTheCourt = []string{"Case of Orazova v. Tervania",
	"The applicant was arrested during a demonstration against the privatisation of the municipal water company and held for nine days.",
	"The Government submitted that the applicant had failed to exhaust domestic remedies, and the Court does not accept this objection.",
	"There has accordingly been a violation of that provision, and the Court awards the applicant compensation."}

func toldOf(a, b pages.Page) bool { return Pages(pages.Prepare(a), pages.Prepare(b)).Significant }

// What a page says of itself and its fate is told wherever it stands, and what it asks,
// what may be, and a date are not.
func TestOfItself(t *testing.T) {
	for line, want := range map[string]bool{
		"This judgment was reversed by the Grand Chamber on 4 March 2025.":                 true,
		"An earlier version of this article misstated the name of the court.":              true,
		"The article above has been withdrawn by its publisher.":                           true,
		"Этот материал отозван редакцией.":                                                 true,
		"Статьи 5 и 14 признаны неконституционными 4 марта 2025 года.":                     true,
		"Бұл шешім 2025 жылғы 4 наурызда жойылды.":                                         true,
		"Cette enquête a été classée sans suite le 4 mars 2025.":                           true,
		"Das Urteil wurde am 4. März 2025 aufgehoben.":                                     true,
		"Esta sentencia fue anulada el 4 de marzo de 2025.":                                true,
		"本判决已于2025年3月4日撤销。":                                                                true,
		"ألغي هذا الحكم في 4 آذار 2025.":                                                   true,
		"Fe de errores: el nombre del fiscal era incorrecto.":                              true,
		"Gegendarstellung: Ich habe das niemals gesagt.":                                   true,
		"Nachtrag vom 3. Mai: Das Verfahren gegen beide ruht.":                             true,
		"Rectificación. La fiscalía no archivó la causa el lunes.":                         true,
		"Droit de réponse. La société Valtor n’a jamais été condamnée.":                    true,
		"UPD: оба сотрудника оправданы.":                                                   true,
		"UPDATE: The two officers were acquitted on 3 June.":                               true,
		"This page was last updated on 4 March 2025.":                                      false,
		"Updated: 4 March 2025, 14:05.":                                                    false,
		"If you see that this article has to be corrected, write to us.":                   false,
		"Some of our services will be down on Sunday. We apologise for the inconvenience.": false,
		"This page may be removed without notice.":                                         false,
		"Обновлено: 4 марта 2025 года, 14:05":                                              false,
		"Nous suivre sur les réseaux":                                                      false,
	} {
		now := append(slices.Clone(ofTheCourt), line)
		was := ofLines(ofTheCourt, []int{0, 1, 2, 3}, nil)
		is := ofLines(now, []int{0, 1, 2, 3}, nil)
		if got := toldOf(was, is); got != want {
			t.Errorf("%s: told %v", line, got)
		}
		if got := toldOf(is, was); got != want {
			t.Errorf("gone: %s: told %v", line, got)
		}
	}
	// The title of another text in a list of links is no word on this one.
	line := "The decision was overturned on 4 March 2025."
	now := append(slices.Clone(ofTheCourt), line)
	if !toldOf(ofLines(ofTheCourt, []int{0, 1, 2, 3}, nil), ofLines(now, []int{0, 1, 2, 3}, nil)) {
		t.Error("not told:", line)
	}
	if toldOf(ofLines(ofTheCourt, []int{0, 1, 2, 3}, nil), ofLines(now, []int{0, 1, 2, 3}, []int{4})) {
		t.Error("a link is told:", line)
	}
}
