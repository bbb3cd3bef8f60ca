package cli

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"archiver/internal/webtest/s3server"
)

// fault is how a request to the server fails.
type fault string

const (
	denied      fault = "denied"       // answered with 403, and not done
	deniedDone  fault = "denied-done"  // the same, but it was done
	broken      fault = "broken"       // the connection breaks, and it was not done
	brokenDone  fault = "broken-done"  // the same, but it was done
	outage      fault = "outage"       // it and all that follow break
	overwriting fault = "overwriting"  // conditions are dropped
	skewed      fault = "clock-skewed" // refused as S3 refuses a wrong clock
	expired     fault = "expired"      // refused as S3 refuses an old token
	stopping    fault = "stopping"     // the server is stopped, and it and all that follow are not answered
	alien       fault = "alien"        // answered as a web server does
	slow        fault = "slow"         // asked to come more slowly
	gone        fault = "gone"         // there is no such bucket
	full        fault = "full"         // what writes is refused for want of room
	noDelete    fault = "no-delete"    // a delete is answered with 403, and not done

	deniedObject fault = "denied-object" // what reads middle.deny is answered with 403
)

// lasts says whether what follows fails too.
func (f fault) lasts() bool {
	switch f {
	case outage, skewed, expired, gone, slow, alien, full:
		return true
	}
	return false
}

// middle stands between the program and a server and makes the nth request fail.
type middle struct {
	*httptest.Server
	next   http.Handler
	server *s3server.Server
	deny   string // part of a path, for deniedObject

	mu    sync.Mutex
	n     int
	at    int // which request fails; 0: none, -1: all
	fault fault
	hit   string // what it was
	first int    // which request was the first that deletes
	sent  []sent
}

// sent is what a request was answered with.
type sent struct {
	request string // "GET /bucket/key"
	bytes   int64
}

// counting counts what is written.
type counting struct {
	http.ResponseWriter
	n int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.n += int64(n)
	return n, err
}

// answers gives what was sent since it was last asked.
func (m *middle) answers() []sent {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.sent
	m.sent = nil
	return list
}

func newMiddle(t *testing.T, s *s3server.Server) *middle {
	t.Helper()
	to, err := url.Parse(s.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	m := &middle{server: s, next: &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = to.Scheme, to.Host
			r.Out.Host = r.In.Host
		}, // the signature covers the name
	}}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

// arm makes the nth request from now on fail.
func (m *middle) arm(at int, f fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n, m.at, m.fault, m.hit, m.first = 0, at, f, "", 0
}

// disarm gives how many requests there were, and which one failed.
func (m *middle) disarm() (n int, hit string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = 0
	return m.n, m.hit
}

