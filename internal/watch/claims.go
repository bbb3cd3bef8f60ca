package watch

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// Claim is a sentence of the report that carries a footnote's mark, with its
// figures, dates and names as they stand in the snapshots of that footnote's
// citations. It is advice to the editor: no part of a verdict or a result, but that a
// figure of it which is lost is no noise.
type Claim struct {
	Text  string
	Items []ClaimItem
}

// ClaimItem is one figure, date or name of a claim.
type ClaimItem struct {
	Text, Kind string
	Found      bool
	Where      string // as the source writes it
	Ref        string // of the citation whose snapshot has it
}

// Found counts the items that are found.
func (c Claim) Found() int {
	n := 0
	for _, it := range c.Items {
		if it.Found {
			n++
		}
	}
	return n
}

// Claims looks up the claims of every citation of res and puts them there. All
// are the citations of the reports: a claim may rest on any of its footnote's. A
// citation of a footnote that no snapshot gives a text of has none. Each text is
// read once, and kept while a footnote needs it.
func (w *Watcher) Claims(ctx context.Context, res *Result, all []source.Cite) error {
	return w.lookUpClaims(ctx, res, all, nil)
}

// lookUpClaims is Claims; with may, after a pass, which read every snapshot, and of the
// footnotes all of whose citations have one that it holds for.
func (w *Watcher) lookUpClaims(ctx context.Context, res *Result, all []source.Cite, may func(*catalog.Snapshot) bool) error {
	byNote := map[*source.Footnote][]source.Cite{}
	for _, c := range res.Citations {
		if len(c.Cite.Footnote.Claims) > 0 {
			byNote[c.Cite.Footnote] = nil
		}
	}
	var cites []source.Cite
	for _, c := range all {
		if _, ok := byNote[c.Footnote]; ok {
			byNote[c.Footnote] = append(byNote[c.Footnote], c)
			cites = append(cites, c)
		}
	}
	if len(cites) == 0 {
		return nil
	}
	tasks, err := w.plan(ctx, cites, nil)
	if err != nil {
		return err
	}
	if may == nil {
		if err := newFixity(ctx, w).all(ctx, tasks, false); err != nil {
			return err
		}
	}
	reference := func(c source.Cite) *catalog.Snapshot {
		t := tasks[source.ID(c.Citation.URL)]
		return nearestSource(familiar(t.snapshots, c), referenceDay(c), false, t.flaws)
	}
	needed := map[string]int{} // notes that are still to be looked up, by object
	for _, c := range cites {
		if s := reference(c); may != nil && (s == nil || !may(s)) {
			delete(byNote, c.Footnote)
		}
	}
	for note := range byNote {
		for _, c := range byNote[note] {
			if s := reference(c); s != nil {
				needed[s.Object]++
			}
		}
	}
	pages := newPageCache()
	done := map[*source.Footnote]bool{}
	for i := range res.Citations {
		note := res.Citations[i].Cite.Footnote
		if done[note] || byNote[note] == nil {
			continue
		}
		done[note] = true
		var texts []claimText
		for _, c := range byNote[note] {
			s := reference(c)
			if s == nil {
				continue
			}
			a, err := pages.of(ctx, w, s)
			if err != nil {
				return err
			}
			if needed[s.Object]--; needed[s.Object] == 0 {
				pages.forget(s.Object)
			}
			if a != nil && a.page.HasText() {
				texts = append(texts, claimText{c, a.page})
			}
		}
		for k := i; k < len(res.Citations); k++ {
			if row := &res.Citations[k]; row.Cite.Footnote == note {
				row.Claims = lookUp(row.Cite, texts)
			}
		}
	}
	return nil
}

