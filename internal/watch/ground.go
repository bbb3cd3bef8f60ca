package watch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

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
}

// noteFailure notes how a look went, as soon as that is known.
func (g *guard) noteFailure(s *sight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if isCut(s.look) {
		g.failed[s.t.host] = failure{s.look.Done, networkFault(s.t.known)}
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
	return g.shownElsewhere(s) > 0 || s.forgeable() && (len(g.failing(s)) > 0 || !g.answersWell(s, s.look.Done.Add(-canaryEvery)))
}

// manyFail is how many sites that fail for no known reason speak against a strange
// answer. One may have died on the day on which another changed.
const manyFail = 2

// doubted says whether a strange answer is more likely someone else's. The lock is
// held.
func (g *guard) doubted(s *sight) bool {
	sites := map[string]bool{}
	for host := range g.failing(s) {
		sites[verdict.Site(host)] = true
	}
	return !g.overdue && s.forgeable() && len(sites) >= manyFail
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
		err = portal("%s answered with another page, and %s did not answer", counted(n, "source"), counted(len(doubted), "host"))
	}
	return doubted, err
}
