package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Change is what one log record means for the catalog: any of these.
type Change struct {
	Snapshot    *Snapshot
	Source      *Source
	Observation *Observation // of Source
	Standings   []Standing
	Act         *Act
	Request     *Request
	Audit       *Audit
	Mend        *Mend
	Stamp       *Stamp
	Withdrawal  *Withdrawal
	Alert       *Alert
	Delivery    *Delivery
}

// SetDamaged notes how many log records could not be read.
func (c *Catalog) SetDamaged(ctx context.Context, n int) error {
	_, err := c.db.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('damaged', $1)
	  ON CONFLICT (key) DO UPDATE SET value = excluded.value`, n)
	if err != nil {
		return fmt.Errorf("note damaged records: %w", err)
	}
	return nil
}

// Damaged is how many log records the catalog lacks because they are damaged.
func (c *Catalog) Damaged(ctx context.Context) int {
	var n int
	if err := c.db.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'damaged'`).Scan(&n); err != nil {
		return 0
	}
	return n
}

// Apply projects changes into the catalog and notes that it now reflects the
// log up to size, all in one transaction. Applying the same changes again
// changes nothing.
func (c *Catalog) Apply(ctx context.Context, size int64, changes []Change) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("apply log to catalog: %w", err)
	}
	defer tx.Rollback()
	w := writer{ctx: ctx, tx: tx}
	for _, ch := range changes {
		if ch.Snapshot != nil {
			w.snapshot(ch.Snapshot)
		}
		if ch.Source != nil {
			w.source(ch.Source)
		}
		if ch.Observation != nil && ch.Source != nil {
			w.observation(ch.Source.ID, ch.Observation)
		}
		for i := range ch.Standings {
			w.standing(&ch.Standings[i])
		}
		if ch.Act != nil {
			w.act(ch.Act)
		}
		if ch.Request != nil {
			w.request(ch.Request)
		}
		if ch.Audit != nil {
			w.audit(ch.Audit)
		}
		if ch.Mend != nil {
			w.mend(ch.Mend)
		}
		if ch.Stamp != nil {
			w.stamp(ch.Stamp)
		}
		if ch.Withdrawal != nil {
			w.withdrawal(ch.Withdrawal)
		}
		if ch.Alert != nil {
			w.alert(ch.Alert)
		}
		if ch.Delivery != nil {
			w.delivery(ch.Delivery)
		}
	}
	// Counted, not looked up: what was taken out of the catalog is to be missed.
	w.exec(`INSERT INTO meta (key, value) VALUES ('snapshots', $1), ('observations', $2)
	  ON CONFLICT (key) DO UPDATE SET value = meta.value + excluded.value`, w.snapshots, w.observations)
	w.exec(`INSERT INTO meta (key, value) VALUES ('log_size', $1)
	  ON CONFLICT (key) DO UPDATE SET value = excluded.value`, size)
	if w.err != nil {
		return fmt.Errorf("apply log to catalog: %w", w.err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("apply log to catalog: %w", err)
	}
	return nil
}

// writer prepares each statement once a transaction and keeps the first error.
type writer struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	err   error

	snapshots, observations int64 // listed by these changes
}

func (w *writer) exec(q string, args ...any) { w.rows(q, args...) }

// rows is exec, and gives how many rows that changed.
func (w *writer) rows(q string, args ...any) (n int64) {
	if w.err != nil {
		return 0
	}
	st := w.stmts[q]
	if st == nil {
		if st, w.err = w.tx.PrepareContext(w.ctx, q); w.err != nil {
			return 0
		}
		if w.stmts == nil {
			w.stmts = map[string]*sql.Stmt{}
		}
		w.stmts[q] = st
	}
	var res sql.Result
	if res, w.err = st.ExecContext(w.ctx, args...); w.err == nil {
		n, w.err = res.RowsAffected()
	}
	return n
}

func (w *writer) snapshot(s *Snapshot) {
	provenance := ""
	if s.Provenance != nil {
		body, err := json.Marshal(s.Provenance)
		if err != nil {
			w.err = err
			return
		}
		provenance = string(body)
	}
	w.snapshots += w.rows(`INSERT INTO snapshot (`+snapshotColumns+`)
	  VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,'',$17,$18)
	  ON CONFLICT (source_id, log_index) DO NOTHING`,
		s.SourceID, millis(s.CapturedAt), s.Object, s.SHA256, s.Bytes, s.Class, s.Status,
		s.FinalURL, s.ContentType, s.Kind, s.PayloadSHA256, s.Verdict, s.Reason, provenance, s.LogIndex, s.Batch, s.Browser, s.Cut)
}

func (w *writer) source(s *Source) {
	w.exec(`INSERT INTO source (id, url, host, looked_at, next_due, last_good,
	    status, fault, final_url, verdict, reason)
	  VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)
	  ON CONFLICT (id) DO UPDATE SET looked_at = excluded.looked_at, next_due = excluded.next_due,
	    last_good = CASE WHEN excluded.last_good > source.last_good THEN excluded.last_good ELSE source.last_good END,
	    status = excluded.status, fault = excluded.fault, final_url = excluded.final_url,
	    verdict = excluded.verdict, reason = excluded.reason`,
		s.ID, s.URL, s.Host, millis(s.LookedAt), millis(s.NextDue), millis(s.LastGood),
		s.Status, s.Fault, s.FinalURL, s.Verdict, s.Reason)
}

func (w *writer) observation(sourceID string, o *Observation) {
	judged := ""
	if len(o.Judged) > 0 {
		body, err := json.Marshal(o.Judged)
		if err != nil {
			w.err = err
			return
		}
		judged = string(body)
	}
	w.observations += w.rows(`INSERT INTO observation (source_id, at, verdict, reason, status, judged, log_index)
	  VALUES ($1,$2,$3,$4,$5,$6,$7) ON CONFLICT (source_id, log_index) DO NOTHING`,
		sourceID, millis(o.At), o.Verdict, o.Reason, o.Status, judged, o.LogIndex)
}

func (w *writer) standing(s *Standing) {
	w.exec(`INSERT INTO standing (cite, source_id, at, body) VALUES ($1,$2,$3,$4)
	  ON CONFLICT (source_id, cite) DO UPDATE SET at = excluded.at, body = excluded.body`,
		s.Cite, s.SourceID, millis(s.At), string(s.Body))
}

func (w *writer) act(a *Act) {
	w.exec(`INSERT INTO act (source_id, at, cite, kind, body, log_index) VALUES ($1,$2,$3,$4,$5,$6)
	  ON CONFLICT (source_id, log_index) DO NOTHING`,
		a.SourceID, millis(a.At), a.Cite, a.Kind, string(a.Body), a.LogIndex)
}

func (w *writer) request(r *Request) {
	w.exec(`INSERT INTO request (source_id, at, kind, service, outcome, again, body, log_index)
	  VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT (source_id, log_index) DO NOTHING`,
		r.SourceID, millis(r.At), r.Kind, r.Service, r.Outcome, millis(r.Again), string(r.Body), r.LogIndex)
}
