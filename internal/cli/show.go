package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// manyPassed is from how many rows on those that pass are only counted.
const manyPassed = 20

// The indents of what stands under a citation, and under a label of it.
const (
	under      = "         "
	underLabel = under + "           "
)

// printResult shows a result to a person: what fails first, then what to look
// at, then what is well.
func (e *env) printResult(res *watch.Result) {
	told := e.printHosts(res)
	groups := []struct{ standing, one, more, colour string }{
		{"fail", "citation fails", "citations fail", red},
		{"warn", "citation to look at", "citations to look at", yellow},
		{"never", "citation not looked at yet", "citations not looked at yet", yellow},
		{"accepted", "citation accepted as it is", "citations accepted as they are", yellow},
		{"pass", "citation passes", "citations pass", green},
	}
	if archiveOnly(res) {
		groups[0].one, groups[0].more = "citation fails in the archive", "citations fail in the archive"
		groups[4].one, groups[4].more = "citation has its archived copy", "citations have their archived copies"
	}
	for _, g := range groups {
		var rows []watch.Citation
		for _, c := range res.Citations {
			if e.standing(c) == g.standing {
				rows = append(rows, c)
			}
		}
		if len(rows) == 0 {
			continue
		}
		title := fmt.Sprintf("%d %s", len(rows), either(len(rows) == 1, g.one, g.more))
		if len(e.unseen) > 0 {
			title += ", as last known"
		}
		above := 0
		for _, c := range rows {
			if told[c.Cite.Ref] {
				above++
			}
		}
		if above > 0 && g.standing != "pass" {
			title += ", " + either(above == len(rows), "told above", fmt.Sprintf("%d of them told above", above))
		}
		fmt.Fprintln(e.out, e.paint(e.out, g.colour, title))
		switch {
		case g.standing != "pass" || e.verbose:
			apart := false
			for _, c := range rows {
				if told[c.Cite.Ref] {
					continue
				}
				if apart {
					fmt.Fprintln(e.out)
				}
				e.printCitation(c)
				apart = true
			}
		case len(rows) <= manyPassed:
			e.printPassed(rows)
		}
		fmt.Fprintln(e.out)
	}
	e.printSummary(res)
}

// printPassed shows those that are well, a line each.
func (e *env) printPassed(rows []watch.Citation) {
	columns := []column{{name: "  ref", wide: 20, ref: true}, {name: "live", wide: 20}, {name: "archive", wide: 40}, {name: "url"}}
	if len(e.unseen) > 0 {
		columns = slices.Insert(columns, 2, column{name: "looked at", wide: 10})
	}
	if rows[0].ArchiveOnly { // what was judged comes first
		columns = []column{columns[0], columns[2], {name: "live, at its last look", wide: 34}, columns[3]}
	}
	var cells [][]string
	for _, c := range rows {
		if c.ArchiveOnly {
			cells = append(cells, []string{"  " + c.Cite.Ref, archiveWords(c.Archive), lastLook(c.Live), oneLine(c.Cite.Citation.URL)})
			continue
		}
		row := []string{"  " + c.Cite.Ref, liveWords(c.Live), archiveWords(c.Archive), oneLine(c.Cite.Citation.URL)}
		if len(e.unseen) > 0 {
			row = slices.Insert(row, 2, either(e.unseen[c.Cite.Ref], shortDate(c.Live.LookedAt), "now"))
		}
		cells = append(cells, row)
	}
	e.table(columns, cells)
}

// standing is a citation's result, with what only warns told apart: "never" looked
// at, or "accepted".
func (e *env) standing(c watch.Citation) string {
	switch {
	case e.settled(c):
		return "accepted"
	case c.Result == "warn" && c.Live.Verdict == "":
		return "never"
	}
	return c.Result
}

// printOne shows one citation and all that is known of it.
func (e *env) printOne(c watch.Citation) {
	word := map[string]string{"fail": "fails", "warn": "to look at", "never": "not looked at yet", "accepted": "accepted as it is", "pass": "passes"}[e.standing(c)]
	colour := map[string]string{"fail": red, "pass": green}[c.Result]
	if colour == "" {
		colour = yellow
	}
	fmt.Fprintf(e.out, "report %s, footnote %s: %s\n", c.Cite.Manifest.ID, c.Cite.Footnote.Number, e.paint(e.out, colour, word))
	e.printCitation(c)
}

