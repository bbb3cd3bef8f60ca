package s3_test

import (
	"context"
	"net"
	"sync"
	"testing"
	"testing/synctest"
)

// bubble runs a test of waiting on a clock of its own, which goes on once all is
// waiting: what a server may take is then no matter of how busy the machine is. The
// clock does not go on while the network is waited for, so the test needs a wire.
func bubble(t *testing.T, test func(*testing.T, *cable)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newCable(t)) })
}

func inBubble(test func(*testing.T, *cable)) func(*testing.T) {
	return func(t *testing.T) { bubble(t, test) }
}

// cable is a network of one server, in memory: what is written into it waits until it
// is read.
type cable struct {
	conns chan net.Conn
	gone  chan struct{}
	once  sync.Once
}

func newCable(t *testing.T) *cable {
	c := &cable{conns: make(chan net.Conn), gone: make(chan struct{})}
	t.Cleanup(func() { c.Close() })
	return c
}

func (c *cable) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case c.conns <- theirs:
		return ours, nil
	case <-c.gone:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *cable) Accept() (net.Conn, error) {
	select {
	case conn := <-c.conns:
		return conn, nil
	case <-c.gone:
		return nil, net.ErrClosed
	}
}

func (c *cable) Close() error {
	c.once.Do(func() { close(c.gone) })
	return nil
}

func (c *cable) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9} }
