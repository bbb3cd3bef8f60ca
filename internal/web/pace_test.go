package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"archiver/internal/source"
)

// largeBundle is a study whose bundles are larger than what a connection holds.
type largeBundle struct{ *study }

func (d largeBundle) Bundle(_ context.Context, _ source.Cite, _ time.Time, w io.Writer) error {
	for range 64 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			return err
		}
	}
	return nil
}

// TestSteadyReaders: who takes little, but takes it, is not cut off for what the system
// holds for him; who takes nothing is.
func TestSteadyReaders(t *testing.T) { // raced
	t.Parallel() // it mostly waits
	const step = 4 * time.Second
	ended := make(chan error, 2)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		out := paced(w)
		out.(*pace).step = step
		_, err := out.Write(make([]byte, 64<<20))
		ended <- err
		panic(http.ErrAbortHandler)
	}))
	server.Config.ConnContext = Connected
	server.Start()
	defer server.Close()
	open := func() net.Conn {
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err == nil {
			_, err = io.WriteString(c, "GET / HTTP/1.1\r\nHost: pages.test\r\n\r\n")
		}
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := open()
	for end := time.Now().Add(3 * step); time.Now().Before(end); time.Sleep(step / 16) { // 128 KB a second
		if _, err := io.ReadFull(c, make([]byte, 32<<10)); err != nil {
			t.Fatalf("cut off: %v", err)
		}
	}
	if len(ended) > 0 {
		t.Error("cut off")
	}
	c.Close()
	<-ended
	defer open().Close()
	if err := <-ended; err == nil {
		t.Error("all of it was sent to one who took nothing")
	}
}

// TestSlowReaders: those who ask for what is large and read none of it keep nobody from
// comparing.
func TestSlowReaders(t *testing.T) { // raced
	d := newStudy(t)
	studyCourt(d)
	s := newServer(t, largeBundle{d})
	server := httptest.NewServer(s.Pages())
	defer server.Close()
	for range maxHeavy {
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET /reports/kz-2020/27.2/bundle.zip HTTP/1.1\r\nHost: pages.test\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(c, make([]byte, 12)); err != nil { // it has its turn
			t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+diffAB, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "pages.test"
	answer, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("a difference, beside slow readers: %s", answer.Status)
	}
}
