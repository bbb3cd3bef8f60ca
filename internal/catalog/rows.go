package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Source is the newest look at one source.
type Source struct {
	ID, URL, Host string
	LookedAt      time.Time
	NextDue       time.Time
	LastGood      time.Time // last look that found the source alive; zero: never
	Status        int
	Fault         string
	FinalURL      string
	Verdict       string
	Reason        string
}

// Snapshot is one stored capture of a source.
type Snapshot struct {
	SourceID      string
	CapturedAt    time.Time
	Object        string
	SHA256        string
	Bytes         int64
	Class         string // source, wall, error
	Status        int
	FinalURL      string // the cited URL where there was no redirect
	ContentType   string
	Kind          string
	PayloadSHA256 string
	Verdict       string
	Reason        string
	Cut           string      // the fault that kept it from being whole; "": it is, as far as is known
	Provenance    *Provenance // nil: captured from the source itself
	Browser       string      // that rendered it; "": its text is that of the answer as it was sent
	LogIndex      int64
	Batch         int64 // size of the log after the batch that holds LogIndex
	// Withdrawal is set where its bytes were taken away, or are about to be. Only
	// Withdrawn gives such snapshots: for all else there are none.
	Withdrawal *Withdrawal
}

// Rendered says whether the snapshot's text is that of a rendered page.
func (s *Snapshot) Rendered() bool { return s.Browser != "" }

// Provenance says from whom a copy was taken over: the log record's.
type Provenance struct {
	Kind      string    `json:"kind"` // wayback, person
	Service   string    `json:"service,omitempty"`
	Memento   string    `json:"memento,omitempty"`
	MementoAt time.Time `json:"memento_datetime,omitzero"`
	Retrieved time.Time `json:"retrieved_at"`
	Note      string    `json:"note,omitempty"`

	By         string `json:"by,omitempty"` // of a person's copy, as is what follows
	Why        string `json:"why,omitempty"`
	File       string `json:"file,omitempty"`
	FileSHA256 string `json:"file_sha256,omitempty"`
	FileBytes  int64  `json:"file_bytes,omitempty"`
	Form       string `json:"form,omitempty"`
	Dated      string `json:"dated,omitempty"`
	Finding    string `json:"finding,omitempty"`
	Rendered   bool   `json:"rendered,omitempty"`
}

// Request is something that was asked of another archive for a source: the log
// record's kind and body, and from when on it may be asked again.
type Request struct {
	SourceID string
	At       time.Time
	Kind     string
	Service  string
	Outcome  string
	Again    time.Time
	Body     json.RawMessage
	LogIndex int64
}

// Observation is one look in a source's history.
type Observation struct {
	At       time.Time
	Verdict  string
	Reason   string
	Status   int
	Judged   map[string]Opinion // by REPORT/FOOTNOTE: citations of which something else was said
	LogIndex int64
}

// Opinion is what a look meant for a citation.
type Opinion struct {
	Verdict string `json:"verdict"`
	Reason  string `json:"reason"`
}

// For is what a look meant for one citation; for the source itself where the
// citation was not judged.
func (o Observation) For(cite string) Opinion {
	if j, ok := o.Judged[cite]; ok {
		return j
	}
	return Opinion{o.Verdict, o.Reason}
}

// Standing is how a citation stood after its newest look. Body is the JSON
// that the caller gave.
type Standing struct {
	Cite     string // REPORT/FOOTNOTE
	SourceID string
	At       time.Time
	Body     json.RawMessage
}

