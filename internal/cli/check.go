package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store/s3"
	"archiver/internal/watch"
)

type checkOptions struct{ strict, offline bool }

func newCheck(e *env) *cobra.Command {
	var opt checkOptions
	c := &cobra.Command{
		Use:   "check [REPORT…]",
		Short: "the gate before publication: every source, every snapshot",
		Long: `Looks at every live source and verifies every snapshot; takes no snapshot. Its
looks are recorded where archive and key can be written, else it judges without
recording. Exits 1 if any citation fails; 2 if none does, but a manifest has a mistake:
the other reports were checked; and 3 if nothing speaks against any but that
archived copies may not be read, of which nothing is known: all others are told of.
Where no host but those that fail can be reached it also exits 3, and shows what was
known before; a page of another site under canaries in the configuration mends that.`,
		Example: `  archiver check
  archiver check kz-ep-2020 --strict --json
  archiver check --offline          verify the archive alone`,
		ValidArgsFunction: e.completeReports,
		RunE:              func(c *cobra.Command, args []string) error { return runCheck(c.Context(), e, opt, args) },
	}
	c.Flags().BoolVar(&opt.strict, "strict", false, "fail on warnings too")
	c.Flags().BoolVar(&opt.offline, "offline", false, "verify the archive alone, without network")
	return c
}

func runCheck(ctx context.Context, e *env, opt checkOptions, reports []string) error {
	e.finishActs(ctx)
	set, cites, err := e.manifests("checked", reports)
	if err != nil {
		return err
	}
	s, err := e.openForCheck(ctx, opt.offline)
	if err != nil {
		return err
	}
	defer func() {
		if s != nil {
			s.close()
		}
	}()
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return err
	}
	defer func() { cleanup() }()
	if err := e.mendForCheck(ctx, s, w); err != nil {
		if !watch.Unwritable(err) {
			return err
		}
		e.warnUnrecorded(err)
		cleanup()
		cleanup = func() {}
		s.close()
		if s, err = e.openReader(ctx); err != nil {
			return err
		}
		again, clean, err := e.watcher(s)
		if err != nil {
			return err
		}
		w, cleanup = again, clean
	}
	if s.log == nil { // else it is continued, or that it can't be is told
		// Where the log can't be read, each snapshot is judged by that.
		if err := e.warnBehind(ctx, s, "checked"); err != nil && ctx.Err() != nil {
			return err
		}
	}
	start := e.now()
	res, err := e.pass(ctx, w, cites, watch.Options{Check: true, NoLook: opt.offline, ArchiveOnly: opt.offline, Others: slices.Collect(set.Citations())}, "checking")
	if errors.Is(err, watch.ErrOffline) && res != nil {
		return e.untold(res, start, err)
	}
	if err != nil {
		return err
	}
	if err := res.Unrecorded; err != nil {
		e.warnUnrecorded(err)
	}
	e.warnBrowser(res)
	passed, words := e.conclusion(res, opt.strict, opt.offline)
	failed := slices.ContainsFunc(res.Citations, func(c watch.Citation) bool {
		return c.Known() == "fail" || opt.strict && c.Known() == "warn"
	})
	unread := cmp.Or(leftAlone(res), notRead(res))
	if passed && unread != nil {
		passed, words = false, "no citation is known to fail, and not all could be read."
	}
	if passed && e.broken != nil && len(reports) == 0 {
		passed, words = false, "no citation of the reports that could be read fails, and not all could be read."
	}
	if e.json {
		v := e.viewResult(res, false)
		v.Passed = passed
		v.ArchiveOnly = opt.offline
		v.leaveOut(e.leftOut())
		v.Browser = e.viewBrowser(res)
		if err := e.printJSON(v); err != nil {
			return err
		}
	} else {
		e.printResult(res)
		word, colour := "passed", green
		switch {
		case failed:
			word, colour = "FAILED", red
		case !passed:
			word, colour = "could not tell", yellow
		}
		line := untie(wrap("check "+word+": "+words, width(e.out), ""))
		fmt.Fprintln(e.out, strings.Replace(line, word, e.paint(e.out, colour, word), 1))
	}
	e.warnFar(res)
	e.warnOutside(res)
	if !opt.offline {
		e.warnBarren(ctx, w, set, res, func(watch.Citation) bool { return true })
	}
	// What could not be read was not found to be bad.
	if !failed {
		return unread
	}
	if unread != nil {
		e.warn("%s", oneLine(unread.Error()))
	}
	return &failedError{}
}

// mendForCheck finishes what killed commands left, where the archive can be written.
func (e *env) mendForCheck(ctx context.Context, s *session, w *watch.Watcher) error {
	if s.log == nil {
		return nil
	}
	if _, err := w.Mend(ctx); err != nil {
		return err
	}
	return e.finishWithdrawals(ctx, s, w)
}

// openForCheck opens the archive for recording where that can be done, else
// for reading, and else judges with no archive at all: every citation then
// lacks its snapshot, which is what the check is to say.
func (e *env) openForCheck(ctx context.Context, offline bool) (*session, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	if !offline {
		s, err := e.openWriter(ctx)
		if err == nil || ctx.Err() != nil || s3.Away(err) {
			return s, err
		}
		e.warnUnrecorded(err)
	}
	s, err := e.openReader(ctx)
	if err == nil {
		return s, nil
	}
	if !isEmptyArchive(err) {
		return nil, err
	}
	if s, err = emptySession(ctx, cfg); err == nil {
		s.store, err = openStore(ctx, cfg, e.needs)
	}
	return s, err
}

// emptySession is one of an archive in which nothing is yet.
func emptySession(ctx context.Context, cfg *config.Config) (*session, error) {
	c, err := catalog.OpenMemory(ctx)
	return &session{cfg: cfg, catalog: c}, err
}

// warnFar tells of references in the manifest that no snapshot is near, as where a year is
// mistyped: what is compared with is another one than a person meant.
func (e *env) warnFar(res *watch.Result) {
	var far []string
	for _, c := range res.Citations {
		r := c.Cite.Citation.Reference
		if off := c.Archive.CapturedAt.Sub(r); !r.IsZero() && c.Archive.State == watch.Intact && (off < -24*time.Hour || off >= 48*time.Hour) {
			far = append(far, fmt.Sprintf("footnote %s is compared with the snapshot of %s, not of %s", c.Cite.Ref, shortDate(c.Archive.CapturedAt), shortDate(r)))
		}
	}
	if len(far) > 0 {
		e.warn("no snapshot is of the day that reference names in the manifest: %s", first(far))
	}
}

// warnOutside tells of quotes that the article has lost, of citations that pass all the same:
// a reader's comment or a box still has them.
func (e *env) warnOutside(res *watch.Result) {
	var refs []string
	for _, c := range res.Citations {
		if c.Result == "pass" && slices.ContainsFunc(c.Live.Quotes, func(q ledger.Quote) bool { return q.Found && q.Outside }) {
			refs = append(refs, c.Cite.Ref)
		}
	}
	if len(refs) > 0 {
		e.warn("a quoted passage stands only outside of the article, in a comment, a box or a list: footnote %s; %s tells more", first(refs), e.line("status", refs[0]))
	}
}

// warnUnrecorded says why looks are not recorded, and what can be done.
func (e *env) warnUnrecorded(err error) {
	why := oneLine(err.Error())
	if noRoom(err) {
		why += "; make room there, and check again"
	}
	e.warn("looks are not recorded: %s", why)
}
