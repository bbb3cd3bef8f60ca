package extract

import (
	"bytes"
	"strings"
)

// styleStrikes tells whether a style strikes the text through: what is struck does not
// stand any more, though it can be read.
func styleStrikes(style []byte) bool {
	for len(style) > 0 {
		var decl []byte
		decl, style, _ = bytes.Cut(style, []byte(";"))
		prop, val, _ := bytes.Cut(decl, []byte(":"))
		prop = bytes.ToLower(bytes.TrimSpace(prop))
		if (string(prop) == "text-decoration" || string(prop) == "text-decoration-line") && bytes.Contains(bytes.ToLower(val), []byte("line-through")) {
			return true
		}
	}
	return false
}

// mostAlt bounds what an image may say in place of a cell's text, in words.
const mostAlt = 3

// noteAlt remembers what the first image of a cell says: a tick is a "Yes".
func (p *page) noteAlt(alt string) {
	if p.cellAlt == "" && len(strings.Fields(alt)) <= mostAlt && len(alt) <= 40 {
		p.cellAlt = alt
	}
}

// useAlt makes it the text of a cell that has no other.
func (p *page) useAlt(f *frame) {
	if p.cellAlt != "" && len(p.out) == f.start && p.hidden == 0 {
		p.text([]byte(p.cellAlt))
	}
	p.cellAlt = ""
}
