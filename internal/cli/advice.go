package cli

import (
	"fmt"
	"strings"
	"time"

	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// advice says what a person can do about a citation, a sentence for each thing
// that is wrong; "" where nothing is to be done. Command lines in it are tied, so
// that they are not broken when they are wrapped: see untie.
func (e *env) advice(c watch.Citation) string {
	list := e.todo(c)
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

// settled says whether a person has accepted all that is wrong with a citation.
func (e *env) settled(c watch.Citation) bool {
	return c.Accepted && c.Result == "warn" && len(e.todo(c)) == 0
}

// todo is the sentences of an advice.
func (e *env) todo(c watch.Citation) []string {
	var list []string
	if c.Archive.State != watch.Intact && !c.Covered.Archive {
		list = append(list, e.archiveAdvice(c))
	}
	if len(c.QuotesMissing) > 0 {
		list = append(list, "Correct the quote in "+c.Cite.Manifest.Path+", or look for what the source says "+e.command("quote", c, `"TEXT"`)+".")
	}
	// It is not advised on without what may be good in the archive.
	if !c.ArchiveOnly && !c.Covered.Live && c.Archive.State != watch.Unread {
		list = append(list, e.liveAdvice(c))
	}
	return nonEmpty(list)
}

func (e *env) archiveAdvice(c watch.Citation) string {
	if c.Archive.State == watch.Missing && c.Archive.Object == "" && c.Archive.Withdrawn != nil {
		return "Cite another source, or accept it " + e.command("accept", c) + "."
	}
	if c.Archive.State == watch.Unread {
		return "Let " + either(e.loaded != nil && e.loaded.InBucket(), "these credentials", "the user that this runs as") + " read it, and check again."
	}
	alive := c.Live.Verdict == verdict.OK || c.Live.Verdict == verdict.Moved || c.Live.Verdict == verdict.Changed
	switch state := c.Archive.State; {
	case state == watch.Corrupt, c.Archive.Object != "" && state == watch.Missing:
		other := ""
		if s := c.Archive.Sound; s != nil {
			other = " Meanwhile there is the copy of " + dayWords(s.CapturedAt) + " " + e.command("get", c, "--at", exactSecond(s.CapturedAt)) + "."
		}
		if state == watch.Missing {
			none := "If there is none, accept it "
			if e.loaded != nil && e.loaded.Mirrored() {
				none = "If it is lost there too, accept it "
			}
			other = " " + none + e.command("accept", c) + "." + other
		}
		if e.loaded != nil && e.loaded.Mirrored() {
			return "Have it put right from the mirror (" + tied(e.line("verify", "--repair")) + "), and find out what happened to it." + other
		}
		if c.Archive.Unlisted {
			// The copy may be whole: what is at fault is the log, or the key that proves it.
			return "Have the log put right (" + tied(e.line("verify", "--repair")) + "), or put back from a backup what that leaves, and find out what happened to it." + other
		}
		if e.loaded != nil && e.loaded.InBucket() {
			return "Find out who was at the bucket, and put the object back from a mirror or a backup " + e.command("verify", c) + "." + other
		}
		return "Put the file back from a backup or a mirror " + e.command("verify", c) + "." + other
	case c.Live.Verdict == "":
		return "Take a copy now (" + tied(e.line("run")) + ")."
	case alive:
		return "Take a copy now (" + tied(e.line("run", "--all")) + ")."
	}
	if c.Live.Verdict == verdict.Blocked && c.Live.Reason != verdict.PrivateAddress {
		return "If the page opens for you, save it and add that copy " + e.command("add", c, "FILE") + "; if not, cite another source."
	}
	if c.Archive.Sought {
		return "Cite another source."
	}
	return "Look for a copy in another archive, such as web.archive.org, or cite another source."
}

func (e *env) liveAdvice(c watch.Citation) string {
	l := c.Live
	cite, give := "", "" // where there is a good copy to point to
	if c.Archive.State == watch.Intact {
		copied := "the archived copy of " + dayWords(c.Archive.CapturedAt)
		if p := c.Archive.Provenance; p != nil {
			copied += " " + provenanceBrief(p)
		}
		copied += " " + e.command("get", c, "--at", exactSecond(c.Archive.CapturedAt)) // the newest one may say something else
		cite, give = "cite "+copied, " Meanwhile there is "+copied+"."
	}
	seen := "note that " + e.command("accept", c) + "."
	other := ""
	if cite != "" {
		other = " If not, " + cite + "."
	}
	compare := e.command("diff", c, "--to", "now")
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
	case "":
		if c.Archive.State != watch.Intact && !c.Covered.Archive {
			return "" // what takes a copy looks at it
		}
		return "Look at it (" + tied(e.line("check")) + ")."
	case verdict.Changed:
		switch {
		case c.ChangedAgain && c.Archive.State == watch.Intact:
			since := e.command("diff", c, "--from", c.Cite.Citation.Accept.Seen.UTC().Format("20060102150405"), "--to", "now")
			return "See what has changed since " + since + ". If the report still rests on it, accept it anew " + e.command("accept", c) + "."
		case l.Reason == verdict.Edited && cite == "":
			return "Open the link and check whether the report still rests on it."
		case l.Reason == verdict.Edited && len(l.ClaimsLost) == 0:
			return "Check whether the report still rests on it " + compare + "."
		case cite == "":
			return "Open the link and check whether the report still rests on it."
		case l.Reason == verdict.QuoteLost, l.Reason == verdict.Edited:
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
			return "Open the link yourself and agree: if the page is as it was cited, " + seen + other
		case verdict.Legal451:
			return upper(either(cite == "", "ask the site why", cite)) + "."
		case verdict.Robots:
			return "Open the link yourself, or let the program read it by robots: ignore in the configuration."
		case verdict.PrivateAddress:
			return "Correct the link: readers cannot open a private address. If it is yours, set fetch.allow_networks, then " + tied(e.line("run", "--all")) + "."
		}
		open := "Open the link yourself: if the page is as it was cited, " + seen + other
		if l.Reason == verdict.Unreadable && e.noBrowser != "" && strings.Contains(l.Detail, "browser") {
			do := "install the package chromium-headless-shell."
			switch {
			case e.noBrowser == browserOff:
				do = "set browser: {mode: auto} in the configuration."
			case strings.HasPrefix(e.noBrowser, browserUnnamed):
				do = "correct browser.path in the configuration, which names no program, or leave it empty."
			}
			return "Let a browser read it: " + do + " Or: " + strings.ToLower(open[:1]) + open[1:]
		}
		return open
	}
	return ""
}

// command is a command line for a citation, in parentheses: a full stop after it
// would be copied with it.
func (e *env) command(name string, c watch.Citation, args ...string) string {
	return "(" + tied(e.line(name, append([]string{c.Cite.Ref}, args...)...)) + ")"
}

// exactSecond names a snapshot to get.
func exactSecond(t time.Time) string { return t.UTC().Format("20060102150405") }

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
		if c.Known() == "fail" && !c.ArchiveOnly && unconfirmed(c.Live) {
			return true
		}
	}
	return false
}

