package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestPDFRightToLeft: pdftotext gives what stands on a line from left to right, which
// is how neither Arabic nor Hebrew is read.
func TestPDFRightToLeft(t *testing.T) {
	for name, c := range map[string]struct{ laid, want string }{
		"Arabic":               {"قلغم قيرطلا نأب دوهش دافأو", "وأفاد شهود بأن الطريق مغلق"},
		"Hebrew":               {".רסמנ ךכ היאצממ תא", "את ממצאיה כך נמסר."},
		"figures":              {"ةرسأ 1,234 لمش 2021 يف %12.5", "12.5% في 2021 شمل 1,234 أسرة"},
		"a figure in a word":   {"ץרמ 12-ב", "ב-12 מרץ"},
		"a share in a word":    {".50%-כו םישנאהמ 12.5%-כ", "כ-12.5% מהאנשים וכ-50%."},
		"dates":                {"(12/03/2020) 15 - 12 םיפיעסב", "בסעיפים 12 - 15 (12/03/2020)"},
		"Latin words":          {"יתביבסבו Karsk Town ריעב", "בעיר Karsk Town ובסביבתי"},
		"Arabic in English":    {"the paper قلغم قيرطلا said on Monday", "the paper الطريق مغلق said on Monday"},
		"no such letter in it": {"The 12 laws of 2021", "The 12 laws of 2021"},
	} {
		var b strings.Builder
		b.WriteString("<page width=\"600\" height=\"800\">\n<block >\n<line >\n")
		x := 60.0
		for w := range strings.FieldsSeq(c.laid) {
			end := x + 6*float64(len([]rune(w)))
			fmt.Fprintf(&b, "<word xMin=\"%.2f\" yMin=\"100\" xMax=\"%.2f\" yMax=\"112\">%s</word>\n", x, end, w)
			x = end + 3
		}
		b.WriteString("</line>\n</block>\n</page>\n")
		if doc := readLayout(t, b.String()); strings.TrimSpace(doc.Main) != c.want {
			t.Errorf("%s: %q, want %q", name, doc.Main, c.want)
		}
	}
}
