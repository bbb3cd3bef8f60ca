package verdict

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Selection is where a passage stands in a page's visible text, as the selectors
// of the Web Annotation Data Model tell it
// (https://www.w3.org/TR/annotation-model/#selectors).
type Selection struct {
	// Exact is the passage as the text writes it, line ends included; Prefix and
	// Suffix are the 32 characters on either side, or what there is.
	Exact, Prefix, Suffix string
	// Start is the place of its first character, End that after its last:
	// Unicode code points from 0. The text from Start to before End is Exact.
	Start, End int
	Page       int // of a PDF, from 1; 0 if that cannot be told
	Times      int // how often the passage stands in the text
}

// around is how many characters of context a selection has, as Hypothesis does.
const around = 32

// A passage shorter than either may stand in a text that says something else.
const (
	shortWords = 7
	shortChars = 32
)

// A passage may run over so many pages, with so many words of running headers
// between.
const (
	maxPieces = 5
	maxGap    = 100
)

// Select finds a passage, word by word as FindQuote does. It gives one selection,
// or one for each part of a passage with omissions, or that runs across pages
// with running headers between. It gives nil where the passage does not stand in
// the visible text.
func Select(p *Prepared, text string) []Selection {
	if !p.hasText() {
		return nil
	}
	s := p.visible()
	loose := p.page.Kind == "pdf"
	places := s.origin(p.page.Visible)
	var out []Selection
	for _, part := range parts(text) {
		q := lexPassage(strings.ReplaceAll(part, "\n", " "), loose)
		if len(q.tok) == 0 {
			continue
		}
		pieces := s.pieces(q, loose)
		if _, turned := s.turned(q, loose); turned || pieces == nil {
			return nil
		}
		for i, at := range pieces {
			sel := places.selection(s.tok[at.from].start, s.tok[at.to-1].end)
			if len(pieces) == 1 {
				sel = places.selection(places.widened(s, at, q))
			}
			sel.Page = p.pageOf(s.compact(at))
			sel.Times = 1
			if i == 0 && len(pieces) == 1 {
				sel.Times = s.times(q.norm, loose)
			}
			out = append(out, sel)
		}
	}
	return out
}

// Short tells whether a passage is too short to prove much on its own.
func Short(text string) bool {
	n := 0
	for _, part := range parts(text) {
		n += len(lex(part, false).tok)
	}
	return n < shortWords || utf8.RuneCountInString(strings.TrimSpace(text)) < shortChars
}

// Vague tells whether a passage can't identify anything: it has fewer than two words
// that say something of their own.
func Vague(text string) bool {
	n := 0
	for _, part := range parts(text) {
		s := lex(part, false)
		n += s.tellingIn(span{0, len(s.tok)})
	}
	return n < 2
}

// SameWords tells whether two texts are the same passage.
func SameWords(a, b string) bool { return normalise(a) == normalise(b) }

// Figures lists the numbers in a text, digit groups joined.
func Figures(text string) []string {
	s := lex(text, false)
	var out []string
	for i, t := range s.tok {
		if t.flags&tokNumber != 0 {
			out = append(out, s.word(i))
		}
	}
	return out
}

// pieces are the places of a passage: one, or where something stands in between,
// as few as there can be.
func (s *stream) pieces(q *stream, loose bool) []span {
	if at, ok := s.verbatim(q, loose); ok {
		return []span{at}
	}
	if !loose {
		return nil
	}
	var out []span
	rest, from, end := q.tok, 0, 0
	for len(rest) > 0 && len(out) < maxPieces {
		at, n := s.longest(q, rest, from)
		if n == 0 {
			return nil
		}
		if len(out) > 0 && !s.foot(span{end, at.from}) {
			return nil
		}
		out = append(out, at)
		end = at.to
		last := s.tok[at.to-1]
		from = int(last.norm) + int(last.size)
		rest = rest[n:]
	}
	if len(rest) > 0 {
		return nil
	}
	return out
}

// times counts where a passage stands.
func (s *stream) times(want []byte, loose bool) int {
	n, from := 0, 0
	for {
		at, ok := s.verbatimFrom(want, loose, from)
		if !ok {
			return n
		}
		n++
		last := s.tok[at.to-1]
		from = int(last.norm) + int(last.size)
	}
}

// origin leads from the text of a stream back to the text that it was made of.
type origin struct {
	raw string
	// composed and at are places in the stream's text and in raw that belong
	// together, ascending; nil where the two are one text.
	composed, at []int
}

func (s *stream) origin(raw string) *origin {
	o := &origin{raw: raw}
	if s.text == raw || strings.HasPrefix(raw, s.text) {
		return o
	}
	// NFKC goes from one boundary to the next, and raised figures and fractions stay as they are.
	n := 0
	for from := 0; from < len(raw); {
		to := from + nextKept(raw[from:])
		var it norm.Iter
		it.InitString(norm.NFKC, raw[from:to])
		for !it.Done() {
			o.composed, o.at = append(o.composed, n), append(o.at, from+it.Pos())
			n += len(it.Next())
		}
		from = to
		if from < len(raw) {
			_, size := utf8.DecodeRuneInString(raw[from:])
			o.composed, o.at = append(o.composed, n), append(o.at, from)
			n += size
			from += size
		}
	}
	o.composed, o.at = append(o.composed, n), append(o.at, len(raw))
	return o
}

// place is the byte of raw at or before a byte of the composed text; the one at or
// after it where end is set.
func (o *origin) place(i int, end bool) int {
	if o.composed == nil {
		return i
	}
	k := sort.SearchInts(o.composed, i)
	if k == len(o.composed) {
		return len(o.raw)
	}
	if o.composed[k] != i && !end {
		k--
	}
	for end && k > 0 && k < len(o.at)-1 && o.at[k] == o.at[k-1] { // in the middle of what one sign became
		k++
	}
	return o.at[k]
}

func (o *origin) selection(start, end uint32) Selection {
	from, to := o.place(int(start), false), o.place(int(end), true)
	before, after := o.raw[:from], o.raw[to:]
	s := Selection{Exact: o.raw[from:to], Start: utf8.RuneCountInString(before)}
	s.End = s.Start + utf8.RuneCountInString(s.Exact)
	i := len(before)
	for n := 0; n < around && i > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(before[:i])
		i -= size
	}
	s.Prefix = before[i:]
	i = 0
	for n := 0; n < around && i < len(after); n++ {
		_, size := utf8.DecodeRuneInString(after[i:])
		i += size
	}
	s.Suffix = after[:i]
	return s
}

// widened is the place of a passage with the signs around its words that the text
// has too: a full stop, quotation marks.
func (o *origin) widened(s *stream, at span, q *stream) (start, end uint32) {
	start, end = s.tok[at.from].start, s.tok[at.to-1].end
	for _, r := range q.text[q.tok[len(q.tok)-1].end:] {
		got, size := utf8.DecodeRuneInString(s.text[end:])
		if got != r || unicode.IsSpace(r) {
			break
		}
		end += uint32(size)
	}
	lead := []rune(q.text[:q.tok[0].start])
	for i := len(lead) - 1; i >= 0; i-- {
		got, size := utf8.DecodeLastRuneInString(s.text[:start])
		if got != lead[i] || unicode.IsSpace(got) {
			break
		}
		start -= uint32(size)
	}
	return start, end
}
