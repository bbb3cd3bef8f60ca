package scripted

import (
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
)

// secret is what must not be reached: a service of this machine and one that only
// hears packets, as STUN is.
type secret struct {
	reached atomic.Int64
	tcp     net.Listener
	udp     net.PacketConn
}

func newSecret() (*secret, error) {
	x := &secret{}
	var err error
	if x.tcp, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	if x.udp, err = net.ListenPacket("udp", "127.0.0.1:0"); err != nil {
		x.tcp.Close()
		return nil, err
	}
	go http.Serve(counted{x.tcp, &x.reached}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, "the ledger of this machine's secrets")
	}))
	go func() {
		buf := make([]byte, 2048)
		for {
			if _, _, err := x.udp.ReadFrom(buf); err != nil {
				return // closed
			}
			x.reached.Add(1)
		}
	}()
	return x, nil
}

func (x *secret) close() {
	x.tcp.Close()
	x.udp.Close()
}

// counted counts connections, before a byte is read of them.
type counted struct {
	net.Listener
	n *atomic.Int64
}

func (l counted) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err == nil {
		l.n.Add(1)
	}
	return c, err
}
