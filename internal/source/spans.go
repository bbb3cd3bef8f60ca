package source

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Marks may stand for more notes than they show: "12–14" for 13 too.

// spanMarks gives a mark, where a dash leads to it from another one, the notes between
// them too.
func (l *layout) spanMarks(ts []tok) {
	first, dashed := -1, false // the mark before, and whether a dash follows it
	for i, t := range ts {
		switch {
		case t.kind == anchorTok:
		case t.dash, t.kind == textTok && (t.text == "–" || t.text == "-"):
			dashed = true
		case t.kind == markTok && len(t.mark.labels) > 0:
			if first >= 0 && dashed {
				m := *t.mark
				m.labels = append(l.between(ts[first].mark, t.mark), m.labels...)
				ts[i].mark = &m
			}
			first, dashed = i, false
		default:
			first, dashed = -1, false
		}
	}
}

// between are the notes between those of two marks.
func (l *layout) between(first, last *mark) (out []string) {
	before := l.labels(first)
	from, err := strconv.Atoi(before[len(before)-1])
	to, err2 := strconv.Atoi(l.labels(last)[0])
	if err != nil || err2 != nil || to-from > maxRange {
		return nil
	}
	for n := from + 1; n < to; n++ {
		if label := strconv.Itoa(n); l.taken[label] {
			out = append(out, label)
		}
	}
	return out
}

// findSiblings names the notes that no mark links to, but whose ids are those of others
// with a number between theirs: a range links to its ends alone, and marks get lost.
func (l *layout) findSiblings(used map[string]bool) {
	type form struct{ head, tail string }
	type ends struct{ first, last int }
	forms := map[form]ends{}
	for id, label := range l.byID {
		head, number, tail := numberedID(id)
		n, err := strconv.Atoi(number)
		if err != nil || number != label {
			continue
		}
		f := form{head, tail}
		e, ok := forms[f]
		if !ok {
			e = ends{n, n}
		}
		forms[f] = ends{min(e.first, n), max(e.last, n)}
	}
	if len(forms) == 0 {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(l.at)) {
		head, number, tail := numberedID(id)
		n, err := strconv.Atoi(number)
		e, ok := forms[form{head, tail}]
		if _, known := l.byID[id]; known || err != nil || !ok || number[0] == '0' || n < e.first || n > e.last || used[number] {
			continue
		}
		l.byID[id], used[number] = number, true
	}
}

// numberedID parts an id at its last number.
func numberedID(id string) (head, number, tail string) {
	const digits = "0123456789"
	end := strings.LastIndexAny(id, digits) + 1
	start := len(strings.TrimRight(id[:end], digits))
	return id[:start], id[start:end], id[end:]
}
