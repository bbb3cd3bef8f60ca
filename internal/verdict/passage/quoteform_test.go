package passage

import (
	"slices"
	"strings"
	"testing"

	"archiver/internal/verdict/pages"
)

// The same words in another form: whoever types or copies a passage, and every
// new template, changes these.
func TestQuoteForm(t *testing.T) {
	for _, row := range []struct{ quote, page, want string }{
		// Footnote marks, as the extractor gives them, as PDFs have them, as people type them.
		{"examined by the same directorate whose officers are accused", "Complaints are examined by the same directorate¹ whose officers are accused.", StateVerbatim},
		{"examined by the same directorate whose officers are accused", "Complaints are examined by the same directorate¹²,¹³ whose officers are accused.", StateVerbatim},
		{"examined by the same directorate whose officers are accused", "Complaints are examined by the same directorate1 whose officers are accused.", StateVerbatim},
		{"examined by the same directorate whose officers are accused", "Complaints are examined by the same directorate[12] whose officers are accused.", StateVerbatim},
		{"examined by the same directorate whose officers are accused", "Complaints are examined by the same directorate [12] whose officers are accused.", StateVerbatim},
		{"examined by the same directorate1 whose officers are accused", "Complaints are examined by the same directorate whose officers are accused.", StateVerbatim},
		{"examined by the same directorate1 whose officers are accused", "Complaints are examined by the same directorate² whose officers are accused.", StateVerbatim},
		{"по жалобе, поданной адвокатом, суд решения не вынес", "По жалобе, поданной адвокатом3, суд решения не вынес.", StateVerbatim},
		{"1 460 қызметкерге 418 млн теңге төленді", "Жыл басынан бері 1 460¹ қызметкерге 418 млн теңге төленді.", StateVerbatim},
		{"officers are accused. The court said nothing", "Its officers are accused.12 The court said nothing.", StateVerbatim},
		// and what looks like them but is not.
		{"a cell of 12 m² for four persons of the second unit", "They share a cell of 12 m³ for four persons of the second unit.", StateUnclear},
		{"a cell of 12 m2 for four persons of the second unit", "They share a cell of 12 m² for four persons of the second unit.", StateVerbatim},
		{"a level of 10⁶ particles was measured in the morning air", "Here a level of 10⁹ particles was measured in the morning air.", StateUnclear},
		{"some 1460 complaints were sent by the inmates that year", "In all some 14601 complaints were sent by the inmates that year.", StateUnclear},
		{"some 1460 complaints were sent by the inmates that year", "In all some 146 complaints were sent by the inmates that year.", StateUnclear},
		{"the flight MH17 was shot down over a field of sunflowers", "Then the flight MH18 was shot down over a field of sunflowers.", StateUnclear},
		{"in article 12 of the code the term is thirty days", "It says in article 13 of the code the term is thirty days.", StateUnclear},
		{"about 5½ hours passed before a doctor came to see him", "In all about 51 hours passed before a doctor came to see him.", StateUnclear},
		{"about 5½ hours passed before a doctor came to see him", "In all about 5½ hours passed before a doctor came to see him.", StateVerbatim},
		// Invisible and look-alike signs, quotes and dashes.
		{"Жыл басынан бері жалақы берешегі толық өтелді", "Жыл ба\u00adсынан бе\u00adрі жа\u00adлақы бе\u00adреше\u00adгі то\u00adлық ө\u00adтелді.", StateVerbatim},
		{"Организация Объединённых Наций призвала власти освободить", "Оргaнизация Объединенных Нaций при\u200bзвала власти осво\u2060бодить.", StateVerbatim},
		{"обратился c жалобой в суд первой инстанции по делу", "Он обратился с жалобой в суд первой инстанции по делу.", StateEdited},
		{"Ekı jyldan berı şümektı aşsaq, aua ğana şyğady", "Eki jyldan beri şümekti aşsaq, aua ğana şyğady.", StateVerbatim},
		{"118 000 people - \"among them\" 1,500 children - were moved", "Some 118\u202f000 people — “among them” 1\u2009500 children – were moved.", StateVerbatim},
		{"l'œuvre du greffier, n'est-ce pas, fut ﬁnie en 2019", "Et l’œuvre du greffier, n’est‑ce pas, fut finie en 2019.", StateVerbatim},
		// Omissions and insertions.
		{"… the court refused […] to hear the witnesses …", "On Monday the court refused, without reasons, to hear the witnesses.", StateVerbatim},
		{"to hear the witnesses … the court refused", "On Monday the court refused, without reasons, to hear the witnesses.", StateUnclear},
		{"hear the witnesses … the court", "On Monday the court refused, without reasons, to hear the witnesses.", StateUnclear},
		{"the court [of appeal] refused to hear the two witnesses", "On Monday the court refused to hear the two witnesses.", StateVerbatim},
		{"[the judges] refused to hear the two witnesses of the defence", "On Monday they refused to hear the two witnesses of the defence.", StateVerbatim},
		{"the court refused to here [sic] the two witnesses", "On Monday the court refused to here the two witnesses.", StateVerbatim},
		{"[T]he court refuse[d] to hear the two witnesses", "On Monday, the court refused to hear the two witnesses.", StateVerbatim},
		{"the court [of appeal] refused to hear the two witnesses", "On Monday the court did not refuse to hear the two witnesses.", StateUnclear},
		// Cells of a table, items of a list, few words.
		{"Deaths in custody 212 39", "Year\t2019\t2020\nDeaths in custody\t212\t39\nEscapes\t4\t5", StateVerbatim},
		{"Deaths in custody 212 39", "Year\t2019\t2020\nDeaths in custody\t212\t38\nEscapes\t4\t5", StateUnclear},
		{"the right to a lawyer; the right to a doctor", "Detainees have:\nthe right to a lawyer;\nthe right to a doctor.", StateVerbatim},
		{"not examined", "The file was not examined.", StateVerbatim},
		{"not examined", "The file was examined.", StateUnclear},
	} {
		d := pages.Prepare(pages.Page{Kind: "html", Visible: "First paragraph.\n" + row.page + "\nLast paragraph."})
		q := FindQuote(d, row.quote)
		if ok := q.State == row.want || row.want == StateEdited && q.State == StateVerbatim || row.want == StateUnclear && q.State == StateGone; !ok {
			t.Errorf("%s, want %s:\n\t%s\n\t%s", q.State, row.want, row.quote, row.page)
		}
	}
}

