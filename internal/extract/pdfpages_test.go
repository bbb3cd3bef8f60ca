package extract

import (
	"strings"
	"testing"
)

// layJoined gives the paragraphs and notes of pages as LayXML reads them: [N] stands before
// a note's line, + before a line that goes on with the one above.
func layJoined(words []placedWord) string {
	var out []string
	laid := LayXML(strings.NewReader(pagesOf(words)), strings.NewReader(""))
	for _, l := range laid.Lines {
		s := ""
		if l.Kind == NoteLine {
			s = "[N]"
		}
		if l.Join != NewParagraph {
			s += "+"
		}
		for _, w := range l.Words {
			if w.Space {
				s += " "
			}
			s += w.Text
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// TestPDFOverPages: a page's number close below the notes hides none of them, and a sentence
// goes on over the page behind an abbreviation or an initial.
func TestPDFOverPages(t *testing.T) {
	t.Parallel()
	nl, end, page := placedWord{text: "\n"}, placedWord{text: "\n\n"}, placedWord{text: "\f"}
	got := layJoined([]placedWord{
		{50, 50, 200, 15, "Nobody-came-back-to-the-river-in-the"}, {253, 50, 30, 15, "E.U."}, end,
		{50, 515, 6, 10, "1."}, {60, 515, 60, 10, "Letter"}, nl, {60, 526, 60, 10, "of-May"}, nl, {60, 537, 60, 10, "and-June"}, nl, {60, 548, 60, 10, "there."}, end, {220, 556, 8, 16, "1"}, page,
		{50, 50, 120, 15, "register"}, {170, 49, 4, 8, "1"}, {177, 50, 70, 15, "of"}, {250, 50, 20, 15, "J."}, {273, 50, 20, 15, "M."}, end,
		{50, 548, 6, 10, "2."}, {60, 548, 60, 10, "Order."}, end, {220, 556, 8, 16, "2"}, page,
		{50, 50, 60, 15, "Ruiz"}, {113, 50, 70, 15, "went"}, {186, 50, 60, 15, "there."}, {246, 49, 4, 8, "2"}, {253, 50, 40, 15, "They"}, nl,
		{50, 66, 100, 15, "all"}, {153, 66, 60, 15, "went."}, {213, 65, 4, 8, "3"}, end,
		{50, 540, 6, 10, "3."}, {60, 540, 60, 10, "News,"}, nl, {50, 551, 6, 10, "3"}, {60, 551, 20, 10, "May"}, {83, 551, 100, 10, "https://a.example/"}, end, {220, 562, 8, 16, "3"},
	})
	want := []string{
		"Nobody-came-back-to-the-river-in-the E.U.", "[N]1. Letter", "[N]+of-May", "[N]+and-June", "[N]+there.",
		"+register1 of J. M.", "[N]2. Order.",
		"+Ruiz went there.2 They", "+all went.3", "[N]3. News,", "[N]+3 May https://a.example/",
	}
	if got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// TestPDFMarkedFirstWord: a word had no room on a line with its mark, and a note's number
// that overlaps its first word stands before it.
func TestPDFMarkedFirstWord(t *testing.T) {
	t.Parallel()
	nl, end := placedWord{text: "\n"}, placedWord{text: "\n\n"}
	got := layJoined([]placedWord{
		{50, 34, 234, 15, "The-study-counts-all-of-them-there-is"}, nl, {50, 50, 200, 15, "The-study-counts-thirty-one-(in-June"}, end,
		{50, 66, 29, 15, "2017)."}, {79, 65, 4, 8, "1"}, end,
		{55, 498, 4, 6, "1"}, nl, {58.2, 500, 60, 10, "Letter,"}, {121, 500, 120, 10, "https://a.example/x"}, nl,
		{50, 512, 60, 10, "part-two."},
	})
	if want := "The-study-counts-all-of-them-there-is\n+The-study-counts-thirty-one-(in-June\n+2017).1\n[N]1 Letter, https://a.example/x\n[N]+part-two."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPDFFooter: the words beside a page's number hide no notes, addresses of two columns
// are no table, § before a number marks no note, and a stop of another font stands close.
func TestPDFFooter(t *testing.T) {
	t.Parallel()
	nl, end := placedWord{text: "\n"}, placedWord{text: "\n\n"}
	var words []placedWord
	for i, s := range []string{"Nobody-knew", "what-it-was", "and-no-one", "came-back-to", "the-old-river"} {
		y := 50 + 16*float64(i)
		words = append(words, placedWord{50, y, 70, 15, s}, placedWord{123, y, 25, 15, "that"}, placedWord{151, y, 40, 15, "they"}, nl,
			placedWord{240, y, 70, 15, s}, placedWord{313, y, 25, 15, "who"}, placedWord{341, y, 40, 15, "went"}, nl)
	}
	words[len(words)-8].text = "river.¹" // so that the note has its mark
	notes := []placedWord{end, {50, 480, 6, 11, "1"}, {60, 480, 60, 11, "Order"}, {120.1, 480, 3, 11, "."}, nl, {50, 492, 8, 11, "§"}, {61, 492, 12, 11, "88,"}, {76, 492, 50, 11, "there"}, nl}
	for i, s := range []string{"https://a.example/2019/11", "page=12&amp;view=full", "https://a.example/2018/7"} {
		y := 504 + 12*float64(i)
		notes = append(notes, placedWord{50, y, 120, 11, s}, nl, placedWord{240, y, 120, 11, s}, nl)
	}
	got := layJoined(append(append(words, notes...), end, placedWord{50, 551, 25, 15, "The"}, placedWord{78, 551, 40, 15, "river"}, placedWord{121, 551, 8, 15, "1"}))
	for _, want := range []string{"[N]1 Order.\n", "[N]+§ 88, there\n", "[N]+page=12&view=full\n"} {
		if !strings.Contains(got+"\n", want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "The river 1") {
		t.Errorf("the footer stands in\n%s", got)
	}
}

// TestPDFHangingNumbers: the number of a note that stands out further to the left than the
// others of its column is not across both columns.
func TestPDFHangingNumbers(t *testing.T) {
	t.Parallel()
	nl := placedWord{text: "\n"}
	var words []placedWord
	for i := range 24 {
		y := 50 + 14*float64(i)
		words = append(words, placedWord{50, y, 60, 12, "Nobody"}, placedWord{113, y, 40, 12, "knew"}, placedWord{156, y, 44, 12, "then"}, nl)
		x, number := 224.0, "9."
		if i == 6 {
			x, number = 218, "10."
		}
		words = append(words, placedWord{x, y, 230 - x, 12, number}, placedWord{234, y, 40, 12, "Letter"}, placedWord{277, y, 30, 12, "of"}, placedWord{310, y, 50, 12, "May."}, nl)
	}
	got := strings.Split(layWords(words), "\n")
	for i, l := range got[:min(24, len(got))] {
		if l != "Nobody knew then" {
			t.Fatalf("line %d of the left column is %q:\n%s", i, l, strings.Join(got, "\n"))
		}
	}
}
