package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/demo"
	"archiver/internal/ledger"
	"archiver/internal/verify"
	"archiver/internal/watch"
)

// clocked is a project whose commands run in this process, under a clock.
type clocked struct {
	t   *testing.T
	dir string
	now time.Time
	out bytes.Buffer
	err bytes.Buffer
}

func newClocked(t *testing.T) *clocked {
	t.Helper()
	c := &clocked{t: t, dir: t.TempDir(), now: time.Date(2026, 1, 1, 6, 0, 0, 0, time.UTC)}
	path := filepath.Join(c.dir, "configs/archiver.yaml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("rescue: {wayback: \"\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *clocked) env() *env {
	c.out.Reset()
	c.err.Reset()
	return &env{out: &c.out, err: &c.err, now: func() time.Time { return c.now }, configPath: filepath.Join(c.dir, "configs/archiver.yaml"), environ: []string{"TERM=dumb"}}
}

// with opens the archive for writing.
func (c *clocked) with(f func(e *env, s *session, w *watch.Watcher)) {
	c.t.Helper()
	e := c.env()
	s, err := e.openWriter(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	defer s.close()
	f(e, s, watch.New(watch.Config{Store: s.store, Catalog: s.catalog, Log: s.log, Now: e.now, Journal: filepath.Join(c.dir, "journal")}))
}

// take stores and logs n snapshots; no WACZ files, which nobody looks into here.
func (c *clocked) take(n int) (objects []string) {
	c.t.Helper()
	c.with(func(e *env, s *session, w *watch.Watcher) {
		var records []ledger.Record
		for i := range n {
			object := fmt.Sprintf("snapshots/example.org/%d-0123456789ab/%s.wacz", i, c.now.Format("20060102150405"))
			data := []byte("what stands in " + object)
			sum := sha256.Sum256(data)
			if err := s.store.Create(c.t.Context(), object, bytes.NewReader(data), int64(len(data))); err != nil {
				c.t.Fatal(err)
			}
			records = append(records, ledger.Record{Kind: ledger.KindSnapshot, At: c.now, Body: ledger.SnapshotRecord{URL: fmt.Sprintf("https://example.org/%d", i),
				CapturedAt: c.now, Object: object, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data)), Class: "source"}})
			objects = append(objects, object)
		}
		if _, err := s.log.Append(c.t.Context(), records...); err != nil {
			c.t.Fatal(err)
		}
		if err := w.CatchUp(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	})
	return objects
}

func (c *clocked) scrub() (a *auditJSON) {
	c.t.Helper()
	c.with(func(e *env, s *session, w *watch.Watcher) {
		var err error
		if a, err = e.scrub(c.t.Context(), s, w); err != nil {
			c.t.Fatal(err)
		}
	})
	return a
}

func (c *clocked) path(object string) string { return filepath.Join(c.dir, "archive", object) }

func (c *clocked) flip(object string) {
	c.t.Helper()
	data, err := os.ReadFile(c.path(object))
	if err != nil {
		c.t.Fatal(err)
	}
	data[3] ^= 1
	if err := os.WriteFile(c.path(object), data, 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// TestScrub lives through 230 days, with days without a run and a clock that is
// wrong for a week: each snapshot is read at least once in 90 days, damage is
// found in that time, every audit is proved by the log, and a catalog that is
// rebuilt knows the same.
func TestScrub(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClocked(t)
	dice := rand.New(rand.NewPCG(3, 4))
	taken := map[string]time.Time{}
	take := func(n int) {
		for _, o := range c.take(n) {
			taken[o] = c.now
		}
	}
	take(60)
	begin := c.now
	readAt := maps.Clone(taken) // when each was last read, or written
	worst := time.Duration(0)
	var flipped string
	var flippedAt, foundAt time.Time
	audits := 0
	for day := 1; day <= 230; day++ {
		c.now = begin.Add(time.Duration(day) * 24 * time.Hour).Add(time.Duration(dice.IntN(120)) * time.Minute)
		if dice.IntN(12) == 0 {
			day += dice.IntN(4) // off for some days
		}
		if day%100 == 0 {
			take(20)
			for o, at := range taken {
				if at.Equal(c.now) {
					readAt[o] = at
				}
			}
		}
		if day > 110 && flipped == "" {
			flipped = slices.Sorted(maps.Keys(taken))[7]
			c.flip(flipped)
			flippedAt = c.now
		}
		real := c.now
		if day > 140 && day < 147 {
			c.now = c.now.AddDate(3, 0, 0) // the clock is wrong
		}
		a := c.scrub()
		c.now = real
		if len(a.Slices) > 10 {
			t.Fatalf("day %d: %d slices in one run", day, len(a.Slices))
		}
		if len(a.Slices) > 0 {
			audits++
		}
		for o := range taken {
			if slices.Contains(a.Slices, ledger.AuditSlice(o)) {
				readAt[o] = c.now
			}
			worst = max(worst, c.now.Sub(readAt[o]))
		}
		for _, f := range a.Findings {
			if f.Object != flipped || f.Code != verify.CodeAltered {
				t.Errorf("day %d: %+v", day, f)
			}
			if foundAt.IsZero() {
				foundAt = c.now
				c.with(func(_ *env, s *session, _ *watch.Watcher) {
					if flawed, err := s.catalog.Flawed(ctx); err != nil || !reflect.DeepEqual(flawed, map[string]string{flipped: verify.CodeAltered}) {
						t.Errorf("flawed are %v (%v)", flawed, err)
					}
				})
				c.flip(flipped) // put right
			}
		}
	}
	if worst > verify.ScrubEvery {
		t.Errorf("a snapshot was not read for %.1f days", worst.Hours()/24)
	}
	if foundAt.IsZero() || foundAt.Sub(flippedAt) > verify.ScrubEvery {
		t.Errorf("the damage of %v was found %v", flippedAt, foundAt)
	}

	// The log proves each of them.
	c.with(func(e *env, s *session, _ *watch.Watcher) {
		r, err := ledger.OpenReader(ctx, s.store)
		if err != nil {
			t.Fatal(err)
		}
		logged := 0
		for l, err := range r.Records(ctx, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if l.Kind != ledger.KindAudit {
				continue
			}
			logged++
			var rec ledger.AuditRecord
			if err := json.Unmarshal(l.Body, &rec); err != nil || rec.Command != "run" || rec.Level != "scrub" || !rec.Complete || len(rec.Slices) == 0 || rec.Started.IsZero() {
				t.Errorf("%s (%v)", l.Body, err)
			}
			if proof, err := r.Prove(ctx, l.Index); err != nil || !strings.HasPrefix(string(proof), "c2sp.org/tlog-proof@v1\nindex "+fmt.Sprint(l.Index)) {
				t.Errorf("entry %d is not proved: %v", l.Index, err)
			}
		}
		if logged != audits {
			t.Errorf("%d audits are logged, want %d", logged, audits)
		}
		flawed, err := s.catalog.Flawed(ctx)
		if err != nil || len(flawed) > 0 {
			t.Errorf("flawed are %v (%v), and all is well", flawed, err)
		}
		before, err := s.catalog.SliceReads(ctx)
		if err != nil {
			t.Fatal(err)
		}
		words, err := e.reread(ctx, s.catalog)
		if err != nil || words.Reread < 60 || *words.Days > 90 {
			t.Errorf("%+v (%v)", words, err)
		}
		t.Logf("%d audits; worst %.1f days; found after %.1f; %s", audits, worst.Hours()/24, foundAt.Sub(flippedAt).Hours()/24, words.words())
		s.close()
		e.loaded = nil
		if err := runReindex(ctx, e); err != nil {
			t.Fatal(err)
		}
		again, err := e.openReader(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer again.close()
		if after, err := again.catalog.SliceReads(ctx); err != nil || !reflect.DeepEqual(after, before) {
			t.Errorf("a rebuilt catalog knows %v (%v), before %v", after, err, before)
		}
	})
}

// TestScrubOff: the configuration can turn it off.
func TestScrubOff(t *testing.T) {
	c := newClocked(t)
	c.take(5)
	c.now = c.now.AddDate(1, 0, 0)
	c.with(func(e *env, s *session, w *watch.Watcher) {
		s.cfg.Audit.Scrub = false
		if a, err := e.scrub(t.Context(), s, w); err != nil || a.Snapshots > 0 || a.LogIndex != nil {
			t.Errorf("%+v (%v)", a, err)
		}
	})
	if a := c.scrub(); a.Snapshots != 5 || a.LogIndex == nil {
		t.Errorf("%+v", a)
	}
}

// TestScrubInterrupted: what was read before counts.
func TestScrubInterrupted(t *testing.T) {
	t.Parallel()
	c := newClocked(t)
	c.take(30)
	c.now = c.now.AddDate(1, 0, 0)
	c.with(func(e *env, s *session, w *watch.Watcher) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := e.scrub(ctx, s, w); err == nil {
			t.Error("nothing was interrupted")
		}
	})
	if a := c.scrub(); a.Snapshots == 0 {
		t.Errorf("%+v", a)
	}
}

// TestRunFindsDamage: a snapshot that no pass would read, of a source that is not
// due, is read when its time has come; its citation is corrupt in that very run,
// and in status after it, until it is mended.
func TestRunFindsDamage(t *testing.T) {
	t.Parallel()
	web, err := demo.New(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer web.Close()
	p := newProject(t, "fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:"+web.Port()+"\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n",
		map[string][]byte{"report.md": web.Report()})
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	manifest, err := os.ReadFile(filepath.Join(p.dir, "sources/demo.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	p.write("sources/demo.yaml", regexp.MustCompile(`(?m)^schedule:.*$`).ReplaceAll(manifest, []byte(`schedule: "@every 87600h"`)))
	p.run(0, "run")
	var h contract.History
	p.json(0, &h, "history", "1")
	object := filepath.Join(p.dir, "archive", h.Snapshots[0].Object)
	sound, err := os.ReadFile(object)
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Clone(sound)
	altered[len(altered)/2] ^= 1
	if err := os.WriteFile(object, altered, 0o644); err != nil {
		t.Fatal(err)
	}

	now := time.Now()
	run := func(days int, quiet bool) (resultJSON, string, string) {
		t.Helper()
		now = now.AddDate(0, 0, days)
		var out, errs bytes.Buffer
		e := &env{out: &out, err: &errs, now: func() time.Time { return now }, configPath: filepath.Join(p.dir, "configs/archiver.yaml"), json: !quiet, quiet: quiet, environ: []string{"TERM=dumb"}}
		if err := runRun(t.Context(), e, false, nil); err != nil {
			t.Fatal(err)
		}
		var v resultJSON
		if !quiet {
			if err := json.Unmarshal(out.Bytes(), &v); err != nil {
				t.Fatalf("%v: %s", err, out.Bytes())
			}
		}
		return v, out.String(), errs.String()
	}
	stateOf := func(v resultJSON) string { return byFootnote(v)[1].Archive.State }
	if v, _, _ := run(0, false); v.Audit.Snapshots != 0 || stateOf(v) != watchIntact {
		// A run that has nothing to do reads nothing, but for what stands for a citation.
		t.Logf("the same day: %+v, %s", v.Audit, stateOf(v))
	}
	found := false
	for range 12 {
		v, _, said := run(85, false)
		if v.Hosts == nil || len(v.Audit.Findings) == 0 {
			continue
		}
		found = true
		if stateOf(v) != "corrupt" || v.Audit.Findings[0].Code != "snapshot-altered" || v.Audit.LogIndex == nil {
			t.Errorf("%+v, state %s\n%s", v.Audit, stateOf(v), said)
		}
		break
	}
	if !found {
		t.Fatal("no run found it")
	}
	var st resultJSON
	p.json(0, &st, "status")
	if stateOf(st) != "corrupt" || st.Reread == nil || st.Reread.Reread == 0 {
		t.Errorf("status: %s, %+v", stateOf(st), st.Reread)
	}
	// Cron is told.
	found = false
	for range 12 { // in which of its runs depends on the snapshot's name
		_, out, said := run(85, true)
		if out != "" {
			t.Errorf("quiet: %q", out)
		}
		if found = strings.Contains(said, "snapshot-altered"); found {
			break
		}
	}
	if !found {
		t.Error("no quiet run told it")
	}
	if err := os.WriteFile(object, sound, 0o644); err != nil {
		t.Fatal(err)
	}
	if v, _, _ := run(0, false); stateOf(v) != watchIntact {
		t.Errorf("mended, and still %s", stateOf(v))
	}
}

// TestVerifyKilled: a verification that is killed is gone on with, and reads only
// the rest; damage in what was read before the kill is found all the same, and a
// mark that does not fit is not used.
func TestVerifyKilled(t *testing.T) {
	t.Parallel()
	const n, size = 100, 16 << 20 // sparse files: they take no room, and time to hash
	p := newProject(t, "rescue: {wayback: \"\"}\n", nil)
	cache := filepath.Join(p.dir, "cache")
	p.env = append(p.env, "XDG_CACHE_HOME="+cache)
	h := sha256.New()
	if _, err := io.CopyN(h, zeros{}, size); err != nil {
		t.Fatal(err)
	}
	sum := hex.EncodeToString(h.Sum(nil))
	c := &clocked{t: t, dir: p.dir, now: time.Now()}
	var objects []string
	logged := func(from int) {
		c.with(func(_ *env, s *session, w *watch.Watcher) {
			var records []ledger.Record
			for i := range n / 2 {
				object := fmt.Sprintf("snapshots/example.org/%d-0123456789ab/20260101000000.wacz", from+i)
				objects = append(objects, object)
				if err := os.MkdirAll(filepath.Dir(c.path(object)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(c.path(object), nil, 0o644); err != nil {
					t.Fatal(err)
				}
				if err := os.Truncate(c.path(object), size); err != nil {
					t.Fatal(err)
				}
				records = append(records, ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{Object: object, SHA256: sum, Bytes: size, Class: "source"}})
			}
			if _, err := s.log.Append(t.Context(), records...); err != nil {
				t.Fatal(err)
			}
		})
	}
	logged(0)
	logged(n / 2)
	mark := func() string {
		files, err := filepath.Glob(filepath.Join(cache, "archiver/verify/*-all.json"))
		if err != nil || len(files) > 1 {
			t.Fatalf("%q (%v)", files, err)
		}
		if len(files) == 0 {
			return ""
		}
		return files[0]
	}
	// interrupt ends a verification when it has written down how far it is. It goes on by
	// small steps only, so that it is not done before that is seen.
	interrupt := func(sig os.Signal, args ...string) {
		t.Helper()
		os.RemoveAll(cache)
		cmd := p.command(append([]string{"verify"}, args...)...)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		send := func(sig os.Signal) {
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatalf("it was done before: %v", err)
			}
		}
		for range 6000 {
			time.Sleep(5 * time.Millisecond)
			if send(syscall.SIGSTOP); mark() != "" {
				break
			}
			send(syscall.SIGCONT)
		}
		send(sig)
		send(syscall.SIGCONT)
		_ = cmd.Wait() // killed
		if cmd.ProcessState.Success() || mark() == "" {
			t.Fatalf("it was not interrupted: %s", said.Bytes())
		}
		if sig == os.Interrupt && (cmd.ProcessState.ExitCode() != exitInterrupted || !strings.Contains(said.String(), "verify --resume")) {
			t.Errorf("exit code %d: %s", cmd.ProcessState.ExitCode(), said.Bytes())
		}
	}
	resume := func(code int) (v verifyJSON, said string) {
		t.Helper()
		out, errs := p.run(code, "verify", "--resume", "--json")
		if err := json.Unmarshal(out, &v); err != nil {
			t.Fatal(err)
		}
		return v, string(errs)
	}

	interrupt(syscall.SIGKILL)
	v, _ := resume(0)
	if v.Resumed == 0 || v.Resumed >= n || v.Snapshots != n || v.Bytes != n*size || !v.Complete || v.LogIndex == nil {
		t.Errorf("after a kill: %+v", v)
	}
	t.Logf("%d of %d snapshots were read before the kill", v.Resumed, n)
	if mark() != "" {
		t.Error("a mark is left of a verification that is done")
	}

	// An interruption is logged, with what was read whole; the log may grow before
	// it is gone on with.
	interrupt(os.Interrupt)
	c.take(3)
	v, _ = resume(0)
	if v.Resumed == 0 || v.Snapshots != n+3 {
		t.Errorf("after an interruption: %+v", v)
	}
	var complete []bool
	c.with(func(_ *env, s *session, _ *watch.Watcher) {
		r, err := ledger.OpenReader(t.Context(), s.store)
		if err != nil {
			t.Fatal(err)
		}
		for l, err := range r.Records(t.Context(), 0) {
			var rec ledger.AuditRecord
			if err == nil && l.Kind == ledger.KindAudit && json.Unmarshal(l.Body, &rec) == nil {
				complete = append(complete, rec.Complete)
				if rec.Complete != (len(rec.Slices) == ledger.AuditSlices) || rec.Snapshots == 0 {
					t.Errorf("%s", l.Body)
				}
			}
		}
	})
	if !slices.Equal(complete, []bool{true, false, true}) {
		t.Errorf("complete are %v", complete)
	}

	// Damage found before the kill is found again; what is gone since is missed.
	slices.SortFunc(objects, func(a, b string) int { return ledger.AuditSlice(a) - ledger.AuditSlice(b) })
	if err := os.Truncate(c.path(objects[0]), 5); err != nil {
		t.Fatal(err)
	}
	interrupt(syscall.SIGKILL)
	if err := os.Rename(c.path(objects[3]), c.path(objects[3])+"x"); err != nil {
		t.Fatal(err)
	}
	v, _ = resume(1)
	var found []string
	for _, f := range v.Findings {
		found = append(found, f.Code+" "+f.Object)
	}
	if want := []string{"snapshot-altered " + objects[0], "snapshot-missing " + objects[3]}; v.Resumed == 0 || !reflect.DeepEqual(asSet(found), asSet(want)) {
		t.Errorf("%d resumed, %q; want %q", v.Resumed, found, want)
	}
	if err := os.Rename(c.path(objects[3])+"x", c.path(objects[3])); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.path(objects[0]), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.path(objects[0]), size); err != nil {
		t.Fatal(err)
	}

	// A mark that is damaged, or of another archive in this one's place.
	interrupt(syscall.SIGKILL)
	raw, err := os.ReadFile(mark())
	if err != nil {
		t.Fatal(err)
	}
	p.write(strings.TrimPrefix(mark(), p.dir+"/"), raw[:len(raw)/2])
	if v, said := resume(0); v.Resumed != 0 || !strings.Contains(said, "damaged") {
		t.Errorf("%d resumed: %s", v.Resumed, said)
	}
	var m verify.Mark
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	interrupt(syscall.SIGKILL)
	m.Checkpoint = strings.Replace(m.Checkpoint, "\n", "x\n", 1)
	raw, _ = json.Marshal(m)
	p.write(strings.TrimPrefix(mark(), p.dir+"/"), raw)
	if v, said := resume(0); v.Resumed != 0 || !strings.Contains(said, "another log") {
		t.Errorf("%d resumed: %s", v.Resumed, said)
	}
}

func asSet(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[s] = true
	}
	return m
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestAuditRecords: what was asked for by name is named, in a record of its source
// alone.
func TestAuditRecords(t *testing.T) {
	rep := &verify.Report{Snapshots: 3, Bytes: 60, Records: 9, States: map[string]verify.State{"snapshots/a/1/x": verify.Intact, "snapshots/a/1/y": verify.Corrupt, "snapshots/b/2/z": verify.Intact},
		Sizes:    map[string]int64{"snapshots/a/1/x": 10, "snapshots/a/1/y": 20, "snapshots/b/2/z": 30},
		Findings: []verify.Finding{{Code: "log-root", Object: "log/checkpoint"}, {Code: "snapshot-altered", Object: "snapshots/a/1/y"}}, Complete: true}
	opt := verify.Options{Level: verify.All, Deep: true, Objects: []string{"snapshots/b/2/z", "snapshots/a/1/y", "snapshots/a/1/x", "snapshots/c/3/unread"}}
	log, a := ledger.AuditFinding{Code: "log-root", Object: "log/checkpoint"}, ledger.AuditFinding{Code: "snapshot-altered", Object: "snapshots/a/1/y"}
	base := ledger.AuditRecord{Command: "verify", Level: "all", Deep: true, Size: 9, Complete: true}
	first, second := base, base
	first.Snapshots, first.Bytes, first.Objects, first.Findings = 2, 30, []string{"snapshots/a/1/x", "snapshots/a/1/y"}, []ledger.AuditFinding{log, a}
	second.Snapshots, second.Bytes, second.Objects, second.Findings = 1, 30, []string{"snapshots/b/2/z"}, []ledger.AuditFinding{log}
	got := auditRecords("verify", opt, rep)
	if len(got) != 2 || !reflect.DeepEqual(got[0].Body, first) || !reflect.DeepEqual(got[1].Body, second) {
		t.Errorf("%+v, want %+v and %+v", got, first, second)
	}
	opt.Objects = nil
	base.Snapshots, base.Bytes, base.Findings = 3, 60, []ledger.AuditFinding{log, a}
	if got := auditRecords("verify", opt, rep); len(got) != 1 || !reflect.DeepEqual(got[0].Body, base) {
		t.Errorf("%+v, want %+v", got, base)
	}
	opt.Objects = []string{} // of a source without a snapshot
	if got := auditRecords("verify", opt, &verify.Report{}); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