// What stands beside the article is no source for what the article has lost.
func TestEcho(t *testing.T) {
	const (
		before  = "The council inspected every school of the city during the month of March."
		lost    = "Of 98 schools, 14 had no valid certificate on the day of the visit."
		after   = "Parents were told in spring that every one of the buildings was safe."
		comment = "Reader, Tuesday: they wrote \"Of 98 schools, 14 had no valid certificate on the day of the visit\" and now it is gone."
		teaser  = "Most read: the weather at sea, the results of the league, a new bridge."
	)
	page := func(main, rest []string) *pages.Prepared {
		return pages.Prepare(pages.Page{Kind: "html", Visible: strings.Join(append(append([]string{"Home News Sport"}, main...), rest...), "\n"), Main: strings.Join(main, "\n")})
	}
	ref := page([]string{before, lost, after}, []string{teaser})
	other := []string{"The harbour was closed for three days after the storm of Sunday night.", "Two boats sank at their moorings and nobody on board of them was hurt."}
	for _, row := range []struct {
		name    string
		now     *pages.Prepared
		state   string
		outside bool
	}{
		{"stands", page([]string{before, lost, after}, []string{teaser, comment}), StateVerbatim, false},
		{"moved within the article", page([]string{lost, before, after}, []string{teaser}), StateVerbatim, false},
		{"a comment repeats it", page([]string{before, after}, []string{teaser, comment}), StateUnclear, true},
		{"edited in the article, and a comment repeats it", page([]string{before, strings.Replace(lost, "the visit", "that visit", 1), after}, []string{comment}), StateEdited, false},
		{"another number in the article, and a comment repeats the old one", page([]string{before, strings.Replace(lost, "14", "41", 1), after}, []string{comment}), StateUnclear, false},
		{"another article, with the old comment", page(other, []string{teaser, strings.Replace(comment, "valid certificate on the day", "proper papers on that day", 1)}), StateGone, false},
		{"the article taken for furniture", page(other, []string{before, lost, after}), StateVerbatim, false},
		{"its paragraph taken for a box", page([]string{before}, []string{lost, after}), StateVerbatim, false},
	} {
		q := FindSince(ref, row.now, lost)
		if q.State != row.state || q.Outside != row.outside || q.Found != (q.State == StateVerbatim || q.State == StateEdited) {
			t.Errorf("%s: %+v, want %s, outside %v", row.name, q, row.state, row.outside)
		}
	}
}

