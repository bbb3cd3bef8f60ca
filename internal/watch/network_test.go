package watch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/netguard"
	"archiver/internal/source"
)

// names is a name server on loopback. Every name is 127.0.0.1, unless code says
// another answer of RFC 1035: 2 for SERVFAIL, 3 for no such name, -1 for silence.
type names struct {
	mu   sync.Mutex
	code map[string]int // by name; "" stands for all others
}

func (n *names) set(name string, code int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.code[name] = code
}

func startNames(t *testing.T) (*names, *net.Resolver) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	n := &names{code: map[string]int{}}
	go func() {
		buf := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if a := n.answer(buf[:size]); a != nil {
				conn.WriteTo(a, from)
			}
		}
	}()
	return n, &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (n *names) answer(q []byte) []byte {
	var labels []string
	at := 12
	for at < len(q) && q[at] != 0 {
		labels = append(labels, string(q[at+1:at+1+int(q[at])]))
		at += 1 + int(q[at])
	}
	name := strings.ToLower(strings.Join(labels, "."))
	n.mu.Lock()
	code, ok := n.code[name]
	if !ok {
		code = n.code[""]
	}
	n.mu.Unlock()
	if code < 0 {
		return nil
	}
	end := at + 5
	m := append([]byte(nil), q[:end]...)
	binary.BigEndian.PutUint16(m[2:], 0x8180|uint16(code))
	clear(m[6:12])
	if code == 0 && binary.BigEndian.Uint16(q[at+1:]) == 1 {
		m[7] = 1
		m = append(m, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1)
	}
	return m
}

// dialled has the world fetch with another client.
func (w *world) dialled(c fetch.Config) {
	w.t.Helper()
	if c.Guard == nil {
		c.Guard = &netguard.Policy{Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}
	}
	c.SpoolDir = w.dir
	f, err := fetch.New(c)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(f.Close)
	w.fetch = f
	w.open()
}

// many are hosts with a page each, and the report that cites them.
func (w *world) many(prefix string, n int, h func(i int) http.HandlerFunc) ([]string, *source.Manifest) {
	var urls []string
	for i := range n {
		urls = append(urls, w.at(fmt.Sprintf("%s%d", prefix, i), "/x", h(i)))
	}
	return urls, report(prefix, urls...)
}

// objects lists all that the store holds.
func (w *world) objects() map[string]bool {
	w.t.Helper()
	all := map[string]bool{}
	err := filepath.WalkDir(w.archive, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[path] = true
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return all
}

// offline makes a pass that must end as offline, and says what it says.
func (w *world) offline(opt Options, ms ...*source.Manifest) (*Result, string) {
	w.t.Helper()
	res, err := w.w.Pass(context.Background(), cites(ms...), opt)
	if !errors.Is(err, ErrOffline) || res == nil {
		w.t.Fatalf("%v; want to be offline", err)
	}
	w.t.Logf("says: %v", err)
	return res, err.Error()
}

// TestCutInMidRun: the network goes while sources are looked at. What answered
// before is kept; of all others nothing is concluded, recorded or put off.
func TestCutInMidRun(t *testing.T) { // raced
	for _, slots := range []int{3, 64} {
		t.Run(fmt.Sprint(slots, " at a time"), func(t *testing.T) {
			w := newWorld(t)
			var asked atomic.Int64
			var cut sync.Once
			const enough = 14
			urls, m := w.many("h", 40, func(i int) http.HandlerFunc {
				return func(rw http.ResponseWriter, r *http.Request) {
					if asked.Add(1) > 40+enough { // the second time round
						cut.Do(func() { w.srv.Listener.Close() })
						down(rw, r)
						return
					}
					rw.Header().Set("Connection", "close")
					says(i)(rw, r)
				}
			})
			w.pass(all, m)
			w.now = w.now.Add(48 * time.Hour)
			w.w.cfg.Hosts = slots
			before := w.everything()
			kept := map[string]bool{}
			maps.Copy(kept, w.objects())
			start := time.Now()
			res, _ := w.offline(all, m)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %v to see", took)
			}
			after := w.everything()
			looked := 0
			for i, u := range urls {
				id := source.ID(u)
				switch n := len(w.logged(u)); {
				case n == 2:
					looked++
					w.want(res.Citations[i], "ok same kept")
				case n != 1 || before[id] != after[id]:
					t.Errorf("%s: %d looks recorded, catalog %q, was %q", u, n, after[id], before[id])
				case res.Citations[i].Looked:
					t.Errorf("%s: counts as looked at", u)
				}
			}
			if looked == 0 || looked > enough || res.Looked != looked {
				t.Errorf("%d looks are kept, %d told; want at most %d", looked, res.Looked, enough)
			}
			for path := range w.objects() {
				if !kept[path] && strings.HasSuffix(path, ".wacz") {
					t.Errorf("%s was taken", path)
				}
			}
		})
	}
}

