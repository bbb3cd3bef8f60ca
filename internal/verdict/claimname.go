package verdict

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// entity is a country, a place or a body that has a name of its own in each
// language; see entityTable. 0 is none.
type entity int16

type named struct {
	span
	entity entity
}

// readEntities finds all names of the table, also those within others.
func (f *facts) readEntities() {
	t := knowledge()
	f.byEntity = map[entity]span{}
	add := func(e entity, from, to int) {
		f.entities = append(f.entities, named{span{from, to}, e})
		if _, ok := f.byEntity[e]; !ok {
			f.byEntity[e] = span{from, to}
		}
	}
	for i := range f.s.tok {
		upper := f.s.tok[i].flags&tokUpper != 0
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
			if p.large && !upper || i+len(p.rest)+1 > len(f.s.tok) {
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
func (f *facts) longestEntities() []named {
	list := slices.Clone(f.entities)
	slices.SortStableFunc(list, func(a, b named) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	var out []named
	for _, e := range list {
		if n := len(out); n > 0 && e.from < out[n-1].to {
			continue
		}
		if !f.used[e.from] {
			out = append(out, e)
		}
	}
	return out
}

func (f *facts) findEntity(e entity) (span, bool) {
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
	span
	words []nameWord
	start bool
}

// runs finds the names of a claim that are in no table: words with a large
// letter next to each other.
func (f *facts) runs(taken []bool) []nameRun {
	large, words := 0, 0
	for i, t := range f.s.tok {
		if t.flags&(tokNumber|tokSign|tokEmail) == 0 && len(f.base(i)) > 1 {
			words++
			large += int(b2u(t.flags&tokUpper != 0))
		}
	}
	if words > 4 && large*10 > words*7 {
		return nil // a heading: its letters say nothing
	}
	var out []nameRun
	for i := 0; i < len(f.s.tok); {
		end := i
		for end < len(f.s.tok) && !taken[end] && f.nameable(end) && (end == i || f.near(end-1, "-‑'’") || f.initial(end-1) && f.near(end-1, ".")) {
			end++
		}
		if end == i {
			i++
			continue
		}
		if r, ok := f.run(span{i, end}); ok && !f.entitled(r.span) {
			out = append(out, r)
		}
		i = end
	}
	return out
}

// nameable tells whether token i may be a word of a name.
func (f *facts) nameable(i int) bool {
	t := f.s.tok[i]
	if f.used[i] || t.flags&tokUpper == 0 || t.flags&(tokNumber|tokSign|tokEmail) != 0 {
		return false
	}
	raw := f.raw(i)
	if utf8.RuneCountInString(raw) == 1 {
		return f.initial(i)
	}
	w := string(f.base(i))
	return !f.at(i).generic && f.at(i).month == 0 && f.at(i).numeral == 0 && !roman(raw) &&
		lexicon().class(w)&(classStop|classDay|classMonth|classNo|classNumeral) == 0
}

// initial tells whether token i is the initial of a name: one large letter and a
// point.
func (f *facts) initial(i int) bool {
	return f.s.tok[i].flags&tokUpper != 0 && utf8.RuneCountInString(f.raw(i)) == 1 && strings.HasPrefix(f.gap(i), ".")
}

// starts tells whether token i starts a sentence, where any word is large.
func (f *facts) starts(i int) bool {
	if i == 0 {
		return true
	}
	if f.s.tok[i].flags&tokFirst == 0 {
		return false
	}
	return !(f.initial(i-1) || f.at(i-1).title && f.near(i-1, "."))
}

func (f *facts) run(r span) (nameRun, bool) {
	start := f.starts(r.from)
	if start && r.len() == 1 {
		raw := f.raw(r.from)
		own := len(raw) < int(f.s.tok[r.from].end-f.s.tok[r.from].start) // Bokayev's lawyer
		if !own && acronym(raw) == "" && !camel(raw) {
			return nameRun{}, false
		}
		start = false
	}
	out := nameRun{span: r, start: start}
	for i := r.from; i < r.to; i++ {
		raw := f.raw(i)
		if utf8.RuneCountInString(raw) == 1 {
			if i == r.from {
				out.from++ // an initial helps nobody
				out.start = false
			}
			continue
		}
		out.words = append(out.words, nameWord{acronym(raw), spell(strings.ToLower(raw))})
	}
	// Not a possessive 's at the end.
	return out, len(out.words) > 0 && out.from < out.to
}

// entitled tells whether a run is of the English title of a law or a body, which
// each language puts in its own words: the Law on Peaceful Assemblies, the
// Committee on the Application of Standards, Enhanced Partnership.
func (f *facts) entitled(r span) bool {
	last := string(f.base(r.to - 1))
	common := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return len(last) > len(e)+2 && strings.HasSuffix(last, e) })
	}
	if common("tion", "tions", "ment", "ments", "ness", "ship", "ings", "ism", "ies") {
		return true
	}
	k := r.from - 1
	if k > 0 && string(f.base(k)) == "the" {
		k--
	}
	if k < 1 || !f.near(k-1, "") || !f.near(k, "") || f.s.tok[k-1].flags&tokUpper == 0 {
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

func (f *facts) indexNames() nameIndex {
	x := nameIndex{map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	for i, t := range f.s.tok {
		if t.flags&tokUpper == 0 || t.flags&tokEmail != 0 || t.size < 2 || t.size > 100 {
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
func (f *facts) findName(words []nameWord) (span, bool) {
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
			return span{int(from), int(to) + 1}, true
		}
	}
	if len(words) < 2 || len(words) > 3 {
		return span{}, false
	}
	last := words[len(words)-1]
	if last.acronym != "" {
		return span{}, false
	}
	for _, at := range places[len(words)-1] {
		if i := int(at); !f.firstName(i-1, i-1) && !f.firstName(i+1, i) {
			return span{i, i + 1}, true
		}
	}
	return span{}, false
}

// firstName tells whether token i, across the gap before or after it, is another
// part of a person's name.
func (f *facts) firstName(i, gap int) bool {
	if i < 0 || i >= len(f.s.tok) || !f.near(gap, "") || utf8.RuneCountInString(f.raw(i)) < 3 {
		return false
	}
	return f.nameable(i) && !f.at(i).title && (!f.starts(i)) && len(f.at(i).names) == 0
}
