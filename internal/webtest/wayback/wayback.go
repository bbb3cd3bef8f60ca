// Package wayback is a web archive for tests: it behaves like the public
// interfaces of the Wayback Machine, its errors and limits included. Loopback
// only. Not for use outside of tests.
package wayback

import (
	"crypto/sha1"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Capture is one copy that the archive has.
type Capture struct {
	URL    string
	At     time.Time
	Status int         // 0 means 200
	Header http.Header // of the page, as captured
	Body   []byte
	// Of, if set, is what the copy says it is of, wrongly.
	Of string
	// Hidden copies are served, and not in the index.
	Hidden bool
}

// Stamp is a moment as the archive writes it.
const Stamp = "20060102150405"

// Server is a running archive. Its methods may be called concurrently.
type Server struct {
	srv *httptest.Server

	mu       sync.Mutex
	captures []Capture
	faults   []fault
	asked    []string
	saves    map[string]*job
	answers  map[string][]string
	keys     string
	jobs     int
}

type fault struct {
	path   *regexp.Regexp
	answer http.HandlerFunc
	left   int // how often; negative: always
}

// job is one capture that was asked for.
type job struct {
	url    string
	states []string // what its status is, one after the other; the last stays
}

// Start serves on a free port of loopback until Close.
func Start() *Server {
	s := &Server{saves: map[string]*job{}, answers: map[string][]string{}}
	s.srv = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.srv.Config.ErrorLog = log.New(io.Discard, "", 0) // clients that hang up are part of the play
	s.srv.Start()
	return s
}

// Close stops serving.
func (s *Server) Close() { s.srv.Close() }

// URL is the base URL.
func (s *Server) URL() string { return s.srv.URL }

// Memento is the URL of a copy for people.
func (s *Server) Memento(c Capture) string {
	return s.srv.URL + "/web/" + c.At.UTC().Format(Stamp) + "/" + c.URL
}

// Add puts copies into the archive.
func (s *Server) Add(c ...Capture) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.captures = append(s.captures, c...)
}

// Fail has requests whose path and query match answered by h: the next n, or
// all where n is negative.
func (s *Server) Fail(path string, n int, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fault{regexp.MustCompile(path), h, n})
}

// Heal takes all faults away.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Asked lists the requests so far: method, path and query.
func (s *Server) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Forget empties the list of requests.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = nil
}

// TakesKeys says which account may save: "access:secret".
func (s *Server) TakesKeys(keys string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = keys
}

// Saves says what becomes of a request to save a page: the answers to questions
// for its status, one after the other; the last one stays.
func (s *Server) Saves(url string, states ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[url] = states
}

// Answer is a handler that gives a status and a body. Fields are "Name: value".
func Answer(status int, body string, fields ...string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, f := range fields {
			name, value, _ := strings.Cut(f, ": ")
			rw.Header().Set(name, value)
		}
		rw.WriteHeader(status)
		io.WriteString(rw, body)
	}
}

// Hang is a handler that answers nothing until the client gives up.
func Hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func (s *Server) serve(rw http.ResponseWriter, r *http.Request) {
	target := r.RequestURI
	s.mu.Lock()
	s.asked = append(s.asked, r.Method+" "+target)
	var broken http.HandlerFunc
	for i := range s.faults {
		if f := &s.faults[i]; f.left != 0 && f.path.MatchString(target) {
			f.left--
			broken = f.answer
			break
		}
	}
	s.mu.Unlock()
	path, _, _ := strings.Cut(target, "?")
	switch {
	case broken != nil:
		broken(rw, r)
	case path == "/cdx/search/cdx":
		s.index(rw, r)
	case path == "/wayback/available":
		s.available(rw, r)
	case path == "/save" && r.Method == http.MethodPost:
		s.save(rw, r)
	case strings.HasPrefix(path, "/save/status/"):
		s.status(rw, r, strings.TrimPrefix(path, "/save/status/"))
	case strings.HasPrefix(path, "/web/"):
		s.memento(rw, strings.TrimPrefix(target, "/web/"))
	default:
		http.NotFound(rw, r)
	}
}

