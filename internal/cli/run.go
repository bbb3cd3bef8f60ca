package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

func newRun(e *env) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "run [REPORT…]",
		Short: "one pass: fetch what is due, compare, take snapshots",
		Long: `One pass, as cron runs it: looks at the sources that are due, compares each with
its reference, and takes a snapshot of what is new or has changed. For a source that
is dead, or that never showed itself, it then looks for a copy in the archive that
rescue.wayback names. It also reads a part of the snapshots again and compares them
with the log, so that each is read once in 90 days. At its end it has the log cosigned
by the witnesses that log.witnesses names, and timestamped by the authorities that
timestamp names, tells those that notify names what is new and confirmed, and fills the
mirror that archive.mirror names. Exits 0 when the pass is complete, whatever it found;
and 2 where a manifest has a mistake: the other reports were run, and that one was not.
A second run waits for the first.`,
		Example: `  archiver run
  archiver run kz-ep-2020 --all`,
		ValidArgsFunction: e.completeReports,
		RunE:              func(c *cobra.Command, args []string) error { return runRun(c.Context(), e, all, args) },
	}
	c.Flags().BoolVar(&all, "all", false, "look at everything, due or not")
	return c
}

func runRun(ctx context.Context, e *env, all bool, reports []string) error {
	e.finishActs(ctx)
	set, cites, err := e.manifests("run", reports)
	if err != nil {
		return err
	}
	authorities, err := e.authorities()
	if err != nil {
		return err
	}
	targets, err := e.targets()
	if err != nil {
		return err
	}
	if address := e.loaded.Web.Address; address != "" {
		e.page = pagesAt(address, func() (*source.Set, int, error) { return set, 0, nil })
	}
	r, err := e.runMending(ctx, runOptions{set: set, cites: cites, partial: len(set.Missing) > 0, authorities: authorities, targets: targets, watch: watch.Options{All: all}, audited: func(a *auditJSON) {
		if !e.json {
			e.printAudit(a)
		}
	}})
	if err != nil {
		return err
	}
	return e.printRun(r)
}

// runOptions is what a run is to do.
type runOptions struct {
	set         *source.Set
	cites       []source.Cite // of set, to look at
	partial     bool          // set lacks manifests that have a mistake
	authorities []ledger.Authority
	targets     []config.AlertTarget // who is told of what is new
	later       bool                 // alerts are sent by the caller, once the run is over
	watch       watch.Options        // but for Others
	audited     func(*auditJSON)     // is told what was read again, before anything is looked at
	// passing, if set, makes the pass: while it does, others may write by w.Between.
	passing func(s *session, w *watch.Watcher, pass func() error) error
	// released, if set, is called once others may work on the archive.
	released func()
}

// ran is what a run did.
type ran struct {
	cfg      *config.Config
	res      *watch.Result
	audit    *auditJSON
	cosigned []witnessJSON
	stamps   []stampJSON
	renewal  *renewedJSON
	mended   []mendJSON
	alerts   []alertJSON
	mirror   *mirroredJSON
}

// runMending makes a run; where the catalog turns out not to be what the log makes it,
// it is made anew first.
func (e *env) runMending(ctx context.Context, opt runOptions) (*ran, error) {
	r, err := e.runOnce(ctx, opt)
	var row *watch.RowError
	var ahead *watch.CatalogAheadError
	if !errors.As(err, &row) && !errors.As(err, &ahead) {
		return r, err
	}
	// The log could be gone on with, so it is the right one; the catalog says what the
	// log does not, and is made of it alone. Nothing was looked at by then.
	if rerr := e.rebuildAfter(ctx, err); rerr != nil {
		return nil, errors.Join(err, rerr)
	}
	return e.runOnce(ctx, opt)
}

// rebuildAfter makes the catalog anew after an error that tells that it is not what the
// log makes it.
func (e *env) rebuildAfter(ctx context.Context, why error) error {
	if _, err := e.reindex(ctx); err != nil {
		return err
	}
	e.warnAltered(why.Error())
	return nil
}

// warnAltered tells of a catalog that had to be made anew.
func (e *env) warnAltered(what string) {
	e.warn("%s; the log is signed, and right, so the catalog was made anew from it. Unless the log was put back to an older state, somebody altered the catalog: find out who", oneLine(what))
}

