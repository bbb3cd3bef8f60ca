package tsa

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"time"

	"github.com/sigstore/timestamp-authority/v2/pkg/verification"
)

// Verify verifies the answer against its own request, now: a token that is not
// of this minute is refused.
func (a *Answer) Verify(message []byte, o VerifyOptions) (*Token, error) {
	o.Nonce = a.Nonce
	t, err := Verify(a.TSR, message, o)
	if t == nil {
		return nil, err
	}
	off := max(a.Sent.Sub(t.Time), t.Time.Sub(a.Received)) - t.Accuracy
	if off > maxSkew {
		return nil, invalid("its time is %s, this machine's was %s: one of the clocks is wrong", t.Time.Format(time.RFC3339), a.Sent.UTC().Format(time.RFC3339))
	}
	return t, err
}

// Verify verifies a response over message, at the token's own time. With an
// *UnknownRootError comes the token, which holds in everything else.
func Verify(tsr, message []byte, o VerifyOptions) (*Token, error) {
	p, err := parse(tsr)
	if err != nil {
		return nil, err
	}
	at := p.info.Time.UTC()
	now := o.Now
	if now.IsZero() {
		now = time.Now()
	}
	if at.Sub(now) > p.accuracy()+maxSkew {
		return nil, invalid("its time is still to come: %s", at.Format(time.RFC3339))
	}
	if o.Policy != nil && !p.info.Policy.Equal(o.Policy) {
		return nil, invalid("its policy is %v, asked for was %v", p.info.Policy, o.Policy)
	}
	if o.Nonce != nil && (p.info.Nonce == nil || p.info.Nonce.Cmp(o.Nonce) != 0) {
		return nil, invalid("its nonce is not that of the request: it was made for another one")
	}
	hash, _ := strongHash(p.info.Imprint.Algorithm.Algorithm)
	h := hash.New()
	h.Write(message)
	if !bytes.Equal(h.Sum(nil), p.info.Imprint.Hash) {
		return nil, invalid("it is over other bytes")
	}
	leaf, err := p.leaf(o.Chain)
	if err != nil {
		return nil, err
	}
	if err := checkUsage(leaf); err != nil {
		return nil, err
	}
	chain, unknown, err := p.chain(leaf, at, o)
	if err != nil {
		return nil, err
	}
	root := chain[len(chain)-1]
	ts, err := verification.VerifyTimestampResponse(p.granted, bytes.NewReader(message), verification.VerifyOpts{
		OID: o.Policy, Nonce: o.Nonce, TSACertificate: leaf, Intermediates: chain[1 : len(chain)-1],
		Roots: []*x509.Certificate{root}, CurrentTime: at})
	if err != nil {
		return nil, invalid("%v", err)
	}
	if !ts.Time.Equal(at) || ts.SerialNumber.Cmp(p.info.Serial) != 0 || !bytes.Equal(ts.HashedMessage, p.info.Imprint.Hash) {
		return nil, invalid("it can be read in two ways")
	}
	sum := sha256.Sum256(root.Raw)
	t := &Token{Time: at, Accuracy: p.accuracy(), Policy: p.info.Policy.String(), Serial: p.info.Serial,
		Signer: leaf.Subject.String(), Chain: chain, Root: hex.EncodeToString(sum[:])}
	if unknown {
		return t, &UnknownRootError{Subject: root.Subject.String(), SHA256: t.Root}
	}
	return t, nil
}

// leaf finds the signer's certificate.
func (t *token) leaf(chain []*x509.Certificate) (*x509.Certificate, error) {
	reason := invalid("the certificate of its signer is missing")
	for _, c := range append(t.certs[:len(t.certs):len(t.certs)], chain...) {
		if c.SerialNumber.Cmp(t.signer.Signer.Serial) != 0 || !bytes.Equal(c.RawIssuer, t.signer.Signer.Issuer.FullBytes) {
			continue
		}
		err := t.signedBy(c)
		if err == nil {
			return c, nil
		}
		reason = err
	}
	return nil, reason
}

// checkUsage says whether a certificate may stamp time, critically, and for
// nothing else (RFC 3161, section 2.3).
func checkUsage(c *x509.Certificate) error {
	if len(c.ExtKeyUsage) != 1 || c.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(c.UnknownExtKeyUsage) > 0 {
		return invalid("its certificate (%s) is not for timestamps, and them alone", c.Subject)
	}
	for _, e := range c.Extensions {
		if e.Id.Equal(oidExtKeyUsage) && !e.Critical {
			return invalid("its certificate (%s) is for timestamps, but does not say so as critical", c.Subject)
		}
	}
	const signs = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if c.IsCA || c.KeyUsage != 0 && (c.KeyUsage&signs == 0 || c.KeyUsage&^signs != 0) {
		return invalid("the key of its certificate (%s) is not for signing such things, and them alone", c.Subject)
	}
	return nil
}

// chain leads from the signer's certificate to a root, as both stood at the
// time. unknown says that the root is not trusted, but only among what is at
// hand.
func (t *token) chain(leaf *x509.Certificate, at time.Time, o VerifyOptions) (chain []*x509.Certificate, unknown bool, err error) {
	verify := func(roots *x509.CertPool) ([]*x509.Certificate, error) {
		between := x509.NewCertPool()
		for _, c := range append(t.certs[:len(t.certs):len(t.certs)], o.Chain...) {
			between.AddCert(c)
		}
		chains, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at,
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
		if err != nil {
			return nil, err
		}
		best := chains[0]
		for _, c := range chains {
			if len(c) < len(best) {
				best = c
			}
		}
		return best, nil
	}
	trusted := x509.NewCertPool()
	if o.System {
		if pool, err := x509.SystemCertPool(); err == nil { // else the machine has none
			trusted = pool
		}
	}
	for _, c := range o.Roots {
		trusted.AddCert(c)
	}
	chain, err = verify(trusted)
	var authority x509.UnknownAuthorityError
	switch {
	case err == nil && len(chain) > 1:
		return chain, false, nil
	case err == nil:
		return nil, false, invalid("its certificate (%s) has no issuer but itself", leaf.Subject)
	case !errors.As(err, &authority):
		return nil, false, invalid("its certificate (%s) does not hold at %s: %v", leaf.Subject, at.Format(time.RFC3339), err)
	}
	offered, any := x509.NewCertPool(), false
	for _, c := range append(t.certs[:len(t.certs):len(t.certs)], o.Chain...) {
		if isRoot(c) {
			offered.AddCert(c)
			any = true
		}
	}
	if any {
		if chain, uerr := verify(offered); uerr == nil && len(chain) > 1 {
			return chain, true, nil
		} else if uerr != nil && !errors.As(uerr, &authority) {
			return nil, false, invalid("its certificate (%s) does not hold at %s: %v", leaf.Subject, at.Format(time.RFC3339), uerr)
		}
	}
	return nil, false, &NoRootError{Issuer: lastIssuer(leaf, append(t.certs[:len(t.certs):len(t.certs)], o.Chain...))}
}

// lastIssuer follows the issuers of a certificate as far as they are at hand.
func lastIssuer(c *x509.Certificate, others []*x509.Certificate) string {
	for range 10 {
		i := -1
		for j, o := range others {
			if o != c && bytes.Equal(o.RawSubject, c.RawIssuer) && c.CheckSignatureFrom(o) == nil {
				i = j
			}
		}
		if i < 0 {
			break
		}
		c = others[i]
	}
	return c.Issuer.String()
}
