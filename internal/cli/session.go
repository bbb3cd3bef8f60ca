package cli

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"archiver/archive"
	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/record"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/verify"
	"archiver/internal/watch"
)

// session is an opened archive with its catalog.
type session struct {
	cfg     *config.Config
	store   store.Store
	catalog *catalog.Catalog
	log     *ledger.Log       // nil when reading only
	capture *ecdsa.PrivateKey // nil when reading only
	release func()            // gives the lock back; nil when reading only
	parting func()            // tells what was found amiss; nil when reading only

	keyBack bool // the public half of the key for snapshots was gone, and was put back
	amid    bool // it is that of a pass under way, which goes on: nothing of it is to be mended

	reread []verify.Entry // snapshots that this run read again
	rows   *ledger.Reader // what holdRows reads; nil: not yet
}

func (s *session) close() {
	if s.parting != nil {
		s.parting()
	}
	if s.catalog != nil {
		s.catalog.Close()
	}
	if s.release != nil {
		s.release()
	}
}

// openWriter locks the archive, makes it and its keys at first use, and mends
// what a killed run left.
func (e *env) openWriter(ctx context.Context) (*session, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	s := &session{cfg: cfg}
	if err := e.openForWriting(ctx, s); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (e *env) openForWriting(ctx context.Context, s *session) (err error) {
	cfg := s.cfg
	if s.release, err = e.lock(ctx, cfg); err != nil {
		return err
	}
	if s.store, err = e.openWritable(ctx, cfg); err != nil {
		return err
	}
	if err := e.mayBegin(ctx, cfg, s.store); err != nil {
		return err
	}
	skey, err := logKey(ctx, cfg, s.store)
	if err != nil {
		return err
	}
	s.log, err = ledger.Open(ctx, ledger.Config{Store: s.store, Head: ledger.FileHead(cfg.Path(cfg.Log.Head)),
		SignerKey: skey, Now: e.now, Rand: rand.Reader})
	if err != nil {
		return err
	}
	s.parting = func() {
		e.warnMends(s.log)
		e.warnCaughtUp(s.log)
		if s.keyBack {
			e.warn("%s was not in the archive any more: it was put back, from its secret half. Find out what took it away", capturePub)
		}
	}
	if err := s.store.Create(ctx, "README.md", bytes.NewReader(archive.README), int64(len(archive.README))); err != nil &&
		!errors.Is(err, store.ErrExists) && !errors.Is(err, store.ErrNotObject) { // an older version's text stays, and whatever else is there
		return err
	}
	if s.capture, err = captureKey(ctx, cfg, s, e.now); err != nil {
		return err
	}
	if s.catalog, err = catalog.Open(ctx, cfg.CatalogPath()); err != nil {
		return err
	}
	what, err := lacking(ctx, s.catalog)
	if err != nil {
		return err
	}
	if what != "" {
		s.catalog.Close()
		if err = e.refill(ctx, cfg, s.store, true); err != nil {
			return err
		}
		e.warnAltered(what)
		if s.catalog, err = catalog.Open(ctx, cfg.CatalogPath()); err != nil {
			return err
		}
	}
	return e.finishAct(ctx, s)
}

// lacking says that somebody took snapshots out of a catalog, or put some in; "" if not.
func lacking(ctx context.Context, c *catalog.Catalog) (string, error) {
	n, err := c.Lacks(ctx)
	switch {
	case n > 0:
		return fmt.Sprintf("the catalog lacks %s that it had listed", plural(int(n), "snapshot")), err
	case n < 0:
		return fmt.Sprintf("the catalog has %s more than it had listed", plural(int(-n), "snapshot")), err
	}
	return "", err
}

// openReader opens an existing archive for reading. A catalog that is missing,
// or behind the log because a run was killed, is brought up to date first.
func (e *env) openReader(ctx context.Context) (*session, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	s := &session{cfg: cfg}
	if s.store, err = e.openArchive(ctx, cfg, checkpointsPrefix); err != nil {
		return nil, err
	}
	s.catalog, err = catalog.OpenReadOnly(ctx, cfg.CatalogPath())
	what := ""
	if err == nil {
		if what, err = lacking(ctx, s.catalog); err == nil && what == "" && (!s.behind(ctx) || e.locked(cfg)) {
			return s, nil // up to date, or about to be brought so by a run at work
		}
		s.catalog.Close()
	}
	if err = e.rebuild(ctx, cfg, s.store, what != ""); err == nil {
		if what != "" {
			e.warnAltered(what)
		}
		s.catalog, err = catalog.OpenReadOnly(ctx, cfg.CatalogPath())
	}
	var other *catalog.OtherError
	if err != nil && ctx.Err() == nil && !errors.As(err, &other) {
		err = s.catalogInMemory(ctx) // a copy that can only be read
	}
	return s, err
}

// openKnown is openReader for who needs the catalog alone: of an archive in a
// bucket it gives no store, and asks nothing of it where there is a catalog.
func (e *env) openKnown(ctx context.Context) (*session, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	if !cfg.InBucket() {
		return e.openReader(ctx)
	}
	if c, err := catalog.OpenReadOnly(ctx, cfg.CatalogPath()); err == nil {
		if what, err := lacking(ctx, c); err == nil && what == "" {
			return &session{cfg: cfg, catalog: c}, nil
		}
		c.Close()
	}
	s, err := e.openReader(ctx)
	if err != nil {
		if !isEmptyArchive(err) {
			err = fmt.Errorf("there is no catalog here yet, and it is made from the archive: %w", err)
		}
		return nil, err
	}
	s.store = nil
	return s, nil
}

// locked says whether another process is at work on the archive.
func (e *env) locked(cfg *config.Config) bool {
	f, err := os.OpenFile(cfg.CatalogPath()+".lock", os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return errors.Is(unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB), unix.EWOULDBLOCK)
}

func (s *session) catalogInMemory(ctx context.Context) (err error) {
	if s.catalog, err = catalog.OpenMemory(ctx); err != nil {
		return err
	}
	return watch.CatchUp(ctx, s.store, s.catalog, nil)
}

type emptyArchiveError struct {
	err error
	run string // the command that fills it
}

func (e *emptyArchiveError) Error() string {
	return "there is nothing in it yet; " + e.run + " fills it"
}
func (e *emptyArchiveError) Unwrap() error { return e.err }

// isEmptyArchive says whether nothing was archived yet.
func isEmptyArchive(err error) bool {
	var empty *emptyArchiveError
	return errors.As(err, &empty)
}

// behind says whether the log has grown past the catalog.
func (s *session) behind(ctx context.Context) bool {
	size, err := s.catalog.LogSize(ctx)
	if err != nil {
		return true
	}
	r, err := ledger.OpenReaderAt(ctx, s.store, size)
	return err == nil && r.Size() > size
}

// rebuild brings the catalog up to the log; from nothing where fresh is set.
func (e *env) rebuild(ctx context.Context, cfg *config.Config, st store.Store, fresh bool) error {
	release, err := e.lock(ctx, cfg)
	if err != nil {
		return err
	}
	defer release()
	return e.refill(ctx, cfg, st, fresh)
}

// refill is rebuild for who holds the lock.
func (e *env) refill(ctx context.Context, cfg *config.Config, st store.Store, fresh bool) error {
	at := cfg.CatalogPath()
	if fresh {
		// Beside it, until it is whole: what is half read looks like an archive with
		// nothing in it.
		at += ".new"
		if err := catalog.Remove(at); err != nil {
			return err
		}
	}
	c, err := catalog.Open(ctx, at)
	if err != nil {
		return err
	}
	bar := e.progress("reading the log")
	err = watch.CatchUp(ctx, st, c, func(done, total int64) { bar.set(int(done), int(total), "") })
	bar.stop()
	if cerr := c.Close(); err == nil {
		err = cerr
	}
	switch {
	case !fresh:
		return err
	case err != nil:
		return errors.Join(err, catalog.Remove(at))
	}
	return catalog.Replace(ctx, at, cfg.CatalogPath())
}

// watcher wires the parts of a pass together. The caller closes what cleanup
// closes.
func (e *env) watcher(s *session) (w *watch.Watcher, cleanup func(), err error) {
	cfg := s.cfg
	policy, err := cfg.Policy()
	if err != nil {
		return nil, nil, err
	}
	agent := cfg.Fetch.UserAgent
	if agent == "" {
		agent = fmt.Sprintf("Mozilla/5.0 (compatible; archiver/%s; keeps cited sources verifiable; please contact the operator of this address before blocking)", version())
	}
	spool, err := spoolFolder(s)
	if err != nil {
		return nil, nil, fmt.Errorf("make spool folder: %w", err)
	}
	chromium := e.newBrowser(cfg)
	client, err := fetch.New(fetch.Config{Guard: policy, UserAgent: agent, Timeout: time.Duration(cfg.Fetch.Timeout),
		Retries: cfg.Fetch.Retries, Delay: time.Duration(cfg.Fetch.PerHost.Delay), MaxBody: int64(cfg.Fetch.MaxBody),
		Proxy: e.proxy(), SpoolDir: spool, ObeyRobots: cfg.Fetch.Robots == "obey", Browser: chromium})
	if err != nil {
		os.RemoveAll(spool)
		return nil, nil, err
	}
	wc := e.judging(s)
	wc.Fetch, wc.Canaries, wc.SpoolDir, wc.UserAgent = client, cfg.Canaries, spool, agent
	if wc.Rescue, err = e.rescue(cfg, client); err != nil {
		client.Close()
		os.RemoveAll(spool)
		return nil, nil, err
	}
	return watch.New(wc), func() {
		if chromium != nil {
			chromium.Close() // with all its children, whatever it is at
		}
		client.Close()
		os.RemoveAll(spool)
	}, nil
}

// judging is what a Watcher needs that looks at no live source: it judges by what is
// known, and logs what a person decides.
func (e *env) judging(s *session) watch.Config {
	cfg := s.cfg
	wc := watch.Config{Store: s.store, Catalog: s.catalog, Extract: newExtractor(), Log: s.log, CaptureKey: s.capture,
		Journal: cfg.CatalogPath() + ".pending", Software: "archiver " + version(), Now: e.now}
	if s.amid {
		wc.Journal = "" // it is the pass's
	}
	kept, err := outsideWithdrawals(cfg)
	if err != nil && !errors.Is(err, fs.ErrPermission) {
		e.warn("%s", oneLine(err.Error()))
	}
	for _, k := range kept {
		wc.Withdrawn = append(wc.Withdrawn, k.snapshot())
	}
	if c := cfg.Confirm; c.Checks > 0 {
		wc.Policy.Override = &verdict.Rule{Looks: c.Checks, Over: time.Duration(c.Over)}
	}
	return wc
}

// rescue says which archive a run turns to; nil for none, and where e does not run.
func (e *env) rescue(cfg *config.Config, client *fetch.Client) (*watch.Rescue, error) {
	if cfg.Rescue.Off() || !e.rescues {
		return nil, nil
	}
	svc, err := client.Wayback(cfg.Rescue.Wayback)
	if err != nil {
		return nil, err
	}
	r := &watch.Rescue{Service: svc}
	if cfg.Rescue.Save {
		keys, err := cfg.Rescue.Keys(e.environ)
		if err != nil {
			return nil, err
		}
		r.Save = &fetch.SaveOptions{Keys: keys}
	}
	return r, nil
}

// spoolFolder is where large bodies lie while they are worked on. Whoever holds
// the lock uses one beside the catalog and clears what a killed run left there.
func spoolFolder(s *session) (string, error) {
	if s.release == nil {
		return os.MkdirTemp("", "archiver-*")
	}
	dir := s.cfg.CatalogPath() + ".spool"
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// proxy decides by the configuration, else by the usual variables.
func (e *env) proxy() func(*url.URL) (*url.URL, error) {
	if p := e.loaded.Fetch.Proxy; p != "" {
		return func(*url.URL) (*url.URL, error) { return url.Parse(p) }
	}
	return record.EnvironmentProxy()
}

// newExtractor reads PDF and DOCX in a worker of this very program, which can
// be limited and killed.
func newExtractor() *extract.Extractor {
	return extract.New(extract.Config{Worker: []string{"/proc/self/exe", workerCommand}})
}
