package catalog

import (
	"context"
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

	// Void takes the withdrawal back: a lock refused it.
	Void bool `json:"-"`
}

// Withdrawn groups the snapshots whose bytes were taken away by source, oldest
// first.
func (c *Catalog) Withdrawn(ctx context.Context) (map[string][]Snapshot, error) {
	list, err := c.snapshots(ctx, `WHERE withdrawal <> '' ORDER BY source_id, captured_at`)
	by := map[string][]Snapshot{}
	for _, s := range list {
		by[s.SourceID] = append(by[s.SourceID], s)
	}
	return by, err
}

// Leaving are the objects that a person wants to be gone: those that were
// withdrawn, and those that a lock keeps. Nothing is done to hold them.
func (c *Catalog) Leaving(ctx context.Context) (map[string]bool, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT object FROM refusal UNION SELECT object FROM snapshot WHERE withdrawal <> ''`)
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

// WasWithdrawn says whether an object's bytes were taken away.
func (c *Catalog) WasWithdrawn(ctx context.Context, sourceID, object string) (bool, error) {
	list, err := c.snapshots(ctx, `WHERE source_id = $1 AND object = $2 AND withdrawal <> ''`, sourceID, object)
	return len(list) > 0, err
}

// SamePayload lists the snapshots, of any source, whose main resource has this
// very body.
func (c *Catalog) SamePayload(ctx context.Context, sha256 string) ([]Snapshot, error) {
	return c.snapshots(ctx, `WHERE `+kept+` AND payload_sha256 = $1 ORDER BY captured_at`, sha256)
}

// withdrawal marks a snapshot. One that the log did not list, with these bytes,
// stays as it is.
func (w *writer) withdrawal(d *Withdrawal) {
	body := ""
	if d.Void {
		w.exec(`INSERT INTO refusal (object, log_index) VALUES ($1, $2)
		  ON CONFLICT (object) DO UPDATE SET log_index = excluded.log_index WHERE excluded.log_index > refusal.log_index`, d.Object, d.LogIndex)
	} else {
		b, err := json.Marshal(d)
		if err != nil {
			w.err = err
			return
		}
		body = string(b)
	}
	w.exec(`UPDATE snapshot SET withdrawal = $1 WHERE source_id = $2 AND object = $3 AND sha256 = $4 AND log_index < $5`,
		body, d.SourceID, d.Object, d.SHA256, d.LogIndex)
	w.exec(`DELETE FROM flaw WHERE object = $1 AND log_index < $2`, d.Object, d.LogIndex)
}