// TestDeadResolver: where no name can be looked up, that is known soon, however
// many sources there are.
func TestDeadResolver(t *testing.T) { // raced
	t.Parallel() // it mostly waits
	w := newWorld(t)
	w.srv.Config.SetKeepAlivesEnabled(false) // no connection outlives its name
	dns, resolver := startNames(t)
	w.dialled(fetch.Config{Timeout: 30 * time.Second, Retries: 2, Guard: &netguard.Policy{Resolver: resolver,
		Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}})
	_, port, _ := strings.Cut(w.srv.Listener.Addr().String(), ":")
	var urls []string
	for i := range 50 {
		w.at(fmt.Sprintf("h%d", i), "/x", says(i))
		urls = append(urls, fmt.Sprintf("http://h%d.example:%s/x", i, port))
	}
	m := report("r", urls...)
	for _, known := range []bool{false, true} {
		if known {
			dns.set("", 0)
			w.pass(all, m)
		}
		dns.set("", -1)
		before := w.objects()
		start := time.Now()
		_, why := w.offline(all, m)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("sources known: %v; it took %v to see", known, took)
		} else {
			t.Logf("sources known: %v; %v", known, took.Round(10*time.Millisecond))
		}
		if !strings.Contains(why, "offline") || !maps.Equal(before, w.objects()) {
			t.Errorf("%s; something was stored", why)
		}
	}
}

// TestBreaker: so many hosts that fail at once are more likely one fault near us.
func TestBreaker(t *testing.T) { // raced
	w := newWorld(t)
	urls, m := w.many("h", 12, says)
	w.pass(all, m)
	for i := range 5 {
		w.at(fmt.Sprintf("h%d", i), "/x", down)
	}
	w.now = w.now.Add(day)
	res, why := w.offline(all, m)
	if !strings.Contains(why, "5 of 12 hosts") {
		t.Error(why)
	}
	for i, u := range urls {
		want, looks := "ok same kept", 2
		if i < 5 {
			want, looks = "ok first-seen kept", 1 // as it stood
		}
		w.want(res.Citations[i], want)
		if n := len(w.logged(u)); n != looks || res.Citations[i].Looked != (i >= 5) {
			t.Errorf("%s: %d looks recorded, want %d", u, n, looks)
		}
	}
	// Three fewer, and the faults are theirs.
	for i := range 3 {
		w.at(fmt.Sprintf("h%d", i), "/x", says(i))
	}
	w.now = w.now.Add(day)
	res = w.pass(all, m)
	for i := range urls {
		want := "ok same kept"
		if i == 3 || i == 4 {
			want = "unreachable reset kept"
		}
		w.want(res.Citations[i], want)
	}
}

// TestBreakerLetsGo: many hosts that stay away are away, however many they are.
func TestBreakerLetsGo(t *testing.T) { // raced
	w := newWorld(t)
	urls, m := w.many("h", 12, says)
	w.pass(all, m)
	for i := range 5 {
		w.at(fmt.Sprintf("h%d", i), "/x", down)
	}
	held := 0
	for range 14 {
		w.now = w.now.Add(day)
		res, err := w.w.Pass(t.Context(), cites(m), all)
		if err == nil {
			w.want(res.Citations[0], "unreachable reset kept")
			break
		}
		held++
	}
	if n := len(w.logged(urls[0])); held < 3 || held > 12 || n != 2 {
		t.Errorf("kept back on %d days; %d looks recorded, want 2", held, n)
	}
}

// TestClock: with a clock that is off no certificate can be judged.
func TestClock(t *testing.T) {
	for _, off := range []time.Duration{0, -time.Hour, 2 * time.Hour} {
		w := newWorld(t)
		_, m := w.many("h", 4, func(i int) http.HandlerFunc {
			return func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
				says(i)(rw, r)
			}
		})
		bad := strings.Replace(w.at("tls", "/x", says(9)), "http:", "https:", 1) // it speaks no TLS
		b := report("b", bad)
		if off == 0 {
			w.want(w.pass(all, m, b).Citations[4], "unreachable tls none")
			continue
		}
		_, why := w.offline(all, m, b)
		if !strings.Contains(why, "clock") || len(w.logged(bad)) != 0 {
			t.Errorf("%s; %d looks recorded", why, len(w.logged(bad)))
		}
	}
}

