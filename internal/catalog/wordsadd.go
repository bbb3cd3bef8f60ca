package catalog

import (
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Bounds of what is taken in of one snapshot, in bytes.
const (
	MaxText  = 1 << 20
	maxTitle = 1000
)

// retryUnread is after how long a text that could not be read is tried again: the
// archive may have been repaired.
const retryUnread = 24 * time.Hour

// Entry is a snapshot with its text. Fault says why there is none, as was found at
// At; such a snapshot is left alone for a day.
type Entry struct {
	Snapshot    Snapshot
	URL         string
	Title, Text string
	Fault       string
	At          time.Time
}

// Lacking are snapshots of the catalog whose words are not there, the newest first: of
// those that show the source. What a wall says is not what anybody looks for.
type Lacking struct {
	Snapshots []Snapshot
	lo, hi    int64 // with these, all entries of the log from lo to before hi are there
}

// Lacking finds up to limit of them; nil where there is nothing to do, which a few
// small queries tell.
func (w *Words) Lacking(ctx context.Context, c *Catalog, limit int, now time.Time) (*Lacking, error) {
	size, err := c.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	if err := w.holdAgainst(ctx, c, size); err != nil {
		return nil, err
	}
	for {
		l := &Lacking{hi: size}
		var lo, hi int64
		err := w.db.QueryRowContext(ctx, `SELECT lo, hi FROM covered ORDER BY lo DESC LIMIT 1`).Scan(&lo, &hi)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return nil, fmt.Errorf("find what words lack: %w", err)
		case hi < size:
			l.lo = hi
		case lo > 0: // the stretch below
			l.hi = lo
			err = w.db.QueryRowContext(ctx, `SELECT coalesce(max(hi), 0) FROM covered WHERE lo < $1`, lo).Scan(&l.lo)
			if err != nil {
				return nil, fmt.Errorf("find what words lack: %w", err)
			}
		default:
			return w.again(ctx, c, limit, now)
		}
		if l.hi <= l.lo {
			return w.again(ctx, c, limit, now) // an empty log
		}
		list, err := c.snapshots(ctx, `WHERE `+kept+` AND class = 'source' AND log_index >= $1 AND log_index < $2 ORDER BY log_index DESC LIMIT $3`, l.lo, l.hi, limit)
		if err != nil {
			return nil, err
		}
		if len(list) == limit {
			l.lo = list[limit-1].LogIndex
		}
		if l.Snapshots, err = w.unknown(ctx, list); err != nil {
			return nil, err
		}
		if len(l.Snapshots) > 0 {
			return l, nil
		}
		if err := w.Add(ctx, nil, l); err != nil {
			return nil, err
		}
	}
}

// holdAgainst begins anew to look for what is lacking where the log is another one than
// it was: it was put back, and may have gone on differently.
func (w *Words) holdAgainst(ctx context.Context, c *Catalog, size int64) error {
	var most int64
	var other []int64
	err := w.db.QueryRowContext(ctx, `SELECT coalesce(max(hi), 0) FROM covered`).Scan(&most)
	if err == nil {
		other, err = w.ofAnotherLog(ctx, c)
	}
	if err == nil && (most > size || len(other) > 0) {
		err = w.beginAnew(ctx, other)
	}
	if err != nil {
		return fmt.Errorf("hold words against the catalog: %w", err)
	}
	return nil
}

