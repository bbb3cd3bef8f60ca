package verdict

import "time"

// Rule is how many looks over which time confirm a candidate.
type Rule struct {
	Looks int
	Over  time.Duration
}

// Policy turns single verdicts into states that stand. The zero value is the
// table of CONTRACT.md.
type Policy struct {
	// Override replaces the whole table where it is set. Over 0: every look
	// counts.
	Override *Rule
	// HostOpen says that this page alone was refused, with 403, and that the
	// host was open at the time of this look (Judgement.HostOpen). Only then a
	// forbidden look counts towards withdrawn.
	HostOpen bool
}

// Standing is the state of a citation or source after all looks so far.
type Standing struct {
	Verdict     Verdict
	Reason      Reason
	At          time.Time // of the newest look
	Since       time.Time // since when this state has stood
	Looks       int       // that counted towards confirmation; 0 where none is needed
	First       time.Time // the first of them
	LastCounted time.Time
	LastGood    time.Time // the last look that found the content; zero: never
	Confirmed   bool
	// Held is the evidence for other candidates, which a look of a different
	// kind (a timeout among 404s) neither adds to nor refutes.
	Held []Series `json:",omitempty"`
}

// Series is the evidence gathered for one kind of candidate.
type Series struct {
	Group       string
	Looks       int
	First       time.Time
	LastCounted time.Time
	Confirmed   bool `json:",omitempty"`
}

const day = 24 * time.Hour

// The kinds of candidate. A change of reason within a kind (404, then 410)
// keeps the evidence; the rule is that of the reason seen last.
const (
	groupGone      = "gone"      // the server says, or shows, that the page is gone
	groupName      = "name"      // the name is gone
	groupDown      = "down"      // the server does not answer
	groupForbidden = "forbidden" // this page alone is refused
	groupLost      = "lost"      // the page answers, and the text or quote is gone
)

// rule returns the kind of candidate that a reason is evidence for, and what
// confirms it. An empty group needs no confirmation.
func rule(r Reason) (string, Rule) {
	switch r {
	case HTTP410:
		return groupGone, Rule{2, day}
	case HTTP404, Soft404, RedirectedHome, Parked, Hijacked, Empty:
		return groupGone, Rule{3, 3 * day}
	case QuoteLost:
		return groupLost, Rule{2, day}
	case Replaced, Type:
		return groupLost, Rule{3, 3 * day}
	case Forbidden, Withdrawn:
		return groupForbidden, Rule{3, 3 * day}
	case DNS:
		return groupName, Rule{4, 7 * day}
	case Timeout, Refused, Reset, TLS, HTTP5xx, DNSTemporary:
		return groupDown, Rule{6, 14 * day}
	}
	return "", Rule{}
}

// Advance adds one look to a standing; prev is nil for the first. It is a pure
// function: replaying the looks gives the same standing.
//
// Content found (ok, moved, changed with edited) resets all evidence. A look
// of another kind leaves it: timeouts among 404s delay their confirmation, no
// more. Once confirmed, a candidate stays so until content is found. blocked
// is confirmed at once, since it claims nothing but itself, and so are the
// faults that never become dead; the other faults are unconfirmed until they
// become dead.
func (p Policy) Advance(prev *Standing, v Verdict, r Reason, at time.Time) Standing {
	if prev == nil {
		prev = &Standing{}
	}
	next := Standing{Verdict: v, Reason: r, At: at, Since: at, LastGood: prev.LastGood, Confirmed: true}
	if good(v, r) {
		next.LastGood = at
		if prev.Verdict == v && (v != Changed || prev.Reason == r) {
			next.Since = prev.Since
		}
		return next
	}
	group, need := rule(r)
	if group == "" {
		next.Held = prev.all()
		if prev.Verdict == v && prev.Reason == r {
			next.Since = prev.Since
		}
		return next
	}
	if p.Override != nil {
		need = *p.Override
	}
	need.Looks = max(need.Looks, 1)
	s := Series{Group: group}
	for _, h := range prev.all() {
		if h.Group == group {
			s = h
		} else {
			next.Held = append(next.Held, h)
		}
	}
	// Where time ran backwards one clock was wrong, and a look does not tell which. Where
	// the next one goes on from there it was the one before, which was ahead: what it
	// counted can't be measured against what follows, and must not hold it up.
	if at.Before(s.LastCounted) && prev.At.Before(s.LastCounted) && !at.Before(prev.At) {
		s = Series{Group: group, Confirmed: s.Confirmed}
	}
	counts := group != groupForbidden || p.HostOpen
	if counts {
		gap := need.Over / time.Duration(2*need.Looks)
		switch {
		case s.Looks == 0:
			s.Looks, s.First, s.LastCounted = 1, at, at
		case at.Sub(s.LastCounted) >= gap:
			s.Looks++
			s.LastCounted = at
		}
		if s.Looks >= need.Looks && at.Sub(s.First) >= need.Over {
			s.Confirmed = true
		}
	}
	next.Looks, next.First, next.LastCounted, next.Confirmed = s.Looks, s.First, s.LastCounted, s.Confirmed
	switch {
	case s.Confirmed && group == groupDown:
		next.Verdict = Dead // with its reason kept
	case s.Confirmed && group == groupForbidden:
		next.Verdict, next.Reason = Dead, Withdrawn
	case group == groupForbidden:
		next.Verdict, next.Reason, next.Confirmed = Blocked, Forbidden, true
	}
	// No content was found since the series began, so the state has stood
	// since then, whatever other faults came between.
	if s.Looks > 0 {
		next.Since = s.First
	}
	if prev.group() == group && prev.Since.Before(next.Since) {
		next.Since = prev.Since
	}
	return next
}

// Good tells whether the newest look found the content.
func (s Standing) Good() bool { return good(s.Verdict, s.Reason) }

// good tells whether a look found the content.
func good(v Verdict, r Reason) bool {
	return v == OK || v == Moved || v == Changed && r == Edited
}

func (s *Standing) group() string {
	g, _ := rule(s.Reason)
	return g
}

// all is the evidence for every kind of candidate, the present one included.
func (s *Standing) all() []Series {
	out := append([]Series(nil), s.Held...)
	if g := s.group(); g != "" && s.Looks > 0 {
		out = append(out, Series{Group: g, Looks: s.Looks, First: s.First, LastCounted: s.LastCounted, Confirmed: s.Confirmed && !(g == groupForbidden && s.Verdict == Blocked)})
	}
	return out
}

// Needs tells how many looks confirm the present candidate, and over which
// time; zero where none is needed.
func (p Policy) Needs(r Reason) Rule {
	group, need := rule(r)
	if group == "" {
		return Rule{}
	}
	if p.Override != nil {
		return *p.Override
	}
	return need
}
