package eval

import (
	"fmt"
	"slices"
	"strings"
)

// Error is how an answer is wrong.
type Error string

// The errors, worst first.
const (
	FalseAlarm Error = "false alarm"      // a good source said to be changed, dead, blocked or unreachable
	Miss       Error = "miss"             // a changed or dead source said to be good
	WallDead   Error = "wall called dead" // what only stands between said to be the end
	Other      Error = "other"            // the right kind of news, wrongly named
	Capture    Error = "capture"          // the reference itself was misread
)

// good verdicts call for no action.
func good(verdict string) bool { return verdict == "ok" || verdict == "moved" }

func verdictOf(answer string) string {
	v, _, _ := strings.Cut(answer, "/")
	return v
}

// matches says whether an answer is one that a pattern accepts: "ok/*" stands
// for every reason of ok.
func matches(answer, pattern string) bool {
	if v, any := strings.CutSuffix(pattern, "/*"); any {
		return verdictOf(answer) == v
	}
	return answer == pattern
}

func (o *Outcome) accepts(answer string) bool {
	return slices.ContainsFunc(o.Want, func(p string) bool { return matches(answer, p) })
}

// wants says whether a verdict is among the acceptable ones.
func (o *Outcome) wants(verdict func(string) bool) bool {
	return slices.ContainsFunc(o.Want, func(p string) bool { return verdict(verdictOf(p)) })
}

// grade compares what was given with what was wanted.
func (o *Outcome) grade() {
	o.Right, o.Error, o.Why = false, "", ""
	is := func(v string) func(string) bool { return func(w string) bool { return w == v } }
	given := verdictOf(o.Given)
	accepted := o.accepts(o.Given)
	switch {
	case accepted:
	case o.wants(good) && !good(given):
		o.Error = FalseAlarm
	case o.wants(is("blocked")) && given == "dead":
		o.Error = WallDead
	case o.wants(func(v string) bool { return v == "changed" || v == "dead" }) && good(given):
		o.Error = Miss
	default:
		o.Error = Other
	}
	var why []string
	if !accepted {
		why = append(why, strings.Join(o.Want, " or ")+" → "+o.Given)
	}
	if v := verdictOf(o.AtCapture); v != "ok" && o.Class != recovered {
		if o.Error == "" {
			o.Error = Capture
		}
		why = append(why, "at capture: "+o.AtCapture)
	}
	for _, q := range o.Quotes {
		switch {
		case len(q.Want) == 0:
		case q.AtCapture != "verbatim" && q.AtCapture != "edited":
			if o.Error == "" {
				o.Error = Capture
			}
			why = append(why, fmt.Sprintf("not in the reference: %q is %s", clip(q.Text, 60), or(q.AtCapture, "not looked for")))
		case q.State == "" && !good(given) && slices.Contains(q.Want, "gone"):
			// Nothing could be read, and nobody is told that it stands.
		case !slices.Contains(q.Want, q.State):
			if o.Error == "" {
				o.Error = Other
			}
			why = append(why, fmt.Sprintf("quote %q: %s → %s", clip(q.Text, 60), strings.Join(q.Want, " or "), or(q.State, "nothing said")))
		}
	}
	o.Right, o.Why = o.Error == "", strings.Join(why, "; ")
}

// maxExtra is how many extra requests a source may cost.
const maxExtra = 3

// greedy says what is wrong with the number of requests, "" if nothing.
func (o *Outcome) greedy() string {
	a := o.Case.After[o.Case.Path]
	healthy := good(verdictOf(o.Given)) && !o.wants(func(v string) bool { return !good(v) }) &&
		statusOf(a) < 400 && a.Fault == "" && a.Browserlike == nil
	allowed := 0
	if o.Case.Host != "" {
		allowed = 1 // a platform's page does not show the post: the platform is asked for it
	}
	switch {
	case o.Extra > maxExtra:
		return fmt.Sprintf("%d extra requests, at most %d are allowed", o.Extra, maxExtra)
	case healthy && o.Extra > allowed:
		return fmt.Sprintf("%d extra requests for a healthy page", o.Extra)
	}
	return ""
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
