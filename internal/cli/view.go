package cli

import (
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// resultJSON is what check, run and status print with --json.
type resultJSON struct {
	contract.Result
	Rescue *rescueJSON `json:"rescue,omitempty"` // what another archive was asked; run only
	Audit  *auditJSON  `json:"audit,omitempty"`  // snapshots that were read again; run only
	Reread *rereadJSON `json:"reread,omitempty"` // how long ago all were; status only

	// ArchiveOnly says that the archived copies alone were judged: live is that of an
	// earlier look, and no part of result; check --offline only.
	ArchiveOnly bool `json:"archive_only,omitempty"`

	Browser *browserJSON `json:"browser,omitempty"` // run and check only

	// Retention is what was asked of the store for what was written; run only.
	Retention *retentionJSON `json:"retention,omitempty"`

	Witnesses  []witnessJSON `json:"witnesses,omitempty"`  // run only
	Timestamps []stampJSON   `json:"timestamps,omitempty"` // run and status only

	Mended   []mendJSON `json:"mended,omitempty"`    // files of the log that were put right; run only
	LastMend *mendJSON  `json:"last_mend,omitempty"` // status only

	Mirror *mirroredJSON `json:"mirror,omitempty"` // run and status only

	Schedule *scheduleJSON `json:"schedule,omitempty"` // what is looked at next; status only
	// Alerts are those that a run decided on or sent; of status, those that are not
	// delivered.
	Alerts []alertJSON `json:"alerts,omitempty"`

	// LeftOut are manifests with a mistake, whose reports are not among the citations
	// though those of all were asked for: passed is false then; run, check and status only.
	LeftOut []leftOutJSON `json:"left_out,omitempty"`
}

type rescueJSON struct {
	Service string `json:"service"` // the archive's host
	Asked   int    `json:"asked"`   // sources that it was asked for a copy of
	Copied  int    `json:"copied"`
	ToSave  int    `json:"to_save"` // sources that it was asked to capture
	Saved   int    `json:"saved"`
	Trouble string `json:"trouble"` // why it was not asked for everything; "" if it was
}

func (e *env) viewResult(res *watch.Result, snapshots bool) resultJSON {
	v := resultJSON{Result: contract.Result{Version: 1, CheckedAt: res.CheckedAt, Passed: true, Hosts: viewHosts(res),
		Citations: []contract.Citation{}, Summary: map[string]int{}}}
	if r := res.Rescued; r.Service != "" {
		v.Rescue = &rescueJSON{r.Service, r.Asked, r.Copied, r.ToSave, r.Saved, r.Trouble}
	}
	for _, word := range []verdict.Verdict{verdict.OK, verdict.Moved, verdict.Changed, verdict.Dead, verdict.Blocked, verdict.Unreachable} {
		v.Summary[string(word)] = 0
	}
	for _, c := range res.Citations {
		row := e.viewCitation(c)
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

func (e *env) viewCitation(c watch.Citation) contract.Citation {
	label, err := json.Marshal(c.Cite.Footnote.Number)
	if err != nil {
		label = []byte("null") // a label is a number or a string
	}
	row := contract.Citation{Report: c.Cite.Manifest.ID, Footnote: label, Ref: c.Cite.Ref, URL: c.Cite.Citation.URL,
		Result: c.Result, Passed: c.Result != "fail", Accepted: c.Accepted, Settled: e.settled(c), Why: append([]string{}, nonEmpty(c.Why)...),
		Archive: contract.Archive{State: c.Archive.State, SHA256: c.Archive.SHA256, Object: c.Archive.Object, Detail: c.Archive.Detail,
			ReadAt: optional(c.Archive.ReadAt), Provenance: c.Archive.Provenance, Browser: c.Archive.Browser}}
	if !c.Archive.CapturedAt.IsZero() {
		row.Archive.CapturedAt, row.Archive.LagDays = &c.Archive.CapturedAt, &c.Archive.LagDays
	}
	if s := c.Archive.Sound; s != nil {
		sound := viewCopy(*s)
		row.Archive.Sound = &sound
	}
	if g := c.Archive.Withdrawn; g != nil {
		row.Archive.Withdrawn = viewWithdrawn(g.Withdrawal)
		row.Archive.Withdrawn.CapturedAt, row.Archive.Withdrawn.SHA256 = &g.CapturedAt, g.SHA256
	}
	row.Claims, row.Advice = viewClaims(c.Claims), untie(e.advice(c))
	l := c.Live
	if l.Verdict == "" {
		return row
	}
	row.Live = &contract.Live{Verdict: string(l.Verdict), Reason: string(l.Reason), Status: l.Status, FinalURL: l.FinalURL,
		Similarity: l.Similarity, Quotes: []contract.Quote{}, Confirmed: l.Confirmed, Looks: l.Looks, Since: optional(l.Since),
		LastGood: optional(l.LastGood), Detail: l.Detail, Working: l.Working, LooksNeeded: l.Need.Looks,
		ConfirmableAt: optional(l.Earliest), LookedAt: optional(l.LookedAt), Confidence: l.Confidence,
		Evidence: append([]string{}, l.Evidence...), Aside: l.Aside, ClaimsLost: l.ClaimsLost}
	if r := l.Reference; r != nil {
		row.Live.ComparedWith = &contract.Copy{CapturedAt: r.CapturedAt, SHA256: r.SHA256, Object: r.Object}
	} else if l.Verdict != verdict.OK {
		row.Live.Similarity = 0 // nothing was compared
	}
	for _, q := range l.Quotes {
		row.Live.Quotes = append(row.Live.Quotes, contract.Quote{Text: q.Text, Found: q.Found, State: q.State, Now: q.Now, Outside: q.Outside})
	}
	return row
}

func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// liveWords names a state by its words of the contract.
func liveWords(l watch.Live) string {
	if l.Verdict == "" {
		return "never looked at"
	}
	s := string(l.Verdict) + " " + string(l.Reason)
	if unconfirmed(l) {
		s += ", unconfirmed"
	}
	return s
}

// unconfirmed says whether looks to come may still clear what fails a citation.
func unconfirmed(l watch.Live) bool {
	return !l.Confirmed && (l.Verdict == verdict.Dead || l.Verdict == verdict.Changed && l.Reason != verdict.Edited)
}

func archiveWords(a watch.Archive) string {
	if a.CapturedAt.IsZero() {
		if a.Withdrawn != nil {
			return a.State + ", withdrawn"
		}
		return a.State
	}
	s := a.State + " " + shortDate(a.CapturedAt)
	if a.Provenance != nil {
		s += " " + provenanceBrief(a.Provenance)
	}
	return s
}

// saved says whether a person saved the copy.
func saved(p *catalog.Provenance) bool { return p != nil && p.Kind == ledger.ProvenancePerson }

// provenanceBrief says in a few words whose copy it is.
func provenanceBrief(p *catalog.Provenance) string {
	if saved(p) {
		return "saved by " + oneLine(p.By)
	}
	return "from " + provenanceHost(p)
}

// datedWords says whose word the date of a person's copy is.
func datedWords(p *catalog.Provenance) string {
	switch p.Dated {
	case "given":
		return "by their own word"
	case "day":
		return "by their own word, to the day"
	case "record":
		return "by its WARC record"
	}
	return "by the file, the latest time it can be"
}

// provenanceWords tells in a sentence whose copy it is.
func provenanceWords(p *catalog.Provenance) string {
	if saved(p) {
		s := fmt.Sprintf("no capture of ours, but a copy that a person saved: %s, who had it taken in on %s (dated %s)", oneLine(p.By), longDate(p.Retrieved), datedWords(p))
		if p.Why != "" {
			s += ": " + oneLine(p.Why)
		}
		if p.Note != "" {
			s += "; " + oneLine(p.Note)
		}
		switch p.Finding {
		case "no text":
			s += "; it is " + unjudged + ", and nothing can be compared with it"
		case "other text":
			s += ", so that nothing is compared with it unless the manifest names its day under reference"
		}
		return s
	}
	s := fmt.Sprintf("copied from %s, which captured it on %s; fetched by us on %s",
		provenanceHost(p), longDate(p.MementoAt), longDate(p.Retrieved))
	if p.Note != "" {
		s += "; " + oneLine(p.Note)
	}
	return s
}

// provenancePlace is where a copy can be looked up: its address in the other
// archive, or what the file was.
func provenancePlace(p *catalog.Provenance) string {
	if saved(p) {
		return fmt.Sprintf("file %s (%s), %s, sha256 %s", oneLine(p.File), oneLine(p.Form), plural(int(p.FileBytes), "byte"), oneLine(p.FileSHA256))
	}
	return oneLine(p.Memento)
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
