package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/source"
)

// served is a server in a process of its own.
type served struct {
	t    *testing.T
	cmd  *exec.Cmd
	said servedJSON
	errs lockedBuffer
}

// serve starts one, and waits until it says where it is.
func (p *project) serve(env []string, args ...string) *served {
	p.t.Helper()
	s := &served{t: p.t, cmd: p.command(append([]string{"serve", "--listen", "127.0.0.1:0", "--json"}, args...)...)}
	s.cmd.Env = append(s.cmd.Env[:len(s.cmd.Env):len(s.cmd.Env)], env...)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	s.cmd.Stderr = &s.errs
	if err := s.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		if s.cmd.ProcessState == nil {
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
		}
	})
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(&s.said); err != nil {
		p.t.Fatalf("%v\n%s", err, s.errs.String())
	}
	return s
}

// end sends a signal, and gives the exit code.
func (s *served) end(sig syscall.Signal) int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

func (s *served) get(path string, header ...string) (status int, body string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.said.Address+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, b.String()
}

func servingConfig(web *changingWeb, delay string) string {
	return fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: %s}\nrescue: {wayback: \"\"}\nbrowser: {mode: \"off\"}\n", web.port, delay)
}

// TestServe: a server over nothing at all, that a service manager watches, and that is
// stopped in each of the ways; nothing it logs holds a token.
func TestServe(t *testing.T) { // raced
	t.Parallel()
	const token = "not-to-be-seen-anywhere-0123"
	p := newProject(t, "web: {token: "+token+"}\n", nil)
	addr := &net.UnixAddr{Name: filepath.Join(t.TempDir(), "notify"), Net: "unixgram"}
	manager, err := net.ListenUnixgram("unixgram", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	told, stopping := map[string]bool{}, make(chan bool)
	go func() {
		for buf := make([]byte, 100); ; {
			n, err := manager.Read(buf)
			if err != nil {
				return
			}
			if told[string(buf[:n])] = true; string(buf[:n]) == "STOPPING=1" {
				close(stopping)
				return
			}
		}
	}()
	s := p.serve([]string{"NOTIFY_SOCKET=" + addr.Name, "WATCHDOG_USEC=20000"}, "--verbose")
	if !s.said.Watches || !strings.HasPrefix(s.said.Address, "http://127.0.0.1:") || !strings.HasPrefix(s.said.Content, "http://localhost:") || strings.HasSuffix(s.said.Address, ":0") {
		t.Errorf("%+v", s.said)
	}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/none": 404} {
		if code, body := s.get(path, "Authorization", "Bearer "+token); code != want {
			t.Errorf("%s: %d, want %d\n%.300s", path, code, want, body)
		}
	}
	if _, body := s.get("/readyz"); !strings.Contains(body, `"ready":true`) {
		t.Error(body)
	}
	// A second one on the same place, and a second one over the same archive.
	_, errs := p.run(exitUsage, "serve", "--listen", strings.TrimPrefix(s.said.Address, "http://"))
	if !strings.Contains(string(errs), "another program is there already") || !strings.Contains(string(errs), "hint: ") {
		t.Errorf("%s", errs)
	}
	second := p.serve(nil)
	if code := second.end(syscall.SIGINT); code != exitInterrupted {
		t.Errorf("after ctrl-C: exit code %d", code)
	}
	if second.said.Watches || !strings.Contains(second.errs.String(), fmt.Sprintf("(process %d)", s.cmd.Process.Pid)) {
		t.Errorf("the second: %+v\n%s", second.said, second.errs.String())
	}
	if code := s.end(syscall.SIGTERM); code != exitOK {
		t.Errorf("after SIGTERM: exit code %d\n%s", code, s.errs.String())
	}
	select {
	case <-stopping: // it was told before the end
	case <-time.After(time.Minute):
		t.Fatal("the service manager was not told of the end")
	}
	if !told["READY=1"] || !told["WATCHDOG=1"] {
		t.Errorf("the service manager was told %v", told)
	}
	if said := s.errs.String(); strings.Contains(said, token) || !strings.Contains(said, `"path":"/none"`) {
		t.Errorf("logged:\n%s", said)
	}
	for line := range strings.Lines(s.errs.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
}

// TestSilentManager: a service manager that does not listen is not waited for.
func TestSilentManager(t *testing.T) {
	t.Parallel()
	addr := &net.UnixAddr{Name: filepath.Join(t.TempDir(), "notify"), Net: "unixgram"}
	l, err := net.ListenUnixgram("unixgram", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	m := manager{socket: addr.Name}
	for range 10000 {
		if err = m.tell("WATCHDOG=1"); err != nil {
			break
		}
	}
	if err == nil {
		t.Error("it takes all that it is told")
	}
	if err := (manager{socket: addr.Name + "-not"}).tell("READY=1"); err == nil || !strings.Contains(err.Error(), "service manager") {
		t.Errorf("where there is none: %v", err)
	}
}

// TestServeStopsAmidPass: what a pass has finished when the server is stopped is kept.
func TestServeStopsAmidPass(t *testing.T) { // raced
	t.Parallel()
	web := newChangingWeb(t, 6)
	p := newProject(t, servingConfig(web, "1h"), map[string][]byte{"report.md": append(web.report(), fmt.Sprintf("[^7]: http://w1.localhost:%s/other\n", web.port)...)})
	p.run(0, "import", "report.md", "--id", "crash", "--published", "2026-01-05")
	s := p.serve(nil)
	// All but the second page of w1, which waits its turn.
	for range 2000 {
		done, err := filepath.Glob(filepath.Join(p.dir, "archive/snapshots/*/*/*.wacz"))
		if err != nil {
			t.Fatal(err)
		}
		if len(done) >= web.n {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if code := s.end(syscall.SIGTERM); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(s.errs.String(), "what was finished is kept") {
		t.Error(s.errs.String())
	}
	var list listJSON
	p.json(0, &list, "list")
	kept := 0
	for _, c := range list.Citations {
		kept += c.Snapshots
	}
	if kept != 6 {
		t.Errorf("%d snapshots were kept, want the 6 that were finished", kept)
	}
	p.run(0, "verify")
}

// TestKilledServer kills a server at random moments of its passes. What was told of
// stays, each source is looked at once and no more, and the archive verifies.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	const servers, each = 8, 12
	web := newChangingWeb(t, each)
	p := newProject(t, servingConfig(web, "0s"), nil)
	told := map[string]string{}
	var urls []string
	whole := time.Second
	for i := range servers + 1 {
		var b strings.Builder
		fmt.Fprintf(&b, "id: r%d\ntitle: Prisons\npublished: 2026-01-05\nfootnotes:\n", i)
		for n := range each {
			urls = append(urls, fmt.Sprintf("http://r%dw%d.localhost:%s/ward", i, n+1, web.port))
			fmt.Fprintf(&b, "  - number: %d\n    text: x\n    citations: [{url: %q}]\n", n+1, urls[len(urls)-1])
		}
		p.write(fmt.Sprintf("sources/r%d.yaml", i), []byte(b.String()))
		began := time.Now()
		s := p.serve(nil)
		if 0 < i && i < servers {
			time.Sleep(time.Duration(rand.Int64N(int64(whole))))
			s.end(syscall.SIGKILL)
			p.historyOf(told, urls)
			continue
		}
		for range 12_000 {
			_, body := s.get("/metrics")
			if strings.Contains(body, "archiver_last_pass_complete 1") && !strings.Contains(body, fmt.Sprintf(`archiver_citations_looked{report="r%d"} 0`, i)) {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		whole = time.Since(began)
		p.historyOf(told, urls)
		if code := s.end(syscall.SIGTERM); code != exitOK {
			t.Errorf("exit code %d\n%s", code, s.errs.String())
		}
	}
	now := map[string]string{}
	for url, n := range p.historyOf(now, urls) {
		if n != 1 {
			t.Errorf("%s was looked at %d times, want once", url, n)
		}
	}
	for object, sum := range told {
		if now[object] != sum {
			t.Errorf("%s was told with SHA-256 %s and is now %q", object, sum, now[object])
		}
	}
	var v verifyJSON
	if p.json(0, &v, "verify"); !v.Passed || len(v.Warnings) > 0 || v.Snapshots != len(urls) {
		t.Errorf("%+v, of %d sources", v, len(urls))
	}
	words, err := catalog.OpenWords(t.Context(), catalog.WordsPath(filepath.Join(p.dir, "archive/catalog.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer words.Close()
	if in, err := words.Stats(t.Context()); err != nil || in.Snapshots < each { // it follows passes
		t.Errorf("the words of %+v, %v", in, err)
	}
	var st resultJSON
	if p.json(0, &st, "status"); st.Schedule.Looked != len(urls) || st.Schedule.Of != len(urls) || st.Schedule.Next.Due == nil {
		t.Errorf("%+v", st.Schedule)
	}
}

// historyOf notes the snapshots that the catalog tells of, and counts looks by URL.
func (p *project) historyOf(told map[string]string, urls []string) (looks map[string]int) {
	p.t.Helper()
	c, err := catalog.OpenReadOnly(p.t.Context(), filepath.Join(p.dir, "archive/catalog.db"))
	if err != nil {
		return nil // it was killed before there was one
	}
	defer c.Close()
	looks = map[string]int{}
	for _, url := range urls {
		id := source.ID(url)
		list, err := c.Snapshots(p.t.Context(), id)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, s := range list {
			told[s.Object] = s.SHA256
		}
		seen, err := c.Observations(p.t.Context(), id)
		if err != nil {
			p.t.Fatal(err)
		}
		looks[url] = len(seen)
	}
	return looks
}

// TestServeAlerts: alerts follow a pass, with the address of the report's page, and are
// not sent again after a restart.
func TestServeAlerts(t *testing.T) { // raced
	t.Parallel()
	site, hook := newFickleSite(t), newHook(t)
	hook.delay = func() time.Duration { return 500 * time.Millisecond } // it has the message, and the end comes before its answer
	p := newAlertProject(t, site, 3, fmt.Sprintf("[%q]", hook.url))
	site.set("/2", true)
	s := p.serve(nil)
	var got []told
	for range 2000 {
		if got = append(got, hook.took()...); len(got) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(got) != 1 || !strings.Contains(fmt.Sprint(got), s.said.Address+"/reports/wards/2") {
		t.Errorf("told %+v, want one with the page of footnote 2 at %s\n%s", got, s.said.Address, s.errs.String())
	}
	if code := s.end(syscall.SIGTERM); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	s = p.serve(nil)
	for range 2000 {
		if _, body := s.get("/metrics"); strings.Contains(body, "archiver_last_pass_complete 1") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.end(syscall.SIGTERM)
	if again := hook.took(); len(again) > 0 || len(got) > 0 && hook.copies[got[0].ID] != 1 {
		t.Errorf("told again: %+v, %v", again, hook.copies)
	}
	p.run(0, "verify")
}

// TestServeHangUp: SIGHUP, by which others have daemons read their files again, ends
// nothing; and a target of alerts for a report that there is not is told of at the start.
func TestServeHangUp(t *testing.T) { // raced
	t.Parallel()
	p := newProject(t, "notify: [{url: \"http://127.0.0.1:9/hook\", name: desk, reports: [mistyped]}]\n", nil)
	s := p.serve(nil)
	for range 2 {
		if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		if status, _ := s.get("/healthz"); status != 200 {
			t.Errorf("after SIGHUP: %d", status)
		}
	}
	if code := s.end(syscall.SIGTERM); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if log := s.errs.String(); !strings.Contains(log, "SIGHUP: nothing to do") || !strings.Contains(log, "desk is to be told of report mistyped") {
		t.Error(log)
	}
}

// TestWarnOpen: a server that others reach, and that asks nobody who they are, is told of.
func TestWarnOpen(t *testing.T) {
	for _, tt := range []struct {
		c    config.Web
		want bool
	}{
		{config.Web{Listen: "127.0.0.1:8080"}, false},
		{config.Web{Listen: "localhost:8080", Content: "[::1]:8081"}, false},
		{config.Web{Listen: "0.0.0.0:8080"}, true},
		{config.Web{Listen: ":8080"}, true},
		{config.Web{Listen: "127.0.0.1:8080", Content: "192.0.2.7:8081"}, true},
		{config.Web{Listen: "192.0.2.7:8080", Private: true}, false},
	} {
		var said bytes.Buffer
		(&env{err: &said}).warnOpen(&tt.c)
		if got := strings.Contains(said.String(), "can read everything that was archived"); got != tt.want {
			t.Errorf("%+v: %q", tt.c, said.String())
		}
	}
}
