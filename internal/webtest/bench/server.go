package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/webtest/many"
)

const (
	askedBy  = 4 // clients, each of which asks again when it has its answer
	askedFor = 8 * time.Second
)

// Server measures how long the pages of an archive of size take, asked at random by four
// clients at once, beside nginx that serves a file of as many bytes to the same clients
// in the same run. Dir, if it is given, holds what it was filled with before, and is
// filled if it is empty: a million texts take a quarter of an hour.
func Server(t testing.TB, bin string, size many.Size, dir string) {
	if dir == "" {
		dir = t.TempDir()
	}
	fill(t, bin, size, dir)
	s := startServer(t, bin, dir)
	random := rand.New(rand.NewPCG(1, 2))
	cite := func() (report string, source int) {
		return many.Report(random.IntN(size.Reports)), random.IntN(size.Sources)
	}
	asks := []struct {
		name   string
		status int
		next   func() (path string, header http.Header)
	}{
		{"a report's page, 100 citations", 200, func() (string, http.Header) { r, _ := cite(); return "/reports/" + r, nil }},
		{"the same, of ten reports alone", 200, func() (string, http.Header) {
			return "/reports/" + many.Report(random.IntN(min(10, size.Reports))), nil
		}},
		{"a source's timeline", 200, func() (string, http.Header) { r, n := cite(); return fmt.Sprintf("/reports/%s/%d", r, n+1), nil }},
		{"a TimeGate's answer", 302, func() (string, http.Header) {
			r, n := random.IntN(size.Reports), random.IntN(size.Sources)
			at := size.Snapshot(r, n, random.IntN(size.Snapshots)).CapturedAt.Add(time.Hour)
			return "/timegate/" + many.URL(r, n), http.Header{"Accept-Datetime": {at.UTC().Format(http.TimeFormat)}}
		}},
		{"a search for two words", 200, func() (string, http.Header) {
			words := many.Word(random.IntN(2000), false) + " " + many.Word(random.IntN(2000), false)
			return "/search?in=text&q=" + url.QueryEscape(words), nil
		}},
		{"a search for a rare word", 200, func() (string, http.Header) {
			return "/search?in=text&q=" + url.QueryEscape(many.Rare(random.IntN(max(1, size.Total()/5000)))), nil
		}},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d snapshots, %d clients at once, %v each\n%-34s %9s %9s %9s %9s %10s\n", size.Total(), askedBy, askedFor, "", "answers/s", "p50 ms", "p99 ms", "worst", "bytes")
	for _, a := range asks {
		ours := load(t, s.Address, a.status, a.next)
		fmt.Fprintf(&b, "%-34s %s\n", a.name, ours)
		theirs := load(t, startNginx(t, ours.bytes), 200, func() (string, http.Header) { return "/file", nil })
		fmt.Fprintf(&b, "%-34s %s\n", "  nginx, a file of that size", theirs)
	}
	t.Log(b.String())
}

// fill makes the log, and of it the catalog, the words and the manifests of an archive.
func fill(t testing.TB, bin string, size many.Size, dir string) {
	ctx := context.Background()
	path := filepath.Join(dir, "archive/catalog.db")
	if _, err := os.Stat(filepath.Join(dir, "configs/log.head")); errors.Is(err, fs.ErrNotExist) {
		t.Logf("writing a log that lists %d snapshots", size.Total())
		if err := size.Log(ctx, dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, sub := range []string{"sources", "configs"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := size.Write(filepath.Join(dir, "sources")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "configs/archiver.yaml"), []byte("browser: {mode: \"off\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := catalog.OpenReadOnly(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		cmd := exec.Command(bin, "reindex")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("reindex: %v\n%s", err, out)
		}
		c, err = catalog.OpenReadOnly(ctx, path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, n, _, err := c.Stats(ctx); err != nil || n != int64(size.Total()) {
		t.Fatalf("%s lists %d snapshots, and not %d (%v): name another folder", path, n, size.Total(), err)
	}
	w, err := catalog.OpenWords(ctx, catalog.WordsPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := size.FillWords(ctx, c, w); err != nil {
		t.Fatal(err)
	}
}

type serverSaid struct{ Address string }

// startServer runs archiver serve, and waits until it answers.
func startServer(t testing.TB, bin, dir string) serverSaid {
	cmd := exec.Command(bin, "serve", "--no-watch", "--json", "--listen", "127.0.0.1:0")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			t.Logf("archiver serve: at most %d MB of memory", u.Maxrss>>10)
		}
	})
	var said serverSaid
	if err := json.NewDecoder(out).Decode(&said); err != nil {
		t.Fatal(err)
	}
	return said
}

// startNginx serves a file of so many bytes, and gives its base URL.
func startNginx(t testing.TB, bytes int64) string {
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	l.Close()
	if err := os.WriteFile(filepath.Join(dir, "file"), slices.Repeat([]byte("x"), int(bytes)), 0o644); err != nil {
		t.Fatal(err)
	}
	conf := fmt.Sprintf("daemon off; pid %[1]s/pid; error_log %[1]s/error.log; user root; worker_processes 2; events {}\n"+
		"http { access_log off; keepalive_requests 1000000; client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;\n"+
		"server { listen %[2]s; root %[1]s; } }\n", dir, at)
	if os.Getuid() != 0 {
		conf = strings.Replace(conf, "user root; ", "", 1)
	}
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("nginx", "-p", dir, "-e", "stderr", "-c", path)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	for range 100 {
		if c, err := net.Dial("tcp", at); err == nil {
			c.Close()
			return "http://" + at
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("nginx does not answer")
	return ""
}

// took is how long the answers of a load took.
type took struct {
	times []time.Duration // ascending
	bytes int64           // of the median answer
	span  time.Duration
}

func (k took) String() string {
	ms := func(share float64) float64 {
		return float64(k.times[min(len(k.times)-1, int(share*float64(len(k.times))))].Microseconds()) / 1000
	}
	return fmt.Sprintf("%9.0f %9.2f %9.2f %9.2f %10d", float64(len(k.times))/k.span.Seconds(), ms(.5), ms(.99), ms(1), k.bytes)
}

// load has clients ask, each as soon as it has its answer.
func load(t testing.TB, base string, status int, next func() (string, http.Header)) took {
	var mu sync.Mutex
	var k took
	var sizes []int64
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: askedBy}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	began := time.Now()
	var work sync.WaitGroup
	for range askedBy {
		work.Go(func() {
			for time.Since(began) < askedFor {
				mu.Lock()
				path, header := next()
				mu.Unlock()
				r, err := http.NewRequest(http.MethodGet, base+path, nil)
				if err != nil {
					t.Error(err)
					return
				}
				r.Header = header
				start := time.Now()
				res, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				n, err := io.Copy(io.Discard, res.Body)
				res.Body.Close()
				spent := time.Since(start)
				if err != nil || res.StatusCode != status {
					t.Errorf("%s%s: %s, %v", base, path, res.Status, err)
					return
				}
				mu.Lock()
				k.times, sizes = append(k.times, spent), append(sizes, n)
				mu.Unlock()
			}
		})
	}
	work.Wait()
	k.span = time.Since(began)
	if len(k.times) == 0 {
		t.Fatalf("%s gave no answer", base)
	}
	slices.Sort(k.times)
	slices.Sort(sizes)
	k.bytes = sizes[len(sizes)/2]
	return k
}
