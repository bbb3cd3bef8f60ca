package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// Object locks lapse: what was written N days ago is protected no more. So runs
// renew them. What is kept of it is one moment, From: every object that was there
// then is locked for N days from then on at least, and so is all that was written
// since. When N is nearly over, all objects are gone through once, a batch a run, and
// From becomes the moment at which that began. In between nothing is listed.
type lockMarks struct {
	From  time.Time `json:"from"`
	Sweep time.Time `json:"sweep,omitzero"` // when the one under way began
	After string    `json:"after,omitempty"`
	Tried time.Time `json:"tried,omitzero"` // when one ended at which the store refused
}

// renewBatch is how many objects one run goes through, unless time is short.
const renewBatch = 5000

const renewWorkers = 8

// lockMarksPath is beside the catalog: where it is lost, locks are renewed early.
func (c *Config) lockMarksPath() string { return c.catalogPath() + ".locks" }

// lockMarks reads the marks; without any, locks go back to the log's first record.
// Where st is nil, as for status, which asks a bucket nothing, there may be none.
func (e *env) lockMarks(ctx context.Context, cfg *Config, st store.Store) (lockMarks, error) {
	var m lockMarks
	if b, err := os.ReadFile(cfg.lockMarksPath()); err == nil && json.Unmarshal(b, &m) == nil && !m.From.IsZero() {
		return m, nil
	}
	m = lockMarks{}
	if st == nil {
		return m, nil
	}
	r, err := ledger.OpenReader(ctx, st)
	if err != nil || r.Size() == 0 {
		return m, err
	}
	line, err := r.Record(ctx, 0, 0)
	m.From = line.At
	return m, err
}

func (m lockMarks) save(cfg *Config) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	tmp := cfg.lockMarksPath() + ".new"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, cfg.lockMarksPath())
}

func (c LockConfig) term() time.Duration { return time.Duration(c.Days) * 24 * time.Hour }

// window is how long before their end locks are renewed: a tenth of the days, and
// a day at least, for runs are made daily.
func (c LockConfig) window() time.Duration { return max(c.term()/10, 24*time.Hour) }

// due says whether to go through the objects, and whether without a bound.
func (m lockMarks) due(c LockConfig, now time.Time) (due, hurry bool) {
	end := m.From.Add(c.term())
	hurry = now.After(end.Add(-c.window() / 2))
	switch {
	case !c.set() || !c.Renew || m.From.IsZero():
		return false, false
	case !m.Sweep.IsZero():
		return true, hurry
	case now.Before(m.From.Add(c.term() / 10)): // of a few days: not at every run
		return false, false
	case now.Before(m.Tried.Add(min(c.window()/4, 24*time.Hour))):
		return false, false
	}
	return !now.Before(end.Add(-c.window())), hurry
}

// renewedJSON is what a run did about locks that are to end.
type renewedJSON struct {
	Renewed int    `json:"renewed"`
	Refused int    `json:"refused"`
	Error   string `json:"error,omitempty"` // of the first that was refused
	Done    bool   `json:"done"`            // false: the next run goes on
}

// renewLocks renews the locks that are to end. What the store refuses is told of,
// and stops nothing.
func (e *env) renewLocks(ctx context.Context, s *session) (*renewedJSON, error) {
	lock := s.cfg.Archive.Lock
	bucket, ok := s.store.(*s3.Store)
	if !ok || !lock.set() || !lock.Renew {
		return nil, nil
	}
	m, err := e.lockMarks(ctx, s.cfg, s.store)
	if err != nil {
		if ctx.Err() == nil {
			e.warn("how long object locks hold can't be told: %v; none is renewed", err)
		}
		return nil, ctx.Err()
	}
	now := e.now().UTC()
	due, hurry := m.due(lock, now)
	if !due {
		if _, err := os.Stat(s.cfg.lockMarksPath()); errors.Is(err, fs.ErrNotExist) && !m.From.IsZero() {
			_ = m.save(s.cfg) // so that status need not ask the store
		}
		return nil, nil
	}
	if m.Sweep.IsZero() {
		m.Sweep, m.After = now, ""
	}
	out := &renewedJSON{}
	leaving, err := s.catalog.Leaving(ctx)
	if err == nil {
		err = e.sweep(ctx, bucket, lock, leaving, &m, hurry, out)
	}
	switch {
	case ctx.Err() != nil:
		return out, ctx.Err()
	case err != nil:
		out.Error = oneLine(err.Error())
		e.warn("the locks of the archive could not all be renewed: %s; the next run goes on", out.Error)
	case out.Done && out.Refused > 0:
		m.Sweep, m.After, m.Tried = time.Time{}, "", now
		e.warn("%s refused to renew the locks of %s (%s): they end from %s on; the credentials need s3:PutObjectRetention there", s.cfg.archiveName(),
			plural(out.Refused, "object"), out.Error, longDate(m.From.Add(lock.term())))
	case out.Refused > 0:
		e.warn("%s refused to renew the locks of %s (%s)", s.cfg.archiveName(), plural(out.Refused, "object"), out.Error)
	case out.Done:
		m = lockMarks{From: m.Sweep}
	}
	if err := m.save(s.cfg); err != nil {
		e.warn("what was done about locks could not be noted: %v; the next run does it again", err)
	}
	return out, nil
}

// sweep goes through the objects from m.After on, but for those that a person wants
// to be gone: the lock that refused that is to end.
func (e *env) sweep(ctx context.Context, bucket *s3.Store, lock LockConfig, leaving map[string]bool, m *lockMarks, hurry bool, out *renewedJSON) error {
	until := m.Sweep.Add(lock.term())
	var mu sync.Mutex
	var batch []string
	flush := func() error {
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(renewWorkers)
		for _, key := range batch {
			g.Go(func() error {
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
			if err != nil {
				return errors.Join(err, flush())
			}
			if key <= m.After || lock.mode(key) == "none" || leaving[key] {
				continue
			}
			batch = append(batch, key)
			if n++; n >= renewBatch && !hurry {
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

// heldUntil is when the first lock may end; zero: nothing is locked.
func (e *env) heldUntil(ctx context.Context, cfg *Config, st store.Store) (time.Time, error) {
	if !cfg.Archive.Lock.set() {
		return time.Time{}, nil
	}
	m, err := e.lockMarks(ctx, cfg, st)
	if err != nil || m.From.IsZero() {
		return time.Time{}, err
	}
	return m.From.Add(cfg.Archive.Lock.term()), nil
}

// heldWords tells when locks end.
func (e *env) heldWords(c LockConfig, until time.Time) string {
	switch {
	case until.IsZero():
		return ""
	case !until.After(e.now()) && !c.Renew:
		return fmt.Sprintf("the first object locks have ended, on %s: archive.lock.renew is false", longDate(until))
	case !until.After(e.now()):
		return fmt.Sprintf("the first object locks ended on %s: %s renews them", longDate(until), e.line("run"))
	case !c.Renew:
		return fmt.Sprintf("the first object locks end on %s, and are not renewed: archive.lock.renew is false", longDate(until))
	}
	return fmt.Sprintf("object locks were asked for until %s at least, and runs renew them before", longDate(until))
}
