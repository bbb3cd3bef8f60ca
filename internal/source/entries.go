package source

// A note may name its source in short and link to where a list at the end tells it in
// full: "Smith 2001, p. 12", as Wikipedia, pandoc's citeproc and many journals do.

// maxEntries bounds how many entries of such a list are read for one note.
const maxEntries = 10

// readWhole reads a note, and for one without an address the entries that it links to.
// Where in them it means is said in the note itself.
func (im *Imported) readWhole(l *layout, n note) (text string, citations []Citation) {
	text, citations = im.readNote(n, l.rep.links)
	if len(citations) > 0 {
		return text, citations
	}
	read := 0
	for _, t := range n.toks {
		at, ok := l.at[t.ref]
		if t.ref == "" || !ok || at[0] >= n.first && at[0] <= n.last {
			continue
		}
		if read++; read > maxEntries {
			break
		}
		entry := note{label: n.label, line: n.line, toks: l.toks[at[0]][at[1]:]}
		if !hasURL(entry.toks) || l.rep.blocks[at[0]].kind == heading {
			continue
		}
		_, more := im.readNote(entry, l.rep.links)
		for i := range more {
			more[i].Locator = pinpoint(text)
		}
		citations = mergeCitations(citations, more)
	}
	return text, citations
}
