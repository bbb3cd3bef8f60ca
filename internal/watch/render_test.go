package watch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/browser"
	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/netguard"
	"archiver/internal/source"
	"archiver/internal/wacz"
	"archiver/internal/webtest/ram"
)

// chromium is one for all tests that set no limits of their own.
var chromium = sync.OnceValues(func() (*browser.Browser, error) {
	path, err := browser.Find("")
	return browser.New(browser.Config{Path: path, Parallel: 6, Limits: browser.Limits{Time: 40 * time.Second}}), err
})

func TestMain(m *testing.M) {
	ram.Use()
	code := m.Run()
	if b, err := chromium(); err == nil {
		b.Close()
	}
	os.Exit(code)
}

// withBrowser gives the world a real Chromium.
func (w *world) withBrowser(limits browser.Limits) {
	w.t.Helper()
	b, err := chromium()
	if err != nil {
		w.t.Fatal(err)
	}
	if limits != (browser.Limits{}) {
		path, _ := browser.Find("")
		limits.Time = 40 * time.Second
		b = browser.New(browser.Config{Path: path, Limits: limits})
		w.t.Cleanup(func() { b.Close() })
	}
	w.withFetch(b)
}

// withFetch opens the world anew with a client that has this browser.
func (w *world) withFetch(b *browser.Browser) {
	w.t.Helper()
	guard := &netguard.Policy{Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}
	c, err := fetch.New(fetch.Config{Guard: guard, Timeout: 5 * time.Second, SpoolDir: w.dir, Browser: b})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(c.Close)
	w.fetch = c
	w.open()
}

// scripted answers with a shell that a script fills with the page's text.
func scripted(page string) http.HandlerFunc {
	text, _ := json.Marshal(page)
	return status(http.StatusOK, fmt.Sprintf(`<!DOCTYPE html><title>Chronicle</title><div id="root"></div>
<script>setTimeout(() => { document.getElementById("root").innerHTML = %s }, 50)</script>`, text))
}

// inner is the body of article(n), as a script would write it.
func inner(n int) string {
	_, body, _ := strings.Cut(article(n), "</title>")
	return body
}

func (w *world) archived(url string, at int) *wacz.Archive {
	w.t.Helper()
	list := w.snapshots(url)
	if at < 0 {
		at += len(list)
	}
	if at < 0 || at >= len(list) {
		w.t.Fatalf("%s has %d snapshots", url, len(list))
	}
	a, closer, err := OpenSnapshot(context.Background(), w.store, list[at].Object)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { closer.Close() })
	return a
}

