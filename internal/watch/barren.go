package watch

import (
	"context"
	"slices"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// Barren are those of a list whose footnote's archived copies have none of the figures,
// dates and names of the sentences that carry its mark: the copy of a page that says in
// words of its own that it is not there, or asks for something first, looks as good as
// any. It is advice: no part of a verdict or a result.
//
// Web pages alone are read for it. A file's text costs much to read, and a file stands in
// for no other. Names alone are no sign, since languages write them in ways of their own.
func (w *Watcher) Barren(ctx context.Context, list []Citation, all []source.Cite) (barren []Citation, err error) {
	res := &Result{Citations: slices.Clone(list)}
	page := func(s *catalog.Snapshot) bool { return s.Kind == "html" }
	if err := w.lookUpClaims(ctx, res, all, page); err != nil {
		return nil, err
	}
	for _, c := range res.Citations {
		of, found, figures := 0, 0, 0
		for _, claim := range c.Claims {
			of += len(claim.Items)
			found += claim.Found()
			for _, it := range claim.Items {
				if it.Kind != nameItem {
					figures++
				}
			}
		}
		if of >= leastBarren && figures > 0 && found == 0 {
			barren = append(barren, c)
		}
	}
	return barren, nil
}

const nameItem = "name" // among the kinds of a claim's items

// leastBarren is of how many figures, dates and names there has to be none.
const leastBarren = 2
