package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/mirror"
	"archiver/internal/repair"
	"archiver/internal/store"
)

// repairable is a project with a mirror, and the key of one of its snapshots, of the
// source 1.
func repairable(t *testing.T) (p *project, key string) {
	t.Helper()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	var got struct {
		Object string `json:"object"`
	}
	p.json(0, &got, "get", "1")
	return p, got.Object
}

func (p *project) stands(name string) bool {
	_, err := os.Lstat(filepath.Join(p.dir, name))
	return err == nil
}

func (p *project) remove(name string) {
	p.t.Helper()
	if err := os.Remove(filepath.Join(p.dir, name)); err != nil {
		p.t.Fatal(err)
	}
}

// replace puts another file in the place of one.
func (p *project) replace(name string, data []byte) {
	p.t.Helper()
	if err := os.Remove(filepath.Join(p.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.t.Fatal(err)
	}
	p.write(name, data)
}

// withdraw takes a snapshot away while the mirror can't be reached.
func (p *project) withdraw() {
	p.t.Helper()
	mirror, away := filepath.Join(p.dir, "mirror"), filepath.Join(p.t.TempDir(), "mirror")
	if os.Rename(mirror, away) == nil {
		defer func() {
			if err := os.Rename(away, mirror); err != nil {
				p.t.Fatal(err)
			}
		}()
	}
	p.run(0, "withdraw", "1", "--at", p.captured(), "--why", "endangers somebody", "--yes")
}

func (p *project) captured() string {
	p.t.Helper()
	var got struct {
		At string `json:"captured_at"`
	}
	p.json(0, &got, "get", "1")
	return got.At
}

// What was withdrawn does not come back from a mirror that was not told yet, where
// the records that say so are damaged.
func TestRepairWithdrawn(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(p *project, before int, key string, whole string){
		"records lost": func(p *project, before int, key, _ string) {
			p.remove(fmt.Sprintf("archive/log/records/%d.jsonl", before+1))
			p.remove(fmt.Sprintf("archive/log/records/%d.jsonl", before+2))
		},
		"something stands there": func(p *project, before int, key, _ string) {
			p.remove(fmt.Sprintf("archive/log/records/%d.jsonl", before+1))
			p.remove(fmt.Sprintf("archive/log/records/%d.jsonl", before+2))
			p.write("archive/"+key, nil)
		},
		"log put back": func(p *project, _ int, key, whole string) {
			if err := errors.Join(os.RemoveAll(filepath.Join(p.dir, "archive/log")), os.CopyFS(filepath.Join(p.dir, "archive/log"), os.DirFS(whole))); err != nil {
				p.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, key := repairable(t)
			whole := t.TempDir()
			if err := os.CopyFS(whole, os.DirFS(filepath.Join(p.dir, "archive/log"))); err != nil {
				t.Fatal(err)
			}
			before := p.logSize()
			p.withdraw()
			if p.stands("archive/" + key) {
				t.Fatal("it was not withdrawn")
			}
			spoil(p, before, key, whole)
			// The claims may prove what the records said.
			if err := os.RemoveAll(filepath.Join(p.dir, "archive/log/records/claims")); err != nil {
				t.Fatal(err)
			}
			var v repairJSON
			p.json(1, &v, "verify", "--repair")
			if data, err := os.ReadFile(filepath.Join(p.dir, "archive", key)); err == nil && len(data) > 0 {
				t.Error("it was put back")
			}
			if len(v.Held) != 1 || v.Held[0].Object != key || v.Complete {
				t.Errorf("held back %+v, complete %v", v.Held, v.Complete)
			}
			for _, f := range v.Lost {
				if f.Object == key || strings.Contains(f.Detail, "in the mirror damaged") {
					t.Errorf("lost: %+v", f)
				}
			}
			out, _ := p.run(1, "verify", "--repair")
			if !strings.Contains(string(out), "HELD BACK: 1 snapshot") {
				t.Errorf("it says\n%s", out)
			}
		})
	}
}

// Where records are lost in both places, a snapshot from before them that the archive
// has not is put back if the mirror was told what they said, and holds it still, or if
// a person vouches for it. In the mirror, and what is no snapshot, is put right.
func TestRepairDespiteLoss(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*mirror.State)
		args  []string
		back  bool
	}{
		"the mirror was told":          {func(*mirror.State) {}, nil, true},
		"that is not known":            {func(s *mirror.State) { *s = mirror.State{} }, nil, false},
		"it was told less":             {func(s *mirror.State) { s.Size-- }, nil, false},
		"told since, but not of those": {func(s *mirror.State) { *s = mirror.State{} }, []string{"RUN"}, false},
		"in doubt":                     {func(s *mirror.State) { s.Doubt = true }, nil, false},
		"some were lost before":        {func(s *mirror.State) { s.Seen = false }, nil, false},
		"withdrawn, but kept": {func(s *mirror.State) {
			s.Withdrawn = []mirror.Withdrawn{{Object: s.Trouble}}
		}, []string{"--put-back", "all"}, false},
		"vouched for": {func(s *mirror.State) { *s = mirror.State{} }, []string{"--put-back", "OLD"}, true},
		"all are":     {func(s *mirror.State) { *s = mirror.State{} }, []string{"--put-back", "all"}, true},
		"another is":  {func(s *mirror.State) { *s = mirror.State{} }, []string{"--put-back", "snapshots/x"}, false},
	} {
		t.Run(name, func(t *testing.T) { testRepairDespiteLoss(t, c.spoil, c.args, c.back) })
	}
}

