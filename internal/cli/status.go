package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/watch"
)

func newStatus(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "status [REPORT|REF]",
		Short: "where each citation stands, without network",
		Long: `Where each citation stands, by the looks and snapshots that the archive knows of.

With a REF, or with -v, each comes with what that rests on. Behind what was decided
stands how sure it is: A, beyond doubt; B, likely; C, a weak sign by itself, so that
a person should look. --json has the letter as confidence.`,
		Example: `  archiver status
  archiver status 27               with the evidence: asked, answered, compared
  archiver status -v               the same of all`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: e.completeReports,
		RunE:              func(c *cobra.Command, args []string) error { return runStatus(c.Context(), e, args) },
	}
}

func runStatus(ctx context.Context, e *env, args []string) error {
	set, cites, err := e.chosen("shown", args)
	if err != nil {
		return err
	}
	s, err := e.openKnown(ctx)
	if isEmptyArchive(err) {
		s, err = emptySession(ctx, e.loaded)
	}
	if err != nil {
		return err
	}
	defer s.close()
	if s.store != nil {
		if err := e.warnHead(ctx, s); err != nil {
			return err
		}
	}
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return err
	}
	defer cleanup()
	res, err := w.Pass(ctx, cites, watch.Options{NoLook: true, Unread: s.store == nil})
	if err != nil {
		return err
	}
	if s.store != nil {
		if err := e.claims(ctx, w, set, res); err != nil {
			return err
		}
	}
	reread, err := e.reread(ctx, s.catalog)
	if err != nil {
		return err
	}
	stamps, err := e.stamped(ctx, s)
	if err != nil {
		return err
	}
	times, err := watch.Timetable(ctx, s.catalog, slices.Collect(set.Citations()), e.now())
	if err != nil {
		return err
	}
	schedule := viewSchedule(set, times, e.now())
	mend, err := lastMend(ctx, s.catalog)
	if err != nil {
		return err
	}
	mirror, err := s.viewMirror(ctx)
	if err != nil {
		return err
	}
	refused, err := s.catalog.Refused(ctx)
	if err != nil {
		return err
	}
	alerts, err := s.catalog.OpenAlerts(ctx)
	if err != nil {
		return err
	}
	if e.json {
		v := e.viewResult(res, false)
		v.Alerts = viewAlerts(alerts)
		if v.Retention = requestedLock(s.cfg.Archive.Lock); v.Retention != nil {
			v.Retention.held(lockedIn(s.cfg))
			for _, list := range refused {
				v.Retention.LeftToEnd += len(list)
			}
		}
		v.LastMend = mend
		v.Mirror = mirror
		tellRefused(v.Citations, refused)
		v.Reread = &reread
		v.Timestamps = stamps
		v.Schedule = schedule
		v.leaveOut(e.leftOut())
		return e.printJSON(v)
	}
	e.shown = func(object string) []string { return shownOf(ctx, s, object).told() }
	if len(args) == 1 && len(cites) == 1 && cites[0].Manifest.ID != args[0] {
		e.verbose = true
		e.printOne(res.Citations[0])
		e.printRefused(e.out, refused, res.Citations)
		e.printUnread(s.cfg, res)
		return e.printAsked(ctx, s, res.Citations[0])
	}
	e.printResult(res)
	sources, snapshots, looks, err := s.catalog.Stats(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "the archive holds %s of %s, from %s\n", plural(int(snapshots), "snapshot"),
		plural(int(sources), "source"), plural(int(looks), "look"))
	if words := schedule.words(); words != "" {
		fmt.Fprintln(e.out, wrap(words, width(e.out), ""))
	}
	if words := reread.words(); words != "" {
		fmt.Fprintln(e.out, words)
	}
	e.printStamped(stamps)
	e.printAlerts(alerts)
	if words := e.heldWords(lockedIn(s.cfg)); words != "" {
		fmt.Fprintln(e.out, wrap(words+leftToEnd(lockedIn(s.cfg), refused), width(e.out), ""))
	}
	if mirror != nil {
		for _, words := range []string{mirror.words(e), mirror.remain(e), e.heldWords(lockedMirror(s.cfg)) + leftToEnd(lockedMirror(s.cfg), refused)} {
			if words != "" {
				fmt.Fprintln(e.out, wrap(words, width(e.out), ""))
			}
		}
	}
	e.printMend(mend)
	if e.verbose {
		e.printRefused(e.out, refused, res.Citations)
		e.printNotices(s.cfg)
	}
	e.printUnread(s.cfg, res)
	return nil
}

// tellRefused adds the withdrawals of sources that locks refused.
func tellRefused(rows []contract.Citation, refused map[string][]catalog.Snapshot) {
	for i := range rows {
		rows[i].Archive.Refused = viewRefused(refused[source.ID(rows[i].URL)])
	}
}

// printUnread says what status leaves to check, of an archive that it does not
// read.
func (e *env) printUnread(cfg *config.Config, res *watch.Result) {
	if !cfg.InBucket() {
		return
	}
	what := "the bucket was not asked: this is how the copies stood when they were taken or last read"
	if slices.ContainsFunc(res.Citations, func(c watch.Citation) bool { return len(c.Cite.Citation.Quotes) > 0 }) {
		what += ", and whether they hold the quotes is not looked up"
	}
	e.say("%s", untie(wrap(what+"; "+tied(e.line("check", "--offline"))+" reads them now", width(e.err), "")))
}

// printAsked tells what came of it when another archive was last asked for a copy
// of a source that needs one, and when it is asked again.
func (e *env) printAsked(ctx context.Context, s *session, c watch.Citation) error {
	if c.Archive.State == watch.Intact {
		return nil
	}
	list, err := s.catalog.Requests(ctx, source.ID(c.Cite.Citation.URL))
	if err != nil {
		return err
	}
	for _, r := range slices.Backward(list) {
		var body ledger.RescueRecord
		if r.Kind != ledger.KindRescue || json.Unmarshal(r.Body, &body) != nil {
			continue
		}
		said := fmt.Sprintf("%s was asked for a copy on %s: %s", hostOf(r.Service), longDate(r.At), r.Outcome)
		if body.Detail != "" {
			said += " (" + body.Detail + ")"
		}
		if body.Again.After(e.now()) {
			said += "; it is not asked again before " + longDate(body.Again)
		}
		fmt.Fprintln(e.out, wrap(said, width(e.out), under))
		return nil
	}
	return nil
}

// chosen gives the citations of the one report or REF that is named, or all; did is as
// for manifests.
func (e *env) chosen(did string, args []string) (set *source.Set, cites []source.Cite, err error) {
	if len(args) == 0 {
		return e.manifests(did, nil)
	}
	set, err = e.named(args[0], func(set *source.Set) error {
		if cites, err = citesOf(set, args); err == nil {
			return nil
		}
		var report *UnknownReportError
		errors.As(err, &report)
		cite, err := set.Resolve(args[0])
		cites = []source.Cite{cite}
		var none *source.UnknownError
		switch {
		case err != nil && len(report.near()) > 0 && !strings.Contains(args[0], "/"):
			return report
		case errors.As(err, &none) && len(none.Near)+len(none.Reports) == 0 && !strings.Contains(args[0], "://"):
			return report // it is more like a name than a footnote's number
		}
		return err
	})
	return set, cites, err
}
