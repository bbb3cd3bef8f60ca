package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// note is one definition found in a report.
type note struct {
	label string
	line  int
	toks  []tok
	// renamed is the number of another note, that it was called by too.
	renamed string
	byID    bool // its element tells it: what number it shows is text there
	// first and last are the blocks that it starts and ends in.
	first, last int
}

// passage is a block of the report's own text.
type passage struct {
	kind       blockKind
	line       int
	toks       []tok
	block      int
	afterNotes bool // notes stood between it and the passage before
}

// layout is a report taken apart.
type layout struct {
	rep    *report
	toks   [][]tok // of each block
	notes  []note
	flow   []passage
	byID   map[string]string // what a mark's target turned out to be: a note's label
	taken  map[string]bool   // labels with a note
	marked map[string]int    // how often a label is marked within text
	begun  map[string]bool   // labels that a line begins with
	at     map[string][2]int // where each id first stands: block and token
	before string            // the label of the note that the block before ends with; "": there is none
	works  *works            // nil until a note links to one
}

// takeApart tells notes from text. What says by its syntax that it is a note
// comes first, then what marks link to, then what begins with a mark, and last
// numbered paragraphs for the marks that are still without a note.
func takeApart(r *report) *layout {
	l := &layout{rep: r, byID: map[string]string{}, taken: map[string]bool{}, marked: map[string]int{}, begun: map[string]bool{}, at: map[string][2]int{}}
	l.toks = make([][]tok, len(r.blocks))
	for i, b := range r.blocks {
		l.toks[i] = r.tokens(b)
		if b.note != "" {
			l.taken[b.note] = true
		}
	}
	l.partMarks()
	l.findTargets()
	l.countMarks()
	cut := make([][]note, len(r.blocks))   // the notes in each block
	before := make([][]tok, len(r.blocks)) // its text before the first of them
	joined := make([]bool, len(r.blocks))  // it continues the note before
	end := 0                               // before which block the note at hand ends, if it stood in none so far
	var alone []int                        // the blocks that are nothing but the number of a note
	for i, b := range r.blocks {
		l.before = ""
		if i > 0 && len(cut[i-1]) > 0 {
			l.before = cut[i-1][len(cut[i-1])-1].label
		}
		before[i], cut[i] = l.cut(b, l.toks[i])
		for _, n := range cut[i] {
			l.taken[n.label] = true
		}
		if i > 0 && cut[i] == nil && b.tight && b.box > 0 && b.box == r.blocks[i-1].box && (cut[i-1] != nil || joined[i-1]) {
			joined[i] = true
		}
		if i > 0 && cut[i] == nil && b.note == "" && b.kind != heading && i < end {
			joined[i] = true
		} else if end = 0; len(cut[i]) == 1 && cut[i][0].numberAlone(b.outer > 0) {
			end = r.goesOnIn(i)
			alone = append(alone, i)
		}
	}
	r.endLast(alone, joined)
	l.numbered(before, cut, joined)
	fresh := false
	for i, b := range r.blocks {
		if joined[i] {
			last := &l.notes[len(l.notes)-1]
			last.toks = append(append(last.toks, tok{kind: breakTok, line: b.line}), before[i]...)
			last.last = i
			continue
		}
		if !blank(before[i]) {
			p := passage{kind: b.kind, line: b.line, toks: before[i], block: i, afterNotes: fresh}
			if n := calloutEnd(p.toks); n > 0 {
				title := p
				title.kind, title.toks, p.toks = heading, p.toks[:n], p.toks[n:]
				l.flow = append(l.flow, title)
			}
			l.flow = append(l.flow, p)
			fresh = false
		}
		if n := len(l.notes); n > 0 && len(cut[i]) > 0 && l.notes[n-1].label == cut[i][0].label && blank(l.notes[n-1].toks) {
			l.notes = l.notes[:n-1] // its id, in an element of its own
		}
		for k := range cut[i] {
			cut[i][k].first, cut[i][k].last = i, i
		}
		l.notes = append(l.notes, cut[i]...)
		fresh = fresh || cut[i] != nil && !b.aside
	}
	return l
}

var calloutHead = pattern(`^\s*\[![\w-]+\]`)

// calloutEnd is where the first line ends of a box as GitHub and Obsidian write them,
// which says what sort of box it is: "[!note] Title". 0: it is no such line.
func calloutEnd(ts []tok) int {
	if len(ts) == 0 || ts[0].kind != textTok || !calloutHead().MatchString(ts[0].text) {
		return 0
	}
	return slices.IndexFunc(ts, func(t tok) bool { return t.kind == breakTok }) + 1
}

