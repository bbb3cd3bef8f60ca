package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"sync"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// Open implements store.Store. It reads the first version that the bucket holds
// under key, or, of a key that changes, the newest value. The reader is a Sized.
// It lives as long as ctx.
func (s *Store) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if _, err := s.full(key); err != nil {
		return nil, err
	}
	if err := store.CheckRange(key, off); err != nil {
		return nil, err
	}
	if s.cfg.Mutable(key) {
		v, err := s.current(ctx, key)
		if err != nil {
			return nil, fail(ctx, "open", key, err)
		}
		if v == nil {
			return nil, fmt.Errorf("open %s: %w", key, fs.ErrNotExist)
		}
		return &memory{window(v.data, off, n)}, nil
	}
	e, err := s.lookup(ctx, key)
	if err != nil {
		return nil, fail(ctx, "open", key, notExist(err))
	}
	return s.reader(ctx, key, e, off, n), nil
}

// OpenVersion implements store.Versioned.
func (s *Store) OpenVersion(ctx context.Context, key, id string, off, n int64) (io.ReadCloser, error) {
	full, err := s.full(key)
	if err != nil {
		return nil, err
	}
	if err := store.CheckRange(key, off); err != nil {
		return nil, err
	}
	if id == "" {
		return s.Open(ctx, key, off, n)
	}
	if len(id) > 1024 {
		return nil, fmt.Errorf("open %s: a version's name of %d bytes", key, len(id))
	}
	e, ok := s.recall(key)
	if !ok || e.version != id {
		if e, err = s.stat(ctx, key, full, id); err != nil {
			if status(err, http.StatusBadRequest, http.StatusMethodNotAllowed) { // no name of a version; a delete marker
				err = fs.ErrNotExist
			}
			return nil, fail(ctx, "open", key+" version "+id, notExist(err))
		}
		e.version = id
	}
	return s.reader(ctx, key, e, off, n), nil
}

// notExist drops the server's words where there is nothing else to say.
func notExist(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{Kind: fs.ErrNotExist}
	}
	return err
}

