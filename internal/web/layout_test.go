package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"archiver/internal/source"
)

// newServer makes a server over a backend, with an operator's token "secret".
func newServer(t *testing.T, b Backend, change ...func(*Config)) *Server {
	t.Helper()
	cfg := Config{Backend: b, Log: slog.New(slog.DiscardHandler), Version: "test", Now: time.Now,
		Address: "http://pages.test", Content: "http://content.test", Access: Access{Token: "secret"}}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// noReports is a backend without reports.
type noReports struct{ Backend }

func (noReports) Set(context.Context) (*source.Set, error) { return &source.Set{}, nil }

func TestTemplatesParse(t *testing.T) {
	if len(templates()) == 0 {
		t.Fatal("no templates")
	}
	for name, page := range templates() {
		for _, part := range []string{"title", "main"} {
			if page.Lookup(part) == nil || page.Lookup(part).Tree == nil {
				t.Errorf("%s defines no %q", name, part)
			}
		}
	}
}

func TestProblemPage(t *testing.T) {
	s := newServer(t, noReports{})
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://pages.test/x", nil)
	s.problem(w, r, http.StatusNotFound, "<b>\u202eno</b>")
	body := w.Body.String()
	if w.Code != 404 || !strings.Contains(body, "&lt;b&gt;") || strings.Contains(body, "<b>") {
		t.Errorf("status %d:\n%s", w.Code, body)
	}
}

func TestWebLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c":            "https://example.org/a?b=c",
		"http://example.org":                   "http://example.org",
		"javascript:alert(1)":                  "",
		"JaVaScRiPt://example.org/%0aalert(1)": "",
		"data:text/html,x":                     "",
		"//example.org/":                       "",
		"/reports":                             "",
		"https:///x":                           "",
		"https://bank.example@evil.test/":      "",
		"ftp://example.org/":                   "",
		"http://exa mple.org/":                 "",
	} {
		if got := webLink(in); got != want {
			t.Errorf("webLink(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\u202ec\nd":                "",
		strings.Repeat("é", 20):           "éééééééééé…",
		strings.Repeat("\U0001F600", 200): strings.Repeat("\U0001F600", 10) + "…",
		"short":                           "short",
	} {
		got := plain(in, 10)
		if want != "" && got != want {
			t.Errorf("plain(%.20q) = %q, want %q", in, got, want)
		}
		if strings.ContainsAny(got, "\x00\u202e\n") {
			t.Errorf("plain(%.20q) = %q", in, got)
		}
	}
}
