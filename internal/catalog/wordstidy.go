package catalog

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// tidyPages is how many pages of the index one step of Tidy writes: some hundredths of a
// second, in which nobody else writes.
const tidyPages = 500

// Tidy joins the parts in which the index was written, for up to a time: a search has to
// look into each of them. It can be cut short, and goes on another time where it was.
func (w *Words) Tidy(ctx context.Context, most time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	err := w.tidy(ctx)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("tidy words: %w", err)
	}
	return nil
}

func (w *Words) tidy(ctx context.Context) error {
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `INSERT INTO word (word, rank) VALUES ('usermerge', 2)`); err != nil {
		return err
	}
	for {
		var before, after int
		if err := conn.QueryRowContext(ctx, `SELECT total_changes()`).Scan(&before); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, `INSERT INTO word (word, rank) VALUES ('merge', $1)`, tidyPages); err != nil {
			return err
		}
		if err := conn.QueryRowContext(ctx, `SELECT total_changes()`).Scan(&after); err != nil {
			return err
		}
		// One change is that of the command itself (sqlite.org/fts5.html, section 6.8).
		if after-before < 2 {
			return nil
		}
	}
}