// noteClaims notes what the report's own sentences say that an edited source said and no
// longer does, and puts it into what is told of the look.
func (p *pass) noteClaims(ctx context.Context, s *sight, ref *catalog.Snapshot, c source.Cite, st *standing) error {
	if ref == nil || st.Reason != verdict.Edited || len(c.Footnote.Claims) == 0 || s.look.Fault != nil || s.look.Partial || s.page == nil || rendered(ref) && !s.rendered() {
		return nil
	}
	r, err := p.referenceOf(ctx, ref)
	if err != nil || r == nil {
		return err
	}
	seen := []*verdict.Prepared{s.page}
	if s.rendered() && !rendered(ref) { // scripts may have taken away what was sent
		sent, err := p.readSent(ctx, s)
		if err != nil {
			return err
		}
		seen = append(seen, sent.page)
	}
	st.loses(p.w.claimsLost(r.Page, c, seen...))
	return nil
}

// overruled gives the judgement that a citation has of what was taken for noise, or for a
// move alone, where the page lost a figure that the report itself gives.
func (p *pass) overruled(ctx context.Context, s *sight, ref *catalog.Snapshot, c source.Cite, j verdict.Judgement) (verdict.Judgement, error) {
	if ref == nil || j.Reason != verdict.Noise && j.Verdict != verdict.Moved || len(c.Footnote.Claims) == 0 || s.look.Fault != nil || s.look.Partial || s.page == nil || rendered(ref) != s.rendered() {
		return j, nil
	}
	r, err := p.referenceOf(ctx, ref)
	if err != nil || r == nil {
		return j, err
	}
	defer p.w.alone(s.page, r.Page)()
	if lost := verdict.FiguresLost(r.Page, s.page, c.Footnote.Claims); len(lost) > 0 {
		j.Verdict, j.Reason, j.Confidence, j.Lost = verdict.Changed, verdict.Edited, verdict.Likely, max(j.Lost, len(lost))
		j.Detail = "The text stands but for a figure that the report gives."
		j.Evidence = append(j.Evidence, "a figure of the report stands nowhere on the page now: "+clip(lost[0], 200))
	}
	return j, nil
}

// claims are the sentences that rest on a source.
func (t *task) claims() (all []string) {
	for _, c := range t.cites {
		all = append(all, c.Footnote.Claims...)
	}
	return all
}

// claimsLost is verdict.ClaimsLost of what none of those pages says.
func (w *Watcher) claimsLost(then *verdict.Prepared, c source.Cite, now ...*verdict.Prepared) (lost []string) {
	defer w.alone(append(now, then)...)()
	for i, page := range now {
		more := verdict.ClaimsLost(then, page, c.Footnote.Claims)
		if i == 0 {
			lost = more
			continue
		}
		lost = slices.DeleteFunc(lost, func(s string) bool { return !slices.Contains(more, s) })
	}
	return lost
}

// loses adds to an edited source's standing what of the claims it lost.
func (s *standing) loses(lost []string) {
	if s.Reason != verdict.Edited || len(lost) == 0 {
		return
	}
	const most = 3
	var named []string
	for _, text := range lost[:min(len(lost), most)] {
		named = append(named, clip(text, 200))
	}
	words := "“" + strings.Join(named, "”, “") + "”"
	if n := len(lost) - len(named); n > 0 {
		words += fmt.Sprintf(" and %d more", n)
	}
	s.ClaimsLost = lost
	s.Detail += " No longer there, of what the report itself says: " + words + "."
}

type claimText struct {
	cite source.Cite
	page *verdict.Prepared
}

// lookUp looks for the claims of a citation, in its own text first.
func lookUp(c source.Cite, texts []claimText) []Claim {
	if len(texts) == 0 {
		return nil
	}
	texts = slices.Clone(texts)
	slices.SortStableFunc(texts, func(a, b claimText) int {
		own := func(t claimText) int {
			if t.cite.Citation == c.Citation {
				return 0
			}
			return 1
		}
		return own(a) - own(b)
	})
	var out []Claim
	for _, sentence := range c.Footnote.Claims {
		claim := Claim{Text: sentence, Items: []ClaimItem{}}
		for _, it := range verdict.Claim(sentence) {
			row := ClaimItem{Text: it.Text, Kind: it.Kind}
			for _, t := range texts {
				if where, found := t.page.FindFact(it); found {
					row.Found, row.Where, row.Ref = true, where, t.cite.Ref
					break
				}
			}
			claim.Items = append(claim.Items, row)
		}
		out = append(out, claim)
	}
	return out
}
