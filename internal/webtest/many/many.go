// Package many fills a catalog as if a large archive stood behind it: for tests and
// measures of what is asked of a million snapshots. There is no object behind what it
// lists.
package many

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// Size says how much there is.
type Size struct {
	Reports   int
	Sources   int // of each report, one in each footnote
	Snapshots int // of each source, a week apart
}

// Million is 1,000,000 snapshots of 20,000 sources, which 200 reports cite.
var Million = Size{Reports: 200, Sources: 100, Snapshots: 50}

// Total is how many snapshots there are.
func (z Size) Total() int { return z.Reports * z.Sources * z.Snapshots }

// start is when the first look was; every source is looked at once a week.
var start = time.Date(2020, 2, 20, 6, 0, 0, 0, time.UTC)

const week = 7 * 24 * time.Hour

// Report is the ID of a report: r000 and on.
func Report(r int) string { return fmt.Sprintf("r%03d", r) }

// URL is that of a report's source. Four sources in a row share a host.
func URL(r, s int) string {
	return fmt.Sprintf("https://host%d.example/%s/article-%d.html", (r*31+s)/4, Report(r), s)
}

// Manifest is that of a report, with a footnote for each source.
func (z Size) Manifest(r int) *source.Manifest {
	m := &source.Manifest{ID: Report(r), Title: fmt.Sprintf("Report %d of many", r), Published: start}
	for s := range z.Sources {
		m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(s + 1)), Text: fmt.Sprintf("See %s", URL(r, s)),
			Claims: []string{fmt.Sprintf("Claim %d of report %d rests on this source.", s+1, r)}, Citations: []source.Citation{{URL: URL(r, s)}}})
	}
	return m
}

// Write writes the manifests of all reports into a folder.
func (z Size) Write(dir string) error {
	for r := range z.Reports {
		m := z.Manifest(r)
		if err := os.WriteFile(filepath.Join(dir, m.ID+".yaml"), source.Encode(m), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Fill lists all of it in a catalog, in the order in which a log would have it: week
// by week. The snapshot of source s of report r that was taken in a week w has the
// log index 2·(w·sources + r·Sources + s), and its look the next one.
func (z Size) Fill(ctx context.Context, c *catalog.Catalog) error {
	const batch = 20000
	var changes []catalog.Change
	index := int64(0)
	apply := func() error {
		err := c.Apply(ctx, index, changes)
		changes = changes[:0]
		return err
	}
	for w := range z.Snapshots {
		at := start.Add(time.Duration(w) * week)
		for r := range z.Reports {
			for s := range z.Sources {
				snap, look := z.Snapshot(r, s, w), change(r, s, at, index+1)
				changes = append(changes, catalog.Change{Snapshot: &snap}, look)
				if index += 2; len(changes) >= batch {
					if err := apply(); err != nil {
						return err
					}
				}
			}
		}
	}
	return apply()
}

// Snapshot is the one of source s of report r that was taken in a week w.
func (z Size) Snapshot(r, s, w int) catalog.Snapshot {
	url := URL(r, s)
	n := w*z.Reports*z.Sources + r*z.Sources + s
	at := start.Add(time.Duration(w)*week + time.Duration(r*z.Sources+s)*time.Second)
	return catalog.Snapshot{SourceID: source.ID(url), CapturedAt: at, Object: source.ObjectKey(url, at),
		SHA256: fmt.Sprintf("%064x", n), Bytes: 123456, Class: "source", Status: 200, FinalURL: url, ContentType: "text/html; charset=utf-8",
		Kind: "html", PayloadSHA256: strings.Repeat("ab", 16) + fmt.Sprintf("%032x", n), Verdict: "changed", Reason: "edited",
		LogIndex: int64(2 * n), Batch: int64(2 * (n/60*60 + 60))}
}

func change(r, s int, at time.Time, index int64) catalog.Change {
	url := URL(r, s)
	id, cite := source.ID(url), Report(r)+"/"+fmt.Sprint(s+1)
	ref := index - 1
	body, _ := json.Marshal(ledger.Judged{For: []string{cite}, Verdict: "changed", Reason: "edited", Similarity: 0.93,
		Detail: "Part of the text differs.", Looks: 1, Since: at, First: at, Counted: at, LastGood: at, Reference: &ref}) // can't fail
	return catalog.Change{
		Source: &catalog.Source{ID: id, URL: url, Host: fmt.Sprintf("host%d.example", (r*31+s)/4), LookedAt: at, NextDue: at.Add(week), LastGood: at,
			Status: 200, FinalURL: url, Verdict: "changed", Reason: "edited"},
		Observation: &catalog.Observation{At: at, Verdict: "changed", Reason: "edited", Status: 200, LogIndex: index},
		Standings:   []catalog.Standing{{Cite: cite, SourceID: id, At: at, Body: body}},
	}
}
