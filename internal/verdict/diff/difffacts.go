package diff

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Fact is a number, a name, a negation or the like that is not as it was. One
// side is empty where it came or went.
type Fact struct{ Kind, Old, New string }

// The kinds of a fact.
const (
	NumberFact   = "number"
	NameFact     = "name"
	NegationFact = "negation"
	DateFact     = "date"
	AddressFact  = "address" // e-mail
)

// factAt is a fact in a text: words that belong together, of one kind.
type factAt struct {
	lex.Span
	kind  string
	words string // normalised
}

// itemFacts are the facts of a passage: those to be marked in what was lost and
// in what was gained, and those that changed.
type itemFacts struct {
	lost, gained []factAt
	changed      []Fact
}

// A run that came or went whole and is longer than this is a sentence: the facts
// in it are new or gone with it, none of them was changed.
const longestInsert = 8

// A run that is longer than this on both sides together was rewritten: which
// name stands for which can't be told.
const rewritten = 30

// facts finds what counts in a passage however short it is.
func (d *differ) facts(it *item) itemFacts {
	var f itemFacts
	negated := [2]lex.Span{} // the last negation of one side alone, to which another may belong
	for i := 0; i < len(it.pieces); i++ {
		p := it.pieces[i]
		if p.op == OpSame {
			continue
		}
		var lost, gained lex.Span
		if p.op == OpLost {
			lost = p.a
			if i+1 < len(it.pieces) && it.pieces[i+1].op == OpGained {
				i++
				gained = it.pieces[i].b
			}
		} else {
			gained = p.b
		}
		old, now := d.old.factsIn(lost), d.new.factsIn(gained)
		if it.kind == KindEdited {
			old, now = withoutEqual(old, now)
			old, now = d.turned(lost, gained, old, now)
		}
		old, now = withoutOrdinary(old, now), withoutOrdinary(now, old)
		f.lost, f.gained = append(f.lost, old...), append(f.gained, now...)
		if it.kind != KindEdited || (lost.Len() == 0) != (gained.Len() == 0) && lost.Len()+gained.Len() > longestInsert {
			continue
		}
		if lost.Len()+gained.Len() > rewritten {
			isName := func(f factAt) bool { return f.kind == NameFact }
			old, now = slices.DeleteFunc(slices.Clone(old), isName), slices.DeleteFunc(slices.Clone(now), isName)
		}
		f.changed = d.pairFacts(f.changed, old, now, &negated)
	}
	f.changed = once(f.changed)
	return f
}

// once leaves out what was told before: a name may be another one throughout.
func once(facts []Fact) []Fact {
	told := map[Fact]bool{}
	return slices.DeleteFunc(facts, func(f Fact) bool {
		again := told[f]
		told[f] = true
		return again
	})
}

// factsIn lists the facts of a range in order.
func (v *view) factsIn(r lex.Span) []factAt {
	var out []factAt
	for i := r.From; i < r.To; i++ {
		kind := v.factKind(i)
		if kind == "" {
			continue
		}
		k := len(out) - 1
		const apart = 3 // "n'affecte pas" is one negation
		if k >= 0 && out[k].kind == kind && (out[k].To == i || kind == NegationFact && i-out[k].To < apart) && v.para[i] == v.para[out[k].From] {
			out[k].To = i + 1
		} else {
			out = append(out, factAt{Span: lex.Span{From: i, To: i + 1}, kind: kind})
		}
	}
	for i := range out {
		out[i].words = v.wordsIn(out[i].Span)
	}
	return out
}

func (v *view) wordsIn(r lex.Span) string {
	var words []string
	for i := r.From; i < r.To; i++ {
		if v.s.Tokens[i].Flags&lex.Email != 0 {
			words = append(words, v.address(i))
		} else {
			words = append(words, v.s.Word(i))
		}
	}
	return strings.Join(words, " ")
}

