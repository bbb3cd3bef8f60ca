package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// A copy that a person saved is a snapshot with that provenance, where no capture
// of ours gets through. Its bytes are kept as they were given: a document as one
// WARC record of the kind resource, the WARC files of a WACZ as they are. Whose it
// is stands in the log's record, in the package's own list of pages, and in a
// metadata record.
//
// It may be what a citation is compared with (see nearestSource). It is never taken
// for our own: what is compared with to see whether the source changed since our
// last look, and whose verdict stands in the log as the source's, has no provenance.
//
// The crash order is that of seal.go.

// Saved is a copy that a person gives.
type Saved struct {
	Cite   source.Cite
	Others []source.Cite // other citations, of which some may cite the same source
	File   io.Reader
	Name   string // of the file
	// Modified is when the file was last written to: what it is dated by where At
	// is zero and nothing in it tells.
	Modified time.Time
	At       time.Time // when it was saved, by the person's word; zero: not said
	Day      bool      // At is a day
	By, Why  string
	Page     string // the address of the page in a WACZ or WARC; "": the source's
}

// Added is what came of it.
type Added struct {
	Snapshot catalog.Snapshot
	Already  bool // it was there before; nothing was done
	// Judgement is of the copy by itself.
	Judgement verdict.Judgement
	Unread    string    // why there is no text in it; "" where there is some
	Recorded  time.Time // what a WARC record says of its time; zero: there is none
	Missing   []string  // quotes that do not stand in it
	Quotes    int       // that were looked for
	Compared  *Compared // with what we hold of the source; nil: with nothing
	Signed    string    // by whom a package claims to be signed
	// Reference says that from now on it is what later looks are compared with; Instead,
	// what they were compared with so far: nil for nothing.
	Reference bool
	Instead   *catalog.Snapshot
}

// noText is the Finding of a copy without text.
const noText = "no text"

// Add takes in a copy that a person saved. What is wrong with the file gives an
// *UnfitFileError; one of a page that was withdrawn a *WithdrawnError.
func (w *Watcher) Add(ctx context.Context, s Saved) (*Added, error) {
	tasks, err := w.plan(ctx, []source.Cite{s.Cite}, s.Others)
	if err != nil {
		return nil, err
	}
	t := tasks[source.ID(s.Cite.Citation.URL)]
	// A copy of our own first: the file may change under us, and is read several times.
	in := newSpool(w.cfg.SpoolDir)
	defer in.Close()
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(in, h), &ended{ctx, io.LimitReader(s.File, MaxSaved+1)})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.Name, err)
	}
	if size > MaxSaved {
		return nil, unfit("", "it is larger than %d MiB", MaxSaved>>20)
	}
	sum := hex.EncodeToString(h.Sum(nil))
	if have := t.added(sum, s.At, s.Day, s.Page); have != nil {
		return &Added{Snapshot: *have, Already: true}, nil
	}
	f, err := recogniseFile(ctx, in.at(), size)
	if err != nil {
		return nil, err
	}
	prov := &ledger.Provenance{Kind: ledger.ProvenancePerson, Retrieved: w.now(), By: s.By, Why: s.Why, File: s.Name,
		FileSHA256: sum, FileBytes: size, Form: f.form}
	p := &savedPage{url: t.url, header: map[string][]string{"Content-Type": {f.mime}}}
	if f.warcs != nil {
		urls := []string{t.url, t.known.FinalURL}
		if s.Page != "" {
			urls, prov.Note = []string{s.Page}, pageNamed(s.Page)
		}
		if p, err = f.pageOf(urls, s.At); err != nil {
			return nil, err
		}
	} else if s.Page != "" {
		return nil, unfit("leave --page out", "it is one document (%s), in which there is no page to choose", f.form)
	}
	at, err := w.dateSaved(s, p, prov)
	if err != nil {
		return nil, err
	}
	if have := t.added(sum, at, prov.Dated == dayOnly, s.Page); have != nil {
		return &Added{Snapshot: *have, Already: true}, nil
	}
	at = t.free(at, prov.Dated)
	if err := w.readSaved(ctx, f, p); err != nil {
		return nil, err
	}
	if f.differ(ctx, p) {
		return nil, unfit("give a file that holds one of them", "it holds several records of %s of one and the same time, and they differ", p.url)
	}
	if gone := t.withdrawnSaved(p); gone != nil {
		return nil, &WithdrawnError{*gone}
	}
	prov.Rendered = p.filled
	added := &Added{Recorded: p.at, Signed: f.signed}
	page := prepare(p.doc)
	if !page.HasText() {
		prov.Finding = noText
		added.Unread = cmp.Or(p.doc.Detail, "there is no text in it")
	}
	quotes := t.quotes()
	added.Judgement = w.judgeSaved(t.url, p, page, quotes)
	added.Quotes = len(quotes)
	if added.Judgement.Class == verdict.ClassSource {
		if added.Compared, err = w.compareSaved(ctx, t, s.Cite, page); err != nil {
			return nil, err
		}
		markSaved(prov, added.Compared)
	}
	for _, q := range quotes {
		if !verdict.FindQuote(page, q).Found {
			added.Missing = append(added.Missing, q)
		}
	}
	before := t.comparedWith(s.Cite)
	if added.Snapshot, err = w.sealSaved(ctx, t, f, p, prov, at, added.Judgement); err != nil {
		return added, err
	}
	t.snapshots = append(t.snapshots, added.Snapshot)
	if now := t.comparedWith(s.Cite); now != nil && now.LogIndex == added.Snapshot.LogIndex {
		added.Reference, added.Instead = true, before
	}
	return added, nil
}