// partMarks parts a mark that is two or more without anything between them: ⁸⁹ behind 7
// and before 10.
func (l *layout) partMarks() {
	var marks []*mark
	for _, ts := range l.toks {
		within := false // the text of a line: before it stands the number of a note
		for _, t := range ts {
			switch {
			case t.kind == markTok && within && t.mark.target == "" && len(t.mark.labels) > 0:
				marks = append(marks, t.mark)
			case t.kind == breakTok:
				within = false
			case t.kind == textTok:
				within = within || strings.TrimSpace(t.text) != ""
			}
		}
	}
	for i := 1; i+1 < len(marks); i++ {
		before, err := strconv.Atoi(marks[i-1].labels[len(marks[i-1].labels)-1])
		after, _ := strconv.Atoi(marks[i+1].labels[0])
		if err != nil || len(marks[i].labels) != 1 || after < before+3 || after > before+5 {
			continue
		}
		var parts []string
		for n := before + 1; n < after; n++ {
			parts = append(parts, strconv.Itoa(n))
		}
		if strings.Join(parts, "") == marks[i].labels[0] {
			marks[i].labels = parts
		}
	}
}

// countMarks counts the marks that stand within text, where no note can begin, and
// tells those that begin a line. So does a plain number, where an address follows.
func (l *layout) countMarks() {
	for i, ts := range l.toks {
		b := l.rep.blocks[i]
		plain := b.kind != heading && b.kind != code && hasURL(ts)
		if plain && b.number > 0 {
			l.begun[strconv.Itoa(b.number)] = true
		}
		start := true
		for k, t := range ts {
			switch t.kind {
			case markTok:
				for _, label := range l.labels(t.mark) {
					if start {
						l.begun[label] = true
					}
					if !start || k > 1 && ts[0].kind == textTok && ts[k-2].kind == markTok && !hasURL(ts[k+1:lineEnd(ts, k+1)]) {
						l.marked[label]++ // or the line ended between two marks
					}
				}
				start = false
			case breakTok:
				start = true
			case textTok:
				if m := leadNumber().FindStringSubmatch(t.text); start && plain && m != nil {
					l.begun[m[1]] = true
				}
				start = start && strings.TrimSpace(t.text) == ""
			}
		}
	}
}

// lineEnd is where the line of a token ends.
func lineEnd(ts []tok, from int) int {
	for i := from; i < len(ts); i++ {
		if ts[i].kind == breakTok {
			return i
		}
	}
	return len(ts)
}

// labels is what a mark points to.
func (l *layout) labels(m *mark) []string {
	if label, ok := l.byID[m.target]; ok && m.target != "" && len(m.labels) > 0 {
		return []string{label}
	}
	return m.labels
}

// cut finds the notes in a block.
func (l *layout) cut(b *block, ts []tok) (before []tok, notes []note) {
	if b.note != "" {
		return nil, []note{{label: b.note, line: b.line, toks: ts}}
	}
	last := 0
	var label string
	line, start, fresh := 0, true, true // fresh: nothing but space so far
	address, byID := false, false       // the note at hand has one, and was told by its id
	take := func(i int) {
		address = false
		if label == "" {
			before = ts[:i]
		} else {
			notes = append(notes, note{label: label, line: line, toks: ts[last:i], byID: byID})
		}
	}
	for i, t := range ts {
		switch t.kind {
		case anchorTok:
			if next, ok := l.byID[t.text]; ok && next != label {
				take(i)
				label, line, last, byID = next, t.line, i+1, true
			}
		case breakTok:
			start = true
		case textTok:
			if strings.TrimSpace(t.text) != "" {
				start, fresh = false, false
			}
			address = address || hasURL(ts[i:i+1])
		case markTok:
			if start && (label == "" || len(l.byID) == 0) && l.begins(ts, i, fresh, label) {
				take(i)
				label, line, last, byID = t.mark.own(), t.line, i+1, false
			} else if !start && label != "" && len(l.byID) == 0 && address && l.follows(ts, i, label) {
				take(i)
				label, line, last, byID = t.mark.own(), t.line, i+1, false
			}
			start, fresh = false, false
		}
	}
	take(len(ts))
	return before, notes
}

// own is the label that a mark gives to a note which it begins; "" if none.
func (m *mark) own() string {
	switch {
	case len(m.labels) == 1 && m.target == "":
		return m.labels[0]
	case len(m.labels) == 0 && len(m.back) == 1:
		return m.back[0]
	}
	return ""
}

