package extract

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
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

// rtfPages are the code pages that have another name than windows- and their number.
var rtfPages = map[int]string{866: "ibm866", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 10000: "macintosh", 10007: "x-mac-cyrillic", 20866: "koi8-r", 65001: "utf-8"}

// rtfCharsets are the code pages of fonts, by their \fcharset.
var rtfCharsets = map[int]int{0: 1252, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 128: 932, 129: 949, 134: 936, 136: 950}

// rtfState is what a group keeps to itself.
type rtfState struct {
	hidden  bool // no part of the text
	starred bool // of a kind that readers may pass over
	unseen  bool // marked as hidden or deleted
	fonts   bool
	skip    int // letters that stand for one number of UTF-16
	font    int
}

type rtfReader struct {
	rtfState
	stack []rtfState
	text  []byte
	raw   []byte   // letters of the code page that wait
	units []uint16 // numbers of UTF-16 that wait
	left  int      // letters to be skipped
	deep  int      // groups that are not on the stack
	ansi  int
	usual int         // font of what has none
	named int         // font whose entry is being read
	pages map[int]int // code pages of fonts

	codings map[int]coding
}

// noFont is the font of what has none.
const noFont = -1

func (r *rtfReader) silent() bool { return r.hidden || r.starred || r.unseen }

// readRTF fills doc from a Rich Text document.
func readRTF(ctx context.Context, doc *Document, src []byte) {
	r := &rtfReader{rtfState: rtfState{skip: 1, font: noFont}, ansi: 1252, pages: map[int]int{}, codings: map[int]coding{}}
	for n := 1; len(src) > 0 && (n%checkEvery != 0 || ctx.Err() == nil) && len(r.text) < maxVisible; n++ {
		src = src[r.take(src):]
	}
	r.flush()
	switch {
	case len(src) > 0 && ctx.Err() == nil:
		doc.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB of its text were read", maxVisible>>20))
	case len(src) == 0 && len(r.stack) > 0 && doc.Finding == "":
		doc.find(FindingCutShort, "the file ends before its end: its last brace is missing")
	}
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
		} else {
			r.deep++
		}
		r.left = 0
		return 1
	case '}':
		r.flush()
		if n := len(r.stack); r.deep > 0 {
			r.deep--
		} else if n > 0 {
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
	case !r.silent():
		if len(r.units) > 0 {
			r.text = r.text16()
		}
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
	skipped := r.left > 0 // a word of control may stand for one letter of those
	r.left = 0
	if s := rtfSigns[word]; skipped && s != "" && s != "\n" && s != "\t" {
		return n
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
		r.starred = true
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
		r.left = r.skip
		if r.silent() {
			return
		}
		if len(r.units) == 0 {
			r.flush()
		}
		r.units = append(r.units, uint16(value))
	case "uc":
		r.skip = max(0, min(value, 8))
	case "ansicpg":
		r.ansi = value
	case "mac":
		r.ansi = 10000
	case "pc", "pca":
		r.ansi = 437
	case "deff":
		r.usual = value
	case "f", "af":
		r.flush()
		if r.fonts {
			r.named = value
		} else {
			r.font = value
		}
	case "fcharset":
		if p := rtfCharsets[value]; p != 0 && r.fonts {
			r.pages[r.named] = p
		}
	case "plain":
		r.flush()
		r.font, r.unseen = noFont, false
	case "v", "deleted":
		r.flush()
		r.unseen = !has || value != 0
	case "footnote", "shptxt":
		r.starred = false // the text of a note, and of a box
	case "sp":
		r.hidden = true // a property of a box
	default:
		if rtfHidden[word] {
			r.hidden, r.fonts = true, word == "fonttbl"
		}
		r.put(rtfSigns[word])
	}
}

func (r *rtfReader) put(s string) {
	if s == "" || r.silent() {
		return
	}
	r.flush()
	r.text = append(r.text, s...)
}

// flush appends the letters that wait.
func (r *rtfReader) flush() {
	if len(r.units) > 0 {
		r.text = r.text16()
	}
	if len(r.raw) == 0 {
		return
	}
	page, font := r.ansi, r.font
	if font == noFont {
		font = r.usual
	}
	if p := r.pages[font]; p != 0 {
		page = p
	}
	c := r.coding(page)
	r.text = append(r.text, c.decode(r.raw)...)
	r.raw = r.raw[:0]
}

// coding is that of a code page, Windows-1252 where it is unknown.
func (r *rtfReader) coding(page int) coding {
	if c, ok := r.codings[page]; ok {
		return c
	}
	c, ok := lookup(cmp.Or(rtfPages[page], "windows-"+strconv.Itoa(page)))
	switch {
	case page == 437:
		c = coding{name: "ibm437", table: charmap.CodePage437.DecodeByte}
	case page == 850:
		c = coding{name: "ibm850", table: charmap.CodePage850.DecodeByte}
	case !ok:
		c, _ = lookup("windows-1252")
	}
	if len(r.codings) < 64 {
		r.codings[page] = c
	}
	return c
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
