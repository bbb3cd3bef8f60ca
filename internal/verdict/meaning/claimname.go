package meaning

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// entity is a country, a place or a body that has a name of its own in each
// language; see entityTable. 0 is none.
type entity int16

type named struct {
	lex.Span
	entity entity
}

// readEntities finds all names of the table, also those within others.
func (f *Facts) readEntities() {
	t := knowledge()
	f.byEntity = map[entity]lex.Span{}
	add := func(e entity, from, to int) {
		f.entities = append(f.entities, named{lex.Span{From: from, To: to}, e})
		if _, ok := f.byEntity[e]; !ok {
			f.byEntity[e] = lex.Span{From: from, To: to}
		}
	}
	for i := range f.s.Tokens {
		upper := f.s.Tokens[i].Flags&lex.Upper != 0
		if upper {
			if key := acronym(f.raw(i)); key != "" {
				for _, e := range t.acronyms[key] {
					add(e, i, i+1)
				}
			}
		}
		if f.know[i] == nil {
			continue
		}
		for _, p := range f.know[i].names {
			if p.large && !upper || i+len(p.rest)+1 > len(f.s.Tokens) {
				continue
			}
			ok := true
			for k, w := range p.rest {
				if !f.near(i+k, "-‑'’.") || !w.fits(string(f.base(i+k+1))) {
					ok = false
					break
				}
			}
			if ok {
				add(p.entity, i, i+1+len(p.rest))
			}
		}
	}
}

// longestEntities leaves out the names within others.
func (f *Facts) longestEntities() []named {
	list := slices.Clone(f.entities)
	slices.SortStableFunc(list, func(a, b named) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return b.To - a.To
	})
	var out []named
	for _, e := range list {
		if n := len(out); n > 0 && e.From < out[n-1].To {
			continue
		}
		if !f.used[e.From] {
			out = append(out, e)
		}
	}
	return out
}

func (f *Facts) findEntity(e entity) (lex.Span, bool) {
	s, ok := f.byEntity[e]
	return s, ok
}

// acronym is raw in large letters alone, two or more, without a plural s; else
// "".
func acronym(raw string) string {
	if s, ok := strings.CutSuffix(raw, "s"); ok {
		raw = s
	}
	n := 0
	for _, r := range raw {
		if !unicode.IsUpper(r) {
			return ""
		}
		n++
	}
	if n < 2 || n > 8 {
		return ""
	}
	return raw
}

// nameWord is one word of a name with the forms it may take in another script
// or case.
type nameWord struct {
	acronym string
	forms   forms
}

// nameRun is a name as a claim writes it.
type nameRun struct {
	lex.Span
	words []nameWord
	start bool
}

// runs finds the names of a claim that are in no table: words with a large
// letter next to each other.
func (f *Facts) runs(taken []bool) []nameRun {
	large, words := 0, 0
	for i, t := range f.s.Tokens {
		if t.Flags&(lex.Number|lex.Sign|lex.Email) == 0 && len(f.base(i)) > 1 {
			words++
			large += int(lex.Bit(t.Flags&lex.Upper != 0))
		}
	}
	if words > 4 && large*10 > words*7 {
		return nil // a heading: its letters say nothing
	}
	nouns := f.largeNouns()
	var out []nameRun
	for i := 0; i < len(f.s.Tokens); {
		end := i
		for end < len(f.s.Tokens) && !taken[end] && f.nameable(end) && (end == i || f.near(end-1, "-‑'’") || f.initial(end-1) && f.near(end-1, ".")) {
			end++
		}
		if end == i {
			i++
			continue
		}
		if nouns && end == i+1 && acronym(f.raw(i)) == "" && !camel(f.raw(i)) {
			i = end
			continue
		}
		if r, ok := f.run(lex.Span{From: i, To: end}); ok && !f.entitled(r.Span) {
			out = append(out, r)
		}
		i = end
	}
	return out
}

