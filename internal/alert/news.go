// Package alert decides what is told of a report after a pass: what has changed since it
// was told last, and not what goes to and fro. It sends nothing.
package alert

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// The states that are told of a citation. "" is well.
const (
	Dead      = "dead"
	Taken     = "taken over" // parked or hijacked: readers must not be led there
	QuoteLost = "quote lost"
	Replaced  = "replaced"
	Type      = "another kind"
	Edited    = "edited"
	Corrupt   = "corrupt"
	Missing   = "missing"
)

// editedRest is for how long nothing more is told of a page that is edited and put back
// over and over.
const editedRest = 7 * 24 * time.Hour

// Soft says that a state is told so that somebody looks, and needs nobody.
func Soft(state string) bool { return strings.HasPrefix(state, Edited) }

// liveState is what there is to tell of the live source. It is not known where looks to
// come decide, where something stands between, and where a person has accepted it:
// then nothing is told, and what was told last stays so.
func liveState(c watch.Citation) (state string, lost []string, known bool) {
	l := c.Live
	if c.ArchiveOnly || c.Covered.Live {
		return "", nil, false
	}
	if well := l.Verdict == verdict.OK || l.Verdict == verdict.Moved; !well && !l.Confirmed {
		return "", nil, false
	}
	if state, known = stateOf(l.Verdict, l.Reason); !known {
		return "", nil, false
	}
	note := func(text string) {
		sum := sha256.Sum256([]byte(text))
		lost = append(lost, hex.EncodeToString(sum[:]))
	}
	switch state {
	case QuoteLost:
		for _, q := range l.Quotes {
			if !q.Found {
				note(q.Text)
			}
		}
	case Edited: // what the report rests on is news, however often the page was edited before
		for _, text := range l.ClaimsLost {
			note(text)
		}
	}
	if c.ChangedAgain { // another text than the one that was accepted
		state += " after " + c.Cite.Citation.Accept.Seen.UTC().Format(time.RFC3339)
	}
	return state, lost, true
}

// stateOf is the state that a verdict stands for; not known where something stands
// between, or has failed.
func stateOf(v verdict.Verdict, r verdict.Reason) (state string, known bool) {
	switch v {
	case verdict.OK, verdict.Moved:
		return "", true
	case verdict.Dead:
		if r == verdict.Parked || r == verdict.Hijacked {
			return Taken, true
		}
		return Dead, true // of whatever reason: the reasons of a dead page come and go
	case verdict.Changed:
		switch r {
		case verdict.Edited:
			return Edited, true
		case verdict.QuoteLost:
			return QuoteLost, true
		case verdict.Replaced:
			return Replaced, true
		case verdict.Type:
			return Type, true
		}
	}
	return "", false
}

// archivedState is what there is to tell of the archived copy. That it is whole is known
// only where it was read, as it is before a look. One that was never there was never lost.
func archivedState(c watch.Citation) (state string, known bool) {
	a := c.Archive
	switch {
	case c.Covered.Archive:
		return "", false
	case a.State == watch.Corrupt:
		return Corrupt, true
	case a.State == watch.Missing && a.Object != "":
		return Missing, true
	}
	return "", a.State == watch.Intact && c.Looked
}

// Before knows what was told before.
type Before struct {
	told  map[string][]catalog.Told // by source and part, in the order of the log
	cites map[string]bool           // citations that there are, by source and REPORT/FOOTNOTE
}

// NewBefore takes what was told, in the order of the log, and the citations that there are.
func NewBefore(told []catalog.Told, set []source.Cite) *Before {
	b := &Before{told: map[string][]catalog.Told{}, cites: map[string]bool{}}
	for _, t := range told {
		key := t.SourceID + " " + t.Part
		b.told[key] = append(b.told[key], t)
	}
	for _, c := range set {
		b.cites[catalog.StandingKey(source.ID(c.Citation.URL), citeName(c))] = true
	}
	return b
}

// citeName names a citation of a source in the log.
func citeName(c source.Cite) string { return c.Manifest.ID + "/" + string(c.Footnote.Number) }

