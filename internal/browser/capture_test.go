package browser

import (
	"net/http"
	"strings"
	"testing"
)

func newBrowser(t *testing.T, c Config) *Browser {
	t.Helper()
	var err error
	if c.Path, err = Find(c.Path); err != nil {
		t.Fatal(err)
	}
	b := New(c)
	t.Cleanup(func() { b.Close() })
	return b
}

func TestCapture(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><title>A title</title><body><p id=p></p><script>fetch('/x').then(r=>r.text()).then(t=>p.textContent=t)</script>`))
	})
	mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("text by script")) })
	s := newSite(t, mux)
	b := newBrowser(t, Config{})
	p, err := b.Capture(t.Context(), s.URL+"/", Options{Transport: s.transport})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Text, "text by script") || !strings.Contains(string(p.DOM), "text by script") || p.Title != "A title" || p.Status != 200 {
		t.Errorf("page %+v", p)
	}
}
