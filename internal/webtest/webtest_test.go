package webtest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// client dials loopback for every name, follows nothing, unpacks nothing.
func client(w *Web) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DisableCompression: true,
			TLSClientConfig:    &tls.Config{RootCAs: w.Roots()},
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				host, port, err := net.SplitHostPort(addr)
				if err != nil {
					return nil, err
				}
				if strings.HasSuffix(host, ".localhost") {
					host = "127.0.0.1"
				}
				return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(host, port))
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// outcome is a status, or the kind of fault, as the contract names it. Only a
// page that is known to stall is given up soon: a busy machine is slow too.
func outcome(c *http.Client, u string, want Want) (string, *http.Response, []byte) {
	c.Timeout = time.Minute
	if want.Reason == "timeout" {
		c.Timeout = 500 * time.Millisecond
	}
	resp, err := c.Get(u)
	var body []byte
	if err == nil {
		defer resp.Body.Close()
		body, err = io.ReadAll(resp.Body)
	}
	var netErr net.Error
	var certErr *tls.CertificateVerificationError
	switch {
	case err == nil:
		return fmt.Sprint(resp.StatusCode), resp, body
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "truncated", resp, body
	case errors.As(err, &certErr):
		return "tls", nil, nil
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused", nil, nil
	case errors.Is(err, syscall.ECONNRESET):
		return "reset", nil, nil
	case strings.Contains(err.Error(), "malformed HTTP"):
		return "protocol", nil, nil
	case errors.As(err, &netErr) && netErr.Timeout():
		return "timeout", nil, nil
	}
	return err.Error(), nil, nil
}

// TestSourcesAnswerAsTheyClaim asks for every source before and after ageing.
func TestSourcesAnswerAsTheyClaim(t *testing.T) {
	w := Start(t)
	c := client(w)
	codes := map[string]string{ // what a reason looks like to a plain client
		"http-404": "404", "http-410": "410", "http-5xx": "500", "forbidden": "403", "bot-wall": "403",
		"rate-limited": "429", "legal-451": "451", "redirect-loop": "302", "redirected-home": "302",
		"timeout": "timeout", "reset": "reset", "refused": "refused", "tls": "tls", "truncated": "truncated", "protocol": "protocol",
	}
	hosts := map[string]bool{}
	check := func(s Source, want Want) {
		t.Helper()
		got, resp, body := outcome(c, s.URL, want)
		if code, ok := codes[want.Reason]; ok && got != code {
			t.Errorf("%s: %s, want %s", s.URL, got, code)
		}
		if want.Verdict == "changed" && got != "200" {
			t.Errorf("%s: %s, want 200", s.URL, got)
		}
		if want.Verdict != "unreachable" && resp == nil {
			t.Errorf("%s: no whole answer: %s", s.URL, got)
		}
		if resp != nil && got != "truncated" {
			sent := w.Sent(s.URL)
			last := sent[len(sent)-1]
			if last.Payload != sha256.Sum256(body) {
				t.Errorf("%s: not the payload that was sent", s.URL)
			}
			if last.Decoded != sha256.Sum256(decode(t, resp.Header.Get("Content-Encoding"), body)) {
				t.Errorf("%s: not the body that was sent", s.URL)
			}
		}
	}
	for _, s := range w.Sources() {
		u, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		hosts[u.Hostname()] = true
		if s.First.Reason != "private-address" {
			check(s, s.First)
		}
	}
	if n := len(w.Sources()); n != 60 {
		t.Errorf("%d sources, want 60", n)
	}
	if len(hosts) != 31 { // the private address is one
		t.Errorf("%d hosts, want 31", len(hosts))
	}
	w.Age()
	for _, s := range w.Sources() {
		if s.Later.Reason != "private-address" {
			check(s, s.Later)
		}
	}
}

func decode(t *testing.T, coding string, body []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch coding {
	case "":
		return body
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(r)
	case "deflate":
		var z io.Reader
		if z, err = zlib.NewReader(r); err != nil {
			z, err = flate.NewReader(bytes.NewReader(body)), nil
		}
		r = z
	case "br":
		r = brotli.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", coding, err)
	}
	return out
}

// TestSentIsWhatWasSent compares with the bytes of the socket.
func TestSentIsWhatWasSent(t *testing.T) {
	w := Start(t)
	s := w.Sources()[2]
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", "127.0.0.1:"+u.Port())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", u.RequestURI(), u.Host)
	raw, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	if sent := w.Sent(s.URL); len(sent) != 1 || !bytes.Equal(sent[0].Raw, raw) || !bytes.Contains(raw, []byte("content-ENCODING: gzip")) {
		t.Errorf("%d answers recorded; the last is not what came", len(sent))
	}
	if head := w.Sent(s.URL)[0].HeadLen; !bytes.HasSuffix(raw[:head], []byte("\r\n\r\n")) {
		t.Errorf("the head does not end at %d", head)
	}
}

func TestProseIsLong(t *testing.T) {
	for lang := range words {
		a, b := Prose(lang, 1, 8), Prose(lang, 2, 8)
		if n := len(strings.Fields(strings.Join(a, " "))); n < 250 || a[0] == b[0] || a[0] != Prose(lang, 1, 8)[0] {
			t.Errorf("%s: %d words, or not one text for each seed", lang, n)
		}
	}
}

func TestPDFIsReadable(t *testing.T) {
	d := document{seed: 4, lang: "en"}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(d.pdf()), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(string(out)), " "); !strings.Contains(got, quoteOf(4)) {
		t.Errorf("the quote does not stand in %q", got)
	}
}