func testRepairDespiteLoss(t *testing.T, spoil func(*mirror.State), args []string, back bool) {
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	before := p.logSize()
	keys := walkSnapshots(t, p)
	old, other, none := keys[0], keys[1], keys[2]
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	for _, place := range repair.Places {
		names, _ := filepath.Glob(filepath.Join(p.dir, place, "log/records/*.jsonl"))
		for _, name := range names {
			var n int
			if fmt.Sscanf(filepath.Base(name), "%d.jsonl", &n); n > before {
				os.Remove(name)
			}
		}
		os.RemoveAll(filepath.Join(p.dir, place, "log/records/claims"))
	}
	p.remove("archive/" + old)
	p.remove("archive/keys/log.pub")
	p.remove("mirror/" + other)
	p.remove("archive/" + none)
	p.remove("mirror/" + none)
	var state mirror.State
	if err := json.Unmarshal(p.read("archive/catalog.db.mirror"), &state); err != nil {
		t.Fatal(err)
	}
	state.Trouble = old
	spoil(&state)
	data, _ := json.Marshal(state)
	p.write("archive/catalog.db.mirror", data)
	for i, arg := range args {
		args[i] = strings.Replace(arg, "OLD", old, 1)
	}
	if slices.Contains(args, "RUN") {
		p.write("archive/keys/log.pub", p.read("mirror/keys/log.pub"))
		p.run(0, "run")
		args = nil
		if s := p.read("archive/catalog.db.mirror"); !bytes.Contains(s, []byte(`"size":`)) {
			t.Fatalf("the mirror was not filled: %s", s)
		}
	}
	var v repairJSON
	p.json(1, &v, append([]string{"verify", "--repair"}, args...)...)
	said := false
	for _, f := range v.Lost {
		said = said || f.Object == none && strings.Contains(f.Detail, "or it was withdrawn")
	}
	if !said {
		t.Errorf("lost: %+v", v.Lost)
	}
	if p.stands("archive/"+old) != back {
		t.Errorf("it was put back: %v, want %v", !back, back)
	}
	if vouched := back && len(args) > 0; p.repairs()["archive "+old].Vouched != vouched {
		t.Errorf("the log tells of %+v", p.repairs()["archive "+old])
	}
	if !p.stands("archive/keys/log.pub") {
		t.Error("the key was not put right")
	}
	if !p.stands("mirror/" + other) {
		t.Error("the mirror was not put right")
	}
}

func walkSnapshots(t *testing.T, p *project) (keys []string) {
	t.Helper()
	filepath.WalkDir(filepath.Join(p.dir, "archive/snapshots"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".wacz") {
			key, _ := filepath.Rel(filepath.Join(p.dir, "archive"), path)
			keys = append(keys, key)
		}
		return nil
	})
	if len(keys) < 3 {
		t.Fatal("no snapshots")
	}
	return keys
}

// hooked calls something at one moment of a repair.
type hooked struct {
	*store.FS
	key          string
	open, repair func()
}

func (h *hooked) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if key == h.key && h.open != nil {
		f := h.open
		h.open = nil
		f()
	}
	return h.FS.Open(ctx, key, off, n)
}

