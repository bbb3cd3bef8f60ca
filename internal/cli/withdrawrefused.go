package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store/s3"
	"archiver/internal/watch"
)

func viewRefused(list []catalog.Snapshot) []contract.Refused {
	var out []contract.Refused
	for _, s := range list {
		g := s.Withdrawal
		out = append(out, contract.Refused{CapturedAt: s.CapturedAt, At: g.At, Why: g.Why, By: g.By, Mode: g.Mode, Until: optional(g.Until), LogIndex: g.LogIndex})
	}
	return out
}

// refusedWords tell of a refused withdrawal, and what is to be done about it.
func (e *env) refusedWords(ref string, s catalog.Snapshot) string {
	g := s.Withdrawal
	said := fmt.Sprintf("withdrawal decided on %s by %s, not carried out: locked", longDate(g.At), oneLine(g.By))
	if !g.Until.IsZero() {
		said += " until " + longDate(g.Until)
	}
	said += fmt.Sprintf(" (%s). The reason: %s. ", g.Mode, strings.TrimSuffix(oneLine(g.Why), "."))
	return said + e.withdrawAgain(ref, s, g.Mode, g.Until, g.Bypass)
}

// withdrawAgain says how a withdrawal that a lock refused is carried out.
func (e *env) withdrawAgain(ref string, s catalog.Snapshot, mode string, until time.Time, bypassed bool) string {
	command := tied(e.line("withdraw", shellWord(oneLine(ref)), "--at", s.CapturedAt.UTC().Format("2006-01-02T15:04:05.000Z07:00"), "--why", shellQuote(oneLine(s.Withdrawal.Why))))
	switch {
	case mode == "legal hold":
		return "Once the hold is lifted: " + command
	case !until.IsZero() && !until.After(e.now()):
		return "The lock has ended: " + command
	case mode == string(s3.Governance) && !bypassed:
		return "Who holds s3:BypassGovernanceRetention can do it now with --bypass-governance, anybody else after that moment: " + command
	case mode == string(s3.Governance):
		return "With the credentials of somebody who holds s3:BypassGovernanceRetention, or after that moment: " + command
	}
	return "Runs do not renew this lock; after that moment: " + command
}

// finishWithdrawals goes on with what was decided, tells what could not be done
// yet, and which locks have ended that refused one: it holds nothing else up.
func (e *env) finishWithdrawals(ctx context.Context, s *session, w *watch.Watcher) error {
	if err := e.resumeWithdrawals(ctx, s, w); err != nil {
		return err
	}
	done, refused, err := w.FinishWithdrawals(ctx)
	if err != nil {
		return err
	}
	if done > 0 {
		e.say("%s that was cut short: now done", plural(done, "withdrawal"))
		e.dropWords(ctx, s)
	}
	for _, err := range refused {
		var locked *watch.RefusedError
		if errors.As(err, &locked) {
			g, l := locked.Snapshot.Withdrawal, locked.Locked
			ref := e.refOf(g.URL)
			e.warn("the withdrawal of the snapshot of %s of %s was decided on %s and cut short, and is refused: nothing was removed, and the snapshot is in use again: %s",
				longDate(locked.Snapshot.CapturedAt), oneLine(ref), longDate(g.At), oneLine(l.Error()))
			e.say("%s", untie(e.withdrawAgain(ref, locked.Snapshot, l.Mode, l.Until, g.Bypass)))
			continue
		}
		of := ""
		var half *watch.UnfinishedError
		if errors.As(err, &half) && half.URL != "" {
			of = " (of " + e.refOf(half.URL) + ")"
		}
		e.warn("%s%s; it is not shown meanwhile, and the next run tries again", oneLine(err.Error()), oneLine(of))
		if _, hint := e.explain(err); hint != "" {
			e.say("%s", hint)
		}
	}
	if err := e.keepWithdrawals(ctx, s); err != nil {
		e.warn("withdrawals could not be kept in mind beside the log's head: %s; the next run tries again", oneLine(err.Error()))
	}
	return e.remindRefused(ctx, s)
}

// refOf is the first REF of a source; where no report cites it any more, its URL.
func (e *env) refOf(url string) string {
	if set, _, err := e.sources(); err == nil {
		for c := range set.Citations() {
			if c.Citation.URL == url {
				return c.Ref
			}
		}
	}
	return url
}

// aboutRefused begins the key of a notice that the lock of a refused withdrawal has
// ended; status -v tells of all that were refused.
const aboutRefused = "withdrawal of "

// remindRefused tells once of each refused withdrawal whose lock has ended: whoever
// decided it is not to keep the day in mind.
func (e *env) remindRefused(ctx context.Context, s *session) error {
	refused, err := s.catalog.Refused(ctx)
	if err != nil {
		return err
	}
	told := notices(s.cfg)
	ended := map[string]bool{}
	for _, list := range refused {
		for _, snap := range list {
			g := snap.Withdrawal
			if g.Until.IsZero() || g.Until.After(e.now()) {
				continue
			}
			key := fmt.Sprintf("%sentry %d", aboutRefused, snap.LogIndex)
			ended[key] = true
			ref := e.refOf(g.URL)
			words := fmt.Sprintf("the lock has ended that kept the snapshot of %s of %s from being withdrawn. %s",
				longDate(snap.CapturedAt), oneLine(ref), untie(e.refusedWords(ref, snap)))
			if told[key] == "" {
				e.warn("%s", words)
				keepNotice(s.cfg, key, words)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		if strings.HasPrefix(key, aboutRefused) && !ended[key] {
			keepNotice(s.cfg, key, "")
		}
	}
	return nil
}

// warnRefused warns that a snapshot which is handed out is one that a person decided
// to withdraw, and gives what is known of that; nil where it is not.
func (e *env) warnRefused(ctx context.Context, s *session, ref string, snap catalog.Snapshot) (*contract.Refused, error) {
	refused, err := s.catalog.Refused(ctx, snap.SourceID)
	if err != nil {
		return nil, err
	}
	for _, r := range refused[snap.SourceID] {
		if r.LogIndex == snap.LogIndex {
			e.warn("footnote %s: a person decided that this snapshot, of %s, has to go: keep it from the eyes of others. %s", ref, longDate(snap.CapturedAt), untie(e.refusedWords(ref, r)))
			return &viewRefused([]catalog.Snapshot{r})[0], nil
		}
	}
	return nil, nil
}

// printRefused tells of refused withdrawals of the sources of these citations.
func (e *env) printRefused(out io.Writer, refused map[string][]catalog.Snapshot, cites []watch.Citation) {
	seen := map[string]bool{}
	for _, c := range cites {
		id := source.ID(c.Cite.Citation.URL)
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, s := range refused[id] {
			fmt.Fprintln(out, untie(wrap(fmt.Sprintf("%s, snapshot of %s: %s", c.Cite.Ref, longDate(s.CapturedAt), e.refusedWords(c.Cite.Ref, s)), width(out), "  ")))
		}
	}
}

// withdrawnWords tell what became of a withdrawal.
func withdrawnWords(g *contract.Withdrawn, run string) string {
	if g.State == ledger.WithdrawalDecided {
		return fmt.Sprintf("withdrawal decided on %s by %s, not carried out yet; %s goes on with it. The reason: %s", longDate(g.At), oneLine(g.By), run, oneLine(g.Why))
	}
	return fmt.Sprintf("withdrawn on %s by %s: %s", longDate(g.At), oneLine(g.By), oneLine(g.Why))
}
