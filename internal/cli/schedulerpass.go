package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// pass makes one pass, as archiver run does, and notes what came of it.
func (x *scheduler) pass(ctx context.Context, set *source.Set, list []watch.Timed) {
	began := x.e.now()
	x.mu.Lock()
	x.now = &contract.Underway{Since: began.UTC()}
	x.mu.Unlock()
	r, e, err := x.runOnce(ctx, set)
	over := contract.Passed{Began: began.UTC(), Ended: x.e.now().UTC()}
	res := e.result
	if r != nil {
		res = r.res
	}
	if res != nil {
		over.Looked, over.Taken = res.Looked, res.Taken
	}
	if err == nil {
		err = leftAlone(res)
	}
	stopped := ctx.Err() != nil && err != nil
	hint := ""
	if stopped {
		over.Trouble = "the server was stopped; what was finished is kept"
	} else if err != nil {
		_, hint = e.explain(err)
		over.Trouble = oneLine(strings.Join(sentences(err), "; "))
	}
	x.mu.Lock()
	x.now, x.last = nil, &over
	x.mu.Unlock()
	if !stopped {
		x.plan(ctx, list, over, r == nil)
	}
	x.tellPass(over, hint, stopped)
	if x.passed != nil {
		wake(x.passed)
	}
}

// runOnce makes the run itself, with an env of its own.
func (x *scheduler) runOnce(ctx context.Context, set *source.Set) (*ran, *env, error) {
	e := x.e.apart(x.e.log)
	e.looking = func(p watch.Progress) {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.now != nil {
			x.now.Done, x.now.Of = p.Done, p.Total
		}
	}
	authorities, err := e.authorities()
	if err != nil {
		return nil, e, err
	}
	targets, err := e.targets()
	if err != nil {
		return nil, e, err
	}
	select {
	case x.gate <- struct{}{}:
	case <-ctx.Done():
		return nil, e, context.Cause(ctx)
	}
	leave := sync.OnceFunc(func() { <-x.gate })
	defer leave()
	// Whoever held the gate may have accepted something: it is judged and told by that.
	now, _, broken := x.sets()
	if len(now.Manifests) > 0 {
		set = now
	}
	x.accepted.Store(nil)
	r, err := e.runMending(ctx, runOptions{set: set, cites: slices.Collect(set.Citations()), partial: broken != nil, authorities: authorities, targets: targets, later: true,
		watch:   watch.Options{Soon: takeAlong, Accepted: x.acceptedNow},
		audited: e.sayAudit,
		passing: func(s *session, w *watch.Watcher, pass func() error) error {
			x.passing = &passing{s, w}
			<-x.gate // acts of people are let in
			defer func() {
				x.gate <- struct{}{} // the last of them is done
				x.passing = nil
			}()
			return pass()
		},
		released: leave})
	if err == nil {
		e.printMirror(r.mirror)
		e.tellStore(r)
	}
	return r, e, err
}

// plan sets when the next pass is to be made: list is what it was to look at.
func (x *scheduler) plan(ctx context.Context, list []watch.Timed, over contract.Passed, failed bool) {
	now := x.e.now()
	left := map[string]bool{}
	again := list
	if !failed {
		x.upkeep = now.Add(upkeepEvery)
		times, err := x.times(ctx)
		if again = times; err != nil {
			failed, again = true, list // what is due is not known
		}
	}
	due := map[string]bool{}
	for _, t := range list {
		due[t.ID] = !t.Due.After(over.Began)
	}
	for _, t := range again {
		if due[t.ID] && !t.Due.After(now) {
			left[t.ID] = true
		}
	}
	x.stuck = left
	if !failed && len(left) == 0 {
		x.pause, x.retry = firstPause, time.Time{}
		return
	}
	x.retry = now.Add(x.pause)
	x.pause = min(2*x.pause, longestPause)
}

// tellPass logs how a pass went, and how the reports stand.
func (x *scheduler) tellPass(over contract.Passed, hint string, stopped bool) {
	about := []any{"looked", over.Looked, "taken", over.Taken, "ms", over.Ended.Sub(over.Began).Milliseconds()}
	if v, err := x.watching(context.Background()); err == nil && !stopped {
		about = append(about, "reports", beats(v.Reports))
	}
	switch {
	case stopped:
		x.e.log.Info("pass stopped: what was finished is kept", about...)
	case over.Trouble != "":
		if !x.retry.IsZero() {
			about = append(about, "again", x.retry.UTC().Format(time.RFC3339))
		}
		x.e.log.Error("pass not complete", append(about, "err", over.Trouble, "hint", hint)...)
	case over.Looked == 0:
		x.e.log.Debug("pass", about...)
	default:
		x.e.log.Info("pass", about...)
	}
}

// maxBeats is how many reports a line of the log names.
const maxBeats = 10

// beats says how many sources of each report were looked at; of many reports, how many of
// all, and of the first that lack some.
func beats(list []contract.Heartbeat) string {
	var all, late []string
	looked, of := 0, 0
	for _, h := range list {
		line := fmt.Sprintf("%s: %d of %d looked at", h.Report, h.Looked, h.Of)
		all = append(all, line)
		if h.Looked < h.Of {
			late = append(late, line)
		}
		looked, of = looked+h.Looked, of+h.Of
	}
	if len(all) <= maxBeats {
		return strings.Join(all, "; ")
	}
	sum := fmt.Sprintf("%d reports: %d of %d looked at", len(list), looked, of)
	lines := append([]string{sum}, late[:min(len(late), maxBeats)]...)
	if more := len(late) - maxBeats; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "; ")
}

// sayAudit tells what was read again.
func (e *env) sayAudit(a *auditJSON) {
	for _, f := range append(slices.Clone(a.Findings), a.Warnings...) {
		e.warn("%s %s: %s", f.Code, oneLine(f.Object), oneLine(f.Detail))
	}
	if a.Snapshots > 0 {
		e.say("%s read again (%s), with %s", plural(a.Snapshots, "snapshot"), bytesWords(a.Bytes), plural(len(a.Findings), "finding"))
	}
}

// catchUp has the catalog know what the log does, before pages are made of it: a run
// that was killed may have left it behind, or it may be lost.
func (x *scheduler) catchUp(ctx context.Context) {
	x.finishActs(ctx)
	s, err := x.e.openReader(ctx)
	if err == nil {
		s.close()
		return
	}
	if ctx.Err() == nil && !isEmptyArchive(err) {
		_, hint := x.e.explain(err)
		x.e.log.Error("the archive can't be read", "err", oneLine(strings.Join(sentences(err), "; ")), "hint", hint)
	}
}