// factKind says which kind of fact a word is by itself, "" for none.
func (v *view) factKind(i int) string {
	s, t := v.s, v.s.Tokens[i]
	switch {
	case t.Flags&lex.Email != 0:
		return AddressFact
	case t.Flags&lex.Number != 0:
		if v.dates(i) {
			return DateFact
		}
		return NumberFact
	case v.minus(i) && i+1 < len(s.Tokens):
		return v.factKind(i + 1)
	case t.Flags&lex.Sign != 0:
		return NumberFact
	}
	word := s.Word(i)
	c := lex.Vocabulary().Class(word)
	switch {
	case c&lex.ClassMonth != 0 && (v.numberNear(i) || t.Flags&(lex.Upper|lex.First) == lex.Upper && !v.capitals(i)):
		return DateFact
	case c&lex.ClassNo != 0:
		return NegationFact
	case c&lex.ClassNumeral != 0 && c&(lex.ClassStop|lex.ClassGlue) == 0:
		return NumberFact
	case (meaning.IsName(s, i) || v.namedElsewhere(i)) && c&lex.ClassMonth == 0 && !polite[word] && !(v.capitals(i) && (v.capitals(i-1) || v.capitals(i+1))):
		return NameFact
	}
	return ""
}

// ordinary are numerals that mostly are not meant as numbers, but where another
// number takes their place.
var ordinary = map[string]bool{"one": true, "first": true, "second": true, "half": true, "одна": true, "один": true, "одного": true, "одной": true, "первый": true, "второй": true, "он": true, "une": true}

// namedElsewhere tells whether the first word of a sentence is a name: elsewhere
// in the text it has a large letter within one, and nowhere a small one.
func (v *view) namedElsewhere(i int) bool {
	if v.s.Tokens[i].Flags&(lex.Upper|lex.First) != lex.Upper|lex.First {
		return false
	}
	if v.names == nil {
		v.names = map[uint64]bool{}
		for j := range v.s.Tokens {
			switch h, flags := v.s.Tokens[j].Hash, v.s.Tokens[j].Flags; {
			case flags&lex.Upper == 0:
				v.names[h] = false
			case flags&lex.First == 0 && meaning.IsName(v.s, j):
				if _, known := v.names[h]; !known {
					v.names[h] = true
				}
			}
		}
	}
	return v.names[v.s.Tokens[i].Hash]
}

// polite are words written with a large letter that are no names.
var polite = map[string]bool{"i": true, "you": true, "your": true, "yours": true, "we": true, "our": true, "us": true, "вы": true, "вас": true, "вам": true, "вами": true, "ваш": true, "ваша": true, "ваши": true, "сіз": true, "сіздің": true, "vous": true, "sie": true, "ihr": true, "ihnen": true}

// capitals tells whether a word is written in large letters alone, as whole
// sentences of contracts are.
func (v *view) capitals(i int) bool {
	if i < 0 || i >= len(v.s.Tokens) || v.s.Tokens[i].Size < 3 {
		return false
	}
	w := v.s.Text[v.s.Tokens[i].Start:v.s.Tokens[i].End]
	return strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// dates tells whether a number is part of a date: a month stands beside it, or
// it is written as one.
func (v *view) dates(i int) bool {
	word := v.s.Word(i)
	if strings.Count(word, ".") == 2 {
		return true
	}
	if !v.calendar(i) {
		return false
	}
	for j := i - 2; j <= i+2; j++ {
		if v.beside(i, j) && lex.Vocabulary().Class(v.s.Word(j))&lex.ClassMonth != 0 {
			return true
		}
	}
	if len(word) == 4 && v.beside(i, i+1) {
		switch next := v.s.Word(i + 1); next {
		case "г", "год", "года", "году", "годом", "гг", "р", "року", "рік":
			return true
		default:
			return strings.HasPrefix(next, "жыл")
		}
	}
	return false
}

// calendar tells whether a number may be a day or a year.
func (v *view) calendar(i int) bool {
	w := v.s.Word(i)
	return v.s.Tokens[i].Flags&lex.Number != 0 && (len(w) <= 2 || len(w) == 4 && (w[:2] == "19" || w[:2] == "20" || w[:2] == "18"))
}

func (v *view) numberNear(i int) bool {
	for _, j := range []int{i - 1, i + 1, i - 2} {
		if v.beside(i, j) && v.calendar(j) {
			return true
		}
	}
	return false
}

// beside tells whether a word j is there, in the paragraph of i.
func (v *view) beside(i, j int) bool {
	return j >= 0 && j < len(v.para) && j != i && v.para[i] == v.para[j]
}

// mostPairs bounds the facts that are compared each with each.
const mostPairs = 1 << 20

// withoutEqual leaves out the facts that both sides have: a passage was
// rewritten around them. Of a name the ending may differ, unless there are so many that
// to compare each with each would take too long.
func withoutEqual(old, now []factAt) (a, b []factAt) {
	taken := make([]bool, len(now))
	exact := len(old)*len(now) > mostPairs
	type fact struct {
		kind  string
		words string
	}
	places := map[fact][]int{}
	for i, n := range now {
		if exact {
			places[fact{n.kind, n.words}] = append(places[fact{n.kind, n.words}], i)
		}
	}
next:
	for _, o := range old {
		if exact {
			k := fact{o.kind, o.words}
			if list := places[k]; len(list) > 0 {
				taken[list[0]], places[k] = true, list[1:]
			} else {
				a = append(a, o)
			}
			continue
		}
		for i, n := range now {
			if !taken[i] && o.kind == n.kind && (o.words == n.words || o.kind == NameFact && meaning.SameStem(o.words, n.words)) {
				taken[i] = true
				continue next
			}
		}
		a = append(a, o)
	}
	for i, n := range now {
		if !taken[i] {
			b = append(b, n)
		}
	}
	return a, b
}

func withoutOrdinary(list, other []factAt) []factAt {
	isNumber := func(f factAt) bool { return f.kind == NumberFact }
	if slices.ContainsFunc(other, isNumber) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(f factAt) bool { return isNumber(f) && ordinary[f.words] })
}

