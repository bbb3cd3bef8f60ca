package verdict

import "strings"

// Near is the passage of a page that comes nearest to a text which does not stand
// there word by word.
type Near struct {
	Of         string  // the text, or the part of it between omissions that is not there
	Text       string  // the passage as the page has it
	Page       int     // of a PDF, from 1
	Similarity float64 // below 1
	// Change tells how the two differ, the text being the old side.
	Change Change
	// Order is set where all parts of the text stand there, in another order.
	Order bool
}

// What comes near has so much of the text's words, and is so much alike. That is
// less than a verdict asks for: a person sees both.
const (
	nearHeld  = 0.35
	nearAlike = 0.4
	// Of so few words one that differs weighs much.
	nearShort      = 6
	nearShortAlike = 0.25
)

// Nearest finds the passage that comes nearest to a text, however short; false where
// the two would have small words in common alone.
func Nearest(p *Prepared, text string) (Near, bool) {
	if !p.hasText() {
		return Near{}, false
	}
	of, worst := "", -1
	for _, part := range parts(text) {
		if q := p.findPart(part); q.State != "" && stateRank(q.State) > worst {
			of, worst = part, stateRank(q.State)
		}
	}
	if worst < 0 {
		return Near{}, false
	}
	of = strings.Join(strings.Fields(of), " ")
	if worst == 0 {
		return Near{Of: of, Order: len(parts(text)) > 1}, true
	}
	isPDF := p.page.Kind == "pdf"
	q := lexPassage(of, isPDF)
	least := nearAlike
	if len(q.tok) <= nearShort {
		least = nearShortAlike
	}
	var best likeness
	var in *stream
	views := []*stream{p.visible()}
	if isPDF && p.main() != p.visible() {
		views = append(views, p.main())
	}
	for _, s := range views {
		l := s.nearestOf(q, isPDF, nearHeld)
		if l.similarity < least {
			l = s.nearestWords(q) // a date for another is one term for another, and two words of three
		}
		if l.similarity >= least && l.at.len() > 0 && s.shareWord(q, l.at) && (in == nil || l.similarity > best.similarity) {
			best, in = l, s
		}
	}
	if in == nil {
		return Near{}, false
	}
	n := Near{Of: of, Text: in.excerpt(best.at, maxNow), Page: p.pageOf(in.compact(best.at)), Similarity: best.similarity}
	n.Change = contrasted(of, n.Text, in.tok[best.at.from].flags&tokFirst != 0)
	return n, true
}

// nearestWords is the window as long as q that holds most of its words.
func (s *stream) nearestWords(q *stream) (best likeness) {
	words := q.tok[:min(len(q.tok), maxAligned)]
	n := len(words)
	for _, w := range s.windows(words, n, nearHeld) {
		if share := float64(w.held) / float64(n); share > best.similarity {
			best = likeness{similarity: share, at: span{w.from, min(len(s.tok), w.from+n)}}
		}
	}
	return best
}

// shareWord tells whether a passage has a word of q that tells something.
func (s *stream) shareWord(q *stream, at span) bool {
	telling := map[uint64]bool{}
	for i := range q.tok {
		if q.telling(i) {
			telling[q.tok[i].hash] = true
		}
	}
	for i := at.from; i < at.to; i++ {
		if telling[s.tok[i].hash] {
			return true
		}
	}
	return false
}

// contrasted is how one passage differs from another, word by word. Where it does not
// begin a sentence, a large letter in front is a name's.
func contrasted(old, now string, begins bool) Change {
	page := func(text string) *Prepared { return Prepare(Page{Kind: "html", Visible: text, Main: text}) }
	d := newDiffer(page(old), page(now))
	a, b := span{0, len(d.old.s.tok)}, span{0, len(d.new.s.tok)}
	if !begins && a.len() > 0 && b.len() > 0 {
		d.old.s.tok[0].flags &^= tokFirst
		d.new.s.tok[0].flags &^= tokFirst
	}
	words := shortest(d.old.s.tok, d.new.s.tok)
	return d.change(&item{kind: KindEdited, a: a, b: b, pieces: piecesOf(a, b, d.keepSigns(d.dropChance(words, a, b)))})
}

// Sentence widens a passage that stands in a page word by word to the sentence
// around it; "" where it does not stand there.
func Sentence(p *Prepared, text string) string {
	if !p.hasText() {
		return ""
	}
	s := p.main() // not the menu, where it stands in the text too
	at, ok := s.verbatim(lexPassage(text, p.page.Kind == "pdf"), p.page.Kind == "pdf")
	if !ok {
		s = p.visible()
		at, ok = s.verbatim(lexPassage(text, p.page.Kind == "pdf"), p.page.Kind == "pdf")
	}
	if !ok || at.len() == 0 {
		return ""
	}
	block := s.blocks[s.blockOf(at.from)]
	for at.from > block.from && s.tok[at.from].flags&tokFirst == 0 {
		at.from--
	}
	for at.to < block.to && s.tok[at.to].flags&tokFirst == 0 {
		at.to++
	}
	return s.excerpt(at, maxNow)
}
