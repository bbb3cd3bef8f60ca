package extract

import (
	"fmt"
	"strings"
	"testing"
)

// numbered puts lines below each other, and the page's number at its foot.
func numbered(number int, y float64, text ...string) (out []typed) {
	for i, s := range text {
		out = append(out, typed{60, y + 14*float64(i), 10, s})
	}
	return append(out, typed{290, 780, 10, fmt.Sprintf("- %d -", number)})
}

// TestPDFMargins: a running line is told from the text by where it stands, though
// it is in the text's own letters and no page repeats it.
func TestPDFMargins(t *testing.T) {
	at := func(y float64, text string) typed { return typed{200, y, 10, text} }
	page := func(number int, y float64, head typed, text ...string) []typed {
		return append([]typed{head}, numbered(number, y, text...)...)
	}
	first := []string{"Behind the Fence: Access to Lawyers in Three Regions", "",
		"Women are taken across the yard to the men’s building, in groups, once",
		"a day at two o’clock. It has no room. A lawyer who comes at three must"}
	for name, c := range map[string]struct {
		pages [][]typed
		lost  string // from the main text
	}{
		"a head within a sentence": {[][]typed{numbered(1, 34, first...),
			page(2, 62, at(34, "The Network – second printing, June 2022"), "return the next day. Minors fare better: in both of the facilities.")},
			"second printing"},
		"a foot within a sentence": {[][]typed{append(numbered(1, 680, first...), at(796, "The Network – second printing")),
			numbered(2, 62, "return the next day. Minors fare better: in both of the facilities.")},
			"second printing"},
		"a foot of several rows": {[][]typed{append(numbered(1, 660, first...), at(732, "The Network"), at(746, "14 Quay Lane, Port Ansel"), at(760, "press@network.example")),
			numbered(2, 62, "return the next day. Minors fare better: in both of the facilities.")},
			"Quay Lane"},
		"a sentence that goes on with a name": {[][]typed{numbered(1, 104, append(first[:3:3], "a day at two o’clock. It has no room. A lawyer who comes to see Mrs")...),
			page(2, 104, at(66, "The Network – second printing, June 2022"), "Karimova must return the next day. Minors fare better: in both of them.")},
			"second printing"},
		"the same close to the text": {[][]typed{page(1, 46, at(34, "from the archive, 12.05.2024 – 1"), first...),
			page(2, 46, at(34, "from the archive, 12.05.2024 – 2"), "return the next day. Minors fare better: in both of the facilities.")},
			"from the archive"},
		"a telephone number": {[][]typed{page(1, 46, at(34, "+44 555 0134"), first...),
			page(2, 46, at(34, "+44 555 0134"), "return the next day. Minors fare better: in both of the facilities.")},
			"0134"},
		"the title again": {[][]typed{numbered(1, 34, append(first, "return the next day.")...),
			page(2, 62, at(34, "Behind the Fence"), "Minors fare better: in both of the facilities that hold them.")},
			"\nBehind the Fence\n"},
		"heads of chapters": {[][]typed{numbered(1, 62, append(first, "return the next day.")...),
			page(2, 62, at(34, "Women and minors"), "Minors fare better: in both of the facilities that hold them."),
			page(3, 62, at(34, "Papers that do not arrive"), "Papers took between four and sixteen days to arrive at all.")},
			"Papers that do not"},
	} {
		doc := readLayout(t, layout(c.pages...))
		text := strings.ReplaceAll("\n"+doc.Main+"\n", "\n\n", "\n")
		if strings.Contains(text, c.lost) {
			t.Errorf("%s: %q stands in\n%s", name, c.lost, text)
		}
		if !strings.Contains(doc.Visible, strings.TrimSpace(c.lost)) {
			t.Errorf("%s: %q cannot be seen in\n%s", name, c.lost, doc.Visible)
		}
		if strings.Contains(name, "sentence") && !strings.Contains(text, " must return the next day.") {
			t.Errorf("%s: the sentence is in pieces:\n%s", name, text)
		}
	}
	for name, c := range map[string]struct {
		pages [][]typed
		kept  string
	}{
		"a heading as high as the text": {[][]typed{numbered(1, 40, "The first page begins at its top, with a sentence that is whole."),
			page(2, 68, at(40, "Women and minors"), "Minors fare better: in both of the facilities that hold them.")},
			"Women and minors"},
		"a heading below the margin": {[][]typed{numbered(1, 90, "The first page begins further down, with a sentence that is whole."),
			page(2, 118, at(90, "Women and minors"), "Minors fare better: in both of the facilities that hold them.")},
			"Women and minors"},
		"an annex that begins a page": {[][]typed{append([]typed{at(62, "ORDER"), at(76, "of the Minister of Health")}, numbered(1, 120, "The list of what is paid for is approved, and takes force on the day of", "its publication by the", "Minister of Health and Social Care of the Republic of Karasu A. Ashirova")...),
			append([]typed{at(62, "Annex to the order"), at(76, "of 3 May 2021, No. 12")}, numbered(2, 120, "Medicines that are paid for by the State where a doctor prescribes them", "are the following: insulin and heparin, in hospitals and outside of them.")...)},
			"of 3 May 2021, No. 12"},
		"the number of an order on two pages": {[][]typed{page(1, 46, at(34, "Order No. 12"), append(first[2:4:4], "The first of the orders takes force on the day of its publication.", "It is not to be published.")...),
			page(2, 46, at(34, "Order No. 14"), append(first[2:4:4], "The second of the orders takes force on the day of its publication.", "It is not to be published.")...)},
			"Order No. 14"},
		"a heading in large letters": {[][]typed{numbered(1, 90, append(first, "return the next day.")...),
			page(2, 62, typed{200, 30, 14, "Women and minors"}, "Minors fare better: in both of the facilities that hold them.")},
			"Women and minors"},
		"the title itself": {[][]typed{page(1, 90, at(34, "Order No. 12 of 3 May 2021"), "The order takes force on the day of its publication, and not before."),
			numbered(2, 62, "Minors fare better: in both of the facilities that hold them.")},
			"Order No. 12 of 3 May 2021"},
		"a sentence in the margin": {[][]typed{numbered(1, 90, first...),
			page(2, 62, at(34, "None of this is new."), "return the next day. Minors fare better: in both of the facilities.")},
			"None of this is new."},
	} {
		if doc := readLayout(t, layout(c.pages...)); !strings.Contains(doc.Main, c.kept) {
			t.Errorf("%s: %q is not in\n%s", name, c.kept, doc.Main)
		}
	}
}

