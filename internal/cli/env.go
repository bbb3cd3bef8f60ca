package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"archiver/internal/config"
	"archiver/internal/source"
	"archiver/internal/store/s3"
	"archiver/internal/watch"
)

// env is what a command works with. Tests make their own.
type env struct {
	in       io.Reader
	out, err io.Writer
	log      *slog.Logger // of a server, where what is said goes; nil: to err
	now      func() time.Time
	environ  []string

	program    string // as it was called
	configPath string
	json       bool
	quiet      bool
	verbose    bool
	broken     *brokenError // manifests that were left out; finish tells of them
	noBrowser  string       // why there is no browser; "" where there is one, or none was asked for
	rescues    bool         // this command may ask another archive: only run does
	probed     []string     // stores that were found fit for evidence
	servers    s3.Servers

	stop    context.CancelCauseFunc // ends the command
	loaded  *config.Config
	printed bool                 // the JSON document is out
	result  *watch.Result        // of the last pass, for the demo
	looking func(watch.Progress) // is told how far a pass is; nil: nobody

	shown func(object string) []string // what a browser did to the page of a snapshot; nil: not asked

	page     func(ref string) string // address of the page of a REF or a report on a server; nil: there is none
	commands *shownCommands          // that messages held; nil: they are not kept in mind
	unseen   map[string]bool         // refs of which what is told is old: a check could not look
	actTold  string                  // what was last told of an act that can't be finished

	alertTransport http.RoundTripper // takes the place of the network for alerts; for tests
	reached        func(step string) // is told how far an act of a person is; for tests
}

func (e *env) config() (*config.Config, error) {
	if e.loaded != nil {
		return e.loaded, nil
	}
	c, err := config.Load(e.configPath, e.configPath != config.DefaultPath, e.environ)
	if err != nil {
		return nil, err
	}
	e.loaded = c
	e.warnStray()
	return c, nil
}

// warnStray tells of a configuration that lies where none is looked for, where nothing
// lies in its place: who wrote it takes it to be read.
func (e *env) warnStray() {
	if _, err := os.Stat(config.DefaultPath); e.configPath != config.DefaultPath || !errors.Is(err, fs.ErrNotExist) {
		return
	}
	base := filepath.Base(config.DefaultPath)
	other := strings.TrimSuffix(base, filepath.Ext(base)) + ".yml"
	for _, path := range []string{base, other, filepath.Join(filepath.Dir(config.DefaultPath), other)} {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			e.warn("%s is not read: the configuration is %s; move it there, or name it: --config %s", path, config.DefaultPath, path)
		}
	}
}

// say writes a line for a person to stderr; --quiet keeps it back.
func (e *env) say(format string, args ...any) {
	if e.log != nil {
		e.log.Info(fmt.Sprintf(format, args...))
		return
	}
	if !e.quiet {
		fmt.Fprintln(e.err, e.lines(e.err, fmt.Sprintf(format, args...)))
	}
}

// warn writes a warning to stderr, also with --quiet.
func (e *env) warn(format string, args ...any) {
	if e.log != nil {
		e.log.Warn(fmt.Sprintf(format, args...))
		return
	}
	e.message(yellow, "archiver: warning:", fmt.Sprintf(format, args...))
}

func isTerminal(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is how many columns w shows: 80 where it can't be told.
func width(w io.Writer) int {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	if f, ok := w.(*os.File); ok {
		if cols, _, err := term.GetSize(int(f.Fd())); err == nil && cols >= 40 {
			return cols
		}
	}
	return 80
}

// sources loads the manifests of the sources folder, but for those that have a mistake:
// broken tells of them, and it is an error where no other is left.
func (e *env) sources() (set *source.Set, broken *brokenError, err error) {
	cfg, err := e.config()
	if err != nil {
		return nil, nil, err
	}
	dir := cfg.Path(cfg.Sources)
	set, err = source.LoadSound(dir)
	if set == nil || len(set.Manifests) == 0 {
		return nil, nil, noReports(dir, err)
	}
	if err != nil {
		broken = &brokenError{err: err, left: set.Missing}
	}
	return set, broken, nil
}

// manifests loads the manifests, and narrows them to the reports named; none: all. One
// with a mistake takes no other along: it is left out, and once the command has done its
// work finish tells of it. did says what was done with the others, for a command that
// did all. A report that is named is not done without.
func (e *env) manifests(did string, reports []string) (*source.Set, []source.Cite, error) {
	set, broken, err := e.sources()
	if err != nil {
		return nil, nil, err
	}
	for _, r := range reports {
		if set.Lacks(r) && !slices.ContainsFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == r }) {
			return nil, nil, broken.err
		}
	}
	e.broken = broken
	if broken != nil && len(reports) == 0 {
		broken.did = did
	}
	cites, err := citesOf(set, reports)
	return set, cites, err
}

// named is manifests for a command that one REF or report is named to, which find looks
// up in them. What a footnote's bare number means can't be told where a manifest that
// can't be read may have that number too.
func (e *env) named(ref string, find func(*source.Set) error) (*source.Set, error) {
	set, broken, err := e.sources()
	if err != nil {
		return nil, err
	}
	return set, e.means(set, broken, ref, find)
}

