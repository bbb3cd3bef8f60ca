package watch

import (
	"context"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// maxExtra is how many requests a source may cost beside the look itself.
const maxExtra = 3

// probed is the answer to an extra request.
type probed struct {
	sight   *sight // nil where another source's serves
	verdict *verdict.Look
}

// probe makes one extra request that a judgement asked for.
func (p *pass) probe(ctx context.Context, s *sight, want verdict.Want, probes *verdict.Probes) error {
	kinds := map[verdict.Want]struct {
		kind fetch.ProbeKind
		into **verdict.Look
		ask  string // in place of the kind
	}{
		verdict.WantSibling:  {kind: fetch.Sibling, into: &probes.Sibling},
		verdict.WantHome:     {kind: fetch.Home, into: &probes.Home},
		verdict.WantSection:  {kind: fetch.Section, into: &probes.Section},
		verdict.WantBrowser:  {kind: fetch.BrowserLike, into: &probes.Browser},
		verdict.WantPlatform: {ask: verdict.PlatformURL(s.t.url), into: &probes.Platform},
		verdict.WantControl:  {ask: verdict.ControlURL(s.t.url), into: &probes.Control},
	}
	k, ok := kinds[want]
	if !ok || *k.into != nil || s.look.Main == nil {
		return nil
	}
	if s.probes == nil {
		s.probes = map[verdict.Want]*probed{}
	}
	if made := s.probes[want]; made != nil { // asked for another citation already
		*k.into = made.verdict
		return nil
	}
	key := s.look.ProbeKey(k.kind)
	switch want {
	case verdict.WantPlatform:
		key = ""
	case verdict.WantControl: // one for all
		key = "ask " + k.ask
	}
	if known := s.h.probes[key]; key != "" && known != nil { // asked for another source already
		s.probes[want] = &probed{verdict: known}
		*k.into = known
		return nil
	}
	if s.extra == maxExtra || want == verdict.WantBrowser && overloaded(s.look.Status) && s.h.shut >= enough {
		return nil
	}
	s.extra++
	var look *fetch.Look
	var err error
	if k.ask != "" {
		look, err = p.w.cfg.Fetch.Ask(ctx, s.look, k.ask)
	} else {
		look, err = p.w.cfg.Fetch.Probe(ctx, s.look, k.kind)
	}
	if err != nil {
		return err
	}
	made := &probed{sight: &sight{t: s.t, h: s.h, look: look, at: s.at}}
	s.probes[want] = made // before anything can fail: it is released with the rest
	if made.verdict, err = p.verdictLook(ctx, made.sight); err != nil {
		return err
	}
	*k.into = made.verdict
	if want == verdict.WantBrowser && overloaded(look.Status) {
		s.h.shut++
	}
	switch {
	case isCut(look):
		s.probeCut = true
	case key != "":
		if s.h.probes == nil {
			s.h.probes = map[string]*verdict.Look{}
		}
		s.h.probes[key] = made.verdict
	}
	return nil
}