// key names a page as the index does: no scheme, www, port 80 or 443, last
// slash or capitals.
func key(url string) string {
	_, rest, _ := strings.Cut(strings.ToLower(url), "://")
	rest = strings.TrimPrefix(rest, "www.")
	host, path, _ := strings.Cut(rest, "/")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return host + "/" + strings.TrimSuffix(path, "/")
}

// of lists the copies of a page, nearest to at first.
func (s *Server) of(url string, at time.Time, hidden bool) []Capture {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Capture
	for _, c := range s.captures {
		if key(c.URL) == key(url) && (hidden || !c.Hidden) {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Capture) int {
		return int(a.At.Sub(at).Abs()/time.Second) - int(b.At.Sub(at).Abs()/time.Second)
	})
	return list
}

func (c Capture) status() int {
	if c.Status == 0 {
		return http.StatusOK
	}
	return c.Status
}

// index is the CDX server: as text or, with output=json, as a list of lists, or
// [] for no copy.
func (s *Server) index(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("url") == "" {
		http.Error(rw, "url is required", http.StatusBadRequest)
		return
	}
	at, _ := parseStamp(q.Get("closest"))
	list := s.of(q.Get("url"), at, false)
	if q.Get("sort") != "closest" {
		slices.SortStableFunc(list, func(a, b Capture) int { return a.At.Compare(b.At) })
	}
	names := []string{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}
	if fl := q.Get("fl"); fl != "" {
		names = strings.Split(fl, ",")
	}
	limit, _ := strconv.Atoi(q.Get("limit"))
	rows := [][]string{}
	for _, c := range list {
		sum := sha1.Sum(c.Body)
		typ, _, _ := strings.Cut(c.Header.Get("Content-Type"), ";")
		all := map[string]string{"urlkey": key(c.URL), "timestamp": c.At.UTC().Format(Stamp), "original": c.URL, "mimetype": typ,
			"statuscode": strconv.Itoa(c.status()), "digest": base32.StdEncoding.EncodeToString(sum[:]), "length": strconv.Itoa(len(c.Body))}
		if !passes(all, q["filter"]) || limit > 0 && len(rows) == limit {
			continue
		}
		var row []string
		for _, n := range names {
			row = append(row, all[n])
		}
		rows = append(rows, row)
	}
	if q.Get("output") != "json" {
		for _, row := range rows {
			fmt.Fprintln(rw, strings.Join(row, " "))
		}
		return
	}
	if len(rows) > 0 {
		rows = append([][]string{names}, rows...)
	}
	writeJSON(rw, http.StatusOK, rows)
}

// passes applies filters: [!]field:regex, the regex on the whole value.
func passes(row map[string]string, filters []string) bool {
	for _, f := range filters {
		f, not := strings.CutPrefix(f, "!")
		field, expr, _ := strings.Cut(f, ":")
		re, err := regexp.Compile("^(?:" + expr + ")$")
		if err != nil || re.MatchString(row[field]) == not {
			return false
		}
	}
	return true
}

func (s *Server) available(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	at, ok := parseStamp(q.Get("timestamp"))
	if !ok {
		at = time.Now()
	}
	snapshots := map[string]any{}
	for _, c := range s.of(q.Get("url"), at, false) {
		if c.status() == http.StatusOK {
			snapshots["closest"] = map[string]any{"available": true, "status": "200", "timestamp": c.At.UTC().Format(Stamp), "url": s.Memento(c)}
			break
		}
	}
	writeJSON(rw, http.StatusOK, map[string]any{"url": q.Get("url"), "archived_snapshots": snapshots})
}

var mementoPath = regexp.MustCompile(`^(\d{4,14})([a-z]{2}_)?/(.+)$`)

