package netguard

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// addresses holds one or more members of every range, the first and the last
// address of some, and their neighbours outside.
var addresses = []struct {
	addr   string
	public bool
}{
	{"0.0.0.0", false}, {"0.255.255.255", false}, {"1.0.0.0", true},
	{"9.255.255.255", true}, {"10.0.0.0", false}, {"10.255.255.255", false}, {"11.0.0.0", true},
	{"100.63.255.255", true}, {"100.64.0.1", false}, {"100.127.255.255", false}, {"100.128.0.0", true},
	{"127.0.0.1", false}, {"127.255.255.254", false}, {"128.0.0.1", true},
	{"169.253.255.255", true}, {"169.254.0.1", false}, {"169.254.169.254", false}, {"169.255.0.0", true},
	{"172.15.255.255", true}, {"172.16.0.1", false}, {"172.31.255.255", false}, {"172.32.0.0", true},
	{"192.0.0.170", false}, {"192.0.1.1", true}, {"192.0.2.1", false}, {"192.88.99.1", false},
	{"192.167.255.255", true}, {"192.168.1.1", false}, {"192.169.0.0", true},
	{"198.17.255.255", true}, {"198.18.0.1", false}, {"198.19.255.255", false}, {"198.20.0.0", true},
	{"198.51.100.7", false}, {"203.0.113.7", false}, {"203.0.114.0", true},
	{"223.255.255.255", true}, {"224.0.0.1", false}, {"239.255.255.255", false},
	{"240.0.0.1", false}, {"255.255.255.255", false},
	{"::", false}, {"::1", false}, {"::7f00:1", false}, {"::ffff:127.0.0.1", false},
	{"::ffff:10.0.0.1", false}, {"::ffff:169.254.169.254", false}, {"::ffff:8.8.8.8", true},
	{"::ffff:0:7f00:1", false}, // RFC 2765's translated form
	{"64:ff9b::7f00:1", false}, {"64:ff9b::8.8.8.8", false}, {"64:ff9b:1::1", false},
	{"100::1", false}, {"2001::1", false}, {"2001:1ff::1", false}, {"2001:db8::1", false},
	{"2002:7f00:1::1", false}, {"2606:4700::1111", true}, {"2a00:1450:4001::1", true},
	{"3fff::1", false}, {"3ffe::1", true}, {"4000::1", false}, {"5f00::1", false},
	{"fc00::1", false}, {"fd00:ec2::254", false}, {"fe80::1", false}, {"fe80::1%eth0", false},
	{"fec0::1", false}, {"ff02::1", false}, {"2606:4700::1111%eth0", false}, {"1::1", false},
}

func TestAddresses(t *testing.T) {
	var p Policy
	for _, tt := range addresses {
		ap := netip.AddrPortFrom(netip.MustParseAddr(tt.addr), 80)
		err := p.CheckAddr(ap)
		if (err == nil) != tt.public {
			t.Errorf("CheckAddr(%s) = %v, want public %v", tt.addr, err, tt.public)
		}
		if c := p.Control("tcp", ap.String(), nil); (c == nil) != tt.public {
			t.Errorf("Control(%s) = %v, want public %v", tt.addr, c, tt.public)
		}
		if tt.public {
			continue // no packet leaves this test
		}
		if !refused(err) {
			t.Errorf("CheckAddr(%s): %T is no RefusedError", tt.addr, err)
		}
		for _, network := range []string{"tcp", "tcp4", "tcp6"} {
			if c, err := p.DialContext(t.Context(), network, ap.String()); !refused(err) {
				if c != nil {
					c.Close()
				}
				t.Errorf("DialContext(%s, %s) = %v, want a refusal", network, ap, err)
			}
		}
		if err := p.CheckHost(t.Context(), tt.addr, 80); !refused(err) {
			t.Errorf("CheckHost(%s) = %v, want a refusal", tt.addr, err)
		}
	}
	if err := p.CheckAddr(netip.AddrPort{}); !refused(err) {
		t.Errorf("CheckAddr of nothing = %v", err)
	}
}

func refused(err error) bool {
	var r *RefusedError
	return errors.As(err, &r)
}

func TestControlTakesOnlyTCPAddresses(t *testing.T) {
	p := Policy{Allow: []Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}
	for _, tt := range [][2]string{{"udp", "127.0.0.1:53"}, {"unix", "/run/docker.sock"}, {"tcp", "/run/docker.sock"}, {"tcp", "localhost:80"}, {"tcp", ""}} {
		if err := p.Control(tt[0], tt[1], nil); !refused(err) {
			t.Errorf("Control(%q, %q) = %v, want a refusal", tt[0], tt[1], err)
		}
	}
}

