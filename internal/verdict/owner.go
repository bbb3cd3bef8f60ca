package verdict

import "unicode/utf8"

// Who buys a lapsed name for its links puts a magazine of his own there. It speaks
// of nothing that the old site spoke of, and nowhere of the old site.

const (
	leastStories = 3  // headlines of it
	leastOwn     = 60 // words
	mostCommon   = 10 // per cent of its words that the old page has too
	stemmed      = 5  // letters by which words are held against each other
)

// anotherOwner gives the signs that a name has another owner: at every address the
// front page of a magazine, headlines with a few words under each, that has neither
// a name of the old site nor its words. A site that was built anew goes on to speak
// of itself; a wall has no headlines.
func (b *bench) anotherOwner() []string {
	if !b.known || b.c.share >= nothing || !b.onAllOfHost(leastOwn) || otherLanguage(b.ref.Page, b.look.Page) {
		return nil
	}
	n := b.look.Page.visible()
	stories := 0
	for i, x := range n.blocks {
		if i+1 < len(n.blocks) && x.len() >= leastItem && !n.endsSentence(i) && n.endsSentence(i+1) && n.blocks[i+1].len() >= leastItem && n.blocks[i+1].len() <= mostTeaser {
			stories++
		}
	}
	if stories < leastStories || len(b.look.Page.title().tok) == 0 {
		return nil
	}
	names, words := map[string]bool{}, map[string]bool{}
	ref := b.ref.Page
	for _, s := range []*stream{ref.title(), ref.visible()} {
		for i := range s.tok {
			if w, ok := s.stem(i); ok {
				words[w] = true
			}
		}
	}
	title := side{page: ref, s: ref.visible(), peer: ref}
	for i, x := range ref.visible().blocks {
		if title.isTitle(i) {
			break
		}
		for k := x.from; k < x.to; k++ {
			if w, ok := ref.visible().stem(k); ok {
				names[w] = true
			}
		}
	}
	all, common := 0, 0
	for _, s := range []*stream{b.look.Page.title(), n} {
		for i := range s.tok {
			w, ok := s.stem(i)
			if !ok {
				continue
			}
			if names[w] {
				return nil
			}
			all++
			common += int(b2u(words[w]))
		}
	}
	if all == 0 || 100*common > mostCommon*all {
		return nil
	}
	return append([]string{"a magazine of other matters, and neither a name nor the words of the old site"}, b.everywhere()...)
}

// stem is the beginning of a word that says something.
func (s *stream) stem(i int) (string, bool) {
	w := s.word(i)
	if s.tok[i].flags&(tokNumber|tokSign|tokEmail) != 0 || lexicon().class(w) != 0 || utf8.RuneCountInString(w) < stemmed {
		return "", false
	}
	r := []rune(w)
	return string(r[:stemmed]), true
}
