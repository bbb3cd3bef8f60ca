package watch

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"archiver/internal/verdict"
)

// HostFinding is a host whose sources fail alike: one finding, however many
// citations suffer from it. Their own verdicts stand.
type HostFinding struct {
	Host    string
	Verdict verdict.Verdict
	Reason  verdict.Reason // the commonest, of faults of the network
	Sources int
	Since   time.Time // the earliest
	Detail  string    // one sentence for a person
	Rows    []int     // of Result.Citations
}

// manyAlike is how many sources of a host make a finding of it; two do where it
// has no others.
const manyAlike = 3

// ailment names the way a host fails that the state of one source hints at; ""
// where it is a matter of the page alone.
func ailment(l Live) string {
	switch l.Reason {
	case verdict.Timeout, verdict.Refused, verdict.Reset, verdict.TLS, verdict.DNSTemporary:
		return "down" // in whichever way, also when confirmed as dead
	case verdict.DNS, verdict.Parked, verdict.Hijacked, verdict.HTTP5xx:
		return string(l.Reason)
	}
	if l.Reason == verdict.Unreadable {
		return "" // it answers: what its pages say only a browser of ours would show
	}
	if l.Verdict == verdict.Blocked {
		return "blocked " + string(l.Reason)
	}
	return ""
}

// findHosts gathers the findings of hosts, the largest first. What a person has
// accepted is no finding.
func findHosts(rows []Citation) []HostFinding {
	type group struct {
		HostFinding
		urls    map[string]bool
		reasons map[verdict.Reason]int
	}
	all := map[string]map[string]bool{} // host → its sources
	groups := map[[2]string]*group{}
	for i, row := range rows {
		url := row.Cite.Citation.URL
		host := nameOf(url)
		if all[host] == nil {
			all[host] = map[string]bool{}
		}
		all[host][url] = true
		what := ailment(row.Live)
		if what == "" || row.Accepted {
			continue
		}
		key := [2]string{host, what}
		g := groups[key]
		if g == nil {
			g = &group{urls: map[string]bool{}, reasons: map[verdict.Reason]int{}}
			g.Host = host
			groups[key] = g
		}
		g.Rows = append(g.Rows, i)
		if !g.urls[url] {
			g.urls[url] = true
			g.Sources++
			g.reasons[row.Live.Reason]++
		}
		if n := g.reasons[row.Live.Reason]; g.Reason == "" || n > g.reasons[g.Reason] {
			g.Reason, g.Verdict = row.Live.Reason, row.Live.Verdict
		}
		if g.Since.IsZero() || row.Live.Since.Before(g.Since) {
			g.Since = row.Live.Since
		}
	}
	var found []HostFinding
	for _, g := range groups {
		if g.Sources >= manyAlike || g.Sources >= 2 && g.Sources == len(all[g.Host]) {
			g.Detail = g.sentence()
			found = append(found, g.HostFinding)
		}
	}
	slices.SortFunc(found, func(a, b HostFinding) int {
		if a.Sources != b.Sources {
			return b.Sources - a.Sources
		}
		return strings.Compare(a.Host+string(a.Reason), b.Host+string(b.Reason))
	})
	return found
}

// nameOf is the host by its name, with the port where it is not the usual one.
func nameOf(raw string) string {
	host := hostOf(raw)
	name, port, err := net.SplitHostPort(host)
	if err == nil && (port == "80" || port == "443") {
		return name
	}
	return host
}

func (h *HostFinding) sentence() string {
	why := "the host is down"
	switch h.Reason {
	case verdict.DNS:
		why = "there is no host of this name any more"
	case verdict.Parked:
		why = "the domain is for sale or parked"
	case verdict.Hijacked:
		why = "the domain is in other hands"
	case verdict.HTTP5xx:
		why = "the host answers with errors of its own"
	case verdict.TLS:
		why = "the host has no valid certificate"
	case verdict.DNSTemporary:
		why = "the host's name can't be looked up"
	}
	if h.Verdict == verdict.Blocked {
		why = "the host lets us see none of them"
	}
	return fmt.Sprintf("%s: %d sources %s (%s) since %s: one finding, %s", h.Host, h.Sources, h.Verdict, h.Reason,
		h.Since.UTC().Format("2 January 2006"), why)
}
