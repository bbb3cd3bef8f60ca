package browser

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/webtest/ram"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// reader is a tab of a real Chromium whose every request, whatever the host, is
// answered by a handler in this process: nothing else can be reached.
type reader struct {
	t   *testing.T
	ctx context.Context
	tab *observer

	mu   sync.Mutex
	seen []string // host and path of each request
}

// aProcess is one Chromium for a test and its subtests, whose pages hinder others.
func aProcess(t *testing.T) *process {
	t.Helper()
	p, err := startAny(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

func startAny(ctx context.Context) (*process, error) {
	bin, err := Find("")
	if err != nil {
		return nil, err
	}
	return start(ctx, Config{Path: bin}.withDefaults())
}

// theProcess is one Chromium for all tests whose pages hinder nobody.
func theProcess(t *testing.T) *process {
	t.Helper()
	p, err := shared.process()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// shared is what tests have in common; it is there until they have all ended.
var shared = struct {
	process func() (*process, error)
	browser func() (*Browser, error)
	ends    []func()
	mu      sync.Mutex
}{}

func init() {
	shared.process = sync.OnceValues(func() (*process, error) {
		p, err := startAny(context.Background())
		if err == nil {
			atEnd(p.kill)
		}
		return p, err
	})
	shared.browser = sync.OnceValues(func() (*Browser, error) {
		path, err := Find("")
		b := New(Config{Path: path, Parallel: 8})
		atEnd(func() { b.Close() })
		return b, err
	})
}

func atEnd(f func()) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.ends = append(shared.ends, f)
}

// TestMain has more tests at once than there are processors: they mostly wait.
func TestMain(m *testing.M) {
	ram.Use()
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) {
		f.Value.Set(strconv.Itoa(max(3, runtime.GOMAXPROCS(0))))
	}
	code := m.Run()
	for _, end := range shared.ends {
		end()
	}
	os.Exit(code)
}

// open shows path of http://site.example, as h answers it.
func open(t *testing.T, p *process, path string, h http.Handler) *reader {
	t.Helper()
	r := &reader{t: t}
	px, err := newProxy(p.ca, Options{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		r.mu.Lock()
		r.seen = append(r.seen, req.URL.Host+req.URL.RequestURI())
		r.mu.Unlock()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		res := w.Result()
		res.Request = req
		return res, nil
	})}, &meter{limits: Limits{}.withDefaults()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(px.close)
	tab, cancel := chromedp.NewContext(p.ctx, chromedp.WithNewBrowserContext(func(c *target.CreateBrowserContextParams) {
		c.ProxyServer, c.ProxyBypassList = px.addr(), "<-loopback>"
	}))
	t.Cleanup(cancel)
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	if r.tab, err = observe(tab, &px.data); err != nil {
		t.Fatal(err)
	}
	r.ctx = tab
	ctx, stop := context.WithTimeout(tab, 2*time.Minute)
	defer stop()
	nav, err := chromedp.Call(ctx, page.Navigate, page.NavigateParams{URL: "http://site.example" + path})
	if err != nil || nav.ErrorText != "" {
		t.Fatalf("navigate: %v %s", err, nav.ErrorText)
	}
	r.tab.quiet(ctx, 3*time.Second)
	return r
}

// behave runs the behaviours and gives what was done as "kind what xN".
func (r *reader) behave(o behaviours) []string {
	r.t.Helper()
	o.Tab = r.tab
	actions, err := behave(r.ctx, o)
	if err != nil {
		r.t.Errorf("behave: %v", err)
	}
	var out []string
	for _, a := range actions {
		out = append(out, fmt.Sprintf("%s %s x%d", a.Kind, a.What, a.N))
	}
	return out
}

// turn is one of so many cases of all tests that are under way at once.
var turn = make(chan struct{}, 16)

// sideBySide runs a subtest for each case, many at once: they mostly wait.
func sideBySide[C any](t *testing.T, cases []C, name func(C) string, f func(*testing.T, C)) {
	var all sync.WaitGroup
	for _, c := range cases {
		turn <- struct{}{}
		all.Go(func() {
			t.Run(name(c), func(t *testing.T) { f(t, c) })
			<-turn
		})
	}
	all.Wait()
}

// js is the value of an expression in the page's own world.
func (r *reader) js(expression string) string {
	r.t.Helper()
	ctx, stop := context.WithTimeout(r.ctx, time.Minute)
	defer stop()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		r.t.Errorf("evaluate %s: %v", expression, err)
	}
	return s
}

func (r *reader) asked(hostAndPath string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.seen, hostAndPath)
}

func mustParse(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

func html(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path != "/" {
			io.WriteString(w, "<!doctype html><title>elsewhere</title><p>another page")
			return
		}
		io.WriteString(w, "<!doctype html><title>t</title><body>"+body)
	})
}

// prose is an article of n paragraphs.
func prose(n int) string {
	return "<main><h1>On the river</h1>" + strings.Repeat("<p>The committee met on Tuesday and heard from the engineers who had measured the river since the spring floods; their report runs to ninety pages.</p>", n) + "</main>"
}

func wantActions(t *testing.T, got []string, want ...string) {
	t.Helper()
	var rest []string
	for _, g := range got {
		if !strings.HasPrefix(g, "scroll ") {
			rest = append(rest, g)
		}
	}
	if !slices.Equal(rest, want) {
		t.Errorf("done:\n %s\nwant:\n %s", strings.Join(rest, "\n "), strings.Join(want, "\n "))
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
