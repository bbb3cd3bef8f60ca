package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"archiver/internal/contract"
	"archiver/internal/webtest/s3server"
)

// TestUnreadableFile: of a file in a folder that may not be read nothing is known, and
// nothing is said against it, or logged; but it hides no damage elsewhere.
func TestUnreadableFile(t *testing.T) {
	t.Parallel()
	web := newChangingWeb(t, 2)
	p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port),
		map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
	p.run(0, "run")
	p.run(0, "run", "--all") // looks alone
	as := ordinary(t, p)
	tell := func(exit int, args ...string) string {
		t.Helper()
		c := as(args...)
		said, _ := c.CombinedOutput()
		if c.ProcessState.ExitCode() != exit {
			t.Errorf("%s: exit code %d, want %d:\n%s", args, c.ProcessState.ExitCode(), exit, said)
		}
		return string(said)
	}
	must := func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	inLog := func() int {
		left, err := os.ReadDir(filepath.Join(p.dir, "archive/log/checkpoints"))
		if err != nil {
			t.Fatal(err)
		}
		return len(left)
	}
	find := func(pattern, with, without string) string {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(p.dir, "archive", pattern))
		i := slices.IndexFunc(files, func(f string) bool {
			return strings.Contains(string(must(os.ReadFile(f))), with) && (without == "" || !strings.Contains(string(must(os.ReadFile(f))), without))
		})
		if err != nil || i < 0 {
			t.Fatalf("%v: no %s with %q", err, pattern, with)
		}
		return files[i]
	}
	deny := func(file string) (allow func()) {
		t.Helper()
		info, err := os.Stat(file)
		if err == nil {
			err = os.Chmod(file, 0)
		}
		if err != nil {
			t.Fatal(err)
		}
		return func() { os.Chmod(file, info.Mode().Perm()) }
	}
	snapshot := find("snapshots/*/*/*.wacz", "", "")
	lists := find("log/records/*.jsonl", `"kind":"snapshot"`, "")
	looks := find("log/records/*.jsonl", `"kind":"observation"`, `"kind":"snapshot"`)
	for _, file := range []string{snapshot, lists, looks, filepath.Join(p.dir, "archive/log/checkpoint"), filepath.Dir(lists), filepath.Dir(snapshot)} {
		before := inLog()
		allow := deny(file)
		said := tell(3, "verify")
		got := said
		if file == snapshot {
			got += tell(3, "get", "1", "-o", "x")
		}
		allow()
		if strings.Contains(said, "NOT as it was") || strings.Contains(got, "damaged") || !strings.Contains(said, "let the user that this runs as read") || inLog() != before {
			t.Errorf("without %s, %d batches then %d:\n%s", file, before, inLog(), got)
		}
		if file == filepath.Dir(lists) && !strings.Contains(said, "what the log records among that list was compared with nothing (2 snapshots, ") {
			t.Errorf("without %s it does not say what was not compared:\n%s", file, said)
		}
	}
	// A catalog that can't be made anew stays as it is.
	had := tell(0, "history", "1")
	file := filepath.Join(p.dir, "archive/catalog.db")
	stood := must(os.ReadFile(file))
	allow := deny(filepath.Dir(lists))
	tell(3, "reindex")
	allow()
	if b, err := os.ReadFile(file); err != nil || !bytes.Equal(b, stood) {
		t.Errorf("the old catalog is gone: %v", err)
	}
	if tell(0, "history", "1") != had {
		t.Error("it tells otherwise")
	}
	if left, _ := filepath.Glob(filepath.Join(p.dir, "archive/catalog*.new*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	tell(0, "reindex")
	if again := tell(0, "history", "1"); again != had {
		t.Errorf("%s\nbefore:\n%s", again, had)
	}
	if said := tell(0, "history", "1"); strings.Contains(said, "damaged") {
		t.Error(said)
	}
	whole := must(os.ReadFile(snapshot))
	bad := slices.Clone(whole)
	bad[len(bad)/2] ^= 1
	for _, c := range []struct {
		denied, code string
		put          []byte
	}{{looks, "snapshot-missing", nil}, {looks, "snapshot-altered", bad}, {lists, "snapshot-inner", bad}} {
		before := inLog()
		allow := deny(c.denied)
		os.Remove(snapshot)
		if c.put != nil {
			os.WriteFile(snapshot, c.put, 0o644)
		}
		if said := tell(1, "verify"); !strings.Contains(said, c.code) || strings.Contains(said, "of the rest") || inLog() == before {
			t.Errorf("without %s:\n%s", c.denied, said)
		}
		allow()
		os.WriteFile(snapshot, whole, 0o644)
	}
	tell(0, "verify")
}

// ordinary gives the program as run by somebody who may not read every file: not by
// root.
func ordinary(t *testing.T, p *project) func(args ...string) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		return p.command
	}
	const nobody = 65534
	dir := t.TempDir()
	program := filepath.Join(dir, "archiver")
	// By another process: one of this, begun beside it, would hold the file open for
	// writing for a moment, and then nobody can run it.
	err := exec.Command("cp", os.Args[0], program).Run()
	for _, d := range []string{dir, filepath.Dir(dir), p.dir, filepath.Dir(p.dir)} {
		if err == nil {
			err = os.Chmod(d, 0o755)
		}
	}
	if err == nil {
		err = filepath.WalkDir(p.dir, func(name string, _ os.DirEntry, err error) error {
			if err == nil {
				err = os.Lchown(name, nobody, nobody)
			}
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd {
		c := p.command(args...)
		c.Path = program
		c.Env = append(c.Env, "HOME="+p.dir)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		return c
	}
}

// TestCheckGoesOn: a copy that may not be read hides none of the others from a check,
// and is no finding against its source: with another failure it is one, without it the
// check could not tell.
func TestCheckGoesOn(t *testing.T) {
	t.Parallel()
	web := newChangingWeb(t, 3)
	p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port),
		map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
	p.run(0, "run")
	as := ordinary(t, p)
	of := func(host string) string {
		files, err := filepath.Glob(filepath.Join(p.dir, "archive/snapshots", host+"*", "*/*.wacz"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v: %v", files, err)
		}
		return files[0]
	}
	check := func(exit int, args ...string) (rows map[string]contract.Citation, said string) {
		t.Helper()
		c := as(append([]string{"check", "--json"}, args...)...)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		_ = c.Run()
		var v resultJSON
		if err := json.Unmarshal(out.Bytes(), &v); err != nil || c.ProcessState.ExitCode() != exit || v.Passed != (exit == 0) {
			t.Fatalf("%s: exit code %d, want %d, %v:\n%s%s", args, c.ProcessState.ExitCode(), exit, err, &out, &errs)
		}
		rows = map[string]contract.Citation{}
		for _, row := range v.Citations {
			rows[row.Ref] = row
		}
		return rows, errs.String()
	}
	for _, args := range [][]string{nil, {"--offline"}} {
		if err := os.Chmod(of("w1."), 0); err != nil {
			t.Fatal(err)
		}
		rows, said := check(exitNoLook, args...)
		if r := rows["1"]; r.Result != "fail" || r.Archive.State != "unread" || len(r.Why) == 0 || !strings.Contains(r.Why[0], "permission denied") || !strings.Contains(r.Advice, "read it") {
			t.Errorf("%s: %+v", args, r)
		}
		for _, ref := range []string{"2", "3"} {
			if r := rows[ref]; r.Result != "pass" || r.Archive.State != "intact" || args == nil && (r.Live == nil || r.Live.LookedAt == nil) {
				t.Errorf("%s: %+v", args, r)
			}
		}
		if !strings.Contains(said, "let the user that this runs as read") || strings.Contains(said, "damaged") {
			t.Errorf("%s: it says\n%s", args, said)
		}
	}
	// So is what else is wrong with it, or with --strict with another.
	tell := func(exit int, want string, args ...string) {
		t.Helper()
		c := as(append([]string{"check"}, args...)...)
		out, _ := c.CombinedOutput()
		said := strings.Join(strings.Fields(string(out)), " ")
		if c.ProcessState.ExitCode() != exit || !strings.Contains(said, want) || strings.Contains(said, "leads nowhere") {
			t.Errorf("%s: exit code %d, want %d and %q:\n%s", args, c.ProcessState.ExitCode(), exit, want, out)
		}
	}
	tell(exitNoLook, "check could not tell: 1 of 3 citations could not be told", "--strict")
	web.other.Store("w3", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ward" {
			http.Redirect(rw, r, "/new", http.StatusMovedPermanently)
			return
		}
		web.page(rw, r)
	}))
	tell(exitFailed, "check FAILED: no citation fails, but 1 of 3 has to be looked at, and --strict lets none pass; 1 could not be told", "--strict")
	tell(exitNoLook, "check could not tell: ")
	web.other.Clear()
	if err := os.Chmod(of("w1."), 0o644); err != nil {
		t.Fatal(err)
	}
	web.other.Store("w1", http.HandlerFunc(http.NotFound))
	p.run(1, "check")
	if err := os.Chmod(of("w1."), 0); err != nil {
		t.Fatal(err)
	}
	tell(exitFailed, "check FAILED: 1 of 3 citations fails. ")
	// A real failure beside it is one.
	if err := os.Remove(of("w2.")); err != nil {
		t.Fatal(err)
	}
	rows, said := check(exitFailed)
	if rows["2"].Archive.State != "missing" || rows["1"].Archive.State != "unread" || rows["3"].Result != "pass" || !strings.Contains(said, "may not be read") {
		t.Errorf("%+v\n%s", rows, said)
	}
}

