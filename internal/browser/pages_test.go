package browser

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// pages is a small web of pages that behave and pages that do not.
func pages() *http.ServeMux {
	mux := http.NewServeMux()
	html := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, body)
		})
	}
	text := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, body) })
	}

	html("/xhr", `<!doctype html><title>A title</title><p id=p></p>
		<script>fetch('/xhr.txt').then(r => r.text()).then(t => p.textContent = t)</script>`)
	text("/xhr.txt", "text by script")
	mux.HandleFunc("/brotli", func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		c := brotli.NewWriter(&b)
		io.WriteString(c, "<!doctype html><p>packed with brotli")
		c.Close()
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "br")
		w.Write(b.Bytes())
	})
	html("/worker", `<!doctype html><p id=p></p><script>
		navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(async (r) => {
			const c = new MessageChannel();
			c.port1.onmessage = (e) => p.textContent = e.data;
			r.active.postMessage('go', [c.port2]);
		});</script>`)
	mux.HandleFunc("/worker.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, `onmessage = async (e) => e.ports[0].postMessage(await (await fetch('/worker.txt')).text() + ' ' + await (await fetch('/headers')).text())`)
	})
	html("/frames", `<!doctype html><p>outer<iframe src=/here></iframe><iframe id=f></iframe><script>
		f.src = location.href.replace('127.0.0.1', 'localhost').replace('/frames', '/inner')</script>`)
	html("/inner", `<!doctype html><p>of another site`)
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(3 * time.Second):
		case <-r.Context().Done():
		}
	})
	text("/worker.txt", "fetched by a service worker")
	html("/socket", `<!doctype html><p id=p></p><script>
		const w = new WebSocket('wss://' + location.host + '/socket.ws');
		w.onmessage = (e) => p.textContent = e.data; w.onerror = () => p.textContent = 'refused';</script>`)
	mux.HandleFunc("/socket.ws", func(w http.ResponseWriter, r *http.Request) {
		upgrade(w, r, func(rw io.Writer, flush func()) {
			const said = "said over a socket"
			fmt.Fprintf(rw, "\x81%c%s", len(said), said)
			flush()
		})
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/here", http.StatusFound) })
	html("/here", "<!doctype html><title>Here</title><p>moved here")
	mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no such page", http.StatusNotFound) })
	mux.HandleFunc("/file.pdf", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		w.Write(append([]byte("%PDF-1.4\n"), make([]byte, 20<<10)...))
	})
	mux.HandleFunc("/file.zip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", "attachment; filename=file.zip")
		w.Write(make([]byte, 1<<20))
	})
	html("/drops", `<!doctype html><p>a page</p><a id=a href="/file.zip" download>x</a><script>a.click()</script>`)
	html("/alerts", `<!doctype html><p>behind dialogs<script>onload = () => setTimeout(() => { for (;;) alert('again') }, 50)</script>`)
	html("/eater", `<!doctype html><p>a hungry page<script>const a = []; fetch('/slow');
		for (let i = 1; i < 120; i++) setTimeout(() => a.push(new Uint8Array(8 << 20).fill(i)), 20 * i)</script>`)
	html("/glutton", `<!doctype html><p>a hungry page<script>const a = []; for (;;) a.push(new Uint8Array(16 << 20).fill(1))</script>`)
	html("/endless", `<!doctype html><p>a busy page<script>onload = () => setTimeout(() => { for (;;); }, 50)</script>`)
	html("/atonce", `<!doctype html><p>a page that never gets that far<script>for (;;);</script>`)
	html("/noisy", `<!doctype html><p>a noisy page<script>
		const long = 'x'.repeat(1 << 20), end = Date.now() + 800; let n = 0;
		(function more() {
			for (let i = 0; i < 5; i++) { console.log(long, n); console.error(new Error(long)); document.title = 'title ' + n++;
				try { history.pushState({}, '', '?' + n % 10) } catch (e) {} postMessage(long); fetch('data:,' + long); n++ }
			if (Date.now() < end) setTimeout(more, 1);
		})()</script>`)
	html("/loading", `<!doctype html><p>an unfinished page<script src=/drip></script>`)
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		for r.Context().Err() == nil {
			w.Write([]byte(" "))
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	})
	html("/stream", `<!doctype html><p>too much<script src=/flood></script>`)
	mux.HandleFunc("/flood", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	})
	html("/asker", `<!doctype html><p>asks a lot<script>for (let i = 0; i < 200; i++) fetch('/xhr.txt?' + i)</script>`)
	html("/popup", `<!doctype html><p id=p>a page<script>
		const w = window.open('/here?popup'); p.textContent = 'window: ' + (w && !w.closed)
		const a = document.createElement('a'); a.href = '/here?blank'; a.target = '_blank'; document.body.append(a); a.click()</script>`)
	html("/schemes", `<!doctype html><p>still here<script>
		for (const u of ['file:///etc/passwd', 'chrome://version', 'data:text/html,gone', 'view-source:https://127.0.0.1/'])
			try { location = u } catch (e) {}</script><iframe src="file:///etc/passwd"></iframe>`)
	html("/shadow", `<!doctype html><title>Shadow</title><div id=host></div><div id=closed></div>
		<form name=documentElement><input name=outerHTML></form><iframe src=/here></iframe><script>
		const s = host.attachShadow({mode: 'open'}); s.innerHTML = '<p>in the shade</p><div id=in></div>';
		s.getElementById('in').attachShadow({mode: 'open'}).innerHTML = '<i>deeper</i>';
		Document.prototype.createTreeWalker = null; Element.prototype.getHTML = () => 'a lie'; JSON.stringify = () => '"a lie"'</script>`)
	html("/tall", `<!doctype html><body style="margin:0"><div style="height:17000px;background:linear-gradient(red,blue)">tall`)
	html("/tell", `<!doctype html><p id=p></p><script>
		p.textContent = [navigator.userAgent, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
			innerWidth + 'x' + innerHeight, devicePixelRatio, JSON.stringify(navigator.userAgentData)].join('\n')
		fetch('/headers').then(r => r.text()).then(t => p.textContent += '\n' + t)</script>`)
	mux.HandleFunc("/headers", func(w http.ResponseWriter, r *http.Request) {
		for _, n := range []string{"User-Agent", "Accept-Language", "Sec-Ch-Ua", "Accept-Encoding", "X-Ours"} {
			fmt.Fprintf(w, "%s: %s\n", n, r.Header.Get(n))
		}
	})
	html("/drawn", `<!doctype html><p>a page<canvas id=c width=1200 height=900></canvas><script>c.getContext('2d').fillText('in a canvas', 50, 50)</script>`)
	html("/decorated", `<!doctype html><canvas style="position:fixed;inset:0;width:100%;height:100%"></canvas><main>`+strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 30)+`</main>`)
	html("/permissions", `<!doctype html><p id=p></p><script>
		Promise.all(['geolocation','notifications','camera','microphone'].map(n => navigator.permissions.query({name: n}).then(s => n + '=' + s.state)))
		.then(a => { p.textContent = a.join(' ');
			navigator.geolocation.getCurrentPosition(() => p.textContent += ' where', () => p.textContent += ' nowhere') })</script>`)
	return mux
}

// upgrade makes a socket of a request, has f write to it, and keeps it open.
func upgrade(w http.ResponseWriter, r *http.Request, f func(w io.Writer, flush func())) {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	c, rw, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer c.Close()
	fmt.Fprintf(rw, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", base64.StdEncoding.EncodeToString(sum[:]))
	flush := func() { rw.Flush() }
	flush()
	f(rw, flush)
	io.Copy(io.Discard, c)
}