func TestAllow(t *testing.T) {
	good := map[string]string{
		"127.0.0.0/8":      "127.0.0.0/8",
		"127.0.0.1/8":      "127.0.0.0/8",
		"127.0.0.0/8:8080": "127.0.0.0/8:8080",
		"::1/128":          "::1/128",
		"[::1]/128:80":     "[::1]/128:80",
		"[fd00::]/8":       "fd00::/8",
	}
	for in, want := range good {
		a, err := ParseAllow(in)
		if err != nil || a.String() != want {
			t.Errorf("ParseAllow(%q) = %v, %v, want %s", in, a, err, want)
		}
		if b, err := ParseAllow(a.String()); b != a || err != nil {
			t.Errorf("ParseAllow(%q) again = %v, %v", a, b, err)
		}
	}
	for _, in := range []string{"", "127.0.0.1", "127.0.0.1:80", "127.0.0.0/33", "127.0.0.0/8:0", "127.0.0.0/8:65536",
		"127.0.0.0/8:http", "127.0.0.0/8:", "localhost/8", "::ffff:127.0.0.0/104", "[127.0.0.0]/8", "fe80::%eth0/10", "/8", "10.0.0.0/"} {
		if a, err := ParseAllow(in); err == nil {
			t.Errorf("ParseAllow(%q) = %v, want an error", in, a)
		}
	}
	one, _ := ParseAllow("127.0.0.1/32:8080")
	p := Policy{Allow: []Allow{one}}
	for addr, ok := range map[string]bool{"127.0.0.1:8080": true, "[::ffff:127.0.0.1]:8080": true, "127.0.0.1:8081": false, "127.0.0.2:8080": false} {
		if err := p.CheckAddr(netip.MustParseAddrPort(addr)); (err == nil) != ok {
			t.Errorf("CheckAddr(%s) = %v, want allowed %v", addr, err, ok)
		}
	}
}

func TestCheckURL(t *testing.T) {
	var p Policy
	for _, s := range []string{"http://example.org", "https://example.org:8443/a?b#c", "HTTP://EXAMPLE.ORG/", "http://8.8.8.8/",
		"http://[2606:4700::1111]/", "https://кремль.рф/", "http://example.org./", "http://1.example/", "http://0x7f.example/", "http://a_b.example/"} {
		if err := p.CheckURL(parse(t, s)); err != nil {
			t.Errorf("CheckURL(%s) = %v", s, err)
		}
	}
	for _, s := range []string{"ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "//example.org/", "/path", "", "http:///x",
		"http://", "http://./", "http:example.org", "http://user@example.org/", "http://user:pw@example.org/", "http://example.org:0/", "http://example.org:65536/",
		"http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://0x7f.1/", "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/",
		"http://127.0.0.1./", "http://0/", "http://0x/", "http://0xA9FEA9FE/latest/meta-data", "http://169.254.169.254/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦/",
		"http://[::1]/", "http://[::ffff:7f00:1]/", "http://[fe80::1%25eth0]/", "http://localhost/", "http://LOCALHOST:8080/", "http://a.localhost/", "http://localhost./", "http://ｌocalhost/",
		"http://1.2.3.4.5/", "http://256.256.256.256/", "http://1.2.3.08/", "http://999999999999999999999999/", "http://a.1/", "http://a b/"} {
		u, err := url.Parse(s)
		if err != nil {
			continue // refused before us
		}
		if err := p.CheckURL(u); !refused(err) {
			t.Errorf("CheckURL(%s) = %v, want a refusal", s, err)
		}
	}
	local, _ := ParseAllow("127.0.0.1/32:8080")
	p.Allow = []Allow{local}
	for s, ok := range map[string]bool{"http://localhost:8080/": true, "http://127.1:8080/": true, "http://x.localhost:8080/": true, "http://localhost/": false, "https://127.0.0.1/": false} {
		if err := p.CheckURL(parse(t, s)); (err == nil) != ok {
			t.Errorf("CheckURL(%s) = %v, want allowed %v", s, err, ok)
		}
	}
}

