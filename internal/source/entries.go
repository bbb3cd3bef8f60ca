package source

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A note may name its source in short and link to where a list at the end tells it in
// full: "Smith 2001, p. 12", as Wikipedia, pandoc's citeproc and many journals do.

const (
	// maxEntries bounds how many entries of such a list are read for one note.
	maxEntries = 10
	// maxEntryLinks bounds the addresses of an entry: what has more is the list itself,
	// or no list of works at all.
	maxEntryLinks = 10
	// maxListed bounds in bytes what all notes of a report cite by way of a list: a few
	// bytes in each could ask for as much as an entry holds.
	maxListed = 4 << 20
)

// entry is what an id in a list stands for.
type entry struct {
	toks      []tok
	citations []Citation // once it is read
	read      bool
}

// works are the entries of a report, each found and read once.
type works struct {
	linked  map[string]bool        // ids that something in the report links to
	entries map[int]map[int]*entry // by block, and token of the id
	marked  map[int]bool           // blocks with a mark within their text
	text    int                    // the last of them
	noted   map[int]bool           // blocks that notes stand in
	named   map[int]bool           // blocks under a heading that says that works follow
	size    int                    // bytes cited so far
}

var (
	// workTarget is how the id of an entry tends to look.
	workTarget = pattern(`(?i)^_?(?:user-content-)?(?:citeref|(?:bib|reference|ref)(?:[-_:.]|\d))`)
	// listHead is what is written above a list of works.
	listHead = pattern(`(?i)^[^\p{L}\p{N}]*(?:[\divx]+\.?\s+)?(?:(?:list of |selected )?(?:references?|works cited|bibliograph\w*|(?:cited )?literature|sources?(?: cited)?)|` +
		`(?:список )?(?:использованн\p{L}+ )?(?:литератур\p{L}*|источник\p{L}*|библиограф\p{L}*)(?: и (?:литератур\p{L}*|источник\p{L}*))?|` +
		`(?:пайдаланылған )?(?:әдебиет\p{L}*|дереккөз\p{L}*)|bibliographie|références?(?: bibliographiques)?|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|bibliografía|referencias|fuentes)\W*$`)
)

// findWorks looks where entries may stand.
func (l *layout) findWorks() *works {
	w := &works{linked: map[string]bool{}, entries: map[int]map[int]*entry{}, marked: map[int]bool{}, text: -1, noted: map[int]bool{}, named: map[int]bool{}}
	named := false
	for i, ts := range l.toks {
		for _, t := range ts {
			if t.ref != "" {
				w.linked[t.ref] = true
			} else if t.kind == markTok && len(t.mark.labels) > 0 && t.mark.target != "" {
				w.linked[t.mark.target] = true
			}
		}
		if l.rep.blocks[i].kind == heading {
			named = listHead().MatchString(squeeze(flatten(note{toks: ts}, l.rep.links).text))
		} else if named {
			w.named[i] = true
		}
	}
	for _, p := range l.flow {
		within := false // the number that a line begins with is none
		for _, t := range p.toks {
			if t.kind == markTok && within && slices.ContainsFunc(l.labels(t.mark), func(label string) bool { return l.taken[label] }) {
				w.marked[p.block], w.text = true, p.block
			}
			within = within || t.kind == textTok && strings.TrimSpace(t.text) != ""
		}
	}
	for _, n := range l.notes {
		for i := n.first; i <= n.last; i++ {
			w.noted[i] = true
		}
	}
	return w
}

