package web

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"

	"archiver/internal/catalog"
)

// TimeMaps (RFC 7089, section 5): the list of what is kept of a page, in the link
// format, and as JSON in the form that others give it. No date is negotiated here:
// each form has an address of its own, and always answers the same.

// maxMementos is how many mementos one TimeMap lists; where there are more, the one
// at /timemap/link/URL lists the TimeMaps /timemap/link/N/URL, N from 1.
const maxMementos = 5000

var numbered = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/timemap/(?:link|json)/([1-9][0-9]{0,5})/`) })

// timemapURL gives the address of a page of a TimeMap; 0: of the whole.
func (s *Server) timemapURL(form string, page int, o *original) string {
	at := s.cfg.Address + "/timemap/" + form + "/"
	if page > 0 {
		at += strconv.Itoa(page) + "/"
	}
	return at + o.URI
}

// timemap is what one lists: mementos, or its pages.
type timemap struct {
	*original
	page  int // 0: the whole
	list  []catalog.Snapshot
	pages int // 0: all stand in one
}

// part is the mementos of a page.
func (t timemap) part(page int) []catalog.Snapshot {
	return t.Mementos[(page-1)*maxMementos : min(page*maxMementos, len(t.Mementos))]
}

// timemap finds what a request asks for; where there is nothing, it answers.
func (s *Server) timemap(w http.ResponseWriter, r *http.Request, prefix string) (t timemap, ok bool) {
	if !s.readable(w, r) {
		return t, false
	}
	if m := numbered().FindStringSubmatch(r.URL.EscapedPath()); m != nil {
		t.page, _ = strconv.Atoi(m[1])
		prefix = m[0]
	}
	if t.original = s.find(w, r, prefix); t.original == nil {
		return t, false
	}
	if n := len(t.Mementos); n > maxMementos {
		t.pages = (n + maxMementos - 1) / maxMementos
	}
	switch {
	case t.page > max(t.pages, 1):
		refuse(w, r, http.StatusNotFound, "this TimeMap has no such page")
		return t, false
	case t.page > 0:
		t.list = t.part(t.page)
	case t.pages == 0:
		t.list = t.Mementos
	}
	return t, true
}

func (s *Server) timemapLink(w http.ResponseWriter, r *http.Request) {
	t, ok := s.timemap(w, r, "/timemap/link/")
	if !ok {
		return
	}
	w.Header().Set("Content-Type", linkFormat)
	if r.Method == http.MethodHead {
		return
	}
	out := bufio.NewWriter(w)
	defer out.Flush()
	from, until := span(t.list)
	if t.list == nil {
		from, until = span(t.Mementos)
	}
	fmt.Fprint(out, link{URI: t.URI, Rel: "original"})
	put := func(l link) { fmt.Fprint(out, ",\n", l) }
	put(link{URI: s.timemapURL("link", t.page, t.original), Rel: "self", Type: linkFormat, From: from, Until: until})
	put(link{URI: s.timegateURL(t.original), Rel: "timegate"})
	for page := 1; page <= t.pages; page++ {
		if page != t.page {
			from, until := span(t.part(page))
			put(link{URI: s.timemapURL("link", page, t.original), Rel: "timemap", Type: linkFormat, From: from, Until: until})
		}
	}
	for _, m := range t.list {
		put(link{URI: s.mementoURL(t.original, m), Rel: t.rel(m), At: dated(m)})
	}
	fmt.Fprintln(out)
}

// rel says what a memento is among all.
func (o *original) rel(m catalog.Snapshot) string {
	rel := "memento"
	if dated(m).Equal(dated(o.Mementos[len(o.Mementos)-1])) {
		rel = "last " + rel
	}
	if dated(m).Equal(dated(o.Mementos[0])) {
		rel = "first " + rel
	}
	return rel
}

func span(list []catalog.Snapshot) (from, until time.Time) {
	if len(list) > 0 {
		from, until = dated(list[0]), dated(list[len(list)-1])
	}
	return from, until
}

// timemapMemento and what follows are the form that MemGator and others give.
type timemapMemento struct {
	At  time.Time `json:"datetime"`
	URI string    `json:"uri"`
}

type timemapPart struct {
	URI   string    `json:"uri"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

type timemapBody struct {
	Original string `json:"original_uri"`
	Self     string `json:"self"`
	Mementos struct {
		List  []timemapMemento `json:"list,omitempty"`
		First timemapMemento   `json:"first"`
		Last  timemapMemento   `json:"last"`
	} `json:"mementos"`
	Pages   []timemapPart `json:"timemap_index,omitempty"`
	Timemap struct {
		Link string `json:"link_format"`
		JSON string `json:"json_format"`
	} `json:"timemap_uri"`
	Timegate string `json:"timegate_uri"`
}

func (s *Server) timemapJSON(w http.ResponseWriter, r *http.Request) {
	t, ok := s.timemap(w, r, "/timemap/json/")
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodHead {
		return
	}
	tell := func(m catalog.Snapshot) timemapMemento { return timemapMemento{dated(m), s.mementoURL(t.original, m)} }
	body := timemapBody{Original: t.URI, Self: s.timemapURL("json", t.page, t.original), Timegate: s.timegateURL(t.original)}
	body.Timemap.Link, body.Timemap.JSON = s.timemapURL("link", 0, t.original), s.timemapURL("json", 0, t.original)
	body.Mementos.First, body.Mementos.Last = tell(t.Mementos[0]), tell(t.Mementos[len(t.Mementos)-1])
	for _, m := range t.list {
		body.Mementos.List = append(body.Mementos.List, tell(m))
	}
	for page := 1; page <= t.pages && t.page == 0; page++ {
		from, until := span(t.part(page))
		body.Pages = append(body.Pages, timemapPart{s.timemapURL("json", page, t.original), from, until})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(body) // what fails is the client's connection
}
