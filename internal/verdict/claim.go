package verdict

import (
	"cmp"
	"slices"
	"strings"
)

// Kinds of facts that a sentence of a report may take from its source.
const (
	FactFigure = "figure"
	FactDate   = "date"
	FactName   = "name"
)

// Item is one figure, date or name of a claim: what an editor would look for in
// the source, whatever language that is in.
type Item struct {
	Text string // as the claim writes it
	Kind string // FactFigure, FactDate, FactName

	figure figure
	dates  []ymd
	entity entity
	name   []nameWord
	start  bool // name[0] starts the sentence: it may be any word
}

// most bounds the facts of one claim, and the texts that are read for them.
const (
	mostItems     = 100
	mostClaim     = 20 << 10
	longestWhere  = 80
	nearestTokens = 400
)

// Claim lists the figures, dates and names of a sentence, in its order, each
// once. What follows is advice to a person and never a verdict: a sentence may
// round, convert, add up or paraphrase, and still be right.
//
// English, Russian, Kazakh and French are known; the sentence itself tells which
// it is. Not items: "one" and spelled ordinals up to the third (too often mere
// words), multiples such as "dozens", Roman numerals, a month without a year or
// a day, the word that starts the sentence (unless it is known, or another name
// follows), titles, weekdays, and words that are names of offices only.
func Claim(sentence string) []Item {
	if len(sentence) > mostClaim {
		sentence = sentence[:mostClaim]
	}
	f := readFacts(lex(sentence, false), false)
	var out []Item
	var at []int
	add := func(from span, it Item) {
		it.Text = f.excerpt(from)
		if it.Text == "" || len(out) >= 4*mostItems || slices.ContainsFunc(out, func(o Item) bool { return o.same(it) }) {
			return
		}
		out, at = append(out, it), append(at, from.from)
	}
	for _, d := range f.dates {
		if d.dates[0].y != 0 || d.dates[0].d != 0 {
			add(d.span, Item{Kind: FactDate, dates: d.dates})
		}
	}
	for _, g := range f.figures {
		if !g.slight {
			add(g.span, Item{Kind: FactFigure, figure: g})
		}
	}
	named := make([]bool, len(f.s.tok))
	for _, e := range f.longestEntities() {
		for i := e.from; i < e.to; i++ {
			named[i] = true
		}
		add(e.span, Item{Kind: FactName, entity: e.entity})
	}
	for _, r := range f.runs(named) {
		add(r.span, Item{Kind: FactName, name: r.words, start: r.start})
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	items := make([]Item, 0, len(out))
	for _, i := range order[:min(len(order), mostItems)] {
		items = append(items, out[i])
	}
	return items
}

// same tells whether two items of a claim are one.
func (it Item) same(o Item) bool {
	if it.Kind != o.Kind {
		return false
	}
	switch {
	case it.Kind == FactFigure:
		return it.figure.values[0] == o.figure.values[0] && it.figure.unit == o.figure.unit
	case it.Kind == FactDate:
		return slices.Equal(it.dates, o.dates)
	case it.entity != 0 || o.entity != 0:
		return it.entity == o.entity
	}
	return strings.EqualFold(it.Text, o.Text)
}

// FindFact looks for an item of a claim in the text of d, and gives the place as
// the text writes it.
func (d *Prepared) FindFact(it Item) (where string, found bool) {
	f := d.facts()
	var at span
	switch {
	case it.Kind == FactFigure:
		at, found = f.findFigure(it.figure)
	case it.Kind == FactDate:
		at, found = f.findDate(it.dates)
	case it.entity != 0:
		at, found = f.findEntity(it.entity)
	case len(it.name) > 0:
		at, found = f.findName(it.name)
		if !found && it.start && len(it.name) > 1 {
			at, found = f.findName(it.name[1:])
		}
	}
	if !found {
		return "", false
	}
	return f.excerpt(at), true
}

// facts are the figures, dates and names of a text. Made once and never written
// again.
type facts struct {
	s     *stream
	lines bool // a line end is a space, as in the text of a PDF
	know  []*known
	used  []bool // by a date, a figure or a symbol

	spoken struct { // the last answer of speech, while the text is read
		span
		lang string
	}

	dates    []dated
	figures  []figure
	entities []named
	byEntity map[entity]span // the first place
	names    nameIndex
}

func readFacts(s *stream, lines bool) *facts {
	f := knowWords(s, lines)
	f.readDates()
	f.readFigures()
	f.readEntities()
	return f
}

// knowWords looks up each word of a text.
func knowWords(s *stream, lines bool) *facts {
	f := &facts{s: s, lines: lines, know: make([]*known, len(s.tok)), used: make([]bool, len(s.tok))}
	words := knowledge()
	for i := range s.tok {
		f.know[i] = words.of(f.base(i))
	}
	f.readSymbols()
	return f
}

// readSymbols sets aside what is no word or figure of its own: symbols of
// documents such as A/HRC/WGAD/2017/16, and paths of addresses.
func (f *facts) readSymbols() {
	for i := 0; i < len(f.s.tok); {
		end, letters := i+1, !f.number(i)
		for end < len(f.s.tok) && f.gap(end-1) == "/" {
			letters = letters || !f.number(end)
			end++
		}
		for k := i; k < end && letters && end-i >= 3; k++ {
			f.used[k] = true
		}
		i = end
	}
}

// base is a token's normalised form without a possessive 's.
func (f *facts) base(i int) []byte {
	t := f.s.tok[i]
	w := f.s.norm[t.norm : t.norm+uint32(t.size)]
	if n := len(w); n > 2 && w[n-1] == 's' {
		raw := f.s.text[t.start:t.end]
		if strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") {
			return w[:n-1]
		}
	}
	return w
}

