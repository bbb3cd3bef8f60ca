package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// A copy that a person saved may be of quite another page, by mistake or not. Its
// text is compared with our own capture of the source, where there is one: with
// little in common it is taken in and labelled, and stands for nothing until the
// manifest names its day under reference, since the source may also have been
// replaced before we captured it. That is settled once, and logged with it.

// otherText is the Finding of such a copy.
const otherText = "other text"

// Compared says how much of its text a copy has in common with a snapshot.
type Compared struct {
	With  catalog.Snapshot
	Share float64 // 0 to 1
	Aside bool    // so little that the copy is not compared with
}

// compareSaved compares a copy with our newest capture of the source, and with what
// its citation is compared with now; nil where there is nothing to compare with.
func (w *Watcher) compareSaved(ctx context.Context, t *task, c source.Cite, page *verdict.Prepared) (*Compared, error) {
	own := newestOf(t.snapshots, verdict.ClassSource)
	pages := newPageCache()
	var best *Compared
	for _, s := range []*catalog.Snapshot{own, nearestSource(readable(t.snapshots, c), referenceDay(c), false, t.flaws)} {
		if s == nil || best != nil && s.LogIndex == best.With.LogIndex {
			continue
		}
		a, err := pages.of(ctx, w, s)
		if err != nil {
			return nil, err
		}
		if a == nil {
			continue
		}
		share, ok := verdict.Common(a.page, page)
		if ok && (best == nil || share > best.Share) {
			best = &Compared{With: *s, Share: share}
		}
	}
	if best != nil {
		best.Aside = own != nil && !verdict.Alike(best.Share)
	}
	return best, nil
}

// words tell of a copy that is put aside, in its record.
func (c *Compared) words() string {
	return fmt.Sprintf("its text has %.0f %% in common with the capture of %s", 100*c.Share, c.With.CapturedAt.UTC().Format(time.RFC3339))
}

// strange says whether a copy was put aside for a citation.
func strange(s catalog.Snapshot, c source.Cite) bool {
	p := s.Provenance
	if p == nil || p.Finding != otherText {
		return false
	}
	named := c.Citation.Reference
	return named.IsZero() || named.UTC().Format(time.DateOnly) != s.CapturedAt.UTC().Format(time.DateOnly)
}

// familiar leaves out the copies that are put aside for a citation, as long as
// there is a capture of our own.
func familiar(list []catalog.Snapshot, c source.Cite) []catalog.Snapshot {
	aside := func(s catalog.Snapshot) bool { return strange(s, c) }
	if !slices.ContainsFunc(list, aside) || newestOf(list, verdict.ClassSource) == nil {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), aside)
}

// markSaved puts into the record that a copy is put aside.
func markSaved(prov *ledger.Provenance, c *Compared) {
	if c == nil || !c.Aside {
		return
	}
	prov.Finding = otherText
	if prov.Note != "" {
		prov.Note += "; "
	}
	prov.Note += c.words()
}
