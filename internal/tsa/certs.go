package tsa

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// maxCerts bounds the certificates of one file.
const maxCerts = 1000

// isRoot says whether a certificate is a CA's, signed with its own key.
func isRoot(c *x509.Certificate) bool {
	return c.IsCA && bytes.Equal(c.RawSubject, c.RawIssuer) && c.CheckSignatureFrom(c) == nil
}

// ParseRoots reads a PEM file of roots, and of intermediate certificates that
// authorities do not send along. One root at least must be in it.
func ParseRoots(data []byte) (roots, others []*x509.Certificate, err error) {
	certs, err := DecodeChain(data)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range certs {
		if isRoot(c) {
			roots = append(roots, c)
		} else {
			others = append(others, c)
		}
	}
	if len(roots) == 0 {
		return nil, nil, errors.New("there is no root in it: no CA's certificate signed with its own key")
	}
	return roots, others, nil
}

// EncodeChain writes certificates as PEM, each under its subject.
func EncodeChain(chain []*x509.Certificate) []byte {
	var b bytes.Buffer
	for _, c := range chain {
		fmt.Fprintf(&b, "# %s\n", printable(c.Subject.String()))
		pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	return b.Bytes()
}

// Bare gives the certificates of a PEM file as PEM and nothing else: what stands
// between them nobody signed.
func Bare(data []byte) ([]byte, error) {
	certs, err := DecodeChain(data)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, c := range certs {
		pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	return b.Bytes(), nil
}

// Plain says whether a file is what EncodeChain or Bare write: no other word.
func Plain(data []byte) bool {
	certs, err := DecodeChain(data)
	if err != nil {
		return false
	}
	bare, err := Bare(data)
	return err == nil && bytes.Equal(bare, data) || bytes.Equal(EncodeChain(certs), data)
}

// DecodeChain reads the certificates of a PEM file, in order.
func DecodeChain(data []byte) ([]*x509.Certificate, error) {
	var certs []*x509.Certificate
	for len(certs) <= maxCerts {
		var block *pem.Block
		block, data = pem.Decode(data)
		if block == nil {
			if len(certs) == 0 {
				return nil, errors.New("there is no certificate in it, in PEM")
			}
			return certs, nil
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("its certificate %d can't be read: %w", len(certs)+1, err)
		}
		certs = append(certs, c)
	}
	return nil, fmt.Errorf("there are more than %d certificates in it", maxCerts)
}
