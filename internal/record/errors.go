package record

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"syscall"

	"archiver/internal/netguard"
)

// Classes of Error.
const (
	ClassDNS          = "dns"              // there is no such name
	ClassDNSTemporary = "dns-temporary"    // the name could not be looked up just now
	ClassRefused      = "refused"          // nobody listens, or no way there
	ClassReset        = "reset"            // the connection ended before a complete head, or was reset
	ClassTLS          = "tls"              // no handshake, or a certificate that does not verify
	ClassTimeout      = "timeout"          // one of Limits' durations, or the context's deadline
	ClassProtocol     = "protocol"         // not HTTP, or broken HTTP
	ClassHeader       = "too-large-header" // Limits.HeaderBytes
	ClassTooLarge     = "too-large"        // Limits.MaxBody
	ClassTruncated    = "truncated"        // the body ended before its announced end
	ClassPrivate      = "private-address"  // netguard refused; wraps *netguard.RefusedError
	ClassProxy        = "proxy"            // the proxy cannot be reached, or said no
	ClassCanceled     = "canceled"         // the caller's context, or Transport.Close
	ClassLocal        = "local"            // our own failure: disk, file descriptors, a request that can't be sent
)

// Error is every error of RoundTrip and of reading a response's body.
type Error struct {
	Class string
	Err   error
}

func (e *Error) Error() string { return e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// errClosed is the cause after Transport.Close.
var errClosed = errors.New("the transport was closed")

// Stages of an exchange: they decide what an otherwise unclear error means.
const (
	stageDial  = ClassRefused
	stageTLS   = ClassTLS
	stageHead  = ClassReset
	stageBody  = ClassTruncated
	stageProxy = ClassProxy
)

// classify gives err its class. unclear is for what says nothing by itself.
func classify(err error, unclear string) *Error {
	var done *Error
	if errors.As(err, &done) {
		return &Error{done.Class, err}
	}
	var refused *netguard.RefusedError
	var dns *net.DNSError
	var addr *net.AddrError
	var timeout net.Error
	var record tls.RecordHeaderError
	var op *net.OpError
	class := unclear
	switch {
	case errors.As(err, &refused):
		class = ClassPrivate
	case errors.Is(err, context.Canceled), errors.Is(err, errClosed), errors.Is(err, net.ErrClosed):
		class = ClassCanceled
	case errors.As(err, &dns) && dns.IsNotFound:
		class = ClassDNS
	case errors.As(err, &dns):
		class = ClassDNSTemporary
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, os.ErrDeadlineExceeded),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, syscall.ETIMEDOUT):
		class = ClassTimeout
	case isAny(err, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.ENOBUFS, syscall.EADDRNOTAVAIL, syscall.ENOSPC, syscall.EDQUOT):
		class = ClassLocal
	case unclear == stageProxy:
	case errors.Is(err, syscall.ECONNREFUSED):
		class = ClassRefused
	case isAny(err, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED):
		class = ClassReset
	case errors.As(err, &record), errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"): // an alert
		class = ClassTLS
	case errors.As(err, &addr):
		class = ClassProtocol
	}
	return &Error{class, err}
}

func isAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

// truncation is WARC-Truncated's word for a body that ended with err.
func truncation(err *Error) string {
	switch {
	case err == nil:
		return ""
	case err.Class == ClassTooLarge:
		return "length"
	case err.Class == ClassTimeout:
		return "time"
	case err.Class == ClassReset, err.Class == ClassTruncated, errors.Is(err, io.ErrUnexpectedEOF):
		return "disconnect"
	}
	return "unspecified"
}
