package lex

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What the lexer has to know of a rune.
const (
	isSeparator = iota
	isLetter
	isUpper // a letter, written large
	isDigit
	isSign   // a token of its own: %, currency signs, °
	isIgnore // invisible: soft hyphens, zero-width characters, stress marks
	isSingle // a letter of a script that is written without spaces
)

// folded is the small letter that stands for a rune, and its kind.
type folded struct {
	to   rune
	kind uint8
}

const tableSize = 0x530 // Latin, Greek and Cyrillic, which nearly all text here is

// foldTable answers for the runes below tableSize. It is never written again.
type foldTable [tableSize]folded

var folds = sync.OnceValue(func() *foldTable {
	var t foldTable
	for r := rune(0); r < tableSize; r++ {
		t[r] = foldSlow(r)
	}
	return &t
})

func (t *foldTable) fold(r rune) folded {
	if r < tableSize {
		return t[r]
	}
	return foldSlow(r)
}

// IsInvisible tells whether a rune is passed over within a word: a soft hyphen, a stress
// mark.
func IsInvisible(r rune) bool { return folds().fold(r).kind == isIgnore }

// IsSmall tells whether a rune is a letter that is not a large one.
func IsSmall(r rune) bool { return folds().fold(r).kind == isLetter }

func foldSlow(r rune) folded {
	switch {
	case r == 'ё' || r == 'Ё': // written or not, as the typist likes
		return folded{'е', kindIf(r == 'Ё')}
	case r == 'ı' || r == 'İ': // an i is an i, with its dot or without
		return folded{'i', kindIf(r == 'İ')}
	case r == 'ς':
		return folded{'σ', isLetter}
	case r == 'ي': // an Arabic keyboard's letter, which Persian texts have in place of their own
		return folded{'ی', isLetter}
	case r == 'ك':
		return folded{'ک', isLetter}
	case r >= '0' && r <= '9':
		return folded{r, isDigit}
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x2060 && r <= 0x2064, r == 0xFEFF, r >= 0x202A && r <= 0x202E:
		return folded{0, isIgnore}
	case r == '%' || r == '‰' || r == '°' || fraction(r) || unicode.Is(unicode.Sc, r):
		return folded{r, isSign}
	case r == 'ʼ' || r == 'ʻ' || r == 'ʽ' || r == 'ʹ' || r == 'ˈ' || r == 'ꞌ' || r == 'Ꞌ': // apostrophes that Unicode counts among the letters
		return folded{0, isSeparator}
	case r == 0x640 || r >= 0x64B && r <= 0x652 || r == 0x670: // Arabic: letters drawn out, and vowels, which are written or not
		return folded{0, isIgnore}
	case unicode.IsLetter(r):
		if r >= 0x0E00 && r < 0x0F00 || r >= 0x2E80 && !(r >= 0xAC00 && r <= 0xD7A3) && !unicode.Is(unicode.Arabic, r) && !unicode.Is(unicode.Latin, r) {
			return folded{unicode.ToLower(r), isSingle}
		}
		return folded{unicode.ToLower(r), kindIf(unicode.IsUpper(r) || unicode.IsTitle(r))}
	case unicode.IsDigit(r):
		return folded{digitOf(r), isDigit}
	case unicode.IsMark(r):
		// What composes was composed before; what is left over a Cyrillic
		// or Latin letter is a stress mark. Marks of other scripts spell.
		if r >= 0x300 && r <= 0x36F || r >= 0xFE00 && r <= 0xFE0F {
			return folded{0, isIgnore}
		}
		return folded{r, isLetter}
	}
	return folded{0, isSeparator}
}

// digitOf is the figure that a digit of any script stands for. Unicode has them in rows
// of ten.
func digitOf(r rune) rune {
	n := 0
	for n < 9 && unicode.IsDigit(r-rune(n)-1) {
		n++
	}
	if n < 9 || !unicode.IsDigit(r-10) {
		return '0' + rune(n)
	}
	return r // rows without a gap between, of mathematics: NFKC has made them 0 to 9
}

func kindIf(upper bool) uint8 {
	if upper {
		return isUpper
	}
	return isLetter
}

