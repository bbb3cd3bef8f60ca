package extract

import (
	"bytes"
	"context"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Rich Text Format 1.9.1: groups in braces, words of control behind a backslash, text
// in the code page of its font or as numbers of UTF-16.

// rtfHidden begin groups that are no part of the text.
var rtfHidden = map[string]bool{
	"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "header": true, "headerl": true, "headerr": true, "headerf": true,
	"footer": true, "footerl": true, "footerr": true, "footerf": true, "listtable": true, "listoverridetable": true, "fldinst": true, "objdata": true,
	"themedata": true, "colorschememapping": true, "latentstyles": true, "datastore": true, "xmlnstbl": true, "rsidtbl": true, "generator": true, "nonshppict": true,
	"filetbl": true, "revtbl": true, "pgptbl": true, "annotation": true, "atnid": true, "atnauthor": true, "bkmkstart": true, "bkmkend": true,
}

// rtfSigns are control words that stand for a sign.
var rtfSigns = map[string]string{
	"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "column": "\n", "softline": "\n", "cell": "\t", "nestcell": "\t", "nestrow": "\n", "tab": "\t",
	"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// rtfCharsets are the code pages of fonts, by their \fcharset.
var rtfCharsets = map[int]int{0: 1252, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 128: 932, 129: 949, 134: 936, 136: 950}

// rtfState is what a group keeps to itself.
type rtfState struct {
	hidden, fonts bool
	skip          int // letters that stand for one number of UTF-16
	page          int // code page
}

type rtfReader struct {
	rtfState
	stack []rtfState
	text  []byte
	raw   []byte   // letters of the code page that wait
	units []uint16 // numbers of UTF-16 that wait
	left  int      // letters to be skipped
	ansi  int
	font  int
	pages map[int]int // code pages of fonts
}

// readRTF fills doc from a Rich Text document.
func readRTF(ctx context.Context, doc *Document, src []byte) {
	r := &rtfReader{rtfState: rtfState{skip: 1, page: 1252}, ansi: 1252, pages: map[int]int{}}
	for n := 1; len(src) > 0 && (n%checkEvery != 0 || ctx.Err() == nil) && len(r.text) < maxVisible; n++ {
		src = src[r.take(src):]
	}
	r.flush()
	doc.Visible = string(bytes.TrimSpace(r.text))
	doc.Main = doc.Visible
}

// take reads what src begins with, and gives its length.
func (r *rtfReader) take(src []byte) int {
	switch c := src[0]; c {
	case '{':
		r.flush()
		if len(r.stack) < maxNested {
			r.stack = append(r.stack, r.rtfState)
		}
		r.left = 0
		return 1
	case '}':
		r.flush()
		if n := len(r.stack); n > 0 {
			r.rtfState, r.stack = r.stack[n-1], r.stack[:n-1]
		}
		r.left = 0
		return 1
	case '\\':
		return r.control(src)
	case '\r', '\n':
		return 1
	default:
		r.letter(c)
		return 1
	}
}

func (r *rtfReader) letter(c byte) {
	switch {
	case r.left > 0:
		r.left--
	case !r.hidden:
		r.text = r.text16()
		r.raw = append(r.raw, c)
	}
}

// control reads a control word or sign.
func (r *rtfReader) control(src []byte) int {
	if len(src) < 2 {
		return 1
	}
	n := 1
	for n < len(src) && n < 40 && 'a' <= lower(src[n]) && lower(src[n]) <= 'z' {
		n++
	}
	if n == 1 {
		return r.sign(src)
	}
	word, from := string(src[1:n]), n
	if n < len(src) && src[n] == '-' {
		n++
	}
	for n < len(src) && n < from+11 && isDigit(src[n]) {
		n++
	}
	value, err := strconv.Atoi(string(src[from:n]))
	has := err == nil
	if n < len(src) && src[n] == ' ' {
		n++
	}
	if word == "bin" && has && value > 0 {
		return min(len(src), n+value)
	}
	r.word(word, value, has)
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// sign reads a control that is no word.
func (r *rtfReader) sign(src []byte) int {
	switch src[1] {
	case '\'':
		if len(src) < 4 {
			return len(src)
		}
		if v, err := strconv.ParseUint(string(src[2:4]), 16, 8); err == nil {
			r.letter(byte(v))
		}
		return 4
	case '*':
		r.hidden = true // of a kind that readers may pass over
	case '\\', '{', '}':
		r.letter(src[1])
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '\r', '\n':
		r.put("\n")
	}
	return 2
}

func (r *rtfReader) word(word string, value int, has bool) {
	switch word {
	case "u":
		if r.hidden {
			return
		}
		if len(r.units) == 0 {
			r.flush()
		}
		r.units = append(r.units, uint16(value))
		r.left = r.skip
	case "uc":
		r.skip = max(0, min(value, 8))
	case "ansicpg":
		r.ansi, r.page = value, value
	case "f", "af":
		r.flush()
		if r.fonts {
			r.font = value
			return
		}
		r.page = r.ansi
		if p := r.pages[value]; p != 0 {
			r.page = p
		}
	case "fcharset":
		if p := rtfCharsets[value]; r.fonts && value != 0 {
			r.pages[r.font] = p
		}
	case "v", "deleted":
		r.flush()
		r.hidden = !has || value != 0
	default:
		if rtfHidden[word] {
			r.hidden, r.fonts = true, word == "fonttbl"
		}
		r.put(rtfSigns[word])
	}
}

func (r *rtfReader) put(s string) {
	if s == "" || r.hidden {
		return
	}
	r.flush()
	r.text = append(r.text, s...)
}

// flush appends the letters that wait.
func (r *rtfReader) flush() {
	r.text = r.text16()
	if len(r.raw) == 0 {
		return
	}
	c, ok := lookup("windows-" + strconv.Itoa(r.page))
	if !ok {
		if c, ok = lookup("cp" + strconv.Itoa(r.page)); !ok {
			c, _ = lookup("windows-1252")
		}
	}
	r.text = append(r.text, c.decode(r.raw)...)
	r.raw = r.raw[:0]
}

// text16 is the text with the numbers of UTF-16 that wait.
func (r *rtfReader) text16() []byte {
	text := r.text
	for _, c := range utf16.Decode(r.units) {
		text = utf8.AppendRune(text, c)
	}
	r.units = r.units[:0]
	return text
}
