package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// repairHeader is the metadata by which a version that Repair wrote is known. The
// first version is what is read, for anybody with the bucket's credentials can write
// a later one; that this one counts instead, its mark must prove.
const repairHeader = "X-Amz-Meta-Archiver-Repair"

// maxMarked bounds the versions of one key whose marks are looked at.
const maxMarked = 1000

// Trust has versions count whose mark a repair made: check gives the number that
// the mark was made with, 0 for none that holds. It must be called before the store
// is used, and may use it, for other keys than the one that it is asked about.
func (s *Store) Trust(check func(key, mark string) int) { s.check = check }

// marked finds among the versions of a key, newest first, the one that a repair
// wrote last, by its mark; false: none did. Of two with one mark the older counts:
// who copies a mark comes later.
func (s *Store) marked(ctx context.Context, key string, versions []entry) (found entry, n int, err error) {
	if s.check == nil {
		return found, 0, nil
	}
	full, err := s.full(key)
	if err != nil {
		return found, 0, err
	}
	for _, e := range versions[max(0, len(versions)-maxMarked):] {
		var info minio.ObjectInfo
		err := s.try(ctx, func(ctx context.Context) (err error) {
			info, err = s.core.StatObject(ctx, s.cfg.Bucket, full, minio.StatObjectOptions{VersionID: e.version})
			return err
		})
		if err = fail(ctx, "look for", key, err); errors.Is(err, fs.ErrNotExist) {
			continue // destroyed meanwhile
		}
		if err != nil {
			return found, 0, err
		}
		mark := info.Metadata.Get(repairHeader)
		if mark == "" || len(mark) > 1024 {
			continue
		}
		if m := s.check(key, mark); m > 0 && m >= n {
			found, n = e, m
		}
	}
	return found, n, nil
}

// Repair implements store.Repairer. In a bucket that keeps versions it writes one
// more, with a mark, and whatever stood there stays as a version.
func (s *Store) Repair(ctx context.Context, key string, r io.Reader, size int64, aside string, mark func(n int) (string, error)) (done store.Repaired, err error) {
	full, err := s.full(key)
	if err != nil {
		return done, err
	}
	if s.cfg.Mutable(key) {
		return done, fmt.Errorf("repair %s: the key is one of those that change", key)
	}
	src, err := s.measure(ctx, key, r, size)
	if err != nil {
		return done, err
	}
	defer src.close()
	more := func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") }
	if s.versions {
		_, versions, err := s.versionsOf(ctx, key)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return done, err
		}
		_, n, err := s.marked(ctx, key, versions)
		if err != nil {
			return done, err
		}
		text, err := mark(n + 1)
		if err != nil {
			return done, err
		}
		more = func(o *minio.PutObjectOptions) { o.UserMetadata[repairHeader] = text }
	} else if old, err := s.firstOf(ctx, key); err == nil {
		if err := s.Create(ctx, aside, s.reader(ctx, key, old, 0, old.size), old.size); err != nil {
			return done, fmt.Errorf("set %s aside: %w", key, err)
		}
		done.Aside = aside
		more = func(o *minio.PutObjectOptions) { o.SetMatchETag(old.etag) }
	} else if !errors.Is(err, fs.ErrNotExist) {
		return done, fail(ctx, "repair", key, err)
	}
	var info minio.UploadInfo
	err = s.try(ctx, func(ctx context.Context) (err error) {
		info, err = s.put(ctx, full, src, s.cfg.Retention(key), more)
		return err
	})
	if err != nil {
		return done, fail(ctx, "repair", key, err)
	}
	s.forget(key)
	e, err := s.lookup(ctx, key)
	if err != nil {
		return done, fail(ctx, "repair", key, err)
	}
	if e.version != version(info.VersionID) || e.size != src.size {
		return done, &Error{Op: "repair", Key: key, Kind: ErrAnswer, Err: errors.New("the server took it, and another version is what is read")}
	}
	done.Version = e.version
	return done, s.same(ctx, key, e, src)
}
