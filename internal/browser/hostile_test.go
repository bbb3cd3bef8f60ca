package browser

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostile shows pages that misbehave. Each gives what there is, and the next
// is not hindered by it.
func TestHostile(t *testing.T) {
	t.Parallel()
	type hostile struct {
		path   string
		text   string // "": nothing is asked for
		cut    string // "": none; "*": whatever
		action string
	}
	s := newSite(t, pages())
	b := newBrowser(t, Config{Parallel: 6, Limits: Limits{Time: 40 * time.Second, Memory: 500 << 20, Bytes: 8 << 20, Requests: 100}})
	check := func(t *testing.T, c hostile) {
		p := capture(t, b, s, c.path, true)
		if c.text != "" && (!strings.Contains(p.Text, c.text) || !strings.Contains(string(p.DOM), c.text)) {
			t.Errorf("text %q, document %.200q", p.Text, p.DOM)
		}
		if c.text != "" && (len(p.Screenshot) == 0 || len(p.PDF) == 0) {
			t.Errorf("no picture")
		}
		if c.cut == "?" { // whether it was stopped in the middle of a behaviour or afterwards
			if !did(p, "script") && !did(p, "halt") {
				t.Errorf("actions %v", p.Actions)
			}
		} else if c.cut != "" && c.cut != "*" && !slices.Contains(p.Cut, c.cut) || c.cut == "" && len(p.Cut) > 0 {
			t.Errorf("cut %v", p.Cut)
		}
		if c.action != "" && !did(p, c.action) {
			t.Errorf("actions %v", p.Actions)
		}
		if did(p, "download") != (c.action == "download") {
			t.Errorf("actions %v", p.Actions)
		}
		if strings.Contains(p.Text, "root:") || c.text != "" && !strings.HasPrefix(p.FinalURL, s.URL+c.path) {
			t.Errorf("final %s, text %q", p.FinalURL, p.Text)
		}
	}
	// Alone, since which renderer is whose nobody tells.
	for _, c := range []hostile{
		{"/eater", "a hungry page", "memory", "halt"},
		{"/glutton", "", "memory", ""},
	} {
		t.Run(c.path[1:], func(t *testing.T) { check(t, c) })
	}
	sideBySide(t, []hostile{
		{"/alerts", "behind dialogs", "*", "dialog"},
		{"/endless", "a busy page", "?", ""},
		{"/atonce", "a page that never gets that far", "time", "halt"},
		{"/noisy", "a noisy page", "*", ""},
		{"/loading", "an unfinished page", "time", ""},
		{"/stream", "too much", "bytes", ""},
		{"/asker", "asks a lot", "requests", ""},
		{"/popup", "window:", "", "popup"},
		{"/schemes", "still here", "", ""},
		{"/drops", "a page", "", "download"},
	}, func(c hostile) string { return c.path[1:] }, check)
	sideBySide(t, []string{"/file.pdf", "/file.zip"}, func(p string) string { return p[1:] }, func(t *testing.T, path string) { checkFile(t, b, s, path) })
	t.Run("permissions", func(t *testing.T) {
		has(t, capture(t, b, s, "/permissions", false), "geolocation=denied notifications=denied camera=denied microphone=denied nowhere")
	})
	t.Run("afterwards", func(t *testing.T) { has(t, capture(t, b, s, "/xhr", false), "text by script") })
}

// checkFile: an address that gives a file is no page; the file was recorded whole
// and is nowhere on the disk.
func checkFile(t *testing.T, b *Browser, s *site, path string) {
	t.Helper()
	before := len(s.find(path))
	p := capture(t, b, s, path, true)
	if !p.Download || p.Status != 200 || len(p.DOM) > 0 || p.FinalURL != s.URL+path {
		t.Errorf("page %+v", p)
	}
	if e := s.find(path); len(e) == before || e[len(e)-1].Truncated != "" || e[len(e)-1].PayloadLen < 20<<10 {
		t.Errorf("the file was not recorded whole: %+v", e)
	}
	b.mu.Lock()
	dir := b.proc.profile.dir
	b.mu.Unlock()
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if strings.Contains(name, "file.") || strings.HasSuffix(name, ".crdownload") {
			t.Errorf("the file came to the disk: %s", name)
		}
		return nil
	})
}

func did(p *Page, kind string) bool {
	for _, a := range p.Actions {
		if a.Kind == kind {
			return true
		}
	}
	return false
}

// TestPrivate: a page reaches neither this machine nor its network, by any way.
func TestPrivate(t *testing.T) {
	t.Parallel()
	checkPrivate(t, theBrowser(t))
}

