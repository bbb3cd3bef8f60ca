package fetch

import (
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"archiver/internal/record"
)

// Bounds of a shelf.
const (
	shelfTime  = 2 * time.Minute // how long an exchange is used again, at most
	shelfBytes = 8 << 20         // all that is on it
	shelfEach  = 1 << 20         // one body as sent
)

// Shelf keeps requisites for the next captures of the same host: its pages
// mostly load one style sheet and one logo, and each capture holds them whole.
// What a capture takes from the shelf is the exchange as it was recorded, with
// the date when it was. Only what a browser's cache would use again is kept
// (RFC 9111), and more narrowly: nothing that has to do with cookies, nothing
// that was redirected. Images and frames of the pages themselves are mostly of
// one page, so they are kept when a second one has them.
//
// The zero value is ready and a nil one keeps nothing. It may be used
// concurrently, and needs no release: what is on it is plain memory.
type Shelf struct {
	mu   sync.Mutex
	by   map[string]*shelved // by URL; nil: was fetched once
	size int64
}

// shelved is one exchange on a shelf.
type shelved struct {
	ex    *record.Exchange // released by nobody
	url   *url.URL         // as asked for
	css   []byte           // decoded, of a sheet
	sheet bool
	until time.Time
}

func (s *shelved) size() int64 {
	const facts = 2 << 10 // header fields and the like
	if s == nil {
		return facts
	}
	return facts + s.ex.Request.Len() + s.ex.Response.Len() + int64(len(s.css))
}

// find gives what is there for n and still good, or nil.
func (s *Shelf) find(n need) *shelved {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.by[n.url.String()]
	if got == nil || time.Now().After(got.until) || n.kind == sheet && !got.sheet {
		return nil
	}
	return got
}

// put keeps what was fetched, if it may be used again and there is room.
func (s *Shelf) put(it *item) error {
	t := it.trip
	if s == nil || t.last == nil || t.fault != nil || len(t.hops) > 0 || t.last.cookies != "" || t.last.decode != nil {
		return nil
	}
	e := t.last.ex
	fresh := freshFor(e)
	if fresh <= 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := it.url.String()
	_, again := s.by[key]
	var put *shelved
	if again || it.depth > 0 || it.kind == sheet || it.kind == script || it.kind == icon {
		put = &shelved{ex: e, url: t.last.url, css: t.last.body, sheet: it.kind == sheet, until: e.Started.Add(fresh)}
	}
	if s.size+put.size() > shelfBytes {
		s.clear()
	}
	if s.size+put.size() > shelfBytes {
		return nil
	}
	if put != nil {
		var err error
		if put.ex, err = e.Keep(); err != nil {
			return err
		}
	}
	s.set(key, put)
	return nil
}

// clear makes room: what is too old is no more than a URL that was fetched
// once, and what was no more than that is forgotten. The lock is held.
func (s *Shelf) clear() {
	now := time.Now()
	for key, it := range s.by {
		switch {
		case it == nil:
			s.size -= it.size()
			delete(s.by, key)
		case now.After(it.until):
			s.set(key, nil)
		}
	}
}

// set changes an entry. The lock is held.
func (s *Shelf) set(key string, it *shelved) {
	if s.by == nil {
		s.by = make(map[string]*shelved)
	}
	if old, ok := s.by[key]; ok {
		s.size -= old.size()
	}
	s.by[key] = it
	s.size += it.size()
}

// freshFor says how long after its start an exchange may be used again; 0 if
// it may not.
func freshFor(e *record.Exchange) time.Duration {
	h := e.Header
	if e.Method != http.MethodGet || e.Status != http.StatusOK || e.Err != nil || e.Truncated != "" ||
		e.PayloadLen > shelfEach || h["Set-Cookie"] != nil {
		return 0
	}
	for field := range listed(h["Vary"]) {
		if field != "accept-encoding" { // the same in all our requests
			return 0
		}
	}
	fresh, told := shelfTime, false
	for d := range listed(h["Cache-Control"]) {
		name, val, _ := strings.Cut(d, "=")
		switch name {
		case "no-store", "no-cache", "private":
			return 0
		case "max-age":
			n, err := strconv.ParseUint(strings.Trim(val, `"`), 10, 31)
			if err != nil {
				return 0
			}
			age, _ := strconv.ParseUint(h.Get("Age"), 10, 31)
			fresh, told = min(fresh, time.Duration(n)*time.Second-time.Duration(age)*time.Second), true
		}
	}
	if h["Expires"] != nil && !told {
		from, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			from = e.Started
		}
		end, err := http.ParseTime(h.Get("Expires"))
		if err != nil {
			return 0 // "0", commonly
		}
		fresh = min(fresh, end.Sub(from))
	}
	return fresh
}

// listed gives the members of a header field that is a list, in lower case.
func listed(values []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, v := range values {
			for part := range strings.SplitSeq(v, ",") {
				if part = strings.ToLower(strings.TrimSpace(part)); part != "" && !yield(part) {
					return
				}
			}
		}
	}
}
