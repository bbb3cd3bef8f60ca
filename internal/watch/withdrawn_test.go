package watch

import (
	"net/http"
	"testing"
	"time"

	"archiver/internal/verdict"
)

// A page is withdrawn where it alone is refused: the folder that it stands in
// answers, and no other cited page of the host is refused. A refusal other than
// 403 is of the visitor.
func TestWithdrawn(t *testing.T) {
	home := article(99)
	for _, c := range []struct {
		name   string
		cited  int            // pages of the host
		now    map[string]int // what they answer later, by path; 200 else
		folder int            // what any other address answers
		home   int
		want   map[string]verdict.Reason
	}{
		{"one of one, the folder open", 1, map[string]int{"/1": 403}, 404, 200, map[string]verdict.Reason{"/1": verdict.Withdrawn}},
		{"one of one, the folder closed", 1, map[string]int{"/1": 403}, 403, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"one of one, nothing but the home page", 1, map[string]int{"/1": 403}, 500, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"one of one, the home page closed", 1, map[string]int{"/1": 403}, 404, 403, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"one of three", 3, map[string]int{"/2": 403}, 404, 403, map[string]verdict.Reason{"/1": verdict.Same, "/2": verdict.Withdrawn, "/3": verdict.Same}},
		{"the first of two", 2, map[string]int{"/1": 403}, 404, 403, map[string]verdict.Reason{"/1": verdict.Withdrawn}},
		{"two of three", 3, map[string]int{"/1": 403, "/3": 403}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden, "/2": verdict.Same, "/3": verdict.Forbidden}},
		{"all", 3, map[string]int{"/1": 403, "/2": 403, "/3": 403}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden, "/2": verdict.Forbidden, "/3": verdict.Forbidden}},
		{"another refusal beside it", 2, map[string]int{"/1": 403, "/2": 406}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden, "/2": verdict.Forbidden}},
		{"400", 2, map[string]int{"/1": 400}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"405", 2, map[string]int{"/1": 405}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"406", 1, map[string]int{"/1": 406}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"418", 1, map[string]int{"/1": 418}, 404, 200, map[string]verdict.Reason{"/1": verdict.Forbidden}},
		{"401", 1, map[string]int{"/1": 401}, 404, 200, map[string]verdict.Reason{"/1": verdict.LoginWall}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.policy = verdict.Policy{Override: &verdict.Rule{Looks: 1}}
			w.open()
			w.other = status(c.folder, "<title>No</title><p>No.")
			w.at("a", "/", status(c.home, home))
			var urls []string
			for n := range c.cited {
				urls = append(urls, w.at("a", "/"+string(rune('1'+n)), says(n+1)))
			}
			m := report("r", urls...)
			w.pass(all, m)
			for path, code := range c.now {
				w.at("a", path, status(code, "<title>"+http.StatusText(code)+"</title><h1>"+http.StatusText(code)+"</h1>"))
			}
			for range 2 {
				w.now = w.now.Add(24 * time.Hour)
				res := w.pass(all, m)
				for i, row := range res.Citations {
					path := urls[i][len(urls[i])-2:]
					if want, ok := c.want[path]; ok && row.Live.Reason != want {
						t.Errorf("%s: %s %s, want %s: %v", path, row.Live.Verdict, row.Live.Reason, want, row.Live.Evidence)
					}
				}
			}
		})
	}
}
