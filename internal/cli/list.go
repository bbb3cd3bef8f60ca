package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

func newList(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "list [REPORT…]",
		Short: "what is watched, and when it is looked at next",
		Example: `  archiver list
  archiver list kz-ep-2020 --json`,
		ValidArgsFunction: e.completeReports,
		RunE:              func(c *cobra.Command, args []string) error { return runList(c.Context(), e, args) },
	}
}

type listJSON struct {
	Version   int            `json:"version"`
	Reports   []reportJSON   `json:"reports"`
	Citations []listItemJSON `json:"citations"`
}

type reportJSON struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Manifest  string `json:"manifest"`
	Footnotes int    `json:"footnotes"`
	Citations int    `json:"citations"`
}

type listItemJSON struct {
	Report    string     `json:"report"`
	Ref       string     `json:"ref"`
	URL       string     `json:"url"`
	Locator   string     `json:"locator,omitempty"`
	Schedule  string     `json:"schedule,omitempty"`
	Snapshots int        `json:"snapshots"`
	Withdrawn int        `json:"withdrawn,omitempty"` // snapshots whose bytes were taken away
	LookedAt  *time.Time `json:"looked_at"`
	NextDue   *time.Time `json:"next_due"`
}

func runList(ctx context.Context, e *env, reports []string) error {
	set, cites, err := e.manifests(reports)
	if err != nil {
		return err
	}
	known := map[string]catalog.Source{}
	snaps, gone := map[string][]catalog.Snapshot{}, map[string][]catalog.Snapshot{}
	s, err := e.openKnown(ctx)
	switch {
	case err == nil:
		defer s.close()
		if known, err = s.catalog.Sources(ctx); err != nil {
			return err
		}
		if snaps, err = s.catalog.AllSnapshots(ctx); err != nil {
			return err
		}
		if gone, err = s.catalog.Withdrawn(ctx); err != nil {
			return err
		}
	case !isEmptyArchive(err):
		return err
	}
	v := listJSON{Version: 1, Reports: []reportJSON{}, Citations: []listItemJSON{}}
	shown := map[string]bool{}
	for _, c := range cites {
		shown[c.Manifest.ID] = true
		id := source.ID(c.Citation.URL)
		schedule := c.Citation.Schedule
		if schedule == "" {
			schedule = c.Manifest.Schedule
		}
		v.Citations = append(v.Citations, listItemJSON{Report: c.Manifest.ID, Ref: c.Ref, URL: c.Citation.URL, Locator: c.Citation.Locator,
			Schedule: schedule, Snapshots: len(snaps[id]), Withdrawn: len(gone[id]), LookedAt: optional(known[id].LookedAt), NextDue: optional(known[id].NextDue)})
	}
	for _, m := range set.Manifests {
		if !shown[m.ID] {
			continue
		}
		n := 0
		for _, f := range m.Footnotes {
			n += len(f.Citations)
		}
		v.Reports = append(v.Reports, reportJSON{m.ID, m.Title, shortDate(m.Published), m.Path, len(m.Footnotes), n})
	}
	if e.json {
		return e.printJSON(v)
	}
	for _, r := range v.Reports {
		fmt.Fprintf(e.out, "%s: %s\n  published %s, %s, %s\n", r.ID, oneLine(r.Title), r.Published,
			plural(r.Footnotes, "footnote"), plural(r.Citations, "citation"))
	}
	fmt.Fprintln(e.out)
	var rows [][]string
	wide := 9
	for _, c := range v.Citations {
		due := "now"
		if c.NextDue != nil {
			due = shortDate(*c.NextDue)
		}
		count := fmt.Sprint(c.Snapshots)
		if c.Withdrawn > 0 {
			wide = 15
			count += fmt.Sprintf(" (%d withdrawn)", c.Withdrawn)
		}
		rows = append(rows, []string{c.Ref, count, due, oneLine(c.URL)})
	}
	e.table([]column{{name: "ref", wide: 16}, {name: "snapshots", wide: wide}, {name: "due", wide: 10}, {name: "url"}}, rows)
	return nil
}
