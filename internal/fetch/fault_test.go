package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"archiver/internal/netguard"
	"archiver/internal/record"
)

// reset ends the connection with RST.
func reset(rw http.ResponseWriter) {
	c, _, err := rw.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	c.(*net.TCPConn).SetLinger(0)
	c.Close()
}

// resolver asks a name server on loopback that answers everything with code.
func resolver(t *testing.T, code dnsmessage.RCode) *net.Resolver {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil {
				continue
			}
			out, err := (&dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true,
				RecursionAvailable: true, RCode: code}, Questions: m.Questions}).Pack()
			if err == nil {
				pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

func TestFaults(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := portOf(closed.Addr())
	closed.Close()

	secure := startWeb(t, func(rw http.ResponseWriter, r *http.Request) { io.WriteString(rw, "x") }, true)
	page := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(rw, "User-agent: *\nDisallow: /closed\n")
		case "/reset":
			reset(rw)
		case "/silent":
			<-r.Context().Done()
		case "/429":
			rw.WriteHeader(429)
		default:
			rw.Write(make([]byte, 3000))
		}
	})
	hang := func(c *net.TCPConn) { time.Sleep(20 * time.Second) } // longer than quick has
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	part := raw(t, head+"Content-Length: 100\r\n\r\nhalf of it", nil)
	chunk := raw(t, head+"Transfer-Encoding: chunked\r\n\r\na\r\nhalf of it\r\n", nil)
	slow := raw(t, head+"Content-Length: 100\r\n\r\nhalf of it", hang)
	garbage := raw(t, "SSH-2.0-OpenSSH_9.2\r\n\r\n", nil)
	nothing := raw(t, "", nil)
	headers := raw(t, head+strings.Repeat("X-Long: "+strings.Repeat("a", 1000)+"\r\n", 400)+"\r\nx", hang)

	type row struct {
		name, url string
		cfg       Config
		fault     string
		network   bool
		body      string // kept
	}
	half := "half of it"
	quick := Config{Timeout: 2 * time.Second}
	for _, tc := range []row{
		{"no such name", "http://gone.example/", Config{Guard: &netguard.Policy{Resolver: resolver(t, dnsmessage.RCodeNameError)}}, DNS, true, ""},
		{"resolver in trouble", "http://gone.example/", Config{Guard: &netguard.Policy{Resolver: resolver(t, dnsmessage.RCodeServerFailure)}}, DNSTemporary, true, ""},
		{"nobody listens", at(nobody, "/"), Config{}, Refused, true, ""},
		{"reset", page.url("a", "/reset"), Config{}, Reset, true, ""},
		{"closed without an answer", at(nothing, "/"), Config{}, Reset, true, ""},
		{"unknown certificate", secure.url("a", "/"), Config{}, TLS, true, ""},
		{"no TLS there", strings.Replace(page.url("a", "/"), "http:", "https:", 1), Config{}, TLS, true, ""},
		{"silence", page.url("a", "/silent"), quick, Timeout, true, ""},
		{"silence in the body", at(slow, "/"), quick, Timeout, true, half},
		{"over max_body", page.url("a", "/"), Config{MaxBody: 1000}, TooLarge, false, strings.Repeat("\x00", 1000)},
		{"endless head", at(headers, "/"), Config{}, TooLarge, false, ""},
		{"cut body", at(part, "/"), Config{}, Truncated, true, half},
		{"cut chunks", at(chunk, "/"), Config{}, Truncated, true, half},
		{"not HTTP", at(garbage, "/"), Config{}, Protocol, false, ""},
		{"loopback", "http://127.0.0.1:1/", Config{}, PrivateAddress, false, ""},
		{"private in disguise", "http://0300.0250.1/", Config{}, PrivateAddress, false, ""},
		{"localhost", "http://intranet.localhost:1/", Config{}, PrivateAddress, false, ""},
		{"robots", page.url("a", "/closed/x"), Config{ObeyRobots: true}, Robots, false, ""},
		{"429", page.url("a", "/429"), Config{}, RateLimited, false, ""},
		{"no URL", "http://", Config{}, Protocol, false, ""},
		{"another scheme", "ftp://a.localhost/", Config{}, Protocol, false, ""},
		{"a password in it", "http://u:p@a.localhost/", Config{}, Protocol, false, ""},
		{"a port too many", "http://a.localhost:99999/", Config{}, Protocol, false, ""},
		{"a host that is none", "http://a b/", Config{}, Protocol, false, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := client(t, tc.cfg, page.port, secure.port, part, chunk, slow, garbage, nothing, headers, nobody)
			start := time.Now()
			l := look(t, c, tc.url)
			if reason(l.Fault) != tc.fault || l.Fault != nil && (l.Fault.Network != tc.network || l.Fault.Detail == "") {
				t.Errorf("%+v", l.Fault)
			}
			if got := string(readAll(t, l)); got != tc.body {
				t.Errorf("kept %q", got)
			}
			if l.PayloadLen != int64(len(tc.body)) || tc.body != "" && l.PayloadSHA256 != sum([]byte(tc.body)) {
				t.Errorf("payload of %d bytes", l.PayloadLen)
			}
			if answered := l.Main != nil && l.Main.Response != nil; answered != (l.Status != 0) || answered != (l.Header != nil) {
				t.Errorf("status %d with main %v", l.Status, l.Main)
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
		})
	}
}

// Each of the recorder's classes is a fault or our own failure, knowingly.
func TestFaultOf(t *testing.T) {
	for class, want := range map[string]string{
		record.ClassDNS: DNS, record.ClassDNSTemporary: DNSTemporary, record.ClassRefused: Refused,
		record.ClassReset: Reset, record.ClassTLS: TLS, record.ClassTimeout: Timeout,
		record.ClassProtocol: Protocol, record.ClassHeader: TooLarge, record.ClassTooLarge: TooLarge,
		record.ClassTruncated: Truncated, record.ClassPrivate: PrivateAddress, record.ClassProxy: Refused,
		record.ClassCanceled: "", record.ClassLocal: "",
	} {
		if got := reason(faultOf(&record.Error{Class: class, Err: io.EOF})); got != want {
			t.Errorf("%s: %q, want %q", class, got, want)
		}
	}
}
