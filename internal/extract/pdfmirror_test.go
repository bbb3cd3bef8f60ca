package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestPDFMirrored: where a page is written from right to left, the number of a note
// stands on the right of it, and a link where its words do.
func TestPDFMirrored(t *testing.T) {
	type word struct {
		x, w, y, h float64
		text       string
	}
	lines := [][]word{
		{{300, 24, 100, 15, "ببسلا"}, {326, 4, 100, 9, "1"}, {330, 30, 100, 15, ".هايملا"}, {363, 20, 100, 15, "تقلغأ"}, {386, 14, 100, 15, "ةيدلبلا"}},
		{{294, 4, 120, 9, "2"}},
		{{298, 30, 120, 15, ".ملعي"}, {331, 30, 120, 15, "ريزولا"}, {364, 36, 120, 15, "ناك"}},
		{{120, 180, 300, 12, "https://a.example/ar/x"}, {303, 40, 300, 12, "ةيدلبلا"}, {346, 40, 300, 12, "ريرقت"}, {392, 8, 300, 12, ".1"}},
		{{200, 180, 320, 12, "https://b.example/y"}, {392, 4, 318, 8, "2"}},
	}
	var b strings.Builder
	b.WriteString("<page width=\"450\" height=\"600\">\n")
	for _, l := range lines {
		b.WriteString("<block >\n<line >\n")
		for _, w := range l {
			fmt.Fprintf(&b, "<word xMin=\"%.2f\" yMin=\"%.2f\" xMax=\"%.2f\" yMax=\"%.2f\">%s</word>\n", w.x, w.y, w.x+w.w, w.y+w.h, w.text)
		}
		b.WriteString("</line>\n</block>\n")
	}
	b.WriteString("</page>\n")
	links := "<page number=\"1\" height=\"600\" width=\"450\">\n<text top=\"320\" left=\"200\" width=\"180\" height=\"12\" font=\"0\"><a href=\"https://b.example/whole\">https://b.example/y</a></text>\n</page>\n"
	laid := LayXML(strings.NewReader(b.String()), strings.NewReader(links))
	var got []string
	for _, l := range laid.Lines {
		s := ""
		for _, w := range l.Words {
			if w.Space {
				s += " "
			}
			if w.Raised {
				s += "^"
			}
			s += w.Text
			if w.Link != "" {
				s += "(" + w.Link + ")"
			}
		}
		got = append(got, s)
	}
	want := []string{
		"البلدية أغلقت المياه.^1 السبب",
		"كان الوزير يعلم.^2",
		"1. تقرير البلدية https://a.example/ar/x",
		"^2 https://b.example/y(https://b.example/whole)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
