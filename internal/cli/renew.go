package cli

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// renewBatch is how many objects one run goes through.
const renewBatch = 5000

const renewWorkers = 8

// renewedJSON is what a run did about locks that are to end.
type renewedJSON struct {
	Renewed int    `json:"renewed"`
	Refused int    `json:"refused"`
	Error   string `json:"error,omitempty"` // of the first that was refused
	Done    bool   `json:"done"`            // false: the next run goes on
}

// renewLocks renews the locks of the archive that are to end.
func (e *env) renewLocks(ctx context.Context, s *session) (*renewedJSON, error) {
	return e.renew(ctx, lockedIn(s.cfg), s.store, s.catalog, func() {})
}

// renew renews the locks of a place that are to end. What the store refuses is told
// of, and stops nothing. beat is called as it goes on.
func (e *env) renew(ctx context.Context, l locked, st store.Store, c *catalog.Catalog, beat func()) (*renewedJSON, error) {
	bucket, ok := st.(*s3.Store)
	if !ok {
		return nil, nil
	}
	m := l.marks()
	note := func(m lockMarks) {
		if err := l.save(m); err != nil {
			e.warn("what was done about locks could not be noted: %v; the next run does it again", err)
		}
	}
	if low := m.lower(l.lock); low != m && !m.From.IsZero() {
		m = low
		note(m)
	}
	now := e.now().UTC()
	due, hurry := m.due(l.lock, now)
	if m.waits(l.lock, now) && m.Denied != "" {
		_, err := bucket.Renew(ctx, m.Denied, now.Add(l.lock.Term()))
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			m.Rights = rightFor(err)
			note(m)
			e.warn("%s still refuses to renew locks, as on %s (%s): %s%s", l.name, longDate(m.Tried), oneLine(err.Error()), e.heldSince(m, l), m.needs())
			return &renewedJSON{Refused: 1, Error: oneLine(err.Error())}, nil
		}
		m.Tried = time.Time{}
		note(m)
		due, hurry = m.due(l.lock, now)
	}
	if !due {
		return nil, nil
	}
	if m.Sweep.IsZero() || m.For != l.lock {
		m.Sweep, m.For, m.After, m.Refused, m.Denied, m.Rights = now, l.lock, "", 0, "", ""
		if m.From.IsZero() {
			// A log that was just begun: its objects hold since then, and need no more.
			first, err := firstLogged(ctx, st)
			if err != nil {
				if ctx.Err() == nil {
					e.warn("how long the object locks of %s hold can't be told: %v; none is renewed", l.name, err)
				}
				return nil, ctx.Err()
			}
			if first.IsZero() {
				return nil, nil
			}
			if now.Sub(first) < l.lock.Term()/10 && first.Before(now) {
				m.Sweep = first
			}
		}
	}
	out := &renewedJSON{}
	leaving, err := c.Leaving(ctx)
	if err == nil {
		err = e.sweep(ctx, bucket, l, leaving, &m, hurry, out, beat)
	}
	m.Refused += out.Refused
	switch {
	case ctx.Err() != nil:
		note(m) // the next run goes on
		return out, ctx.Err()
	case err != nil:
		out.Error = oneLine(err.Error())
		e.warn("the locks of %s could not all be renewed: %s; the next run goes on", l.name, out.Error)
	case out.Done && m.Refused > 0:
		e.warn("%s refused to renew the locks of %s (%s): %s%s", l.name, plural(m.Refused, "object"), cmp.Or(out.Error, "in an earlier run"), e.heldSince(m, l), m.needs())
		m.Sweep, m.For, m.After, m.Refused, m.Tried = time.Time{}, config.Lock{}, "", 0, now
	case out.Refused > 0:
		e.warn("%s refused to renew the locks of %s (%s)%s", l.name, plural(out.Refused, "object"), out.Error, m.needs())
	case out.Done:
		m = lockMarks{Place: l.place, From: m.Sweep, Days: l.lock.Days, Log: l.lock.Log, Snapshots: l.lock.Snapshots}
	}
	note(m)
	return out, nil
}

// heldSince says how long locks hold that the store does not renew.
func (e *env) heldSince(m lockMarks, l locked) string {
	return either(m.covers(l.lock), "they end from "+longDate(m.From.Add(l.lock.Term()))+" on", "how long they hold is not known")
}

// rightFor is what the credentials lack to renew a lock; "": it is nothing of the kind.
func rightFor(err error) string {
	const see, set = "s3:GetObjectRetention", "s3:PutObjectRetention"
	var refused *s3.Error
	switch {
	case errors.Is(err, s3.ErrDenied) && errors.As(err, &refused) && !refused.Locks:
		return "s3:GetObject and s3:GetObjectVersion" // it was not let see the object
	case errors.Is(err, s3.ErrUnseen) && errors.Is(err, s3.ErrDenied):
		return see + " and " + set
	case errors.Is(err, s3.ErrUnseen): // it does not let itself be shortened, say
		return see
	case errors.Is(err, s3.ErrDenied):
		return set
	}
	return ""
}

// sweep goes through the objects from m.After on, but for those that a person wants
// to be gone: the lock that refused that is to end.
func (e *env) sweep(ctx context.Context, bucket *s3.Store, l locked, leaving map[string]bool, m *lockMarks, hurry bool, out *renewedJSON, beat func()) error {
	until := m.Sweep.Add(l.lock.Term())
	var mu sync.Mutex
	var batch []string
	flush := func() error {
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(renewWorkers)
		for _, key := range batch {
			g.Go(func() error {
				beat()
				renewed, err := bucket.Renew(gctx, key, until)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil && renewed:
					out.Renewed++
				case err == nil:
				case errors.Is(err, s3.ErrUnavailable), gctx.Err() != nil:
					return err
				default:
					if out.Refused++; out.Refused == 1 {
						out.Error = oneLine(err.Error())
					}
					if m.Denied == "" {
						m.Denied, m.Rights = key, rightFor(err)
					}
				}
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		if len(batch) > 0 {
			m.After = batch[len(batch)-1]
		}
		batch = batch[:0]
		return nil
	}
	n := 0
	for _, prefix := range []string{"keys/", "log/", "snapshots/"} { // in the order of keys
		if prefix < m.After && !strings.HasPrefix(m.After, prefix) {
			continue // done
		}
		for key, err := range bucket.List(ctx, prefix) {
			beat()
			if err != nil {
				return errors.Join(err, flush())
			}
			if key <= m.After || l.lock.Mode(key) == "none" || leaving[key] {
				continue
			}
			batch = append(batch, key)
			if n++; n >= l.batch && !hurry {
				return flush()
			}
			if len(batch) == 100 {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	err := flush()
	out.Done = err == nil
	return err
}