// memento serves a copy as it was captured, or leads to the nearest.
func (s *Server) memento(rw http.ResponseWriter, rest string) {
	m := mementoPath.FindStringSubmatch(rest)
	at, ok := time.Time{}, false
	if m != nil {
		at, ok = parseStamp(m[1])
	}
	if !ok {
		http.Error(rw, "no such page", http.StatusNotFound)
		return
	}
	list := s.of(m[3], at, true)
	if len(list) == 0 {
		Answer(http.StatusNotFound, "<h1>Wayback Machine doesn't have that page archived.</h1>")(rw, nil)
		return
	}
	c := list[0]
	if stamp := c.At.UTC().Format(Stamp); stamp != m[1] {
		rw.Header().Set("Location", s.srv.URL+"/web/"+stamp+m[2]+"/"+c.URL)
		rw.Header().Set("X-Archive-Redirect-Reason", "found capture at "+stamp)
		rw.WriteHeader(http.StatusFound)
		return
	}
	h := rw.Header()
	for name, vals := range c.Header {
		h["X-Archive-Orig-"+name] = vals
	}
	h.Set("Content-Type", c.Header.Get("Content-Type"))
	if l := c.Header.Get("Location"); l != "" {
		h.Set("Location", s.srv.URL+"/web/"+m[1]+m[2]+"/"+l)
	}
	of := c.URL
	if c.Of != "" {
		of = c.Of
	}
	h.Set("Memento-Datetime", c.At.UTC().Format(http.TimeFormat))
	h.Set("Link", fmt.Sprintf(`<%s>; rel="original", <%s/web/timemap/link/%s>; rel="timemap"; type="application/link-format"`, of, s.srv.URL, of))
	rw.WriteHeader(c.status())
	rw.Write(c.Body)
}

// save is Save Page Now 2.
func (s *Server) save(rw http.ResponseWriter, r *http.Request) {
	if !s.knows(r) {
		writeJSON(rw, http.StatusUnauthorized, map[string]string{"message": "You need to be logged in to use Save Page Now."})
		return
	}
	url := r.FormValue("url")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs++
	id := fmt.Sprintf("spn2-%04d", s.jobs)
	j := &job{url: url, states: slices.Clone(s.answers[url])}
	if len(j.states) == 0 {
		j.states = []string{"pending", "success"}
	}
	if ext, refused := strings.CutPrefix(j.states[0], "now "); refused {
		writeJSON(rw, http.StatusOK, map[string]string{"status": "error", "status_ext": ext, "message": "refused: " + url})
		return
	}
	s.saves[id] = j
	writeJSON(rw, http.StatusOK, map[string]string{"url": url, "job_id": id})
}

func (s *Server) status(rw http.ResponseWriter, r *http.Request, id string) {
	if !s.knows(r) {
		writeJSON(rw, http.StatusUnauthorized, map[string]string{"message": "You need to be logged in to use Save Page Now."})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	j := s.saves[id]
	if j == nil {
		writeJSON(rw, http.StatusNotFound, map[string]string{"message": "no such job"})
		return
	}
	state := j.states[0]
	if len(j.states) > 1 {
		j.states = j.states[1:]
	}
	a := map[string]any{"job_id": id, "status": state, "resources": []string{}}
	switch {
	case state == "success":
		a["timestamp"], a["original_url"], a["duration_sec"] = time.Now().UTC().Format(Stamp), j.url, 2.5
	case strings.HasPrefix(state, "error:"):
		a["status"], a["status_ext"], a["message"] = "error", state, "could not capture "+j.url
	}
	writeJSON(rw, http.StatusOK, a)
}

func (s *Server) knows(r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys != "" && r.Header.Get("Authorization") == "LOW "+s.keys
}

func parseStamp(s string) (time.Time, bool) {
	const least = "00000101000000"
	if len(s) < 4 || len(s) > len(least) {
		return time.Time{}, false
	}
	t, err := time.Parse(Stamp, s+least[len(s):])
	return t, err == nil
}

func writeJSON(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	json.NewEncoder(rw).Encode(v)
}
