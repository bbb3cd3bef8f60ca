package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

func newAccept(e *env) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "accept REF",
		Short: "name the present state of a citation as known",
		Long: `Writes into the manifest, and into the log, that a person has seen how a citation
stands and lives with it: archiver check then warns of it instead of failing. It
covers the state that was seen, by verdict and reason, and nothing worse: a page
accepted as edited that loses a quote fails again. Of a page that has changed it
covers the text that was seen, by the date of the snapshot that shows it: once
the text changes again, it is told of again. Where no snapshot shows it yet,
archiver run takes one; accepted without, the change is covered with any other of
its kind.

The state is what the last look found, and that of the archived copy where that is
a wall or missing: of a dead source that was never captured both are accepted. A
snapshot that is gone from archive and mirror is accepted by its date: another that
goes is not covered, and archiver verify names it as before. A damaged snapshot can't
be accepted, nor a quote that the snapshot never had.

Should it be cut short once it is in the log, the next command that writes to the
archive has the manifest say it too, unless you have decided otherwise there.`,
		Example: `  archiver accept 27
  archiver accept 27 --why "the archived copy is cited"`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeFirstRef,
		RunE:              func(c *cobra.Command, args []string) error { return runAccept(c.Context(), e, args[0], why) },
	}
	c.Flags().StringVar(&why, "why", "", "`TEXT` for those who read the manifest or the log later")
	return c
}

func runAccept(ctx context.Context, e *env, ref, why string) error {
	e.finishActs(ctx)
	_, cite, err := e.cited(ref)
	if err != nil {
		return err
	}
	if why, err = reasonOf(cite.Ref, why); err != nil {
		return err
	}
	s, err := e.looked(ctx, "accept", cite)
	if err != nil {
		return err
	}
	defer s.close()
	d, err := e.decide(ctx, s, cite, why)
	if err != nil {
		return err
	}
	logged, err := e.commit(ctx, []act{d.act()})
	if err != nil {
		return err
	}
	return e.printAccept(d, logged[0])
}

// longestReason bounds what a person says of an acceptance, in bytes.
const longestReason = 2000

// reasonOf is what a person says of an acceptance, as it is written down.
func reasonOf(ref, why string) (string, error) {
	why = strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(why, "\uFFFD"))), " ")
	if len(why) > longestReason {
		return "", &usageError{msg: fmt.Sprintf("accept %s: --why has %d bytes; a reason has up to %d", ref, len(why), longestReason)}
	}
	return why, nil
}

// decision is an acceptance that was made out and is not written down yet.
type decision struct {
	cite      source.Cite
	now, then *watch.Citation // how the citation stands without it, and with it
	accept    *source.Accept
	record    ledger.AcceptRecord
}

// decide makes out what there is to accept of a citation; a *usageError says why there
// is nothing.
func (e *env) decide(ctx context.Context, s *session, cite source.Cite, why string) (*decision, error) {
	now, err := e.stands(ctx, s, cite, nil)
	if err != nil {
		return nil, err
	}
	a, err := e.acceptable(now)
	if err != nil {
		return nil, err
	}
	var seen *catalog.Snapshot
	if a.Verdict == string(verdict.Changed) && !now.Live.Shows.IsZero() {
		list, gone, err := s.snapshotsOf(ctx, source.ID(cite.Citation.URL))
		if err != nil {
			return nil, err
		}
		if seen = watch.SnapshotAt(append(list, gone...), now.Live.Shows); seen != nil {
			a.Seen = now.Live.Shows
		}
	}
	a.On, a.Why = e.now().UTC().Truncate(24*time.Hour), why
	then, err := e.stands(ctx, s, cite, a)
	if err != nil {
		return nil, err
	}
	body := ledger.AcceptRecord{For: watch.CiteKey(cite), URL: cite.Citation.URL, Verdict: a.Verdict, Reason: a.Reason,
		Archive: a.Archive, Lost: a.Quotes, LostSnapshots: a.Lost, Why: a.Why}
	if a.Verdict != "" {
		body.Since, body.Confirmed = now.Live.Since, now.Live.Confirmed
	}
	if seen != nil {
		body.Object, body.SHA256 = seen.Object, seen.SHA256
	}
	return &decision{cite, now, then, a, body}, nil
}

