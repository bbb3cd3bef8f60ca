package cli

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/web"
)

var linked = regexp.MustCompile(`(?:href|src)="([^"]+)"`)

// TestManyReaders: many read pages of all kinds, the same as JSON, Mementos and archived
// content, while a person accepts something and a pass looks and captures.
func TestManyReaders(t *testing.T) { // raced
	t.Parallel()
	p := newWatched(t, 4, "")
	if n := p.steps(); n != 4 {
		t.Fatalf("%d looks, want 4", n)
	}
	p.now = p.now.Add(24 * time.Hour)
	p.web.gone.Store("r2", true)
	p.web.epoch.Add(1)
	p.steps()

	const token = "not-to-be-guessed-0123"
	cfg := web.Config{Backend: p.d, Log: slog.New(slog.DiscardHandler), Version: "test", Now: time.Now, Access: web.Access{Token: token}}
	pages, contents := httptest.NewUnstartedServer(nil), httptest.NewUnstartedServer(nil)
	cfg.Address, cfg.Content = "http://"+pages.Listener.Addr().String(), "http://"+strings.Replace(contents.Listener.Addr().String(), "127.0.0.1", "localhost", 1)
	s, err := web.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	pages.Config.Handler, contents.Config.Handler = s.Pages(), s.Contents()
	pages.Start()
	contents.Start()
	defer pages.Close()
	defer contents.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(method, url, body string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := client.Do(r)
		if err != nil {
			t.Errorf("%s: %v", url, err)
			return 0, ""
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Errorf("%s: %v", url, err)
		}
		return res.StatusCode, string(b)
	}

	// What there is: all that the first page leads to, and what programs ask for.
	cited := fmt.Sprintf("http://r3.localhost:%s/page", p.web.port)
	todo := []string{"/", "/search?q=inspectors", "/search?q=nothing+has+this", "/reports/r?state=fail", "/healthz", "/readyz", "/metrics", "/timegate/" + cited, "/timemap/link/" + cited, "/timemap/json/" + cited, "/none"}
	for _, path := range []string{"/openapi.json", "/reports", "/reports/r", "/reports/r/citations/3", "/reports/r/citations/3/history", "/reports/r/citations/3/diff?from=20260302120000&to=20260303120000", "/search?q=inspectors", "/watching", "/none"} {
		todo = append(todo, "/api/v1"+path)
	}
	for _, path := range []string{"/memento/20260302120000/", "/memento/20260302120000id_/"} {
		todo = append(todo, cfg.Content+path+cited)
	}
	known := map[string]bool{}
	var all []string
	for len(todo) > 0 && len(all) < 200 {
		u := html.UnescapeString(todo[0])
		u, _, _ = strings.Cut(u, "#")
		todo = todo[1:]
		if strings.HasPrefix(u, "/") {
			u = cfg.Address + u
		}
		if known[u] || !strings.HasPrefix(u, cfg.Address+"/") && !strings.HasPrefix(u, cfg.Content+"/") {
			continue
		}
		known[u] = true
		all = append(all, u)
		code, body := ask(http.MethodGet, u, "")
		if want := strings.HasSuffix(u, "/none"); code >= 400 != want {
			t.Errorf("%s: %d", u, code)
		}
		if code == http.StatusOK && strings.Contains(body, "<html") {
			for _, m := range linked.FindAllStringSubmatch(body, -1) {
				todo = append(todo, m[1])
			}
		}
	}
	for _, kind := range []string{"/diff?", "/proof", "/snapshots/", "/bundle.zip", "/files/", "/memento/", "/timemap/", "/static/"} {
		if !strings.Contains(strings.Join(all, "\n"), kind) {
			t.Errorf("none of %d addresses has %s", len(all), kind)
		}
	}

	p.now = p.now.Add(24 * time.Hour) // before others read it
	p.web.epoch.Add(1)
	over := make(chan struct{})
	var asked atomic.Int64
	var readers sync.WaitGroup
	for i := range 6 {
		readers.Go(func() {
			for n := i * len(all) / 6; ; n++ {
				u := all[n%len(all)]
				if code, body := ask(http.MethodGet, u, ""); code >= 500 {
					t.Errorf("%s: %d %.300s", u, code, body)
				}
				asked.Add(1)
				select {
				case <-over:
					return
				default:
				}
			}
		})
	}
	held := make(chan struct{})
	p.web.mu.Lock()
	p.web.hold["r4"] = held // the pass goes on while something is accepted
	p.web.mu.Unlock()
	passed := make(chan struct{})
	before := p.web.hits.Load()
	go func() {
		defer close(passed)
		p.x.step(t.Context())
	}()
	for p.web.hits.Load() < before+4 {
		time.Sleep(5 * time.Millisecond)
	}
	code, body := ask(http.MethodPost, cfg.Address+"/api/v1/reports/r/citations/2/accept", `{"verdict":"dead","reason":"http-404","archive":"intact","why":"the copy is cited"}`)
	if code != http.StatusOK {
		t.Errorf("accepted: %d %s", code, body)
	}
	close(held)
	<-passed
	for then := asked.Load() + int64(len(all)); asked.Load() < then; { // of what both have changed, too
		time.Sleep(5 * time.Millisecond)
	}
	close(over)
	readers.Wait()
	t.Logf("%d addresses", len(all))
	if _, body := ask(http.MethodGet, cfg.Address+"/api/v1/reports/r/citations/2", ""); !strings.Contains(body, "the copy is cited") {
		t.Errorf("the acceptance is not told of: %s", body)
	}
	p.run(0, "verify")
}
