package verdict

import "archiver/internal/verdict/compare"

// Common is how much of the text of two pages is the same, 0 to 1; false: one of
// them has no text.
func Common(a, b *Prepared) (share float64, ok bool) { return compare.Common(a, b) }

// Alike says whether pages of that share may be the same one.
func Alike(share float64) bool { return compare.Alike(share) }
