package lex

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

type lexer struct {
	Stream
	folds     *foldTable
	joinLines bool
	first     bool // the next word starts a sentence
	blockFrom int
	blockAt   int
	model     *Stream // see take
	ahead     int     // its block that is looked for next
}

func lexAs(text string, joinLines, alefs bool, model *Stream) *Stream {
	if len(text) > maxText {
		text = text[:maxText]
	}
	text = Compose(text)
	if len(text) > maxText {
		text = text[:maxText]
	}
	l := lexer{Stream: Stream{
		Text:   text,
		Tokens: make([]Token, 0, len(text)/6+8),
		Norm:   make([]byte, 0, len(text)),
		Alefs:  alefs,
	}, folds: folds(), joinLines: joinLines, first: true, model: model}
	l.run()
	s := l.Stream
	h := uint64(HashSeed)
	for i := range s.Tokens {
		h = (h ^ s.Tokens[i].Hash) * HashPrime
	}
	s.Hash = h
	s.absent = newAbsent(&s)
	return &s
}

func (l *lexer) run() {
	t := l.Text
	i := 0
	for i < len(t) {
		if i == l.blockAt && l.model != nil {
			if end := l.take(i); end > i {
				i = end
				continue
			}
		}
		r, n := decode(t, i)
		f := l.folds.fold(r)
		switch f.kind {
		case isLetter, isUpper:
			i = l.word(i)
		case isDigit:
			i = l.number(i)
			l.flagMark()
		case isSign, isSingle:
			l.emit(i, i+n, len(l.Norm), func() { l.Norm = utf8.AppendRune(l.Norm, f.to) }, Sign*Bit(f.kind == isSign))
			i += n
		default:
			if n := l.noteMark(r, i, n); n > 0 {
				i += n
				continue
			}
			i = l.between(r, i, n)
		}
	}
	l.endBlock(len(t))
}

