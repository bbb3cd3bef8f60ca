package alert

import (
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

var (
	today  = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	intact = watch.Archive{State: watch.Intact, CapturedAt: time.Date(2024, 5, 12, 9, 0, 0, 0, time.UTC), Object: "o", SHA256: "s"}
)

// stand is a citation as a pass gives it.
func stand(v verdict.Verdict, r verdict.Reason, confirmed bool, archive watch.Archive) watch.Citation {
	return watch.Citation{Live: watch.Live{Verdict: v, Reason: r, Confirmed: confirmed, Detail: "So it is."}, Archive: archive,
		Cite: source.Cite{Ref: "27", Manifest: &source.Manifest{ID: "r"}, Footnote: &source.Footnote{Number: "27"}, Citation: &source.Citation{URL: "https://a.example/x"}}}
}

func with(c watch.Citation, edit func(*watch.Citation)) watch.Citation {
	edit(&c)
	return c
}

func lose(c watch.Citation, quotes ...string) watch.Citation {
	for _, q := range quotes {
		c.Live.Quotes = append(c.Live.Quotes, ledger.Quote{Text: q, State: verdict.StateGone})
	}
	return c
}

// TestAlertStates: what is told of a citation, after what was told last. The states of
// one story follow each other; "-" is that nothing is told.
func TestAlertStates(t *testing.T) {
	ok := stand(verdict.OK, verdict.Same, true, intact)
	dead := stand(verdict.Dead, verdict.HTTP404, true, intact)
	suspect := stand(verdict.Dead, verdict.HTTP404, false, intact)
	edited := stand(verdict.Changed, verdict.Edited, true, intact)
	lost := stand(verdict.Changed, verdict.QuoteLost, true, intact)
	blocked := stand(verdict.Blocked, verdict.BotWall, true, intact)
	unsaid := func(texts ...string) watch.Citation {
		return with(edited, func(c *watch.Citation) { c.Live.ClaimsLost = texts })
	}
	accepted := func(c watch.Citation) watch.Citation {
		return with(c, func(c *watch.Citation) { c.Accepted, c.Covered.Live = true, true })
	}
	looked := func(c watch.Citation) watch.Citation { return with(c, func(c *watch.Citation) { c.Looked = true }) }
	corrupt := stand(verdict.OK, verdict.Same, true, watch.Archive{State: watch.Corrupt, Object: "o"})
	missing := stand(verdict.OK, verdict.Same, true, watch.Archive{State: watch.Missing, Object: "o"})
	replaced := stand(verdict.Changed, verdict.Replaced, true, intact)
	suspectLost := with(lose(lost, "a"), func(c *watch.Citation) { c.Live.Confirmed = false })
	type step struct {
		c    watch.Citation
		want string
		days int // since the step before
		reps int // so often, the days between; 0: once
	}
	for name, story := range map[string][]step{
		"well":                   {{c: ok, want: "-"}, {c: ok, want: "-"}},
		"dead and back":          {{c: dead, want: "dead"}, {c: dead, want: "-"}, {c: ok, want: ""}, {c: ok, want: "-"}, {c: dead, want: "dead"}},
		"moved is well":          {{c: dead, want: "dead"}, {c: stand(verdict.Moved, "redirect", true, intact), want: ""}},
		"unconfirmed":            {{c: suspect, want: "-"}, {c: dead, want: "dead"}, {c: suspect, want: "-"}, {c: dead, want: "-"}},
		"another reason of dead": {{c: dead, want: "dead"}, {c: stand(verdict.Dead, verdict.HTTP410, true, intact), want: "-"}, {c: stand(verdict.Dead, verdict.Hijacked, true, intact), want: "taken over"}},
		"blocked says nothing":   {{c: blocked, want: "-"}, {c: dead, want: "dead"}, {c: blocked, want: "-"}, {c: dead, want: "-"}, {c: stand(verdict.Unreachable, verdict.Timeout, false, intact), want: "-"}},
		"down for good":          {{c: stand(verdict.Dead, verdict.Timeout, true, intact), want: "dead"}},
		"never looked at":        {{c: stand("", "", false, intact), want: "-"}},
		"accepted":               {{c: accepted(dead), want: "-"}, {c: accepted(lost), want: "-"}, {c: dead, want: "dead"}, {c: accepted(dead), want: "-"}, {c: dead, want: "-"}, {c: ok, want: ""}},
		"accepted, then well":    {{c: accepted(dead), want: "-"}, {c: ok, want: "-"}},
		"accepted, and worse":    {{c: accepted(edited), want: "-"}, {c: lose(lost, "a"), want: "quote lost"}},
		"quotes":                 {{c: lose(lost, "a"), want: "quote lost"}, {c: lose(lost, "a"), want: "-"}, {c: lose(lost, "a", "b"), want: "quote lost"}, {c: lose(lost, "b"), want: "-"}, {c: ok, want: ""}},
		"replaced, then dead":    {{c: stand(verdict.Changed, verdict.Replaced, true, intact), want: "replaced"}, {c: dead, want: "dead"}, {c: stand(verdict.Changed, verdict.Type, true, intact), want: "another kind"}},
		// One of six servers gives the old page for good.
		"a quote comes and goes": {{c: suspectLost, want: "-", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}, {c: ok, want: "", days: 4}, {c: suspectLost, want: "-", days: 1},
			{c: lose(lost, "a"), want: "quote lost", days: 1}, {c: ok, want: "-", days: 4}, {c: suspectLost, want: "-", days: 1}, {c: lose(lost, "a"), want: "-", days: 1}, {c: ok, want: "-", days: 4},
			{c: suspectLost, want: "-", days: 1}, {c: lose(lost, "a"), want: "-", days: 1}, {c: ok, want: "-", days: 4}, {c: lose(lost, "a"), want: "-", days: 400}, {c: ok, want: "-", days: 1},
			{c: lose(lost, "a", "b"), want: "quote lost", days: 1}, {c: ok, want: "", days: 1}, {c: dead, want: "dead", days: 1}},
		"well for good at last": {{c: lose(lost, "a"), want: "quote lost", days: 1}, {c: ok, want: "", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}, {c: ok, want: "-", days: 1, reps: 4}, {c: blocked, want: "-", days: 1, reps: 2},
			{c: ok, want: "-", days: 1}, {c: ok, want: "", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}, {c: ok, want: "-", days: 1, reps: 14}, {c: ok, want: "", days: 1}},
		"dead to and fro": {{c: dead, want: "dead"}, {c: ok, want: "", days: 1}, {c: dead, want: "dead", days: 5}, {c: ok, want: "-", days: 1}, {c: dead, want: "-", days: 5}, {c: ok, want: "-", days: 2, reps: 4},
			{c: ok, want: "", days: 2}, {c: dead, want: "dead", days: 5}, {c: ok, want: "-", days: 100}, {c: ok, want: "", days: 14}, {c: dead, want: "dead", days: 100}, {c: ok, want: "", days: 1}, {c: dead, want: "dead", days: 91}, {c: ok, want: "", days: 1}},
		"dead for good at last": {{c: dead, want: "dead"}, {c: ok, want: "", days: 1}, {c: dead, want: "dead", days: 5}, {c: ok, want: "-", days: 1, reps: 3}, {c: suspect, want: "-", days: 1, reps: 2}, {c: dead, want: "-", days: 1, reps: 5}, {c: dead, want: "dead", days: 1},
			{c: dead, want: "-", days: 1, reps: 40}, {c: stand(verdict.Dead, verdict.Parked, true, intact), want: "taken over", days: 1}},
		"a fault is not better": {{c: edited, want: "edited"}, {c: ok, want: "", days: 8}, {c: edited, want: "edited", days: 8}, {c: suspect, want: "-", days: 1}, {c: edited, want: "-", days: 1, reps: 20}, {c: ok, want: "-", days: 1, reps: 7}, {c: ok, want: "", days: 1}, {c: suspect, want: "-", days: 1}, {c: ok, want: "-", days: 1, reps: 30},
			{c: edited, want: "edited", days: 1}, {c: ok, want: "-", days: 1, reps: 10}, {c: edited, want: "-", days: 1, reps: 40}},
		"two ways of being lost": {{c: lose(lost, "a"), want: "quote lost"}, {c: replaced, want: "replaced", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}, {c: replaced, want: "replaced", days: 1}, {c: lose(lost, "a"), want: "-", days: 1},
			{c: lose(lost, "c"), want: "quote lost", days: 1}, {c: replaced, want: "replaced", days: 1}, {c: lose(lost, "a"), want: "-", days: 1}, {c: dead, want: "dead", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}},
		"one quote or the other": {{c: lose(lost, "a"), want: "quote lost"}, {c: lose(lost, "b"), want: "quote lost", days: 1}, {c: lose(lost, "a"), want: "quote lost", days: 1}, {c: lose(lost, "b"), want: "-", days: 1}, {c: lose(lost, "a"), want: "-", days: 1},
			{c: lose(lost, "b"), want: "-", days: 1}, {c: lose(lost, "a", "b"), want: "quote lost", days: 1}, {c: lose(lost, "b", "c"), want: "quote lost", days: 1}},
		"edited to and fro": {{c: edited, want: "edited"}, {c: edited, want: "-", days: 30}, {c: ok, want: ""}, {c: edited, want: "-", days: 1}, {c: ok, want: "-", days: 1},
			{c: edited, want: "-", days: 1}, {c: edited, want: "edited", days: 7}, {c: dead, want: "dead"}, {c: edited, want: "edited"}, {c: lose(lost, "a"), want: "quote lost"}},
		"changed again": {{c: edited, want: "edited"}, {c: accepted(edited), want: "-"}, {days: 8, c: with(edited, func(c *watch.Citation) {
			c.ChangedAgain = true
			c.Cite.Citation = &source.Citation{URL: "https://a.example/x", Accept: &source.Accept{Seen: today}}
		}), want: "edited after 2026-11-26T12:00:00Z"}},
		"what the report says": {{c: edited, want: "edited"}, {c: edited, want: "-", days: 1, reps: 30}, {c: unsaid("312 people"), want: "edited", days: 1}, {c: unsaid("312 people"), want: "-", days: 1, reps: 20}, {c: edited, want: "-", days: 1},
			{c: unsaid("312 people"), want: "-", days: 1}, {c: unsaid("312 people", "May 2021"), want: "edited", days: 1}, {c: unsaid("May 2021"), want: "-", days: 30}, {c: ok, want: "", days: 1}, {c: unsaid("May 2021"), want: "-", days: 1}, {c: unsaid("May 2021"), want: "edited", days: 7}},
		"soon after an edit":     {{c: edited, want: "edited"}, {c: unsaid("312 people"), want: "-", days: 1}, {c: unsaid("312 people"), want: "edited", days: 6}},
		"a copy damaged":         {{c: corrupt, want: "corrupt"}, {c: corrupt, want: "-"}, {c: ok, want: "-"}, {c: looked(ok), want: ""}, {c: missing, want: "missing"}, {c: corrupt, want: "corrupt"}},
		"a copy's loss is known": {{c: with(missing, func(c *watch.Citation) { c.Covered.Archive = true }), want: "-"}, {c: stand(verdict.OK, verdict.Same, true, watch.Archive{State: watch.Missing}), want: "-"}, {c: stand(verdict.OK, verdict.Same, true, watch.Archive{State: watch.Wall}), want: "-"}},
	} {
		var told []catalog.Told
		var looks []catalog.Observation
		past := &playedPast{looked: func(c source.Cite) []shownState { return shownStates(looks, citeName(c)) }}
		now := today
		for i, step := range story {
			for range max(step.reps, 1) {
				now = now.AddDate(0, 0, step.days)
				looks = append(looks, catalog.Observation{At: now, Verdict: string(step.c.Live.Verdict), Reason: string(step.c.Live.Reason), LogIndex: int64(len(looks))})
				r := Of("r", []watch.Citation{step.c}, NewBefore(told, []source.Cite{step.c.Cite}), false, now, past)
				var got []string
				for _, item := range r.Items {
					got = append(got, item.State)
					told = append(told, catalog.Told{SourceID: source.ID(item.URL), Cite: item.For[0], Part: item.Part, State: item.State, Lost: item.Lost, Shows: item.Shows, At: now})
				}
				want := []string{step.want}
				if step.want == "-" {
					want = nil
				}
				if strings.Join(got, ", ") != strings.Join(want, ", ") || len(got) != len(want) {
					t.Errorf("%s, step %d: told %q, want %q", name, i, got, want)
				}
			}
		}
	}
}

// TestRenumbered: what was told of a source under a number that it has no more is not told
// again.
func TestRenumbered(t *testing.T) {
	c := stand(verdict.Dead, verdict.HTTP404, true, intact)
	told := []catalog.Told{{SourceID: source.ID(c.Cite.Citation.URL), Cite: "r/26", Part: "live", State: "dead", At: today}}
	if r := Of("r", []watch.Citation{c}, NewBefore(told, []source.Cite{c.Cite}), false, today, nil); len(r.Items) > 0 {
		t.Errorf("told again: %+v", r.Items)
	}
	other := c.Cite
	other.Footnote = &source.Footnote{Number: "26"}
	if r := Of("r", []watch.Citation{c}, NewBefore(told, []source.Cite{c.Cite, other}), false, today, nil); len(r.Items) != 1 {
		t.Errorf("26 cites it too, and 27 is not told: %+v", r.Items)
	}
}

// TestNewsAfterClockAhead: what was told by a clock that was ahead holds nothing back
// until the clock has caught up with it.
func TestNewsAfterClockAhead(t *testing.T) {
	for ahead, want := range map[time.Duration]bool{30 * 24 * time.Hour: true, -time.Hour: false, -8 * 24 * time.Hour: true} {
		if got := (tellings{{At: today.Add(ahead)}}).news(Edited, nil, today, nil); got != want {
			t.Errorf("told %v from now: news %v, want %v", ahead, got, want)
		}
	}
}

// TestNoCopyOfAWall: of what shows an error page alone no alert says that it is a copy.
func TestNoCopyOfAWall(t *testing.T) {
	for state, want := range map[string]bool{watch.Intact: true, watch.Wall: false} {
		c := stand(verdict.Dead, verdict.HTTP404, true, intact)
		c.Archive.State, c.Archive.SHA256 = state, strings.Repeat("ab", 32)
		item := itemOf(c, "live", Dead, "")
		if got := item.SHA256 != "" && !item.CapturedAt.IsZero(); got != want {
			t.Errorf("%s: %+v", state, item)
		}
	}
}
