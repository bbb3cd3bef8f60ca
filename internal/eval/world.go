package eval

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"archiver/internal/browser"
	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/netguard"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/watch"
)

// The story of every batch: cited and captured on a day, looked at a month on.
var (
	captured = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	lookedAt = captured.AddDate(0, 1, 0)
)

const (
	maxBody  = 8 << 20          // a body without end is longer
	patience = 20 * time.Second // with servers that do answer, on a busy machine
	agent    = "Mozilla/5.0 (compatible; archiver/eval; +http://archiver.example/about)"
)

// runBatch plays the cases of one batch, and fills their outcomes in.
func runBatch(ctx context.Context, b *batched, opt Options) (err error) {
	dir, err := os.MkdirTemp("", "archiver-eval-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s, err := startServer(b.plays)
	if err != nil {
		return err
	}
	defer s.close()
	timeout := patience
	if b.hangs {
		timeout = opt.Hang
	}
	w, err := newWorld(ctx, dir, s, timeout, nil)
	if err != nil {
		return err
	}
	defer func() { err = w.close(err) }()

	cites := manifest(b.plays, opt.Apart)
	own := len(cites)
	cites = append(cites, rest(b.plays)...)
	first, err := w.watcher.Pass(ctx, cites, watch.Options{All: true})
	if err != nil {
		return fmt.Errorf("take the references: %w", err)
	}
	s.age()
	w.tell(lookedAt)
	second, err := w.watcher.Pass(ctx, cites, watch.Options{Check: true})
	if err != nil {
		return fmt.Errorf("look again: %w", err)
	}
	byURL := map[string]*play{}
	for _, p := range b.plays {
		byURL[p.url] = p
	}
	for i, c := range cites[:own] {
		p, a, z := byURL[c.Citation.URL], &first.Citations[i], &second.Citations[i]
		if !opt.Apart || len(c.Citation.Quotes) == 0 {
			p.take(a, z)
		}
		p.takeQuotes(c.Citation.Quotes, a, z)
	}
	for _, p := range b.plays {
		t := s.traffic(p)
		p.out.Requests, p.out.Extra = t.lines, max(0, len(t.lines)-t.redirects-1)
	}
	return nil
}

// manifest makes a report that cites every case; apart: once as a whole, and
// again for its quotes.
func manifest(plays []*play, apart bool) []source.Cite {
	m := &source.Manifest{ID: "eval", Published: captured.Truncate(24 * time.Hour)}
	note := func(url string, quotes []string) {
		m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(len(m.Footnotes) + 1)),
			Citations: []source.Citation{{URL: url, Quotes: quotes}}})
	}
	for _, p := range plays {
		if apart && len(p.Quotes) > 0 {
			note(p.url, nil)
		}
		note(p.url, p.Quotes)
	}
	set := &source.Set{Manifests: []*source.Manifest{m}}
	return slices.Collect(set.Citations())
}

// rest makes a report that cites healthy hosts, so many that the faults of the
// cases are few beside them: where nearly all fail at once, watch takes its own
// network for the cause.
func rest(plays []*play) []source.Cite {
	m := &source.Manifest{ID: "rest", Published: captured.Truncate(24 * time.Hour)}
	for _, p := range plays {
		for _, fault := range []string{"dns", "dns-temporary", "refused", "reset", "tls", "timeout", "truncated"} {
			if !p.has(false, fault) {
				continue
			}
			for range 3 {
				n := len(m.Footnotes) + 1
				m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(n)),
					Citations: []source.Citation{{URL: fmt.Sprintf("http://rest%d.%s/", n, canaryHost)}}})
			}
			break
		}
	}
	set := &source.Set{Manifests: []*source.Manifest{m}}
	return slices.Collect(set.Citations())
}

// take reads the outcome from the rows of the two passes.
func (p *play) take(first, second *watch.Citation) {
	o, l := &p.out, second.Live
	o.AtCapture = string(first.Live.Verdict) + "/" + string(first.Live.Reason)
	o.Given = string(l.Verdict) + "/" + string(l.Reason)
	o.Similarity, o.Status, o.FinalURL, o.Detail = l.Similarity, l.Status, l.FinalURL, l.Detail
	o.Evidence = l.Evidence
}

