package s3

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// maxSize is the most that one PUT may carry. An upload in parts has no SHA-256
// of the whole that a server would check.
const maxSize = 5 << 30

// Create implements store.Store.
func (s *Store) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	full, err := s.full(key)
	if err != nil {
		return err
	}
	if size < 0 {
		return fmt.Errorf("create %s: negative size %d", key, size)
	}
	if s.cfg.Mutable(key) {
		return fmt.Errorf("create %s: the key is one of those that change", key)
	}
	src, err := s.measure(ctx, key, r, size)
	if err != nil {
		return err
	}
	defer src.close()

	for attempt := 0; ; attempt++ {
		// First a look: a condition says nothing of what lies under a delete marker.
		old, err := s.firstOf(ctx, key)
		if err == nil {
			s.remember(key, old)
			if err := s.same(ctx, key, old, src); err != nil {
				return err
			}
			return s.locked(ctx, key, full, old)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fail(ctx, "create", key, err)
		}
		var info minio.UploadInfo
		err = s.try(ctx, func(ctx context.Context) (err error) {
			info, err = s.put(ctx, full, src, s.cfg.Retention(key), func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") })
			return err
		})
		switch {
		case err == nil:
			return s.created(ctx, key, src, info)
		case attempt+1 >= s.cfg.Attempts:
			if status(err, http.StatusPreconditionFailed) {
				// Something stands there, yet the bucket lists no version of it.
				err = &Error{Op: "create", Key: key, Kind: ErrMarker, Status: http.StatusPreconditionFailed}
			}
			return fail(ctx, "create", key, err)
		case conflict(err), incomplete(err), status(err, http.StatusPreconditionFailed):
			// Somebody was faster, or is about to be: look again.
			if err := pause(ctx, attempt); err != nil {
				return fail(ctx, "create", key, err)
			}
		default:
			return fail(ctx, "create", key, err)
		}
	}
}

// created makes sure that what was written is what will be read: the first
// version that the bucket lists. The server's answer alone is not believed: MinIO
// stores a/b beside a, and never finds it again; others let two writers win.
func (s *Store) created(ctx context.Context, key string, src *source, info minio.UploadInfo) error {
	for attempt := 1; ; attempt++ {
		e, err := s.firstOf(ctx, key)
		switch {
		case err == nil:
			s.remember(key, e)
			if e.version != "" && e.version == info.VersionID && e.size == src.size ||
				e.version == "" && e.etag != "" && e.etag == info.ETag && e.size == src.size {
				return nil
			}
			return s.same(ctx, key, e, src)
		case !errors.Is(err, fs.ErrNotExist):
			return fail(ctx, "create", key, err)
		case attempt >= s.cfg.Attempts:
			return &Error{Op: "create", Key: key, Kind: store.ErrNotObject,
				Err: errors.New("the server took it, but lists nothing there: another object may have the name of a folder of its key")}
		}
		if err := pause(ctx, attempt-1); err != nil {
			return fail(ctx, "create", key, err)
		}
	}
}

// conflict says whether another request for the same key was in the way, so that
// this one neither won nor lost.
func conflict(err error) bool {
	var a minio.ErrorResponse
	return errors.As(err, &a) && a.StatusCode == http.StatusConflict &&
		(a.Code == "ConditionalRequestConflict" || a.Code == "OperationAborted" || a.Code == "Conflict")
}

// incomplete says whether the server missed a part of the body.
func incomplete(err error) bool {
	var a minio.ErrorResponse
	return errors.As(err, &a) && a.Code == "IncompleteBody"
}

// version maps what servers call a version in a bucket without any.
func version(id string) string {
	if id == "null" {
		return ""
	}
	return id
}

// source is what a PUT sends, measured before it is sent.
type source struct {
	io.ReaderAt
	size  int64
	sum   [sha256.Size]byte
	close func()
}

func (src *source) hex() string { return hex.EncodeToString(src.sum[:]) }

// base64Sum gives a checksum as S3's headers have it.
func base64Sum(sum [sha256.Size]byte) string { return base64.StdEncoding.EncodeToString(sum[:]) }

func bytesSource(data []byte) *source {
	return &source{ReaderAt: bytes.NewReader(data), size: int64(len(data)), sum: sha256.Sum256(data), close: func() {}}
}

// small is what is kept in memory while it is sent.
const small = 1 << 20

