package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Novelty is what a page says in place of what the reference said: its
// paragraphs that do not stand there. What is left of the site's template (its
// menus, its footer, the lists beside the text) is on both and falls out, so a
// short message is short again, however much stands around it.
type Novelty struct {
	Stream *lex.Stream
	Blocks []lex.Block // in reading order
	Words  int
}

// FewNovel bounds the words of a message that stands in place of a text.
const FewNovel = 120

// Prosy is how many words of a paragraph make it one of an article.
const Prosy = 12

// Novel finds what page says that ref does not: of its main text where it has
// one, else of all. Without ref all of it is novel.
func Novel(ref, page *pages.Prepared) Novelty { return NovelIn(ref, page.Base()) }

// NovelIn is novel for one view of a page.
func NovelIn(ref *pages.Prepared, view *lex.Stream) Novelty {
	old := map[uint64]bool{}
	if ref != nil {
		for _, b := range ref.Visible().Blocks {
			old[ref.Visible().BlockHash(b)] = true
		}
	}
	n := Novelty{Stream: view}
	for _, b := range n.Stream.Blocks {
		if b.Len() > 0 && !old[n.Stream.BlockHash(b)] {
			n.Blocks = append(n.Blocks, b)
			n.Words += b.Len()
		}
	}
	return n
}

// Beginning gives the paragraphs that lie within the first so many words.
func (n Novelty) Beginning(words int) []lex.Block {
	for i, b := range n.Blocks {
		if words -= b.Len(); words < 0 {
			return n.Blocks[:i]
		}
	}
	return n.Blocks
}

// TextOf gives the words of some paragraphs.
func (n Novelty) TextOf(blocks []lex.Block) string {
	var out []string
	for _, b := range blocks {
		for i := b.From; i < b.To; i++ {
			out = append(out, n.Stream.Word(i))
		}
	}
	return strings.Join(out, " ")
}

// Paragraphs counts those of running text.
func (n Novelty) Paragraphs() int {
	c := 0
	for _, b := range n.Blocks {
		if b.Len() >= Prosy && n.Stream.EndsAsSentence(b) {
			c++
		}
	}
	return c
}

// HasProse tells whether there is a paragraph of running text.
func HasProse(s *lex.Stream) bool {
	for _, x := range s.Blocks {
		if x.Len() >= Prosy && s.EndsAsSentence(x) {
			return true
		}
	}
	return false
}

// FewWords bounds the pages whose text is searched for phrases: pages that
// talk of errors and logins at length are about them.
const FewWords = 300
