package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// Cited is the snapshot that a citation is compared with, and what it says.
type Cited struct {
	Snapshot catalog.Snapshot
	// Page is its text as it is read now, by which passages are judged.
	Page *verdict.Prepared
	// Stored is the text of its first page in pages/pages.jsonl, which anyone can
	// read there: what selectors count in. An older extractor may have read it.
	Stored *verdict.Prepared
	// Unread says why it gives no text; "" where it gives some.
	Unread string
}

// ErrNotCited: nothing is there to compare the citation with.
var ErrNotCited = errors.New("no snapshot shows the source itself")

// WithdrawnError says that the snapshot which a citation was compared with was
// withdrawn, and that there is no other.
type WithdrawnError struct{ Snapshot catalog.Snapshot }

func (e *WithdrawnError) Error() string { return WithdrawnSentence(&e.Snapshot) }

// ReadCited reads the snapshot that a citation is compared with. It gives
// ErrNotCited where there is none, and an *UnreadableError where it is damaged.
func (w *Watcher) ReadCited(ctx context.Context, c source.Cite) (*Cited, error) {
	tasks, err := w.plan(ctx, []source.Cite{c}, nil)
	if err != nil {
		return nil, err
	}
	if err := newFixity(ctx, w).all(ctx, tasks, true); err != nil {
		return nil, err
	}
	t := tasks[source.ID(c.Citation.URL)]
	s := t.cited(c, t.flaws)
	if s == nil {
		if s = t.cited(c, nil); s != nil {
			return nil, &UnreadableError{Object: s.Object, Err: errors.New(strings.TrimSuffix(t.flaws[s.Object].why, ": "+s.Object))}
		}
		if gone := t.withdrawnFor(c); gone != nil {
			return nil, &WithdrawnError{*gone}
		}
		return nil, ErrNotCited
	}
	a, closer, err := OpenSnapshot(ctx, w.cfg.Store, s.Object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	doc, err := ReadMain(ctx, w.cfg.Extract, a, s.Object)
	if err != nil {
		return nil, err
	}
	cited := &Cited{Snapshot: *s, Page: prepare(doc)}
	if strings.TrimSpace(doc.Visible) == "" {
		if cited.Unread = doc.Detail; cited.Unread == "" {
			cited.Unread = "there is no text in it"
		}
	}
	p := verdict.Page{Kind: doc.Kind, Pages: doc.Pages}
	if pages := a.Pages(); len(pages) > 0 {
		p.Visible, p.Main = pages[0].Text, pages[0].Text
	}
	cited.Stored = verdict.Prepare(p)
	return cited, nil
}

// Targets says where a passage stands in a snapshot's stored text, for the log.
// It is empty where it stands in the text as it is read now alone.
func (c *Cited) Targets(text string) (targets []ledger.Target, times int) {
	for _, s := range verdict.Select(c.Stored, text) {
		times = max(times, s.Times)
		targets = append(targets, ledger.Target{Page: s.Page,
			Quote:    ledger.TextQuoteSelector{Type: "TextQuoteSelector", Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix},
			Position: ledger.TextPositionSelector{Type: "TextPositionSelector", Start: s.Start, End: s.End}})
	}
	return targets, times
}

// CiteKey names a citation within its source, in the log and in the catalog.
func CiteKey(c source.Cite) string { return citeKey(c) }

// Record logs what a person did, and brings the catalog up to it.
func (w *Watcher) Record(ctx context.Context, kind string, body any) (logIndex int64, err error) {
	batch, err := w.cfg.Log.Append(ctx, ledger.Record{Kind: kind, At: w.now(), Body: body})
	if err != nil {
		return 0, fmt.Errorf("log %s: %w", kind, err)
	}
	return batch.First, w.CatchUp(ctx)
}
