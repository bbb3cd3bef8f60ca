package verdict

import (
	"reflect"
	"testing"
	"time"
)

var start = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

type seen struct {
	after time.Duration
	r     Reason
}

func run(p Policy, looks ...seen) Standing {
	var s *Standing
	for _, l := range looks {
		n := p.Advance(s, l.r.Verdict(), l.r, start.Add(l.after))
		s = &n
	}
	return *s
}

func every(gap time.Duration, n int, r Reason) []seen {
	var out []seen
	for i := range n {
		out = append(out, seen{time.Duration(i) * gap, r})
	}
	return out
}

func TestConfirmation(t *testing.T) {
	h := time.Hour
	open := Policy{HostOpen: true}
	for _, row := range []struct {
		name      string
		p         Policy
		looks     []seen
		v         Verdict
		r         Reason
		confirmed bool
		counted   int
	}{
		{"ok at once", Policy{}, every(0, 1, Same), OK, Same, true, 0},
		{"moved at once", Policy{}, every(0, 1, Redirect), Moved, Redirect, true, 0},
		{"edited at once", Policy{}, every(0, 1, Edited), Changed, Edited, true, 0},
		{"a wall at once", Policy{}, every(0, 1, BotWall), Blocked, BotWall, true, 0},
		{"410 once", Policy{}, every(0, 1, HTTP410), Dead, HTTP410, false, 1},
		{"410 twice in a day", Policy{}, every(23*h, 2, HTTP410), Dead, HTTP410, false, 2},
		{"410 twice, a day apart", Policy{}, every(24*h, 2, HTTP410), Dead, HTTP410, true, 2},
		{"quote lost", Policy{}, every(24*h, 2, QuoteLost), Changed, QuoteLost, true, 2},
		{"404 twice", Policy{}, every(72*h, 2, HTTP404), Dead, HTTP404, false, 2},
		{"404 thrice", Policy{}, every(36*h, 3, HTTP404), Dead, HTTP404, true, 3},
		{"404 thrice within three days", Policy{}, every(30*h, 3, HTTP404), Dead, HTTP404, false, 3},
		{"404, looks too close", Policy{}, []seen{{0, HTTP404}, {h, HTTP404}, {2 * h, HTTP404}, {71 * h, HTTP404}}, Dead, HTTP404, false, 2},
		{"looks of half the gap count", Policy{}, []seen{{0, HTTP404}, {12 * h, HTTP404}, {72 * h, HTTP404}}, Dead, HTTP404, true, 3},
		{"looks under half the gap are one", Policy{}, []seen{{0, HTTP404}, {11 * h, HTTP404}, {72 * h, HTTP404}}, Dead, HTTP404, false, 2},
		{"404, seen first by a clock a month ahead", Policy{}, []seen{{720 * h, HTTP404}, {24 * h, HTTP404}, {60 * h, HTTP404}, {96 * h, HTTP404}, {132 * h, HTTP404}}, Dead, HTTP404, true, 3},
		{"404, seen in between by a clock a month ahead", Policy{}, []seen{{0, HTTP404}, {720 * h, HTTP404}, {24 * h, HTTP404}, {48 * h, HTTP404}, {84 * h, HTTP404}, {120 * h, HTTP404}}, Dead, HTTP404, true, 3},
		{"410, one look by a clock years behind", Policy{}, []seen{{0, HTTP410}, {-50 * 365 * 24 * h, HTTP410}, {h, HTTP410}}, Dead, HTTP410, false, 1},
		{"soft 404", Policy{}, every(36*h, 3, Soft404), Dead, Soft404, true, 3},
		{"replaced", Policy{}, every(36*h, 3, Replaced), Changed, Replaced, true, 3},
		{"type", Policy{}, every(36*h, 2, Type), Changed, Type, false, 2},
		{"one good look resets", Policy{}, []seen{{0, HTTP404}, {36 * h, HTTP404}, {60 * h, Noise}, {72 * h, HTTP404}}, Dead, HTTP404, false, 1},
		{"an edit is a good look", Policy{}, []seen{{0, HTTP404}, {36 * h, HTTP404}, {60 * h, Edited}, {72 * h, HTTP404}}, Dead, HTTP404, false, 1},
		{"404, then 410", Policy{}, []seen{{0, HTTP404}, {24 * h, HTTP410}}, Dead, HTTP410, true, 2},
		{"404s, then a soft one", Policy{}, []seen{{0, HTTP404}, {36 * h, HTTP404}, {72 * h, Soft404}}, Dead, Soft404, true, 3},
		{"confirmed stays so", Policy{}, []seen{{0, HTTP410}, {24 * h, HTTP410}, {25 * h, HTTP404}}, Dead, HTTP404, true, 2},
		{"a timeout between", Policy{}, []seen{{0, HTTP404}, {24 * h, HTTP404}, {48 * h, Timeout}, {72 * h, HTTP404}}, Dead, HTTP404, true, 3},
		{"a wall between", Policy{}, []seen{{0, HTTP404}, {24 * h, HTTP404}, {48 * h, BotWall}, {72 * h, HTTP404}}, Dead, HTTP404, true, 3},
		{"quote lost, then replaced", Policy{}, []seen{{0, QuoteLost}, {36 * h, QuoteLost}, {72 * h, Replaced}}, Changed, Replaced, true, 3},
		{"dns thrice", Policy{}, every(84*h, 3, DNS), Dead, DNS, false, 3},
		{"dns, four in a week", Policy{}, every(56*h, 4, DNS), Dead, DNS, true, 4},
		{"404s are no evidence for dns", Policy{}, []seen{{0, HTTP404}, {84 * h, HTTP404}, {100 * h, HTTP404}, {168 * h, DNS}}, Dead, DNS, false, 1},
		{"timeouts, five", Policy{}, every(84*h, 5, Timeout), Unreachable, Timeout, false, 5},
		{"timeouts, six over two weeks", Policy{}, every(68*h, 6, Timeout), Dead, Timeout, true, 6},
		{"any of the faults", Policy{}, []seen{{0, Timeout}, {68 * h, Refused}, {136 * h, Reset}, {204 * h, TLS}, {272 * h, DNSTemporary}, {340 * h, HTTP5xx}}, Dead, HTTP5xx, true, 6},
		{"our limits never kill", Policy{}, every(100*h, 50, TooLarge), Unreachable, TooLarge, true, 0},
		{"walls never kill", open, every(100*h, 50, LoginWall), Blocked, LoginWall, true, 0},
		{"forbidden, host closed", Policy{}, every(100*h, 50, Forbidden), Blocked, Forbidden, true, 0},
		{"forbidden twice, host open", open, every(72*h, 2, Forbidden), Blocked, Forbidden, true, 2},
		{"forbidden thrice, host open", open, every(36*h, 3, Forbidden), Dead, Withdrawn, true, 3},
		{"override", Policy{Override: &Rule{Looks: 2}}, every(0, 2, HTTP404), Dead, HTTP404, true, 2},
		{"override for faults", Policy{Override: &Rule{Looks: 3}}, every(0, 3, Timeout), Dead, Timeout, true, 3},
		{"override, not yet", Policy{Override: &Rule{Looks: 3, Over: h}}, every(20*time.Minute, 3, HTTP410), Dead, HTTP410, false, 3},
		{"override by one look", Policy{Override: &Rule{Looks: 1}}, every(0, 1, DNS), Dead, DNS, true, 1},
		{"override never kills a wall", Policy{Override: &Rule{Looks: 1}, HostOpen: true}, every(0, 3, Robots), Blocked, Robots, true, 0},
		{"a clock set back", Policy{}, []seen{{72 * h, HTTP404}, {36 * h, HTTP404}, {0, HTTP404}}, Dead, HTTP404, false, 1},
	} {
		s := run(row.p, row.looks...)
		if s.Verdict != row.v || s.Reason != row.r || s.Confirmed != row.confirmed || s.Looks != row.counted {
			t.Errorf("%s: %s/%s confirmed %v after %d looks; want %s/%s %v %d", row.name, s.Verdict, s.Reason, s.Confirmed, s.Looks, row.v, row.r, row.confirmed, row.counted)
		}
		if again := run(row.p, row.looks...); !reflect.DeepEqual(again, s) {
			t.Errorf("%s: a replay gives %+v, not %+v", row.name, again, s)
		}
	}
}

