package fetch

import (
	"net/http"
	"strings"

	"archiver/internal/browser"
	"archiver/internal/record"
)

// sent is an exchange that the browser made.
type sent struct {
	ex *record.Exchange
	// dest is what the request was for, by its Sec-Fetch-Dest: "document" in the
	// main frame. Empty at origins that browsers don't trust, such as http.
	dest string
	nav  bool // it loads a document, of whatever frame
	// wants is what it asks for, and size the length of what it sends: -1 if unknown.
	wants browser.Want
	size  int64
}

// mainFrame tells which way the main frame went from start, and the answer that
// its last document came with. final is where the browser says that it ended;
// empty if it does not say. list is in the order of the requests.
//
// Redirects lead from one answer to the next. A page that sends its reader on by
// itself is seen by the document that final names; one whose script only sets
// its address made no such request, and stays the document it came with.
func mainFrame(start, final string, list []sent) (hops []Hop, main *record.Exchange) {
	i := nextDocument(list, 0, start) // whose first request this is
	for i >= 0 {
		main = list[i].ex
		to := redirectOf(main)
		if to == "" {
			break
		}
		hops = append(hops, redirectHop(main, to))
		if i = nextDocument(list, i+1, to); i < 0 {
			return hops, main
		}
	}
	if main == nil || final == "" {
		return hops, main
	}
	// The newest document of that address, and the redirects that led to it.
	last := -1
	for k := i + 1; k < len(list); k++ {
		if list[k].isDocument() && sameDocument(list[k].ex.URL, final) && redirectOf(list[k].ex) == "" {
			last = k
		}
	}
	if last < 0 {
		return hops, main
	}
	var led []Hop
	first := last
	for k := last - 1; k > i; k-- {
		if to := redirectOf(list[k].ex); to != "" && list[k].isDocument() && sameDocument(to, list[first].ex.URL) {
			led = append([]Hop{redirectHop(list[k].ex, to)}, led...)
			first = k
		}
	}
	if from := list[first].ex.URL; !sameDocument(from, main.URL) {
		hops = append(hops, Hop{URL: main.URL, Status: main.Status, Location: from, Via: "script"})
	}
	return append(hops, led...), list[last].ex
}

func (s sent) isDocument() bool { return s.nav && (s.dest == "document" || s.dest == "") }

// nextDocument finds the request for the main frame's document u; where there is
// none of a document, as behind a service worker, that for the address.
func nextDocument(list []sent, from int, u string) int {
	found := -1
	for k := from; k < len(list); k++ {
		if !sameDocument(list[k].ex.URL, u) {
			continue
		}
		if list[k].isDocument() {
			return k
		}
		if found < 0 && list[k].ex.Method == http.MethodGet && !list[k].nav {
			found = k
		}
	}
	for k := from; found < 0 && k < len(list); k++ {
		if list[k].isDocument() { // browsers write some addresses in their own way
			found = k
		}
	}
	return found
}

// sameDocument compares addresses without fragments, and as browsers write them.
func sameDocument(a, b string) bool {
	if a == b {
		return true
	}
	plain := func(s string) string {
		s, _, _ = strings.Cut(s, "#")
		if u, err := parseURL(s); err == nil {
			if u.Path == "" {
				u.Path = "/"
			}
			u.Host = strings.ToLower(u.Host)
			return withoutPort(u).String()
		}
		return s
	}
	return plain(a) == plain(b)
}

func isRedirect(e *record.Exchange) bool { return redirectOf(e) != "" }

// redirectOf gives where an answer sends its reader, absolute where that makes
// sense; "" if nowhere.
func redirectOf(e *record.Exchange) string {
	switch e.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return ""
	}
	to := e.Header.Get("Location")
	if base, err := parseURL(e.URL); err == nil && to != "" {
		if next, err := resolve(base, to); err == nil && len(next.String()) <= maxTarget {
			return next.String()
		}
	}
	return short(to)
}

func redirectHop(e *record.Exchange, to string) Hop {
	u, _, _ := strings.Cut(e.URL, "#")
	return Hop{URL: u, Status: e.Status, Location: to, Via: "http",
		Permanent: e.Status == http.StatusMovedPermanently || e.Status == http.StatusPermanentRedirect}
}
