package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/web"
)

// actChild has a test binary do an act, and kill itself when it has come so far: the
// step, the folder, the command and its arguments, one a line.
const actChild = "ARCHIVER_TEST_ACT"

// TestActChild is the process that killAct starts.
func TestActChild(t *testing.T) {
	say := strings.Split(os.Getenv(actChild), "\n")
	if len(say) != 5 {
		return
	}
	e := &env{in: strings.NewReader(""), out: io.Discard, err: os.Stderr, now: time.Now, environ: os.Environ(), configPath: filepath.Join(say[1], "configs/archiver.yaml")}
	e.reached = func(s string) {
		if s == say[0] {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	if say[2] == "quote" {
		t.Fatal(runQuote(t.Context(), e, say[3], say[4], true))
	}
	t.Fatal(runAccept(t.Context(), e, say[3], say[4]))
}

// killAct has a process do an act, and be killed at a step of it.
func (p *deskProject) killAct(step string, act ...string) {
	p.t.Helper()
	if act == nil {
		act = []string{"accept", "3", "as the child said"}
	}
	c := exec.Command(os.Args[0], "-test.run=^TestActChild$")
	c.Env = append(slices.DeleteFunc(slices.Clone(p.env), func(v string) bool { return strings.HasPrefix(v, asArchiver+"=") }),
		actChild+"="+strings.Join(append([]string{step, p.dir}, act...), "\n"))
	out, _ := c.CombinedOutput()
	if s, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || s.Signal() != syscall.SIGKILL {
		p.t.Fatalf("it was not killed at %q: %v\n%s", step, c.ProcessState, out)
	}
}

// noActLeft says that no trace of an act under way is there.
func (p *project) noActLeft() {
	p.t.Helper()
	for _, pattern := range []string{"sources/.*", "archive/*.act", "archive/*.act.new"} {
		if files, err := filepath.Glob(filepath.Join(p.dir, pattern)); err != nil || len(files) > 0 {
			p.t.Errorf("left: %v %v", files, err)
		}
	}
}

func (p *project) manifest() string {
	p.t.Helper()
	data, err := os.ReadFile(filepath.Join(p.dir, "sources/demo.yaml"))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(data)
}

// stands3 is how the gate sees footnote 3.
func (p *deskProject) stands3(args ...string) (result string, accepted bool, said string) {
	p.t.Helper()
	var v resultJSON
	c := p.command(append([]string{"check", "--json"}, args...)...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	_ = c.Run() // others fail
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		p.t.Fatalf("%v\n%s%s", err, &out, &errs)
	}
	for _, row := range v.Citations {
		if row.Ref == "3" {
			return row.Result, row.Accepted, errs.String()
		}
	}
	p.t.Fatalf("no footnote 3 in\n%s%s", &out, &errs)
	return "", false, ""
}

// TestKilledAct: an acceptance is killed after each of its steps. Either nothing was
// accepted, or the next command that writes has the manifest say what the log says.
func TestKilledAct(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	for i, step := range []string{"noted", "written", "logged", "replaced"} {
		p.write("sources/demo.yaml", []byte(was))
		before := len(p.acceptances("3"))
		p.killAct(step)
		counts := i >= 2
		if n := len(p.acceptances("3")) - before; (n == 1) != counts {
			t.Errorf("%s: %d records", step, n)
		}
		result, accepted, _ := p.stands3()
		if accepted != counts || (result == "warn") != counts {
			t.Errorf("%s: %s, accepted %v", step, result, accepted)
		}
		if now := p.manifest(); (now != was) != counts || strings.Contains(now, "as the child said") != counts {
			t.Errorf("%s: the manifest is\n%s", step, now)
		}
		p.noActLeft()
	}
	p.run(0, "verify")
}

// TestKilledActFinishes: which command comes next does not matter, and a passage that was
// quoted is finished as well.
func TestKilledActFinishes(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	for name, next := range map[string]func(){
		"check --offline": func() { p.stands3("--offline") },
		"run":             func() { p.run(0, "run") },
		"serve":           func() { p.e.finishActs(t.Context()) },
		"another page":    func() { _ = p.exclusive()(t.Context(), func(*session) error { return nil }) },
	} {
		p.write("sources/demo.yaml", []byte(was))
		p.killAct("logged")
		if p.manifest() != was {
			t.Fatal("nothing is tested")
		}
		next()
		if c := p.cite("3").Citation.Accept; c == nil || c.Why != "as the child said" {
			t.Errorf("%s: %+v", name, c)
		}
		p.noActLeft()
	}

	p.write("sources/demo.yaml", []byte(was))
	text, _ := p.run(0, "get", "1", "--as", "text")
	passage := ""
	for line := range strings.Lines(string(text)) {
		if len(line) > len(passage) {
			passage = strings.TrimSpace(line)
		}
	}
	for _, edited := range []string{was, "# mine\n" + was} {
		p.write("sources/demo.yaml", []byte(was))
		p.killAct("logged", "quote", "1", passage)
		p.write("sources/demo.yaml", []byte(edited))
		p.run(0, "run")
		if q := p.cite("1").Citation.Quotes; !slices.Contains(q, passage) || !strings.HasPrefix(p.manifest(), edited[:6]) {
			t.Errorf("quotes are %q in\n%s", q, p.manifest())
		}
		p.noActLeft()
	}
}

// urlOf3 is the line of a manifest that names the source of footnote 3.
func urlOf3(manifest string) string {
	place := strings.Index(manifest, "number: 3\n")
	url := manifest[place+strings.Index(manifest[place:], "url: "):]
	return url[:strings.Index(url, "\n")]
}

// acceptedByHand is the manifest in which a person has accepted footnote 3.
func acceptedByHand(manifest string) string {
	indent := strings.Repeat(" ", len("      - ")) // of the citation's keys
	return strings.Replace(manifest, urlOf3(manifest), urlOf3(manifest)+"\n"+indent+`accept: {verdict: dead, why: "I said so"}`, 1)
}

// TestKilledActEdited: a person edits the manifest before the next run. What they
// decided of the citation stands; what they did elsewhere stays.
func TestKilledActEdited(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	url, theirs := urlOf3(was), acceptedByHand(was)
	for _, c := range []struct {
		name, step, before, edited string
		accepted                   string // by whom; "": nobody
		stays                      string
	}{
		{"a comment", "logged", was, "# seen by Ada\n" + was, "as the child said", "# seen by Ada\n"},
		{"accepted by hand", "logged", was, theirs, "I said so", ""},
		{"taken out by hand", "logged", theirs, was, "", ""},
		{"the citation is gone", "logged", was, strings.Replace(was, url, url[:len(url)-1]+`?other"`, 1), "", `?other"`},
		{"put back after it was done", "replaced", was, was, "", ""},
	} {
		p.write("sources/demo.yaml", []byte(c.before))
		p.killAct(c.step)
		p.write("sources/demo.yaml", []byte(c.edited))
		_, _, said := p.stands3()
		now := p.manifest()
		by := ""
		if a := p.cite("3").Citation.Accept; a != nil {
			by = a.Why
		}
		if by != c.accepted || !strings.Contains(now, c.stays) {
			t.Errorf("%s: accepted by %q, want %q; the manifest is\n%s", c.name, by, c.accepted, now)
		}
		if dropped := c.step == "logged" && c.accepted != "as the child said"; dropped != strings.Contains(said, "edited there meanwhile") {
			t.Errorf("%s: it says\n%s", c.name, said)
		}
		p.noActLeft()
	}
}

// TestKilledActReadOnly: a manifest that can't be written is told of, and written once it
// can. A broken one is no other case.
func TestKilledActReadOnly(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	sources := filepath.Join(p.dir, "sources")
	p.killAct("logged")
	as := ordinary(t, p.project)
	for _, f := range []struct {
		mode os.FileMode
		done bool
	}{{0o555, false}, {0o755, true}} {
		if err := os.Chmod(sources, f.mode); err != nil {
			t.Fatal(err)
		}
		out, _ := as("check").CombinedOutput()
		if told := strings.Count(string(out), "is in the log, and not in the manifest yet"); (told == 0) != f.done || told > 1 {
			t.Errorf("%v: it tells %d times:\n%s", f.mode, told, out)
		}
		if (p.manifest() != was) != f.done {
			t.Errorf("%v: the manifest is\n%s", f.mode, p.manifest())
		}
	}
	p.noActLeft()

	// Not to be read by the time: the next run says so, and the one after has it all.
	p.write("sources/demo.yaml", []byte(was))
	if err := os.Chmod(filepath.Join(p.dir, "sources/demo.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.killAct("logged")
	p.write("sources/demo.yaml", []byte("nonsense: 1\n"+was))
	p.run(exitUsage, "check")
	p.write("sources/demo.yaml", []byte("# mended\n"+was))
	if _, accepted, said := p.stands3(); !accepted || !strings.Contains(p.manifest(), "# mended") {
		t.Errorf("accepted %v:\n%s", accepted, said)
	}
	p.noActLeft()
}

// TestKilledActUntold: as long as it can't be told whether an act is in the log, nothing
// of it is removed, no other takes its place, and it is finished once it can be told.
func TestKilledActUntold(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	p.killAct("logged")
	batches, err := filepath.Glob(filepath.Join(p.dir, "archive/log/records/*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(batches, func(f string) bool {
		data, err := os.ReadFile(f)
		return err == nil && bytes.Contains(data, []byte("as the child said"))
	})
	if i < 0 {
		t.Fatalf("not in %v", batches)
	}
	if err := os.Rename(batches[i], filepath.Join(p.dir, "batch")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		out, _ := p.command("check").CombinedOutput()
		if n := strings.Count(strings.Join(strings.Fields(string(out)), " "), "is in the log can't be told"); n != 1 || p.manifest() != was {
			t.Errorf("it tells %d times:\n%s", n, out)
		}
	}
	if out, err := p.command("accept", "3", "--why", "another").CombinedOutput(); err == nil || !strings.Contains(string(out), "is not finished, and would be lost") {
		t.Errorf("%v:\n%s", err, out)
	}
	if err := os.Rename(filepath.Join(p.dir, "batch"), batches[i]); err != nil {
		t.Fatal(err)
	}
	if _, accepted, said := p.stands3(); !accepted || !strings.Contains(p.manifest(), "as the child said") {
		t.Errorf("accepted %v:\n%s", accepted, said)
	}
	p.noActLeft()
}

// TestLoggedAndEdited: who accepts is told rightly what became of an act that is in the
// log while the manifest is edited.
func TestLoggedAndEdited(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "", 2)
	was := p.manifest()
	theirs := acceptedByHand(was)
	edits := map[string]string{}
	reached := func(step string) {
		if text, ok := edits[step]; ok {
			p.write("sources/demo.yaml", []byte(text))
		}
	}
	p.d.base.reached = reached
	byCommand := &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, environ: p.e.environ, configPath: p.e.configPath, reached: reached}
	for _, c := range []struct {
		edits      map[string]string
		page, says string
		by         string // who has accepted it in the end
	}{
		{map[string]string{"logged": theirs}, "The manifest was edited meanwhile and says otherwise: that stands.", "which was edited there meanwhile: that stands", "I said so"},
		{map[string]string{"logged": "# one\n" + was, "edited": "# two\n" + was}, "and the manifest was edited at this very moment.", "the next run writes it there", "mine"},
	} {
		for _, onPage := range []bool{true, false} {
			edits = nil
			p.write("sources/demo.yaml", []byte(was))
			before := len(p.acceptances("3"))
			shown := p.shownAs("3", "mine")
			edits = c.edits
			if onPage {
				var refused *web.RefusedError
				if _, err := p.d.Accept(t.Context(), p.cite("3"), shown); !errors.As(err, &refused) || !strings.Contains(refused.Why, c.page) || strings.Contains(refused.Hint, "Try again") {
					t.Errorf("the page says %v %+v", err, refused)
				}
			} else if err := runAccept(t.Context(), byCommand, "3", "mine"); err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "try again") || strings.Contains(err.Error(), "tries again") {
				t.Errorf("the command says %v", err)
			}
			edits = nil
			if n := len(p.acceptances("3")) - before; n != 1 {
				t.Errorf("%d records", n)
			}
			if c.by != "mine" {
				p.noActLeft()
			}
			_, _, _ = p.stands3()
			if a := p.cite("3").Citation.Accept; a == nil || a.Why != c.by || c.by == "mine" && !strings.HasPrefix(p.manifest(), "# two") {
				t.Errorf("%+v in\n%s", a, p.manifest())
			}
			p.noActLeft()
		}
	}
}
