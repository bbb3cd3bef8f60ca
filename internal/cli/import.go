package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/store"
)

type importOptions struct {
	id, published, output string
}

func newImport(e *env) *cobra.Command {
	var opt importOptions
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "read a report's footnotes and write its manifest",
		Long: `Reads a report (Markdown, HTML, DOCX or PDF) and writes sources/ID.yaml: its
footnotes, what each cites, and the sentences that carry its mark. A second
import adds what is new, warns of what vanished, and never touches what stands.
A note that refers back ("Ibid., p. 5", "Smith, supra note 12; also https://…", "Там же") cites
the source of the note that it means, besides its own, where that note has one URL; else
a warning names it.

A DOCX gives its footnotes and endnotes with the numbers that a word processor
shows. What was taken out with changes tracked is left out, and so are comments.

A PDF has no footnotes, only small raised numbers, and small print at the foot of
its pages or numbered notes at its end: these are read. A link in it is taken as
it leads; an address that is only printed, and broken by a line end, is mended
with a warning that names both halves. Import the file that the PDF was made from
if you have it. Needs pdftotext and pdftohtml (Debian: poppler-utils).`,
		Example: `  archiver import report.md --published 2020-02-20
  archiver import report.docx --id kz-2020
  archiver import report.pdf --published 2020-02-20
  archiver import report.html --id kz-2020 --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runImport(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVar(&opt.id, "id", "", "`ID` of the report (default: from the file name)")
	c.Flags().StringVar(&opt.published, "published", "", "`DATE` the report cites its sources at (default: today)")
	c.Flags().StringVarP(&opt.output, "output", "o", "", "manifest `FILE` to write (default: sources/ID.yaml)")
	return c
}

type importJSON struct {
	Version   int      `json:"version"`
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Published string   `json:"published"`
	Manifest  string   `json:"manifest"`
	Footnotes int      `json:"footnotes"`
	Citations int      `json:"citations"`
	Sources   int      `json:"sources"`
	Hosts     int      `json:"hosts"`
	Added     []string `json:"added"`
	// Tied are the footnotes that cite the source of another by "Ibid." or the like.
	Tied     []source.Label `json:"tied"`
	Warnings []warningJSON  `json:"warnings"`
}

type warningJSON struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
	// The place in a report that has no lines.
	Page      int `json:"page,omitempty"`
	Paragraph int `json:"paragraph,omitempty"`
}

// warningOf places a warning in its file.
func warningOf(file string, w source.Warning) warningJSON {
	out := warningJSON{File: file, Message: w.Msg}
	switch w.Unit {
	case "page":
		out.Page = w.Line
	case "paragraph":
		out.Paragraph = w.Line
	default:
		out.Line = w.Line
	}
	return out
}

// where is the place of a warning, for people.
func (w warningJSON) where() string {
	switch {
	case w.Line > 0:
		return fmt.Sprintf("%s:%d", w.File, w.Line)
	case w.Page > 0:
		return fmt.Sprintf("%s, page %d", w.File, w.Page)
	case w.Paragraph > 0:
		return fmt.Sprintf("%s, paragraph %d", w.File, w.Paragraph)
	}
	return w.File
}

// maxReport bounds a report file in bytes.
const maxReport = 64 << 20

// readBounded reads a file, and one byte more than most where it has more. A pipe, as of
// another program's output, is read too: who waits in vain for what comes out of it can
// interrupt that.
func readBounded(ctx context.Context, name string, most int64) (data []byte, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		var f *os.File
		if f, err = os.Open(name); err != nil {
			return
		}
		defer f.Close()
		data, err = io.ReadAll(io.LimitReader(f, most+1))
	}()
	select {
	case <-done:
		return data, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func runImport(ctx context.Context, e *env, opt importOptions, file string) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	o := source.ImportOptions{ID: opt.id, Today: e.now().UTC(), LayPDF: func(data []byte) (*extract.Laid, error) {
		return extract.New(extract.Config{}).Lay(ctx, bytes.NewReader(data))
	}}
	if opt.published != "" {
		if o.Published, err = parseDate(opt.published); err != nil {
			return err
		}
	}
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &usageError{msg: fmt.Sprintf("read report: there is no file %s", file), hint: "name the report's file (Markdown, HTML, DOCX, PDF), with its folder"}
	}
	if err == nil && info.IsDir() {
		return &usageError{msg: fmt.Sprintf("read report: %s is a folder", file), hint: "name the report's file (Markdown, HTML, DOCX, PDF)"}
	}
	if err != nil {
		return &usageError{msg: fmt.Sprintf("read report: %v", err)}
	}
	data, err := readBounded(ctx, file, maxReport)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return &usageError{msg: fmt.Sprintf("read report: %v", err)}
	case len(data) > maxReport:
		return &usageError{msg: fmt.Sprintf("read report %s: it is larger than a report (%d MiB)", file, maxReport>>20)}
	}
	im, err := source.Import(filepath.Base(file), data, o)
	if broken := (*source.BrokenError)(nil); errors.As(err, &broken) {
		return &usageError{msg: err.Error(), hint: broken.Hint}
	}
	if other := (*source.UnsupportedError)(nil); errors.As(err, &other) {
		return &usageError{msg: err.Error(), hint: readableHint(file, other.Format)}
	}
	if err != nil {
		return &usageError{msg: err.Error()}
	}
	m := im.Manifest
	if len(m.Footnotes) == 0 {
		return noFootnote(file, im)
	}
	path, err := manifestFor(cfg.Path(cfg.Sources), opt, m.ID)
	if err != nil {
		return err
	}
	var warnings []warningJSON
	existing, err := store.ReadPlain(path)
	var out []byte
	var added []string
	switch {
	case errors.Is(err, fs.ErrNotExist):
		out = source.Encode(m)
		if opt.output == "" {
			warnings = append(warnings, e.twins(cfg.Path(cfg.Sources), path, file, m)...)
		}
		for _, f := range m.Footnotes {
			for _, c := range f.Citations {
				added = append(added, c.URL)
			}
		}
	case err != nil:
		return asOutput("read manifest "+path, path, fmt.Errorf("read manifest: %w", err))
	default:
		var more []source.Warning
		if out, added, more, err = source.Merge(existing, path, im); err != nil {
			return err
		}
		for _, w := range more {
			warnings = append(warnings, warningOf(path, w))
		}
		old, err := source.Load(path)
		if err != nil {
			return err
		}
		if !o.Published.IsZero() && !old.Published.Equal(o.Published) {
			warnings = append(warnings, warningJSON{File: path, Message: "it says published: " + shortDate(old.Published) + ", and is left so; edit it there"})
		}
		if opt.id != "" && old.ID != opt.id {
			return &usageError{msg: fmt.Sprintf("import %s: %s is the manifest of %s, not of %s", file, path, oneLine(old.ID), opt.id),
				hint: "leave --id out, or name another file with --output"}
		}
		m.ID, m.Title, m.Published, o.Published = old.ID, old.Title, old.Published, old.Published
	}
	for _, w := range im.Warnings {
		if !o.Published.IsZero() && strings.Contains(w.Msg, "date of publication is not known") {
			continue // the manifest knows it
		}
		warnings = append(warnings, warningOf(file, w))
	}
	if string(out) != string(existing) || existing == nil {
		if err := writeFile(path, out); err != nil {
			return err
		}
	}
	res := importJSON{Version: 1, ID: m.ID, Title: m.Title, Published: shortDate(m.Published), Manifest: path,
		Added: append([]string{}, added...), Tied: append([]source.Label{}, im.Tied...), Warnings: append([]warningJSON{}, warnings...)}
	sources, hosts := map[string]bool{}, map[string]bool{}
	res.Footnotes = len(m.Footnotes)
	for _, f := range m.Footnotes {
		for _, c := range f.Citations {
			res.Citations++
			sources[c.URL] = true
			hosts[hostOf(c.URL)] = true
		}
	}
	res.Sources, res.Hosts = len(sources), len(hosts)
	if e.json {
		return e.printJSON(res)
	}
	for _, w := range res.Warnings {
		e.warn("%s: %s", w.where(), oneLine(w.Message))
	}
	fmt.Fprintf(e.out, "%s: %s, %s, %s on %s\n", res.ID, plural(res.Footnotes, "footnote"),
		plural(res.Citations, "citation"), plural(res.Sources, "distinct source"), plural(res.Hosts, "host"))
	if n := len(im.Tied); n > 0 {
		var which []string
		for _, label := range im.Tied {
			which = append(which, string(label))
		}
		fmt.Fprintf(e.out, "%d of them %s to the source of another (“Ibid.” and the like), and %s it: %s\n",
			n, either(n == 1, "refers back", "refer back"), either(n == 1, "cites", "cite"), first(which))
	}
	switch {
	case existing == nil:
		fmt.Fprintf(e.out, "written to %s\n", path)
	case len(added) > 0:
		fmt.Fprintf(e.out, "%s added to %s; what stood there is untouched\n", plural(len(added), "citation"), path)
	default:
		fmt.Fprintf(e.out, "%s stands as it was: nothing new\n", path)
	}
	if existing == nil && filepath.Dir(path) == filepath.Clean(cfg.Path(cfg.Sources)) {
		e.say("next: %s", e.line("run"))
	}
	return nil
}

// manifestFor is the file of a report's manifest: the one of its ID, whatever its name.
// Two of one ID would be read by no command.
func manifestFor(dir string, opt importOptions, id string) (string, error) {
	usual := filepath.Join(dir, id+".yaml")
	if opt.output != "" {
		usual = opt.output
	}
	files, err := source.Files(dir)
	info, serr := os.Stat(usual)
	if serr == nil && info.IsDir() && opt.output != "" {
		return "", &usageError{msg: fmt.Sprintf("write %s: it is a folder", oneLine(usual)), hint: "name a file"}
	}
	if err != nil || serr == nil {
		return usual, nil // no folder yet, or what is there will be read
	}
	for _, f := range files {
		m, err := source.Load(f)
		if err != nil || !strings.EqualFold(m.ID, id) {
			continue // its mistakes are told by what needs it
		}
		if m.ID != id && opt.output == "" { // neither could be read beside the other
			return "", &usageError{msg: fmt.Sprintf("import: the ID %s is that of the report %s (%s), but for large and small letters", id, m.ID, oneLine(f)), hint: "--id " + m.ID + " adds to that report; else choose another --id"}
		}
		if opt.output == "" {
			return f, nil
		}
		if abs, err := filepath.Abs(opt.output); err == nil && filepath.Dir(abs) == dir {
			return "", &usageError{msg: fmt.Sprintf("import: %s is the manifest of %s already", f, id), hint: "leave --output out to add to it, or choose another --id"}
		}
	}
	return usual, nil
}

// parseDate reads 2020-02-21, RFC 3339, or the 14 digits of an archive; UTC.
func parseDate(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "20060102150405"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC(), nil
		}
	}
	hint := "write 2020-02-21, 2020-02-21T10:15:00Z or 20200221101500"
	if days := daysMeant(s); len(days) > 0 {
		hint = "write " + strings.Join(days, " or ") + ": year, month, day"
	}
	return time.Time{}, &usageError{msg: fmt.Sprintf("%q is not a date", s), hint: hint}
}

// daysMeant are the days that three numbers in another order or form can stand for.
func daysMeant(s string) (days []string) {
	p := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("./- ", r) })
	if len(p) != 3 {
		return nil
	}
	try := func(year, month, day string) {
		t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
		if d := t.Format(time.DateOnly); err == nil && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	try(p[0], p[1], p[2])
	try(p[2], p[1], p[0])
	if strings.Contains(s, "/") { // where the month may come first
		try(p[2], p[0], p[1])
	}
	return days
}