// ofAnotherLog are the numbers of snapshots that the log does not have where it had them:
// from the newest down to one that it has.
func (w *Words) ofAnotherLog(ctx context.Context, c *Catalog) (ids []int64, err error) {
	rows, err := w.db.QueryContext(ctx, `SELECT id, log_index, object FROM doc ORDER BY log_index DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, index int64
		var object, listed string
		if err := rows.Scan(&id, &index, &object); err != nil {
			return nil, err
		}
		err := c.db.QueryRowContext(ctx, `SELECT object FROM snapshot WHERE log_index = $1`, index).Scan(&listed)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		if err == nil && listed == object {
			return ids, nil
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// beginAnew drops these snapshots, so that it is done once, and has all be looked for.
func (w *Words) beginAnew(ctx context.Context, other []int64) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	wr := wordsWriter{writer: writer{ctx: ctx, tx: tx}, count: map[string]int{}}
	slices.Sort(other)
	for _, id := range other {
		wr.drop(id)
	}
	wr.counted()
	wr.exec(`DELETE FROM covered`)
	if wr.err != nil {
		return wr.err
	}
	return tx.Commit()
}

// unknown leaves out the snapshots that are there already.
func (w *Words) unknown(ctx context.Context, list []Snapshot) (out []Snapshot, err error) {
	for _, s := range list {
		var n int
		err := w.db.QueryRowContext(ctx, `SELECT count(*) FROM doc WHERE log_index = $1 AND object = $2 AND sha256 = $3`,
			s.LogIndex, s.Object, s.SHA256).Scan(&n)
		if err != nil {
			return nil, fmt.Errorf("find what words lack: %w", err)
		}
		if n == 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// again gives snapshots that could not be read a while ago.
func (w *Words) again(ctx context.Context, c *Catalog, limit int, now time.Time) (*Lacking, error) {
	rows, err := w.db.QueryContext(ctx, `SELECT log_index FROM unread WHERE at <= $1 ORDER BY log_index DESC LIMIT $2`, millis(now.Add(-retryUnread)), limit)
	if err != nil {
		return nil, fmt.Errorf("find what words lack: %w", err)
	}
	defer rows.Close()
	l := &Lacking{}
	var gone []int64
	for rows.Next() {
		var index int64
		if err := rows.Scan(&index); err != nil {
			return nil, fmt.Errorf("find what words lack: %w", err)
		}
		list, err := c.snapshots(ctx, `WHERE `+kept+` AND log_index = $1`, index)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			gone = append(gone, index)
		}
		l.Snapshots = append(l.Snapshots, list...)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("find what words lack: %w", err)
	}
	rows.Close()
	for _, index := range gone {
		if _, err := w.db.ExecContext(ctx, `DELETE FROM unread WHERE log_index = $1`, index); err != nil {
			return nil, fmt.Errorf("find what words lack: %w", err)
		}
	}
	if len(l.Snapshots) == 0 {
		return nil, nil
	}
	return l, nil
}

// Add takes entries in, all or none of them. done, if not nil, is what was lacking and
// is now there with them; it is left out where not all of it was read.
func (w *Words) Add(ctx context.Context, entries []Entry, done *Lacking) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("add words: %w", err)
	}
	defer tx.Rollback()
	wr := wordsWriter{writer: writer{ctx: ctx, tx: tx}, count: map[string]int{}}
	// In ascending order: the index writes a part of its own for each step back.
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Snapshot.CapturedAt.Compare(b.Snapshot.CapturedAt) })
	for i := range entries {
		wr.add(&entries[i])
	}
	wr.counted()
	if done != nil && done.hi > done.lo {
		wr.cover(done.lo, done.hi)
	}
	if wr.err == nil {
		wr.err = tx.Commit()
	}
	if wr.err != nil {
		return fmt.Errorf("add words: %w", wr.err)
	}
	return nil
}

type wordsWriter struct {
	writer
	count map[string]int // by which the number of snapshots with a word changes
	flate *flate.Writer  // large, so used again
}

func (w *wordsWriter) add(e *Entry) {
	s := &e.Snapshot
	var old []int64
	w.query(func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		old = append(old, id)
		return err
	}, `SELECT id FROM doc WHERE log_index = $1`, s.LogIndex)
	for _, id := range old { // of another log
		w.drop(id)
	}
	w.exec(`DELETE FROM unread WHERE log_index = $1`, s.LogIndex)
	if e.Fault != "" {
		w.exec(`INSERT INTO unread (log_index, object, at, why) VALUES ($1,$2,$3,$4)`, s.LogIndex, s.Object, millis(e.At), cut(e.Fault, 300))
		return
	}
	title, text := cut(e.Title, maxTitle), cut(e.Text, MaxText)
	id := w.free(s.CapturedAt)
	w.exec(`INSERT INTO doc (id, source_id, object, sha256, captured_at, log_index, url, title) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
		id, s.SourceID, s.Object, s.SHA256, millis(s.CapturedAt), s.LogIndex, e.URL, title)
	w.exec(`INSERT INTO body (id, text) VALUES ($1,$2)`, id, w.pack(text))
	ft, fx := folded(title), folded(text)
	w.exec(`INSERT INTO word (rowid, source, title, text) VALUES ($1,$2,$3,$4)`, id, s.SourceID, ft, fx)
	w.tally(ft, fx, 1)
}

// perSecond is how many snapshots of one second have a number of their own.
const perSecond = 64

// numberAt is the first number of a second. Numbers follow the time of capture, so that
// the index gives the newest first, and those of a span of time alone.
func numberAt(t time.Time) int64 { return max(0, t.Unix()) * perSecond }

