package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/legible"
	"archiver/internal/source"
	"archiver/internal/watch"
)

type citeOptions struct{ at, style string }

func newCite(e *env) *cobra.Command {
	var opt citeOptions
	c := &cobra.Command{
		Use:   "cite REF",
		Short: "a citation of a footnote's archived copy, in several styles",
		Long: `Prints a citation of the archived copy of a footnote's source: the authors, if the page
names them in its head, its title and address, the copy's date, SHA-256 and where to open it. It is the copy that stands for
the footnote, as status and check judge it, or with --at the one that get gives.

--style plain     one line of text
        markdown  the same with links
        html      the same as HTML, the title being a Robust Link
        robust    the Robust Link alone (robustlinks.mementoweb.org): a link to
                  the page, with data-originalurl, -versionurl and -versiondate
        bibtex    an @online entry, for biblatex or BibTeX
        csl       CSL-JSON, as Zotero, pandoc and others read it

An address of the copy is known where web.public in the configuration says under which
the archive is published, or where it was taken from the Wayback Machine.

REF is 27 (the first URL of footnote 27), 27.2 (its second), REPORT/27, or a URL.`,
		Example: `  archiver cite 27
  archiver cite 27 --style bibtex >> sources.bib
  archiver cite 27.2 --at 2020-03-01 --style csl`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeRefs,
		RunE:              func(c *cobra.Command, args []string) error { return runCite(c.Context(), e, opt, args[0]) },
	}
	c.Flags().StringVar(&opt.at, "at", "", "`DATE`: 2020-02-21, RFC 3339 or 14 digits, UTC (default: the copy that stands for it)")
	c.Flags().StringVar(&opt.style, "style", "plain", "`STYLE`: plain, markdown, html, robust, bibtex or csl")
	return c
}

type citeJSON struct {
	Version  int      `json:"version"`
	Ref      string   `json:"ref"`
	URL      string   `json:"url"`
	Title    string   `json:"title"`             // as the page gave it, as one plain line; "" where it gave none
	Authors  []string `json:"authors,omitempty"` // as the page names them in its head
	Style    string   `json:"style"`
	Citation string   `json:"citation"`
	citedCopyJSON
}

