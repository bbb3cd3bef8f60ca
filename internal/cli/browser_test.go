package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// scriptedWeb serves pages whose text a script writes; under /hang one whose
// script never comes.
func scriptedWeb(t *testing.T, n int) (*project, *httptest.Server) {
	t.Helper()
	quit := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch {
		case r.URL.Path == "/slow.js":
			select {
			case <-quit:
			case <-r.Context().Done():
			}
		case r.URL.Path == "/hang":
			fmt.Fprint(rw, `<!DOCTYPE html><title>Ward</title><div id=app></div><script src=/slow.js></script>`)
		default:
			fmt.Fprintf(rw, `<!DOCTYPE html><title>Ward</title><div id=app></div><script>
let text = ""; for (let i = 0; i < 20; i++) text += "<p>The inspectors of %s counted " + (100 + i) + " prisoners in ward " + i + ", and wrote down what each said of the food.</p>"
setTimeout(() => { app.innerHTML = "<main><h1>Findings</h1>" + text + "</main>" }, 100)</script>`, r.Host)
		}
	}))
	t.Cleanup(func() { close(quit); srv.Close() })
	u, _ := url.Parse(srv.URL)
	var b strings.Builder
	b.WriteString("# Prisons\n\n")
	for i := range n {
		fmt.Fprintf(&b, "Ward %d was visited.[^%d]\n\n", i+1, i+1)
	}
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: http://w%d.localhost:%s/ward\n", i+1, i+1, u.Port())
	}
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", u.Port()),
		map[string][]byte{"report.md": []byte(b.String())})
	if err := os.Mkdir(filepath.Join(p.dir, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.env = append(p.env, browserVariable+"=auto", "TMPDIR="+filepath.Join(p.dir, "tmp"))
	return p, srv
}

// below lists the processes that descend from one.
func below(pid int) (list []int) {
	parents := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		b, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		id, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if len(f) > 1 && f[0] != "Z" {
			parent, _ := strconv.Atoi(f[1])
			parents[parent] = append(parents[parent], id)
		}
	}
	for todo := []int{pid}; len(todo) > 0; todo = todo[1:] {
		list = append(list, parents[todo[0]]...)
		todo = append(todo, parents[todo[0]]...)
	}
	return list
}

// alive says which of these still run.
func alive(pids []int) (list []int) {
	for _, pid := range pids {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err == nil && !bytes.Contains(b, []byte(") Z ")) {
			list = append(list, pid)
		}
	}
	return list
}

// until waits for something to come about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 3000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited half a minute for %s", what)
}

// nothingLeft wants neither process nor profile of a browser.
func (p *project) nothingLeft(pids []int) {
	p.t.Helper()
	until(p.t, "the browser's processes to end", func() bool { return len(alive(pids)) == 0 })
	left, err := filepath.Glob(filepath.Join(p.dir, "tmp", "*"))
	if err != nil || len(left) > 0 {
		p.t.Errorf("left behind: %q, %v", left, err)
	}
}

// TestBrowserInterrupted: Ctrl-C ends a run, its browser and all its children.
func TestBrowserInterrupted(t *testing.T) {
	t.Parallel()
	p, srv := scriptedWeb(t, 1)
	p.run(0, "import", "report.md", "--id", "r", "--published", "2026-01-05")
	u, _ := url.Parse(srv.URL)
	p.write("sources/r.yaml", fmt.Appendf(nil, "id: r\ntitle: R\npublished: 2026-01-05\nfootnotes:\n  - number: 1\n    text: x\n    citations:\n      - url: http://w1.localhost:%s/hang\n        capture: browser\n", u.Port()))
	c := p.command("run")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var pids []int
	until(t, "a browser", func() bool { pids = below(c.Process.Pid); return len(pids) >= 3 })
	time.Sleep(time.Second) // well into the page
	pids = below(c.Process.Pid)
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // the exit code tells
	if code := c.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	p.nothingLeft(pids)
	p.run(0, "verify")
}

// TestBrowserKilled: whenever its browser is killed, a run ends well, with every
// source accounted for.
func TestBrowserKilled(t *testing.T) {
	t.Parallel()
	const n = 6
	p, _ := scriptedWeb(t, n)
	p.run(0, "import", "report.md", "--id", "r", "--published", "2026-01-05")
	c := p.command("run", "--json")
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var all []int
	var kills atomic.Int32
	go func() {
		defer close(done)
		for kills.Load() < 3 {
			list := below(c.Process.Pid)
			all = append(all, list...)
			if len(list) > 0 {
				syscall.Kill(list[0], syscall.SIGKILL) // the browser itself
				kills.Add(1)
			}
			select {
			case <-time.After(900 * time.Millisecond):
			case <-t.Context().Done():
				return
			}
			if len(alive([]int{c.Process.Pid})) == 0 {
				return
			}
		}
	}()
	err := c.Wait()
	<-done
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	p.nothingLeft(all)
	var v listJSON
	p.json(0, &v, "list")
	for _, row := range v.Citations {
		if row.LookedAt == nil || row.Snapshots != 1 {
			t.Errorf("footnote %s was looked at: %v, %d snapshots", row.Ref, row.LookedAt, row.Snapshots)
		}
	}
	t.Logf("%d kills; %s", kills.Load(), errs.Bytes())
	p.run(0, "verify")
	// Undisturbed, the next run reads them all.
	var res resultJSON
	p.json(0, &res, "run", "--all")
	for _, row := range res.Citations {
		if row.Live == nil || row.Live.Verdict != "ok" || row.Archive.Browser == "" {
			t.Errorf("footnote %s: %+v, %+v", row.Footnote, row.Live, row.Archive)
		}
	}
}
