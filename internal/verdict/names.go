package verdict

import (
	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/diff"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// Others import this package alone, so what they use of those below has its names here.

// Of package pages: what there is to compare.
type (
	Page     = pages.Page
	Layout   = pages.Layout
	Prepared = pages.Prepared
	Sketch   = pages.Sketch
)

// Prepare makes a page ready to be compared.
func Prepare(p Page) *Prepared { return pages.Prepare(p) }

// NewSketch puts a page into a few hundred bytes by which like pages are known.
func NewSketch(p *Prepared) *Sketch { return pages.NewSketch(p) }

// Site is the part of a host's name that one owner registers.
func Site(host string) string { return pages.Site(host) }

// Of package passage: where words and numbered parts stand in a page.
type (
	Quote     = passage.Quote
	Selection = passage.Selection
	Place     = passage.Place
	PlaceKind = passage.PlaceKind
	Located   = passage.Located
)

// The states of a quote.
const (
	StateVerbatim = passage.StateVerbatim
	StateEdited   = passage.StateEdited
	StateUnclear  = passage.StateUnclear
	StateGone     = passage.StateGone
)

// The kinds of places.
const (
	PlacePage      = passage.PlacePage
	PlaceParagraph = passage.PlaceParagraph
	PlaceSection   = passage.PlaceSection
	PlaceArticle   = passage.PlaceArticle
	PlacePoint     = passage.PlacePoint
	PlaceRecital   = passage.PlaceRecital
	PlaceNote      = passage.PlaceNote
	PlaceCount     = passage.PlaceCount
)

// FindQuote looks for a passage in a page.
func FindQuote(p *Prepared, text string) Quote { return passage.FindQuote(p, text) }

// Select finds where a passage stands word for word, as the selectors of the Web
// Annotation Data Model.
func Select(p *Prepared, text string) []Selection { return passage.Select(p, text) }

// Locate finds numbered places in a page.
func Locate(p *Prepared, places []Place) (found []Located, missing []Place) {
	return passage.Locate(p, places)
}

// SameWords tells whether two texts are the same but for how they are set.
func SameWords(a, b string) bool { return passage.SameWords(a, b) }

// Short and Vague tell why a passage is a poor one to look for.
func Short(text string) bool { return passage.Short(text) }

// Vague: see Short.
func Vague(text string) bool { return passage.Vague(text) }

// Figures are the numbers of a text, as it writes them.
func Figures(text string) []string { return passage.Figures(text) }

// Claim are the figures, dates and names that a sentence of a report states.
func Claim(sentence string) []meaning.Item { return meaning.Claim(sentence) }

// Alike tells whether so much of a text is left, as a share, that it is the same source.
func Alike(share float64) bool { return compare.Alike(share) }

// Common is how much of the smaller of two texts the other holds.
func Common(a, b *Prepared) (share float64, ok bool) { return compare.Common(a, b) }

// Of package diff: what a person is shown.
type (
	Changes = diff.Changes
	Change  = diff.Change
	Part    = diff.Part
	Near    = diff.Near
)

// The kinds of changes, of their parts, and of the facts in them.
const (
	KindEdited   = diff.KindEdited
	KindLost     = diff.KindLost
	KindGained   = diff.KindGained
	KindMoved    = diff.KindMoved
	OpSame       = diff.OpSame
	OpLost       = diff.OpLost
	OpGained     = diff.OpGained
	NumberFact   = diff.NumberFact
	DateFact     = diff.DateFact
	NameFact     = diff.NameFact
	NegationFact = diff.NegationFact
	AddressFact  = diff.AddressFact
)

// Diff compares two pages passage by passage.
func Diff(old, new *Prepared) Changes { return diff.Diff(old, new) }

// Nearest finds the passage of a page that is most like another.
func Nearest(p *Prepared, text string) (Near, bool) { return diff.Nearest(p, text) }

// Sentence is the whole sentence of a page in which a passage stands.
func Sentence(p *Prepared, text string) string { return diff.Sentence(p, text) }
