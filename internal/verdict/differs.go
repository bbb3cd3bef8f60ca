package verdict

// Differs tells whether b says something else than a, noise aside.
func Differs(a, b *Prepared) bool {
	differs, _ := differsOrGains(a, b)
	return differs
}

// Due tells whether a new snapshot is due: b says something else than a, or has a
// line near its text that a had not, though it was taken for the site's.
func Due(a, b *Prepared) bool {
	differs, came := differsOrGains(a, b)
	return differs || came
}

func differsOrGains(a, b *Prepared) (differs, came bool) {
	if a == nil || b == nil {
		return a != b, false
	}
	if a.page.Kind != b.page.Kind || a.hasText() != b.hasText() {
		return true, false
	}
	c := compare(a, b)
	return newCover(a, b) != "" || c.significant || !c.same && c.share < alive && a.hasText(), c.came != ""
}
