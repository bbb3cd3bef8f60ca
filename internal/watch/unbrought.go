package watch

import (
	"context"
	"errors"
	"net/url"
	"slices"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// unbrought is a request of a page for its own content that did not bring it, as a
// snapshot keeps it.
type unbrought struct {
	URL    string `json:"url"`
	Status int    `json:"status,omitempty"` // of the answer
	Reason string `json:"reason,omitempty"` // why there was none; without both it had not come in time
}

const maxUnbrought = 20

func unbroughtOf(list []fetch.Trouble) (out []unbrought) {
	for _, t := range list {
		if len(out) < maxUnbrought {
			out = append(out, unbrought{URL: clip(t.URL, 1000), Status: t.Status, Reason: t.Reason})
		}
	}
	return out
}

// telling gives those troubles of a look that may explain what the page lacks. Those
// that the reference had too don't: it stands without what they would have brought.
// None does where the server itself sends the text, and another one than before.
func (p *pass) telling(ctx context.Context, s *sight, list []verdict.Trouble, ref *catalog.Snapshot) ([]verdict.Trouble, error) {
	if len(list) == 0 || ref == nil || !rendered(ref) {
		return list, nil
	}
	a, closer, err := OpenSnapshot(ctx, p.w.cfg.Store, ref.Object)
	if err != nil {
		var unreadable *UnreadableError
		if errors.As(err, &unreadable) {
			return list, nil // told of by the archive's own check
		}
		return nil, err
	}
	defer closer.Close()
	info, err := readInfo(a)
	if err != nil || info == nil {
		return list, nil
	}
	before := map[string]bool{}
	for _, u := range info.Unbrought {
		before[pathOf(u.URL)] = true
	}
	list = slices.DeleteFunc(list, func(t verdict.Trouble) bool { return before[pathOf(t.URL)] })
	if len(list) == 0 || !s.rendered() {
		return list, nil
	}
	doc, err := readAsSent(ctx, p.w.cfg.Extract, a, ref.Object)
	if err != nil {
		return list, ctx.Err()
	}
	r, err := p.referenceOf(ctx, ref)
	if err != nil || r == nil {
		return list, err
	}
	now, err := p.readSent(ctx, s)
	if err != nil {
		return nil, err
	}
	if verdict.SentElse(r.Page, prepare(doc), now.page) {
		return nil, nil
	}
	return list, nil
}

// pathOf is an address without its query, in which pages put the time of day.
func pathOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Scheme + "://" + u.Host + u.Path
}
