package papers

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A sheetOfText is how a plain text of a paper is written.
type sheetOfText struct {
	columns int    // 0: a paragraph is a line
	indent  string // of a paragraph's first line
	eol     string // "\n" if empty
	rule    string // stands between the parts
}

// Text is the paper as plain text.
func (d paper) Text(o sheetOfText) string {
	if o.eol == "" {
		o.eol = "\n"
	}
	var b strings.Builder
	for _, k := range d.blocks {
		text := k.text
		if k.label != "" {
			text = k.label + " " + text
		}
		switch {
		case k.kind == heading && o.rule != "":
			b.WriteString(o.rule + "\n" + text + "\n\n")
		case k.kind == table:
			for _, r := range k.rows {
				for i, c := range r {
					if i == 0 {
						fmt.Fprintf(&b, "%-30s", c)
						continue
					}
					fmt.Fprintf(&b, " %12s", c)
				}
				b.WriteString("\n")
			}
			b.WriteString("\n")
		default:
			b.WriteString(wrapped(o.indent+text, o.columns) + "\n\n")
		}
	}
	return strings.ReplaceAll(b.String(), "\n", o.eol)
}

func wrapped(text string, columns int) string {
	if columns == 0 {
		return text
	}
	var b strings.Builder
	n := 0
	for i, w := range strings.Split(text, " ") {
		k := utf8.RuneCountInString(w)
		if i > 0 {
			if n+1+k > columns {
				b.WriteString("\n")
				n = 0
			} else {
				b.WriteString(" ")
				n++
			}
		}
		b.WriteString(w)
		n += k
	}
	return b.String()
}

// cp1251 and koi8r are the upper halves of the code pages, as far as the texts
// here use them.
const (
	cp1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"
	koi8r  = "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00a0⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"
)

// coded is text in a code page whose upper half is page.
func coded(text, page string) []byte {
	high := map[rune]byte{}
	at := 0x80
	for _, r := range page {
		high[r] = byte(at)
		at++
	}
	var b []byte
	for _, r := range text {
		c, ok := high[r]
		switch {
		case r < 0x80:
			c = byte(r)
		case !ok:
			panic(fmt.Sprintf("papers: %q is not in the code page", r))
		}
		b = append(b, c)
	}
	return b
}

func utf16le(text string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}
