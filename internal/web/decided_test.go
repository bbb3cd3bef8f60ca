package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
)

// decidedStudy is one whose snapshots were all decided to be withdrawn a moment ago: the
// catalog does not know it yet.
type decidedStudy struct{ *study }

func (decidedStudy) Open(context.Context, catalog.Snapshot) (File, error) { return nil, decided() }

func (decidedStudy) Diff(context.Context, source.Cite, catalog.Snapshot, catalog.Snapshot) (*contract.Diff, error) {
	return nil, decided()
}

func (decidedStudy) Proof(context.Context, source.Cite, catalog.Snapshot) (*contract.Proof, error) {
	return nil, decided()
}

func decided() error { return &GoneError{Why: "It was withdrawn.", Withdrawn: true} }

// TestDecided: what a person decided to withdraw is gone, and no fault in the log.
func TestDecided(t *testing.T) {
	d := newStudy(t)
	studyCourt(d)
	var log bytes.Buffer
	s := newServer(t, decidedStudy{d}, func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	})
	for _, path := range []string{snapA, snapA + "/proof", diffAB} {
		w := httptest.NewRecorder()
		s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
		if w.Code != http.StatusGone {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if log.Len() > 0 {
		t.Errorf("the log has\n%s", &log)
	}
}
