package s3

import (
	"context"
	"io"
	"iter"

	"archiver/internal/store"
)

// Store is a bucket as a store.Store and store.Versioned.
type Store struct {
	cfg Config
}

var (
	_ store.Store     = (*Store)(nil)
	_ store.Versioned = (*Store)(nil)
)

// Open makes a store of a bucket. It sends one request, to see that the bucket
// is there and whether it keeps versions.
func Open(ctx context.Context, cfg Config) (*Store, error) { return &Store{cfg}, nil }

// ParseURL takes s3://BUCKET/PREFIX apart.
func ParseURL(s string) (bucket, prefix string, err error) { return "", "", nil }

func (s *Store) Create(ctx context.Context, key string, r io.Reader, size int64) error { return nil }

func (s *Store) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	return nil, nil
}
func (s *Store) List(ctx context.Context, prefix string) iter.Seq2[string, error] { return nil }
func (s *Store) Swap(ctx context.Context, key string, old, new []byte) error      { return nil }
func (s *Store) Version(ctx context.Context, key string) (string, error)          { return "", nil }
func (s *Store) OpenVersion(ctx context.Context, key, version string, off, n int64) (io.ReadCloser, error) {
	return nil, nil
}
func (s *Store) Intrusions(ctx context.Context, prefix string) iter.Seq2[store.Intrusion, error] {
	return nil
}
func (s *Store) Close() error                                                 { return nil }
func (s *Store) probe(ctx context.Context, destructive bool) (*Report, error) { return nil, nil }
func (e *Error) Error() string                                                { return e.Op }