// entry is what an id that a note links to stands for, or nil: a link may as well lead
// to a section of the report, or to its top. Works are listed behind the text, under a
// heading that says so, in lists of nothing else, or have ids that tell it.
func (l *layout) entry(id string, n note) *entry {
	at, ok := l.at[id]
	if !ok || at[0] >= n.first && at[0] <= n.last || l.rep.blocks[at[0]].kind == heading {
		return nil
	}
	if l.works == nil {
		l.works = l.findWorks()
	}
	w, b := l.works, l.rep.blocks[at[0]]
	if !(listed(b) && at[1] >= b.lead && !w.marked[at[0]]) && at[0] <= w.text && !w.noted[at[0]] && !w.named[at[0]] && !workTarget().MatchString(id) {
		return nil
	}
	if w.entries[at[0]] == nil {
		w.entries[at[0]] = w.part(b, l.toks[at[0]])
	}
	return w.entries[at[0]][at[1]]
}

// listed reports an item of a list, or a definition.
func listed(b *block) bool {
	return b.kind == item || b.boxTag == atom.Dd || b.boxTag == atom.Dt
}

// part parts a block into entries, by the token of their ids. One ends where the next
// begins: at an id that is linked to, or one that stands in a line of its own or behind
// an address; and at the end of a line with an address, but in an item of a list.
func (w *works) part(b *block, ts []tok) map[int]*entry {
	out := map[int]*entry{}
	var cur *entry
	begun, address, fresh := false, false, true // fresh: a line begins
	for i, t := range ts {
		switch t.kind {
		case anchorTok:
			if cur == nil || begun && (address || fresh || w.linked[t.text]) {
				cur, begun, address = &entry{}, false, false
			}
			out[i] = cur
			continue
		case breakTok:
			if t.text != hardBreak {
				break
			}
			if fresh = true; address && !listed(b) {
				cur, address = nil, false
			}
		default:
			if strings.TrimSpace(t.text) != "" {
				begun, fresh = true, false
				address = address || hasURL(ts[i:i+1])
			}
		}
		if cur != nil {
			cur.toks = append(cur.toks, t)
		}
	}
	return out
}

// readWhole reads a note, and for one without an address the entries that it links to.
// Where in them it means is said in the note itself.
func (im *Imported) readWhole(l *layout, n note) (text string, citations []Citation, apart backParts) {
	text, citations, apart = im.readNote(n, l.rep.links)
	if len(citations) > 0 {
		return text, citations, apart
	}
	var found []*entry
	var shown []tok   // the links that lead to them
	var said []string // the text before, between and after these
	from := 0
	for i, t := range n.toks {
		if t.ref == "" || len(found) == maxEntries {
			continue
		}
		e := l.entry(t.ref, n)
		if e == nil {
			continue
		}
		if !e.read {
			e.read = true
			_, e.citations, _ = im.readNote(note{label: n.label, line: n.line, toks: e.toks}, l.rep.links)
		}
		if k := len(e.citations); k == 0 || k > maxEntryLinks {
			continue
		}
		found, shown = append(found, e), append(shown, t)
		said = append(said, flatten(note{toks: n.toks[from:i]}, l.rep.links).text)
		from = i + 1
	}
	if len(found) == 0 {
		return text, nil, apart
	}
	said = append(said, flatten(note{toks: n.toks[from:]}, l.rep.links).text)
	for i, e := range found {
		place := pinpoint(shown[i].text)
		if place == "" {
			place = placeBeside(said, i)
		}
		for _, c := range e.citations {
			if slices.ContainsFunc(citations, func(have Citation) bool { return have.URL == c.URL }) {
				continue
			}
			c.Locator = place
			if l.works.size += len(c.URL) + len(place) + 64; l.works.size > maxListed {
				im.warn(n.line, "note %s: the notes before it cite too much by way of the list that it links to: left out", n.label)
				return text, citations, apart
			}
			citations = append(citations, c)
		}
	}
	return text, citations, apart
}

// placeBeside is the place that is told beside link i: behind it, up to a semicolon, or
// before it, from one.
func placeBeside(said []string, i int) string {
	own, _, _ := strings.Cut(said[i+1], ";")
	if place := pinpoint(own); place != "" {
		return place
	}
	before := said[i]
	if i > 0 {
		_, before, _ = strings.Cut(before, ";")
	}
	return pinpoint(before)
}
