package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/mirror"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// snapshotsIn lists the snapshots in a place of a project.
func (p *project) snapshotsIn(place string) (objects []string) {
	p.t.Helper()
	root := filepath.Join(p.dir, place)
	err := filepath.WalkDir(filepath.Join(root, "snapshots"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, path)
			objects = append(objects, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return objects
}

// refusing is a mirror that removes nothing.
type refusing struct {
	*store.FS
	why error
}

func (r refusing) Remove(ctx context.Context, key string) error {
	if r.why != nil {
		return r.why
	}
	return r.FS.Remove(ctx, key)
}

// fillInto fills a mirror that is not as the configuration has it.
func (e *env) fillInto(ctx context.Context, cfg *config.Config, from, to store.Store) error {
	c := e.mirrorConfig(cfg, from, e.progress(""))
	c.Open = func(context.Context) (store.Store, error) { return to, nil }
	_, err := mirror.New(c).Fill(ctx, nil)
	return err
}

// TestWithdrawnInMirror: what was withdrawn leaves the mirror as soon as that can be;
// until then status says that it lies there, and all else goes on.
func TestWithdrawnInMirror(t *testing.T) {
	t.Parallel()
	soon := time.Now().Add(time.Hour)
	for name, refusal := range map[string]error{
		"denied": &s3.Error{Op: "remove", Kind: s3.ErrDenied, Err: errors.New("AccessDenied")},
		"locked": &store.LockedError{Key: "x", Mode: "compliance", Until: soon},
	} {
		t.Run(name, func(t *testing.T) {
			p, web := mirrored(t)
			web.epoch.Add(1)
			p.run(0, "run", "--all")
			snap := p.newest("1")
			there := func() bool {
				_, err := os.Stat(filepath.Join(p.dir, "mirror", snap.Object))
				return err == nil
			}
			p.write("configs/plain.yaml", []byte(strings.Replace(string(p.read("configs/archiver.yaml")), "archive: {mirror: {url: file:mirror}}", "", 1)))
			p.run(0, append([]string{"--config", "configs/plain.yaml"}, withdrawArgs(snap)...)...)
			web.epoch.Add(1)
			p.run(0, "--config", "configs/plain.yaml", "run", "--all")

			cfg, err := config.Load(filepath.Join(p.dir, "configs/archiver.yaml"), true, nil)
			if err != nil {
				t.Fatal(err)
			}
			from, _ := store.NewFS(filepath.Join(p.dir, "archive"))
			to, _ := store.NewFS(filepath.Join(p.dir, "mirror"))
			e := &env{out: os.Stderr, err: os.Stderr, quiet: true, now: time.Now, loaded: cfg}
			fill := func(why error) {
				t.Helper()
				if err := e.fillInto(t.Context(), cfg, from, refusing{to, why}); err != nil {
					t.Fatalf("fill: %v", err)
				}
			}
			for range 2 {
				fill(refusal)
				if a, m := p.snapshotsIn("archive"), p.snapshotsIn("mirror"); len(m) != len(a)+1 {
					t.Errorf("the archive has %d snapshots, the mirror %d: filling it stopped", len(a), len(m))
				}
				if !there() {
					t.Fatal("it is gone")
				}
				var v resultJSON
				p.json(0, &v, "status")
				if w := v.Mirror.Withdrawn; len(w) != 1 || w[0].Object != snap.Object || w[0].Why == "" || (name == "locked") != w[0].Until.Equal(soon) {
					t.Errorf("status tells %+v", w)
				}
				out, _ := p.run(0, "status")
				if words := strings.Join(strings.Fields(string(out)), " "); !strings.Contains(words, "the bytes of 1 withdrawn snapshot still lie in the mirror") {
					t.Errorf("status: %s", out)
				}
			}
			fill(nil) // the lock has ended, or the right was granted
			if there() {
				t.Error("it is still there")
			}
			var v resultJSON
			p.json(0, &v, "status")
			if len(v.Mirror.Withdrawn) > 0 {
				t.Errorf("status still tells %+v", v.Mirror.Withdrawn)
			}
		})
	}
}

// TestWithdrawnPutBack: bytes that come back into the mirror are removed by the run
// after a verification came upon them, as its hint says; and by the first run of a
// machine that knows nothing of the mirror.
func TestWithdrawnPutBack(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	snap := p.newest("1")
	path := filepath.Join("mirror", snap.Object)
	bytes := p.read(path)
	var w withdrawJSON
	p.json(0, &w, withdrawArgs(snap)...)
	p.run(0, "run")
	for name, learn := range map[string]func(){
		"verify": func() {
			out, _ := p.run(0, "verify", "--mirror")
			if words := strings.Join(strings.Fields(string(out)), " "); !strings.Contains(words, "in the mirror that archive.mirror names the next run") {
				t.Errorf("verify: %s", out)
			}
		},
		"state lost": func() { os.Remove(filepath.Join(p.dir, "archive/catalog.db.mirror")) },
	} {
		if _, err := os.Stat(filepath.Join(p.dir, path)); err == nil {
			t.Fatalf("%s: it is there before", name)
		}
		p.write(path, bytes)
		learn()
		p.run(0, "run")
		if _, err := os.Stat(filepath.Join(p.dir, path)); err == nil {
			t.Errorf("%s: it is still there", name)
		}
	}
	// The moment that withdraw tells is the log's.
	st, _ := store.NewFS(filepath.Join(p.dir, "archive"))
	r, err := ledger.OpenReader(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if line, err := r.Record(t.Context(), w.Withdrawn.LogIndex, 0); err != nil || !line.At.Equal(w.Withdrawn.At) {
		t.Errorf("the log says %v, withdraw %v (%v)", line.At, w.Withdrawn.At, err)
	}
}

// TestMirrorNotWhole: what could not be brought over is told until it is there, and
// until then the mirror does not pass for whole.
func TestMirrorNotWhole(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	p.write("configs/plain.yaml", []byte(strings.Replace(string(p.read("configs/archiver.yaml")), "archive: {mirror: {url: file:mirror}}", "", 1)))
	web.epoch.Add(1)
	p.run(0, "--config", "configs/plain.yaml", "run", "--all")
	had := map[string]bool{}
	for _, object := range p.snapshotsIn("mirror") {
		had[object] = true
	}
	var bad string
	for _, object := range p.snapshotsIn("archive") {
		if !had[object] {
			bad = object
		}
	}
	good := p.read(filepath.Join("archive", bad))
	if err := os.WriteFile(filepath.Join(p.dir, "archive", bad), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	var before resultJSON
	p.json(0, &before, "status")
	time.Sleep(1100 * time.Millisecond) // whole_at has whole seconds
	for range 2 {
		_, said := p.run(0, "run")
		if !strings.Contains(string(said), "1 object there is not as the log says") {
			t.Errorf("run says %s", said)
		}
		var v resultJSON
		p.json(0, &v, "status")
		if m := v.Mirror; m.State != "damaged" || m.Damaged != 1 || !m.Whole.Equal(*before.Mirror.Whole) || len(m.Findings) != 1 || m.Findings[0].Object != bad {
			t.Errorf("status: %+v", m)
		}
		if out, _ := p.run(0, "status"); !strings.Contains(string(out), "mirror: NOT all of 12 snapshots") {
			t.Errorf("status: %s", out)
		}
	}
	if err := os.WriteFile(filepath.Join(p.dir, "archive", bad), good, 0o644); err != nil {
		t.Fatal(err)
	}
	p.run(0, "run")
	var v resultJSON
	p.json(0, &v, "status")
	if m := v.Mirror; m.State != "complete" || m.Damaged != 0 {
		t.Errorf("once it is right: %+v", m)
	}
	if got := p.read(filepath.Join("mirror", bad)); string(got) != string(good) {
		t.Error("it did not come over")
	}
}

// TestRefusedWithdrawalStays: a withdrawal that was decided and then refused by a
// lock takes nothing from the mirror, and what had not come over meanwhile comes.
func TestRefusedWithdrawalStays(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	snap := p.newest("1")
	path := filepath.Join(p.dir, "mirror", snap.Object)
	cfg, err := config.Load(filepath.Join(p.dir, "configs/archiver.yaml"), true, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := &env{out: os.Stderr, err: os.Stderr, quiet: true, now: time.Now, configPath: filepath.Join(p.dir, "configs/archiver.yaml"), loaded: cfg}
	log := func(state string) {
		t.Helper()
		s, err := e.openWriter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		_, err = s.log.Append(t.Context(), ledger.Record{Kind: ledger.KindWithdrawal, Body: ledger.WithdrawalRecord{
			Object: snap.Object, SHA256: snap.SHA256, Snapshot: snap.LogIndex, State: state, Why: "endangers a witness"}})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = e.fill(t.Context(), cfg, s.store, nil)
		if faulty := mirrorState(cfg).Faulty; err != nil || len(faulty) > 0 {
			t.Fatalf("%s: %v, %+v", state, err, faulty)
		}
	}
	log(ledger.WithdrawalDecided)
	if _, err := os.Stat(path); err != nil {
		t.Error("gone when it was decided only")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	log(ledger.WithdrawalRefused)
	if _, err := os.Stat(path); err != nil {
		t.Error("it was refused, and the mirror does not have it")
	}
}
