package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// formOf reads the form of acceptance on a page, as a browser would send it.
func formOf(t *testing.T, page *html.Node) url.Values {
	t.Helper()
	form := find(page, func(n *html.Node) bool { return n.Data == "form" && strings.HasSuffix(attr(n, "action"), "/accept") })
	if form == nil {
		t.Fatalf("there is no form:\n%s", textOf(page))
	}
	values := url.Values{}
	every(form, func(n *html.Node) {
		if name := attr(n, "name"); name != "" {
			values.Set(name, attr(n, "value"))
			if n.Data == "textarea" {
				values.Set(name, textOf(n))
			}
		}
	})
	return values
}

func hasForm(page *html.Node) bool {
	return find(page, func(n *html.Node) bool { return strings.HasSuffix(attr(n, "action"), "/accept") }) != nil
}

func TestAccept(t *testing.T) {
	d := newDesk(t)
	b := newBrowser(t, newServer(t, d))
	_, page := b.get("/reports/lake/3")
	if hasForm(page) || !strings.Contains(textOf(page), "Sign in to accept this state.") {
		t.Errorf("for nobody: %s", textOf(page))
	}
	b.signIn()
	_, page = b.get("/reports/lake/3")
	form := formOf(t, page)
	if form.Get("verdict") != "dead" || form.Get("reason") != "http-404" || form.Get("archive") != "intact" || !strings.Contains(textOf(page), "What is accepted: gone: not found (404)") {
		t.Errorf("form %v", form)
	}
	form.Set("why", "  the copy\r\n is  cited ")
	w := b.post("/reports/lake/3/accept", form)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/reports/lake/3?accepted=101#accepted" {
		t.Fatalf("%d, to %s: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if len(d.accepts) != 1 || d.accepts[0] != (Accept{Verdict: "dead", Reason: "http-404", Archive: "intact", Why: "the copy is cited", By: "Saule", LookedAt: *d.of(t, "lake", "3").Live.LookedAt}) {
		t.Errorf("accepted %+v", d.accepts)
	}
	_, page = b.get("/reports/lake/3?accepted=101")
	for _, want := range []string{"Accepted: gone: not found (404)", "to the log as entry 101", "● accepted", "Accepted: gone: not found (404) by Saule: the copy is cited"} {
		if !strings.Contains(textOf(page), want) {
			t.Errorf("the page lacks %q: %s", want, textOf(page))
		}
	}
	if hasForm(page) {
		t.Error("what is accepted can be accepted again")
	}
	for _, lie := range []string{"999", "x", "-1", ""} {
		for _, ref := range []string{"3", "5"} {
			if _, page := b.get("/reports/lake/" + ref + "?accepted=" + lie); byID(page, "accepted") != nil {
				t.Errorf("?accepted=%s says that something was accepted", lie)
			}
		}
	}
}

// What can't be accepted has no form: the rules of the command accept.
func TestAcceptable(t *testing.T) {
	d := newDesk(t)
	enrich(t, d)
	quote := d.of(t, "lake", "1")
	quote.Result, quote.Why = "fail", []string{"A quote is not in the archived copy."}
	missing := d.of(t, "lake", "2")
	missing.Result, missing.Archive.State = "fail", "missing"
	lost := d.of(t, "lake", "3")
	lost.Archive.State = "missing"
	b := newBrowser(t, newServer(t, d))
	b.signIn()
	for ref, want := range map[string]string{
		"1":  "", // a quote that was never there
		"2":  "no copy",
		"3":  "gone: not found (404), and no copy",
		"4":  "", // never looked at
		"5":  "changed: a quote is lost",
		"6":  "moved: new address",
		"8":  "", // passes
		"11": "", // accepted
		"12": "", // a damaged copy
	} {
		_, page := b.get("/reports/lake/" + ref)
		if hasForm(page) != (want != "") || want != "" && !strings.Contains(textOf(page), "What is accepted: "+want) {
			t.Errorf("footnote %s: want %q: %s", ref, want, textOf(page))
		}
	}
	if _, page := b.get("/reports/lake/5"); !strings.Contains(textOf(page), "Without the passage Nous avions les résultats") {
		t.Errorf("the lost passage is not shown: %s", textOf(page))
	}
	if _, page := b.get("/reports/lake/10"); !strings.Contains(textOf(page), "This state is not confirmed yet: later looks will tell.") {
		t.Error("it is not told that the state is unconfirmed")
	}
}

