package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"archiver/internal/extract"
)

// TestInText: addresses in the text are counted where no note has one, and never taken.
func TestInText(t *testing.T) {
	for _, tt := range []struct {
		file, text string
		want       []string
	}{
		{"r.md", "It [rose](https://a.example/1), and https://a.example/2. It [fell](https://a.example/1).\n\n    curl https://no.example\n\nIt was.[^1]\n\n[^1]: Poe, Salt.\n", []string{"https://a.example/1", "https://a.example/2"}},
		{"r.html", `<p>It <a href="https://a.example/1">rose</a>, see <a href="#top">above</a> and <a href="mailto:x@a.example">us</a>.</p>`, []string{"https://a.example/1"}},
		{"r.md", "It rose.\n", nil},
		{"r.md", "It [rose](https://a.example/1).[^1]\n\n[^1]: https://a.example/2\n", nil},
	} {
		im := imported(t, tt.file, tt.text)
		if !slices.Equal(im.InText, tt.want) {
			t.Errorf("%s: %q, want %q", tt.text, im.InText, tt.want)
		}
		if len(tt.want) > 0 && len(im.Manifest.Footnotes) > 0 {
			t.Errorf("%s: taken: %s", tt.text, short(im))
		}
	}
}

// TestBlankPages: pages of a PDF that are pictures are told, where no footnote was found or
// they are half of it.
func TestBlankPages(t *testing.T) {
	line := func(page int, kind extract.LineKind, words string) extract.LaidLine {
		l := extract.LaidLine{Page: page, Kind: kind}
		for i, w := range strings.Fields(words) {
			l.Words = append(l.Words, extract.LaidWord{Text: strings.Trim(w, "^"), Raised: w[0] == '^', Space: i > 0 && w[0] != '^'})
		}
		return l
	}
	cover := line(1, extract.BodyLine, "A cover.")
	text, note := line(2, extract.BodyLine, "It rose. ^1"), line(2, extract.NoteLine, "1 https://a.example/1")
	for _, tt := range []struct {
		lines []extract.LaidLine
		pages int
		blank string
		told  string
	}{
		{[]extract.LaidLine{cover}, 7, "2–7", "no text on 6 of its 7 pages, only pictures or nothing (2–7)"},
		{[]extract.LaidLine{cover, line(3, extract.BodyLine, "Text.")}, 4, "2, 4", "no text on 2 of its 4 pages"},
		{[]extract.LaidLine{cover}, 1, "", ""},
		{[]extract.LaidLine{cover, text, note}, 6, "", "no text on 4 of its 6 pages, only pictures or nothing (3–6)"},
		{[]extract.LaidLine{cover, text, note}, 3, "", ""},
	} {
		laid := &extract.Laid{Lines: tt.lines, Document: extract.Document{Pages: make([]string, tt.pages)}}
		im, err := Import("r.pdf", []byte("%PDF-1.4"), ImportOptions{Published: published(), LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(im.Warnings)
		if im.Blank != tt.blank || !strings.Contains(said, tt.told) || tt.told == "" && strings.Contains(said, "no text") {
			t.Errorf("%d pages: blank %q, said %s", tt.pages, im.Blank, said)
		}
	}
	if got := pageRanges([]int{1, 3, 4, 5, 7, 9, 11, 13}); got != "1, 3–5, 7, 9, 11 and more" {
		t.Error(got)
	}
}
