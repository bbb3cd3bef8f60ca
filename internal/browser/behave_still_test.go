package browser

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestWritten: a text that is written for a while, by whatever brings it, is read when it
// is written; what never rests costs no time.
func TestWritten(t *testing.T) {
	t.Parallel()
	lines := func(w io.Writer, flush func(), format string) {
		for i := 1; i <= 6; i++ {
			time.Sleep(700 * time.Millisecond)
			fmt.Fprintf(w, format, fmt.Sprintf("entry %d of the protocol", i))
			flush()
		}
	}
	mux := pages()
	mux.HandleFunc("/written/events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		lines(w, w.(http.Flusher).Flush, "data: %s\n\n")
		<-r.Context().Done()
	})
	mux.HandleFunc("/written/socket", func(w http.ResponseWriter, r *http.Request) {
		upgrade(w, r, func(rw io.Writer, flush func()) {
			time.Sleep(2 * time.Second)
			for i := 1; i <= 6; i++ {
				time.Sleep(700 * time.Millisecond)
				said := fmt.Sprintf("entry %d of the protocol", i)
				fmt.Fprintf(rw, "\x81%c%s", len(said), said)
				flush()
			}
		})
	})
	article := strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 40)
	for path, body := range map[string]string{
		"timer":    `<ul id=l></ul><script>let n = 0; const t = setInterval(() => { put("entry " + ++n + " of the protocol"); if (n === 6) clearInterval(t) }, 900)</script>`,
		"beneath":  article + `<ul id=l></ul><script>let n = 0; const t = setInterval(() => { put("entry " + ++n + " of the protocol"); if (n === 6) clearInterval(t) }, 900)</script>`,
		"once":     `<p>Loading the minutes…<ul id=l></ul><script>setTimeout(() => { for (let n = 1; n < 7; n++) put("entry " + n + " of the protocol") }, 3500)</script>`,
		"shade":    `<div id=l></div><script>const r = l.attachShadow({mode: "open"}); let n = 0; const t = setInterval(() => { const e = document.createElement("p"); e.textContent = "entry " + ++n + " of the protocol"; r.append(e); if (n === 6) clearInterval(t) }, 900)</script>`,
		"letters":  `<p id=l></p><script>const s = [1, 2, 3, 4, 5, 6].map(n => "entry " + n + " of the protocol").join("; "); let n = 0; setInterval(() => { l.firstChild ? l.firstChild.data = s.slice(0, ++n) : l.append("") }, 40)</script>`,
		"events":   `<ul id=l></ul><script>new EventSource("/written/events").onmessage = e => put(e.data)</script>`,
		"socket":   `<ul id=l></ul><script>new WebSocket("wss://" + location.host + "/written/socket").onmessage = e => put(e.data)</script>`,
		"quiet":    article,
		"clock":    article + `<p id=l></p><script>setInterval(() => { l.textContent = new Date() }, 50)</script>`,
		"ticker":   article + `<p id=l></p><script>const s = ["Rain in the north", "The budget is passed by a vote of nine", "No trains on Sunday"]; let n = 0; setInterval(() => { l.textContent = s[n++ % 3] }, 400)</script>`,
		"carousel": article + `<div id=l><p>One</p><p>Two is longer</p><p>Three</p></div><script>setInterval(() => l.append(l.firstElementChild), 300)</script>`,
		"scripts":  article + `<script>setInterval(() => { const s = document.createElement("script"); s.textContent = "/* " + "x".repeat(500) + " */"; document.body.append(s) }, 300)</script>`,
		"endless":  article + `<ul id=l></ul><script>setInterval(() => put("another line, and another"), 500)</script>`,
	} {
		mux.HandleFunc("/written/page/"+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, `<!doctype html><script>const put = s => { const e = document.createElement("li"); e.textContent = s; document.getElementById("l").append(e) }</script>`+body)
		})
	}
	s := newSite(t, mux)
	b := theBrowser(t)
	type row struct {
		path    string
		written bool // six entries come
		limited bool // there is no end of it
	}
	sideBySide(t, []row{
		{"endless", false, true}, // takes longest
		{"timer", true, false}, {"beneath", true, false}, {"once", true, false}, {"shade", true, false}, {"letters", true, false}, {"events", true, false}, {"socket", true, false},
		{"quiet", false, false}, {"clock", false, false}, {"ticker", false, false}, {"carousel", false, false}, {"scripts", false, false},
	}, func(r row) string { return r.path }, func(t *testing.T, r row) {
		p := capture(t, b, s, "/written/page/"+r.path, false)
		for i := 1; i <= 6 && r.written; i++ {
			has(t, p, fmt.Sprintf("entry %d of the protocol", i))
		}
		if len(p.Cut) > 0 {
			t.Errorf("cut %v", p.Cut)
		}
		if strings.Contains(fmt.Sprint(p.Actions), "went on being written") != r.limited {
			t.Errorf("waited for to the limit, or not: %v", p.Actions)
		}
	})
}