func parse(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestRebinding runs names through a real resolver against a DNS server of our
// own: what it answers may not lead to a place that the policy forbids.
func TestRebinding(t *testing.T) { // raced
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	accepted := make(chan struct{}, 100)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- struct{}{}
			c.Close()
		}
	}()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	names := map[string][]string{
		"evil.test.":     {"127.0.0.1"},
		"metadata.test.": {"169.254.169.254"},
		"six.test.":      {"::1"},
		"mapped.test.":   {"::ffff:127.0.0.1"},
		"mixed.test.":    {"10.0.0.1", "127.0.0.1"},
	}
	r := resolver(t, names)
	p := Policy{Resolver: r}
	for _, host := range []string{"evil.test", "metadata.test", "six.test", "mapped.test", "mixed.test", "localhost", "deep.localhost", "127.1", "0x7f000001", "2130706433"} {
		c, err := p.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port))
		var re *RefusedError
		if !errors.As(err, &re) || re.Host != host || !re.Addr.IsValid() {
			t.Errorf("dial %s = %v, want a refusal naming host and address", host, err)
		}
		if c != nil {
			c.Close()
		}
		if err := p.CheckHost(t.Context(), host, 80); !refused(err) {
			t.Errorf("check %s = %v, want a refusal", host, err)
		}
	}
	if len(accepted) != 0 {
		t.Error("a refused dial reached the listener")
	}
	if err := p.CheckHost(t.Context(), "nowhere.test", 80); err != nil {
		t.Errorf("a name that does not resolve: %v, want nil", err)
	}
	var dns *net.DNSError
	if _, err := p.DialContext(t.Context(), "tcp", "nowhere.test:80"); !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("dial of an unknown name = %v, want a DNSError", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.CheckHost(ctx, "evil.test", 80); !errors.Is(err, context.Canceled) {
		t.Errorf("check after cancel = %v", err)
	}

	// Allowed, the same names connect; and of a mixed answer only the part
	// that is allowed is dialled, while a proxy is not trusted with it.
	a, err := ParseAllow("127.0.0.1/32:" + port)
	if err != nil {
		t.Fatal(err)
	}
	p = Policy{Allow: []Allow{a}, Resolver: r}
	for _, host := range []string{"evil.test", "mixed.test", "localhost", "a.b.localhost", "127.1"} {
		c, err := p.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port))
		if err != nil {
			t.Errorf("dial %s though allowed: %v", host, err)
			continue
		}
		c.Close()
		select {
		case <-accepted:
		case <-time.After(5 * time.Second):
			t.Errorf("dial %s: the listener saw nothing", host)
		}
	}
	n := l.Addr().(*net.TCPAddr).Port
	if err := p.CheckHost(t.Context(), "mixed.test", uint16(n)); !refused(err) {
		t.Errorf("a name with one forbidden address for a proxy: %v", err)
	}
	if err := p.CheckHost(t.Context(), "evil.test", uint16(n)); err != nil {
		t.Errorf("an allowed name for a proxy: %v", err)
	}
}

// resolver serves names over UDP on loopback.
func resolver(t *testing.T, names map[string][]string) *net.Resolver {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Header.Response, m.Header.RecursionAvailable = true, true
			m.Additionals = nil
			addrs, ok := names[strings.ToLower(q.Name.String())]
			if !ok {
				m.Header.RCode = dnsmessage.RCodeNameError
			}
			for _, s := range addrs {
				a := netip.MustParseAddr(s)
				h := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
				switch {
				case a.Is4() && q.Type == dnsmessage.TypeA:
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
				case a.Is6() && q.Type == dnsmessage.TypeAAAA:
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
				}
			}
			if out, err := m.Pack(); err == nil {
				pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

// FuzzURL looks for a spelling of a host that the URL check lets through and
// that is, without asking DNS, an address that the dialer refuses.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "http://0x7f.1:80/", "http://[::ffff:7f00:1]/", "http://017700000001/", "http://1.2.3.4.5/",
		"https://user@example.org", "http://[fe80::1%25lo]/", "http://１２７.1/", "http://localhost%2e/", "http:\\\\a", "http://a..1./", "http://0xffffffffffffffff/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil {
			return
		}
		var p Policy
		err = p.CheckURL(u)
		if err != nil {
			if !refused(err) {
				t.Fatalf("CheckURL(%q): %T is no RefusedError", s, err)
			}
			if len(err.Error()) > 2000 {
				t.Fatalf("CheckURL(%q): a message of %d bytes", s, len(err.Error()))
			}
			return
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && p.CheckAddr(netip.AddrPortFrom(ip, 80)) != nil {
			t.Fatalf("CheckURL(%q) lets %s through", s, ip)
		}
		if u.User != nil || u.Hostname() == "" {
			t.Fatalf("CheckURL(%q) lets %v through", s, u)
		}
	})
}
