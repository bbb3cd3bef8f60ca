// Package origin is the web server of the benchmarks, in a process of its own
// so that its work is not counted as a client's: up to some thousand pages over
// 200 loopback addresses, five requisites a page, one source in twenty a PDF of
// half a megabyte, answers made beforehand, compressed when asked for. A
// control address ages it, slows it and counts what it served.
//
// The process is the test binary, started again: its TestMain must call Child
// first. Loopback only; for tests only.
package origin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options of the origin's process, by environment.
type Options struct {
	Pages int   // with requisites
	Small int   // without
	Huge  int64 // bytes of /huge.bin; 0 means 2 GiB
}

const childEnv = "WEBTEST_ORIGIN" // set to the options in the process that serves

// Stats is what was served since the last reset.
type Stats struct {
	Requests int64 // in all
	Pages    int64 // requests for cited pages
	Distinct int64 // different cited pages among them
	Bytes    int64 // of bodies, as sent
	Missing  int64 // requests for what is not there
}

type server struct {
	opt    Options
	random []byte
	fixed  site
	pages  atomic.Pointer[site]
	delay  atomic.Int64 // nanoseconds before each answer

	requests, cited, sent, missing atomic.Int64
	seen                           sync.Map // paths of cited pages

	mu    sync.Mutex // one change of state at a time
	state int        // counts them
}

// Child serves, and returns true when it is done, if this process was started
// to be the origin. Otherwise it returns false at once.
func Child() bool {
	spec := os.Getenv(childEnv)
	if spec == "" {
		return false
	}
	var opt Options
	err := json.Unmarshal([]byte(spec), &opt)
	if err == nil {
		err = serve(opt, os.Stdin, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "origin:", err)
	}
	return true
}

// serve prints the port and the control address, then serves until in ends:
// so it never outlives the process that started it.
func serve(opt Options, in io.Reader, out io.Writer) error {
	if opt.Huge == 0 {
		opt.Huge = 2 << 30
	}
	s := &server{opt: opt, random: noise()}
	s.fixed = static(opt.Pages, opt.Small, s.random)
	first := render(opt.Pages, Epoch{Number: 1})
	s.pages.Store(&first)

	listeners, port, err := listen()
	if err != nil {
		return err
	}
	web := &http.Server{Handler: http.HandlerFunc(s.answer)}
	for _, l := range listeners {
		go web.Serve(l) // ends with Close
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/set", s.set)
	mux.HandleFunc("/stats", s.stats)
	control := &http.Server{Handler: mux}
	go control.Serve(l)
	fmt.Fprintf(out, "%d %s\n", port, l.Addr())
	_, err = io.Copy(io.Discard, in)
	return errors.Join(err, web.Close(), control.Close())
}

// listen takes one port on every address.
func listen() ([]net.Listener, int, error) {
	var err error
	for range 20 {
		var all []net.Listener
		port := 0
		for h := range Hosts {
			var l net.Listener
			if l, err = net.Listen("tcp", net.JoinHostPort(Host(h), strconv.Itoa(port))); err != nil {
				break
			}
			port = l.Addr().(*net.TCPAddr).Port
			all = append(all, l)
		}
		if err == nil {
			return all, port, nil
		}
		for _, l := range all {
			l.Close()
		}
	}
	return nil, 0, fmt.Errorf("listen on %d loopback addresses: %w", Hosts, err)
}

// Host is the address of host h.
func Host(h int) string { return fmt.Sprintf("127.0.1.%d", 1+h%Hosts) }

func (s *server) answer(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	if d := time.Duration(s.delay.Load()); d > 0 {
		time.Sleep(d)
	}
	if r.URL.Path == "/huge.bin" {
		s.huge(w)
		return
	}
	f := s.fixed[r.URL.Path]
	if f == nil {
		f = (*s.pages.Load())[r.URL.Path]
	}
	if f == nil {
		s.missing.Add(1)
		http.NotFound(w, r)
		return
	}
	if f.page {
		s.cited.Add(1)
		s.seen.Store(r.URL.Path, true)
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	if f.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			h.Set("Content-Length", strconv.Itoa(len(f.gzipped)))
			s.sent.Add(int64(len(f.gzipped)))
			w.Write(f.gzipped)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(f.announce))
	s.sent.Add(int64(f.announce))
	w.Write(f.head)
	w.Write(f.body)
}

// huge streams bytes that cannot be compressed: they repeat only after 4 MiB,
// beyond the window of gzip.
func (s *server) huge(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.FormatInt(s.opt.Huge, 10))
	for left := s.opt.Huge; left > 0; {
		n, err := w.Write(s.random[:min(left, int64(len(s.random)))])
		s.sent.Add(int64(n))
		if err != nil {
			return
		}
		left -= int64(n)
	}
}

// set changes the state: ?epoch=2&noise=1&delay=50ms. It answers when the new
// pages are ready, and resets the counters.
func (s *server) set(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	epoch, err := strconv.Atoi(r.FormValue("epoch"))
	delay, err2 := time.ParseDuration(r.FormValue("delay"))
	if err = errors.Join(err, err2); err != nil || epoch < 1 {
		http.Error(w, fmt.Sprint("epoch from 1, and delay, are wanted: ", err), http.StatusBadRequest)
		return
	}
	s.state++
	pages := render(s.opt.Pages, Epoch{Number: epoch, Noise: r.FormValue("noise") == "1", Serial: s.state})
	s.pages.Store(&pages)
	s.delay.Store(int64(delay))
	s.requests.Store(0)
	s.cited.Store(0)
	s.sent.Store(0)
	s.missing.Store(0)
	s.seen.Clear()
}

func (s *server) stats(w http.ResponseWriter, _ *http.Request) {
	st := Stats{Requests: s.requests.Load(), Pages: s.cited.Load(), Bytes: s.sent.Load(), Missing: s.missing.Load()}
	s.seen.Range(func(any, any) bool { st.Distinct++; return true })
	var b bytes.Buffer
	_ = json.NewEncoder(&b).Encode(st) // five numbers
	w.Write(b.Bytes())
}
