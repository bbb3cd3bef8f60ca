package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Told is one state that was told of one part of a citation.
type Told struct {
	SourceID string
	Cite     string // REPORT/FOOTNOTE
	Part     string // live, archive
	State    string // "" that it is well
	Lost     []string
	Shows    time.Time // of the snapshot whose text was seen; zero: of none
	At       time.Time
}

// Alert is one message that was decided on, with what it becomes of it at each target.
type Alert struct {
	At         time.Time
	ID         string
	Report     string
	Body       json.RawMessage // the log record's
	LogIndex   int64
	Told       []Told // only for Apply
	Deliveries []Delivery
}

// Delivery is how far an alert has come on its way to one target.
type Delivery struct {
	Alert     int64 // log index
	Target    string
	State     string // pending, sent, given-up, dropped
	Tries     int
	FirstTry  time.Time // that failed; zero: none did
	LastTry   time.Time
	Next      time.Time // not before
	Ambiguous bool      // a try that failed may have arrived
	Detail    string    // why the last try failed
	LogIndex  int64     // of the newest record of it
}

// Pending is the State of a delivery that is still to be made.
const Pending = "pending"

// AllTold lists all that was told, in the order of the log.
func (c *Catalog) AllTold(ctx context.Context) ([]Told, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT source_id, cite, part, state, lost, shows, at FROM told ORDER BY log_index`)
	if err != nil {
		return nil, fmt.Errorf("list what was told: %w", err)
	}
	defer rows.Close()
	var list []Told
	for rows.Next() {
		var t Told
		var lost string
		var shows, at int64
		if err := rows.Scan(&t.SourceID, &t.Cite, &t.Part, &t.State, &lost, &shows, &at); err != nil {
			return nil, fmt.Errorf("list what was told: %w", err)
		}
		if lost != "" {
			if err := json.Unmarshal([]byte(lost), &t.Lost); err != nil {
				return nil, fmt.Errorf("list what was told: %w", err)
			}
		}
		t.Shows, t.At = fromMillis(shows), fromMillis(at)
		list = append(list, t)
	}
	return list, rows.Err()
}

// AlertedReports are the reports of which anything was ever told.
func (c *Catalog) AlertedReports(ctx context.Context) (map[string]bool, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT DISTINCT report FROM alert`)
	if err != nil {
		return nil, fmt.Errorf("list alerted reports: %w", err)
	}
	defer rows.Close()
	by := map[string]bool{}
	for rows.Next() {
		var report string
		if err := rows.Scan(&report); err != nil {
			return nil, fmt.Errorf("list alerted reports: %w", err)
		}
		by[report] = true
	}
	return by, rows.Err()
}

// OpenAlerts lists the alerts with a delivery that is pending or was given up, with these
// alone, by their place in the log.
func (c *Catalog) OpenAlerts(ctx context.Context) ([]Alert, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT a.log_index, a.at, a.id, a.report, a.body,
	    d.target, d.state, d.tries, d.first_try, d.last_try, d.next, d.ambiguous, d.detail, d.log_index
	  FROM delivery d JOIN alert a ON a.log_index = d.alert
	  WHERE d.state IN ('pending', 'given-up') ORDER BY a.log_index, d.target`)
	if err != nil {
		return nil, fmt.Errorf("list alerts: %w", err)
	}
	defer rows.Close()
	var list []Alert
	for rows.Next() {
		var a Alert
		var d Delivery
		var body string
		var at, first, last, next int64
		if err := rows.Scan(&a.LogIndex, &at, &a.ID, &a.Report, &body, &d.Target, &d.State, &d.Tries,
			&first, &last, &next, &d.Ambiguous, &d.Detail, &d.LogIndex); err != nil {
			return nil, fmt.Errorf("list alerts: %w", err)
		}
		d.Alert, d.FirstTry, d.LastTry, d.Next = a.LogIndex, fromMillis(first), fromMillis(last), fromMillis(next)
		if n := len(list); n > 0 && list[n-1].LogIndex == a.LogIndex {
			list[n-1].Deliveries = append(list[n-1].Deliveries, d)
			continue
		}
		a.At, a.Body, a.Deliveries = fromMillis(at), json.RawMessage(body), []Delivery{d}
		list = append(list, a)
	}
	return list, rows.Err()
}

func (w *writer) alert(a *Alert) {
	w.exec(`INSERT INTO alert (log_index, at, id, report, body) VALUES ($1,$2,$3,$4,$5)
	  ON CONFLICT (log_index) DO NOTHING`, a.LogIndex, millis(a.At), a.ID, a.Report, string(a.Body))
	for _, d := range a.Deliveries {
		w.exec(`INSERT INTO delivery (alert, target, state, tries, first_try, last_try, next, ambiguous, detail, log_index)
		  VALUES ($1,$2,'pending',0,0,0,0,$3,'',$4) ON CONFLICT (alert, target) DO NOTHING`, a.LogIndex, d.Target, false, a.LogIndex)
	}
	for _, t := range a.Told {
		lost := ""
		if len(t.Lost) > 0 {
			body, err := json.Marshal(t.Lost)
			if err != nil {
				w.err = err
				return
			}
			lost = string(body)
		}
		w.exec(`INSERT INTO told (source_id, cite, part, state, lost, shows, at, log_index) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)
		  ON CONFLICT (source_id, cite, part, log_index) DO NOTHING`, t.SourceID, t.Cite, t.Part, t.State, lost, millis(t.Shows), millis(t.At), a.LogIndex)
	}
}

// delivery notes what came of a try. What is done stays done.
func (w *writer) delivery(d *Delivery) {
	w.exec(`UPDATE delivery SET state = $1, tries = $2, last_try = $3, next = $4, detail = $6, log_index = $7,
	    first_try = CASE WHEN first_try = 0 AND $1 <> 'sent' THEN $3 ELSE first_try END,
	    ambiguous = CASE WHEN $5 THEN $5 ELSE ambiguous END
	  WHERE alert = $8 AND target = $9 AND log_index < $7 AND state = 'pending'`,
		d.State, d.Tries, millis(d.LastTry), millis(d.Next), d.Ambiguous, d.Detail, d.LogIndex, d.Alert, d.Target)
}