// begins reports whether a note begins with the mark ts[i], which starts a
// line, or the whole block. last is the label of the note before it in the block.
func (l *layout) begins(ts []tok, i int, whole bool, last string) bool {
	label := ts[i].mark.own()
	if label == "" {
		return false
	}
	m := ts[i].mark
	rest := ts[i+1:]
	for j, t := range rest { // to the end, or the next mark that starts a line
		if t.kind == markTok && j > 0 && rest[j-1].kind == breakTok {
			rest = rest[:j]
			break
		}
	}
	address := hasURL(rest)
	// "1. https://…" is a note; ". However, …" is how a sentence ends.
	if end := closing(rest); blank(rest) || (end != 0 && (!strings.ContainsRune(".):", end) || !address || l.marked[label] == 0)) {
		return false
	}
	switch {
	case m.trust == certain:
		return address && !l.taken[label]
	case !whole:
		// One that a line begins with, in brackets behind the note before it, needs no mark:
		// that may be lost, or stand first in a line of the text.
		counted := next(last, label) && address && strings.HasPrefix(ts[i].text, "[")
		return (address || next(last, label)) && spaced(rest) && (l.marked[label] > 0 || counted)
	case m.trust == plain:
		return l.marked[label] > 0
	}
	// Numbers may begin anew on each page: "Ibid." behind the note before it.
	return address || l.marked[label] > 0 && (!l.taken[label] || m.trust == raised && next(l.before, label))
}

// follows reports whether the note behind the one at hand begins with the mark ts[i],
// in the same line, as where a page was read into one paragraph: the one at hand has
// an address already, it has the next number, stands apart, and is marked in the text,
// and begins nowhere else: an area may be in km 2.
func (l *layout) follows(ts []tok, i int, last string) bool {
	m := ts[i].mark
	if m.trust != raised || !next(last, m.own()) || l.taken[m.own()] || l.begun[m.own()] || l.marked[m.own()] < 2 {
		return false // it is counted as a mark itself
	}
	before := ts[i-1]
	return spaced(ts[i+1:]) && (before.link > 0 || strings.HasSuffix(before.text, " ")) && before.kind == textTok
}

// next reports that one label is the number behind another, or the letter or sign.
func next(last, label string) bool {
	if n, err := strconv.Atoi(last); err == nil {
		return label == strconv.Itoa(n+1)
	}
	if a, b := []rune(last), []rune(label); len(a) == 1 && len(b) == 1 && unicode.IsLetter(a[0]) {
		return b[0] == a[0]+1
	}
	const signs = "*†‡§¶"
	i := strings.Index(signs, last)
	return i >= 0 && last != "" && label != "" && strings.HasPrefix(signs[i+len(last):], label)
}

// closing is the character that text goes on with, if it can only end
// something; else 0.
func closing(ts []tok) rune {
	for _, t := range ts {
		if s := strings.TrimSpace(t.text); s != "" && t.kind == textTok {
			if first := []rune(s)[0]; t.link == 0 && strings.ContainsRune(".,;:!?)]»”’", first) {
				return first
			}
			return 0
		}
	}
	return 0
}

// spaced reports that what follows a mark stands apart from it.
func spaced(ts []tok) bool {
	return len(ts) > 0 && (ts[0].link > 0 || (ts[0].kind == textTok && strings.IndexAny(ts[0].text, " .:)") == 0))
}

func blank(ts []tok) bool {
	for _, t := range ts {
		if t.kind == markTok || (t.kind == textTok && strings.TrimSpace(t.text) != "") {
			return false
		}
	}
	return true
}

// numberAlone tells whether a note is nothing but its own number, which leads back, or
// stands in an element of its own.
func (n note) numberAlone(within bool) bool {
	marks := 0
	for _, t := range n.toks {
		switch shown := strings.Trim(t.text, " .[]():"); {
		case t.kind == markTok, within && t.kind == textTok && shown == n.label && marks == 0:
			marks++
		case t.kind == textTok && shown != "":
			return false
		}
	}
	return marks == 1
}

func hasURL(ts []tok) bool {
	for _, t := range ts {
		if t.link > 0 || strings.Contains(t.text, "://") || strings.Contains(t.text, "www.") || strings.Contains(t.text, "10.") && identifier().MatchString(t.text) {
			return true
		}
	}
	return false
}

// restore turns marks that have no note back into the text they were, where
// they may well be nothing but text; of the others it tells the label.
func (l *layout) restore(ts []tok) (out []tok, lost []tok) {
	for _, t := range ts {
		if t.kind == markTok && len(t.mark.labels) > 0 {
			var kept []string
			for _, label := range l.labels(t.mark) {
				if l.taken[label] {
					kept = append(kept, label)
				}
			}
			m := *t.mark
			switch {
			case len(kept) > 0:
				if len(kept) < len(l.labels(t.mark)) && m.trust > plain {
					lost = append(lost, t)
				}
				m.labels, m.target = kept, ""
				t.mark = &m
			case m.trust == plain, m.trust == raised && strings.ContainsFunc(m.labels[0], unicode.IsLetter):
				t = tok{text: t.text, line: t.line, link: t.link}
			default:
				lost = append(lost, t)
				t.mark = &mark{line: m.line}
			}
		}
		out = append(out, t)
	}
	l.spanMarks(out)
	return out, lost
}
