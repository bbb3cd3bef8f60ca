package source

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// tie is what came of a note that refers back to others.
type tie struct {
	citations []Citation
	to        []Label  // the notes whose sources these are
	problems  []string // why a reference has no source
	text      string   // the note, with the numbers that its links to other notes show; "": it has none
}

// tied are the notes of a report, while those without an address are given the sources
// of the notes that they refer back to.
type tied struct {
	l      *layout
	rank   map[string]int // by label: where it is first marked
	index  map[string]int // by label, in layout.notes
	many   map[string]bool
	place  []int            // of each: where it is marked, those that are not behind all others
	number []int            // of each; -1: it has none
	prev   []int            // the note that is marked before each
	begins map[string][]int // the notes that have a word at their beginning
	texts  []string
	cited  [][]Citation
	apart  []backParts
	ties   []tie
}

// tie gives each note that refers back to another one that one's source, where it has
// exactly one: nothing tells which of two is meant. In a note with an address that is what
// stands apart from it. texts, cited and apart are what was read of each note.
func (l *layout) tie(rank map[string]int, texts []string, cited [][]Citation, apart []backParts) []tie {
	t := &tied{l: l, rank: rank, index: map[string]int{}, many: map[string]bool{}, place: make([]int, len(l.notes)), number: make([]int, len(l.notes)), prev: make([]int, len(l.notes)), begins: map[string][]int{},
		texts: texts, cited: cited, apart: apart, ties: make([]tie, len(l.notes))}
	t.makeIndex()
	for _, i := range t.order() {
		n := l.notes[i]
		if t.many[n.label] || texts[i] == "" {
			continue
		}
		if len(cited[i]) > 0 {
			for _, r := range apart[i].refs() {
				t.follow(i, &r)
			}
			continue
		}
		refs, text := l.linkedRefs(n)
		if len(refs) == 0 {
			refs = backRefs(squeeze(texts[i]))
		}
		t.ties[i].text = text
		for _, r := range refs {
			t.follow(i, &r)
		}
	}
	return t.ties
}

// tie adds the notes without an address that refer back to a source, and tells of the
// others.
func (im *Imported) tie(l *layout, bare []int, ties []tie, texts []string, said map[string][]string) {
	im.tiedTo, im.without = map[Label][]Label{}, map[Label]bool{}
	for _, i := range bare {
		n, t := l.notes[i], ties[i]
		out := "; left out"
		if len(t.citations) > 0 {
			out = ""
		}
		for _, why := range t.problems {
			im.warn(n.line, "note %s refers back by %s%s", n.label, why, out)
		}
		if len(t.citations) == 0 {
			if len(t.problems) == 0 {
				im.warn(n.line, "note %s has no URL: left out", n.label)
			}
			im.Bare++
			im.without[Label(n.label)] = true
			continue
		}
		im.tiedTo[Label(n.label)] = t.to
		im.Manifest.Footnotes = append(im.Manifest.Footnotes,
			Footnote{Number: Label(n.label), Text: cmp.Or(t.text, texts[i]), Claims: said[n.label], Citations: t.citations})
	}
}

// also adds to a footnote with sources of its own those that it refers back to.
func (im *Imported) also(f *Footnote, n note, t tie) {
	for _, why := range t.problems {
		im.warn(n.line, "note %s refers back by %s; what it cites besides is kept", n.label, why)
	}
	f.Citations = mergeCitations(f.Citations, t.citations)
}

// order is that in which the notes are marked, so that each is told before those that
// refer to it.
func (t *tied) order() []int {
	out := make([]int, len(t.l.notes))
	for i := range out {
		out[i] = i
	}
	if t.l.rep.src == nil { // not Markdown, where labels say nothing of the order
		return out
	}
	slices.SortStableFunc(out, func(a, b int) int { return t.place[a] - t.place[b] })
	return out
}

// follow gives note i the source that a reference leads to.
func (t *tied) follow(i int, r *backRef) {
	own := &t.ties[i]
	fail := func(format string, args ...any) {
		own.problems = append(own.problems, fmt.Sprintf("“%s”: ", clip(r.words))+fmt.Sprintf(format, args...))
	}
	none := func(format string, args ...any) {
		if len(t.cited[i]) == 0 { // else "see note 12 below" is no matter: this note is not lost
			fail(format, args...)
		}
	}
	var to int
	switch r.kind {
	case toBefore:
		var why string
		if to, why = t.before(i); to < 0 {
			none("%s", why)
			return
		}
	case toNote:
		var ok bool
		if to, ok = t.numbered(i, r.label); !ok {
			none("there is no note %s before it", clip(r.label))
			return
		}
	case toWork:
		if to = t.named(i, r.names); to < 0 {
			none("no note before it is sure to be meant")
			return
		}
	default:
		fail("it names more notes than one")
		return
	}
	label := t.l.notes[to].label
	switch list := t.sources(to); {
	case t.many[label]:
		fail("there are two notes %s", clip(label))
	case len(list) == 0:
		fail("note %s has no URL", clip(label))
	case len(list) > 1:
		fail("note %s has %d URLs, and which is meant can't be told", clip(label), len(list))
	default:
		c := Citation{URL: list[0].URL, Locator: r.place()}
		if r.alone() {
			c.Locator = list[0].Locator
		}
		own.to = append(own.to, Label(label))
		own.citations = mergeCitations(own.citations, []Citation{c})
	}
}