// TestPDFPrinted: what a browser prints around a page, even on one page alone, and
// as close to the text as it likes.
func TestPDFPrinted(t *testing.T) {
	var body []typed
	for y := 28.0; y < 770; y += 14 {
		body = append(body, typed{60, y, 10, "The court finds that the refusal was not founded in law, and that it is to be set aside."})
	}
	want := strings.Repeat(" "+body[0].text, len(body))[1:]
	for name, corners := range map[string][4]string{
		"Chromium": {"11/26/26, 12:26 AM", "Bank of judgments — case 12/2021", "https://bank.example/acts/2021/12/print", "1/1"},
		"Firefox":  {"Bank of judgments — case 12/2021", "https://bank.example/acts/2021/12/print", "1 of 1", "26.11.2026, 00:26"},
		"Russian":  {"26.11.2026, 00:26", "Банк судебных актов", "http://bank.example/acts", "1 из 1"},
		"no title": {"2026/11/26 12:26", "", "file:///home/user/act.html", "1/1"},
	} {
		print := []typed{{24, 15, 8, corners[0]}, {300, 15, 8, corners[1]}}
		print = append(append(print, body...), typed{24, 782, 8, corners[2]}, typed{560, 782, 8, corners[3]})
		doc := readLayout(t, layout(print))
		if doc.Main != want {
			t.Errorf("%s: main text %.90q … %q", name, doc.Main, doc.Main[max(0, len(doc.Main)-90):])
		}
		if !strings.Contains(doc.Visible, corners[1]) {
			t.Errorf("%s: the title cannot be seen: %s", name, doc.Visible)
		}
	}
	// One of them alone says nothing.
	page := append(append([]typed{{60, 15, 10, "Meeting of 26.11.2026, 10:30"}}, body...), typed{60, 782, 10, "The end"})
	if doc := readLayout(t, layout(page)); !strings.Contains(doc.Main, "26.11.2026, 10:30") {
		t.Errorf("the date is lost: %s", doc.Main)
	}
}
