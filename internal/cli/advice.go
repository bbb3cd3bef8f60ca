package cli

import (
	"fmt"
	"strings"

	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// advice says what a person can do about a citation, a sentence for each thing
// that is wrong; "" where nothing is to be done. Command lines in it are tied, so
// that they are not broken when they are wrapped: see untie.
func advice(c watch.Citation) string {
	var list []string
	if c.Archive.State != watch.Intact && !c.Covered.Archive {
		list = append(list, archiveAdvice(c))
	}
	if len(c.QuotesMissing) > 0 {
		list = append(list, "Correct the quote in "+c.Cite.Manifest.Path+", or look for what the source says "+command("quote", c, `"TEXT"`)+".")
	}
	if !c.ArchiveOnly && !c.Covered.Live {
		list = append(list, liveAdvice(c))
	}
	list = nonEmpty(list)
	if len(list) == 0 && c.Accepted {
		a := c.Cite.Citation.Accept
		s := "Nothing to do, accepted on " + dayWords(a.On)
		if a.On.IsZero() {
			s = "Nothing to do, accepted"
		}
		if a.Why == "" {
			return s + "."
		}
		return s + ": " + a.Why
	}
	return strings.Join(list, " ")
}

func archiveAdvice(c watch.Citation) string {
	alive := c.Live.Verdict == verdict.OK || c.Live.Verdict == verdict.Moved || c.Live.Verdict == verdict.Changed
	switch state := c.Archive.State; {
	case state == watch.Corrupt, c.Archive.Object != "" && state == watch.Missing:
		return "Put the file back from a backup or a mirror " + command("verify", c) + "."
	case c.Live.Verdict == "":
		return "Take a copy now (" + tied("archiver run") + ")."
	case alive:
		return "Take a copy now (" + tied("archiver run --all") + ")."
	}
	if c.Archive.Sought {
		return "Cite another source."
	}
	return "Look for a copy in another archive, such as web.archive.org, or cite another source."
}

func liveAdvice(c watch.Citation) string {
	l := c.Live
	cite, give := "", "" // where there is a good copy to point to
	if c.Archive.State == watch.Intact {
		copied := "the archived copy of " + dayWords(c.Archive.CapturedAt)
		if p := c.Archive.Provenance; p != nil {
			copied += " from " + provenanceHost(p)
		}
		copied += " " + command("get", c)
		cite, give = "cite "+copied, " Meanwhile there is "+copied+"."
	}
	seen := "note that " + command("accept", c) + "."
	compare := command("diff", c, "--to", "now")
	switch l.Verdict {
	case verdict.Dead:
		switch {
		case !l.Confirmed && cite == "":
			return "Open the link yourself: if the page is there, wait for the next looks."
		case !l.Confirmed:
			return "Open the link yourself: if it is gone for you too, " + cite + "; if not, wait for the next looks."
		case cite == "":
			return "The link leads nowhere: take it out of the report."
		case l.Reason == verdict.Parked || l.Reason == verdict.Hijacked:
			return "Take the link out of the report, and " + cite + "."
		}
		return upper(cite) + "."
	case verdict.Changed:
		switch {
		case l.Reason == verdict.Edited && cite == "":
			return "Open the link and check that the report still rests on it."
		case l.Reason == verdict.Edited:
			return "Check that the report still rests on it " + compare + "."
		case cite == "":
			return "Open the link and check whether the report still rests on it."
		case l.Reason == verdict.QuoteLost:
			return "Check whether the report still rests on it " + compare + "; if not, " + cite + "."
		case l.Confidence == verdict.Weak:
			return "Open the link and look for the page in the report's language. If it is not there, " + cite + "."
		}
		return "Look at what stands there now " + compare + "; if it is not the source, " + cite + "."
	case verdict.Moved:
		return "Update the link in the report to the new address."
	case verdict.Unreachable:
		switch l.Reason {
		case verdict.TooLarge:
			return "Open the link yourself, or raise max_body in the configuration so that it can be read."
		case verdict.RedirectLoop, verdict.Protocol, verdict.Truncated:
			return "Open the link yourself: if it works for you, wait for the next looks." + give
		case verdict.TLS:
			return "Open the link yourself: if your browser warns of it as well, wait for the site to mend it." + give
		}
		return "Wait, it may come back: the next looks will tell." + give
	case verdict.Blocked:
		switch l.Reason {
		case verdict.RateLimited:
			return "Wait: a later look may get through."
		case verdict.LoginWall:
			return "Log in and look yourself. Readers may have no account" + either(cite == "", ": cite another source too.", ": "+cite+".")
		case verdict.ConsentWall:
			return "Open the link yourself and agree: if the page is as it was cited, " + seen
		case verdict.Legal451:
			return upper(either(cite == "", "ask the site why", cite)) + "."
		case verdict.Robots:
			return "Open the link yourself, or let the program read it by robots: ignore in the configuration."
		case verdict.PrivateAddress:
			return "Correct the link: readers cannot open a private address. If it is your own, name it in allow_networks in the configuration."
		}
		return "Open the link yourself: if the page is as it was cited, " + seen
	}
	return ""
}

// command is a command line for a citation, in parentheses: a full stop after it
// would be copied with it.
func command(name string, c watch.Citation, args ...string) string {
	return "(" + tied(strings.Join(append([]string{"archiver", name, c.Cite.Ref}, args...), " ")) + ")"
}

// tie stands for a space at which a line is not broken: a character that no
// text uses.
const tie = "\uE000"

func tied(s string) string  { return strings.ReplaceAll(s, " ", tie) }
func untie(s string) string { return strings.ReplaceAll(s, tie, " ") }

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// hasUnconfirmed says whether looks to come may clear any of the failures.
func hasUnconfirmed(res *watch.Result) bool {
	for _, c := range res.Citations {
		if c.Result == "fail" && !c.ArchiveOnly && unconfirmed(c.Live) {
			return true
		}
	}
	return false
}

// conclusion is the last line of a check: whether it passed, and what is next.
func conclusion(res *watch.Result, strict, offline bool) (passed bool, s string) {
	failed, warned, all := countResult(res, "fail"), countResult(res, "warn"), len(res.Citations)
	first := func(result string) string {
		for _, c := range res.Citations {
			if c.Result == result {
				return tied("archiver status " + c.Cite.Ref)
			}
		}
		return ""
	}
	switch {
	case failed > 0:
		s = fmt.Sprintf("%d of %s %s", failed, plural(all, "citation"), either(failed == 1, "fails", "fail"))
		if warned > 0 {
			s += fmt.Sprintf(", and %d %s to be looked at", warned, either(warned == 1, "has", "have"))
		}
		s += ". Do what is said under each; the evidence is shown by " + first("fail")
		if hasUnconfirmed(res) {
			s += "; what is unconfirmed may be cleared by later looks"
		}
		return false, s
	case strict && warned > 0:
		return false, fmt.Sprintf("no citation fails, but %d of %d %s to be looked at, and --strict lets none pass; the evidence is shown by %s",
			warned, all, either(warned == 1, "has", "have"), first("warn"))
	case offline:
		return true, fmt.Sprintf("%s in the archive; the live sources were not asked.", plural(all, "citation")+either(all == 1, " has its copy", " have their copies"))
	case warned > 0:
		return true, fmt.Sprintf("no citation fails; %d of %d %s to be looked at before publication; the evidence is shown by %s",
			warned, all, either(warned == 1, "has", "have"), first("warn"))
	}
	return true, fmt.Sprintf("%s as cited, and archived.", plural(all, "citation")+either(all == 1, " stands", " stand"))
}