// measure hashes r, which must have size bytes. What can be read twice is; the
// rest is kept in memory or in a temporary file.
func (s *Store) measure(ctx context.Context, key string, r io.Reader, size int64) (*source, error) {
	src := &source{size: size, close: func() {}}
	h := sha256.New()
	tooLarge := func(err error) error {
		var se *store.SizeError
		if size > maxSize && errors.As(err, &se) && se.Got > maxSize {
			return &Error{Op: "create", Key: key, Kind: ErrTooLarge}
		}
		return err
	}
	limit := min(size, maxSize) // reading stops one byte behind it
	if again, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	}); ok {
		if at, err := again.Seek(0, io.SeekCurrent); err == nil {
			all := io.NewSectionReader(again, at, 1<<62)
			if err := store.CopyExactly(ctx, h, all, key, limit); err != nil {
				return nil, sizeError(tooLarge(err), size)
			}
			src.ReaderAt = io.NewSectionReader(again, at, size)
			return src, s.measured(src, key, h.Sum(nil))
		}
	}
	if size <= small {
		var buf bytes.Buffer
		if err := store.CopyExactly(ctx, io.MultiWriter(&buf, h), r, key, limit); err != nil {
			return nil, err
		}
		src.ReaderAt = bytes.NewReader(buf.Bytes())
		return src, s.measured(src, key, h.Sum(nil))
	}
	tmp, err := os.CreateTemp(s.cfg.TempDir, "archiver-s3-*")
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", key, err)
	}
	os.Remove(tmp.Name()) // it lives as long as it is open
	if err := store.CopyExactly(ctx, io.MultiWriter(tmp, h), r, key, limit); err != nil {
		tmp.Close()
		return nil, sizeError(tooLarge(err), size)
	}
	src.ReaderAt, src.close = tmp, func() { tmp.Close() }
	if err := s.measured(src, key, h.Sum(nil)); err != nil {
		tmp.Close()
		return nil, err
	}
	return src, nil
}

func (s *Store) measured(src *source, key string, sum []byte) error {
	src.sum = [sha256.Size]byte(sum)
	if src.size > maxSize {
		return &Error{Op: "create", Key: key, Kind: ErrTooLarge}
	}
	return nil
}

// sizeError gives back the size that was announced, where reading was to stop
// earlier.
func sizeError(err error, size int64) error {
	var se *store.SizeError
	if errors.As(err, &se) && se.Want < size {
		se.Want = size
	}
	return err
}

// put sends src once, in one request (or the same one again where the answer was
// lost or asks for it). The signature covers the SHA-256, and so does the header
// of the checksum, which the server keeps.
func (s *Store) put(ctx context.Context, full string, src *source, lock Retention, more func(*minio.PutObjectOptions)) (minio.UploadInfo, error) {
	o := minio.PutObjectOptions{
		ContentType: "application/octet-stream", DisableMultipart: true, DisableContentSha256: true,
		UserMetadata: map[string]string{"X-Amz-Checksum-Sha256": base64Sum(src.sum)},
	}
	if strings.HasSuffix(full, ".wacz") {
		o.ContentType = "application/wacz"
	}
	if lock.Mode != None && lock.Days > 0 {
		o.Mode = retentionMode(lock.Mode)
		o.RetainUntilDate = time.Now().UTC().Add(time.Duration(lock.Days) * 24 * time.Hour).Truncate(time.Second)
	}
	if more != nil {
		more(&o)
	}
	return s.core.PutObject(ctx, s.cfg.Bucket, full, io.NewSectionReader(src, 0, src.size), src.size, "", src.hex(), o)
}

// same compares what stands under key with src: by their sizes, and by the hash
// of all bytes, read back.
func (s *Store) same(ctx context.Context, key string, old entry, src *source) error {
	if old.size != src.size {
		return fmt.Errorf("create %s: %w", key, store.ErrExists)
	}
	r := s.reader(ctx, key, old, 0, old.size)
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return fmt.Errorf("create %s: read what stands there: %w", key, err)
	}
	if !bytes.Equal(h.Sum(nil), src.sum[:]) {
		return fmt.Errorf("create %s: %w", key, store.ErrExists)
	}
	return nil
}

// locked sees to the lock of what stands under key already: a server may have
// refused the lock and kept the bytes, or the lock was configured since. A lock
// that is there is left as it is, unless it ends too early. Where these credentials
// may not see locks, a refusal is taken for one that holds for longer, or in the
// other mode, as no server weakens a lock: the object is there, which is what
// Create is asked for, and whoever renews locks tells what could not be seen.
func (s *Store) locked(ctx context.Context, key, full string, old entry) error {
	lock := s.cfg.Retention(key)
	if lock.Mode == None || lock.Days <= 0 {
		return nil
	}
	l, err := s.held(ctx, full, old.id())
	if err != nil {
		return fail(ctx, "see to the lock of", key, err)
	}
	until := l.modified.Add(time.Duration(lock.Days) * 24 * time.Hour).UTC().Truncate(time.Second)
	if until.Before(time.Now()) {
		return nil // it has served its time
	}
	if l.mode.IsValid() && l.until.After(until.Add(-time.Hour)) {
		return nil
	}
	err = s.lengthen(ctx, "lock", key, full, old.id(), l, until)
	if errors.Is(err, ErrUnseen) {
		return nil
	}
	return err
}

func retentionMode(m Mode) minio.RetentionMode {
	return minio.RetentionMode(strings.ToUpper(string(m)))
}
