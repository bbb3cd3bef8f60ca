package record

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// requestLog notes a request before it is sent: noting it afterwards loses it
// where the server answers faster than the note is taken.
type requestLog struct {
	mu     sync.Mutex
	w      *blockWriter
	sealed *Block
}

func newRequestLog(t *Transport) *requestLog {
	return &requestLog{w: newBlockWriter(t.config.Limits.SpoolAt, t.config.SpoolDir)}
}

// Write takes p, unless the exchange is over already while its body was still
// being sent.
func (l *requestLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sealed != nil {
		return 0, io.ErrClosedPipe
	}
	return l.w.Write(p)
}

func (l *requestLog) seal() *Block {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sealed == nil {
		l.sealed = l.w.finish()
	}
	return l.sealed
}

var headPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// send notes and sends the request. A body goes out on a goroutine of its own,
// since a server may answer before it has read all of it.
func (f *flight) send() *Error {
	write := f.r.Write
	if f.conn.absolute {
		write = f.r.WriteProxy
	}
	wait := f.t.config.Limits.HeaderTimeout
	if f.r.Body != nil && f.r.Body != http.NoBody {
		c, sent := f.conn, make(chan error, 1)
		f.sent = sent
		w := &requestWriter{log: f.request, conn: c, inject: c.credentials}
		go func() {
			err := write(w)
			sent <- err
			f.mu.Lock()
			defer f.mu.Unlock()
			switch {
			case f.block != nil: // the head came first
			case err == nil:
				c.SetReadDeadline(earlier(time.Now().Add(wait), f.deadline))
			case w.err == nil:
				c.close() // our own body failed: nothing will be answered
			}
		}()
		return nil
	}
	buf := headPool.Get().(*bytes.Buffer)
	defer headPool.Put(buf)
	buf.Reset()
	if err := write(buf); err != nil {
		return &Error{ClassLocal, fmt.Errorf("write request: %w", err)}
	}
	w := requestWriter{log: f.request, conn: f.conn, inject: f.conn.credentials}
	_, err := w.Write(buf.Bytes())
	f.conn.SetReadDeadline(earlier(time.Now().Add(wait), f.deadline))
	if err != nil {
		return classify(fmt.Errorf("send request: %w", err), stageHead)
	}
	return nil
}

// bodyError is how sending a request body failed, if it did so far.
func (f *flight) bodyError() *Error {
	select {
	case err := <-f.sent:
		if err != nil {
			return classify(fmt.Errorf("send request body: %w", err), ClassLocal)
		}
	default:
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// requestWriter notes what it sends. It sends a field for the proxy alone that
// it does not note, after the first line: a password is not evidence.
type requestWriter struct {
	log    *requestLog
	conn   io.Writer
	inject string
	err    error // the connection's
}

func (w *requestWriter) Write(p []byte) (int, error) {
	if _, err := w.log.Write(p); err != nil {
		return 0, &Error{ClassLocal, err}
	}
	out := p
	if i := bytes.IndexByte(p, '\n'); w.inject != "" && i >= 0 {
		out = append(append(append([]byte(nil), p[:i+1]...), w.inject...), p[i+1:]...)
		w.inject = ""
	}
	if _, w.err = w.conn.Write(out); w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}