// get asks for n bytes of a version from off, and makes sure that the answer is
// that.
func (s *Store) get(ctx context.Context, key string, e entry, off, n int64) (io.ReadCloser, error) {
	full, err := s.full(key)
	if err != nil {
		return nil, err
	}
	o := minio.GetObjectOptions{VersionID: e.id()}
	if err := o.SetRange(off, off+n-1); err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	if e.version == "" && e.etag != "" { // nothing else holds the object still
		if err := o.SetMatchETag(e.etag); err != nil {
			return nil, fmt.Errorf("read %s: %w", key, err)
		}
	}
	var body io.ReadCloser
	var head http.Header
	err = s.try(ctx, func(ctx context.Context) (err error) {
		body, _, head, err = s.core.GetObject(withCall(ctx, &call{object: true}), s.cfg.Bucket, full, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	wrong := ""
	var a, z, size int64
	if cr := head.Get("Content-Range"); cr != "" {
		if k, err := fmt.Sscanf(cr, "bytes %d-%d/%d", &a, &z, &size); err != nil || k != 3 || a != off || z != off+n-1 || size != e.size {
			wrong = fmt.Sprintf("asked for bytes %d-%d of %d, it gave %.100q", off, off+n-1, e.size, cr)
		}
	} else if length := head.Get("Content-Length"); off != 0 || length != fmt.Sprint(n) || n != e.size {
		wrong = fmt.Sprintf("asked for bytes %d-%d of %d, it gave %.20q bytes from the start", off, off+n-1, e.size, length)
	}
	if got := version(head.Get("x-amz-version-id")); e.version != "" && got != "" && got != e.version {
		wrong = fmt.Sprintf("asked for version %s, it gave %.100q", e.version, got)
	}
	if wrong != "" {
		body.Close()
		return nil, &Error{Op: "read", Key: key, Kind: ErrAnswer, Err: errors.New(wrong)}
	}
	return body, nil
}

// object reads a window of a version: as a stream, and at random in pieces that
// are kept for a while. No request is sent before it is read.
type object struct {
	s   *Store
	ctx context.Context
	key string
	e   entry
	off int64 // of the window, in the object
	n   int64 // its size

	pos    int64 // of the stream, in the window
	body   io.ReadCloser
	failed int   // attempts since the stream last got on
	at     int64 // pos at the first of them

	mu     sync.Mutex
	pieces []piece // newest last
	closed bool
}

type piece struct {
	off  int64
	data []byte
}

// A piece is minPiece long, and twice as long each time where reading goes on
// behind the last one.
const (
	minPiece  = 128 << 10
	maxPiece  = 1 << 20
	maxPieces = 3
)

// reader gives the window of e from off, n bytes long (n < 0: to the end).
func (s *Store) reader(ctx context.Context, key string, e entry, off, n int64) *object {
	off = min(off, e.size)
	if left := e.size - off; n < 0 || n > left {
		n = left
	}
	return &object{s: s, ctx: ctx, key: key, e: e, off: off, n: n}
}

// Size implements store.Sized.
func (o *object) Size() int64 { return o.n }

// Read goes on after a connection broke, a few times.
func (o *object) Read(p []byte) (int, error) {
	o.mu.Lock()
	closed := o.closed
	o.mu.Unlock()
	if closed {
		return 0, fmt.Errorf("read %s: %w", o.key, fs.ErrClosed)
	}
	if o.pos >= o.n {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	p = p[:min(int64(len(p)), o.n-o.pos)]
	for {
		var err error
		if o.body == nil {
			o.body, err = o.s.get(o.ctx, o.key, o.e, o.off+o.pos, o.n-o.pos)
			if err != nil {
				return 0, o.fail(err)
			}
		}
		n, err := o.body.Read(p)
		o.pos += int64(n)
		if n > 0 || err == nil {
			return n, nil // an error comes again
		}
		o.body.Close()
		o.body = nil
		if err := o.again(err); err != nil {
			return 0, err
		}
	}
}

// again says whether to go on after a broken answer: not for ever, were each
// answer to give a byte.
func (o *object) again(err error) error {
	if o.pos-o.at >= maxPiece {
		o.failed, o.at = 0, o.pos
	}
	if o.failed++; o.failed >= o.s.cfg.Attempts {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return fail(o.ctx, "read", o.key, fmt.Errorf("at byte %d of %d: %w", o.off+o.pos, o.e.size, err))
	}
	if err := pause(o.ctx, o.failed-1); err != nil {
		return fail(o.ctx, "read", o.key, err)
	}
	return nil
}

func (o *object) fail(err error) error {
	err = fail(o.ctx, "read", o.key, err)
	if errors.Is(err, fs.ErrNotExist) {
		o.s.forget(o.key) // somebody destroyed the version
	}
	return err
}

// ReadAt implements store.Sized.
func (o *object) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("read %s: negative offset %d", o.key, off)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return 0, fmt.Errorf("read %s: %w", o.key, fs.ErrClosed)
	}
	done := 0
	for done < len(p) {
		at := off + int64(done)
		if at >= o.n {
			return done, io.EOF
		}
		part, err := o.piece(at, int64(len(p)-done))
		if err != nil {
			return done, err
		}
		done += copy(p[done:], part)
	}
	return done, nil
}

// piece gives bytes of the window from at on, at least one.
func (o *object) piece(at, want int64) ([]byte, error) {
	size := int64(minPiece)
	for i := len(o.pieces) - 1; i >= 0; i-- {
		pc := o.pieces[i]
		if end := pc.off + int64(len(pc.data)); at >= pc.off && at < end {
			return pc.data[at-pc.off:], nil
		} else if at == end {
			size = max(size, min(2*int64(len(pc.data)), maxPiece))
		}
	}
	size = min(max(size, min(want, maxPiece)), o.n-at)
	data := make([]byte, size)
	for failed := 0; ; {
		body, err := o.s.get(o.ctx, o.key, o.e, o.off+at, size)
		if err != nil {
			return nil, o.fail(err)
		}
		_, err = io.ReadFull(body, data)
		body.Close()
		if err == nil {
			break
		}
		if failed++; failed >= o.s.cfg.Attempts {
			return nil, fail(o.ctx, "read", o.key, fmt.Errorf("at byte %d of %d: %w", o.off+at, o.e.size, err))
		}
		if err := pause(o.ctx, failed-1); err != nil {
			return nil, fail(o.ctx, "read", o.key, err)
		}
	}
	if len(o.pieces) == maxPieces {
		o.pieces = append(o.pieces[:0], o.pieces[1:]...)
	}
	o.pieces = append(o.pieces, piece{at, data})
	return data, nil
}

// Close implements io.Closer.
func (o *object) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return fmt.Errorf("close %s: %w", o.key, fs.ErrClosed)
	}
	o.closed, o.pieces = true, nil
	if o.body != nil {
		o.body.Close() // what it says of bytes that nobody read is of no interest
	}
	return nil
}