// Act is something a person decided of a citation: the log record's kind and body.
type Act struct {
	SourceID string
	At       time.Time
	Cite     string // REPORT/FOOTNOTE
	Kind     string
	Body     json.RawMessage
	LogIndex int64
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

const snapshotColumns = `source_id, captured_at, object, sha256, bytes, class, status,
  final_url, content_type, kind, payload_sha256, verdict, reason, provenance, log_index, batch, withdrawal, browser, cut`

// kept are the snapshots whose bytes are to be there; the others, which have an index of
// their own, are withdrawn.
const (
	kept      = `withdrawal = ''`
	withdrawn = `withdrawal <> ''`
)

func scanSnapshot(row interface{ Scan(...any) error }) (Snapshot, error) {
	var s Snapshot
	var at int64
	var provenance, withdrawal string
	err := row.Scan(&s.SourceID, &at, &s.Object, &s.SHA256, &s.Bytes, &s.Class, &s.Status,
		&s.FinalURL, &s.ContentType, &s.Kind, &s.PayloadSHA256, &s.Verdict, &s.Reason, &provenance, &s.LogIndex, &s.Batch, &withdrawal, &s.Browser, &s.Cut)
	s.CapturedAt = fromMillis(at)
	if err == nil && provenance != "" {
		err = json.Unmarshal([]byte(provenance), &s.Provenance)
	}
	if err == nil && withdrawal != "" {
		err = json.Unmarshal([]byte(withdrawal), &s.Withdrawal)
	}
	return s, err
}

// Snapshots lists the snapshots of one source, oldest first.
func (c *Catalog) Snapshots(ctx context.Context, sourceID string) ([]Snapshot, error) {
	return c.snapshots(ctx, `WHERE source_id = $1 AND `+kept+` ORDER BY captured_at`, sourceID)
}

// AllSnapshots groups the snapshots of the sources with these IDs, or every one, by
// source, oldest first. A pass over many sources asks once instead of once a source.
func (c *Catalog) AllSnapshots(ctx context.Context, ids ...string) (map[string][]Snapshot, error) {
	return c.snapshotsBySource(ctx, ids, kept)
}

// NewestSnapshots gives our own newest captures, of the sources with these IDs: each is
// the one that the log lists last. Sources without any are left out.
func (c *Catalog) NewestSnapshots(ctx context.Context, ids ...string) (map[string][]Snapshot, error) {
	// One after the other: each is found at once, where a single question reads every row.
	q, err := c.db.PrepareContext(ctx, `SELECT `+snapshotColumns+` FROM snapshot
	  WHERE source_id = $1 AND `+kept+` AND provenance = '' ORDER BY log_index DESC LIMIT 1`)
	if err != nil {
		return nil, fmt.Errorf("list newest snapshots: %w", err)
	}
	defer q.Close()
	by := map[string][]Snapshot{}
	for _, id := range ids {
		s, err := scanSnapshot(q.QueryRowContext(ctx, id))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("list newest snapshots: %w", err)
		}
		by[id] = []Snapshot{s}
	}
	return by, nil
}

// snapshotsBySource groups those of some sources, or of all, for which a condition holds.
func (c *Catalog) snapshotsBySource(ctx context.Context, ids []string, condition string) (map[string][]Snapshot, error) {
	by := map[string][]Snapshot{}
	err := among("source_id", ids, func(these string, args []any) error {
		list, err := c.snapshots(ctx, `WHERE `+condition+` AND `+these+` ORDER BY source_id, captured_at`, args...)
		for _, s := range list {
			by[s.SourceID] = append(by[s.SourceID], s)
		}
		return err
	})
	return by, err
}

// SnapshotAt gives the newest snapshot of class source at or before t, else the
// first after it (after is then true). Only a source without any of that class
// gives one of a wall or an error page, chosen in the same way. No snapshot at
// all gives an error matching sql.ErrNoRows.
func (c *Catalog) SnapshotAt(ctx context.Context, sourceID string, t time.Time) (s Snapshot, after bool, err error) {
	for _, class := range []string{`class = 'source'`, `class <> 'source'`} {
		q := `SELECT ` + snapshotColumns + ` FROM snapshot WHERE source_id = $1 AND ` + kept + ` AND ` + class + ` AND captured_at `
		s, err = scanSnapshot(c.db.QueryRowContext(ctx, q+`<= $2 ORDER BY captured_at DESC LIMIT 1`, sourceID, millis(t)))
		if !errors.Is(err, sql.ErrNoRows) {
			return s, false, err
		}
		s, err = scanSnapshot(c.db.QueryRowContext(ctx, q+`> $2 ORDER BY captured_at LIMIT 1`, sourceID, millis(t)))
		if !errors.Is(err, sql.ErrNoRows) {
			return s, true, err
		}
	}
	return s, false, err
}

