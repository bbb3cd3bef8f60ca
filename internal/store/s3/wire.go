package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// wire stands between the client and the network. It bounds what a hostile
// server can make the client do, counts attempts, and reads the server's clock.
type wire struct {
	next http.RoundTripper
	*patience

	skew   atomic.Int64 // server's clock less ours, with the error of one second
	dated  atomic.Bool
	server atomic.Value // string
}

// maxAnswer bounds an answer that is no object: a page of 1,000 versions, each
// with a key of up to 1,024 bytes that may be escaped threefold.
const maxAnswer = 8 << 20

type callKey struct{}

// call counts what one call of the client sends.
type call struct {
	sent    atomic.Int32 // requests
	entries atomic.Int32 // of a listing: entries that came from them
	object  bool         // the answer is an object, bounded by who reads it
	keep    *[]byte      // where a copy of a good answer goes; nil: nowhere
}

func withCall(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	c, _ := req.Context().Value(callKey{}).(*call)
	if c != nil {
		// A list that never ends and never says anything.
		if n := c.sent.Add(1); n > 100+c.entries.Load() {
			return nil, fmt.Errorf("%d requests for %d entries of a list", n, c.entries.Load())
		}
	}
	before := time.Now()
	req, release, err := w.begin(req)
	if err != nil {
		return nil, err
	}
	w.enter()
	resp, err := w.next.RoundTrip(req)
	if err = w.leave(req.Context(), err); err != nil {
		release()
		return nil, err
	}
	w.spoke()
	resp.Body = &answer{ReadCloser: resp.Body, patience: w.patience, ctx: req.Context(), release: release}
	if err := alien(req, resp); err != nil {
		resp.Body.Close()
		return nil, err
	}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		between := before.Add(time.Since(before) / 2)
		// Date is cut to the second: on average half a second is lost.
		w.skew.Store(int64(at.Add(500 * time.Millisecond).Sub(between)))
		w.dated.Store(true)
	}
	if s := resp.Header.Get("Server"); s != "" {
		w.server.Store(clean(s))
	}
	if c == nil || !c.object || resp.StatusCode/100 != 2 {
		resp.Body = &bounded{ReadCloser: resp.Body, left: maxAnswer}
	}
	if c != nil && c.keep != nil && resp.StatusCode == http.StatusOK {
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		*c.keep, resp.Body = data, io.NopCloser(bytes.NewReader(data))
	}
	return resp, nil
}

func (w *wire) closeIdle() {
	if c, ok := w.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errors.New("the answer is endless")
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