// printCitation shows one citation: what is the case, how that came about, and
// what to do; with -v also the evidence.
func (e *env) printCitation(c watch.Citation) {
	cols := width(e.out)
	say := func(s string) { fmt.Fprintln(e.out, untie(wrap(s, cols, under))) }
	ref := fmt.Sprintf("%-6s", c.Cite.Ref) // padded before it is painted
	live := fmt.Sprintf("%-34s ", liveWords(c.Live))
	if c.ArchiveOnly {
		live = ""
	}
	state := live + "archive " + archiveWords(c.Archive)
	if len(c.Cite.Ref) > len(under) && 3+text.StringWidth(ref+state) > cols {
		fmt.Fprintf(e.out, "  %s\n%s%s\n", e.paint(e.out, bold, ref), under, state)
	} else {
		fmt.Fprintf(e.out, "  %s %s\n", e.paint(e.out, bold, ref), state)
	}
	fmt.Fprintln(e.out, under+oneLine(c.Cite.Citation.URL)) // whole: it is there to be copied
	if s := e.unseenWords(c); s != "" {
		say(s)
	}
	said := nonEmpty(c.Why)
	if c.ArchiveOnly {
		said = append(said, "The live source was not looked at now"+either(c.Live.Verdict == "", ", nor before.", "; on "+dayWords(c.Live.LookedAt)+" it was: "+liveWords(c.Live)+"."))
	} else if c.Live.Detail != "" && !slices.Contains(said, c.Live.Detail) && (len(said) == 0 || e.verbose) {
		said = append(said, c.Live.Detail)
	}
	if len(said) > 0 {
		say(strings.Join(said, " "))
	}
	if c.Live.Working != "" && slices.Contains(said, c.Live.Detail) {
		say(c.Live.Working)
	}
	if c.Result != "pass" && !c.ArchiveOnly {
		for _, q := range c.Live.Quotes {
			if q.State != verdict.StateVerbatim && !e.verbose && !strings.Contains(c.Live.Detail, cutQuote(q.Text)) {
				say(quoteWords(q.State) + ": “" + q.Text + "”")
			}
		}
	}
	if c.Result != "pass" && c.Cite.Citation.Locator != "" {
		say("Cited for: " + c.Cite.Citation.Locator)
	}
	if s := e.advice(c); s != "" {
		lines := untie(wrap(s, cols, under+"  "))
		fmt.Fprintln(e.out, under+"→ "+strings.TrimPrefix(lines, under+"  "))
	}
	if e.verbose {
		e.printEvidence(c, cols)
		e.printClaims(c, cols, under)
		if bears := slices.ContainsFunc(c.Claims, func(k watch.Claim) bool { return k.Found() > 0 }); bears && len(c.Cite.Citation.Quotes) == 0 {
			fmt.Fprintln(e.out, untie(wrap("no passage of it has to stay: "+tied(e.line("quote", shellWord(oneLine(c.Cite.Ref))))+" offers what the claim rests on", cols, under)))
		}
	}
}

// archiveOnly says whether the archived copies alone were judged.
func archiveOnly(res *watch.Result) bool {
	return slices.ContainsFunc(res.Citations, func(c watch.Citation) bool { return c.ArchiveOnly })
}

// lastLook tells of the newest look, where it is no part of what is judged.
func lastLook(l watch.Live) string {
	if l.Verdict == "" || l.LookedAt.IsZero() {
		return liveWords(l)
	}
	return shortDate(l.LookedAt) + " " + liveWords(l)
}

// cutQuote is as much of a passage as a sentence about it shows for certain.
func cutQuote(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40])
	}
	return s
}

