package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
)

// flaw is what is wrong with a snapshot: a state, Corrupt or Missing, and why.
// The zero flaw is none.
type flaw struct {
	state, why string
	unlisted   bool // it is the log's record of it that is lost: its bytes may be as they were
}

// fixity re-reads snapshots and compares them with what the log says.
type fixity struct {
	w      *Watcher
	reader *ledger.Reader
	err    error // why the log can't be read, if it can't
	aside  bool  // one that may not be read is set aside
}

func newFixity(ctx context.Context, w *Watcher) *fixity {
	r, err := ledger.OpenReader(ctx, w.cfg.Store)
	return &fixity{w: w, reader: r, err: err}
}

// all checks the snapshots of the tasks, every one or only those that stand for
// a citation, and notes in the tasks what is wrong.
func (f *fixity) all(ctx context.Context, tasks map[string]*task, every bool) error {
	type job struct {
		t *task
		s *catalog.Snapshot
	}
	var jobs []job
	for _, t := range tasks {
		t.flaws, t.denied = map[string]flaw{}, map[string]error{}
		for i := range t.snapshots {
			s := &t.snapshots[i]
			stands := func(c source.Cite) bool {
				return archiveState(t, c).Object == s.Object
			}
			// A run compares with the newest one, and replaces it where it is lost.
			if same(s, newestOf(t.snapshots, "")) || every || t.suspects[s.Object] || slices.ContainsFunc(t.cites, stands) {
				jobs = append(jobs, job{t, s})
			}
		}
	}
	errs := make([]error, len(jobs))
	flaws := make([]flaw, len(jobs))
	parallel(len(jobs), 2, func(i int) {
		flaws[i], errs[i] = f.check(ctx, jobs[i].s)
	})
	for i, j := range jobs {
		if f.aside && ctx.Err() == nil && errors.Is(errs[i], fs.ErrPermission) {
			j.t.denied[j.s.Object] = onceNamed(errs[i])
			continue
		}
		if errs[i] != nil {
			return errs[i]
		}
		if flaws[i].state != "" {
			j.t.flaws[j.s.Object] = flaws[i]
		}
	}
	for _, t := range tasks {
		t.unread = t.needsDenied()
	}
	if f.w.cfg.Catalog.Damaged(ctx) == 0 {
		return nil
	}
	for _, t := range tasks {
		if err := f.unlisted(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// needsDenied says why a look would fail that needs a snapshot which may not be read;
// nil: it needs none such. To what an audit found something in nothing is added unseen.
func (t *task) needsDenied() error {
	if len(t.denied) == 0 {
		return nil
	}
	needed := []*catalog.Snapshot{newestOf(t.snapshots, ""), t.newestSound()}
	for _, c := range t.cites {
		needed = append(needed, nearestSource(readable(t.snapshots, c), referenceDay(c), false, t.flaws), nearestSource(readable(t.snapshots, c), referenceDay(c), true, t.flaws), t.cited(c, t.flaws))
		if a := c.Citation.Accept; a != nil && !a.Seen.IsZero() {
			needed = append(needed, SnapshotAt(t.snapshots, a.Seen))
		}
	}
	for _, s := range needed {
		if s != nil && t.denied[s.Object] != nil {
			return t.denied[s.Object]
		}
	}
	for object := range t.suspects {
		if err := t.denied[object]; err != nil {
			return err
		}
	}
	return nil
}

// onceNamed leaves out of the words of an error of this machine's files what names the
// file a second time.
func onceNamed(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return &fs.PathError{Op: "open", Path: p.Path, Err: p.Err}
	}
	return err
}

// unlisted looks for snapshots of a source that lie in the store while the log
// record that listed them can't be read.
func (f *fixity) unlisted(ctx context.Context, t *task) error {
	folder := path.Dir(source.ObjectKey(t.url, time.Time{})) + "/"
	for object, err := range f.w.cfg.Store.List(ctx, folder) {
		if err != nil {
			return err
		}
		if lists := func(s catalog.Snapshot) bool { return s.Object == object }; !slices.ContainsFunc(t.snapshots, lists) && !slices.ContainsFunc(t.withdrawn, lists) {
			t.flaws[object] = flaw{state: Corrupt, why: "the log record that lists it is lost or damaged: " + object, unlisted: true}
		}
	}
	return nil
}

// VerifySnapshot re-reads one snapshot and its log record. A damaged or missing
// one gives an *UnreadableError, an altered row of the catalog a *RowError.
func VerifySnapshot(ctx context.Context, st store.Store, s catalog.Snapshot) error {
	r, err := ledger.OpenReaderAt(ctx, st, s.LogIndex+1)
	f := fixity{w: &Watcher{cfg: Config{Store: st}}, reader: r, err: err}
	fl, err := f.check(ctx, &s)
	if err == nil && fl.state != "" {
		err = &UnreadableError{Object: s.Object, Err: errors.New(strings.TrimSuffix(fl.why, ": "+s.Object))}
	}
	return err
}

// check compares a snapshot with its log record, and the record with the log. That
// the catalog tells otherwise of it than the record gives a *RowError.
func (f *fixity) check(ctx context.Context, s *catalog.Snapshot) (flaw, error) {
	if f.err != nil {
		if notLet(ctx, f.err) { // the log may be all right
			return flaw{}, f.err
		}
		return flaw{state: Corrupt, why: "the log can't be read: " + f.err.Error(), unlisted: true}, nil
	}
	r, err := recordOf(ctx, f.reader, s)
	var row *RowError
	if errors.As(err, &row) {
		return flaw{}, err // the snapshot may be all right
	}
	if err != nil {
		if notLet(ctx, err) {
			return flaw{}, err
		}
		return flaw{state: Corrupt, why: fmt.Sprintf("its log record %d is lost or damaged: %v", s.LogIndex, err), unlisted: true}, nil
	}
	sum, err := hashObject(ctx, f.w.cfg.Store, s.Object, r.Bytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return flaw{state: Missing, why: "it is gone from the archive: " + s.Object}, nil
	case err != nil && notLet(ctx, err):
		return flaw{}, fmt.Errorf(untold+"%w", err)
	case err != nil:
		return flaw{state: Corrupt, why: err.Error()}, nil
	case sum != r.SHA256:
		return flaw{state: Corrupt, why: "its bytes do not hash to what the log says: " + s.Object}, nil
	}
	return flaw{}, nil
}

// untold begins what is said of a snapshot that may not be read.
const untold = "whether the archived copy is as it was can't be told: "

// notLet says that an error comes of not being let read, or of having no more time,
// and so tells nothing of what stands there.
func notLet(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, fs.ErrPermission)
}
