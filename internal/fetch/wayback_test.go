package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"archiver/internal/netguard"
	"archiver/internal/webtest/wayback"
)

// archiveOn starts an archive, and a client that may fetch from loopback.
func archiveOn(t *testing.T) (*wayback.Server, *Wayback) {
	t.Helper()
	s := wayback.Start()
	t.Cleanup(s.Close)
	return s, serviceAt(t, s.URL())
}

func serviceAt(t *testing.T, base string) *Wayback {
	t.Helper()
	c, err := New(Config{Guard: &netguard.Policy{Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}},
		Timeout: 2 * time.Second, MaxBody: 1 << 20, SpoolDir: t.TempDir(), Retries: 3, RetryWait: []time.Duration{time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w, err := c.Wayback(base)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

const cited = "https://www.source.example/page?a=1&b=2"

func on(day int) time.Time { return time.Date(2020, 2, day, 10, 15, 0, 0, time.UTC) }

func htmlPage(text string) []byte { return []byte("<!DOCTYPE html><title>t</title><p>" + text) }

var plainHTML = http.Header{"Content-Type": {"text/html"}}

func find(t *testing.T, w *Wayback, url string, day int) []string {
	t.Helper()
	f, err := w.Find(context.Background(), url, on(day))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Release()
	var list []string
	for _, k := range f.Copies {
		list = append(list, k.Timestamp+" "+k.URL)
	}
	return list
}

func TestFindByIndex(t *testing.T) {
	s, w := archiveOn(t)
	other := "http://source.example:80/page?a=1&b=2" // the archive's spelling
	s.Add(wayback.Capture{URL: other, At: on(1), Body: htmlPage("a"), Header: plainHTML},
		wayback.Capture{URL: other, At: on(18), Body: htmlPage("b"), Header: plainHTML},
		wayback.Capture{URL: other, At: on(21), Status: 404, Body: htmlPage("gone"), Header: plainHTML},
		wayback.Capture{URL: other, At: on(26), Status: 301, Header: http.Header{"Location": {"https://x.example/"}}},
		wayback.Capture{URL: "https://source.example/other", At: on(20), Body: htmlPage("c"), Header: plainHTML})
	got := find(t, w, cited+"#part", 20)
	want := []string{"20200218101500 " + other, "20200226101500 " + other, "20200201101500 " + other}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("copies %q, want %q", got, want)
	}
	if got := find(t, w, "https://source.example/never", 20); len(got) != 0 {
		t.Errorf("copies of a page that was never archived: %q", got)
	}
	if n := len(s.Asked()); n != 2 {
		t.Errorf("%d requests for two questions: %q", n, s.Asked())
	}
}

// The index may be broken in many ways; then the next best is asked.
func TestFindWithoutIndex(t *testing.T) {
	s, w := archiveOn(t)
	s.Add(wayback.Capture{URL: cited, At: on(18), Body: htmlPage("b"), Header: plainHTML})
	for name, h := range map[string]http.HandlerFunc{
		"garbage":   wayback.Answer(200, `[["timestamp","orig`),
		"html":      wayback.Answer(200, "<h1>We are sorry</h1>"),
		"broken":    wayback.Answer(500, "oops"),
		"redirect":  wayback.Answer(302, "", "Location: http://10.0.0.1/"),
		"a bomb":    wayback.Answer(200, "["+strings.Repeat(" ", maxIndex+1)+"]"),
		"truncated": wayback.Answer(200, "[[", "Content-Length: 100"),
	} {
		s.Heal()
		s.Fail("^/cdx/", -1, h)
		if got := find(t, w, cited, 20); len(got) != 1 || got[0] != "20200218101500 "+cited {
			t.Errorf("%s: copies %q, want that of the availability API", name, got)
		}
	}
	// Neither: the archive itself leads to the nearest.
	s.Fail("^/wayback/", -1, wayback.Answer(200, "{"))
	if got := find(t, w, cited, 20); len(got) != 1 || got[0] != "20200220101500 "+cited {
		t.Errorf("copies %q, want a guess", got)
	}
	l, err := w.Fetch(context.Background(), cited, Copy{Timestamp: "20200220101500", URL: cited})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Release()
	if !l.Memento.At.Equal(on(18)) || len(l.Hops) != 0 || len(l.Exchanges) != 2 {
		t.Errorf("led to %v over %v, %d exchanges", l.Memento.At, l.Hops, len(l.Exchanges))
	}
}

// pywb has its own layout and its own words.
func TestFindPywb(t *testing.T) {
	web := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/all/cdx":
			io.WriteString(rw, `{"urlkey": "example,source)/page", "timestamp": "20200218101500", "url": "`+cited+`", "mime": "text/html", "status": "200", "digest": "X"}`+"\n"+
				`{"timestamp": "20200219101500", "url": "https://elsewhere.example/", "status": "200"}`+"\n")
		case strings.HasPrefix(r.URL.Path, "/all/20200218101500id_/"):
			rw.Header().Set("Memento-Datetime", on(18).Format(http.TimeFormat))
			rw.Header().Set("Content-Type", "text/html; charset=windows-1251")
			rw.Write(htmlPage("x"))
		default:
			http.NotFound(rw, r)
		}
	})
	w := serviceAt(t, web.srv.URL+"/all/")
	got := find(t, w, cited, 20)
	if len(got) != 1 || got[0] != "20200218101500 "+cited {
		t.Fatalf("copies %q", got)
	}
	l, err := w.Fetch(context.Background(), cited, Copy{Timestamp: "20200218101500", URL: cited})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Release()
	if l.ContentType != "text/html; charset=windows-1251" || l.Header.Get("Memento-Datetime") != "" || CheckWayback(w.base, true) == nil {
		t.Errorf("content type %q, header %v", l.ContentType, l.Header)
	}
}

