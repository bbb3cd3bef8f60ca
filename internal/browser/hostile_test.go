package browser

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestHostile shows pages that misbehave. Each gives what there is, and the next
// is not hindered by it.
func TestHostile(t *testing.T) {
	s := newSite(t, pages())
	b := newBrowser(t, Config{Limits: Limits{Time: 16 * time.Second, Memory: 500 << 20, Bytes: 8 << 20, Requests: 100}})
	for _, c := range []struct {
		path   string
		text   string // "": nothing is asked for
		cut    string
		action string
	}{
		{"/alerts", "behind dialogs", "", "dialog"},
		{"/eater", "a hungry page", "memory", ""},
		{"/glutton", "", "memory", ""},
		{"/endless", "a busy page", "time", "halt"},
		{"/atonce", "a page that never gets that far", "time", "halt"},
		{"/loading", "an unfinished page", "time", ""},
		{"/stream", "too much", "bytes", ""},
		{"/asker", "asks a lot", "requests", ""},
		{"/popup", "window:", "", "popup"},
		{"/schemes", "still here", "", ""},
		{"/drops", "a page", "", "download"},
	} {
		t.Run(c.path[1:], func(t *testing.T) {
			p := capture(t, b, s, c.path, true)
			if c.text != "" && (!strings.Contains(p.Text, c.text) || !strings.Contains(string(p.DOM), c.text)) {
				t.Errorf("text %q, document %.200q", p.Text, p.DOM)
			}
			if c.text != "" && (len(p.Screenshot) == 0 || len(p.PDF) == 0) {
				t.Errorf("no picture")
			}
			if c.cut != "" && !slices.Contains(p.Cut, c.cut) || c.cut == "" && len(p.Cut) > 0 {
				t.Errorf("cut %v", p.Cut)
			}
			if c.action != "" && !did(p, c.action) {
				t.Errorf("actions %v", p.Actions)
			}
			if strings.Contains(p.Text, "root:") || c.text != "" && p.FinalURL != s.URL+c.path {
				t.Errorf("final %s, text %q", p.FinalURL, p.Text)
			}
		})
	}
	for _, path := range []string{"/file.pdf", "/file.zip"} {
		t.Run(path[1:], func(t *testing.T) {
			p := capture(t, b, s, path, true)
			if !p.Download || p.Status != 200 || len(p.DOM) > 0 || p.FinalURL != s.URL+path {
				t.Errorf("page %+v", p)
			}
			if e := s.find(path); len(e) == 0 || e[len(e)-1].Truncated != "" || e[len(e)-1].PayloadLen < 20<<10 {
				t.Errorf("the file was not recorded whole: %+v", e)
			}
		})
	}
	t.Run("permissions", func(t *testing.T) {
		has(t, capture(t, b, s, "/permissions", false), "geolocation=denied notifications=denied camera=denied microphone=denied nowhere")
	})
	t.Run("afterwards", func(t *testing.T) { has(t, capture(t, b, s, "/xhr", false), "text by script") })
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
			const targets = %s;
			const tries = targets.map(u => fetch(u, {mode: 'no-cors'}).then(r => 'answered', e => 'failed'));
			tries.push(fetch('/redirect').then(r => 'answered', e => 'failed'));
			for (const u of targets) { new Image().src = u; navigator.sendBeacon(u, 'x');
				const f = document.createElement('iframe'); f.src = u; document.body.append(f);
				try { new WebSocket(u.replace('http', 'ws')) } catch (e) {} }
			const c = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:%d'}]});
			c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));
			Promise.all(tries).then(a => p.textContent = 'over: ' + a.join(', '))</script>`,
			"['"+strings.Join(targets, "','")+"']", stun.LocalAddr().(*net.UDPAddr).Port)
	})
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, targets[0], http.StatusFound) })
	s := newSite(t, mux)
	b := newBrowser(t, Config{})
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
