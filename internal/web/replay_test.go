package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	chromium "archiver/internal/browser"
	"archiver/internal/webtest/tools"
)

// TestReplay plays a page whose text comes by script, in a window and in a frame of
// our pages. The page tries what it can reach, and tells it in its own text.
func TestReplay(t *testing.T) { // raced
	chrome, err := chromium.Find("")
	if err != nil {
		t.Fatal(err)
	}
	c := newListener(t)
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	other := b.put("https://other.example/", shelfCopy{at: at, mime: "text/plain", body: "another copy"})
	s := serveShelf(t, b, func(cfg *Config) {
		cfg.Viewer = tools.ModulePath(t, "replaywebpage")
		cfg.Access = Access{Private: true, Token: "t0ken"}
	})
	snap := b.put("https://example.org/", shelfCopy{at: at, body: fmt.Sprintf(`<!doctype html><p id=p>Loading</p><script>
(async () => {
	const clean = document.body.appendChild(document.createElement("iframe")).contentWindow; // what the viewer did not rewrite
	const tries = {
		file: () => clean.fetch(%[2]q).then(r => r.ok ? r.text() : Promise.reject()),
		page: () => clean.fetch(%[3]q, {credentials: "include"}).then(r => r.text()),
		canary: () => clean.fetch("http://%[1]s/fetch").then(r => r.ok || Promise.reject()), // the viewer answers, with 404
		socket: () => { new clean.WebSocket("ws://%[1]s/socket"); return Promise.reject() }, // what reaches the canary is told by the canary
		beacon: () => { clean.navigator.sendBeacon("http://%[1]s/beacon"); return Promise.reject() },
		frame: () => { clean.document.body.innerHTML = "<iframe src='http://%[1]s/iframe'></iframe><img src='http://%[1]s/img'>"; return Promise.reject() },
		data: () => { document.body.insertAdjacentHTML("beforeend", "<iframe src=\"data:text/html,<script>new WebSocket('ws://%[1]s/data');new Image().src='http://%[1]s/dataimage'</scr" + "ipt>\"></iframe>"); return new Promise((y, n) => setTimeout(n, 700)) },
		nested: () => { clean.document.body.insertAdjacentHTML("beforeend", "<iframe srcdoc=\"<link rel=preconnect href='http://%[1]s/'><link rel=prefetch href='http://%[1]s/prefetch'><script>new WebSocket('ws://%[1]s/srcdoc')</scr" + "ipt>\"></iframe>"); return new Promise((y, n) => setTimeout(n, 700)) },
		worker: () => { new clean.Worker(URL.createObjectURL(new Blob(["new WebSocket('ws://%[1]s/worker')"]))); return new Promise((y, n) => setTimeout(n, 700)) },
		stream: () => { new clean.EventSource("http://%[1]s/events"); return Promise.reject() },
		rtc: async () => {
			const c = new clean.RTCPeerConnection({iceServers: [{urls: "turn:%[1]s?transport=tcp", username: "u", credential: "c"}], iceTransportPolicy: "relay"});
			c.createDataChannel("d"); await c.setLocalDescription(await c.createOffer()); return new Promise((y, n) => setTimeout(n, 700)) },
		open: () => { const o = clean.open("http://%[1]s/open"); return o ? 1 : Promise.reject() },
		image: () => new Promise((y, n) => { const i = new clean.Image(); i.onload = y; i.onerror = n; i.src = "http://%[1]s/image" }),
		cookie: () => clean.document.cookie || Promise.reject(),
	}
	const said = [];
	for (const [name, f] of Object.entries(tries)) {
		try { await Promise.race([f(), new Promise((y, n) => setTimeout(n, 1500))]); said.push(name + ": yes") } catch { said.push(name + ": no") }
	}
	p.textContent = "Played. " + said.join(", ");
	setTimeout(() => { try { clean.top.location = "http://%[1]s/top" } catch { } }, 300);
})()</script>`, c.Addr(), s.content.URL+"/files/"+other.SourceID+"/20200221101500/original", s.pages.URL+"/")})
	s.extra = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: "secret", Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		fmt.Fprintf(w, `<!doctype html><iframe sandbox="allow-scripts allow-same-origin" style="width:900px;height:600px" src="%s"></iframe>`, template0(s.replayURL(snap)))
	})
	resp, body := shelfAsk(t, "GET", s.replayURL(snap))
	if resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Content-Security-Policy"), "frame-ancestors 'self' "+s.pages.URL) || !strings.Contains(body, snap.SHA256) {
		t.Fatalf("%s, %v, %s", resp.Status, resp.Header, body)
	}
	if resp, _ := shelfAsk(t, "GET", s.content.URL+"/replay/"+snap.SourceID+"/20200221101500"); resp.StatusCode != 401 {
		t.Errorf("without a ticket: %s", resp.Status)
	}
	for path, status := range map[string]int{"ui.js": 200, "sw.js": 200, "viewer.js": 200, "package.json": 404, "..%2fpackage.json": 404} {
		if resp, _ := shelfAsk(t, "GET", s.content.URL+viewerPath+path); resp.StatusCode != status {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}

	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chrome),
		chromedp.DisableGPU, chromedp.NoInheritEnv, chromedp.Env("PATH=/usr/bin:/bin", "HOME=/nonexistent"), chromedp.WindowSize(1000, 700),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))...)
	defer stop()
	for name, address := range map[string]string{"window": s.replayURL(snap), "frame": s.pages.URL + "/framed"} {
		t.Run(name, func(t *testing.T) {
			tab, done := chromedp.NewContext(ctx)
			defer done()
			tab, stop := context.WithTimeout(tab, 40*time.Second)
			defer stop()
			text := played(t, tab, address)
			t.Log(text)
			if !strings.HasPrefix(text, "Played. ") {
				t.Fatalf("the viewer shows %q", text)
			}
			if strings.Contains(text, "yes") {
				t.Errorf("what is played reaches more than itself: %s", text)
			}
			time.Sleep(time.Second) // for its last try
		})
	}
	// What is left, as replay.go says: WebRTC, told by the cookie of STUN (RFC 8489, 5).
	for _, hit := range c.told() {
		if !strings.Contains(hit, "\x21\x12\xa4\x42") {
			t.Errorf("the canary was reached: %q", hit)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.asked, func(a string) bool { return strings.HasPrefix(a, "GET /files/"+other.SourceID) }); i >= 0 {
		t.Logf("asked for, and refused: %s", s.asked[i])
	}
}

