package verdict

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

// term is what one word or several say, however they are written: "four" and "4",
// "12 May 2018" and "12.05.2018", "hasn't" and "has not".
type term struct {
	hash    uint64 // of what it says
	stem    uint64 // hash of its first letters; 0 where endings matter
	at      span   // tokens
	word    string // normalised; "" for what is no single word
	kind    uint8
	date    ymd
	sense   sense
	weight  int32 // what its loss costs
	acronym bool  // large letters alone
	first   bool  // starts a sentence
	extra   int32 // and what it costs where the passage has it not
}

// The kinds of a term. All but termWord are facts.
const (
	termWord = iota
	termNumber
	termDate
	termUnit // what a number counts
	termName
	termOther // a sign, an e-mail address
)

// What the edit of one word costs: a word that says little costs half, another
// ending a quarter.
const (
	fullWeight = 4
	halfWeight = 2
	endWeight  = 1
)

// stemLetters is how many letters two forms of a word have in common at least.
const stemLetters = 4

// terms reads a range of a text. Footnote marks are left out where bare is set.
func (s *stream) terms(r span, lines, bare bool) []term {
	sub := &stream{text: s.text, norm: s.norm, tok: s.tok[r.from:r.to], blocks: s.blocksIn(r)}
	if bare {
		sub.tok = make([]token, 0, r.len())
		back := make([]int, 0, r.len())
		for i := r.from; i < r.to; i++ {
			if s.tok[i].flags&tokMark == 0 {
				sub.tok = append(sub.tok, s.tok[i])
				back = append(back, i)
			}
		}
		if len(back) < r.len() {
			sub.blocks = nil
			out := readTerms(sub, lines)
			for i := range out {
				at := &out[i].at
				at.from, at.to = back[at.from], back[at.to-1]+1
			}
			return out
		}
	}
	out := readTerms(sub, lines)
	for i := range out {
		out[i].at.from += r.from
		out[i].at.to += r.from
	}
	return out
}

// blocksIn are the blocks of a range, as ranges of its own tokens.
func (s *stream) blocksIn(r span) (out []block) {
	if r.len() == 0 || len(s.blocks) == 0 {
		return nil
	}
	for i := s.blockOf(r.from); i < len(s.blocks) && s.blocks[i].from < r.to; i++ {
		b := s.blocks[i]
		b.span = span{max(b.from, r.from) - r.from, min(b.to, r.to) - r.from}
		out = append(out, b)
	}
	return out
}

type termReader struct {
	f   *facts
	out []term
}

func readTerms(s *stream, lines bool) []term {
	f := knowWords(s, lines)
	f.scanDates()
	f.readFigures()
	t := termReader{f: f, out: make([]term, 0, len(s.tok)+8)}
	date, figure := 0, 0
	for i := 0; i < len(s.tok); {
		if n := t.clock(i); n > 0 {
			i += n
			continue
		}
		for date < len(f.dates) && f.dates[date].from < i {
			date++
		}
		for figure < len(f.figures) && (f.figures[figure].from < i || f.figures[figure].year) {
			figure++
		}
		switch {
		case date < len(f.dates) && f.dates[date].from == i:
			i = t.date(f.dates[date])
		case figure < len(f.figures) && f.figures[figure].from == i:
			i = t.figure(f.figures[figure])
		default:
			i = t.word(i)
		}
	}
	return t.out
}

func (t *termReader) add(k term) {
	k.extra = k.weight
	k.first = t.f.s.tok[k.at.from].flags&tokFirst != 0 && !t.f.s.abbreviated(k.at.from)
	t.out = append(t.out, k)
}

func meaningOf(format string, args ...any) uint64 { return hash(fmt.Appendf(nil, format, args...)) }

func (t *termReader) date(d dated) int {
	k := term{at: d.span, kind: termDate, date: d.dates[0], weight: fullWeight}
	if len(d.dates) > 1 { // 05/06/2018
		k.date = ymd{}
		k.hash = hash([]byte(t.f.s.compact(d.span)))
	} else {
		k.hash = meaningOf("date %d %d %d", k.date.y, k.date.m, k.date.d)
	}
	t.add(k)
	return d.to
}