func TestSinceAndLastGood(t *testing.T) {
	h := time.Hour
	s := run(Policy{}, seen{0, FirstSeen}, seen{24 * h, Same}, seen{48 * h, Noise})
	if !s.Since.Equal(start) || !s.LastGood.Equal(start.Add(48*h)) {
		t.Errorf("a good run: since %v, last good %v", s.Since, s.LastGood)
	}
	s = run(Policy{}, seen{0, Same}, seen{24 * h, HTTP404}, seen{48 * h, HTTP404})
	if !s.Since.Equal(start.Add(24*h)) || !s.LastGood.Equal(start) || !s.First.Equal(start.Add(24*h)) || !s.LastCounted.Equal(start.Add(48*h)) {
		t.Errorf("a dead one: %+v", s)
	}
	s = run(Policy{}, every(68*h, 6, Timeout)...)
	if !s.Since.Equal(start) {
		t.Errorf("dead by timeouts since %v", s.Since)
	}
	s = run(Policy{}, seen{0, Edited}, seen{24 * h, Edited})
	if !s.Since.Equal(start) {
		t.Errorf("edited since %v", s.Since)
	}
	// Withdrawn stands although the host closes for a day.
	w := run(Policy{HostOpen: true}, every(36*h, 3, Forbidden)...)
	w = Policy{}.Advance(&w, Blocked, Forbidden, start.Add(100*h))
	if w.Verdict != Dead || w.Reason != Withdrawn || !w.Confirmed {
		t.Errorf("withdrawn, then the host closed: %+v", w)
	}
}
