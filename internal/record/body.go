package record

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// errTooLarge ends a body that is longer than Limits.MaxBody.
var errTooLarge = errors.New("the body is larger than allowed")

// payloadHash makes its hash at the first byte.
type payloadHash struct{ hash.Hash }

func (p *payloadHash) add(b []byte) {
	if p.Hash == nil {
		p.Hash = sha256.New()
	}
	p.Write(b)
}

func (p *payloadHash) sum() (sum [32]byte) {
	if p.Hash == nil {
		return sha256.Sum256(nil)
	}
	p.Sum(sum[:0])
	return sum
}

// respond takes over after the final head: it records it, decides how the body
// ends, and makes the response that the caller reads.
func (f *flight) respond(h *head) (*http.Response, *Error) {
	e, raw := f.e, f.w.pending()
	if h.minor == 0 {
		e.Protocol[0] = "http/1.0"
	}
	body, err := h.framing(e.Method)
	if err == nil && f.conn.absolute && h.status == http.StatusProxyAuthRequired {
		err = &Error{ClassProxy, fmt.Errorf("proxy %s asks for a password", e.ViaProxy)}
	}
	if err != nil {
		e.Partial = append([]byte(nil), raw...)
		return nil, f.drop(classify(err, ClassProtocol))
	}
	f.keep = h.keepAlive(body) && !f.r.Close
	f.mu.Lock()
	f.recordHead(h, raw)
	f.conn.SetReadDeadline(f.deadline)
	f.mu.Unlock()
	f.w.mark = f.w.r
	resp := f.response(h)
	switch {
	case h.status == http.StatusSwitchingProtocols:
		f.upgrade(resp)
		return resp, f.err
	case body.none:
		resp.ContentLength = 0
		if e.Method == http.MethodHead {
			resp.ContentLength = -1
			if n, err := strconv.ParseInt(h.header.Get("Content-Length"), 10, 64); err == nil {
				resp.ContentLength = n
			}
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.finish(nil)
		return resp, f.err
	case body.chunked:
		e.chunked = true
		resp.TransferEncoding = []string{"chunked"}
		f.source = &chunkReader{w: f.w, trailer: f.t.config.Limits.HeaderBytes}
	case body.length >= 0:
		resp.ContentLength = body.length
		f.source = &lengthReader{w: f.w, left: body.length}
	default:
		resp.Close = true
		f.source = &closeReader{w: f.w}
	}
	resp.Body = &recordedBody{f}
	return resp, nil
}

// recordHead begins the response block with a head as it came.
func (f *flight) recordHead(h *head, raw []byte) {
	e, l := f.e, &f.t.config.Limits
	f.block = newBlockWriter(l.SpoolAt, f.t.config.SpoolDir)
	f.block.Write(raw) // its error stays and is found with the body's
	e.HeadLen = int64(len(raw))
	e.Status, e.StatusText = h.status, h.text
	// The response's own fields are the caller's to change.
	e.Header = h.header.Clone()
}

func (f *flight) response(h *head) *http.Response {
	resp := &http.Response{
		Status:        strconv.Itoa(h.status) + " " + h.text,
		StatusCode:    h.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    h.minor,
		Header:        h.header,
		Body:          http.NoBody,
		ContentLength: -1,
		Close:         !f.keep,
		Request:       f.r,
	}
	if h.minor == 0 {
		resp.Proto = "HTTP/1.0"
	}
	if f.conn != nil {
		resp.TLS = f.conn.state
	}
	return resp
}

// next records the next bytes of the payload and copies them to dst. Without a
// dst it records only. The lock is held.
func (f *flight) next(dst []byte) (n int, _ error) {
	if f.over {
		return 0, f.end()
	}
	limit := len(dst)
	if dst == nil {
		limit = wireSize
	}
	room := f.t.config.Limits.MaxBody - f.e.PayloadLen
	probing := room <= 0
	p, err := f.source.next(int(max(1, min(int64(limit), room))))
	switch {
	case err == io.EOF:
		f.record()
		f.finish(nil)
	case err != nil:
		// What was consumed without yielding payload, such as half a chunk
		// header, stays out: block and payload end at the same byte.
		f.finish(f.explain(classify(fmt.Errorf("read body: %w", err), f.unclear(err))))
	case probing:
		f.finish(&Error{ClassTooLarge, errTooLarge})
	default:
		f.hashAndRecord(p)
		f.e.PayloadLen += int64(len(p))
		n = copy(dst, p) // before finish lends the buffer to another
		if l, ok := f.source.(*lengthReader); ok && l.left == 0 || f.block.err != nil {
			f.finish(nil)
		}
	}
	if f.over {
		return n, f.end()
	}
	return n, nil
}

// end is what reads report once the exchange is over.
func (f *flight) end() error {
	if f.err != nil {
		return f.err
	}
	return io.EOF
}

// unclear is the class of a body's error that says nothing by itself.
func (f *flight) unclear(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return stageBody
	}
	if f.conn != nil && f.e.chunked {
		return ClassProtocol
	}
	return stageBody
}

