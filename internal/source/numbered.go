package source

import (
	"slices"
	"strconv"
	"strings"
)

// leadNumber is the number that a note begins with. In a table an arrow may lead back
// before it, and the cell ends behind it.
var leadNumber = pattern(`^\s*(?:↑\s*)?\[?(\d{1,4})(?:[.)\]:]|\s)\s*(?:\|\s*)?`)

// startsOne begins the first item of a list.
var startsOne = pattern(`^\s*\[?1[.)\]:]\s`)

// numbered finds notes that are only numbered paragraphs or items of a list,
// for the marks that have no note yet. One of them with an address proves the
// list; those around it then need none.
func (l *layout) numbered(before [][]tok, cut [][]note, joined []bool) {
	open := map[string]bool{}
	last := -1 // the last block with a mark: notes at the end come after it
	for i, ts := range l.toks {
		for _, t := range ts {
			if t.kind != markTok || cut[i] != nil {
				continue
			}
			for _, label := range l.labels(t.mark) {
				if !l.taken[label] {
					open[label] = true
					last = i
				}
			}
		}
	}
	if len(open) == 0 {
		return
	}
	// first is the first token that is shown: an id may stand before it.
	first := func(ts []tok) int {
		return slices.IndexFunc(ts, func(t tok) bool { return t.kind != anchorTok })
	}
	other := map[int]bool{} // blocks of lists that are no notes
	// Notes below a line that says what they are may be any list: "How to help". So they
	// are the last one.
	lastOne := -1 // where it begins
	for i, b := range l.rep.blocks {
		if k := first(before[i]); b.number == 1 || k >= 0 && b.kind != heading && before[i][k].kind == textTok && startsOne().MatchString(before[i][k].text) {
			lastOne = i
		}
	}
	shown := func(i int) string {
		b := l.rep.blocks[i]
		if other[i] || cut[i] != nil || joined[i] || b.kind == heading || b.kind == code {
			return ""
		}
		k := first(before[i])
		if k < 0 {
			return ""
		}
		label := ""
		if b.number > 0 {
			label = strconv.Itoa(b.number)
		} else if from := numberedFrom(before[i], k); from >= 0 && (from == k || i >= lastOne) {
			k = from
			label = leadNumber().FindStringSubmatch(before[i][k].text)[1]
		}
		return label
	}
	number := func(i int) string {
		if label := shown(i); open[label] {
			return label
		}
		return ""
	}
	counted := func(i int) (n int) { // the notes of a list
		for ; i < len(l.toks) && l.rep.blocks[i].kind != heading; i++ {
			switch shown(i) {
			case "1":
				if n > 0 {
					return n // another list
				}
				fallthrough
			case strconv.Itoa(n + 1):
				n++
				if l.rep.blocks[i].number == 0 {
					k := numberedFrom(before[i], first(before[i]))
					n += len(noteLines(before[i], k, k, func(string) bool { return true })) - 1
				}
			}
		}
		return n
	}
	proven, top := -1, -1       // the last of such notes, and the first of all
	listed := map[string]bool{} // labels with such a note
	take := func(i int, label string) {
		ts, b := before[i], l.rep.blocks[i]
		before[i] = nil
		listed[label] = true
		if b.number > 0 {
			cut[i] = []note{{label: label, line: b.line, toks: ts}}
		} else {
			k := numberedFrom(ts, first(ts))
			if k != first(ts) {
				before[i] = ts[:k]
			}
			ids := k
			if before[i] == nil {
				ids = 0 // before its number stands nothing but anchors
			}
			cut[i] = noteLines(ts, ids, k, func(label string) bool { return open[label] })
		}
		for _, n := range cut[i] {
			l.taken[n.label], open[n.label], listed[n.label] = true, false, true
		}
		proven = i
		if top < 0 {
			top = i
		}
	}
	// Numbers begin anew where a 1 and others stand behind a list: a single one may be
	// an old mark, made again.
	anew := map[string]bool{}
	anewAt := -1
	denied := false                         // since the heading before
	chapters, headed := l.chapters(), false // headed: since the last of such notes
	for i, ts := range l.toks {
		headed = headed && i != proven+1 || l.rep.blocks[i].kind == heading
		if i > last && headed && len(chapters) > 1 && listed["1"] && shown(i) == "1" && hasURL(before[i]) && fits(counted(i), chapters[1]) {
			chapters = chapters[1:] // below the list for a chapter that of the next
			for label := range listed {
				open[label] = true
			}
		}
		denied = denied && l.rep.blocks[i].kind != heading
		for _, t := range ts {
			if t.kind != markTok || cut[i] != nil {
				continue
			}
			for _, label := range l.labels(t.mark) {
				if !listed[label] {
					continue
				}
				if proven >= anewAt {
					anew, anewAt = map[string]bool{}, i
				}
				if label == "1" || anew["1"] {
					anew[label] = true
				}
			}
		}
		if len(anew) > 1 && proven < anewAt {
			for label := range anew {
				open[label] = true
			}
		}
		label := number(i)
		if label == "" {
			continue
		}
		if listed[label] && proven < anewAt && (denied || l.ledTo(i) && !l.ledTo(top)) {
			denied, other[i] = true, true
			continue
		}
		if hasURL(before[i]) || (proven >= 0 && i == proven+1) {
			take(i, label)
		}
	}
	for i := proven; i > last && i >= 0; i-- {
		if label := number(i); label != "" {
			take(i, label)
		}
	}
}

// ledTo reports that the text right before a list has marks and leads on to it, by a
// colon. Behind marks that are made again it may be any list: of what to do, of where to
// look.
func (l *layout) ledTo(i int) bool {
	for i--; i >= 0; i-- {
		for _, t := range slices.Backward(l.toks[i]) {
			if text := strings.TrimSpace(t.text); t.kind == textTok && text != "" {
				return l.rep.blocks[i].kind != heading && strings.HasSuffix(text, ":") &&
					slices.ContainsFunc(l.toks[i], func(t tok) bool { return t.kind == markTok })
			}
		}
	}
	return false
}
