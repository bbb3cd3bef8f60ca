package cli

import (
	"fmt"
	"strings"

	"archiver/internal/contract"
	"archiver/internal/watch"
)

func viewHosts(res *watch.Result) []contract.Host {
	list := []contract.Host{}
	for _, h := range res.Hosts {
		list = append(list, contract.Host{Host: h.Host, Verdict: string(h.Verdict), Reason: string(h.Reason), Sources: h.Sources,
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

// neverCaptured tells whether there is no snapshot of a citation's source, nor was
// one that is lost.
func neverCaptured(c watch.Citation) bool {
	return c.Archive.State == watch.Missing && c.Archive.Object == ""
}

// uncaptured are the refs of a host's citations that were never captured.
func uncaptured(res *watch.Result, h watch.HostFinding) (refs []string) {
	for _, i := range h.Rows {
		if c := res.Citations[i]; neverCaptured(c) {
			refs = append(refs, c.Cite.Ref)
		}
	}
	return refs
}

// printHosts shows the hosts that fail as a whole, each as one finding, and
// gives the refs of the citations that need no words of their own then: with -v
// none, and none that fails for its copy in the archive as well.
func (e *env) printHosts(res *watch.Result) (told map[string]bool) {
	told = map[string]bool{}
	for _, h := range res.Hosts {
		fmt.Fprintln(e.out, e.paint(e.out, yellow, wrap(oneLine(h.Detail), width(e.out), "")))
		fmt.Fprintln(e.out, wrap("cited in "+strings.Join(refsOf(res, h), ", "), width(e.out), "  "))
		if refs := uncaptured(res, h); len(refs) > 0 {
			fmt.Fprintln(e.out, wrap("no archived copy yet: "+strings.Join(refs, ", "), width(e.out), "  "))
		}
		if refs := refsOf(res, h); len(refs) > 0 && !e.verbose {
			fmt.Fprintln(e.out, untie(wrap("→ "+tied(e.line("status", refs[0]))+" shows what can be done, and so for the others", width(e.out), "  ")))
		}
		for _, i := range h.Rows {
			c := res.Citations[i]
			if !e.verbose && (c.Result != "fail" || neverCaptured(c) || c.Archive.State == watch.Intact) && len(c.QuotesMissing) == 0 {
				told[c.Cite.Ref] = true
			}
		}
	}
	if len(res.Hosts) > 0 {
		fmt.Fprintln(e.out)
	}
	return told
}
