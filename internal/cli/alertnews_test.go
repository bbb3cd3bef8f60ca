package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

var (
	alertNow = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	intact   = archives[0]
)

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
			c.Cite.Citation = &source.Citation{URL: "https://a.example/x", Accept: &source.Accept{Seen: alertNow}}
		}), want: "edited after 2026-11-26T12:00:00Z"}},
		"a copy damaged":         {{c: corrupt, want: "corrupt"}, {c: corrupt, want: "-"}, {c: ok, want: "-"}, {c: looked(ok), want: ""}, {c: missing, want: "missing"}, {c: corrupt, want: "corrupt"}},
		"a copy's loss is known": {{c: with(missing, func(c *watch.Citation) { c.Covered.Archive = true }), want: "-"}, {c: stand(verdict.OK, verdict.Same, true, watch.Archive{State: watch.Missing}), want: "-"}, {c: stand(verdict.OK, verdict.Same, true, archives[1]), want: "-"}},
	} {
		var told []catalog.Told
		var looks []catalog.Observation
		past := &playedPast{looked: func(c source.Cite) []shownState { return shownStates(looks, citeName(c)) }}
		now := alertNow
		for i, step := range story {
			for range max(step.reps, 1) {
				now = now.AddDate(0, 0, step.days)
				looks = append(looks, catalog.Observation{At: now, Verdict: string(step.c.Live.Verdict), Reason: string(step.c.Live.Reason), LogIndex: int64(len(looks))})
				r := alertOf("r", []watch.Citation{step.c}, newToldBefore(told, []source.Cite{step.c.Cite}), false, now, past)
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

// TestAlertText: one message for a report, what needs somebody first, the same source of
// several footnotes once, and what came from the web on one line each.
func TestAlertText(t *testing.T) {
	note := func(c watch.Citation, number, url string) watch.Citation {
		return with(c, func(c *watch.Citation) {
			c.Cite.Ref, c.Cite.Footnote, c.Cite.Citation = "r/"+number, &source.Footnote{Number: source.Label(number)}, &source.Citation{URL: url}
			c.Live.Since, c.Live.LastGood, c.Archive.SHA256 = alertNow.AddDate(0, 0, -9), alertNow.AddDate(0, 0, -10), strings.Repeat("ab", 32)
		})
	}
	dead, edited := stand(verdict.Dead, verdict.HTTP404, true, intact), stand(verdict.Changed, verdict.Edited, true, intact)
	rows := []watch.Citation{
		note(edited, "1", "https://a.example/edited"),
		note(dead, "2", "https://a.example/dead"),
		with(note(dead, "3", "https://a.example/dead"), func(c *watch.Citation) { c.Looked = true }),
		note(stand(verdict.OK, verdict.Same, true, intact), "4", "https://a.example/back"),
		note(stand("", "", false, intact), "5", "https://a.example/never"),
		note(dead, "7", "https://a.example/dead"),
		with(note(stand(verdict.Changed, verdict.Replaced, true, intact), "8", "https://a.example/x\r\nBcc: y\u202e"), func(c *watch.Citation) { c.Live.Detail = "It says\n“\x1b[31m<!channel>”." }),
	}
	before := newToldBefore([]catalog.Told{{SourceID: source.ID("https://a.example/back"), Cite: "r/4", Part: "live", State: "dead"}}, nil)
	r := alertOf("r", rows, before, false, alertNow, nil)
	r.ID = "id"
	body, err := json.Marshal(r) // as it is logged
	if err != nil {
		t.Fatal(err)
	}
	var back ledger.AlertRecord
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	e := &env{configPath: config.DefaultPath}
	m := e.alertMessage(back, alertNow)
	if m.Title != "r: 4 of 7 footnotes need you" || m.ID != "id" || m.More != "archiver status r" {
		t.Errorf("%+v", m)
	}
	var got []string
	for _, item := range m.Items {
		got = append(got, strings.Join(item, " | "))
	}
	sha := "Archived copy of 12 May 2024, SHA-256 " + strings.Repeat("ab", 32)
	want := []string{
		"Footnotes 2, 3 and 7: the link is dead | https://a.example/dead | So it is. | Since 17 November 2026. The last good look was on 16 November 2026. | " + sha + " | archiver status r/2",
		"Footnote 8: the page shows something else | https://a.example/x\r\nBcc: y\u202e | It says\n“\x1b[31m<!channel>”. | Since 17 November 2026. The last good look was on 16 November 2026. | " + sha + " | archiver status r/8",
		"Footnote 1: the page was edited | https://a.example/edited | So it is. | Since 17 November 2026. | " + sha + " | archiver status r/1",
		"Footnote 4: well again | https://a.example/back | So it is. | Since 17 November 2026. | " + sha + " | archiver status r/4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if foot := "6 of 7 footnotes looked at, 1 of them in the run of 26 November 2026, 12:00 UTC."; m.Foot[0] != foot {
		t.Errorf("%q, want %q", m.Foot, foot)
	}
	e.page = func(ref string) string { return "https://s.example/" + ref }
	if m := e.alertMessage(back, alertNow); m.More != "https://s.example/r" || m.Items[0][5] != "https://s.example/r/2" {
		t.Errorf("%+v", m)
	}
	for _, tt := range []struct {
		r    ledger.AlertRecord
		want string
	}{
		{ledger.AlertRecord{Report: "r", Footnotes: 3, First: true}, "r, as it stands: none of 3 footnotes needs you"},
		{ledger.AlertRecord{Report: "r", Footnotes: 1, First: true, Items: []ledger.AlertItem{{For: []string{"r/1"}, State: "dead"}, {For: []string{"r/1"}, State: "corrupt"}}}, "r, as it stands: 1 of 1 footnote needs you"},
		{ledger.AlertRecord{Report: "r", Footnotes: 9, Items: []ledger.AlertItem{{For: []string{"r/1"}, State: "edited"}, {For: []string{"r/2"}, State: ""}}}, "r: 1 of 9 footnotes was edited"},
		{ledger.AlertRecord{Report: "r", Footnotes: 9, Items: []ledger.AlertItem{{For: []string{"r/1", "r/2"}, State: ""}}}, "r: 2 of 9 footnotes are well again"},
	} {
		if got := alertTitle(tt.r); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestRenumbered: what was told of a source under a number that it has no more is not told
// again.
func TestRenumbered(t *testing.T) {
	c := stand(verdict.Dead, verdict.HTTP404, true, intact)
	told := []catalog.Told{{SourceID: source.ID(c.Cite.Citation.URL), Cite: "r/26", Part: "live", State: "dead", At: alertNow}}
	if r := alertOf("r", []watch.Citation{c}, newToldBefore(told, []source.Cite{c.Cite}), false, alertNow, nil); len(r.Items) > 0 {
		t.Errorf("told again: %+v", r.Items)
	}
	other := c.Cite
	other.Footnote = &source.Footnote{Number: "26"}
	if r := alertOf("r", []watch.Citation{c}, newToldBefore(told, []source.Cite{c.Cite, other}), false, alertNow, nil); len(r.Items) != 1 {
		t.Errorf("26 cites it too, and 27 is not told: %+v", r.Items)
	}
}

// TestNewsAfterClockAhead: what was told by a clock that was ahead holds nothing back
// until the clock has caught up with it.
func TestNewsAfterClockAhead(t *testing.T) {
	for ahead, want := range map[time.Duration]bool{30 * 24 * time.Hour: true, -time.Hour: false, -8 * 24 * time.Hour: true} {
		if got := (tellings{{At: alertNow.Add(ahead)}}).news(toldEdited, nil, alertNow, nil); got != want {
			t.Errorf("told %v from now: news %v, want %v", ahead, got, want)
		}
	}
}

// TestNoCopyOfAWall: of what shows an error page alone no alert says that it is a copy.
func TestNoCopyOfAWall(t *testing.T) {
	for state, want := range map[string]bool{watch.Intact: true, watch.Wall: false} {
		c := stand(verdict.Dead, verdict.HTTP404, true, intact)
		c.Archive.State, c.Archive.SHA256 = state, strings.Repeat("ab", 32)
		item := itemOf(c, "live", toldDead, "")
		if got := item.SHA256 != "" && !item.CapturedAt.IsZero(); got != want {
			t.Errorf("%s: %+v", state, item)
		}
	}
}
