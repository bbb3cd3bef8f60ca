// Package kittest checks that a package of generated cases is well formed and
// that its labels don't contradict the bytes: that a quote labelled verbatim
// stands in the page, that an edit can be seen, that what is gone is gone. It reads
// pages in its own simple way, so that the program is never measured by itself.
package kittest

import (
	"bytes"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// A Set is a package's cases and what is expected of them.
type Set struct {
	Cases       func() []set.Case
	Least, Most int                // cases
	Shares      map[string]float64 // of all cases, by class; within 0.06
	Classes     []string           // of each of which there is a case
	Wants       []string           // first answers, of each of which there is a case

	// Sites are the cases' sites. If there are none the pages are no web pages, and
	// aren't read.
	Sites []func() *kit.Site
	Bare  bool           // the main parts hold little but the article
	Short map[string]int // least words of the sites whose pages are notes; others have 150

	// Beside names cases whose lost quote stands in the page all the same, but not
	// as the page's own words.
	Beside []string
}

// answers are the verdicts and reasons of CONTRACT.md, "Verdicts".
var answers = map[string][]string{
	"ok":          {"same", "noise", "first-seen", "*"},
	"moved":       {"redirect"},
	"changed":     {"edited", "quote-lost", "replaced", "type"},
	"dead":        {"http-404", "http-410", "soft-404", "redirected-home", "dns", "parked", "hijacked", "empty", "withdrawn"},
	"blocked":     {"bot-wall", "login-wall", "consent-wall", "forbidden", "legal-451", "geo-block", "rate-limited", "robots", "private-address", "unreadable"},
	"unreachable": {"timeout", "refused", "reset", "tls", "http-5xx", "dns-temporary", "redirect-loop", "too-large", "truncated", "protocol"},
}

// All lists every answer of a verdict.
func All(verdict string) (all []string) {
	for _, reason := range answers[verdict] {
		all = append(all, verdict+"/"+reason)
	}
	return all
}

var (
	classes = []string{"noise", "edit", "quote", "replaced", "type", "moved", "dead", "wall", "fault"}
	faults  = []string{"timeout", "refused", "reset", "tls", "dns", "dns-temporary", "truncated", "protocol", "too-large"}
	states  = []string{"verbatim", "edited", "unclear", "gone"}
)

// Check runs every check on a set.
func Check(t *testing.T, s Set) {
	cases, sites := s.Cases(), map[string]*kit.Site{}
	for _, build := range s.Sites {
		site := build()
		sites[site.Name] = site
	}
	t.Run("names", func(t *testing.T) { checkNames(t, cases) })
	t.Run("counts", func(t *testing.T) { checkCounts(t, cases, s) })
	t.Run("deterministic", func(t *testing.T) { checkDeterministic(t, s.Cases) })
	if s.Sites != nil {
		t.Run("sizes", func(t *testing.T) { checkSizes(t, sites, s.Short) })
		t.Run("files", func(t *testing.T) { checkFiles(t, os.DirFS(".")) })
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			checkWebs(t, c)
			if !checkLabels(t, c) || s.Sites == nil {
				return
			}
			checkQuotes(t, c, slices.Contains(s.Beside, c.Name))
			switch c.Class {
			case "edit":
				checkSeen(t, c)
			case "noise":
				if s.Bare {
					checkKept(t, c, sites[c.Site])
				}
			case "dead", "wall":
				checkGone(t, c)
			}
		})
	}
}

