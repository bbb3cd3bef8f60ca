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

// asBefore takes out of the troubles of a look those that the reference had too: it
// stands without what they would have brought, and so they explain nothing.
func (p *pass) asBefore(ctx context.Context, list []verdict.Trouble, ref *catalog.Snapshot) ([]verdict.Trouble, error) {
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
	return slices.DeleteFunc(list, func(t verdict.Trouble) bool { return before[pathOf(t.URL)] }), nil
}

// pathOf is an address without its query, in which pages put the time of day.
func pathOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Scheme + "://" + u.Host + u.Path
}
