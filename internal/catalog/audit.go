package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Audit is what a verification read of the snapshots, and what it found.
type Audit struct {
	At       time.Time // when it began
	Slices   []int     // read whole
	Objects  []string  // read, where some were asked for by name
	Size     int64     // of the log that was verified
	Flaws    []Flaw
	LogIndex int64
}

// Flaw is something that an audit found in an object.
type Flaw struct {
	Object string
	Slice  int
	Code   string
}

// SliceRead is when a slice of the snapshots was last read whole: those that the
// log listed before it had Size records.
type SliceRead struct {
	At   time.Time
	Size int64
}

// Listed is where the log lists a snapshot, as far as reading it again needs it.
type Listed struct {
	Object   string
	Bytes    int64
	Taken    time.Time // by us
	LogIndex int64
	Batch    int64
}

// SliceReads maps each slice that was ever read to when it last was, which the
// place in the log decides: clocks jump.
func (c *Catalog) SliceReads(ctx context.Context) (map[int]SliceRead, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT slice, read_at, log_size FROM slice`)
	if err != nil {
		return nil, fmt.Errorf("list slices: %w", err)
	}
	defer rows.Close()
	by := map[int]SliceRead{}
	for rows.Next() {
		var slice int
		var at, size int64
		if err := rows.Scan(&slice, &at, &size); err != nil {
			return nil, fmt.Errorf("list slices: %w", err)
		}
		by[slice] = SliceRead{fromMillis(at), size}
	}
	return by, rows.Err()
}

// Flawed maps the objects in which an audit found something, and in which none has
// found nothing since, to the finding's code: the snapshots of the sources with these
// IDs, or everything.
func (c *Catalog) Flawed(ctx context.Context, ids ...string) (map[string]string, error) {
	by := map[string]string{}
	var some bool
	if err := c.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM flaw)`).Scan(&some); err != nil || !some {
		return by, err // as a rule: and no snapshot of a long list has to be looked up
	}
	query := `SELECT object, code FROM flaw WHERE `
	if len(ids) > 0 {
		query = `SELECT s.object, f.code FROM snapshot s JOIN flaw f ON f.object = s.object WHERE `
	}
	err := c.each(ctx, query, "source_id", ids, func(rows *sql.Rows) error {
		var object, code string
		err := rows.Scan(&object, &code)
		by[object] = code
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list flaws: %w", err)
	}
	return by, nil
}

// EachSnapshot hands over every snapshot, in no order.
func (c *Catalog) EachSnapshot(ctx context.Context, each func(Listed)) error {
	rows, err := c.db.QueryContext(ctx, `SELECT object, bytes, captured_at, provenance, log_index, batch FROM snapshot WHERE `+kept)
	if err != nil {
		return fmt.Errorf("list snapshots: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l Listed
		var at int64
		var provenance string
		err := rows.Scan(&l.Object, &l.Bytes, &at, &provenance, &l.LogIndex, &l.Batch)
		l.Taken = fromMillis(at)
		if err == nil && provenance != "" {
			var p Provenance
			if err = json.Unmarshal([]byte(provenance), &p); err == nil {
				l.Taken = p.Retrieved
			}
		}
		if err != nil {
			return fmt.Errorf("list snapshots: %w", err)
		}
		each(l)
	}
	return rows.Err()
}

func (w *writer) audit(a *Audit) {
	for _, slice := range a.Slices {
		w.exec(`INSERT INTO slice (slice, read_at, log_size, log_index) VALUES ($1,$2,$3,$4)
		  ON CONFLICT (slice) DO UPDATE SET read_at = excluded.read_at, log_size = excluded.log_size, log_index = excluded.log_index
		  WHERE excluded.log_index >= slice.log_index`, slice, millis(a.At), a.Size, a.LogIndex)
		w.exec(`DELETE FROM flaw WHERE slice = $1 AND log_index < $2`, slice, a.LogIndex)
	}
	for _, object := range a.Objects {
		w.exec(`DELETE FROM flaw WHERE object = $1 AND log_index < $2`, object, a.LogIndex)
	}
	for _, f := range a.Flaws {
		w.exec(`INSERT INTO flaw (object, slice, code, log_index)
		  SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM slice WHERE slice = $2 AND log_index > $4)
		  ON CONFLICT (object) DO UPDATE SET slice = excluded.slice, code = excluded.code, log_index = excluded.log_index
		  WHERE excluded.log_index >= flaw.log_index`, f.Object, f.Slice, f.Code, a.LogIndex)
	}
}
