package watch

import (
	"io"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// Of a page whose text scripts build, the answer of the server is an empty shell, and
// what it said to whoever saved it stands beside it: as other programs write it, a
// resource with the address urn:text: and the page's, or the text of the page in the
// package's list, which is kept as such a resource. It is read where the answer
// itself has next to no text.

const (
	textPrefix = "urn:text:"
	fewWords   = 50       // of an answer that may be a shell
	maxText    = 16 << 20 // bytes
)

// shell says whether a document may be one that scripts fill.
func shell(doc *extract.Document) bool {
	return doc.Kind == extract.KindHTML && doc.Finding == "" && len(strings.Fields(doc.Visible)) < fewWords
}

// textLine finds the rendered text of a page in an index, nearest in time.
func textLine(lines []warc.CDX, page string, at time.Time) (warc.CDX, bool) {
	want := textPrefix + warc.URI(page)
	lines = slices.DeleteFunc(slices.Clone(lines), func(c warc.CDX) bool { return c.URL != want || c.Mime == "warc/revisit" })
	if len(lines) == 0 {
		return warc.CDX{}, false
	}
	return slices.MinFunc(lines, func(a, b warc.CDX) int { return int(min(max(away(a, at)-away(b, at), -1), 1)) }), true
}

// withText has a shell say what it was filled with, where that is more.
func withText(doc *extract.Document, r io.Reader) (filled bool, err error) {
	b, err := io.ReadAll(io.LimitReader(r, maxText))
	if err != nil {
		return false, err
	}
	text := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(string(b), "\x00", ""), "\uFFFD"))
	if len(strings.Fields(text)) > len(strings.Fields(doc.Visible)) {
		doc.Visible, doc.Main, doc.Layout, doc.Headings = text, text, extract.Layout{}, nil
		return true, nil
	}
	return false, nil
}

// rendered says whether the text of a snapshot is not that of its page's answer: the
// same answer says nothing then.
func rendered(s *catalog.Snapshot) bool {
	return s.Rendered() || s.Provenance != nil && s.Provenance.Rendered
}

// textOfSaved reads the rendered text of a page that a person saved, out of its
// package.
func textOfSaved(a *wacz.Archive, doc *extract.Document) error {
	page := a.Pages()[0]
	if page.SavedBy == "" || !shell(doc) {
		return nil
	}
	c, ok := textLine(a.Index(), page.URL, page.At)
	if !ok {
		return nil
	}
	x, err := a.Response(c)
	if err != nil {
		return err
	}
	_, err = withText(doc, x.Body)
	return err
}

// listedText is the text that a package's own list has of a page, where no record of
// its WARC files has it; "" for none.
func (f *savedFile) listedText(p *savedPage) string {
	for _, g := range f.warcs {
		if _, ok := textLine(g.Captures(), p.url, p.at); ok {
			return ""
		}
	}
	for _, page := range f.pages {
		if sameURL(page.URL, p.url) && page.Text != "" {
			return page.Text[:min(len(page.Text), maxText)]
		}
	}
	return ""
}

// fillSaved reads the same out of what a person gives.
func (f *savedFile) fillSaved(p *savedPage) (err error) {
	if !shell(p.doc) {
		return nil
	}
	if p.text = f.listedText(p); p.text != "" {
		p.filled, err = withText(p.doc, strings.NewReader(p.text))
		return err
	}
	for _, g := range f.warcs {
		if c, ok := textLine(g.Captures(), p.url, p.at); ok {
			x, err := g.Response(c)
			if err != nil {
				return unfit("", "the text of the page in it can't be read: %v", err)
			}
			p.filled, err = withText(p.doc, x.Body)
			return err
		}
	}
	return nil
}