func (m *middle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.n++
	if r.Method == http.MethodDelete && m.first == 0 {
		m.first = m.n
	}
	f := fault("")
	if m.at < 0 || m.n == m.at || m.fault.lasts() && m.at > 0 && m.n > m.at {
		f = m.fault
		if m.hit == "" {
			m.hit = r.Method + " " + r.URL.Path + "?" + r.URL.RawQuery
		}
	}
	m.mu.Unlock()
	c := &counting{ResponseWriter: w}
	w = c
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sent = append(m.sent, sent{r.Method + " " + r.URL.Path, c.n})
	}()
	refuse := func(code string) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", code)
	}
	switch f {
	case noDelete:
		if r.Method == http.MethodDelete {
			refuse("AccessDenied")
			return
		}
		m.next.ServeHTTP(w, r)
	case deniedObject:
		if r.Method == http.MethodGet && strings.Contains(r.URL.Path, m.deny) {
			refuse("AccessDenied")
			return
		}
		m.next.ServeHTTP(w, r)
	case denied:
		io.Copy(io.Discard, r.Body)
		refuse("AccessDenied")
	case deniedDone, brokenDone:
		m.next.ServeHTTP(httptest.NewRecorder(), r)
		if f == brokenDone {
			panic(http.ErrAbortHandler)
		}
		refuse("AccessDenied")
	case broken, outage:
		panic(http.ErrAbortHandler)
	case skewed:
		refuse("RequestTimeTooSkewed")
	case expired:
		refuse("ExpiredToken")
	case gone:
		w.WriteHeader(http.StatusNotFound)
		io.WriteString(w, "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>")
	case full:
		if r.Method != http.MethodPut {
			m.next.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(http.StatusInsufficientStorage)
		io.WriteString(w, "<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its minimum free drive threshold.</Message></Error>")
	case stopping:
		m.server.Stop()
		m.next.ServeHTTP(w, r)
	case alien:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		io.WriteString(w, "<!DOCTYPE HTML>\n<html><body>404 Not Found</body></html>")
	case slow:
		w.WriteHeader(http.StatusServiceUnavailable)
		io.WriteString(w, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate</Message></Error>")
	case overwriting:
		if r.Method == http.MethodPut && r.Header.Get("If-None-Match") != "" {
			bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
			body, _ := io.ReadAll(r.Body)
			_, err := m.server.Admin.PutObject(r.Context(), bucket, key, bytes.NewReader(body), int64(len(body)), "", "", putAny)
			if err != nil {
				refuse("AccessDenied")
			}
			return
		}
		m.next.ServeHTTP(w, r)
	default:
		m.next.ServeHTTP(w, r)
	}
}

// sampled is how many requests of a run fail in turn; all of them where the
// environment variable ARCHIVER_TEST_FAULTS is "all", which takes long.
const sampled = 3

// TestEveryCallFails has the requests of a run fail, each in turn and in four
// ways. Nothing that was told is lost, and the next run ends clean.
func TestEveryCallFails(t *testing.T) {
	t.Parallel()
	s := s3server.Start(t, s3server.MinIO, s3server.Options{}) // the faults are made in front of it
	m := newMiddle(t, s)
	web := newChangingWeb(t, 3)
	bucket := s.Bucket(t, true)
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
		"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  lock: {log: compliance, snapshots: compliance, days: 1}\n", web.port, bucket, m.URL),
		map[string][]byte{"report.md": web.report()})
	p.env = append(p.env, "AWS_ACCESS_KEY_ID="+s3server.AccessKey, "AWS_SECRET_ACCESS_KEY="+s3server.SecretKey, "AWS_CONFIG_FILE=/dev/null")
	p.run(0, "import", "report.md", "--id", "faults", "--published", "2026-01-05")
	told := map[string]string{}
	count := func() int {
		web.epoch.Add(1)
		m.arm(0, "")
		p.run(0, "run", "--all")
		n, _ := m.disarm()
		return n
	}
	count()
	n := count()
	p.remember(told, web.n)

	rnd := rand.New(rand.NewPCG(4, 4))
	var at []int
	if os.Getenv("ARCHIVER_TEST_FAULTS") == "all" {
		for i := range n {
			at = append(at, i+1)
		}
	} else {
		at = rnd.Perm(n)[:sampled]
	}
	cases, failed := 0, 0
	try := func(i int, f fault) {
		cases++
		web.epoch.Add(1)
		m.arm(i, f)
		c := p.command("run", "--all")
		var errs bytes.Buffer
		c.Stderr = &errs
		_ = c.Run() // the exit code tells
		_, hit := m.disarm()
		code := c.ProcessState.ExitCode()
		where := fmt.Sprintf("request %d of %d %s: %s", i, n, f, hit)
		switch {
		case code == exitOK:
		case code == exitNoLook && f != broken && f != brokenDone:
			failed++
		default:
			t.Fatalf("%s: exit code %d\n%s", where, code, &errs)
		}
		var got resultJSON
		p.json(0, &got, "run", "--all")
		for _, row := range got.Citations {
			if row.Archive.State != watchIntact || row.Live == nil || row.Live.Verdict != "ok" && row.Live.Verdict != "changed" {
				t.Fatalf("%s: footnote %s: %+v %+v", where, row.Footnote, row.Live, row.Archive)
			}
		}
		var v verifyJSON
		p.json(0, &v, "verify", "--no-log")
		if !v.Passed || len(v.Warnings) > 0 {
			t.Fatalf("%s: verify: %+v", where, v)
		}
	}
	for _, i := range at {
		for _, f := range []fault{denied, deniedDone, broken, brokenDone} {
			try(i, f)
		}
	}
	try(1+rnd.IntN(n), outage)
	now := map[string]string{}
	p.remember(now, web.n)
	for object, sum := range told {
		if now[object] != sum {
			t.Errorf("%s was told with SHA-256 %s and is now %q", object, sum, now[object])
		}
	}
	t.Logf("a run makes %d requests; %d failed one after the other; %d runs ended early, none lost anything; %d snapshots stand", n, cases, failed, len(now))
}
