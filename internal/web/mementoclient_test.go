package web

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"archiver/internal/webtest/tools"
)

// TestMementoClient has another's client find the right memento for ten dates, by both
// TimeGates, and read the TimeMap. It knows the memento of a date by its neighbours: the
// one before it and the one after.
func TestMementoClient(t *testing.T) { // raced
	const page = "https://example.org/a/report?id=7"
	b := newShelf(t)
	threeCopies(t, b, page) // with a wall, and one that was withdrawn, between them
	s := serveShelf(t, b, nil)
	const first, second, third = "20190301080000", "20200221101500", "20210709235959"
	cases := []struct{ name, date, want string }{
		{"long before the first", "1996-01-01T00:00:00Z", first},
		{"the second before it", "2019-03-01T07:59:59Z", first},
		{"the first", "2019-03-01T08:00:00Z", first},
		{"the second before the second", "2020-02-21T10:14:59Z", first},
		{"the second", "2020-02-21T10:15:00Z", second},
		{"the same in another zone", "2020-02-21T16:15:00+06:00", second},
		{"at the wall", "2020-06-01T00:00:00Z", second},
		{"at the withdrawn one", "2020-09-01T00:00:00Z", second},
		{"the third", "2021-07-09T23:59:59Z", third},
		{"long after it", "2099-12-31T23:59:59Z", third},
	}
	module := tools.ModulePath(t, "memento-client")
	for style, gate := range map[string]string{"302": s.pages.URL + "/timegate/", "200": s.content.URL + "/timegate/"} {
		args := []string{"testdata/mementos.js", module, gate, s.pages.URL + "/timemap/link/", page}
		for _, c := range cases {
			args = append(args, c.date)
		}
		out, err := exec.CommandContext(t.Context(), "node", args...).Output()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if len(lines) != len(cases)+1 {
			t.Fatalf("the client says %s", out)
		}
		found := func(line string) map[string]string {
			var v struct {
				Fault string
				List  []struct{ Href, Rel, Datetime string }
			}
			if err := json.Unmarshal([]byte(line), &v); err != nil || v.Fault != "" {
				t.Fatalf("%v: %s", err, line)
			}
			by := map[string]string{} // moments by relation
			for _, l := range v.List {
				digits, ok := strings.CutPrefix(l.Href, s.content.URL+"/memento/")
				if !ok {
					continue // the TimeGate, and others
				}
				digits, _, _ = strings.Cut(digits, "/")
				if at, err := http.ParseTime(l.Datetime); err != nil || at.Format(moment) != digits || !strings.HasSuffix(l.Href, "/"+page) {
					t.Errorf("%s of %q", l.Href, l.Datetime)
				}
				for _, rel := range strings.Fields(l.Rel) {
					by[rel] += " " + digits
				}
			}
			return by
		}
		around := map[string][2]string{first: {"", " " + second}, second: {" " + first, " " + third}, third: {" " + second, ""}}
		for i, c := range cases {
			got := found(lines[i])
			if want := around[c.want]; got["first"] != " "+first || got["last"] != " "+third || got["prev"] != want[0] || got["next"] != want[1] ||
				!strings.Contains(got["memento"], c.want) {
				t.Errorf("%s style, %s: %v, want %s", style, c.name, got, c.want)
			}
		}
		if got := found(lines[len(cases)]); got["memento"] != " "+first+" "+second+" "+third || got["first"] != " "+first || got["last"] != " "+third {
			t.Errorf("the TimeMap: %v", got)
		}
	}
}
