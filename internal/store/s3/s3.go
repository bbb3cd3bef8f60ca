// Package s3 is the archive's store in a bucket of an S3 server.
//
// An object is created by one conditional PUT (If-None-Match: *) that carries
// its SHA-256, under a retention of its own where one is configured, and is read
// by the first version that the bucket holds under its key: neither a later
// version nor a delete marker changes what Open gives, but for a version that
// Repair wrote, with a mark that proves it. The few keys that change go through
// Swap, by If-Match, and are never retained.
//
// Nothing here judges the bytes that it reads: who reads, hashes. A server may
// give back altered bytes with status 200, and an ETag or a checksum from its
// metadata proves nothing of what is on its disks.
package s3

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"archiver/internal/store"
)

// Store is a bucket as a store.Store and a store.Versioned.
type Store struct {
	cfg      Config
	core     *minio.Core
	wire     *wire
	creds    *credentials.Credentials
	versions bool // the bucket may have several of an object
	keeps    bool // and a PUT adds one: it replaces none
	opened   bool

	lost  sync.Once
	check func(key, mark string) int // see Trust; nil: the first version counts

	mu    sync.Mutex
	known map[string]entry // by key; what was created never changes
}

var (
	_ store.Store     = (*Store)(nil)
	_ store.Versioned = (*Store)(nil)
	_ store.Repairer  = (*Store)(nil)
	_ store.Marked    = (*Store)(nil)
)

// entry is one version of an object. In a bucket that keeps none, version is
// empty and etag stands for it.
type entry struct {
	version, etag string
	size          int64
	// null: it is the version without a name of a bucket that has, or had, others.
	null bool
}

// id is what a request for this version names; "": the newest.
func (e entry) id() string {
	if e.null {
		return "null"
	}
	return e.version
}

// maxKnown bounds Store.known: some 15 MB.
const maxKnown = 50_000

// Open makes a store of a bucket. One or two requests see that the bucket is
// there and whether it keeps versions.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	s := &Store{cfg: cfg, known: map[string]entry{}}
	if err := s.cfg.setDefaults(); err != nil {
		return nil, fmt.Errorf("open bucket %s: %w", cfg.Bucket, err)
	}
	var err error
	if s.core, s.wire, s.creds, err = s.cfg.client(); err != nil {
		return nil, fmt.Errorf("open bucket %s: %w", cfg.Bucket, err)
	}
	var v minio.BucketVersioningConfiguration
	err = s.try(ctx, func(ctx context.Context) (err error) {
		v, err = s.core.GetBucketVersioning(ctx, cfg.Bucket)
		return err
	})
	err = fail(ctx, "open bucket", cfg.Bucket, err)
	switch {
	case err == nil:
		// Where versioning is suspended, those from before are there, and the first
		// still counts; but a PUT replaces what was written since.
		s.versions, s.keeps = v.Enabled() || v.Suspended(), v.Enabled()
	case errors.Is(err, ErrUnsupported):
	case errors.Is(err, ErrDenied):
		// The right to ask may be missing alone: does a list of versions work? Whether
		// they are kept from here on is not known.
		s.versions = true
		if _, lerr := s.firstOf(ctx, "archiver-none"); lerr != nil && !errors.Is(lerr, fs.ErrNotExist) {
			return nil, err
		}
	default:
		return nil, err
	}
	s.opened = true
	return s, nil
}

// Close gives idle connections back. The store may still be used.
func (s *Store) Close() error {
	s.wire.closeIdle()
	return nil
}

// Versioned says whether the bucket is known to keep every version from here on.
func (s *Store) Versioned() bool { return s.keeps }

// full gives the name of an object in the bucket.
func (s *Store) full(key string) (string, error) {
	if err := store.CheckKey(key); err != nil {
		return "", err
	}
	if n := len(s.cfg.Prefix) + len(key); n > 1024 {
		return "", &store.KeyError{Key: key, Why: fmt.Sprintf("with the prefix it is %d bytes, more than 1,024", n)}
	}
	return s.cfg.Prefix + key, nil
}

// key is the reverse of full; false: no object of ours.
func (s *Store) key(full string) (string, bool) {
	key, ok := strings.CutPrefix(full, s.cfg.Prefix)
	return key, ok && store.CheckKey(key) == nil
}

func (s *Store) remember(key string, e entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= maxKnown {
		clear(s.known)
	}
	s.known[key] = e
}

func (s *Store) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, key)
}

func (s *Store) recall(key string) (entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.known[key]
	return e, ok
}

// try does one call. What the client did not get through with all its attempts
// fails, but once the credentials have expired they are looked for again: a
// file or a role may have newer ones.
func (s *Store) try(ctx context.Context, call func(context.Context) error) error {
	err := call(ctx)
	if err != nil && ctx.Err() == nil {
		if e := fail(ctx, "", "", err); errors.Is(e, ErrExpired) || errors.Is(e, ErrCredentials) {
			s.creds.Expire()
			err = call(ctx)
		}
	}
	s.failed(ctx, err)
	return err
}

// failed sees whether a call that failed tells of more than its object.
func (s *Store) failed(ctx context.Context, err error) {
	if err == nil || s.cfg.Lost == nil || !s.opened || ctx.Err() != nil {
		return
	}
	err = fail(ctx, "reach bucket", s.cfg.Bucket, err)
	if is(err, ErrUnavailable, ErrSlow, ErrDenied) {
		// It may be one object that its disks do not give, or a HEAD, whose answer
		// has no words for what is wrong.
		_, again := s.core.GetBucketVersioning(ctx, s.cfg.Bucket)
		if again == nil || ctx.Err() != nil {
			return
		}
		err = fail(ctx, "reach bucket", s.cfg.Bucket, again)
		if is(err, ErrUnavailable, ErrSlow) {
			s.lost.Do(func() { s.cfg.Lost(err) })
			return
		}
	}
	if is(err, ErrSilent, ErrExpired, ErrCredentials, ErrNoCredentials, ErrClock, ErrNoBucket, ErrCertificate, ErrAlien) {
		s.lost.Do(func() { s.cfg.Lost(err) })
	}
}

func is(err error, kinds ...error) bool {
	return slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) })
}

// pause waits before the nth further attempt, as long as the client would.
func pause(ctx context.Context, n int) error {
	d := min(minio.DefaultRetryUnit<<min(n, 5), minio.DefaultRetryCap)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d/2 + rand.N(d/2)):
		return nil
	}
}
