package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/contract"
	"archiver/internal/store"
)

// sickDesk can't tell how some reports stand.
type sickDesk struct {
	*desk
	sick  map[string]error
	asked int
}

func (d *sickDesk) Result(ctx context.Context, report string) (*contract.Result, error) {
	d.asked++
	if err := d.sick[report]; err != nil {
		return nil, err
	}
	return d.desk.Result(ctx, report)
}

// TestOneReportFails: a report of which nothing can be told hides no other, in the
// interface, in the metrics and on the page; each says which one it is.
func TestOneReportFails(t *testing.T) {
	d := &sickDesk{desk: newDesk(t), sick: map[string]error{"bay": errors.New("the disk is ill")}}
	lake, err := os.ReadFile(filepath.Join(d.dir, "lake.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	bay := bytes.Replace(lake, []byte("id: lake"), []byte("id: bay"), 1)
	d.add(t, bay, d.results["lake"])
	var log bytes.Buffer
	s := newServer(t, d, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest("GET", "http://pages.test"+path, nil))
		return w.Code, w.Body.String()
	}

	status, body := get("/api/v1/reports")
	var list reportsBody
	if err := json.Unmarshal([]byte(body), &list); err != nil || status != 200 || len(list.Reports) != 2 {
		t.Fatalf("%d, %v: %s", status, err, body)
	}
	for _, r := range list.Reports {
		sick := r.ID == "bay"
		if (r.Fault != "") != sick || (len(r.Results) == 0) != sick || r.Citations != 13 || sick && (r.Passed || strings.Contains(r.Fault, "disk")) {
			t.Errorf("%+v", r)
		}
	}
	if !strings.Contains(log.String(), "report bay: the disk is ill") {
		t.Errorf("the log says\n%s", &log)
	}

	log.Reset()
	status, body = get("/metrics")
	for _, want := range []string{`archiver_citations{report="lake",result="fail"} 3`, `archiver_report_readable{report="lake"} 1`,
		`archiver_report_readable{report="bay"} 0`, `archiver_citations_looked{report="lake"}`} {
		if !strings.Contains(body, want) {
			t.Errorf("%d: the metrics lack %s", status, want)
		}
	}
	if strings.Contains(body, `archiver_citations{report="bay"`) || !strings.Contains(log.String(), "report bay: the disk is ill") {
		t.Errorf("metrics; the log says\n%s", &log)
	}
	if status, body = get("/"); status != 200 || strings.Count(body, "Clear water") < 2 {
		t.Errorf("the page: %d", status)
	}

	// Where there is nothing to tell at all, that is the answer.
	d.sick["lake"] = errors.New("so is the other")
	if status, body = get("/api/v1/reports"); status != 500 {
		t.Errorf("%d: %s", status, body)
	}
	// Where it can't be told for any of them, no other is asked, and nothing is said of one.
	for _, err := range []error{&NoCatalogError{Err: errors.New("none")}, fmt.Errorf("read: %w", store.ErrAway)} {
		d.sick, d.asked = map[string]error{"bay": err, "lake": err}, 0
		if status, body = get("/api/v1/reports"); status != 503 || d.asked != 1 {
			t.Errorf("%v: %d after %d reports: %s", err, status, d.asked, body)
		}
		d.asked = 0
		if status, body = get("/metrics"); strings.Contains(body, "archiver_report_readable") || !strings.Contains(body, "archiver_manifests_readable 1") || d.asked != 1 {
			t.Errorf("%v: %d after %d reports:\n%s", err, status, d.asked, body)
		}
	}
	d.asked = 0
	if status, body = get("/"); status != 200 || strings.Count(body, "Clear water") < 2 || d.asked != 1 {
		t.Errorf("the page: %d after %d reports:\n%s", status, d.asked, body)
	}
	d.sick, d.asked = map[string]error{"bay": context.DeadlineExceeded, "lake": context.DeadlineExceeded}, 0
	over, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	s.Pages().ServeHTTP(w, httptest.NewRequest("GET", "http://pages.test/api/v1/reports", nil).WithContext(over))
	if w.Code != 503 || d.asked > 1 {
		t.Errorf("with no time left: %d after %d reports", w.Code, d.asked)
	}
	if !ofAll(over, errors.New("slow")) || ofAll(t.Context(), errors.New("the disk is ill")) {
		t.Error("what holds for all is mistaken")
	}
}
