package wacz

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/warc"
)

func TestLargeBodyInFlatMemory(t *testing.T) {
	const size = 200 << 20
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var peak uint64
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	base, n := mem.HeapAlloc, 0
	watch := func(r io.Reader) io.Reader {
		return readerFunc(func(p []byte) (int, error) {
			if n++; n%512 == 0 {
				runtime.ReadMemStats(&mem)
				peak = max(peak, mem.HeapAlloc)
			}
			return r.Read(p)
		})
	}
	w, err := NewWriter(f, Options{Created: when, Key: testKey(t)})
	if err != nil {
		t.Fatal(err)
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
	body := func() io.Reader { return io.LimitReader(mrand.NewChaCha8([32]byte{}), size) }
	block, payload := sha256.New(), sha256.New()
	io.WriteString(block, head)
	if _, err := io.Copy(io.MultiWriter(block, payload), body()); err != nil {
		t.Fatal(err)
	}
	sum := [32]byte(payload.Sum(nil))
	r := warc.Capture{URL: "http://x/", Date: when}.Response(warc.Block{Content: watch(io.MultiReader(strings.NewReader(head), body())),
		Length: int64(len(head)) + size, SHA256: [32]byte(block.Sum(nil)), PayloadSHA256: &sum})
	if err := w.WriteRecord(r, warc.WriteOptions{Stored: true}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(Page{URL: "http://x/", At: when}); err != nil {
		t.Fatal(err)
	}
	s, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(f, s.Size)
	if err != nil {
		t.Fatal(err)
	}
	if found := a.Verify(t.Context()); len(found) > 0 {
		t.Errorf("findings: %v", found)
	}
	m, err := a.Main()
	if err != nil {
		t.Fatal(err)
	}
	got := sha256.New()
	if _, err := io.Copy(got, watch(m.Body)); err != nil || [32]byte(got.Sum(nil)) != sum {
		t.Errorf("the body is another, %v", err)
	}
	if peak > base+24<<20 {
		t.Errorf("memory grew by %d MiB", (peak-base)>>20)
	}
}

// cpu reports the processor time of an operation, which other programs on the
// machine do not stretch as they do the wall's.
func cpu(b *testing.B) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() { b.ReportMetric(float64(used()-before)/1e6/float64(b.N), "cpu-ms/op") }
}

func BenchmarkWritePage(b *testing.B) {
	page := strings.Repeat("<p>The authorities have failed to comply with the obligations.</p>\n", 750)
	jpeg := make([]byte, 8<<10)
	mrand.NewChaCha8([32]byte{}).Read(jpeg)
	blocks := []string{"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page}
	for range 5 {
		blocks = append(blocks, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"+string(jpeg))
	}
	key := testKey(b)
	b.ReportAllocs()
	defer cpu(b)()
	for b.Loop() {
		w, err := NewWriter(io.Discard, Options{Created: when, Key: key, Software: "archiver"})
		if err != nil {
			b.Fatal(err)
		}
		for i, block := range blocks {
			c := warc.Capture{URL: fmt.Sprintf("https://example.com/%d", i), Date: when}
			resp := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), PayloadSHA256: new([32]byte)})
			id := resp.Header.Get("WARC-Record-ID")
			req := "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"
			for _, err := range []error{
				w.WriteRecord(resp, warc.WriteOptions{Stored: i > 0}),
				w.WriteRecord(c.Request(warc.Block{Content: strings.NewReader(req), Length: int64(len(req))}, id), warc.WriteOptions{}),
				w.WriteRecord(warc.Metadata(id, when, "application/json", []byte(`{"duration":1}`)), warc.WriteOptions{}),
			} {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := w.AddPage(Page{URL: "https://example.com/0", At: when, Title: "T", Text: page[:10000]}); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteLarge(b *testing.B) {
	const size = 64 << 20
	body := make([]byte, size)
	mrand.NewChaCha8([32]byte{}).Read(body)
	b.SetBytes(size)
	defer cpu(b)()
	for b.Loop() {
		w, err := NewWriter(io.Discard, Options{Created: when})
		if err != nil {
			b.Fatal(err)
		}
		r := warc.Capture{URL: "http://x/", Date: when}.Response(warc.Block{Content: bytes.NewReader(body), Length: size})
		if err := w.WriteRecord(r, warc.WriteOptions{Stored: true}); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
