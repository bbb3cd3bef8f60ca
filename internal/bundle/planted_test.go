package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"archiver/internal/ledger"
	"archiver/internal/webtest/authority"
)

// Whoever may write to the archive, but has not the log's key, cannot push genuine
// timestamps out of a bundle by his own, nor put in a witness.
func TestPlanted(t *testing.T) {
	w := newWorld(t)
	w.fill()
	before, beforeCP := w.newest()
	w.stamp()
	genuine := slices.DeleteFunc(names(t, w.dir), func(name string) bool { return !strings.HasSuffix(name, ".tsr") })
	for i := range 3 {
		name := fmt.Sprintf("evil%d", i)
		w.token(authority.Start(t, authority.Options{Name: name}), before, name, beforeCP)
	}
	size, cp := w.newest()
	signer, name := w.witness("evil.example", false)
	w.cosign(signer, name, size, cp)
	var f facts
	stamped := func(dir string) (list []string) {
		w.ok(json.Unmarshal(load(t, dir, factsName), &f))
		for _, s := range f.Log.Stamps {
			list = append(list, s.File)
		}
		return list
	}
	dir, got := w.export(w.job(false, w.cite("3", pageURL)))
	if list := stamped(dir); len(genuine) != 2 || !slices.Equal(list, genuine) {
		t.Errorf("timestamps %q, want %q", list, genuine)
	}
	if len(got.LeftOut) != 4 {
		t.Errorf("left out: %q", got.LeftOut)
	}
	for _, file := range names(t, dir) {
		if b := load(t, dir, file); strings.Contains(file, "evil") || bytes.Contains(b, []byte("evil")) {
			t.Errorf("%s tells of what was planted", file)
		}
	}
	if out, passed := script(t, dir); !passed || !strings.Contains(out, "witness.example") {
		t.Error(out)
	}
	if r := check(t, dir, w.roots...); len(r.Findings) > 0 || len(r.Stamps) != 2 || len(r.Witnesses) != 1 || !r.Witnesses[0].Named {
		t.Errorf("%+v", r)
	}

	// Nor into a bundle that was made.
	file := fmt.Sprintf("log/witnesses/%d/%s", f.Log.Newest, name)
	planted := copyOf(t, dir)
	for _, name := range []string{file, ledger.WitnessKeyOf(name)} {
		save(t, planted, name, load(t, w.dir, name))
	}
	edit(t, planted, factsName, func(f *facts) {
		c, err := ledger.CheckCosigned(load(t, w.dir, file), f.Log.Newest, f.Log.Key, string(load(t, w.dir, ledger.WitnessKeyOf(name))))
		w.ok(err)
		f.Log.Cosigned = append(f.Log.Cosigned, cosigned{Size: f.Log.Newest, File: file, Witness: c.Witness, Time: c.Time})
	})
	resum(t, planted)
	if r := check(t, planted); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeCosignature && f.File == file }) {
		t.Errorf("planted witness: %+v", r.Findings)
	}
	if out, passed := script(t, planted); passed || !strings.Contains(out, "names its key") {
		t.Errorf("planted witness: %s", out)
	}
	// As one of another version it is not called false, and not a witness either.
	edit(t, planted, factsName, func(f *facts) { f.Software = "archiver v0.1" })
	resum(t, planted)
	if r := check(t, planted); len(r.Findings) > 0 || len(r.Witnesses) != 2 || r.Witnesses[0].Named == r.Witnesses[1].Named {
		t.Errorf("planted witness, of another version: %+v", r)
	}

	// A token that was replaced is not handed out, and it is told.
	other := authority.Start(t, authority.Options{Name: "evil"})
	for _, suffix := range []string{".tsr", ".pem"} {
		w.ok(os.Remove(filepath.Join(w.dir, strings.TrimSuffix(genuine[0], ".tsr")+suffix)))
	}
	stamps, _, _ := strings.Cut(strings.TrimPrefix(genuine[0], timestamps), "/")
	var at int64
	fmt.Sscan(stamps, &at)
	w.token(other, at, strings.TrimSuffix(filepath.Base(genuine[0]), ".tsr"), load(t, w.dir, checkpointName(at)))
	dir, got = w.export(w.job(false, w.cite("3", pageURL)))
	if list := stamped(dir); !slices.Equal(list, genuine[1:]) || !slices.ContainsFunc(got.LeftOut, func(s string) bool { return strings.Contains(s, genuine[0]) }) {
		t.Errorf("timestamps %q, want %q; left out: %q", list, genuine[1:], got.LeftOut)
	}
	// Nor is a witness's signature by another key than the log names.
	key := ledger.WitnessKeyOf(filepath.Base(f.Log.Cosigned[0].File))
	save(t, w.dir, key, append(load(t, w.dir, key), ' '))
	if dir, _ = w.export(w.job(false, w.cite("3", pageURL))); !strings.Contains(string(load(t, dir, textName)), "no witness's signature of it is here") {
		t.Error("a witness whose key was altered is told of")
	}
}