// TestRendered follows a page whose text comes by script through runs and checks.
func TestRendered(t *testing.T) { // raced
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	url := w.at("a", "/chronicle", scripted(inner(1)))
	plain := w.at("a", "/plain", says(2))
	m := report("r", url, plain)
	m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	res := w.pass(all, m)
	w.want(res.Citations[0], "ok first-seen taken")
	w.want(res.Citations[1], "ok first-seen taken")
	if res.Citations[0].Result != "pass" || len(res.Unrendered) != 0 {
		t.Errorf("%s: %q, %v", res.Citations[0].Result, res.Citations[0].Why, res.Unrendered)
	}
	s := w.snapshots(url)[0]
	if !s.Rendered() || !strings.Contains(s.Browser, "/") || s.Kind != "html" || w.snapshots(plain)[0].Rendered() {
		t.Fatalf("rendered by %q; the plain one by %q", s.Browser, w.snapshots(plain)[0].Browser)
	}
	a := w.archived(url, 0)
	if f := a.Verify(context.Background()); len(f) > 0 {
		t.Errorf("the package does not verify: %v", f)
	}
	if text := a.Pages()[0].Text; !strings.Contains(text, passage(1)) {
		t.Errorf("pages.jsonl has %q", clip(text, 100))
	}
	for _, v := range []struct{ name, mime, starts string }{
		{"view", "image/png", "\x89PNG"}, {"thumbnail", "image/png", "\x89PNG"}, {"pdf", "application/pdf", "%PDF-"},
		{"text", "text/plain", "Chronicle 1"}, {"dom", "text/html", "<!DOCTYPE html>"}, {"pageinfo", "application/json", "{"},
	} {
		c, ok := a.View(v.name)
		if !ok || c.Mime != v.mime || c.URL != "urn:"+v.name+":"+url {
			t.Errorf("%s: %+v", v.name, c)
			continue
		}
		rec, _, err := a.Record(c)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(rec.Content)
		if err != nil || !strings.HasPrefix(string(b), v.starts) {
			t.Errorf("%s begins with %q, %v", v.name, b[:min(len(b), 20)], err)
		}
		if v.name == "pageinfo" {
			var info pageInfo
			if err := json.Unmarshal(b, &info); err != nil || info.Browser != s.Browser || info.TimeZone != "UTC" || info.URL != url || info.Counts["200"] == 0 {
				t.Errorf("pageinfo: %s, %v", b, err)
			}
		}
	}

	// The same again, by a run and by a check, and without the browser.
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(all, m)
	if got := res.Citations[0].Live; got.Verdict != "ok" || res.Citations[0].Snapshot != "kept" {
		t.Errorf("looked at again: %s %s, snapshot %s: %s", got.Verdict, got.Reason, res.Citations[0].Snapshot, got.Detail)
	}
	// Edited: told, and kept once.
	w.at("a", "/chronicle", scripted(strings.Replace(inner(1), "nine hundred", "seven hundred", 1)))
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(Options{Check: true}, m)
	if got := res.Citations[0].Live; got.Verdict != "changed" {
		t.Errorf("an edit by a check: %s %s: %s", got.Verdict, got.Reason, got.Detail)
	}
	res = w.pass(all, m)
	if got := res.Citations[0]; got.Live.Verdict != "changed" || got.Snapshot != "taken" {
		t.Errorf("an edit by a run: %s %s, %s", got.Live.Verdict, got.Live.Reason, got.Snapshot)
	}
	if a := w.archived(url, -1); !strings.Contains(a.Pages()[0].Text, "seven hundred") {
		t.Error("the newest snapshot does not have the new text")
	}

	// Without a browser nothing can be said of it, and nothing is kept.
	w.at("a", "/chronicle", scripted(inner(1)))
	w.withFetch(nil)
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(all, m)
	if got := res.Citations[0]; got.Live.Reason != "unreadable" || got.Snapshot != "kept" || !strings.Contains(got.Live.Detail, "browser") {
		t.Errorf("without a browser: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	w.at("a", "/chronicle", status(http.StatusNotFound, notFound))
	res = w.pass(all, m)
	if got := res.Citations[0].Live; got.Reason != "http-404" {
		t.Errorf("gone, without a browser: %s %s", got.Verdict, got.Reason)
	}
	// The catalog is made anew with the same rows.
	if got, want := fmt.Sprint(rebuilt(t, w, url)), fmt.Sprint(w.snapshots(url)); got != want {
		t.Errorf("rebuilt: %s\nwas %s", got, want)
	}
}

// TestCaptureMode: which looks the browser makes.
func TestCaptureMode(t *testing.T) { // raced
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	asked := map[string]int{} // by path, documents that a browser asked for
	seen := func(path string, h http.HandlerFunc) string {
		return w.at("b", path, func(rw http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			if r.Header.Get("Sec-Ch-Ua") != "" && r.Header.Get("Sec-Fetch-Dest") == "document" {
				asked[path]++
			}
			w.mu.Unlock()
			h(rw, r)
		})
	}
	urls := []string{
		seen("/shell", scripted(inner(1))),                                           // unreadable as sent
		seen("/page", says(2)),                                                       // read as sent
		seen("/asked", says(3)),                                                      // capture: browser
		seen("/never", scripted(inner(4))),                                           // capture: http
		seen("/gone", status(404, notFound)),                                         // capture: browser, and dead
		seen("/part", scripted(inner(6))),                                            // the quote comes by script
		seen("/check", challenge(inner(7))),                                          // a check that wants scripts
		seen("/pdf", func(rw http.ResponseWriter, _ *http.Request) { servePDF(rw) }), // capture: browser, and no page
	}
	two, _ := json.Marshal(inner(8))
	urls = append(urls,
		seen("/app", status(200, `<!DOCTYPE html><title>App</title><div id=root></div><script>if (location.hash == "#two") root.innerHTML = `+string(two)+`</script>`))+"#two",
		seen("/login", scripted(`<h1>Log in</h1><p>You must log in to continue.<form><input type=password></form>`)))
	// A page with much text as sent, and the passage by script alone.
	seen("/part", func(rw http.ResponseWriter, r *http.Request) {
		says(60)(rw, r)
		fmt.Fprintf(rw, `<script>document.body.insertAdjacentHTML("beforeend", "<p>%s</p>")</script>`, passage(6))
	})
	m := report("r", urls...)
	cite := func(i int) *source.Citation { return &m.Footnotes[i].Citations[0] }
	cite(2).Capture, cite(3).Capture, cite(4).Capture, cite(7).Capture = "browser", "http", "browser", "browser"
	cite(5).Quotes = []string{passage(6)}
	res := w.pass(all, m)
	for i, want := range []struct {
		live     string
		rendered bool
		asked    bool
	}{
		{"ok first-seen taken", true, true},
		{"ok first-seen taken", false, false},
		{"ok first-seen taken", true, true},
		{"blocked unreadable taken", false, false},
		{"dead http-404 taken", true, true},
		{"ok first-seen taken", true, true},
		{"ok first-seen taken", true, true},
		{"ok first-seen taken", false, true},
		{"ok first-seen taken", true, true},      // what is behind the # is the script's to read
		{"blocked login-wall taken", true, true}, // a shell says nothing, and what came of it does
	} {
		w.want(res.Citations[i], want.live)
		list := w.snapshots(urls[i])
		if len(list) != 1 || list[0].Rendered() != want.rendered {
			t.Errorf("%s: %d snapshots, rendered: %v", urls[i], len(list), len(list) > 0 && list[0].Rendered())
		}
		path, _, _ := strings.Cut(urls[i][strings.LastIndexByte(urls[i], '/'):], "#")
		if (asked[path] > 0) != want.asked {
			t.Errorf("%s: the browser asked %d times", path, asked[path])
		}
	}
	if why := res.Citations[5].Why; len(why) > 0 {
		t.Errorf("the passage that a script adds: %q", why)
	}
	clear(asked)
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(Options{Check: true}, m)
	for i, want := range []string{"ok", "ok", "ok", "blocked", "dead", "ok", "ok", "ok", "ok", "blocked"} {
		if got := res.Citations[i].Live; string(got.Verdict) != want {
			t.Errorf("%s, checked: %s %s: %s", urls[i], got.Verdict, got.Reason, got.Detail)
		}
	}
	if asked["/page"] != 0 || asked["/never"] != 0 || asked["/shell"] != 1 || asked["/asked"] != 1 {
		t.Errorf("the check had the browser ask for %v", asked)
	}
}

// shellOf answers with this status and an app that a script fills with the text.
func shellOf(code int, text string) http.HandlerFunc {
	page, _ := json.Marshal(text)
	return status(code, fmt.Sprintf(`<!DOCTYPE html><title>Chronicle</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>
<script>setTimeout(() => { root.innerHTML = %s }, 50)</script>`, page))
}

// TestShellOfError: a host may send its app for every address, with an error's
// status. What the app shows decides, and not the status of the shell.
func TestShellOfError(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	own := `<nav>Home News About Contact</nav><h1>Page not found</h1><p>We could not find what you were looking for. Go back to the home page.</p><p>` +
		strings.Repeat("Read our newest stories of the valley. ", 20) + `</p>`
	urls := []string{
		w.at("f", "/shown", shellOf(404, inner(1))),
		w.at("f", "/own", shellOf(404, own)),
		w.at("g", "/refused", shellOf(403, inner(2))),
		w.at("g", "/bare", shellOf(410, "")),
		w.at("g", "/short", shellOf(404, "<h1>Oops</h1><p>Nothing to see here, sorry.")),
		w.at("g", "/plain", status(404, notFound)),
	}
	m := report("r", urls...)
	res := w.pass(all, m)
	for i, want := range []string{"ok first-seen taken", "dead http-404 taken", "ok first-seen taken", "dead http-410 taken", "dead http-404 taken", "dead http-404 taken"} {
		w.want(res.Citations[i], want)
	}
	if got := res.Citations[0].Live; !strings.Contains(got.Detail, "although the server answers 404") || got.Confidence != "B" {
		t.Errorf("told of the app: %s (%s)", got.Detail, got.Confidence)
	}
	if s := w.snapshots(urls[0])[0]; s.Class != "source" || !s.Rendered() {
		t.Errorf("kept as %s, rendered %v", s.Class, s.Rendered())
	}
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(all, m)
	w.want(res.Citations[0], "ok same kept")
	w.want(res.Citations[2], "ok same kept")

	// The app says now that it has no such text.
	w.at("f", "/shown", shellOf(404, own))
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0].Live; got.Verdict != "dead" {
		t.Errorf("the app says that it is gone: %s %s: %s", got.Verdict, got.Reason, got.Detail)
	}
}

// TestShadesNewlyRead: against a snapshot whose browser did not look into closed shadow
// roots, what stands there is no edit; what changes beside them is one.
func TestShadesNewlyRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	const said = "The commission added in March that eleven of the witnesses had been threatened by officers of the guard."
	page := func(text, shade, more string) http.HandlerFunc {
		return status(200, strings.Replace(text, "</main>", `<div id=h></div><script>h.attachShadow({mode:"closed"}).innerHTML = "<p>`+shade+`</p>"</script></main>`+more, 1))
	}
	large := "<!--" + strings.Repeat("x", 9<<20) + "-->" // so that they are not looked for
	var urls []string
	for i, name := range []string{"old", "edited", "new"} {
		more := large
		if name == "new" {
			more = ""
		}
		urls = append(urls, w.at(name[:1], "/"+name, page(article(i), said, more)))
	}
	m := report("r", urls...)
	for i := range m.Footnotes {
		m.Footnotes[i].Citations[0].Capture = "browser"
	}
	for i, c := range w.pass(all, m).Citations {
		w.want(c, "ok first-seen taken")
		if has := strings.Contains(w.archived(urls[i], 0).Pages()[0].Text, said); has != (i == 2) {
			t.Errorf("%s: the snapshot has it: %v", urls[i], has)
		}
	}
	w.at("o", "/old", page(article(0), said, ""))
	w.at("e", "/edited", page(strings.Replace(article(1), "nine hundred", "seven hundred", 1), said, ""))
	w.at("n", "/new", page(article(2), strings.Replace(said, "eleven", "seven", 1), ""))
	w.now = w.now.Add(24 * time.Hour)
	for i, c := range w.pass(all, m).Citations {
		if want := []string{"ok", "changed", "changed"}[i]; string(c.Live.Verdict) != want || i > 0 && c.Live.Reason != "edited" {
			t.Errorf("%s: %s %s, want %s: %s", urls[i], c.Live.Verdict, c.Live.Reason, want, c.Live.Detail)
		}
		if i == 1 && strings.Contains(c.Live.Detail, "eleven of the witnesses") {
			t.Errorf("%s: %s", urls[i], c.Live.Detail)
		}
	}
}

