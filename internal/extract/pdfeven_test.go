package extract

import (
	"fmt"
	"strings"
	"testing"
)

// placedWord is one on a page; "\n" as its text ends a line, "\n\n" a block, "\f" a page.
type placedWord struct {
	x, y, w, h float64
	text       string
}

// layWords gives the lines of a page as LayXML reads them; ^ stands before what is raised.
func layWords(words []placedWord) string {
	var out []string
	for _, l := range LayXML(strings.NewReader(pagesOf(words)), strings.NewReader("")).Lines {
		s := ""
		for _, w := range l.Words {
			if w.Space {
				s += " "
			}
			if w.Raised {
				s += "^"
			}
			s += w.Text
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// pagesOf is what pdftotext tells of pages.
func pagesOf(words []placedWord) string {
	var b strings.Builder
	b.WriteString("<page width=\"450\" height=\"600\">\n<block >\n<line >\n")
	for _, w := range words {
		switch w.text {
		case "\n":
			b.WriteString("</line>\n<line >\n")
		case "\f":
			b.WriteString("</line>\n</block>\n</page>\n<page width=\"450\" height=\"600\">\n<block >\n<line >\n")
		case "\n\n":
			b.WriteString("</line>\n</block>\n<block >\n<line >\n")
		default:
			fmt.Fprintf(&b, "<word xMin=\"%.2f\" yMin=\"%.2f\" xMax=\"%.2f\" yMax=\"%.2f\">%s</word>\n", w.x, w.y, w.x+w.w, w.y+w.h, w.text)
		}
	}
	b.WriteString("</line>\n</block>\n</page>\n")
	return b.String()
}

// TestPDFEven: the words of a note's line that were drawn far apart are one line, also
// where most are numbers, and those of a table's row are none.
func TestPDFEven(t *testing.T) {
	t.Parallel()
	end, nl := placedWord{text: "\n\n"}, placedWord{text: "\n"}
	text := []placedWord{
		{50, 50, 30, 15, "Fishers"}, {83, 50, 30, 15, "saw"}, {116, 50, 30, 15, "it."}, {147, 50, 4, 8, "1"}, end,
		{50, 70, 30, 15, "Nobody"}, {83, 70, 30, 15, "came"}, {116, 70, 30, 15, "back."}, {147, 70, 4, 8, "²"}, end,
		{50, 400, 6, 11, "1."}, {60, 400, 40, 11, "Harbour"}, {103, 400, 40, 11, "office,"}, {146, 400, 40, 11, "letter"}, {189, 400, 31, 11, "of"}, nl,
		{60, 412, 20, 11, "1989"}, nl, {131, 412, 16, 11, "p."}, nl, {198, 412, 22, 11, "175,"}, nl,
		{60, 424, 120, 11, "https://a.example/a"}, nl,
		{50, 435, 3, 7, "2"}, nl, {60, 436, 40, 11, "Board,"}, nl, {120, 436, 30, 11, "item"}, nl, {170, 436, 50, 11, "7"}, nl,
		{60, 448, 120, 11, "https://b.example/b"}, nl,
		{50, 460, 6, 11, "3."}, {60, 460, 40, 11, "Talk"}, {103, 460, 40, 11, "with"}, {146, 460, 40, 11, "the"}, {189, 460, 31, 11, "town,"}, nl,
		{60, 472, 10, 11, "p."}, nl, {210, 472, 10, 11, "2,"}, nl,
		{60, 484, 120, 11, "https://c.example/c"}, nl,
		{50, 496, 6, 11, "4."}, {60, 496, 20, 11, "Act"}, nl, {95, 496, 10, 11, "of"}, nl, {120, 496, 10, 11, "№"}, nl, {156, 496, 10, 11, "7,"}, nl, {181, 496, 10, 11, "p."}, nl, {206, 496, 14, 11, "3,"}, nl,
		{60, 508, 120, 11, "https://d.example/d"},
	}
	want := "Fishers saw it.^1\nNobody came back.^2\n1. Harbour office, letter of\n1989 p. 175,\nhttps://a.example/a\n^2 Board, item 7\nhttps://b.example/b\n3. Talk with the town,\np. 2,\nhttps://c.example/c\n4. Act of № 7, p. 3,\nhttps://d.example/d"
	if got := layWords(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	table := []placedWord{
		{50, 50, 30, 12, "Year"}, nl, {120, 50, 30, 12, "Ships"}, nl, {200, 50, 30, 12, "Days"}, nl,
		{50, 64, 24, 12, "2018"}, nl, {120, 64, 12, 12, "12"}, nl, {200, 64, 30, 12, "9.25"}, nl,
		{50, 78, 24, 12, "2019"}, nl, {120, 78, 12, 12, "14"}, nl, {200, 78, 30, 12, "8.25"}, nl,
		{50, 92, 24, 12, "2020"}, nl, {120, 92, 12, 12, "17"}, nl, {200, 92, 30, 12, "7.25"},
	}
	if got, want := layWords(table), "Year\tShips\tDays\n2018\t12\t9.25\n2019\t14\t8.25\n2020\t17\t7.25"; got != want {
		t.Errorf("table: got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFRomanApart: the number of an endnote that comes last of a page, as poppler
// gives it at times, stands before its note.
func TestPDFRomanApart(t *testing.T) {
	t.Parallel()
	end, nl := placedWord{text: "\n\n"}, placedWord{text: "\n"}
	got := layWords([]placedWord{
		{50, 50, 2, 7, "i"}, end,
		{56, 50, 40, 12, "Order"}, {99, 50, 120, 12, "https://a.example/a."}, nl,
		{60, 64, 60, 12, "Register,"}, {123, 64, 60, 12, "entry"}, nl,
		{50, 78, 120, 12, "https://b.example/b."}, end,
		{50, 64, 4, 7, "ii"},
	})
	if want := "^i Order https://a.example/a.\n^ii Register, entry\nhttps://b.example/b."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFMarkedCells: a mark in a cell makes it no longer, and one behind a cell's second
// line stands there.
func TestPDFMarkedCells(t *testing.T) {
	t.Parallel()
	nl := placedWord{text: "\n"}
	row := func(y float64, year, hours, mark string) []placedWord {
		return []placedWord{{50, y, 24, 12, year}, nl, {120, y, 12, 12, "6"}, nl,
			{180, y, 20, 12, hours}, {203, y, 30, 12, "hours"}, {236, y, 10, 12, "in"}, {249, y, 20, 12, "all"}, {272, y, 40, 12, "weathers"}, {312, y - 1, 4, 7, mark}, nl}
	}
	text := append(row(50, "2018", "2.4", "1"), row(64, "2020", "9.1", "2")...)
	if got, want := layWords(text), "2018\t6\t2.4 hours in all weathers¹\n2020\t6\t9.1 hours in all weathers²"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got := layWords([]placedWord{
		{50, 50, 30, 14, "First"}, nl, {180, 50, 40, 14, "£1,100"}, {223, 50, 12, 14, "in"}, {238, 50, 20, 14, "one"}, nl, {320, 50, 40, 14, "Lisbon"}, nl,
		{202, 64, 8, 8, "11"}, nl, {180, 65, 22, 14, "sum"}, nl,
		{50, 80, 36, 14, "Second"}, nl, {180, 80, 40, 14, "£2,250"}, {223, 80, 12, 14, "in"}, {238, 80, 20, 14, "two"}, nl, {320, 80, 40, 14, "Paris"},
	})
	if want := "First\t£1,100 in one sum¹¹\tLisbon\nSecond\t£2,250 in two\tParis"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFNoteNumberApart: a note's number and words with blanks as wide as the gap behind it
// are no line that was drawn apart.
func TestPDFNoteNumberApart(t *testing.T) {
	t.Parallel()
	nl, end := placedWord{text: "\n"}, placedWord{text: "\n\n"}
	got := layWords([]placedWord{
		{50, 50, 120, 14, "Nobody-came-back."}, {170, 49, 4, 8, "2"}, end,
		{50, 500, 3, 7, "2"}, nl, {55.3, 500, 30, 12, "Survey"}, {87.6, 500, 40, 12, "Report"}, {129.9, 500, 30, 12, "S/12"}, nl,
		{50, 513, 109.9, 12, "https://a.example/x"},
	})
	if want := "Nobody-came-back.^2\n^2 Survey Report S/12\nhttps://a.example/x"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
