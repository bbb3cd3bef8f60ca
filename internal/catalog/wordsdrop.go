package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// errInUse is that what was removed still stands in the file's journal.
var errInUse = errors.New("what was withdrawn stands in the file's journal until those who are reading are done")

// Drop removes the words of these objects: from the index, the texts, the list of words,
// and from the bytes of the file and its journal. If it fails, or is killed, Sweep goes
// on with it.
func (w *Words) Drop(ctx context.Context, objects ...string) (dropped int, err error) {
	if len(objects) == 0 {
		return 0, w.overwrite(ctx)
	}
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("drop words: %w", err)
	}
	defer tx.Rollback()
	wr := wordsWriter{writer: writer{ctx: ctx, tx: tx}, count: map[string]int{}}
	var ids []int64
	err = among("object", objects, func(condition string, args []any) error {
		wr.query(func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT id FROM doc WHERE `+condition, args...)
		wr.exec(`DELETE FROM unread WHERE `+condition, args...)
		return wr.err
	})
	slices.Sort(ids)
	for _, id := range ids {
		wr.drop(id)
	}
	wr.counted()
	if err == nil {
		err = wr.err
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, fmt.Errorf("drop words: %w", err)
	}
	return len(ids), w.overwrite(ctx)
}

// overwrite has nothing that was dropped stay in the journal.
func (w *Words) overwrite(ctx context.Context) error {
	var unswept bool
	err := w.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM unswept)`).Scan(&unswept)
	if err == nil && unswept {
		var busy, pages, moved int
		err = w.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
		if err == nil && busy != 0 {
			err = errInUse
		}
		if err == nil {
			_, err = w.db.ExecContext(ctx, `DELETE FROM unswept`)
		}
	}
	if err != nil {
		return fmt.Errorf("drop words: %w", err)
	}
	return nil
}

// Sweep drops all that the catalog says was, or is to be, withdrawn, and what an earlier
// Drop has left.
func (w *Words) Sweep(ctx context.Context, c *Catalog) (dropped int, err error) {
	leaving, err := c.Leaving(ctx)
	if err != nil {
		return 0, err
	}
	var objects []string
	for object := range leaving {
		objects = append(objects, object)
	}
	if len(objects) == 0 {
		return 0, w.overwrite(ctx)
	}
	var there []string
	err = among("object", objects, func(condition string, args []any) error {
		rows, err := w.db.QueryContext(ctx, `SELECT object FROM doc WHERE `+condition, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var object string
			if err := rows.Scan(&object); err != nil {
				return err
			}
			there = append(there, object)
		}
		return rows.Err()
	})
	if err != nil {
		return 0, fmt.Errorf("drop words: %w", err)
	}
	return w.Drop(ctx, there...)
}