// TestSentOn: a page that sends its reader on after some seconds is not what is kept,
// but what it leads to; an edit of that is seen.
func TestSentOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	to := w.at("a", "/moved/text", says(1))
	styled := "<!DOCTYPE html><title>Moved</title><style>" + strings.Repeat("p { color: red }\n", 200) + "</style>"
	url := w.at("a", "/moved", status(200, styled+`<meta http-equiv=refresh content="3;url=`+to+`"><h1>This page has moved</h1><p>You are taken to the new address in a moment. If nothing happens, follow the link.`))
	text := w.at("b", "/text", status(200, strings.Replace(article(2), "<main>", `<meta http-equiv=refresh content="3;url=`+to+`"><main>`, 1)))
	m := report("r", url, text)
	res := w.pass(all, m)
	w.want(res.Citations[0], "ok first-seen taken")
	w.want(res.Citations[1], "ok first-seen taken")
	for i, c := range []struct {
		url, text string
		rendered  bool
	}{{url, passage(1), true}, {text, passage(2), false}} {
		if s := w.snapshots(c.url)[0]; s.Rendered() != c.rendered {
			t.Errorf("%d: rendered %v", i, s.Rendered())
		}
		if text := w.archived(c.url, 0).Pages()[0].Text; !strings.Contains(text, c.text) {
			t.Errorf("%d: its text is %q", i, clip(text, 200))
		}
	}
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0]; got.Live.Verdict != "ok" || got.Snapshot != "kept" {
		t.Errorf("again: %s %s, snapshot %s", got.Live.Verdict, got.Live.Reason, got.Snapshot)
	}
	w.at("a", "/moved/text", status(200, strings.Replace(article(1), "nine hundred", "seven hundred", 1)))
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0]; got.Live.Verdict != "changed" || got.Live.Reason != "edited" {
		t.Errorf("edited: %s %s", got.Live.Verdict, got.Live.Reason)
	}
}

