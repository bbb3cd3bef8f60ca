package record

import (
	"net"
	"sync"
	"syscall"
	"time"
)

const (
	idlePerHost = 8
	idleTotal   = 512
	idleTimeout = 30 * time.Second
)

// pool keeps idle connections, and knows all others so that they can be closed.
type pool struct {
	mu     sync.Mutex
	open   map[*conn]struct{}
	idle   map[string][]*conn // the latest used last
	n      int                // idle ones
	sweep  *time.Timer        // runs while there are any
	closed bool
}

// add takes a new connection under the pool's care; false after shut.
func (p *pool) add(c *conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	if p.open == nil {
		p.open = make(map[*conn]struct{})
		p.idle = make(map[string][]*conn)
	}
	p.open[c] = struct{}{}
	return true
}

func (p *pool) forget(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, c)
}

// get gives the latest idle connection that still looks alive, or nil.
func (p *pool) get(key string) *conn {
	for {
		p.mu.Lock()
		list := p.idle[key]
		if len(list) == 0 {
			p.mu.Unlock()
			return nil
		}
		c := list[len(list)-1]
		p.drop(key, len(list)-1)
		p.mu.Unlock()
		if time.Since(c.idleSince) < idleTimeout && quiet(c.raw) {
			return c
		}
		c.close()
	}
}

// drop takes entry i off the idle list of key. The lock is held.
func (p *pool) drop(key string, i int) {
	list := p.idle[key]
	copy(list[i:], list[i+1:])
	list[len(list)-1] = nil
	if list = list[:len(list)-1]; len(list) == 0 {
		delete(p.idle, key)
	} else {
		p.idle[key] = list
	}
	p.n--
}

// put makes c idle, or closes it if there are enough.
func (p *pool) put(c *conn) {
	c.idleSince = time.Now()
	p.mu.Lock()
	surplus := c
	if !p.closed && len(p.idle[c.key]) < idlePerHost {
		surplus = nil
		if p.n >= idleTotal {
			for key, list := range p.idle {
				surplus = list[0]
				p.drop(key, 0)
				break
			}
		}
		p.idle[c.key] = append(p.idle[c.key], c)
		p.n++
		if p.sweep == nil {
			p.sweep = time.AfterFunc(idleTimeout, p.expire)
		}
	}
	p.mu.Unlock()
	if surplus != nil {
		surplus.close()
	}
}

// expire closes what was idle for long.
func (p *pool) expire() {
	var old []*conn
	p.mu.Lock()
	for key := range p.idle {
		for len(p.idle[key]) > 0 && time.Since(p.idle[key][0].idleSince) >= idleTimeout {
			old = append(old, p.idle[key][0])
			p.drop(key, 0)
		}
	}
	p.sweep = nil
	if p.n > 0 && !p.closed {
		p.sweep = time.AfterFunc(idleTimeout, p.expire)
	}
	p.mu.Unlock()
	for _, c := range old {
		c.close()
	}
}

// shut closes every connection, those of running exchanges too.
func (p *pool) shut() {
	p.mu.Lock()
	p.closed = true
	if p.sweep != nil {
		p.sweep.Stop()
	}
	all := make([]*conn, 0, len(p.open))
	for c := range p.open {
		all = append(all, c)
	}
	p.idle, p.n = nil, 0
	p.mu.Unlock()
	for _, c := range all {
		c.close()
	}
}

// quiet tells whether nothing has come on an idle connection: neither its end,
// nor bytes that nobody asked for. What it cannot look at it takes for quiet.
func quiet(c net.Conn) bool {
	s, ok := c.(syscall.Conn)
	if !ok {
		return true
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return false
	}
	ok = false
	err = raw.Control(func(fd uintptr) {
		var b [1]byte
		_, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		ok = err == syscall.EAGAIN
	})
	return ok && err == nil
}
