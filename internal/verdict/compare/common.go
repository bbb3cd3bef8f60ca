package compare

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Common is how much of the text of two pages is the same, 0 to 1: the share of the
// one's 4-word shingles that the other holds, whichever way that is more, since a
// page may be saved without what stands around its text. false: one of them has no
// text.
func Common(a, b *pages.Prepared) (share float64, ok bool) {
	if a == nil || b == nil || !a.HasText() || !b.HasText() {
		return 0, false
	}
	there := lex.Cover(a.Base().Tokens, b.Visible(), b.Set())
	back := lex.Cover(b.Base().Tokens, a.Visible(), a.Set())
	return max(there.Share(), back.Share()), true
}

// Alike says whether pages of that share may be the same one: by less, what stood
// on the one is replaced on the other.
func Alike(share float64) bool { return share >= Alive }