// figure adds a number and what it counts, whichever is written first.
func (t *termReader) figure(g figure) int {
	f := t.f
	v := g.values[0]
	k := term{at: g.span, kind: termNumber, hash: meaningOf("number %d %d", v.m, v.e), weight: fullWeight}
	switch {
	case t.ordinal(g):
		k.hash = meaningOf("ordinal %d %d", v.m, v.e)
	case g.slight && v.m == 1 && g.len() == 1 && !f.number(g.from):
		k.kind, k.weight = termWord, halfWeight // one of them, un homme, один из
		k.word = f.s.word(g.from)
	}
	t.add(k)
	end := g.to
	// A unit outside of the figure's span.
	if g.unit != unitPercent && !g.unit.money() && end < len(f.s.tok) && f.near(end-1, "-.‑") {
		if m, n := t.measure(end); n > 0 {
			t.add(term{hash: m, at: span{end, end + n}, kind: termUnit, weight: fullWeight})
			return end + n
		}
		return end
	}
	if g.unit != 0 {
		u := meaningOf("unit %d", g.unit)
		if g.unit == unitPercent {
			if n := t.points(end); n > 0 {
				u, end = meaningOf("percentage points"), end+n
			}
		}
		t.add(term{hash: u, at: span{g.from, end}, kind: termUnit, weight: fullWeight})
	}
	return end
}

// clock reads a time of day: 14:05, 14h05, 14 h 05. It is given the hash of 14.05,
// which is how others write it.
func (t *termReader) clock(i int) int {
	f := t.f
	two := func(k, below int) (int, bool) {
		v, n := f.plain(k)
		return v, n > 0 && n <= 2 && v < below
	}
	hour, ok := two(i, 25)
	if !ok {
		return 0
	}
	next := i + 1
	switch {
	case f.gap(i) == ":":
	case next < len(f.s.tok) && f.s.word(next) == "h" && strings.TrimSpace(f.gap(i)+f.gap(next)) == "":
		next++
	default:
		return 0
	}
	minute, ok := two(next, 60)
	if !ok || f.s.tok[next].size != 2 || f.gap(next) == ":" {
		return 0
	}
	v := newDecimal(uint64(hour*100+minute), -2)
	t.add(term{hash: meaningOf("number %d %d", v.m, v.e), at: span{i, next + 1}, kind: termNumber, weight: fullWeight})
	return next + 1 - i
}

// ordinal tells whether a figure says which, not how many: third, 3rd, 3-й.
func (t *termReader) ordinal(g figure) bool {
	last := g.to - 1
	if t.f.at(last).numeral == numOrdinal {
		return true
	}
	if t.f.number(last) || last == g.from || !t.f.number(last-1) {
		return false
	}
	switch t.f.s.word(last) {
	case "st", "nd", "rd", "th", "er", "e", "ème", "ère", "eme", "й", "го", "я", "му", "ая", "ой", "ое", "ые", "ых", "ші", "шы", "інші", "ыншы", "нші", "ншы":
		return true
	}
	return false
}

// measure reads the unit that a number at i-1 counts.
func (t *termReader) measure(i int) (uint64, int) {
	if n := t.points(i); n > 0 && (t.f.s.word(i) != "points" && t.f.s.word(i) != "point") {
		return meaningOf("percentage points"), n
	}
	if m := measureBook()[t.f.s.word(i)]; m != 0 {
		return meaningOf("measure %d", m), 1
	}
	if u := t.f.at(i).unit; u != 0 && u != unitPeople && u != unitTimes {
		return meaningOf("unit %d", u), 1
	}
	switch t.f.s.word(i) {
	case "h", "ч", "hr", "hrs", "сағ": // 20 h
		return meaningOf("unit %d", unitHour), 1
	case "s", "сек":
		return meaningOf("unit %d", unitSecond), 1
	case "d":
		return meaningOf("unit %d", unitDay), 1
	}
	return 0, 0
}

