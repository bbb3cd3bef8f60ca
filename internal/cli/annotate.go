package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/source"
	"archiver/internal/watch"
)

type annotateOptions struct{ output, id string }

func newAnnotate(e *env) *cobra.Command {
	var opt annotateOptions
	c := &cobra.Command{
		Use:   "annotate REPORT",
		Short: "the report with its archived copies in the footnotes",
		Long: `Writes a report anew, with the archived copy of each source at the end of its
footnote: date, SHA-256, and where to open it. REPORT is the report's own file, as it was
imported, in Markdown or HTML. Where to open a copy is the address under
web.public in the configuration, or the Wayback Machine's, of a copy taken from there;
else the file's name in the archive, which anyone who has the archive or a bundle can
check. It is the copy that stands for the citation, as status and check judge it. Where
there is none that shows the source, or a person saved it, the footnote says so, and
stderr lists which.

Nothing else of the report is changed, not a byte. What is added is in
<span class="archiver-copy">, by which it is found again: a report that was annotated
before gets the copies of today in their place, and import leaves them out.

The manifest is the one that cites what the report cites, or the one that --id names.`,
		Example: `  archiver annotate report.md -o report-archived.md
  archiver annotate report.html -o published.html --id kz-ep-2020`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runAnnotate(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVarP(&opt.output, "output", "o", "", "`FILE` to write, another than the report (required; - for stdout)")
	c.Flags().StringVar(&opt.id, "id", "", "`ID` of the report's manifest (default: the one that fits)")
	return c
}

type annotateJSON struct {
	Version   int                `json:"version"`
	Report    string             `json:"report"`
	Manifest  string             `json:"manifest"`
	Input     string             `json:"input"`
	Output    string             `json:"output"`
	Added     int                `json:"added"`
	Replaced  int                `json:"replaced"` // additions of an earlier time, taken out
	Citations []annotateCiteJSON `json:"citations"`
	Warnings  []warningJSON      `json:"warnings"`
}

type annotateCiteJSON struct {
	Ref   string `json:"ref"`
	URL   string `json:"url"`
	Line  int    `json:"line"`  // of the footnote in the report
	Added bool   `json:"added"` // false: its footnote has no place for it
	citedCopyJSON
}

// citedCopyJSON is the copy that a citation names.
type citedCopyJSON struct {
	State      string     `json:"state"` // intact, wall, missing, corrupt, withdrawn
	CapturedAt *time.Time `json:"captured_at"`
	SHA256     string     `json:"sha256"`
	Object     string     `json:"object"`
	Address    string     `json:"address"`           // where anyone can open it; "" for nowhere
	Memento    string     `json:"memento,omitempty"` // of a copy that another archive had
	Kind       string     `json:"kind"`              // own, wayback, person
	Beside     string     `json:"beside,omitempty"`  // another copy of the source is missing or corrupt
	// Instead is the snapshot that it is judged by, where this one stands in for it.
	Instead *insteadOfJSON `json:"instead_of,omitempty"`
}

func viewCited(c standsFor) citedCopyJSON {
	v := citedCopyJSON{State: c.State, Beside: c.Beside}
	if c.State != watch.Intact {
		return v
	}
	at := c.CapturedAt
	v.Instead = c.Instead
	v.CapturedAt, v.SHA256, v.Object, v.Address, v.Memento, v.Kind = &at, c.SHA256, c.Object, c.Address, "", "own"
	if c.Provenance != nil {
		v.Kind, v.Memento = c.Provenance.Kind, c.Provenance.Memento
	}
	return v
}

// notePlace is a citation of the manifest at a note of the report.
type notePlace struct {
	note int
	cite source.Cite
	ref  string
}

func runAnnotate(ctx context.Context, e *env, opt annotateOptions, file string) error {
	if err := e.notFile(file); err != nil {
		return err
	}
	if err := e.annotatePlace(file, opt.output); err != nil {
		return err
	}
	data, err := readReport(file)
	if err != nil {
		return err
	}
	draft, err := source.OpenDraft(file, data)
	if err != nil {
		hint := ""
		if form := (*source.UnsupportedError)(nil); errors.As(err, &form) {
			hint = e.line("cite", "REF") + " gives one footnote's archived copy as text, to be pasted into any document; " + e.line("list") + " shows every REF"
		}
		return &usageError{msg: strings.Replace(err.Error(), "import ", "annotate ", 1), hint: hint}
	}
	if !slices.ContainsFunc(draft.Notes, func(n source.DraftNote) bool { return len(n.Citations) > 0 }) {
		return &usageError{msg: fmt.Sprintf("annotate %s: no footnote with a URL in it", oneLine(file))}
	}
	m, err := e.manifestFor(draft, opt.id, file)
	if err != nil {
		return err
	}
	warnings := []warningJSON{}
	for _, w := range draft.Warnings {
		warnings = append(warnings, warningJSON{File: file, Line: w.Line, Message: w.Msg})
	}
	places, more := placesIn(m, draft, file)
	warnings = append(warnings, more...)
	s, err := e.openReader(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	cites := make([]source.Cite, len(places))
	for i, p := range places {
		cites[i] = p.cite
	}
	copies, err := e.citable(ctx, s, cites)
	if err != nil {
		return err
	}
	if err := unsureCopies(file, copies); err != nil {
		return err
	}
	if is := either(draft.HTML, "HTML", "Markdown"); misnamed(opt.output, draft.HTML) {
		warnings = append(warnings, warningJSON{File: opt.output, Message: "it is " + is + ", as the report is, whatever its name says: nothing is converted"})
	}
	v := annotateJSON{Version: 1, Report: m.ID, Manifest: m.Path, Input: file, Output: opt.output, Replaced: draft.Replaced, Citations: []annotateCiteJSON{}, Warnings: warnings}
	additions := make([][]source.Fragment, len(draft.Notes))
	for i, p := range places {
		n := draft.Notes[p.note]
		begins := copyWords.Copy
		if len(n.Citations) > 1 {
			begins = fmt.Sprintf(copyWords.CopyOf, p.ref, strings.TrimPrefix(hostOf(p.cite.Citation.URL), "www."))
		}
		f := append(source.Fragment{{Text: begins}}, copies[i].words(p.cite.Citation.URL)...)
		additions[p.note] = append(additions[p.note], f)
		v.Citations = append(v.Citations, annotateCiteJSON{p.ref, p.cite.Citation.URL, n.Line, n.Placed(), viewCited(copies[i])})
		if n.Placed() {
			v.Added++
		}
	}
	out, err := draft.Write(additions)
	if err != nil {
		return &usageError{msg: err.Error()}
	}
	if opt.output == "-" {
		if _, err := e.out.Write(out); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	} else if err := copyToFile(opt.output, strings.NewReader(string(out))); err != nil {
		return err
	}
	e.printAnnotated(v, copies, opt.output == "-")
	if e.json {
		return e.printJSON(v)
	}
	return nil
}

// unsureCopies refuses to have a report say of its copies that they are damaged, where
// the log is, and no copy can be named; nil: some can, or they are.
func unsureCopies(file string, copies []standsFor) error {
	var unsure *standsFor
	for i, c := range copies {
		if none, _ := c.absence(); none == "" {
			return nil
		}
		if c.State == watch.Corrupt && c.Unsure {
			unsure = &copies[i]
		}
	}
	if unsure == nil {
		return nil
	}
	return &unsureError{what: fmt.Sprintf("annotate %s: nothing is written, for whether any archived copy is as it was can't be told", oneLine(file)), why: unsure.Detail}
}

// misnamed says whether a file's name promises the other form.
func misnamed(file string, html bool) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".html", ".htm", ".xhtml":
		return !html
	case ".md", ".markdown":
		return html
	case ".docx", ".pdf", ".odt", ".doc", ".rtf":
		return true
	}
	return false
}

// annotatePlace refuses to write where that would harm.
func (e *env) annotatePlace(file, output string) error {
	switch {
	case output == "":
		return &usageError{msg: "annotate " + oneLine(file) + ": where to?", hint: e.line("annotate", shellWord(oneLine(file)), "-o", "FILE")}
	case output == "-" && e.json:
		return &usageError{msg: "annotate: -o - and --json both want stdout", hint: "name a file: -o FILE"}
	case output == "-":
		return nil
	}
	if _, err := e.config(); err != nil {
		return err
	}
	in, err := os.Stat(file)
	out, err2 := os.Stat(output)
	if err == nil && err2 == nil && os.SameFile(in, out) {
		return &usageError{msg: fmt.Sprintf("annotate %s: that would overwrite the report itself", oneLine(file)), hint: "name another file: -o FILE"}
	}
	abs, err := filepath.Abs(output)
	if err != nil {
		return fmt.Errorf("write %s: %w", output, err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	if own := e.ownFolder(abs); own != "" {
		return &usageError{msg: fmt.Sprintf("write %s: that is inside %s, which is no place for it", oneLine(output), own), hint: "name a file elsewhere"}
	}
	return nil
}

// readReport reads a report's file.
func readReport(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{msg: fmt.Sprintf("read report: there is no file %s", oneLine(file)), hint: "name the report's Markdown or HTML file, with its folder"}
	case err != nil:
		return nil, &usageError{msg: fmt.Sprintf("read report: %v", err)}
	case !info.Mode().IsRegular():
		return nil, &usageError{msg: fmt.Sprintf("read report: %s is no file", oneLine(file)), hint: "name the report's Markdown or HTML file"}
	case info.Size() > source.MaxReport:
		return nil, &usageError{msg: fmt.Sprintf("read report %s: %d bytes are more than a report has (%d)", oneLine(file), info.Size(), source.MaxReport)}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &usageError{msg: fmt.Sprintf("read report: %v", err)}
	}
	return data, nil
}

// manifestFor finds the manifest of a report: the one with most of its citations,
// under the same numbers before others.
func (e *env) manifestFor(d *source.Draft, id, file string) (*source.Manifest, error) {
	if id != "" {
		set, _, err := e.manifests("", []string{id})
		if err != nil {
			return nil, err
		}
		return set.Manifests[slices.IndexFunc(set.Manifests, func(m *source.Manifest) bool { return m.ID == id })], nil
	}
	set, broken, err := e.sources()
	if err != nil {
		return nil, err
	}
	if broken != nil { // whose the report is can't be told
		return nil, broken.err
	}
	type fit struct {
		m           *source.Manifest
		same, cited int
	}
	var fits []fit
	for _, m := range set.Manifests {
		f := fit{m: m}
		has, urls := map[string]bool{}, map[string]bool{}
		for _, fn := range m.Footnotes {
			for _, c := range fn.Citations {
				has[string(fn.Number)+" "+c.LeadsTo()], urls[c.LeadsTo()] = true, true
			}
		}
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				if urls[c.LeadsTo()] {
					f.cited++
				}
				if has[n.Label+" "+c.LeadsTo()] {
					f.same++
				}
			}
		}
		if f.cited > 0 {
			fits = append(fits, f)
		}
	}
	order := func(a, b fit) int { return cmp.Or(cmp.Compare(b.same, a.same), cmp.Compare(b.cited, a.cited)) }
	slices.SortStableFunc(fits, order)
	switch {
	case len(fits) == 0:
		return nil, &usageError{msg: fmt.Sprintf("annotate %s: no manifest cites what it cites", oneLine(file)), hint: e.line("import", shellWord(oneLine(file))) + " makes one"}
	case len(fits) > 1 && order(fits[0], fits[1]) == 0:
		var names []string
		for _, f := range fits {
			if order(fits[0], f) == 0 {
				names = append(names, f.m.ID)
			}
		}
		return nil, &usageError{msg: fmt.Sprintf("annotate %s: it can be the report of %s", oneLine(file), strings.Join(names, ", ")), hint: "say which: --id " + names[0]}
	}
	return fits[0].m, nil
}

