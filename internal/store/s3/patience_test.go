package s3_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"archiver/internal/store/s3"
)

// deaf takes connections and says nothing.
func deaf(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return "http://" + l.Addr().String() // the kernel takes them
}

// deafWire is a wire at whose end somebody takes all, and says nothing.
func deafWire(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	go func() {
		defer theirs.Close()
		io.Copy(io.Discard, theirs) // until the client goes
	}()
	return ours, ctx.Err()
}

// A server that takes connections and says nothing is given up after twice Stall,
// in one sentence that names it, and its being waited for is told once.
func TestSilentServer(t *testing.T) { // raced
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	var told atomic.Int32
	check := func(t *testing.T, err error, at string) {
		t.Helper()
		if !errors.Is(err, s3.ErrSilent) {
			t.Fatalf("Open: %v, want %v", err, s3.ErrSilent)
		}
		if s := err.Error(); strings.Count(s, at) != 1 || strings.Contains(s, "\n") || !strings.Contains(s, "nothing came from it") {
			t.Errorf("it says: %s", s)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := s3.Open(t.Context(), s3.Config{Endpoint: "http://127.0.0.1:9", Bucket: "bucket", Dial: deafWire, Waiting: func() {
			told.Add(1)
			if waited := time.Since(start); waited < 5*time.Second || waited > 6*time.Second {
				t.Errorf("told of waiting after %s", waited)
			}
		}})
		check(t, err, "http://127.0.0.1:9")
		if took := time.Since(start); took < time.Minute || took > 2*time.Minute { // the client's pauses between attempts
			t.Errorf("it took %s", took)
		}
		if n := told.Load(); n != 1 {
			t.Errorf("told of waiting %d times", n)
		}
	})
	// The kernel's connections have deadlines too.
	at := deaf(t)
	_, err := s3.Open(t.Context(), s3.Config{Endpoint: at, Bucket: "bucket", Stall: 300 * time.Millisecond})
	check(t, err, at)
}

// A server that one store gave up is not waited for anew by the next: that it is
// waited for is told once, and both say which it is.
func TestSilentForAll(t *testing.T) { // raced
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	synctest.Test(t, func(t *testing.T) {
		const at, other = "http://127.0.0.1:9", "http://127.0.0.1:10"
		for shared, want := range map[*s3.Servers]int32{{}: 1, nil: 2} {
			var told atomic.Int32
			open := func(at string) error {
				_, err := s3.Open(t.Context(), s3.Config{Endpoint: at, Bucket: "bucket", Dial: deafWire, Servers: shared, Waiting: func() { told.Add(1) }})
				return err
			}
			for i := range 2 {
				start := time.Now()
				if err := open(at); !errors.Is(err, s3.ErrSilent) || !strings.Contains(err.Error(), at) {
					t.Errorf("Open: %v, want %v", err, s3.ErrSilent)
				}
				if took := time.Since(start); shared != nil && i > 0 && took > 30*time.Second {
					t.Errorf("a server that was given up takes %s more", took)
				}
			}
			if n := told.Load(); n != want {
				t.Errorf("shared %v: told of waiting %d times, want %d", shared != nil, n, want)
			}
			// Of another server that says nothing.
			if err := open(other); !errors.Is(err, s3.ErrSilent) || told.Load() != want+1 {
				t.Errorf("another server: %v, told %d times", err, told.Load())
			}
		}
	})
}