func TestServiceTrouble(t *testing.T) {
	for name, tt := range map[string]struct {
		h     http.HandlerFunc
		after time.Duration
	}{
		"429":         {wayback.Answer(429, "slow down", "Retry-After: 77"), 77 * time.Second},
		"503":         {wayback.Answer(503, "down"), 0},
		"502":         {wayback.Answer(502, "<h1>Bad Gateway</h1>"), 0},
		"504":         {wayback.Answer(504, "<h1>Gateway Time-out</h1>"), 0},
		"522":         {wayback.Answer(522, "<h1>Connection timed out</h1>"), 0},
		"403":         {wayback.Answer(403, "<h1>Your address is blocked</h1>"), 0},
		"silence":     {wayback.Hang, 0},
		"no response": {func(rw http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, 0},
	} {
		s, w := archiveOn(t)
		s.Add(wayback.Capture{URL: cited, At: on(18), Body: htmlPage("b"), Header: plainHTML})
		s.Fail("", -1, tt.h)
		var e *ServiceError
		if _, err := w.Find(context.Background(), cited, on(20)); !errors.As(err, &e) || e.RetryAfter != tt.after {
			t.Errorf("%s: Find gives %v", name, err)
		}
		if _, err := w.Fetch(context.Background(), cited, Copy{Timestamp: "20200218101500", URL: cited}); !errors.As(err, &e) {
			t.Errorf("%s: Fetch gives %v", name, err)
		}
		if n := len(s.Asked()); n != 2 {
			t.Errorf("%s: %d requests, want 2: an archive in trouble is not asked again", name, n)
		}
	}
}

// What breaks over one copy says nothing of it, unless the archive says so.
func TestFetchTrouble(t *testing.T) {
	for name, tt := range map[string]struct {
		h       http.HandlerFunc
		trouble bool
	}{
		"500":           {wayback.Answer(500, "oops"), true},
		"cut short":     {wayback.Answer(200, "<h1>On", "Content-Length: 100"), true},
		"cut short 404": {wayback.Answer(404, "<h1>On", "Content-Length: 100"), true},
		"a bad record":  {wayback.Answer(502, "", "X-Archive-Wayback-Runtime-Error: ResourceNotAvailableException: bad record"), false},
		"excluded":      {wayback.Answer(403, "AdministrativeAccessControlException: Blocked Site Error"), false},
		"an odd date":   {wayback.Answer(500, "oops", "Memento-Datetime: tomorrow"), false},
	} {
		s, w := archiveOn(t)
		s.Fail("", -1, tt.h)
		_, err := w.Fetch(context.Background(), cited, Copy{Timestamp: "20200218101500", URL: cited})
		var service *ServiceError
		var none *NoCopyError
		if errors.As(err, &service) != tt.trouble || errors.As(err, &none) == tt.trouble {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeysGoOutInTheClearToNobody(t *testing.T) {
	for base, want := range map[string]bool{
		"https://web.archive.org": true, "http://web.archive.org": false, "http://127.0.0.1:80": true, "http://[::1]:8080/": true,
		"http://a.localhost": true, "http://10.0.0.1": false, "http://localhost.example": false,
	} {
		if err := CheckWayback(base, true); (err == nil) != want || err != nil && !strings.Contains(err.Error(), "rescue.save") {
			t.Errorf("%s: %v", base, err)
		}
		if err := CheckWayback(base, false); err != nil {
			t.Errorf("%s, without saving: %v", base, err)
		}
	}
}

func TestFetchMemento(t *testing.T) {
	s, w := archiveOn(t)
	s.Add(
		wayback.Capture{URL: "http://source.example/page?a=1&b=2", At: on(18), Header: http.Header{"Content-Type": {"text/html; charset=koi8-r"}, "Etag": {"x"}}, Body: htmlPage("b")},
		wayback.Capture{URL: "https://source.example/old", At: on(3), Status: 301, Header: http.Header{"Location": {"https://source.example/new"}}},
		wayback.Capture{URL: "https://source.example/new", At: on(4), Header: plainHTML, Body: htmlPage("new")},
		wayback.Capture{URL: "https://source.example/busy", At: on(5), Status: 429, Header: plainHTML, Body: htmlPage("too many")},
		wayback.Capture{URL: "https://source.example/loop", At: on(5), Status: 302, Header: http.Header{"Location": {"https://source.example/loop"}}},
		wayback.Capture{URL: "https://source.example/inward", At: on(5), Status: 302, Header: http.Header{"Location": {"http://10.0.0.1/secret"}}},
		wayback.Capture{URL: "https://source.example/wrong", At: on(6), Header: plainHTML, Body: htmlPage("x"), Of: "https://elsewhere.example/"},
		wayback.Capture{URL: "https://source.example/huge", At: on(6), Header: plainHTML, Body: htmlPage(strings.Repeat("x ", 1<<20))},
	)
	s.Fail("excluded", -1, wayback.Answer(403, "", "X-Archive-Wayback-Runtime-Error: AdministrativeAccessControlException: Blocked Site Error"))
	s.Fail("html200", -1, wayback.Answer(200, "<h1>Something went wrong</h1>"))
	s.Fail("/web/.*otherpage", -1, wayback.Answer(302, "", "Location: "+s.URL()+"/web/20200206101500id_/https://elsewhere.example/"))
	s.Fail("/web/.*private", -1, wayback.Answer(302, "", "Location: http://10.0.0.1/"))
	for _, tt := range []struct {
		path, stamp string
		status      int
		final       string // but for the cited URL
		wrong       string
	}{
		{path: "page?a=1&b=2", stamp: "20200218101500", status: 200},
		{path: "page?a=1&b=2", stamp: "2020", status: 200},
		{path: "old", stamp: "20200203101500", status: 200, final: "https://source.example/new"},
		{path: "busy", stamp: "20200205101500", status: 429},
		{path: "loop", stamp: "20200205101500", wrong: "redirects"},
		{path: "inward", stamp: "20200205101500", wrong: "no such copy"},
		{path: "wrong", stamp: "20200206101500", wrong: "another page"},
		{path: "none", stamp: "20200206101500", wrong: "no such copy"},
		{path: "excluded", stamp: "20200206101500", wrong: "does not show this page"},
		{path: "html200", stamp: "20200206101500", wrong: "does not say that it is a copy"},
		{path: "otherpage", stamp: "20200206101500", wrong: "another page"},
		{path: "private", stamp: "20200206101500", wrong: "another page"},
		{path: "huge", stamp: "20200206101500", status: 200},
	} {
		url := "https://source.example/" + tt.path
		l, err := w.Fetch(context.Background(), url, Copy{Timestamp: tt.stamp, URL: url})
		if tt.wrong != "" {
			var none *NoCopyError
			if !errors.As(err, &none) || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("%s: %v, want %q", tt.path, err, tt.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.path, err)
			continue
		}
		if tt.final == "" {
			tt.final = url
		}
		if l.Status != tt.status || l.FinalURL != tt.final || l.URL != url || l.Memento == nil || l.Main.URL != l.Memento.URL {
			t.Errorf("%s: status %d at %s, %+v", tt.path, l.Status, l.FinalURL, l.Memento)
		}
		switch tt.path {
		case "huge":
			if l.Fault == nil || l.Fault.Reason != TooLarge {
				t.Errorf("huge: fault %v", l.Fault)
			}
		case "busy":
			if l.Fault != nil {
				t.Errorf("an archived 429 has a fault: %v", l.Fault)
			}
		case "page?a=1&b=2":
			if l.ContentType != "text/html; charset=koi8-r" || l.Header.Get("Etag") != "x" || !l.Memento.At.Equal(on(18)) {
				t.Errorf("page: %q, %v, %v", l.ContentType, l.Header, l.Memento.At)
			}
		}
		l.Release()
	}
	for _, asked := range s.Asked() {
		if !strings.HasPrefix(asked, "GET /web/") {
			t.Errorf("asked for %s", asked)
		}
	}
}

func TestReadLinksToCopies(t *testing.T) {
	c, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w, err := c.Wayback("https://web.archive.org/")
	if err != nil {
		t.Fatal(err)
	}
	for link, want := range map[string]string{
		"https://web.archive.org/web/20200221101500/https://e.org/a?b=c": "20200221101500 https://e.org/a?b=c",
		"http://web.archive.org/web/20200221101500id_/http:/e.org/":      "20200221101500 http://e.org/",
		"https://archive.org/web/2020/e.org":                             "2020 http://e.org",
		"http://web.archive.org:80/web/2020/http://e.org:80/":            "2020 http://e.org:80/",
		"https://web.archive.org/web/*/http://e.org/":                    "",
		"https://web.archive.org/save/http://e.org/":                     "",
		"https://archive.ph/20200221101500/http://e.org/":                "",
		"https://web.archive.org/web/20209921101500/http://e.org/":       "",
	} {
		got := ""
		if k, ok := w.Copy(link); ok {
			got = k.Timestamp + " " + k.URL
		}
		if got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
	if w.available != "https://archive.org/wayback/available" || w.cdx != "https://web.archive.org/cdx/search/cdx" || w.save != "https://web.archive.org/save" {
		t.Errorf("%+v", w)
	}
	for _, bad := range []string{"", "off", "ftp://x/", "https://", "https://u:p@x/", "https://x/?q", "x"} {
		if _, err := c.Wayback(bad); err == nil {
			t.Errorf("%q is taken for an archive", bad)
		}
	}
}

func TestSave(t *testing.T) {
	s, w := archiveOn(t)
	s.TakesKeys("a:b")
	opt := SaveOptions{Keys: Keys{"a", "b"}, Poll: time.Millisecond, Patience: 50 * time.Millisecond}
	s.Saves("https://e.org/slow", "pending")
	s.Saves("https://e.org/blocked", "pending", "error:blocked-url")
	s.Saves("https://e.org/daily", "now error:too-many-daily-captures")
	s.Saves("https://e.org/limit", "now error:user-session-limit")
	for path, want := range map[string]string{"ok": SaveDone, "slow": SavePending, "blocked": SaveRefused, "daily": SaveRefused} {
		got, err := w.Save(context.Background(), "https://e.org/"+path+"#x", opt)
		if err != nil || got.Outcome != want || want == SaveDone && !strings.HasSuffix(got.Memento, "/https://e.org/ok") ||
			want == SaveRefused && !strings.HasPrefix(got.Detail, "error:") {
			t.Errorf("%s: %+v, %v, want %s", path, got, err, want)
		}
	}
	var service *ServiceError
	if _, err := w.Save(context.Background(), "https://e.org/limit", opt); !errors.As(err, &service) {
		t.Errorf("over the limit of sessions: %v", err)
	}
	var keys *KeysError
	if _, err := w.Save(context.Background(), "https://e.org/ok", SaveOptions{Keys: Keys{"a", "c"}}); !errors.As(err, &keys) || strings.Contains(err.Error(), "a:c") {
		t.Errorf("wrong keys: %v", err)
	}
	s.Fail("^/save", 1, wayback.Answer(429, "", "Retry-After: 60"))
	if _, err := w.Save(context.Background(), "https://e.org/ok", opt); !errors.As(err, &service) || service.RetryAfter != time.Minute {
		t.Errorf("429: %v", err)
	}
	s.Fail("^/save", 1, wayback.Answer(200, "<html>"))
	if _, err := w.Save(context.Background(), "https://e.org/ok", opt); !errors.As(err, &service) {
		t.Errorf("a page instead of an answer: %v", err)
	}
}
