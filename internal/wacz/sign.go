package wacz

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
)

// The anonymous signature: ECDSA on P-384 with SHA-256 over the ASCII string
// "sha256:<hex of datapackage.json>", as r and s, 48 bytes each; the public key
// as SPKI; both in base64. The specification leaves this open, the viewers
// don't.
const (
	signatureVersion = "0.1.0"
	scalarLen        = 48
)

func sign(key *ecdsa.PrivateKey, message string) (signature, publicKey string, err error) {
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return "", "", fmt.Errorf("sign package: %w", err)
	}
	sum := sha256.Sum256([]byte(message))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		return "", "", fmt.Errorf("sign package: %w", err)
	}
	var raw [2 * scalarLen]byte
	r.FillBytes(raw[:scalarLen])
	s.FillBytes(raw[scalarLen:])
	return base64.StdEncoding.EncodeToString(raw[:]), base64.StdEncoding.EncodeToString(spki), nil
}

func checkSignature(d *signedData) error {
	spki, err := base64.StdEncoding.DecodeString(d.PublicKey)
	if err != nil {
		return errors.New("the public key is not base64")
	}
	pub, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return fmt.Errorf("public key: %w", err)
	}
	key, ok := pub.(*ecdsa.PublicKey)
	if !ok || key.Curve != elliptic.P384() {
		return errors.New("the public key is not of P-384")
	}
	raw, err := base64.StdEncoding.DecodeString(d.Signature)
	if err != nil || len(raw) != 2*scalarLen {
		return errors.New("the signature is not two numbers of 48 bytes in base64")
	}
	sum := sha256.Sum256([]byte(d.Hash))
	if !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(raw[:scalarLen]), new(big.Int).SetBytes(raw[scalarLen:])) {
		return errors.New("the signature does not match")
	}
	return nil
}