// SnapshotOf gives the snapshot captured in the very second of t, whatever its
// class: of several that of t itself, else the first. None gives an error matching
// sql.ErrNoRows.
func (c *Catalog) SnapshotOf(ctx context.Context, sourceID string, t time.Time) (Snapshot, error) {
	from := t.Truncate(time.Second)
	return scanSnapshot(c.db.QueryRowContext(ctx, `SELECT `+snapshotColumns+` FROM snapshot
	  WHERE source_id = $1 AND `+kept+` AND captured_at >= $2 AND captured_at < $3
	  ORDER BY CASE captured_at WHEN $4 THEN 0 ELSE 1 END, captured_at, log_index LIMIT 1`,
		sourceID, millis(from), millis(from.Add(time.Second)), millis(t)))
}

// Later gives the newest snapshot after t that does not show the source; none
// gives an error matching sql.ErrNoRows.
func (c *Catalog) Later(ctx context.Context, sourceID string, t time.Time) (Snapshot, error) {
	return scanSnapshot(c.db.QueryRowContext(ctx, `SELECT `+snapshotColumns+` FROM snapshot
	  WHERE source_id = $1 AND `+kept+` AND class <> 'source' AND captured_at > $2 ORDER BY captured_at DESC LIMIT 1`, sourceID, millis(t)))
}

func (c *Catalog) snapshots(ctx context.Context, where string, args ...any) ([]Snapshot, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT `+snapshotColumns+` FROM snapshot `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	defer rows.Close()
	var list []Snapshot
	for rows.Next() {
		s, err := scanSnapshot(rows)
		if err != nil {
			return nil, fmt.Errorf("list snapshots: %w", err)
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// Sources maps the sources with these IDs, or every one, by ID: those that were
// looked at.
func (c *Catalog) Sources(ctx context.Context, ids ...string) (map[string]Source, error) {
	by := map[string]Source{}
	err := c.each(ctx, `SELECT id, url, host, looked_at, next_due, last_good,
	  status, fault, final_url, verdict, reason FROM source WHERE `, "id", ids, func(rows *sql.Rows) error {
		var s Source
		var looked, due, good int64
		err := rows.Scan(&s.ID, &s.URL, &s.Host, &looked, &due, &good,
			&s.Status, &s.Fault, &s.FinalURL, &s.Verdict, &s.Reason)
		s.LookedAt, s.NextDue, s.LastGood = fromMillis(looked), fromMillis(due), fromMillis(good)
		by[s.ID] = s
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	return by, nil
}

// Standings maps the standing of every citation of the sources with these IDs, or
// of all, by StandingKey.
func (c *Catalog) Standings(ctx context.Context, ids ...string) (map[string]Standing, error) {
	by := map[string]Standing{}
	err := c.each(ctx, `SELECT cite, source_id, at, body FROM standing WHERE `, "source_id", ids, func(rows *sql.Rows) error {
		var s Standing
		var at int64
		var body string
		err := rows.Scan(&s.Cite, &s.SourceID, &at, &body)
		s.At, s.Body = fromMillis(at), json.RawMessage(body)
		by[StandingKey(s.SourceID, s.Cite)] = s
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list standings: %w", err)
	}
	return by, nil
}

// StandingKey names one citation of one source.
func StandingKey(sourceID, cite string) string { return sourceID + " " + cite }

// Observations lists the looks at one source, oldest first.
func (c *Catalog) Observations(ctx context.Context, sourceID string) ([]Observation, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT at, verdict, reason, status, judged, log_index
	  FROM observation WHERE source_id = $1 ORDER BY at, log_index`, sourceID)
	if err != nil {
		return nil, fmt.Errorf("list observations: %w", err)
	}
	defer rows.Close()
	var list []Observation
	for rows.Next() {
		var o Observation
		var at int64
		var judged string
		if err := rows.Scan(&at, &o.Verdict, &o.Reason, &o.Status, &judged, &o.LogIndex); err != nil {
			return nil, fmt.Errorf("list observations: %w", err)
		}
		if judged != "" {
			if err := json.Unmarshal([]byte(judged), &o.Judged); err != nil {
				return nil, fmt.Errorf("list observations: %w", err)
			}
		}
		o.At = fromMillis(at)
		list = append(list, o)
	}
	return list, rows.Err()
}