// of is what was told of a citation. Where footnotes were numbered anew, that is what was
// told of the same source under a number that no longer cites it.
func (b *Before) of(c source.Cite, part string) tellings {
	id, name := source.ID(c.Citation.URL), citeName(c)
	by := map[string]tellings{}
	old := ""
	for _, t := range b.told[id+" "+part] {
		by[t.Cite] = append(by[t.Cite], t)
		report, _, _ := strings.Cut(t.Cite, "/")
		if report == c.Manifest.ID && !b.cites[catalog.StandingKey(id, t.Cite)] && (old == "" || t.At.After(by[old].last().At)) {
			old = t.Cite
		}
	}
	if by[name] != nil {
		return by[name]
	}
	return by[old]
}

// Of is what there is to tell of one report: its rows of a pass. Citations of one
// source that stand alike are one item. past is what was seen of them.
func Of(report string, rows []watch.Citation, before *Before, first bool, now time.Time, past Past) ledger.AlertRecord {
	r := ledger.AlertRecord{Report: report, First: first}
	looked, inRun := map[string]bool{}, map[string]bool{}
	for _, c := range rows {
		note := string(c.Cite.Footnote.Number)
		if was, seen := looked[note]; !seen || was {
			looked[note] = c.Live.Verdict != ""
		}
		inRun[note] = inRun[note] || c.Looked
		if state, lost, known := liveState(c); known {
			told := before.of(c.Cite, ledger.AlertLive)
			isNews := told.news(state, lost, now, func() []shownState { return past.looks(c.Cite) })
			if isNews || told.another(state, c, now, past) {
				l := c.Live
				item := itemOf(c, ledger.AlertLive, state, told.last().State)
				if isNews {
					item.Again = told.times(state, lost, now)
				}
				item.Shows = l.Shows
				item.Lost, item.Verdict, item.Reason, item.Detail = lost, string(l.Verdict), string(l.Reason), l.Detail
				item.Since, item.LastGood = l.Since, l.LastGood
				add(&r.Items, item)
			}
		}
		if state, known := archivedState(c); known {
			if last := before.of(c.Cite, ledger.AlertArchive).last(); !tells(last, state, nil) {
				item := itemOf(c, ledger.AlertArchive, state, last.State)
				item.Detail = c.Archive.Sentence()
				add(&r.Items, item)
			}
		}
	}
	r.Footnotes = len(looked)
	for note, all := range looked {
		if all {
			r.Looked++
		}
		if inRun[note] {
			r.Now++
		}
	}
	slices.SortStableFunc(r.Items, func(a, b ledger.AlertItem) int { return cmp.Compare(Rank(a.State), Rank(b.State)) })
	return r
}

// Rank puts what needs somebody first, and what is well again last.
func Rank(state string) int {
	switch {
	case state == "":
		return 2
	case Soft(state):
		return 1
	}
	return 0
}

func itemOf(c watch.Citation, part, state, before string) ledger.AlertItem {
	item := ledger.AlertItem{For: []string{citeName(c.Cite)}, Refs: []string{c.Cite.Ref}, URL: c.Cite.Citation.URL, Part: part, State: state, Before: before}
	if c.Archive.State != watch.Wall { // which is a page in the source's place, and no copy of it
		item.CapturedAt, item.SHA256 = c.Archive.CapturedAt, c.Archive.SHA256
	}
	return item
}

// add joins an item to one of the same source that says the same.
func add(items *[]ledger.AlertItem, n ledger.AlertItem) {
	for i := range *items {
		o := &(*items)[i]
		if o.URL == n.URL && o.Part == n.Part && o.State == n.State && o.Before == n.Before && o.Detail == n.Detail &&
			o.SHA256 == n.SHA256 && o.Again == n.Again && o.Shows.Equal(n.Shows) && slices.Equal(o.Lost, n.Lost) {
			o.For, o.Refs = append(o.For, n.For...), append(o.Refs, n.Refs...)
			return
		}
	}
	*items = append(*items, n)
}