// means is find in a set, beside which are manifests that can't be read.
func (e *env) means(set *source.Set, broken *brokenError, ref string, find func(*source.Set) error) error {
	id, _, full := strings.Cut(strings.TrimSpace(ref), "/")
	known := slices.ContainsFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == id })
	err := find(set)
	switch {
	case broken == nil:
	case !known && set.Lacks(id):
		return broken.err
	case !known && !full && err == nil:
		return &maybeError{ref: ref, broken: broken.err, set: set}
	}
	e.broken = broken
	return err
}

// cited is named for a REF that means one citation.
func (e *env) cited(ref string) (set *source.Set, cite source.Cite, err error) {
	set, err = e.named(ref, func(set *source.Set) error {
		cite, err = set.Resolve(ref)
		return err
	})
	return set, cite, err
}

// noReports says why there is no manifest to work with: err is what kept one from being
// read, if anything did.
func noReports(dir string, err error) error {
	if err == nil {
		return &NoReportsError{Dir: dir}
	}
	if _, gone := os.Stat(dir); errors.Is(gone, fs.ErrNotExist) {
		return &NoReportsError{Dir: dir, Absent: true}
	}
	return err
}

// citesOf narrows a set to the reports named; none: all.
func citesOf(set *source.Set, reports []string) ([]source.Cite, error) {
	want := map[string]bool{}
	for _, r := range reports {
		want[r] = true
	}
	known := map[string]bool{}
	var ids []string
	for _, m := range set.Manifests {
		known[m.ID] = true
		ids = append(ids, m.ID)
	}
	for _, m := range set.Missing {
		ids = append(ids, m.ID)
	}
	for r := range want {
		if !known[r] {
			_, err := set.Resolve(r)
			return nil, &UnknownReportError{ID: r, Known: ids, Cited: err == nil}
		}
	}
	var cites []source.Cite
	for c := range set.Citations() {
		if len(want) == 0 || want[c.Manifest.ID] {
			cites = append(cites, c)
		}
	}
	return cites, nil
}

// NoReportsError says that there is nothing to watch yet.
type NoReportsError struct {
	Dir    string
	Absent bool // there is no such folder
}

func (e *NoReportsError) Error() string {
	if e.Absent {
		return fmt.Sprintf("read %s: there is no such folder", e.Dir)
	}
	return fmt.Sprintf("read %s: no manifest in it", e.Dir)
}

// UnknownReportError names a report that has no manifest.
type UnknownReportError struct {
	ID    string
	Known []string
	Cited bool // it is the REF of a citation
}

func (e *UnknownReportError) Error() string {
	return fmt.Sprintf("find report %q: there is none; the reports are %s", e.ID, first(e.Known))
}

// near are the reports that a mistyped name may stand for.
func (e *UnknownReportError) near() (ids []string) {
	for _, id := range e.Known {
		if nearWord(strings.ToLower(e.ID), strings.ToLower(id)) && len(ids) < 3 {
			ids = append(ids, id)
		}
	}
	return ids
}

// maybeError says that a footnote's number may be one of a report whose manifest can't be
// read, too.
type maybeError struct {
	ref    string
	broken error
	set    *source.Set // the others
}

func (e *maybeError) Error() string {
	return fmt.Sprintf("find %s: it may be a footnote of a report that can't be read, too: %s", oneLine(e.ref), strings.Join(sentences(e.broken), "; "))
}

func (e *maybeError) Unwrap() error { return e.broken }

// choices are the REFs that name a report and may be meant.
func (e *maybeError) choices() (refs []string) {
	for _, m := range e.set.Manifests {
		if c, err := e.set.Resolve(m.ID + "/" + strings.TrimSpace(e.ref)); err == nil {
			refs = append(refs, c.Ref)
		}
	}
	return refs
}

// sayHeld tells who is waited for. What this very process is at, as a server that
// delivers alerts, is no news.
func (e *env) sayHeld(path string) {
	b, _ := os.ReadFile(path) // only for the message
	switch pid := oneLine(strings.TrimSpace(string(b))); pid {
	case strconv.Itoa(os.Getpid()):
	case "":
		e.say("another archiver is at work on this archive; waiting for it")
	default:
		e.say("another archiver (process %s) is at work on this archive; waiting for it", pid)
	}
}

// lock makes this process the only one that writes to catalog and log. Another
// holder is waited for, and named.
func (e *env) lock(ctx context.Context, cfg *config.Config) (release func(), err error) {
	path := cfg.CatalogPath() + ".lock"
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("lock catalog: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock catalog: %w", err)
	}
	told := false
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			break
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if !told {
			told = true
			e.sayHeld(path)
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, context.Cause(ctx)
		case <-time.After(200 * time.Millisecond):
		}
	}
	if err := f.Truncate(0); err == nil {
		fmt.Fprintf(f, "%d\n", os.Getpid())
	}
	return func() { f.Close() }, nil // closing the file gives the lock back
}
