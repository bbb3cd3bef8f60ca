package source

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// refs is what the links of a report tell of each other, whatever their ids are called.
type refs struct {
	// mutual holds the links that another one, further on, leads back to, or that lead
	// to where their own number begins a note.
	mutual map[int]bool
	// back holds the links that show a number and lead back to a mark.
	back map[int]bool
}

// refRun is a link to another place of the document as it is shown.
type refRun struct {
	link   int
	shown  string
	raised bool
	own    []string // the ids right before it
	block  int
	begins bool // its block begins with it
}

// isNoteref tells whether a link is called the mark of a note: by its role
// (https://www.w3.org/TR/dpub-aria-1.1/#doc-noteref), or as EPUB has it.
func isNoteref(t html.Token) bool {
	for _, name := range []string{"role", "epub:type"} {
		for word := range strings.FieldsSeq(attr(t, name)) {
			if strings.EqualFold(word, "doc-noteref") || strings.EqualFold(word, "noteref") {
				return true
			}
		}
	}
	return false
}

// close ends the elements from i on.
func (w *htmlWalker) close(i int) {
	for _, b := range w.boxes[i:] {
		w.rep.closed[b.outer] = len(w.rep.blocks)
	}
	w.boxes = w.boxes[:i]
}

// mostShown bounds what is taken down of a link's text, in bytes.
const mostShown = 256

// findRefs looks at all links before any is taken for a mark.
func (r *report) findRefs() {
	r.refs = &refs{mutual: map[int]bool{}, back: map[int]bool{}}
	at := map[string]int{}        // the block that each id stands in
	raised := map[string]string{} // what stands raised right behind it
	var runs []refRun
	for i, b := range r.blocks {
		var own, fresh []string
		begins := true
		for k := 0; k < len(b.pieces); k++ {
			p := b.pieces[k]
			if p.kind == anchorPiece {
				if _, ok := at[p.text]; !ok {
					at[p.text] = i
					fresh = append(fresh, p.text)
				}
				own = append(own, p.text)
				continue
			}
			for _, id := range fresh {
				if p.sup > 0 {
					raised[id] = p.text
				}
			}
			fresh = nil
			if p.link == 0 || p.kind != textPiece || !strings.Contains(r.links[p.link-1], "#") {
				if p.kind != textPiece || strings.Trim(p.text, " [](") != "" {
					own = nil
				}
				begins = begins && (p.kind != textPiece || strings.Trim(p.text, " [](") == "")
				continue
			}
			run := refRun{link: p.link, own: own, block: i, begins: begins}
			begins = false
			for ; k < len(b.pieces) && b.pieces[k].link == p.link; k++ {
				if len(run.shown) < mostShown { // a mark is shorter
					run.shown += clip(b.pieces[k].text)
				}
				run.raised = run.raised || b.pieces[k].sup > 0
			}
			k--
			own = nil
			runs = append(runs, run)
		}
	}
	back := map[string]int{}  // the last block with a link to each id
	marks := map[string]int{} // the blocks of the ids that notes lead back to
	for _, run := range runs {
		// A page that was saved names itself in its links.
		if path, id, _ := strings.Cut(r.links[run.link-1], "#"); path != "" && isMarkLike(run, r.noteref[run.link]) {
			if _, ok := at[id]; ok {
				r.links[run.link-1] = "#" + id
			}
		}
		if id := r.fragment(run.link); id != "" {
			back[id] = run.block
		}
	}
	r.pairLost(runs, at)
	for _, run := range runs {
		to, ok := at[r.fragment(run.link)]
		if !ok || to < run.block || r.blocks[to].kind == heading || run.begins && !run.raised && !r.noteref[run.link] {
			continue // a table of contents, and the way back to it; no sentence ends before it
		}
		if note := bareMark(raised[r.fragment(run.link)]); isDigits(note) && note == bareMark(run.shown) {
			r.refs.mutual[run.link] = true // the note begins with what the link shows
		}
		for _, id := range run.own {
			if from, ok := back[id]; ok && from >= to && at[id] == run.block {
				r.refs.mutual[run.link] = true
				marks[id] = to
			}
		}
	}
	for _, run := range runs {
		if to, ok := marks[r.fragment(run.link)]; ok && run.block >= to && isDigits(bareMark(run.shown)) {
			r.refs.back[run.link] = true
		}
	}
}