// points reads what makes percentage points of per cent.
func (t *termReader) points(i int) int {
	w := func(k int) string {
		if k >= len(t.f.s.tok) {
			return ""
		}
		return t.f.s.word(k)
	}
	switch first := w(i); {
	case first == "points" || first == "point" || strings.HasPrefix(first, "пункт") || strings.HasPrefix(first, "тармақ") || first == "pp" || first == "пп":
		if first == "points" && w(i+1) == "de" && w(i+2) == "pourcentage" {
			return 3
		}
		return 1
	case first == "п" && w(i+1) == "п":
		return 2
	case (strings.HasPrefix(first, "процентн") || first == "percentage" || first == "пайыздық") && t.points(i+1) > 0:
		return 1 + t.points(i+1)
	}
	return 0
}

// word adds what is neither number nor date.
func (t *termReader) word(i int) int {
	s := t.f.s
	k := s.tok[i]
	w := s.word(i)
	at := span{i, i + 1}
	switch {
	case k.flags&tokEmail != 0:
		h := hash([]byte("@"))
		if a := s.address(i); a != "" {
			h = hash([]byte(a))
		}
		t.add(term{hash: h, at: at, word: "@", kind: termOther, weight: fullWeight})
		return i + 1
	case k.flags&(tokNumber|tokSign) != 0:
		kind := uint8(termNumber)
		if k.flags&tokSign != 0 {
			kind = termOther
		}
		t.add(term{hash: k.hash, at: at, kind: kind, weight: fullWeight})
		return i + 1
	case t.f.at(i).magnitude != 0 && !t.f.at(i).gluedOnly: // thousands of people
		t.add(term{hash: meaningOf("magnitude %d", t.f.at(i).magnitude), at: at, kind: termNumber, weight: fullWeight})
		return i + 1
	}
	if s.numero(i) {
		t.add(term{hash: meaningOf("numero"), at: at, kind: termWord, weight: halfWeight})
		return i + 1
	}
	if h, n := t.idiom(i); n > 0 {
		t.add(term{hash: h, at: span{i, i + n}, kind: termWord, weight: halfWeight})
		return i + n
	}
	if u := t.f.at(i).unit; u == unitPercent {
		n := 1
		t.add(term{hash: meaningOf("unit %d", u), at: at, kind: termWord, word: w, weight: fullWeight})
		return i + n
	}
	if words := s.contraction(i); words != nil {
		for _, w := range words {
			t.plain(w, at)
		}
		return i + 1
	}
	if h, ok := t.disguised(i, w); ok {
		w = h
	}
	kind := uint8(termWord)
	if s.name(i) && !honorific[w] && senses().of(w).meaning == 0 && !connective(w) {
		kind = termName
	}
	t.plain(w, at)
	last := &t.out[len(t.out)-1]
	last.acronym = k.end-k.start >= 2 && k.flags&tokUpper != 0 && acronym(s.text[k.start:k.end]) != ""
	if last.kind = kind; kind == termName {
		last.weight, last.extra = fullWeight, fullWeight
	}
	return i + 1
}

// plain adds a word of a language.
func (t *termReader) plain(w string, at span) {
	k := term{hash: hash([]byte(w)), at: at, word: w, sense: senses().of(w), weight: fullWeight}
	switch c := lexicon().class(w); {
	case k.sense.strict:
		k.hash = meaningOf("sense %d", k.sense.meaning)
	case c&(classStop|classGlue) != 0 || connective(w):
		k.weight = halfWeight
	default:
		k.hash = hash([]byte(spelling(w)))
	}
	k.stem = stemHash(w)
	t.add(k)
}

// spelling merges the two ways to spell English words: organisation, programme,
// colour, travelled. What it makes of other words is no matter.
func spelling(w string) string {
	const least = 6
	if len(w) < least || w[0] >= utf8.RuneSelf {
		return w
	}
	if stem, ok := strings.CutSuffix(w, "re"); ok {
		w = stem + "er"
	}
	return spellings().Replace(w)
}

var spellings = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("z", "s", "our", "or", "mme", "m", "ll", "l", "ogue", "og", "ence", "ense", "oe", "e", "ae", "e")
})

func stemHash(w string) uint64 {
	n := 0
	for i := range w {
		if n == stemLetters {
			return hash([]byte(w[:i]))
		}
		n++
	}
	if n == stemLetters {
		return hash([]byte(w))
	}
	return 0
}

