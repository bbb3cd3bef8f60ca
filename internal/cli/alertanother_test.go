package cli

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// playedPast is what a test says was seen.
type playedPast struct {
	looked func(source.Cite) []shownState
	stands map[time.Time]bool
	same   map[[2]time.Time]bool // no fact differs
}

func (p *playedPast) looks(c source.Cite) []shownState            { return p.looked(c) }
func (p *playedPast) stood(_ source.Cite, at time.Time) bool      { return p.stands[at] }
func (p *playedPast) reworded(_ source.Cite, a, b time.Time) bool { return !p.same[[2]time.Time{a, b}] }

// TestAnother: which edits are told after one that was.
func TestAnother(t *testing.T) {
	text := func(n int) time.Time { return alertNow.Add(time.Duration(n) * time.Minute) }
	told := func(days float64, state string, n int) catalog.Told {
		return catalog.Told{State: state, Shows: text(n), At: alertNow.Add(-time.Duration(days * 24 * float64(time.Hour)))}
	}
	unknown := told(9, toldEdited, 1)
	unknown.Shows = time.Time{}
	all := map[time.Time]bool{text(1): true, text(2): true, text(3): true}
	for name, c := range map[string]struct {
		told   tellings
		state  string
		stands map[time.Time]bool
		same   map[[2]time.Time]bool
		want   bool
	}{
		"another":               {told: tellings{told(4, toldEdited, 1)}, stands: all, want: true},
		"the first stood":       {told: tellings{told(4, toldEdited, 1)}, stands: map[time.Time]bool{text(1): true}, want: true},
		"this one stands":       {told: tellings{told(4, toldEdited, 1)}, stands: map[time.Time]bool{text(3): true}, want: true},
		"new at each look":      {told: tellings{told(4, toldEdited, 1)}},
		"soon after":            {told: tellings{told(2, toldEdited, 1)}, stands: all},
		"a clock that was off":  {told: tellings{told(-9, toldEdited, 1)}, stands: all, want: true},
		"the same":              {told: tellings{told(4, toldEdited, 3)}, stands: all},
		"other words only":      {told: tellings{told(4, toldEdited, 1)}, stands: all, same: map[[2]time.Time]bool{{text(1), text(3)}: true}},
		"as one told before":    {told: tellings{told(20, toldEdited, 3), told(10, toldEdited, 1)}, stands: all},
		"nearly so":             {told: tellings{told(20, toldEdited, 2), told(10, toldEdited, 1)}, stands: all, same: map[[2]time.Time]bool{{text(2), text(3)}: true}},
		"the third":             {told: tellings{told(20, toldEdited, 2), told(8, toldEdited, 1)}, stands: all, want: true},
		"the third, soon":       {told: tellings{told(20, toldEdited, 2), told(6, toldEdited, 1)}, stands: all},
		"the fourth, soon":      {told: tellings{told(30, toldEdited, 4), told(20, toldEdited, 2), told(13, toldEdited, 1)}, stands: all},
		"well between":          {told: tellings{told(30, toldEdited, 4), told(20, "", 0), told(4, toldEdited, 1)}, stands: all, want: true},
		"another after a loss":  {told: tellings{told(4, toldQuoteLost, 1)}, stands: all},
		"another loss":          {told: tellings{told(4, toldQuoteLost, 1)}, state: toldQuoteLost, stands: all},
		"of an old program":     {told: tellings{unknown}, stands: all},
		"an old program before": {told: tellings{unknown, told(8, toldEdited, 1)}, stands: all, want: true},
		"of the accepted again": {told: tellings{told(4, toldEdited+" after x", 1)}, state: toldEdited + " after x", stands: all, want: true},
	} {
		row := stand(verdict.Changed, verdict.Edited, true, intact)
		row.Live.Shows = text(3)
		state := c.state
		if state == "" {
			state = toldEdited
		}
		if got := c.told.another(state, row, alertNow, &playedPast{stands: c.stands, same: c.same}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		row.Live.Shows = time.Time{}
		if c.told.another(state, row, alertNow, &playedPast{stands: all}) {
			t.Errorf("%s: told without a snapshot", name)
		}
	}
}

// TestToldOverDays plays five weeks of daily runs: what is told of pages that are edited
// twice, that are new each day, that grow, and that come and go; and a catalog made anew
// at any time tells the same.
func TestToldOverDays(t *testing.T) {
	t.Parallel()
	day := 0
	sentence := func(i int) string {
		return fmt.Sprintf("The inspectors counted the prisoners of the ward in room %d, and wrote down what each of them said of the food.", i)
	}
	page := func(repairs int, more ...string) string {
		var b strings.Builder
		b.WriteString("<!DOCTYPE html><title>Ward</title><main><h1>Findings</h1>")
		for i := range 12 {
			b.WriteString("<p>" + sentence(i) + "</p>")
		}
		fmt.Fprintf(&b, "<p>The repairs of the roof are to cost %d million crowns, of which the county pays a third.</p>", repairs)
		for _, s := range more {
			b.WriteString("<p>" + s + "</p>")
		}
		return b.String() + "</main>"
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/twice": // on a Monday, and on the Friday after
			repairs := 61
			if day >= 8 {
				repairs = 120
			} else if day >= 4 {
				repairs = 94
			}
			fmt.Fprint(w, page(repairs))
		case "/daily":
			fmt.Fprint(w, page(61+3*day))
		case "/grows":
			var more []string
			for i := range day {
				more = append(more, fmt.Sprintf("On day %d of the hearing the court heard witness %d, who had worked in the kitchen.", i+1, 7*i+3))
			}
			fmt.Fprint(w, page(61, more...))
		case "/fro":
			if day%7 >= 3 && day < 24 || day > 28 {
				w.WriteHeader(http.StatusNotFound)
				fmt.Fprint(w, "<title>Not found</title><p>There is nothing here.")
				return
			}
			fmt.Fprint(w, page(61))
		case "/":
			fmt.Fprint(w, page(10))
		default:
			http.NotFound(w, r)
		}
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	files := map[string][]byte{}
	for _, x := range []string{"twice", "daily", "grows", "fro"} {
		files[x+".md"] = []byte(fmt.Sprintf("# %s\n\nA ward was visited.[^1]\n\n[^1]: http://wards.localhost:%s/%s\n", x, port, x))
	}
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\naudit: {scrub: false}\nnotify: [\"slack://hook:AAAAAAAAA-BBBBBBBBB-123456789012345678901234@webhook\"]\n", port), files)
	slack := &slackServer{}
	now := time.Now()
	do := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &out, err: &errs, now: func() time.Time { return now }, environ: []string{rescueVariable + "=", browserVariable + "=off"},
			configPath: filepath.Join(p.dir, "configs/archiver.yaml"), alertTransport: slack}
		if code := e.execute(t.Context(), append(args, "--config", e.configPath)); code != 0 {
			t.Fatalf("%v: exit code %d\n%s%s", args, code, out.String(), errs.String())
		}
	}
	told := func() []catalog.Told {
		t.Helper()
		c, err := catalog.OpenReadOnly(t.Context(), filepath.Join(p.dir, "archive/catalog.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		list, err := c.AllTold(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for x := range files {
		p.run(0, "import", x, "--id", strings.TrimSuffix(x, ".md"), "--published", now.Format(time.DateOnly))
	}
	got := map[string]string{}
	n := 0
	for ; day < 40; day++ {
		do("run", "--all")
		list := told()
		for _, x := range list[n:] {
			name, _, _ := strings.Cut(x.Cite, "/")
			state := x.State
			if state == "" {
				state = "well"
			}
			got[name] += fmt.Sprintf("%d %s; ", day, state)
		}
		n = len(list)
		if day%13 == 5 {
			do("reindex")
			if again := told(); !reflect.DeepEqual(list, again) {
				t.Fatalf("made anew: %+v, was %+v", again, list)
			}
		}
		now = now.Add(24 * time.Hour)
	}
	for x, want := range map[string]string{
		"twice": "4 edited; 8 edited; ",
		"daily": "1 edited; ",
		"grows": "1 edited; ",
		"fro":   "6 dead; 7 well; 13 dead; 28 well; 32 dead; ",
	} {
		if got[x] != want {
			t.Errorf("%s: told %q, want %q", x, got[x], want)
		}
	}
	all := strings.Join(slack.texts, "\n")
	if strings.Count(all, "the page was edited again") != 1 || strings.Count(all, "it comes and goes") != 2 {
		t.Errorf("it was put so:\n%s", all)
	}
}