// raw is a token as it is written, without a possessive 's.
func (f *facts) raw(i int) string {
	t := f.s.tok[i]
	raw := f.s.text[t.start:t.end]
	for _, end := range []string{"'s", "’s"} {
		if s, ok := strings.CutSuffix(raw, end); ok && s != "" {
			return s
		}
	}
	return raw
}

// excerpt is a place as the text writes it, without a possessive 's.
func (f *facts) excerpt(r span) string {
	out := f.s.excerpt(r, longestWhere)
	for _, end := range []string{"'s", "’s"} {
		out = strings.TrimSuffix(out, end)
	}
	return out
}

// gap is what stands between tokens i and i+1.
func (f *facts) gap(i int) string {
	if i < 0 || i+1 >= len(f.s.tok) {
		return "\n\n"
	}
	return f.s.text[f.s.tok[i].end:f.s.tok[i+1].start]
}

// near tells whether tokens i and i+1 stand next to each other: nothing but
// white space and the signs of allowed between.
func (f *facts) near(i int, allowed string) bool {
	for _, r := range f.gap(i) {
		switch {
		case r == ' ' || r == 0xA0 || r == 0x202F || r == 0x2009:
		case r == '\n' && f.lines:
		case !strings.ContainsRune(allowed, r):
			return false
		}
	}
	return i >= 0 && i+1 < len(f.s.tok)
}

func (f *facts) number(i int) bool { return i < len(f.s.tok) && f.s.tok[i].flags&tokNumber != 0 }

// at is what is known of token i; never nil.
func (f *facts) at(i int) *known {
	if i < 0 || i >= len(f.know) || f.know[i] == nil {
		return &unknown
	}
	return f.know[i]
}

// inBlock gives the first and last token of the block of token i.
func (f *facts) inBlock(i int) span {
	n, _ := slices.BinarySearchFunc(f.s.blocks, i, func(b block, i int) int {
		switch {
		case b.to <= i:
			return -1
		case b.from > i:
			return 1
		}
		return 0
	})
	if n == len(f.s.blocks) {
		return span{i, i + 1}
	}
	return f.s.blocks[n].span
}

// speech tells Kazakh from Russian and French from English, for the words
// around token i: "он" is ten or he, "cent" a hundred or a part of "per cent".
// Latin letters without a known word pass for English.
func (f *facts) speech(i int) string {
	const around = 64
	b := f.inBlock(i)
	i = b.from + (i-b.from)/around*around
	b.from, b.to = max(b.from, i-around/2), min(b.to, i+around*3/2)
	if f.spoken.span != b {
		f.spoken.span, f.spoken.lang = b, f.tongue(b)
	}
	return f.spoken.lang
}

func (f *facts) tongue(b span) string {
	kk, ru, en, fr := 0, 0, 0, 0
	for k := b.from; k < b.to; k++ {
		w := string(f.base(k))
		switch {
		case !cyrillicWord(w):
		case strings.ContainsAny(w, "әғқңөұүһі"):
			kk += 2
		default:
			ru++
		}
		if strings.ContainsAny(w, "éèêàçùœ") {
			fr++
		}
		for _, lang := range languageOf()[w] {
			switch lang {
			case "en":
				en++
			case "fr":
				fr++
			case "kk":
				kk++
			case "ru":
				kk -= 2
			}
		}
	}
	switch {
	case kk > 0:
		return "kk"
	case ru > 0:
		return "ru"
	case fr > en:
		return "fr"
	}
	return "en"
}
