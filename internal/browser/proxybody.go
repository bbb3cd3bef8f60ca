package browser

import (
	"context"
	"io"
	"sync"
	"time"
)

// What a page reads and sends, counted, and read to its end where that is near.

// meteredBody counts what the page read.
type meteredBody struct {
	io.ReadCloser
	meter  *meter
	touch  func() // called when something came
	cancel context.CancelFunc
	end    func()
	once   sync.Once
	wanted bool // also if the page has no use for it
}

func (b *meteredBody) Read(p []byte) (int, error) {
	if !b.meter.room() {
		b.cancel()
		return 0, errTooMuch
	}
	n, err := b.ReadCloser.Read(p)
	b.meter.read(n)
	b.touch()
	return n, err
}

// abandoned is how long the rest of an answer that the page lost interest in may
// still be read: most are nearly whole, but a video never ends.
const abandoned = 2 * time.Second

// Close reads the rest of a short answer, so that what was recorded is whole,
// and cuts a long one.
func (b *meteredBody) Close() (err error) {
	b.once.Do(func() {
		if !b.wanted {
			t := time.AfterFunc(abandoned, b.cancel)
			defer t.Stop()
		}
		io.Copy(io.Discard, struct{ io.Reader }{b})
		err = b.ReadCloser.Close()
		b.end()
	})
	return err
}

// upload counts what the page sends.
type upload struct {
	io.ReadCloser
	meter *meter
}

func (u *upload) Read(p []byte) (int, error) {
	if !u.meter.room() {
		return 0, errTooMuch
	}
	n, err := u.ReadCloser.Read(p)
	u.meter.read(n)
	return n, err
}

// upgradedBody is the connection of a WebSocket.
type upgradedBody struct {
	*meteredBody
	w io.Writer
}

// Close ends the connection: there is no rest to wait for.
func (b *upgradedBody) Close() error {
	b.cancel()
	return b.meteredBody.Close()
}

func (b *upgradedBody) Write(p []byte) (int, error) {
	if !b.meter.room() {
		b.cancel()
		return 0, errTooMuch
	}
	b.meter.read(len(p))
	return b.w.Write(p)
}