// hashAndRecord takes a piece of payload in. Once a body is large enough to be
// spooled, its two digests are computed side by side.
func (f *flight) hashAndRecord(p []byte) {
	if f.block.b.file == nil {
		f.payload.add(p)
		f.record()
		return
	}
	var wg sync.WaitGroup
	wg.Go(func() { f.payload.add(p) })
	f.record()
	wg.Wait()
}

// record moves what was consumed into the block.
func (f *flight) record() {
	f.block.Write(f.w.pending())
	f.w.mark = f.w.r
}

// finish ends an exchange that has a response, whole if err is nil. The lock is
// held.
func (f *flight) finish(err *Error) {
	if f.over {
		return
	}
	e := f.e
	f.over = true
	e.Truncated = truncation(err)
	if f.block.err != nil {
		err = &Error{ClassLocal, f.block.err}
		e.Truncated = "unspecified"
	}
	f.err = err
	e.Response = f.block.finish()
	e.BlockSHA256 = e.Response.SHA256()
	if e.Status != http.StatusSwitchingProtocols {
		e.PayloadSHA256 = f.payload.sum()
	}
	f.release(err == nil)
	f.hand()
}

// release gives the connection back, to the pool if all is well.
func (f *flight) release(well bool) {
	keep := f.keep && well && f.w.ahead() == 0
	if f.cancel != nil { // not one of the pool's connections
		f.w.free()
		f.cancel()
		return
	}
	if f.sent != nil {
		select {
		case err := <-f.sent:
			keep = keep && err == nil
		default:
			keep = false
			f.r.Body.Close()
		}
	}
	f.w.free()
	if f.stop() && keep {
		f.t.pool.put(f.conn)
	} else {
		f.conn.close()
	}
}

// recordedBody is the body of a response.
type recordedBody struct{ f *flight }

func (b *recordedBody) Read(p []byte) (int, error) {
	b.f.mu.Lock()
	defer b.f.mu.Unlock()
	if len(p) == 0 {
		return 0, nil
	}
	return b.f.next(p)
}

// Close reads what is left, so that what was recorded is whole however little
// of it the caller wanted. It fails only where recording did.
func (b *recordedBody) Close() error {
	b.f.mu.Lock()
	defer b.f.mu.Unlock()
	for !b.f.over {
		b.f.next(nil)
	}
	if b.f.err != nil && b.f.err.Class == ClassLocal {
		return b.f.err
	}
	return nil
}

// upgrade ends the exchange at the head of a 101: what follows is no HTTP. If
// it was asked for, the caller gets the connection as resp.Body, an
// io.ReadWriteCloser; it is not recorded and no limit holds.
func (f *flight) upgrade(resp *http.Response) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keep = false
	if f.r.Header.Get("Upgrade") == "" {
		f.finish(nil)
		return
	}
	c := &upgraded{conn: f.conn, stop: f.stop, early: append([]byte(nil), f.w.buf[f.w.r:f.w.w]...)}
	f.conn.SetDeadline(time.Time{})
	f.cancel = func() {} // the connection is the caller's now
	f.finish(nil)
	resp.Body = c
}

type upgraded struct {
	conn  *conn
	stop  func() bool
	once  sync.Once
	early []byte // what came with the head
}

func (u *upgraded) Read(p []byte) (int, error) {
	if len(u.early) > 0 {
		n := copy(p, u.early)
		u.early = u.early[n:]
		return n, nil
	}
	return u.conn.Read(p)
}

func (u *upgraded) Write(p []byte) (int, error) { return u.conn.Write(p) }

func (u *upgraded) Close() error {
	u.once.Do(func() {
		u.stop()
		u.conn.close()
	})
	return nil
}
