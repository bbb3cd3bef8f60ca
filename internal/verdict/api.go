package verdict

import "time"

// Prepared is a page made ready for comparison.
type Prepared struct {
	page Page
}

// Prepare normalises a page.
func Prepare(p Page) *Prepared { return &Prepared{page: p} }

// Judge says what a look means.
func Judge(ref *Reference, look *Look, p Probes, quotes []string) Judgement { return Judgement{} }

// FindQuote says how a passage stands in a text.
func FindQuote(p *Prepared, text string) Quote { return Quote{Text: text} }

// Differs tells whether b says something else than a, noise aside.
func Differs(a, b *Prepared) bool { return false }

// Advance adds one look to a standing.
func (p Policy) Advance(prev *Standing, v Verdict, r Reason, at time.Time) Standing { return Standing{} }
