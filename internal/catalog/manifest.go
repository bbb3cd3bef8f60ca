package catalog

import (
	"context"
	"fmt"
)

// Manifest gives what was remembered of a manifest with this SHA-256. Nothing
// remembered gives an error matching sql.ErrNoRows.
func (c *Catalog) Manifest(ctx context.Context, sum string) ([]byte, error) {
	var body []byte
	err := c.db.QueryRowContext(ctx, `SELECT body FROM manifest WHERE sha256 = $1`, sum).Scan(&body)
	return body, err
}

// SetManifests remembers what manifests say, by SHA-256, in place of all that
// was remembered before.
func (c *Catalog) SetManifests(ctx context.Context, bodies map[string][]byte) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("remember manifests: %w", err)
	}
	defer tx.Rollback()
	w := writer{ctx: ctx, tx: tx}
	w.exec(`DELETE FROM manifest`)
	for sum, body := range bodies {
		w.exec(`INSERT INTO manifest (sha256, body) VALUES ($1, $2)`, sum, body)
	}
	if w.err == nil {
		w.err = tx.Commit()
	}
	if w.err != nil {
		return fmt.Errorf("remember manifests: %w", w.err)
	}
	return nil
}
