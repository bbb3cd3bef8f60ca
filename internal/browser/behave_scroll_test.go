package browser

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestScrollOfSlowPages: what a page brings on being scrolled is waited for, however late
// it learns of that, and is scrolled in its turn.
func TestScrollOfSlowPages(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	const list = `<div id=list></div><script>
		const busy = ms => { const end = performance.now() + ms; while (performance.now() < end); };
		const atEnd = () => scrollY + innerHeight > document.documentElement.scrollHeight - 50;
		let n = 0, asked = 0;
		function add() { for (let i = 0; i < 15; i++) { const p = document.createElement('p'); p.style.height = '100px'; p.textContent = 'item ' + n++; list.append(p) } }
		add();`
	pages := map[string]string{
		"busy":    list + `addEventListener('scroll', () => { busy(400); if (n < 45 && atEnd()) fetch('/more').then(add) })</script>`,
		"patient": list + `let t; addEventListener('scroll', () => { clearTimeout(t); t = setTimeout(() => { busy(300); if (n < 45 && atEnd()) fetch('/more').then(add) }, 200) })</script>`,
		"data":    list + `addEventListener('scroll', () => { if (asked < 2 && atEnd()) { asked++; fetch('/late?' + asked).then(() => { busy(400); setTimeout(() => { busy(400); add() }) }) } })</script>`,
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/late" {
			time.Sleep(2 * time.Second)
		}
		body, ok := pages[strings.TrimPrefix(r.URL.Path, "/page/")]
		if !ok {
			io.WriteString(w, "x")
			return
		}
		html(body).ServeHTTP(w, &http.Request{URL: mustParse("/")})
	})
	var names []string
	for name := range pages {
		names = append(names, name)
	}
	sideBySide(t, names, func(name string) string { return name }, func(t *testing.T, name string) {
		r := open(t, p, "/page/"+strings.ReplaceAll(name, " ", "%20"), h)
		// What it waits for is what the page does; its limits are for pages that do nothing.
		got := r.behave(behaviours{Time: 10 * time.Minute, ScrollTime: 10 * time.Minute, Quiet: time.Minute, Data: 5 * time.Minute})
		if len(got) != 1 || !strings.HasPrefix(got[0], "scroll the page x") {
			t.Errorf("done %q", got)
		}
		if s := r.js("n"); s != "45" {
			t.Errorf("%s of 45 are shown", s)
		}
	})
}
