package browser

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestKept: what a page let its reader read is not lost because it leaves while it is
// scrolled, or takes its text away; what makes its text another is read as it is in the end.
func TestKept(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 60)
	short := strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 15)
	scrolled := func(do string) string {
		return `<div style="height:3000px"></div><script>addEventListener("scroll", () => { ` + do + ` }, {once: true})</script>`
	}
	pages := map[string]string{
		"/there":   `<title>There</title><p>the destination` + long,
		"/script":  `<main id=m>` + long + `</main>` + scrolled(`location = "/there"`),
		"/refresh": `<main id=m>` + long + `</main>` + scrolled(`document.head.insertAdjacentHTML("beforeend", "<meta http-equiv=refresh content='0;url=/there'>")`),
		"/short":   `<meta http-equiv=refresh content="20;url=/there"><main id=m>` + short + `</main>` + scrolled(`location = "/there"`),
		"/form":    `<main id=m>` + long + `</main><form id=f method=post action=/there></form>` + scrolled(`f.submit()`),
		"/at-once": `<meta http-equiv=refresh content="0;url=/there">` + strings.ReplaceAll(long, "nine", "ten"),
		"/leaving": strings.ReplaceAll(long, "nine", "ten") + `<script>location = "/there"</script>`,
		"/wall":    `<main id=m>` + long + `</main>` + scrolled(`m.innerHTML = "<p>Subscribe to go on reading."`),
		"/other":   `<main id=m>` + long + `</main>` + scrolled(`m.innerHTML = m.innerHTML.replaceAll("nine witnesses", "no witness")`),
		"/splash":  `<main id=m>` + long + `</main>` + scrolled(`m.innerHTML = "<p>Harvests were poor throughout the northern districts.".repeat(35)`),
		"/few":     `<main id=m><p>One moment, please.</main>` + scrolled(`location = "/there"`),
		"/consent": `<main id=m>` + short + `</main><div style="position:fixed;inset:0;background:#fff" id=w><p>` + strings.Repeat("We use cookies and ask for your consent to store them. ", 20) + `<button onclick="w.remove()">Reject all</button></div>`,
	}
	mux := http.NewServeMux()
	for path, body := range pages {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!doctype html><body>"+body)
		})
	}
	s := newSite(t, mux)
	b := theBrowser(t)
	type row struct {
		path, text, at string
		action         string // whatever is said of it
	}
	sideBySide(t, []row{
		{"/script", "nine witnesses", "", "navigation"},
		{"/refresh", "nine witnesses", "", "navigation"},
		{"/short", "nine witnesses", "", "navigation"},
		{"/form", "nine witnesses", "", "navigation"},
		{"/at-once", "the destination", "/there", ""},
		{"/leaving", "the destination", "/there", ""},
		{"/wall", "nine witnesses", "", "text"},
		{"/other", "no witness", "", ""},
		{"/splash", "Harvests were poor", "", ""},
		{"/few", "the destination", "/there", ""},
		{"/consent", "nine witnesses", "", "consent"},
	}, func(r row) string { return r.path[1:] }, func(t *testing.T, r row) {
		p := capture(t, b, s, r.path, false)
		has(t, p, r.text)
		if at := or(r.at, r.path); p.FinalURL != s.URL+at || p.Status != 200 {
			t.Errorf("final %s, status %d", p.FinalURL, p.Status)
		}
		if r.action != "" && !did(p, r.action) || did(p, "text") != (r.action == "text") {
			t.Errorf("actions %v", p.Actions)
		}
		if strings.Contains(p.Text, "cookies") {
			t.Errorf("the wall is in the text: %q", p.Text)
		}
	})
}

// TestReloads: a page that loads itself again under another query each time is followed
// once, and what it said best is kept.
func TestReloads(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	asked := map[string]int{}
	mux := http.NewServeMux()
	mux.HandleFunc("/live/{kind}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("n"))
		mu.Lock()
		asked[r.PathValue("kind")]++
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		text := strings.Repeat("<p>The count stands at nine. ", 15)
		switch kind := r.PathValue("kind"); {
		case n > 0 && kind == "less":
			text = "<p>Not so fast."
		case n > 0 && kind == "error":
			w.WriteHeader(http.StatusTooManyRequests)
			text = strings.Repeat("<p>Too many requests. ", 20)
		}
		fmt.Fprintf(w, `<!doctype html><meta http-equiv=refresh content="2;url=?n=%d">%s`, n+1, text)
	})
	s := newSite(t, mux)
	b := theBrowser(t)
	sideBySide(t, []string{"same", "less", "error"}, func(s string) string { return s }, func(t *testing.T, kind string) {
		p := capture(t, b, s, "/live/"+kind, false)
		has(t, p, "The count stands at nine.")
		mu.Lock()
		n := asked[kind]
		mu.Unlock()
		if n != 2 || p.Status != 200 {
			t.Errorf("asked for %d times; final %s, status %d", n, p.FinalURL, p.Status)
		}
	})
}
