package tsa

import (
	"context"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"time"
)

// Answer is what an authority gave: a token, not verified yet.
type Answer struct {
	TSR   []byte   // the response as it was received, DER
	Nonce *big.Int // of the request
	// Sent and Received are this machine's time before and after.
	Sent, Received time.Time
}

// VerifyOptions says what to verify a token against.
type VerifyOptions struct {
	Roots  []*x509.Certificate // trusted
	System bool                // the system's roots are trusted too
	// Chain are certificates that may be needed beside those in the token: the
	// signer's, intermediate ones, the root last. None is trusted for being here.
	Chain  []*x509.Certificate
	Nonce  *big.Int              // of the request; nil: not compared
	Policy asn1.ObjectIdentifier // asked for; nil: any
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
	return fmt.Sprintf("the root %q (SHA-256 %s) is not trusted here", e.Subject, e.SHA256)
}

// RefusedError says that the authority gave no token, and why.
type RefusedError struct{ Status, Detail string }

func (e *RefusedError) Error() string {
	if e.Detail == "" {
		return e.Status
	}
	return e.Status + ": " + e.Detail
}

// Request asks an authority to stamp the SHA-256 of message. It bounds the
// answer and, if ctx does not, the time. It follows no redirect. A nil client is
// one of its own. What it gives must still be verified.
func Request(ctx context.Context, client *http.Client, url string, message []byte) (*Answer, error) {
	return nil, errors.ErrUnsupported
}

// Verify verifies a response over message. With an *UnknownRootError comes the
// token, which holds in everything else.
func Verify(tsr, message []byte, o VerifyOptions) (*Token, error) {
	return nil, errors.ErrUnsupported
}

// ParseRoots reads a PEM file of roots, and of intermediate certificates that
// authorities do not send along.
func ParseRoots(pem []byte) (roots, others []*x509.Certificate, err error) {
	return nil, nil, errors.ErrUnsupported
}

// EncodeChain writes certificates as PEM, each under its subject and issuer.
func EncodeChain(chain []*x509.Certificate) []byte { return nil }

// DecodeChain is the inverse.
func DecodeChain(pem []byte) ([]*x509.Certificate, error) { return nil, errors.ErrUnsupported }
