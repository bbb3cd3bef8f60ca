package watch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// What a strange answer may be believed on, and what speaks against it. Nothing
// that is doubted itself is a ground: no other strange answer, nothing from where
// this one came from, and where it is too short to be recognised under another
// name, no page that nobody has seen before.

// failure is a host's newest look, where that was a cut.
type failure struct {
	at     time.Time
	before bool // so was the one before this pass
	secure bool // it was found, and asked over TLS from the first request on
}

// noteFailure notes how a look went, as soon as that is known.
func (g *guard) noteFailure(s *sight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if isCut(s.look) {
		g.failed[s.t.host] = failure{s.look.Done, networkFault(s.t.known), s.secure()}
	} else {
		delete(g.failed, s.t.host)
	}
}

// forgeable says whether a network in between could have made this answer up: not
// where all of it came over TLS.
func (s *sight) forgeable() bool {
	plain := func(u string) bool { return !strings.HasPrefix(u, "https:") }
	for _, h := range s.look.Hops {
		if plain(h.URL) {
			return true
		}
	}
	return plain(s.look.FinalURL)
}

// secure says whether all that a look asked was asked over TLS, of a host that was
// found: what failed so may have failed at a network that answers for others.
func (s *sight) secure() bool {
	if f := s.look.Fault; f != nil && f.Reason == fetch.DNS {
		return false
	}
	return strings.HasPrefix(s.t.url, "https:") && !slices.ContainsFunc(s.look.Hops, func(h fetch.Hop) bool { return !strings.HasPrefix(h.URL, "https:") })
}

// grounds are the answers that may count beside a strange one; see isGround. The
// lock is held.
func (g *guard) grounds(s *sight) map[string]answer {
	if s.compared && s.sketch == nil {
		return g.sure
	}
	return g.answered
}

// isGround says whether an answer of this host counts beside a strange one. The lock
// is held.
func (g *guard) isGround(host string, a answer, s *sight) bool {
	site := verdict.Site(host)
	switch {
	case host == s.t.host:
	case s.astray && site == verdict.Site(hostOf(s.look.FinalURL)): // it was sent there
	case slices.ContainsFunc(a.marks, func(m string) bool { return slices.Contains(s.marks, m) }):
	case g.othersShow(site, a.marks) > 0: // found out since
	default:
		return true
	}
	return false
}

// vouchedFor says whether another host was asked after a strange answer came, and
// has answered well. The lock is held.
func (g *guard) vouchedFor(s *sight) bool { return g.answersWell(s, s.look.Done) }

// answersWell says whether one that counts beside a strange answer was asked after t.
// The lock is held.
func (g *guard) answersWell(s *sight, t time.Time) bool {
	for host, a := range g.grounds(s) {
		if a.asked.After(t) && g.isGround(host, a, s) {
			return true
		}
	}
	return false
}

// askFor says whether canaries are to be asked about a strange answer. A host of many
// changed pages that is the last of a pass does not cost others a request for each:
// where nothing fails, those who answered a moment before do. The lock is held.
func (g *guard) askFor(s *sight) bool {
	if s.fresh {
		return g.asPortal(s)
	}
	return g.shownElsewhere(s) > 0 || s.forgeable() && (len(g.failing(s)) > 0 || !g.answersWell(s, s.look.Done.Add(-canaryEvery)))
}

// manyFail is how many sites that fail for no known reason speak against a strange
// answer. One may have died on the day on which another changed.
const manyFail = 2

// doubted says whether a strange answer is more likely someone else's. The lock is
// held.
func (g *guard) doubted(s *sight) bool {
	if s.fresh {
		return g.asPortal(s) && !(s.apart && g.shownElsewhere(s) == 0) && g.soleFresh(s) && !g.spent(s)
	}
	return s.forgeable() && g.failingSites(s, false) >= manyFail && !g.spent(s)
}

// failingSites counts the sites that fail for no known reason; secure: over TLS. The
// lock is held.
func (g *guard) failingSites(s *sight, secure bool) int {
	sites := map[string]bool{}
	for host := range g.failing(s) {
		if !secure || g.failed[host].secure {
			sites[verdict.Site(host)] = true
		}
	}
	return len(sites)
}

// asPortal says whether all is as where a network wants a login: it answers with its
// page whatever is asked without TLS, and spoils what is asked with it. The lock is held.
func (g *guard) asPortal(s *sight) bool {
	return s.forgeable() && (g.shownElsewhere(s) > 0 || g.failingSites(s, true) >= manyFail)
}

// spent says whether it is no longer waited for another ground to believe a strange
// answer: see doubt.go. The lock is held.
func (g *guard) spent(s *sight) bool {
	over := g.overdue
	if g.asPortal(s) {
		over = g.overlong
	}
	g.relied = g.relied || over
	return over
}

// rely notes that something is believed because earlier passes could not tell, if it is.
func (g *guard) rely(over bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.relied = g.relied || over
	return over
}

// failing gives the hosts that fail for no known reason. One that failed the last time
// too, or after which another one answered, has a reason of its own. The lock is held.
func (g *guard) failing(s *sight) map[string]bool {
	hosts := map[string]bool{}
	for host, f := range g.failed {
		explained := f.before || verdict.Site(host) == verdict.Site(s.t.host)
		for other, a := range g.grounds(s) {
			explained = explained || other != host && a.at.After(f.at) && g.isGround(other, a, s)
		}
		if !explained {
			hosts[host] = true
		}
	}
	return hosts
}

// settleAside judges the strange answers that were put aside where something
// vouches for them by now, or nothing speaks against them any more. It drops the
// others: their sources stay due. It gives the hosts whose failing spoke against
// those, which is then no finding either.
func (p *pass) settleAside(ctx context.Context) (doubted map[string]bool, err error) {
	g := p.online
	g.mu.Lock()
	aside := g.aside
	g.aside = nil
	var believed []*sight
	doubted = map[string]bool{}
	for _, s := range aside {
		if g.vouchedFor(s) || !g.doubted(s) {
			believed = append(believed, s)
			continue
		}
		maps.Copy(doubted, g.failing(s))
	}
	g.mu.Unlock()
	for _, s := range aside {
		if err != nil || !slices.Contains(believed, s) {
			s.release()
			continue
		}
		s.proven = true
		if err = p.judge(ctx, s); err != nil {
			err = fmt.Errorf("look at %s: %w", s.t.url, err)
		}
	}
	if n := len(aside) - len(believed); n > 0 && err == nil {
		err = portal("%s answered with a page that is not known to be its own, and %s did not answer", counted(n, "source"), counted(len(doubted), "host"))
	}
	return doubted, err
}
