package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"archiver/internal/extract"
	"archiver/internal/verdict"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// savedPage is the main document of what a person gives.
type savedPage struct {
	url    string // where it was
	status int    // 0: not known
	header http.Header
	hops   []verdict.Hop
	at     time.Time // of its record; zero: the file does not tell
	given  *wacz.Given
	line   warc.CDX
	record string // ID of its record, where that is well formed

	sum    [32]byte // of the body, as payload_sha256 is
	size   int64
	head   []byte // its beginning
	doc    *extract.Document
	filled bool   // scripts fill it, and its text stood beside
	text   string // what scripts filled it with, where the package's list alone tells
}

// maxPagesNamed is how many pages of a file are named to choose from.
const maxPagesNamed = 20

// pageOf finds the page of a source in a WACZ or WARC: under one of the addresses,
// the first that has it, with redirects followed within the file.
func (f *savedFile) pageOf(urls []string, at time.Time) (*savedPage, error) {
	for _, u := range urls {
		if u == "" {
			continue
		}
		p, err := f.follow(u, at)
		if p != nil || err != nil {
			return p, err
		}
	}
	hint := "it holds no page"
	if list := f.pageList(); len(list) > 0 {
		more := ""
		if len(list) > maxPagesNamed {
			list, more = list[:maxPagesNamed], " and more"
		}
		hint = "--page URL names the one that shows the source. It holds " + strings.Join(list, ", ") + more
	}
	return nil, unfit(hint, "it holds no page of %s", urls[0])
}

// follow finds what a URL led to; nil where there is nothing of it.
func (f *savedFile) follow(u string, at time.Time) (*savedPage, error) {
	var hops []verdict.Hop
	for range 11 {
		g, c, ok := f.best(u, at)
		if !ok {
			return nil, nil
		}
		x, err := g.Response(c)
		if err != nil {
			return nil, unfit("", "the record of %s in it can't be read: %v", u, err)
		}
		if x.Head != nil && x.Head.Status >= 300 && x.Head.Status < 400 && x.Head.Status != http.StatusNotModified {
			if to := resolve(c.URL, x.Head.Header.Get("Location")); to != "" {
				hops = append(hops, verdict.Hop{URL: c.URL, Location: to, Status: x.Head.Status})
				u = to
				continue
			}
		}
		if x.Record.TargetURI() != c.URL {
			return nil, unfit("", "the address of its record, %q, is not written as one", x.Record.TargetURI())
		}
		p := &savedPage{url: c.URL, hops: hops, given: g, line: c, header: http.Header{}, at: recordTime(x.Record)}
		if id := x.Record.Get("WARC-Record-ID"); len(id) == len("<urn:uuid:00000000-0000-4000-8000-000000000000>") && strings.HasPrefix(id, "<urn:uuid:") {
			p.record = id
		}
		if x.Head != nil {
			p.status, p.header = x.Head.Status, x.Head.Header
		} else {
			p.header.Set("Content-Type", x.Record.Get("Content-Type"))
		}
		return p, nil
	}
	return nil, unfit("--page URL names the page that shows the source", "in it %s leads from redirect to redirect", u)
}

func resolve(base, location string) string {
	b, err := url.Parse(base)
	to, err2 := url.Parse(location)
	if err != nil || err2 != nil || location == "" {
		return ""
	}
	if to = b.ResolveReference(to); to.Scheme != "http" && to.Scheme != "https" {
		return ""
	}
	return to.String()
}

