package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"slices"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// archived is the text of a snapshot, extracted anew from its payload: so a
// better extractor never reads as a change of the source.
type archived struct {
	page *verdict.Prepared
	kind string
}

// pageCache keeps what was read of snapshots while their source is worked on:
// its citations ask for the same one several times, the next source never does.
type pageCache struct {
	mu sync.Mutex
	by map[string]*archived
}

func newPageCache() *pageCache { return &pageCache{by: map[string]*archived{}} }

// drop forgets the snapshots of a source.
func (c *pageCache) drop(t *task) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range t.snapshots {
		delete(c.by, t.snapshots[i].Object)
	}
}

// forget drops one snapshot.
func (c *pageCache) forget(object string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.by, object)
}

// of gives the text of a snapshot; nil where the archive's copy can't be read,
// which the archive's own check reports.
func (c *pageCache) of(ctx context.Context, w *Watcher, s *catalog.Snapshot) (*archived, error) {
	c.mu.Lock()
	a, ok := c.by[s.Object]
	c.mu.Unlock()
	if ok {
		return a, nil
	}
	doc, err := w.readKnown(ctx, s)
	switch {
	case err == nil:
		a = &archived{page: prepare(doc), kind: doc.Kind}
	case ctx.Err() != nil:
		return nil, err
	default:
		var unreadable *UnreadableError
		if !errors.As(err, &unreadable) {
			return nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[s.Object] = a
	return a, nil
}

// UnreadableError says that a snapshot is missing or damaged.
type UnreadableError struct {
	Object string
	Err    error
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("read snapshot %s: %v", e.Object, e.Err)
}

func (e *UnreadableError) Unwrap() error { return e.Err }

// OpenSnapshot opens a stored WACZ. A missing or damaged one gives an
// *UnreadableError.
func OpenSnapshot(ctx context.Context, st store.Store, object string) (*wacz.Archive, io.Closer, error) {
	r, err := st.Open(ctx, object, 0, -1)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = &UnreadableError{Object: object, Err: err}
		}
		return nil, nil, err
	}
	sized, ok := r.(store.Sized)
	if !ok {
		r.Close()
		return nil, nil, fmt.Errorf("open snapshot %s: the store gives no random access", object)
	}
	a, err := wacz.Open(sized, sized.Size())
	if err != nil {
		r.Close()
		return nil, nil, &UnreadableError{Object: object, Err: err}
	}
	return a, r, nil
}

// ReadSnapshot extracts the main document of a stored WACZ.
func (w *Watcher) ReadSnapshot(ctx context.Context, object string) (*extract.Document, error) {
	a, closer, err := OpenSnapshot(ctx, w.cfg.Store, object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	return ReadMain(ctx, w.cfg.Extract, a, object)
}

// readKnown is ReadSnapshot of one whose log record is known.
func (w *Watcher) readKnown(ctx context.Context, s *catalog.Snapshot) (*extract.Document, error) {
	a, closer, err := OpenSnapshot(ctx, w.cfg.Store, s.Object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if s.Kind == extract.KindHTML && s.Provenance == nil && !s.Rendered() {
		if doc, err := readPayload(ctx, w.cfg.Extract, a, s); doc != nil || err != nil {
			return doc, err
		}
	}
	return ReadMain(ctx, w.cfg.Extract, a, s.Object)
}

// readPayload reads the answer that a capture kept, known by its digest: to find it by
// the package's pages is to read the whole text once more, for nothing. It gives nil
// where that digest is not met.
func readPayload(ctx context.Context, x *extract.Extractor, a *wacz.Archive, s *catalog.Snapshot) (*extract.Document, error) {
	main := a.Only(s.FinalURL, s.Status)
	if main == nil {
		return nil, nil
	}
	defer main.Body.Close()
	h := sha256.New()
	body := io.TeeReader(main.Body, h)
	about := 5 * main.CDX.Length // which is of the deflated record
	doc, err := x.Extract(ctx, extract.Input{Body: body, Size: about, ContentType: main.Head.Header.Get("Content-Type"), URL: main.Record.TargetURI()})
	if err != nil {
		return nil, ctx.Err()
	}
	if _, err := io.Copy(io.Discard, body); err != nil || hex.EncodeToString(h.Sum(nil)) != s.PayloadSHA256 {
		return nil, nil
	}
	return doc, nil
}

// ReadMain extracts the main document of an open WACZ.
func ReadMain(ctx context.Context, x *extract.Extractor, a *wacz.Archive, object string) (*extract.Document, error) {
	if dom, ok := a.View("dom"); ok {
		return readRendered(ctx, x, a, dom, object)
	}
	return readAsSent(ctx, x, a, object)
}

// readAsSent extracts the main document as the server sent it, rendered or not.
func readAsSent(ctx context.Context, x *extract.Extractor, a *wacz.Archive, object string) (*extract.Document, error) {
	main, err := a.Main()
	if err != nil {
		return nil, &UnreadableError{Object: object, Err: err}
	}
	defer main.Body.Close()
	body := &errReader{r: main.Body}
	in := extract.Input{Body: body, Size: -1, ContentType: main.Record.Get("Content-Type"), URL: main.Record.TargetURI()}
	if main.Head != nil { // else a file that a person saved
		in.ContentType = main.Head.Header.Get("Content-Type")
	}
	if page := a.Pages()[0]; page.CopiedFrom != "" && main.Head != nil { // another archive's copy: what its header says of the page counts
		if in, err = copyInput(fetch.OriginalHeader(main.Head.Header), body, page.Source); err != nil {
			return nil, &UnreadableError{Object: object, Err: err}
		}
	}
	doc, err := x.Extract(ctx, in)
	if body.err != nil && ctx.Err() == nil {
		return nil, &UnreadableError{Object: object, Err: body.err}
	}
	if err != nil {
		return nil, err
	}
	if err := textOfSaved(a, doc); err != nil {
		return nil, &UnreadableError{Object: object, Err: err}
	}
	return doc, nil
}

// readRendered extracts the document that a browser showed.
func readRendered(ctx context.Context, x *extract.Extractor, a *wacz.Archive, dom warc.CDX, object string) (*extract.Document, error) {
	rec, closer, err := a.Record(dom)
	if err != nil {
		return nil, &UnreadableError{Object: object, Err: err}
	}
	defer closer.Close()
	body := &errReader{r: rec.Content}
	doc, err := x.Extract(ctx, renderedInput(body, rec.Length, a.Pages()[0].URL))
	if body.err != nil && ctx.Err() == nil {
		return nil, &UnreadableError{Object: object, Err: body.err}
	}
	if err != nil {
		return nil, err
	}
	over, err := readCover(a)
	if err != nil {
		return nil, &UnreadableError{Object: object, Err: err}
	}
	cover(doc, over)
	return doc, nil
}

// renderedInput is a rendered document as an extractor takes it.
func renderedInput(dom io.Reader, size int64, url string) extract.Input {
	return extract.Input{Body: dom, Size: size, ContentType: domType, URL: url, Rendered: true}
}

// errReader remembers what ended the reading, so that damaged bytes are told
// from a failing extractor.
type errReader struct {
	r   io.Reader
	err error
}

func (e *errReader) Read(b []byte) (int, error) {
	n, err := e.r.Read(b)
	if err != nil && err != io.EOF {
		e.err = err
	}
	return n, err
}

// reference is the snapshot that a citation is compared with: of class source,
// nearest to the date the report cites. A snapshot of this very look does not
// count: it can't differ from itself.
// Nor does one that a person saved and that has no text, such as a picture: with
// it nothing can be compared. One of quite another text only counts where the
// manifest names it.
func (p *pass) reference(t *task, c source.Cite, logged bool) *catalog.Snapshot {
	return nearestSource(readable(t.snapshots, c), referenceDay(c), logged, t.flaws)
}

// readable leaves out what a person saved that has no text, or quite another one.
func readable(list []catalog.Snapshot, c source.Cite) []catalog.Snapshot {
	list = familiar(list, c)
	if !slices.ContainsFunc(list, bare) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), bare)
}

