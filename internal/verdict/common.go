package verdict

// Common is how much of the text of two pages is the same, 0 to 1: the share of the
// one's 4-word shingles that the other holds, whichever way that is more, since a
// page may be saved without what stands around its text. false: one of them has no
// text.
func Common(a, b *Prepared) (share float64, ok bool) {
	if a == nil || b == nil || !a.HasText() || !b.HasText() {
		return 0, false
	}
	there := cover(a.base().tok, b.visible(), b.set())
	back := cover(b.base().tok, a.visible(), a.set())
	return max(there.share(), back.share()), true
}

// Alike says whether pages of that share may be the same one: by less, what stood
// on the one is replaced on the other.
func Alike(share float64) bool { return share >= alive }
