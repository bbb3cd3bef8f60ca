package web

import (
	"io"
	"net/http"
	"time"
)

// What is large and is held for a client while it is sent must be taken at some speed, so
// that a few who read nothing do not keep it, or a turn, from all others.
const (
	paceStep = 64 << 10         // bytes
	paceTime = 20 * time.Second // for each step
	paceAll  = 10 * time.Minute // for all
)

// paced gives a writer that fails where the client is slower. The connection is of no
// use then: end it by http.ErrAbortHandler.
func paced(w http.ResponseWriter) io.Writer {
	return &pace{w: w, c: http.NewResponseController(w), until: time.Now().Add(paceAll)}
}

type pace struct {
	w     io.Writer
	c     *http.ResponseController
	until time.Time
}

func (p *pace) Write(b []byte) (n int, err error) {
	for first := true; first || len(b) > 0; first = false {
		step := time.Now().Add(paceTime)
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