// pairLost finds marks and notes of a report whose ids are lost, as those of a page that
// was turned into Markdown are: a link within the text and one that begins a block show
// one number, and lead to two places of one page that are not there, or the former to
// the latter. The ids of both have the same figures: those of chapters have others.
func (r *report) pairLost(runs []refRun, at map[string]int) {
	first := map[string]refRun{} // by number
	marks := map[string]bool{}   // where they lead
	for _, run := range runs {
		path, id, _ := strings.Cut(r.links[run.link-1], "#")
		number := bareMark(run.shown)
		if id == "" || !isDigits(number) {
			continue
		}
		_, known := at[id]
		mark, ok := first[number]
		switch {
		case !run.begins && !ok:
			first[number] = run
		case run.begins && ok && !known && mark.block < run.block:
			its, to, _ := strings.Cut(r.links[mark.link-1], "#")
			if place, ok := at[to]; its == path && to != id && sameFigures(to, id) && (!ok || place == run.block) {
				marks[r.links[mark.link-1]] = true
				r.refs.back[run.link] = true
				r.links[run.link-1] = "#" + id
			}
		}
	}
	for _, run := range runs {
		if marks[r.links[run.link-1]] {
			_, id, _ := strings.Cut(r.links[run.link-1], "#")
			r.refs.mutual[run.link] = true
			r.links[run.link-1] = "#" + id
		}
	}
}

// sameFigures reports that two ids have figures, and the same.
func sameFigures(a, b string) bool {
	figures := func(s string) string { return strings.Join(strings.FieldsFunc(s, notDigit), " ") }
	return figures(a) != "" && figures(a) == figures(b)
}

// isMarkLike tells whether a link shows what a mark does, or the way back to it.
func isMarkLike(run refRun, noteref bool) bool {
	shown := strings.TrimSpace(run.shown)
	if shown != "" && strings.Trim(shown, wayBack+"^ ") == "" {
		return true
	}
	bare := bareMark(shown)
	if !numbers().MatchString(bare) && !symbol().MatchString(bare) && !isNamed(bare, run.raised || noteref) {
		return false
	}
	return run.raised || noteref || bare != shown || run.own != nil && isDigits(bare)
}

// bareMark is what a mark shows without the brackets around it, in figures as they
// are written here.
func bareMark(s string) string {
	s = strings.TrimSpace(asciiDigits(s))
	if n := len(s); n > 2 && s[0] == '^' && s[n-1] == '^' { // raised, in Markdown
		s = s[1 : n-1]
	}
	return strings.TrimSpace(strings.Trim(s, "[]()（）［］【】"))
}

// asciiDigits writes the figures of any script as 0 to 9: ١٢ is 12.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII || !unicode.IsDigit(r) {
			return r
		}
		for _, t := range unicode.Nd.R16 {
			if rune(t.Lo) <= r && r <= rune(t.Hi) {
				return '0' + (r-rune(t.Lo))%10
			}
		}
		return r
	}, s)
}

// goesOnIn is the block before which a note ends that is nothing but its number in
// block i: its text stands in the same element, in blocks of its own. 0: it does not.
func (r *report) goesOnIn(i int) int {
	const most = 20
	b := r.blocks[i]
	if b.outer == 0 { // in no element
		return i + 2
	}
	if end := i + 1; end < len(r.blocks) && r.blocks[end].boxTag == atom.Dd && r.blocks[end].box != b.box {
		for end < len(r.blocks) && r.blocks[end].box == r.blocks[i+1].box {
			end++
		}
		return end // <dt>1</dt><dd>…
	}
	return min(r.closed[b.outer], i+most)
}

// endLast ends the last of the notes whose numbers and texts all stand in one element:
// of what is there behind it, only as many blocks are its text as the longest note
// before it has.
func (r *report) endLast(alone []int, joined []bool) {
	last, length := map[int]int{}, map[int]int{}
	for _, i := range alone {
		in := r.blocks[i].outer
		if in == 0 {
			continue
		}
		if before, ok := last[in]; ok {
			length[in] = max(length[in], i-before)
		}
		last[in] = i
	}
	for in, most := range length {
		for i := last[in] + 1; i < len(joined) && joined[i]; i++ {
			joined[i] = i < last[in]+most
		}
	}
}
