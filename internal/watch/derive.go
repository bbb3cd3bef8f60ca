package watch

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// derive judges the citations that are new to the archive, of sources that it
// knows: by what the last look at the source saw, and not by another look. One
// source is looked at once, however many reports cite it.
//
// Nothing is logged of it: the look is, and the next one judges them all.
func (p *pass) derive(ctx context.Context, tasks map[string]*task) error {
	for _, t := range tasks {
		if t.known.LookedAt.IsZero() || len(t.others) == 0 {
			continue
		}
		for _, c := range t.cites {
			if _, ok := t.standings[citeKey(c)]; ok {
				continue
			}
			st, err := p.derived(ctx, t, c)
			if err != nil {
				return err
			}
			t.standings[citeKey(c)] = t.beyond(st, c)
		}
		p.pages.drop(t)
	}
	return nil
}

// derived is how one citation stands by what is known of its source.
func (p *pass) derived(ctx context.Context, t *task, c source.Cite) (standing, error) {
	seen := t.seenLast()
	ref := p.reference(t, c, true)
	if seen == nil || ref == nil {
		return t.asOthers(c), nil
	}
	if rendered(seen) != rendered(ref) {
		return t.asOthers(c), nil // two ways to read it: only a look has both
	}
	j := unchanged
	var lost []string
	if !same(ref, seen) || len(c.Citation.Quotes) > 0 {
		if p.opt.Unread {
			return t.asOthers(c), nil
		}
		a, err := p.pages.of(ctx, p.w, seen)
		if err != nil {
			return standing{}, err
		}
		r, err := p.referenceOf(ctx, ref)
		if err != nil {
			return standing{}, err
		}
		if a == nil || r == nil {
			return t.asOthers(c), nil
		}
		look := &verdict.Look{URL: t.url, FinalURL: seen.FinalURL, Status: seen.Status, Page: a.page, Rendered: seen.Rendered()}
		if sum, err := hex.DecodeString(seen.PayloadSHA256); err == nil && !seen.Rendered() {
			copy(look.PayloadSHA256[:], sum)
		}
		j = p.w.judge(r, look, verdict.Probes{BrowserMissing: true}, c.Citation.Quotes)
		if j.Class != verdict.ClassSource {
			return t.asOthers(c), nil // there is more to it than its text
		}
		if j.Reason == verdict.Edited {
			lost = p.w.claimsLost(r.Page, c, a.page)
		}
	}
	if j.Verdict == verdict.OK && verdict.Verdict(t.known.Verdict) == verdict.Moved {
		return t.asOthers(c), nil
	}
	s := &sight{t: t, at: t.known.LookedAt, look: &fetch.Look{URL: t.url, FinalURL: t.known.FinalURL, Status: t.known.Status}}
	st := p.advance(standing{}, j, s, ref)
	if st.Verdict == verdict.Changed {
		st.Shows = seen.CapturedAt
		st.loses(lost)
	}
	return st, nil
}

// beyond notes that a text was seen which is not the one that was accepted, as far
// as is known: an acceptance that came along must not cover more than it says.
func (t *task) beyond(st standing, c source.Cite) standing {
	st.Beyond = time.Time{}
	a := c.Citation.Accept
	if st.Verdict == verdict.Changed && a != nil && !a.Seen.IsZero() && !st.Shows.Truncate(time.Second).Equal(a.Seen.Truncate(time.Second)) {
		st.Beyond = a.Seen
	}
	return st
}

// seenLast is the snapshot whose text the last look at the source saw; nil where
// that look saw none, or was a check that took no snapshot of it.
func (t *task) seenLast() *catalog.Snapshot {
	newest := newestOf(t.snapshots, "")
	if newest == nil || newest.Class != verdict.ClassSource || t.flaws[newest.Object].state != "" {
		return nil
	}
	switch verdict.Verdict(t.known.Verdict) {
	case verdict.OK, verdict.Moved:
		return newest
	case verdict.Changed: // which a run takes at once
		if !newest.CapturedAt.Before(t.known.LookedAt) {
			return newest
		}
	}
	return nil
}

// asOthers is the worst standing of the source's other citations, without what is
// theirs alone. A source that is gone, or does not answer, is so for all.
func (t *task) asOthers(c source.Cite) standing {
	var worst standing
	for _, st := range t.others {
		if worst.Verdict == "" || st.Verdict.Rank() > worst.Verdict.Rank() {
			worst = st
		}
	}
	worst.Quotes = slices.DeleteFunc(slices.Clone(worst.Quotes), func(q ledger.Quote) bool { return !slices.Contains(c.Citation.Quotes, q.Text) })
	return worst
}
