package web

import (
	"bufio"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	chromium "archiver/internal/browser"
	"archiver/internal/source"
)

// listener counts whoever connects to it, even without a word.
type listener struct {
	net.Listener
	mu   sync.Mutex
	hits []string
}

func newListener(t *testing.T) *listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &listener{Listener: l}
	done := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-done })
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				conn.SetDeadline(time.Now().Add(time.Minute))
				c.mu.Lock()
				i := len(c.hits)
				c.hits = append(c.hits, "a connection")
				c.mu.Unlock()
				line, _ := bufio.NewReader(conn).ReadString('\n')
				c.mu.Lock()
				c.hits[i] += " " + strings.TrimSpace(line)
				c.mu.Unlock()
				fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/javascript\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			}()
		}
	}()
	return c
}

func (c *listener) told() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.hits)
}

// archivedPage is a page that tries what a page can do. %[1]s is the canary's address; each
// of its links and buttons is clicked, none of which is plainly a link to the canary.
const archivedPage = `<!-- x --><!doctype html><html><head>
<base href="http://%[1]s/base/"><meta http-equiv="refresh" content="1;url=http://%[1]s/refresh">
<meta http-equiv="set-cookie" content="a=b"><script type="speculationrules">{"prefetch":[{"urls":["http://%[1]s/spec"]}],"prerender":[{"urls":["http://%[1]s/prerender"]}]}</script>
<link rel="stylesheet" href="http://%[1]s/css"><link rel="preload" as="script" href="http://%[1]s/preload"><link rel="prefetch" href="http://%[1]s/prefetch">
<link rel="modulepreload" href="http://%[1]s/module"><link rel="icon" href="http://%[1]s/icon"><link rel="manifest" href="http://%[1]s/manifest">
<LINK/rel=preconnect href="http://%[1]s/"><link rel="dns-prefetch" href="http://%[1]s/"><link rel="prerender" href="http://%[1]s/prerender">
<style>@import "http://%[1]s/import"; @font-face { font-family: x; src: url(http://%[1]s/font) } body { font-family: x; background: url(http://%[1]s/bg) }
:root { cursor: url(http://%[1]s/cursor), auto; --x: url(http://%[1]s/var) } a, button, input[type=submit] { position: fixed; left: 0; width: 300px; height: 20px; display: block }</style>
<script>
function hit(s) { new Image().src = "http://%[1]s/" + s }
hit("script"); document.cookie = "stolen=1"; fetch("http://%[1]s/fetch"); fetch("/files/x/y/wacz").then(() => hit("own"));
window.open("http://%[1]s/open"); navigator.sendBeacon("http://%[1]s/beacon"); new WebSocket("ws://%[1]s/ws");
navigator.serviceWorker && navigator.serviceWorker.register("/memento/20200221101500id_/https://example.org/sw.js").then(() => hit("worker"));
top.location = "http://%[1]s/top"; parent.postMessage("x", "*"); localStorage.x = 1
</script><script src="http://%[1]s/src"></script></head>
<body background="http://%[1]s/background" onload="hit('onload')">
<a style="top: 0" href="javascript:hit('javascript')" ping="http://%[1]s/ping">a</a>
<a style="top: 20px" target="_blank" href="javascript:hit('blank')" ping="http://%[1]s/ping2">b</a>
<a style="top: 40px" target="_top" href="javascript:location='http://%[1]s/jstop'">c</a>
<svg width="300" height="20" style="position:fixed;top:60px;left:0"><a href="javascript:hit('svglink')"><rect width="300" height="20"/></a><script>hit("svgscript")</script>
<image href="http://%[1]s/svgimage"/><use href="http://%[1]s/use#a"/><animate attributeName="x" onbegin="hit('svgbegin')" dur="1s"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://%[1]s/foreign"></iframe></foreignObject></svg>
<form action="http://%[1]s/form" method="post"><input type="hidden" name="a" value="b"><input type="submit" style="top: 80px" value="d"></form>
<form action="/files/x/y/wacz" target="_top"><button style="top: 100px">e</button></form>
<button style="top: 120px" onclick="hit('onclick')">f</button>
<form id="g" action="http://%[1]s/form2"></form><button style="top: 140px" form="g" formaction="javascript:hit('formaction')">g</button>
<a style="top: 160px" href="data:text/html,<script>new Image().src='http://%[1]s/data'</script>" target="_top">h</a>
<iframe src="http://%[1]s/iframe"></iframe><iframe srcdoc="<script>new Image().src='http://%[1]s/srcdoc'</script><img src=http://%[1]s/srcdocimg>"></iframe>
<iframe src="javascript:parent.hit('framejs')"></iframe><iframe src="data:text/html,<img src=http://%[1]s/dataframe>"></iframe>
<object data="http://%[1]s/object"></object><embed src="http://%[1]s/embed"><img src="http://%[1]s/img" srcset="http://%[1]s/srcset 2x" onerror="hit('onerror')" attributionsrc="http://%[1]s/attribution">
<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('http://%[1]s/svgdata')</script><image href='http://%[1]s/svgdataimage'/></svg>">
<picture><source srcset="http://%[1]s/picture"><img></picture><video src="http://%[1]s/video" poster="http://%[1]s/poster" autoplay></video><audio src="http://%[1]s/audio" autoplay></audio>
<video autoplay><source src="http://%[1]s/source"><track default src="http://%[1]s/track"></video><input type="image" src="http://%[1]s/inputimage"><table background="http://%[1]s/table"><tr><td>x</table>
<p id="seen">The page is shown</p></body></html>`