func (e *env) runOnce(ctx context.Context, opt runOptions) (*ran, error) {
	s, err := e.openWriter(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := &ran{cfg: s.cfg}
	if err := e.restoreLog(ctx, s); err != nil {
		return nil, err // before anything is fetched that could not be logged
	}
	e.rescues = true
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return nil, err
	}
	cleanup = sync.OnceFunc(cleanup)
	defer cleanup()
	if err := e.remember(ctx, s, opt.set); err != nil {
		return nil, err
	}
	if n, err := w.Mend(ctx); err != nil {
		return nil, err
	} else if n > 0 {
		e.say("%s of a run that was cut short: now in the log", plural(n, "snapshot"))
	}
	if err := e.finishWithdrawals(ctx, s, w); err != nil {
		return nil, err
	}
	if r.audit, err = e.scrub(ctx, s, w); err != nil {
		return nil, err
	}
	opt.audited(r.audit)
	if err := e.sayRescue(ctx, s); err != nil {
		return nil, err
	}
	opt.watch.Others = slices.Collect(opt.set.Citations())
	pass := func() error {
		r.res, err = e.pass(ctx, w, opt.cites, opt.watch, "looking")
		return err
	}
	if opt.passing != nil {
		err = opt.passing(s, w, pass)
	} else {
		err = pass()
	}
	if err != nil {
		return nil, err
	}
	e.warnBrowser(r.res)
	e.warnBarren(ctx, w, opt.set, r.res, func(c watch.Citation) bool { return c.Live.Reason == verdict.FirstSeen })
	if !opt.partial {
		e.warnUnknown(opt.targets, opt.set)
	}
	if err := e.raise(ctx, s, opt.set, r.res, opt.targets); err != nil {
		return nil, err
	}
	if err := e.attest(ctx, s, r, opt.authorities); err != nil {
		cleanup()
		if !opt.later && ctx.Err() == nil { // it may fail each time, and nobody else tells
			_, terr := e.tell(ctx, s, opt.targets)
			err = errors.Join(err, terr)
		}
		return nil, err
	}
	if err := s.log.Fault(); err != nil {
		e.warn("log/checkpoint could not be replaced: %v; nothing is lost, and the next run tries again", err)
		if _, hint := e.explain(err); hint != "" {
			e.say("%s", hint)
		}
	}
	r.mended = viewMends(s.log)
	// Last, with nothing that others wait for: they may work on the archive already.
	cleanup()
	if !opt.later {
		if r.alerts, err = e.tell(ctx, s, opt.targets); err != nil {
			return nil, err
		}
	}
	if s.release != nil {
		s.release()
		s.release = nil
	}
	if opt.released != nil {
		opt.released()
	}
	if r.mirror, err = e.mirror(ctx, s); err != nil {
		return nil, err
	}
	return r, nil
}

// sayRescue tells, before anything is looked at for the first time, whom a run asks that
// nobody named to it: an address that is asked for is thereby told.
func (e *env) sayRescue(ctx context.Context, s *session) error {
	if s.cfg.Rescue.Wayback != config.Default().Rescue.Wayback {
		return nil
	}
	sources, _, looks, err := s.catalog.Stats(ctx)
	if err == nil && sources == 0 && looks == 0 {
		e.say("for a source that is dead, or does not show itself, a run asks %s for a copy, which tells its address to that archive; rescue: {wayback: off} in the configuration keeps it from asking",
			hostOf(s.cfg.Rescue.Wayback))
	}
	return err
}

// attest has others attest to the log, and renews the locks.
func (e *env) attest(ctx context.Context, s *session, r *ran, authorities []ledger.Authority) (err error) {
	if r.cosigned, err = e.cosign(ctx, s); err != nil {
		return err
	}
	// After all else that is logged: what is stamped is then what was cosigned.
	if r.stamps, err = e.stamp(ctx, s, authorities); err != nil {
		return err
	}
	r.renewal, err = e.renewLocks(ctx, s)
	return err
}

// printRun tells what a run did.
func (e *env) printRun(r *ran) error {
	e.printMirror(r.mirror)
	res := r.res
	if e.json {
		v := e.viewResult(res, true)
		v.leaveOut(e.leftOut())
		v.Mirror = r.mirror
		v.Alerts = r.alerts
		v.Browser = e.viewBrowser(res)
		v.Witnesses = r.cosigned
		v.Audit = r.audit
		v.Timestamps = r.stamps
		v.Mended = r.mended
		if v.Retention = requestedLock(r.cfg.Archive.Lock); v.Retention != nil {
			v.Retention.held(lockedIn(r.cfg))
			v.Retention.Renewal = r.renewal
		}
		return errors.Join(e.printJSON(v), leftAlone(res))
	}
	if e.verbose {
		e.printResult(res)
	}
	if e.quiet {
		return leftAlone(res) // cron: nothing to tell but errors
	}
	if !e.verbose {
		e.printHosts(res)
	}
	fmt.Fprintf(e.out, "%s looked at, %s taken%s\n", plural(res.Looked, "source"), plural(res.Taken, "snapshot"), rescueWords(res.Rescued))
	if words := cosignedWords(r.cosigned); words != "" {
		e.say("%s", words)
	}
	if words := stampWords(r.stamps); words != "" {
		e.say("%s", words)
	}
	if words := alertWords(r.alerts); words != "" {
		e.say("%s", words)
	}
	e.tellStore(r)
	if n := lockedAnew(r.renewal); n > 0 {
		e.say("the locks of %s were renewed", plural(n, "object"))
	}
	if r := res.Rescued; r.Trouble != "" {
		e.say("%s was not asked for everything: %s", r.Service, oneLine(r.Trouble))
	}
	if !e.verbose { // else it stands above
		e.printSummary(res)
	}
	if n := countResult(res, "fail"); n > 0 {
		e.say("%s would fail the gate%s: %s tells why", plural(n, "citation"), e.gateMay(res), e.line("status"))
	}
	if open := unquoted(res); len(open) > 0 {
		e.say("%s: %s offers some", either(len(open) == 1, "1 new citation names no passage that must stay", fmt.Sprintf("%d new citations name no passage that must stay", len(open))), e.line("quote", shellWord(oneLine(open[0].Cite.Ref))))
	}
	return leftAlone(res)
}

