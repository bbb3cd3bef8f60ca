package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"archiver/internal/contract"
	"archiver/internal/watch"
)

// untoldError ends a check that could not look: of what it did not look at it has
// nothing but what was known before.
type untoldError struct {
	err   error
	known *knownJSON
}

func (e *untoldError) Error() string { return e.err.Error() }
func (e *untoldError) Unwrap() error { return e.err }

// knownJSON is what is known where a check could not look: how each citation stood at
// the last look at it.
type knownJSON struct {
	Summary     map[string]int      `json:"summary"`
	Citations   []contract.Citation `json:"citations"`
	NotLookedAt []string            `json:"not_looked_at"` // refs of those that were not looked at now
}

// untold shows what is known of what a check began at start could not look at.
func (e *env) untold(res *watch.Result, start time.Time, err error) error {
	v := e.viewResult(res, false)
	known := &knownJSON{Summary: v.Summary, Citations: v.Citations, NotLookedAt: []string{}}
	e.unseen = map[string]bool{}
	for _, c := range res.Citations {
		if c.Live.LookedAt.Before(start.Truncate(time.Millisecond)) {
			e.unseen[c.Cite.Ref] = true
			known.NotLookedAt = append(known.NotLookedAt, c.Cite.Ref)
		}
	}
	if !e.json {
		n, all := len(e.unseen), len(res.Citations)
		not := "No citation could be looked at now."
		if n < all {
			not = fmt.Sprintf("%d of %s could not be looked at now: %s.", n, plural(all, "citation"), first(known.NotLookedAt))
		}
		fmt.Fprintln(e.out, e.paint(e.out, yellow, untie(wrap(not+" This is how they stood at the last look before, as "+tied(e.line("status"))+" tells it.", width(e.out), ""))))
		fmt.Fprintln(e.out)
		e.printResult(res)
		line := wrap("check could not tell: nothing new is known of "+either(n == all, "any citation", fmt.Sprintf("%d of %s", n, plural(all, "citation")))+".", width(e.out), "")
		fmt.Fprintln(e.out, e.paint(e.out, yellow, line))
	}
	return &untoldError{err, known}
}

// unseenWords says of a citation that what is told of it is old; "" where it is not.
func (e *env) unseenWords(c watch.Citation) string {
	switch {
	case !e.unseen[c.Cite.Ref]:
		return ""
	case c.Live.LookedAt.IsZero():
		return "Not looked at now, nor before."
	}
	return "Not looked at now: so it was on " + longDate(c.Live.LookedAt) + "."
}

// offlineHint says what to do where a pass could not tell a dead source from a dead
// network.
func (e *env) offlineHint(err error) string {
	again := "nothing is recorded of the sources that did not answer; try again"
	switch {
	case errors.Is(err, watch.ErrUnsure):
		return again
	case e.ofDemo() != "":
		return "this is a demo, whose made-up web is not up: archiver demo --dir " + shellWord(oneLine(e.ofDemo())) + " --serve has it up again, in another terminal"
	case e.loaded != nil && len(e.loaded.Canaries) > 0:
		again += " when this machine is online"
		barred := 0
		if e.result != nil {
			barred = len(e.result.Barred)
		}
		switch n := len(e.loaded.Canaries); {
		case barred == 0:
			return again + ". " + either(n == 1, "The canary of the configuration did not answer either", "The canaries of the configuration did not answer either")
		case barred < n:
			return again + ". The canaries of the configuration did not answer either, but for those that were not asked"
		}
		return again + ". The configuration names no canary that may be asked"
	}
	return again + ". If this machine is online, no other host than theirs was there to show it, as where all are on one: name a page of another site that " +
		"always answers in the configuration, once and for all: canaries: [\"https://www.example.org/\"]"
}

// warnBarred tells of canaries that say nothing, as our own rules forbid to ask them.
func (e *env) warnBarred(res *watch.Result) {
	if res == nil {
		return
	}
	for _, u := range slices.Sorted(maps.Keys(res.Barred)) {
		e.warn("the canary %s was refused, not asked (%s): allow it by fetch.allow_networks in the configuration, or name a public page under canaries", oneLine(u), oneLine(strings.TrimPrefix(res.Barred[u], "refuse ")))
	}
}