// takeQuotes reads how the passages stood.
func (p *play) takeQuotes(quotes []string, first, second *watch.Citation) {
	for i, text := range quotes {
		q := QuoteOutcome{Text: text}
		if len(p.QuoteStates) > 0 {
			q.Want = p.QuoteStates[i]
		}
		named := func(l ledger.Quote) bool { return l.Text == text }
		if at := slices.IndexFunc(first.Live.Quotes, named); at >= 0 {
			q.AtCapture = first.Live.Quotes[at].State
		}
		if at := slices.IndexFunc(second.Live.Quotes, named); at >= 0 {
			q.State, q.Now = second.Live.Quotes[at].State, second.Live.Quotes[at].Now
		}
		p.out.Quotes = append(p.out.Quotes, q)
	}
}

// world is an archive with all that a pass works with, wired as archiver run
// and archiver check wire it.
type world struct {
	watcher *watch.Watcher
	config  watch.Config // the watcher's
	fetch   *fetch.Client
	catalog *catalog.Catalog
	store   store.Store
	misuse  *misuse

	mu  sync.Mutex
	now time.Time
}

// newWorld makes one whose pages are rendered by a browser, unless that is nil.
func newWorld(ctx context.Context, dir string, s *server, timeout time.Duration, b *browser.Browser) (*world, error) {
	w := &world{now: captured, misuse: &misuse{}}
	st := store.NewMem(w.misuse)
	w.store = st
	skey, _, err := ledger.GenerateKey("archiver/eval")
	if err != nil {
		return nil, err
	}
	capture, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, err
	}
	log, err := ledger.Open(ctx, ledger.Config{Store: st, Head: ledger.FileHead(filepath.Join(dir, "log.head")), SignerKey: skey, Now: w.clock})
	if err != nil {
		return nil, err
	}
	if w.fetch, err = newFetch(dir, s, timeout, b); err != nil {
		return nil, err
	}
	if w.catalog, err = catalog.Open(ctx, filepath.Join(dir, "catalog.db")); err != nil {
		return nil, err
	}
	x := extract.New(extract.Config{Worker: []string{"/proc/self/exe", workerCommand}})
	w.config = watch.Config{Store: st, Catalog: w.catalog, Fetch: w.fetch, Extract: x, Log: log, CaptureKey: capture,
		Canaries: []string{"http://" + canaryHost + "/"}, Hosts: 24, SpoolDir: dir, Journal: filepath.Join(dir, "pending"),
		Software: "archiver eval", UserAgent: agent, Now: w.clock}
	w.watcher = watch.New(w.config)
	return w, nil
}

// newFetch makes a client of the server's web.
func newFetch(dir string, s *server, timeout time.Duration, b *browser.Browser) (*fetch.Client, error) {
	// The addresses that names are given here; all others are what they are to
	// any client.
	guard := &netguard.Policy{Resolver: s.resolver.client(), Allow: []netguard.Allow{{Prefix: netip.PrefixFrom(nowhere, 32)}}}
	return fetch.New(fetch.Config{Guard: guard, TLS: &tls.Config{RootCAs: s.ca.roots()}, UserAgent: agent,
		Timeout: timeout, MaxBody: maxBody, Proxy: s.proxy, SpoolDir: dir, Browser: b,
		RequisiteLimits: fetch.RequisiteLimits{Count: 2}}) // no verdict reads them
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// tell sets the clock.
func (w *world) tell(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = now
}

func (w *world) close(err error) error {
	w.fetch.Close()
	w.catalog.Close()
	if bad := w.misuse.found(); err == nil && bad != nil {
		err = bad
	}
	return err
}

// misuse is what a store.Mem complains to.
type misuse struct {
	mu   sync.Mutex
	errs []error
	ends []func()
}

func (m *misuse) Helper() {}

func (m *misuse) Errorf(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.errs = append(m.errs, fmt.Errorf(format, args...))
}

func (m *misuse) Cleanup(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ends = append(m.ends, f)
}

// found gives the first complaint.
func (m *misuse) found() error {
	for _, f := range m.ends {
		f()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.errs) == 0 {
		return nil
	}
	return m.errs[0]
}
