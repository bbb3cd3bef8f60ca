package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"archiver/internal/contract"
	"archiver/internal/visual"
	"archiver/internal/watch"
)

// maxPicture bounds a picture that is read from a snapshot, in bytes.
const maxPicture = 64 << 20

// comparePictures lays the pictures of both sides over each other, where both have
// one; it is nil where not. It only informs: no verdict is made of it.
func (d *comparison) comparePictures(ctx context.Context, s *session) (*visual.Comparison, error) {
	if d.from.live || d.to.live {
		return nil, &noPictureError{d.cite.Ref, "the live source"}
	}
	var files [2][]byte
	for i, c := range []capture{d.from, d.to} {
		b, err := readPicture(ctx, s, c.object)
		if err != nil {
			return nil, err
		}
		if b == nil {
			return nil, &noPictureError{d.cite.Ref, "the snapshot of " + longDate(c.at)}
		}
		files[i] = b
	}
	return visual.Compare(files[0], files[1])
}

// noPictureError is a side without a picture.
type noPictureError struct{ ref, side string }

func (e *noPictureError) Error() string {
	return fmt.Sprintf("diff %s: %s has no picture; snapshots have one where a browser rendered the page", e.ref, e.side)
}

// readPicture gives the PNG of a page as it was rendered, or nil.
func readPicture(ctx context.Context, s *session, object string) ([]byte, error) {
	a, closer, err := watch.OpenSnapshot(ctx, s.store, object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	c, ok := a.View("view")
	if !ok || c.Mime != "image/png" {
		return nil, nil
	}
	rec, inner, err := a.Record(c)
	if err != nil {
		return nil, &damagedError{err}
	}
	defer inner.Close()
	b, err := io.ReadAll(io.LimitReader(rec.Content, maxPicture+1))
	if err == nil && len(b) > maxPicture {
		err = fmt.Errorf("read picture of %s: it is larger than %d MB", object, maxPicture>>20)
	}
	return b, err
}

// addPictures compares the pictures, and draws the comparison where a file is named
// for it. Without one, that there is nothing to compare is no failure.
func (e *env) addPictures(ctx context.Context, s *session, d *comparison, file string) error {
	c, err := d.comparePictures(ctx, s)
	var none *noPictureError
	if file == "" && err != nil {
		if !errors.As(err, &none) {
			e.warn("the pictures were not compared: %s", oneLine(err.Error()))
		}
		return nil
	}
	if errors.As(err, &none) {
		return &usageError{msg: none.Error(), hint: "capture: browser in the manifest has a source rendered"}
	}
	if err != nil {
		return err
	}
	d.pictures = &contract.Pictures{Same: c.Same, Changed: c.Changed, Added: c.Added, Removed: c.Removed, File: file}
	if file == "" {
		return nil
	}
	b, err := c.Picture()
	if err != nil {
		return err
	}
	if err := copyToFile(file, bytes.NewReader(b)); err != nil {
		return err
	}
	e.say("written to %s", file)
	return nil
}

// pictureWords says how two pictures compare.
func pictureWords(p *contract.Pictures) string {
	if p.Same == 1 {
		return "Both look the same."
	}
	percent := 100 * p.Same
	if percent > 99.9 {
		percent = 99.9
	}
	return fmt.Sprintf("In the pictures of both, %.1f %% looks the same.", percent)
}

// pictureFile is the file that a picture is wanted in, if any.
func (o diffOptions) pictureFile() (string, error) {
	if o.picture != "" && !strings.EqualFold(filepath.Ext(o.picture), ".png") {
		return "", &usageError{msg: fmt.Sprintf("--picture %s: the file has to end in .png", o.picture)}
	}
	return o.picture, nil
}
