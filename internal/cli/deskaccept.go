package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
	"archiver/internal/web"
)

// busyAfter is how long an acceptance waits for a pass that is at work.
const busyAfter = 20 * time.Second

// longestName bounds who accepted something, in bytes.
const longestName = 200

// Accept implements web.Backend: it does what archiver accept does, for the state that
// the page showed.
func (d *desk) Accept(ctx context.Context, c source.Cite, a web.Accept) (v *contract.Acceptance, err error) {
	why, err := reasonOf(c.Ref, a.Why)
	if err != nil {
		return nil, &web.RefusedError{Why: fmt.Sprintf("A reason has up to %d bytes.", longestReason), Hint: "Say it in fewer words."}
	}
	by := strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(a.By, "\uFFFD"))), " ")
	if len(by) > longestName {
		return nil, &web.RefusedError{Why: fmt.Sprintf("A name has up to %d bytes.", longestName)}
	}
	// Who closes the page leaves nothing half done, and is not waited for.
	err = d.turn(ctx, func(ctx context.Context, s *session) error {
		v, err = recovered(func() (*contract.Acceptance, error) { return d.accept(ctx, s, c, a, why, by) })
		return err
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// turn has f work with a session that may write, once it is its turn. Waiting ends with
// ctx, or after a while by a *web.BusyError; what f began it finishes.
func (d *desk) turn(ctx context.Context, f func(context.Context, *session) error) error {
	wait, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(nil)
	busy := &web.BusyError{Why: "The archive is at work. Nothing was written: try again soon."}
	waited := time.AfterFunc(busyAfter, func() { stop(busy) })
	left := context.AfterFunc(ctx, func() { stop(context.Cause(ctx)) })
	began := false
	err := d.writer(wait, func(s *session) error {
		if !waited.Stop() || !left() { // it ended as the turn came
			return context.Cause(wait)
		}
		began = true
		return f(wait, s)
	})
	if cause := context.Cause(wait); err != nil && !began && cause != nil {
		return cause
	}
	return err
}

func (d *desk) accept(ctx context.Context, s *session, shown source.Cite, a web.Accept, why, by string) (*contract.Acceptance, error) {
	e := d.quiet()
	c, err := d.citedNow(shown)
	if err != nil {
		return nil, err
	}
	now, err := e.stands(ctx, s, c, c.Citation.Accept)
	if err != nil {
		return nil, err
	}
	if changedSince(now, a) {
		row := e.viewCitation(*now)
		return nil, &web.ChangedError{Now: &row}
	}
	made, err := e.decide(ctx, s, c, why)
	var usage *usageError
	if errors.As(err, &usage) {
		return nil, &web.RefusedError{Why: sentence(strings.TrimPrefix(usage.msg, "accept "+c.Ref+": ")), Hint: sentence(usage.hint)}
	}
	var unsure *unsureError
	if errors.As(err, &unsure) {
		return nil, &web.RefusedError{Why: sentence(strings.TrimPrefix(unsure.Error(), "accept "+c.Ref+": ")), Hint: sentence(e.unsureHint())}
	}
	if err != nil {
		return nil, err
	}
	if changedSince(made.now, a) {
		row := e.viewCitation(*made.now)
		return nil, &web.ChangedError{Now: &row}
	}
	made.record.By = by
	logged, err := e.commitIn(ctx, s, []act{made.act()})
	if errors.Is(err, errEdited) {
		return nil, &web.RefusedError{Why: "The manifest was edited at this very moment, and is left as it is.", Hint: "Try again."}
	}
	var half *halfDoneError
	switch {
	case errors.As(err, &half):
		return nil, half.refused()
	case errors.As(err, &usage):
		return nil, &web.RefusedError{Why: sentence(usage.msg), Hint: "The next pass finishes that, or its log says what is in the way."}
	case err != nil:
		return nil, err
	}
	return made.view(logged[0])
}

// refused tells it to who accepted something on a page.
func (e *halfDoneError) refused() *web.RefusedError {
	in := fmt.Sprintf("The acceptance is in the log, as entry %d", e.index)
	if e.elsewise() {
		return &web.RefusedError{Why: in + ". The manifest was edited meanwhile and says otherwise: that stands.", Hint: "Look at it again."}
	}
	why := ", and the manifest can't be written."
	if errors.Is(e.err, errEdited) {
		why = ", and the manifest was edited at this very moment."
	}
	return &web.RefusedError{Why: in + why, Hint: "It is not to be accepted again: the next pass writes it there."}
}

// citedNow finds a citation in the manifests as they are: they may have been edited since
// the page was shown.
func (d *desk) citedNow(shown source.Cite) (source.Cite, error) {
	set, _, err := d.sets.get()
	if err != nil {
		var mistake *source.Error
		if errors.As(err, &mistake) || errors.Is(err, fs.ErrPermission) {
			return source.Cite{}, &web.RefusedError{Why: "The manifests can't be read: " + oneLine(err.Error()) + ".", Hint: "Put that right first."}
		}
		return source.Cite{}, err
	}
	if c, ok := sameCite(set, shown); ok {
		return c, nil
	}
	return source.Cite{}, &web.RefusedError{Why: "The report does not cite it any more.", Hint: "Look at the report again."}
}

// sameCite finds a citation of an older set in this one; where there is none it gives
// the old one.
func sameCite(set *source.Set, old source.Cite) (source.Cite, bool) {
	for c := range set.Citations() {
		if watch.CiteKey(c) == watch.CiteKey(old) && c.Citation.URL == old.Citation.URL {
			return c, true
		}
	}
	return old, false
}

// changedSince says whether a citation stands in another way than a page showed it.
func changedSince(now *watch.Citation, a web.Accept) bool {
	l := now.Live
	if string(l.Verdict) != a.Verdict || string(l.Reason) != a.Reason || now.Archive.State != a.Archive {
		return true
	}
	return l.Verdict == verdict.Changed && !a.LookedAt.IsZero() && l.Shows.After(a.LookedAt)
}
