package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
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

type addOptions struct{ at, why, by, page string }

func newAdd(e *env) *cobra.Command {
	var opt addOptions
	c := &cobra.Command{
		Use:   "add REF FILE",
		Short: "take in a copy that a person saved",
		Long: `Takes in a copy of a source that a person saved, where no capture gets through: it
wants a login, or asks for proof of being human. FILE is a WACZ or WARC, a PDF, a
page of HTML (one file) or a picture (PNG, JPEG), of up to 512 MiB; what it is is
told by its bytes, not by its name. Nothing in it is run.

It becomes a snapshot like any other, sealed and logged with its bytes as they are,
and labelled wherever it is shown as what it is: a person's copy, with their name
(--by, else your user name on this system), when and why. All of that can be read by
whoever reads the log, for good. That the page looked so is that person's word.

When it was saved: --at, else what its WARC record says, else the date of the file,
with a warning. That date decides whether it is what the citation is compared with:
the snapshot nearest to the report's date is, and of one day our own capture before
another archive's copy before a person's. A picture has no text: what it shows
is not judged, nothing can be compared with it, and no quote be proved by it. A page
of HTML or a PDF can do both.

Its text is compared with our own newest capture of the source, if there is one.
Where less than half of it is the same, add says so, and the copy stands for the
source nowhere until the manifest names its day under reference.

In a WACZ or WARC the page of the source's address is taken; where it has none,
--page says which one. WACZ made by ArchiveWeb.page hold the most: save those where
you can. The same file for the same source and date is taken in once.`,
		Example: `  archiver add 27 page.html --at 2020-02-21 --why "shown to members alone"
  archiver add 27 post.wacz --by "Anna K." --why "the site asks for a captcha"
  archiver add 27 printed.pdf --at 2020-02-21T10:15:00Z
  archiver add 27 session.wacz --page https://example.org/post/7`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: e.completeFirstRefThenFile,
		RunE:              func(c *cobra.Command, args []string) error { return runAdd(c.Context(), e, opt, args[0], args[1]) },
	}
	f := c.Flags()
	f.StringVar(&opt.at, "at", "", "`DATE` it was saved at: 2020-02-21, RFC 3339 or 14 digits, UTC")
	f.StringVar(&opt.why, "why", "", "`TEXT` for those who read the log later")
	f.StringVar(&opt.by, "by", "", "`NAME` of who saved it (default: your user name on this system)")
	f.StringVar(&opt.page, "page", "", "`URL` of the page in a WACZ or WARC (default: the source's)")
	return c
}

type addJSON struct {
	Version    int                 `json:"version"`
	Ref        string              `json:"ref"`
	URL        string              `json:"url"`
	Already    bool                `json:"already"` // it was there; nothing was done
	Snapshot   contract.Copy       `json:"snapshot"`
	Class      string              `json:"class"`
	Verdict    string              `json:"verdict"`
	Reason     string              `json:"reason"`
	Payload    string              `json:"payload_sha256"`
	LogIndex   int64               `json:"log_index"`
	Provenance *catalog.Provenance `json:"provenance"`
	Reference  bool                `json:"reference"`          // later looks are compared with it from now on
	Missing    []string            `json:"quotes_missing"`     // that do not stand in it
	Common     *commonJSON         `json:"compared,omitempty"` // with what is held of the source
	Warnings   []string            `json:"warnings"`
}

// commonJSON says how much of its text a copy has in common with a snapshot.
type commonJSON struct {
	With  contract.Copy `json:"with"`
	Share float64       `json:"share"`
	Aside bool          `json:"aside"` // so little that nothing is compared with the copy
}

func viewCommon(c *watch.Compared) *commonJSON {
	if c == nil {
		return nil
	}
	return &commonJSON{viewCopy(c.With), c.Share, c.Aside}
}

