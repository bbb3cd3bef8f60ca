package web

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// desk is a backend over what the program printed of its demo report: testdata/demo has
// the manifest as import wrote it, and what status -v and history printed with --json,
// the demo's addresses aside. Accept stands in for the archive: it knows what it was
// given, and judges as the command does whether the state is still the one shown.
type desk struct {
	Backend // what these pages do not ask for panics
	dir     string

	mu       sync.Mutex
	results  map[string]*contract.Result
	history  map[string]*contract.History // by report and short ref
	watching *contract.Watching
	accepts  []Accept
	refuse   error
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir(), results: map[string]*contract.Result{}, history: map[string]*contract.History{}}
	res, histories := &contract.Result{}, map[string]*contract.History{}
	readJSON(t, "testdata/demo/status.json", res)
	readJSON(t, "testdata/demo/history.json", &histories)
	manifest, err := os.ReadFile("testdata/demo/sources/lake.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d.add(t, manifest, res)
	for ref, h := range histories {
		d.history["lake/"+ref] = h
	}
	next := res.CheckedAt.Add(24 * time.Hour)
	d.watching = &contract.Watching{Version: 1, Since: res.CheckedAt.Add(-time.Hour),
		Last: &contract.Passed{Began: res.CheckedAt.Add(-time.Minute), Ended: res.CheckedAt, Looked: 12, Taken: 2}, Next: &next,
		Reports: []contract.Heartbeat{{Report: "lake", Looked: 13, Of: 13, Late: []string{}, Oldest: &res.CheckedAt, Next: &next}}}
	return d
}

// add has the desk know a report.
func (d *desk) add(t testing.TB, manifest []byte, res *contract.Result) *source.Manifest {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.yaml")
	if err := os.WriteFile(path, manifest, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := source.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.dir, m.ID+".yaml"), manifest, 0o644); err != nil {
		t.Fatal(err)
	}
	d.results[m.ID] = res
	return m
}

func readJSON(t testing.TB, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// of gives the citation of the demo with a ref, to be changed.
func (d *desk) of(t testing.TB, report, ref string) *contract.Citation {
	t.Helper()
	for i := range d.results[report].Citations {
		if c := &d.results[report].Citations[i]; c.Ref == ref || c.Ref == report+"/"+ref {
			return c
		}
	}
	t.Fatalf("%s has no citation %s", report, ref)
	return nil
}

func (d *desk) Set(context.Context) (*source.Set, error) { return source.LoadDir(d.dir) }

func (d *desk) Result(_ context.Context, report string) (*contract.Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	res, ok := d.results[report]
	if !ok {
		return nil, os.ErrNotExist
	}
	bare := *res
	bare.Citations = slices.Clone(res.Citations)
	for i := range bare.Citations {
		bare.Citations[i].Claims = nil // Result does not look them up
	}
	return &bare, nil
}

func (d *desk) Citation(_ context.Context, c source.Cite) (*contract.Citation, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.results[c.Manifest.ID].Citations {
		known := d.results[c.Manifest.ID].Citations[i]
		if known.URL == c.Citation.URL && (known.Ref == shortRef(c) || known.Ref == c.Ref) {
			return &known, nil
		}
	}
	return nil, os.ErrNotExist
}

func (d *desk) History(_ context.Context, c source.Cite) (*contract.History, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return cmp.Or(d.history[c.Manifest.ID+"/"+shortRef(c)], &contract.History{Version: 1, Ref: c.Ref, URL: c.Citation.URL}), nil
}

func (d *desk) Catalog(ctx context.Context) (*catalog.Catalog, func(), error) {
	c, err := catalog.OpenMemory(ctx)
	if err != nil {
		return nil, nil, err
	}
	var changes []catalog.Change
	for _, key := range slices.Sorted(maps.Keys(d.history)) {
		for _, s := range d.history[key].Snapshots {
			changes = append(changes, catalog.Change{Snapshot: &catalog.Snapshot{SourceID: source.ID(d.history[key].URL), CapturedAt: s.CapturedAt, Object: s.Object,
				SHA256: s.SHA256, Bytes: s.Bytes, Class: s.Class, Status: s.Status, FinalURL: d.history[key].URL, ContentType: s.ContentType,
				PayloadSHA256: s.PayloadSHA256, LogIndex: s.LogIndex, Batch: s.LogIndex + 1}})
		}
	}
	if err := c.Apply(ctx, int64(len(changes)), changes); err != nil {
		_ = c.Close()
		return nil, nil, err
	}
	return c, func() { _ = c.Close() }, nil
}

func (d *desk) Watching(context.Context) (*contract.Watching, error) { return d.watching, nil }

func (d *desk) Accept(ctx context.Context, c source.Cite, a Accept) (*contract.Acceptance, error) {
	now, err := d.Citation(ctx, c)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return nil, d.refuse
	}
	if now.Live == nil || now.Live.Verdict != a.Verdict || now.Live.Reason != a.Reason || now.Archive.State != a.Archive {
		return nil, &ChangedError{Now: now}
	}
	d.accepts = append(d.accepts, a)
	index := int64(100 + len(d.accepts))
	record, err := json.Marshal(ledger.AcceptRecord{For: c.Manifest.ID + "/" + string(c.Footnote.Number), URL: c.Citation.URL, Verdict: a.Verdict, Reason: a.Reason, Why: a.Why, By: a.By})
	if err != nil {
		return nil, err
	}
	key := c.Manifest.ID + "/" + shortRef(c)
	h := *d.history[key]
	h.Acts = append(slices.Clone(h.Acts), contract.Act{At: now.Live.LookedAt.Add(time.Hour), Kind: ledger.KindAcceptance, For: c.Manifest.ID + "/" + string(c.Footnote.Number), LogIndex: index, Record: record})
	d.history[key] = &h
	for i := range d.results[c.Manifest.ID].Citations {
		if known := &d.results[c.Manifest.ID].Citations[i]; known.Ref == now.Ref {
			known.Accepted, known.Settled, known.Passed, known.Result, known.Advice = true, true, true, "warn", "Nothing to do, accepted on 26 November 2026: "+a.Why
		}
	}
	return &contract.Acceptance{Version: 1, Report: c.Manifest.ID, Ref: c.Ref, URL: c.Citation.URL, Result: "warn", LogIndex: index}, nil
}