// comparedWith is a copy of the row of what later looks are compared with, as far as the
// catalog tells; nil for nothing.
func (t *task) comparedWith(c source.Cite) *catalog.Snapshot {
	s := nearestSource(readable(t.snapshots, c), referenceDay(c), false, nil)
	if s == nil {
		return nil
	}
	row := *s
	return &row
}

// added is the snapshot of the very file that was taken in before; nil for none. An
// at that is zero is any; day: any moment of that day.
func (t *task) added(sum string, at time.Time, day bool, page string) *catalog.Snapshot {
	for i := range t.snapshots {
		s := &t.snapshots[i]
		if p := s.Provenance; p != nil && p.FileSHA256 == sum && (at.IsZero() || moment(s.CapturedAt).Equal(moment(at)) || day && p.Dated == dayOnly && sameDay(s.CapturedAt, at)) &&
			(page == "" || p.Note == pageNamed(page) || strings.HasPrefix(p.Note, pageNamed(page)+"; ")) {
			return s
		}
	}
	return nil
}

func pageNamed(page string) string { return "its page was named: " + clip(page, 1000) }

// dateSaved is when a copy was saved: by the person's word, else that of its
// record, else by the file's date. That is the latest time at which it can have been
// saved; a PDF's own date of making may be that of the document, long before.
func (w *Watcher) dateSaved(s Saved, p *savedPage, prov *ledger.Provenance) (at time.Time, err error) {
	switch {
	case !s.At.IsZero():
		at, prov.Dated = s.At, "given"
		if s.Day {
			prov.Dated = dayOnly
		}
	case !p.at.IsZero():
		at, prov.Dated = p.at, "record"
	default:
		at, prov.Dated = s.Modified, "modified"
	}
	at = at.UTC().Truncate(time.Millisecond)
	hint := "--at DATE says when it was saved"
	switch {
	case at.After(w.now().Add(10 * time.Minute)):
		return at, unfit(hint, "it would have been saved on %s, which is to come", at.Format(time.RFC3339))
	case at.Year() < 1990:
		return at, unfit(hint, "it would have been saved on %s, before there was a web", at.Format(time.DateOnly))
	}
	return at, nil
}

// withdrawnSaved is the withdrawn snapshot that shows the same page; nil for none.
func (t *task) withdrawnSaved(p *savedPage) *catalog.Snapshot {
	body, words := hex.EncodeToString(p.sum[:]), sumOfWords(p.doc)
	i := slices.IndexFunc(t.withdrawn, func(s catalog.Snapshot) bool {
		g := s.Withdrawal
		return g.PayloadSHA256 == body || words != "" && g.TextSHA256 == words
	})
	if i < 0 {
		return nil
	}
	return &t.withdrawn[i]
}

