package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

// What is large and is held for a client while it is sent must be taken at some speed, so
// that a few who read nothing do not keep it, or a turn, from all others.
const (
	paceStep = 64 << 10         // bytes
	paceTime = 20 * time.Second // for each step
	paceAll  = 10 * time.Minute // for all
	// paceHeld bounds what the system holds of a connection for its client, in bytes. It
	// takes more once a third of that is gone, which otherwise is a megabyte or more: a
	// client would have to be as fast as that in the time of a step.
	paceHeld = 128 << 10
)

// Connected is for http.Server.ConnContext: what is paced needs connections that it has
// seen.
func Connected(ctx context.Context, c net.Conn) context.Context {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetWriteBuffer(paceHeld) // else the connection is broken, which the first read tells
	}
	return ctx
}

// paced gives a writer that fails where the client is slower. The connection is of no
// use then: end it by http.ErrAbortHandler.
func paced(w http.ResponseWriter) io.Writer {
	return &pace{w: w, c: http.NewResponseController(w), step: paceTime, until: time.Now().Add(paceAll)}
}

type pace struct {
	w     io.Writer
	c     *http.ResponseController
	step  time.Duration
	until time.Time
}

func (p *pace) Write(b []byte) (n int, err error) {
	for first := true; first || len(b) > 0; first = false {
		step := time.Now().Add(p.step)
		if step.After(p.until) {
			step = p.until
		}
		_ = p.c.SetWriteDeadline(step) // without a connection there is none: in tests
		k, err := p.w.Write(b[:min(len(b), paceStep)])
		n += k
		if err != nil {
			return n, err
		}
		b = b[k:]
	}
	return n, nil
}
