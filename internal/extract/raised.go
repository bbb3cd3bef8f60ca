package extract

import (
	"bytes"
	"unicode/utf8"
)

// Figures above the line: the mark of a footnote, an exponent. Written down like
// any text they would run into what they stand behind, and make "directorate1"
// and 106 of 10⁶. So they are given in the raised figures of Unicode.

// mostRaised bounds what counts as raised figures, in bytes: a few marks.
const mostRaised = 16

var raised = [10]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}

// raise rewrites what was written since start, if it is figures with no more than
// commas and white space between.
func (p *page) raise(start int) {
	b := p.out[start:]
	lead := len(b) - len(bytes.TrimLeft(b, " \n\t"))
	marks := b[lead:]
	if len(marks) == 0 || len(marks) > mostRaised || lead > 0 && start == 0 {
		return
	}
	figures := 0
	for _, c := range marks {
		switch {
		case '0' <= c && c <= '9':
			figures++
		case c != ',' && c != ' ':
			return
		}
	}
	if figures == 0 {
		return
	}
	var buf [mostRaised * utf8.UTFMax]byte
	up := buf[:0]
	for _, c := range marks {
		switch {
		case c == ' ':
		case c == ',':
			up = append(up, ',')
		default:
			up = append(up, raised[c-'0']...)
		}
	}
	p.out = append(p.out[:start+lead], up...)
}

// pointsToNote tells whether a link leads to a note of its own page, by the names
// that programs give their anchors.
func pointsToNote(at *attrs) bool {
	if bytes.Equal(at.role, []byte("doc-noteref")) {
		return true
	}
	name, ok := bytes.CutPrefix(at.href, []byte("#"))
	if !ok {
		return false
	}
	name = bytes.ToLower(bytes.TrimLeft(name, "_"))
	for _, s := range []string{"fn", "ftn", "footnote", "note", "cite_note", "cite-note", "endnote", "edn", "sdfootnote", "sdendnote", "sym", "ref", "reference"} {
		if rest, ok := bytes.CutPrefix(name, []byte(s)); ok && (len(rest) == 0 || !isLetter(rest[0])) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
