package watch

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// TestByRisk: what has no schedule is looked at by risk, a post soon after its first
// look, and what was imported together does not stay together; what has one is looked
// at when that says.
func TestByRisk(t *testing.T) {
	var m source.Manifest
	for i := range 60 {
		m.Footnotes = append(m.Footnotes, source.Footnote{Number: source.Label(fmt.Sprint(i)), Citations: []source.Citation{{URL: fmt.Sprintf("https://example.org/%d", i)}}})
	}
	taskOf := func(url, schedule, kind string, known catalog.Source, snapshots int) *task {
		c := source.Cite{Manifest: &m, Footnote: &m.Footnotes[0], Citation: &source.Citation{URL: url, Schedule: schedule}}
		t := &task{id: source.ID(url), url: url, cites: []source.Cite{c}, known: known}
		for range snapshots {
			t.snapshots = append(t.snapshots, catalog.Snapshot{Kind: kind, Class: verdict.ClassSource})
		}
		return t
	}
	seen := catalog.Source{LookedAt: noon.Add(-day), NextDue: noon}
	checked := catalog.Source{LookedAt: noon.Add(-time.Hour), NextDue: noon.Add(-time.Hour)}
	for name, tt := range map[string]struct {
		t        *task
		least    time.Duration // after noon
		most     time.Duration
		suspects bool
	}{
		"news":                             {taskOf("https://news.example/1", "", "html", catalog.Source{}, 1), 7*day - time.Hour, 7 * day, false},
		"a PDF":                            {taskOf("https://news.example/2", "", "pdf", seen, 2), 30*day - time.Hour, 30 * day, false},
		"a new post":                       {taskOf("https://t.me/x/1", "", "html", catalog.Source{}, 1), 5*time.Hour + 24*time.Minute, 6 * time.Hour, false},
		"a post that a check saw":          {taskOf("https://t.me/x/2", "", "html", checked, 1), 5*time.Hour + 24*time.Minute, 6 * time.Hour, false},
		"a post, later":                    {taskOf("https://t.me/x/3", "", "html", seen, 1), 23 * time.Hour, day, false},
		"a new post with its own schedule": {taskOf("https://t.me/x/4", "@every 48h", "html", catalog.Source{}, 1), 2 * day, 2 * day, false},
		"by the hour of a place":           {taskOf("https://t.me/x/5", "CRON_TZ=Asia/Almaty 0 9 * * *", "html", catalog.Source{}, 1), 16 * time.Hour, 16 * time.Hour, false}, // 04:00 UTC
		"news that does not look well":     {taskOf("https://news.example/1", "", "html", catalog.Source{}, 1), day, day, true},
	} {
		due, err := tt.t.nextDue(noon, tt.t.kind(), tt.suspects, 0)
		if err != nil {
			t.Fatal(err)
		}
		if d := due.Sub(noon); d < tt.least || d > tt.most {
			t.Errorf("%s: due after %s, want %s to %s", name, d, tt.least, tt.most)
		}
		if again, _ := tt.t.nextDue(noon, tt.t.kind(), tt.suspects, 0); again != due {
			t.Errorf("%s: due %s, and then %s", name, due, again)
		}
	}
	moments := map[time.Time]bool{}
	for _, f := range m.Footnotes {
		due, _ := taskOf(f.Citations[0].URL, "", "html", seen, 1).nextDue(noon, "html", false, 0)
		moments[due.Truncate(time.Minute)] = true
	}
	if len(moments) < 30 {
		t.Errorf("60 sources are due in %d minutes only", len(moments))
	}
}

// TestDueAt: a schedule that was made more frequent counts at once, as does a look
// that a clock far ahead made; a look that came early does not count twice.
func TestDueAt(t *testing.T) {
	url := "https://news.example/1"
	for name, tt := range map[string]struct {
		schedule    string
		looked, due time.Duration // from noon
		suspect     bool
		want        string // due from noon; "now"
	}{
		"as it was":                    {"@every 168h", -3 * day, 4 * day, false, "96h0m0s"},
		"more frequent now":            {"@every 24h", -3 * day, 4 * day, false, "-45h36m0s"}, // a day and a tenth after the look
		"more frequent, not yet due":   {"@every 96h", -1 * day, 6 * day, false, "81h36m0s"},
		"rarer now":                    {"@every 720h", -3 * day, 4 * day, false, "96h0m0s"},
		"early by a tenth":             {"@every 240h", -1 * day, 10 * day, false, "240h0m0s"},
		"early by the clock":           {"0 12 * * *", -2*time.Hour - 24*time.Minute, day, false, "24h0m0s"},
		"a suspect":                    {"@every 168h", -time.Hour, 23 * time.Hour, true, "23h0m0s"},
		"by a clock two years ahead":   {"@every 168h", 730 * day, 737 * day, false, "now"},
		"by a clock some hours ahead":  {"@every 168h", 3 * time.Hour, 7 * day, false, "168h0m0s"},
		"never, though a log has dues": {"@every 168h", 0, 0, false, "now"},
	} {
		c := source.Cite{Manifest: &source.Manifest{}, Footnote: &source.Footnote{}, Citation: &source.Citation{URL: url, Schedule: tt.schedule}}
		k := &task{id: source.ID(url), url: url, cites: []source.Cite{c}, standings: map[string]standing{},
			known: catalog.Source{LookedAt: noon.Add(tt.looked), NextDue: noon.Add(tt.due)}}
		if tt.looked == 0 {
			k.known = catalog.Source{NextDue: noon.Add(tt.due)}
		}
		if tt.suspect {
			k.standings["x"] = standing{Standing: verdict.Standing{Verdict: verdict.Dead}}
		}
		got := "now"
		if at := k.dueAt(noon); !at.IsZero() {
			got = at.Sub(noon).String()
		}
		if got != tt.want {
			t.Errorf("%s: due %s, want %s", name, got, tt.want)
		}
	}
}

