package eval

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"strings"
)

// nowhere is the address of every name. Nothing listens there: a client that
// does not go through the server is refused.
var nowhere = netip.MustParseAddr("127.99.0.1")

// The codes of RFC 1035 section 4.1.1.
const (
	rcodeOK       = 0
	rcodeServfail = 2
	rcodeNXDomain = 3
)

// resolver is a name server on loopback, as far as a stub resolver asks.
type resolver struct {
	conn net.PacketConn
	// rcode says how a name is answered.
	rcode func(name string) int
}

func startResolver(rcode func(name string) int) (*resolver, error) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &resolver{conn: conn, rcode: rcode}
	go r.serve()
	return r, nil
}

func (r *resolver) close() { r.conn.Close() }

// client looks names up here and nowhere else.
func (r *resolver) client() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", r.conn.LocalAddr().String())
	}}
}

func (r *resolver) serve() {
	buf := make([]byte, 1500)
	for {
		n, from, err := r.conn.ReadFrom(buf)
		if err != nil {
			return // closed
		}
		if answer := r.answer(buf[:n]); answer != nil {
			// A lost answer is asked for again.
			_, _ = r.conn.WriteTo(answer, from)
		}
	}
}

// answer replies to a query with one question, which is all that there are.
func (r *resolver) answer(q []byte) []byte {
	const header = 12
	if len(q) < header || binary.BigEndian.Uint16(q[4:]) != 1 {
		return nil
	}
	var labels []string
	at := header
	for at < len(q) && q[at] != 0 {
		end := at + 1 + int(q[at])
		if end >= len(q) {
			return nil
		}
		labels = append(labels, string(q[at+1:end]))
		at = end
	}
	end := at + 5 // the root, type and class
	if end > len(q) {
		return nil
	}
	code := r.rcode(strings.ToLower(strings.Join(labels, ".")))
	m := append([]byte(nil), q[:end]...)
	binary.BigEndian.PutUint16(m[2:], 0x8180|uint16(code))
	clear(m[6:header])
	if kind := binary.BigEndian.Uint16(q[at+1:]); code == rcodeOK && kind == 1 {
		m[7] = 1
		m = append(m, 0xc0, header, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4)
		m = append(m, nowhere.AsSlice()...)
	}
	return m
}
