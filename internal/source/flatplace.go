package source

import (
	"slices"
	"strconv"
)

// flatParted parts places that are two marks without anything between them: 89 behind 7
// and before 10.
func flatParted(marks []flatPlace) []flatPlace {
	const near = 6 // places on either side that may be none of marks
	has := func(list []flatPlace, n int) bool {
		return slices.ContainsFunc(list, func(p flatPlace) bool { return p.n == n })
	}
	var out []flatPlace
	for i, m := range marks {
		for k := 1; k < len(m.label); k++ {
			a, _ := strconv.Atoi(m.label[:k])
			if m.label[k:] != strconv.Itoa(a+1) || !has(marks[max(0, i-near):i], a-1) || !has(marks[i+1:min(len(marks), i+1+near)], a+2) {
				continue
			}
			first := m
			first.n, first.label, first.end = a, m.label[:k], m.start+k
			m.n, m.label, m.start = a+1, m.label[k:], m.start+k
			out = append(out, first)
			break
		}
		out = append(out, m)
	}
	return out
}

// How much a mark looks like one: nothing, right behind its word, raised.
const (
	lookGlued  = 1
	lookRaised = 2
)

// flatBest gives the notes and their marks, taken from those that look most like marks
// as long as these have as many notes: writers keep to one way.
func flatBest(notes, marks []flatPlace) (kept, of []flatPlace) {
	most := 0
	for look := 0; look <= lookRaised; look++ {
		list := slices.DeleteFunc(slices.Clone(marks), func(p flatPlace) bool { return p.look < look })
		found := flatPairs(notes, list, false, false)
		if excerpt := flatPairs(notes, list, true, false); len(excerpt) > len(found) {
			found = excerpt
		}
		n := 0
		for _, p := range found {
			if p.mark > 0 {
				n++
			}
		}
		if n > 0 && n >= most {
			most, kept, of = n, found, list
		}
	}
	return kept, of
}

// flatWrapped tells a line of the note before that a number begins, the next one by
// chance, from the next note: that note begins further on with the same number, written
// as before, and the one before would have no address without the line. It gives how
// many places are lines of the note before.
func flatWrapped(notes []flatPlace, before flatPlace) (n int) {
	first := notes[0]
	if first.n != before.n+1 || first.block != before.block || before.address || !first.address {
		return 0
	}
	for i, p := range notes[:min(len(notes), 50)] {
		switch {
		case p.n == first.n+1 || p.block > first.block+1:
			return n
		case p.n == first.n && p.address && p.form == before.form:
			n = i
		}
	}
	return n
}

// flatOver reports that a note with an address goes on behind one or two that have
// neither mark nor address, and do not follow either.
func flatOver(notes, kept []flatPlace) bool {
	if len(kept) == 0 {
		return false
	}
	last, n := kept[len(kept)-1].n, notes[0].n
	return n > last+1 && n <= last+3 && !slices.ContainsFunc(notes[1:min(len(notes), 50)], func(p flatPlace) bool { return p.n == last+1 })
}

// flatGoesOn reports that the next number begins right behind a note that has neither
// mark nor address, and is written as it is.
func flatGoesOn(notes []flatPlace) bool {
	return len(notes) > 1 && notes[1].n == notes[0].n+1 && notes[1].form == notes[0].form && notes[1].block <= notes[0].block+1
}

// flatCounted is how far the sure marks of a text count, from 1; 0: not beyond a few,
// which any text may seem to do.
func flatCounted(marks []flatPlace) int {
	const few = 5
	n := 0
	for _, m := range marks {
		if m.sure && m.n == n+1 {
			n++
		}
	}
	if n <= few {
		return 0
	}
	return n
}
