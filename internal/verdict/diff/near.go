package diff

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

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
func Nearest(p *pages.Prepared, text string) (Near, bool) {
	if !p.HasText() {
		return Near{}, false
	}
	of, worst := "", -1
	for _, part := range passage.Parts(text) {
		if q := passage.FindPart(p, part); q.State != "" && passage.StateRank(q.State) > worst {
			of, worst = part, passage.StateRank(q.State)
		}
	}
	if worst < 0 {
		return Near{}, false
	}
	of = strings.Join(strings.Fields(of), " ")
	if worst == 0 {
		return Near{Of: of, Order: len(passage.Parts(text)) > 1}, true
	}
	isPDF := p.Page.Kind == "pdf"
	q := lex.Passage(of, isPDF)
	least := nearAlike
	if len(q.Tokens) <= nearShort {
		least = nearShortAlike
	}
	var best passage.Likeness
	var in *lex.Stream
	views := []*lex.Stream{p.Visible()}
	if isPDF && p.Main() != p.Visible() {
		views = append(views, p.Main())
	}
	for _, s := range views {
		l := passage.NearestOf(s, q, isPDF, nearHeld)
		if l.Similarity < least {
			l = nearestWords(s, q) // a date for another is one term for another, and two words of three
		}
		if l.Similarity >= least && l.At.Len() > 0 && shareWord(s, q, l.At) && (in == nil || l.Similarity > best.Similarity) {
			best, in = l, s
		}
	}
	if in == nil {
		return Near{}, false
	}
	n := Near{Of: of, Text: in.Excerpt(best.At, passage.MaxExcerpt), Page: passage.PageOf(p, in.Compact(best.At)), Similarity: best.Similarity}
	n.Change = contrasted(of, n.Text, in.Tokens[best.At.From].Flags&lex.First != 0)
	return n, true
}

// nearestWords is the window as long as q that holds most of its words.
func nearestWords(s *lex.Stream, q *lex.Stream) (best passage.Likeness) {
	words := q.Tokens[:min(len(q.Tokens), passage.MaxAligned)]
	n := len(words)
	for _, w := range passage.Windows(s, words, n, nearHeld) {
		if share := float64(w.Held) / float64(n); share > best.Similarity {
			best = passage.Likeness{Similarity: share, At: lex.Span{From: w.From, To: min(len(s.Tokens), w.From+n)}}
		}
	}
	return best
}

// shareWord tells whether a passage has a word of q that tells something.
func shareWord(s *lex.Stream, q *lex.Stream, at lex.Span) bool {
	telling := map[uint64]bool{}
	for i := range q.Tokens {
		if q.Telling(i) {
			telling[q.Tokens[i].Hash] = true
		}
	}
	for i := at.From; i < at.To; i++ {
		if telling[s.Tokens[i].Hash] {
			return true
		}
	}
	return false
}

// contrasted is how one passage differs from another, word by word. Where it does not
// begin a sentence, a large letter in front is a name's.
func contrasted(old, now string, begins bool) Change {
	page := func(text string) *pages.Prepared {
		return pages.Prepare(pages.Page{Kind: "html", Visible: text, Main: text})
	}
	d := newDiffer(page(old), page(now))
	a, b := lex.Span{From: 0, To: len(d.old.s.Tokens)}, lex.Span{From: 0, To: len(d.new.s.Tokens)}
	if !begins && a.Len() > 0 && b.Len() > 0 {
		d.old.s.Tokens[0].Flags &^= lex.First
		d.new.s.Tokens[0].Flags &^= lex.First
	}
	words := shortest(d.old.s.Tokens, d.new.s.Tokens)
	return d.change(&item{kind: KindEdited, a: a, b: b, pieces: piecesOf(a, b, d.keepSigns(d.dropChance(words, a, b)))})
}

// Sentence widens a passage that stands in a page word by word to the sentence
// around it; "" where it does not stand there.
func Sentence(p *pages.Prepared, text string) string {
	if !p.HasText() {
		return ""
	}
	s := p.Main() // not the menu, where it stands in the text too
	at, ok := passage.Verbatim(s, lex.Passage(text, p.Page.Kind == "pdf"), p.Page.Kind == "pdf")
	if !ok {
		s = p.Visible()
		at, ok = passage.Verbatim(s, lex.Passage(text, p.Page.Kind == "pdf"), p.Page.Kind == "pdf")
	}
	if !ok || at.Len() == 0 {
		return ""
	}
	block := s.Blocks[s.BlockOf(at.From)]
	for at.From > block.From && s.Tokens[at.From].Flags&lex.First == 0 {
		at.From--
	}
	for at.To < block.To && s.Tokens[at.To].Flags&lex.First == 0 {
		at.To++
	}
	return s.Excerpt(at, passage.MaxExcerpt)
}
