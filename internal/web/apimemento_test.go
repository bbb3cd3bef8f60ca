package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestAPIMementoPrivate: where reading needs signing in, the memento that the interface
// names can be read as it stands, also of an address with a query.
func TestAPIMementoPrivate(t *testing.T) {
	d := newDesk(t)
	s := newServer(t, d, func(c *Config) { c.Access = Access{Private: true, Token: "t0ken"} })
	at := d.history["lake/7"].Snapshots[0].CapturedAt.UTC().Format(moment)
	r := httptest.NewRequest(http.MethodGet, "http://pages.test/api/v1/reports/lake/citations/7/snapshots/"+at, nil)
	r.Header.Set("Authorization", "Bearer t0ken")
	w := httptest.NewRecorder()
	s.Pages().ServeHTTP(w, r)
	var v snapshotBody
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d, %v: %s", w.Code, err, w.Body)
	}
	if !s.mayReadContent(httptest.NewRequest(http.MethodGet, v.Memento, nil)) {
		t.Errorf("the ticket of %s opens nothing", v.Memento)
	}
}
