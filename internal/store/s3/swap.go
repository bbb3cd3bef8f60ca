package s3

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// value is what stands under a key that changes.
type value struct {
	data   []byte
	etag   string
	swap   string // names the call of Swap that wrote it
	hidden bool   // a delete marker stands over it
}

// memory is a reader of what is held already.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

func window(data []byte, off, n int64) *bytes.Reader {
	data = data[min(off, int64(len(data))):]
	if n >= 0 && n < int64(len(data)) {
		data = data[:n]
	}
	return bytes.NewReader(data)
}

// current gives the newest value under a key, whatever delete markers stand over
// it; nil if there is none.
func (s *Store) current(ctx context.Context, key string) (*value, error) {
	full, err := s.full(key)
	if err != nil {
		return nil, err
	}
	v, err := s.value(ctx, key, full, "")
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return v, err
	}
	if !s.versions {
		return nil, nil
	}
	n := 0
	for info, err := range s.list(ctx, minio.ListObjectsOptions{Prefix: full, MaxKeys: 100}) {
		if err != nil {
			return nil, err
		}
		if n++; n > maxVersions {
			return nil, &Error{Op: "look for", Key: key, Kind: ErrAnswer, Err: fmt.Errorf("more than %d versions", maxVersions)}
		}
		if info.Key == full && !info.IsDeleteMarker {
			v, err := s.value(ctx, key, full, s.entryOf(info).id())
			if err == nil {
				v.hidden = true
			}
			return v, err
		}
	}
	return nil, nil
}

// swapHeader is the metadata that names a call of Swap, so that who lost the
// answer to a write can tell whether it happened.
const swapHeader = "X-Amz-Meta-Archiver-Swap"

// value reads one version of a small object, or the newest.
func (s *Store) value(ctx context.Context, key, full, id string) (*value, error) {
	for failed := 0; ; {
		var body io.ReadCloser
		var head http.Header
		err := s.try(ctx, func(ctx context.Context) (err error) {
			body, _, head, err = s.core.GetObject(withCall(ctx, &call{object: true}), s.cfg.Bucket, full, minio.GetObjectOptions{VersionID: id})
			return err
		})
		if err != nil {
			return nil, fail(ctx, "read", key, err)
		}
		data, err := io.ReadAll(io.LimitReader(body, store.MaxSwap+1))
		body.Close()
		if err == nil {
			if len(data) > store.MaxSwap {
				return nil, &Error{Op: "read", Key: key, Kind: ErrAnswer, Err: fmt.Errorf("it has more than the %d bytes that Swap writes", store.MaxSwap)}
			}
			etag := head.Get("ETag")
			if len(etag) >= 2 && etag[0] == '"' && etag[len(etag)-1] == '"' {
				etag = etag[1 : len(etag)-1]
			}
			return &value{data: data, etag: etag, swap: head.Get(swapHeader)}, nil
		}
		if failed++; failed >= s.cfg.Attempts {
			return nil, fail(ctx, "read", key, err)
		}
		if err := pause(ctx, failed-1); err != nil {
			return nil, fail(ctx, "read", key, err)
		}
	}
}

// Swap implements store.Store. It never locks what it writes.
func (s *Store) Swap(ctx context.Context, key string, old, new []byte) error {
	full, err := s.full(key)
	if err != nil {
		return err
	}
	if err := store.CheckSwap(key, new); err != nil {
		return err
	}
	if !s.cfg.Mutable(key) {
		return fmt.Errorf("swap %s: the key is not one of those that change", key)
	}
	src, me := bytesSource(new), rand.Text()
	lost := false // the answer to a write
	marked := 0   // refusals where a delete marker stands
	for attempt := 0; ; attempt++ {
		now, err := s.current(ctx, key)
		if err != nil {
			return fail(ctx, "swap", key, err)
		}
		if now != nil && now.swap == me {
			return nil
		}
		if (now == nil) != (old == nil) || now != nil && !bytes.Equal(now.data, old) {
			if lost {
				// Ours may have been written, and replaced since.
				return &Error{Op: "swap", Key: key, Kind: ErrUnavailable, Err: errors.New("an answer was lost, and the value has changed: it may have been written")}
			}
			return fmt.Errorf("swap %s: %w", key, store.ErrConflict)
		}
		c := &call{}
		err = s.try(withCall(ctx, c), func(ctx context.Context) error {
			_, err := s.put(ctx, full, src, Retention{}, func(o *minio.PutObjectOptions) {
				o.UserMetadata[swapHeader] = me
				if now == nil || now.hidden {
					o.SetMatchETagExcept("*")
				} else {
					o.SetMatchETag(now.etag)
				}
			})
			return err
		})
		lost = lost || c.sent.Load() > 1
		if now != nil && now.hidden && status(err, http.StatusPreconditionFailed) {
			marked++
		}
		switch {
		case err == nil:
			return nil
		case marked == 2: // the marker still stood there after the first: nobody else was faster
			return &Error{Op: "swap", Key: key, Kind: ErrMarker, Status: http.StatusPreconditionFailed}
		case attempt+1 >= s.cfg.Attempts:
			if status(err, http.StatusPreconditionFailed) && (now == nil || now.hidden) {
				err = &Error{Op: "swap", Key: key, Kind: ErrMarker, Status: http.StatusPreconditionFailed}
			}
			return fail(ctx, "swap", key, err)
		case conflict(err), status(err, http.StatusPreconditionFailed), errors.Is(fail(ctx, "", "", err), fs.ErrNotExist):
			if err := pause(ctx, attempt); err != nil {
				return fail(ctx, "swap", key, err)
			}
		default:
			return fail(ctx, "swap", key, err)
		}
	}
}
