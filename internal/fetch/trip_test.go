package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRedirects(t *testing.T) {
	w := newWeb(t, nil)
	w.srv.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		switch q := r.URL.Query(); {
		case q.Has("to"):
			n, _ := strconv.Atoi(q.Get("as"))
			rw.Header()["Location"] = []string{q.Get("to")}
			rw.WriteHeader(n)
		case q.Has("page"):
			io.WriteString(rw, q.Get("page"))
		default:
			io.WriteString(rw, "at "+r.Host+" "+r.RequestURI)
		}
	})
	c := client(t, Config{}, w.port)
	b := w.url("b", "")
	for _, tc := range []struct {
		query, final string
		status       int
		permanent    bool
		via          string
	}{
		{"as=301&to=/x", w.url("a", "/x"), 301, true, "http"},
		{"as=302&to=/x", w.url("a", "/x"), 302, false, "http"},
		{"as=303&to=x", w.url("a", "/d/x"), 303, false, "http"},
		{"as=307&to=//b.localhost:" + strconv.Itoa(int(w.port)) + "/x", b + "/x", 307, false, "http"},
		{"as=308&to=" + b + "/x%2523y%23frag", b + "/x%23y", 308, true, "http"},
		{"as=302&to=%3Fq=1", w.url("a", "/d/p?q=1"), 302, false, "http"},
		{"as=302&to=/%D0%B4%D0%B2%D0%B0", w.url("a", "/%D0%B4%D0%B2%D0%B0"), 302, false, "http"}, // raw UTF-8 on the wire
		{"as=302&to=/%E4%E2%E0", w.url("a", "/%E4%E2%E0"), 302, false, "http"},                   // raw windows-1251
		{"as=302&to=/a%20b", w.url("a", "/a%20b"), 302, false, "http"},
		{"as=302&to=/100%25", w.url("a", "/100%25"), 302, false, "http"},
		{"page=" + url.QueryEscape(`<meta http-equiv=refresh content="0;url=/x">`), w.url("a", "/x"), 200, false, "meta"},
		{"page=" + url.QueryEscape(`<script>location.href="/x"</script>`), w.url("a", "/x"), 200, false, "script"},
	} {
		start := w.url("a", "/d/p?"+tc.query)
		l := look(t, c, start)
		if l.Fault != nil || l.Status != 200 || l.FinalURL != tc.final {
			t.Errorf("%s: %+v, %d at %s", tc.query, l.Fault, l.Status, l.FinalURL)
			continue
		}
		want := Hop{URL: start, Status: tc.status, Location: tc.final, Permanent: tc.permanent, Via: tc.via, Sure: tc.via == "script"}
		if len(l.Hops) != 1 || l.Hops[0] != want {
			t.Errorf("%s:\n got %+v\nwant %+v", tc.query, l.Hops, want)
		}
		if len(l.Exchanges) != 2 || l.Main != l.Exchanges[1] || l.Exchanges[0].URL != start || l.Main.URL != tc.final {
			t.Errorf("%s: %d exchanges", tc.query, len(l.Exchanges))
		}
		if got := string(readAll(t, l)); !strings.HasPrefix(got, "at ") {
			t.Errorf("%s: body %q", tc.query, got)
		}
	}

	// What is no redirect is an answer.
	for _, q := range []string{"as=302&to=", "as=304&to=/x", "as=300&to=/x", "as=201&to=/x",
		"page=" + url.QueryEscape(`<meta http-equiv=refresh content="5"><p>reloads itself`),
		"page=" + url.QueryEscape(`<meta http-equiv=refresh content="5;url=`+`"><p>reloads itself`),
		"page=" + url.QueryEscape(`<meta http-equiv=refresh content="0;url=intent://x"><p>opens an app`),
		"page=" + url.QueryEscape(`<meta http-equiv=refresh content="0;url=/x">`+strings.Repeat("long ", 500)),
	} {
		l := look(t, c, w.url("a", "/d/p?"+q))
		if l.Fault != nil || len(l.Hops) != 0 || len(l.Exchanges) != 1 || l.Status == 0 {
			t.Errorf("%s: %+v, %+v", q, l.Fault, l.Hops)
		}
	}

	// What leads nowhere is a fault, with the hop kept.
	for q, want := range map[string]string{
		"as=302&to=file:///etc/passwd":                                Protocol,
		"as=302&to=mailto:a@b":                                        Protocol,
		"as=302&to=http://u:p@b.localhost/":                           Protocol,
		"as=302&to=http://[::1":                                       Protocol,
		"as=301&to=http://127.0.0.1:1/":                               PrivateAddress,
		"as=301&to=http://169.254.169.254/latest":                     PrivateAddress,
		"as=301&to=http://0x7f.1:1/":                                  PrivateAddress,
		"as=301&to=http://[::ffff:10.0.0.1]/":                         PrivateAddress,
		"as=302&to=http://secret.localhost:1/":                        PrivateAddress,
		"as=302&to=/" + strings.Repeat("x", maxTarget):                Protocol,
		"as=302&to=/" + strings.Repeat("%D0%B4", maxTarget/6+1):       Protocol, // short on the wire, long when asked for
		"as=302&to=http://b.localhost/" + strings.Repeat("y", 12<<10): Protocol,
	} {
		l := look(t, c, w.url("a", "/d/p?"+q))
		if reason(l.Fault) != want || l.Fault.Network || len(l.Hops) != 1 || l.Main == nil || len(l.Exchanges) < 1 {
			t.Errorf("%.60s: %+v, %d hops, %d exchanges", q, l.Fault, len(l.Hops), len(l.Exchanges))
		}
		if n := len(l.FinalURL) + len(l.Hops[0].Location); n > 3*maxTarget {
			t.Errorf("%.60s: %d bytes of URLs kept", q, n)
		}
	}
	// Just short enough.
	long := w.url("a", "/"+strings.Repeat("x", maxTarget-len(w.url("a", "/"))))
	if l := look(t, c, w.url("a", "/?as=302&to="+long)); l.Fault != nil || l.FinalURL != long {
		t.Errorf("a target of %d bytes: %+v", len(long), l.Fault)
	}
}

