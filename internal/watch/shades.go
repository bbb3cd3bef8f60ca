package watch

import (
	"context"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// asRead judges anew a look that differs from a snapshot whose browser did not read what
// stands in closed shadow roots, without these: that it is read now is no edit. So they
// do not count against such a snapshot until there is another.
func (p *pass) asRead(ctx context.Context, s *sight, ref *catalog.Snapshot, j verdict.Judgement) (verdict.Judgement, error) {
	if j.Verdict != verdict.Changed || j.Reason != verdict.Edited || !s.rendered() || !rendered(ref) {
		return j, nil
	}
	dom := s.look.Rendered.DOM
	open := extract.Unshade(dom)
	if len(open) == len(dom) {
		return j, nil
	}
	if all, err := p.w.readsShades(ctx, ref); err != nil || all {
		return j, err
	}
	rendered := *s.look.Rendered
	rendered.DOM = open
	look := *s.look
	look.Rendered = &rendered
	if s.probes == nil {
		s.probes = map[verdict.Want]*probed{}
	}
	part := &sight{t: s.t, h: s.h, look: &look, at: s.at, byBrowser: s.byBrowser, probes: s.probes, extra: s.extra}
	if err := p.readDOM(ctx, part); err != nil {
		return j, err
	}
	k, err := p.judgeView(ctx, part, ref, nil)
	s.extra, s.probeCut = part.extra, s.probeCut || part.probeCut
	if err != nil || k.Class != verdict.ClassSource || k.Verdict == verdict.Changed && k.Reason != verdict.Edited {
		return j, err
	}
	k.Quotes = j.Quotes
	k.Evidence = append(k.Evidence, "the archived copy was made without what stands in closed shadow roots: it was compared with without them")
	return k, nil
}

// readsShades tells whether a snapshot has what stands in closed shadow roots.
func (w *Watcher) readsShades(ctx context.Context, s *catalog.Snapshot) (bool, error) {
	a, closer, err := OpenSnapshot(ctx, w.cfg.Store, s.Object)
	if err != nil {
		return false, err
	}
	defer closer.Close()
	info, err := readInfo(a)
	return info != nil && info.Shades, err
}