// TestUnseen: of a source that was rendered, a look without a browser can say no more
// than what the server itself says.
func TestUnseen(t *testing.T) { // raced
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	const filler = `<div id=root></div><script>fetch("/text").then(r => r.text()).then(t => { root.innerHTML = t })</script>`
	w.at("h", "/text", status(200, inner(1)))
	shell := func(head string) http.HandlerFunc {
		return status(200, "<!DOCTYPE html><title>Chronicle</title>"+head+filler)
	}
	w.at("h", "/home", says(40))
	w.at("h", "/", says(41))
	w.at("h", "/login", status(200, `<h1>Log in</h1><form><input type=password></form>`))
	list := []struct {
		path        string
		first, then http.HandlerFunc // then: nil for the same again
		want        string
	}{
		{"/leaves", shell(`<script>function logout() { location.href = "/" }</script>`), nil, "blocked unreadable"},
		{"/old", shell(`<script>if (!window.fetch) { location.replace("/home") }</script>`), nil, "blocked unreadable"},
		{"/ask", shell(`<script>function ask() { location.href = "/login" }</script>`), nil, "blocked unreadable"},
		{"/soft", shell(`<h1>Page not found</h1><p>The page you requested does not exist.`), nil, "blocked unreadable"},
		{"/parked", shell(""), status(200, `<title>h.example</title><h1>This domain is for sale</h1><p>Buy this domain.`+filler), "blocked unreadable"},
		{"/broken", shell(`<p>Internal server error, please try again later.`), nil, "blocked unreadable"},
		{"/shell404", shell(""), status(404, "<!DOCTYPE html><title>Chronicle</title>"+filler), "blocked unreadable"},
		{"/other", shell(""), says(5), "blocked unreadable"},
		{"/real404", shell(""), status(404, notFound+"<script>1</script>"), "dead http-404"},
		{"/real410", shell(""), status(410, notFound), "dead http-410"},
		{"/real500", shell(""), status(500, "failed"), "unreachable http-5xx"},
		{"/sent-home", shell(""), func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/", 302) }, "dead redirected-home"},
	}
	var urls []string
	for _, c := range list {
		urls = append(urls, w.at("h", c.path, c.first))
	}
	m := report("r", urls...)
	for i := range list {
		m.Footnotes[i].Citations[0].Capture = "browser"
	}
	res := w.pass(all, m)
	for i, c := range list {
		w.want(res.Citations[i], "ok first-seen taken")
		if c.then != nil {
			w.at("h", c.path, c.then)
		}
	}
	w.withFetch(nil)
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(all, m)
	for i, c := range list {
		if got := res.Citations[i].Live; string(got.Verdict)+" "+string(got.Reason) != c.want || res.Citations[i].Snapshot == "taken" && got.Verdict == "blocked" {
			t.Errorf("%s: %s %s, want %s: %s %q; snapshot %s", c.path, got.Verdict, got.Reason, c.want, got.Detail, got.Evidence, res.Citations[i].Snapshot)
		}
	}
}

// TestCaptureChanged: a source that was captured plain and is rendered from now on
// does not alarm, and one that changes does.
func TestCaptureChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	page := func(text string) http.HandlerFunc { // with a menu and a list that scripts add
		return status(200, text+`<script>document.body.insertAdjacentHTML("beforeend", "<p>Related: `+strings.Repeat("another story of the same valley, ", 20)+`</p>")</script>`)
	}
	url := w.at("c", "/x", page(article(1)))
	m := report("r", url)
	m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	if w.snapshots(url)[0].Rendered() {
		t.Fatal("it was rendered though it was readable")
	}
	m.Footnotes[0].Citations[0].Capture = "browser"
	w.now = w.now.Add(24 * time.Hour)
	res := w.pass(all, m)
	if got := res.Citations[0]; got.Live.Verdict != "ok" || got.Snapshot != "taken" || got.Result != "pass" {
		t.Errorf("rendered for the first time: %s %s %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	if list := w.snapshots(url); len(list) != 2 || !list[1].Rendered() {
		t.Fatalf("snapshots: %+v", list)
	}
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0]; got.Live.Verdict != "ok" || got.Snapshot != "kept" {
		t.Errorf("and again: %s %s %s", got.Live.Verdict, got.Live.Reason, got.Snapshot)
	}
	w.at("c", "/x", page(strings.Replace(article(1), "nine hundred", "six hundred", 1)))
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0]; got.Live.Verdict != "changed" || got.Snapshot != "taken" {
		t.Errorf("edited: %s %s %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	w.at("c", "/x", page(article(9)))
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0].Live; got.Reason != "replaced" && got.Reason != "quote-lost" {
		t.Errorf("replaced: %s %s: %s", got.Verdict, got.Reason, got.Detail)
	}
}

