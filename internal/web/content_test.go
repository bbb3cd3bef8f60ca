package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// TestMemento looks at what is served as a page, as the bytes that were sent, and with
// which headers.
func TestMemento(t *testing.T) { // raced
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	const m, stamp = "/memento/20200221101500", "Fri, 21 Feb 2020 10:15:00 GMT"
	put := func(u string, c shelfCopy) { c.at = at; b.put("https://example.org/"+u, c) }
	put("page", shelfCopy{body: "<!-- c -->\n<!DOCTYPE html><head><base href=/x><link rel=a><iframe src=b></iframe><title>ü</title>",
		head: "Set-Cookie: a=b\r\nX-Archived: 1\r\nAccess-Control-Allow-Credentials: true\r\nService-Worker-Allowed: /\r\nRefresh: 0;url=/\r\nLink: </x>; rel=preload\r\n"})
	put("quirks", shelfCopy{body: "<p>old"})
	put("dom", shelfCopy{body: "<p>shell", dom: "<!doctype html><p>shown"})
	put("pdf", shelfCopy{mime: "application/pdf", body: "%PDF-"})
	put("text", shelfCopy{mime: "Text/Plain; charset=KOI8-R; x=y", body: "\xd4"})
	put("svg", shelfCopy{mime: "image/svg+xml", body: "<svg/>"})
	put("js", shelfCopy{mime: "text/javascript", body: "x()"})
	put("none", shelfCopy{mime: " ", body: "x"})
	put("bad", shelfCopy{mime: "text/html\u00a0;charset=\"a b\"", body: "x"})
	s := serveShelf(t, b, nil)
	for _, c := range []struct{ path, mime, body, disposition string }{
		{"/https://example.org/page", "text/html; charset=utf-8", `<!-- c -->` + "\n" + `<!DOCTYPE html><base href="https://example.org/page"><head><base href=/x><meta rel=a><img src=b></iframe><title>ü</title>`, ""},
		{"id_/https://example.org/page", "text/html; charset=utf-8", "<!-- c -->\n<!DOCTYPE html><head><base href=/x><link rel=a><iframe src=b></iframe><title>ü</title>", "page-*.html"},
		{"/https://example.org/quirks", "text/html; charset=utf-8", `<base href="https://example.org/quirks"><p>old`, ""},
		{"/https://example.org/dom", "text/html; charset=utf-8", `<!doctype html><base href="https://example.org/dom"><p>shown`, ""},
		{"id_/https://example.org/dom", "text/html; charset=utf-8", "<p>shell", "dom-*.html"},
		{"/https://example.org/pdf", "application/pdf", "%PDF-", ""},
		{"/https://example.org/text", "text/plain; charset=KOI8-R", "\xd4", ""},
		{"id_/https://example.org/text", "text/plain; charset=KOI8-R", "\xd4", ""},
		{"/https://example.org/svg", "application/octet-stream", "<svg/>", "svg-*.svg"},
		{"id_/https://example.org/svg", "image/svg+xml", "<svg/>", "svg-*.svg"},
		{"/https://example.org/js", "application/octet-stream", "x()", "js-*.bin"},
		{"id_/https://example.org/js", "text/javascript", "x()", "js-*.bin"},
		{"id_/https://example.org/none", "application/octet-stream", "x", "none-*.bin"},
		{"id_/https://example.org/bad", "text/html", "x", "bad-*.html"},
	} {
		resp, body := shelfAsk(t, "GET", s.content.URL+m+c.path)
		h := resp.Header
		name := ""
		if c.disposition != "" {
			name = `attachment; filename="` + strings.Replace(c.disposition, "*", source.ID(strings.TrimPrefix(strings.TrimPrefix(c.path, "id_"), "/"))+"-20200221101500", 1) + `"`
		}
		if resp.StatusCode != 200 || h.Get("Content-Type") != c.mime || body != c.body || h.Get("Content-Disposition") != name {
			t.Errorf("%s: %s, %q, %q, %q, want %q", c.path, resp.Status, h.Get("Content-Type"), body, h.Get("Content-Disposition"), name)
		}
		if h.Get("Memento-Datetime") != stamp || h.Get("Archiver-Class") != "source" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", c.path, h)
		}
		policy := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "sandbox; default-src 'none'; ") || !strings.HasSuffix(policy, "frame-ancestors "+s.pages.URL) || strings.Contains(policy, "allow-") || strings.Contains(policy, "script") {
			t.Errorf("%s: policy %q", c.path, policy)
		}
		for _, never := range []string{"Set-Cookie", "X-Archived", "Access-Control-Allow-Credentials", "Service-Worker-Allowed", "Refresh", "Content-Encoding", "Vary"} {
			if h.Get(never) != "" {
				t.Errorf("%s: %s: %q", c.path, never, h.Get(never))
			}
		}
		head, none := shelfAsk(t, "HEAD", s.content.URL+m+c.path)
		if head.StatusCode != 200 || none != "" || head.Header.Get("Link") != h.Get("Link") {
			t.Errorf("HEAD %s: %s, %v", c.path, head.Status, head.Header)
		}
	}
	if resp, _ := shelfAsk(t, "GET", s.content.URL+m+"id_/https://example.org/js", "Service-Worker", "script"); resp.StatusCode != 403 {
		t.Errorf("archived service worker: %s", resp.Status)
	}
	// Nothing of this is to be had from the pages' origin.
	if resp, _ := shelfAsk(t, "GET", s.pages.URL+m+"/https://example.org/text"); resp.StatusCode == 200 {
		t.Errorf("pages' origin: %s", resp.Status)
	}
}

