package webtest

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// Hosts whose certificate is at fault.
const (
	hostExpires   = "h28" // after Age
	hostUntrusted = "h29" // from the start
	hostMisnamed  = "h30" // from the start
)

// HugeBytes is the size of the body that is too large: set the limit below it.
const HugeBytes = 6 << 20

// Want is what a look at a source means, in the words of the contract. An empty
// Reason leaves it open.
type Want struct{ Verdict, Reason string }

// Source is one cited page.
type Source struct {
	Footnote int // from 1
	URL      string
	What     string   // how it answers, in words
	Quotes   []string // that belong into the manifest
	First    Want     // before Age, without a reference
	Later    Want     // after Age, compared with what it was before
}

// page is how a request target of a host answers.
type page struct {
	first, later func(n int) answer // n counts the requests, from 1
}

// row is one line of the table of sources.
type row struct {
	what         string
	base         string // scheme, host and port, where not the host's own
	host         string // a host of its own
	tls          bool
	first, later func(n int) answer // later nil: the same
	quote        string
	wantFirst    Want
	want         Want
}

var (
	seen = Want{"ok", "first-seen"}
	same = Want{"ok", ""}
)

func (w *Web) build() {
	for i, r := range w.rows() {
		host := r.host
		if host == "" {
			host = fmt.Sprintf("h%02d", 1+i%27)
		}
		target := fmt.Sprintf("/%d/%s.html", 2024+i%3, strings.ReplaceAll(r.what, " ", "-"))
		base := r.base
		if base == "" {
			base = w.at(host, r.tls)
		}
		if r.first != nil {
			if r.later == nil {
				r.later = r.first
			}
			w.pages[host+target] = &page{r.first, r.later}
		}
		s := Source{Footnote: i + 1, URL: base + target, What: r.what, First: r.wantFirst, Later: r.want}
		if s.First == (Want{}) {
			s.First = seen
		}
		if r.quote != "" {
			s.Quotes = []string{r.quote}
		}
		w.sources = append(w.sources, s)
	}
}

func (w *Web) at(host string, tls bool) string {
	if tls {
		return "https://" + host + ".localhost:" + w.tlsPort
	}
	return "http://" + host + ".localhost:" + w.plainPort
}

// Sources lists the 60 cited pages.
func (w *Web) Sources() []Source { return append([]Source(nil), w.sources...) }

// Report cites all of them, one a footnote, in Markdown.
func (w *Web) Report() []byte {
	var text, notes strings.Builder
	text.WriteString("# A report on sixty pages\n\n")
	for _, s := range w.sources {
		fmt.Fprintf(&text, "The page that answers so, %s, was read with care.[^%d]\n", s.What, s.Footnote)
		fmt.Fprintf(&notes, "[^%d]: Page %d: %s\n", s.Footnote, s.Footnote, s.URL)
	}
	return []byte(text.String() + "\n" + notes.String())
}

// Networks is what a client must be allowed to dial: IPv4 loopback. One source
// stands on IPv6 loopback, to be refused.
func (w *Web) Networks() []string { return []string{"127.0.0.0/8"} }

// answer finds the page, or the site's own 404.
func (w *Web) answer(r *http.Request, scheme string) answer {
	host, _, _ := strings.Cut(r.Host, ".localhost")
	key := host + r.RequestURI
	w.mu.Lock()
	w.seen[key]++
	n := w.seen[key]
	w.mu.Unlock()
	if p := w.pages[key]; p != nil {
		if w.aged.Load() {
			return p.later(n)
		}
		return p.first(n)
	}
	return w.furniture(host, r.RequestURI)
}

// furniture is everything that no footnote cites.
func (w *Web) furniture(host, target string) answer {
	switch {
	case target == "/s.css":
		return answer{status: 200, fields: []string{"Content-Type: text/css"}, body: []byte("body { background: url(/i/0.png) }\n"), coding: "gzip"}
	case strings.HasPrefix(target, "/i/"):
		return answer{status: 200, fields: []string{"Content-Type: image/png"}, body: picture(len(target))}
	case target == "/":
		return show(document{seed: 800, lang: "en", words: 3})(1)
	case target == "/login?next=page":
		return answer{status: 200, fields: []string{"Content-Type: text/html"},
			body: []byte("<title>Log in - Site</title><h1>Log in to continue</h1><form method=post><input name=user><input type=password name=pass><button>Log in</button></form>")}
	case target == "/lander": // where a parked name's script leads
		return answer{status: 200, fields: []string{"Content-Type: text/html"},
			body: []byte("<title>h.example</title><h1>This domain is parked free, courtesy of the registrar</h1><p>Buy this domain. The domain may be for sale by its owner.</p>")}
	case target == "/404":
		return softError(1)
	case strings.HasPrefix(target, "/moved/"):
		var seed uint64
		fmt.Sscanf(target, "/moved/%d", &seed)
		return show(document{seed: seed, lang: "en"})(1)
	case host == hostSoft:
		return softError(1)
	}
	return answer{status: 404, fields: []string{"Content-Type: text/html"},
		body: []byte("<title>404 Not Found</title><h1>Not Found</h1><p>There is no such page on this server.</p>")}
}

// hostSoft answers 200 for whatever it does not have.
const hostSoft = "h27"

func softError(int) answer {
	return answer{status: 200, fields: []string{"Content-Type: text/html; charset=utf-8"},
		body: []byte("<title>Page not found - Site</title><nav>Home News</nav><h1>Page not found</h1><p>Sorry, the page that you asked for does not exist or has been removed. Try the search.</p>")}
}

// show answers with a document; how sets coding and framing.
func show(d document, how ...string) func(int) answer {
	a := answer{status: 200, fields: []string{"Content-Type: " + d.contentType(), "Last-Modified: Mon, 03 Jun 2024 07:12:45 GMT"}, body: d.html()}
	for _, h := range how {
		switch h {
		case "chunked", "close":
			a.frame = h
		default:
			a.coding = h
		}
	}
	return always(a)
}

// always answers the same, put on the wire once.
func always(a answer) func(int) answer {
	a.built = sync.OnceValue(a.wire)
	return func(int) answer { return a }
}

// status answers with a code and a few words.
func status(code int, fields ...string) func(int) answer {
	return always(answer{status: code, fields: append([]string{"Content-Type: text/html"}, fields...),
		body: fmt.Appendf(nil, "<title>%d %s</title><h1>%s</h1>", code, http.StatusText(code), http.StatusText(code))})
}

// redirect answers with a Location.
func redirect(code int, to string) func(int) answer {
	return always(answer{status: code, fields: []string{"Location: " + to}})
}
