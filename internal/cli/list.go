package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

func newList(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "list [REPORT…]",
		Short: "what is watched, and when it is looked at next",
		Long: `Lists the reports, and of each citation its REF, by which other commands know it, how
many snapshots there are, and when it is looked at next. Asks nobody but the catalog.`,
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
	LeftOut   []leftOutJSON  `json:"left_out,omitempty"` // manifests with a mistake, whose reports are not here
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
	Capture   string     `json:"capture"`            // auto, http or browser, as the manifest says
	Rendered  bool       `json:"rendered,omitempty"` // the newest snapshot of the source was, by a browser
	Snapshots int        `json:"snapshots"`
	Withdrawn int        `json:"withdrawn,omitempty"` // snapshots whose bytes were taken away
	Added     int        `json:"added,omitempty"`     // of them, copies that a person saved
	LookedAt  *time.Time `json:"looked_at"`
	NextDue   *time.Time `json:"next_due"`
}

func runList(ctx context.Context, e *env, reports []string) error {
	set, cites, err := e.manifests("listed", reports)
	if err != nil {
		return err
	}
	known := map[string]catalog.Source{}
	snaps, gone := map[string][]catalog.Snapshot{}, map[string][]catalog.Snapshot{}
	s, err := e.openKnown(ctx)
	switch {
	case err == nil:
		defer s.close()
		ids := idsOf(cites)
		if known, err = s.catalog.Sources(ctx, ids...); err != nil {
			return err
		}
		if snaps, err = s.catalog.AllSnapshots(ctx, ids...); err != nil {
			return err
		}
		if gone, err = s.catalog.Withdrawn(ctx, ids...); err != nil {
			return err
		}
		outside, err := s.outside()
		if err != nil {
			return err
		}
		for _, id := range ids {
			if snaps[id], gone[id], err = s.setAside(ctx, outside, snaps[id], gone[id]); err != nil {
				return err
			}
		}
	case !isEmptyArchive(err):
		return err
	}
	v := listJSON{Version: 1, Reports: []reportJSON{}, Citations: []listItemJSON{}, LeftOut: e.leftOut()}
	shown := map[string]bool{}
	for _, c := range cites {
		shown[c.Manifest.ID] = true
		id := source.ID(c.Citation.URL)
		schedule := c.Citation.Schedule
		if schedule == "" {
			schedule = c.Manifest.Schedule
		}
		v.Citations = append(v.Citations, listItemJSON{Report: c.Manifest.ID, Ref: c.Ref, URL: c.Citation.URL, Locator: c.Citation.Locator,
			Capture: cmp.Or(c.Citation.Capture, "auto"), Rendered: rendered(snaps[id]),
			Schedule: schedule, Snapshots: len(snaps[id]), Withdrawn: len(gone[id]), Added: countSaved(snaps[id]), LookedAt: optional(known[id].LookedAt), NextDue: optional(known[id].NextDue)})
	}
	for _, m := range set.Manifests {
		if !shown[m.ID] && len(reports) > 0 && !slices.Contains(reports, m.ID) {
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
	told := slices.ContainsFunc(v.Citations, func(c listItemJSON) bool { return c.captureWords() != "" })
	wide := 9
	for _, c := range v.Citations {
		due := "now"
		if c.NextDue != nil {
			due = shortDate(*c.NextDue)
		}
		count := fmt.Sprint(c.Snapshots)
		if c.Added > 0 {
			count += fmt.Sprintf(" (%d added)", c.Added)
			wide = max(wide, len(count))
		}
		if c.Withdrawn > 0 {
			count += fmt.Sprintf(" (%d withdrawn)", c.Withdrawn)
			wide = max(wide, 15, len(count))
		}
		row := []string{c.Ref, count, due}
		if told {
			row = append(row, c.captureWords())
		}
		rows = append(rows, append(row, oneLine(c.URL)))
	}
	columns := []column{{name: "ref", wide: 20, ref: true}, {name: "snapshots", wide: wide}, {name: "due", wide: 10}}
	if told {
		columns = append(columns, column{name: "capture", wide: 14})
	}
	e.table(append(columns, column{name: "url"}), rows)
	return nil
}

// rendered says whether the newest capture of a source was rendered.
func rendered(list []catalog.Snapshot) bool {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Provenance == nil {
			return list[i].Rendered()
		}
	}
	return false
}

// captureWords tells what is out of the ordinary: "" where the manifest says
// nothing, and the source is read as it is sent.
func (c listItemJSON) captureWords() string {
	switch {
	case c.Capture == "auto" && c.Rendered:
		return "auto, browser"
	case c.Capture == "auto":
		return ""
	}
	return c.Capture
}

// countSaved counts the copies that a person saved.
func countSaved(list []catalog.Snapshot) (n int) {
	for _, s := range list {
		if saved(s.Provenance) {
			n++
		}
	}
	return n
}
