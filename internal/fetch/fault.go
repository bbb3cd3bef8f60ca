package fetch

import (
	"errors"
	"time"

	"archiver/internal/netguard"
	"archiver/internal/record"
)

// Fault is why a look has no sound answer. A status is never a fault, 429 after
// the last try aside.
type Fault struct {
	Reason string
	// Detail is for a person: the cause in the words of whoever found it.
	Detail string
	// Network: the cause may be our own connection, so the fault only counts
	// once another host has answered after it.
	Network bool
	// RetryAfter is what a rate-limiting server asked for; zero if nothing.
	RetryAfter time.Duration
}

// The reasons, in the words that verdicts use.
const (
	Timeout        = "timeout"
	Refused        = "refused"
	Reset          = "reset"
	TLS            = "tls"
	DNS            = "dns"           // no such name
	DNSTemporary   = "dns-temporary" // the resolver could not tell
	RedirectLoop   = "redirect-loop"
	TooLarge       = "too-large" // over MaxBody as sent or as decoded; what was read is kept
	Truncated      = "truncated" // the connection broke within the body; what was read is kept
	Protocol       = "protocol"  // an answer, or an address, that makes no sense
	PrivateAddress = "private-address"
	Robots         = "robots"
	RateLimited    = "rate-limited"
)

// limited is the reason of a requisite that a limit kept out.
const limited = "limit"

// faultOf gives the fault behind the recorder's error; nil if the failure is
// our own. A fault is of the network class where our connection, resolver,
// proxy or clock could be the cause; not where an answer proves them sound.
func faultOf(e *record.Error) *Fault {
	f := &Fault{Reason: e.Class, Detail: short(e.Error()), Network: true}
	switch e.Class {
	case record.ClassDNS, record.ClassDNSTemporary, record.ClassRefused, record.ClassReset,
		record.ClassTLS, record.ClassTimeout, record.ClassTruncated:
	case record.ClassProxy:
		f.Reason = Refused
	case record.ClassProtocol, record.ClassTooLarge, record.ClassPrivate:
		f.Network = false
	case record.ClassHeader:
		f.Reason, f.Network = TooLarge, false
	default:
		return nil
	}
	return f
}

// refusal gives the fault behind netguard's refusal of a URL: of its address,
// or of a URL that nobody could fetch.
func refusal(err error) *Fault {
	f := &Fault{Reason: Protocol, Detail: short(err.Error())}
	var r *netguard.RefusedError
	if errors.As(err, &r) && r.Addr.IsValid() {
		f.Reason = PrivateAddress
	}
	return f
}