// sources is what a note cites, itself or by way of another.
func (t *tied) sources(i int) []Citation {
	return mergeCitations(slices.Clip(t.cited[i]), t.ties[i].citations)
}

// before is the note that stands before note i where the reader finds it, or -1 and why
// that can't be told: one that was not found may have stood between.
func (t *tied) before(i int) (int, string) {
	label := t.l.notes[i].label
	prev := t.prev[i]
	stem, number := numberOfLabel(label)
	if number < 0 {
		if prev < 0 {
			return -1, "there is no note before it"
		}
		return prev, ""
	}
	want := stem + strconv.Itoa(number-1)
	k, ok := t.index[want]
	switch {
	case ok && (t.l.rep.src == nil || prev < 0 || prev == k):
		return k, ""
	case ok:
		return -1, fmt.Sprintf("the note before it is %s by number and %s by its mark", clip(want), clip(t.l.notes[prev].label))
	case prev < 0:
		return -1, "there is no note before it"
	case t.l.rep.blocks[t.l.notes[i].first].note == label && t.l.rep.src != nil: // numbers are names there
		return prev, ""
	}
	return -1, fmt.Sprintf("note %s was not found", clip(want))
}

// numberOfLabel parts a label from the number that it ends in; -1: it has none.
func numberOfLabel(label string) (stem string, number int) {
	stem = strings.TrimRight(label, "0123456789")
	number, err := strconv.Atoi(label[len(stem):])
	if err != nil {
		return label, -1
	}
	return stem, number
}

// numbered is the note of a number before note i: where numbers begin anew, that of its
// own part.
func (t *tied) numbered(i int, number string) (int, bool) {
	stem, _ := numberOfLabel(t.l.notes[i].label)
	for _, label := range []string{stem + number, number} {
		if k, ok := t.index[label]; ok && t.isBefore(k, i) {
			return k, true
		}
	}
	return 0, false
}

func (t *tied) isBefore(k, i int) bool {
	if t.number[k] >= 0 && t.number[i] >= 0 {
		return t.number[k] < t.number[i]
	}
	return t.place[k] < t.place[i]
}

// named is the note before note i that begins with names; -1 where there is none, or where
// such notes cite different sources.
func (t *tied) named(i int, names []string) int {
	found := -1
	for _, k := range t.begins[names[0]] {
		if !t.isBefore(k, i) || (len(t.cited[k]) == 0 || t.apart[k].first != "") && (len(t.ties[k].to) > 0 || len(t.ties[k].problems) > 0) {
			continue
		}
		if slices.ContainsFunc(names[1:], func(name string) bool { _, ok := slices.BinarySearch(t.begins[name], k); return !ok }) {
			continue
		}
		if found >= 0 && !sameSource(t.cited[found], t.cited[k]) {
			return -1
		}
		if found < 0 {
			found = k
		}
	}
	return found
}

// authorWithin is among how many words a note names its author.
const authorWithin = 8

// makeIndex notes where each note stands, which one is marked before it, and what it begins with.
func (t *tied) makeIndex() {
	for i, n := range t.l.notes {
		t.place[i], t.number[i] = len(t.rank)+i, -1
		if rank, ok := t.rank[n.label]; ok {
			t.place[i] = rank
		}
		if stem, number := numberOfLabel(n.label); stem == "" {
			t.number[i] = number
		}
		if _, ok := t.index[n.label]; ok {
			t.many[n.label] = true
			continue
		}
		t.index[n.label] = i
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(clipTo(t.texts[i], 20*authorWithin)) {
			if w = strings.Trim(w, edges+"“”«»\"'’"); len(seen) < authorWithin && !seen[w] {
				seen[w] = true
				t.begins[w] = append(t.begins[w], i)
			}
		}
	}
	marked := make([]int, 0, len(t.rank))
	for i, n := range t.l.notes {
		if t.prev[i] = i - 1; t.index[n.label] == i {
			if _, ok := t.rank[n.label]; ok {
				marked = append(marked, i)
			}
		}
	}
	slices.SortStableFunc(marked, func(a, b int) int { return t.place[a] - t.place[b] })
	for k, i := range marked {
		if t.prev[i] = -1; k > 0 {
			t.prev[i] = marked[k-1]
		}
	}
}

// sameSource reports that two notes cite one source, the same.
func sameSource(a, b []Citation) bool {
	return len(a) == 1 && len(b) == 1 && a[0].URL == b[0].URL
}

// ownTie reports a footnote that only refers back to another's source, for which the
// manifest has one that a person gave it: none that it has for the other.
func (e *editor) ownTie(f Footnote) bool {
	theirs := map[string]bool{}
	for _, label := range e.im.tiedTo[f.Number] {
		if i, ok := e.at[label]; ok {
			for _, c := range e.d.manifest.Footnotes[i].Citations {
				theirs[workOf(c.URL)], theirs[workOf(c.LeadsTo())] = true, true
			}
		}
	}
	return e.im.tiedTo[f.Number] != nil && slices.ContainsFunc(f.Citations, func(c Citation) bool { return !theirs[workOf(c.URL)] })
}
