package verdict

import (
	"bytes"
	"sort"
	"strings"
)

// The bounds of CONTRACT.md for a passage that is not verbatim.
const (
	lightlyEdited = 0.85
	reworded      = 0.5
)

// maxNow bounds the excerpt that is shown beside a quote, in bytes.
const maxNow = 600

// FindQuote says how a passage stands in a page. It is searched in all of the
// visible text, first word by word without regard to case, punctuation, white
// space, line ends, quotation marks, soft hyphens, look-alike letters or footnote
// marks; then for the window that is most alike in what it says. A quote with
// omissions (…) stands as its worst part does, if the parts stand in order.
func FindQuote(p *Prepared, text string) Quote {
	worst := Quote{Text: text, State: StateGone}
	seen := false
	all := parts(text)
	for _, part := range all {
		q := p.findPart(part)
		if q.State == "" {
			continue // no word in it
		}
		if !seen || stateRank(q.State) > stateRank(worst.State) {
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
	if worst.State == StateVerbatim && len(all) > 1 && !p.inOrder(all) {
		worst.State = StateUnclear
	}
	worst.Found = worst.State == StateVerbatim || worst.State == StateEdited
	return worst
}

// inOrder tells whether the parts of a quote stand one after the other, as far as
// they stand word by word.
func (d *Prepared) inOrder(all []string) bool {
	var words []*stream
	for _, part := range all {
		q := lexPassage(strings.ReplaceAll(part, "\n", " "), kindOf(d) == "pdf")
		if len(q.tok) == 0 {
			continue
		}
		if _, ok := d.visible().verbatim(q, false); !ok {
			return true
		}
		words = append(words, q)
	}
	return len(words) < 2 || d.visible().inOrder(words, false, 0)
}

func stateRank(s string) int {
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

func (d *Prepared) findPart(text string) Quote {
	isPDF := d != nil && d.page.Kind == "pdf"
	q := lexPassage(strings.ReplaceAll(text, "\n", " "), isPDF)
	if len(q.tok) == 0 {
		return Quote{}
	}
	if !d.hasText() {
		return Quote{State: StateGone}
	}
	views := []*stream{d.visible()}
	if isPDF && d.main() != d.visible() {
		views = append(views, d.main()) // a sentence across pages, without the running headers
	}
	for _, s := range views {
		if at, ok := s.turned(q, isPDF); ok {
			return Quote{State: StateUnclear, Now: s.excerpt(at, maxNow), Page: d.pageOf(s.compact(at))}
		}
		if at, ok := s.verbatim(q, isPDF); ok {
			return Quote{State: StateVerbatim, Page: d.pageOf(s.compact(at))}
		}
	}
	if isPDF {
		if at := d.visible().pieces(q, true); at != nil {
			return Quote{State: StateVerbatim, Page: d.pageOf(d.visible().compact(at[0]))}
		}
	}
	for _, s := range views {
		if s.withoutInsertions(text, isPDF) {
			return Quote{State: StateVerbatim}
		}
	}
	if plain := q.bare(); plain != q || d.bare() != d.visible() {
		if at, ok := d.bare().verbatim(plain, isPDF); ok && len(plain.tok) > 0 {
			return Quote{State: StateVerbatim, Page: d.pageOf(d.bare().compact(at))}
		}
	}
	if d.page.Kind == "text" {
		if at, ok := d.visible().verbatim(lex(cellsApart(text), false), false); ok {
			return Quote{State: StateVerbatim, Page: d.pageOf(d.visible().compact(at))}
		}
	}
	if !isPDF {
		if d.main() != d.visible() {
			if _, ok := d.joined().verbatim(q.bare(), false); ok {
				return Quote{State: StateVerbatim}
			}
		}
		if now, ok := d.visible().interrupted(q); ok {
			return Quote{State: StateEdited, Now: now}
		}
	}
	var best likeness
	var in *stream
	for _, s := range views {
		if l := s.nearest(q, isPDF); in == nil || l.similarity > best.similarity {
			best, in = l, s
		}
	}
	if best.similarity < reworded {
		return Quote{State: StateGone}
	}
	out := Quote{State: StateUnclear, Now: in.excerpt(best.at, maxNow), Page: d.pageOf(in.compact(best.at))}
	if best.similarity >= lightlyEdited && best.sameFacts {
		if out.denied = in.deniedBeside(best.at, q); out.denied == [2]uint64{} {
			out.State = StateEdited
		}
	}
	return out
}

// deniedBeside gives the negation right before a passage and the one behind it, in its
// sentence, where the passage has another form of q's first or last word: one came
// with the other.
func (s *stream) deniedBeside(at span, q *stream) (denied [2]uint64) {
	if at.len() == 0 {
		return denied
	}
	denies := func(i int) bool { return lexicon().class(lettersInOrder(s.word(i)))&classNo != 0 && !s.numero(i) }
	if at.from > 0 && s.tok[at.from].flags&tokFirst == 0 && s.tok[at.from].hash != q.tok[0].hash && denies(at.from-1) {
		denied[0] = s.tok[at.from-1].hash
	}
	if at.to < len(s.tok) && s.tok[at.to].flags&tokFirst == 0 && s.tok[at.to-1].hash != q.tok[len(q.tok)-1].hash && denies(at.to) {
		denied[1] = s.tok[at.to].hash
	}
	return denied
}

// wasDenied tells whether the negations beside a passage stood beside it before: then
// they are no news.
func (d *Prepared) wasDenied(text string, denied [2]uint64) bool {
	if d == nil || !d.hasText() || denied == [2]uint64{} {
		return false
	}
	isPDF := d.page.Kind == "pdf"
	s := d.visible()
	at, ok := s.verbatim(lexPassage(strings.ReplaceAll(text, "\n", " "), isPDF), isPDF)
	return ok && at.len() > 0 && (denied[0] == 0 || at.from > 0 && s.tok[at.from-1].hash == denied[0]) &&
		(denied[1] == 0 || at.to < len(s.tok) && s.tok[at.to].hash == denied[1])
}

// verbatim finds a passage by its letters and digits alone. It has to begin
// and end where words do, except in a PDF, where words run together.
func (s *stream) verbatim(q *stream, loose bool) (span, bool) {
	from := 0
	for {
		at, ok := s.verbatimFrom(q.norm, loose, from)
		if !ok || s.sameAddresses(at, q) {
			return at, ok
		}
		from = int(s.tok[at.from].norm) + 1
	}
}

// verbatimFrom is verbatim from a place in s.norm on, for the letters and digits
// of a passage.
func (s *stream) verbatimFrom(want []byte, loose bool, from int) (span, bool) {
	for {
		i := bytes.Index(s.norm[from:], want)
		if i < 0 {
			return span{}, false
		}
		i += from
		first := sort.Search(len(s.tok), func(k int) bool { return int(s.tok[k].norm) > i }) - 1
		end := i + len(want)
		last := sort.Search(len(s.tok), func(k int) bool { return int(s.tok[k].norm) >= end })
		starts := first >= 0 && int(s.tok[first].norm) == i
		ends := end == len(s.norm) || last < len(s.tok) && int(s.tok[last].norm) == end || s.norm[end] == ' '
		if first >= 0 && (starts && ends || loose && len(want) >= 24 && !splitsNumber(s.norm, i, end)) {
			return span{first, last}, true
		}
		from = i + 1
	}
}

// sameAddresses tells whether the e-mail addresses of a passage, which are all
// one token, are those of a part of the text, as far as both are shown.
func (s *stream) sameAddresses(r span, q *stream) bool {
	if len(q.emails) == 0 {
		return true
	}
	here := s.addresses(r)
	for i, a := range q.addresses(span{0, len(q.tok)}) {
		if i < len(here) && a != "" && here[i] != "" && a != here[i] {
			return false
		}
	}
	return true
}

// addresses are those of a part of the text.
func (s *stream) addresses(r span) (out []string) {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokEmail != 0 {
			out = append(out, s.address(i))
		}
	}
	return out
}

// address is an e-mail address in small letters; "" for one that is hidden
// from robots.
func (s *stream) address(i int) string {
	a := strings.ToLower(s.text[s.tok[i].start:s.tok[i].end])
	if strings.HasPrefix(a, "[") {
		return ""
	}
	return a
}

// splitsNumber tells whether a cut falls between two digits.
func splitsNumber(b []byte, from, to int) bool {
	cut := func(i int) bool { return i > 0 && i < len(b) && isASCIIDigit(b[i-1]) && isASCIIDigit(b[i]) }
	return cut(from) || cut(to)
}

// pageOf returns the page of a PDF on which a passage begins, from 1; 0 if
// that cannot be told.
func (d *Prepared) pageOf(compact string) int {
	if len(d.page.Pages) == 0 || compact == "" {
		return 0
	}
	// Whole, or where it runs over to the next page, its beginning.
	for n := len(compact); n >= 8; n /= 2 {
		for i, p := range d.pages() {
			if bytes.Contains(p, []byte(compact[:n])) {
				return i + 1
			}
		}
	}
	return 0
}
