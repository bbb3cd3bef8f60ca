package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/ledger"
)

// swapFolder puts what is in one folder in the place of another.
func (p *project) swapFolder(name, from string) {
	p.t.Helper()
	dir := filepath.Join(p.dir, name)
	if err := errors.Join(os.RemoveAll(dir), os.CopyFS(dir, os.DirFS(from))); err != nil {
		p.t.Fatal(err)
	}
}

// TestRepairTellsOfHead: archive and mirror that agree are not all well where the head
// knows of more, or of another log; what to do is told, and leads on.
func TestRepairTellsOfHead(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.run(0, "run")
	for range 2 {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}
	p.run(0, "verify")
	p.run(0, "verify")
	head := p.read("configs/log.head")
	p.swapFolder("archive", filepath.Join(p.dir, "mirror"))

	tells := func(code string) {
		t.Helper()
		for _, args := range [][]string{{"verify", "--no-log"}, {"verify", "--repair"}} {
			out, errs := p.run(1, args...)
			if !strings.Contains(string(out), code) || strings.Contains(string(out), "nothing to repair") {
				t.Errorf("%q says\n%s", args, out)
			}
			if !strings.Contains(string(errs), "archiver recover --why TEXT") {
				t.Errorf("%q says not what to do:\n%s", args, errs)
			}
		}
		var v repairJSON
		p.json(1, &v, "verify", "--repair")
		if v.Complete || len(v.Log) != 1 || v.Log[0].Code != code {
			t.Errorf("%+v", v)
		}
	}
	tells(ledger.CodeRolledBack)
	_, errs := p.run(exitNoLook, "run")
	if !strings.Contains(string(errs), "archiver recover --why TEXT") || !strings.Contains(string(errs), "verify --repair brings back") {
		t.Errorf("the run says\n%s", errs)
	}
	p.run(0, "recover", "--why", "the disk failed")
	for range 3 {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}
	p.run(0, "verify", "--repair")
	said, _ := p.run(0, "verify", "--no-log")
	if s := strings.Join(strings.Fields(string(said)), " "); !strings.Contains(s, "note: log-recovered") || !strings.Contains(s, "2 of the ") || !strings.Contains(s, "were given up") || !strings.Contains(s, "the disk failed") {
		t.Errorf("verify tells nothing of what was given up:\n%s", said)
	}

	now := p.read("configs/log.head")
	p.replace("configs/log.head", head)
	tells(ledger.CodeForked)
	out, _ := p.run(1, "verify", "--no-log")
	if strings.Contains(string(out), "--repair puts right") {
		t.Errorf("it names what does not help:\n%s", out)
	}
	p.replace("configs/log.head", now)

	// The mirror has what the archive lacks, and the head knows it: it is brought back.
	old := t.TempDir()
	if err := os.CopyFS(old, os.DirFS(filepath.Join(p.dir, "archive"))); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}
	p.swapFolder("archive", old)
	p.run(exitNoLook, "run")
	var v repairJSON
	p.json(0, &v, "verify", "--repair")
	if !v.Complete || len(v.Repaired) == 0 {
		t.Errorf("%+v", v)
	}
	p.run(0, "run", "--all")
	p.run(0, "verify")
}

// TestRecoverMakesCatalog: a recovery makes the catalog anew, which reflects entries
// that were given up; and where one died before that, the next run does it.
func TestRecoverMakesCatalog(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.write("configs/archiver.yaml", append(p.read("configs/archiver.yaml"), "catalog: sqlite:catalog.db\n"...))
	p.run(0, "run")
	for range 9 {
		p.run(0, "verify")
	}
	p.run(0, "check", "--offline") // the catalog knows of them
	old := p.read("catalog.db")
	if err := os.RemoveAll(filepath.Join(p.dir, "archive")); err != nil {
		t.Fatal(err)
	}
	p.run(0, "copy", "mirror", "archive")
	p.run(exitNoLook, "run")
	p.run(0, "recover", "--why", "the disk failed")
	_, said := p.run(0, "verify")
	_, more := p.run(0, "export", "1", "-o", "x")
	if s := string(said) + string(more); strings.Contains(s, "catalog") || strings.Contains(s, "not logged") {
		t.Errorf("after a recovery it says\n%s", s)
	}
	web.epoch.Add(1)
	for _, beside := range []string{"-wal", "-shm"} {
		if p.stands("catalog.db" + beside) {
			p.remove("catalog.db" + beside)
		}
	}
	p.replace("catalog.db", old)
	if _, said := p.run(0, "run", "--all"); !strings.Contains(string(said), "warning: the catalog reflects") || !strings.Contains(string(said), "made anew") {
		t.Errorf("with a catalog of before, the run says\n%s", said)
	}
	p.run(0, "check")
}
