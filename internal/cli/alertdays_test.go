package cli

import (
	"archiver/internal/catalog"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestToldOverDays plays five weeks of daily runs: what is told of pages that are edited
// twice, that are new each day, that grow, and that come and go; and a catalog that was
// made anew at any time, or is behind the log, tells the same.
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
	file := filepath.Join(p.dir, "archive/catalog.db")
	for ; day < 40; day++ {
		before, _ := os.ReadFile(file) // there is none at first
		do("run", "--all")
		list := told()
		if day > 0 && day%3 == 0 { // as where a kill came between the log and the catalog
			sent := len(slack.texts)
			p.write("archive/catalog.db", before)
			do("run")
			if again := told(); !reflect.DeepEqual(list, again) || len(slack.texts) != sent {
				t.Fatalf("day %d, caught up: %+v, was %+v; %d messages more", day, again, list, len(slack.texts)-sent)
			}
		}
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
