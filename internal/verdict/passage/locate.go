package passage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// PlaceKind is what a locator counts: pages, or paragraphs with a number.
type PlaceKind int

// The kinds, from wide to narrow; recitals and notes stand on a page, beside the
// others.
const (
	PlacePage PlaceKind = iota
	PlaceRecital
	PlaceNote
	PlaceSection
	PlaceArticle
	PlaceParagraph
	PlacePoint // by a letter or a small roman number
	PlaceCount // a paragraph without a number, counted from the first
)

// Place is one place that a locator names: page 14, article 7.
type Place struct {
	Kind   PlaceKind
	Number string // "92", "3.2", "iv", in small letters
}

// Located is the part of a text that a Place means.
type Located struct {
	Place Place
	// Text is the passage without its number; paragraphs are parted by "\n",
	// lines joined.
	Text string
	Page int // of a PDF, from 1; 0 if it has none
	// Printed tells that the page bears the number that was asked for, where it
	// is not the Page-th.
	Printed bool
	Counted bool // it bears no number: it is the so-many-th
	Others  int  // more passages that bear the number, and may be meant
}

// Locate finds what the places mean in a page's text. A place of a wider kind
// holds those of narrower kinds: with article 7 and paragraph 2, the paragraph is
// searched in the article. Missing are the places that are not there; where one
// is missing within a wider place, the wider one is given.
func Locate(p *pages.Prepared, places []Place) (found []Located, missing []Place) {
	if !p.HasText() {
		return nil, places
	}
	best := -2
	for _, ls := range outlinesOf(p) {
		f, m, score := locate(p, ls, places)
		if score > best {
			found, missing, best = f, m, score
		}
		if len(m) == 0 && score >= sure {
			break
		}
	}
	return found, missing
}

// sure is a score that no heading or list entry has.
const sure = 60

// part is a range of an outline's lines.
type part struct {
	lex.Span
	skip   int // bytes of the first line that are its number
	place  Place
	page   Located // where it is a page
	others int
	score  int
	// counted is the text of a paragraph that was counted; its span is that of what it
	// was counted in.
	counted string
}

// locate narrows the text from the widest kind of place to the narrowest.
func locate(p *pages.Prepared, o *outline, places []Place) (found []Located, missing []Place, score int) {
	within := []part{{Span: lex.Span{From: 0, To: len(o.lines)}, score: -1}}
	whole := true
	var beside []part
	lost := false // paragraph 2 of an article that is not there is no other's
	for kind := PlacePage; kind <= PlaceCount; kind++ {
		var next []part
		asked := false
		for _, pl := range places {
			if pl.Kind != kind {
				continue
			}
			asked = true
			before := len(next)
			for _, w := range within {
				if lost {
					break
				}
				if at, ok := o.find(p, pl, w, !whole); ok {
					next = append(next, at)
				}
			}
			if len(next) == before {
				missing = append(missing, pl)
			}
		}
		switch {
		case len(next) == 0:
			lost = lost || asked && kind >= PlaceArticle
		case kind == PlaceRecital || kind == PlaceNote:
			beside = append(beside, next...)
		default:
			within, whole = next, false
		}
	}
	switch {
	case whole && len(beside) == 0:
		return nil, missing, -1
	case len(beside) > 0 && (whole || within[0].place.Kind == PlacePage):
		within = beside // on that page
	default:
		within = append(beside, within...)
	}
	score = within[0].score
	for _, w := range within {
		score = min(score, w.score)
		l := w.page
		l.Place, l.Text, l.Others = w.place, o.text(w), w.others
		if w.counted != "" {
			l.Text, l.Counted = w.counted, true
		}
		if l.Page == 0 {
			l.Page = o.lines[w.From].page
		}
		found = append(found, l)
	}
	return found, missing, score
}