func runAdd(ctx context.Context, e *env, opt addOptions, ref, file string) error {
	opt.why = tidy(opt.why)
	opt.by = tidy(opt.by)
	const longest, longestName = 2000, 200
	switch {
	case len(opt.why) > longest:
		return &usageError{msg: fmt.Sprintf("add %s: --why has %d bytes; a reason has up to %d", ref, len(opt.why), longest)}
	case len(opt.by) > longestName:
		return &usageError{msg: fmt.Sprintf("add %s: --by has %d bytes; a name has up to %d", ref, len(opt.by), longestName)}
	}
	if opt.by == "" {
		opt.by = operator()
	}
	s := watch.Saved{By: opt.by, Why: opt.why, Name: clipBytes(tidy(filepath.Base(file)), 200), Page: opt.page, Day: len(opt.at) == len(time.DateOnly)}
	if opt.at != "" {
		at, err := parseDate(opt.at)
		if err != nil {
			return err
		}
		s.At = at
	}
	set, cite, err := e.cited(ref)
	if err != nil {
		return err
	}
	s.Cite = cite
	s.Others = slices.Collect(set.Citations())
	f, err := openGiven(file)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	s.File, s.Modified = f, st.ModTime()
	added, err := e.addSaved(ctx, set, s)
	if err != nil {
		return addError(ref, file, s, err)
	}
	return e.printTakenIn(s, file, added)
}

// tidy makes one line of what a person wrote.
func tidy(s string) string {
	return strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// openGiven opens a plain file.
func openGiven(name string) (*os.File, error) {
	st, err := os.Stat(name) // first: to open a pipe would wait for whoever writes to it
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{msg: fmt.Sprintf("add: there is no file %s", oneLine(name)), hint: "name the file that was saved, with its folder"}
	case err != nil:
		return nil, &usageError{msg: fmt.Sprintf("add: %v", err)}
	case !st.Mode().IsRegular():
		return nil, &usageError{msg: fmt.Sprintf("add: %s is no file", name)}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, &usageError{msg: fmt.Sprintf("add: %v", err)}
	}
	return f, nil
}

func (e *env) addSaved(ctx context.Context, set *source.Set, saved watch.Saved) (*watch.Added, error) {
	s, err := e.openWriter(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return nil, err
	}
	defer cleanup()
	if err := e.remember(ctx, s, set); err != nil {
		return nil, err
	}
	if n, err := w.Mend(ctx); err != nil {
		return nil, err
	} else if n > 0 {
		e.say("%s of a run that was cut short: now in the log", plural(n, "snapshot"))
	}
	return w.Add(ctx, saved)
}

// addError puts what is wrong with a file into a sentence.
func addError(ref, file string, s watch.Saved, err error) error {
	var unfit *watch.UnfitFileError
	var gone *watch.WithdrawnError
	switch {
	case errors.As(err, &unfit):
		return &usageError{msg: fmt.Sprintf("add %s: %s: %s", s.Cite.Ref, file, unfit.Why), hint: unfit.Hint}
	case errors.As(err, &gone):
		g := gone.Snapshot
		return &usageError{msg: fmt.Sprintf("add %s: %s: the same page was withdrawn from here on %s: %s", s.Cite.Ref, file, longDate(g.Withdrawal.At), g.Withdrawal.Why),
			hint: "nothing brings back what was withdrawn"}
	}
	return err
}

// printTakenIn tells what was taken in, and what it is good for.
func (e *env) printTakenIn(s watch.Saved, file string, a *watch.Added) error {
	snap := a.Snapshot
	v := addJSON{Version: 1, Ref: s.Cite.Ref, URL: s.Cite.Citation.URL, Already: a.Already, Snapshot: viewCopy(snap), Class: snap.Class,
		Verdict: snap.Verdict, Reason: snap.Reason, Payload: snap.PayloadSHA256, LogIndex: snap.LogIndex, Provenance: snap.Provenance, Reference: a.Reference,
		Missing: append([]string{}, a.Missing...), Common: viewCommon(a.Compared), Warnings: append([]string{}, e.addWarnings(s, a)...)}
	for _, w := range v.Warnings {
		e.warn("%s", w)
	}
	if e.json {
		return e.printJSON(v)
	}
	p := snap.Provenance
	switch {
	case a.Already:
		fmt.Fprintf(e.out, "footnote %s: it is there already, as the copy of %s, log entry %d; nothing was done\n", v.Ref, longDate(snap.CapturedAt), snap.LogIndex)
	default:
		e.tellResult("footnote %s: %s is taken in as the copy that %s saved on %s (dated %s)\n", v.Ref, oneLine(file), oneLine(p.By), longDate(snap.CapturedAt), datedWords(p))
	}
	fmt.Fprintf(e.out, "  %s; %s, %s\n  log entry %d\n  sha256 %s\n  %s\n", savedShown(snap), oneLine(p.Form), plural(int(p.FileBytes), "byte"), snap.LogIndex, snap.SHA256, oneLine(snap.Object))
	if words := referenceWords(s.Cite, a); words != "" {
		fmt.Fprintf(e.out, "  %s\n", words)
	}
	return nil
}

