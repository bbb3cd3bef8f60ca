package cli

import (
	"context"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/wacz"
	"archiver/internal/watch"
	"archiver/internal/web"
)

var _ web.Pager = (*desk)(nil)

// PDFPages implements web.Pager, so that the server's pages can say on which page of a
// PDF a passage stands. What is no PDF gives a *web.NoFormError.
func (d *desk) PDFPages(ctx context.Context, snap catalog.Snapshot) ([]string, error) {
	key, err := copyKey(snap)
	if err != nil {
		return nil, err
	}
	if err := d.mayShow(ctx, snap); err != nil {
		return nil, err
	}
	return d.leaves.get(ctx, key, func(ctx context.Context) ([]string, error) {
		f, err := d.Open(ctx, snap)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		done, err := d.begin(ctx)
		if err != nil {
			return nil, err
		}
		defer done()
		a, err := wacz.Open(f, f.Size())
		if err != nil {
			return nil, shownError(&watch.UnreadableError{Object: snap.Object, Err: err})
		}
		doc, err := watch.ReadMain(ctx, newExtractor(), a, snap.Object)
		if err != nil {
			return nil, shownError(err)
		}
		if doc.Kind != extract.KindPDF || len(doc.Pages) == 0 {
			return nil, &web.NoFormError{Why: "It is no PDF with text."}
		}
		return doc.Pages, nil
	})
}
