package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

func newQuote(e *env) *cobra.Command {
	var opt quoteOptions
	c := &cobra.Command{
		Use:   "quote REF [TEXT]",
		Short: "name a passage that must stay in a source",
		Long: `Checks that a passage stands in the snapshot that the citation is compared with,
adds it to the manifest's quotes, and logs where it stands. Case, punctuation,
white space and line ends don't count; words and figures do. Exits 1 if it does not
stand there, and shows what comes nearest and how that differs.

A passage that is too short to identify anything ("the", "the lake"), or that is
short and stands there more than once, is refused: it would be found in a page that
says something else. --force adds it all the same.

Without TEXT it finds what the citation's locator means, and offers those passages:
"Items 92 and 93", "p. 14-16", "Article 7(2)", "recital B", "note 3", "ст. 7, абз. 2",
"7-бап". What bears no number is counted, and said to be. Where there is no locator, or
nothing is found for it, it offers what the report's own sentences rest on: the words
that they quote, and the source's sentences with their figures, dates and names.`,
		Example: `  archiver quote 27 "The detention had no basis in law"
  archiver quote 27                offers what its locator means
  archiver quote 27 --add          and adds it
  archiver quote -- 27 "- a TEXT that begins with a dash"`,
		Args:              cobra.RangeArgs(1, 2),
		ValidArgsFunction: e.completeFirstRef,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 2 {
				if opt.add {
					return &usageError{msg: "quote: a TEXT is added without --add", hint: "--add is for what is offered without a TEXT"}
				}
				return runQuote(c.Context(), e, args[0], args[1], opt.force)
			}
			return runLocate(c.Context(), e, args[0], opt)
		},
	}
	c.Flags().BoolVar(&opt.add, "add", false, "without TEXT: add all that is offered")
	c.Flags().BoolVar(&opt.force, "force", false, "add a passage that is too short to identify anything")
	return c
}

type quoteOptions struct{ add, force bool }

type quotesJSON struct {
	Version  int           `json:"version"`
	Ref      string        `json:"ref"`
	URL      string        `json:"url"`
	Locator  string        `json:"locator,omitempty"`
	Snapshot snapshotOf    `json:"snapshot"`
	Passages []passageJSON `json:"passages"`
	Missing  []string      `json:"missing,omitempty"` // places of the locator that were not found
	Manifest string        `json:"manifest"`
}

type snapshotOf struct {
	CapturedAt time.Time `json:"captured_at"`
	Object     string    `json:"object"`
	SHA256     string    `json:"sha256"`
}

type passageJSON struct {
	Place   string          `json:"place,omitempty"` // what of the locator it is
	Text    string          `json:"text"`
	State   string          `json:"state"`
	Now     string          `json:"now,omitempty"` // what comes nearest, where it is not verbatim
	Alike   float64         `json:"similarity,omitempty"`
	Facts   []contract.Fact `json:"facts,omitempty"` // numbers, dates, names and negations in which that differs
	Page    int             `json:"page,omitempty"`
	Short   bool            `json:"short,omitempty"` // proves little on its own
	Times   int             `json:"times"`           // how often it stands there
	Targets []ledger.Target `json:"targets"`
	// Added tells that it was added now, Known that the manifest had it.
	Added    bool   `json:"added"`
	Known    bool   `json:"known"`
	LogIndex *int64 `json:"log_index,omitempty"`

	near  verdict.Near
	vague bool // too short to identify anything
}

// maxQuoted bounds a quote in bytes.
const maxQuoted = 16 << 10

func runQuote(ctx context.Context, e *env, ref, text string, force bool) error {
	q, err := e.openQuotes(ctx, ref)
	if err != nil {
		return err
	}
	text = strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(text, "\uFFFD"))), " ")
	switch {
	case len(text) > maxQuoted:
		return &usageError{msg: fmt.Sprintf("quote %s: the passage has %d bytes; a quote has up to %d", q.cite.Ref, len(text), maxQuoted)}
	case verdict.SameWords(text, ""):
		return &usageError{msg: fmt.Sprintf("quote %s: there is no word in the passage", q.cite.Ref)}
	}
	if err := q.read(ctx); err != nil {
		return err
	}
	p := q.passage(text)
	if p.State != verdict.StateVerbatim {
		return e.notVerbatim(q, p)
	}
	if p.refused(force) {
		return e.tooShort(q, p)
	}
	list := []passageJSON{p}
	if err := q.add(ctx, list, force); err != nil {
		return err
	}
	p = list[0]
	if e.json {
		return e.printJSON(q.view(list, nil))
	}
	cols := width(e.out)
	e.tellResult("footnote %s: the passage stands in the snapshot of %s%s\n", q.cite.Ref, longDate(q.cited.Snapshot.CapturedAt), onPage(p.Page))
	for _, t := range p.Targets {
		fmt.Fprintln(e.out, wrap(fmt.Sprintf("…%s[%s]%s…", t.Quote.Prefix, t.Quote.Exact, t.Quote.Suffix), cols, "  "))
	}
	e.printAdded(q, list)
	return nil
}

