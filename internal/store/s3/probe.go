package s3

import "context"

// Probe finds out what the server really enforces.
func (s *Store) Probe(ctx context.Context, destructive bool) (*Report, error) { return nil, nil }
