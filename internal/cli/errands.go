package cli

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"time"

	"archiver/internal/source"
	"archiver/internal/web"
)

const (
	// alertsEvery is how often the server looks whether an alert is to be sent; each has
	// pauses of its own, see planDeliveries.
	alertsEvery = 15 * time.Second
	// wordsEvery is how often it looks for snapshots that other processes took.
	wordsEvery = 10 * time.Minute
)

// errands are what a server does beside its passes, so that none waits for them: it
// sends alerts, and brings the index of words up to date.
type errands struct {
	e      *env
	alerts bool          // this server sends them
	passed chan struct{} // a pass has ended
}

func newErrands(e *env, alerts bool) *errands {
	return &errands{e: e, alerts: alerts, passed: make(chan struct{}, 1)}
}

// run goes on until ctx ends.
func (r *errands) run(ctx context.Context) {
	var work sync.WaitGroup
	defer work.Wait()
	words := make(chan struct{}, 1)
	work.Go(func() {
		r.every(ctx, wordsEvery, words, "the index of words could not be brought up to date", func(ctx context.Context, e *env) error {
			s, err := e.openReader(ctx)
			if isEmptyArchive(err) {
				return nil
			}
			if err != nil {
				return err
			}
			defer s.close()
			n, err := e.indexWords(ctx, s, nil)
			if n > 0 {
				e.log.Info("words indexed", "snapshots", n)
			}
			var nowhere *noWordsHereError
			if errors.Is(err, errIndexing) || errors.As(err, &nowhere) && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
				return nil // another process is at it; or nothing was archived yet, or this can only be read
			}
			return err
		})
	})
	alerts := make(chan struct{}, 1)
	if r.alerts {
		work.Go(func() {
			r.every(ctx, alertsEvery, alerts, "alerts could not be sent", func(ctx context.Context, e *env) error { return e.deliverDue(ctx) })
		})
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.passed:
			wake(words)
			wake(alerts)
		}
	}
}

// every does a thing now, when it is woken, and after each pause. What fails is logged
// once, until it fails otherwise, and tried again.
func (r *errands) every(ctx context.Context, pause time.Duration, woken <-chan struct{}, failed string, do func(context.Context, *env) error) {
	told := ""
	for {
		e := r.e.apart(r.e.log)
		err := do(ctx, e)
		if ctx.Err() != nil {
			return
		}
		why := ""
		if err != nil {
			_, hint := e.explain(err)
			if why = oneLine(strings.Join(sentences(err), "; ")); why != told {
				e.log.Error(failed, "err", why, "hint", hint)
			}
		}
		told = why
		select {
		case <-ctx.Done():
			return
		case <-woken:
		case <-time.After(pause):
		}
	}
}

// wake tells whoever waits on c, once, however often it is called before it is heard.
func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// pagesAt gives the addresses of the pages of reports and REFs, of a server at base.
func pagesAt(base string, sets func() (*source.Set, int, error)) func(ref string) string {
	return func(ref string) string {
		set, _, _ := sets() // those that are good, or were
		if set == nil {
			return ""
		}
		for _, m := range set.Manifests {
			if m.ID == ref {
				return base + web.ReportPath(m.ID)
			}
		}
		c, err := set.Resolve(ref)
		if err != nil {
			return ""
		}
		return base + web.CitePath(c)
	}
}