// disguised gives a word of Latin letters that Cyrillic has alike in Cyrillic
// ones, where it stands among Cyrillic words: a slip of the keyboard.
func (t *termReader) disguised(i int, w string) (string, bool) {
	for _, r := range w {
		if r >= utf8.RuneSelf || lookAlike(r) == r {
			return "", false
		}
	}
	cyrillic := func(k int) bool { return k >= 0 && k < len(t.f.s.tok) && cyrillicWord(t.f.s.word(k)) }
	if !cyrillic(i-1) && i > 0 || !cyrillic(i+1) && i+1 < len(t.f.s.tok) || len(t.f.s.tok) == 1 {
		return "", false
	}
	return strings.Map(lookAlike, w), true
}

// contraction gives the words that token i was drawn together from, nil for none.
func (s *stream) contraction(i int) []string {
	w := s.word(i)
	if w == "cannot" {
		return []string{"can", "not"}
	}
	raw := s.text[s.tok[i].start:s.tok[i].end]
	if len(raw) == len(w) || !strings.ContainsFunc(raw, isApostrophe) {
		// It is, I am: an apostrophe behind two letters parts two words.
		if i > 0 && len(w) <= 2 && s.tok[i].start > s.tok[i-1].end && s.apostropheBetween(i-1, i) {
			if long := drawn(w, s.word(i-1)); long != "" {
				return []string{long}
			}
		}
		return nil
	}
	raw = strings.ToLower(raw)
	if stem, ok := strings.CutSuffix(w, "nt"); ok && strings.HasSuffix(strings.TrimSuffix(raw, "t"), raw[len(stem)+1:len(raw)-1]) {
		switch stem {
		case "wo":
			stem = "will"
		case "ca":
			stem = "can"
		case "sha":
			stem = "shall"
		}
		return []string{stem, "not"}
	}
	at := strings.LastIndexFunc(raw, isApostrophe)
	_, size := utf8.DecodeRuneInString(raw[at:])
	end := raw[at+size:]
	if stem, ok := strings.CutSuffix(w, end); ok {
		if long := drawn(end, stem); long != "" {
			return []string{stem, long}
		}
	}
	return nil
}

func (s *stream) apostropheBetween(a, b int) bool {
	gap := s.text[s.tok[a].end:s.tok[b].start]
	r, n := utf8.DecodeRuneInString(gap)
	return n == len(gap) && isApostrophe(r)
}

// drawn is the word behind an apostrophe in full.
func drawn(end, stem string) string {
	switch end {
	case "ve":
		return "have"
	case "re":
		return "are"
	case "ll":
		return "will"
	case "m":
		if stem == "i" {
			return "am"
		}
	case "d":
		return "would"
	case "s":
		switch stem {
		case "it", "he", "she", "that", "there", "who", "what", "where", "here", "how":
			return "is"
		}
	}
	return ""
}

// honorific titles come and go before a name.
var honorific = wordSet(`mr mrs ms miss dr m mm mme mlle г гн гжа господин госпожа мырза ханым herr frau señor señora`)

// connectives join sentences; at the start of one they have a large letter and
// are no names.
var connectives = wordSet(`however moreover furthermore therefore thus meanwhile although though because since while also then now there here hence instead still yet so nevertheless accordingly
	in fact they he she we you i his her its their our these those such what when if once during under over
	about above across against along among around behind below beneath beside between beyond despite down during except inside into near off onto out outside over through throughout toward towards under until up upon within which who whom whose where why how being been having did does do done them him me us myself itself themselves himself herself there
	dans chez entre vers contre sous lors durant parmi hors dont où leur leurs lui eux y celui celle ceux celles cours courant
	о об обо про над под перед через между среди около возле вокруг против ради согласно относительно ввиду вследствие который которая которое которые которого которой которых которым которыми свой своя свое свои своего своей своих им ими ему ей нее него них нам вам нас вас быть
	арқылы дейін сияқты секілді қарай бойы ішінде арасында жөнінде жайлы қатысты оның олардың оған оны
	однако кроме того также поэтому затем при этом между тем впрочем кстати потому так тогда там здесь теперь если когда хотя поскольку ведь и притом причем тем менее более они он она оно мы вы я этот эта эти это тот те такие
	алайда бірақ сондықтан сонымен қатар сондай ақ ал осылайша олар ол біз сіз мен егер өйткені себебі яғни
	cependant toutefois néanmoins pourtant ainsi donc or mais car puis ensuite alors aussi enfin lorsque quand si il elle ils elles nous vous on cela ceci ces
	aber jedoch doch daher deshalb sie er wir pero sin embargo`)

