package fetch

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Another address is asked as the page was: by the same guard, by our own name, and
// once.
func TestAsk(t *testing.T) {
	tries := 0
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/post":
			io.WriteString(rw, "<p>shell</p>")
		case "/oembed":
			io.WriteString(rw, r.URL.RawQuery+" for "+r.UserAgent())
		default:
			tries++
			rw.WriteHeader(503)
		}
	})
	other := newWeb(t, func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, "secret") })
	c := client(t, Config{Retries: 3, UserAgent: "ours"}, w.port)
	l := look(t, c, w.url("a", "/post"))
	ask := func(l *Look, u string) *Look {
		t.Helper()
		p, err := c.Ask(context.Background(), l, u)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Release)
		return p
	}
	if p := ask(l, w.url("b", "/oembed?url=https%3A%2F%2Fa")); string(readAll(t, p)) != "url=https%3A%2F%2Fa for ours" || p.FinalURL != w.url("b", "/oembed?url=https%3A%2F%2Fa") {
		t.Errorf("answered %q at %s", readAll(t, p), p.FinalURL)
	}
	if p := ask(l, w.url("b", "/fails")); p.Status != 503 || tries != 1 {
		t.Errorf("status %d after %d tries", p.Status, tries)
	}
	if p := ask(l, other.url("c", "/")); p.Fault == nil || p.Fault.Reason != PrivateAddress {
		t.Errorf("a port that is not allowed: %+v", p.Fault)
	}
	if _, err := c.Ask(context.Background(), look(t, c, "ftp://x/"), w.url("b", "/oembed")); err == nil {
		t.Error("asked for what makes no sense")
	}
}

func TestAfter(t *testing.T) {
	body := "<script>var a = {\"state\":" + `{"is":"here"},"state":{"is":"second"}}` + strings.Repeat("x", 100) + "</script>"
	w := newWeb(t, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		io.WriteString(rw, body)
	})
	c := client(t, Config{}, w.port)
	l := look(t, c, w.url("a", "/"))
	if got := string(l.After(`"state":`, 13)); got != `{"is":"here"}` {
		t.Errorf("after the mark stands %q", got)
	}
	if got := string(l.After("</scr", 100)); got != "ipt>" {
		t.Errorf("at the end stands %q", got)
	}
	if got := l.After("none such", 10); got != nil {
		t.Errorf("after no mark stands %q", got)
	}
	l.Release()
	if got := l.After(`"state":`, 10); got != nil {
		t.Errorf("released, and holds %q", got)
	}
}
