package catalog

import (
	"context"
	"fmt"
	"time"
)

// Stamp is a timestamp that an authority gave over the log.
type Stamp struct {
	Authority string // URL
	Object    string
	Size      int64 // of the log that was stamped
	At        time.Time
	LogIndex  int64
}

// Stamps lists them by their place in the log.
func (c *Catalog) Stamps(ctx context.Context) ([]Stamp, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT authority, object, log_size, at, log_index FROM stamp ORDER BY log_index`)
	if err != nil {
		return nil, fmt.Errorf("list timestamps: %w", err)
	}
	defer rows.Close()
	var list []Stamp
	for rows.Next() {
		var s Stamp
		var at int64
		if err := rows.Scan(&s.Authority, &s.Object, &s.Size, &at, &s.LogIndex); err != nil {
			return nil, fmt.Errorf("list timestamps: %w", err)
		}
		s.At = fromMillis(at)
		list = append(list, s)
	}
	return list, rows.Err()
}

func (w *writer) stamp(s *Stamp) {
	w.exec(`INSERT INTO stamp (authority, object, log_size, at, log_index) VALUES ($1,$2,$3,$4,$5)
	  ON CONFLICT (log_index) DO NOTHING`, s.Authority, s.Object, s.Size, millis(s.At), s.LogIndex)
}