// notVerbatim tells that a passage does not stand in the snapshot, and what does.
func (e *env) notVerbatim(q *quotes, p passageJSON) error {
	if e.json {
		if err := e.printJSON(q.view([]passageJSON{p}, nil)); err != nil {
			return err
		}
		return &failedError{}
	}
	cols := width(e.out)
	n := p.near
	e.tellResult("footnote %s: the passage does not stand in the snapshot of %s word for word\n", q.cite.Ref, longDate(q.cited.Snapshot.CapturedAt))
	switch {
	case n.Order:
		fmt.Fprintln(e.out, "its parts stand there, but not one after the other in this order")
	case n.Text == "":
		fmt.Fprintln(e.out, "nothing there comes near")
		fmt.Fprintln(e.out, untie(wrap("to read the snapshot: "+tied(e.line("get", q.cite.Ref, "--at", exactSecond(q.cited.Snapshot.CapturedAt), "--as", "text")), cols, "  ")))
	default:
		e.printNear(q, n)
	}
	return &failedError{}
}

// printNear shows the passage that comes nearest, and in what it differs.
func (e *env) printNear(q *quotes, n verdict.Near) {
	const indent = "  "
	cols := width(e.out)
	fmt.Fprintf(e.out, "nearest%s, %s alike:\n%s\n", onPage(n.Page), percent(n.Similarity), wrap("“"+n.Text+"”", cols, indent))
	fmt.Fprintf(e.out, "what differs, %s and %s:\n%s\n", e.marked(red, "[-", "yours", "-]"), e.marked(green, "{+", "the source's", "+}"), e.passage(n.Change, cols, indent))
	for _, f := range n.Change.Facts {
		fmt.Fprintln(e.out, wrap(factWords(f.Kind, f.Old, f.New), cols, indent))
	}
	offer := n.Text
	if verdict.Short(offer) {
		offer = verdict.Sentence(q.cited.Page, n.Text)
	}
	if offer != "" && !strings.HasSuffix(offer, "…") {
		fmt.Fprintf(e.out, "if that is what is meant:\n  %s\n", e.quoteCommand(q.cite.Ref, offer))
	}
}

// marked is a word as a piece of a change is marked: by its colour, or by brackets.
func (e *env) marked(style, open, word, end string) string {
	if s := e.paint(e.out, style, word); s != word {
		return s
	}
	return open + word + end
}

// refused tells whether a passage would be found in a page that says something else.
func (p passageJSON) refused(force bool) bool {
	return !force && !p.Known && (p.vague || p.Short && p.Times > 1)
}

// tooShort refuses a passage, and offers the sentence that it stands in.
func (e *env) tooShort(q *quotes, p passageJSON) error {
	why := "is too short to identify anything"
	if !p.vague {
		why = "is short"
	}
	if p.Times > 1 {
		why += fmt.Sprintf(", and stands there %d times", p.Times)
	}
	hint := "name the whole sentence; --force adds it as it is"
	if s := verdict.Sentence(q.cited.Page, p.Text); s != "" && !verdict.Short(s) && !strings.HasSuffix(s, "…") {
		hint = "name the whole sentence, such as " + e.quoteCommand(q.cite.Ref, s) + "; --force adds it as it is"
	}
	return &usageError{msg: fmt.Sprintf("quote %s: “%s” %s: a page that says something else may hold it too", q.cite.Ref, p.Text, why), hint: hint}
}

func onPage(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", page %d", n)
}

// quoteCommand is the command that adds a passage, ready to be pasted.
func (e *env) quoteCommand(ref, text string) string {
	text = oneLine(text)
	if strings.HasPrefix(text, "-") { // else it is taken for a flag
		return e.line("quote", "--", ref, shellQuote(text))
	}
	return e.line("quote", ref, shellQuote(text))
}

// printAdded tells what was done with passages that stand in the snapshot.
func (e *env) printAdded(q *quotes, list []passageJSON) {
	for _, p := range list {
		switch {
		case p.Added:
			fmt.Fprintf(e.out, "added to %s, and to the log as entry %d\n", q.cite.Manifest.Path, *p.LogIndex)
		case p.Known:
			fmt.Fprintf(e.out, "%s has it already\n", q.cite.Manifest.Path)
		default:
			e.warn("not added: it is too short to identify anything; name more of it, or add --force")
			continue
		}
		switch {
		case p.Short && p.Times > 1:
			e.warn("so short a passage proves little, and it stands there %d times: name a whole sentence", p.Times)
		case p.Short:
			e.warn("so short a passage proves little: a page that says something else may hold it too; name a whole sentence")
		}
		if len(p.Targets) == 0 {
			e.warn("the snapshot's own text, which an older version read, has it otherwise: the log tells no place")
		}
	}
}

