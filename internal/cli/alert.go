package cli

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/alert"
	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/notify"
	"archiver/internal/source"
	"archiver/internal/watch"
)

func newAlert(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "alert",
		Short: "test whether alerts reach those that notify names",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "test",
		Short: "send a test message to each target of notify",
		Long: `Sends a test message to each target that notify names in the configuration, and tells
what came of it. Exits 1 if any of them did not take it. Nothing is logged.`,
		Example: `  archiver alert test
  archiver alert test --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runAlertTest(c.Context(), e) },
	})
	return c
}

// alertTestJSON is what alert test prints with --json.
type alertTestJSON struct {
	Version int               `json:"version"`
	Passed  bool              `json:"passed"`
	Targets []alertTestedJSON `json:"targets"`
}

type alertTestedJSON struct {
	Target string `json:"target"`
	Sent   bool   `json:"sent"`
	Error  string `json:"error"` // why not; "" if it was sent
}

func runAlertTest(ctx context.Context, e *env) error {
	targets, err := e.targets()
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return &config.Error{File: e.configPath, Key: "notify", Msg: "it names nobody to send to"}
	}
	m := notify.Message{ID: newAlertID(), Title: "archiver: a test",
		Foot: []string{"This is how alerts of what your reports cite will reach you. Nothing is to be done.", e.now().UTC().Format("Sent on 2 January 2006, 15:04 UTC.")}}
	v := alertTestJSON{Version: 1, Passed: true, Targets: make([]alertTestedJSON, len(targets))}
	sender := notify.Sender{Proxy: e.proxy(), Transport: e.alertTransport}
	var wg sync.WaitGroup
	for i, t := range targets {
		wg.Go(func() {
			row := alertTestedJSON{Target: t.Name, Sent: true}
			if err := sender.Send(ctx, t.Target, m, false); err != nil {
				var failed *notify.Error
				if row.Sent = errors.As(err, &failed) && failed.Delivered; failed != nil {
					row.Error = failed.Msg
				}
			}
			v.Targets[i] = row
		})
	}
	wg.Wait()
	for _, row := range v.Targets {
		v.Passed = v.Passed && row.Error == ""
	}
	if e.json {
		if err := e.printJSON(v); err != nil {
			return err
		}
	} else {
		for _, row := range v.Targets {
			words := e.paint(e.out, green, "took the message")
			if row.Error != "" {
				words = e.paint(e.out, red, "FAILED") + ": " + oneLine(row.Error)
			}
			fmt.Fprintf(e.out, "%s: %s\n", oneLine(row.Target), words)
		}
	}
	if !v.Passed {
		return &failedError{}
	}
	return nil
}

// newAlertID names a message: nobody can guess it, or take it for another one.
func newAlertID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// raise logs what is new since it was last told: one alert for each report. From then on
// it counts as told, and deliver sends it. Of a report of which nothing was ever told, it
// tells how all of it stands.
func (e *env) raise(ctx context.Context, s *session, set *source.Set, res *watch.Result, targets []config.AlertTarget) error {
	if len(targets) == 0 {
		return nil
	}
	told, err := s.catalog.AllTold(ctx)
	if err != nil {
		return err
	}
	known, err := s.catalog.AlertedReports(ctx)
	if err != nil {
		return err
	}
	before := alert.NewBefore(told, slices.Collect(set.Citations()))
	rows := map[string][]watch.Citation{}
	var order []string
	for _, c := range res.Citations {
		id := c.Cite.Manifest.ID
		if rows[id] == nil {
			order = append(order, id)
		}
		rows[id] = append(rows[id], c)
	}
	var records []ledger.Record
	now := e.now()
	past := alert.NewArchived(ctx, s.catalog, s.store, newExtractor())
	for _, id := range order {
		var to []string
		for _, t := range targets {
			if t.Takes(id) {
				to = append(to, t.Name)
			}
		}
		r := alert.Of(id, rows[id], before, !known[id], now, past)
		if err := past.Err(); err != nil {
			return err
		}
		if len(to) == 0 || len(r.Items) == 0 && (!r.First || r.Looked == 0) {
			continue
		}
		r.ID, r.To = newAlertID(), to
		records = append(records, ledger.Record{Kind: ledger.KindAlert, At: now, Body: r})
	}
	if len(records) == 0 {
		return nil
	}
	if _, err := s.log.Append(ctx, records...); err != nil {
		return err
	}
	return watch.CatchUp(ctx, s.store, s.catalog, nil)
}

// warnUnknown tells of targets for reports that there are not: a name that is mistyped
// would have nobody told.
func (e *env) warnUnknown(targets []config.AlertTarget, set *source.Set) {
	for _, t := range targets {
		for _, id := range t.Reports {
			if !slices.ContainsFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == id }) {
				e.warn("notify: %s is to be told of report %s, and there is no manifest of that name now", oneLine(t.Name), oneLine(id))
			}
		}
	}
}

// alertJSON is one alert: of run, each that was not delivered as it began to send; of
// status, each that is not delivered.
type alertJSON struct {
	ID         string         `json:"id"`
	Report     string         `json:"report"`
	At         *time.Time     `json:"at"`
	First      bool           `json:"first"` // it tells how the report stands, not what is new
	Title      string         `json:"title"`
	Items      int            `json:"items"` // states that it tells of
	Deliveries []deliveryJSON `json:"deliveries"`
}

type deliveryJSON struct {
	Target string     `json:"target"`
	State  string     `json:"state"` // sent, pending, given-up, dropped
	Tries  int        `json:"tries"`
	Error  string     `json:"error"` // why the last try failed; "" if it did not
	Next   *time.Time `json:"next"`  // not before
}

// viewAlerts shows alerts that are not delivered.
func viewAlerts(open []catalog.Alert) []alertJSON {
	list := []alertJSON{}
	for _, a := range open {
		var r ledger.AlertRecord
		_ = json.Unmarshal(a.Body, &r) // what can't be read is told without its words
		v := alertJSON{ID: a.ID, Report: a.Report, At: optional(a.At), First: r.First, Title: oneLine(alertTitle(r)), Items: len(r.Items)}
		for _, d := range a.Deliveries {
			v.Deliveries = append(v.Deliveries, deliveryJSON{d.Target, d.State, d.Tries, d.Detail, optional(d.Next)})
		}
		list = append(list, v)
	}
	return list
}

// viewRun shows what there was to deliver in a run, and what came of it.
func viewRun(was []catalog.Alert, done []ledger.AlertSentRecord) []alertJSON {
	list := viewAlerts(was)
	for i := range list {
		v := &list[i]
		for j := range v.Deliveries {
			d := &v.Deliveries[j]
			for _, r := range done { // the last counts
				if r.ID != v.ID || r.Target != d.Target {
					continue
				}
				*d = deliveryJSON{r.Target, r.Outcome, r.Try, r.Detail, optional(r.Next)}
				if r.Outcome == ledger.AlertFailed {
					d.State = catalog.Pending
				}
			}
		}
	}
	return list
}

// tell delivers at the end of a run, and shows what came of it. That something could not be
// sent, or logged, is warned of: the next run goes on with it.
func (e *env) tell(ctx context.Context, s *session, targets []config.AlertTarget) ([]alertJSON, error) {
	was, err := s.catalog.OpenAlerts(ctx)
	if err != nil {
		return nil, err
	}
	done, err := e.deliver(ctx, s, targets, true)
	if err != nil && ctx.Err() == nil {
		e.warn("alerts: %s; the next run goes on with them", oneLine(err.Error()))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return viewRun(was, done), nil
}

// alertWords tells what was sent to whom; "": nothing.
func alertWords(alerts []alertJSON) string {
	sent := map[string]int{}
	var names []string
	for _, a := range alerts {
		for _, d := range a.Deliveries {
			if d.State == ledger.AlertSent {
				if sent[d.Target]++; sent[d.Target] == 1 {
					names = append(names, d.Target)
				}
			}
		}
	}
	s := ""
	for _, name := range names {
		s += fmt.Sprintf("%s to %s", plural(sent[name], "alert"), oneLine(name)) + ", "
	}
	if s == "" {
		return ""
	}
	return "sent " + s[:len(s)-2]
}

// printAlerts tells in status what is not delivered.
func (e *env) printAlerts(open []catalog.Alert) {
	for _, v := range viewAlerts(open) {
		for _, d := range v.Deliveries {
			words := fmt.Sprintf("alert of %s to %s: ", longDate(*v.At), d.Target)
			switch {
			case d.State == ledger.AlertGivenUp:
				words += fmt.Sprintf("GIVEN UP after %d tries: %s", d.Tries, d.Error)
			case d.Tries > 0:
				words += fmt.Sprintf("not delivered in %s: %s; it is tried again", either(d.Tries == 1, "1 try", fmt.Sprintf("%d tries", d.Tries)), d.Error)
			default:
				words += "not sent yet; the next run does"
			}
			fmt.Fprintln(e.out, e.paint(e.out, yellow, untie(wrap(words+" ("+v.Title+")", width(e.out), ""))))
		}
	}
}