// printEvidence shows what a state rests on.
func (e *env) printEvidence(c watch.Citation, cols int) {
	row := func(label, s string) {
		if s != "" {
			fmt.Fprintln(e.out, fmt.Sprintf("%s%-11s", under, label)+strings.TrimPrefix(wrap(s, cols, underLabel), underLabel))
		}
	}
	l := c.Live
	if l.Verdict != "" {
		row("looked", lookWords(c))
		decided := string(l.Verdict) + " " + string(l.Reason)
		if s := verdict.Sureness(l.Confidence); s != "" {
			decided += ": " + s + " (" + l.Confidence + ")"
		}
		if l.Looks > 0 && l.Earliest.IsZero() {
			decided += either(l.Looks > 1, "; confirmed by later looks", "; one look confirms here")
		}
		row("decided", decided)
		for i, s := range l.Evidence {
			row(either(i == 0, "evidence", ""), s)
		}
		for i, s := range l.Aside {
			row(either(i == 0, "besides", ""), s+"; kept aside, neither for nor against this")
		}
		if r := l.Reference; r != nil && textsCompared(l) {
			with := "the archived copy"
			if r.SHA256 != c.Archive.SHA256 {
				with = "an archived copy of " + longDate(r.CapturedAt)
			}
			row("compared", "with "+with+": "+leftWords(l.Similarity))
			if r.SHA256 != c.Archive.SHA256 {
				fmt.Fprintf(e.out, "%ssha256 %s\n", under, r.SHA256)
			}
		}
		for i, q := range l.Quotes {
			row(either(i == 0, "quotes", ""), quoteWords(q.State)+either(q.Outside, ", outside of the article", "")+": “"+q.Text+"”")
			if q.Now != "" && q.State != verdict.StateVerbatim {
				row("", "now reads: “"+q.Now+"”")
			}
		}
	}
	if k := c.Cite.Citation.Capture; k != "" && k != "auto" {
		row("capture", k+either(k == "browser", ": each look is to be made by a browser", ": no look is made by a browser"))
	}
	if a := c.Cite.Citation.Accept; a != nil {
		s := acceptWords(a)
		if !a.On.IsZero() {
			s += ", on " + dayWords(a.On)
		}
		if a.Why != "" {
			s += ": " + a.Why
		}
		for _, q := range a.Quotes {
			s += "; without “" + q + "”"
		}
		if !a.Seen.IsZero() {
			s += "; as seen at " + longDate(a.Seen)
		}
		switch {
		case c.ChangedAgain:
			s += " (it has changed since)"
		case !c.Accepted:
			s += either(c.Result == "fail", " (which does not cover all of this)", " (not needed now)")
		}
		row("accepted", s)
	}
	if g := c.Archive.Withdrawn; g != nil {
		row("withdrawn", "the snapshot of "+longDate(g.CapturedAt)+": "+withdrawnWords(viewWithdrawn(g.Withdrawal), e.line("run")))
		fmt.Fprintf(e.out, "%ssha256 %s\n", under, g.SHA256)
	}
	if c.Archive.Object != "" {
		s := ""
		if !c.Archive.CapturedAt.IsZero() {
			s = longDate(c.Archive.CapturedAt) + ", " + lagWords(c.Archive.LagDays)
		}
		if !c.Archive.ReadAt.IsZero() {
			s += "; last read " + dayWords(c.Archive.ReadAt)
		}
		if c.Archive.Browser != "" {
			s += "; rendered by " + c.Archive.Browser
			if e.shown != nil {
				for _, did := range e.shown(c.Archive.Object) {
					s += "; " + did
				}
			}
		}
		row("archived", s)
		fmt.Fprintf(e.out, "%ssha256 %s\n%s%s\n", under, c.Archive.SHA256, under, oneLine(c.Archive.Object)) // whole: to be copied
		if p := c.Archive.Provenance; p != nil {
			row("origin", provenanceWords(p))
			fmt.Fprintln(e.out, under+provenancePlace(p)) // whole: to be copied
		}
	}
}

// lookWords tells of the newest look: when it was, and what the server answered.
func lookWords(c watch.Citation) string {
	l := c.Live
	s := "at " + longDate(l.LookedAt)
	if l.LookedAt.IsZero() {
		s = "at a time that is not known"
	}
	switch {
	case l.Status == 0:
		s += "; there was no answer"
	case l.FinalURL != "" && l.FinalURL != c.Cite.Citation.URL && !strings.Contains(strings.Join(append(l.Evidence, l.Detail), " "), l.FinalURL):
		s += fmt.Sprintf("; answered %d, at %s", l.Status, l.FinalURL)
	default:
		s += fmt.Sprintf("; answered %d", l.Status)
	}
	return s
}

// textsCompared says whether texts were compared: there were two.
func textsCompared(l watch.Live) bool {
	switch l.Verdict {
	case verdict.Blocked, verdict.Unreachable:
		return false
	case verdict.Dead:
		return l.Similarity > 0
	}
	return true
}

func leftWords(share float64) string {
	return verdict.Left(share) + " of its text " + either(share <= 0, "is left", "still stands")
}

// quoteWords puts the state of a passage into words.
func quoteWords(state string) string {
	switch state {
	case verdict.StateVerbatim:
		return "stands word for word"
	case verdict.StateEdited:
		return "stands, lightly edited"
	case verdict.StateUnclear:
		return "stands otherwise, look"
	case verdict.StateGone:
		return "no longer stands"
	}
	return state
}

// lagWords says how long after the report's date a copy was taken.
func lagWords(days int) string {
	switch {
	case days == 0:
		return "on the report's date"
	case days < 0:
		return plural(-days, "day") + " before the report's date"
	}
	return plural(days, "day") + " after the report's date"
}

// either is yes or no.
func either(ok bool, yes, no string) string {
	if ok {
		return yes
	}
	return no
}

func dayWords(t time.Time) string { return t.UTC().Format("2 January 2006") }

func (e *env) printSummary(res *watch.Result) {
	counts := e.viewResult(res, false).Summary
	var parts []string
	for _, word := range []string{"ok", "moved", "changed", "dead", "blocked", "unreachable"} {
		if counts[word] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[word], word))
		}
	}
	never := 0
	for _, c := range res.Citations {
		if c.Live.Verdict == "" {
			never++
		}
	}
	if never > 0 {
		parts = append(parts, fmt.Sprintf("%d never looked at", never))
	}
	if archiveOnly(res) {
		fmt.Fprintln(e.out, wrap(fmt.Sprintf("%s; the live web was not looked at. At the last looks at it: %s", plural(len(res.Citations), "citation"), strings.Join(parts, ", ")), width(e.out), ""))
		return
	}
	fmt.Fprintf(e.out, "%s%s: %s\n", plural(len(res.Citations), "citation"), either(len(e.unseen) > 0, ", as last known", ""), strings.Join(parts, ", "))
}
