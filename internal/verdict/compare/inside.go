package compare

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// What an article lost may stand on elsewhere on its page: a reader's comment
// quotes the sentence that was taken out. Where both articles were found with
// confidence they are compared with each other, and not only with the page.

// The share of the old article's shingles that the new one must hold to be
// the same article in the same extent, and how many words there must be.
const (
	sameExtent   = 0.7
	leastArticle = 40
	leastMoved   = 6 // words of a passage that left the article
)

// leftArticle takes out of a coverage the passages that stand on the new page,
// but no longer within the paragraph of the article that they stood in. A
// paragraph that stands elsewhere as a whole was moved, or its box was taken
// for furniture, and is left alone.
func leftArticle(a, b *pages.Prepared, lost *lex.Coverage) (left bool) {
	old, now := a.Base(), b.Base()
	if old == a.Visible() || now == b.Visible() || len(old.Tokens) < leastArticle || len(now.Tokens) < leastArticle || lost.Found == 0 {
		return false
	}
	set := lex.NewShingles(now.Tokens)
	in := lex.Cover(old.Tokens, now, set)
	if in.Found == lost.Found || in.Share() < sameExtent {
		return false
	}
	whole := map[uint64]bool{}
	for _, bl := range b.Visible().Blocks {
		if bl.Len() >= leastMoved {
			whole[b.Visible().BlockHash(bl)] = true
		}
	}
	for bi, bl := range old.Blocks {
		if whole[old.BlockHash(bl)] {
			continue
		}
		held := 0
		for i := bl.From; i < bl.To; i++ {
			if in.In[i] {
				held++
			}
		}
		// Part of the paragraph is left, or its neighbours are.
		if held < lex.ShingleWidth && !(neighbour(old, in.In, bi-1) && neighbour(old, in.In, bi+1)) {
			continue
		}
		for i := bl.From; i < bl.To; i++ {
			j := i
			for j < bl.To && lost.In[j] && !in.In[j] {
				j++
			}
			if j-i >= leastMoved {
				left = true
				for k := i; k < j; k++ {
					lost.In[k] = false
				}
			}
			i = max(i, j)
		}
	}
	return left
}

// neighbour tells whether a paragraph stands in the other article. What is
// beyond the first and the last one does.
func neighbour(s *lex.Stream, in []bool, bi int) bool {
	if bi < 0 || bi >= len(s.Blocks) {
		return true
	}
	b := s.Blocks[bi]
	held := 0
	for i := b.From; i < b.To; i++ {
		if in[i] {
			held++
		}
	}
	return 2*held >= b.Len()
}
