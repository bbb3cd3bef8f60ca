package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// wrapped cuts paragraphs into lines of so many letters.
func wrapped(measure int, indent string, paragraphs ...string) string {
	var out []string
	for _, p := range paragraphs {
		line := indent
		for _, w := range strings.Fields(p) {
			if strings.TrimSpace(line) != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > measure {
				out = append(out, line)
				line = ""
			}
			if line != "" && line != indent {
				line += " "
			}
			line += w
		}
		out = append(out, line, "")
	}
	return strings.Join(out[:len(out)-1], "\n")
}

func TestUnwrap(t *testing.T) {
	for lang, paragraphs := range paragraphsOf {
		want := strings.Join(paragraphs, "\n\n")
		for _, measure := range []int{60, 72, 78} {
			for _, indent := range []string{"", "   "} {
				got := strings.ReplaceAll(unwrap(wrapped(measure, indent, paragraphs...)), indent, "")
				if indent == "" {
					got = unwrap(wrapped(measure, indent, paragraphs...))
				}
				if got != want {
					t.Errorf("%s at %d, %q:\n%s\nwant\n%s", lang, measure, indent, got, want)
				}
			}
		}
	}
}

func TestUnwrapLeaves(t *testing.T) {
	prose := wrapped(70, "", paragraphsOf["en"]...)
	for name, text := range map[string]string{
		"short lines":  "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.",
		"long lines":   strings.Join(paragraphsOf["ru"], "\n"),
		"a list":       "- release them immediately and without any condition at all\n- publish the recordings of the first and the second of December\n- punish nobody\n- open the gates",
		"a table":      prose[strings.LastIndex(prose, "\n")+1:] + "\n\nNorth      1,100      2,200      4 per cent of all that were given\nSouth      1,300      2,400      5 per cent of all that were given",
		"code":         "for (int i = 0; i < n; i++) {\n\tsum += values[i] * weights[i] / total;\n}\nreturn sum;",
		"csv":          "region,applied,refused\nAlder,1486,430\nBirchfield,2636,611",
		"an address":   "Office of the Commissioner\n4 Quay Street\nPort Ellen",
		"one line":     "The only line of this text",
		"markdown":     "# Heading of the text\n\nFirst paragraph.\n\n## Second heading\n\n* item one\n* item two",
		"nothing":      "",
		"indented":     "   First of the paragraphs, which is short.\n   Second of the paragraphs, which is short.\n   Third.",
		"numbered law": "1. The first rule of the house.\n2. The second rule of the house.\n3. The third rule of the house.",
	} {
		if got := unwrap(text); got != text {
			t.Errorf("%s: %q became %q", name, text, got)
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	f.Add(wrapped(60, "", paragraphsOf["kk"]...))
	f.Add("a-\nb\n- c\n")
	f.Fuzz(func(t *testing.T, s string) {
		if got := unwrap(s); len(got) > len(s) {
			t.Fatalf("%q became longer: %q", s, got)
		}
	})
}
