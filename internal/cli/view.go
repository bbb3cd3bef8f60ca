package cli

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// resultJSON is what check, run and status print with --json.
type resultJSON struct {
	Version   int            `json:"version"`
	CheckedAt time.Time      `json:"checked_at"`
	Passed    bool           `json:"passed"`
	Summary   map[string]int `json:"summary"`
	Hosts     []hostJSON     `json:"hosts"`
	Citations []citationJSON `json:"citations"`
	Rescue    *rescueJSON    `json:"rescue,omitempty"` // what another archive was asked; run only
}

type rescueJSON struct {
	Service string `json:"service"` // the archive's host
	Asked   int    `json:"asked"`   // sources that it was asked for a copy of
	Copied  int    `json:"copied"`
	ToSave  int    `json:"to_save"` // sources that it was asked to capture
	Saved   int    `json:"saved"`
	Trouble string `json:"trouble"` // why it was not asked for everything; "" if it was
}

type citationJSON struct {
	Report   string          `json:"report"`
	Footnote json.RawMessage `json:"footnote"`
	Ref      string          `json:"ref"`
	URL      string          `json:"url"`
	Result   string          `json:"result"`
	Passed   bool            `json:"passed"`
	Accepted bool            `json:"accepted"`
	Live     *liveJSON       `json:"live"` // null where the source was never looked at
	Archive  archiveJSON     `json:"archive"`
	Why      []string        `json:"why"` // the reasons of the result, in words
	Snapshot string          `json:"snapshot,omitempty"`
	Claims   []claimJSON     `json:"claims,omitempty"` // only where they were looked up
}

type liveJSON struct {
	Verdict    string      `json:"verdict"`
	Reason     string      `json:"reason"`
	Status     int         `json:"status"`
	FinalURL   string      `json:"final_url"`
	Similarity float64     `json:"similarity"`
	Quotes     []quoteJSON `json:"quotes"`
	Confirmed  bool        `json:"confirmed"`
	Looks      int         `json:"looks,omitempty"`
	Since      *time.Time  `json:"since"`
	LastGood   *time.Time  `json:"last_good,omitempty"`
	Detail     string      `json:"detail"`
}

type quoteJSON struct {
	Text  string `json:"text"`
	Found bool   `json:"found"`
	State string `json:"state"`
	Now   string `json:"now,omitempty"`
}

type archiveJSON struct {
	State      string     `json:"state"`
	CapturedAt *time.Time `json:"captured_at"`
	LagDays    *int       `json:"lag_days"`
	SHA256     string     `json:"sha256"`
	Object     string     `json:"object"`
	Detail     string     `json:"detail,omitempty"`
	// Provenance says from which archive a copy was taken over; not there for
	// our own captures.
	Provenance *catalog.Provenance `json:"provenance,omitempty"`
}

func viewResult(res *watch.Result, snapshots bool) resultJSON {
	v := resultJSON{Version: 1, CheckedAt: res.CheckedAt, Passed: true, Hosts: viewHosts(res), Citations: []citationJSON{}, Summary: map[string]int{}}
	if r := res.Rescued; r.Service != "" {
		v.Rescue = &rescueJSON{r.Service, r.Asked, r.Copied, r.ToSave, r.Saved, r.Trouble}
	}
	for _, word := range []verdict.Verdict{verdict.OK, verdict.Moved, verdict.Changed, verdict.Dead, verdict.Blocked, verdict.Unreachable} {
		v.Summary[string(word)] = 0
	}
	for _, c := range res.Citations {
		row := viewCitation(c)
		if snapshots {
			row.Snapshot = c.Snapshot
		}
		if c.Live.Verdict != "" {
			v.Summary[string(c.Live.Verdict)]++
		}
		v.Passed = v.Passed && row.Passed
		v.Citations = append(v.Citations, row)
	}
	return v
}

