package watch

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/record"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/warc"
)

// The crash order. A snapshot is made in these steps; after each stands what a
// kill leaves, and what mends it.
//
//  1. The WACZ is packed in memory, a file without a name or a temporary one of the
//     store, which goes when the store is next written to. The source is still due.
//  2. Its record is noted in the journal. A kill leaves a note of an object
//     that is not there; Mend drops it.
//  3. The object is stored. Store.Create is all or nothing. A kill leaves an
//     object that the log does not list; Mend finds it by the note, compares
//     it with the digest noted, and logs it, marked as recovered.
//  4. The record is appended to the log (ledger has its own crash order: from
//     its claim on, the batch is finished by the next Open). A kill
//     leaves a catalog that is behind the log; CatchUp applies the rest.
//  5. The catalog reflects the log. Nothing is told to anyone before this.

// sealed is a snapshot that is stored but not logged yet.
type sealed struct {
	record   ledger.SnapshotRecord
	snapshot catalog.Snapshot
}

// seal fetches what the page needs, packs it all and stores the WACZ.
func (p *pass) seal(ctx context.Context, s *sight, j verdict.Judgement) (*sealed, error) {
	if err := p.read(ctx, s); err != nil {
		return nil, err
	}
	if s.doc.Kind == "html" && !s.rendered() && s.look.Fault == nil && s.look.Memento == nil {
		if err := p.w.cfg.Fetch.Requisites(ctx, s.look, s.doc.HTML); err != nil {
			return nil, err
		}
	}
	f := p.w.newSpool()
	defer f.Close()
	sum, err := p.w.pack(f, s)
	if err != nil {
		return nil, fmt.Errorf("pack snapshot: %w", err)
	}
	main := s.look.Main
	rec := ledger.SnapshotRecord{
		URL: s.t.url, CapturedAt: s.at, SHA256: hex.EncodeToString(sum.SHA256[:]),
		Bytes: sum.Size, Class: j.Class, Status: s.look.Status, ContentType: clip(s.look.ContentType, 1000), Kind: s.doc.Kind,
		PayloadSHA256: s.payloadHex(), Verdict: string(j.Verdict), Reason: string(j.Reason),
		Collector: ledger.Collector{Software: p.w.cfg.Software, UserAgent: sentAgent(main),
			ServerIP: main.RemoteIP, Proxy: main.ViaProxy, TLS: tlsState(main.URL, main.VerifyErr)},
	}
	if s.rendered() {
		rec.Collector.Capture, rec.Collector.Browser = "browser", s.look.Rendered.Environment.Browser
	}
	if s.look.FinalURL != s.t.url {
		rec.FinalURL = s.look.FinalURL
	}
	if rec.Cut, err = s.cut(); err != nil {
		return nil, err
	}
	if m := s.look.Memento; m != nil {
		rec.CapturedAt = m.At
		rec.Provenance = &ledger.Provenance{Kind: "wayback", Service: m.Service, Memento: m.URL, MementoAt: m.At, Retrieved: s.at, Note: s.origin}
	}
	if err := p.w.storeNew(ctx, s.t, &rec, f); err != nil {
		return nil, err
	}
	return &sealed{record: rec, snapshot: snapshotRow(rec)}, nil
}

// sentAgent is the User-Agent that an exchange really sent.
func sentAgent(e *record.Exchange) string {
	r, err := e.Request.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	head, err := warc.ReadHTTPHead(bufio.NewReader(r), 64<<10)
	if err != nil {
		return ""
	}
	return clip(head.Header.Get("User-Agent"), 1000)
}

func tlsState(url string, err error) string {
	switch {
	case err != nil:
		return err.Error()
	case strings.HasPrefix(url, "https:"):
		return "verified"
	}
	return ""
}

// storeNew stores the file under the key of its source and second, and puts the
// key into rec. A second capture within one second gets a suffix, also where the
// first was withdrawn: a key is never that of two snapshots.
func (w *Watcher) storeNew(ctx context.Context, t *task, rec *ledger.SnapshotRecord, f *spool) error {
	base := source.ObjectKey(rec.URL, rec.CapturedAt)
	for n := 1; ; n++ {
		rec.Object = base
		if n > 1 {
			rec.Object = fmt.Sprintf("%s-%d.wacz", strings.TrimSuffix(base, ".wacz"), n)
		}
		taken := slices.ContainsFunc(t.withdrawn, func(s catalog.Snapshot) bool { return s.Object == rec.Object })
		if taken && n < 100 {
			continue
		}
		if err := w.journal.note(*rec); err != nil {
			return err
		}
		err := f.create(ctx, w.cfg.Store, rec.Object, rec.Bytes)
		if err == nil {
			return w.setVersion(ctx, rec)
		}
		if !errors.Is(err, store.ErrExists) || n == 100 {
			return fmt.Errorf("store snapshot: %w", err)
		}
	}
}

// setVersion notes which version of the object was stored, where the store keeps
// versions. The object is stored by then: after an error Mend lists it.
func (w *Watcher) setVersion(ctx context.Context, rec *ledger.SnapshotRecord) (err error) {
	if st, ok := w.cfg.Store.(store.Versioned); ok {
		if rec.Version, err = st.Version(ctx, rec.Object); err != nil {
			return fmt.Errorf("store snapshot: %w", err)
		}
	}
	return nil
}

// snapshotRow is a record as the catalog keeps it, not yet placed in the log.
func snapshotRow(r ledger.SnapshotRecord) catalog.Snapshot {
	final := r.FinalURL
	if final == "" {
		final = r.URL
	}
	var provenance *catalog.Provenance
	if r.Provenance != nil {
		p := catalog.Provenance(*r.Provenance)
		provenance = &p
	}
	return catalog.Snapshot{SourceID: source.ID(r.URL), CapturedAt: r.CapturedAt.UTC().Truncate(time.Millisecond), Object: r.Object,
		SHA256: r.SHA256, Bytes: r.Bytes, Class: r.Class, Status: r.Status, FinalURL: final, ContentType: r.ContentType,
		Kind: r.Kind, PayloadSHA256: r.PayloadSHA256, Verdict: r.Verdict, Reason: r.Reason, Cut: r.Cut,
		Browser: r.Rendered(), Provenance: provenance, LogIndex: -1}
}
