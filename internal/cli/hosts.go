package cli

import (
	"fmt"
	"strings"
	"time"

	"archiver/internal/watch"
)

type hostJSON struct {
	Host    string    `json:"host"`
	Verdict string    `json:"verdict"`
	Reason  string    `json:"reason"`
	Sources int       `json:"sources"`
	Since   time.Time `json:"since"`
	Refs    []string  `json:"refs"`
	Detail  string    `json:"detail"`
}

func viewHosts(res *watch.Result) []hostJSON {
	list := []hostJSON{}
	for _, h := range res.Hosts {
		list = append(list, hostJSON{Host: h.Host, Verdict: string(h.Verdict), Reason: string(h.Reason), Sources: h.Sources,
			Since: h.Since, Refs: refsOf(res, h), Detail: h.Detail})
	}
	return list
}

func refsOf(res *watch.Result, h watch.HostFinding) []string {
	refs := []string{}
	for _, i := range h.Rows {
		refs = append(refs, res.Citations[i].Cite.Ref)
	}
	return refs
}

// printHosts shows the hosts that fail as a whole, each as one finding, and
// gives the refs of the citations that need no words of their own then: with -v
// none, and none whose copy in the archive is damaged.
func (e *env) printHosts(res *watch.Result) (told map[string]bool) {
	told = map[string]bool{}
	for _, h := range res.Hosts {
		fmt.Fprintln(e.out, e.paint(e.out, yellow, wrap(oneLine(h.Detail), width(e.out), "")))
		fmt.Fprintln(e.out, wrap("cited in "+strings.Join(refsOf(res, h), ", "), width(e.out), "  "))
		if refs := refsOf(res, h); len(refs) > 0 && !e.verbose {
			fmt.Fprintln(e.out, untie(wrap("→ "+tied(e.line("status", refs[0]))+" shows what can be done, and so for the others", width(e.out), "  ")))
		}
		for _, i := range h.Rows {
			c := res.Citations[i]
			lost := c.Archive.State == watch.Corrupt || c.Archive.State == watch.Missing && c.Archive.Object != ""
			if !e.verbose && !lost {
				told[c.Cite.Ref] = true
			}
		}
	}
	if len(res.Hosts) > 0 {
		fmt.Fprintln(e.out)
	}
	return told
}
