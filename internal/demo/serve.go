package demo

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP answers for every site, by the Host header.
func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	s := w.sites[strings.TrimSuffix(strings.ToLower(host), ".localhost")]
	if s == nil {
		http.Error(rw, "no such site here", http.StatusMisdirectedRequest)
		return
	}
	s.header(rw.Header())
	aged := w.aged.Load()
	switch path := r.URL.RequestURI(); {
	case aged && s.fate == BotWall:
		challenge(rw)
	case path == "/robots.txt":
		rw.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(rw, "User-agent: *\nDisallow: /search\n")
	case serveAsset(rw, s, path):
	case path == "/":
		w.send(rw, r, s, http.StatusOK, s.front())
	case aged && s.fate == Moved && path == s.path:
		rw.Header().Set("Location", s.later)
		rw.WriteHeader(http.StatusMovedPermanently)
	case aged && s.fate == Moved && path == s.later,
		path == s.path && !(aged && (s.fate == Dead || s.fate == Soft404 || s.fate == Moved)):
		w.serveCited(rw, r, s, aged)
	default:
		status := http.StatusNotFound
		if s.fate == Soft404 {
			status = http.StatusOK // and it was always like this, on this site
		}
		w.send(rw, r, s, status, s.notFound())
	}
}

// serveCited sends the page that the report cites.
func (w *Web) serveCited(rw http.ResponseWriter, r *http.Request, s *site, aged bool) {
	t := s.pages[0]
	if aged {
		t = s.pages[1]
	}
	rw.Header().Set("Last-Modified", "Mon, 03 Jun 2024 07:12:45 GMT")
	switch s.kind {
	case "pdf":
		rw.Header().Set("Content-Type", "application/pdf")
		http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(pdf(t)))
	case "docx":
		rw.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
		http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(docx(t)))
	default:
		w.send(rw, r, s, http.StatusOK, s.article(t, aged, w.views.Add(1)))
	}
}

// header sets what this site sends with everything.
func (s *site) header(h http.Header) {
	h.Set("Server", s.server)
	h.Set("Content-Type", "text/html; charset=utf-8")
	switch s.server {
	case "cloudflare": // good pages carry these too: they prove no wall
		h.Set("Cf-Ray", "8f1d0c2b7a5e3c41-ALA")
		h.Set("Cf-Cache-Status", "DYNAMIC")
	case "Microsoft-IIS/10.0":
		h.Set("X-Powered-By", "ASP.NET")
	case "Apache/2.2.15 (CentOS)":
		h.Set("X-Powered-By", "PHP/5.3.3")
		h.Set("Content-Type", "text/html") // the charset stands in the page alone
		h.Set("Set-Cookie", "PHPSESSID=4c1f0e9d7b; path=/")
	}
}

// send writes an HTML page the way this site does: compressed where asked for,
// in chunks, or in windows-1251.
func (w *Web) send(rw http.ResponseWriter, r *http.Request, s *site, status int, page []byte) {
	h := rw.Header()
	if s.how == "cp1251" {
		page = windows1251(page)
	}
	if strings.Contains(s.how, "gzip") {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(page) // a Buffer takes everything
			z.Close()
			page = b.Bytes()
		}
	}
	if !strings.Contains(s.how, "chunked") {
		h.Set("Content-Length", strconv.Itoa(len(page)))
		rw.WriteHeader(status)
		rw.Write(page)
		return
	}
	rw.WriteHeader(status)
	for len(page) > 0 {
		n := min(len(page), 1500)
		if _, err := rw.Write(page[:n]); err != nil {
			return // the client is gone
		}
		http.NewResponseController(rw).Flush()
		page = page[n:]
	}
}

// challenge is what a content delivery network shows to whom it takes for a robot.
func challenge(rw http.ResponseWriter) {
	h := rw.Header()
	h.Set("Cf-Mitigated", "challenge")
	h.Set("Cache-Control", "private, max-age=0, no-store, no-cache")
	h.Set("Content-Type", "text/html; charset=UTF-8")
	rw.WriteHeader(http.StatusForbidden)
	fmt.Fprint(rw, `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
<body><div id="challenge-spinner"></div><noscript>Enable JavaScript and cookies to continue</noscript>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f1d0c2b7a5e3c41"></script>
</body></html>
`)
}
