package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

// applyBatch is how many log records go into one transaction of the catalog.
const applyBatch = 2000

// CatchUp brings the catalog up to the log. It is the only way rows get into
// the catalog, so a rebuilt one can't differ from the one lost.
func (w *Watcher) CatchUp(ctx context.Context) error {
	if w.cfg.Log == nil || w.cfg.Log.Fault() != nil {
		return CatchUp(ctx, w.cfg.Store, w.cfg.Catalog, nil)
	}
	// Whoever has just appended knows log/checkpoint to be in order.
	return catchUp(ctx, w.cfg.Store, w.cfg.Catalog, nil, ledger.OpenReaderAt)
}

// CatchUp is the same without a Watcher; progress may be nil.
func CatchUp(ctx context.Context, st store.Store, c *catalog.Catalog, progress func(done, total int64)) error {
	return catchUp(ctx, st, c, progress, func(ctx context.Context, st store.Store, _ int64) (*ledger.Reader, error) {
		return ledger.OpenReader(ctx, st)
	})
}

func catchUp(ctx context.Context, st store.Store, c *catalog.Catalog, progress func(done, total int64),
	open func(context.Context, store.Store, int64) (*ledger.Reader, error)) error {
	size, err := c.LogSize(ctx)
	if err != nil {
		return err
	}
	r, err := open(ctx, st, size)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no log yet
	}
	if err != nil {
		return err
	}
	if size > r.Size() {
		return &CatalogAheadError{Catalog: size, Log: r.Size()}
	}
	var changes []catalog.Change
	damaged := 0
	for line, err := range r.Records(ctx, size) {
		var ch catalog.Change
		var altered *ledger.AlteredError
		if err == nil {
			ch, err = project(line)
		} else if errors.As(err, &altered) {
			// A damaged record says nothing; verify names it. The others
			// must not suffer for it.
			damaged++
			err = nil
		}
		if err != nil {
			return err
		}
		changes = append(changes, ch)
		size = line.Index + 1
		if len(changes) >= applyBatch {
			if err := c.Apply(ctx, size, changes); err != nil {
				return err
			}
			changes = changes[:0]
			if progress != nil {
				progress(size, r.Size())
			}
		}
	}
	if damaged > 0 {
		if err := c.SetDamaged(ctx, c.Damaged(ctx)+damaged); err != nil {
			return err
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return c.Apply(ctx, size, changes)
}

// CatalogAheadError says that the catalog reflects more than the log holds: it
// belongs to another archive, or the archive was put back to an older state.
type CatalogAheadError struct{ Catalog, Log int64 }

func (e *CatalogAheadError) Error() string {
	return fmt.Sprintf("the catalog reflects %d log records, the log has %d", e.Catalog, e.Log)
}

// project says what one log record means for the catalog. A kind that is not
// known means nothing.
func project(line ledger.Line) (catalog.Change, error) {
	var ch catalog.Change
	switch line.Kind {
	case ledger.KindSnapshot:
		var r ledger.SnapshotRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		s := snapshotRow(r)
		s.LogIndex, s.Batch = line.Index, line.Batch
		ch.Snapshot = &s
	case ledger.KindObservation:
		var r ledger.ObservationRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		id := source.ID(r.URL)
		final := r.FinalURL
		if final == "" {
			final = r.URL
		}
		ch.Source = &catalog.Source{ID: id, URL: r.URL, Host: hostOf(r.URL), LookedAt: line.At, NextDue: r.NextDue,
			Status: r.Status, Fault: r.Fault, FinalURL: final, Verdict: r.Verdict, Reason: r.Reason}
		if v := verdict.Verdict(r.Verdict); v == verdict.OK || v == verdict.Moved || v == verdict.Changed {
			ch.Source.LastGood = line.At
		}
		ch.Observation = &catalog.Observation{At: line.At, Verdict: r.Verdict, Reason: r.Reason, Status: r.Status, LogIndex: line.Index}
		for _, j := range r.Judged {
			cites := j.For
			j.For = nil
			body, err := json.Marshal(j)
			if err != nil {
				return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
			}
			own := catalog.Opinion{Verdict: j.Verdict, Reason: j.Reason}
			for _, cite := range cites {
				if own != ch.Observation.For(cite) {
					if ch.Observation.Judged == nil {
						ch.Observation.Judged = map[string]catalog.Opinion{}
					}
					ch.Observation.Judged[cite] = own
				}
				ch.Standings = append(ch.Standings, catalog.Standing{Cite: cite, SourceID: id, At: line.At, Body: body})
			}
		}
	case ledger.KindRescue, ledger.KindSave:
		var r struct {
			URL     string    `json:"url"`
			Service string    `json:"service"`
			Outcome string    `json:"outcome"`
			Again   time.Time `json:"again"`
		}
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Request = &catalog.Request{SourceID: source.ID(r.URL), At: line.At, Kind: line.Kind, Service: r.Service,
			Outcome: r.Outcome, Again: r.Again, Body: line.Body, LogIndex: line.Index}
	case ledger.KindAudit:
		var r ledger.AuditRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Audit = auditRow(r, line.Index)
	case ledger.KindWithdrawal:
		var r ledger.WithdrawalRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Withdrawal = &catalog.Withdrawal{SourceID: source.ID(r.URL), Object: r.Object, SHA256: r.SHA256, State: r.State, At: line.At,
			Why: r.Why, By: r.By, URL: r.URL, Version: r.Version, PayloadSHA256: r.PayloadSHA256, TextSHA256: r.TextSHA256, LogIndex: line.Index,
			Bypass: r.Bypass, Mode: r.Mode, Until: r.Until, Void: r.State == ledger.WithdrawalRefused}
	case ledger.KindMend:
		var r ledger.MendRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Mend = &catalog.Mend{At: line.At, Object: r.Object, Fault: r.Fault, LogIndex: line.Index}
	case ledger.KindTimestamp:
		var r ledger.TimestampRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Stamp = &catalog.Stamp{Authority: r.Authority, Object: r.Object, Size: r.Size, At: r.Time, LogIndex: line.Index}
	case ledger.KindAlert, ledger.KindAlertSent:
		return projectAlert(line)
	case ledger.KindAcceptance, ledger.KindQuote:
		var r struct {
			For string `json:"for"`
			URL string `json:"url"`
		}
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		ch.Act = &catalog.Act{SourceID: source.ID(r.URL), At: line.At, Cite: r.For, Kind: line.Kind, Body: line.Body, LogIndex: line.Index}
	}
	return ch, nil
}

// Mend finishes what a killed run left: the catalog catches up with the log,
// and objects that were stored but not logged are logged.
func (w *Watcher) Mend(ctx context.Context) (recovered int, err error) {
	if err := w.CatchUp(ctx); err != nil {
		return 0, err
	}
	notes, err := w.journal.notes()
	if err != nil {
		return 0, err
	}
	var found []ledger.Record
	for _, r := range notes {
		listed, err := w.listed(ctx, r)
		if err != nil {
			return 0, err
		}
		if listed {
			continue
		}
		same, err := w.holds(ctx, r.Object, r.SHA256, r.Bytes)
		if err != nil {
			return 0, err
		}
		if same {
			r.Recovered = true
			if err := w.setVersion(ctx, &r); err != nil {
				return 0, err
			}
			found = append(found, ledger.Record{Kind: ledger.KindSnapshot, At: w.now(), Body: r})
		}
	}
	if len(found) > 0 {
		if _, err := w.cfg.Log.Append(ctx, found...); err != nil {
			return 0, err
		}
		if err := w.CatchUp(ctx); err != nil {
			return 0, err
		}
	}
	return len(found), w.journal.clear()
}

// listed says whether the catalog, and so the log, has the snapshot.
func (w *Watcher) listed(ctx context.Context, r ledger.SnapshotRecord) (bool, error) {
	id := source.ID(r.URL)
	list, err := w.cfg.Catalog.Snapshots(ctx, id)
	if err != nil {
		return false, err
	}
	gone, err := w.cfg.Catalog.Withdrawn(ctx, id)
	list = append(list, gone[id]...)
	return slices.ContainsFunc(list, func(s catalog.Snapshot) bool { return s.Object == r.Object }), err
}

// holds says whether the store has the object with these very bytes.
func (w *Watcher) holds(ctx context.Context, object, sum string, bytes int64) (bool, error) {
	got, err := hashObject(ctx, w.cfg.Store, object, bytes)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return got == sum, err
}

// hashObject re-reads every byte of an object, or one more than it was logged with: who
// can write in the archive may have put there what never ends.
func hashObject(ctx context.Context, st store.Store, object string, bytes int64) (string, error) {
	r, err := st.Open(ctx, object, 0, -1)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(r, bytes+1)); err != nil {
		return "", fmt.Errorf("read %s: %w", object, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
