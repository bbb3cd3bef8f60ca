package passage

import (
	"bytes"
	"sort"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
)

// The bounds of CONTRACT.md for a passage that is not verbatim.
const (
	lightlyEdited = 0.85
	reworded      = 0.5
)

// The states of a quote.
const (
	StateVerbatim = "verbatim"
	StateEdited   = "edited"  // similarity ≥ 0.85, same numbers, names, negations
	StateUnclear  = "unclear" // 0.5 to 0.85, or alike but for a number, a name or a negation
	StateGone     = "gone"
)

// MaxExcerpt bounds the excerpt that is shown beside a quote, in bytes.
const MaxExcerpt = 600

// FindQuote says how a passage stands in a page. It is searched in all of the
// visible text, first word by word without regard to case, punctuation, white
// space, line ends, quotation marks, soft hyphens, look-alike letters or footnote
// marks; then for the window that is most alike in what it says. A quote with
// omissions (…) stands as its worst part does, if the parts stand in order.
func FindQuote(p *pages.Prepared, text string) Quote {
	worst := Quote{Text: text, State: StateGone}
	seen := false
	all := Parts(text)
	for _, part := range all {
		q := FindPart(p, part)
		if q.State == "" {
			continue // no word in it
		}
		if !seen || StateRank(q.State) > StateRank(worst.State) {
			now, page := worst.Now, worst.Page
			worst = q
			worst.Text = text
			if worst.Page == 0 {
				worst.Page = page
			}
			if worst.Now == "" {
				worst.Now = now
			}
		}
		seen = true
	}
	if worst.State == StateVerbatim && len(all) > 1 && !foundInOrder(p, all) {
		worst.State = StateUnclear
	}
	worst.Found = worst.State == StateVerbatim || worst.State == StateEdited
	return worst
}

// foundInOrder tells whether the parts of a quote stand one after the other, as far as
// they stand word by word.
func foundInOrder(d *pages.Prepared, all []string) bool {
	var words []*lex.Stream
	for _, part := range all {
		q := lex.Passage(strings.ReplaceAll(part, "\n", " "), pages.KindOf(d) == "pdf")
		if len(q.Tokens) == 0 {
			continue
		}
		if _, ok := Verbatim(d.Visible(), q, false); !ok {
			return true
		}
		words = append(words, q)
	}
	return len(words) < 2 || standInOrder(d.Visible(), words, false, 0)
}

// StateRank orders the states of a quote: 0 verbatim, 3 gone.
func StateRank(s string) int {
	switch s {
	case StateVerbatim:
		return 0
	case StateEdited:
		return 1
	case StateUnclear:
		return 2
	}
	return 3
}

// FindPart is FindQuote for a passage without omissions. Its state is "" where the passage
// has no word.
func FindPart(d *pages.Prepared, text string) Quote {
	isPDF := d != nil && d.Page.Kind == "pdf"
	q := lex.Passage(strings.ReplaceAll(text, "\n", " "), isPDF)
	if len(q.Tokens) == 0 {
		return Quote{}
	}
	if !d.HasText() {
		return Quote{State: StateGone}
	}
	views := []*lex.Stream{d.Visible()}
	if isPDF && d.Main() != d.Visible() {
		views = append(views, d.Main()) // a sentence across pages, without the running headers
	}
	for _, s := range views {
		if at, ok := signsTurned(s, q, isPDF); ok {
			return Quote{State: StateUnclear, Now: s.Excerpt(at, MaxExcerpt), Page: PageOf(d, s.Compact(at))}
		}
		if at, ok := Verbatim(s, q, isPDF); ok {
			return Quote{State: StateVerbatim, Page: PageOf(d, s.Compact(at))}
		}
	}
	if isPDF {
		if at := pieces(d.Visible(), q, true); at != nil {
			return Quote{State: StateVerbatim, Page: PageOf(d, d.Visible().Compact(at[0]))}
		}
	}
	for _, s := range views {
		if withoutInsertions(s, text, isPDF) {
			return Quote{State: StateVerbatim}
		}
	}
	if plain := q.Bare(); plain != q || d.Bare() != d.Visible() {
		if at, ok := Verbatim(d.Bare(), plain, isPDF); ok && len(plain.Tokens) > 0 {
			return Quote{State: StateVerbatim, Page: PageOf(d, d.Bare().Compact(at))}
		}
	}
	if d.Page.Kind == "text" {
		if at, ok := Verbatim(d.Visible(), lex.Text(cellsApart(text), false), false); ok {
			return Quote{State: StateVerbatim, Page: PageOf(d, d.Visible().Compact(at))}
		}
	}
	if !isPDF {
		if d.Main() != d.Visible() {
			if _, ok := Verbatim(d.Joined(), q.Bare(), false); ok {
				return Quote{State: StateVerbatim}
			}
		}
		if now, ok := interrupted(d.Visible(), q); ok {
			return Quote{State: StateEdited, Now: now}
		}
	}
	var best Likeness
	var in *lex.Stream
	for _, s := range views {
		if l := nearest(s, q, isPDF); in == nil || l.Similarity > best.Similarity {
			best, in = l, s
		}
	}
	if best.Similarity < reworded {
		return Quote{State: StateGone}
	}
	out := Quote{State: StateUnclear, Now: in.Excerpt(best.At, MaxExcerpt), Page: PageOf(d, in.Compact(best.At))}
	if best.Similarity >= lightlyEdited && best.sameFacts {
		if out.denied = deniedBeside(in, best.At, q); out.denied == [2]uint64{} {
			out.State = StateEdited
		}
	}
	return out
}