// TestSecondTry: a host that fails once and answers a moment later has not
// failed, and its other sources are asked again too.
func TestSecondTry(t *testing.T) { // raced
	w := newWorld(t)
	var asked atomic.Int64
	flaky := func(n int) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			if asked.Add(1) <= 3 {
				down(rw, r)
				return
			}
			says(n)(rw, r)
		}
	}
	m := report("r", w.at("a", "/1", flaky(1)), w.at("a", "/2", flaky(2)), w.at("a", "/3", flaky(3)), w.at("b", "/x", says(4)), w.at("c", "/x", says(5)))
	for _, row := range w.pass(all, m).Citations {
		w.want(row, "ok first-seen taken")
	}
	if n := asked.Load(); n != 6 {
		t.Errorf("%d requests, want two a source", n)
	}
}

// TestSecondTryIsPatient: a source that opens the pass gets its retries later.
func TestSecondTryIsPatient(t *testing.T) { // raced
	for _, first := range []http.HandlerFunc{down, status(503, "ill")} {
		w := newWorld(t)
		w.dialled(fetch.Config{Timeout: 5 * time.Second, Retries: 1, RetryWait: []time.Duration{time.Millisecond}})
		var asked atomic.Int64
		u := w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) {
			if asked.Add(1) <= 2 {
				first(rw, r)
				return
			}
			says(1)(rw, r)
		})
		m := report("r", u, w.at("b", "/x", says(2)), w.at("c", "/x", says(3)))
		w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	}
}

// TestDeadHost: a host of eleven sources that lets us wait costs its patience
// twice, and is one finding.
func TestDeadHost(t *testing.T) { // raced
	t.Parallel() // it mostly waits
	w := newWorld(t)
	w.dialled(fetch.Config{Timeout: 300 * time.Millisecond, Retries: 2, RetryWait: []time.Duration{time.Millisecond}})
	hole, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer hole.Close()
	var tries atomic.Int64
	go func() {
		for {
			c, err := hole.Accept()
			if err != nil {
				return
			}
			tries.Add(1)
			defer c.Close() // never a handshake
		}
	}()
	var urls []string
	for i := range 11 {
		urls = append(urls, fmt.Sprintf("https://dead.localhost:%d/%d", hole.Addr().(*net.TCPAddr).Port, i))
	}
	_, good := w.many("h", 3, says)
	res := w.pass(all, good, report("d", urls...))
	for _, row := range res.Citations[3:] {
		w.want(row, "unreachable timeout none")
	}
	if n := tries.Load(); n > 3+3+9+1 {
		t.Errorf("%d connections for 11 sources", n)
	} else {
		t.Logf("%d connections for 11 sources", n)
	}
	if len(res.Hosts) != 1 || res.Hosts[0].Sources != 11 || res.Hosts[0].Reason != "timeout" || len(res.Hosts[0].Rows) != 11 {
		t.Errorf("findings %+v", res.Hosts)
	} else {
		t.Log(res.Hosts[0].Detail)
	}
}

// TestBusyHost: a host that answers eleven times that it can't now is asked again
// for two of its pages, not for all.
func TestBusyHost(t *testing.T) { // raced
	w := newWorld(t)
	w.dialled(fetch.Config{Retries: 2, RetryWait: []time.Duration{time.Millisecond}})
	var asked atomic.Int64
	var urls []string
	for i := range 11 {
		urls = append(urls, w.at("busy", fmt.Sprintf("/%d", i), func(rw http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			rw.Header().Set("Retry-After", "0")
			rw.WriteHeader(http.StatusServiceUnavailable)
		}))
	}
	_, good := w.many("h", 3, says)
	res := w.pass(all, good, report("d", urls...))
	for _, row := range res.Citations[3:] {
		w.want(row, "unreachable http-5xx taken")
	}
	if n := asked.Load(); n < 11+2+2 || n > 11+4+1+2 { // retries, one look that opens the pass, two as a browser
		t.Errorf("%d requests for 11 sources", n)
	}
}

