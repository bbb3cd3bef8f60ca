package verdict

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText bounds the text of one view, in bytes: what follows is not read.
// Extractors stop there as well. A word takes some 40 bytes in each view.
const maxText = 8 << 20

// maxWord bounds a word in bytes: what is longer is cut into several.
const maxWord = 4096

// token is one word, number or sign of a text, normalised: letters small,
// look-alikes undone, digit groups joined ("118 000", "118,000" and "118000"
// are the same token).
type token struct {
	hash       uint64
	start, end uint32 // bytes in stream.text
	norm       uint32 // where the normalised form starts in stream.norm
	size       uint16 // of the normalised form, in bytes
	flags      uint8
}

const (
	tokNumber = 1 << iota
	tokUpper  // starts with a large letter
	tokFirst  // starts a sentence, a block or a table cell: a large letter says nothing
	tokSign
	tokEmail
	tokMark // a number that may be a footnote's: "directorate1 whose", "accused [12]"
)

// span is a range of tokens.
type span struct{ from, to int }

func (s span) len() int { return s.to - s.from }

// block is one paragraph, heading, list item or table row.
type block struct {
	span
	start, end uint32 // bytes in stream.text, line end excluded
}

// stream is one view of a page as tokens.
type stream struct {
	text   string
	tok    []token
	blocks []block
	norm   []byte // the normalised tokens without anything between
	hash   uint64 // of all tokens
	emails []string
	masked bool  // holds an address that was hidden from robots
	alefs  bool  // its words are as those of a PDF: see alefsFirst
	breaks []int // of a PDF: the tokens that pages begin with
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// lex cuts a text into tokens. joinLines undoes hyphenation at line ends, as
// in the text of a PDF.
func lex(text string, joinLines bool) *stream { return lexAs(text, joinLines, joinLines, nil) }

// lexPassage is lex for a passage that is looked for in a page.
func lexPassage(text string, pdf bool) *stream { return lexAs(text, false, pdf, nil) }

// lexLike is lex with the words of a like text at hand, or nil.
func lexLike(text string, pdf bool, model *stream) *stream {
	if model != nil && model.alefs != pdf {
		model = nil
	}
	return lexAs(text, pdf, pdf, model)
}

func lexAs(text string, joinLines, alefs bool, model *stream) *stream {
	if len(text) > maxText {
		text = text[:maxText]
	}
	text = compose(text)
	if len(text) > maxText {
		text = text[:maxText]
	}
	l := lexer{stream: stream{
		text:  text,
		tok:   make([]token, 0, len(text)/6+8),
		norm:  make([]byte, 0, len(text)),
		alefs: alefs,
	}, folds: folds(), joinLines: joinLines, first: true, model: model}
	l.run()
	s := l.stream
	h := uint64(fnvOffset)
	for i := range s.tok {
		h = (h ^ s.tok[i].hash) * mixPrime
	}
	s.hash = h
	return &s
}

type lexer struct {
	stream
	folds     *foldTable
	joinLines bool
	first     bool // the next word starts a sentence
	blockFrom int
	blockAt   int
	model     *stream // see take
	ahead     int     // its block that is looked for next
}

func (l *lexer) run() {
	t := l.text
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
			l.emit(i, i+n, len(l.norm), func() { l.norm = utf8.AppendRune(l.norm, f.to) }, tokSign*b2u(f.kind == isSign))
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

func b2u(b bool) uint8 {
	if b {
		return 1
	}
	return 0
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
		if end := maskedEmail(l.text[i:]); end > 0 {
			l.masked = true
			l.emit(i, i+end, len(l.norm), func() { l.norm = append(l.norm, '@') }, tokEmail)
			return i + end
		}
	case '@':
		return l.email(i)
	case '-', '−':
		if i+n < len(l.text) && isASCIIDigit(l.text[i+n]) && (i == 0 || strings.IndexByte(" \n\t(", l.text[i-1]) >= 0) {
			l.emit(i, i+n, len(l.norm), func() { l.norm = append(l.norm, '-') }, tokSign)
		}
	}
	return i + n
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }

// emit adds a token whose normalised form write appends at norm.
func (l *lexer) emit(start, end, norm int, write func(), flags uint8) {
	write()
	l.add(start, end, norm, flags)
}

func (l *lexer) add(start, end, norm int, flags uint8) {
	h := hash(l.norm[norm:])
	if l.first {
		flags |= tokFirst
		l.first = false
	}
	l.tok = append(l.tok, token{hash: h, start: uint32(start), end: uint32(end), norm: uint32(norm), size: uint16(len(l.norm) - norm), flags: flags})
}

// hash is FNV-1a over eight bytes at a time: words are short and many.
func hash(b []byte) uint64 {
	h := uint64(fnvOffset)
	for len(b) >= 8 {
		h = (h ^ binary.LittleEndian.Uint64(b)) * mixPrime
		h ^= h >> 29
		b = b[8:]
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func (l *lexer) endBlock(at int) {
	if len(l.tok) > l.blockFrom {
		l.blocks = append(l.blocks, block{span: span{l.blockFrom, len(l.tok)}, start: uint32(l.blockAt), end: uint32(at)})
	}
	l.blockFrom = len(l.tok)
}

// word reads a run of letters.
func (l *lexer) word(i int) int {
	t, start, norm, from := l.text, i, l.norm, len(l.norm)
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
				flags |= tokUpper
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
			joins = joins || f.to == lam && l.alefs
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
	l.norm = norm
	if latin && cyrillic {
		l.undisguise(from)
	}
	if joins {
		alefsFirst(l.norm[from:])
	}
	l.add(start, i, from, flags)
	return i
}

// undisguise rewrites the last token with Cyrillic letters where Latin ones
// that look the same stand among them.
func (l *lexer) undisguise(from int) {
	word := string(l.norm[from:])
	l.norm = l.norm[:from]
	for _, r := range word {
		l.norm = utf8.AppendRune(l.norm, lookAlike(r))
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
	if i >= len(l.text) {
		return false
	}
	r, _ := decode(l.text, i)
	k := l.folds.fold(r).kind
	return k == isLetter || k == isUpper
}

func (l *lexer) smallLetterAt(i int) bool {
	if i >= len(l.text) {
		return false
	}
	r, _ := decode(l.text, i)
	return l.folds.fold(r).kind == isLetter
}

// number reads digits with their separators.
func (l *lexer) number(i int) int {
	t, start := l.text, i
	if n := len(l.tok); n > 0 && l.tok[n-1].flags&tokNumber != 0 {
		l.norm = append(l.norm, ' ') // 5 and 10 are not 510
	}
	from := len(l.norm)
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
			l.norm = utf8.AppendRune(l.norm, f.to)
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
				l.norm = append(l.norm, '.')
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
	l.add(start, i, from, tokNumber)
	return i
}

// digitsAt counts the digits at i, up to 4.
func digitsAt(t string, i int) int {
	n := 0
	for i < len(t) && n < 4 {
		r, size := decode(t, i)
		if !isASCIIDigit(t[i]) && (size == 1 || !unicode.IsDigit(r)) {
			break
		}
		i += size
		n++
	}
	return n
}

// words returns the normalised words with one space between.
func (s *stream) words() string {
	out := make([]byte, 0, len(s.norm)+len(s.tok))
	for i, t := range s.tok {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, s.norm[t.norm:t.norm+uint32(t.size)]...)
	}
	return string(out)
}

// word returns the normalised form of token i.
func (s *stream) word(i int) string { return s.compact(span{i, i + 1}) }

// compact is the letters and digits of a run within one block, without
// anything between.
func (s *stream) compact(r span) string {
	if r.len() == 0 {
		return ""
	}
	last := s.tok[r.to-1]
	return string(s.norm[s.tok[r.from].norm : last.norm+uint32(last.size)])
}

// excerpt returns the text of a range of tokens as the page writes it, with
// white space collapsed and at most about limit bytes long.
func (s *stream) excerpt(sp span, limit int) string {
	if sp.from >= sp.to || sp.to > len(s.tok) {
		return ""
	}
	raw := s.text[s.tok[sp.from].start:s.tok[sp.to-1].end]
	cut := false
	if len(raw) > limit {
		raw, cut = raw[:limit], true
		for len(raw) > 0 && !utf8.ValidString(raw[max(0, len(raw)-4):]) && !utf8.RuneStart(raw[len(raw)-1]) {
			raw = raw[:len(raw)-1]
		}
		if j := strings.LastIndexAny(raw, " \n\t"); j > limit/2 {
			raw = raw[:j]
		}
	}
	out := strings.Join(strings.Fields(strings.ToValidUTF8(raw, "")), " ")
	if cut {
		out += "…"
	}
	return out
}
