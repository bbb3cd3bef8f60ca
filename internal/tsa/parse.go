package tsa

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // of ESSCertID
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"time"
	"unicode"
)

// The structures of RFC 3161, section 2.4.2, RFC 5652, section 5, and RFC 5035.

type response struct {
	Status pkiStatusInfo
	Token  asn1.RawValue `asn1:"optional"`
}

type pkiStatusInfo struct {
	Status  int
	Text    []string       `asn1:"optional,utf8"`
	Failure asn1.BitString `asn1:"optional"`
}

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	Content          struct {
		Type    asn1.ObjectIdentifier
		Content []byte `asn1:"explicit,tag:0"`
	}
	Certificates asn1.RawValue `asn1:"optional,tag:0"`
	CRLs         asn1.RawValue `asn1:"optional,tag:1"`
	SignerInfos  []signerInfo  `asn1:"set"`
}

type signerInfo struct {
	Version            int
	Signer             issuerAndSerial
	DigestAlgorithm    pkix.AlgorithmIdentifier
	SignedAttributes   []attribute `asn1:"optional,omitempty,tag:0,set"`
	SignatureAlgorithm pkix.AlgorithmIdentifier
	Signature          []byte
	UnsignedAttributes asn1.RawValue `asn1:"optional,tag:1"`
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

type tstInfo struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    messageImprint
	Serial     *big.Int
	Time       time.Time        `asn1:"generalized"`
	Accuracy   accuracy         `asn1:"optional"`
	Ordering   bool             `asn1:"optional"`
	Nonce      *big.Int         `asn1:"optional"`
	TSA        asn1.RawValue    `asn1:"optional,tag:0"`
	Extensions []pkix.Extension `asn1:"optional,tag:1"`
}

type messageImprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Hash      []byte
}

type accuracy struct {
	Seconds int64 `asn1:"optional"`
	Millis  int64 `asn1:"optional,tag:0"`
	Micros  int64 `asn1:"optional,tag:1"`
}

type signingCertificate struct {
	Certs    []essCertID
	Policies asn1.RawValue `asn1:"optional"`
}

type essCertID struct {
	Hash   []byte
	Issuer essIssuer `asn1:"optional"`
}

type signingCertificateV2 struct {
	Certs    []essCertIDv2
	Policies asn1.RawValue `asn1:"optional"`
}

type essCertIDv2 struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"` // none: SHA-256
	Hash      []byte
	Issuer    essIssuer `asn1:"optional"`
}

type essIssuer struct {
	Names  []asn1.RawValue
	Serial *big.Int
}

