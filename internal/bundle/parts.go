package bundle

import (
	"errors"
	"io"
	"os"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// parts takes out of the snapshot what a reader wants to open at once.
func (w *writer) parts(s *snapshot, r ledger.SnapshotRecord, in func(string) string) error {
	f, err := os.Open(w.path(in(waczName)))
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := wacz.Open(f, r.Bytes)
	if err != nil {
		return &AlteredError{Object: r.Object, Detail: err.Error()}
	}
	if pages := a.Pages(); len(pages) > 0 && pages[0].Text != "" {
		s.Text = plainName
		if err := w.put(in(plainName), []byte(pages[0].Text)); err != nil {
			return err
		}
	}
	s.Rendered, s.Done = shown(a)
	d, err := original(a, r.PayloadSHA256)
	switch {
	case errors.Is(err, wacz.ErrNoPage):
	case err != nil:
		return &AlteredError{Object: r.Object, Detail: err.Error()}
	default:
		s.Original, s.Main, s.OriginalAs, s.Encoding = d.name(r), d.at, d.as, d.encoding
		body, err := d.open()
		if err != nil {
			return &AlteredError{Object: r.Object, Detail: err.Error()}
		}
		if err := w.create(in(s.Original), io.LimitReader(asFar{body}, d.size)); err != nil {
			return err
		}
		if w.sums[in(s.Original)] != d.sum {
			return &AlteredError{Object: r.Object, Detail: "its main page is not read twice in the same way"}
		}
	}
	if c, ext, ok := screenshot(a); ok {
		rec, closer, err := a.Record(c)
		if err != nil {
			return &AlteredError{Object: r.Object, Detail: err.Error()}
		}
		defer closer.Close()
		s.Screenshot, s.View = "screenshot"+ext, placeOf(c)
		return w.create(in(s.Screenshot), &archived{rec.Content, r.Object})
	}
	return nil
}

// shown says whether a browser showed the page, and what was done to it. What can't
// be read is not told.
func shown(a *wacz.Archive) (rendered bool, done []string) {
	p, err := a.PageInfo()
	if err != nil || p == nil {
		return false, nil
	}
	for _, s := range p.Told() {
		done = append(done, oneLine(s))
	}
	return true, done
}

// archived is what is read of a snapshot: an error is of the snapshot, and not of
// the place that it is written to.
type archived struct {
	r      io.Reader
	object string
}

func (a *archived) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil && err != io.EOF {
		err = &AlteredError{Object: a.object, Detail: err.Error()}
	}
	return n, err
}

// asFar gives what can be read: what comes of it is compared with a digest.
type asFar struct{ r io.Reader }

func (a asFar) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// screenshot finds the picture of the page as it was rendered.
func screenshot(a *wacz.Archive) (c warc.CDX, ext string, ok bool) {
	pages := a.Pages()
	for _, c := range a.Index() {
		if len(pages) == 0 || c.URL != wacz.ViewURI("view", pages[0].URL) {
			continue
		}
		switch c.Mime {
		case "image/png":
			return c, ".png", true
		case "image/jpeg":
			return c, ".jpg", true
		}
	}
	return c, "", false
}

func placeOf(c warc.CDX) place {
	p := wacz.PlaceOf(c)
	return place{p.File, p.Offset, p.Length}
}

// extension is that of a file with a source's body. No name runs on any system
// when it is opened, but for a page, which a browser shows.
func extension(r ledger.SnapshotRecord) string {
	mime, _, _ := strings.Cut(r.ContentType, ";")
	switch strings.ToLower(strings.TrimSpace(mime)) {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "application/pdf":
		return ".pdf"
	case "text/plain":
		return ".txt"
	case "application/json":
		return ".json"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	}
	if r.Kind == "html" || r.Kind == "pdf" || r.Kind == "docx" {
		return "." + r.Kind
	}
	return ".bin"
}
