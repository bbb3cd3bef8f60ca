package s3

import (
	"context"
	"fmt"
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
	mode, held, err := s.held(ctx, full, e.id())
	if err != nil {
		return false, fail(ctx, "see to the lock of", key, err)
	}
	until = until.UTC().Truncate(time.Second)
	if mode.IsValid() && !held.Before(until) {
		return false, nil
	}
	if !mode.IsValid() {
		mode = retentionMode(lock.Mode)
	}
	err = s.try(ctx, func(ctx context.Context) error {
		return s.core.PutObjectRetention(ctx, s.cfg.Bucket, full, minio.PutObjectRetentionOptions{Mode: &mode, RetainUntilDate: &until, VersionID: e.id()})
	})
	return err == nil, fail(ctx, "renew the lock of", key, err)
}

// held gives the lock of one version; no mode: it has none, or none that the server
// tells. A HEAD tells it on every server, but to who may not ask it shows none (AWS),
// nor one of a version that was written over (versitygw).
func (s *Store) held(ctx context.Context, full, version string) (mode minio.RetentionMode, until time.Time, err error) {
	var info minio.ObjectInfo
	err = s.try(ctx, func(ctx context.Context) (err error) {
		info, err = s.core.StatObject(ctx, s.cfg.Bucket, full, minio.StatObjectOptions{VersionID: version})
		return err
	})
	if err != nil {
		return "", until, err
	}
	mode = minio.RetentionMode(info.Metadata.Get("X-Amz-Object-Lock-Mode"))
	if until, err = time.Parse(time.RFC3339, info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date")); err == nil && mode.IsValid() {
		return mode, until, nil
	}
	if m, at, err := s.core.GetObjectRetention(ctx, s.cfg.Bucket, full, version); err == nil && m != nil && at != nil {
		return *m, *at, nil
	}
	return "", time.Time{}, ctx.Err() // a server shortens no lock: see Probe
}