var (
	oidSignedData           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo              = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidSigningCertificate   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertificateV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidExtKeyUsage          = asn1.ObjectIdentifier{2, 5, 29, 37}

	oidSHA256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

// strongHash gives the hashes that a token may rest on.
func strongHash(oid asn1.ObjectIdentifier) (crypto.Hash, bool) {
	switch {
	case oid.Equal(oidSHA256):
		return crypto.SHA256, true
	case oid.Equal(oidSHA384):
		return crypto.SHA384, true
	case oid.Equal(oidSHA512):
		return crypto.SHA512, true
	}
	return 0, false
}

// token is a response taken apart, with nothing verified.
type token struct {
	granted []byte // the response, its status "granted": what the library wants
	info    tstInfo
	content []byte // info's DER
	signer  signerInfo
	certs   []*x509.Certificate
}

// parse takes a response apart and refuses what is not as RFC 3161 has it.
func parse(tsr []byte) (*token, error) {
	if len(tsr) > MaxResponse {
		return nil, invalid("it has more than %d KiB", MaxResponse>>10)
	}
	if err := checkDER(tsr); err != nil {
		return nil, err
	}
	var r response
	if err := unmarshal(tsr, &r, "response"); err != nil {
		return nil, err
	}
	if r.Status.Status != 0 && r.Status.Status != 1 { // granted, granted with modifications
		return nil, &RefusedError{statusWords(r.Status), printable(strings.Join(r.Status.Text, " "))}
	}
	// Nobody signed the text, and tools print it beside what was signed: it must
	// not look like a line of theirs.
	for _, text := range r.Status.Text {
		if strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || unicode.In(c, unicode.Zl, unicode.Zp) }) {
			return nil, invalid("its status text, which nobody signed, has line ends or other control characters")
		}
	}
	if len(r.Token.FullBytes) == 0 {
		return nil, invalid("there is no token in it")
	}
	t := &token{granted: tsr}
	if r.Status.Status != 0 {
		var err error
		if t.granted, err = asn1.Marshal(response{Token: r.Token}); err != nil {
			return nil, invalid("response: %v", err)
		}
	}
	var ci contentInfo
	if err := unmarshal(r.Token.FullBytes, &ci, "token"); err != nil {
		return nil, err
	}
	if !ci.Type.Equal(oidSignedData) {
		return nil, invalid("its token is no signed data")
	}
	var sd signedData
	if err := unmarshal(ci.Content.Bytes, &sd, "signed data"); err != nil {
		return nil, err
	}
	if !sd.Content.Type.Equal(oidTSTInfo) {
		return nil, invalid("what is signed in it is no timestamp")
	}
	if len(sd.SignerInfos) != 1 {
		return nil, invalid("it has %d signers where one belongs", len(sd.SignerInfos))
	}
	t.signer, t.content = sd.SignerInfos[0], sd.Content.Content
	if len(sd.Certificates.Bytes) > 0 {
		var err error
		if t.certs, err = x509.ParseCertificates(sd.Certificates.Bytes); err != nil {
			return nil, invalid("its certificates can't be read: %v", err)
		}
		if len(t.certs) > maxSent {
			return nil, invalid("it has %d certificates", len(t.certs))
		}
	}
	if err := checkDER(t.content); err != nil {
		return nil, err
	}
	if err := unmarshal(t.content, &t.info, "timestamp"); err != nil {
		return nil, err
	}
	return t, t.check()
}

// check looks at what needs no certificate.
func (t *token) check() error {
	info := t.info
	if info.Version != 1 {
		return invalid("its version is %d, not 1", info.Version)
	}
	for _, e := range info.Extensions {
		if e.Critical {
			return invalid("it has a critical extension that is not known: %v", e.Id)
		}
	}
	if _, ok := strongHash(info.Imprint.Algorithm.Algorithm); !ok {
		return invalid("it is over a hash that does not hold any more, or is not known: %v", info.Imprint.Algorithm.Algorithm)
	}
	if _, ok := strongHash(t.signer.DigestAlgorithm.Algorithm); !ok {
		return invalid("it is signed over a hash that does not hold any more, or is not known: %v", t.signer.DigestAlgorithm.Algorithm)
	}
	a := info.Accuracy
	if a.Seconds < 0 || a.Millis < 0 || a.Millis > 999 || a.Micros < 0 || a.Micros > 999 || a.Seconds > int64(maxAccuracy/time.Second) || t.accuracy() > maxAccuracy {
		return invalid("its accuracy is none: %d s, %d ms, %d µs", a.Seconds, a.Millis, a.Micros)
	}
	// Without signed attributes the signature would be over the bytes alone,
	// whatever they are said to be.
	if len(t.signer.SignedAttributes) == 0 {
		return invalid("it has no signed attributes")
	}
	for i, a := range t.signer.SignedAttributes {
		if len(a.Values) != 1 {
			return invalid("the signed attribute %v has %d values", a.Type, len(a.Values))
		}
		for _, b := range t.signer.SignedAttributes[:i] {
			if a.Type.Equal(b.Type) {
				return invalid("the signed attribute %v is there twice", a.Type)
			}
		}
	}
	var kind asn1.ObjectIdentifier
	if v, ok := t.attribute(oidContentType); !ok {
		return invalid("its signature does not say what it is over")
	} else if err := unmarshal(v, &kind, "content type"); err != nil {
		return err
	}
	if !kind.Equal(oidTSTInfo) {
		return invalid("its signature is not over a timestamp")
	}
	return nil
}

