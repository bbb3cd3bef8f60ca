package verdict

import (
	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Who buys a lapsed name for its links puts a magazine of his own there. It speaks
// of nothing that the old site spoke of, and nowhere of the old site.

const (
	leastStories = 3  // headlines of it
	leastOwn     = 60 // words
	mostCommon   = 10 // per cent of its words that the old page has too
)

// anotherOwner gives the signs that a name has another owner: at every address the
// front page of a magazine, headlines with a few words under each, that has neither
// a name of the old site nor its words. A site that was built anew goes on to speak
// of itself; a wall has no headlines.
func (b *bench) anotherOwner() []string {
	if !b.known || b.c.Share >= nothing || !b.onAllOfHost(leastOwn) || pages.OtherLanguage(b.ref.Page, b.look.Page) {
		return nil
	}
	n := b.look.Page.Visible()
	stories := 0
	for i, x := range n.Blocks {
		if i+1 < len(n.Blocks) && x.Len() >= compare.LeastItem && !n.EndsSentence(i) && n.EndsSentence(i+1) && n.Blocks[i+1].Len() >= compare.LeastItem && n.Blocks[i+1].Len() <= compare.MostTeaser {
			stories++
		}
	}
	if stories < leastStories || len(b.look.Page.Title().Tokens) == 0 {
		return nil
	}
	names, words := map[string]bool{}, map[string]bool{}
	ref := b.ref.Page
	for _, s := range []*lex.Stream{ref.Title(), ref.Visible()} {
		for i := range s.Tokens {
			if w, ok := compare.StemOf(s, i); ok {
				words[w] = true
			}
		}
	}
	title := compare.Side{Page: ref, Stream: ref.Visible(), Peer: ref}
	for i, x := range ref.Visible().Blocks {
		if title.IsTitle(i) {
			break
		}
		for k := x.From; k < x.To; k++ {
			if w, ok := compare.StemOf(ref.Visible(), k); ok {
				names[w] = true
			}
		}
	}
	all, common := 0, 0
	for _, s := range []*lex.Stream{b.look.Page.Title(), n} {
		for i := range s.Tokens {
			w, ok := compare.StemOf(s, i)
			if !ok {
				continue
			}
			if names[w] {
				return nil
			}
			all++
			common += int(lex.Bit(words[w]))
		}
	}
	if all == 0 || 100*common > mostCommon*all {
		return nil
	}
	return append([]string{"a magazine of other matters, and neither a name nor the words of the old site"}, b.everywhere()...)
}
