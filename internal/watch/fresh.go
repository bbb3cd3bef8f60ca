package watch

import (
	"slices"

	"archiver/internal/verdict"
)

// Of a source that nobody has seen before, any page may be the right one. One that came
// without TLS is believed like others where other sites answer too, each with a page of
// its own: no network in between makes up so many. As long as it is the only one it
// waits, and where sites with TLS fail beside it, it would be the network's login page
// that we archive as the source, and its answer the ground on which those are told of.

// noteFresh notes what a first look shows, and what came over TLS, which no network
// makes up.
func (g *guard) noteFresh(s *sight) {
	if s.compared && s.forgeable() {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fresh[s.t.host] = s.marks
	g.changed()
}

// isFresh says whether an answer is such a one that has to wait. The lock is held.
func (g *guard) isFresh(s *sight) bool {
	if s.compared || !s.forgeable() {
		return false
	}
	for host, a := range g.answered {
		if g.isGround(host, a, s) {
			return false
		}
	}
	s.fresh = g.soleFresh(s)
	return s.fresh
}

// soleFresh says whether no other site shows another page. The lock is held.
func (g *guard) soleFresh(s *sight) bool {
	for host, marks := range g.fresh {
		if verdict.Site(host) != verdict.Site(s.t.host) && !slices.ContainsFunc(marks, func(m string) bool { return slices.Contains(s.marks, m) }) {
			return false
		}
	}
	return true
}