// find finds one place in a part of the text; narrowed tells that a wider place was
// found before.
func (o *outline) find(p *pages.Prepared, pl Place, w part, narrowed bool) (part, bool) {
	switch pl.Kind {
	case PlacePage:
		return o.page(p, pl, w)
	case PlaceNote:
		return o.note(pl, w)
	case PlaceParagraph:
		at, ok := o.numbered(pl, w)
		if ok || !narrowed || w.place.Kind != PlaceArticle {
			return at, ok
		}
		full := pl
		full.Number = w.place.Number + "." + pl.Number // 7.2, of article 7
		if at, ok := o.numbered(full, w); ok {
			at.place = pl
			return at, true
		}
		if o.numbers(w) {
			return part{}, false
		}
		return o.count(pl, w)
	case PlaceCount:
		if narrowed {
			if at, ok := o.numbered(pl, w); ok {
				return at, true
			}
		}
		return o.count(pl, w)
	}
	return o.numbered(pl, w)
}

// numbered is the passage that a number leads: of all lines that begin with it,
// the one that is most like a paragraph in its row. Entries of a table of
// contents, short list items and footnotes that name a document are less so.
func (o *outline) numbered(pl Place, w part) (part, bool) {
	var best part
	var all []part
	worded := false
	like := o.hasNumber(pl, w)
	for i := w.From; i < w.To; i++ {
		m := o.lines[i].mark
		if !like(m.number) || i == w.From && w.skip > 0 {
			continue
		}
		switch {
		case m.worded && m.kind != pl.Kind:
			continue
		case m.tooSmall(pl.Kind):
			continue // (b) is no recital B, and (iv) no chapter IV
		case m.worded && pl.Kind != PlaceParagraph:
			worded = true
		}
		c := part{Span: lex.Span{From: i, To: o.end(i, w.To)}, place: pl}
		c.skip = len(o.lines[i].text)
		if m.rest != "" {
			c.skip = strings.LastIndex(o.lines[i].text, m.rest)
		}
		if (pl.Kind == PlaceSection || pl.Kind == PlaceArticle) && !m.worded && strings.Contains(m.style, "A") && !heading(o.firstLine(c)) {
			continue // section B is a heading, or has the word before it
		}
		c.score = o.score(c)
		all = append(all, c)
	}
	for _, c := range all {
		if worded && !o.lines[c.From].mark.worded {
			continue // "7." is no article where there is an "Article 7"
		}
		if best.To == 0 || c.score > best.score {
			best = c
		}
	}
	if best.To == 0 {
		return part{}, false
	}
	for _, c := range all {
		if c.From != best.From && c.score >= sure && c.score >= best.score*4/5 && o.lines[c.From].mark.worded == o.lines[best.From].mark.worded {
			best.others++
		}
	}
	return best, best.score > 0
}

// hasNumber tells which numbers are those of a place: its own, or where none in the
// text is, a letter that looks like it (the В of a Russian translation).
func (o *outline) hasNumber(pl Place, w part) func(string) bool {
	for i := w.From; i < w.To; i++ {
		if m := o.lines[i].mark; m.number == pl.Number && !m.tooSmall(pl.Kind) {
			return func(n string) bool { return n == pl.Number }
		}
	}
	want := latinLook(pl.Number)
	return func(n string) bool { return latinLook(n) == want }
}

// tooSmall tells a list's small letter from what is of a wide kind.
func (m mark) tooSmall(kind PlaceKind) bool {
	return kind < PlaceParagraph && !m.worded && strings.Contains(m.style, "a")
}

// latinLook is a number with its Cyrillic letters written in Latin ones that look
// the same.
func latinLook(n string) string { return cyrillicLetters.Replace(n) }

var cyrillicLetters = strings.NewReplacer("а", "a", "в", "b", "с", "c", "е", "e", "н", "h", "к", "k", "м", "m", "о", "o", "р", "p", "т", "t", "х", "x")

// maxPassage bounds a passage in lines, and openEnd, in words, the last one of a
// row, after which nothing tells where it ends.
const (
	maxPassage = 400
	openEnd    = 300
)

