package verdict

import "archiver/internal/verdict/pages"

// Many servers answer every address that has no file of its own with one page,
// whose scripts then show what belongs there, and some do so with an error's status.
const (
	mostUnfilled = 50  // words: a shell has fewer of its own
	leastFilled  = 100 // words of main text that are content, be they no running text
)

// Unfilled tells whether a page, as it was sent, has scripts and little text: they
// may bring the rest.
func Unfilled(p *pages.Prepared) bool {
	return p != nil && p.Page.Kind == "html" && p.Page.Scripts > 0 && p.Words() < mostUnfilled
}

// SaysGone tells whether a page says that there is nothing at its address.
func SaysGone(p *pages.Prepared) bool {
	b := &bench{look: &Look{Page: p}, e: gather(&Look{Page: p}, nil)}
	return b.errorWords()
}

// errorWords tells whether the page says that it is not there, or that something
// failed.
func (b *bench) errorWords() bool {
	e := b.e
	return e.titled(errorPhrases, errorTitles) != "" || e.titledGone() != "" || b.saysGone() != "" || e.says(faultPhrases) != ""
}

// filled tells whether scripts put content into a shell that came with an error's
// status, and not the site's own word that there is none.
func (b *bench) filled() bool {
	l := b.look
	if !l.Filled || l.Status < 400 || l.Status >= 500 || b.errorWords() {
		return false
	}
	return b.e.article() || len(l.Page.Main().Tokens) >= leastFilled
}
