package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Withdrawal is what became of a snapshot whose bytes a person took away.
type Withdrawal struct {
	SourceID string `json:"-"`
	Object   string `json:"-"`
	SHA256   string `json:"-"`

	State string    `json:"state"` // of ledger.WithdrawalRecord
	At    time.Time `json:"at"`    // when it came to that
	Why   string    `json:"why"`
	By    string    `json:"by,omitempty"`

	URL     string `json:"url"`
	Version string `json:"version,omitempty"`
	// PayloadSHA256 and TextSHA256 are what is not to be stored again.
	PayloadSHA256 string `json:"payload_sha256,omitempty"`
	TextSHA256    string `json:"text_sha256,omitempty"`
	LogIndex      int64  `json:"log_index"` // of the newest record of it
	// Bypass, Mode and Until are those of ledger.WithdrawalRecord.
	Bypass bool      `json:"bypass,omitempty"`
	Mode   string    `json:"mode,omitempty"`
	Until  time.Time `json:"until,omitzero"`

	// Void takes the withdrawal back: a lock refused it.
	Void bool `json:"-"`
}

// Withdrawn groups the snapshots whose bytes were taken away, of the sources with
// these IDs, or of all, by source, oldest first.
func (c *Catalog) Withdrawn(ctx context.Context, ids ...string) (map[string][]Snapshot, error) {
	return c.snapshotsBySource(ctx, ids, withdrawn)
}

// Refused groups the snapshots, of the sources with these IDs, or of all, by source
// of which a lock refused the last withdrawal that was decided, and that are there;
// their Withdrawal tells of it.
func (c *Catalog) Refused(ctx context.Context, ids ...string) (map[string][]Snapshot, error) {
	refused := map[string]*Withdrawal{}
	var of []string
	err := c.each(ctx, `SELECT source_id, object, body FROM refusal WHERE `, "source_id", ids, func(rows *sql.Rows) error {
		var id, object, body string
		if err := rows.Scan(&id, &object, &body); err != nil {
			return err
		}
		of = append(of, id)
		g := &Withdrawal{}
		refused[object] = g
		return json.Unmarshal([]byte(body), g)
	})
	if err != nil {
		return nil, fmt.Errorf("list refused withdrawals: %w", err)
	}
	if len(refused) == 0 {
		return nil, nil
	}
	by, err := c.snapshotsBySource(ctx, of, kept+` AND EXISTS (SELECT 1 FROM refusal r
	  WHERE r.object = snapshot.object AND r.sha256 = snapshot.sha256 AND r.log_index > snapshot.log_index)`)
	for _, list := range by {
		for i := range list {
			list[i].Withdrawal = refused[list[i].Object]
		}
	}
	return by, err
}

// Leaving are the objects that a person wants to be gone: those that were
// withdrawn, and those that a lock keeps. Nothing is done to hold them.
func (c *Catalog) Leaving(ctx context.Context) (map[string]bool, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT object FROM refusal UNION SELECT object FROM snapshot WHERE `+withdrawn)
	if err != nil {
		return nil, fmt.Errorf("list withdrawals: %w", err)
	}
	defer rows.Close()
	by := map[string]bool{}
	for rows.Next() {
		var object string
		if err := rows.Scan(&object); err != nil {
			return nil, fmt.Errorf("list withdrawals: %w", err)
		}
		by[object] = true
	}
	return by, rows.Err()
}

// SamePayload lists the snapshots, of any source, whose main resource has this
// very body.
func (c *Catalog) SamePayload(ctx context.Context, sha256 string) ([]Snapshot, error) {
	return c.snapshots(ctx, `WHERE `+kept+` AND payload_sha256 = $1 ORDER BY captured_at`, sha256)
}

// withdrawal marks a snapshot. One that the log did not list, with these bytes,
// stays as it is.
func (w *writer) withdrawal(d *Withdrawal) {
	b, err := json.Marshal(d)
	if err != nil {
		w.err = err
		return
	}
	body := string(b)
	if d.Void {
		w.exec(`INSERT INTO refusal (object, source_id, log_index, sha256, body) VALUES ($1, $2, $3, $4, $5)
		  ON CONFLICT (object) DO UPDATE SET source_id = excluded.source_id, log_index = excluded.log_index, sha256 = excluded.sha256, body = excluded.body
		  WHERE excluded.log_index > refusal.log_index`, d.Object, d.SourceID, d.LogIndex, d.SHA256, body)
		body = ""
	}
	w.exec(`UPDATE snapshot SET withdrawal = $1 WHERE source_id = $2 AND object = $3 AND sha256 = $4 AND log_index < $5`,
		body, d.SourceID, d.Object, d.SHA256, d.LogIndex)
	w.exec(`DELETE FROM flaw WHERE object = $1 AND log_index < $2`, d.Object, d.LogIndex)
}
