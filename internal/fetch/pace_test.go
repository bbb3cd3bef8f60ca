package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Thirty hosts at once: each gets its pages spaced and one at a time, by the
// server's own clock, and none waits for another.
func TestPacing(t *testing.T) {
	const hosts, pages = 30, 3
	const delay = 150 * time.Millisecond
	type span struct{ from, to time.Time }
	var mu sync.Mutex
	seen := map[string][]span{}
	begun := map[string]bool{}
	all := make(chan struct{}) // all hosts are asked
	reached := sync.OnceFunc(func() { close(all) })
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		name, _, _ := strings.Cut(r.Host, ":")
		from := time.Now()
		mu.Lock()
		if !begun[name] {
			if begun[name] = true; len(begun) == hosts {
				reached()
			}
		}
		mu.Unlock()
		select {
		case <-all:
		case <-time.After(time.Minute):
			t.Error("one host waits for another")
			reached()
		}
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		seen[name] = append(seen[name], span{from, time.Now()})
		mu.Unlock()
		io.WriteString(rw, "x")
	})
	c := client(t, Config{Delay: delay}, w.port)
	var wg sync.WaitGroup
	for h := range hosts {
		for p := range pages {
			wg.Go(func() {
				l, err := c.Look(context.Background(), w.url(fmt.Sprintf("h%d", h), fmt.Sprintf("/%d", p)))
				if err != nil || l.Fault != nil {
					t.Errorf("%v, %+v", err, l)
					return
				}
				l.Release()
			})
		}
	}
	wg.Wait()
	if len(seen) != hosts {
		t.Fatalf("%d hosts", len(seen))
	}
	for h, spans := range seen {
		if len(spans) != pages {
			t.Errorf("%s: %d pages", h, len(spans))
		}
		for i := 1; i < len(spans); i++ {
			if gap := spans[i].from.Sub(spans[i-1].to); gap < delay-5*time.Millisecond {
				t.Errorf("%s: %v after the last answer", h, gap)
			}
		}
	}
}

// A redirect to another host takes that host's turn; two looks that cross
// don't lock each other.
func TestPacingAcrossRedirects(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		other := "a"
		if strings.HasPrefix(r.Host, "a.") {
			other = "b"
		}
		if r.URL.Path == "/go" {
			_, port, _ := strings.Cut(r.Host, ":")
			http.Redirect(rw, r, "http://"+other+".localhost:"+port+"/", 302)
		}
	})
	const delay = 500 * time.Millisecond
	c := client(t, Config{Delay: delay}, w.port)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var mu sync.Mutex
	var atB []time.Time // when it was asked, as we have recorded it: at its end a request may be late
	var wg sync.WaitGroup
	for _, h := range []string{"a", "b", "a", "b"} {
		wg.Go(func() {
			l, err := c.Look(ctx, w.url(h, "/go"))
			if err != nil || l.Fault != nil || l.Status != 200 {
				t.Errorf("%s: %v, %+v", h, err, l)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			for _, e := range l.Exchanges {
				if strings.HasPrefix(e.URL, "http://b.") {
					atB = append(atB, e.Started)
				}
			}
		})
	}
	wg.Wait()
	slices.SortFunc(atB, time.Time.Compare)
	for i := 1; i < len(atB); i++ {
		if gap := atB[i].Sub(atB[i-1]); gap < delay*9/10 {
			t.Errorf("b asked again after %v", gap)
		}
	}
	if len(atB) != 4 {
		t.Errorf("b asked %d times", len(atB))
	}
}

func TestRobotsOverHTTP(t *testing.T) {
	status := 200
	txt := "User-agent: *\nDisallow: /closed\n"
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			if strings.HasPrefix(r.Host, "moved.") {
				http.Redirect(rw, r, "/elsewhere", 301)
				return
			}
			rw.WriteHeader(status)
			io.WriteString(rw, txt)
			return
		}
		switch r.URL.Path {
		case "/elsewhere":
			io.WriteString(rw, txt)
		case "/in":
			http.Redirect(rw, r, "/closed/x", 302)
		default:
			io.WriteString(rw, "page")
		}
	})
	count := func(path string) (n int) {
		for _, p := range w.paths() {
			if p == path {
				n++
			}
		}
		return n
	}
	c := client(t, Config{ObeyRobots: true}, w.port)
	for range 2 {
		for path, want := range map[string]string{"/open": "", "/closed": Robots, "/in": Robots} {
			l := look(t, c, w.url("a", path))
			if reason(l.Fault) != want {
				t.Errorf("%s: %+v", path, l.Fault)
			}
			for _, e := range l.Exchanges {
				if strings.HasSuffix(e.URL, "robots.txt") {
					t.Error("robots.txt among the exchanges")
				}
			}
		}
	}
	if n := count("/robots.txt"); n != 1 {
		t.Errorf("robots.txt fetched %d times", n)
	}
	if n := count("/closed") + count("/closed/x"); n != 0 {
		t.Errorf("%d requests for what is closed", n)
	}
	if l := look(t, c, w.url("moved", "/closed")); reason(l.Fault) != Robots {
		t.Errorf("moved robots.txt: %+v", l.Fault)
	}
	// None there: all is open. Server in trouble: all is closed.
	status = 404
	if l := look(t, client(t, Config{ObeyRobots: true}, w.port), w.url("a", "/closed")); l.Fault != nil {
		t.Errorf("404: %+v", l.Fault)
	}
	status = 503
	if l := look(t, client(t, Config{ObeyRobots: true}, w.port), w.url("a", "/open")); reason(l.Fault) != Robots || l.Fault.Network {
		t.Errorf("503: %+v", l.Fault)
	}
	// And by default nobody asks.
	before := count("/robots.txt")
	if l := look(t, client(t, Config{}, w.port), w.url("a", "/closed")); l.Fault != nil || count("/robots.txt") != before {
		t.Errorf("robots asked though ignored: %+v", l.Fault)
	}
}