// Compose brings a text into NFKC where the lexer does not do so itself, and
// cleans invalid UTF-8. Most texts come back as they are.
func Compose(s string) string {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= 0xD0 && c <= 0xD3 { // Cyrillic, all of it plain
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !plain(r, n) {
			return composeBetween(s)
		}
		i += n
	}
	return s
}

// composeBetween brings what stands between raised figures and fractions into NFKC,
// which would make a 106 of 10⁶, 51/2 of 5½, and a word with a figure of one with a
// footnote mark.
func composeBetween(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for from := 0; from < len(s); {
		to := from + NextKept(s[from:])
		out.WriteString(norm.NFKC.String(s[from:to]))
		for from = to; from < len(s); {
			r, n := utf8.DecodeRuneInString(s[from:])
			if !kept(r) {
				break
			}
			out.WriteString(s[from : from+n])
			from += n
		}
	}
	return out.String()
}

// kept tells whether NFKC is not to touch a rune.
func kept(r rune) bool { return superscript(r) >= 0 || fraction(r) }

// fraction tells whether a rune is a fraction by itself, as ½ is.
func fraction(r rune) bool { return r >= '¼' && r <= '¾' || r >= 0x2150 && r <= 0x215E }

// NextKept is the place of the first rune that NFKC is not to touch, or the end.
func NextKept(s string) int {
	for i, r := range s {
		if kept(r) {
			return i
		}
	}
	return len(s)
}

// plain tells whether the lexer reads r the same with and without NFKC.
func plain(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return true // a separator
	case kept(r):
		return true
	case r < 0xC0:
		return r == 0xA0 || r == 0xAB || r == 0xBB || r == 0xA9 || r == 0xAE || r == 0xA7 || r == 0xB0 || r == 0xB7 || r == 0xAD || r == 0xB1 || r == 0xA3
	case r < 0x300:
		return r < 0x132 || r > 0x140 && r < 0x149 || r > 0x149 && r < 0x17F || r > 0x17F && r < 0x1C4 || r == 0x259 || r == 0x2BC
	case r < 0x370:
		return false // combining marks
	case r < 0x530:
		return r > 0x37F && r != 0x384 && r != 0x385 && !(r >= 0x3D0 && r <= 0x3F6)
	case r >= 0x2000 && r <= 0x2064:
		return r != 0x203C && r != 0x2047 && r != 0x2048 && r != 0x2049 && r != 0x2057
	case r == 0x20AC || r == 0x20B8 || r == 0x20BD || r == 0x20B4:
		return true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA, r >= 0xAC00 && r <= 0xD7A3:
		return true
	case r >= 0x2190 && r <= 0x27BF:
		return !(r >= 0x2460 && r <= 0x24EA)
	}
	return false
}

// SameLetters tells whether two runs differ in look-alike letters alone: a
// Kazakh і may be typed as a Latin i that stands by itself.
func SameLetters(a, b string) bool {
	if len(a) == 0 || len(b) == 0 || utf8.RuneCountInString(a) != utf8.RuneCountInString(b) {
		return false
	}
	for len(a) > 0 {
		r, n := utf8.DecodeRuneInString(a)
		q, m := utf8.DecodeRuneInString(b)
		if r != q && LookAlike(r) != LookAlike(q) {
			return false
		}
		a, b = a[n:], b[m:]
	}
	return true
}

// LookAlike maps Latin letters to the Cyrillic ones that look the same. Used
// only in words that hold letters of both: there one of them is a disguise,
// or a slip of the keyboard.
func LookAlike(r rune) rune {
	switch r {
	case 'a':
		return 'а'
	case 'e':
		return 'е'
	case 'o':
		return 'о'
	case 'p':
		return 'р'
	case 'c':
		return 'с'
	case 'x':
		return 'х'
	case 'y':
		return 'у'
	case 'i':
		return 'і'
	case 'k':
		return 'к'
	case 'm':
		return 'м'
	case 't':
		return 'т'
	case 'h':
		return 'н'
	case 'b':
		return 'в'
	case 'ə':
		return 'ә'
	}
	return r
}