// TestBrowserFails: a browser that does not work leaves no source out.
func TestBrowserFails(t *testing.T) { // raced
	w := newWorld(t)
	w.withFetch(browser.New(browser.Config{Path: "/bin/false"}))
	var urls []string
	for i := range 8 {
		urls = append(urls, w.at("d", fmt.Sprintf("/%d", i), says(i)))
	}
	urls = append(urls, w.at("d", "/shell", scripted(inner(20))))
	m := report("r", urls...)
	for i := range 8 {
		m.Footnotes[i].Citations[0].Capture = "browser"
	}
	res := w.pass(all, m)
	for i := range 8 {
		w.want(res.Citations[i], "ok first-seen taken")
	}
	for range 2 {
		res = w.pass(all, m)
		for i := range 8 {
			if got := res.Citations[i].Live; got.Confidence == "A" || len(got.Evidence) == 0 || !strings.Contains(got.Evidence[0], "the browser could not show it") {
				t.Errorf("%d: confidence %s, evidence %q", i, got.Confidence, got.Evidence)
			}
		}
		w.now = w.now.Add(24 * time.Hour)
	}
	if got := res.Citations[8].Live; got.Reason != "unreadable" {
		t.Errorf("a shell: %s %s", got.Verdict, got.Reason)
	}
	if len(res.Unrendered) != len(urls) || res.Unrendered[0].Why == "" || res.Unrendered[8].Why == "" {
		t.Errorf("told of %d failures: %+v", len(res.Unrendered), res.Unrendered)
	}
}

