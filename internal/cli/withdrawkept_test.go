package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithdrawnStaysAway: the archive is lost after a withdrawal that the mirror was
// not told of, and brought back from there. What was withdrawn does not come back.
func TestWithdrawnStaysAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		back   func(p *project)
		before func(p *project)
		copied bool // its bytes come back meanwhile
	}{
		"archiver copy":  {back: func(p *project) { p.run(0, "copy", "mirror", "archive") }},
		"by other means": {back: func(p *project) { p.swapFolder("archive", filepath.Join(p.dir, "mirror")) }, copied: true},
		"known by the head alone": {back: func(p *project) { p.swapFolder("archive", filepath.Join(p.dir, "mirror")) }, copied: true,
			before: func(p *project) { p.remove("configs/log.head.withdrawn") }},
		"known beside the head alone": {back: func(p *project) { p.run(0, "copy", "mirror", "archive") },
			before: func(p *project) { p.run(0, "verify") }},
	} {
		t.Run(name, func(t *testing.T) {
			p, key := repairable(t)
			p.withdraw()
			if c.before != nil {
				c.before(p)
			}
			if !p.stands("mirror/" + key) {
				t.Fatal("the mirror was told: nothing is tested")
			}
			if err := errors.Join(os.RemoveAll(filepath.Join(p.dir, "archive"))); err != nil {
				t.Fatal(err)
			}
			c.back(p)
			if p.stands("archive/"+key) != c.copied {
				t.Errorf("it lies there: %v", p.stands("archive/"+key))
			}
			if c.copied { // nor is it handed out meanwhile, or taken for sound
				for _, args := range [][]string{{"list", "-v"}, {"history", "1"}, {"status", "1"}} {
					if out, _ := p.run(0, args...); !strings.Contains(string(out), "withdrawn") {
						t.Errorf("%s says\n%s", args, out)
					}
				}
				for _, args := range [][]string{{"check"}, {"check", "--offline"}} {
					if out, _ := p.run(exitFailed, args...); !strings.Contains(string(out), "archive missing, withdrawn") {
						t.Errorf("%s says\n%s", args, out)
					}
				}
				for _, args := range [][]string{{"get", "1"}, {"export", "1", "-o", "bundle"}, {"diff", "1", "--to", "now"}, {"cite", "1", "--at", "2099-01-01"}} {
					if out, errs := p.run(exitNoLook, args...); len(out) > 0 || !strings.Contains(string(errs), "was withdrawn on") || !strings.Contains(string(errs), "beside log.head") {
						t.Errorf("%s says\n%s%s", args, out, errs)
					}
				}
				if out, errs := p.run(exitNoLook, "cite", "1"); len(out) > 0 || !strings.Contains(string(errs), "to withdraw its snapshot") {
					t.Errorf("cite says\n%s%s", out, errs)
				}
			}
			p.run(exitNoLook, "run")
			_, errs := p.run(0, "recover", "--why", "the disk failed")
			if !strings.Contains(string(errs), "1 withdrawal, which is decided again") {
				t.Errorf("recover says\n%s", errs)
			}
			out, _ := p.run(0, "history", "1")
			if !strings.Contains(string(out), "withdrawal decided on") {
				t.Errorf("history says\n%s", out)
			}
			p.run(0, "run")
			for _, place := range []string{"archive/", "mirror/"} {
				if p.stands(place + key) {
					t.Errorf("%s%s is there", place, key)
				}
			}
			p.run(0, "verify")
			out, _ = p.run(0, "history", "1")
			if !strings.Contains(string(out), "endangers somebody") {
				t.Errorf("history says\n%s", out)
			}
			p.run(exitUsage, "recover", "--why", "again")
		})
	}
}

// TestWithdrawnBeforeAnew: where all is begun anew, what was withdrawn is not stored
// again, until the file that says so is deleted too.
func TestWithdrawnBeforeAnew(t *testing.T) {
	p, key := repairable(t)
	p.withdraw()
	for _, name := range []string{"archive", "mirror", "configs/log.head"} {
		if err := os.RemoveAll(filepath.Join(p.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	p.run(0, "run")
	stored := func() int {
		list, err := filepath.Glob(filepath.Join(p.dir, "archive", filepath.Dir(key), "*.wacz"))
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if n := stored(); n != 0 {
		t.Errorf("%d stored", n)
	}
	out, _ := p.run(exitFailed, "check", "--offline")
	if !strings.Contains(string(out), "was withdrawn on") {
		t.Errorf("check says\n%s", out)
	}
	p.run(0, "verify")
	p.run(0, "run", "--all")
	if n := stored(); n != 0 || !p.stands("configs/log.head.withdrawn") {
		t.Errorf("%d stored by the second run", n)
	}
	p.remove("configs/log.head.withdrawn")
	p.run(0, "run", "--all")
	if n := stored(); n != 1 {
		t.Errorf("%d stored without the file", n)
	}
}

// TestWithdrawnInMirrorAtOnce: a mirror that can be reached is told at once.
func TestWithdrawnInMirrorAtOnce(t *testing.T) {
	t.Parallel()
	p, key := repairable(t)
	if !p.stands("mirror/" + key) {
		t.Fatal("it is not in the mirror")
	}
	p.run(0, "withdraw", "1", "--at", p.captured(), "--why", "endangers somebody", "--yes")
	if p.stands("mirror/" + key) {
		t.Error("it is in the mirror still")
	}
	p.swapFolder("archive", filepath.Join(p.dir, "mirror"))
	out, _ := p.run(0, "history", "1")
	if !strings.Contains(string(out), "endangers somebody") {
		t.Errorf("history says\n%s", out)
	}
	p.run(0, "run")
	p.run(0, "verify")
}
