package cli

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/webtest/authority"
)

// kills is how often the run is killed.
const kills = 30

// TestKilledRuns kills a run at random moments. Afterwards a run and a
// verification succeed, every snapshot that was ever told of still stands with
// its bytes, and nothing half-written is served.
func TestKilledRuns(t *testing.T) {
	t.Parallel()
	web := newChangingWeb(t, 6)
	clock := authority.Start(t, authority.Options{})
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\ntimestamp: [{url: %q, roots: %q}]\n", web.port, clock.URL, clock.RootFile),
		map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "crash", "--published", "2026-01-05")

	web.epoch.Add(1)
	start := time.Now()
	p.run(0, "run", "--all")
	killed := killer{within: time.Since(start)}

	told := map[string]string{} // object → SHA-256, as the program said
	p.remember(told, web.n)
	for i := range kills {
		web.epoch.Add(1)
		killed.kill(t, p.command("run", "--all"))
		// What the killed run has told already must stay.
		if i%5 == 0 {
			p.remember(told, web.n)
		}
		var got resultJSON
		p.json(0, &got, "run", "--all")
		for _, row := range got.Citations {
			if row.Archive.State != watchIntact || row.Live == nil || row.Live.Verdict != "ok" && row.Live.Verdict != "changed" {
				t.Fatalf("kill %d: footnote %s: %+v %+v", i, row.Footnote, row.Live, row.Archive)
			}
		}
		var v verifyJSON
		p.json(0, &v, "verify")
		if len(got.Timestamps) != 1 || got.Timestamps[0].Behind != 0 || got.Timestamps[0].Error != "" || v.Timestamps < i+2 {
			t.Fatalf("kill %d: %+v, %d timestamps", i, got.Timestamps, v.Timestamps)
		}
		if !v.Passed || len(v.Warnings) > 0 {
			t.Fatalf("kill %d: verify: %+v", i, v)
		}
	}
	now := map[string]string{}
	p.remember(now, web.n)
	for object, sum := range told {
		if now[object] != sum {
			t.Errorf("%s was told with SHA-256 %s and is now %q", object, sum, now[object])
		}
	}
	t.Logf("%d snapshots stand", len(now))
	killed.enough(t)
}

const watchIntact = "intact"

// remember notes every snapshot that history tells of.
func (p *project) remember(told map[string]string, n int) {
	p.t.Helper()
	for i := 1; i <= n; i++ {
		var h contract.History
		p.json(0, &h, "history", fmt.Sprint(i))
		for _, s := range h.Snapshots {
			told[s.Object] = s.SHA256
		}
	}
}

// changingWeb serves pages that say something new in every epoch.
type changingWeb struct {
	n     int
	port  string
	epoch atomic.Int64
	other sync.Map // names of hosts → http.HandlerFunc, which answers instead
}

func newChangingWeb(t *testing.T, n int) *changingWeb {
	t.Helper()
	w := &changingWeb{n: n}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, w.port, _ = net.SplitHostPort(l.Addr().String())
	s := &http.Server{Handler: http.HandlerFunc(w.serve)}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return w
}

func (w *changingWeb) serve(rw http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/style.css" {
		rw.Header().Set("Content-Type", "text/css")
		fmt.Fprint(rw, "p{color:black}")
		return
	}
	name, _, _ := strings.Cut(r.Host, ".")
	if h, ok := w.other.Load(name); ok {
		h.(http.HandlerFunc)(rw, r)
		return
	}
	w.page(rw, r)
}

func (w *changingWeb) page(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(rw, `<!DOCTYPE html><title>%s</title><link rel=stylesheet href=/style.css><main><h1>Findings</h1>`, r.Host)
	fmt.Fprintf(rw, "<p>Visit %s.</p>", strings.NewReplacer("0", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9", "j").Replace(fmt.Sprint(w.epoch.Load()))) // other words too
	for i := range 30 {
		fmt.Fprintf(rw, "<p>The inspectors of %s counted %d prisoners in ward %d, and wrote down what each of them said of the food.</p>",
			r.Host, 1000+w.epoch.Load()*31+int64(i), i)
	}
}

func (w *changingWeb) report() []byte {
	var b strings.Builder
	b.WriteString("# Prisons\n\n")
	for i := range w.n {
		fmt.Fprintf(&b, "Ward %d was visited.[^%d]\n\n", i+1, i+1)
	}
	for i := range w.n {
		fmt.Fprintf(&b, "[^%d]: http://w%d.localhost:%s/ward\n", i+1, i+1, w.port)
	}
	return []byte(b.String())
}

// TestInterruptedRun keeps what was finished, and says so by exit code 130.
func TestInterruptedRun(t *testing.T) { // raced
	t.Parallel()
	web := newChangingWeb(t, 6)
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 1h}\nrescue: {wayback: \"\"}\n", web.port),
		map[string][]byte{"report.md": append(web.report(), fmt.Sprintf("[^7]: http://w1.localhost:%s/other\n", web.port)...)})
	p.run(0, "import", "report.md", "--id", "crash", "--published", "2026-01-05")
	c := p.command("run")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	// All but the second page of w1, which waits its turn, are soon in the
	// archive; what is stored there is finished.
	for range 1000 {
		done, err := filepath.Glob(filepath.Join(p.dir, "archive/snapshots/*/*/*.wacz"))
		if err != nil {
			t.Fatal(err)
		}
		if len(done) >= web.n {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	var list listJSON
	out, _ := p.run(0, "list", "--json")
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, c := range list.Citations {
		kept += c.Snapshots
	}
	if kept < 6 {
		t.Errorf("%d snapshots were kept, want the 6 that were finished", kept)
	}
	p.run(0, "verify")
}
