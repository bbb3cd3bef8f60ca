// Package s3 is the archive's store in a bucket of an S3 server.
//
// An object is created by one conditional PUT (If-None-Match: *) that carries
// its SHA-256, under a retention of its own where one is configured, and is read
// by the first version that the bucket holds under its key: neither a later
// version nor a delete marker changes what Open gives. The few keys that change
// go through Swap, by If-Match, and are never retained.
//
// Nothing here judges bytes: who reads, hashes. Some servers give back altered
// bytes with a status of 200.
package s3

import (
	"context"
	"net/http"
	"time"
)

// Mode is how an object is locked.
type Mode string

// The modes of Object Lock.
const (
	None       Mode = ""           // no lock
	Governance Mode = "governance" // who holds a special permission may lift it
	Compliance Mode = "compliance" // nobody may lift it
)

// Retention is the lock that an object is created with.
type Retention struct {
	Mode Mode
	Days int // from the moment of creation; 0: none
}

// Config says where the bucket is.
type Config struct {
	// Endpoint is the server's URL, "https://s3.example.org". Empty: AWS_ENDPOINT_URL_S3,
	// AWS_ENDPOINT_URL, else AWS.
	Endpoint string
	Bucket   string
	// Prefix stands before every key; a slash is put between. Empty: none.
	Prefix string
	// Region. Empty: AWS_REGION, AWS_DEFAULT_REGION, else asked for (AWS) or us-east-1.
	Region string
	// Style is how the bucket is named in a URL: "path", "host", or "" (host on
	// AWS, else path).
	Style string
	// CAFile is a PEM file of roots that the server's certificate may go back
	// to, besides the system's. Empty: AWS_CA_BUNDLE.
	CAFile string
	// Role has the credentials taken from this machine's or container's role
	// even where the environment or a file gives some.
	Role bool
	// Retention says how a new object is locked. Nil: not at all.
	Retention func(key string) Retention
	// Mutable names the keys that Swap may write. Nil: log/checkpoint alone.
	Mutable func(key string) bool

	// Stall is how long a connection may stand still, 0: 30 s.
	Stall time.Duration
	// Attempts bounds how often a request is sent, 0: 6.
	Attempts int
	// Transport is for tests; nil: one of our own.
	Transport http.RoundTripper
}

// Probe finds out what the server really enforces, always with the same small
// objects under a prefix that no key can reach. destructive (of nothing that
// matters) also locks an object for a short time and tries to delete it.
func (s *Store) Probe(ctx context.Context, destructive bool) (*Report, error) {
	return s.probe(ctx, destructive)
}
