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

func utf16le(text string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}