// deniedBeside gives the negation right before a passage and the one behind it, in its
// sentence, where the passage has another form of q's first or last word: one came
// with the other.
func deniedBeside(s *lex.Stream, at lex.Span, q *lex.Stream) (denied [2]uint64) {
	if at.Len() == 0 {
		return denied
	}
	denies := func(i int) bool {
		return lex.Vocabulary().Class(lex.LettersInOrder(s.Word(i)))&lex.ClassNo != 0 && !meaning.IsNumero(s, i)
	}
	if at.From > 0 && s.Tokens[at.From].Flags&lex.First == 0 && s.Tokens[at.From].Hash != q.Tokens[0].Hash && denies(at.From-1) {
		denied[0] = s.Tokens[at.From-1].Hash
	}
	if at.To < len(s.Tokens) && s.Tokens[at.To].Flags&lex.First == 0 && s.Tokens[at.To-1].Hash != q.Tokens[len(q.Tokens)-1].Hash && denies(at.To) {
		denied[1] = s.Tokens[at.To].Hash
	}
	return denied
}

// wasDenied tells whether the negations beside a passage stood beside it before: then
// they are no news.
func wasDenied(d *pages.Prepared, text string, denied [2]uint64) bool {
	if d == nil || !d.HasText() || denied == [2]uint64{} {
		return false
	}
	isPDF := d.Page.Kind == "pdf"
	s := d.Visible()
	at, ok := Verbatim(s, lex.Passage(strings.ReplaceAll(text, "\n", " "), isPDF), isPDF)
	return ok && at.Len() > 0 && (denied[0] == 0 || at.From > 0 && s.Tokens[at.From-1].Hash == denied[0]) &&
		(denied[1] == 0 || at.To < len(s.Tokens) && s.Tokens[at.To].Hash == denied[1])
}

// Verbatim finds a passage by its letters and digits alone. It has to begin
// and end where words do, except in a PDF, where words run together.
func Verbatim(s *lex.Stream, q *lex.Stream, loose bool) (lex.Span, bool) {
	from := 0
	for {
		at, ok := verbatimFrom(s, q.Norm, loose, from)
		if !ok || sameAddresses(s, at, q) {
			return at, ok
		}
		from = int(s.Tokens[at.From].Norm) + 1
	}
}

// verbatimFrom is verbatim from a place in s.norm on, for the letters and digits
// of a passage.
func verbatimFrom(s *lex.Stream, want []byte, loose bool, from int) (lex.Span, bool) {
	if s.Lacks(want) {
		return lex.Span{}, false
	}
	for {
		i := bytes.Index(s.Norm[from:], want)
		if i < 0 {
			return lex.Span{}, false
		}
		i += from
		first := sort.Search(len(s.Tokens), func(k int) bool { return int(s.Tokens[k].Norm) > i }) - 1
		end := i + len(want)
		last := sort.Search(len(s.Tokens), func(k int) bool { return int(s.Tokens[k].Norm) >= end })
		starts := first >= 0 && int(s.Tokens[first].Norm) == i
		ends := end == len(s.Norm) || last < len(s.Tokens) && int(s.Tokens[last].Norm) == end || s.Norm[end] == ' '
		if first >= 0 && (starts && ends || loose && len(want) >= 24 && !splitsNumber(s.Norm, i, end)) {
			return lex.Span{From: first, To: last}, true
		}
		from = i + 1
	}
}

// sameAddresses tells whether the e-mail addresses of a passage, which are all
// one token, are those of a part of the text, as far as both are shown.
func sameAddresses(s *lex.Stream, r lex.Span, q *lex.Stream) bool {
	if len(q.Emails) == 0 {
		return true
	}
	here := addresses(s, r)
	for i, a := range addresses(q, lex.Span{From: 0, To: len(q.Tokens)}) {
		if i < len(here) && a != "" && here[i] != "" && a != here[i] {
			return false
		}
	}
	return true
}

// addresses are those of a part of the text.
func addresses(s *lex.Stream, r lex.Span) (out []string) {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Email != 0 {
			out = append(out, s.Address(i))
		}
	}
	return out
}

// splitsNumber tells whether a cut falls between two digits.
func splitsNumber(b []byte, from, to int) bool {
	cut := func(i int) bool { return i > 0 && i < len(b) && lex.IsASCIIDigit(b[i-1]) && lex.IsASCIIDigit(b[i]) }
	return cut(from) || cut(to)
}

// PageOf returns the page of a PDF on which a passage begins, from 1; 0 if
// that cannot be told.
func PageOf(d *pages.Prepared, compact string) int {
	if len(d.Page.Pages) == 0 || compact == "" {
		return 0
	}
	// Whole, or where it runs over to the next page, its beginning.
	for n := len(compact); n >= 8; n /= 2 {
		for i, p := range d.Pages() {
			if bytes.Contains(p, []byte(compact[:n])) {
				return i + 1
			}
		}
	}
	return 0
}

// cellsApart writes a passage that was copied from the source of a table as the table
// is read: what stands between two cells without a blank is no part of them.
func cellsApart(text string) string {
	out := []rune(text)
	for i, r := range out {
		if (r == ',' || r == ';' || r == '|') && i+1 < len(out) && out[i+1] != ' ' || r == '"' {
			out[i] = '\t'
		}
	}
	return string(out)
}

// Quote is a passage and how it stands in a text.
type Quote struct {
	Text  string
	Found bool // verbatim or edited
	State string
	Now   string // the nearest passage where it is not verbatim, "" if gone
	Page  int    // of a PDF, from 1
	// Outside is set where it stands outside of the article alone: in a comment, a
	// box, a list of other pages. It may be found there.
	Outside bool
	// denied are the negations that stand beside it and not in it, by which it is
	// unclear.
	denied [2]uint64
}
