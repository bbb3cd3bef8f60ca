package web

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestLargePages: pages that lie in memory until slow readers have taken them are few,
// whoever asks; and no small one waits for that.
func TestLargePages(t *testing.T) { // raced
	b := newShelf(t)
	at := onDay("2020-02-21 10:15:00")
	const lines = 150_000 // more than the buffers of a connection take
	snap := b.put("https://example.org/large", shelfCopy{at: at, body: "<!doctype html>" + strings.Repeat("<p>A line of a very long page.</p>", lines)})
	b.put("https://example.org/small", shelfCopy{at: at, body: "<p>short"})
	s := serveShelf(t, b, nil)
	const large, small = "/memento/20200221101500/https://example.org/large", "/memento/20200221101500/https://example.org/small"
	var slow []net.Conn
	for range maxLarge {
		c, err := net.Dial("tcp", s.content.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", large)
		if _, err := io.ReadFull(c, make([]byte, 12)); err != nil {
			t.Fatal(err)
		}
		// It reads on, for who takes nothing at all is cut off: on a busy machine before
		// the rest of this test is over.
		go func() {
			for err := error(nil); err == nil; time.Sleep(time.Second / 2) {
				_, err = io.ReadFull(c, make([]byte, paceStep/4))
			}
		}()
		slow = append(slow, c)
	}
	for _, path := range []string{large, "/files/" + snap.SourceID + "/20200221101500/html", "/timegate/https://example.org/large"} {
		resp, body := shelfAsk(t, "GET", s.content.URL+path)
		if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || resp.Header.Get("Memento-Datetime") != "" ||
			resp.Header.Get("Content-Location") != "" {
			t.Errorf("%s: %s, %v, %.80s", path, resp.Status, resp.Header, body)
		}
		if resp, _ := shelfAsk(t, "HEAD", s.content.URL+path); resp.StatusCode != http.StatusOK {
			t.Errorf("HEAD %s: %s", path, resp.Status)
		}
	}
	if resp, body := shelfAsk(t, "GET", s.content.URL+small); resp.StatusCode != http.StatusOK || !strings.Contains(body, "short") {
		t.Errorf("a small page: %s", resp.Status)
	}
	for _, c := range slow {
		c.Close()
	}
	for {
		resp, body := shelfAsk(t, "GET", s.content.URL+large)
		if resp.StatusCode == http.StatusOK {
			if n := strings.Count(body, "very long"); n != lines {
				t.Errorf("the page has %d lines", n)
			}
			return
		}
		time.Sleep(10 * time.Millisecond) // until the server knows that they went
	}
}
