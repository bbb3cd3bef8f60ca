package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"archiver/internal/webtest/witness"
)

// told is one message as a webhook gets it.
type told struct {
	ID, Report, Title, Message string
}

// hook is a webhook, and a server of Matrix, that keeps what it took, and takes a message
// of the same identity once.
type hook struct {
	url     string
	delay   func() time.Duration            // before it answers
	arrived func(*http.Request) (lost bool) // called as a message arrives
	down    atomic.Bool

	mu     sync.Mutex
	order  []told
	copies map[string]int // by Idempotency-Key, or transaction
	bare   int            // repetitions for people that do not say so
}

func newHook(t *testing.T) *hook {
	t.Helper()
	h := &hook{copies: map[string]int{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.url = "http://" + l.Addr().String() + "/s3cr3t-hook"
	s := &http.Server{Handler: http.HandlerFunc(h.serve)}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return h
}

func (h *hook) serve(w http.ResponseWriter, r *http.Request) {
	if h.down.Load() {
		http.Error(w, "s3cr3t-hook is away", http.StatusServiceUnavailable)
		return
	}
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	arrived := h.arrived
	h.mu.Unlock()
	if arrived != nil && arrived(r) {
		panic(http.ErrAbortHandler)
	}
	if r.Method == http.MethodPut {
		h.mu.Lock()
		if h.copies[r.URL.Path]++; h.copies[r.URL.Path] > 1 && !bytes.Contains(body, []byte("(may be a repetition")) {
			h.bare++
		}
		h.mu.Unlock()
		fmt.Fprint(w, `{"event_id":"$1"}`)
		return
	}
	var m told
	if json.Unmarshal(body, &m) != nil || r.Header.Get("Idempotency-Key") != `"`+m.ID+`"` {
		http.Error(w, "what is that?", http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	if h.copies[m.ID]++; h.copies[m.ID] == 1 {
		h.order = append(h.order, m)
	}
	h.mu.Unlock()
	if h.delay != nil {
		time.Sleep(h.delay())
	}
}

// onArrival has f called as a message arrives.
func (h *hook) onArrival(f func(*http.Request) (lost bool)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.arrived = f
}

// took gives what came since it was asked last.
func (h *hook) took() []told {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.order
	h.order = nil
	return list
}

// fickleSite serves pages that are there or not.
type fickleSite struct {
	port string
	mu   sync.Mutex
	gone map[string]bool // by path
}

func newFickleSite(t *testing.T) *fickleSite {
	t.Helper()
	f := &fickleSite{gone: map[string]bool{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, f.port, _ = net.SplitHostPort(l.Addr().String())
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		gone := f.gone[r.URL.Path]
		f.mu.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if gone {
			w.WriteHeader(http.StatusGone)
			fmt.Fprint(w, "<title>Gone</title><p>This page was removed.")
			return
		}
		fmt.Fprintf(w, "<!DOCTYPE html><title>Ward %s</title><main><h1>Findings</h1>", r.URL.Path)
		for i := range 20 {
			fmt.Fprintf(w, "<p>The inspectors counted the prisoners of ward %s in room %d, and wrote down what each of them said of the food.</p>", r.URL.Path, i)
		}
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return f
}

func (f *fickleSite) set(path string, gone bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone[path] = gone
}

// report cites n pages; the last is cited by another footnote too.
func (f *fickleSite) report(n int) []byte {
	var b strings.Builder
	b.WriteString("# Prisons\n\n")
	for i := range n + 1 {
		fmt.Fprintf(&b, "Ward %d was visited.[^%d]\n\n", i+1, i+1)
	}
	for i := range n + 1 {
		fmt.Fprintf(&b, "[^%d]: http://wards.localhost:%s/%d\n", i+1, f.port, min(i+1, n))
	}
	return []byte(b.String())
}

func newAlertProject(t *testing.T, site *fickleSite, n int, notify string) *project {
	t.Helper()
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\naudit: {scrub: false}\nconfirm: {checks: 1, over: 0s}\nnotify: %s\n", site.port, notify),
		map[string][]byte{"report.md": site.report(n)})
	p.run(0, "import", "report.md", "--id", "wards", "--published", "2026-01-05")
	return p
}

// TestAlerts is the story of a report: how it stands, what is new, a receiver that is away,
// a damaged copy, an accepted death, and a catalog that is lost.
func TestAlerts(t *testing.T) {
	t.Parallel()
	site, hook := newFickleSite(t), newHook(t)
	p := newAlertProject(t, site, 3, `["${HOOK}"]`)
	p.run(exitUsage, "run") // the variable is not set: known before anything is done
	p.env = append(p.env, "HOOK="+hook.url)

	said := ""
	run := func() (titles []string) {
		t.Helper()
		var got resultJSON
		p.json(0, &got, "run", "--all")
		for _, m := range hook.took() {
			titles, said = append(titles, m.Title), m.Message
		}
		return titles
	}
	expect := func(got []string, want ...string) {
		t.Helper()
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("told %q, want %q", got, want)
		}
	}
	site.set("/2", true)
	expect(run(), "wards, as it stands: 1 of 4 footnotes needs you")
	expect(run())
	site.set("/3", true)
	expect(run(), "wards: 2 of 4 footnotes need you") // one source, two footnotes
	site.set("/2", false)
	expect(run(), "wards: 1 of 4 footnotes is well again")

	// A person accepts what was told; then it comes back.
	p.run(0, "accept", "3", "--why", "known")
	expect(run())
	site.set("/3", false)
	expect(run(), "wards: 2 of 4 footnotes are well again")

	// The receiver is away: it is warned of once, and nothing is lost.
	hook.down.Store(true)
	site.set("/1", true)
	_, errs := p.run(0, "run", "--all")
	if s := string(errs); !strings.Contains(s, "could not be delivered: answered 503: … is away; it is tried again for 7 days") || strings.Contains(s, "s3cr3t") {
		t.Fatalf("warned: %s", s)
	}
	site.set("/2", true)
	_, errs = p.run(0, "run", "--all")
	if strings.Contains(string(errs), "warning") {
		t.Errorf("warned again: %s", errs)
	}
	pending := func() (n int) {
		t.Helper()
		var got resultJSON
		p.json(0, &got, "status")
		for _, a := range got.Alerts {
			for _, d := range a.Deliveries {
				if d.State != "pending" || a.ID == "" || a.Report != "wards" {
					t.Errorf("%+v", a)
				}
				n++
			}
		}
		return n
	}
	if n := pending(); n != 2 {
		t.Errorf("%d alerts are pending, want 2", n)
	}
	if out, _ := p.run(0, "status"); !strings.Contains(strings.Join(strings.Fields(string(out)), " "), "not delivered in 1 try: answered 503: … is away; it is tried again") {
		t.Errorf("status does not tell:\n%s", out)
	}
	// A catalog that is made anew knows as much.
	was, _ := p.run(0, "status", "--json")
	p.run(0, "reindex")
	if now, _ := p.run(0, "status", "--json"); !bytes.Equal(noClock(was), noClock(now)) {
		t.Errorf("before and after reindex:\n%s\n%s", was, now)
	}
	hook.down.Store(false)
	expect(run(), "wards: 1 of 4 footnotes needs you", "wards: 1 of 4 footnotes needs you")
	if n := pending(); n > 0 {
		t.Errorf("%d alerts are still pending", n)
	}
	if !strings.Contains(said, "It was told once before: it comes and goes. What is better is told once it has stood for 7 days.") {
		t.Errorf("of the second death it says %q", said)
	}

	// The archived copy is damaged, and put back.
	files, err := filepath.Glob(filepath.Join(p.dir, "archive/snapshots/*/*1-*/*.wacz"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	site.set("/1", false)
	site.set("/2", false)
	expect(run(), "wards: 1 of 4 footnotes is well again") // of 2 that is still to last
	p.run(0, "reindex")
	expect(run())
	whole := map[string][]byte{}
	for _, f := range files {
		if whole[f], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(f, 0o644)
		if err := os.WriteFile(f, []byte("damaged"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expect(run(), "wards: 1 of 4 footnotes needs you")
	expect(run())
	for f, data := range whole {
		if err := os.WriteFile(f, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expect(run(), "wards: 1 of 4 footnotes is well again")
	p.run(0, "verify")
	for id, n := range hook.copies {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	// No token stands anywhere that is kept.
	_ = filepath.WalkDir(p.dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.Contains(path, "configs") {
			if data, err := os.ReadFile(path); err == nil && bytes.Contains(data, []byte("s3cr3t")) {
				t.Errorf("%s holds the URL", path)
			}
		}
		return nil
	})
}

// TestAlertsOfRunThatFails: where the log can't be cosigned, at each run, the run fails,
// and those who are to be told are told all the same.
func TestAlertsOfRunThatFails(t *testing.T) {
	t.Parallel()
	site, hook := newFickleSite(t), newHook(t)
	p := newAlertProject(t, site, 1, fmt.Sprintf("[%q]", hook.url))
	seer, err := witness.New(t.TempDir(), "seer.example/w", false)
	if err != nil {
		t.Fatal(err)
	}
	p.write("configs/archiver.yaml", append(p.read("configs/archiver.yaml"), fmt.Sprintf("log: {witnesses: [{url: \"http://127.0.0.1:1/w\", key: %q}]}\n", seer.Key)...))
	p.run(0, "run", "--all")
	hook.took()
	keys, err := filepath.Glob(filepath.Join(p.dir, "archive/keys/witness-*.pub"))
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	_ = os.Chmod(keys[0], 0o644)
	if err := os.WriteFile(keys[0], []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	site.set("/1", true)
	for _, want := range []int{1, 0} {
		_, errs := p.run(1, "run", "--all")
		if list := hook.took(); len(list) != want || !strings.Contains(string(errs), "cosign") {
			t.Errorf("told %+v, want %d; %s", list, want, errs)
		}
	}
}

// noClock is a status without the moment at which it was asked for.
func noClock(b []byte) []byte {
	var v map[string]any
	if json.Unmarshal(b, &v) != nil {
		return b
	}
	delete(v, "checked_at")
	out, _ := json.Marshal(v)
	return out
}

// TestAlertTest tries targets, and tells which took it.
func TestAlertTest(t *testing.T) {
	t.Parallel()
	site, hook := newFickleSite(t), newHook(t)
	p := newAlertProject(t, site, 1, fmt.Sprintf(`[{url: %q, name: desk}, {url: "http://127.0.0.1:1/s3cr3t", name: nobody}]`, hook.url))
	out, errs := p.run(1, "alert", "test")
	if s := string(out); !strings.Contains(s, "desk: took the message") || !strings.Contains(s, "nobody: FAILED: dial tcp 127.0.0.1:1") || strings.Contains(s+string(errs), "s3cr3t") {
		t.Errorf("%s%s", out, errs)
	}
	if list := hook.took(); len(list) != 1 || list[0].Title != "archiver: a test" {
		t.Errorf("took %+v", list)
	}
	p.write("configs/archiver.yaml", []byte("notify: []\n"))
	p.run(exitUsage, "alert", "test")
}

// alertKills is how often a run is killed while alerts are about.
const alertKills = 16

// TestKilledAlerts kills runs while there is always something to tell: at random moments,
// and just as a message arrives. Nothing is lost and nothing is told twice: the states
// that the receiver heard of, in their order, are those that came to be.
func TestKilledAlerts(t *testing.T) {
	t.Parallel()
	site, hook := newFickleSite(t), newHook(t)
	p := newAlertProject(t, site, alertKills/2, fmt.Sprintf("[%q, %q]", hook.url, "matrix://:token@"+strings.TrimPrefix(hook.url[:strings.LastIndex(hook.url, "/")], "http://")+"/?disableTLS=yes&rooms=!a:b"))
	start := time.Now()
	p.run(0, "run", "--all")
	whole := time.Since(start)
	hook.took()
	hook.delay = func() time.Duration { return time.Duration(rand.Int64N(int64(40 * time.Millisecond))) }
	gone, repeated := false, 0
	var met atomic.Int64
	for i := range alertKills {
		gone = !gone
		site.set(fmt.Sprintf("/%d", i/2+1), gone) // each dies once: what comes and goes is told more rarely
		c := p.command("run", "--all")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		kill := sync.OnceFunc(func() {
			if c.Process.Signal(syscall.SIGKILL) == nil {
				met.Add(1)
			}
		})
		if i%2 == 0 {
			hook.onArrival(func(r *http.Request) bool {
				if r.Method == http.MethodPost {
					kill()
				}
				return i%4 == 0
			})
		} else {
			time.Sleep(whole/3 + time.Duration(rand.Int64N(int64(whole))))
			kill()
		}
		_ = c.Wait()
		hook.onArrival(nil)
		p.run(0, "run", "--all")
		var got resultJSON
		p.json(0, &got, "status")
		notes := alertKills/2 + 1
		want := fmt.Sprintf("wards: 1 of %d footnotes needs you", notes)
		switch last := i/2+1 == alertKills/2; { // which two footnotes cite
		case last && gone:
			want = fmt.Sprintf("wards: 2 of %d footnotes need you", notes)
		case last:
			want = fmt.Sprintf("wards: 2 of %d footnotes are well again", notes)
		case !gone:
			want = fmt.Sprintf("wards: 1 of %d footnotes is well again", notes)
		}
		list := hook.took()
		if len(list) != 1 || list[0].Title != want || len(got.Alerts) > 0 {
			t.Fatalf("kill %d: told %+v, want %q; pending %+v", i, list, want, got.Alerts)
		}
		if hook.copies[list[0].ID] > 1 {
			repeated++
		}
	}
	p.run(0, "verify")
	if n := len(hook.copies); n != 2*(alertKills+1) || hook.bare > 0 {
		t.Errorf("%d messages arrived, want %d; %d repetitions do not say so", n, 2*(alertKills+1), hook.bare)
	}
	t.Logf("%d of %d kills met a running program, in a run of %v; %d messages came to the webhook more than once, with the same identity", met.Load(), alertKills, whole.Round(time.Millisecond), repeated)
	if met.Load() < alertKills/2 || repeated < alertKills/4 {
		t.Errorf("only %d kills met a running program; %d messages were repeated", met.Load(), repeated)
	}
}
