package watch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log"
	mrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/netguard"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

// world is a small web on loopback, an archive, and the clock of both: all that
// a pass works with, and nothing of it played.
type world struct {
	t       *testing.T
	dir     string
	archive string // the store's folder, if it is one
	store   store.Store
	head    ledger.Head
	skey    string
	key     *ecdsa.PrivateKey
	now     time.Time
	policy  verdict.Policy

	canaries []string
	fetch    *fetch.Client
	cat      *catalog.Catalog
	log      *ledger.Log
	w        *Watcher

	srv *httptest.Server
	mu  sync.Mutex
	by  map[string]http.HandlerFunc // by host and path

	other http.HandlerFunc // of all else; nil: not found
}

// noon is when the stories begin.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newWorld(t *testing.T) *world {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldOver(t, st)
	w.archive = dir
	return w
}

func newWorldOver(t *testing.T, st store.Store) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), store: st, now: noon, by: map[string]http.HandlerFunc{}}
	w.head = ledger.FileHead(filepath.Join(w.dir, "log.head"))
	w.srv = httptest.NewUnstartedServer(http.HandlerFunc(w.serve))
	w.srv.Config.ErrorLog = log.New(io.Discard, "", 0) // broken connections are played on purpose
	w.srv.Start()
	t.Cleanup(w.srv.Close)
	var err error
	if w.skey, _, err = ledger.GenerateKey("archiver/test"); err != nil {
		t.Fatal(err)
	}
	if w.key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	guard := &netguard.Policy{Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}
	w.fetch, err = fetch.New(fetch.Config{Guard: guard, Timeout: 5 * time.Second, SpoolDir: w.dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.fetch.Close)
	t.Cleanup(func() { w.cat.Close() })
	w.open()
	return w
}

// open is what the start of a process does: it opens log and catalog, and mends
// what the last one left.
func (w *world) open() {
	w.t.Helper()
	if w.cat != nil {
		w.cat.Close()
	}
	ctx := context.Background()
	var err error
	if w.log, err = ledger.Open(ctx, ledger.Config{Store: w.store, Head: w.head, SignerKey: w.skey, Now: w.clock}); err != nil {
		w.t.Fatal(err)
	}
	if w.cat, err = catalog.Open(ctx, filepath.Join(w.dir, "catalog.db")); err != nil {
		w.t.Fatal(err)
	}
	w.w = New(Config{Store: w.store, Catalog: w.cat, Fetch: w.fetch, Extract: extract.New(extract.Config{}), Log: w.log,
		CaptureKey: w.key, Policy: w.policy, Canaries: w.canaries, SpoolDir: w.dir, Journal: filepath.Join(w.dir, "pending"),
		Software: "archiver test", UserAgent: "test", Now: w.clock})
	if _, err := w.w.Mend(ctx); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) clock() time.Time { return w.now }

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ".")
	w.mu.Lock()
	h := w.by[host+r.URL.Path]
	w.mu.Unlock()
	if h == nil {
		h = w.other
	}
	if h == nil {
		h = http.NotFound
	}
	h(rw, r)
}

// at says how a page answers from now on, and gives its URL. The host "a" is
// a.localhost.
func (w *world) at(host, path string, h http.HandlerFunc) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.by[host+path] = h
	_, port, _ := strings.Cut(w.srv.Listener.Addr().String(), ":")
	return fmt.Sprintf("http://%s.localhost:%s%s", host, port, path)
}

// says answers with a page of its own text for every n.
func says(n int) http.HandlerFunc { return status(http.StatusOK, article(n)) }

func status(code int, body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.WriteHeader(code)
		io.WriteString(rw, body)
	}
}

// down breaks every connection without an answer.
func down(rw http.ResponseWriter, _ *http.Request) {
	if c, _, err := rw.(http.Hijacker).Hijack(); err == nil {
		c.Close()
	}
}

