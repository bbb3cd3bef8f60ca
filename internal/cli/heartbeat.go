package cli

import (
	"fmt"
	"strings"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// grace is how long, beyond a tenth of its interval, a look may be late before it is
// told: a machine may be off for a night.
const grace = 24 * time.Hour

// inTime says whether a source was looked at within the time that its schedule names.
func inTime(t watch.Timed, now time.Time) bool {
	late := t.Interval/10 + grace
	switch {
	case t.LookedAt.IsZero():
		return false
	case !t.Due.IsZero() && !now.After(t.Due.Add(late)):
		return true
	}
	return now.Sub(t.LookedAt) <= t.Interval+late
}

// heartbeats tells of each report whether all was looked at that should be.
func heartbeats(set *source.Set, list []watch.Timed, now time.Time) []contract.Heartbeat {
	at := map[string]*contract.Heartbeat{}
	beats := make([]contract.Heartbeat, len(set.Manifests))
	for i, m := range set.Manifests {
		beats[i] = contract.Heartbeat{Report: m.ID, Late: []string{}}
		at[m.ID] = &beats[i]
	}
	by := map[string]watch.Timed{}
	for _, t := range list {
		by[t.ID] = t
	}
	for c := range set.Citations() {
		t, ok := by[source.ID(c.Citation.URL)]
		h := at[c.Manifest.ID]
		if h.Of++; ok && inTime(t, now) {
			h.Looked++
		} else {
			h.Late = append(h.Late, c.Ref)
		}
		if !ok {
			continue
		}
		if !t.LookedAt.IsZero() && (h.Oldest == nil || t.LookedAt.Before(*h.Oldest)) {
			h.Oldest = optional(t.LookedAt)
		}
		due := t.Due
		if due.Before(now) {
			due = now.UTC().Truncate(time.Second)
		}
		if h.Next == nil || due.Before(*h.Next) {
			h.Next = &due
		}
	}
	return beats
}

// scheduleJSON tells what is looked at next, and whether all was in time.
type scheduleJSON struct {
	Looked  int                  `json:"looked"` // citations within their time
	Of      int                  `json:"of"`
	Next    *nextJSON            `json:"next"` // null where nothing is watched
	Reports []contract.Heartbeat `json:"reports"`
}

type nextJSON struct {
	Ref      string     `json:"ref"`
	URL      string     `json:"url"`
	Due      *time.Time `json:"due"`      // null: at once
	Schedule string     `json:"schedule"` // as it is written, or by risk
	Suspect  bool       `json:"suspect"`  // looked at daily, until it is known what it is
}

func viewSchedule(set *source.Set, list []watch.Timed, now time.Time) *scheduleJSON {
	v := &scheduleJSON{Reports: heartbeats(set, list, now)}
	for _, h := range v.Reports {
		v.Looked += h.Looked
		v.Of += h.Of
	}
	if len(list) > 0 {
		t := list[0]
		v.Next = &nextJSON{Ref: t.Cites[0].Ref, URL: t.URL, Schedule: t.Schedule, Suspect: t.Suspect}
		if t.Due.After(now) {
			v.Next.Due = &t.Due
		}
	}
	return v
}

// words tells it in a sentence or two.
func (v *scheduleJSON) words() string {
	if v.Next == nil {
		return ""
	}
	var late []string
	for _, h := range v.Reports {
		late = append(late, h.Late...)
	}
	s := fmt.Sprintf("%d of %d looked at in time", v.Looked, v.Of)
	if n := len(late); n > 0 {
		s += ", not " + strings.Join(late[:min(n, 10)], ", ")
		if n > 10 {
			s += fmt.Sprintf(" and %d more", n-10)
		}
	}
	when := "now"
	if v.Next.Due != nil {
		when = "on " + v.Next.Due.UTC().Format("2 January 2006 15:04 UTC")
	}
	often := everyWords(v.Next.Schedule)
	if v.Next.Suspect {
		often = "daily until it is known what it is"
	}
	return s + fmt.Sprintf("; next: %s %s (%s)", oneLine(v.Next.Ref), when, often)
}

// everyWords is a schedule in words, where it is one that most have.
func everyWords(expr string) string {
	switch expr {
	case "@every 24h", "@daily":
		return "daily"
	case "@every 168h", "@weekly":
		return "weekly"
	case "@every 720h":
		return "every 30 days"
	case "@monthly":
		return "monthly"
	}
	return oneLine(expr)
}
