package browser

import (
	"net"
	"sync"
)

// listener remembers its connections: the server forgets those that goproxy
// took over.
type listener struct {
	net.Listener
	mu    sync.Mutex
	conns map[net.Conn]struct{}
	shut  bool
}

// Accept turns other users of this machine away: what they asked for would be
// recorded as the page's.
func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	for err == nil && stranger(c) {
		c.Close()
		c, err = l.Listener.Accept()
	}
	if err != nil {
		return nil, err
	}
	t := &trackedConn{Conn: c, l: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shut {
		c.Close()
		return nil, net.ErrClosed
	}
	l.conns[t] = struct{}{}
	return t, nil
}

func (l *listener) closeAll() {
	l.mu.Lock()
	l.shut = true
	var all []net.Conn
	for c := range l.conns {
		all = append(all, c)
	}
	l.mu.Unlock()
	for _, c := range all {
		c.Close()
	}
}

type trackedConn struct {
	net.Conn
	l *listener
}

func (c *trackedConn) Close() error {
	c.l.mu.Lock()
	delete(c.l.conns, c)
	c.l.mu.Unlock()
	return c.Conn.Close()
}