func template0(s string) string { return strings.ReplaceAll(s, "&", "&amp;") }

// played waits for what the viewer shows of a page, and gives its text.
func played(t *testing.T, tab context.Context, address string) (text string) {
	t.Helper()
	// Its worker is sometimes late for the first page: a person would load it again.
	for range 3 {
		if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		for began := time.Now(); time.Since(began) < 12*time.Second; time.Sleep(200 * time.Millisecond) {
			tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
			if err != nil {
				continue
			}
			if text = playedIn(tab, tree.FrameTree); strings.HasPrefix(text, "Played") {
				return text
			}
		}
	}
	return text
}

func playedIn(tab context.Context, f *page.FrameTree) string {
	for _, c := range f.ChildFrames {
		if text := playedIn(tab, c); text != "" {
			return text
		}
	}
	if !strings.Contains(f.Frame.URL, "mp_/") {
		return ""
	}
	world, err := chromedp.Call(tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: f.Frame.ID})
	if err != nil {
		return ""
	}
	yes := true
	r, err := chromedp.Call(tab, runtime.Evaluate, runtime.EvaluateParams{ContextID: world.ExecutionContextID, ReturnByValue: &yes, Expression: "document.body.innerText"})
	if err != nil {
		return ""
	}
	var text string
	_ = json.Unmarshal(r.Result.Value, &text)
	return text
}