func (h *hooked) Repair(ctx context.Context, key string, r io.Reader, size int64, aside string, mark func(int) (string, error)) (store.Repaired, error) {
	if key == h.key && h.repair != nil {
		h.repair()
	}
	return h.FS.Repair(ctx, key, r, size, aside, mark)
}

// TestRepairRaced: another machine, whose lock this one does not see, withdraws a
// snapshot while it is being put right.
func TestRepairRaced(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before it is written", "while it is written"} {
		t.Run(when, func(t *testing.T) {
			p, key := repairable(t)
			at := p.captured()
			cfg, err := config.Load(filepath.Join(p.dir, "configs/archiver.yaml"), true, p.env)
			if err != nil {
				t.Fatal(err)
			}
			skey, err := os.ReadFile(cfg.Path(cfg.Log.Key))
			if err != nil {
				t.Fatal(err)
			}
			e := &env{now: time.Now, err: io.Discard, out: io.Discard, quiet: true, loaded: cfg}
			c := e.repairConfig(cfg, strings.TrimSpace(string(skey)))
			c.Told = toldMirror(cfg)
			archive, err := store.NewFS(filepath.Join(p.dir, "archive"))
			if err != nil {
				t.Fatal(err)
			}
			mirror, err := store.NewFS(filepath.Join(p.dir, "mirror"))
			if err != nil {
				t.Fatal(err)
			}
			done := false
			withdraw := func() {
				done = true
				p.run(0, "withdraw", "1", "--at", at, "--why", "endangers somebody", "--yes")
			}
			a, m := &hooked{FS: archive, key: key}, &hooked{FS: mirror, key: key}
			if when == "before it is written" {
				m.open = withdraw
			} else {
				a.repair = withdraw
			}
			c.Archive, c.Mirror = a, m
			p.remove("archive/" + key)
			out, err := repair.Run(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if !done {
				t.Fatal("it was not withdrawn meanwhile")
			}
			if p.stands("archive/" + key) {
				t.Error("it is there again")
			}
			if len(out.Repaired) > 0 && when == "before it is written" {
				t.Error("it was written")
			}
		})
	}
}

// The same damage comes twice, and what somebody has put in the way of a repair
// hinders no other.
func TestRepairGoesOn(t *testing.T) {
	t.Parallel()
	p, key := repairable(t)
	good := p.read("archive/" + key)
	sums := 0
	for i := range 3 {
		p.replace("archive/"+key, nil)
		p.run(0, "verify", "--repair")
		if !bytes.Equal(p.read("archive/"+key), good) {
			t.Errorf("%d: it was not put right", i)
		}
	}
	filepath.WalkDir(filepath.Join(p.dir, "archive/damaged"), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			sums++
		}
		return nil
	})
	if sums != 1 {
		t.Errorf("%d files are kept, all empty", sums)
	}
	// Other bytes have the name of what is to be kept.
	p.replace("archive/"+key, []byte("bad"))
	sum := sha256Hex([]byte("bad"))
	p.write("archive/damaged/"+sum+"/"+key, []byte("lie"))
	var v repairJSON
	p.json(0, &v, "verify", "--repair")
	if len(v.Repaired) != 1 || v.Repaired[0].Aside == "damaged/"+sum+"/"+key || string(p.read("archive/"+v.Repaired[0].Aside)) != "bad" {
		t.Errorf("with its name taken: %+v", v.Repaired)
	}
	// Nothing can be set aside: what is missing is put right all the same.
	if err := os.RemoveAll(filepath.Join(p.dir, "archive/damaged")); err != nil {
		t.Fatal(err)
	}
	p.write("archive/damaged", nil)
	p.replace("archive/"+key, []byte("worse"))
	for _, other := range walkSnapshots(t, p) {
		if other != key {
			p.remove("archive/" + other)
			defer func() {
				if !p.stands("archive/" + other) {
					t.Error("another object was not put right")
				}
			}()
		}
	}
	v = repairJSON{}
	p.json(1, &v, "verify", "--repair")
	if len(v.Failed) != 1 || v.Failed[0].Object != key || len(v.Lost) > 0 {
		t.Errorf("failed %+v, lost %+v", v.Failed, v.Lost)
	}
	out, _ := p.run(1, "verify", "--repair")
	if !strings.Contains(string(out), "FAILED: 1 object") {
		t.Errorf("it says\n%s", out)
	}
	p.remove("archive/damaged")
	p.run(0, "verify", "--repair")
	if !bytes.Equal(p.read("archive/"+key), good) {
		t.Error("at last it was not put right")
	}
}

