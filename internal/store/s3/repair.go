package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// repairHeader is the metadata by which a version that Repair wrote is known. The
// first version is what is read, for anybody with the bucket's credentials can write
// a later one; that this one counts instead, its mark must prove.
const repairHeader = "X-Amz-Meta-Archiver-Repair"

// maxMarked bounds the versions at either end of one key whose marks are looked at:
// each costs a request.
const maxMarked = 50

// Trust has versions count whose mark a repair made: check gives the number that
// the mark was made with, 0 for none that holds. It must be called before the store
// is used, and may use it, for other keys than the one that it is asked about.
func (s *Store) Trust(check func(key, mark string) int) { s.check = check }

// marked finds among versions of a key, newest first, the one that a repair wrote
// last, by its mark; n is 0 if none did. Of two with one mark the older counts: who
// copies a mark comes later.
func (s *Store) marked(ctx context.Context, key string, versions []entry) (found entry, n int, err error) {
	if s.check == nil {
		return found, 0, nil
	}
	for _, e := range versions {
		m, err := s.markOf(ctx, key, e)
		if errors.Is(err, fs.ErrNotExist) {
			continue // destroyed meanwhile
		}
		if err != nil {
			return found, 0, err
		}
		if m > 0 && m >= n {
			found, n = e, m
		}
	}
	return found, n, nil
}

// markOf gives the number of a version's mark; 0: it has none that holds.
func (s *Store) markOf(ctx context.Context, key string, e entry) (int, error) {
	full, err := s.full(key)
	if err != nil || s.check == nil {
		return 0, err
	}
	info, err := s.head(ctx, full, e.id())
	if err != nil {
		return 0, fail(ctx, "look for", key, err)
	}
	mark := info.Metadata.Get(repairHeader)
	if mark == "" || len(mark) > 1024 {
		return 0, nil
	}
	return s.check(key, mark), nil
}

// Mark implements store.Marked.
func (s *Store) Mark(ctx context.Context, key string) (n int, err error) {
	e, err := s.firstOf(ctx, key)
	if err == nil {
		n, err = s.markOf(ctx, key, e)
	}
	return n, err
}

// Repair implements store.Repairer. In a bucket that keeps versions it writes one
// more, and whatever stood there stays as a version; where that is not known, what a
// PUT might replace is set aside first. What it writes has a mark.
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
	var versions []entry // newest first
	if s.versions {
		_, versions, err = s.versionsOf(ctx, key)
	} else if e, serr := s.firstOf(ctx, key); serr == nil {
		versions = []entry{e}
	} else {
		err = serr
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return done, fail(ctx, "repair", key, err)
	}
	var match func(*minio.PutObjectOptions)
	if !s.keeps {
		if done.Aside, match, err = s.setAside(ctx, key, versions, aside); err != nil {
			return done, fmt.Errorf("set %s aside: %w", key, err)
		}
	}
	_, n, err := s.marked(ctx, key, versions)
	if err != nil {
		return done, err
	}
	// The time, so that it is greater than that of a repair which is not found.
	text, err := mark(max(n+1, int(time.Now().Unix())))
	if err != nil {
		return done, err
	}
	var info minio.UploadInfo
	err = s.try(ctx, func(ctx context.Context) (err error) {
		info, err = s.put(ctx, full, src, s.cfg.Retention(key), func(o *minio.PutObjectOptions) {
			o.UserMetadata[repairHeader] = text
			if match != nil {
				match(o)
			}
		})
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

// setAside keeps under another key what a PUT would replace in a bucket that keeps
// no versions: the one without a name, where it has others from before. match has
// the PUT refused if that has changed since.
func (s *Store) setAside(ctx context.Context, key string, versions []entry, aside string) (kept string, match func(*minio.PutObjectOptions), err error) {
	i := slices.IndexFunc(versions, func(e entry) bool { return e.version == "" })
	if i < 0 {
		if len(versions) == 0 && !s.versions {
			match = func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") }
		}
		return "", match, nil
	}
	old := versions[i]
	if old.size > maxSize { // nobody who uses this program wrote it
		return "", nil, &Error{Op: "create", Key: aside, Kind: ErrTooLarge}
	}
	r := s.reader(ctx, key, old, 0, old.size)
	defer r.Close()
	if err := s.Create(ctx, aside, r, old.size); err != nil {
		return "", nil, err
	}
	if i == 0 {
		if now, err := s.shown(ctx, key); err != nil {
			return "", nil, err
		} else if now { // else a delete marker stands over it
			match = func(o *minio.PutObjectOptions) { o.SetMatchETag(old.etag) }
		}
	}
	return aside, match, nil
}

// shown says whether a GET without a version finds anything.
func (s *Store) shown(ctx context.Context, key string) (bool, error) {
	full, err := s.full(key)
	if err != nil {
		return false, err
	}
	_, err = s.stat(ctx, key, full, "")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
