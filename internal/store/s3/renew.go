package s3

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
)

// Renew has the lock of an object hold until that moment at least: of its first
// version, which is the one that counts. A lock is never shortened, nor its mode
// changed; what has none gets one of the mode that is configured. It says whether
// there was anything to do. What is configured to have no lock is left alone.
func (s *Store) Renew(ctx context.Context, key string, until time.Time) (renewed bool, err error) {
	lock := s.cfg.Retention(key)
	if lock.Mode == None || lock.Days <= 0 || s.cfg.Mutable(key) {
		return false, nil
	}
	full, err := s.full(key)
	if err != nil {
		return false, err
	}
	e, err := s.lookup(ctx, key)
	if err != nil {
		return false, fmt.Errorf("renew the lock of %s: %w", key, err)
	}
	l, err := s.held(ctx, full, e.id())
	if err != nil {
		return false, fail(ctx, "see to the lock of", key, err)
	}
	until = until.UTC().Truncate(time.Second)
	if l.mode.IsValid() && !l.until.Before(until) {
		return false, nil
	}
	err = s.lengthen(ctx, "renew the lock of", key, full, e.id(), l, until)
	return err == nil, err
}

// lengthen has the lock of one version hold until then, in the mode that it has, or
// in the configured one. An error matches ErrUnseen where these credentials may not
// see the lock, and the server refused: it may hold for longer already.
func (s *Store) lengthen(ctx context.Context, op, key, full, version string, l heldLock, until time.Time) error {
	mode := l.mode
	if !mode.IsValid() {
		mode = retentionMode(s.cfg.Retention(key).Mode)
	}
	err := s.try(ctx, func(ctx context.Context) error {
		return s.core.PutObjectRetention(ctx, s.cfg.Bucket, full, minio.PutObjectRetentionOptions{Mode: &mode, RetainUntilDate: &until, VersionID: version})
	})
	err = fail(ctx, op, key, err)
	// Of a lock that is not to be weakened AWS says 403, as it does to who may lock
	// nothing; MinIO says 400.
	var refusal *Error
	if errors.As(err, &refusal) {
		refusal.Locks = true
	}
	if l.unseen && errors.As(err, &refusal) && (refusal.Kind == ErrDenied || refusal.Kind == nil && refusal.Status == http.StatusBadRequest) {
		return &unseenError{err}
	}
	return err
}

// ErrUnseen is that a lock was not set, and that the credentials may not see whether
// there is one that holds for longer. It comes with what the server said.
var ErrUnseen = errors.New("the credentials do not allow to see the lock that is there")

type unseenError struct{ err error }

func (e *unseenError) Error() string   { return e.err.Error() + "; " + ErrUnseen.Error() }
func (e *unseenError) Unwrap() []error { return []error{ErrUnseen, e.err} }

// heldLock is the lock of one version.
type heldLock struct {
	mode     minio.RetentionMode // not valid: it has none, or none that the server tells
	until    time.Time
	unseen   bool      // no mode, and the server denies to say whether there is one
	modified time.Time // the version
}

// held gives the lock of one version. A HEAD tells it on every server, but to who may
// not ask it shows none (AWS, MinIO), nor one of a version that was written over
// (versitygw).
func (s *Store) held(ctx context.Context, full, version string) (l heldLock, err error) {
	var info minio.ObjectInfo
	err = s.try(ctx, func(ctx context.Context) (err error) {
		info, err = s.core.StatObject(ctx, s.cfg.Bucket, full, minio.StatObjectOptions{VersionID: version})
		return err
	})
	if err != nil {
		return l, err
	}
	l.modified = info.LastModified
	mode := minio.RetentionMode(info.Metadata.Get("X-Amz-Object-Lock-Mode"))
	until, err := time.Parse(time.RFC3339, info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date"))
	if err == nil && mode.IsValid() {
		l.mode, l.until = mode, until
		return l, nil
	}
	m, at, err := s.core.GetObjectRetention(ctx, s.cfg.Bucket, full, version)
	switch {
	case err == nil && m != nil && at != nil:
		l.mode, l.until = *m, *at
	case err != nil:
		l.unseen = errors.Is(fail(ctx, "", "", err), ErrDenied)
	}
	return l, ctx.Err() // a server shortens no lock: see Probe
}