// What stands there is not read without an end.
func TestRepairHuge(t *testing.T) {
	t.Parallel()
	p, key := repairable(t)
	good := p.read("archive/" + key)
	if err := os.Truncate(filepath.Join(p.dir, "archive", key), 65<<20); err != nil {
		t.Fatal(err)
	}
	var v repairJSON
	p.json(0, &v, "verify", "--repair")
	if len(v.Repaired) != 1 || !strings.HasPrefix(v.Repaired[0].Aside, "damaged/unread-") || !bytes.Equal(p.read("archive/"+key), good) {
		t.Errorf("%+v", v.Repaired)
	}
}

// planned is a line of the journal of repairs, of one that is about to be done.
type planned struct {
	ledger.RepairRecord
	Will string `json:"planned_aside,omitempty"`
	Had  bool   `json:"aside_before,omitempty"`
}

// A repair that was cut short is logged as one only if something proves it.
func TestRepairUnproved(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, fault string
		had         bool // the file set aside is of an earlier incident
		aside       bool
		from        string
	}{
		{"kept", "altered", false, true, "mirror"},
		{"kept before", "altered", true, true, ""},
		{"not kept", "altered", false, false, ""},
		{"missing", "missing", false, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, key := repairable(t)
			good := p.read("archive/" + key)
			rec := ledger.RepairRecord{Object: key, Place: "archive", Fault: c.fault, From: "mirror", SHA256: sha256Hex(good), Bytes: int64(len(good))}
			plan := planned{RepairRecord: rec, Will: "damaged/x/" + key, Had: c.had}
			line, err := json.Marshal(plan)
			if err != nil {
				t.Fatal(err)
			}
			p.write("configs/log.head.repairs", append(line, '\n'))
			if c.aside {
				p.write("archive/"+plan.Will, []byte("bad"))
			}
			p.run(0, "verify", "--repair")
			got := p.repairs()["archive "+key]
			if got.From != c.from || (got.Aside != "") != (c.from != "") || got.Fault != c.fault {
				t.Errorf("logged %+v", got)
			}
			out, _ := p.run(0, "verify", "--no-log")
			if c.from == "" && !strings.Contains(strings.Join(strings.Fields(string(out)), " "), "who put it right is not known") {
				t.Errorf("verify says\n%s", out)
			}
		})
	}
	// Nothing was done at all.
	p, key := repairable(t)
	good := p.read("archive/" + key)
	p.replace("archive/"+key, []byte("bad"))
	p.write("archive/damaged", nil)
	p.run(1, "verify", "--repair")
	p.remove("archive/damaged")
	p.replace("archive/"+key, good) // by hand
	p.run(0, "verify", "--repair")
	if got := p.repairs(); len(got) > 0 {
		t.Errorf("logged %+v", got)
	}
}

// Who may write to the archive says nothing in the log by what lies there.
func TestRepairJournal(t *testing.T) {
	t.Parallel()
	p, key := repairable(t)
	good := p.read("archive/" + key)
	line, err := json.Marshal(planned{RepairRecord: ledger.RepairRecord{Object: key, Place: "archive", Fault: "altered", From: "mirror", SHA256: sha256Hex(good), Bytes: int64(len(good))}})
	if err != nil {
		t.Fatal(err)
	}
	p.write("archive/catalog.db.repairs", append(line, '\n'))
	p.run(0, "verify", "--repair")
	if got := p.repairs(); len(got) > 0 {
		t.Errorf("logged %+v", got)
	}
	p.write("mine", []byte("mine"))
	p.remove("configs/log.head.repairs")
	if err := os.Symlink("../mine", filepath.Join(p.dir, "configs/log.head.repairs")); err != nil {
		t.Fatal(err)
	}
	p.replace("archive/"+key, nil)
	_, errs := p.run(3, "verify", "--repair")
	if !strings.Contains(string(errs), "journal of repairs") || string(p.read("mine")) != "mine" {
		t.Errorf("a link in the journal's place: %s", errs)
	}
}

func sha256Hex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