func runCite(ctx context.Context, e *env, opt citeOptions, ref string) error {
	if err := choice("--style", opt.style, "plain", "markdown", "html", "robust", "bibtex", "csl"); err != nil {
		return err
	}
	write := citeStyles[opt.style]
	at, err := e.moment(opt.at)
	if err != nil {
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
	held, err := e.citedCopy(ctx, s, cite, at, opt.at != "")
	if err != nil {
		return err
	}
	title, authors, err := titleOf(ctx, s, held.Object)
	if err != nil {
		return err
	}
	e.warnInstead(cite.Ref, held)
	if _, whose := held.absence(); whose != "" {
		e.warn("this copy is no capture of ours: %s", whose)
	}
	c := citation{Key: citeKey(cite), URL: cite.Citation.URL, Title: title, Authors: authors, Copy: held}
	text := write(c)
	if e.json {
		return e.printJSON(citeJSON{1, cite.Ref, c.URL, c.Title, authors, opt.style, text, viewCited(held)})
	}
	fmt.Fprintln(e.out, text)
	return nil
}

// citedCopy is the copy that is to be cited.
func (e *env) citedCopy(ctx context.Context, s *session, cite source.Cite, at time.Time, asked bool) (standsFor, error) {
	if asked {
		return e.citedAt(ctx, s, cite, at)
	}
	list, err := e.citable(ctx, s, []source.Cite{cite})
	if err != nil {
		return standsFor{}, err
	}
	held := list[0]
	kept, gone, err := s.snapshotsOf(ctx, source.ID(cite.Citation.URL))
	if err != nil {
		return held, err
	}
	switch {
	case held.State == watch.Intact:
		return held, nil
	case held.State == withdrawnCopy && held.Object == "" && len(gone) > 0:
		last := gone[len(gone)-1]
		return held, &withdrawnError{verb: "cite", ref: cite.Ref, snap: last, other: nearestKept(kept, last.CapturedAt)}
	case held.State == withdrawnCopy:
		return held, fmt.Errorf("cite %s: a person has decided to withdraw its snapshot, which still lies there", cite.Ref)
	case held.State == watch.Wall:
		return held, fmt.Errorf("cite %s: no snapshot shows the source, only a wall or an error page; --at DATE cites that", cite.Ref)
	case held.State == watch.Missing && held.Object == "":
		return held, fmt.Errorf("cite %s: no snapshot of it was taken yet", cite.Ref)
	}
	return held, &damagedError{fmt.Errorf("the one of %s is %s", longDate(held.CapturedAt), either(held.State == watch.Missing, "lost", "damaged"))}
}

// citedAt is the copy that get gives for a moment.
func (e *env) citedAt(ctx context.Context, s *session, cite source.Cite, at time.Time) (standsFor, error) {
	snap, after, err := s.snapshotAt(ctx, cite, at, true)
	var withdrawn *withdrawnError
	var none *noSnapshotError
	switch {
	case errors.As(err, &withdrawn):
		withdrawn.verb = "cite"
		return standsFor{}, err
	case errors.As(err, &none):
		return standsFor{}, fmt.Errorf("cite %s: no snapshot of it was taken yet", cite.Ref)
	case err != nil:
		return standsFor{}, err
	}
	done, err := s.readOnce(ctx, snap.Object)
	if err != nil {
		return standsFor{}, err
	}
	defer done()
	if err := watch.VerifySnapshot(ctx, s.store, snap); err != nil {
		return standsFor{}, &damagedError{err}
	}
	if after {
		e.warn("no snapshot at or before %s; this is the first after it", longDate(at))
	}
	if _, err := e.warnRefused(ctx, s, cite.Ref, snap); err != nil {
		return standsFor{}, err
	}
	if snap.Class != "source" {
		e.warn("this snapshot does not show the source but %s", insteadOf(snap))
	}
	return standsFor{State: watch.Intact, CapturedAt: snap.CapturedAt, SHA256: snap.SHA256, Object: snap.Object, Class: snap.Class,
		Provenance: snap.Provenance, Address: s.cfg.PublicAddress(snap.Object)}, nil
}

// maxCitedTitle bounds a title in characters.
const maxCitedTitle = 300

// titleOf is the title that the page of a snapshot gives itself, as one plain line, and
// the authors that it names.
func titleOf(ctx context.Context, s *session, object string) (title string, authors []string, err error) {
	a, closer, err := watch.OpenSnapshot(ctx, s.store, object)
	if err != nil {
		return "", nil, err
	}
	defer closer.Close()
	if pages := a.Pages(); len(pages) > 0 {
		title = source.Plain(pages[0].Title)
		// What can't be read names nobody: the copy is cited all the same.
		if doc, err := watch.ReadMain(ctx, newExtractor(), a, object); err == nil {
			authors = source.Authors([]byte(doc.HTML))
		}
	}
	if r := []rune(title); len(r) > maxCitedTitle {
		title = strings.TrimSpace(string(r[:maxCitedTitle])) + "…"
	}
	return title, authors, nil
}

// citation is what any style tells.
type citation struct {
	Key, URL, Title string
	Authors         []string
	Copy            standsFor
}

// by is the authors in the text of a citation: the first three of many.
func (c citation) by() source.Fragment {
	const most = 3
	names := strings.Join(c.Authors[:min(len(c.Authors), most)], "; ")
	switch {
	case names == "":
		return nil
	case len(c.Authors) > most:
		names += " et al."
	}
	return source.Fragment{{Text: names + ", "}}
}

// shown is the title, or the address where there is none.
func (c citation) shown() string {
	if c.Title != "" {
		return c.Title
	}
	return c.URL
}

var citeStyles = map[string]func(citation) string{
	"plain": func(c citation) string {
		f := c.by()
		if c.Title != "" {
			f = append(f, source.Span{Text: "“" + c.Title + "”, "})
		}
		f = append(f, source.Span{Text: c.URL + ", "})
		text := append(f, c.archived()...).Text()
		if link := c.Copy.link(); link != "" {
			text += ", " + link
		}
		return text
	},
	"markdown": func(c citation) string {
		return append(append(c.by(), source.Span{Text: c.shown(), URL: c.URL}, source.Span{Text: ", "}), c.archived()...).Markdown()
	},
	"html": func(c citation) string {
		return append(append(c.by(), c.robust(), source.Span{Text: ", "}), c.archived()...).HTML()
	},
	"robust": func(c citation) string { return source.Fragment{c.robust()}.HTML() },
	"bibtex": citation.bibtex,
	"csl":    citation.csl,
}

// archived tells of the copy.
func (c citation) archived() source.Fragment {
	return append(source.Fragment{{Text: copyWords.Cited}}, c.Copy.words(c.URL)...)
}

func (c citation) robust() source.Span {
	return source.Span{Text: c.shown(), URL: c.URL, Date: shortDate(c.Copy.CapturedAt), Original: c.URL, Version: c.Copy.link()}
}

// citeKey names a citation in a bibliography: the report and the REF, in the
// letters that BibTeX takes.
func citeKey(c source.Cite) string {
	key := c.Manifest.ID + "-" + string(c.Footnote.Number)
	if c.N > 1 {
		key = fmt.Sprintf("%s.%d", key, c.N)
	}
	var b strings.Builder
	for _, r := range key {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.', r == '_':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "u%04x", r)
		}
	}
	return b.String()
}