// attribute gives a signed attribute's value.
func (t *token) attribute(oid asn1.ObjectIdentifier) ([]byte, bool) {
	for _, a := range t.signer.SignedAttributes {
		if a.Type.Equal(oid) {
			return a.Values[0].FullBytes, true
		}
	}
	return nil, false
}

func (t *token) accuracy() time.Duration {
	a := t.info.Accuracy
	return time.Duration(a.Seconds)*time.Second + time.Duration(a.Millis)*time.Millisecond + time.Duration(a.Micros)*time.Microsecond
}

// signedBy says whether the token names this certificate as its signer's: by
// issuer and serial number, and, signed, by its hash. reason is why not.
func (t *token) signedBy(c *x509.Certificate) (reason error) {
	if c.SerialNumber.Cmp(t.signer.Signer.Serial) != 0 || !bytes.Equal(c.RawIssuer, t.signer.Signer.Issuer.FullBytes) {
		return invalid("the certificate is not the signer's")
	}
	named := false
	if v, ok := t.attribute(oidSigningCertificate); ok {
		var sc signingCertificate
		if err := unmarshal(v, &sc, "signing certificate"); err != nil {
			return err
		}
		if len(sc.Certs) == 0 || !isCert(c, crypto.SHA1, sc.Certs[0].Hash, sc.Certs[0].Issuer) {
			return invalid("the certificate is not the one whose hash was signed (ESSCertID)")
		}
		named = true
	}
	if v, ok := t.attribute(oidSigningCertificateV2); ok {
		var sc signingCertificateV2
		if err := unmarshal(v, &sc, "signing certificate"); err != nil {
			return err
		}
		if len(sc.Certs) == 0 {
			return invalid("its signature names no certificate")
		}
		id, hash := sc.Certs[0], crypto.SHA256
		if len(id.Algorithm.Algorithm) > 0 {
			var ok bool
			if hash, ok = strongHash(id.Algorithm.Algorithm); !ok {
				return invalid("the hash of its certificate is of a kind that is not known: %v", id.Algorithm.Algorithm)
			}
		}
		if !isCert(c, hash, id.Hash, id.Issuer) {
			return invalid("the certificate is not the one whose hash was signed (ESSCertIDv2)")
		}
		named = true
	}
	if !named {
		return invalid("its signature names no certificate")
	}
	return nil
}

func isCert(c *x509.Certificate, hash crypto.Hash, sum []byte, issuer essIssuer) bool {
	h := hash.New()
	h.Write(c.Raw)
	if !bytes.Equal(h.Sum(nil), sum) {
		return false
	}
	if issuer.Serial == nil {
		return true // left out, as it may be
	}
	if issuer.Serial.Cmp(c.SerialNumber) != 0 || len(issuer.Names) != 1 {
		return false
	}
	n := issuer.Names[0] // directoryName is [4], explicit
	return n.Class == asn1.ClassContextSpecific && n.Tag == 4 && bytes.Equal(n.Bytes, c.RawIssuer)
}

// unmarshal reads DER, all of it.
func unmarshal(der []byte, into any, what string) error {
	rest, err := asn1.Unmarshal(der, into)
	if err != nil {
		return invalid("its %s can't be read: %v", what, err)
	}
	if len(rest) > 0 {
		return invalid("its %s has %d bytes too many at its end", what, len(rest))
	}
	return nil
}

// statusWords says what PKIStatus and PKIFailureInfo mean (RFC 3161, 2.4.2).
func statusWords(s pkiStatusInfo) string {
	words := map[int]string{2: "rejected", 3: "waiting", 4: "a revocation is near", 5: "revoked"}[s.Status]
	if words == "" {
		words = "a status that is not known"
	}
	for bit, why := range map[int]string{0: "it does not know the hash", 2: "it does not allow the request", 5: "it can't read the request",
		14: "it has no time at hand", 15: "it does not know the policy", 16: "it does not know the extension",
		17: "it lacks what was asked for", 25: "a fault of its own"} {
		if s.Failure.At(bit) != 0 {
			return words + " (" + why + ")"
		}
	}
	return words
}
