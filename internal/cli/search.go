package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
)

type searchOptions struct {
	report, from, to, after string
	limit                   int
}

func newSearch(e *env) *cobra.Command {
	var opt searchOptions
	c := &cobra.Command{
		Use:   "search WORDS…",
		Short: "which snapshots say something",
		Long: `Finds the sources whose snapshots say all of WORDS, the newest first, with the
dates of the snapshots that say it. Case and accents do not matter.

  "two words"   in quotation marks: as they stand, one after the other
  word*         words that begin so; three letters at least
  -word         not in it (after --, or it is taken for a flag)

A Cyrillic word of six letters or more is also found with another ending: words that
are the same but for its last two letters, and up to four letters longer. In
quotation marks it is searched as it stands.

The words are kept beside the catalog. What was captured since the last search is read
first: that can take a while once. Only bytes that hash to what the log says are
read, and nothing that was withdrawn is found.`,
		Example: `  archiver search water quality
  archiver search '"water quality"' --report kz-ep-2020
  archiver search 'законопроект*' --from 2020-01-01 --to 2021-01-01
  archiver search -- minister -finance`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runSearch(c.Context(), e, opt, args) },
	}
	f := c.Flags()
	f.StringVar(&opt.report, "report", "", "only sources that this report cites: its `ID`")
	f.StringVar(&opt.from, "from", "", "only snapshots captured at this `DATE` or later")
	f.StringVar(&opt.to, "to", "", "only snapshots captured before this `DATE`")
	f.IntVar(&opt.limit, "limit", 20, "up to `N` sources, 100 at most")
	f.StringVar(&opt.after, "after", "", "go on after what was found: the `CURSOR` that --json gave")
	_ = c.RegisterFlagCompletionFunc("report", e.completeReports)
	return c
}

func runSearch(ctx context.Context, e *env, opt searchOptions, args []string) error {
	var of []string
	if opt.report != "" {
		of = []string{opt.report}
	}
	set, cites, err := e.manifests("", of) // what is found is the same; only REFs may be missing
	if err != nil {
		return err
	}
	q := catalog.Query{Text: strings.Join(args, " "), Limit: opt.limit, Cursor: opt.after}
	if opt.limit < 1 || opt.limit > 100 {
		return &usageError{msg: fmt.Sprintf("search --limit %d: 1 to 100", opt.limit)}
	}
	for _, d := range []struct {
		flag string
		at   *time.Time
	}{{opt.from, &q.From}, {opt.to, &q.To}} {
		if d.flag != "" {
			if *d.at, err = parseDate(d.flag); err != nil {
				return err
			}
		}
	}
	if opt.report != "" {
		if q.Sources = idsOf(cites); len(cites) == 0 {
			q.Sources = []string{"none"} // a report that cites nothing
		}
	}
	s, err := e.openReader(ctx)
	if isEmptyArchive(err) {
		s, err = emptySession(ctx, e.loaded)
	}
	if err != nil {
		return err
	}
	defer s.close()
	w, done, err := e.openWords(ctx, s)
	if err != nil {
		return err
	}
	defer done()
	q.Hidden = hiddenObjects(s.cfg)
	found, err := w.Search(ctx, s.catalog, q)
	var wrong *catalog.QueryError
	if errors.As(err, &wrong) {
		return &usageError{msg: wrong.Error(), hint: e.line("search", "--help") + " tells what can be asked for"}
	}
	if err != nil {
		return err
	}
	st, err := w.Stats(ctx)
	if err != nil {
		return err
	}
	v := contract.Search{Version: 1, Query: q.Text, Hits: []contract.SearchHit{}, Cursor: found.Cursor, Indexed: contract.Indexed(st)}
	refs := refsBySource(slices.Collect(set.Citations()))
	for _, h := range found.Hits {
		hit := contract.SearchHit{Refs: append([]string{}, refs[h.SourceID]...), URL: h.URL, Title: h.Title, CapturedAt: h.CapturedAt,
			SHA256: h.SHA256, Object: h.Object, LogIndex: h.LogIndex, Snapshots: h.Snapshots, Oldest: h.Oldest, Snippet: []catalog.Fragment{}}
		if _, text, err := w.Text(ctx, h.Object, h.SHA256); err == nil {
			hit.Snippet = append(hit.Snippet, catalog.Snippet(text, q)...)
		}
		v.Hits = append(v.Hits, hit)
	}
	if e.json {
		return e.printJSON(v)
	}
	e.printSearch(v)
	return nil
}

