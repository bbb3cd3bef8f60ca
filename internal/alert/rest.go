package alert

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// Of a page that goes to and fro each message is right, and all of them together teach
// people to read none. So what is told again and again is left as it was told last, at its
// worst, until something has stood: what is better, or the same for good. What is worse, or
// was never told, never waits, but for an edit (editedRest): nobody believes a page to be
// better than looks have confirmed.

const (
	// toAndFroRest is for how long a state has to stand after another was told twice. It
	// doubles with each time more.
	toAndFroRest    = 7 * 24 * time.Hour
	mostRestDoubled = 3
	// toAndFroCalm is between two messages that are no longer one story.
	toAndFroCalm = 90 * 24 * time.Hour
)

// tellings are what was told of one part of a citation, in the order of the log.
type tellings []catalog.Told

func (ts tellings) last() catalog.Told {
	if len(ts) == 0 {
		return catalog.Told{}
	}
	return ts[len(ts)-1]
}

// tells says whether what was told has all of a state.
func tells(t catalog.Told, state string, lost []string) bool {
	return t.State == state && !slices.ContainsFunc(lost, func(q string) bool { return !slices.Contains(t.Lost, q) })
}

// times is how often a state was told in the story that goes on at a time.
func (ts tellings) times(state string, lost []string, at time.Time) (n int) {
	for i := len(ts) - 1; i >= 0 && at.Sub(ts[i].At) <= toAndFroCalm; i-- {
		if tells(ts[i], state, lost) && !ts.editedAgain(i+1) {
			n++
		}
		at = ts[i].At
	}
	return n
}

// editedAgain says whether that telling is of another edit than the one before.
func (ts tellings) editedAgain(i int) bool {
	return i > 0 && i < len(ts) && Soft(ts[i].State) && ts[i].State == ts[i-1].State
}

// Rest is for how long the next state has to stand after one was told so often.
func Rest(times int) time.Duration {
	if times < 2 {
		return 0
	}
	return toAndFroRest << min(times-2, mostRestDoubled)
}

// news says whether a state is to be told after what was told. looks are those at the
// source.
func (ts tellings) news(state string, lost []string, now time.Time, looks func() []shownState) bool {
	last := ts.last()
	rest := Rest(ts.times(last.State, last.Lost, last.At))
	rests := func(d time.Duration) bool { return now.Sub(last.At) < d && !now.Before(last.At) }
	gentle := func(s string) bool { return s == "" || Soft(s) }
	switch {
	case tells(last, state, lost):
		return !Soft(state) && rest > 0 && !rests(rest) && hasStood(looks(), state) >= rest && wasBetter(looks(), state, last.At)
	case gentle(state) && gentle(last.State) && rests(editedRest):
		return false // told later, if it is still so then
	case severity(state) > severity(last.State), ts.times(state, lost, last.At) == 0:
		return true
	}
	return rest == 0 || !rests(rest) && hasStood(looks(), state) >= rest
}

// severity puts the states of a live source in order. Of two that are alike bad one is
// still the worse, so that only one way between them waits.
func severity(state string) int {
	state, _, _ = strings.Cut(state, " after ")
	return slices.Index([]string{"", Edited, QuoteLost, Type, Replaced, Dead, Taken}, state)
}

// shownState is the state that a look showed, confirmed or not.
type shownState struct {
	at    time.Time
	state string
}

// shownStates are the states that looks showed for a citation, in the order of the log,
// without those that showed none: a wall, a fault that may pass.
func shownStates(looks []catalog.Observation, cite string) (list []shownState) {
	slices.SortStableFunc(looks, func(a, b catalog.Observation) int { return cmp.Compare(a.LogIndex, b.LogIndex) })
	for _, o := range looks {
		j := o.For(cite)
		if state, known := stateOf(verdict.Verdict(j.Verdict), verdict.Reason(j.Reason)); known {
			list = append(list, shownState{o.At, state})
		}
	}
	return list
}

// hasStood is for how long looks have shown a state: from the first to the last of those
// since another was shown.
func hasStood(looks []shownState, state string) time.Duration {
	state, _, _ = strings.Cut(state, " after ")
	n := len(looks)
	for n > 0 && looks[n-1].state == state {
		n--
	}
	if n == len(looks) {
		return 0
	}
	return looks[len(looks)-1].at.Sub(looks[n].at)
}

// wasBetter says whether a look since then has shown a better state.
func wasBetter(looks []shownState, state string, since time.Time) bool {
	return slices.ContainsFunc(looks, func(l shownState) bool { return l.at.After(since) && severity(l.state) < severity(state) })
}
