package verdict

import "archiver/internal/verdict/pages"

// What callers hand in and keep of a page.
type (
	// Page is the text of one document, as an extractor found it.
	Page = pages.Page
	// Layout tells in which boxes the lines of a page's visible text stand.
	Layout = pages.Layout
	// Prepared is a page that can be compared. Safe for concurrent use.
	Prepared = pages.Prepared
	// Sketch sums up a page of few words.
	Sketch = pages.Sketch
	// Sketches are those of many pages.
	Sketches = pages.Sketches
)

// Prepare makes a page ready to be compared.
func Prepare(p Page) *Prepared { return pages.Prepare(p) }

// NewSketch gives nil for a page of many words, and of hardly any. The addresses are
// those that it was asked at, and came from.
func NewSketch(p *Prepared, addresses ...string) *Sketch { return pages.NewSketch(p, addresses...) }
