package catalog

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
)

// amongMany is how many keys one query names. SQLite takes 32,766 parameters; more
// than some hundreds at once are no faster.
const amongMany = 500

// among hands over conditions that a column holds one of these keys, with their
// arguments: as many as it takes. No keys at all mean every row.
func among(column string, keys []string, each func(condition string, args []any) error) error {
	if len(keys) == 0 {
		return each("true", nil)
	}
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	for chunk := range slices.Chunk(keys, amongMany) {
		var b strings.Builder
		args := make([]any, len(chunk))
		for i, key := range chunk {
			b.WriteString(",$")
			b.WriteString(strconv.Itoa(i + 1))
			args[i] = key
		}
		if err := each(column+" IN ("+b.String()[1:]+")", args); err != nil {
			return err
		}
	}
	return nil
}

// each hands over the rows of a query, which ends in WHERE, whose column holds one
// of these keys; every row where there are no keys.
func (c *Catalog) each(ctx context.Context, query, column string, keys []string, row func(*sql.Rows) error) error {
	return among(column, keys, func(condition string, args []any) error {
		rows, err := c.db.QueryContext(ctx, query+condition, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := row(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}
