package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// maxEvents is how many entries of a timeline a page shows.
const maxEvents = 200

// timeline is what happened to a source, newest first.
type timeline struct {
	Events []event
	Chart  *chart
	Looks  int
	// Newer and Older lead to the pages before and after this one; "": there is none.
	Newer, Older string
}

// event is one entry: a snapshot, looks that say the same, or an act.
type event struct {
	At       time.Time
	Kind     string // snapshot, look, act, request, withdrawal
	Class    string // the standing whose colours it has
	What     string
	More     string // of a stranger
	Snapshot *contract.Snapshot
	Path     string // of the snapshot's page
	Diff     string // of what changed since the snapshot before
	Since    time.Time
	// Again is how many looks after this one said the same, the last of them at Until.
	Again int
	Until time.Time
	Ref   string // whose act it is, where it is another citation's
	By    string // the person, where that is known
}

func newTimeline(c source.Cite, h *contract.History, q url.Values) timeline {
	events := slices.Concat(snapshotEvents(c, h), lookEvents(h), actEvents(c, h))
	slices.SortStableFunc(events, func(a, b event) int { return b.At.Compare(a.At) })
	t := timeline{Chart: newChart(h), Looks: len(h.Observations)}
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 0 || from >= len(events) {
		from = 0
	}
	at := func(n int) string {
		if n <= 0 {
			return citePath(c) + "#timeline"
		}
		return citePath(c) + "?from=" + strconv.Itoa(n) + "#timeline"
	}
	if from > 0 {
		t.Newer = at(from - maxEvents)
	}
	if from+maxEvents < len(events) {
		t.Older = at(from + maxEvents)
	}
	t.Events = events[from:min(len(events), from+maxEvents)]
	return t
}

func snapshotEvents(c source.Cite, h *contract.History) []event {
	var out []event
	var before *contract.Snapshot // the newest one that can be compared with
	for i := range h.Snapshots {
		s := &h.Snapshots[i]
		e := event{At: s.CapturedAt, Kind: "snapshot", Class: passes, Snapshot: s, Path: snapshotPath(c, s.CapturedAt), What: takenWords(s.Class)}
		if s.Class != "source" {
			e.Class = toLookAt
		}
		switch {
		case s.Withdrawn != nil:
			e.Class = neverSeen
			out = append(out, event{At: s.Withdrawn.At, Kind: "withdrawal", Class: neverSeen, Path: e.Path, Since: s.CapturedAt,
				What: withdrawnWords(s.Withdrawn), More: s.Withdrawn.Why})
		case s.Flaw != "":
			e.Class = fails
		default:
			if before != nil {
				e.Diff, e.Since = diffPath(c, before.CapturedAt, s.CapturedAt), before.CapturedAt
			}
			before = s
		}
		out = append(out, e)
	}
	return out
}

// takenWords names a snapshot by its class.
func takenWords(class string) string {
	if text, ok := words["taken."+class]; ok {
		return text
	}
	return words["taken."]
}

// lookEvents folds looks that repeat the one before.
func lookEvents(h *contract.History) []event {
	var out []event
	for _, o := range h.Observations {
		if n := len(out); n > 0 && out[n-1].More == o.Verdict+" "+o.Reason {
			out[n-1].Again++
			out[n-1].Until = o.At
			continue
		}
		out = append(out, event{At: o.At, Kind: "look", Class: verdictClass(o.Verdict, o.Reason), What: stateWords(o.Verdict, o.Reason), More: o.Verdict + " " + o.Reason})
	}
	for i := range out {
		out[i].More = ""
	}
	return out
}

func actEvents(c source.Cite, h *contract.History) []event {
	var out []event
	own := c.Manifest.ID + "/" + string(c.Footnote.Number)
	for _, a := range h.Acts {
		what, more := actWords(a)
		var person struct {
			By string `json:"by"`
		}
		_ = json.Unmarshal(a.Record, &person)
		e := event{At: a.At, Kind: "act", Class: accepted, What: what, More: more, By: person.By}
		if a.For != own {
			e.Ref = a.For
		}
		out = append(out, e)
	}
	for _, r := range h.Requests {
		var body ledger.RescueRecord // of a save, the same keys
		_ = json.Unmarshal(r.Record, &body)
		key := "request." + r.Kind
		if _, ok := words[key]; !ok {
			key = "request.other"
		}
		outcome, ok := words["outcome."+r.Outcome]
		if !ok {
			outcome = plain(r.Outcome, maxShort)
		}
		out = append(out, event{At: r.At, Kind: "request", Class: neverSeen, What: word0(key, plain(serviceHost(r.Service), maxShort), outcome), More: body.Detail})
	}
	return out
}

// actWords tells an act in a few words, and what the person said of it.
func actWords(a contract.Act) (what, more string) {
	switch a.Kind {
	case ledger.KindAcceptance:
		var r ledger.AcceptRecord
		if json.Unmarshal(a.Record, &r) == nil {
			return word0("act.accepted", acceptedWords(r.Verdict, r.Reason, r.Archive)), r.Why
		}
	case ledger.KindQuote:
		var r ledger.QuoteRecord
		if json.Unmarshal(a.Record, &r) == nil {
			return word0("act.quoted"), r.Text
		}
	}
	return plain(a.Kind, maxShort), ""
}

// acceptedWords names what is accepted: a state of the source, of the copy, or both.
func acceptedWords(verdict, reason, archive string) string {
	switch {
	case archive == "":
		return stateWords(verdict, reason)
	case verdict == "":
		return archiveWords(archive)
	}
	return word0("both", stateWords(verdict, reason), archiveWords(archive))
}

func archiveWords(state string) string {
	if text, ok := words["archive."+state]; ok {
		return text
	}
	return plain(state, maxShort)
}

func withdrawnWords(g *contract.Withdrawn) string {
	if g.State == "decided" {
		return word0("withdrawn.decided", plain(g.By, maxShort))
	}
	return word0("withdrawn.removed", plain(g.By, maxShort))
}

// verdictClass is the standing whose colours a look has.
func verdictClass(verdict, reason string) string {
	switch {
	case verdict == "ok":
		return passes
	case verdict == "dead", verdict == "changed" && reason != "edited":
		return fails
	case verdict == "":
		return neverSeen
	}
	return toLookAt
}

// size is a number of bytes for a person.
func size(n int64) string {
	switch {
	case n < 1000:
		return word0("bytes.bytes", n)
	case n < 1_000_000:
		return word0("bytes.kb", fmt.Sprintf("%.1f", float64(n)/1e3))
	}
	return word0("bytes.mb", fmt.Sprintf("%.1f", float64(n)/1e6))
}