func (d *decision) act() act {
	return act{cite: d.cite, kind: ledger.KindAcceptance, body: d.record, change: change{Accept: d.accept}}
}

// view is what accept prints of a decision that was written down.
func (d *decision) view(logIndex int64) (*contract.Acceptance, error) {
	cite, a := d.cite, d.accept
	v := &contract.Acceptance{Version: 1, Report: cite.Manifest.ID, Ref: cite.Ref, URL: cite.Citation.URL, Accepted: *viewAccept(a),
		Replaced: viewAccept(cite.Citation.Accept), Result: d.then.Result, Remains: []string{}, Manifest: cite.Manifest.Path, LogIndex: logIndex}
	var err error
	if v.Footnote, err = json.Marshal(cite.Footnote.Number); err != nil {
		return nil, fmt.Errorf("write result: %w", err)
	}
	if d.then.Result == "fail" {
		v.Remains = append(v.Remains, slices.DeleteFunc(nonEmpty(d.then.Why), func(s string) bool {
			return a.Verdict != "" && s == d.now.Live.Detail
		})...)
	}
	return v, nil
}

// stands is how a citation stands by what the catalog knows, with a as its only
// acceptance.
func (e *env) stands(ctx context.Context, s *session, cite source.Cite, a *source.Accept) (*watch.Citation, error) {
	c := *cite.Citation
	c.Accept = a
	cite.Citation = &c
	res, err := watch.New(e.judging(s)).Pass(ctx, []source.Cite{cite}, watch.Options{NoLook: true, Check: true}) // every snapshot is read, as a check does
	if err != nil {
		return nil, err
	}
	return &res.Citations[0], nil
}

// acceptable is the acceptance of a state; a *usageError says why there is none.
func (e *env) acceptable(c *watch.Citation) (*source.Accept, error) {
	ref, l, archive := c.Cite.Ref, c.Live, c.Archive
	no := func(hint, format string, args ...any) (*source.Accept, error) {
		return nil, &usageError{msg: "accept " + ref + ": " + fmt.Sprintf(format, args...), hint: hint}
	}
	live := &source.Accept{Verdict: string(l.Verdict), Reason: string(l.Reason)}
	if l.Reason == verdict.QuoteLost {
		for _, q := range l.Quotes {
			if !q.Found {
				live.Quotes = append(live.Quotes, q.Text)
			}
		}
	}
	fails := l.Verdict == verdict.Dead || l.Verdict == verdict.Changed && l.Reason != verdict.Edited
	damaged := archive.State == watch.Corrupt
	switch {
	case l.Verdict == "":
		return nil, e.neverLooked("accept", c.Cite)
	case fails:
		if archive.State != watch.Intact && !damaged {
			live.Archive, live.Lost = archive.State, archive.Lost // a dead source that was never captured fails for both
		}
		return live, nil
	case damaged && archive.Unlisted:
		return nil, &unsureError{what: "accept " + ref + ": whether the archived copy is as it was can't be told", why: archive.Detail}
	case damaged:
		hint := "restore its bytes from a copy; " + e.line("verify") + " names every file at fault"
		if !e.loaded.InBucket() {
			hint += ". If there is no whole copy any more, keep the damaged file elsewhere and take it out of the archive: that it is gone can be accepted"
		}
		return no(hint, "a damaged snapshot is no state to live with: %s", archive.Detail)
	case archive.State != watch.Intact:
		return &source.Accept{Archive: archive.State, Lost: archive.Lost}, nil
	case c.Result == "fail":
		return no("put it right in "+c.Cite.Manifest.Path+", or look for the passage with "+e.line("quote", ref, `"TEXT"`),
			"%s: a quote that was never there can't be accepted", strings.Join(nonEmpty(c.Why), "; "))
	case c.Result == "pass":
		return no(e.line("status", ref)+" shows how it stands", "there is nothing to accept: %s %s, and the archived copy is intact", l.Verdict, l.Reason)
	}
	return live, nil
}

