package webtest

import (
	"fmt"
	"strings"
	"sync/atomic"
)

// rows is the table of the sources: how each answers before and after ageing,
// and what that means.
func (w *Web) rows() []row {
	seed := uint64(0)
	// doc makes the next text.
	doc := func(lang string) document {
		seed++
		return document{seed: seed, lang: lang}
	}
	var rows []row
	add := func(r row) { rows = append(rows, r) }
	// stays adds a source that never changes.
	stays := func(what string, tls bool, first func(int) answer) {
		add(row{what: what, tls: tls, first: first, want: same})
	}
	// turns adds a good page that becomes something else.
	turns := func(what string, tls bool, verdict, reason string, later func(d document) func(int) answer) {
		d := doc("en")
		add(row{what: what, tls: tls, first: show(d, "gzip"), later: later(d), want: Want{verdict, reason}})
	}
	// becomes is turns, where the text does not matter.
	becomes := func(what string, tls bool, verdict, reason string, later func(int) answer) {
		turns(what, tls, verdict, reason, func(document) func(int) answer { return later })
	}

	// Codings and framings.
	stays("plain", false, show(doc("en")))
	stays("gzip", true, show(doc("en"), "gzip"))
	stays("gzip chunked", false, show(doc("fr"), "gzip", "chunked"))
	stays("brotli chunked", false, show(doc("ru"), "br", "chunked"))
	stays("zstd chunked", true, show(doc("en"), "zstd", "chunked"))
	stays("deflate", false, show(doc("en"), "deflate"))
	stays("deflate without zlib", true, show(doc("kk"), "deflate-raw"))
	stays("x-gzip to the end of the connection", false, show(doc("en"), "x-gzip", "close"))
	big := doc("en")
	big.words = 2500
	stays("big", true, show(big, "gzip", "chunked"))

	// Charsets, true and false labels.
	charset := func(what, lang, charset, label, meta string) {
		d := doc(lang)
		d.charset, d.label, d.meta = charset, label, meta
		stays(what, len(rows)%2 == 0, show(d))
	}
	charset("windows-1251 in the header", "ru", "windows-1251", "", "")
	charset("windows-1251 in the page", "ru", "windows-1251", "text/html", "windows-1251")
	charset("koi8-r", "ru", "koi8-r", "", "koi8-r")
	charset("latin-1", "fr", "iso-8859-1", "", "iso-8859-1")
	charset("utf-16", "fr", "utf-16", "", "")
	charset("header and page disagree", "kk", "", "text/html; charset=ISO-8859-1", "utf-8")
	charset("no label", "kk", "", "text/html", "")

	// Other kinds.
	bin := func(what, kind, coding string, body []byte) {
		stays(what, len(rows)%2 == 0, always(answer{status: 200, fields: []string{"Content-Type: " + kind}, body: body, coding: coding}))
	}
	paper := doc("en")
	bin("pdf", "application/pdf", "", paper.pdf())
	bin("pdf compressed", "application/pdf", "gzip", doc("en").pdf())
	bin("pdf as bytes", "application/octet-stream", "", doc("en").pdf())
	bin("text", "text/plain; charset=utf-8", "br", []byte(strings.Join(Prose("en", 77, 8), "\n\n")))
	bin("picture", "image/png", "", picture(3))

	// What ageing does to a page that lives.
	turns("noise", false, "ok", "noise", func(d document) func(int) answer { d.furnish = 5; return show(d, "gzip") })
	turns("noise with every request", true, "ok", "noise", func(d document) func(int) answer {
		return func(n int) answer { e := d; e.furnish = n; return show(e, "br")(n) }
	})
	turns("figure edited", true, "changed", "edited", func(d document) func(int) answer { d.edit = "87654"; return show(d, "gzip") })
	turns("sentence removed", false, "changed", "edited", func(d document) func(int) answer { d.omit = true; return show(d) })
	turns("quote removed", true, "changed", "quote-lost", func(d document) func(int) answer { d.omit = true; return show(d) })
	rows[len(rows)-1].quote = quoteOf(seed)
	turns("replaced", false, "changed", "replaced", func(d document) func(int) answer { d.seed += 3000; return show(d) })
	turns("another kind", true, "changed", "type", func(d document) func(int) answer {
		return always(answer{status: 200, fields: []string{"Content-Type: application/pdf"}, body: document{seed: 3100, lang: "en"}.pdf()})
	})

	// Redirects.
	turns("moved", false, "moved", "redirect", func(d document) func(int) answer { return redirect(301, fmt.Sprintf("/moved/%d", d.seed)) })
	turns("moved to another host", true, "moved", "redirect", func(d document) func(int) answer {
		return redirect(308, w.at("h01", true)+fmt.Sprintf("/moved/%d", d.seed))
	})
	turns("elsewhere for now", false, "ok", "", func(d document) func(int) answer { return redirect(302, fmt.Sprintf("/moved/%d", d.seed)) })
	becomes("redirect loop", false, "unreachable", "redirect-loop", redirect(302, "redirect-loop.html"))
	becomes("redirected home", true, "dead", "redirected-home", redirect(302, "/"))

	// Gone.
	becomes("not found", false, "dead", "http-404", status(404))
	becomes("gone", false, "dead", "http-410", status(410))
	add(row{what: "never there", first: status(404), wantFirst: Want{"dead", "http-404"}, want: Want{"dead", "http-404"}})
	becomes("error page with 200", true, "dead", "soft-404", softError)
	rows[len(rows)-1].host = hostSoft
	becomes("redirected to an error page", false, "dead", "soft-404", redirect(302, "/404"))
	becomes("empty", true, "dead", "empty", always(answer{status: 200, fields: []string{"Content-Type: text/html"}}))
	becomes("parked", false, "dead", "parked", always(answer{status: 200, fields: []string{"Content-Type: text/html"},
		body: []byte(`<html><head><title>h.example</title></head><body><script>window.location.href="/lander"</script><h1>This domain is parked free, courtesy of the registrar</h1><p>Buy this domain. The domain may be for sale by its owner.</p></body></html>`)}))

	// Something between.
	becomes("bot wall", true, "blocked", "bot-wall", always(answer{status: 403, fields: []string{"Content-Type: text/html", "cf-mitigated: challenge", "Server: cloudflare"},
		body: []byte(`<title>Just a moment...</title><div id="challenge-spinner"></div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1"></script>`)}))
	becomes("forbidden", false, "blocked", "forbidden", status(403))
	becomes("unauthorized", true, "blocked", "login-wall", status(401, `WWW-Authenticate: Basic realm="press"`))
	becomes("login page", false, "blocked", "login-wall", redirect(302, "/login?next=page"))
	becomes("too many requests", true, "blocked", "rate-limited", status(429, "Retry-After: 3600"))
	becomes("unavailable for legal reasons", false, "blocked", "legal-451", status(451, `Link: <https://example.org/>; rel="blocked-by"`))
	becomes("script shell", true, "blocked", "unreadable", always(answer{status: 200, fields: []string{"Content-Type: text/html"},
		body: []byte(`<!DOCTYPE html><html><head><title>Site</title><script src="/app.js"></script><script>window.__STATE__={}</script></head><body><div id="root"></div></body></html>`)}))
	add(row{what: "private address", base: "http://[::1]:" + w.plainPort, wantFirst: Want{"blocked", "private-address"}, want: Want{"blocked", "private-address"}})

	// Faults.
	becomes("server error", false, "unreachable", "http-5xx", status(500))
	turns("unavailable once", true, "ok", "", func(d document) func(int) answer {
		good := show(d, "gzip")
		var asked atomic.Bool
		return func(n int) answer {
			if !asked.Swap(true) {
				return status(503, "Retry-After: 1")(n)
			}
			return good(n)
		}
	})
	cut := show(doc("en"))(1)
	cut.cut, cut.end = 700, drop
	becomes("truncated", false, "unreachable", "truncated", always(cut))
	becomes("stalled before the head", true, "unreachable", "timeout", always(answer{raw: []byte{}, end: hang}))
	stall := show(doc("en"))(1)
	stall.cut, stall.end = 900, hang
	becomes("stalled in the body", false, "unreachable", "timeout", always(stall))
	becomes("reset", false, "unreachable", "reset", always(answer{raw: []byte{}, end: reset}))
	d := doc("en")
	add(row{what: "refused port", base: "http://h26.localhost:" + w.leavingPort, host: "h26", first: show(d), want: Want{"unreachable", "refused"}})
	becomes("too large", true, "unreachable", "too-large", always(answer{status: 200, fields: []string{"Content-Type: text/html"},
		body: []byte(strings.Repeat("<p>"+strings.Join(Prose("en", 99, 1), " ")+"</p>\n", HugeBytes/300))}))
	becomes("no HTTP", false, "unreachable", "protocol", always(answer{raw: []byte("220 mail.example ESMTP ready\r\n"), end: drop}))
	add(row{what: "certificate expires", tls: true, host: hostExpires, first: show(doc("en")), want: Want{"unreachable", "tls"}})
	add(row{what: "certificate not trusted", tls: true, host: hostUntrusted, first: show(doc("en")), wantFirst: Want{"unreachable", "tls"}, want: Want{"unreachable", "tls"}})
	add(row{what: "certificate of another", tls: true, host: hostMisnamed, first: show(doc("en")), wantFirst: Want{"unreachable", "tls"}, want: Want{"unreachable", "tls"}})
	return rows
}