// TestMementoMoment asks for other moments than those of the copies.
func TestMementoMoment(t *testing.T) {
	const page = "https://example.org/a/report?id=7"
	b := newShelf(t)
	threeCopies(t, b, page)
	s := serveShelf(t, b, nil)
	for _, c := range []struct {
		moment, url string
		status      int
		to          string // the moment it leads to
	}{
		{"20200221101500", page, 200, ""},
		{"20200601000000", page, 200, ""}, // the wall, by its own address
		{"20200901000000", page, 410, ""}, // withdrawn
		{"20200901000001", page, 302, "20200221101500"},
		{"20200221101501", page, 302, "20200221101500"},
		{"20200601000001id_", page, 302, "20200221101500id_"},
		{"19990101000000", page, 302, "20190301080000"},
		{"2020", page, 302, "20200221101500"},
		{"202002", page, 302, "20200221101500"},
		{"20200220", page, 302, "20190301080000"},
		{"20200221", page, 302, "20200221101500"},
		{"2020022110", page, 302, "20200221101500"},
		{"202002211014", page, 302, "20190301080000"},
		{"2999", page, 302, "20210709235959"},
		{"20200221101500", "http://www.example.org/a/report/?id=7", 302, "20200221101500"},
		{"20200221101500id_", "http:/example.org/a/report?id=7", 302, "20200221101500id_"},
		{"20200221101500", "https://example.org/a/report", 404, ""},
		{"20201332", page, 404, ""},
		{"20200230101500", page, 404, ""},
		{"202", page, 404, ""},
		{"20202", page, 404, ""},
		{"202002211015000", page, 404, ""},
		{"20200221101500xx_", page, 404, ""},
		{"20200221101500", "nonsense:", 404, ""},
		{"-2020", page, 404, ""},
	} {
		resp, body := shelfAsk(t, "GET", s.content.URL+"/memento/"+c.moment+"/"+c.url)
		to := ""
		if c.to != "" {
			to = s.content.URL + "/memento/" + c.to + "/" + page
		}
		if resp.StatusCode != c.status || resp.Header.Get("Location") != to {
			t.Errorf("%s %s: %s to %q, %s", c.moment, c.url, resp.Status, resp.Header.Get("Location"), body)
		}
		if (resp.Header.Get("Memento-Datetime") != "") != (c.status == 200) {
			t.Errorf("%s: Memento-Datetime %q of %s", c.moment, resp.Header.Get("Memento-Datetime"), resp.Status)
		}
		if links, err := parseLinks(resp.Header.Get("Link"), false); c.status == 200 && (err != nil || !strings.Contains(fmt.Sprint(links), "timegate")) {
			t.Errorf("%s: %v, %v", c.moment, links, err)
		}
	}
}

