package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Mend is that a file of the log was found overwritten or removed, and put right.
type Mend struct {
	At       time.Time
	Object   string
	Fault    string // what was wrong with it
	LogIndex int64
}

// LastMend gives the newest; nil where there is none.
func (c *Catalog) LastMend(ctx context.Context) (*Mend, error) {
	var m Mend
	var at int64
	err := c.db.QueryRowContext(ctx, `SELECT at, object, fault, log_index FROM mend ORDER BY log_index DESC LIMIT 1`).
		Scan(&at, &m.Object, &m.Fault, &m.LogIndex)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find last mend: %w", err)
	}
	m.At = fromMillis(at)
	return &m, nil
}

func (w *writer) mend(m *Mend) {
	w.exec(`INSERT INTO mend (log_index, at, object, fault) VALUES ($1,$2,$3,$4)
	  ON CONFLICT (log_index) DO NOTHING`, m.LogIndex, millis(m.At), m.Object, m.Fault)
}
