package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/source"
)

// staleDesk gives the last manifests that could be read, as the real backend does.
type staleDesk struct {
	*desk
	last *source.Set
}

func (d *staleDesk) Set(ctx context.Context) (*source.Set, error) {
	set, err := d.desk.Set(ctx)
	if err != nil {
		return d.last, &StaleError{err}
	}
	d.last = set
	return set, nil
}

// TestStale: a manifest that can't be read any more takes no report away. Pages show them
// as they were, and say so; so do the interface, the metrics and readiness.
func TestStale(t *testing.T) {
	d := &staleDesk{desk: newDesk(t), last: &source.Set{}}
	bad := filepath.Join(d.dir, "bad.yaml")
	spoil := func() {
		t.Helper()
		if err := os.WriteFile(bad, []byte("id: bad\nshedule: daily\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := newServer(t, d)
	b := newBrowser(t, s)
	raw := func(path string) (int, string) {
		w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
		return w.Code, w.Body.String()
	}
	metric := func() string {
		_, body := raw("/metrics")
		for line := range strings.Lines(body) {
			if v, ok := strings.CutPrefix(line, "archiver_manifests_readable "); ok && strings.Contains(body, `archiver_citations{report="lake"`) {
				return strings.TrimSpace(v)
			}
		}
		return ""
	}
	spoil()
	if status, page := b.get("/"); status != 500 || !strings.Contains(textOf(page), "line 2") {
		t.Errorf("broken from the start: %d: %s", status, textOf(page))
	}
	if status, _ := raw("/readyz"); status != 503 {
		t.Errorf("broken from the start: ready: %d", status)
	}
	if err := os.Remove(bad); err != nil {
		t.Fatal(err)
	}
	if _, page := b.get("/"); strings.Contains(textOf(page), "as it was before") || metric() != "1" {
		t.Errorf("nothing is stale: %s", textOf(page))
	}
	spoil()
	for _, path := range []string{"/", "/reports/lake", "/reports/lake/3"} {
		status, page := b.get(path)
		if text := textOf(page); status != 200 || !strings.Contains(text, "as it was before") || !strings.Contains(text, "line 2") {
			t.Errorf("%s: %d: %s", path, status, text)
		}
	}
	var list reportsBody
	status, body := raw("/api/v1/reports")
	if err := json.Unmarshal([]byte(body), &list); err != nil || status != 200 || len(list.Reports) != 1 || !strings.Contains(list.Stale, "line 2") {
		t.Errorf("%d: %s: %v", status, body, err)
	}
	if status, body := raw("/api/v1/reports/lake/citations/3"); status != 200 {
		t.Errorf("%d: %s", status, body)
	}
	if status, body := raw("/readyz"); status != 200 || !strings.Contains(body, `"name":"manifests","ok":false`) || !strings.Contains(body, "line 2") {
		t.Errorf("ready: %d: %s", status, body)
	}
	if metric() != "0" {
		t.Errorf("the metrics don't tell, or lack what is watched: %q", metric())
	}
}