func viewCitation(c watch.Citation) citationJSON {
	label, err := json.Marshal(c.Cite.Footnote.Number)
	if err != nil {
		label = []byte("null") // a label is a number or a string
	}
	row := citationJSON{Report: c.Cite.Manifest.ID, Footnote: label, Ref: c.Cite.Ref, URL: c.Cite.Citation.URL,
		Result: c.Result, Passed: c.Result != "fail", Accepted: c.Accepted, Why: append([]string{}, nonEmpty(c.Why)...),
		Archive: archiveJSON{State: c.Archive.State, SHA256: c.Archive.SHA256, Object: c.Archive.Object, Detail: c.Archive.Detail,
			Provenance: c.Archive.Provenance}}
	if !c.Archive.CapturedAt.IsZero() {
		row.Archive.CapturedAt, row.Archive.LagDays = &c.Archive.CapturedAt, &c.Archive.LagDays
	}
	row.Claims = viewClaims(c.Claims)
	l := c.Live
	if l.Verdict == "" {
		return row
	}
	row.Live = &liveJSON{Verdict: string(l.Verdict), Reason: string(l.Reason), Status: l.Status, FinalURL: l.FinalURL,
		Similarity: l.Similarity, Quotes: []quoteJSON{}, Confirmed: l.Confirmed, Looks: l.Looks, Since: optional(l.Since),
		LastGood: optional(l.LastGood), Detail: l.Detail}
	for _, q := range l.Quotes {
		row.Live.Quotes = append(row.Live.Quotes, quoteJSON{q.Text, q.Found, q.State, q.Now})
	}
	return row
}

func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// manyPassed is from how many rows on those that pass are only counted.
const manyPassed = 20

// printResult shows a result to a person: what fails first, then what to look
// at, then what is well.
func (e *env) printResult(res *watch.Result) {
	told := e.printHosts(res)
	groups := []struct{ result, one, more, colour string }{
		{"fail", "citation fails", "citations fail", red},
		{"warn", "citation to look at", "citations to look at", yellow},
		{"pass", "citation passes", "citations pass", green},
	}
	for _, g := range groups {
		var rows []watch.Citation
		for _, c := range res.Citations {
			if c.Result == g.result {
				rows = append(rows, c)
			}
		}
		if len(rows) == 0 {
			continue
		}
		title := fmt.Sprintf("%d %s", len(rows), g.more)
		if len(rows) == 1 {
			title = "1 " + g.one
		}
		above := 0
		for _, c := range rows {
			if told[c.Cite.Ref] {
				above++
			}
		}
		if above > 0 && g.result != "pass" {
			title += fmt.Sprintf(", %d of them told above", above)
		}
		fmt.Fprintln(e.out, e.paint(e.out, g.colour, title))
		switch {
		case g.result != "pass" || e.verbose:
			for _, c := range rows {
				if !told[c.Cite.Ref] {
					e.printCitation(c)
				}
			}
		case len(rows) <= manyPassed:
			var cells [][]string
			for _, c := range rows {
				cells = append(cells, []string{"  " + c.Cite.Ref, liveWords(c.Live), archiveWords(c.Archive), oneLine(c.Cite.Citation.URL)})
			}
			e.table([]column{{"  ref", 20}, {"live", 20}, {"archive", 40}, {"url", 0}}, cells)
		}
		fmt.Fprintln(e.out)
	}
	e.printSummary(res)
}

