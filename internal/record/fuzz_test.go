package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// FuzzResponse sends arbitrary bytes as a server's answer. Nothing may panic or
// hang, and what is recorded must be a part of what was sent that yields the
// recorded payload again.
func FuzzResponse(f *testing.F) {
	answers, _ := mixed()
	for _, a := range answers {
		if len(a) < 2000 {
			f.Add([]byte(a))
		}
	}
	for _, s := range []string{"", "HTTP/1.1 200 OK\r\n\r\nuntil close", "HTTP/1.1 101 X\r\n\r\nframes", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nx",
		"HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nx", "HTTP/1.1 200 OK\nA: b\n c\n\n", "HTTP/9.9 999 \r\n:\r\n\r\n", "HTTP/1.1 100 \n\nHTTP/1.0 200\n\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		ours, theirs := net.Pipe()
		dialled := false
		tr := New(Config{
			Dial: func(context.Context, string, string) (net.Conn, error) {
				if dialled {
					t.Fatal("dialled twice")
				}
				dialled = true
				return ours, nil
			},
			Limits: Limits{MaxBody: 1000, HeaderBytes: 4 << 10, ExchangeTimeout: 5 * time.Second},
		})
		defer tr.Close()
		go func() {
			defer theirs.Close()
			buf := make([]byte, 4096)
			if _, err := theirs.Read(buf); err == nil {
				theirs.Write(answer)
			}
		}()
		var got *Exchange
		ctx := WithSink(t.Context(), func(e *Exchange) {
			if got != nil {
				t.Fatal("handed over twice")
			}
			got = e
		})
		r, err := http.NewRequestWithContext(ctx, "GET", "http://site.test/", nil)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		resp, err := tr.RoundTrip(r)
		var body []byte
		var bodyErr error
		if err == nil {
			body, bodyErr = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		if time.Since(begin) > 4*time.Second {
			t.Fatalf("took %v", time.Since(begin))
		}
		if got == nil {
			t.Fatal("no exchange was handed over")
		}
		defer got.Release()
		if (err != nil) != (got.Response == nil) {
			t.Fatalf("error %v with response %v", err, got.Response)
		}
		if err != nil {
			if class(err) == "" || class(err) == ClassLocal || !bytes.Contains(answer, got.Partial) {
				t.Fatalf("%v (%s), partial %q", err, class(err), got.Partial)
			}
			return
		}
		if (bodyErr == nil) != (got.Truncated == "") {
			t.Fatalf("%v, truncated %q", bodyErr, got.Truncated)
		}
		block := blockBytes(t, got.Response)
		var sent []byte
		for _, h := range got.Interim {
			sent = append(sent, h...)
		}
		if sent = append(sent, block...); !bytes.HasPrefix(answer, sent) {
			t.Fatalf("recorded %q of %q", sent, answer)
		}
		if got.Status == http.StatusSwitchingProtocols {
			return
		}
		if p := payloadBytes(t, got); !bytes.Equal(p, body) || sha256.Sum256(p) != got.PayloadSHA256 || len(p) > 1000 {
			t.Fatalf("read %q, payload %q", body, p)
		}
	})
}