// free gives a number for a snapshot that was captured then: of its second, or, where
// those are taken, of the first second after it that has one.
func (w *wordsWriter) free(t time.Time) int64 {
	for from := numberAt(t); ; from += perSecond {
		last := int64(-1)
		w.query(func(rows *sql.Rows) error { return rows.Scan(&last) },
			`SELECT coalesce(max(id), -1) FROM doc WHERE id >= $1 AND id < $2`, from, from+perSecond)
		if next := max(from, last+1); w.err != nil || next < from+perSecond {
			return next
		}
	}
}

// drop removes what is known of one snapshot.
func (w *wordsWriter) drop(id int64) {
	var source, title string
	var packed []byte
	found := false
	w.query(func(rows *sql.Rows) error { found = true; return rows.Scan(&source, &title, &packed) },
		`SELECT d.source_id, d.title, b.text FROM doc d JOIN body b ON b.id = d.id WHERE d.id = $1`, id)
	if w.err != nil || !found {
		return
	}
	var text string
	if text, w.err = unpackText(packed); w.err != nil {
		return
	}
	ft, fx := folded(title), folded(text)
	w.exec(`INSERT INTO word (word, rowid, source, title, text) VALUES ('delete',$1,$2,$3,$4)`, id, source, ft, fx)
	w.exec(`DELETE FROM body WHERE id = $1`, id)
	w.exec(`DELETE FROM doc WHERE id = $1`, id)
	w.tally(ft, fx, -1)
	w.exec(`INSERT INTO unswept (n) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM unswept)`)
}

// tally notes which words a snapshot has.
func (w *wordsWriter) tally(title, text string, by int) {
	seen := map[string]bool{}
	for _, s := range []string{title, text} {
		for word := range strings.SplitSeq(s, " ") {
			if word != "" && !seen[word] {
				seen[word] = true
				w.count[word] += by
			}
		}
	}
}

// counted writes what was noted, in the order of the table.
func (w *wordsWriter) counted() {
	words := make([]string, 0, len(w.count))
	for word := range w.count {
		words = append(words, word)
	}
	slices.Sort(words)
	for _, word := range words {
		switch n := w.count[word]; {
		case n > 0:
			w.exec(`INSERT INTO vocabulary (word, n) VALUES ($1,$2) ON CONFLICT (word) DO UPDATE SET n = n + excluded.n`, word, n)
		case n < 0:
			w.exec(`UPDATE vocabulary SET n = n + $1 WHERE word = $2`, n, word)
			w.exec(`DELETE FROM vocabulary WHERE word = $1 AND n <= 0`, word)
		}
	}
}

// cover notes that a stretch of the log is there, and joins it with its neighbours.
func (w *wordsWriter) cover(lo, hi int64) {
	w.query(func(rows *sql.Rows) error {
		var l, h int64
		err := rows.Scan(&l, &h)
		lo, hi = min(lo, l), max(hi, h)
		return err
	}, `SELECT lo, hi FROM covered WHERE lo <= $1 AND hi >= $2`, hi, lo)
	w.exec(`DELETE FROM covered WHERE lo >= $1 AND hi <= $2`, lo, hi)
	w.exec(`INSERT INTO covered (lo, hi) VALUES ($1,$2)`, lo, hi)
}

func (w *wordsWriter) query(row func(*sql.Rows) error, q string, args ...any) {
	if w.err != nil {
		return
	}
	var rows *sql.Rows
	if rows, w.err = w.tx.QueryContext(w.ctx, q, args...); w.err != nil {
		return
	}
	defer rows.Close()
	for w.err == nil && rows.Next() {
		w.err = row(rows)
	}
	w.err = cmp.Or(w.err, rows.Err())
}

// cut gives up to n bytes of a text, whole letters.
func cut(s string, n int) string { return strings.ToValidUTF8(s[:min(n, len(s))], "") }

func (w *wordsWriter) pack(s string) []byte {
	var b bytes.Buffer
	if w.flate == nil {
		w.flate, _ = flate.NewWriter(nil, flate.BestSpeed) // fails for a wrong level alone
	}
	w.flate.Reset(&b)
	_, _ = io.WriteString(w.flate, s) // into memory
	_ = w.flate.Close()
	return b.Bytes()
}

func unpackText(b []byte) (string, error) {
	s, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), 2*MaxText))
	if err != nil {
		return "", fmt.Errorf("read words: %w: %w", errBrokenText, err)
	}
	return string(s), nil
}
