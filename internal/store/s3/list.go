package s3

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// maxVersions bounds the versions of one key that are looked through for the
// first one.
const maxVersions = 1_000_000

// list yields what the bucket holds, versions (and delete markers) of one key
// from the newest to the first. Some servers give all markers of a page before
// its versions.
func (s *Store) list(ctx context.Context, o minio.ListObjectsOptions) iter.Seq2[minio.ObjectInfo, error] {
	return func(yield func(minio.ObjectInfo, error) bool) {
		o.WithVersions = s.versions
		expired := false
		n, left := 0, s.cfg.MaxList
		for again := true; again; {
			again = false
			ctx, cancel := context.WithCancel(ctx)
			c := &call{}
			some := false
			for info := range s.core.Client.ListObjectsIter(withCall(ctx, c), s.cfg.Bucket, o) {
				if info.Err != nil {
					err := fail(ctx, "list", o.Prefix, info.Err)
					if !some && !expired && (errors.Is(err, ErrExpired) || errors.Is(err, ErrCredentials)) {
						expired, again = true, true // see try
						s.creds.Expire()
						break
					}
					s.failed(ctx, info.Err)
					cancel()
					yield(info, err)
					return
				}
				some = true
				c.entries.Add(1)
				if n, left = n+1, left-int64(len(info.Key))-64; left < 0 {
					cancel()
					yield(info, &Error{Op: "list", Key: o.Prefix, Kind: ErrAnswer, Err: fmt.Errorf("it does not end: %d entries, the last of them %.200q", n, info.Key)})
					return
				}
				if !strings.HasPrefix(info.Key, o.Prefix) {
					cancel()
					yield(info, &Error{Op: "list", Key: o.Prefix, Kind: ErrAnswer, Err: fmt.Errorf("it has %.200q", info.Key)})
					return
				}
				if !yield(info, nil) {
					cancel()
					return
				}
			}
			cancel()
		}
		if err := ctx.Err(); err != nil { // at which the client ends its list in silence
			yield(minio.ObjectInfo{}, fmt.Errorf("list %s: %w", o.Prefix, err))
		}
	}
}

// firstOf finds the version of an object that counts: the first, which is the one
// that Create wrote, or one that Repair did.
func (s *Store) firstOf(ctx context.Context, key string) (entry, error) {
	full, err := s.full(key)
	if err != nil {
		return entry{}, err
	}
	if !s.versions {
		return s.stat(ctx, key, full, "")
	}
	found, versions, err := s.versionsOf(ctx, key)
	if err != nil || len(versions) == 1 {
		return found, err
	}
	if marked, n, err := s.marked(ctx, key, versions); err != nil || n > 0 {
		return marked, err
	}
	return found, nil
}

// entryOf is a version that a list names.
func (s *Store) entryOf(info minio.ObjectInfo) entry {
	return entry{version: version(info.VersionID), etag: info.ETag, size: info.Size, null: s.versions && info.VersionID == "null"}
}

// versionsOf gives the first version of an object, and those among which a repair's
// is looked for, the newest first: maxMarked from either end. Whoever writes many
// over what a repair wrote, or wrote many before it, hides it from neither.
func (s *Store) versionsOf(ctx context.Context, key string) (found entry, versions []entry, err error) {
	full, err := s.full(key)
	if err != nil {
		return entry{}, nil, err
	}
	n := 0
	// The delimiter spares the server what lies below a folder of the same name.
	for info, err := range s.list(ctx, minio.ListObjectsOptions{Prefix: full, MaxKeys: 100}) {
		if err != nil {
			return entry{}, nil, fail(ctx, "look for", key, err)
		}
		if info.Key != full {
			if info.IsDeleteMarker || strings.HasSuffix(info.Key, "/") {
				continue // a marker not in order, see list; a folder of the same beginning
			}
			break // what has the prefix and more comes behind it
		}
		if info.IsDeleteMarker {
			continue
		}
		if n++; n > maxVersions {
			return entry{}, nil, &Error{Op: "look for", Key: key, Kind: ErrAnswer, Err: fmt.Errorf("more than %d versions", maxVersions)}
		}
		found = s.entryOf(info)
		if len(versions) == 2*maxMarked {
			versions = slices.Delete(versions, maxMarked, maxMarked+1)
		}
		versions = append(versions, found)
	}
	if len(versions) == 0 {
		return entry{}, nil, fmt.Errorf("%s: %w", key, fs.ErrNotExist)
	}
	return found, versions, nil
}

// stat asks for one version of an object, or the newest.
func (s *Store) stat(ctx context.Context, key, full, id string) (entry, error) {
	info, err := s.head(ctx, full, id)
	if err != nil {
		return entry{}, fail(ctx, "look for", key, err)
	}
	if id != "" && info.VersionID != "" && info.VersionID != id {
		return entry{}, &Error{Op: "look for", Key: key, Kind: ErrAnswer, Err: fmt.Errorf("asked for version %s, it gave %.100q", id, info.VersionID)}
	}
	return entry{version: version(info.VersionID), etag: info.ETag, size: info.Size}, nil
}