// refsBySource are the REFs that cite each source.
func refsBySource(cites []source.Cite) map[string][]string {
	refs := map[string][]string{}
	for _, c := range cites {
		id := source.ID(c.Citation.URL)
		refs[id] = append(refs[id], c.Ref)
	}
	return refs
}

// openWords brings the words up to date and opens them. Where that can't be, since
// another process is doing so, or nothing can be written here, it takes those that are
// there; without any, of an archive that can only be read, it makes some that are gone
// afterwards.
func (e *env) openWords(ctx context.Context, s *session) (w *catalog.Words, done func(), err error) {
	bar := e.progress("reading texts")
	progress := func(n, total int) { bar.set(n, total, "") }
	_, err = e.indexWords(ctx, s, progress)
	bar.stop()
	path := wordsPath(s.cfg)
	var nowhere *noWordsHereError
	switch {
	case errors.Is(err, errIndexing):
		e.warn("another archiver is reading the texts of this archive just now: what it has not come to is not found")
	case errors.As(err, &nowhere):
		if _, serr := os.Stat(path); serr == nil {
			e.warn("the words of this archive can't be brought up to date: %s; what was captured since is not found", oneLine(err.Error()))
			break
		}
		dir, err := os.MkdirTemp("", "archiver-*")
		if err != nil {
			return nil, nil, fmt.Errorf("search: %w", err)
		}
		remove := func() { os.RemoveAll(dir) }
		if w, err = catalog.OpenWords(ctx, filepath.Join(dir, "words")); err == nil {
			_, err = e.fillWords(ctx, s, w, progress)
			bar.stop()
		}
		if err != nil {
			remove()
			return nil, nil, err
		}
		return w, func() { w.Close(); remove() }, nil
	case err != nil:
		return nil, nil, err
	}
	if w, err = catalog.OpenWordsReadOnly(ctx, path); err != nil {
		return nil, nil, err
	}
	return w, func() { w.Close() }, nil
}

func (e *env) printSearch(v contract.Search) {
	for i, h := range v.Hits {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		name := "cited by no footnote any more"
		if len(h.Refs) > 0 {
			name = "footnote " + strings.Join(h.Refs, ", ")
		}
		fmt.Fprintf(e.out, "%s: %s\n", name, oneLine(h.URL))
		if h.Title != "" {
			fmt.Fprintln(e.out, wrap(oneLine(h.Title), width(e.out), "  "))
		}
		count := plural(h.Snapshots, "snapshot")
		if h.Snapshots == catalog.MaxMatches {
			count = "at least " + count
		}
		dates := "of " + longDate(h.CapturedAt)
		if h.Snapshots > 1 {
			dates = fmt.Sprintf("%s to %s", longDate(h.Oldest), longDate(h.CapturedAt))
		}
		fmt.Fprintf(e.out, "  %s, %s\n", count, dates)
		var b strings.Builder
		for _, f := range h.Snippet {
			piece := oneLine(f.Text)
			if f.Hit {
				piece = e.paint(e.out, bold, piece)
			}
			b.WriteString(piece)
		}
		if b.Len() > 0 {
			fmt.Fprintln(e.out, wrap(b.String(), width(e.out), "  "))
		}
		if len(h.Refs) > 0 {
			fmt.Fprintf(e.out, "  %s\n", e.line("get", shellWord(h.Refs[0]), "--at", h.CapturedAt.Format(time.RFC3339)))
		}
	}
	switch {
	case len(v.Hits) == 0:
		e.say("nothing of it is found in %s", plural(int(v.Indexed.Snapshots), "snapshot"))
	case v.Cursor != "":
		e.say("there is more: --limit shows up to 100, --from and --to narrow it")
	}
	if v.Indexed.Unread > 0 {
		e.say("%s can't be searched: what is there may not be read, or is not what the log says; %s tells more", plural(int(v.Indexed.Unread), "snapshot"), e.line("verify"))
	}
}