// Witnesses that came after the timestamps, or whose signature of that state is not
// whole, are found where they signed a later one, which is proved besides.
func TestWitnessedLater(t *testing.T) {
	w := newWorld(t)
	w.fill()
	stamped, _ := w.newest()
	w.stamp()
	for _, name := range names(t, w.dir) {
		if strings.HasPrefix(name, witnesses) {
			b := load(t, w.dir, name)
			save(t, w.dir, name, append(b[:len(b)-8], "AAAAAAA\n"...))
		}
	}
	w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 200, Verdict: "ok", Reason: "same", Command: "run"})
	signer, name := w.witness("later.example", true)
	size, cp := w.newest()
	w.cosign(signer, name, size, cp)
	// A run has one state cosigned and stamped.
	a := authority.Start(t, authority.Options{Name: "Third"})
	w.roots = append(w.roots, a.Root)
	_, err := w.log.Append(t.Context(), w.token(a, size, "Third", cp))
	w.ok(err)
	w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 200, Verdict: "ok", Reason: "same", Command: "run"})
	dir, _ := w.export(w.job(false, w.cite("3", pageURL)))
	var f facts
	w.ok(json.Unmarshal(load(t, dir, factsName), &f))
	if s := f.Snapshots[0]; s.Checkpoint < stamped || s.Checkpoint >= size || s.Witnessed != size || len(f.Log.Stamps) != 3 || len(f.Log.Cosigned) != 1 {
		t.Errorf("proved by %d, witnessed by %d, want %d; %+v", s.Checkpoint, s.Witnessed, size, f.Log)
	}
	if text := string(load(t, dir, textName)); strings.Contains(text, "no witness") || !strings.Contains(text, "    cosigned ") {
		t.Error(text)
	}
	if r := check(t, dir, w.roots...); len(r.Findings) > 0 || len(r.Stamps) != 3 || len(r.Witnesses) != 1 || !r.Witnesses[0].Named {
		t.Errorf("%+v", r)
	}
	if out, passed := script(t, dir); !passed || !strings.Contains(out, "later.example") {
		t.Error(out)
	}
	// What leads there is verified by both.
	edit(t, dir, factsName, func(f *facts) { f.Snapshots[0].WitnessProof[0] = f.Snapshots[0].WitnessProof[1] })
	resum(t, dir)
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeProof }) {
		t.Errorf("another proof: %+v", r.Findings)
	}
	if out, passed := script(t, dir); passed {
		t.Errorf("another proof: %s", out)
	}
}

// What does not pass the check of bundles is not handed out.
func TestFaulty(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	job := w.job(false, w.cite("3", pageURL))
	job.Progress = func(int, int) { // when the newest checkpoint is written
		made, err := filepath.Glob(filepath.Join(filepath.Dir(w.dir), "*", ".out"+workMark+"*"))
		w.ok(err)
		save(t, made[0], "log/odd", []byte("nobody lists it"))
	}
	job.Log = func([]ledger.ExportRecord) error { t.Error("it was logged"); return nil }
	dir := filepath.Join(filepath.Dir(w.dir), "of", "out")
	w.ok(os.Mkdir(filepath.Dir(dir), 0o755))
	_, err := Write(t.Context(), w.st, dir, job)
	var bad *FaultyError
	if !errors.As(err, &bad) || !slices.ContainsFunc(bad.Findings, func(f Finding) bool { return f.Code == CodeFileExtra && f.File == "log/odd" }) {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// A byte of a token that nobody signed, such as one of a certificate in it, is
// found by both checks.
func TestUnsignedByte(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	for _, name := range names(t, made) {
		if !strings.HasSuffix(name, ".tsr") {
			continue
		}
		good := load(t, made, name)
		for i := 1; i < 4; i++ {
			dir := copyOf(t, made)
			bad := bytes.Clone(good)
			bad[i*len(bad)/4] ^= 1
			save(t, dir, name, bad)
			resum(t, dir)
			if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == name }) {
				t.Errorf("%s, part %d: %+v", name, i, r.Findings)
			}
			if out, passed := script(t, dir); passed || !strings.Contains(out, "FAIL  "+name) {
				t.Errorf("%s, part %d: verify.py says\n%s", name, i, out)
			}
		}
	}
}

// A certificate, or anything else, altered in the file beside a token is found by
// both checks, though the token has those that it needs in itself.
func TestUnsignedChain(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	for _, name := range names(t, made) {
		token, isChain := strings.CutSuffix(name, ".pem")
		if !isChain {
			continue
		}
		good := load(t, made, name)
		if !bytes.Equal(good, load(t, w.dir, name)) {
			t.Errorf("%s is not what was logged", name)
		}
		for i := range 5 {
			dir := copyOf(t, made)
			bad := bytes.Clone(good)
			bad[min(i*len(bad)/4+2, len(bad)-8)] ^= 1
			save(t, dir, name, bad)
			resum(t, dir)
			if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == token+".tsr" }) {
				t.Errorf("%s, part %d: %+v", name, i, r.Findings)
			}
			if out, passed := script(t, dir); passed || !strings.Contains(out, "FAIL  "+token+".tsr") {
				t.Errorf("%s, part %d: verify.py says\n%s", name, i, out)
			}
		}
	}
}

// A token whose record is lost is told of as such, and not as one that a run lists.
func TestLostRecord(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	size, _ := w.newest()
	record := fmt.Sprintf("log/records/%d.jsonl", size-1) // an observation came after it
	if !strings.Contains(string(load(t, w.dir, record)), `"timestamp"`) {
		t.Fatalf("%s lists no timestamp", record)
	}
	w.ok(os.Remove(filepath.Join(w.dir, record)))
	_, got := w.export(w.job(false, w.cite("3", pageURL)))
	told := 0
	for _, said := range got.LeftOut {
		if strings.HasPrefix(said, "the timestamp ") && strings.Contains(said, "on are lost or damaged") && !strings.Contains(said, "next run") {
			told++
		}
	}
	if told != 2 {
		t.Errorf("left out: %q", got.LeftOut)
	}
}
