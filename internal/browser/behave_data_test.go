package browser

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestData: the text that a page has from its own site is waited for, and what may
// stay open for ever is not.
func TestData(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	late := func(d time.Duration, r *http.Request) {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
		}
	}
	var had atomic.Bool
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		switch name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]; {
		case name == "late":
			late(3*time.Second, r)
			io.WriteString(w, "came")
		case name == "half":
			late(1500*time.Millisecond, r)
			io.WriteString(w, "came")
		case r.URL.RawQuery == "for-ever":
			<-r.Context().Done()
		case name == "once":
			if had.Swap(true) {
				<-r.Context().Done()
			}
			io.WriteString(w, "came")
		default:
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<!DOCTYPE html><p id=p>waits</p><script>const put = s => { p.textContent = s };`+map[string]string{
				"fetch": `fetch("/api/late").then(r => r.text()).then(put)`,
				"xhr":   `const x = new XMLHttpRequest; x.onload = () => put(x.responseText); x.open("POST", "/api/late"); x.send("{}")`,
				"next":  `fetch("/api/half").then(() => fetch("/api/half?2")).then(r => r.text()).then(put)`,
				"host":  `fetch("http://api.site.example/late").then(r => r.text()).then(put)`,
				"never": `fetch("/api/text?for-ever").then(put)`,
				"poll":  `fetch("/long-poll?for-ever").then(put)`,
				"again": `fetch("/once").then(r => r.text()).then(() => fetch("/once")); new EventSource("/api/news?for-ever")`,
				"other": `fetch("http://other.example/?for-ever").then(put)`,
			}[name]+`</script>`)
		}
	})
	type row struct {
		page, shows string
		want        []string
	}
	sideBySide(t, []row{
		{"fetch", "came", nil},
		{"xhr", "came", nil},
		{"next", "came", nil},
		{"host", "came", nil},
		{"never", "waits", []string{"limit a request of the page was not answered in time: http://site.example/api/text x1"}},
		{"poll", "waits", nil},
		{"again", "waits", nil},
		{"other", "waits", nil},
	}, func(c row) string { return c.page }, func(t *testing.T, c row) {
		r := open(t, p, "/page/"+c.page, h)
		wantActions(t, r.behave(behaviours{Quiet: 200 * time.Millisecond, Data: 8 * time.Second}), c.want...)
		if s := r.js("p.textContent"); s != c.shows {
			t.Errorf("shows %q, want %q", s, c.shows)
		}
	})
}

// TestStream: an answer that goes on for as long as the page is open is not waited for.
func TestStream(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	for path, kind := range map[string]string{"/lines": "application/x-ndjson", "/drip": "text/plain"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			io.WriteString(w, "{}\n")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><p>Text</p><script>fetch("/lines"); fetch("/drip")</script>`)
	})
	p := capture(t, theBrowser(t), newSite(t, mux), "/", false)
	has(t, p, "Text")
	if len(p.Actions) != 0 || len(p.Cut) != 0 {
		t.Errorf("done: %v; cut: %v", p.Actions, p.Cut)
	}
}

// TestLate: as it is captured, too, a page is given the time that its own data, scripts
// and frames take, whatever text it shows already; and not what is none of them.
func TestLate(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	late := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(3500 * time.Millisecond):
			case <-r.Context().Done():
			}
			w.Header().Set("Content-Type", kind)
			io.WriteString(w, body)
		})
	}
	late("/api/half", "text/html", "<p>the second half")
	late("/part.js", "text/javascript", `s.textContent = "by its script"`)
	hangs := func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // or nobody sees that the other side has left
		<-r.Context().Done()
	}
	mux.HandleFunc("/api/seen", hangs)
	mux.HandleFunc("/api/poll", hangs)
	const first = `<!doctype html><article><h1>Title</h1><p>The first half</p><div id=m></div><p id=s></p></article><script>`
	page := func(path, script string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, first+script+"</script>")
		})
	}
	page("/data", `fetch("/api/half").then(r => r.text()).then(t => m.innerHTML = t)`)
	page("/script", `onload = () => setTimeout(() => document.body.append(Object.assign(document.createElement("script"), {src: "/part.js"})), 100)`)
	page("/other", `navigator.sendBeacon("/api/seen", "x"); fetch("/api/poll"); fetch("https://127.0.0.1:1/api/half")`)
	site := newSite(t, mux)
	for path, want := range map[string]string{"/data": "the second half", "/script": "by its script", "/other": "The first half"} {
		t.Run(path[1:], func(t *testing.T) {
			t.Parallel()
			p := capture(t, theBrowser(t), site, path, false)
			has(t, p, "The first half")
			has(t, p, want)
			if len(p.Actions) != 0 || len(p.Cut) != 0 {
				t.Errorf("done: %v; cut: %v", p.Actions, p.Cut)
			}
		})
	}
}
