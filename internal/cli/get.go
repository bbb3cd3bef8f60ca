package cli

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/wacz"
	"archiver/internal/watch"
)

type getOptions struct{ at, as, output string }

func newGet(e *env) *cobra.Command {
	var opt getOptions
	c := &cobra.Command{
		Use:   "get REF",
		Short: "the dated snapshot of a footnote",
		Long: `Writes the snapshot of a footnote: the newest at or before --at, or, if there is
none, the first after it with a warning. Which date it found, its SHA-256 and its
place in the log go to stderr. Its bytes are hashed before anything is written.

--as original gives what the server sent. Of a page that a browser rendered, text
and html are those of the page as it was shown, png is its picture, pdf its print,
with the page's styles for screens. Where the picture is cut, stderr says so.

REF is 27 (the first URL of footnote 27), 27.2 (its second), REPORT/27, or a URL.`,
		Example: `  archiver get 27 -o page.html
  archiver get 27 --at 2020-03-01 --as text
  archiver get 27 --as png -o page.png
  archiver get 27.2 --as wacz -o evidence.wacz`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeRefs,
		RunE:              func(c *cobra.Command, args []string) error { return runGet(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVar(&opt.at, "at", "", "`DATE`: 2020-02-21, RFC 3339 or 14 digits, UTC (default: now)")
	c.Flags().StringVar(&opt.as, "as", "original", "`FORM`: original, text, html, png, pdf, warc or wacz")
	c.Flags().StringVarP(&opt.output, "output", "o", "", "`FILE` to write (default: stdout)")
	return c
}

type getJSON struct {
	Version       int       `json:"version"`
	Ref           string    `json:"ref"`
	URL           string    `json:"url"`
	FinalURL      string    `json:"final_url"`
	CapturedAt    time.Time `json:"captured_at"`
	After         bool      `json:"after_requested_date"`
	Class         string    `json:"class"`
	ContentType   string    `json:"content_type"`
	SHA256        string    `json:"sha256"`
	PayloadSHA256 string    `json:"payload_sha256"`
	Object        string    `json:"object"`
	LogIndex      int64     `json:"log_index"`
	As            string    `json:"as"`
	Output        string    `json:"output,omitempty"`

	Provenance *catalog.Provenance `json:"provenance,omitempty"` // of a copy from another archive, or from a person
	Browser    string              `json:"browser,omitempty"`    // that rendered it
	Refused    *contract.Refused   `json:"refused,omitempty"`    // a lock refused its withdrawal
}

func runGet(ctx context.Context, e *env, opt getOptions, ref string) error {
	if err := choice("--as", opt.as, "original", "text", "html", "png", "pdf", "warc", "wacz"); err != nil {
		return err
	}
	at, err := e.moment(opt.at)
	if err != nil {
		return err
	}
	s, err := e.openReader(ctx)
	if err != nil {
		return e.resolvable(ref, err)
	}
	defer s.close()
	cite, err := e.resolve(ctx, s, ref)
	if err != nil {
		return err
	}
	id := source.ID(cite.Citation.URL)
	snap, after, err := s.snapshotAt(ctx, cite, at, opt.at != "")
	if err != nil {
		return err
	}
	if err := e.warnBehind(ctx, s, "handed out"); err != nil {
		return err
	}
	done, err := s.readOnce(ctx, snap.Object)
	if err != nil {
		return err
	}
	defer done()
	if err := watch.VerifySnapshot(ctx, s.store, snap); err != nil {
		return &damagedError{err}
	}
	if after {
		e.warn("no snapshot at or before %s; this is the first after it", longDate(at))
	}
	refused, err := e.warnRefused(ctx, s, cite.Ref, snap)
	if err != nil {
		return err
	}
	kept, gone, err := s.snapshotsOf(ctx, id)
	if err != nil {
		return err
	}
	if err := e.warnFlawed(ctx, s, cite.Ref, kept); err != nil {
		return err
	}
	if j := watch.Judge(kept, cite); opt.at == "" && j != nil && j.LogIndex != snap.LogIndex {
		how := ": --at " + exactly(j, kept)
		var lost *watch.UnreadableError
		if errors.As(watch.VerifySnapshot(ctx, s.store, *j), &lost) { // it would not be handed out
			how = ", which is damaged or lost: " + e.line("verify", cite.Ref) + " tells more"
		}
		e.say("this is the newest snapshot; the footnote is judged by that of %s%s", longDate(j.CapturedAt), how)
	}
	if opt.at != "" {
		for i := range kept {
			if o := &kept[i]; o.LogIndex != snap.LogIndex && o.CapturedAt.Truncate(time.Second).Equal(snap.CapturedAt.Truncate(time.Second)) {
				e.warn("another snapshot is of the same second: --at %s", exactly(o, kept))
			}
		}
	}
	if n := len(gone); n > 0 && opt.at == "" && gone[n-1].CapturedAt.After(snap.CapturedAt) {
		g := gone[n-1]
		e.warn("a newer snapshot, of %s, was withdrawn on %s: %s", longDate(g.CapturedAt), longDate(g.Withdrawal.At), g.Withdrawal.Why)
	}
	if snap.Class != "source" {
		e.warn("this snapshot does not show the source but %s", insteadOf(snap))
	}
	if later, err := s.catalog.Later(ctx, id, snap.CapturedAt); err == nil && snap.Class == "source" && !later.CapturedAt.After(at) {
		what := later.Verdict + " " + later.Reason
		if later.Verdict == string(verdict.OK) {
			what = insteadOf(later)
		}
		e.say("what was seen later is no copy of the source but %s; to get that one: --at %s", what, later.CapturedAt.Format(time.RFC3339))
	}
	if e.json && opt.output == "-" {
		return &usageError{msg: "get: -o - and --json both want stdout", hint: "name a file: -o FILE"}
	}
	if e.json && opt.output == "" {
		return e.printJSON(viewGet(cite, snap, after, opt, refused))
	}
	// What can't be had is told before anything is said of it, and so is a file that
	// can't be written.
	r, err := openAs(ctx, s, snap, opt.as)
	if err != nil {
		return err
	}
	defer r.Close()
	toFile := opt.output != "" && opt.output != "-"
	var rest io.Reader
	if toFile {
		err = copyToFile(opt.output, r)
	} else {
		rest, err = e.forTerminal(r, opt.as)
	}
	if err != nil {
		return err
	}
	e.say("footnote %s: %s\n  captured %s, log entry %d\n  sha256 %s\n  %s", cite.Ref, oneLine(cite.Citation.URL),
		longDate(snap.CapturedAt), snap.LogIndex, snap.SHA256, snap.Object)
	if snap.Rendered() {
		shown := shownOf(ctx, s, snap.Object)
		e.say("  rendered by %s", strings.Join(append([]string{oneLine(snap.Browser)}, shown.told()...), "; "))
		if opt.as == "png" && shown.cut() {
			e.warn("the picture is cut at %d px: the page is longer; --as html and text have all of it that was shown", shown.PictureHeight)
		}
	}
	if p := snap.Provenance; p != nil {
		e.say("  %s\n  %s", provenanceWords(p), provenancePlace(p))
	}
	if !toFile {
		if err := e.writeSnapshot(rest); err != nil {
			return err
		}
	}
	if e.json {
		return e.printJSON(viewGet(cite, snap, after, opt, refused))
	}
	return nil
}

// warnFlawed tells of those of a source's snapshots that are no more what they were.
func (e *env) warnFlawed(ctx context.Context, s *session, ref string, list []catalog.Snapshot) error {
	if len(list) == 0 {
		return nil
	}
	flawed, err := s.catalog.Flawed(ctx, list[0].SourceID)
	if err != nil {
		return err
	}
	for _, word := range []string{"missing", "damaged"} {
		var dates []string
		for _, snap := range list {
			if code := flawed[snap.Object]; code != "" && flawWord(code) == word {
				dates = append(dates, snap.CapturedAt.Format(time.RFC3339))
			}
		}
		if n := len(dates); n > 0 {
			e.warn("%s of this source %s %s: %s; %s tells more", plural(n, "other snapshot"), either(n == 1, "is", "are"), word, few(dates), e.line("status", ref))
		}
	}
	return nil
}

// moment reads --at: now where it was not given, and of a day its end.
func (e *env) moment(at string) (time.Time, error) {
	if at == "" {
		return e.now(), nil
	}
	t, err := parseDate(at)
	if err == nil && len(at) == len(time.DateOnly) {
		t = t.Add(24*time.Hour - time.Millisecond) // a day means all of it
	}
	return t, err
}

// snapshotAt chooses the snapshot of a citation: the newest at or before a moment,
// else the first after it, which after tells. asked says that a person named the
// moment; one that shows the source is better otherwise. That the catalog tells
// otherwise of one of them than the log is an error.
func (s *session) snapshotAt(ctx context.Context, cite source.Cite, at time.Time, asked bool) (snap catalog.Snapshot, after bool, err error) {
	id := source.ID(cite.Citation.URL)
	kept, gone, err := s.snapshotsOf(ctx, id)
	if err != nil {
		return snap, false, err
	}
	if _, err := s.holdRows(ctx, slices.Concat(kept, gone)); err != nil {
		return snap, false, err
	}
	if len(gone) > 0 && (asked || len(kept) == 0) {
		// Nothing takes the place of what was withdrawn without being asked for.
		if c := chosenAt(slices.Concat(kept, gone), at); c.Withdrawal != nil {
			return snap, false, &withdrawnError{verb: "get", ref: cite.Ref, snap: *c, other: nearestKept(kept, c.CapturedAt)}
		}
	}
	snap, err = s.catalog.SnapshotOf(ctx, id, at)
	if !asked || errors.Is(err, sql.ErrNoRows) {
		snap, after, err = s.catalog.SnapshotAt(ctx, id, at)
	}
	if errors.Is(err, sql.ErrNoRows) {
		if s.catalog.Damaged(ctx) > 0 {
			return snap, after, &damagedError{fmt.Errorf("none of %s can be found, and the log has damaged records", cite.Ref)}
		}
		return snap, after, &noSnapshotError{cite.Ref, cite.Citation.URL}
	}
	if err == nil {
		var outside *catalog.Snapshot
		if outside, err = s.withdrawnOutside(ctx, snap); outside != nil {
			return snap, false, &withdrawnError{verb: "get", ref: cite.Ref, snap: *outside}
		}
	}
	return snap, after, err
}

func viewGet(c source.Cite, s catalog.Snapshot, after bool, opt getOptions, refused *contract.Refused) getJSON {
	return getJSON{Version: 1, Ref: c.Ref, URL: c.Citation.URL, FinalURL: s.FinalURL, CapturedAt: s.CapturedAt, After: after,
		Class: s.Class, ContentType: s.ContentType, SHA256: s.SHA256, PayloadSHA256: s.PayloadSHA256, Object: s.Object,
		LogIndex: s.LogIndex, As: opt.as, Output: opt.output, Provenance: s.Provenance, Browser: s.Browser, Refused: refused}
}

type noSnapshotError struct{ ref, url string }

func (e *noSnapshotError) Error() string {
	return fmt.Sprintf("get %s: no snapshot of %s was taken yet", e.ref, e.url)
}

// damagedError keeps bytes that are not what the log says from being served.
type damagedError struct{ err error }

func (e *damagedError) Error() string { return fmt.Sprintf("get snapshot: %v", e.err) }
func (e *damagedError) Unwrap() error { return e.err }

// forTerminal says whether the bytes of a form may go to a terminal, and gives them.
func (e *env) forTerminal(r io.Reader, as string) (io.Reader, error) {
	if !isTerminal(e.out) {
		return r, nil
	}
	br := bufio.NewReader(r)
	if head, _ := br.Peek(512); strings.ContainsRune(string(head), 0) || slices.Contains([]string{"warc", "wacz", "png", "pdf"}, as) {
		return nil, &usageError{msg: "these bytes are not for a terminal", hint: "write them to a file: -o FILE"}
	}
	return br, nil
}

// writeSnapshot writes to stdout.
func (e *env) writeSnapshot(r io.Reader) error {
	if isTerminal(e.out) {
		b, err := io.ReadAll(io.LimitReader(r, 64<<20))
		if err != nil {
			return fmt.Errorf("read snapshot: %w", err)
		}
		for line := range strings.Lines(string(b)) {
			fmt.Fprintln(e.out, oneLine(strings.TrimRight(line, "\r\n")))
		}
		return nil
	}
	if _, err := io.Copy(e.out, r); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	return nil
}

// openAs opens a snapshot in one of its forms.
func openAs(ctx context.Context, s *session, snap catalog.Snapshot, as string) (io.ReadCloser, error) {
	if as == "wacz" {
		return s.store.Open(ctx, snap.Object, 0, -1)
	}
	a, closer, err := watch.OpenSnapshot(ctx, s.store, snap.Object)
	if err != nil {
		return nil, err
	}
	return formOf(ctx, a, closer, snap, as)
}

// noFormError is a form that a snapshot does not have.
type noFormError struct {
	usage *usageError
	why   string // without the command's own words
}

func (e *noFormError) Error() string { return e.usage.Error() }
func (e *noFormError) Unwrap() error { return e.usage }

// formOf gives an open snapshot in one of its forms. It is closed with what is given, or
// at once where nothing is. A form that it does not have gives a *noFormError.
func formOf(ctx context.Context, a *wacz.Archive, closer io.Closer, snap catalog.Snapshot, as string) (io.ReadCloser, error) {
	fail := func(err error) (io.ReadCloser, error) {
		closer.Close()
		return nil, err
	}
	none := func(msg, why string) (io.ReadCloser, error) {
		return fail(&noFormError{usage: &usageError{msg: msg, hint: "--as original gives the source as it was sent"}, why: why})
	}
	switch as {
	case "warc":
		r, err := a.WARC()
		if err != nil {
			return fail(err)
		}
		return both{r, r, closer}, nil
	case "text":
		pages := a.Pages()
		if len(pages) == 0 || pages[0].Text == "" {
			return none(fmt.Sprintf("read text of %s: it has none", snap.Object), "It has no text.")
		}
		return both{strings.NewReader(pages[0].Text + "\n"), nil, closer}, nil
	case "png", "pdf":
		c, ok := a.View(map[string]string{"png": "view", "pdf": "pdf"}[as])
		if !ok && (as == "pdf" && snap.Kind == extract.KindPDF || as == "png" && strings.HasPrefix(strings.ToLower(snap.ContentType), "image/png")) {
			return formOf(ctx, a, closer, snap, "original") // which is one
		}
		if !ok {
			what := "no browser rendered it"
			if snap.Rendered() {
				what = "the browser made none"
			}
			return none(fmt.Sprintf("read %s as %s: %s", snap.Object, as, what), "It has none: "+what+".")
		}
		rec, inner, err := a.Record(c)
		if err != nil {
			return fail(err)
		}
		return both{rec.Content, inner, closer}, nil
	case "html":
		doc, err := watch.ReadMain(ctx, newExtractor(), a, snap.Object)
		if err != nil {
			return fail(err)
		}
		if doc.Kind != "html" {
			return none(fmt.Sprintf("read %s as html: it is %s", snap.Object, doc.Kind), "It is no page but "+doc.Kind+".")
		}
		if snap.Rendered() {
			return both{strings.NewReader(string(extract.Unframe([]byte(doc.HTML)))), nil, closer}, nil
		}
		return both{strings.NewReader(string(doc.HTML)), nil, closer}, nil
	default:
		main, err := a.Main()
		if err != nil {
			return fail(err)
		}
		body, err := watch.Payload(a, main)
		if err != nil {
			main.Body.Close()
			return fail(&damagedError{err})
		}
		return both{body, main.Body, closer}, nil
	}
}

// both closes a reader and the archive it reads from.
type both struct {
	io.Reader
	inner io.Closer
	outer io.Closer
}

func (b both) Close() error {
	if b.inner != nil {
		b.inner.Close()
	}
	return b.outer.Close()
}

// insteadOf says what a snapshot shows that does not show the source. Where the
// platform of a post said that it is there, that it is a wall says it all.
func insteadOf(s catalog.Snapshot) string {
	what := map[string]string{"wall": "a wall", "error": "an error page"}[s.Class]
	if s.Verdict == string(verdict.OK) {
		return what
	}
	return what + ": " + s.Verdict + " " + s.Reason
}
