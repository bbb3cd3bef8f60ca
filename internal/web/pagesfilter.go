package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// filter chooses citations of a report. An empty field chooses all.
type filter struct {
	State   string // a standing
	Verdict string // a verdict of the contract; neverSeen: none was ever given
	Host    string
	Text    string // in the address, the claims, the note, the quotes and the ref
}

const maxFilter = 200 // characters of a text

func filterOf(q url.Values) filter {
	f := filter{State: q.Get("state"), Verdict: q.Get("verdict"), Host: q.Get("host"), Text: plain(q.Get("q"), maxFilter)}
	if !slices.Contains(standings, f.State) {
		f.State = ""
	}
	if _, ok := words["verdict."+f.Verdict]; !ok {
		f.Verdict = ""
	}
	f.Host = plain(f.Host, maxFilter)
	return f
}

// Any says whether anything is left out.
func (f filter) Any() bool { return f != filter{} }

// Query is the filter as a page's query: "?state=fail", or "" where it chooses all.
func (f filter) Query() string {
	q := url.Values{}
	for key, value := range map[string]string{"state": f.State, "verdict": f.Verdict, "host": f.Host, "q": f.Text} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (f filter) hasState(r *row) bool { return f.State == "" || r.Standing == f.State }
func (f filter) hasHost(r *row) bool  { return f.Host == "" || r.Host() == f.Host }
func (f filter) hasVerdict(r *row) bool {
	return f.Verdict == "" || cmp.Or(r.Verdict(), neverSeen) == f.Verdict
}

func (f filter) hasText(r *row) bool {
	if f.Text == "" {
		return true
	}
	want := strings.ToLower(f.Text)
	has := func(list ...string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(strings.ToLower(s), want) })
	}
	n := r.Cite.Footnote
	return r.Short() == f.Text || has(r.URL, n.Text, r.Cite.Citation.Locator) || has(n.Claims...) || has(r.Cite.Citation.Quotes...)
}

func (f filter) has(r *row) bool {
	return f.hasState(r) && f.hasVerdict(r) && f.hasHost(r) && f.hasText(r)
}

// choice is one value of a filter's field, with how many citations it would show.
type choice struct {
	Value, Label string
	Count        int
	Chosen       bool
	Path         string // of the page with it
}

// choices are what a page offers. A count is of what the other fields let through.
type choices struct {
	States, Verdicts, Hosts []choice
	Shown, Of               int
}

func (f filter) choices(path string, rows []*row) choices {
	c := choices{Of: len(rows)}
	states, verdicts, hosts := map[string]int{}, map[string]int{}, map[string]int{}
	for _, r := range rows {
		state, verdict, host, text := f.hasState(r), f.hasVerdict(r), f.hasHost(r), f.hasText(r)
		if verdict && host && text {
			states[r.Standing]++
			states[""]++
		}
		if state && host && text {
			verdicts[cmp.Or(r.Verdict(), neverSeen)]++
		}
		if state && verdict && text {
			hosts[r.Host()]++
		}
		if state && verdict && host && text {
			c.Shown++
		}
	}
	for _, s := range append([]string{""}, standings...) {
		if s == "" || states[s] > 0 || s == f.State || s == fails {
			g := f
			g.State = s
			c.States = append(c.States, choice{Value: s, Count: states[s], Chosen: s == f.State, Path: path + g.Query()})
		}
	}
	for _, v := range []string{"ok", "moved", "changed", "dead", "blocked", "unreachable", neverSeen} {
		if verdicts[v] > 0 || v == f.Verdict {
			c.Verdicts = append(c.Verdicts, choice{Value: v, Label: words["verdict."+v], Count: verdicts[v], Chosen: v == f.Verdict})
		}
	}
	if f.Host != "" {
		hosts[f.Host] += 0
	}
	for h, n := range hosts {
		c.Hosts = append(c.Hosts, choice{Value: h, Label: plain(h, 60), Count: n, Chosen: h == f.Host})
	}
	slices.SortFunc(c.Hosts, func(a, b choice) int { return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value)) })
	const most = 200
	if len(c.Hosts) > most {
		c.Hosts = c.Hosts[:most]
	}
	return c
}