// sealSaved packs a copy, stores and logs it.
func (w *Watcher) sealSaved(ctx context.Context, t *task, f *savedFile, p *savedPage, prov *ledger.Provenance, at time.Time, j verdict.Judgement) (catalog.Snapshot, error) {
	out := w.newSpool()
	defer out.Close()
	sum, err := w.packSaved(out, t.url, f, p, prov, at)
	if err != nil {
		return catalog.Snapshot{}, fmt.Errorf("pack snapshot: %w", err)
	}
	if err := checkPacked(ctx, out, sum.Size, p); err != nil {
		return catalog.Snapshot{}, err
	}
	rec := ledger.SnapshotRecord{URL: t.url, CapturedAt: at, SHA256: hex.EncodeToString(sum.SHA256[:]), Bytes: sum.Size, Class: j.Class,
		Status: p.status, ContentType: clip(p.header.Get("Content-Type"), 1000), Kind: p.doc.Kind, PayloadSHA256: hex.EncodeToString(p.sum[:]),
		Verdict: string(j.Verdict), Reason: string(j.Reason), Collector: ledger.Collector{Software: w.cfg.Software}, Provenance: prov}
	if p.url != t.url {
		rec.FinalURL = p.url
	}
	if err := w.storeNew(ctx, t, &rec, out); err != nil {
		return catalog.Snapshot{}, err
	}
	index, err := w.Record(context.WithoutCancel(ctx), ledger.KindSnapshot, rec)
	if err != nil {
		return catalog.Snapshot{}, err
	}
	row := snapshotRow(rec)
	row.LogIndex = index
	return row, w.journal.clear()
}

// packSaved writes the package: what was given, byte for byte, and what is known of
// where it came from.
func (w *Watcher) packSaved(out io.Writer, u string, f *savedFile, p *savedPage, prov *ledger.Provenance, at time.Time) (wacz.Sum, error) {
	z, err := wacz.NewWriter(out, wacz.Options{Created: prov.Retrieved, Software: w.cfg.Software, Key: w.cfg.CaptureKey, Title: p.doc.Title,
		Description: fmt.Sprintf("Copy of %s that a person saved (%s, by their own word, on %s), taken in on %s", u, prov.By, at.Format(time.RFC3339), prov.Retrieved.Format(time.RFC3339))})
	if err != nil {
		return wacz.Sum{}, err
	}
	info := warc.Info("data.warc.gz", prov.Retrieved, warc.Field{Name: "software", Value: w.cfg.Software})
	if err := z.WriteRecord(info, warc.WriteOptions{}); err != nil {
		return wacz.Sum{}, err
	}
	page := wacz.Page{URL: p.url, Source: u, Title: cmp.Or(p.doc.Title, prov.File), At: p.at, Text: p.doc.Visible, Mime: p.doc.MediaType, Status: p.status, SavedBy: prov.By}
	of := p.record
	if f.warcs == nil {
		page.At = at
		rec := warc.File(u, at, f.mime, warc.Block{Content: io.NewSectionReader(f.r, 0, f.size), Length: f.size, SHA256: p.sum})
		of = rec.Header.Get("WARC-Record-ID")
		if err := z.WriteRecord(rec, warc.WriteOptions{Stored: p.doc.Kind == extract.KindImage}); err != nil {
			return wacz.Sum{}, err
		}
	}
	if of == "" {
		of = info.Header.Get("WARC-Record-ID")
	}
	told, err := json.Marshal(struct {
		Cited string             `json:"cited"`
		Added *ledger.Provenance `json:"added"`
		Saved time.Time          `json:"saved_at"`
	}{u, prov, at})
	if err != nil {
		return wacz.Sum{}, err
	}
	if err := z.WriteRecord(warc.Metadata(of, prov.Retrieved, "application/json", told), warc.WriteOptions{}); err != nil {
		return wacz.Sum{}, err
	}
	if p.text != "" {
		if err := z.WriteRecord(warc.Resource(textPrefix+warc.URI(p.url), cmp.Or(p.at, at), "text/plain; charset=utf-8", []byte(p.text)), warc.WriteOptions{}); err != nil {
			return wacz.Sum{}, err
		}
	}
	for _, g := range f.warcs {
		if err := z.AddGiven(g); err != nil {
			return wacz.Sum{}, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.lists)) {
		if err := z.AddFile("given/"+path.Base(name), strings.NewReader(string(f.lists[name]))); err != nil {
			return wacz.Sum{}, err
		}
	}
	if err := z.AddPage(page); err != nil {
		return wacz.Sum{}, err
	}
	return z.Close()
}
