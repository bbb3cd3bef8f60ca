package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/notify"
)

// TestOutcome: the pauses grow, and an end comes seven days after the first failure.
func TestOutcome(t *testing.T) {
	failed := &notify.Error{Msg: "away", Ambiguous: true}
	for _, tt := range []struct {
		tries int
		ago   time.Duration // the first try that failed
		err   error
		want  string
		pause time.Duration
	}{
		{0, 0, nil, "sent", 0},
		{3, 8 * 24 * time.Hour, nil, "sent", 0},
		{0, 0, &notify.Error{Msg: "2 of 3", Delivered: true}, "sent", 0},
		{0, 0, failed, "failed", time.Minute},
		{1, time.Minute, failed, "failed", 5 * time.Minute},
		{1, time.Minute, &notify.Error{Wait: 2 * time.Hour}, "failed", 2 * time.Hour},
		{50, 6 * 24 * time.Hour, failed, "failed", 24 * time.Hour},
		{50, 7 * 24 * time.Hour, failed, "given-up", 0},
		{1, 7 * 24 * time.Hour, failed, "failed", 5 * time.Minute},
		{3, 21 * 24 * time.Hour, failed, "failed", time.Hour},
		{4, 28 * 24 * time.Hour, failed, "given-up", 0},
		{0, 0, io.EOF, "failed", time.Minute},
	} {
		w := delivering{d: catalog.Delivery{Tries: tt.tries}, alert: catalog.Alert{LogIndex: 7, ID: "x"}}
		if tt.tries > 0 {
			w.d.FirstTry = alertNow.Add(-tt.ago)
		}
		r := outcome(w, tt.err, alertNow)
		pause := time.Duration(0)
		if !r.Next.IsZero() {
			pause = r.Next.Sub(alertNow)
		}
		if r.Outcome != tt.want || pause != tt.pause || r.Try != tt.tries+1 || r.Alert != 7 || r.ID != "x" || r.Ambiguous != (tt.err == failed || tt.err == io.EOF) {
			t.Errorf("%+v: %+v, again after %v", tt, r, pause)
		}
	}
}

// TestOutcomeInDoubt: what may have arrived with a program that was killed may have so
// after a try that failed plainly.
func TestOutcomeInDoubt(t *testing.T) {
	for _, doubt := range []bool{true, false} {
		r := outcome(delivering{doubt: doubt}, &notify.Error{Msg: "away"}, alertNow)
		if r.Outcome != ledger.AlertFailed || r.Ambiguous != doubt {
			t.Errorf("in doubt %v: %+v", doubt, r)
		}
	}
}

// TestAlertJournal: the last line of a message counts, and half a line none.
func TestAlertJournal(t *testing.T) {
	j := &alertJournal{path: filepath.Join(t.TempDir(), "catalog.db.alerts")}
	if known, err := j.read(); err != nil || len(known) > 0 {
		t.Fatal(known, err)
	}
	done := &ledger.AlertSentRecord{Outcome: ledger.AlertSent, Try: 1}
	for _, l := range []journalLine{{ID: "a", Target: "x"}, {ID: "b", Target: "x"}, {ID: "a", Target: "x", Done: done}} {
		if err := j.add(l); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, `{"id":"b","target":"x","done":{"outc`)
	f.Close()
	if err := j.add(journalLine{ID: "c", Target: "x"}); err != nil {
		t.Fatal(err)
	}
	known, err := j.read()
	if err != nil || len(known) != 3 || known["a x"].Done == nil || known["b x"].Done != nil || known["b x"].ID != "b" || known["c x"].ID != "c" {
		t.Errorf("%+v, %v", known, err)
	}
	if err := j.clear(); err != nil {
		t.Fatal(err)
	}
	if err := j.clear(); err != nil {
		t.Fatal(err)
	}
}

// slackServer is what takes messages for Slack: none, while it is down.
type slackServer struct {
	mu    sync.Mutex
	down  error
	texts []string
}

func (s *slackServer) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down != nil {
		return nil, s.down
	}
	s.texts = append(s.texts, string(body))
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("ok")), Header: http.Header{}}, nil
}

