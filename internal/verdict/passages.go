package verdict

import "archiver/internal/verdict/passage"

// Where a passage stands in a page, and in what state.
type (
	// Quote is a passage and how it stands in a text.
	Quote = passage.Quote
	// Selection is where a passage stands in a page's visible text.
	Selection = passage.Selection
	// PlaceKind is what a locator counts: pages, or paragraphs with a number.
	PlaceKind = passage.PlaceKind
	// Place is one place that a locator names: page 14, article 7.
	Place = passage.Place
	// Located is the part of a text that a Place means.
	Located = passage.Located
)

// The states of a quote.
const (
	StateVerbatim = passage.StateVerbatim
	StateEdited   = passage.StateEdited
	StateUnclear  = passage.StateUnclear
	StateGone     = passage.StateGone
)

// The kinds of places, from wide to narrow.
const (
	PlacePage      = passage.PlacePage
	PlaceRecital   = passage.PlaceRecital
	PlaceNote      = passage.PlaceNote
	PlaceSection   = passage.PlaceSection
	PlaceArticle   = passage.PlaceArticle
	PlaceParagraph = passage.PlaceParagraph
	PlacePoint     = passage.PlacePoint
	PlaceCount     = passage.PlaceCount
)

// FindQuote says how a passage stands in a page.
func FindQuote(p *Prepared, text string) Quote { return passage.FindQuote(p, text) }

// Select finds a passage, word by word as FindQuote does; nil where it does not
// stand in the visible text.
func Select(p *Prepared, text string) []Selection { return passage.Select(p, text) }

// Short tells whether a passage is too short to prove much on its own.
func Short(text string) bool { return passage.Short(text) }

// Vague tells whether a passage can't identify anything.
func Vague(text string) bool { return passage.Vague(text) }

// SameWords tells whether two texts are the same passage.
func SameWords(a, b string) bool { return passage.SameWords(a, b) }

// Figures lists the numbers in a text, digit groups joined.
func Figures(text string) []string { return passage.Figures(text) }

// Locate finds what the places mean in a page's text. Missing are the places that
// are not there.
func Locate(p *Prepared, places []Place) (found []Located, missing []Place) {
	return passage.Locate(p, places)
}