// TestContentFiles downloads each form, parts of the whole, and what is not there.
func TestContentFiles(t *testing.T) {
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	const page = "https://example.org/a/Report%22;.html"
	snap := b.put(page, shelfCopy{at: at, body: "<p>sent", dom: "<p>shown", png: "\x89PNG"})
	gone := b.put(page, shelfCopy{at: at.AddDate(0, 0, 1), body: "x"})
	b.withdraw(gone)
	bad := b.put(page, shelfCopy{at: at.AddDate(0, 0, 2), body: "x", bare: true})
	s := serveShelf(t, b, nil)
	url := s.fileURL
	name := `filename="` + source.Slug(page) + "-" + snap.SourceID + "-20200221101500"
	for form, want := range map[string][3]string{
		"original": {"application/octet-stream", "<p>sent", "attachment; " + name + `.html"`},
		"html":     {"text/html; charset=utf-8", "<p>shown", "attachment; " + name + `.html"`},
		"text":     {"text/plain; charset=utf-8", "the text\n", "inline; " + name + `.txt"`},
		"png":      {"image/png", "\x89PNG", "inline; " + name + `.png"`},
	} {
		resp, body := shelfAsk(t, "GET", url(snap, form))
		if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != want[0] || body != want[1] || resp.Header.Get("Content-Disposition") != want[2] {
			t.Errorf("%s: %s, %v, %q", form, resp.Status, resp.Header, body)
		}
	}
	for u, status := range map[string]int{url(snap, "pdf"): 404, url(snap, "exe"): 404, url(snap, "warc"): 200, url(gone, "html"): 410, url(gone, "wacz"): 410, url(bad, "wacz"): 500,
		url(bad, "text"): 500, s.content.URL + "/files/0123456789ab/20200221101500/wacz": 404, s.content.URL + "/files/" + snap.SourceID + "/20200221/wacz": 404,
		s.content.URL + "/": 404} {
		resp, body := shelfAsk(t, "GET", u)
		if resp.StatusCode != status || status != 200 && (!strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain") || strings.Contains(body, "witness")) {
			t.Errorf("%s: %s, %q", u, resp.Status, body)
		}
	}

	whole := new(bytes.Buffer)
	r, err := b.store.Open(t.Context(), snap.Object, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	whole.ReadFrom(r)
	data, tag := whole.String(), `"`+snap.SHA256+`"`
	n := len(data)
	for _, c := range []struct {
		header []string
		status int
		body   string
	}{
		{nil, 200, data},
		{[]string{"Range", "bytes=0-0"}, 206, data[:1]},
		{[]string{"Range", "bytes=-22"}, 206, data[n-22:]},
		{[]string{"Range", "bytes=10-"}, 206, data[10:]},
		{[]string{"Range", "bytes=10-19", "If-Range", tag}, 206, data[10:20]},
		{[]string{"Range", "bytes=10-19", "If-Range", `"other"`}, 200, data},
		{[]string{"If-None-Match", tag}, 304, ""},
		{[]string{"Range", "bytes=99999999-"}, 416, "*"},
	} {
		resp, body := shelfAsk(t, "GET", url(snap, "wacz"), append(c.header, "Origin", "https://replayweb.page")...)
		if resp.StatusCode != c.status || body != c.body && c.body != "*" || resp.Header.Get("Access-Control-Allow-Origin") != "*" ||
			c.status < 300 && (resp.Header.Get("ETag") != tag || resp.Header.Get("Content-Type") != "application/wacz" || resp.Header.Get("Accept-Ranges") != "bytes") {
			t.Errorf("%v: %s, %v, %d bytes", c.header, resp.Status, resp.Header, len(body))
		}
		for _, h := range []string{"Content-Range", "Content-Length", "ETag", "Accept-Ranges"} {
			if !strings.Contains(resp.Header.Get("Access-Control-Expose-Headers"), h) {
				t.Errorf("%s is not exposed", h)
			}
		}
	}
	head, _ := shelfAsk(t, "HEAD", url(snap, "wacz"))
	if head.StatusCode != 200 || head.ContentLength != int64(n) {
		t.Errorf("HEAD: %s, %d", head.Status, head.ContentLength)
	}
	pre, _ := shelfAsk(t, "OPTIONS", url(snap, "wacz"), "Origin", "https://replayweb.page", "Access-Control-Request-Headers", "range")
	if pre.StatusCode != 204 || !strings.Contains(pre.Header.Get("Access-Control-Allow-Headers"), "Range") || pre.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("preflight: %s, %v", pre.Status, pre.Header)
	}
	if put, _ := shelfAsk(t, "DELETE", url(snap, "wacz")); put.StatusCode != 405 {
		t.Errorf("DELETE: %s", put.Status)
	}
}