func bare(s catalog.Snapshot) bool { return s.Provenance != nil && s.Provenance.Finding == noText }

// cited is the snapshot that passages are looked for in: what is compared with,
// or, where that is none, one that shows the source in a picture.
func (t *task) cited(c source.Cite, flaws map[string]flaw) *catalog.Snapshot {
	if s := nearestSource(readable(t.snapshots, c), referenceDay(c), false, flaws); s != nil {
		return s
	}
	return nearestSource(familiar(t.snapshots, c), referenceDay(c), false, flaws)
}

// referenceDay is the day at which the report cites the source.
func referenceDay(c source.Cite) time.Time {
	if r := c.Citation.Reference; !r.IsZero() {
		return r
	}
	return c.Manifest.Published
}

// incomparable says that a look proves nothing of what stood before, since the
// snapshot it would have to be compared with is damaged: where there is no other
// to compare with, and where another one, perhaps of the changed page itself,
// would clear a change.
func (p *pass) incomparable(t *task, c source.Cite, r *catalog.Snapshot, j verdict.Judgement, prev standing) bool {
	own := nearestSource(readable(t.snapshots, c), referenceDay(c), true, nil)
	switch {
	case prev.Verdict == "" || own == nil || t.flaws[own.Object].state == "":
		return false
	case r == nil:
		return j.Reason == verdict.FirstSeen
	}
	good := j.Verdict == verdict.OK || j.Verdict == verdict.Moved || j.Reason == verdict.Edited
	return prev.Verdict == verdict.Changed && good
}

// referenceOf makes a verdict's reference of a snapshot. One that can't be
// read is none: the archive's own check fails for it.
func (p *pass) referenceOf(ctx context.Context, s *catalog.Snapshot) (*verdict.Reference, error) {
	if s == nil {
		return nil, nil
	}
	a, err := p.pages.of(ctx, p.w, s)
	if err != nil || a == nil {
		return nil, err
	}
	r := &verdict.Reference{Saved: s.Provenance != nil && s.Provenance.Kind == ledger.ProvenancePerson, FinalURL: s.FinalURL, Status: s.Status, Page: a.page, At: s.CapturedAt}
	// What was sent does not tell what a rendered page says.
	if sum, err := hex.DecodeString(s.PayloadSHA256); err == nil && !rendered(s) {
		copy(r.PayloadSHA256[:], sum)
	}
	return r, nil
}

// sameURL compares two final URLs but for their fragments.
func sameURL(a, b string) bool {
	if a == b {
		return true
	}
	ua, err := url.Parse(a)
	ub, err2 := url.Parse(b)
	if err != nil || err2 != nil {
		return false
	}
	ua.Fragment, ub.Fragment = "", ""
	return ua.String() == ub.String()
}
