package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"archiver/internal/ledger"
	"archiver/internal/source"
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
timestamp names, and fills the mirror that archive.mirror names. Exits 0 when the pass is complete, whatever it found. A
second run waits for the first.`,
		Example: `  archiver run
  archiver run kz-ep-2020 --all`,
		ValidArgsFunction: e.completeReports,
		RunE:              func(c *cobra.Command, args []string) error { return runRun(c.Context(), e, all, args) },
	}
	c.Flags().BoolVar(&all, "all", false, "look at everything, due or not")
	return c
}

func runRun(ctx context.Context, e *env, all bool, reports []string) error {
	set, cites, err := e.manifests(reports)
	if err != nil {
		return err
	}
	authorities, err := e.authorities()
	if err != nil {
		return err
	}
	err = e.runOnce(ctx, all, set, cites, authorities)
	var row *watch.RowError
	var ahead *watch.CatalogAheadError
	if !errors.As(err, &row) && !errors.As(err, &ahead) {
		return err
	}
	// The log could be gone on with, so it is the right one; the catalog says what the
	// log does not, and is made of it alone. Nothing was looked at by then.
	if rerr := e.rebuildAfter(ctx, err); rerr != nil {
		return errors.Join(err, rerr)
	}
	return e.runOnce(ctx, all, set, cites, authorities)
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

func (e *env) runOnce(ctx context.Context, all bool, set *source.Set, cites []source.Cite, authorities []ledger.Authority) error {
	s, err := e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	if err := e.restoreLog(ctx, s); err != nil {
		return err // before anything is fetched that could not be logged
	}
	e.rescues = true
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return err
	}
	cleanup = sync.OnceFunc(cleanup)
	defer cleanup()
	if err := e.remember(ctx, s, set); err != nil {
		return err
	}
	if n, err := w.Mend(ctx); err != nil {
		return err
	} else if n > 0 {
		e.say("%s of a run that was cut short: now in the log", plural(n, "snapshot"))
	}
	if err := e.finishWithdrawals(ctx, s, w); err != nil {
		return err
	}
	audit, err := e.scrub(ctx, s, w)
	if err != nil {
		return err
	}
	if !e.json {
		e.printAudit(audit)
	}
	res, err := e.pass(ctx, w, cites, watch.Options{All: all, Others: slices.Collect(set.Citations())}, "looking")
	if err != nil {
		return err
	}
	e.warnBrowser(res)
	cosigned, err := e.cosign(ctx, s)
	if err != nil {
		return err
	}
	// After all else that is logged: what is stamped is then what was cosigned.
	stamps, err := e.stamp(ctx, s, authorities)
	if err != nil {
		return err
	}
	renewal, err := e.renewLocks(ctx, s)
	if err != nil {
		return err
	}
	if err := s.log.Fault(); err != nil {
		e.warn("log/checkpoint could not be replaced: %v; nothing is lost, and the next run tries again", err)
		if _, hint := e.explain(err); hint != "" {
			e.say("%s", hint)
		}
	}
	// Last, with nothing that others wait for: they may work on the archive already.
	cleanup()
	s.release()
	s.release = nil
	mirror, err := e.mirror(ctx, s)
	if err != nil {
		return err
	}
	e.printMirror(mirror)
	if e.json {
		v := e.viewResult(res, true)
		v.Mirror = mirror
		v.Browser = e.viewBrowser(res)
		v.Witnesses = cosigned
		v.Audit = audit
		v.Timestamps = stamps
		v.Mended = viewMends(s.log)
		if v.Retention = s.cfg.Archive.Lock.requested(); v.Retention != nil {
			v.Retention.held(s.cfg.locked())
			v.Retention.Renewal = renewal
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
	if words := cosignedWords(cosigned); words != "" {
		e.say("%s", words)
	}
	if words := stampWords(stamps); words != "" {
		e.say("%s", words)
	}
	retention := ""
	if lock := s.cfg.Archive.Lock; lock.set() {
		retention = fmt.Sprintf("retention is requested of the store: %s; whether it refuses a delete, %s tells", lock.words(), e.line("storage", "probe"))
	}
	e.notice(s.cfg, "retention", retention)
	if res.Rendered > 0 {
		e.notice(s.cfg, "sandbox", sandboxWords(res.Unsandboxed))
	}
	if renewal != nil && renewal.Renewed > 0 {
		e.say("the locks of %s were renewed", plural(renewal.Renewed, "object"))
	}
	if r := res.Rescued; r.Trouble != "" {
		e.say("%s was not asked for everything: %s", r.Service, oneLine(r.Trouble))
	}
	if !e.verbose { // else it stands above
		e.printSummary(res)
	}
	if n := countResult(res, "fail"); n > 0 {
		e.say("%s would fail the gate: %s tells why", plural(n, "citation"), e.line("status"))
	}
	return leftAlone(res)
}

// leftAlone says which sources a run did not look at, as it may not read what it has of
// them; nil: none.
func leftAlone(res *watch.Result) error {
	if len(res.Unread) == 0 {
		return nil
	}
	first := slices.Min(slices.Collect(maps.Keys(res.Unread)))
	return fmt.Errorf("%s not looked at, since the archived copy may not be read: %s: %w", either(len(res.Unread) == 1, "1 source was", fmt.Sprintf("%d sources were", len(res.Unread))), first, res.Unread[first])
}

// pass makes a pass with a bar. Where the machine went offline the result goes
// out with what was seen before, and the error stays.
func (e *env) pass(ctx context.Context, w *watch.Watcher, cites []source.Cite, opt watch.Options, title string) (*watch.Result, error) {
	bar := e.progress(title)
	w.OnProgress(func(p watch.Progress) { bar.set(p.Done, p.Total, hostOf(p.URL)) })
	res, err := w.Pass(ctx, cites, opt)
	bar.stop()
	e.result = res
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