func checkPrivate(t *testing.T, b *Browser) {
	t.Helper()
	secret := newSecret(t)
	port := secret.Addr().(*net.TCPAddr).Port
	stun, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer stun.Close()
	packets := make(chan string, 100)
	go func() {
		buf := make([]byte, 2048)
		for {
			n, from, err := stun.ReadFrom(buf)
			if err != nil {
				return
			}
			packets <- fmt.Sprintf("%d bytes from %v", n, from)
		}
	}()
	mux := pages()
	targets := []string{
		fmt.Sprintf("http://127.0.0.1:%d/a", port), fmt.Sprintf("http://localhost:%d/b", port), fmt.Sprintf("https://127.0.0.1:%d/c", port),
		fmt.Sprintf("http://[::1]:%d/d", port), fmt.Sprintf("http://2130706433:%d/e", port), fmt.Sprintf("http://0.0.0.0:%d/f", port),
		"http://169.254.169.254/latest/meta-data/",
	}
	mux.HandleFunc("/attack", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><p id=p>attack</p><script>
			const targets = %[1]s;
			const tries = targets.map(u => fetch(u, {mode: 'no-cors'}).then(r => 'answered', e => 'failed'));
			tries.push(fetch('/redirect').then(r => 'answered', e => 'failed'));
			for (const u of targets) { new Image().src = u; navigator.sendBeacon(u, 'x');
				const f = document.createElement('iframe'); f.src = u; document.body.append(f);
				try { new WebSocket(u.replace('http', 'ws')) } catch (e) {} }
			const c = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:%[2]d'}]});
			new RTCPeerConnection({iceServers: [{urls: 'turn:127.0.0.1:%[3]d?transport=tcp', username: 'u', credential: 'c'}]}).createOffer({offerToReceiveAudio: true});
			try { new WebTransport('https://127.0.0.1:%[2]d/') } catch (e) {}
			for (const rel of ['preconnect', 'prefetch', 'dns-prefetch', 'manifest']) {
				const l = document.createElement('link'); l.rel = rel; l.href = targets[0]; document.head.append(l) }
			c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));
			Promise.all(tries).then(a => p.textContent = 'over: ' + a.join(', '))</script>`,
			"['"+strings.Join(targets, "','")+"']", stun.LocalAddr().(*net.UDPAddr).Port, port)
	})
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, targets[0], http.StatusFound) })
	s := newSite(t, mux)
	p := capture(t, b, s, "/attack", false)
	has(t, p, "over:")
	if strings.Contains(p.Text, "refuse") || strings.Contains(p.Text, "archiver") {
		t.Errorf("the page was told: %s", p.Text)
	}
	if n := secret.visits(); n != 0 {
		t.Errorf("the secret service had %d visits", n)
	}
	refused := map[string]string{}
	s.mu.Lock()
	for _, e := range s.exchanges {
		if e.Err != nil {
			refused[e.URL] = fmt.Sprint(e.Err)
		}
	}
	s.mu.Unlock()
	for _, u := range targets {
		if u = strings.Replace(u, "2130706433", "127.0.0.1", 1); !strings.Contains(refused[u], "refuse ") {
			t.Errorf("%s: the recorder says %q", u, refused[u])
		}
	}
	// Also as the page itself, and by a redirect.
	for _, u := range []string{targets[0], s.URL + "/redirect"} {
		p, err := b.Capture(t.Context(), u, Options{Transport: s.transport})
		if err != nil || p.Failed == "" || len(p.DOM) > 0 {
			t.Errorf("%s: %+v, %v", u, p, err)
		}
	}
	if n := secret.visits(); n != 0 {
		t.Errorf("the secret service had %d visits", n)
	}
	select {
	case got := <-packets:
		t.Errorf("a packet came to the STUN listener: %s", got)
	default:
	}
}

// TestOtherBrowsers does the most important with what else is installed: the full
// Chromium has a viewer of its own for PDF, and other ways around a proxy.
func TestOtherBrowsers(t *testing.T) {
	t.Parallel()
	first, err := Find("")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range places {
		if path == first || !runnable(path) {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			b := newBrowser(t, Config{Path: path})
			s := newSite(t, pages())
			p := capture(t, b, s, "/xhr", true)
			has(t, p, "text by script")
			if len(p.Screenshot) == 0 || len(p.PDF) == 0 || strings.Contains(p.Environment.UserAgent, "Headless") {
				t.Errorf("page %+v", p.Environment)
			}
			checkFile(t, b, s, "/file.pdf")
			checkPrivate(t, b)
		})
	}
}

// TestProxyNeverTunnels speaks to the proxy as a browser would not.
func TestProxyNeverTunnels(t *testing.T) {
	secret := newSecret(t)
	ca, err := newAuthority()
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	p, err := newProxy(ca, Options{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.String())
		return nil, context.Canceled
	})}, newMeter(Limits{}.withDefaults()), Config{}.withDefaults().Log)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if os.Geteuid() == 0 { // as root we can be somebody else
		cmd := exec.Command("/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$0; printf 'GET http://stranger.example/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' >&3; timeout 2 cat <&3", strings.TrimPrefix(p.ln.Addr().String(), "127.0.0.1:"))
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Dir = "/"
		out, _ := cmd.CombinedOutput()
		if len(asked) != 0 || strings.Contains(string(out), "HTTP") {
			t.Errorf("another user was served: %q, %q", out, asked)
		}
	}
	for _, first := range []string{"GET / HTTP/1.1\r\nHost: " + secret.Addr().String() + "\r\n\r\n", "\x00\x01 no protocol at all \r\n\r\n", "SSH-2.0-x\r\n"} {
		c, err := net.Dial("tcp", p.ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", secret.Addr(), secret.Addr())
		io.ReadFull(c, make([]byte, len("HTTP/1.1 200 OK\r\n\r\n")))
		io.WriteString(c, first)
		c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		io.Copy(io.Discard, c)
		c.Close()
	}
	if secret.visits() != 0 || len(asked) != 1 {
		t.Errorf("visits %d, the transport was asked for %q", secret.visits(), asked)
	}
}