// largeNouns tells whether the text is German, where each noun has a large letter: one
// alone is no name there.
func (f *Facts) largeNouns() bool {
	german, other := 0, 0
	for i := range f.s.Tokens {
		for _, lang := range lex.LanguageOf()[string(f.base(i))] {
			if lang == "de" {
				german++
			} else {
				other++
			}
		}
	}
	return german > other
}

// nameable tells whether token i may be a word of a name.
func (f *Facts) nameable(i int) bool {
	t := f.s.Tokens[i]
	if f.used[i] || t.Flags&lex.Upper == 0 || t.Flags&(lex.Number|lex.Sign|lex.Email) != 0 {
		return false
	}
	raw := f.raw(i)
	if utf8.RuneCountInString(raw) == 1 {
		return f.initial(i)
	}
	w := string(f.base(i))
	return !f.at(i).generic && f.at(i).month == 0 && f.at(i).numeral == 0 && !roman(raw) &&
		lex.Vocabulary().Class(w)&(lex.ClassStop|lex.ClassDay|lex.ClassMonth|lex.ClassNo|lex.ClassNumeral) == 0
}

// initial tells whether token i is the initial of a name: one large letter and a
// point.
func (f *Facts) initial(i int) bool {
	return f.s.Tokens[i].Flags&lex.Upper != 0 && utf8.RuneCountInString(f.raw(i)) == 1 && strings.HasPrefix(f.gap(i), ".")
}

// starts tells whether token i starts a sentence, where any word is large.
func (f *Facts) starts(i int) bool {
	if i == 0 {
		return true
	}
	if f.s.Tokens[i].Flags&lex.First == 0 {
		return false
	}
	return !(f.initial(i-1) || f.at(i-1).title && f.near(i-1, "."))
}

func (f *Facts) run(r lex.Span) (nameRun, bool) {
	start := f.starts(r.From)
	if start && r.Len() == 1 {
		raw := f.raw(r.From)
		own := len(raw) < int(f.s.Tokens[r.From].End-f.s.Tokens[r.From].Start) // Bokayev's lawyer
		if !own && acronym(raw) == "" && !camel(raw) {
			return nameRun{}, false
		}
		start = false
	}
	out := nameRun{Span: r, start: start}
	for i := r.From; i < r.To; i++ {
		raw := f.raw(i)
		if utf8.RuneCountInString(raw) == 1 {
			if i == r.From {
				out.From++ // an initial helps nobody
				out.start = false
			}
			continue
		}
		out.words = append(out.words, nameWord{acronym(raw), spell(strings.ToLower(raw))})
	}
	// Not a possessive 's at the end.
	return out, len(out.words) > 0 && out.From < out.To
}

// entitled tells whether a run is of the English title of a law or a body, which
// each language puts in its own words: the Law on Peaceful Assemblies, the
// Committee on the Application of Standards, Enhanced Partnership.
func (f *Facts) entitled(r lex.Span) bool {
	last := string(f.base(r.To - 1))
	common := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return len(last) > len(e)+2 && strings.HasSuffix(last, e) })
	}
	if common("tion", "tions", "ment", "ments", "ness", "ship", "ings", "ism", "ies") {
		return true
	}
	k := r.From - 1
	if k > 0 && string(f.base(k)) == "the" {
		k--
	}
	if k < 1 || !f.near(k-1, "") || !f.near(k, "") || f.s.Tokens[k-1].Flags&lex.Upper == 0 {
		return false
	}
	switch string(f.base(k)) {
	case "on", "against", "for":
		return f.at(k-1).generic && !f.at(k-1).title
	case "of", "to", "and":
		return common("ity", "ance", "ence", "ers", "ards", "ants")
	}
	return false
}

// camel tells a name like NetBlocks.
func camel(raw string) bool {
	small := false
	for _, r := range raw {
		if small && unicode.IsUpper(r) {
			return true
		}
		small = unicode.IsLower(r)
	}
	return false
}

