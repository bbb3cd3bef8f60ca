package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"archiver/internal/config"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/watch"
	"archiver/internal/web"
)

// exclusive runs f with a session that may write, while nothing else in this process
// does. It gives f's error, or says why there was no session.
type exclusive func(ctx context.Context, f func(*session) error) error

// desk answers what the server's pages ask: it is their web.Backend. What it tells is
// made by the very functions that the commands use. All but Accept only reads, and
// nothing is fetched from a live source.
type desk struct {
	base   env // what each call's own env is made of; see quiet
	cfg    *config.Config
	writer exclusive
	// now tells what the server is at; nil: it is at nothing.
	watching func(context.Context) (*contract.Watching, error)

	sets      *setKeeper
	catalogs  *lender
	copies    *copies
	results   *recent[*contract.Result]
	citations *recent[*contract.Citation]
	diffs     *recent[*contract.Diff]
	pictures  *recent[[]byte]
	leaves    *recent[[]string] // the pages of PDFs
	proofs    *recent[*contract.Proof]
	counts    *recent[int64] // of snapshots
	indexed   *recent[int64] // those of them whose words were taken in
	// heavy bounds what takes much memory or time at once: reading documents, comparing.
	heavy chan struct{}

	mu      sync.Mutex
	opened  store.Store    // nil: not yet
	rows    *ledger.Reader // what rows of the catalog are held against; nil: not yet
	leaving leaving
	cited   struct { // of the set that was asked for last
		set *source.Set
		by  map[string][]source.Cite
	}
}

var _ web.Backend = (*desk)(nil)

// newDesk makes one for the archive of e, whose configuration is loaded. Close it.
func newDesk(e *env, x exclusive) *desk {
	d := &desk{cfg: e.loaded, writer: x, heavy: make(chan struct{}, 2),
		base: env{now: e.now, environ: e.environ, program: e.program}}
	d.sets = &setKeeper{folder: source.Folder{Dir: d.cfg.Path(d.cfg.Sources)}}
	d.catalogs = &lender{path: d.cfg.CatalogPath(), empty: d.emptyArchive}
	d.copies = newCopies(256<<20, 64)
	// What depends on the time besides, as when another archive was asked, may be this old.
	// The list of reports and the metrics ask for all of them over and over.
	d.results = newRecent[*contract.Result](1000, time.Minute)
	d.citations = newRecent[*contract.Citation](256, time.Minute)
	d.diffs = newRecent[*contract.Diff](32, time.Hour)
	d.pictures = newRecent[[]byte](8, time.Hour)
	d.leaves = newRecent[[]string](16, time.Hour)
	d.counts = newRecent[int64](1, time.Hour)
	d.indexed = newRecent[int64](1, 5*time.Second)
	d.proofs = newRecent[*contract.Proof](64, time.Minute)
	return d
}

// close closes what is kept open. Nothing may be asked of d any more.
func (d *desk) close() {
	d.catalogs.close()
	d.copies.close()
}

// quiet is an env for one call: it prints nothing, asks nobody, and, unlike one of a
// command, does not end the process where the archive can't be reached. The command lines
// that it makes name no configuration: they are for readers, who have none of ours.
func (d *desk) quiet() *env {
	b := &d.base
	return &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: b.now, environ: b.environ,
		program: b.program, configPath: config.DefaultPath, quiet: true, loaded: d.cfg, reached: b.reached}
}

// store gives the archive's store, which is opened once.
func (d *desk) store(ctx context.Context) (store.Store, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.opened == nil {
		st, err := openStore(ctx, d.cfg)
		if err != nil {
			return nil, err
		}
		d.opened = st
	}
	return d.opened, nil
}

// emptyArchive says whether nothing was archived yet, as openArchive does.
func (d *desk) emptyArchive(ctx context.Context) (bool, error) {
	_, err := d.quiet().openArchive(ctx, d.cfg, checkpointsPrefix)
	if isEmptyArchive(err) {
		return true, nil
	}
	return false, err
}

// session lends what the commands read by, and an env to go with it. It must not be
// closed, but released.
func (d *desk) session(ctx context.Context) (s *session, e *env, release func(), err error) {
	st, err := d.store(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	c, back, err := d.catalogs.lend(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	s = &session{cfg: d.cfg, store: st, catalog: c}
	d.mu.Lock()
	s.rows = d.rows
	d.mu.Unlock()
	return s, d.quiet(), func() {
		d.mu.Lock()
		if s.rows != nil && (d.rows == nil || s.rows.Size() > d.rows.Size()) {
			d.rows = s.rows
		}
		d.mu.Unlock()
		back()
	}, nil
}

// begin waits for its turn to do something heavy. The caller calls done.
func (d *desk) begin(ctx context.Context) (done func(), err error) {
	select {
	case d.heavy <- struct{}{}:
		return func() { <-d.heavy }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Watching implements web.Backend.
func (d *desk) Watching(ctx context.Context) (*contract.Watching, error) {
	if d.watching == nil {
		return &contract.Watching{Version: 1, Reports: []contract.Heartbeat{}}, nil
	}
	return d.watching(ctx)
}

// shownError is an error of the commands in the words of the pages.
func shownError(err error) error {
	var (
		none       *noFormError
		nothing    *nothingToCompareError
		picture    *noPictureError
		unreadable *watch.UnreadableError
		row        *watch.RowError
		damaged    *damagedError
		gone       *web.GoneError
	)
	switch {
	case err == nil, errors.As(err, &gone):
		return err
	case errors.Is(err, fs.ErrPermission):
		return err // which tells nothing of the snapshot
	case errors.As(err, &none):
		return &web.NoFormError{Why: none.why}
	case errors.As(err, &nothing):
		return &web.NoFormError{Why: sentence(nothing.why)}
	case errors.As(err, &picture):
		return &web.NoFormError{Why: sentence(picture.side + " has no picture: snapshots have one where a browser rendered the page")}
	case errors.As(err, &row):
		return &web.GoneError{Why: "It is not shown: " + row.Error() + ".", Err: err}
	case errors.As(err, &unreadable):
		return &web.GoneError{Why: "It is not shown, as it is not what was logged: " + unreadable.Err.Error() + ".", Err: err}
	case errors.As(err, &damaged):
		return &web.GoneError{Why: "It is not shown, as it is damaged: " + damaged.err.Error() + ".", Err: err}
	}
	return err
}

// sentence is words as one, on a line.
func sentence(s string) string {
	s = oneLine(s)
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// recovered runs work and gives a panic as an error: what is read here came from
// strangers, and a server goes on.
func recovered[V any](work func() (V, error)) (v V, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal fault: %v", p)
		}
	}()
	return work()
}