// TestPrivateContent reads where reading needs signing in: with a ticket for this very
// address, or a token, and never with a cookie.
func TestPrivateContent(t *testing.T) { // raced
	const page = "https://example.org/a?b=c&ticket=1"
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	snap := b.put(page, shelfCopy{at: at, mime: "text/plain", body: "secret"})
	b.put("https://example.org/a?b=d", shelfCopy{at: at, mime: "text/plain", body: "other"})
	s := serveShelf(t, b, func(c *Config) { c.Access = Access{Private: true, Token: "t0ken"} })
	gate, _ := shelfAsk(t, "GET", s.pages.URL+"/timegate/"+page)
	if gate.StatusCode == 302 {
		t.Errorf("TimeGate without signing in: %s to %s", gate.Status, gate.Header.Get("Location"))
	}
	gate, _ = shelfAsk(t, "GET", s.pages.URL+"/timegate/"+page, "Authorization", "Bearer t0ken")
	ticketed := gate.Header.Get("Location")
	if gate.StatusCode != 302 || strings.Contains(gate.Header.Get("Link"), ticketed) {
		t.Fatalf("TimeGate: %s, %v", gate.Status, gate.Header)
	}
	plain := s.content.URL + "/memento/20200221101500/" + page
	shown := s.ticketed(mementoPath(address(page), dated(snap), ""))
	session := s.sessions.begin("somebody", false)
	for _, c := range []struct {
		url    string
		header []string
		status int
	}{
		{ticketed, nil, 200},
		{shown, nil, 200},
		{plain, nil, 401},
		{plain, []string{"Authorization", "Bearer t0ken"}, 200},
		{plain, []string{"Authorization", "Bearer wrong"}, 401},
		{plain, []string{"Cookie", session.Name + "=" + session.Value}, 401},
		{strings.Replace(ticketed, "b=c", "b=d", 1), nil, 401},
		{strings.Replace(ticketed, "/memento/20200221101500/", "/memento/2020/", 1), nil, 401},
		{strings.Replace(ticketed, "/memento/20200221101500/", "/timegate/", 1), nil, 401},
		{s.fileURL(snap, "original"), nil, 200},
		{strings.Replace(s.fileURL(snap, "original"), "/original", "/wacz", 1), nil, 401},
		{s.content.URL + "/timegate/" + page, []string{"Authorization", "Bearer t0ken"}, 200},
	} {
		resp, body := shelfAsk(t, "GET", c.url, c.header...)
		if resp.StatusCode != c.status || (body == "secret") != (c.status == 200) {
			t.Errorf("%s %v: %s, %q", c.url, c.header, resp.Status, body)
		}
		if resp.Header.Get("Access-Control-Allow-Origin") != s.pages.URL || resp.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", c.url, resp.Header)
		}
	}
}

// brokenOff gives half of what it should.
type brokenOff struct{ *shelf }

func (b brokenOff) As(context.Context, catalog.Snapshot, string) (io.ReadCloser, error) {
	return io.NopCloser(io.MultiReader(strings.NewReader(strings.Repeat("half ", 9000)), failing{})), nil
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the store is away") }

// TestCutShort has the bytes end too soon: the client must not take it for the end.
func TestCutShort(t *testing.T) {
	b := newShelf(t)
	snap := b.put("https://example.org/", shelfCopy{at: onDay("2020-02-21 10:15:00"), mime: "text/plain", body: "x"})
	s := serveShelf(t, b, func(c *Config) { c.Backend = brokenOff{b} })
	for _, u := range []string{s.fileURL(snap, "original"), s.content.URL + "/memento/20200221101500/https://example.org/"} {
		resp, err := http.Get(u)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err == nil {
			t.Errorf("%s: %d bytes, and no error", u, len(body))
		}
	}
}