// TestHostDownForADay: a host that fails for a day, in whichever way, and comes
// back never was a confirmed failure, and nothing of it is left.
func TestHostDownForADay(t *testing.T) {
	t.Parallel() // it mostly waits
	w := newWorld(t)
	w.srv.Config.SetKeepAlivesEnabled(false) // no connection outlives its name
	dns, resolver := startNames(t)
	var failing atomic.Bool
	secure := httptest.NewUnstartedServer(says(101))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		if failing.Load() {
			return nil, errors.New("out of order")
		}
		return nil, nil
	}}
	secure.StartTLS()
	defer secure.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	dial := func(timeout time.Duration) {
		w.dialled(fetch.Config{Timeout: timeout, TLS: &tls.Config{RootCAs: roots}, Guard: &netguard.Policy{Resolver: resolver,
			Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}})
	}
	dial(10 * time.Second)
	_, port, _ := strings.Cut(w.srv.Listener.Addr().String(), ":")
	kinds := []string{"dns", "dns-temporary", "reset", "timeout", "http-5xx", "truncated", "http-404", "refused", "tls"}
	var order []string
	for i, kind := range kinds {
		w.at(kind, "/x", func(rw http.ResponseWriter, r *http.Request) {
			if !failing.Load() {
				says(i)(rw, r)
				return
			}
			switch kind {
			case "reset":
				down(rw, r)
			case "timeout":
				<-r.Context().Done()
			case "http-5xx":
				status(503, "ill")(rw, r)
			case "http-404":
				status(404, notFound)(rw, r)
			case "truncated":
				raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>Half")(rw, r)
			}
		})
		order = append(order, fmt.Sprintf("http://%s.example:%s/x", kind, port))
	}
	// One that fails by its port, and one by its certificate.
	var refuser *http.Server
	serve := func(addr string) string {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		refuser = &http.Server{Handler: says(100)}
		go refuser.Serve(l)
		return l.Addr().String()
	}
	refusing := serve("127.0.0.1:0")
	order[7] = "http://refused.example" + refusing[strings.LastIndex(refusing, ":"):] + "/x"
	order[8] = strings.Replace(secure.URL, "127.0.0.1", "tls.example.com", 1) + "/x"
	_, steady := w.many("steady", 30, func(i int) http.HandlerFunc { return says(200 + i) })
	m := report("r", order...)
	w.pass(all, m, steady)

	failing.Store(true)
	dial(300 * time.Millisecond)
	dns.set("dns.example", 3)
	dns.set("dns-temporary.example", 2)
	refuser.Close()
	secure.CloseClientConnections()
	seen, idle := map[string]bool{}, 0
	for hour := range 25 {
		w.now = w.now.Add(time.Hour)
		if hour%8 == 0 {
			w.open() // as by another process
		}
		res, err := w.w.Pass(t.Context(), cites(m, steady), all)
		if errors.Is(err, ErrOffline) && hour > 0 {
			idle++ // on a busy machine even those that are well are late now and then
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range res.Citations[:len(order)] {
			l := row.Live
			if l.Confirmed && (l.Verdict == "dead" || l.Verdict == "unreachable" && l.Reason != "truncated" || l.Verdict == "changed") {
				t.Errorf("hour %d, %s: %s %s is confirmed", hour, kinds[i], l.Verdict, l.Reason)
			}
			if l.Verdict == "ok" {
				t.Errorf("hour %d, %s: %s %s", hour, kinds[i], l.Verdict, l.Reason)
			}
			seen[string(l.Reason)] = true
		}
	}
	if idle > 12 {
		t.Errorf("%d of 25 looks said nothing", idle)
	}
	for _, kind := range []string{"dns", "dns-temporary", "reset", "timeout", "http-5xx", "truncated", "http-404", "refused", "tls"} {
		if !seen[kind] {
			t.Errorf("no source failed by %s; %v", kind, seen)
		}
	}
	failing.Store(false)
	dns.set("dns.example", 0)
	dns.set("dns-temporary.example", 0)
	serve(refusing)
	defer refuser.Close()
	dial(10 * time.Second)
	w.now = w.now.Add(time.Hour)
	res := w.pass(all, m, steady)
	for _, row := range res.Citations[:len(order)] {
		if l := row.Live; l.Verdict != "ok" || l.Looks != 0 || !l.Confirmed {
			t.Errorf("%s: a trace is left: %+v", row.Cite.Citation.URL, l)
		}
	}
	if len(res.Hosts) != 0 {
		t.Errorf("findings %+v", res.Hosts)
	}
	standings, err := w.cat.Standings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for k, s := range standings {
		if strings.Contains(string(s.Body), "held") {
			t.Errorf("%s: evidence is held: %s", k, s.Body)
		}
	}
}
