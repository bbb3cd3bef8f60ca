package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestHostsApart: archived content is not reached by the name of the pages, whose cookies
// what runs in a replay could then crowd out; and the pages not by its.
func TestHostsApart(t *testing.T) {
	s := newServer(t, newDesk(t), func(c *Config) {
		c.Address, c.Content, c.Hosts = "http://127.0.0.1:8080", "http://localhost:8081", []string{"other.test"}
	})
	for _, c := range []struct {
		of               http.Handler
		method, url      string
		status           int
		location, called string
	}{
		{s.Pages(), http.MethodGet, "http://127.0.0.1:8080/healthz", 200, "", "pages"},
		{s.Pages(), http.MethodGet, "http://other.test/healthz", 200, "", "pages"},
		{s.Pages(), http.MethodGet, "http://localhost:8080/reports/lake?state=fail", 307, "http://127.0.0.1:8080/reports/lake?state=fail", "pages"},
		{s.Pages(), http.MethodGet, "http://localhost:8080//evil.example/", 307, "http://127.0.0.1:8080//evil.example/", "pages"},
		{s.Pages(), http.MethodPost, "http://localhost:8080/signin", 421, "", "pages"},
		{s.Pages(), http.MethodGet, "http://rebound.example/healthz", 421, "", "pages"},
		{s.Contents(), http.MethodGet, "http://localhost:8081/viewer/", 200, "", "content"},
		{s.Contents(), http.MethodGet, "http://other.test/viewer/", 200, "", "content"},
		{s.Contents(), http.MethodGet, "http://127.0.0.1:8081/viewer/", 421, "", "content"},
	} {
		w := httptest.NewRecorder()
		c.of.ServeHTTP(w, httptest.NewRequest(c.method, c.url, nil))
		if w.Code != c.status || w.Header().Get("Location") != c.location {
			t.Errorf("%s: %s %s: %d to %q", c.called, c.method, c.url, w.Code, w.Header().Get("Location"))
		}
	}
}
