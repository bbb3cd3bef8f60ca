package verdict

import (
	"net/url"
	"strings"
)

// Where a document is asked for that is not there, some sites show the list in
// which it would stand, at its own address and without a word of its going.

// What a list of other pages is made of.
const (
	leastItems  = 3  // of it
	leastItem   = 3  // words of one's headline
	mostTeaser  = 60 // words of a paragraph under a headline
	mostTeasers = 2  // such paragraphs
	fullyLinked = 90 // per cent of a headline
)

// listed tells whether a list of other pages stands in place of the text: the
// reference was none, and next to nothing of it is left. By itself it may be what
// the source has become; the same list at the section's address tells.
func (b *bench) listed() bool {
	return b.known && b.c.share < nothing && !isHome(b.look.URL) && choosesPage(b.look.URL) && samePlace(b.look.URL, b.look.finalURL()) &&
		listing(b.ref.Page, b.look.Page) && !listing(nil, b.ref.Page)
}

// inList tells whether such a list stands at the section's address too. Where it
// is the home page as well, something may stand before the whole site.
func (b *bench) inList() bool {
	return b.p.Section != nil && !b.sameAs(b.p.Home) && b.listed() && b.sameAs(b.p.Section)
}

// choosesPage tells whether a URL without its query would be another one.
func choosesPage(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (u.RawQuery == "" || strings.Contains(canonical(raw), "?"))
}

// listing tells whether most of what a page says that ref does not are headlines
// that lead to other pages, each with no more than a few lines under it.
func listing(ref, page *Prepared) bool {
	lay := &page.page.Layout
	if len(lay.Line) == 0 || len(lay.Linked) != len(lay.Line) {
		return false
	}
	f := &flow{lay: lay, vis: page.visible()}
	f.place()
	f.match(page.base())
	at := map[uint32]int{} // by where a block begins
	for i, b := range page.base().blocks {
		at[b.start] = f.at[i]
	}
	n := novelIn(ref, page.base())
	items, words, teasers := 0, 0, mostTeasers
	for _, b := range n.blocks {
		k, ok := at[b.start]
		switch {
		case ok && k >= 0 && f.linked[k] >= fullyLinked && b.len() >= leastItem:
			items, teasers = items+1, 0
			words += b.len()
		case teasers < mostTeasers && b.len() <= mostTeaser:
			teasers++
			words += b.len()
		}
	}
	return items >= leastItems && 2*words >= n.words
}