// A reporter is a testing.T, or what stands in for one in the tests of the checks.
type reporter interface {
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

// caseName is SITE/CLASS-WHAT.
var caseName = regexp.MustCompile(`^([a-z]+(?:-[a-z]+)*-(?:en|fr|ru|kk|de|es|it|uk|be|ky|uz|tr|ar|zh))/([a-z]+)(-[a-z0-9]+)+$`)

func checkNames(t reporter, cases []set.Case) {
	seen := map[string]bool{}
	for _, c := range cases {
		m := caseName.FindStringSubmatch(c.Name)
		if m == nil || m[1] != c.Site || m[2] != c.Class || !slices.Contains(classes, c.Class) {
			t.Errorf("%s: badly named for site %q and class %q", c.Name, c.Site, c.Class)
		}
		if seen[c.Name] {
			t.Errorf("%s: name used twice", c.Name)
		}
		seen[c.Name] = true
	}
}

func checkCounts(t reporter, cases []set.Case, s Set) {
	byClass, byWant := map[string]int{}, map[string]int{}
	for _, c := range cases {
		byClass[c.Class]++
		if len(c.Want) > 0 {
			byWant[c.Want[0]]++
		}
	}
	t.Logf("%d cases: %v", len(cases), byClass)
	t.Logf("first answers: %v", byWant)
	if n := len(cases); n < s.Least || n > s.Most {
		t.Errorf("%d cases, want %d to %d", n, s.Least, s.Most)
	}
	for class, share := range s.Shares {
		if got := float64(byClass[class]) / float64(len(cases)); got < share-.06 || got > share+.06 {
			t.Errorf("%s: %.0f %% of the cases, want about %.0f", class, 100*got, 100*share)
		}
	}
	for _, class := range s.Classes {
		if byClass[class] == 0 {
			t.Errorf("no case of class %s", class)
		}
	}
	for _, w := range s.Wants {
		if byWant[w] == 0 {
			t.Errorf("no case wants %s", w)
		}
	}
}

// checkDeterministic builds a set twice, spoils one and sees whether the other, or
// a third, is spoilt too.
func checkDeterministic(t reporter, build func() []set.Case) {
	first, second := build(), build()
	if !reflect.DeepEqual(first, second) {
		t.Errorf("two calls give different cases")
		return
	}
	for _, c := range first {
		for _, a := range c.Before {
			for i := range a.Body {
				a.Body[i] = 0
			}
		}
		clear(c.Before)
		clear(c.After)
		clear(c.Want)
		clear(c.Quotes)
	}
	for i, c := range second {
		page := c.Before[c.Path].Body
		if c.Want[0] == "" || len(c.After) == 0 || len(page) == bytes.Count(page, []byte{0}) {
			t.Errorf("calls share memory: %s", first[i].Name)
			return
		}
	}
	if !reflect.DeepEqual(build(), second) {
		t.Errorf("what a caller changes stays")
	}
}

// checkLabels looks at what a case says of itself. It returns false if that is too
// little to go on with.
func checkLabels(t reporter, c set.Case) bool {
	if len(c.Want) == 0 {
		t.Errorf("no answer is right")
		return false
	}
	for _, w := range c.Want {
		verdict, reason, _ := strings.Cut(w, "/")
		if !slices.Contains(answers[verdict], reason) {
			t.Errorf("%q is not in the contract", w)
		}
	}
	if c.QuoteStates != nil && len(c.QuoteStates) != len(c.Quotes) {
		t.Errorf("%d quotes, states for %d", len(c.Quotes), len(c.QuoteStates))
		return false
	}
	lost, may, seen := false, false, false
	for _, s := range c.QuoteStates {
		if len(s) == 0 {
			t.Errorf("a quote without a state")
			return false
		}
		for _, w := range s {
			if !slices.Contains(states, w) {
				t.Errorf("no quote is %q", w)
			}
			seen = seen || w == "verbatim" || w == "edited"
			may = may || w == "gone" || w == "unclear"
		}
		lost = lost || s[0] == "gone" || s[0] == "unclear"
	}
	verdict, reason, _ := strings.Cut(c.Want[0], "/")
	switch {
	case reason == "quote-lost" && !lost, (verdict == "ok" || verdict == "moved" || reason == "edited") && may:
		t.Errorf("wants %s of quotes %v", c.Want[0], c.QuoteStates)
	case (verdict == "blocked" || verdict == "unreachable") && seen:
		t.Errorf("says something of quotes that a look cannot see")
	}
	return true
}

// checkWebs looks at what a case's hosts answer.
func checkWebs(t reporter, c set.Case) {
	before, after := c.Before[c.Path], c.After[c.Path]
	if before.Status != 0 || before.Fault != "" || before.Location != "" || len(before.Body) == 0 {
		t.Errorf("was not a good page when it was cited")
	}
	if before.Header.Get("Content-Type") == "" && !utf8.Valid(before.Body) {
		t.Errorf("was not in UTF-8, and didn't say so")
	}
	if reflect.DeepEqual(before, after) {
		t.Errorf("before and after are the same")
	}
	if _, ok := c.Before["*"]; !ok {
		t.Errorf("the healthy site has no error page")
	}
	for _, w := range []set.Web{c.Before, c.After} {
		for place, a := range w {
			if place != "*" && !strings.HasPrefix(place, "/") {
				t.Errorf("%q is no place", place)
			}
			if a.Fault != "" && !slices.Contains(faults, a.Fault) {
				t.Errorf("%s: no fault is %q", place, a.Fault)
			}
			if strings.Contains(string(a.Body), "@BODY@") || strings.Contains(string(a.Body), "@TITLE@") {
				t.Errorf("%s is not filled in", place)
			}
			if a.Location == "" {
				continue
			}
			if _, ok := find(w, key(a.Location)); !ok {
				t.Errorf("%s leads to %s, which nobody answers", place, a.Location)
			}
		}
	}
}

// find returns what a web answers at a place, the harness's default aside.
func find(w set.Web, place string) (set.Answer, bool) {
	if a, ok := w[place]; ok {
		return a, true
	}
	all := "*"
	if host, ok := strings.CutPrefix(place, "//"); ok {
		host, _, _ = strings.Cut(host, "/")
		all = "//" + host + "/*"
	}
	a, ok := w[all]
	return a, ok
}

// key is the place that a Location names.
func key(location string) string {
	return strings.TrimPrefix(strings.TrimPrefix(location, "http:"), "//{{host}}")
}

// shown returns what a browser shows of the cited page after: the end of at most
// five redirects.
func shown(c set.Case) set.Answer {
	place := c.Path
	for range 6 {
		a, ok := find(c.After, place)
		if !ok || a.Location == "" {
			return a
		}
		place = key(a.Location)
	}
	return set.Answer{}
}