// head asks for what is known of one version of an object, or the newest.
func (s *Store) head(ctx context.Context, full, id string) (info minio.ObjectInfo, err error) {
	err = s.try(ctx, func(ctx context.Context) (err error) {
		info, err = s.core.StatObject(ctx, s.cfg.Bucket, full, minio.StatObjectOptions{VersionID: id})
		return err
	})
	if id == "" || s.keeps || !errors.Is(fail(ctx, "", "", err), fs.ErrNotExist) {
		return info, err
	}
	// versitygw denies all versions to a HEAD where versioning is suspended.
	err = s.try(ctx, func(ctx context.Context) error {
		body, got, header, err := s.core.GetObject(withCall(ctx, &call{object: true}), s.cfg.Bucket, full, minio.GetObjectOptions{VersionID: id})
		if err == nil {
			body.Close()
			info, info.Metadata = got, header
		}
		return err
	})
	return info, err
}

// lookup gives the first version of an object, which never changes.
func (s *Store) lookup(ctx context.Context, key string) (entry, error) {
	if e, ok := s.recall(key); ok {
		return e, ctx.Err()
	}
	e, err := s.firstOf(ctx, key)
	if err == nil {
		s.remember(key, e)
	}
	return e, err
}

// possible says whether a key can begin with prefix.
func possible(prefix string) bool {
	return prefix == "" || store.CheckKey(prefix) == nil || store.CheckKey(prefix+"x") == nil
}

// List implements store.Store. What others put into the bucket under names that
// are no keys is left out.
func (s *Store) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if !possible(prefix) {
			return // servers differ in what they say to it
		}
		last, held := "", entry{}
		several := false // then which of them counts is looked up when it is read
		keep := func() {
			if !several || s.check == nil {
				s.remember(last, held)
			}
		}
		for info, err := range s.list(ctx, minio.ListObjectsOptions{Prefix: s.cfg.Prefix + prefix, Recursive: true}) {
			if err != nil {
				yield("", fail(ctx, "list", prefix, err))
				return
			}
			key, ok := s.key(info.Key)
			if !ok || info.IsDeleteMarker {
				continue
			}
			switch {
			case last > key:
				yield("", &Error{Op: "list", Key: prefix, Kind: ErrAnswer, Err: fmt.Errorf("%.200q comes behind %.200q", key, last)})
				return
			case last != key && last != "":
				keep()
				if !yield(last, nil) {
					return
				}
			}
			several = last == key
			last, held = key, s.entryOf(info)
		}
		if last != "" {
			keep()
			yield(last, nil)
		}
	}
}

// Version implements store.Versioned. What it gives came from the server's list,
// which may know better than its answer to Create.
func (s *Store) Version(ctx context.Context, key string) (string, error) {
	if s.cfg.Mutable(key) {
		e, err := s.firstOf(ctx, key)
		return e.version, err
	}
	e, err := s.lookup(ctx, key)
	return e.version, err
}

// maxGroup bounds the versions of one key that Intrusions holds back until it
// knows the first.
const maxGroup = 1000

// maxMarkers bounds the delete markers that Intrusions holds back until it knows the
// time of the version below: a server gives all markers of a page, which has 1000 at
// most, before its versions.
const maxMarkers = 2000

// Intrusions implements store.Versioned. A later version of the same size and
// ETag as the first is none: a server that was killed may have written twice what
// it was sent. Of a delete marker versitygw gives the time of the version below it:
// one that is not later than that is not told, nor that of a marker without any.
func (s *Store) Intrusions(ctx context.Context, prefix string) iter.Seq2[store.Intrusion, error] {
	return func(yield func(store.Intrusion, error) bool) {
		if !s.versions || !possible(prefix) {
			return
		}
		type one struct {
			store.Intrusion
			entry
		}
		var group []one               // of one key, newest first
		var markers []store.Intrusion // whose version is not known yet
		mark := func(n int, below time.Time, key string) bool {
			for _, m := range markers[:n] {
				if m.Key != key || !m.At.After(below) { // no key is ""
					m.At = time.Time{}
				}
				if !yield(m, nil) {
					return false
				}
			}
			markers = slices.Delete(markers, 0, n)
			return true
		}
		flush := func(all bool) bool {
			for i, v := range group {
				if !all && i == len(group)-1 {
					break // the first version
				}
				if f := group[len(group)-1]; !all && v.etag == f.etag && v.size == f.size {
					continue
				}
				if !yield(v.Intrusion, nil) {
					return false
				}
			}
			group = group[:0]
			return true
		}
		for info, err := range s.list(ctx, minio.ListObjectsOptions{Prefix: s.cfg.Prefix + prefix, Recursive: true}) {
			if err != nil {
				yield(store.Intrusion{}, fail(ctx, "list", prefix, err))
				return
			}
			key, ok := s.key(info.Key)
			if !ok {
				continue
			}
			this := store.Intrusion{Key: key, Version: info.VersionID, At: info.LastModified, Deleted: info.IsDeleteMarker}
			this.Undo = s.undo(info)
			if info.IsDeleteMarker {
				if len(markers) == maxMarkers {
					if !mark(1, time.Time{}, "") {
						return
					}
				}
				markers = append(markers, this)
				continue
			}
			n := 0
			for n < len(markers) && markers[n].Key <= key {
				n++
			}
			if len(group) > 0 && group[0].Key != key && !flush(false) || !mark(n, info.LastModified, key) {
				return
			}
			if s.cfg.Mutable(key) {
				continue
			}
			if len(group) == maxGroup && !flush(true) { // none of them is the first
				return
			}
			group = append(group, one{this, entry{etag: info.ETag, size: info.Size}})
		}
		if flush(false) {
			mark(len(markers), time.Time{}, "")
		}
	}
}