// A server that falls silent under way loses the store once, before the call
// returns; what is tried after that takes no minutes. One that comes back serves.
func TestFallsSilent(t *testing.T) { // raced
	bubble(t, func(t *testing.T, wire *cable) {
		f := newFakeOn(t, wire)
		const stall = 30 * time.Second
		var lost atomic.Int32
		var why atomic.Value
		st := f.open(t, func(c *s3.Config) {
			c.Stall, c.Attempts = stall, 6
			c.Lost = func(err error) { lost.Add(1); why.Store(err) }
		})
		if err := put(t, st, "k", "v"); err != nil {
			t.Fatal(err)
		}
		silent := func(*http.Request, string) *lie { return &lie{stall: time.Hour} }
		f.mu.Lock()
		f.answer = silent
		f.mu.Unlock()
		for i := range 3 {
			start := time.Now()
			_, err := get(t, st, "k")
			took := time.Since(start)
			if !errors.Is(err, s3.ErrSilent) {
				t.Errorf("read %d: %v, want %v", i, err, s3.ErrSilent)
			}
			if lost.Load() != 1 || !errors.Is(why.Load().(error), s3.ErrSilent) {
				t.Errorf("read %d: lost %d times, %v", i, lost.Load(), why.Load())
			}
			if i > 0 && took > stall {
				t.Errorf("read %d took %s", i, took)
			}
		}
		f.honest()
		time.Sleep(stall / 4)
		if got, err := get(t, st, "k"); got != "v" || err != nil {
			t.Errorf("a server that is back: %q, %v", got, err)
		}
	})
}

// One object that breaks is not the server: the store is not lost for it.
func TestOneObjectIsNotTheServer(t *testing.T) { // raced
	for name, l := range map[string]lie{
		"its disks do not give it": {status: 503, code: "SlowDownRead"},
		"broken off":               {cut: 1},
		"denied":                   {status: 403, code: "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			var lost atomic.Int32
			st := f.open(t, func(c *s3.Config) { c.Lost = func(error) { lost.Add(1) } })
			if err := put(t, st, "k", "value"); err != nil {
				t.Fatal(err)
			}
			f.lies("GET", "k", -1, l)
			if _, err := get(t, st, "k"); err == nil {
				t.Error("it was read")
			}
			if lost.Load() != 0 {
				t.Error("the store is lost")
			}
		})
	}
	for code, status := range map[string]int{"ExpiredToken": 400, "NoSuchBucket": 404, "SlowDown": 503, "InternalError": 500} {
		f := newFake(t)
		var lost atomic.Int32
		st := f.open(t, func(c *s3.Config) { c.Attempts = 2; c.Lost = func(error) { lost.Add(1) } })
		if err := put(t, st, "k", "value"); err != nil {
			t.Fatal(err)
		}
		f.mu.Lock()
		f.answer = func(*http.Request, string) *lie { return &lie{status: status, code: code} }
		f.mu.Unlock()
		get(t, st, "k")
		for range st.List(t.Context(), "") {
		}
		if lost.Load() != 1 {
			t.Errorf("%s of everything: lost %d times, want once", code, lost.Load())
		}
	}
}