// conclusion is the last line of a check: whether it passed, and what is next.
// What a person has accepted is counted apart: nothing is to be done about it; and so is
// what could not be told.
func (e *env) conclusion(res *watch.Result, strict, offline bool) (passed bool, s string) {
	var failed, open, accepted, unread []watch.Citation
	for _, c := range res.Citations {
		if c.Archive.State == watch.Unread && c.Known() != "fail" {
			unread = append(unread, c)
		}
		switch {
		case c.Known() == "fail":
			failed = append(failed, c)
		case e.settled(c):
			accepted = append(accepted, c)
		case c.Known() == "warn":
			open = append(open, c)
		}
	}
	all := len(res.Citations)
	shown := func(list []watch.Citation) string {
		return "the evidence is shown by " + tied(e.line("status", list[0].Cite.Ref))
	}
	apart, untold := "", ""
	if len(accepted) > 0 {
		apart = fmt.Sprintf("; %d accepted", len(accepted))
	}
	if len(unread) > 0 {
		untold = fmt.Sprintf("; %d could not be told", len(unread))
	}
	have := func(n int) string { return either(n == 1, "has", "have") }
	looked := func() string { return have(len(open)) + " to be looked at" + foremost(open) }
	switch {
	case len(failed) > 0:
		s = fmt.Sprintf("%d of %s %s", len(failed), plural(all, "citation"), either(len(failed) == 1, "fails", "fail"))
		if n := len(open); n > 0 {
			s += fmt.Sprintf(", and %d %s", n, looked())
		}
		s += untold + apart + either(offline, "; the live web was not judged", "") + ". Do what is said under each; " + shown(failed)
		if hasUnconfirmed(res) {
			s += "; what is unconfirmed may be cleared by later looks"
		}
		return false, s
	case strict && len(open) > 0:
		return false, fmt.Sprintf("no citation fails, but %d of %d %s, and --strict lets none pass%s; %s",
			len(open), all, looked(), untold+apart, shown(open))
	case strict && len(accepted) > 0:
		return false, fmt.Sprintf("no citation fails, but %d of %d %s accepted as not being well, and --strict lets none pass%s; %s",
			len(accepted), all, either(len(accepted) == 1, "is", "are"), untold, shown(accepted))
	case len(unread) > 0:
		s = fmt.Sprintf("%d of %s could not be told, as the archived copy may not be read; no citation is known to fail", len(unread), plural(all, "citation"))
		if n := len(open); n > 0 {
			s += fmt.Sprintf(", and %d %s", n, looked())
		}
		return false, s + apart + ". Do what is said under each."
	case len(accepted) > 0 && len(accepted) == all:
		return true, fmt.Sprintf("no citation fails; %d of %d accepted%s.", all, all, either(offline, "; the archived copies alone were judged, not the live web", ""))
	case offline && len(accepted) > 0:
		n := all - len(accepted)
		return true, fmt.Sprintf("%d of %s %s in the archive%s. That alone was judged, not the live web.",
			n, plural(all, "citation"), either(n == 1, "has its copy", "have their copies"), apart)
	case offline:
		return true, fmt.Sprintf("%s in the archive. That alone was judged, not the live web.", plural(all, "citation")+either(all == 1, " has its copy", " have their copies"))
	case len(open) > 0:
		return true, fmt.Sprintf("no citation fails; %d of %d %s to be looked at before publication%s; %s",
			len(open), all, have(len(open)), foremost(open)+apart, shown(open))
	case len(accepted) > 0:
		n := all - len(accepted)
		return true, fmt.Sprintf("%d of %s %s as cited, and archived%s.", n, plural(all, "citation"), either(n == 1, "stands", "stand"), apart)
	}
	return true, fmt.Sprintf("%s as cited, and archived.", plural(all, "citation")+either(all == 1, " stands", " stand"))
}

// foremost names those that are to be looked at before the others: the source no longer
// says what the report says.
func foremost(open []watch.Citation) string {
	var refs []string
	for _, c := range open {
		if len(c.Live.ClaimsLost) > 0 {
			refs = append(refs, oneLine(c.Cite.Ref))
		}
	}
	if len(refs) == 0 {
		return ""
	}
	return " (" + first(refs) + " first: " + either(len(refs) == 1, "the source no longer says", "the sources no longer say") + " what the report says)"
}