// TestCutShort: a page that meets a limit of the browser says nothing by what is
// missing in it.
func TestCutShort(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	text, parts := inner(1), 24
	url := w.at("e", "/long", func(rw http.ResponseWriter, r *http.Request) {
		status(200, fmt.Sprintf(`<!DOCTYPE html><title>Chronicle</title><main id=m></main><script>
(async () => { let all = ""; for (let i = 0; i < %d; i++) { const r = await fetch("/part?" + i); if (!r.ok) break; all += await r.text(); m.innerHTML = all } })()</script>`, parts))(rw, r)
	})
	w.at("e", "/part", func(rw http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscan(r.URL.RawQuery, &i)
		io.WriteString(rw, text[len(text)*i/parts:len(text)*(i+1)/parts])
	})
	m := report("r", url)
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	w.withBrowser(browser.Limits{Requests: 10})
	w.now = w.now.Add(24 * time.Hour)
	got := w.pass(all, m).Citations[0]
	if got.Live.Reason != "truncated" || got.Snapshot != "kept" {
		t.Errorf("cut by its limit: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	text = strings.ReplaceAll(text, "a", "e") // and so it is where the page has changed
	w.withBrowser(browser.Limits{})
	w.now = w.now.Add(24 * time.Hour)
	if got := w.pass(all, m).Citations[0]; got.Live.Verdict != "changed" || got.Snapshot != "taken" {
		t.Errorf("whole, and changed: %s %s, %s", got.Live.Verdict, got.Live.Reason, got.Snapshot)
	}
}

// challenge answers with a check that a script passes by setting a cookie.
func challenge(page string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("passed"); err == nil && c.Value == "1" {
			status(200, "<!DOCTYPE html><title>Chronicle</title>"+page)(rw, r)
			return
		}
		status(403, `<!DOCTYPE html><title>Just a moment...</title><p>Checking your browser before you proceed.
<script>document.cookie = "passed=1"; setTimeout(() => location.reload(), 100)</script>`)(rw, r)
	}
}

func servePDF(rw http.ResponseWriter) {
	rw.Header().Set("Content-Type", "application/pdf")
	io.WriteString(rw, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj trailer<</Root 1 0 R>>")
}

// rebuilt lists the snapshots of a source in a catalog made anew from the log.
func rebuilt(t *testing.T, w *world, url string) []catalog.Snapshot {
	t.Helper()
	fresh, err := catalog.OpenMemory(context.Background())
	if err == nil {
		defer fresh.Close()
		err = CatchUp(context.Background(), w.store, fresh, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := fresh.Snapshots(context.Background(), source.ID(url))
	if err != nil {
		t.Fatal(err)
	}
	return list
}
