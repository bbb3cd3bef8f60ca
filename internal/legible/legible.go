// Package legible makes text of strangers fit to be read by people: on a terminal, on a
// page, in a mail. A page's title or an address may hold characters that steer a
// terminal, turn the order of what stands around them, or aren't seen at all, and so
// show one thing and say another. It is never used on evidence, which stays as it came.
package legible

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Hidden reports the characters that show nothing by themselves: controls, what steers
// direction and layout, tags, private characters, line and paragraph separators, and
// what Unicode says is to be ignored by who can't show it
// (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point). White space
// of ASCII is among them. Signs that are drawn around digits are not.
func Hidden(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// Text is text of which all can be seen, or is part of how a language is written. What
// would turn the direction of other words, or hide, shows as �. Marks that turn nothing
// but themselves, and places to break a line, are left out. Line ends stay; other white
// space is a blank.
func Text(s string) string { return seen(s, unicode.ReplacementChar) }

// Line is Text in one line.
func Line(s string) string { return strings.ReplaceAll(Text(s), "\n", " ") }

// Bare is Text where nothing shows as �: what hides is left out.
func Bare(s string) string { return seen(s, -1) }

func seen(s string, hidden rune) string {
	last := rune(0)
	return strings.Map(func(r rune) rune {
		before := last
		last = r
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\r', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
			return ' '
		case r == 0x200c, r == 0x200d: // joiners, in Persian, Hindi and emoji; in no Latin name
			if before > unicode.MaxASCII && !Hidden(before) {
				return r
			}
		case unicode.Is(unicode.Variation_Selector, r):
			if !unicode.Is(unicode.Variation_Selector, before) { // several carry what nobody sees
				return r
			}
			return -1
		case r == 0xad, r == 0x200b, r == 0x200e, r == 0x200f, r == 0x61c, r == 0x2060, r == 0xfeff:
			last = before
			return -1
		}
		if Hidden(r) {
			return hidden
		}
		return r
	}, s)
}

// JSON writes what is hidden in a document of JSON as \u and its number, which is the
// same document: a terminal is steered by it as by other text.
func JSON(doc []byte) []byte {
	hidden := func(r rune) bool { return r >= 0x7f && Hidden(r) } // below, it is layout
	if bytes.IndexFunc(doc, hidden) < 0 {
		return doc
	}
	out := make([]byte, 0, len(doc)+len(doc)/8)
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case !hidden(r):
			out = append(out, doc[:n]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		doc = doc[n:]
	}
	return out
}