// turned adds the words that have a negation worked into them.
func (d *differ) turned(lost, gained lex.Span, old, now []factAt) (a, b []factAt) {
	const most = 8
	if lost.Len() == 0 || gained.Len() == 0 || lost.Len() > most || gained.Len() > most {
		return old, now
	}
	for i := lost.From; i < lost.To; i++ {
		for j := gained.From; j < gained.To; j++ {
			o, n := d.old.s.Word(i), d.new.s.Word(j)
			if d.old.factKind(i) == "" && d.new.factKind(j) == "" && (meaning.Negates(o, n) || meaning.Negates(n, o)) {
				old = inOrder(old, factAt{lex.Span{From: i, To: i + 1}, NegationFact, o})
				now = inOrder(now, factAt{lex.Span{From: j, To: j + 1}, NegationFact, n})
			}
		}
	}
	return old, now
}

func inOrder(list []factAt, f factAt) []factAt {
	i := len(list)
	for i > 0 && list[i-1].From > f.From {
		i--
	}
	return append(list[:i:i], append([]factAt{f}, list[i:]...)...)
}

// pairFacts puts the facts of one run against each other, kind by kind and in
// order.
func (d *differ) pairFacts(out []Fact, old, now []factAt, negated *[2]lex.Span) []Fact {
	taken := make([]bool, len(now))
	for _, o := range old {
		f := Fact{Kind: o.kind, Old: d.old.factText(o)}
		for i, n := range now {
			if !taken[i] && n.kind == o.kind {
				taken[i] = true
				f.New = d.new.factText(n)
				break
			}
		}
		if f.Kind == NegationFact && f.New == "" && d.old.joins(&out, &negated[0], o.Span, func(f *Fact) *string { return &f.Old }) {
			continue
		}
		out = append(out, f)
	}
	for i, n := range now {
		if taken[i] {
			continue
		}
		if n.kind == NegationFact && d.new.joins(&out, &negated[1], n.Span, func(f *Fact) *string { return &f.New }) {
			continue
		}
		out = append(out, Fact{Kind: n.kind, New: d.new.factText(n)})
	}
	return out
}

// joins makes one negation of two halves with a word between that stayed, as in
// "n'affecte pas".
func (v *view) joins(out *[]Fact, last *lex.Span, r lex.Span, side func(*Fact) *string) bool {
	k := len(*out) - 1
	if k >= 0 && last.Len() > 0 && r.From-last.To < 3 && (*out)[k].Kind == NegationFact {
		last.To = r.To
		*side(&(*out)[k]) = v.s.Excerpt(*last, 80)
		return true
	}
	*last = r
	return false
}

// factText is a fact as the page writes it. Of a date of which a part changed
// it is the whole.
func (v *view) factText(f factAt) string {
	r := f.Span
	if f.kind == DateFact {
		const most = 3
		part := func(i, edge int) bool {
			return v.beside(edge, i) && (v.calendar(i) && v.dates(i) || lex.Vocabulary().Class(v.s.Word(i))&lex.ClassMonth != 0)
		}
		for n := 0; n < most && part(r.From-1, r.From); n++ {
			r.From--
		}
		for n := 0; n < most && part(r.To, r.To-1); n++ {
			r.To++
		}
	}
	return v.s.Excerpt(r, 80)
}