// raw sends these bytes for an answer.
func raw(answer string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		if c, _, err := rw.(http.Hijacker).Hijack(); err == nil {
			io.WriteString(c, answer)
			c.Close()
		}
	}
}

const (
	notFound = "<title>Not found</title><h1>Not found</h1><p>There is nothing here."
	vocab    = `river lake basin council inspector prisoner witness harvest engineer bridge mountain valley market teacher
		doctor station railway border village committee minister journalist archive letter winter summer factory
		worker tunnel harbour island temple library museum garden student professor army treaty election court
		judge lawyer hospital medicine water copper silver cotton carpet painter singer poet theatre newspaper`
)

// passage is a sentence that stands in article(n), long enough to prove itself.
func passage(n int) string {
	return fmt.Sprintf("In the year of the great flood the council of district %d counted nine hundred empty houses", n)
}

// article makes a page; two of different n share next to nothing.
func article(n int) string {
	r := mrand.New(mrand.NewPCG(uint64(n), 1))
	words := strings.Fields(vocab)
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><title>Chronicle %d</title><main><h1>Chronicle %d</h1><p>%s.</p>", n, n, passage(n))
	for range 12 {
		b.WriteString("<p>")
		for range 25 {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		b.WriteString("</p>")
	}
	b.WriteString("</main>")
	return b.String()
}

// report makes a manifest whose footnotes cite these URLs, numbered from 1.
func report(id string, urls ...string) *source.Manifest {
	m := &source.Manifest{ID: id, Published: noon.Truncate(24 * time.Hour)}
	for i, u := range urls {
		m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(i + 1)), Citations: []source.Citation{{URL: u}}})
	}
	return m
}

func cites(ms ...*source.Manifest) []source.Cite {
	set := &source.Set{Manifests: ms}
	var list []source.Cite
	for c := range set.Citations() {
		list = append(list, c)
	}
	return list
}

// pass makes one that must succeed.
func (w *world) pass(opt Options, ms ...*source.Manifest) *Result {
	w.t.Helper()
	res, err := w.w.Pass(context.Background(), cites(ms...), opt)
	if err != nil {
		w.t.Fatal(err)
	}
	return res
}

var all = Options{All: true}

// want compares a row with "verdict reason snapshot".
func (w *world) want(row Citation, want string) {
	w.t.Helper()
	if got := fmt.Sprintf("%s %s %s", row.Live.Verdict, row.Live.Reason, row.Snapshot); got != want {
		w.t.Errorf("%s: %s, want %s (%s)", row.Cite.Citation.URL, got, want, row.Live.Detail)
	}
}

func (w *world) snapshots(url string) []catalog.Snapshot {
	w.t.Helper()
	list, err := w.cat.Snapshots(context.Background(), source.ID(url))
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// due is when the catalog has the source looked at next.
func (w *world) due(url string) time.Time {
	w.t.Helper()
	known, err := w.cat.Sources(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return known[source.ID(url)].NextDue
}

// logged gives the looks at a source that the log holds.
func (w *world) logged(url string) []ledger.ObservationRecord {
	w.t.Helper()
	r, err := ledger.OpenReader(context.Background(), w.store)
	if err != nil {
		w.t.Fatal(err)
	}
	var list []ledger.ObservationRecord
	for line, err := range r.Records(context.Background(), 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		var o ledger.ObservationRecord
		if line.Kind != ledger.KindObservation {
			continue
		}
		if err := json.Unmarshal(line.Body, &o); err != nil {
			w.t.Fatal(err)
		}
		if o.URL == url {
			list = append(list, o)
		}
	}
	return list
}

// halve damages a stored object.
func (w *world) halve(object string) {
	w.t.Helper()
	path := filepath.Join(w.archive, filepath.FromSlash(object))
	info, err := os.Stat(path)
	if err == nil {
		err = os.Chmod(path, 0o644)
	}
	if err == nil {
		err = os.Truncate(path, info.Size()/2)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}