// end is the line after the passage that begins at line i: where the next number
// of its kind stands, or a heading of a wider kind.
func (o *outline) end(i, limit int) int {
	m := o.lines[i].mark
	follows := nextTo(m.number, 1)
	other := 0 // the first mark of the same kind with any other number
	stop := min(limit, i+maxPassage)
	for k := i + 1; k < stop; k++ {
		x := o.lines[k].mark
		switch {
		case x.worded && (x.kind < m.kind || x.kind == m.kind && m.worded && x.number != m.number):
			stop = k
		case x.style != m.style:
		case x.number == m.number: // the row begins again
			if other == 0 {
				other = k
			}
			stop = k
		case slices.Contains(follows, x.number):
			return k
		case other == 0:
			other = k
		}
	}
	if other > 0 {
		return other
	}
	words := 0
	for k := i; k < stop; k++ {
		if words >= openEnd {
			return k
		}
		words += len(strings.Fields(o.lines[k].text))
	}
	return stop
}

// score tells how much a passage is like one, and not like an entry of a list.
func (o *outline) score(c part) int {
	m := o.lines[c.From].mark
	text := o.text(c)
	words := len(strings.Fields(text))
	score := min(words, 100)
	if x := o.neighbour(c.From, -1); slices.Contains(nextTo(m.number, -1), x.number) {
		score += 40
	} else if m.number == "1" || m.number == "a" || m.number == "i" {
		score += 20
	}
	if x := o.neighbour(c.From, 1); slices.Contains(nextTo(m.number, 1), x.number) {
		score += 40
	}
	if m.worded {
		score += 40
	}
	if words >= 8 && strings.ContainsAny(text, ".;!?") {
		score += 40
	}
	switch {
	case m.style == "#" && m.rest == "":
		score -= 80
	case m.style == "#":
		score -= 40
	}
	first := o.firstLine(c)
	if words <= 25 && leaders().MatchString(strings.TrimRight(first, " \t")) || contents().MatchString(text) {
		score -= 150
	}
	if reference().MatchString(first) || strings.Contains(first, "://") && words <= 40 {
		score -= 120
	}
	return score
}

// firstLine is the first line of a passage that has words.
func (o *outline) firstLine(c part) string {
	for i := c.From; i < c.To; i++ {
		s := o.lines[i].text
		if i == c.From {
			s = s[min(c.skip, len(s)):]
		}
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// neighbour is the nearest mark of the same style before or after line i.
func (o *outline) neighbour(i, step int) mark {
	style := o.lines[i].mark.style
	for k, n := i+step, 0; k >= 0 && k < len(o.lines) && n < 4*maxPassage; k, n = k+step, n+1 {
		if o.lines[k].mark.style == style {
			return o.lines[k].mark
		}
	}
	return mark{}
}

// text is a part's text, with the lines of a PDF joined.
func (o *outline) text(c part) string {
	var paras []string
	var b strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(b.String()), " "); s != "" {
			paras = append(paras, s)
		}
		b.Reset()
	}
	for i := c.From; i < c.To; i++ {
		if o.lines[i].foot && o.lines[c.From].mark.style != "#" {
			continue
		}
		l := o.lines[i].text
		if i == c.From {
			l = l[min(c.skip, len(l)):]
		}
		s := strings.TrimSpace(l)
		if !o.pdf {
			b.WriteString(s)
			flush()
			continue
		}
		if s == "" {
			if !goesOn(b.String(), o.next(i, c.To)) {
				flush()
			}
			continue
		}
		if i > c.From && o.lines[i].mark.style != "" && o.lines[i].mark.style != "#" {
			flush() // an item of its own
		}
		if n := b.Len(); n > 0 && !(strings.HasSuffix(b.String(), "-") && startsSmall(s)) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	flush()
	return strings.Join(paras, "\n")
}

// next is the next line with words.
func (o *outline) next(i, to int) string {
	for k := i + 1; k < to; k++ {
		if o.lines[k].foot {
			continue
		}
		if s := strings.TrimSpace(o.lines[k].text); s != "" {
			return s
		}
	}
	return ""
}

// goesOn tells whether a sentence that was broken off goes on after a gap.
func goesOn(s, next string) bool {
	s = strings.TrimRight(s, " \"”»)")
	if s == "" || next == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".!?:;…", last) && startsSmall(next)
}

func startsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return lex.IsSmall(r)
}