// archivedSVG is a picture that is a page.
const archivedSVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('http://%[1]s/onload')"><script>fetch("http://%[1]s/script")</script><image href="http://%[1]s/image"/><style>@import "http://%[1]s/import";</style></svg>`

// TestArchivedHostile shows what was archived of a hostile site in a real browser: by itself
// and in a frame of our pages. It must reach nobody, and nothing else of ours; the same
// page on an ordinary server does, so that the canary is known to sing.
func TestArchivedHostile(t *testing.T) {
	chrome, err := chromium.Find("")
	if err != nil {
		t.Fatal(err)
	}
	c := newListener(t)
	addr := c.Addr().String()
	const page, dom, svg, plain, script = "https://example.org/", "https://example.org/dom", "https://example.org/pic.svg", "https://example.org/note", "https://example.org/sw.js"
	at := onDay("2020-02-21 10:15:00")
	body := fmt.Sprintf(archivedPage, addr)
	b := newShelf(t)
	b.put(page, shelfCopy{at: at, body: body, head: "Set-Cookie: a=b\r\nLink: <http://" + addr + "/linkheader>; rel=preload; as=script\r\nRefresh: 0;url=http://" + addr + "/refreshheader\r\n"})
	b.put(dom, shelfCopy{at: at, body: "x", dom: body})
	b.put(svg, shelfCopy{at: at, mime: "image/svg+xml", body: fmt.Sprintf(archivedSVG, addr)})
	b.put(plain, shelfCopy{at: at, mime: "text/plain", body: body})
	b.put(script, shelfCopy{at: at, mime: "text/javascript", body: "fetch('http://" + addr + "/sw')"})
	s := serveShelf(t, b, nil)
	m := s.content.URL + "/memento/20200221101500"
	s.extra = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // what a page of ours does, and no more: no sandbox of its own
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/frame" {
			fmt.Fprintf(w, `<!doctype html><title>ours</title><iframe style="position:fixed;top:0;left:0;width:800px;height:600px;border:0" src="%s"></iframe>`, html.EscapeString(r.URL.Query().Get("of")))
		}
	})
	free := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, body)
	}))
	t.Cleanup(free.Close)

	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chrome),
		chromedp.DisableGPU, chromedp.NoInheritEnv, chromedp.Env("PATH=/usr/bin:/bin", "HOME=/nonexistent"), chromedp.WindowSize(1000, 700),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))...)
	defer stop()
	first, done := chromedp.NewContext(ctx)
	defer done()
	if err := chromedp.Do(first); err != nil {
		t.Fatal(err)
	}
	show := func(url string) error {
		tab, done := chromedp.NewContext(first)
		t.Cleanup(done) // it goes on until all is over
		// A download is no page: that is how it ends.
		if err := chromedp.Do(tab, chromedp.Navigate(url)); err != nil && !strings.Contains(err.Error(), "ERR_ABORTED") {
			return fmt.Errorf("%s: %w", url, err)
		}
		for y := 10.0; y < 200; y += 20 {
			if err := chromedp.Do(tab, chromedp.MouseClickXY(100, y)); err != nil {
				return fmt.Errorf("%s: click at %v: %w", url, y, err)
			}
		}
		return nil
	}
	const refresh = 1500 * time.Millisecond // the page's own meta refresh waits a second
	protected := []string{
		m + "/" + page, m + "/" + dom, m + "/" + svg, m + "/" + plain,
		m + "id_/" + page, m + "id_/" + svg, s.content.URL + "/timegate/" + page,
		s.pages.URL + "/frame?of=" + m + "/" + page, s.pages.URL + "/frame?of=" + m + "id_/" + svg,
		s.content.URL + "/files/" + source.ID(page) + "/20200221101500/html",
	}
	for _, url := range protected {
		if err := show(url); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(refresh)
	if hits := c.told(); len(hits) > 0 {
		t.Errorf("the canary was reached: %q", hits)
	}
	s.mu.Lock()
	asked := slices.Clone(s.asked)
	s.mu.Unlock()
	for _, a := range asked {
		if !slices.ContainsFunc(protected, func(url string) bool { return strings.HasSuffix(url, strings.TrimPrefix(a, "GET ")) }) {
			t.Errorf("this server was asked for %s", a)
		}
	}
	if err := show(free.URL); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); len(c.told()) < 10 && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
	if hits := c.told(); len(hits) < 10 {
		t.Errorf("without protection only %d reached the canary: %q", len(hits), hits)
	}
}