// TestDeliverDue: between runs a server tries again what is due, gives up after seven days
// with a warning, and goes on to say so.
func TestDeliverDue(t *testing.T) {
	t.Parallel()
	site := newFickleSite(t)
	const token = "AAAAAAAAA-BBBBBBBBB-123456789012345678901234"
	p := newAlertProject(t, site, 1, `["slack://hook:`+token+`@webhook"]`)
	slack := &slackServer{down: fmt.Errorf("dial tcp: no route to host")}
	now := time.Now()
	var out, errs bytes.Buffer
	begin := func() *env { // as a process of its own
		out.Reset()
		errs.Reset()
		return &env{in: strings.NewReader(""), out: &out, err: &errs, now: func() time.Time { return now }, environ: []string{rescueVariable + "=", browserVariable + "=off"},
			configPath: filepath.Join(p.dir, "configs/archiver.yaml"), alertTransport: slack}
	}
	do := func(args ...string) {
		t.Helper()
		if code := begin().execute(t.Context(), append(args, "--config", filepath.Join(p.dir, "configs/archiver.yaml"))); code != 0 {
			t.Fatalf("%v: exit code %d\n%s%s", args, code, out.String(), errs.String())
		}
	}
	due := func() {
		t.Helper()
		if err := begin().deliverDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	open := func() catalog.Delivery {
		t.Helper()
		c, err := catalog.OpenReadOnly(t.Context(), filepath.Join(p.dir, "archive/catalog.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		list, err := c.OpenAlerts(t.Context())
		if err != nil || len(list) != 1 || len(list[0].Deliveries) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		return list[0].Deliveries[0]
	}
	do("run", "--all")
	if s := errs.String(); !strings.Contains(s, "no route to host; it is tried again for 7 days") || strings.Contains(s, token) {
		t.Fatal(s)
	}
	due()
	if d := open(); d.Tries != 1 {
		t.Errorf("its pause is not over: %+v", d)
	}
	for range 20 {
		now = open().Next.Add(time.Second)
		due()
		if s := errs.String(); strings.Contains(s, "tried again") {
			t.Errorf("warned again: %s", s)
		}
		if open().State == ledger.AlertGivenUp {
			break
		}
	}
	if d := open(); d.State != ledger.AlertGivenUp || d.Tries < 10 || d.Tries > 20 || d.LastTry.Sub(d.FirstTry) < 7*24*time.Hour || d.LastTry.Sub(d.FirstTry) > 9*24*time.Hour {
		t.Errorf("%+v", d)
	}
	if s := errs.String(); !strings.Contains(s, "was tried for 7 days and is given up") {
		t.Errorf("not warned: %q", s)
	}
	do("status")
	if s := out.String(); !strings.Contains(s, "GIVEN UP after") {
		t.Errorf("status: %s", s)
	}
	// What comes later goes out as ever; a try in doubt is told as one.
	slack.down = nil
	site.set("/1", true)
	now = now.Add(time.Hour)
	do("run", "--all")
	if len(slack.texts) != 1 || !strings.Contains(slack.texts[0], "wards: 2 of 2 footnotes need you") || strings.Contains(slack.texts[0], "repetition") {
		t.Errorf("%q", slack.texts)
	}
	// A target that is not named any more is not waited for.
	slack.down = fmt.Errorf("dial tcp: no route to host")
	site.set("/1", false)
	now = now.Add(time.Hour)
	do("run", "--all")
	config, err := os.ReadFile(filepath.Join(p.dir, "configs/archiver.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	p.write("configs/archiver.yaml", bytes.Replace(config, []byte("notify: ["), []byte("notify: [] # "), 1))
	now = now.Add(time.Hour)
	do("run", "--all")
	if s := errs.String(); !strings.Contains(s, "was not delivered, and will not be: notify names no such target any more") {
		t.Errorf("%q", s)
	}
	open() // the one that was given up alone
	p.run(0, "verify")

	// Of a catalog that can't be read it is not said that nothing is due.
	if err := os.Remove(filepath.Join(p.dir, "archive/catalog.db")); err != nil {
		t.Fatal(err)
	}
	due()
	p.write("archive/catalog.db", bytes.Repeat([]byte("what is this? "), 1000))
	if err := begin().deliverDue(t.Context()); err == nil || !strings.Contains(err.Error(), "whether alerts are due") {
		t.Errorf("of a damaged catalog: %v", err)
	}
}