// What stands only in lines that are certainly the site's is told of, whether or not the
// reference had anything beside the article, and whatever stands beside it there.
func TestWentAside(t *testing.T) {
	const (
		before = "The council inspected every school of the city during the month of March."
		lost   = "Of 98 schools, 14 had no valid certificate on the day of the visit."
		after  = "Parents were told in spring that every one of the buildings was safe."
	)
	comment := "Reader, Tuesday: they wrote this. " + before + " " + lost + " " + after // more than the quote
	page := func(main, site, unsure []string) *pages.Prepared {
		p := pages.Page{Kind: "html", Visible: strings.Join(slices.Concat(main, site, unsure), "\n"), Main: strings.Join(main, "\n")}
		n := len(main) + len(site) + len(unsure)
		p.Layout = pages.Layout{Line: make([]int32, n), Linked: make([]uint8, n), Link: make([]uint16, n), Site: make([]bool, n)}
		for i := range site {
			p.Layout.Site[len(main)+i] = true
		}
		return pages.Prepare(p)
	}
	more := "Nobody of the city council was to be reached on Sunday to say what is to come of it all."
	article, left := []string{before, lost, after, more}, []string{more, "This was amended on Monday, as the city asked for it to be."}
	for _, row := range []struct {
		name     string
		ref, now *pages.Prepared
		outside  bool
	}{
		{"a comment has it, the reference had none", page(article, nil, nil), page(left, []string{comment}, nil), true},
		{"and the reference had some", page(article, []string{"Reader, Monday: well said."}, nil), page(left, []string{comment}, nil), true},
		{"the article has it too", page(article, nil, nil), page(article, []string{comment}, nil), false},
		{"lines that may be the article's have it too", page(article, nil, nil), page(left, []string{comment}, []string{lost}), false},
		{"it never stood elsewhere", page(left, []string{lost}, nil), page(left, []string{lost, comment}, nil), false},
		{"nothing was told from the article, then", page(slices.Concat(article, []string{lost}), nil, nil), page(slices.Concat(left, []string{comment}), nil, nil), false},
		{"a reference of unknown layout", pages.Prepare(pages.Page{Kind: "html", Visible: strings.Join(article, "\n"), Main: strings.Join(article, "\n")}), page(left, []string{comment}, nil), false},
	} {
		if q := FindSince(row.ref, row.now, lost); q.State != StateVerbatim || !q.Found || q.Outside != row.outside {
			t.Errorf("%s: %+v, want outside %v", row.name, q, row.outside)
		}
	}
}

// A passage of two paragraphs stands although a box is put between them.
func TestInterrupted(t *testing.T) {
	const (
		first  = "The council inspected every school of the city during the month of March."
		second = "Of 98 schools, 14 had no valid certificate on the day of the visit."
		box    = "Read also: 40 schools closed in Almaty"
	)
	for _, row := range []struct {
		name, visible, main, want string
	}{
		{"known for a box", first + "\n" + box + "\n" + second, first + "\n" + second, StateVerbatim},
		{"not known", first + "\n" + box + "\n" + second, first + "\n" + box + "\n" + second, StateEdited},
		{"with another sentence in the paragraph", first + "\n" + second + " Nobody was told.", "", StateVerbatim},
		{"with another number behind the box", first + "\n" + box + "\n" + strings.Replace(second, "14", "41", 1), "", StateUnclear},
		{"with words put before the second sentence", first + "\nNobody in Almaty was told of it. " + second, "", StateUnclear},
		{"with words put into the paragraph", first + " Nobody in Almaty was told of it.\n" + second, "", StateUnclear},
	} {
		if row.main == "" {
			row.main = row.visible
		}
		d := pages.Prepare(pages.Page{Kind: "html", Visible: "Home\n" + row.visible + "\nEnd", Main: row.main})
		if q := FindQuote(d, first+" "+second); q.State != row.want {
			t.Errorf("%s: %s, want %s (%q)", row.name, q.State, row.want, q.Now)
		}
	}
}
