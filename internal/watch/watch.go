// Package watch is the use case: what is due is looked at, judged, sealed,
// logged and listed. It owns the order in which that happens (see seal.go),
// so that a kill at any moment leaves what the next pass mends by itself.
//
// It decides no verdicts (package verdict does) and keeps no bytes (store
// does); a fault of the network is a finding in its Result, and an error only
// where this program could not do its own work.
package watch

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"runtime"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

// ErrOffline says that this machine could not reach anything, so that nothing
// can be said of the sources that did not answer.
var ErrOffline = errors.New("this machine seems to be offline")

// ErrUnsure is matched by those errors that match ErrOffline where others did answer:
// it is the clock, or many failed at once, and no canary would have told more.
var ErrUnsure = errors.New("this machine can't tell its own faults from others'")

// Config is what a Watcher works with.
type Config struct {
	Store   store.Store
	Catalog *catalog.Catalog
	Fetch   *fetch.Client
	Extract *extract.Extractor

	// Log is nil where looks can't be recorded; then a pass judges only.
	Log *ledger.Log
	// CaptureKey signs the WACZ files (P-384). Needed with Log.
	CaptureKey *ecdsa.PrivateKey

	// Rescue is where copies of dead sources are looked for; nil: nowhere.
	Rescue *Rescue

	// Withdrawn are snapshots that were withdrawn by what is known outside of the
	// archive, whose log may know nothing of it. Such a page is not stored either.
	Withdrawn []catalog.Snapshot

	Policy    verdict.Policy
	Canaries  []string // URLs; empty: sources lately seen good
	Hosts     int      // worked in parallel; 0: 64
	SpoolDir  string   // for WACZ files under way
	Journal   string   // file that notes what is about to be stored; needed with Log
	Software  string   // name and version
	UserAgent string

	Now func() time.Time
}

// Progress is how far a pass is.
type Progress struct {
	Done, Total int
	URL         string
	Verdict     string
	Reason      string
	Snapshot    string // taken, kept, none
}

// Watcher makes passes over sources.
type Watcher struct {
	cfg     Config
	journal *journal
	// extracting bounds the documents that are read at once: each may take
	// much memory, and none goes faster for company.
	extracting chan struct{}
	comparing  chan struct{} // see alone
	committing sync.Mutex    // who holds it may append to the log during a pass
	progress   func(Progress)
}

// New returns a Watcher.
func New(cfg Config) *Watcher {
	if cfg.Hosts <= 0 {
		cfg.Hosts = 64
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Watcher{cfg: cfg, journal: &journal{path: cfg.Journal}, extracting: make(chan struct{}, max(2, runtime.GOMAXPROCS(0))),
		comparing: make(chan struct{}, 1)}
}

// OnProgress has f called after each look, one at a time.
func (w *Watcher) OnProgress(f func(Progress)) { w.progress = f }

// Between runs f while a pass may be under way, but commits nothing: f may append to
// the log and have the catalog catch up. The pass goes on with what it had read before:
// of an acceptance it learns by Options.Accepted. Not for use while Mend runs.
func (w *Watcher) Between(f func() error) error {
	w.committing.Lock()
	defer w.committing.Unlock()
	return f()
}

func (w *Watcher) now() time.Time { return w.cfg.Now().UTC().Truncate(time.Millisecond) }

// eachHost calls work once for every host, all at once, until one fails. One
// host is never worked twice at once, so politeness holds by construction.
func eachHost[T any](ctx context.Context, hosts []T, work func(context.Context, T) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan error, len(hosts))
	for _, h := range hosts {
		go func() {
			err := work(ctx, h)
			if err != nil {
				cancel(err)
			}
			done <- err
		}()
	}
	var first error
	for range hosts {
		if err := <-done; err != nil && first == nil {
			first = err
		}
	}
	return first
}
