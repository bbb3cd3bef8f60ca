package s3

import "errors"

// What may be wrong with a bucket, its server, or our leave to use it. Each
// error of a Store that comes from the server is an *Error that matches at most
// one of these.
var (
	ErrNoBucket      = errors.New("there is no such bucket")
	ErrDenied        = errors.New("the credentials do not allow this")
	ErrNoCredentials = errors.New("there are no credentials")
	ErrCredentials   = errors.New("the server does not accept the credentials")
	ErrExpired       = errors.New("the credentials have expired")
	ErrClock         = errors.New("this machine's clock is too far from the server's")
	ErrNoLock        = errors.New("the bucket was made without Object Lock")
	ErrRegion        = errors.New("the bucket is in another region")
	ErrFull          = errors.New("the server has no room left")
	ErrUnavailable   = errors.New("the server does not answer")
	ErrUnsupported   = errors.New("the server does not know this call")
	ErrAnswer        = errors.New("the server's answer makes no sense")
	ErrTooLarge      = errors.New("an object may have at most 5 GiB")
)

// Error is a call to the server that failed.
type Error struct {
	Op, Key string // what was done, to which key
	Kind    error  // one of the above, or nil
	Code    string // the server's code, if it gave one
	Status  int    // of HTTP, if there was one
	Region  string // where the bucket is, if the server said so
	Err     error
}
