package bundle

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// python is the interpreter itself: the command may be a script that looks for it,
// which takes longer than most of what is run here.
var python = sync.OnceValue(func() string {
	if out, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output(); err == nil {
		return strings.TrimSpace(string(out))
	}
	return "python3"
})

// process runs a bundle's own script, as others do.
func process(t testing.TB, dir string) (out string, passed bool) {
	t.Helper()
	c := exec.Command(python(), "-S", filepath.Join(dir, "verify.py")) // -S: what else is installed for Python is not looked through
	c.Dir = t.TempDir()
	c.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	b, err := c.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatalf("python3: %v: make deps-test installs it", err)
	}
	return string(b), err == nil
}

// forking is an interpreter that has read what the script imports, which is half of a
// run's work. For each bundle it makes a copy of itself, which runs the bundle's script.
const forking = `
import sys, os, traceback
import base64, calendar, contextlib, functools, gzip, hashlib, http.client, io, json, os, pathlib, re, ssl, stat, subprocess, tempfile, time, zipfile, zlib
for line in sys.stdin:
    script = json.loads(line)
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0); os.dup2(w, 1); os.dup2(w, 2); os.close(r); os.close(w)
            sys.argv, sys.path[0] = [script], os.path.dirname(script)
            with open(script, "rb") as f:
                text = f.read()
            exec(compile(text, script, "exec"), {"__name__": "__main__", "__file__": script})
            code = 0
        except SystemExit as e:
            code = e.code if isinstance(e.code, int) else 0 if e.code is None else print(e.code) or 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush(); sys.stderr.flush(); os._exit(code)
    os.close(w)
    with os.fdopen(r, "rb") as f:
        out = f.read()
    status = os.waitpid(pid, 0)[1]
    print(json.dumps({"out": out.decode("utf-8", "replace"), "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128}), flush=True)
`

type interpreter struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

// shared ends with the tests: there is no more to read then.
var shared = sync.OnceValues(func() (*interpreter, error) {
	dir, err := os.MkdirTemp("", "forking-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file, nothing := filepath.Join(dir, "forking.py"), filepath.Join(dir, "nothing.py")
	for name, text := range map[string]string{file: forking, nothing: ""} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	c := exec.Command(python(), "-S", "-u", file)
	c.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	p := &interpreter{in: in, out: bufio.NewReader(out)}
	_, _, err = p.run(nothing) // its own file is read by then
	return p, err
})

func (p *interpreter) run(script string) (out string, code int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := json.Marshal(script)
	if err != nil {
		return "", 0, err
	}
	if _, err := fmt.Fprintf(p.in, "%s\n", q); err != nil {
		return "", 0, err
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return "", 0, err
	}
	var a struct {
		Out  string
		Code int
	}
	err = json.Unmarshal(line, &a)
	return a.Out, a.Code, err
}

// script is process, in less time.
func script(t testing.TB, dir string) (out string, passed bool) {
	t.Helper()
	p, err := shared()
	if err != nil {
		t.Fatalf("python3: %v: make deps-test installs it", err)
	}
	out, code, err := p.run(filepath.Join(dir, "verify.py"))
	if err != nil {
		t.Fatal(err)
	}
	return out, code == 0
}

// TestForking: the tests' way to run the script gives what a process of its own gives, of
// bundles that pass, that fail, and of a script that breaks off.
func TestForking(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.stamp()
	good, _ := w.export(w.job(false, w.cite("3", pageURL)))
	bad, missing, broken := copyOf(t, good), copyOf(t, good), copyOf(t, good)
	save(t, bad, "text.txt", []byte("something else"))
	w.ok(os.Remove(filepath.Join(missing, sumsName)))
	save(t, broken, "verify.py", append([]byte("raise ValueError\n"), load(t, broken, "verify.py")...))
	for what, dir := range map[string]string{"good": good, "bad": bad, "without sums": missing, "a script that breaks off": broken} {
		out, passed := script(t, dir)
		want, wanted := process(t, dir)
		if dir == broken { // how deep the frames are differs
			out, want = fmt.Sprint(strings.Contains(out, "Traceback")), fmt.Sprint(strings.Contains(want, "Traceback"))
		}
		if out != want || passed != wanted || wanted != (dir == good) {
			t.Errorf("%s: passed %v, in a process of its own %v:\n%s\n%s", what, passed, wanted, out, want)
		}
	}
}