func connective(w string) bool { return connectives[w] }

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// sameSense tells whether what stands in one text says the same as what stands in
// its place in another, as far as numbers, dates, names, negations and the like
// go.
func sameSense(a, b []term) bool {
	const most = 40
	if len(a) > most || len(b) > most {
		return false
	}
	return balanced(a, b) && balanced(b, a) && !contradicts(a, b)
}

// abridge makes one term of words whose first letters are an acronym among others:
// ООН for Организация Объединённых Наций.
func abridge(list, others []term) []term {
	for o := range others {
		if !others[o].acronym {
			continue
		}
		for i := range list {
			if n := spelt(others[o].word, list[i:]); n > 0 {
				k := others[o]
				k.at = span{list[i].at.from, list[i+n-1].at.to}
				out := append(append(make([]term, 0, len(list)), list[:i]...), k)
				list = append(out, list[i+n:]...)
				break
			}
		}
	}
	return list
}

// spelt gives how many of the first words of a list, small ones aside, begin with
// the letters of an acronym; 0 if they do not.
func spelt(acronym string, list []term) int {
	k, letters := 0, 0
	for _, r := range acronym {
		for k < len(list) && k > 0 && list[k].weight < fullWeight && !strings.HasPrefix(list[k].word, string(r)) {
			k++
		}
		if k == len(list) || list[k].acronym || !strings.HasPrefix(list[k].word, string(r)) {
			return 0
		}
		k++
		letters++
	}
	if letters < 2 || list[0].kind != termName && list[0].weight < fullWeight {
		return 0
	}
	return k
}

// balanced tells whether each fact of a is among those of b, as often.
func balanced(a, b []term) bool {
	taken := make([]bool, len(b))
next:
	for i := range a {
		if a[i].kind == termWord && !a[i].sense.strict {
			continue
		}
		for j := range b {
			if !taken[j] && a[i].says(&b[j]) {
				taken[j] = true
				continue next
			}
		}
		return false
	}
	return true
}

// says tells whether two terms are one fact.
func (a *term) says(b *term) bool {
	if a.hash == b.hash {
		return true
	}
	switch {
	case a.kind == termDate && b.kind == termDate:
		// One may leave out the year.
		return a.date.m != 0 && a.date.m == b.date.m && a.date.d != 0 && a.date.d == b.date.d && (a.date.y == 0 || b.date.y == 0)
	case a.kind == termOther && a.word == "@" && b.word == "@":
		h := hash([]byte("@"))
		return a.hash == h || b.hash == h // one is hidden from robots
	case a.kind == termName || b.kind == termName:
		if a.word == "" || b.word == "" {
			return false
		}
		return sameStem(a.word, b.word) && !negates(a.word, b.word) || initial(a.word, b.word) || initial(b.word, a.word)
	}
	return false
}

// initial tells whether a is a name of which b is the first letter.
func initial(b, a string) bool {
	_, n := utf8.DecodeRuneInString(b)
	return n == len(b) && n > 0 && strings.HasPrefix(a, b)
}

// contradicts tells whether a word of one is the negation, or one that excludes,
// a word of the other.
func contradicts(a, b []term) bool {
	for i := range a {
		for j := range b {
			x, y := &a[i], &b[j]
			if x.word == "" || y.word == "" || x.hash == y.hash {
				continue
			}
			if x.sense.kind != 0 && x.sense.kind == y.sense.kind && x.sense.meaning != y.sense.meaning || negates(x.word, y.word) || otherPrefix(x.word, y.word) {
				return true
			}
		}
	}
	return false
}