func recordTime(h warc.Header) time.Time {
	t, err := time.Parse(time.RFC3339Nano, h.Get("WARC-Date"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// best chooses among the records of a URL: of the very address, with an answer
// that is a page, nearest to the date that was named, else the newest.
func (f *savedFile) best(u string, at time.Time) (*wacz.Given, warc.CDX, bool) {
	var given *wacz.Given
	var best warc.CDX
	key := warc.SURT(warc.URI(u))
	for _, g := range f.warcs {
		for _, c := range g.Captures() {
			if !c.Is(key) || c.Mime == "warc/revisit" {
				continue
			}
			if given == nil || preferred(c, best, u, at) {
				given, best = g, c
			}
		}
	}
	return given, best, given != nil
}

// maxTwins bounds how many records of one moment are compared: more are not one page.
const maxTwins = 20

// differ says whether there are records of the page's very address and moment that have
// another body: nothing tells which of them the person saw, whatever their order.
func (f *savedFile) differ(ctx context.Context, p *savedPage) bool {
	left, seen := int64(MaxSaved), 0
	for _, g := range f.warcs {
		for _, c := range g.Captures() {
			if p.given == nil || c.URL != p.line.URL || c.Timestamp != p.line.Timestamp || c.Status != p.line.Status || c.Mime == "warc/revisit" || g == p.given && c.Offset == p.line.Offset {
				continue
			}
			body, err := f.open(&savedPage{given: g, line: c})
			if seen++; err != nil || seen > maxTwins {
				return true
			}
			h := sha256.New()
			n, err := io.Copy(h, &ended{ctx, io.LimitReader(body, left)})
			if left -= n; err != nil || left <= 0 || [32]byte(h.Sum(nil)) != p.sum {
				return true
			}
		}
	}
	return false
}

func preferred(c, than warc.CDX, u string, at time.Time) bool {
	good := func(c warc.CDX) bool { return c.Status == "" || strings.HasPrefix(c.Status, "2") }
	if a, b := c.Method == "", than.Method == ""; a != b {
		return a
	}
	if a, b := sameURL(c.URL, u), sameURL(than.URL, u); a != b {
		return a
	}
	if a, b := good(c), good(than); a != b {
		return a
	}
	if at.IsZero() {
		return c.Timestamp > than.Timestamp
	}
	return away(c, at) < away(than, at)
}

func away(c warc.CDX, at time.Time) time.Duration {
	t, err := time.Parse("20060102150405", c.Timestamp)
	if err != nil {
		return 1 << 62
	}
	return t.Sub(at).Abs()
}

// pageList names the pages of a file: those that it lists itself, else whatever in
// it is a document.
func (f *savedFile) pageList() (list []string) {
	add := func(u string) {
		if u = clip(u, 300); len(list) <= maxPagesNamed && !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	for _, p := range f.pages {
		add(p.URL)
	}
	if len(list) > 0 {
		return list
	}
	for _, g := range f.warcs {
		for _, c := range g.Captures() {
			if (c.Mime == "text/html" || c.Mime == "application/pdf" || c.Mime == "application/xhtml+xml") && strings.HasPrefix(c.URL, "http") && !strings.HasPrefix(c.Status, "3") {
				add(c.URL)
			}
		}
	}
	return list
}

// open gives the body of the main document.
func (f *savedFile) open(p *savedPage) (io.Reader, error) {
	if p.given == nil {
		return io.NewSectionReader(f.r, 0, f.size), nil
	}
	x, err := p.given.Response(p.line)
	if err != nil {
		return nil, err
	}
	return x.Body, nil
}

// readSaved hashes the main document and reads its text.
func (w *Watcher) readSaved(ctx context.Context, f *savedFile, p *savedPage) error {
	body, err := f.open(p)
	if err != nil {
		return unfit("", "the page in it can't be read: %v", err)
	}
	h := sha256.New()
	beginning := &head{max: headBytes}
	p.size, err = io.Copy(io.MultiWriter(h, beginning), &ended{ctx, io.LimitReader(body, MaxSaved+1)})
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return unfit("", "the page in it can't be unpacked: %v", err)
	case p.size > MaxSaved:
		return unfit("", "the page in it unpacks to more than %d MiB", MaxSaved>>20)
	}
	h.Sum(p.sum[:0])
	p.head = beginning.b
	if body, err = f.open(p); err != nil {
		return err
	}
	w.extracting <- struct{}{}
	defer func() { <-w.extracting }()
	p.doc, err = w.cfg.Extract.Extract(ctx, extract.Input{Body: body, Size: p.size, ContentType: p.header.Get("Content-Type"), URL: p.url})
	if err != nil {
		return err
	}
	if f.form == formPDF && (p.doc.Finding == extract.FindingDamaged || p.doc.Finding == extract.FindingCutShort) {
		return unfit("save it anew", "it can't be read as the PDF that it begins as: %s", p.doc.Detail)
	}
	return f.fillSaved(p)
}

// head keeps the beginning of what is written to it.
type head struct {
	b   []byte
	max int
}

func (h *head) Write(p []byte) (int, error) {
	if n := min(len(p), h.max-len(h.b)); n > 0 {
		h.b = append(h.b, p[:n]...)
	}
	return len(p), nil
}

// ended is a reader that ends with its context.
type ended struct {
	ctx context.Context
	r   io.Reader
}

func (e *ended) Read(b []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.r.Read(b)
}

// judgeSaved judges a person's copy as a first look, by what is in it alone.
func (w *Watcher) judgeSaved(u string, p *savedPage, page *verdict.Prepared, quotes []string) verdict.Judgement {
	v := &verdict.Look{URL: u, FinalURL: p.url, Hops: p.hops, Status: cmp.Or(p.status, http.StatusOK), Header: p.header,
		BodyLen: p.size, PayloadSHA256: p.sum, Head: p.head, Page: page}
	return w.judge(nil, v, verdict.Probes{BrowserMissing: true}, quotes)
}

// checkPacked makes sure of a package that was made of what others gave: whatever
// verify would find in it later is found now, and its main document is the one
// that was read.
func checkPacked(ctx context.Context, f *spool, size int64, p *savedPage) error {
	a, err := wacz.Open(f.at(), size)
	if err != nil {
		return err
	}
	if found := a.Verify(ctx); len(found) > 0 {
		x := found[0]
		if x.Code == wacz.CodeUnreadable {
			return errors.Join(ctx.Err(), fmt.Errorf("read package: %s", x.Detail))
		}
		return unfit("it was changed or damaged after it was made", "what is in it does not hold: %s: %s", x.Code, x.Detail)
	}
	main, err := a.Main()
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, &ended{ctx, io.LimitReader(main.Body, MaxSaved+1)}); err != nil {
		return err
	}
	if [32]byte(h.Sum(nil)) != p.sum {
		return unfit("", "it holds several records of %s of one and the same time, and they differ", p.url)
	}
	return nil
}