// TestOneOfManyUnread: a copy that may not be read is so for the citations alone that
// rest on it, and keeps the source from being looked at only where a look needs it.
func TestOneOfManyUnread(t *testing.T) {
	t.Parallel()
	web := newChangingWeb(t, 1)
	p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port),
		map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
	for i := range 3 {
		web.epoch.Store(int64(i % 2))
		p.run(0, "run", "--all")
	}
	var h contract.History
	p.json(0, &h, "history", "1")
	slices.SortFunc(h.Snapshots, func(a, b contract.Snapshot) int { return cmp.Compare(a.LogIndex, b.LogIndex) })
	var files []string
	for _, s := range h.Snapshots {
		files = append(files, filepath.Join(p.dir, "archive", filepath.FromSlash(s.Object)))
	}
	if len(files) != 3 {
		t.Fatalf("%v", files)
	}
	as := ordinary(t, p)
	for i, want := range []struct {
		state, result string
		looked        bool
	}{{"unread", "fail", false}, {"intact", "pass", true}, {"intact", "pass", false}} {
		for _, args := range [][]string{{"check", "--json"}, {"check", "--json", "--offline"}} {
			var was resultJSON
			p.json(0, &was, "status")
			if err := os.Chmod(files[i], 0); err != nil {
				t.Fatal(err)
			}
			c := as(args...)
			var out, errs bytes.Buffer
			c.Stdout, c.Stderr = &out, &errs
			_ = c.Run()
			if err := os.Chmod(files[i], 0o644); err != nil {
				t.Fatal(err)
			}
			var v resultJSON
			if err := json.Unmarshal(out.Bytes(), &v); err != nil || c.ProcessState.ExitCode() != exitNoLook || v.Passed || len(v.Citations) != 1 {
				t.Fatalf("%d %s: exit code %d, %v:\n%s%s", i, args, c.ProcessState.ExitCode(), err, &out, &errs)
			}
			row := v.Citations[0]
			if row.Archive.State != want.state || row.Result != want.result {
				t.Errorf("%d %s: %+v", i, args, row)
			}
			if before := was.Citations[0].Live.LookedAt; len(args) == 2 && row.Live.LookedAt.After(*before) != want.looked {
				t.Errorf("%d: looked at on %s, before on %s", i, row.Live.LookedAt, before)
			}
			name := filepath.Base(files[i])
			for _, text := range append(row.Why, errs.String()) {
				if strings.Count(text, name) != 1 || !strings.Contains(text, "permission denied") {
					t.Errorf("%d %s: %q", i, args, text)
				}
			}
		}
	}
}

// TestCheckGoesOnInBucket: the same where a server answers with 403 for one object.
func TestCheckGoesOnInBucket(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		m := newMiddle(t, s)
		m.deny = "/w1.localhost"
		web := newChangingWeb(t, 3)
		p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
			"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, s.PlainBucket(t, false), m.URL),
			map[string][]byte{"report.md": web.report()})
		p.env = append(p.env, s.Environ()...)
		p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
		p.run(0, "run")
		for _, args := range [][]string{{"check"}, {"check", "--offline"}} {
			var v resultJSON
			m.arm(-1, deniedObject)
			p.json(exitNoLook, &v, args...)
			m.disarm()
			for i, want := range []string{"unread", "intact", "intact"} {
				if r := v.Citations[i]; r.Archive.State != want || r.Passed != (i > 0) || i == 0 && !strings.Contains(r.Advice, "credentials") {
					t.Errorf("%s: %+v", args, r)
				}
			}
		}
		p.run(0, "check")
	})
}
