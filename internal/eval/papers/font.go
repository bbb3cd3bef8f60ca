package papers

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// A font gives codes to the glyphs of a PDF's text. A glyph is a rune, or the
// runes that one ligature stands for.
type font struct {
	kind  fontKind
	bold  bool
	codes map[string]int
	order []string // by code, from first
	first int
}

func newFont(k fontKind, bold bool) *font {
	f := &font{kind: k, bold: bold, codes: map[string]int{}}
	switch k {
	case subset:
		f.first = 33
	case composite:
		f.first = 3
	}
	return f
}

func (f *font) code(g string) int {
	if f.kind == standard {
		return winAnsi(g)
	}
	c, ok := f.codes[g]
	if !ok {
		c = f.first + len(f.order)
		f.codes[g] = c
		f.order = append(f.order, g)
		if f.kind == subset && c > 255 {
			panic("papers: too many glyphs for a one-byte font: " + g)
		}
	}
	return c
}

// show is text as a string of a content stream.
func (f *font) show(text string, ligatures bool) string {
	var b strings.Builder
	for _, g := range glyphs(text, ligatures) {
		c := f.code(g)
		switch {
		case f.kind == composite:
			fmt.Fprintf(&b, "%04X", c)
		case c == '(' || c == ')' || c == '\\':
			b.WriteString("\\" + string(rune(c)))
		case c < 32 || c > 126:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(byte(c))
		}
	}
	if f.kind == composite {
		return "<" + b.String() + ">"
	}
	return "(" + b.String() + ")"
}

func glyphs(text string, ligatures bool) (gs []string) {
	for i := 0; i < len(text); {
		n := 0
		if ligatures {
			for _, l := range []string{"ffi", "fi", "fl"} {
				if strings.HasPrefix(text[i:], l) {
					n = len(l)
					break
				}
			}
		}
		if n == 0 {
			for n = 1; i+n < len(text) && text[i+n]&0xC0 == 0x80; n++ {
			}
		}
		gs = append(gs, text[i:i+n])
		i += n
	}
	return gs
}

// special holds the runes of WinAnsiEncoding from 0x80 on that aren't Latin-1's.
const special = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"

func winAnsi(g string) int {
	switch g {
	case "fi":
		return 1
	case "fl":
		return 2
	case "ffi":
		return 3
	}
	r := []rune(g)[0]
	if r < 0x7F || r >= 0xA0 && r <= 0xFF {
		return int(r)
	}
	for i, s := range []rune(special) {
		if r == s {
			return 0x80 + i
		}
	}
	panic(fmt.Sprintf("papers: %q is not in WinAnsiEncoding", g))
}

// add puts the font's objects into p under key.
func (f *font) add(p *pdf, key string) {
	name := "TimesNewRomanPS"
	if f.bold {
		name += "-Bold"
	}
	name += "MT"
	if f.kind == standard {
		f.addStandard(p, key)
		return
	}
	name = "ABCDEF+" + name
	p.add(key+"d", fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-568 -307 2046 1039] /ItalicAngle 0 /Ascent 891 /Descent -216 /CapHeight 662 /StemV 82 >>", name), nil)
	p.add(key+"u", "", []byte(f.toUnicode()))
	var w []string
	for _, g := range f.order {
		w = append(w, fmt.Sprint(int(width(g, 1000))))
	}
	widths := strings.Join(w, " ")
	if f.kind == subset {
		var names []string
		for i := range f.order {
			names = append(names, fmt.Sprintf("/g%d", i+1))
		}
		p.add(key, fmt.Sprintf("<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar %d /LastChar %d /Widths [%s] /FontDescriptor %s /Encoding << /Type /Encoding /Differences [%d %s] >> /ToUnicode %s >>",
			name, f.first, f.first+len(f.order)-1, widths, ref(key+"d"), f.first, strings.Join(names, " "), ref(key+"u")), nil)
		return
	}
	p.add(key+"c", fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s /DW 500 /W [%d [%s]] /CIDToGIDMap /Identity >>",
		name, ref(key+"d"), f.first, widths), nil)
	p.add(key, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		name, ref(key+"c"), ref(key+"u")), nil)
}

func (f *font) addStandard(p *pdf, key string) {
	name := "Times-Roman"
	if f.bold {
		name = "Times-Bold"
	}
	w := []string{"520", "520", "790"}
	for c := 4; c < 256; c++ {
		g := ""
		switch r := []rune(special); {
		case c >= 32 && c < 127 || c >= 0xA0:
			g = string(rune(c))
		case c >= 0x80 && c-0x80 < len(r):
			g = string(r[c-0x80])
		}
		w = append(w, fmt.Sprint(int(width(g, 1000))))
	}
	p.add(key, fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar 1 /LastChar 255 /Widths [%s] /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl /ffi] >> >>",
		name, strings.Join(w, " ")), nil)
}

func (f *font) toUnicode() string {
	digits := 2
	if f.kind == composite {
		digits = 4
	}
	var b strings.Builder
	fmt.Fprintf(&b, `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<%s> <%s>
endcodespacerange
`, strings.Repeat("0", digits), strings.Repeat("F", digits))
	for from := 0; from < len(f.order); from += 100 {
		to := min(from+100, len(f.order))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<%0*X> <", digits, f.first+i)
			for _, u := range utf16.Encode([]rune(f.order[i])) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