func TestRedirectLoops(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		switch n, _ := strconv.Atoi(r.URL.Query().Get("n")); {
		case r.URL.Path == "/self":
			http.Redirect(rw, r, "/self#x", 302)
		case r.URL.Path == "/pair":
			http.Redirect(rw, r, "/pair2", 302)
		case r.URL.Path == "/pair2":
			http.Redirect(rw, r, "/pair", 301)
		case r.URL.Path == "/endless":
			http.Redirect(rw, r, fmt.Sprintf("/endless?n=%d", n+1), 302)
		case r.URL.Path == "/chain" && n < maxHops:
			http.Redirect(rw, r, fmt.Sprintf("/chain?n=%d", n+1), 302)
		case r.URL.Path == "/cookie":
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(rw, &http.Cookie{Name: "seen", Value: "1"})
				http.Redirect(rw, r, "/cookie", 302)
				return
			}
			io.WriteString(rw, "in")
		default:
			io.WriteString(rw, "out")
		}
	})
	c := client(t, Config{}, w.port)
	for path, hops := range map[string]int{"/self": 1, "/pair": 2, "/endless": maxHops + 1} {
		l := look(t, c, w.url("a", path))
		if reason(l.Fault) != RedirectLoop || l.Fault.Network || len(l.Hops) != hops || l.Status < 300 {
			t.Errorf("%s: %+v, %d hops", path, l.Fault, len(l.Hops))
		}
		if len(l.Exchanges) != hops {
			t.Errorf("%s: %d exchanges", path, len(l.Exchanges))
		}
	}
	if l := look(t, c, w.url("a", "/chain")); l.Fault != nil || len(l.Hops) != maxHops || string(readAll(t, l)) != "out" {
		t.Errorf("ten redirects: %+v, %d hops", l.Fault, len(l.Hops))
	}
	// The same URL again, now with a cookie, is no loop; and cookies are one look's own.
	for range 2 {
		l := look(t, c, w.url("a", "/cookie"))
		if l.Fault != nil || len(l.Hops) != 1 || string(readAll(t, l)) != "in" {
			t.Errorf("cookie: %+v, %d hops", l.Fault, len(l.Hops))
		}
	}
}

