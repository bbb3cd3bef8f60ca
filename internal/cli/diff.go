package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

type diffOptions struct{ from, to, html, output, picture string }

func newDiff(e *env) *cobra.Command {
	var opt diffOptions
	c := &cobra.Command{
		Use:   "diff REF",
		Short: "what changed between two snapshots, or since one",
		Long: `Shows the passages that were lost, gained, edited or moved between two snapshots
of a source, in reading order: from the one that the report is compared with, or
the newest at or before --from, to the newest, or that at or before --to. With
--to now the live source is looked at; nothing of that look is recorded.

[-lost words-] and {+gained words+} are told by colour on a terminal. Numbers,
dates, names and negations that changed are named below each passage. What pages
change by themselves is only counted; -v shows it. Where a browser rendered both,
their pictures are compared too: --picture draws both, side by side, with what
differs marked.

Exits 0 whether or not there are differences, and 3 where there is nothing to
compare: offline, a dead link, a wall, a document without text.`,
		Example: `  archiver diff 27
  archiver diff 27 --from 2020-02-21 --to 2021-06-01
  archiver diff 27 --to now --html changes.html
  archiver diff 27 --picture changes.png
  archiver diff 27 --json`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeRefs,
		RunE:              func(c *cobra.Command, args []string) error { return runDiff(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVar(&opt.from, "from", "", "the older snapshot: the newest at or before `DATE` (default: the reference)")
	c.Flags().StringVar(&opt.to, "to", "", "the newer one: the newest at or before `DATE`, or now (default: the newest)")
	c.Flags().StringVar(&opt.html, "html", "", "write a page for a browser to `FILE`")
	c.Flags().StringVarP(&opt.output, "output", "o", "", "the same; `FILE` has to end in .html")
	c.Flags().StringVar(&opt.picture, "picture", "", "draw both pages as rendered, with what differs marked, to `FILE`.png")
	for flag, values := range map[string][]string{"from": nil, "to": {"now\tthe live source"}} {
		_ = c.RegisterFlagCompletionFunc(flag, e.completeDates(values))
	}
	return c
}

// completeDates offers the dates of a source's snapshots.
func (e *env) completeDates(more []string) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		out := slices.Clone(more)
		if len(args) != 1 {
			return out, cobra.ShellCompDirectiveNoFileComp
		}
		s, err := e.openReader(c.Context())
		if err != nil {
			return out, cobra.ShellCompDirectiveNoFileComp
		}
		defer s.close()
		cite, err := e.resolve(c.Context(), s, args[0])
		e.broken = nil // nobody reads a warning in the middle of a command line
		if err == nil {
			snaps, _ := s.catalog.Snapshots(c.Context(), source.ID(cite.Citation.URL))
			for _, s := range snaps {
				if s.Class == verdict.ClassSource {
					out = append(out, s.CapturedAt.Format(time.RFC3339))
				}
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// capture is one side of a diff: a snapshot, or the source as it is now.
type capture struct {
	at      time.Time
	live    bool
	sha256  string // of the snapshot; "" for a live look
	payload string
	object  string
	from    *catalog.Provenance // of a copy that another archive had
	text    *watch.Text
}

// comparison is what diff shows.
type comparison struct {
	cite     source.Cite
	from, to capture
	changes  verdict.Changes
	quotes   []touchedQuote
	pictures *contract.Pictures // nil where they were not compared
	later    *watch.Live        // what a later look found than the newer side; nil: there was none, or it is well
}

// touchedQuote is a quote of the citation that does not stand as it stood.
type touchedQuote struct {
	text, was, now, reads string
	changes               []int // by index, the changes that touch it
}

func runDiff(ctx context.Context, e *env, opt diffOptions, ref string) error {
	page, err := opt.page()
	if err != nil {
		return err
	}
	picture, err := opt.pictureFile()
	if err != nil {
		return err
	}
	if strings.EqualFold(opt.from, "now") {
		return &usageError{msg: "--from now: only --to can be now", hint: e.line("diff", "REF", "--to", "now")}
	}
	if err := e.inOrder(opt, ref); err != nil {
		return err
	}
	cite, err := e.resolveWhole(ref)
	if err != nil {
		return err
	}
	s, err := e.openReader(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	d := &comparison{cite: cite}
	if err := e.chooseCaptures(ctx, s, opt, d); err != nil {
		return err
	}
	d.compare()
	if opt.to == "" {
		if err := e.addLater(ctx, s, d); err != nil {
			return err
		}
	}
	if err := e.addPictures(ctx, s, d, picture); err != nil {
		return err
	}
	if page != "" {
		b, err := d.html(e.now(), e.verbose)
		if err != nil {
			return err
		}
		if err := copyToFile(page, strings.NewReader(b)); err != nil {
			return err
		}
		e.say("written to %s", page)
	}
	if e.json {
		return e.printJSON(d.json())
	}
	e.printDiff(d, page == "")
	return nil
}

// inOrder refuses a --from after --to: read backwards, what was lost would be told
// as gained.
func (e *env) inOrder(opt diffOptions, ref string) error {
	if opt.from == "" || opt.to == "" || strings.EqualFold(opt.to, "now") {
		return nil
	}
	from, err := parseDate(opt.from)
	if err != nil {
		return err
	}
	to, err := parseDate(opt.to)
	if err != nil || !from.After(to) {
		return err
	}
	return &usageError{msg: fmt.Sprintf("diff %s: --from %s is after --to %s; --from is the older side", ref, opt.from, opt.to),
		hint: e.line("diff", shellWord(oneLine(ref)), "--from", shellWord(oneLine(opt.to)), "--to", shellWord(oneLine(opt.from)))}
}

// page is the HTML file that is wanted, if any.
func (o diffOptions) page() (string, error) {
	switch ext := strings.ToLower(filepath.Ext(o.output)); {
	case o.html != "" && o.output != "" && o.html != o.output:
		return "", &usageError{msg: "--html and -o name two files", hint: "one of them is enough"}
	case o.output != "" && ext != ".html" && ext != ".htm":
		return "", &usageError{msg: fmt.Sprintf("-o %s: only a page ending in .html can be written", o.output), hint: "text and --json go to stdout"}
	case o.html != "":
		return o.html, nil
	}
	return o.output, nil
}

// chooseCaptures finds the two sides and reads them.
func (e *env) chooseCaptures(ctx context.Context, s *session, opt diffOptions, d *comparison) error {
	snaps, gone, err := s.snapshotsOf(ctx, source.ID(d.cite.Citation.URL))
	if err != nil {
		return err
	}
	if err := e.holdRows(ctx, s, slices.Concat(snaps, gone)); err != nil {
		return err
	}
	outside, err := s.outside()
	if err != nil {
		return err
	}
	if snaps, gone, err = s.setAside(ctx, outside, snaps, gone); err != nil {
		return err
	}
	gone = slices.DeleteFunc(gone, func(s catalog.Snapshot) bool { return s.Class != verdict.ClassSource })
	shows := slices.DeleteFunc(slices.Clone(snaps), func(s catalog.Snapshot) bool { return s.Class != verdict.ClassSource })
	switch {
	case len(shows) == 0 && len(gone) > 0:
		return &withdrawnError{verb: "diff", ref: d.cite.Ref, snap: gone[len(gone)-1]}
	case len(snaps) == 0:
		return &nothingToCompareError{ref: d.cite.Ref, why: "no snapshot of " + d.cite.Citation.URL + " was taken yet"}
	case len(shows) == 0:
		return &nothingToCompareError{ref: d.cite.Ref, why: fmt.Sprintf("all that was captured are walls and error pages (%s)", plural(len(snaps), "snapshot"))}
	}
	for flag, date := range map[string]string{"from": opt.from, "to": opt.to} {
		if err := e.showsSource(snaps, d.cite.Ref, flag, date); err != nil {
			return err
		}
	}
	from := watch.ReferenceOf(shows, d.cite)
	if opt.from != "" {
		if from, err = e.nearestTo(shows, gone, d.cite.Ref, "from", opt.from); err != nil {
			return err
		}
	}
	now := strings.EqualFold(opt.to, "now")
	to := &shows[len(shows)-1]
	if opt.to != "" && !now {
		if to, err = e.nearestTo(shows, gone, d.cite.Ref, "to", opt.to); err != nil {
			return err
		}
	}
	if !now && to.CapturedAt.Before(from.CapturedAt) {
		return e.backwards(d.cite.Ref, opt, from, to)
	}
	if d.from, err = readCapture(ctx, s, from); err != nil {
		return err
	}
	switch {
	case now:
		d.to, err = e.lookNow(ctx, s, d.cite, d.from)
	case to.Object == from.Object:
		d.to = d.from
	default:
		d.to, err = readCapture(ctx, s, to)
	}
	if err != nil {
		return err
	}
	return e.comparable(d)
}

// backwards says that the snapshot meant by --from, or by its default, is newer
// than the other side.
func (e *env) backwards(ref string, opt diffOptions, from, to *catalog.Snapshot) error {
	older, newer := to.CapturedAt.Format(time.RFC3339), from.CapturedAt.Format(time.RFC3339)
	what := "the snapshot that the report is compared with"
	if opt.from != "" {
		what = "the one that --from means"
	}
	return &usageError{msg: fmt.Sprintf("diff %s: %s is of %s, after that of %s, which --to means; --from is the older side", ref, what, longDate(from.CapturedAt), longDate(to.CapturedAt)),
		hint: e.line("diff", shellWord(ref), "--from", older, "--to", newer)}
}

// showsSource refuses the exact second of a snapshot that shows a wall or an error page:
// another would take its place, and a person take that for what was asked for.
func (e *env) showsSource(list []catalog.Snapshot, ref, flag, date string) error {
	at, err := parseDate(date)
	if err != nil || len(strings.TrimSpace(date)) == len(time.DateOnly) {
		return nil // who picks by it says what is wrong with it
	}
	named := func(show bool) *catalog.Snapshot {
		i := slices.IndexFunc(list, func(s catalog.Snapshot) bool {
			return (s.Class == verdict.ClassSource) == show && s.CapturedAt.Truncate(time.Second).Equal(at)
		})
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	s := named(false)
	if s == nil || named(true) != nil {
		return nil
	}
	return &usageError{msg: fmt.Sprintf("diff %s: the snapshot of %s, which --%s means, shows %s, not the source", ref, longDate(s.CapturedAt), flag,
		either(s.Class == verdict.ClassWall, "a wall", "an error page")), hint: e.line("get", shellWord(ref), "--at", exactSecond(s.CapturedAt)) + " shows it"}
}

// nearestTo picks the newest at or before a date, else the first after it. If that
// is one of those that are gone, none takes its place.
func (e *env) nearestTo(list, gone []catalog.Snapshot, ref, flag, date string) (*catalog.Snapshot, error) {
	at, err := parseDate(date)
	if err != nil {
		return nil, err
	}
	if len(strings.TrimSpace(date)) == len(time.DateOnly) {
		at = at.Add(24*time.Hour - time.Millisecond) // a day means all of it
	} else {
		at = at.Add(time.Second - time.Millisecond) // and a second too
	}
	if len(gone) > 0 {
		if c := chosenAt(slices.Concat(list, gone), at); c.Withdrawal != nil {
			return nil, &withdrawnError{verb: "diff", ref: ref, snap: *c, other: nearestKept(list, c.CapturedAt)}
		}
	}
	for i := len(list) - 1; i >= 0; i-- {
		if !list[i].CapturedAt.After(at) {
			return &list[i], nil
		}
	}
	e.warn("--%s: no snapshot at or before %s; %s is the first after it", flag, longDate(at), longDate(list[0].CapturedAt))
	return &list[0], nil
}

func readCapture(ctx context.Context, s *session, snap *catalog.Snapshot) (capture, error) {
	if err := watch.VerifySnapshot(ctx, s.store, *snap); err != nil {
		return capture{}, &damagedError{err}
	}
	text, err := watch.ReadText(ctx, newExtractor(), s.store, snap.Object)
	return capture{at: snap.CapturedAt, sha256: snap.SHA256, payload: snap.PayloadSHA256, object: snap.Object, from: snap.Provenance, text: text}, err
}

// lookNow looks at the live source. Only a source that shows itself can be
// compared.
func (e *env) lookNow(ctx context.Context, s *session, cite source.Cite, than capture) (capture, error) {
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return capture{}, err
	}
	defer cleanup()
	e.say("looking at %s", oneLine(cite.Citation.URL))
	g, err := w.Glance(ctx, cite)
	if err != nil {
		return capture{}, err
	}
	if j := g.Judgement; j.Class != verdict.ClassSource || g.Text == nil {
		return capture{}, &nothingToCompareError{ref: cite.Ref, why: fmt.Sprintf("the live source is %s (%s): %s", j.Verdict, j.Reason, j.Detail)}
	}
	now := capture{at: g.At, live: true, payload: g.PayloadSHA256, text: g.Text}
	if than.text != nil && !than.text.Rendered && g.Sent != nil && !g.Sent.Bare {
		now.text = g.Sent // as the snapshot was read
	}
	return now, nil
}

// comparable says why two captures can't be compared as text.
func (e *env) comparable(d *comparison) error {
	if d.sameBytes() {
		return nil // the same bytes say the same
	}
	if d.from.text.Rendered != d.to.text.Rendered {
		e.warn("only one of the two was rendered by a browser: what scripts add to a page is in that one alone")
	}
	for _, c := range []capture{d.from, d.to} {
		what := "the snapshot of " + longDate(c.at)
		if c.live {
			what = "the live source"
		}
		switch {
		case c.text.Bare && c.text.Finding != "":
			return &nothingToCompareError{ref: d.cite.Ref, why: fmt.Sprintf("no text can be read from %s: %s (%s)", what, c.text.Detail, c.text.Finding)}
		case c.text.Bare && c.text.Kind != "html" && c.text.Kind != "empty":
			return &nothingToCompareError{ref: d.cite.Ref, why: fmt.Sprintf("%s is %s, which holds no text; the bytes differ", what, c.text.Kind)}
		case c.text.Bare:
			return &nothingToCompareError{ref: d.cite.Ref, why: what + " holds no text"}
		case c.text.Finding != "":
			e.warn("of %s only a part may have been read: %s", what, oneLine(c.text.Detail))
		}
	}
	return nil
}

// nothingToCompareError says that a diff could not be made.
type nothingToCompareError struct{ ref, why string }

func (e *nothingToCompareError) Error() string { return fmt.Sprintf("diff %s: %s", e.ref, e.why) }

// sameBytes tells whether both sides were read from the same bytes: what was sent
// does not tell what a browser showed.
func (d *comparison) sameBytes() bool {
	return d.from.payload != "" && d.from.payload == d.to.payload && (d.same() || !d.from.text.Rendered && !d.to.text.Rendered)
}

// same tells whether both sides are one snapshot.
func (d *comparison) same() bool { return !d.to.live && d.from.object == d.to.object }

// compare fills in what changed, and which quotes it touches.
func (d *comparison) compare() {
	d.changes = verdict.Changes{Similarity: 1}
	if d.sameBytes() {
		return
	}
	d.changes = verdict.Diff(d.from.text.Page, d.to.text.Page)
	for _, text := range d.cite.Citation.Quotes {
		was, now := verdict.FindQuote(d.from.text.Page, text), verdict.FindQuote(d.to.text.Page, text)
		if was.State == now.State {
			continue
		}
		q := touchedQuote{text: text, was: was.State, now: now.State, reads: now.Now}
		for i, ch := range d.changes.Changes {
			if stands(ch.Old, text) != stands(ch.New, text) {
				q.changes = append(q.changes, i)
			}
		}
		d.quotes = append(d.quotes, q)
	}
}

// stands tells whether a quote stands word by word in a passage.
func stands(passage, quote string) bool {
	if passage == "" {
		return false
	}
	return verdict.FindQuote(verdict.Prepare(verdict.Page{Kind: "html", Visible: passage, Main: passage}), quote).State == verdict.StateVerbatim
}
