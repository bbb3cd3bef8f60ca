package catalog

import (
	"context"
	"fmt"
	"time"
)

// Doubt is what is known of passes, one after the other, that could not tell the
// network's doing from the sources'. It is no part of the log: a catalog that is made
// anew begins without.
type Doubt struct {
	Since, Last time.Time // the first of them, and the last that was counted
	Passes      int       // counted
}

// Doubt gives what is noted; zero: the last pass could tell.
func (c *Catalog) Doubt(ctx context.Context) (d Doubt, err error) {
	var since, last int64
	err = c.db.QueryRowContext(ctx, `SELECT
	  coalesce((SELECT value FROM meta WHERE key = 'doubt_since'), 0),
	  coalesce((SELECT value FROM meta WHERE key = 'doubt_last'), 0),
	  coalesce((SELECT value FROM meta WHERE key = 'doubt_passes'), 0)`).Scan(&since, &last, &d.Passes)
	if err != nil {
		return Doubt{}, fmt.Errorf("read since when passes are in doubt: %w", err)
	}
	if d.Passes > 0 {
		d.Since, d.Last = time.Unix(since, 0).UTC(), time.Unix(last, 0).UTC()
	}
	return d, nil
}

// SetDoubt notes it, to the second; the zero Doubt takes it away.
func (c *Catalog) SetDoubt(ctx context.Context, d Doubt) error {
	query, args := `DELETE FROM meta WHERE key IN ('doubt_since', 'doubt_last', 'doubt_passes')`, []any(nil)
	if d.Passes > 0 {
		query, args = `INSERT INTO meta (key, value) VALUES ('doubt_since', $1), ('doubt_last', $2), ('doubt_passes', $3)
		  ON CONFLICT (key) DO UPDATE SET value = excluded.value`, []any{d.Since.Unix(), d.Last.Unix(), d.Passes}
	}
	if _, err := c.db.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("note since when passes are in doubt: %w", err)
	}
	return nil
}