func TestAcceptRefused(t *testing.T) {
	newPage := func() (*desk, *browser, url.Values) {
		d := newDesk(t)
		b := newBrowser(t, newServer(t, d))
		b.signIn()
		_, page := b.get("/reports/lake/3")
		form := formOf(t, page)
		form.Set("why", "a reason, \"typed\" <b>")
		return d, b, form
	}
	for name, test := range map[string]struct {
		change func(*desk, *browser, url.Values)
		want   int
		says   string
	}{
		"no token":        {func(_ *desk, _ *browser, f url.Values) { f.Del("token") }, 403, "This form is too old"},
		"wrong token":     {func(_ *desk, _ *browser, f url.Values) { f.Set("token", "x") }, 403, "This form is too old"},
		"another's token": {func(_ *desk, b *browser, _ url.Values) { b.signIn() }, 403, "This form is too old"},
		"not signed in":   {func(_ *desk, b *browser, _ url.Values) { clear(b.cookies) }, 403, "Only somebody who has signed in"},
		"another session": {func(_ *desk, b *browser, _ url.Values) { b.cookies[sessionCookie] = "made-up" }, 403, "Only somebody who has signed in"},
		"no reason":       {func(_ *desk, _ *browser, f url.Values) { f.Set("why", " \n ") }, 422, "Nothing was accepted: give a reason."},
		"a long reason":   {func(_ *desk, _ *browser, f url.Values) { f.Set("why", strings.Repeat("a", maxWhy+1)) }, 422, "the reason has 2001 bytes"},
		"too much":        {func(_ *desk, _ *browser, f url.Values) { f.Set("why", strings.Repeat("a", maxForm)) }, 400, "can't be answered"},
		"another state":   {func(d *desk, _ *browser, _ url.Values) { d.of(t, "lake", "3").Live.Reason = "http-410" }, 409, "has changed since the page was shown"},
		"another verdict": {func(_ *desk, _ *browser, f url.Values) { f.Set("verdict", "moved") }, 409, "has changed since the page was shown"},
		"no look":         {func(_ *desk, _ *browser, f url.Values) { f.Del("looked") }, 409, "has changed since the page was shown"},
		"no moment":       {func(_ *desk, _ *browser, f url.Values) { f.Set("looked", "yesterday") }, 409, "has changed since the page was shown"},
		"refused": {func(d *desk, _ *browser, _ url.Values) {
			d.refuse = &RefusedError{Why: "the manifest was edited", Hint: "mend it"}
		}, 422, "the manifest was edited"},
		"busy":           {func(d *desk, _ *browser, _ url.Values) { d.refuse = &BusyError{Why: "a pass is at work"} }, 503, "a pass is at work"},
		"another page's": {func(_ *desk, b *browser, _ url.Values) { b.headers.Set("Sec-Fetch-Site", "cross-site") }, 403, ""},
		"another origin's": {func(_ *desk, b *browser, _ url.Values) {
			b.headers.Set("Sec-Fetch-Site", "")
			b.headers.Set("Origin", "http://evil.example")
		}, 403, ""},
		"the content's page": {func(_ *desk, b *browser, _ url.Values) {
			b.headers.Set("Sec-Fetch-Site", "")
			b.headers.Set("Origin", "http://content.test")
		}, 403, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, b, form := newPage()
			b.t = t
			test.change(d, b, form)
			// A header that is there but empty is as good as none.
			if b.headers.Get("Sec-Fetch-Site") == "" && b.headers.Get("Origin") != "" {
				b.headers["Sec-Fetch-Site"] = nil
			}
			w := b.post("/reports/lake/3/accept", form)
			if w.Code != test.want || len(d.accepts) > 0 {
				t.Fatalf("%d, %d accepted: %s", w.Code, len(d.accepts), w.Body)
			}
			if test.says == "" {
				return
			}
			page := safe(t, name, w)
			if !strings.Contains(textOf(page), test.says) {
				t.Errorf("the page lacks %q: %s", test.says, textOf(page))
			}
			if test.want == 409 || test.want == 422 || test.want == 503 {
				if got := formOf(t, page).Get("why"); got != strings.Join(strings.Fields(form.Get("why")), " ") {
					t.Errorf("the reason came back as %q", got)
				}
			}
		})
	}
}

// A person whom a proxy signed in accepts by name, and only if the name may.
func TestAcceptBehindProxy(t *testing.T) {
	d := newDesk(t)
	s := newServer(t, d, func(c *Config) {
		c.Access = Access{UserHeader: "X-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Operators: []string{"saule"}}
	})
	b := newBrowser(t, s)
	b.headers.Set("X-User", "erlan")
	if _, page := b.get("/reports/lake/3"); hasForm(page) || !strings.Contains(textOf(page), "Your name is not among those who may accept here.") {
		t.Error("erlan may not")
	}
	b.headers.Set("X-User", "saule")
	_, page := b.get("/reports/lake/3")
	form := formOf(t, page)
	form.Set("why", "seen")
	b.headers.Set("X-User", "erlan")
	own := url.Values{"token": {s.sessions.formToken(&person{Name: "erlan"})}, "verdict": form["verdict"], "reason": form["reason"], "archive": form["archive"], "why": {"mine"}}
	if w := b.post("/reports/lake/3/accept", own); w.Code != http.StatusForbidden || len(d.accepts) > 0 {
		t.Errorf("erlan accepted by a form of his own: %d", w.Code)
	}
	if w := b.post("/reports/lake/3/accept", form); w.Code != http.StatusForbidden || len(d.accepts) > 0 {
		t.Errorf("erlan accepted: %d", w.Code)
	}
	b.headers.Set("X-User", "saule")
	if w := b.post("/reports/lake/3/accept", form); w.Code != http.StatusSeeOther || d.accepts[0].By != "saule" {
		t.Errorf("saule could not: %d %s", w.Code, w.Body)
	}
	// A proxy that adds its own header beside that of a browser tells of nobody.
	b.headers["X-User"] = []string{"saule", "erlan"}
	if _, page := b.get("/reports/lake/5"); hasForm(page) {
		t.Error("a browser names itself before the proxy does")
	}
	r := httptest.NewRequest(http.MethodGet, "http://pages.test/reports/lake/5", nil)
	r.RemoteAddr = "203.0.113.9:1234" // no proxy of ours
	r.Header.Set("X-User", "saule")
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	if page := safe(t, "a stranger", w); hasForm(page) || !strings.Contains(textOf(page), "This server has no operators") {
		t.Error("a stranger who gives the header is taken for saule")
	}
}
