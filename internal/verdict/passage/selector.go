package passage

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
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
func Select(p *pages.Prepared, text string) []Selection {
	if !p.HasText() {
		return nil
	}
	s := p.Visible()
	loose := p.Page.Kind == "pdf"
	places := originOf(s, p.Page.Visible)
	var out []Selection
	for _, part := range Parts(text) {
		q := lex.Passage(strings.ReplaceAll(part, "\n", " "), loose)
		if len(q.Tokens) == 0 {
			continue
		}
		pieces := pieces(s, q, loose)
		if _, turned := signsTurned(s, q, loose); turned || pieces == nil {
			return nil
		}
		for i, at := range pieces {
			sel := places.selection(s.Tokens[at.From].Start, s.Tokens[at.To-1].End)
			if len(pieces) == 1 {
				sel = places.selection(places.widened(s, at, q))
			}
			sel.Page = PageOf(p, s.Compact(at))
			sel.Times = 1
			if i == 0 && len(pieces) == 1 {
				sel.Times = times(s, q.Norm, loose)
			}
			out = append(out, sel)
		}
	}
	return out
}

// Short tells whether a passage is too short to prove much on its own.
func Short(text string) bool {
	n := 0
	for _, part := range Parts(text) {
		n += len(lex.Text(part, false).Tokens)
	}
	return n < shortWords || utf8.RuneCountInString(strings.TrimSpace(text)) < shortChars
}

// Vague tells whether a passage can't identify anything: it has fewer than two words
// that say something of their own.
func Vague(text string) bool {
	n := 0
	for _, part := range Parts(text) {
		s := lex.Text(part, false)
		n += s.TellingIn(lex.Span{From: 0, To: len(s.Tokens)})
	}
	return n < 2
}

// SameWords tells whether two texts are the same passage.
func SameWords(a, b string) bool { return lex.Normalise(a) == lex.Normalise(b) }

// Figures lists the numbers in a text, digit groups joined.
func Figures(text string) []string {
	s := lex.Text(text, false)
	var out []string
	for i, t := range s.Tokens {
		if t.Flags&lex.Number != 0 {
			out = append(out, s.Word(i))
		}
	}
	return out
}

// pieces are the places of a passage: one, or where something stands in between,
// as few as there can be.
func pieces(s *lex.Stream, q *lex.Stream, loose bool) []lex.Span {
	if at, ok := Verbatim(s, q, loose); ok {
		return []lex.Span{at}
	}
	if !loose {
		return nil
	}
	var out []lex.Span
	rest, from, end := q.Tokens, 0, 0
	for len(rest) > 0 && len(out) < maxPieces {
		at, n := longest(s, q, rest, from)
		if n == 0 {
			return nil
		}
		if len(out) > 0 && !foot(s, lex.Span{From: end, To: at.From}) {
			return nil
		}
		out = append(out, at)
		end = at.To
		last := s.Tokens[at.To-1]
		from = int(last.Norm) + int(last.Size)
		rest = rest[n:]
	}
	if len(rest) > 0 {
		return nil
	}
	return out
}

// times counts where a passage stands.
func times(s *lex.Stream, want []byte, loose bool) int {
	n, from := 0, 0
	for {
		at, ok := verbatimFrom(s, want, loose, from)
		if !ok {
			return n
		}
		n++
		last := s.Tokens[at.To-1]
		from = int(last.Norm) + int(last.Size)
	}
}

// origin leads from the text of a stream back to the text that it was made of.
type origin struct {
	raw string
	// composed and at are places in the stream's text and in raw that belong
	// together, ascending; nil where the two are one text.
	composed, at []int
}

func originOf(s *lex.Stream, raw string) *origin {
	o := &origin{raw: raw}
	if s.Text == raw || strings.HasPrefix(raw, s.Text) {
		return o
	}
	// NFKC goes from one boundary to the next, and raised figures and fractions stay as they are.
	n := 0
	for from := 0; from < len(raw); {
		to := from + lex.NextKept(raw[from:])
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
func (o *origin) widened(s *lex.Stream, at lex.Span, q *lex.Stream) (start, end uint32) {
	start, end = s.Tokens[at.From].Start, s.Tokens[at.To-1].End
	for _, r := range q.Text[q.Tokens[len(q.Tokens)-1].End:] {
		got, size := utf8.DecodeRuneInString(s.Text[end:])
		if got != r || unicode.IsSpace(r) {
			break
		}
		end += uint32(size)
	}
	lead := []rune(q.Text[:q.Tokens[0].Start])
	for i := len(lead) - 1; i >= 0; i-- {
		got, size := utf8.DecodeLastRuneInString(s.Text[:start])
		if got != lead[i] || unicode.IsSpace(got) {
			break
		}
		start -= uint32(size)
	}
	return start, end
}
