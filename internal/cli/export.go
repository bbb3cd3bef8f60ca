package cli

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/bundle"
	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

type exportOptions struct{ at, output string }

func newExport(e *env) *cobra.Command {
	var opt exportOptions
	c := &cobra.Command{
		Use:   "export REF|REPORT",
		Short: "a bundle of evidence that others verify without this program",
		Long: `Writes a folder with all that a stranger needs to verify a footnote's source: the
snapshot that archiver get would give, its log record with the proof that it is in
the log, timestamps, keys, its text and original, every log record about the source,
and a statement of what that proves and what it does not. Where the footnote is judged
by an older snapshot than the newest, both are in it, unless --at names one; README says
which is which. python3 -I DIR/verify.py, with
openssl, exits 0 only if all of it holds; so does archiver verify --bundle DIR. What nobody
signed, such as the statement, only the SHA-256 of its SHA256SUMS protects, which is
printed last: give it by another way than the folder.

Of a REPORT it writes the bundles of all its footnotes in one folder, with an index
in reading order and a collection.wacz for viewers.

It tells of no other source and no other report. DIR must be new, or an empty folder.
That evidence was handed out is logged, where archive and key can be written; where
to is not.`,
		Example: `  archiver export 27 -o evidence-27
  archiver export 27 --at 2020-03-01 -o evidence-27
  archiver export kz-ep-2020 -o evidence`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeExport,
		RunE:              func(c *cobra.Command, args []string) error { return runExport(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVar(&opt.at, "at", "", "`DATE`: 2020-02-21, RFC 3339 or 14 digits, UTC: that snapshot alone")
	c.Flags().StringVarP(&opt.output, "output", "o", "", "`DIR` to make (required)")
	return c
}

func (e *env) completeExport(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ids, _ := e.completeReports(c, args, word)
	refs, how := e.completeRefs(c, args, word)
	return append(ids, refs...), how
}

type exportJSON struct {
	Version   int                  `json:"version"`
	Bundle    string               `json:"bundle"`
	Sums      string               `json:"sums_sha256"` // of SHA256SUMS
	Files     int                  `json:"files"`
	Stamps    int                  `json:"timestamps"`
	Snapshots []exportSnapshotJSON `json:"snapshots"`
	Missing   []string             `json:"missing"`   // refs without a snapshot
	Withdrawn []string             `json:"withdrawn"` // those of them whose snapshot was withdrawn
	Refused   []string             `json:"refused"`   // refs whose snapshot a person decided to withdraw, which a lock refused
	Damaged   []string             `json:"damaged"`   // refs whose snapshot is not as it was logged
	LeftOut   []string             `json:"left_out"`  // timestamps and witnesses' signatures in the archive that are not what was logged
	Logged    bool                 `json:"logged"`
}

type exportSnapshotJSON struct {
	URL        string    `json:"url"`
	CapturedAt time.Time `json:"captured_at"`
	SHA256     string    `json:"sha256"`
	Object     string    `json:"object"`
	Folder     string    `json:"folder"` // in the bundle; "": the bundle's own
	Refs       []string  `json:"refs"`   // whose snapshot it is: the newest, or that of --at
	Judges     []string  `json:"judges"` // refs that are judged by it, and not by the newest one
}

func runExport(ctx context.Context, e *env, opt exportOptions, arg string) error {
	if opt.output == "" {
		return &usageError{msg: "export " + arg + ": where to?", hint: e.line("export", arg, "-o", "DIR")}
	}
	at, err := e.moment(opt.at)
	if err != nil {
		return err
	}
	set, cites, err := e.chosen("", []string{arg})
	if err != nil {
		return err
	}
	whole := false
	for _, m := range set.Manifests {
		whole = whole || m.ID == arg
	}
	if len(cites) == 0 {
		return &usageError{msg: fmt.Sprintf("export %s: the report has no citation", arg)}
	}
	if err := e.exportPlace(opt.output); err != nil {
		return err
	}
	s, err := e.openReader(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	if err := e.warnBehind(ctx, s, "handed out"); err != nil {
		return err
	}
	job, none, gone, refused, err := e.exportJob(ctx, s, cites, whole, at, opt.at != "")
	if err != nil {
		return err
	}
	if none && len(gone) > 0 {
		return gone[0]
	}
	if none {
		return fmt.Errorf("export %s: no snapshot of it was taken yet", arg)
	}
	bar := e.progress("exporting")
	job.Progress = func(done, total int) { bar.set(done, total, "") }
	job.Log = func(records []ledger.ExportRecord) error { return e.logExport(ctx, records) }
	w, err := bundle.Write(ctx, s.store, opt.output, job)
	bar.stop()
	if err != nil {
		return asOutput("export to "+opt.output, strings.TrimRight(opt.output, "/"), err)
	}
	return e.printExport(opt.output, w, gone, refused)
}

// exportPlace refuses to write a bundle where it would harm: into the archive, or
// among the manifests.
func (e *env) exportPlace(dir string) error {
	if err := bundle.Place(dir); err != nil {
		return err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("export to %s: %w", dir, err)
	}
	if own := e.ownFolder(abs); own != "" {
		return &bundle.PlaceError{Dir: dir, Why: "that is inside " + own + ", which is no place for it", Hint: "name a folder elsewhere"}
	}
	return nil
}

// ownFolder is the archive or the folder of manifests, where path lies in one; else "".
func (e *env) ownFolder(abs string) string {
	if real, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		abs = filepath.Join(real, filepath.Base(abs))
	}
	for _, own := range []string{e.loaded.ArchiveDir(), e.loaded.Path(e.loaded.Sources)} {
		if own == "" {
			continue
		}
		own, err := filepath.Abs(own)
		if err != nil {
			continue
		}
		if real, err := filepath.EvalSymlinks(own); err == nil {
			own = real
		}
		if abs == own || strings.HasPrefix(abs, own+string(filepath.Separator)) {
			return own
		}
	}
	return ""
}

// exportJob gathers what is told of the citations.
func (e *env) exportJob(ctx context.Context, s *session, cites []source.Cite, whole bool, at time.Time, asked bool) (job bundle.Job, none bool, gone []*withdrawnError, refused []string, err error) {
	m := cites[0].Manifest
	job = bundle.Job{Report: bundle.Report{ID: m.ID, Title: m.Title, Published: m.Published}, Whole: whole,
		Software: "archiver " + version(), Now: e.now(), Key: s.signer(ctx)}
	res, err := watch.New(e.judging(s)).Pass(ctx, cites, watch.Options{NoLook: true})
	if err != nil {
		return job, false, nil, nil, err
	}
	none = true
	for i, cite := range cites {
		c := exportCitation(cite, res.Citations[i])
		snap, after, err := s.snapshotAt(ctx, cite, at, asked)
		var absent *noSnapshotError
		var withdrawn *withdrawnError
		switch {
		case errors.As(err, &withdrawn):
			withdrawn.verb = "export"
			gone = append(gone, withdrawn)
			g := withdrawn.snap.Withdrawal
			c.LogIndex, c.Warning = -1, fmt.Sprintf("its snapshot of %s (SHA-256 %s) was withdrawn%s, and so is not here: %s", longDate(withdrawn.snap.CapturedAt), withdrawn.snap.SHA256, onDate(g.At), g.Why)
		case errors.As(err, &absent):
			c.LogIndex = -1
		case err != nil:
			return job, false, nil, nil, err
		default:
			none = false
			r, err := e.warnRefused(ctx, s, cite.Ref, snap)
			if err != nil {
				return job, false, nil, nil, err
			}
			if r != nil {
				refused = append(refused, cite.Ref)
			}
			c.LogIndex, c.Batch = snap.LogIndex, snap.Batch
			if after && asked {
				c.Warning = "no snapshot was taken at or before " + longDate(at) + "; this is the first after it"
			}
			if !asked {
				keep := false
				if c.Judge, c.Warning, keep, err = e.judgeOf(ctx, s, cite, snap); err != nil {
					return job, false, nil, nil, err
				}
				if keep && r == nil {
					refused = append(refused, cite.Ref)
				}
			}
			if snap.Class != "source" {
				c.Warning = strings.TrimPrefix(c.Warning+"; ", "; ") + "the snapshot does not show the source but " +
					map[string]string{"wall": "a wall", "error": "an error page"}[snap.Class]
			}
		}
		job.Citations = append(job.Citations, c)
	}
	return job, none, gone, refused, nil
}

// judgeOf is the snapshot that a citation is judged by, where it is not the newest
// one; where it may not be handed out, a warning. refused: a lock keeps it from being
// withdrawn.
func (e *env) judgeOf(ctx context.Context, s *session, cite source.Cite, newest catalog.Snapshot) (judge *bundle.Entry, warning string, refused bool, err error) {
	kept, err := s.catalog.Snapshots(ctx, newest.SourceID)
	if err != nil {
		return nil, "", false, err
	}
	j := watch.Judge(kept, cite)
	if j == nil || j.Object == newest.Object {
		return nil, "", false, nil
	}
	switch outside, err := s.withdrawnOutside(ctx, *j); {
	case err != nil:
		return nil, "", false, err
	case outside != nil:
		return nil, "the snapshot that it is judged by, of " + longDate(j.CapturedAt) + " (SHA-256 " + j.SHA256 + "), is not here: it was withdrawn", false, nil
	}
	if j.CapturedAt.After(newest.CapturedAt) { // the clock was put back
		return nil, "the snapshot that it is judged by is not here: it is of " + longDate(j.CapturedAt) + ", which is to come by this machine's clock", false, nil
	}
	r, err := e.warnRefused(ctx, s, cite.Ref, *j)
	if err != nil {
		return nil, "", false, err
	}
	return &bundle.Entry{Index: j.LogIndex, Batch: j.Batch}, "", r != nil, nil
}

func exportCitation(cite source.Cite, now watch.Citation) bundle.Citation {
	c := bundle.Citation{Ref: cite.Ref, Footnote: string(cite.Footnote.Number), Text: cite.Footnote.Text, URL: cite.Citation.URL,
		Locator: cite.Citation.Locator, Claims: cite.Footnote.Claims, State: liveWords(now.Live)}
	if a := cite.Citation.Accept; a != nil && a.Archive == watch.Missing {
		for _, t := range a.Lost {
			c.Lost = append(c.Lost, t.UTC().Truncate(time.Second))
		}
	}
	if !now.Live.LookedAt.IsZero() {
		c.State += ", as of " + longDate(now.Live.LookedAt)
	}
	if now.Live.Detail != "" {
		c.State += ". " + now.Live.Detail
	}
	for _, q := range cite.Citation.Quotes {
		state := ""
		for _, l := range now.Live.Quotes {
			if l.Text == q {
				state = "at the last look at the live source: " + quoteWords(l.State)
			}
		}
		if state == "" && now.Live.Verdict == verdict.OK {
			state = "at the last look at the live source: " + quoteWords(verdict.StateVerbatim)
		}
		for _, missing := range now.QuotesMissing {
			if missing == q {
				state = strings.TrimSuffix("not in the archived copy; "+state, "; ")
			}
		}
		c.Quotes = append(c.Quotes, bundle.Quote{Text: q, State: state})
	}
	return c
}

// signer is the capture key, if it is at hand and the archive's own.
func (s *session) signer(ctx context.Context) *ecdsa.PrivateKey {
	key, err := readCaptureKey(s.cfg.Path(s.cfg.Log.CaptureKey))
	if err != nil {
		return nil
	}
	want, sum, err := publicCaptureKey(key)
	if err != nil {
		return nil
	}
	if !slices.ContainsFunc([]string{capturePub, ledger.CaptureKeyOf(sum)}, func(object string) bool {
		pub, err := store.ReadSmall(ctx, s.store, object)
		return err == nil && bytes.Equal(pub, want)
	}) {
		return nil
	}
	return key
}

// logExport logs that evidence was handed out.
func (e *env) logExport(ctx context.Context, records []ledger.ExportRecord) error {
	s, err := e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return err
	}
	defer cleanup()
	if _, err := w.Mend(ctx); err != nil {
		return err
	}
	var list []ledger.Record
	for _, r := range records {
		list = append(list, ledger.Record{Kind: ledger.KindExport, At: e.now().UTC().Truncate(time.Millisecond), Body: r})
	}
	if len(list) == 0 {
		return nil
	}
	if _, err := s.log.Append(ctx, list...); err != nil {
		return err
	}
	return w.CatchUp(ctx)
}

func (e *env) printExport(dir string, w *bundle.Written, gone []*withdrawnError, refused []string) error {
	v := exportJSON{Version: 1, Bundle: dir, Sums: w.Sums, Files: w.Files, Stamps: w.Stamps, Snapshots: []exportSnapshotJSON{}, Withdrawn: []string{}, Refused: append([]string{}, refused...),
		Missing: append([]string{}, w.Missing...), Damaged: append([]string{}, w.Damaged...), LeftOut: append([]string{}, w.LeftOut...), Logged: w.LogError == nil}
	for i, s := range w.Snapshots {
		in := exportSnapshotJSON{s.URL, s.CapturedAt, s.SHA256, s.Object, w.Folders[i], []string{}, []string{}}
		for _, c := range w.Citations {
			if c.Snapshot != nil && *c.Snapshot == in.Folder {
				in.Refs = append(in.Refs, c.Ref)
			}
			if c.Reference != nil && *c.Reference == in.Folder {
				in.Judges = append(in.Judges, c.Ref)
			}
		}
		v.Snapshots = append(v.Snapshots, in)
	}
	for _, g := range gone {
		v.Withdrawn = append(v.Withdrawn, g.ref)
	}
	if w.LogError != nil {
		e.warn("that this was exported is not logged: %s", oneLine(w.LogError.Error()))
		var ahead *watch.CatalogAheadError
		if _, hint := e.explain(w.LogError); errors.As(w.LogError, &ahead) {
			e.say("%s", hint)
		}
	}
	for _, c := range w.Citations {
		if c.Warning != "" {
			e.warn("footnote %s: %s", c.Ref, c.Warning)
		}
	}
	const told = 5
	for i, what := range w.LeftOut {
		if i == told {
			e.warn("and %d more are left out; %s tells of all", len(w.LeftOut)-told, e.line("verify"))
			break
		}
		e.warn("left out: %s", oneLine(what))
	}
	if w.Stamps == 0 {
		e.warn("there is no timestamp of the log since: the bundle proves what was captured, not when")
	}
	if e.json {
		if err := e.printJSON(v); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(e.out, "%s: %s in %s\n", oneLine(dir), plural(len(w.Snapshots), "snapshot"), plural(w.Files, "file"))
		if len(w.Missing) > 0 {
			fmt.Fprintln(e.out, wrap("without a snapshot: "+strings.Join(w.Missing, ", "), width(e.out), "  "))
		}
		for _, s := range v.Snapshots {
			if len(s.Judges) > 0 {
				fmt.Fprintln(e.out, wrap(fmt.Sprintf("footnote %s is judged by the snapshot of %s, in %s; the newest is here as well",
					strings.Join(s.Judges, ", "), longDate(s.CapturedAt), s.Folder), width(e.out), "  "))
			}
		}
		fmt.Fprintf(e.out, "  read %s first\n  verify it: python3 -I %s\n", oneLine(filepath.Join(dir, "README.html")), shellWord(oneLine(filepath.Join(dir, "verify.py"))))
		e.tellResult("  give this sum by another way than the folder: it alone tells that nothing in it was changed\n  SHA-256 of SHA256SUMS: %s\n", w.Sums)
	}
	if len(w.Damaged) > 0 {
		return &failedError{fmt.Sprintf("NOT handed out, as the archive's copy is damaged or lost: %s; %s tells what is", strings.Join(w.Damaged, ", "), e.line("verify"))}
	}
	return nil
}
