package verdict

import (
	"net/url"
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/pages"
)

// Where a document is asked for that is not there, some sites show the list in
// which it would stand, at its own address and without a word of its going.

// What a list of other pages is made of.
const (
	leastItems  = 3 // of it
	mostTeasers = 2 // such paragraphs
)

// listed tells whether a list of other pages stands in place of the text: the
// reference was none, and next to nothing of it is left. By itself it may be what
// the source has become; the same list at the section's address tells.
func (b *bench) listed() bool {
	return b.known && b.c.Share < nothing && !isHome(b.look.URL) && choosesPage(b.look.URL) && SamePlace(b.look.URL, b.look.finalURL()) &&
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
func listing(ref, page *pages.Prepared) bool {
	lay := &page.Page.Layout
	if len(lay.Line) == 0 || len(lay.Linked) != len(lay.Line) {
		return false
	}
	f := &compare.Flow{Layout: lay, Visible: page.Visible()}
	f.Place()
	f.Match(page.Base())
	at := map[uint32]int{} // by where a block begins
	for i, b := range page.Base().Blocks {
		at[b.Start] = f.At[i]
	}
	n := compare.NovelIn(ref, page.Base())
	items, words, teasers := 0, 0, mostTeasers
	for _, b := range n.Blocks {
		k, ok := at[b.Start]
		switch {
		case ok && k >= 0 && f.Linked[k] >= compare.FullyLinked && b.Len() >= compare.LeastItem:
			items, teasers = items+1, 0
			words += b.Len()
		case teasers < mostTeasers && b.Len() <= compare.MostTeaser:
			teasers++
			words += b.Len()
		}
	}
	return items >= leastItems && 2*words >= n.Words
}