// quotes is a citation with the snapshot that its passages are looked for in.
type quotes struct {
	e     *env
	cite  source.Cite
	cited *watch.Cited
}

func (e *env) openQuotes(ctx context.Context, ref string) (*quotes, error) {
	e.finishActs(ctx)
	_, cite, err := e.cited(ref)
	return &quotes{e: e, cite: cite}, err
}

// read reads the snapshot.
func (q *quotes) read(ctx context.Context) error {
	s, err := q.e.looked(ctx, "quote", q.cite)
	if err != nil {
		return err
	}
	defer s.close()
	w, cleanup, err := q.e.watcher(s)
	if err != nil {
		return err
	}
	defer cleanup()
	q.cited, err = w.ReadCited(ctx, q.cite)
	var unreadable *watch.UnreadableError
	var withdrawn *watch.WithdrawnError
	switch {
	case errors.Is(err, watch.ErrNotCited):
		return &usageError{msg: fmt.Sprintf("quote %s: %v, so there is nothing to find a passage in", q.cite.Ref, err),
			hint: q.e.line("status", q.cite.Ref) + " shows how it stands"}
	case errors.As(err, &withdrawn):
		return &withdrawnError{verb: "quote", ref: q.cite.Ref, snap: withdrawn.Snapshot}
	case errors.As(err, &unreadable):
		return &damagedError{err}
	case err != nil:
		return err
	}
	if q.cited.Unread != "" {
		return &failedError{msg: fmt.Sprintf("archiver: quote %s: the snapshot can't be read as text: %s", q.cite.Ref, q.cited.Unread)}
	}
	return nil
}

// passage looks for a text in the snapshot.
func (q *quotes) passage(text string) passageJSON {
	f := verdict.FindQuote(q.cited.Page, text)
	p := passageJSON{Text: text, State: f.State, Now: f.Now, Page: f.Page, Targets: []ledger.Target{}}
	if f.State != verdict.StateVerbatim {
		if n, ok := verdict.Nearest(q.cited.Page, text); ok {
			p.near, p.Now, p.Page, p.Alike = n, n.Text, n.Page, n.Similarity
			for _, f := range n.Change.Facts {
				p.Facts = append(p.Facts, contract.Fact(f))
			}
		}
		return p
	}
	p.Now, p.Short, p.vague = "", verdict.Short(text), verdict.Vague(text)
	targets, times := q.cited.Targets(text)
	p.Targets, p.Times = append(p.Targets, targets...), max(times, 1)
	p.Known = slices.ContainsFunc(q.cite.Citation.Quotes, func(have string) bool { return verdict.SameWords(have, text) })
	return p
}

// add writes those that the manifest does not have, and that are not refused, into
// it and into the log.
func (q *quotes) add(ctx context.Context, list []passageJSON, force bool) error {
	var acts []act
	var of []*passageJSON
	for i := range list {
		p := &list[i]
		if p.Known || p.refused(force) {
			continue
		}
		of = append(of, p)
		acts = append(acts, act{cite: q.cite, kind: ledger.KindQuote,
			body: ledger.QuoteRecord{For: watch.CiteKey(q.cite), URL: q.cite.Citation.URL, Text: p.Text,
				Object: q.cited.Snapshot.Object, SHA256: q.cited.Snapshot.SHA256, Targets: p.Targets},
			change: change{Quote: p.Text}})
	}
	if len(acts) == 0 {
		return nil
	}
	logged, err := q.e.commit(ctx, acts)
	for i := range logged {
		of[i].Added, of[i].LogIndex = true, &logged[i]
	}
	return err
}

func (q *quotes) view(list []passageJSON, missing []string) quotesJSON {
	s := q.cited.Snapshot
	return quotesJSON{Version: 1, Ref: q.cite.Ref, URL: q.cite.Citation.URL, Locator: q.cite.Citation.Locator,
		Snapshot: snapshotOf{s.CapturedAt, s.Object, s.SHA256}, Passages: append([]passageJSON{}, list...), Missing: missing,
		Manifest: q.cite.Manifest.Path}
}

// words counts words as a person would.
func words(s string) int { return len(strings.Fields(s)) }

// small tells whether a text begins with a small letter: within a sentence.
func small(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“«„‘'([— –-"))
	return strings.ToUpper(string(r)) != string(r)
}