func roman(raw string) bool { return raw != "" && strings.Trim(raw, "IVXLCM") == "" }

// nameIndex gives the places of the words with a large letter, by their
// skeletons: whole, and without an ending. It is made when the first name is
// looked for.
type nameIndex struct {
	whole, cut map[string][]int32
	acronyms   map[string][]int32
}

func (f *Facts) indexNames() nameIndex {
	x := nameIndex{map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	for i, t := range f.s.Tokens {
		if t.Flags&lex.Upper == 0 || t.Flags&lex.Email != 0 || t.Size < 2 || t.Size > 100 {
			continue
		}
		raw := f.raw(i)
		if a := acronym(raw); a != "" {
			x.acronyms[a] = append(x.acronyms[a], int32(i))
		}
		s := spell(strings.ToLower(raw))
		for _, w := range s.whole {
			x.whole[w] = append(x.whole[w], int32(i))
		}
		for _, w := range s.cut {
			x.cut[w] = append(x.cut[w], int32(i))
		}
	}
	return x
}

// places are where a word of a name stands, in order.
func (x *nameIndex) places(w nameWord) []int32 {
	var out []int32
	if w.acronym != "" {
		out = append(out, x.acronyms[w.acronym]...)
		if s := spell(strings.ToLower(w.acronym)); len(s.whole) > 0 {
			for _, f := range s.whole {
				out = append(out, x.whole[f]...)
			}
		}
	} else {
		for _, s := range w.forms.whole {
			out = append(out, x.whole[s]...)
			if len(s) >= 3 {
				out = append(out, x.cut[s]...) // the text's case ending
			}
		}
		for _, s := range w.forms.cut {
			if len(s) >= 4 {
				out = append(out, x.whole[s]...) // the claim's
			}
			if len(s) >= 5 {
				out = append(out, x.cut[s]...) // both
			}
		}
		if v := w.forms.stem; len(v) >= 5 {
			out = append(out, x.cut[v]...) // Astana, в Астане
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// findName looks for a name: all its words close together, in any order; else
// its last word alone, where no other first name stands before it.
func (f *Facts) findName(words []nameWord) (lex.Span, bool) {
	places := make([][]int32, len(words))
	rarest := 0
	for i, w := range words {
		places[i] = f.names.places(w)
		if len(places[i]) < len(places[rarest]) {
			rarest = i
		}
	}
	reach := int32(len(words) + 2)
	for _, at := range places[rarest] {
		from, to, ok := at, at, true
		for i, p := range places {
			if i == rarest {
				continue
			}
			k, _ := slices.BinarySearch(p, at-reach)
			if k == len(p) || p[k] > at+reach {
				ok = false
				break
			}
			if p[k] == at && k+1 < len(p) && p[k+1] <= at+reach {
				k++ // another word than this one
			}
			from, to = min(from, p[k]), max(to, p[k])
		}
		if ok {
			return lex.Span{From: int(from), To: int(to) + 1}, true
		}
	}
	if len(words) < 2 || len(words) > 3 {
		return lex.Span{}, false
	}
	last := words[len(words)-1]
	if last.acronym != "" {
		return lex.Span{}, false
	}
	for _, at := range places[len(words)-1] {
		if i := int(at); !f.firstName(i-1, i-1) && !f.firstName(i+1, i) {
			return lex.Span{From: i, To: i + 1}, true
		}
	}
	return lex.Span{}, false
}

// firstName tells whether token i, across the gap before or after it, is another
// part of a person's name.
func (f *Facts) firstName(i, gap int) bool {
	if i < 0 || i >= len(f.s.Tokens) || !f.near(gap, "") || utf8.RuneCountInString(f.raw(i)) < 3 {
		return false
	}
	return f.nameable(i) && !f.at(i).title && (!f.starts(i)) && len(f.at(i).names) == 0
}