// What comes slowly but comes is waited for, however long it takes; an upload
// that nobody takes is not.
func TestProgressCounts(t *testing.T) { // raced
	const stall = 30 * time.Second
	data := content("large", 4<<20)
	// slow is a server that treats one object as it says, once its store is open.
	slow := func(t *testing.T, wire *cable, method string, serve http.HandlerFunc) (*fake, *s3.Store) {
		f := &fake{}
		f.start(t, wire, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/k") && r.Method == method {
				serve(w, r)
				return
			}
			f.ServeHTTP(w, r)
		}))
		return f, f.open(t, func(c *s3.Config) { c.Stall, c.Attempts = stall, 2 })
	}
	t.Run("read slowly", inBubble(func(t *testing.T, wire *cable) {
		var f *fake
		f, st := slow(t, wire, http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
			rec := httptest.NewRecorder()
			f.ServeHTTP(rec, r)
			for k, v := range rec.Header() {
				w.Header()[k] = v
			}
			w.WriteHeader(rec.Code)
			for _, b := range rec.Body.Bytes() {
				time.Sleep(stall * 9 / 10)
				w.Write([]byte{b})
				w.(http.Flusher).Flush()
			}
		})
		if err := put(t, st, "k", "0123456789"); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if got, err := get(t, st, "k"); got != "0123456789" || err != nil {
			t.Errorf("read slowly: %q, %v", got, err)
		}
		if took := time.Since(start); took < 2*stall {
			t.Errorf("read in %s: nothing was tested", took)
		}
	}))
	t.Run("sent slowly", inBubble(func(t *testing.T, wire *cable) {
		var f *fake
		var sent atomic.Int32
		over := make(chan struct{})
		f, st := slow(t, wire, http.MethodPut, func(w http.ResponseWriter, r *http.Request) {
			body := make([]byte, len(data))
			for part := body; len(part) > 0; part = part[1<<19:] {
				io.ReadFull(r.Body, part[:1<<19])
				time.Sleep(stall * 9 / 10)
			}
			if sent.Add(1) == 1 {
				<-over // no answer: it is sent again, and as long as before is waited for
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			f.ServeHTTP(w, r)
		})
		t.Cleanup(func() { close(over) })
		if err := st.Create(t.Context(), "k", bytes.NewReader(data), int64(len(data))); err != nil || sent.Load() != 2 {
			t.Errorf("sent slowly: %v, %d times", err, sent.Load())
		}
	}))
	t.Run("a server that thinks after a large upload", inBubble(func(t *testing.T, wire *cable) {
		var f *fake
		f, st := slow(t, wire, http.MethodPut, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			time.Sleep(stall + 3*time.Second) // to its disks
			r.Body = io.NopCloser(bytes.NewReader(body))
			f.ServeHTTP(w, r)
		})
		if err := st.Create(t.Context(), "k", bytes.NewReader(data), int64(len(data))); err != nil || f.count("PUT k") != 1 {
			t.Errorf("a server that thinks after a large upload: %v, %d requests", err, f.count("PUT k"))
		}
	}))
	// What is taken of it at first goes into the buffers of the two machines, which on a
	// slow line, or a busy machine, takes its time.
	for name, buffers := range map[string]time.Duration{"at once": 0, "slowly": stall * 3 / 4} {
		t.Run("a server that takes no upload, whose buffers fill "+name, inBubble(func(t *testing.T, wire *cable) {
			over := make(chan struct{})
			_, st := slow(t, wire, http.MethodPut, func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(buffers)
				io.CopyN(io.Discard, r.Body, 1<<20)
				<-over // the rest is not read
			})
			t.Cleanup(func() { close(over) })
			start := time.Now()
			err := st.Create(t.Context(), "k", bytes.NewReader(data), int64(len(data)))
			if !errors.Is(err, s3.ErrSilent) || time.Since(start) > 5*stall {
				t.Errorf("%v after %s, want %v", err, time.Since(start), s3.ErrSilent)
			}
			// What is tried next takes no minutes.
			start = time.Now()
			if err := put(t, st, "k", "small"); !errors.Is(err, s3.ErrSilent) || time.Since(start) > stall {
				t.Errorf("the next: %v after %s, want %v", err, time.Since(start), s3.ErrSilent)
			}
		}))
	}
}

// What is no S3 server is called that, not a bucket that is missing. What stands
// before one may have words of its own while the server is away.
func TestAlien(t *testing.T) { // raced
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	for _, c := range []struct {
		name   string
		status int
		kind   string
		body   string
		want   error
	}{
		{"a web server's 404", 404, "text/html", "<!DOCTYPE HTML>\n<html><body>not found</body></html>", s3.ErrAlien},
		{"XHTML", 404, "text/html", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-"><html xmlns="x"></html>`, s3.ErrAlien},
		{"a page for everything", 200, "text/html", "<html>welcome</html>", s3.ErrAlien},
		{"plain words", 404, "text/plain", "404 page not found\n", s3.ErrAlien},
		{"no words", 404, "", "", s3.ErrAlien},
		{"JSON", 200, "application/json", `{"ok":true}`, s3.ErrAlien},
		{"S3", 404, "application/xml", "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchBucket</Code></Error>", s3.ErrNoBucket},
		{"S3 without a declaration", 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>", s3.ErrDenied},
		{"a proxy before one that is away", 502, "text/html", "<html>bad gateway</html>", s3.ErrUnavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				n++
				w.Header().Set("Content-Type", c.kind)
				w.WriteHeader(c.status)
				fmt.Fprint(w, c.body)
			}))
			defer s.Close()
			_, err := s3.Open(context.Background(), s3.Config{Endpoint: s.URL, Bucket: "bucket", Attempts: 2})
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}
