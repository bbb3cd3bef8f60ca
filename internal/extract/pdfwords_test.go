package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestPDFTouching: the pieces of a word that another font or kerning sets apart.
func TestPDFTouching(t *testing.T) {
	line := func(gap float64, pieces ...string) string {
		var b strings.Builder
		x, y := 60.0, 100.0
		b.WriteString("<page width=\"600\" height=\"800\">\n<block >\n<line >\n")
		for _, s := range pieces {
			s, joined := strings.CutPrefix(s, "+")
			if !joined {
				x += 3
			} else {
				x += gap
			}
			end := x + 6*float64(len([]rune(s)))
			fmt.Fprintf(&b, "<word xMin=\"%.2f\" yMin=\"%.2f\" xMax=\"%.2f\" yMax=\"%.2f\">%s</word>\n", x, y, end, y+12, s)
			x = end
		}
		b.WriteString("</line>\n</block>\n</page>\n")
		return b.String()
	}
	for name, c := range map[string]struct {
		gap    float64
		pieces []string
		want   string
	}{
		"letters of another font": {0.3, []string{"Ертіс", "өң", "+ірі", "бас", "+қ", "+армасы"}, "Ертіс өңірі басқармасы"},
		"a kerned pair":           {-0.2, []string{"The", "law", "giv", "+es", "every", "person"}, "The law gives every person"},
		"an upper-case heading":   {0.2, []string{"БҰЙРЫ", "+Қ", "туралы"}, "БҰЙРЫҚ туралы"},
		"sentences and figures":   {0.2, []string{"law", "+No", "12", "+13"}, "law No 12 13"},
		"close words":             {1.2, []string{"The", "law", "+gives", "every", "+person"}, "The law gives every person"},
		"room of any width":       {0.3, []string{"The", "law", "+is"}, "The law is"},
	} {
		text := line(c.gap, c.pieces...)
		if name == "room of any width" {
			text += line(1.2, "as", "+it", "+was", "+read", "+from", "+a", "+picture")
		}
		if doc := readLayout(t, text); !strings.HasPrefix(doc.Main, c.want) {
			t.Errorf("%s: %q, want %q", name, doc.Main, c.want)
		}
	}
}
