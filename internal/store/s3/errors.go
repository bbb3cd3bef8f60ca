package s3

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

// What may be wrong with a bucket, its server, or our leave to use it. An error
// that comes from the server is an *Error that matches at most one of these, or
// fs.ErrNotExist, store.ErrNotObject, or the context's error.
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
	ErrUnavailable   = errors.New("the server does not answer as it should")
	ErrSilent        = errors.New("the server says nothing")
	ErrSlow          = errors.New("the server asks for slower requests")
	ErrAlien         = errors.New("what answers there is no S3 server")
	ErrCertificate   = errors.New("the server's certificate is not trusted")
	ErrUnsupported   = errors.New("the server does not know this call")
	ErrAnswer        = errors.New("the server's answer contradicts itself")
	ErrAltered       = errors.New("the server got other bytes than were hashed")
	ErrMarker        = errors.New("a delete marker stands over it, and the server lets nothing be written there")
	ErrTooLarge      = errors.New("an object may have at most 5 GiB")
)

// Error is a call to the server that failed.
type Error struct {
	Op, Key string // what was done, to which key (may be empty)
	Kind    error  // one of the above, or nil
	Code    string // the server's, if it gave one
	Status  int    // of HTTP, if there was one
	Region  string // where the bucket is, if the server said so
	Locks   bool   // it was a lock that was to be set
	Err     error
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Key != "" {
		b.WriteString(" " + e.Key)
	}
	if e.Kind != nil {
		b.WriteString(": " + e.Kind.Error())
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %.500v", e.Err)
	}
	if e.Code != "" {
		fmt.Fprintf(&b, " (%.100s)", e.Code)
	}
	return b.String()
}

// Is says that what the credentials do not allow, and a server that can't be used, are
// of the kinds that any store gives for that.
func (e *Error) Is(target error) bool {
	switch target {
	case fs.ErrPermission:
		return e.Kind == ErrDenied
	case store.ErrAway:
		return slices.Contains([]error{ErrNoBucket, ErrNoCredentials, ErrCredentials, ErrExpired, ErrClock, ErrRegion, ErrUnavailable, ErrSilent, ErrSlow, ErrAlien, ErrCertificate}, e.Kind)
	}
	return false
}

// Unwrap gives what it is and what it came from.
func (e *Error) Unwrap() []error {
	var out []error
	if e.Kind != nil {
		out = append(out, e.Kind)
	}
	if e.Err != nil {
		out = append(out, e.Err)
	}
	return out
}

// fail makes an error of a call to the server.
func fail(ctx context.Context, op, key string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%s %s: %w", op, key, ctx.Err())
	}
	if known := (*Error)(nil); errors.As(err, &known) {
		e := *known
		if e.Key == "" {
			e.Op, e.Key = op, key
		}
		return &e
	}
	e := &Error{Op: op, Key: key, Err: err}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		e.Kind = ErrUnavailable
		e.Err = plainly(err)
		if cert := (*tls.CertificateVerificationError)(nil); errors.As(err, &cert) {
			e.Kind = ErrCertificate
		}
		if silent := (*silentError)(nil); errors.As(err, &silent) {
			e.Kind, e.Err = ErrSilent, silent // not which request it was
		}
		return e
	}
	e.Code, e.Status, e.Region = answer.Code, answer.StatusCode, answer.Region
	if answer.Message != "" {
		e.Err = errors.New(clean(answer.Message))
	}
	e.Kind = kind(answer)
	return e
}

// plainly names the server instead of the request that went wrong, whose address
// tells a person nothing.
func plainly(err error) error {
	var ue *url.Error
	if !errors.As(err, &ue) {
		return err
	}
	inner := ue.Err
	if strings.HasPrefix(inner.Error(), "Connection closed by foreign host") { // the client's own words
		inner = errors.New("the connection broke off")
	}
	if u, perr := url.Parse(ue.URL); perr == nil && u.Host != "" {
		return fmt.Errorf("%s://%s: %w", u.Scheme, u.Host, inner)
	}
	return inner
}

// clean keeps a hostile server from writing to the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

// kind reads codes as AWS, MinIO and versitygw give them.
func kind(a minio.ErrorResponse) error {
	switch a.Code {
	case "NoSuchBucket":
		return ErrNoBucket
	case "NoSuchKey", "NoSuchVersion", "NotFound":
		return fs.ErrNotExist
	case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidTokenId", "InvalidClientTokenId", "InvalidSecurity", "UnrecognizedClientException",
		"XAdminUserNotFound", "XAdminNoSuchUser": // of versitygw, with 404
		return ErrCredentials
	case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired":
		return ErrExpired
	case "RequestTimeTooSkewed", "RequestInTheFuture", "RequestExpired":
		return ErrClock
	case "ObjectLockConfigurationNotFoundError", "InvalidBucketObjectLockConfiguration", "MissingBucketObjectLockConfiguration":
		return ErrNoLock
	case "PermanentRedirect", "TemporaryRedirect", "InvalidRegion", "IllegalLocationConstraintException":
		return ErrRegion
	case "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded", "ServiceQuotaExceededException", "InsufficientCapacity":
		return ErrFull
	case "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch":
		return ErrAltered
	case "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "RequestThrottled",
		"TooManyRequests", "TooManyRequestsException", "XMinioRequestLimitExceeded", "BandwidthLimitExceeded":
		return ErrSlow
	case "IncompleteBody", "RequestTimeout", "SlowDownRead", "SlowDownWrite":
		// MinIO says the first while its disk fills up, and the others of an object
		// that its disks do not give or take.
		return ErrUnavailable
	case "EntityTooLarge":
		return ErrTooLarge
	case "ObjectParentIsFile", "ExistingObjectIsDirectory", "XMinioParentIsObject", "XMinioObjectExistsAsDirectory", "ObjectExistsAsDirectory":
		return store.ErrNotObject
	case "KeyTooLongError":
		return nil
	case "AuthorizationHeaderMalformed":
		if a.Region != "" || strings.Contains(a.Message, "region") {
			return ErrRegion
		}
		return ErrCredentials
	case "InvalidRequest", "InvalidArgument":
		if m := strings.ToLower(strings.ReplaceAll(a.Message, " ", "")); strings.Contains(m, "objectlockconfiguration") {
			return ErrNoLock
		}
	}
	switch s := a.StatusCode; {
	case s >= 500 && strings.Contains(a.Message, "no space left on device"):
		return ErrFull
	case s == http.StatusNotFound:
		return fs.ErrNotExist
	case s == http.StatusForbidden || s == http.StatusUnauthorized:
		return ErrDenied
	case s == http.StatusMovedPermanently || s == http.StatusTemporaryRedirect:
		return ErrRegion
	case s == http.StatusInsufficientStorage:
		return ErrFull
	case s == http.StatusNotImplemented || s == http.StatusMethodNotAllowed:
		return ErrUnsupported
	case s == http.StatusTooManyRequests:
		return ErrSlow
	case s >= 500 || s == http.StatusRequestTimeout:
		return ErrUnavailable
	}
	return nil
}

// status says whether the server answered with one of these.
func status(err error, want ...int) bool {
	var a minio.ErrorResponse
	var e *Error
	switch {
	case errors.As(err, &a):
		return slices.Contains(want, a.StatusCode)
	case errors.As(err, &e):
		return slices.Contains(want, e.Status)
	}
	return false
}

// Away says that a bucket can't be reached at all, for reading no more than for
// writing.
func Away(err error) bool {
	for _, kind := range []error{ErrSilent, ErrUnavailable, ErrSlow, ErrAlien, ErrCertificate} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