// TestSoon: a server takes along what is due a moment later, but never comes before
// the hour that a schedule names, and looks once for all the times that it missed.
func TestSoon(t *testing.T) {
	w := newWorld(t)
	hourly, often := w.at("a", "/x", says(1)), w.at("b", "/x", says(2))
	m := report("a", hourly, often)
	m.Footnotes[0].Citations[0].Schedule, m.Footnotes[1].Citations[0].Schedule = "0 * * * *", "@every 2h"
	opt := Options{Soon: 10 * time.Minute}
	w.pass(opt, m)
	w.now = noon.Add(58 * time.Minute)
	if res := w.pass(opt, m); res.Looked != 0 {
		t.Errorf("%d looks two minutes before the hour, want none", res.Looked)
	}
	w.now = noon.Add(112 * time.Minute) // 8 minutes before the time of the one, 52 after that of the other
	if res := w.pass(opt, m); res.Looked != 2 {
		t.Errorf("%d looks, want both", res.Looked)
	}
	if a, b := w.due(hourly), w.due(often); !a.Equal(noon.Add(2*time.Hour)) || !b.Equal(noon.Add(4*time.Hour)) {
		t.Errorf("due %s and %s", a, b)
	}
	w.now = noon.Add(100 * time.Hour)
	for i, want := range []int{2, 0} {
		if res := w.pass(opt, m); res.Looked != want {
			t.Errorf("pass %d after 100 hours: %d looks, want %d", i, res.Looked, want)
		}
	}
}

// TestTimetable: what is due, the soonest first, and how often.
func TestTimetable(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.at("a", "/x", says(1)), w.at("b", "/x", says(2)), w.at("c", "/x", says(3))
	m := report("a", a, b)
	m.Schedule = "@every 168h"
	m.Footnotes[1].Citations[0].Schedule = "CRON_TZ=Europe/Paris 0 6 * * *"
	w.pass(Options{}, m)
	m.Footnotes = append(m.Footnotes, report("", c).Footnotes...)
	list, err := Timetable(context.Background(), w.cat, cites(m), w.now)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		at := "now"
		if !d.Due.IsZero() {
			at = d.Due.Format("2 15:04")
		}
		got = append(got, fmt.Sprintf("%s %s (%s, %s)", hostOf(d.URL)[:1], at, d.Schedule, d.Interval))
	}
	want := noon.Add(7 * day).Format("2 15:04")
	if s := strings.Join(got, "; "); !strings.HasPrefix(s, "c now (@every 168h, ") || !strings.Contains(s, "b "+noon.Add(day).Format("2")+" 05:00 (CRON_TZ=Europe/Paris 0 6 * * *, 24h0m0s)") || !strings.HasSuffix(s, "a "+want+" (@every 168h, 168h0m0s)") {
		t.Error(s)
	}
}

// TestBetween: while a pass is under way, others can log something, and it judges by
// what they accepted.
func TestBetween(t *testing.T) { // raced
	w := newWorld(t)
	m := report("a", w.at("a", "/x", says(1)), w.at("b", "/x", says(2)), w.at("c", "/x", says(3)))
	n := 0
	w.w.OnProgress(func(p Progress) {
		// Not from within a look: it may hold the lock.
		go w.w.Between(func() error { return nil })
		n++
	})
	done := make(chan error, 3)
	for i := range 3 {
		go func() {
			done <- w.w.Between(func() error {
				if _, err := w.log.Append(context.Background(), ledger.Record{Kind: ledger.KindAcceptance, At: w.now, Body: ledger.AcceptRecord{For: fmt.Sprint("a/", i+1), URL: m.Footnotes[i].Citations[0].URL, Why: "seen"}}); err != nil {
					return err
				}
				return w.w.CatchUp(context.Background())
			})
		}()
	}
	w.pass(all, m)
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	for i := range 3 {
		acts, err := w.cat.Acts(context.Background(), source.ID(m.Footnotes[i].Citations[0].URL))
		if err != nil || len(acts) != 1 {
			t.Errorf("source %d: %d acts, %v", i, len(acts), err)
		}
	}
	if n != 3 {
		t.Errorf("%d looks", n)
	}

	// A change that nobody accepted yet when the pass began.
	w.at("a", "/x", says(20))
	w.now = w.now.Add(day)
	accept := &source.Accept{Verdict: "changed", Reason: "replaced", Seen: noon.Add(-30 * day)}
	res := w.pass(Options{All: true, Accepted: func(c source.Cite) *source.Accept {
		if c.Footnote.Number == "1" {
			return accept
		}
		return nil
	}}, m)
	list := w.logged(m.Footnotes[0].Citations[0].URL)
	if got := list[len(list)-1].Judged[0]; !got.Beyond.Equal(accept.Seen) {
		t.Errorf("judged %+v: another text than the accepted one was seen", got)
	}
	if row := res.Citations[0]; row.Cite.Citation.Accept != accept || !row.ChangedAgain || m.Footnotes[0].Citations[0].Accept != nil {
		t.Errorf("judged by what was accepted as the pass began: %+v", row)
	}
}