// placesIn matches the notes of a report with the citations of its manifest, and
// tells where they do not.
func placesIn(m *source.Manifest, d *source.Draft, file string) (places []notePlace, warnings []warningJSON) {
	only := &source.Set{Manifests: []*source.Manifest{m}} // so that a REF is short
	named, byURL := map[string]source.Cite{}, map[string]source.Cite{}
	for c := range only.Citations() {
		to := c.Citation.LeadsTo() // of an older import it may be a link that only leads on
		named[string(c.Footnote.Number)+" "+to] = c
		if _, ok := byURL[to]; !ok {
			byURL[to] = c
		}
	}
	seen := map[string]bool{}
	for i, n := range d.Notes {
		for k, c := range n.Citations {
			cite, ok := named[n.Label+" "+c.LeadsTo()]
			nth := k + 1
			if ok {
				nth = cite.N // as other commands count
			}
			ref := n.Label
			if len(n.Citations) > 1 || nth > 1 {
				ref = fmt.Sprintf("%s.%d", n.Label, nth)
			}
			seen[n.Label+" "+c.LeadsTo()] = true
			if !ok {
				if cite, ok = byURL[c.LeadsTo()]; !ok {
					warnings = append(warnings, warningJSON{File: file, Line: n.Line, Message: fmt.Sprintf("note %s cites %s, which the manifest %s does not: nothing is added for it", n.Label, c.URL, m.ID)})
					continue
				}
				warnings = append(warnings, warningJSON{File: file, Line: n.Line, Message: fmt.Sprintf("note %s cites %s, which in the manifest %s is in footnote %s: its copy is given", n.Label, c.URL, m.ID, cite.Footnote.Number)})
			}
			places = append(places, notePlace{i, cite, ref})
		}
	}
	for c := range only.Citations() {
		if !seen[string(c.Footnote.Number)+" "+c.Citation.LeadsTo()] {
			warnings = append(warnings, warningJSON{File: file, Line: 0, Message: fmt.Sprintf("footnote %s of the manifest %s cites %s, and the report's does not", c.Footnote.Number, m.ID, c.Citation.URL)})
		}
	}
	return places, warnings
}

