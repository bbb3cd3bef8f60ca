package meaning

import (
	"cmp"
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
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
	f := readFacts(lex.Text(sentence, false), false)
	var out []Item
	var at []int
	add := func(from lex.Span, it Item) {
		it.Text = f.excerpt(from)
		if it.Text == "" || len(out) >= 4*mostItems || slices.ContainsFunc(out, func(o Item) bool { return o.same(it) }) {
			return
		}
		out, at = append(out, it), append(at, from.From)
	}
	for _, d := range f.dates {
		if d.dates[0].y != 0 || d.dates[0].d != 0 {
			add(d.Span, Item{Kind: FactDate, dates: d.dates})
		}
	}
	for _, g := range f.figures {
		if !g.slight {
			add(g.Span, Item{Kind: FactFigure, figure: g})
		}
	}
	named := make([]bool, len(f.s.Tokens))
	for _, e := range f.longestEntities() {
		for i := e.From; i < e.To; i++ {
			named[i] = true
		}
		add(e.Span, Item{Kind: FactName, entity: e.entity})
	}
	for _, r := range f.runs(named) {
		add(r.Span, Item{Kind: FactName, name: r.words, start: r.start})
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

// Facts are the figures, dates and names of a text. Made once and never written
// again.
type Facts struct {
	s     *lex.Stream
	lines bool // a line end is a space, as in the text of a PDF
	know  []*known
	used  []bool // by a date, a figure or a symbol

	spoken struct { // the last answer of speech, while the text is read
		lex.Span
		lang string
	}

	dates    []dated
	figures  []figure
	entities []named
	byEntity map[entity]lex.Span // the first place
	names    nameIndex
}

func readFacts(s *lex.Stream, lines bool) *Facts {
	f := knowWords(s, lines)
	f.readDates()
	f.readFigures()
	f.readEntities()
	return f
}

// IndexFacts reads the facts of a text for items to be found among them. lines: a line end
// is a space, as in the text of a PDF.
func IndexFacts(s *lex.Stream, lines bool) *Facts {
	f := readFacts(s, lines)
	f.names = f.indexNames()
	return f
}

// Find looks for an item of a claim, and gives the place as the text writes it.
func (f *Facts) Find(it Item) (where string, found bool) {
	var at lex.Span
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

// knowWords looks up each word of a text.
func knowWords(s *lex.Stream, lines bool) *Facts {
	f := &Facts{s: s, lines: lines, know: make([]*known, len(s.Tokens)), used: make([]bool, len(s.Tokens))}
	words := knowledge()
	for i := range s.Tokens {
		f.know[i] = words.of(f.base(i))
	}
	f.readSymbols()
	return f
}

// readSymbols sets aside what is no word or figure of its own: symbols of
// documents such as A/HRC/WGAD/2017/16, and paths of addresses.
func (f *Facts) readSymbols() {
	for i := 0; i < len(f.s.Tokens); {
		end, letters := i+1, !f.number(i)
		for end < len(f.s.Tokens) && f.gap(end-1) == "/" {
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
func (f *Facts) base(i int) []byte {
	t := f.s.Tokens[i]
	w := f.s.Norm[t.Norm : t.Norm+uint32(t.Size)]
	if n := len(w); n > 2 && w[n-1] == 's' {
		raw := f.s.Text[t.Start:t.End]
		if strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") {
			return w[:n-1]
		}
	}
	return w
}

// raw is a token as it is written, without a possessive 's.
func (f *Facts) raw(i int) string {
	t := f.s.Tokens[i]
	raw := f.s.Text[t.Start:t.End]
	for _, end := range []string{"'s", "’s"} {
		if s, ok := strings.CutSuffix(raw, end); ok && s != "" {
			return s
		}
	}
	return raw
}

// excerpt is a place as the text writes it, without a possessive 's.
func (f *Facts) excerpt(r lex.Span) string {
	out := f.s.Excerpt(r, longestWhere)
	for _, end := range []string{"'s", "’s"} {
		out = strings.TrimSuffix(out, end)
	}
	return out
}

// gap is what stands between tokens i and i+1.
func (f *Facts) gap(i int) string {
	if i < 0 || i+1 >= len(f.s.Tokens) {
		return "\n\n"
	}
	return f.s.Text[f.s.Tokens[i].End:f.s.Tokens[i+1].Start]
}

// near tells whether tokens i and i+1 stand next to each other: nothing but
// white space and the signs of allowed between.
func (f *Facts) near(i int, allowed string) bool {
	for _, r := range f.gap(i) {
		switch {
		case r == ' ' || r == 0xA0 || r == 0x202F || r == 0x2009:
		case r == '\n' && f.lines:
		case !strings.ContainsRune(allowed, r):
			return false
		}
	}
	return i >= 0 && i+1 < len(f.s.Tokens)
}

func (f *Facts) number(i int) bool { return i < len(f.s.Tokens) && f.s.Tokens[i].Flags&lex.Number != 0 }

// at is what is known of token i; never nil.
func (f *Facts) at(i int) *known {
	if i < 0 || i >= len(f.know) || f.know[i] == nil {
		return &unknown
	}
	return f.know[i]
}

// inBlock gives the first and last token of the block of token i.
func (f *Facts) inBlock(i int) lex.Span {
	n, _ := slices.BinarySearchFunc(f.s.Blocks, i, func(b lex.Block, i int) int {
		switch {
		case b.To <= i:
			return -1
		case b.From > i:
			return 1
		}
		return 0
	})
	if n == len(f.s.Blocks) {
		return lex.Span{From: i, To: i + 1}
	}
	return f.s.Blocks[n].Span
}

// speech tells Kazakh from Russian and French from English, for the words
// around token i: "он" is ten or he, "cent" a hundred or a part of "per cent".
// Latin letters without a known word pass for English.
func (f *Facts) speech(i int) string {
	const around = 64
	b := f.inBlock(i)
	i = b.From + (i-b.From)/around*around
	b.From, b.To = max(b.From, i-around/2), min(b.To, i+around*3/2)
	if f.spoken.Span != b {
		f.spoken.Span, f.spoken.lang = b, f.tongue(b)
	}
	return f.spoken.lang
}

func (f *Facts) tongue(b lex.Span) string {
	kk, ru, en, fr := 0, 0, 0, 0
	for k := b.From; k < b.To; k++ {
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
		for _, lang := range lex.LanguageOf()[w] {
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
