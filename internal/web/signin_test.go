package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestOwnPath(t *testing.T) {
	for in, want := range map[string]string{
		"/reports/lake":                 "/reports/lake",
		"/reports/lake?state=fail#fn-3": "/reports/lake?state=fail#fn-3",
		"/reports/a%20b/1":              "/reports/a%20b/1",
		"":                              "/",
		"reports":                       "/",
		"//evil.example/":               "/",
		"/\\evil.example/":              "/",
		"\\\\evil.example":              "/",
		"/\t/evil.example":              "/",
		"/%2f/evil.example":             "/%2f/evil.example", // a path of this server, if an odd one
		"https://evil.example/":         "/",
		"javascript:alert(1)":           "/",
		"http:evil.example":             "/",
		"/signin?next=/x":               "/",
		"///evil.example":               "/",
		"/" + strings.Repeat("a", 3000): "/",
	} {
		if got := ownPath(in); got != want && !(in == "/%2f/evil.example" && got == "/") {
			t.Errorf("%.50q: %q, want %q", in, got, want)
		}
	}
}

func TestSignIn(t *testing.T) { // raced
	s := newServer(t, newDesk(t), func(c *Config) { c.Address = "https://pages.test" })
	b := newBrowser(t, s)
	for name, test := range map[string]struct {
		form url.Values
		want int
		says string
	}{
		"no token":    {url.Values{"name": {"Saule"}}, 403, "That is not the token."},
		"wrong token": {url.Values{"name": {"Saule"}, "token": {"guess"}}, 403, "That is not the token."},
		"no name":     {url.Values{"token": {"secret"}}, 422, "Give your name"},
		"odd name":    {url.Values{"token": {"secret"}, "name": {"\u202e\u200b\n"}}, 422, "Give your name"},
	} {
		w := b.post("/signin", test.form)
		if page := safe(t, name, w); w.Code != test.want || !strings.Contains(textOf(page), test.says) || len(b.cookies) > 0 {
			t.Errorf("%s: %d %s", name, w.Code, textOf(page))
		}
	}
	w := b.post("/signin", url.Values{"token": {" secret "}, "name": {" Saule \u202eK. "}, "next": {"/reports/lake/3#accept"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/reports/lake/3#accept" {
		t.Fatalf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	c := b.seen[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %v", c)
	}
	_, page := b.get("/")
	if !strings.Contains(textOf(page), "Signed in as Saule K.") {
		t.Error(textOf(page))
	}
	if status, _ := b.get("/signin?next=//evil.example"); status != http.StatusSeeOther {
		t.Errorf("signed in, the form is shown again: %d", status)
	}
	if w := b.post("/signout", nil); w.Code != http.StatusForbidden || len(b.cookies) == 0 {
		t.Errorf("another page can sign out: %d", w.Code)
	}
	token := attr(find(page, func(n *html.Node) bool { return attr(n, "name") == "token" }), "value")
	old := b.cookies[sessionCookie]
	if w := b.post("/signout", url.Values{"token": {token}}); w.Code != http.StatusSeeOther || len(b.cookies) > 0 {
		t.Errorf("signing out: %d", w.Code)
	}
	b.cookies[sessionCookie] = old
	if _, page := b.get("/"); strings.Contains(textOf(page), "Signed in") {
		t.Error("a session that was ended goes on")
	}
}

// After ten wrong tokens in a minute none of that client is listened to, the right one
// neither, in the form or as a bearer. Nobody else is kept out.
func TestSignInThrottle(t *testing.T) { // raced
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	server := newServer(t, newDesk(t), func(c *Config) { c.Now = func() time.Time { return now } })
	b := newBrowser(t, server)
	for i := range maxWrong {
		if w := b.post("/signin", url.Values{"token": {"guess"}, "name": {"x"}}); w.Code != http.StatusForbidden {
			t.Fatalf("guess %d: %d", i, w.Code)
		}
	}
	right := url.Values{"token": {"secret"}, "name": {"Saule"}}
	w := b.post("/signin", right)
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || len(b.cookies) > 0 {
		t.Errorf("after ten guesses: %d", w.Code)
	}
	safe(t, "throttled", w)
	// send asks as a proxy on this machine does for another client.
	send := func(from, method, path, token, forwarded string) int {
		r := httptest.NewRequest(method, "http://pages.test"+path, strings.NewReader(url.Values{"token": {token}, "name": {"Saule"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = from
		if method == http.MethodGet {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, r)
		return w.Code
	}
	for _, c := range []struct {
		from, forwarded string
		want            int
	}{
		{"192.0.2.1:99", "", 429}, // where the guesses came from
		{"192.0.2.1:99", "198.51.100.7", 429},
		{"[::ffff:192.0.2.1]:99", "", 429},
		{"192.0.2.2:99", "", 303},
		{"[2001:db8::1]:99", "", 303},
		{"127.0.0.1:99", "192.0.2.1", 429},
		{"127.0.0.1:99", "198.51.100.7, 192.0.2.1", 429},
		{"127.0.0.1:99", "192.0.2.1, 198.51.100.7", 303},
		{"127.0.0.1:99", "", 303},
	} {
		if got := send(c.from, http.MethodPost, "/signin", "secret", c.forwarded); got != c.want {
			t.Errorf("from %s for %q: %d, want %d", c.from, c.forwarded, got, c.want)
		}
	}
	bearer := func(token string) bool {
		return send("192.0.2.9:1", http.MethodGet, "/signin", token, "") == http.StatusSeeOther
	}
	if !bearer("secret") {
		t.Error("the right bearer token is not known")
	}
	for range maxWrong {
		if bearer("guess") {
			t.Fatal("a wrong token signs in")
		}
	}
	if bearer("secret") {
		t.Error("bearer tokens can be guessed without end")
	}
	if got := send("192.0.2.9:1", http.MethodPost, "/signin", "secret", ""); got != 303 {
		t.Errorf("the form, beside a program with a wrong token: %d", got)
	}
	for i := range maxClients + 100 { // as guesses do, without a page for each
		server.sessions.wasWrong(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255))
	}
	if n := len(server.sessions.wrong); n != maxClients {
		t.Errorf("the guesses of %d clients are counted, want %d", n, maxClients)
	}
	for range maxWrong {
		send("203.0.113.2:1", http.MethodGet, "/none", "guess", "")
	}
	if got := send("203.0.113.2:1", http.MethodGet, "/signin", "secret", ""); got == http.StatusSeeOther {
		t.Error("one more client than are counted can guess without end")
	}
	if got := send("203.0.113.1:1", http.MethodPost, "/signin", "secret", ""); got != 303 {
		t.Errorf("beside guesses from everywhere: %d", got)
	}
	now = now.Add(61 * time.Second)
	if w := b.post("/signin", right); w.Code != http.StatusSeeOther {
		t.Errorf("a minute later: %d", w.Code)
	}
}

func TestNobodyCanSignIn(t *testing.T) {
	b := newBrowser(t, newServer(t, newDesk(t), func(c *Config) { c.Access.Token = "" }))
	if status, page := b.get("/signin"); status != 200 || !strings.Contains(textOf(page), "Nobody can sign in here") {
		t.Errorf("%d %s", status, textOf(page))
	}
	if w := b.post("/signin", url.Values{"token": {""}, "name": {"x"}}); w.Code != http.StatusForbidden || len(b.cookies) > 0 {
		t.Errorf("with no token set, none signs in: %d", w.Code)
	}
	if _, page := b.get("/"); strings.Contains(textOf(page), "Sign in") {
		t.Error("signing in is offered")
	}
}

func TestPrivate(t *testing.T) {
	d := newDesk(t)
	d.watching.Last.Trouble = "file /srv/secret: no space left"
	s := newServer(t, d, func(c *Config) { c.Access.Private = true })
	b := newBrowser(t, s)
	for path, want := range map[string]int{"/": 303, "/reports/lake": 303, "/reports/lake/3": 303, "/signin": 200, "/api/v1/x": 401, "/static/none": 404} {
		w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
		if w.Code != want || strings.Contains(w.Body.String(), "Clear water") {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test/reports/lake?state=fail", nil))
	if to := w.Header().Get("Location"); to != "/signin?next=%2Freports%2Flake%3Fstate%3Dfail" {
		t.Errorf("leads to %s", to)
	}
	if w := b.post("/reports/lake/3/accept", url.Values{}); w.Code != http.StatusUnauthorized {
		t.Errorf("a form of nobody: %d", w.Code)
	}
	if w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+mustStatic(t, "base.css"), nil)); w.Code != 200 {
		t.Errorf("the style of the form: %d", w.Code)
	}
	// Whether it is fit anybody may ask, and not what is the matter.
	ready := func() string {
		return b.send(httptest.NewRequest(http.MethodGet, "http://pages.test/readyz", nil)).Body.String()
	}
	if got := ready(); !strings.Contains(got, `"ready":true`) || strings.Contains(got, "/srv/secret") {
		t.Errorf("readyz tells a stranger %s", got)
	}
	b.signIn()
	if got := ready(); !strings.Contains(got, "/srv/secret") {
		t.Errorf("readyz tells an operator %s", got)
	}
	if status, page := b.get("/reports/lake/3"); status != 200 || !strings.Contains(textOf(page), "http://pages.test/reports/lake/3/snapshots/20261126132646") {
		t.Errorf("signed in: %d %s", status, textOf(page))
	}
}