// bibtex is an entry of type @online: BibTeX's own styles take it for @misc.
func (c citation) bibtex() string {
	note := texText(c.archived().Text())
	if link := c.Copy.link(); link != "" {
		note += `, \url{` + texAddress(link) + `}`
	}
	author := ""
	for i, name := range c.Authors {
		author += either(i > 0, " and ", "") + "{" + texText(name) + "}"
	}
	if author != "" {
		author = "  author = {" + author + "},\n"
	}
	return fmt.Sprintf("@online{%s,\n%s  title = {{%s}},\n  url = {%s},\n  urldate = {%s},\n  note = {%s},\n}",
		c.Key, author, texText(c.shown()), texAddress(c.URL), shortDate(c.Copy.CapturedAt), note)
}

// texText is text in TeX and in a field of BibTeX. BibTeX counts braces whether or
// not a backslash is before them, so there are none but in pairs.
func texText(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`,
		`_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, `<`, `\textless{}`, `>`, `\textgreater{}`, `|`, `\textbar{}`,
		`"`, `{\char34}`, "\uFFFD", "?", "`", `\textasciigrave{}`).Replace(source.Plain(s))
}

// texAddress is an address within \url or the field url: braces and backslashes are
// percent-encoded in it already.
func texAddress(s string) string { return source.LinkAddress(s) }

// cslItem is an item of CSL-JSON, by the schema csl-data.json of
// https://github.com/citation-style-language/schema.
type cslItem struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Title    string    `json:"title"`
	Author   []cslName `json:"author,omitempty"`
	Host     string    `json:"container-title,omitempty"`
	URL      string    `json:"URL"`
	Accessed cslDate   `json:"accessed"`
	Archive  string    `json:"archive,omitempty"`
	Location string    `json:"archive_location"`
	Note     string    `json:"note"`
}

// cslName is a name that nobody has parted into given name and family name.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func (c citation) csl() string {
	at := c.Copy.CapturedAt.UTC()
	item := cslItem{ID: c.Key, Type: "webpage", Title: c.shown(), Host: hostOf(c.URL), URL: source.LinkAddress(c.URL),
		Accessed: cslDate{[][]int{{at.Year(), int(at.Month()), at.Day()}}}, Location: c.Copy.Object, Note: c.archived().Text()}
	for _, name := range c.Authors {
		item.Author = append(item.Author, cslName{name})
	}
	if link := c.Copy.link(); link != "" {
		item.Location, item.Archive = link, hostOf(link)
	}
	b, err := json.MarshalIndent([]cslItem{item}, "", "  ")
	if err != nil {
		return "" // strings and numbers always can be
	}
	return string(legible.JSON(b))
}
