package tsa

import (
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"
)

// MaxResponse bounds an authority's answer in bytes. The usual one, with its
// certificates, has less than 10 KiB.
const MaxResponse = 256 << 10

// maxSent bounds the certificates in an answer: paths are searched among them.
const maxSent = 20

// maxAccuracy is how far off a token may own its time to be. Authorities state a
// second, seldom a minute.
const maxAccuracy = time.Hour

// maxSkew is how far the clocks of authority and machine may differ.
const maxSkew = 10 * time.Minute

// VerifyOptions says what to verify a token against.
type VerifyOptions struct {
	Roots  []*x509.Certificate // trusted
	System bool                // the system's roots are trusted too
	// Chain are certificates that may be needed beside those in the token: the
	// signer's, intermediate ones, the root last. None is trusted for being here.
	Chain  []*x509.Certificate
	Nonce  *big.Int              // of the request; nil: not compared
	Policy asn1.ObjectIdentifier // asked for; nil: any
	Now    time.Time             // no token can be from after; zero: time.Now
}

// Token is a verified token.
type Token struct {
	Time     time.Time     // UTC
	Accuracy time.Duration // the true time is at most so far off; 0: not said
	Policy   string        // dotted
	Serial   *big.Int
	Signer   string              // subject of the signing certificate
	Chain    []*x509.Certificate // signer first, root last
	Root     string              // SHA-256 of the root's DER, hex
}

// UnknownRootError says that a token holds in everything, but leads to a root
// that is not trusted here.
type UnknownRootError struct {
	Subject string
	SHA256  string // of the certificate's DER, hex
}

func (e *UnknownRootError) Error() string {
	return fmt.Sprintf("its root %q (SHA-256 %s) is not trusted here", e.Subject, e.SHA256)
}

// NoRootError says that neither the token nor the certificates at hand lead to
// any root: one of this issuer is missing.
type NoRootError struct{ Issuer string }

func (e *NoRootError) Error() string {
	return fmt.Sprintf("its certificates lead to no root: that of %q is missing", e.Issuer)
}

// RefusedError says that the authority gave no token, and why.
type RefusedError struct{ Status, Detail string }

func (e *RefusedError) Error() string {
	if e.Detail == "" {
		return "the authority refused: " + e.Status
	}
	return "the authority refused: " + e.Status + ": " + e.Detail
}

// InvalidError says why a response is no token over the message.
type InvalidError struct{ Why string }

func (e *InvalidError) Error() string { return e.Why }

func invalid(format string, args ...any) error { return &InvalidError{fmt.Sprintf(format, args...)} }
