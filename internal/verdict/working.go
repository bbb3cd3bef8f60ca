package verdict

import (
	"fmt"
	"strings"
	"time"
)

// Detail is a judgement's detail, in the light of the looks before it. status is
// what the server answered, 0 if nothing.
func (s Standing) Detail(j Judgement, status int) string {
	switch group, _ := rule(j.Reason); {
	case s.Reason == Withdrawn && j.Reason != Withdrawn:
		b := &bench{look: &Look{Status: status}, j: Judgement{Reason: Withdrawn}}
		return b.detail(nil)
	case s.Verdict == Dead && group == groupDown && j.Detail != "":
		if s.Looks < 2 { // as the policy of this citation wants it
			return j.Detail
		}
		why := "for so long that it counts"
		if s.LastCounted.Sub(s.First) < day { // as confirm in the configuration wants it
			why = fmt.Sprintf("in %s, and so counts", looks(s.Looks))
		}
		return "The source has failed " + why + " as gone: " + strings.ToLower(j.Detail[:1]) + j.Detail[1:]
	}
	return j.Detail
}

// Working shows how a standing came about, in a sentence: how many looks saw it
// and over which time, when the source was last well, and what is still needed
// where it is not confirmed. It is empty where the source is well.
func (p Policy) Working(s Standing) string {
	if s.Good() || s.Verdict == "" {
		return ""
	}
	var parts []string
	group, _ := rule(s.Reason)
	need := p.Needs(s.Reason)
	need.Looks = max(need.Looks, 1)
	switch {
	case group == "":
		parts = append(parts, "It has been so since "+date(s.Since))
	case s.Looks == 0: // a refusal of which no look counts
		parts = append(parts, "It has been so since "+date(s.Since), "such looks only count while other pages of the site are seen to be open")
	case s.Settled():
		parts = append(parts, fmt.Sprintf("Confirmed by %s%s", looks(s.Looks), over(s.LastCounted.Sub(s.First))))
	default: // not "in 1 of 3 looks", which reads as if two had not seen it
		since := over(s.LastCounted.Sub(s.First))
		if since != "" {
			since = "," + since
		}
		parts = append(parts, fmt.Sprintf("Seen by %s so far%s", looks(s.Looks), since),
			fmt.Sprintf("it takes %d%s, so it %s", need.Looks, over(need.Over), p.ahead(s, need)))
	}
	if s.LastGood.IsZero() {
		parts = append(parts, "no look has found the source yet")
	} else {
		parts = append(parts, "last good look "+date(s.LastGood))
	}
	return strings.Join(parts, "; ") + "."
}

// Settled tells whether the present candidate needs no further look. A refusal
// stands at once, as a refusal; what its looks are counted for is withdrawn.
func (s Standing) Settled() bool {
	return s.Confirmed && !(s.Verdict == Blocked && s.group() == groupForbidden)
}

// ahead says what the looks to come can make of a candidate.
func (p Policy) ahead(s Standing, need Rule) string {
	becomes := "is confirmed"
	switch s.group() {
	case groupForbidden:
		becomes = "counts as withdrawn"
	case groupDown:
		becomes = "counts as gone"
	}
	return becomes + " on " + date(s.Earliest(need)) + " at the earliest"
}

// Earliest is when looks to come can confirm the present candidate.
func (s Standing) Earliest(need Rule) time.Time {
	t := s.First.Add(need.Over)
	if missing := need.Looks - s.Looks; missing > 0 {
		if next := s.LastCounted.Add(time.Duration(missing) * need.Over / time.Duration(2*need.Looks)); next.After(t) {
			t = next
		}
	}
	return t
}

// Aside tells of the evidence that is held for other candidates, a line each.
func (s Standing) Aside() []string {
	names := map[string]string{groupGone: "the page gone", groupName: "the site's name gone", groupDown: "no answer from the site",
		groupForbidden: "the page refused while others were open", groupLost: "the text, or a quoted passage of it, gone"}
	var out []string
	for _, h := range s.Held {
		name := names[h.Group]
		if name == "" || h.Looks == 0 {
			continue
		}
		line := fmt.Sprintf("%s, in %s%s since %s", name, looks(h.Looks), over(h.LastCounted.Sub(h.First)), date(h.First))
		if h.Confirmed {
			line += ", which was confirmed"
		}
		out = append(out, line)
	}
	return out
}

func looks(n int) string {
	if n == 1 {
		return "1 look"
	}
	return fmt.Sprintf("%d looks", n)
}

// over says over which time looks were made; nothing for a single one.
func over(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return " over " + length(d)
}

func length(d time.Duration) string {
	unit, n := "minute", int(d.Round(time.Minute)/time.Minute)
	switch {
	case d >= 36*time.Hour:
		unit, n = "day", int(d.Round(day)/day)
	case d >= 90*time.Minute:
		unit, n = "hour", int(d.Round(time.Hour)/time.Hour)
	case n == 0:
		return "less than a minute"
	}
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func date(t time.Time) string { return t.UTC().Format("2 January 2006") }

// Sureness puts a confidence into words.
func Sureness(confidence string) string {
	switch confidence {
	case Proof:
		return "beyond doubt"
	case Likely:
		return "likely"
	case Weak:
		return "a weak sign by itself, a person should look"
	}
	return ""
}
