package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/wacz"
	"archiver/internal/watch"
	"archiver/internal/web"
)

// As implements web.Backend.
func (d *desk) As(ctx context.Context, snap catalog.Snapshot, form string) (io.ReadCloser, error) {
	if !slices.Contains(forms, form) {
		return nil, &web.NoFormError{Why: "The forms of a snapshot are " + strings.Join(forms, ", ") + "."}
	}
	f, err := d.Open(ctx, snap)
	if err != nil || form == "wacz" {
		return f, err
	}
	r, err := recovered(func() (io.ReadCloser, error) {
		a, err := wacz.Open(f, f.Size())
		if err != nil {
			return nil, &watch.UnreadableError{Object: snap.Object, Err: err}
		}
		if form == "html" { // which is made from it
			done, err := d.begin(ctx)
			if err != nil {
				return nil, err
			}
			defer done()
		}
		return formOf(ctx, a, f, snap, form)
	})
	if err != nil {
		f.Close()
		return nil, shownError(err)
	}
	return r, nil
}

// Diff implements web.Backend.
func (d *desk) Diff(ctx context.Context, c source.Cite, from, to catalog.Snapshot) (*contract.Diff, error) {
	key, err := d.pair(ctx, c, from, to)
	if err != nil {
		return nil, err
	}
	key += strings.Join(append([]string{c.Ref, c.Citation.URL}, c.Citation.Quotes...), "\x00")
	return d.diffs.get(ctx, key, func(ctx context.Context) (*contract.Diff, error) {
		var v contract.Diff
		err := d.compared(ctx, c, from, to, func(e *env, s *session, cmp *comparison) (err error) {
			if cmp.from, err = readCapture(ctx, s, &from); err != nil {
				return err
			}
			if cmp.to = cmp.from; to.Object != from.Object {
				if cmp.to, err = readCapture(ctx, s, &to); err != nil {
					return err
				}
			}
			if err := e.comparable(cmp); err != nil {
				return err
			}
			cmp.compare()
			if err := e.addPictures(ctx, s, cmp, ""); err != nil {
				return err
			}
			v = cmp.json()
			return nil
		})
		return &v, err
	})
}

// DiffPicture implements web.Backend.
func (d *desk) DiffPicture(ctx context.Context, c source.Cite, from, to catalog.Snapshot) ([]byte, error) {
	key, err := d.pair(ctx, c, from, to)
	if err != nil {
		return nil, err
	}
	return d.pictures.get(ctx, key, func(ctx context.Context) (picture []byte, err error) {
		err = d.compared(ctx, c, from, to, func(_ *env, s *session, cmp *comparison) error {
			cmp.from, cmp.to = capture{at: from.CapturedAt, object: from.Object}, capture{at: to.CapturedAt, object: to.Object}
			both, err := cmp.comparePictures(ctx, s)
			if err != nil {
				return err
			}
			picture, err = both.Picture()
			return err
		})
		return picture, err
	})
}

// pair names two snapshots of a citation's source, which may both be shown.
func (d *desk) pair(ctx context.Context, c source.Cite, from, to catalog.Snapshot) (string, error) {
	var b strings.Builder
	for _, snap := range []catalog.Snapshot{from, to} {
		if snap.SourceID != source.ID(c.Citation.URL) {
			return "", fmt.Errorf("compare snapshots of %s: %s is of another source", c.Citation.URL, snap.Object)
		}
		if err := d.mayShow(ctx, snap); err != nil {
			return "", err
		}
		key, err := copyKey(snap)
		if err != nil {
			return "", err
		}
		b.WriteString(key + "\x00")
	}
	return b.String(), nil
}

// compared has f compare two snapshots by their verified copies.
func (d *desk) compared(ctx context.Context, c source.Cite, from, to catalog.Snapshot, f func(*env, *session, *comparison) error) error {
	files, err := d.pin(ctx, from, to)
	if err != nil {
		return err
	}
	defer files.close()
	done, err := d.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	return shownError(f(d.quiet(), &session{cfg: d.cfg, store: files}, &comparison{cite: c}))
}