func decode(t string, i int) (rune, int) {
	c := t[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c >= 0xC2 && c <= 0xDF && i+1 < len(t) && t[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(t[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(t[i:])
}

// between handles what stands between words.
func (l *lexer) between(r rune, i, n int) int {
	switch r {
	case '\n':
		l.endBlock(i)
		l.blockAt = i + 1
		l.first = true
	case '\t', '.', '!', '?', '…', ':', ';', '•', '·', '|':
		l.first = true
	case '[':
		// What Cloudflare puts in place of an e-mail address.
		if end := maskedEmail(l.Text[i:]); end > 0 {
			l.Masked = true
			l.emit(i, i+end, len(l.Norm), func() { l.Norm = append(l.Norm, '@') }, Email)
			return i + end
		}
	case '@':
		return l.email(i)
	case '-', '−':
		if i+n < len(l.Text) && IsASCIIDigit(l.Text[i+n]) && (i == 0 || strings.IndexByte(" \n\t(", l.Text[i-1]) >= 0) {
			l.emit(i, i+n, len(l.Norm), func() { l.Norm = append(l.Norm, '-') }, Sign)
		}
	default:
		l.first = l.first || r >= utf8.RuneSelf && endsSentence(r)
	}
	return i + n
}

// IsASCIIDigit tells whether a byte is a figure.
func IsASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }

// emit adds a token whose normalised form write appends at norm.
func (l *lexer) emit(start, end, norm int, write func(), flags uint8) {
	write()
	l.add(start, end, norm, flags)
}

func (l *lexer) add(start, end, norm int, flags uint8) {
	h := HashOf(l.Norm[norm:])
	if l.first {
		flags |= First
		l.first = false
	}
	l.Tokens = append(l.Tokens, Token{Hash: h, Start: uint32(start), End: uint32(end), Norm: uint32(norm), Size: uint16(len(l.Norm) - norm), Flags: flags})
}

// HashOf is FNV-1a over eight bytes at a time: words are short and many.
func HashOf(b []byte) uint64 {
	h := uint64(HashSeed)
	for len(b) >= 8 {
		h = (h ^ binary.LittleEndian.Uint64(b)) * HashPrime
		h ^= h >> 29
		b = b[8:]
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func (l *lexer) endBlock(at int) {
	if len(l.Tokens) > l.blockFrom {
		cells := strings.IndexByte(l.Text[l.blockAt:min(at, len(l.Text))], '\t') >= 0
		l.Blocks = append(l.Blocks, Block{Span: Span{l.blockFrom, len(l.Tokens)}, Start: uint32(l.blockAt), End: uint32(at), Cells: cells})
	}
	l.blockFrom = len(l.Tokens)
}

// word reads a run of letters.
func (l *lexer) word(i int) int {
	t, start, norm, from := l.Text, i, l.Norm, len(l.Norm)
	var flags uint8
	var latin, cyrillic bool
	letters, joined, joins := 0, false, false
	for i < len(t) && i-start < maxWord {
		c := t[i]
		if c-'a' < 26 { // the commonest case, and it costs nothing
			norm = append(norm, c)
			latin = true
			letters++
			i++
			continue
		}
		r, n := decode(t, i)
		f := l.folds.fold(r)
		if f.kind == isLetter || f.kind == isUpper {
			if f.kind == isUpper && letters == 0 {
				flags |= Upper
			}
			if r < 0x80 || f.to == 'ə' {
				latin = true
			} else if f.to >= 0x400 && f.to < tableSize {
				cyrillic = true
			}
			if f.to == 'ß' {
				norm = append(norm, "ss"...) // as it is written in capitals, and in Switzerland
			} else {
				norm = utf8.AppendRune(norm, f.to)
			}
			joins = joins || f.to == lam && l.Alefs
			letters++
			i += n
			continue
		}
		if f.kind == isIgnore {
			i += n
			// A soft hyphen at the end of a line joins the halves.
			if r == 0xAD && i < len(t) && t[i] == '\n' && l.joinLines {
				i++
			}
			continue
		}
		if isApostrophe(r) && (letters > 2 || joined) && l.letterAt(i+n) {
			joined = true // don't, aujourd'hui; but l'eau, n'est are two words
			i += n
			continue
		}
		if l.joinLines && (r == '-' || r == '‐') && i+n < len(t) && t[i+n] == '\n' && l.smallLetterAt(i+n+1) {
			i += n + 1
			continue
		}
		break
	}
	l.Norm = norm
	if latin && cyrillic {
		l.undisguise(from)
	}
	if joins {
		alefsFirst(l.Norm[from:])
	}
	l.add(start, i, from, flags)
	return i
}

// undisguise rewrites the last token with Cyrillic letters where Latin ones
// that look the same stand among them.
func (l *lexer) undisguise(from int) {
	word := string(l.Norm[from:])
	l.Norm = l.Norm[:from]
	for _, r := range word {
		l.Norm = utf8.AppendRune(l.Norm, LookAlike(r))
	}
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '‛', '`', '´', '′', '＇', 'ʼ', 'ʻ', 'ʽ', 'ʹ', 'ˈ', '՚', 'ꞌ', 'Ꞌ':
		return true
	}
	return false
}

func (l *lexer) letterAt(i int) bool {
	if i >= len(l.Text) {
		return false
	}
	r, _ := decode(l.Text, i)
	k := l.folds.fold(r).kind
	return k == isLetter || k == isUpper
}

func (l *lexer) smallLetterAt(i int) bool {
	if i >= len(l.Text) {
		return false
	}
	r, _ := decode(l.Text, i)
	return l.folds.fold(r).kind == isLetter
}

// number reads digits with their separators.
func (l *lexer) number(i int) int {
	t, start := l.Text, i
	if n := len(l.Tokens); n > 0 && l.Tokens[n-1].Flags&Number != 0 {
		l.Norm = append(l.Norm, ' ') // 5 and 10 are not 510
	}
	from := len(l.Norm)
	grouped := true // so far a number in groups of three
	groupLen := 0
	for i-start < maxWord {
		groupLen = 0
		for i < len(t) && i-start < maxWord {
			r, n := decode(t, i)
			f := l.folds.fold(r)
			if f.kind == isIgnore {
				i += n
				continue
			}
			if f.kind != isDigit {
				break
			}
			l.Norm = utf8.AppendRune(l.Norm, f.to)
			groupLen++
			i += n
		}
		if groupLen > 3 {
			grouped = false
		}
		if i >= len(t) {
			break
		}
		r, n := decode(t, i)
		next := digitsAt(t, i+n)
		if next == 0 {
			break
		}
		thousands := grouped && next == 3
		switch r {
		case '.', ',', '٫', '٬':
			if !thousands {
				l.Norm = append(l.Norm, '.')
				grouped = false
			}
		case ' ', 0xA0, 0x202F, 0x2009, '\'', '’':
			if !thousands {
				goto done
			}
		default:
			goto done
		}
		i += n
	}
done:
	l.add(start, i, from, Number)
	return i
}

// digitsAt counts the digits at i, up to 4.
func digitsAt(t string, i int) int {
	n := 0
	for i < len(t) && n < 4 {
		r, size := decode(t, i)
		if !IsASCIIDigit(t[i]) && (size == 1 || !unicode.IsDigit(r)) {
			break
		}
		i += size
		n++
	}
	return n
}
