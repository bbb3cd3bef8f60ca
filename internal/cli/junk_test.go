package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/ledger"
)

// filesIn gives what a folder of the project holds.
func (p *project) filesIn(dir string) map[string]string {
	p.t.Helper()
	out := map[string]string{}
	root := filepath.Join(p.dir, dir)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(p.dir, path)
		out[filepath.ToSlash(rel)] = string(p.read(rel))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

func (p *project) logSize() (n int) {
	p.t.Helper()
	if _, err := fmt.Sscan(strings.Split(string(p.read("archive/log/checkpoint")), "\n")[1], &n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// TestJunkInLog adds files inside a batch of the log: a repair finds nothing to do,
// verify warns of them alone, and runs and mirrors go on.
func TestJunkInLog(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	const first = 1 // after the batch of the keys
	for _, data := range []string{"", "{}\n"} {
		for _, place := range []string{"archive", "mirror"} {
			junk := fmt.Sprintf("%s/log/records/%d.jsonl", place, first+1)
			if _, err := os.Stat(filepath.Join(p.dir, junk)); err == nil {
				t.Fatalf("%s is a batch", junk)
			}
			p.write(junk, []byte(data))
			before := p.filesIn("archive/log")
			var r repairJSON
			p.json(0, &r, "verify", "--repair")
			if !r.Complete || len(r.Repaired) > 0 {
				t.Errorf("%s: %+v", junk, r)
			}
			for key, data := range p.filesIn("archive/log") {
				if before[key] != data {
					t.Errorf("%s: %s is another one", junk, key)
				}
			}
			var v verifyJSON
			args := []string{"verify"}
			if place == "mirror" {
				args = append(args, "--mirror")
			}
			p.json(0, &v, args...)
			if len(v.Warnings) != 1 || v.Warnings[0].Code != ledger.CodeUnexpected {
				t.Errorf("%s: %+v", junk, v.Warnings)
			}
			if err := os.Remove(filepath.Join(p.dir, junk)); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.write(fmt.Sprintf("archive/log/records/%d.jsonl", first+1), nil)
	if err := os.RemoveAll(filepath.Join(p.dir, "mirror")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(p.dir, "mirror"), 0o755); err != nil {
		t.Fatal(err)
	}
	p.remove("archive/catalog.db.mirror") // else its emptiness is taken for a disk that is not mounted
	p.run(0, "run")
	var v verifyJSON
	p.json(0, &v, "verify", "--mirror")
	if len(v.Warnings) > 0 {
		t.Errorf("a mirror filled past it: %+v", v.Warnings)
	}
}

// TestLitterInClaims puts litter where earlier versions put the next claim: runs go
// on past it. Litter in its very place stops them before anything is archived, and
// what to do is told.
func TestLitterInClaims(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	n := p.logSize()
	for i := range 8 {
		key := fmt.Sprintf("archive/log/records/claims/%d-%d.gz", n, i)
		if i == 0 {
			key = fmt.Sprintf("archive/log/records/claims/%d.gz", n)
		}
		p.write(key, []byte("x"))
	}
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	if p.logSize() == n {
		t.Error("nothing was logged")
	}
	// The claim of the newest batch is made litter, and the archive and the head put
	// back to before it: its place is known now.
	claims, err := filepath.Glob(filepath.Join(p.dir, fmt.Sprintf("archive/log/records/claims/%d-*.gz", p.logSize())))
	if err != nil || len(claims) > 0 {
		t.Fatal(claims, err)
	}
	saved := t.TempDir()
	if err := os.CopyFS(saved, os.DirFS(p.dir)); err != nil {
		t.Fatal(err)
	}
	before := p.logSize()
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	claims, _ = filepath.Glob(filepath.Join(p.dir, fmt.Sprintf("archive/log/records/claims/%d-*.gz", before)))
	if len(claims) != 1 {
		t.Fatal(claims)
	}
	p.dir = saved
	key := "log/records/claims/" + filepath.Base(claims[0])
	p.write("archive/"+key, []byte("x"))
	snapshots := len(p.filesIn("archive/snapshots"))
	web.epoch.Add(1)
	_, errs := p.run(exitNoLook, "run", "--all")
	if !bytes.Contains(errs, []byte("move the file "+key+" out of the archive's folder")) {
		t.Errorf("%s", errs)
	}
	if n := len(p.filesIn("archive/snapshots")); n != snapshots {
		t.Errorf("%d snapshots, there were %d", n, snapshots)
	}
	if err := os.Remove(filepath.Join(p.dir, "archive", key)); err != nil {
		t.Fatal(err)
	}
	p.run(0, "run", "--all")
}

// TestWithdrawalInClaims loses the records of a withdrawal, which the mirror does
// not have yet: the claims give them back, and the withdrawn bytes stay away.
func TestWithdrawalInClaims(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	before := p.filesIn("archive/snapshots")
	n := p.logSize()
	p.withdraw()
	after := p.filesIn("archive/snapshots")
	if len(after) != len(before)-1 {
		t.Fatalf("%d snapshots of %d", len(after), len(before))
	}
	for size := n + 1; size <= n+2; size++ {
		if err := os.Remove(filepath.Join(p.dir, fmt.Sprintf("archive/log/records/%d.jsonl", size))); err != nil {
			t.Fatal(err)
		}
	}
	var r repairJSON
	p.json(0, &r, "verify", "--repair")
	if !r.Complete || len(r.Repaired) != 2 {
		t.Errorf("%+v", r)
	}
	for key := range p.filesIn("archive/snapshots") {
		if after[key] == "" {
			t.Errorf("%s is back", key)
		}
	}
	p.run(0, "verify")
}

// TestJunkWhereTheLogGoes puts junk where the log's next files have to be: the run
// ends with a word on what to do, which keeps it aside, and then it goes on.
func TestJunkWhereTheLogGoes(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.run(0, "run")
	for _, c := range [][2]string{{"records/%d.jsonl", "a file"}, {"records/%d.jsonl", "a folder"}, {"checkpoints/%d", "a file"}, {"checkpoints/%d", "a folder"},
		{"tile/0/000.p/%d", "a link"}, {"tile/entries/000.p/%d", "a file"}} {
		place, kind := c[0], c[1]
		web.epoch.Add(1)
		n := p.logSize()
		var junk []string
		for i := range 20 {
			junk = append(junk, fmt.Sprintf("archive/log/"+place, n+1+i))
			var err error
			switch path := filepath.Join(p.dir, junk[i]); kind {
			case "a file":
				p.write(junk[i], []byte("junk"))
			case "a folder":
				err = os.MkdirAll(filepath.Join(path, "junk"), 0o755)
			case "a link":
				err = os.Symlink("junk", path)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		_, said := p.run(3, "run", "--all")
		if !strings.Contains(string(said), "verify --repair") || !strings.Contains(string(said), "log/"+place[:6]) {
			t.Errorf("%s, %s: it says\n%s", place, kind, said)
		}
		p.run(0, "verify", "--repair")
		p.run(0, "run", "--all")
		p.run(0, "verify")
		kept, err := filepath.Glob(filepath.Join(p.dir, "archive/damaged/*", strings.TrimPrefix(filepath.Dir(junk[0]), "archive/"), "*"))
		if err != nil || len(kept) == 0 {
			t.Errorf("%s, %s: nothing is kept aside (%v)", place, kind, err)
		}
		for _, name := range junk {
			if p.isJunk(name) {
				err = errors.Join(err, os.RemoveAll(filepath.Join(p.dir, name)))
			}
		}
		if err = errors.Join(err, os.RemoveAll(filepath.Join(p.dir, "archive/damaged"))); err != nil {
			t.Fatal(err)
		}
	}
}

// isJunk says whether what such a test put there stands there still.
func (p *project) isJunk(name string) bool {
	p.t.Helper()
	fi, err := os.Lstat(filepath.Join(p.dir, name))
	return err == nil && (!fi.Mode().IsRegular() || string(p.read(name)) == "junk")
}

// TestJunkIsToldOf: what others put where the log's next files will stand is told as
// that, by verify and --repair, and a copy leaves it behind. What a run left that died
// is not taken for it.
func TestJunkIsToldOf(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.run(0, "run")
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	unexpected := func(list []findingJSON) map[string]string {
		of := map[string]string{}
		for _, f := range list {
			if f.Code == ledger.CodeUnexpected {
				of[f.Object] = f.Detail
			}
		}
		return of
	}
	n := p.logSize()
	var junk []string
	for _, place := range []string{"records/%d.jsonl", "checkpoints/%d", "tile/0/000.p/%d", "tile/entries/000.p/%d"} {
		key := fmt.Sprintf("log/"+place, n+5)
		junk = append(junk, key)
		p.write("archive/"+key, []byte("junk"))
	}
	var v verifyJSON
	p.json(0, &v, "verify", "--no-log")
	var r repairJSON
	p.json(0, &r, "verify", "--repair")
	for _, key := range junk {
		for command, list := range map[string][]findingJSON{"verify": v.Warnings, "verify --repair": r.Warnings} {
			if !strings.Contains(unexpected(list)[key], "somebody") || !strings.Contains(unexpected(list)[key], "verify --repair keeps it aside then") {
				t.Errorf("%s tells of %s: %+v", command, key, list)
			}
		}
	}
	p.run(0, "copy", "archive", "elsewhere")
	for _, key := range junk {
		if p.stands("elsewhere/" + key) {
			t.Errorf("%s was copied", key)
		}
		p.remove("archive/" + key)
	}

	// The newest batch, but for its checkpoints, as a run leaves it that dies.
	before := 0
	for key := range p.filesIn("archive/log/checkpoints") {
		var size int
		if _, err := fmt.Sscanf(filepath.Base(key), "%d", &size); err == nil && size < p.logSize() {
			before = max(before, size)
		}
	}
	size := p.logSize()
	p.replace("archive/log/checkpoint", p.read(fmt.Sprintf("archive/log/checkpoints/%d", before)))
	p.remove(fmt.Sprintf("archive/log/checkpoints/%d", size))
	p.json(0, &v, "verify", "--no-log")
	if list := unexpected(v.Warnings); len(list) > 0 || len(v.Warnings) == 0 {
		t.Errorf("of what a run left it says %+v", v.Warnings)
	}
	records := fmt.Sprintf("archive/log/records/%d.jsonl", size)
	whole := p.read(records)
	p.replace(records, []byte("junk"))
	p.json(0, &v, "verify", "--no-log")
	if list := unexpected(v.Warnings); len(list) != 1 {
		t.Errorf("of junk in its place it says %+v", v.Warnings)
	}
	p.replace(records, whole)
	p.run(0, "run")
	p.run(0, "verify")
}

// TestJunkInTheWay: junk where a batch has to be that is claimed stops every run, and
// verify tells that, and what to do, as the run does: --repair keeps it aside, and has
// the log go on, through what stands in the way of its own records too. Nothing of it is
// told as what a crash left, which a run would finish.
func TestJunkInTheWay(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.run(0, "run")
	for _, place := range []string{"records/%d.jsonl", "checkpoints/%d", "tile/0/000.p/%d", "tile/entries/000.p/%d"} {
		web.epoch.Add(1)
		n := p.logSize()
		var junk []string
		for i := range 20 {
			junk = append(junk, fmt.Sprintf("archive/log/"+place, n+1+i))
			p.write(junk[i], []byte("junk"))
		}
		p.run(exitNoLook, "run", "--all")
		exit := 0
		if strings.HasPrefix(place, "checkpoints") { // the batch is there, and may have had another one
			exit = 1
		}
		out, _ := p.run(exit, "verify", "--no-log")
		said := strings.Join(strings.Fields(string(out)), " ")
		if !strings.Contains(said, "no run can finish until it is gone") || !strings.Contains(said, "verify --repair keeps it aside") ||
			strings.Contains(said, "the next run finishes") || strings.Contains(said, "the next run does") || strings.Contains(said, "the next one") {
			t.Errorf("%s: verify says\n%s", place, said)
		}
		var r repairJSON
		p.json(0, &r, "verify", "--repair")
		if !r.Complete || len(r.Repaired) == 0 || r.LogIndex == nil || r.NotLogged != "" {
			t.Errorf("%s: %+v", place, r)
		}
		for _, done := range r.Repaired {
			if done.Aside == "" || string(p.read("archive/"+done.Aside)) != "junk" {
				t.Errorf("%s: %s is kept as %q", place, done.Object, done.Aside)
			}
		}
		for _, name := range junk {
			if p.isJunk(name) {
				p.remove(name)
			}
		}
		p.run(0, "run", "--all")
		p.run(0, "verify")
	}
}