// printCitation shows one citation with the reasons in sentences; with -v also
// the evidence.
func (e *env) printCitation(c watch.Citation) {
	cols := width(e.out)
	ref := fmt.Sprintf("%-6s", c.Cite.Ref) // padded before it is painted
	fmt.Fprintf(e.out, "  %s %-22s archive %s\n", e.paint(e.out, bold, ref), liveWords(c.Live), archiveWords(c.Archive))
	const indent = "         "
	fmt.Fprintln(e.out, indent+oneLine(c.Cite.Citation.URL)) // whole: it is there to be copied
	why := strings.Join(nonEmpty(c.Why), "; ")
	if why == "" {
		why = c.Live.Detail
	}
	if c.Accepted {
		accepted := " (accepted)"
		if w := c.Cite.Citation.Accept.Why; w != "" {
			accepted = " (accepted: " + w + ")"
		}
		why += accepted
	}
	if why != "" {
		fmt.Fprintln(e.out, wrap(why, cols, indent))
	}
	if c.Cite.Citation.Locator != "" && c.Result != "pass" {
		fmt.Fprintln(e.out, wrap("cited for: "+c.Cite.Citation.Locator, cols, indent))
	}
	for _, q := range c.Live.Quotes {
		if q.State == "verbatim" && !e.verbose {
			continue
		}
		if !strings.Contains(why, q.Text) {
			fmt.Fprintln(e.out, wrap(fmt.Sprintf("quote %s: “%s”", q.State, q.Text), cols, indent))
		}
		if q.Now != "" && q.State != "verbatim" {
			fmt.Fprintln(e.out, wrap("now reads: “"+q.Now+"”", cols, indent))
		}
	}
	if !e.verbose {
		return
	}
	if c.Live.Verdict != "" {
		fmt.Fprintln(e.out, wrap(standingWords(c.Live), cols, indent))
	}
	if c.Archive.Object != "" {
		fmt.Fprintf(e.out, "%scaptured %s, %d days after the report's date\n%ssha256 %s\n%s%s\n", indent, longDate(c.Archive.CapturedAt),
			c.Archive.LagDays, indent, c.Archive.SHA256, indent, c.Archive.Object)
		if p := c.Archive.Provenance; p != nil {
			fmt.Fprintln(e.out, wrap(provenanceWords(p), cols, indent))
			fmt.Fprintln(e.out, indent+oneLine(p.Memento)) // whole: it is there to be copied
		}
	}
	e.printClaims(c, cols, indent)
}

// standingWords shows the working of a verdict.
func standingWords(l watch.Live) string {
	s := fmt.Sprintf("%s %s since %s", l.Verdict, l.Reason, shortDate(l.Since))
	if l.Looks > 0 {
		s += fmt.Sprintf(", in %s that counted", plural(l.Looks, "look"))
	}
	if !l.LastGood.IsZero() {
		s += ", last good look " + shortDate(l.LastGood)
	}
	if !l.Confirmed {
		s += ", not confirmed yet"
	}
	return s
}

func (e *env) printSummary(res *watch.Result) {
	counts := viewResult(res, false).Summary
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
	fmt.Fprintf(e.out, "%s: %s\n", plural(len(res.Citations), "citation"), strings.Join(parts, ", "))
}

func liveWords(l watch.Live) string {
	if l.Verdict == "" {
		return "never looked at"
	}
	s := string(l.Verdict) + " " + string(l.Reason)
	if !l.Confirmed && (l.Verdict == verdict.Dead || l.Verdict == verdict.Changed && l.Reason != verdict.Edited) {
		s += "?" // not confirmed yet
	}
	return s
}

func archiveWords(a watch.Archive) string {
	if a.CapturedAt.IsZero() {
		return a.State
	}
	s := a.State + " " + shortDate(a.CapturedAt)
	if a.Provenance != nil {
		s += " from " + provenanceHost(a.Provenance)
	}
	return s
}

// provenanceWords tells in a sentence whose copy it is.
func provenanceWords(p *catalog.Provenance) string {
	return fmt.Sprintf("copied from %s, which captured it on %s; fetched by us on %s",
		provenanceHost(p), longDate(p.MementoAt), longDate(p.Retrieved))
}

// provenanceHost is the archive's host.
func provenanceHost(p *catalog.Provenance) string {
	if u, err := url.Parse(p.Service); err == nil && u.Host != "" {
		return oneLine(u.Host)
	}
	return oneLine(p.Service)
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
