package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"archiver/internal/store"
)

// TestNoFault: what a client can bring about at will is no fault of the server's in its
// log: that it went away, and that it asked for too much.
func TestNoFault(t *testing.T) {
	b := newShelf(t)
	b.put("https://example.org/", shelfCopy{at: onDay("2020-02-21 10:15:00"), body: "<p>x"})
	var log bytes.Buffer
	s := serveShelf(t, b, func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, path := range []string{"/memento/20200221101500/https://example.org/", "/timegate/https://example.org/", "/files/000000000000/20200221101500/text"} {
		s.Contents().ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(gone, http.MethodGet, s.cfg.Content+path, nil))
	}
	busy := s.common(s.contentHosts, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.withheld(w, r, &BusyError{Why: "busy"}) }))
	w := httptest.NewRecorder()
	busy.ServeHTTP(w, httptest.NewRequest(http.MethodGet, s.cfg.Content+"/", nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("busy: %d, %v", w.Code, w.Header())
	}
	if log.Len() > 0 {
		t.Errorf("the log has\n%s", &log)
	}
}

// TestNoCatalog: that there is no catalog for a while is told as that, and not logged with
// each request.
func TestNoCatalog(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, newDesk(t), func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	})
	none := &NoCatalogError{Err: errors.New("it is broken")}
	for name, h := range map[string]http.Handler{
		"page":    http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fault(w, r, none) }),
		"content": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.withheld(w, r, none) }),
		"api":     s.answer(func(*http.Request) (any, error) { return nil, none }),
		"busy":    s.answer(func(*http.Request) (any, error) { return nil, &BusyError{Why: "busy"} }),
	} {
		w := httptest.NewRecorder()
		s.common(s.hosts, h).ServeHTTP(w, httptest.NewRequest(http.MethodGet, s.cfg.Address+"/", nil))
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d, %v", name, w.Code, w.Header())
		}
	}
	if log.Len() > 0 {
		t.Errorf("the log has\n%s", &log)
	}
}

// TestStoreAway: that the store can't be reached is told to who asks as what passes, and
// logged.
func TestStoreAway(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, newDesk(t), func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	away := fmt.Errorf("read snapshot: bucket of secrets: %w", store.ErrAway)
	for name, h := range map[string]http.Handler{
		"page":    http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fault(w, r, away) }),
		"content": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.withheld(w, r, away) }),
		"api":     s.answer(func(*http.Request) (any, error) { return nil, away }),
	} {
		log.Reset()
		w := httptest.NewRecorder()
		s.common(s.hosts, h).ServeHTTP(w, httptest.NewRequest(http.MethodGet, s.cfg.Address+"/", nil))
		if body := w.Body.String(); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(body, "be reached just now") || strings.Contains(body, "secrets") {
			t.Errorf("%s: %d, %v, %s", name, w.Code, w.Header(), body)
		}
		if !strings.Contains(log.String(), "bucket of secrets") {
			t.Errorf("%s: the log has %q", name, &log)
		}
	}
}
