package legible

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a\u202eb":                      "a\ufffdb",
		"a\u2066b\u2069":                "a\ufffdb\ufffd",
		"a\x00b\x1b[1m\x7f\u009b2J":     "a\ufffdb\ufffd[1m\ufffd\ufffd2J",
		"a\tb\r\nc\u2028d\u2029e\u0085": "a b \nc d e ",
		"می\u200cخواهم":                 "می\u200cخواهم", // Persian
		"क्\u200dष":                     "क्\u200dष",     // Hindi
		"👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽":    "👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽",
		"pay\u200dpal\u200c":            "pay\ufffdpal\ufffd",
		"pay\u200b\u00adpal\ufeff":      "paypal",
		"x\u200f\u200e\u061c y":         "x y",
		"\U000e0041\U000e0001z":         "\ufffd\ufffdz",
		"\ue000\U000f0000":              "\ufffd\ufffd",
		"a\u3164\uffa0\u115fb":          "a\ufffd\ufffd\ufffdb", // fillers that no eye sees
		"😀\ufe0f\ufe01\U000e0100x":      "😀\ufe0fx",
		"\u0600١٢ \u06dd":               "\u0600١٢ \u06dd", // are drawn
		"bad \xff\x9b byte":             "bad \ufffd\ufffd byte",
		"plain חוק":                     "plain חוק",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Line("a\r\nb\u2028c"); got != "a  b c" {
		t.Errorf("Line = %q", got)
	}
}

func FuzzJSON(f *testing.F) {
	f.Add("a\u009b2J\u202e\U000e0041\u2028\u200d\u061c\ufeff<&> \\ \" é 👩\x7f\x1b")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode([]string{s, s}); err != nil {
			t.Fatal(err)
		}
		out := JSON(b.Bytes())
		var back []string
		if err := json.Unmarshal(out, &back); err != nil || len(back) != 2 || back[0] != s || back[1] != s {
			t.Fatalf("%q came back as %q: %v", s, back, err)
		}
		if bad := bytes.IndexFunc(out, func(r rune) bool { return r != '\n' && Hidden(r) }); bad >= 0 || !utf8.Valid(out) {
			t.Fatalf("%q is raw in %q", s, out)
		}
		if strings.ContainsFunc(Line(s), func(r rune) bool { return Hidden(r) && r != 0x200c && r != 0x200d }) {
			t.Fatalf("%q is hidden in a line", Line(s))
		}
	})
}