// gateMay says why the gate may find more than a run knows of: a run leaves alone what is
// not due, and reads again the copies of what it looks at, and few others.
func (e *env) gateMay(res *watch.Result) string {
	ids := map[string]bool{}
	for _, c := range res.Citations {
		ids[source.ID(c.Cite.Citation.URL)] = true
	}
	rest := len(ids) - res.Looked
	if rest <= 0 {
		return ""
	}
	return fmt.Sprintf(", by what is known so far (of %s %d %s not looked at now; %s looks at all and reads every copy, and may find more)",
		plural(len(ids), "source"), rest, either(rest == 1, "was", "were"), e.line("check"))
}

// tellStore tells what is the case of the store and the browser, where that is news.
func (e *env) tellStore(r *ran) {
	retention := ""
	if lock := r.cfg.Archive.Lock; lock.Set() {
		retention = fmt.Sprintf("retention is requested of the store: %s; whether it refuses a delete, %s tells", lockTerms(lock), e.line("storage", "probe"))
	}
	e.notice(r.cfg, "retention", retention)
	if r.res.Rendered > 0 {
		e.notice(r.cfg, "sandbox", sandboxWords(r.res.Unsandboxed))
	}
}

func lockedAnew(r *renewedJSON) int {
	if r == nil {
		return 0
	}
	return r.Renewed
}

// unquoted are the citations that were seen for the first time, and of which the manifest
// names no passage.
func unquoted(res *watch.Result) (list []watch.Citation) {
	for _, c := range res.Citations {
		if c.Looked && c.Live.Reason == verdict.FirstSeen && c.Archive.State == watch.Intact && len(c.Cite.Citation.Quotes) == 0 && len(c.Cite.Footnote.Claims) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// leftAlone says which sources were not looked at, as what the archive has of them may
// not be read; nil: none.
func leftAlone(res *watch.Result) error {
	if len(res.Unread) == 0 {
		return nil
	}
	first := slices.Min(slices.Collect(maps.Keys(res.Unread)))
	return fmt.Errorf("%s not looked at, since the archived copy may not be read: %s: %w", either(len(res.Unread) == 1, "1 source was", fmt.Sprintf("%d sources were", len(res.Unread))), first, res.Unread[first])
}

// notRead says which archived copies a check could not read that no look needed; nil:
// none.
func notRead(res *watch.Result) error {
	if len(res.Denied) == 0 {
		return nil
	}
	first := slices.Min(slices.Collect(maps.Keys(res.Denied)))
	return fmt.Errorf("%s may not be read: %w", either(len(res.Denied) == 1, "1 archived copy", fmt.Sprintf("%d archived copies", len(res.Denied))), res.Denied[first])
}

// pass makes a pass with a bar. Where the machine went offline the result goes
// out with what was seen before, and the error stays.
func (e *env) pass(ctx context.Context, w *watch.Watcher, cites []source.Cite, opt watch.Options, title string) (*watch.Result, error) {
	bar := e.progress(title)
	w.OnProgress(func(p watch.Progress) {
		bar.set(p.Done, p.Total, hostOf(p.URL))
		if e.looking != nil {
			e.looking(p)
		}
	})
	res, err := w.Pass(ctx, cites, opt)
	bar.stop()
	e.result = res
	e.warnBarred(res)
	if errors.Is(err, watch.ErrOffline) && res != nil && !e.json && res.Looked > 0 {
		e.say("%s answered before the network failed; those looks are kept", plural(res.Looked, "source"))
	}
	return res, err
}

func countResult(res *watch.Result, result string) int {
	n := 0
	for _, c := range res.Citations {
		if c.Result == result {
			n++
		}
	}
	return n
}

// rescueWords tells what came of asking another archive, to stand at a line's end.
func rescueWords(r watch.Rescued) string {
	s := ""
	if r.Asked > 0 {
		s += fmt.Sprintf("; %s gave a copy of %d of %s", r.Service, r.Copied, plural(r.Asked, "lost source"))
	}
	if r.ToSave > 0 {
		s += fmt.Sprintf("; %s has saved %d of %d", r.Service, r.Saved, r.ToSave)
	}
	return s
}