// referenceWords says that a copy is what later looks are compared with, as one that is
// dated back may become; "" where it is not.
func referenceWords(c source.Cite, a *watch.Added) string {
	day, of := c.Citation.Reference, "reference"
	if day.IsZero() {
		day, of = c.Manifest.Published, "publication"
	}
	switch old := a.Instead; {
	case !a.Reference:
		return ""
	case old == nil:
		return "later looks are compared with it, as nothing else shows the source"
	default:
		return fmt.Sprintf("later looks are compared with it, and no longer with %s of %s: it is nearer to the day of %s, %s",
			either(old.Provenance == nil, "our capture", "the copy"), shortDate(old.CapturedAt), of, shortDate(day))
	}
}

// hostNamed is the host of an address, without "www.".
func hostNamed(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// savedShown says what a person's copy was judged to show.
func savedShown(s catalog.Snapshot) string {
	switch {
	case s.Class != verdict.ClassSource:
		return "it shows " + classShown(s)
	case s.Provenance.Finding == "no text":
		return "it is " + unjudged
	}
	return "by its text it is no wall and no error page"
}

// unjudged is what a copy is in which no text can be read.
const unjudged = "a picture or a document without text: what it shows was not judged, and that it shows the source is that person's word"

func classShown(s catalog.Snapshot) string {
	return fmt.Sprintf("not the source but %s: %s %s", either(s.Class == verdict.ClassWall, "a wall", "an error page"), s.Verdict, s.Reason)
}

// addWarnings are what a person should know of a copy that they gave.
func (e *env) addWarnings(s watch.Saved, a *watch.Added) (list []string) {
	warn := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	snap := a.Snapshot
	if a.Already {
		return nil
	}
	if snap.Provenance.Dated == "modified" {
		warn("it is dated by the file, %s: the latest time at which it can have been saved; --at DATE would say when it was", longDate(snap.CapturedAt))
	}
	if far := a.Recorded.Sub(s.At).Abs(); !s.At.IsZero() && !a.Recorded.IsZero() && far > 24*time.Hour {
		warn("its own record says that it is of %s, not of %s", longDate(a.Recorded), longDate(s.At))
	}
	if own, page := hostNamed(s.Cite.Citation.URL), hostNamed(s.Page); s.Page != "" && own != page {
		warn("the page that was named is of another host, %s, and the source of %s: whether it shows the source is your word", oneLine(page), oneLine(own))
	}
	if c := a.Compared; c != nil && !verdict.Alike(c.Share) {
		words := fmt.Sprintf("its text has little in common with %s of %s: %.0f %% of it", either(c.With.Provenance == nil, "our capture", "the copy"), longDate(c.With.CapturedAt), 100*c.Share)
		if c.Aside {
			words += fmt.Sprintf(". It is kept, and nothing is compared with it. If it is the source as it was cited, name its day in %s: reference: %s", s.Cite.Manifest.Path, snap.CapturedAt.UTC().Format(time.DateOnly))
		}
		warn("%s", words)
	}
	if snap.Class != verdict.ClassSource {
		warn("it does not show the source but %s, as its text says: %s; the archive's state stays as it was", either(snap.Class == verdict.ClassWall, "a wall", "an error page"), a.Judgement.Detail)
	} else if len(a.Judgement.Want) > 0 {
		warn("it may show no source but an error page: look at it yourself (%s)", e.line("get", s.Cite.Ref, "--at", snap.CapturedAt.UTC().Format("20060102150405")))
	}
	switch {
	case a.Unread != "" && a.Quotes > 0:
		warn("no text: nothing can be compared with it, and %s can't be proved by it (%s)", plural(a.Quotes, "quote"), a.Unread)
	case a.Unread != "":
		warn("no text: nothing can be compared with it (%s)", a.Unread)
	case len(a.Missing) > 0:
		warn("%d of %s %s not stand in it: “%s”", len(a.Missing), plural(a.Quotes, "quote"), either(len(a.Missing) == 1, "does", "do"), strings.Join(a.Missing, "”, “"))
	}
	if a.Signed != "" && a.Signed != "a key" {
		warn("that %s signed it is not checked here; what it signed is kept with it", oneLine(a.Signed))
	}
	return list
}