func TestRetries(t *testing.T) {
	for _, tc := range []struct {
		name     string
		statuses []int // 0: the connection is reset
		after    string
		retries  int
		requests int
		status   int
		fault    string
	}{
		{"503 then fine", []int{503, 200}, "", 2, 2, 200, ""},
		{"all of them", []int{500, 502, 503}, "", 2, 3, 503, ""},
		{"408 then fine", []int{408, 200}, "", 2, 2, 200, ""},
		{"429 then fine", []int{429, 200}, "", 2, 2, 200, ""},
		{"429 for ever", []int{429}, "", 1, 2, 429, RateLimited},
		{"429, back in an hour", []int{429}, "3600", 2, 1, 429, RateLimited},
		{"503, back in an hour", []int{503}, "3600", 2, 1, 503, ""},
		{"reset then fine", []int{0, 200}, "", 2, 2, 200, ""},
		{"never", []int{503}, "", 0, 1, 503, ""},
		{"404 is an answer", []int{404}, "", 2, 1, 404, ""},
		{"403 is an answer", []int{403}, "", 2, 1, 403, ""},
	} {
		n := 0
		w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
			s := tc.statuses[min(n, len(tc.statuses)-1)]
			n++
			if s == 0 {
				reset(rw)
				return
			}
			if tc.after != "" {
				rw.Header().Set("Retry-After", tc.after)
			}
			rw.WriteHeader(s)
			fmt.Fprintf(rw, "answer %d", n)
		})
		l := look(t, client(t, Config{Retries: tc.retries}, w.port), w.url("a", "/"))
		if len(w.requests()) != tc.requests || l.Status != tc.status || reason(l.Fault) != tc.fault {
			t.Errorf("%s: %d requests, status %d, %+v", tc.name, len(w.requests()), l.Status, l.Fault)
		}
		if len(l.Attempts) != tc.requests-1 || len(l.Exchanges) != 1 || l.Main.Status != tc.status {
			t.Errorf("%s: %d attempts, %d exchanges", tc.name, len(l.Attempts), len(l.Exchanges))
		}
		for i, a := range l.Attempts {
			if a.Status != tc.statuses[min(i, len(tc.statuses)-1)] || a.URL != l.FinalURL || a.Status == 0 && a.Reason != Reset {
				t.Errorf("%s: attempt %+v", tc.name, a)
			}
		}
		if tc.after != "" && (l.RetryAfter != time.Hour || l.Fault != nil && l.Fault.RetryAfter != time.Hour) {
			t.Errorf("%s: retry after %v, %+v", tc.name, l.RetryAfter, l.Fault)
		}
		if got := string(readAll(t, l)); got != fmt.Sprintf("answer %d", tc.requests) {
			t.Errorf("%s: body %q", tc.name, got)
		}
	}
}

// Retries are one budget over all hops, and Retry-After is waited out.
// A name that can't be looked up is tried again for one page, not for each of
// the host's; once it answers, all is as before.
func TestHostDown(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) { reset(rw) })
	c := client(t, Config{Retries: 2}, w.port)
	host := strings.TrimSuffix(strings.TrimPrefix(w.url("a", "/"), "http://"), "/")
	for _, tc := range []struct {
		seen *visit
		want int
	}{
		{&visit{status: 200}, 2},
		{&visit{fault: &Fault{Reason: DNSTemporary}}, 0},
		{&visit{fault: &Fault{Reason: Reset}}, 0}, // tells nothing new
		{&visit{status: 404}, 2},
	} {
		c.noteReached(host, tc.seen)
		if got := look(t, c, w.url("a", "/")); len(got.Attempts) != tc.want {
			t.Errorf("after %+v: %d retries, want %d", tc.seen, len(got.Attempts), tc.want)
		}
	}
}

func TestRetryAfterWaits(t *testing.T) {
	n := 0
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		n++
		if n == 1 {
			rw.Header().Set("Retry-After", "1")
			rw.WriteHeader(429)
			return
		}
		if r.URL.Path == "/b" {
			rw.WriteHeader(503)
			return
		}
		http.Redirect(rw, r, "/b", 302)
	})
	l := look(t, client(t, Config{Retries: 2}, w.port), w.url("a", "/a"))
	if want := []string{"/a", "/a", "/b", "/b"}; !slices.Equal(w.paths(), want) {
		t.Errorf("asked %q", w.paths())
	}
	if gap := w.at[1].Sub(w.at[0]); gap < time.Second {
		t.Errorf("came back after %v", gap)
	}
	if l.Status != 503 || l.Fault != nil || len(l.Attempts) != 2 {
		t.Errorf("status %d, %+v, %+v", l.Status, l.Fault, l.Attempts)
	}
}
