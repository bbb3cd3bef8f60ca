package verdict

import (
	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/pages"
)

// Differs tells whether b says something else than a, noise aside.
func Differs(a, b *pages.Prepared) bool {
	differs, _ := differsOrGains(a, b)
	return differs
}

// Due tells whether a new snapshot is due: b says something else than a, or has a
// line near its text that a had not, though it was taken for the site's.
func Due(a, b *pages.Prepared) bool {
	differs, came := differsOrGains(a, b)
	return differs || came
}

func differsOrGains(a, b *pages.Prepared) (differs, came bool) {
	if a == nil || b == nil {
		return a != b, false
	}
	if a.Page.Kind != b.Page.Kind || a.HasText() != b.HasText() {
		return true, false
	}
	c := compare.Pages(a, b)
	return newCover(a, b) != "" || c.Significant || !c.Same && c.Share < compare.Alive && a.HasText(), c.Came != ""
}