// Acts lists what people decided of a source's citations, oldest first.
func (c *Catalog) Acts(ctx context.Context, sourceID string) ([]Act, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT at, cite, kind, body, log_index
	  FROM act WHERE source_id = $1 ORDER BY log_index`, sourceID)
	if err != nil {
		return nil, fmt.Errorf("list acts: %w", err)
	}
	defer rows.Close()
	var list []Act
	for rows.Next() {
		a := Act{SourceID: sourceID}
		var at int64
		var body string
		if err := rows.Scan(&at, &a.Cite, &a.Kind, &body, &a.LogIndex); err != nil {
			return nil, fmt.Errorf("list acts: %w", err)
		}
		a.At, a.Body = fromMillis(at), json.RawMessage(body)
		list = append(list, a)
	}
	return list, rows.Err()
}

// Requests lists what was asked of other archives, oldest first: for the sources
// with these IDs, or for every one.
func (c *Catalog) Requests(ctx context.Context, ids ...string) ([]Request, error) {
	var list []Request
	err := c.each(ctx, `SELECT source_id, at, kind, service, outcome, again, body, log_index
	  FROM request WHERE `, "source_id", ids, func(rows *sql.Rows) error {
		var r Request
		var at, again int64
		var body string
		err := rows.Scan(&r.SourceID, &at, &r.Kind, &r.Service, &r.Outcome, &again, &body, &r.LogIndex)
		r.At, r.Again, r.Body = fromMillis(at), fromMillis(again), json.RawMessage(body)
		list = append(list, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	slices.SortFunc(list, func(a, b Request) int { return cmp.Compare(a.LogIndex, b.LogIndex) })
	return list, nil
}

// LogSize is how many log records the catalog reflects.
func (c *Catalog) LogSize(ctx context.Context) (int64, error) {
	var n int64
	err := c.db.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'log_size'`).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// Lacks is how many snapshots fewer the catalog has than were listed in it: somebody
// took them out. It is negative where somebody put some in.
func (c *Catalog) Lacks(ctx context.Context) (int64, error) {
	var n int64
	err := c.db.QueryRowContext(ctx, `SELECT value - (SELECT count(*) FROM snapshot) FROM meta WHERE key = 'snapshots'`).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) { // nothing is listed yet
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("count snapshots: %w", err)
	}
	return n, nil
}

// Stats counts what the catalog holds. Of snapshots and observations there are many, so
// it tells how many Apply has put in; Lacks says whether the snapshots are still there.
func (c *Catalog) Stats(ctx context.Context) (sources, snapshots, observations int64, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM source),
	  coalesce((SELECT value FROM meta WHERE key = 'snapshots'), 0) - (SELECT count(*) FROM snapshot WHERE `+withdrawn+`),
	  coalesce((SELECT value FROM meta WHERE key = 'observations'), 0)`).Scan(&sources, &snapshots, &observations)
	if err != nil {
		return 0, 0, 0, fmt.Errorf("count what the catalog holds: %w", err)
	}
	return sources, snapshots, observations, nil
}

// Showing counts the snapshots that show the source itself, and whose bytes are to be
// there: those whose words can be searched.
func (c *Catalog) Showing(ctx context.Context) (int64, error) {
	var n int64
	if err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM snapshot WHERE `+kept+` AND class = 'source'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count snapshots: %w", err)
	}
	return n, nil
}