// printAnnotated tells what was done, and what a person should look at.
func (e *env) printAnnotated(v annotateJSON, copies []standsFor, onStdout bool) {
	for i, w := range v.Warnings {
		where := w.File
		if w.Line > 0 {
			where = fmt.Sprintf("%s:%d", w.File, w.Line)
		}
		if i == mostNamed && !e.verbose {
			e.warn("%d more do not match; -v shows them", len(v.Warnings)-i)
			break
		}
		e.warn("%s: %s", oneLine(where), oneLine(w.Message))
	}
	var without, others []string
	for i, c := range copies {
		none, whose := c.absence()
		if none != "" {
			without = append(without, v.Citations[i].Ref+" ("+none+")")
		}
		if whose != "" {
			others = append(others, v.Citations[i].Ref+" ("+whose+")")
		}
	}
	if n := len(without); n > 0 {
		e.warn("%s %s no archived copy that can be cited: %s", plural(n, "citation"), either(n == 1, "has", "have"), first(without))
	}
	for i, c := range copies {
		e.warnInstead(v.Citations[i].Ref, c)
	}
	if n := len(others); n > 0 {
		e.warn("%s %s a copy that is no capture of ours: %s", plural(n, "citation"), either(n == 1, "has", "have"), first(others))
	}
	words := fmt.Sprintf("%s: the footnotes of %s tell of %s, %d of them with an archived copy", oneLine(v.Output), v.Report, plural(v.Added, "citation"), len(copies)-len(without))
	if v.Replaced > 0 {
		words += fmt.Sprintf("; %d of an earlier time are replaced", v.Replaced)
	}
	switch {
	case e.json:
	case onStdout:
		e.say("%s", words)
	default:
		e.tellResult("%s\n", words)
	}
}
