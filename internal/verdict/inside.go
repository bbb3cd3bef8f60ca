package verdict

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
func leftArticle(a, b *Prepared, lost *coverage) (left bool) {
	old, now := a.base(), b.base()
	if old == a.visible() || now == b.visible() || len(old.tok) < leastArticle || len(now.tok) < leastArticle || lost.found == 0 {
		return false
	}
	set := newShingles(now.tok)
	in := cover(old.tok, now, set)
	if in.found == lost.found || in.share() < sameExtent {
		return false
	}
	whole := map[uint64]bool{}
	for _, bl := range b.visible().blocks {
		if bl.len() >= leastMoved {
			whole[b.visible().blockHash(bl)] = true
		}
	}
	for bi, bl := range old.blocks {
		if whole[old.blockHash(bl)] {
			continue
		}
		held := 0
		for i := bl.from; i < bl.to; i++ {
			if in.in[i] {
				held++
			}
		}
		// Part of the paragraph is left, or its neighbours are.
		if held < width && !(neighbour(old, in.in, bi-1) && neighbour(old, in.in, bi+1)) {
			continue
		}
		for i := bl.from; i < bl.to; i++ {
			j := i
			for j < bl.to && lost.in[j] && !in.in[j] {
				j++
			}
			if j-i >= leastMoved {
				left = true
				for k := i; k < j; k++ {
					lost.in[k] = false
				}
			}
			i = max(i, j)
		}
	}
	return left
}

// neighbour tells whether a paragraph stands in the other article. What is
// beyond the first and the last one does.
func neighbour(s *stream, in []bool, bi int) bool {
	if bi < 0 || bi >= len(s.blocks) {
		return true
	}
	b := s.blocks[bi]
	held := 0
	for i := b.from; i < b.to; i++ {
		if in[i] {
			held++
		}
	}
	return 2*held >= b.len()
}
