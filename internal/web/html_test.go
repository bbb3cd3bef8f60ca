package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser sends requests to a server's pages, and keeps its cookies.
type browser struct {
	t       *testing.T
	handler http.Handler
	cookies map[string]string
	headers http.Header
	seen    []*http.Cookie // as they were set last
}

func newBrowser(t *testing.T, s *Server) *browser {
	return &browser{t: t, handler: s.Pages(), cookies: map[string]string{}, headers: http.Header{}}
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	b.t.Helper()
	for key, values := range b.headers {
		r.Header[key] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	b.seen = w.Result().Cookies()
	for _, c := range b.seen {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return w
}

// get loads a page and checks it as safe does.
func (b *browser) get(path string) (int, *html.Node) {
	b.t.Helper()
	w := b.send(httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil))
	if w.Code >= 300 && w.Code < 400 {
		return w.Code, nil
	}
	return w.Code, safe(b.t, path, w)
}

func (b *browser) post(path string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://pages.test"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.send(r)
}

func (b *browser) signIn() {
	b.t.Helper()
	if w := b.post("/signin", url.Values{"token": {"secret"}, "name": {"Saule"}}); w.Code != http.StatusSeeOther {
		b.t.Fatalf("signing in: %d %s", w.Code, w.Body)
	}
}

// every walks a page's elements.
func every(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		every(c, f)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// find gives the first element that is so; nil where none is.
func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	var found *html.Node
	every(n, func(n *html.Node) {
		if found == nil && is(n) {
			found = n
		}
	})
	return found
}

func byID(n *html.Node, id string) *html.Node {
	return find(n, func(n *html.Node) bool { return attr(n, "id") == id })
}

// allowed are the elements that a page may be made of.
var allowed = strings.Fields(`html head meta title link body a header nav main footer section article div span p h1 h2 h3 ul ol li dl dt dd
	strong code pre q bdi time br form input label select option textarea button figure figcaption svg desc rect path text`)

// safe parses a page, and fails where anything that a stranger wrote could act, and
// where a page is not made as pages are to be.
func safe(t *testing.T, path string, w *httptest.ResponseRecorder) *html.Node {
	t.Helper()
	if kind := w.Header().Get("Content-Type"); kind != "text/html; charset=utf-8" {
		t.Fatalf("%s: %d %s: %s", path, w.Code, kind, w.Body)
	}
	csp := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("%s: the policy %q lacks %s", path, csp, want)
		}
	}
	if strings.Contains(csp, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s: headers %v", path, w.Header())
	}
	for _, r := range w.Body.String() {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Errorf("%s: the page has the character %U", path, r)
			break
		}
	}
	page, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	ids, level := map[string]bool{}, 0
	var refs []string
	every(page, func(n *html.Node) {
		where := fmt.Sprintf("%s: <%s %v>", path, n.Data, n.Attr)
		if !slices.Contains(allowed, n.Data) {
			t.Errorf("%s is not among the elements that these pages have", where)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction", a.Key == "src", a.Key == "http-equiv", a.Key == "autofocus":
				t.Errorf("%s has %s", where, a.Key)
			case a.Key == "href" && n.Data == "a":
				u, err := url.Parse(a.Val)
				if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Scheme != "" && u.Host == "" || u.Opaque != "" {
					t.Errorf("%s is no link for this page", where)
				} else if u.Host != "" && !strings.Contains(attr(n, "rel"), "noreferrer") {
					t.Errorf("%s tells the site of the archive", where)
				}
				if id, ok := strings.CutPrefix(a.Val, "#"); ok {
					refs = append(refs, id)
				}
			case a.Key == "href" && n.Data != "a", a.Key == "action":
				if !strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//") {
					t.Errorf("%s leads elsewhere", where)
				}
			case a.Key == "id":
				if ids[a.Val] || strings.ContainsAny(a.Val, " \t\n") || a.Val == "" {
					t.Errorf("%s: the ID is there twice, or is none", where)
				}
				ids[a.Val] = true
			case a.Key == "aria-labelledby", a.Key == "aria-describedby", a.Key == "for":
				refs = append(refs, strings.Fields(a.Val)...)
			}
		}
		switch n.Data {
		case "h1", "h2", "h3":
			at, _ := strconv.Atoi(n.Data[1:])
			if at > level+1 {
				t.Errorf("%s: %q comes after a heading of level %d", where, textOf(n), level)
			}
			level = at
			if textOf(n) == "" {
				t.Errorf("%s is empty", where)
			}
		case "input", "select", "textarea":
			id := attr(n, "id")
			if attr(n, "type") != "hidden" && find(page, func(l *html.Node) bool { return l.Data == "label" && attr(l, "for") == id }) == nil {
				t.Errorf("%s has no label", where)
			}
		case "a", "button":
			if textOf(n) == "" {
				t.Errorf("%s has no name", where)
			}
		case "time":
			if len(attr(n, "datetime")) != len("2006-01-02T15:04:05Z") {
				t.Errorf("%s tells no time", where)
			}
		case "form":
			if attr(n, "method") == "post" && attr(n, "action") != "/signin" && find(n, func(n *html.Node) bool { return attr(n, "name") == "token" }) == nil {
				t.Errorf("%s has no token", where)
			}
		}
	})
	for _, id := range refs {
		if !ids[id] {
			t.Errorf("%s: nothing has the ID %q", path, id)
		}
	}
	for _, name := range []string{"h1", "main", "title"} {
		count := 0
		every(page, func(n *html.Node) {
			if n.Data == name && n.Namespace == "" {
				count++
			}
		})
		if count != 1 {
			t.Errorf("%s has %d <%s>", path, count, name)
		}
	}
	if root := find(page, func(n *html.Node) bool { return n.Data == "html" }); attr(root, "lang") == "" {
		t.Errorf("%s tells no language", path)
	}
	return page
}

func newGet(path string) *http.Request {
	return httptest.NewRequest(http.MethodGet, "http://pages.test"+path, nil)
}