func (e *env) printAccept(d *decision, logIndex int64) error {
	cite, now, then, a := d.cite, d.now, d.then, d.accept
	v, err := d.view(logIndex)
	if err != nil {
		return err
	}
	if e.json {
		return e.printJSON(v)
	}
	cols := width(e.out)
	fmt.Fprintf(e.out, "footnote %s: %s is accepted\n  %s\n", cite.Ref, acceptWords(a), oneLine(cite.Citation.URL))
	if detail := now.Live.Detail; a.Verdict != "" && detail != "" {
		fmt.Fprintln(e.out, wrap(detail, cols, "  "))
	}
	for _, q := range a.Quotes {
		fmt.Fprintln(e.out, wrap("lost: “"+q+"”", cols, "  "))
	}
	if len(v.Remains) == 0 {
		fmt.Fprintln(e.out, wrap(coverWords(now, a), cols, "  "))
	}
	if v.Replaced != nil {
		fmt.Fprintln(e.out, wrap(fmt.Sprintf("it takes the place of: %s, accepted %s; the log keeps what was accepted since",
			acceptWords(cite.Citation.Accept), shortDate(cite.Citation.Accept.On)), cols, "  "))
	}
	fmt.Fprintf(e.out, "written to %s, and to the log as entry %d\n", cite.Manifest.Path, logIndex)
	for _, r := range v.Remains {
		e.warn("not covered, so check still fails: %s", oneLine(r))
	}
	if len(v.Remains) > 0 && !slices.ContainsFunc(v.Remains, func(r string) bool { return r != then.Archive.Sentence() }) {
		if then.Archive.Unlisted {
			e.say("%s", e.unsureHint())
		} else {
			e.say("a damaged copy can't be accepted: restore its bytes from a copy")
		}
	}
	if len(a.Lost) > 0 {
		e.say("if its bytes turn up, put them back as they were: %s then finds them right; until then it names what is missing, and fails", e.line("verify"))
	}
	if a.Verdict == string(verdict.Changed) && a.Seen.IsZero() {
		e.warn("no snapshot shows the text that was seen, so that a later change of this kind is covered too; to accept just this text: %s, and then %s",
			e.line("run"), e.line("accept", cite.Ref))
	}
	if a.Verdict != "" && unconfirmed(now.Live) {
		e.say("this state is not confirmed yet: later looks will tell")
	}
	return nil
}

// coverWords says what an acceptance changes, and what it leaves.
func coverWords(now *watch.Citation, a *source.Accept) string {
	s := "check counts it as accepted from now on, no longer as to be looked at"
	if now.Result == "fail" {
		s = "check warns of it from now on instead of failing"
	}
	s += "; any other state is not covered"
	if !a.Seen.IsZero() {
		s += ", nor any other text than that of the snapshot of " + longDate(a.Seen)
	}
	if n := len(a.Lost); n > 0 {
		s += ", nor any other snapshot that goes: it is about " + either(n == 1, "that of "+longDate(a.Lost[0]), fmt.Sprintf("%d that are gone", n))
	}
	return s
}

func viewAccept(a *source.Accept) *contract.Accepted {
	if a == nil {
		return nil
	}
	v := &contract.Accepted{Verdict: a.Verdict, Archive: a.Archive, Reason: a.Reason, Quotes: a.Quotes, Why: a.Why}
	if !a.On.IsZero() {
		v.On = shortDate(a.On)
	}
	for _, t := range a.Lost {
		v.Lost = append(v.Lost, t.UTC().Format(time.RFC3339))
	}
	if !a.Seen.IsZero() {
		v.Seen = a.Seen.UTC().Format(time.RFC3339)
	}
	return v
}

// acceptWords names what is accepted: "dead http-404", "archive missing", or both.
func acceptWords(a *source.Accept) string {
	live := strings.TrimSpace(a.Verdict + " " + a.Reason)
	switch {
	case a.Archive == "":
		return live
	case live == "":
		return "archive " + a.Archive
	}
	return live + ", archive " + a.Archive
}
