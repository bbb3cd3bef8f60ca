package tsa_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"archiver/internal/tsa"
	"archiver/internal/webtest/authority"
)

// forgery is a token signed with whatever key: what a thief, a liar or a fool
// would make.
type forgery struct {
	data    []byte
	at      time.Time
	cert    *x509.Certificate
	key     crypto.Signer
	certs   bool // sent along
	parents []*x509.Certificate
	nonce   *big.Int
	hash    crypto.Hash
	more    []pkix.Extension
	acc     time.Duration
}

func (f forgery) make(t *testing.T) []byte {
	t.Helper()
	if f.hash == 0 {
		f.hash = crypto.SHA256
	}
	h := f.hash.New()
	h.Write(f.data)
	ts := timestamp.Timestamp{HashAlgorithm: f.hash, HashedMessage: h.Sum(nil), Time: f.at, Accuracy: f.acc, Policy: asn1.ObjectIdentifier{1, 2, 3},
		Certificates: f.parents, AddTSACertificate: f.certs, Nonce: f.nonce, ExtraExtensions: f.more}
	der, err := ts.CreateResponseWithOpts(f.cert, f.key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// certificate makes one, signed by itself or, with a key, by another.
func certificate(t *testing.T, tmpl x509.Certificate, parent *x509.Certificate, by crypto.Signer) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if tmpl.SerialNumber == nil {
		tmpl.SerialNumber = big.NewInt(77)
	}
	if tmpl.NotAfter.IsZero() {
		tmpl.NotBefore, tmpl.NotAfter = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Now().AddDate(5, 0, 0)
	}
	if parent == nil {
		parent, by = &tmpl, key
	}
	der, err := x509.CreateCertificate(rand.Reader, &tmpl, parent, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c, key
}

// TestForged: tokens of every kind that other verifiers were seen to accept, and
// those that a person with less skill would try. The library's parser is shown
// to accept some of them, so that the test keeps its point.
func TestForged(t *testing.T) {
	a := authority.Start(t, authority.Options{})
	roots := []*x509.Certificate{a.Root}
	now := time.Now().UTC().Truncate(time.Second)
	good := forgery{data: message, at: now, cert: a.Leaf, key: a.Key, certs: true, parents: []*x509.Certificate{a.Intermediate}, nonce: big.NewInt(5)}
	opt := tsa.VerifyOptions{Roots: roots, Chain: []*x509.Certificate{a.Intermediate, a.Root}, Nonce: big.NewInt(5)}
	if _, err := tsa.Verify(good.make(t), message, opt); err != nil {
		t.Fatalf("what the forgeries are made from: %v", err)
	}
	real := ask(t, a)
	content := contentOf(t, good.make(t))
	if _, err := tsa.Verify(resigned{content: content, attrs: signs(t, a.Leaf, false)}.make(t, a), message, opt); err != nil {
		t.Fatalf("what is signed anew: %v", err)
	}

	// A CA of the authority that also gives out certificates for other things.
	ca, caKey := certificate(t, x509.Certificate{Subject: pkix.Name{CommonName: "CA of many"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	other := func(c x509.Certificate) (f forgery) {
		f = good
		c.Subject, f.parents = pkix.Name{CommonName: "Other"}, nil
		f.cert, f.key = certificate(t, c, ca, caKey)
		return f
	}
	exts := func(e ...pkix.Extension) x509.Certificate {
		return x509.Certificate{ExtraExtensions: e, KeyUsage: x509.KeyUsageDigitalSignature}
	}
	stamping := authority.TimeStamping(true)
	caOnly := tsa.VerifyOptions{Roots: []*x509.Certificate{ca}}
	if _, err := tsa.Verify(other(exts(stamping)).make(t), message, caOnly); err != nil {
		t.Fatalf("what the certificates are made from: %v", err)
	}

	attacker := good
	attacker.parents = nil
	attacker.at = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	attacker.cert, attacker.key = certificate(t, exts(stamping), nil, nil)
	attackerCA, attackerCAKey := certificate(t, x509.Certificate{Subject: a.Root.Subject, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	impostor := attacker
	impostor.cert, impostor.key = certificate(t, func() x509.Certificate { c := exts(stamping); c.Subject = a.Leaf.Subject; return c }(), attackerCA, attackerCAKey)
	impostor.parents = []*x509.Certificate{attackerCA}

	bare := good
	bare.certs, bare.parents = false, nil
	withLeaf := opt
	withLeaf.Chain = append([]*x509.Certificate{a.Leaf}, opt.Chain...)
	if _, err := tsa.Verify(bare.make(t), message, withLeaf); err != nil {
		t.Fatalf("no certificates, but archived ones: %v", err)
	}

	// The signer's name and serial number, with another key: only the hash in
	// the signed attributes tells them apart.
	twinKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	twinDER, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: a.Leaf.SerialNumber, Subject: a.Leaf.Subject, NotBefore: a.Leaf.NotBefore,
		NotAfter: a.Leaf.NotAfter.Add(time.Hour), ExtraExtensions: []pkix.Extension{stamping}}, &x509.Certificate{RawSubject: a.Intermediate.RawSubject, SubjectKeyId: a.Intermediate.SubjectKeyId}, a.Key.Public(), twinKey)
	if err != nil {
		t.Fatal(err)
	}
	twin, err := x509.ParseCertificate(twinDER)
	if err != nil {
		t.Fatal(err)
	}

	with := func(f forgery, change func(*forgery)) []byte { change(&f); return f.make(t) }
	flip := func(der []byte, in []byte) []byte {
		t.Helper()
		i := bytes.Index(der, in)
		if i < 0 {
			t.Fatal("nothing to alter")
		}
		out := bytes.Clone(der)
		out[i+len(in)-1] ^= 1
		return out
	}
	sum := sha256.Sum256(message)
	leafSum := sha256.Sum256(a.Leaf.Raw)
	lastByte := func(der []byte) []byte { d := bytes.Clone(der); d[len(d)-1] ^= 1; return d }

	for name, f := range map[string]struct {
		tsr     []byte
		o       tsa.VerifyOptions
		message []byte // nil: message
		fools   bool   // the library's parser takes it
	}{
		"certificate without the usage":        {tsr: other(exts()).make(t), o: caOnly, fools: true},
		"usage that is not critical":           {tsr: other(exts(authority.TimeStamping(false))).make(t), o: caOnly, fools: true},
		"usage among others":                   {tsr: other(exts(authority.TimeStamping(true, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 1}))).make(t), o: caOnly, fools: true},
		"usage beside an unknown one":          {tsr: other(exts(authority.TimeStamping(true, asn1.ObjectIdentifier{1, 2, 3, 4}))).make(t), o: caOnly, fools: true},
		"key for certificates":                 {tsr: other(x509.Certificate{ExtraExtensions: []pkix.Extension{stamping}, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}).make(t), o: caOnly, fools: true},
		"a CA's certificate":                   {tsr: other(x509.Certificate{ExtraExtensions: []pkix.Extension{stamping}, IsCA: true, BasicConstraintsValid: true}).make(t), o: caOnly, fools: true},
		"certificate not valid then":           {tsr: with(good, func(f *forgery) { f.at = a.Leaf.NotBefore.Add(-time.Hour) }), o: opt, fools: true},
		"self-signed, back-dated":              {tsr: attacker.make(t), o: opt, fools: true},
		"self-signed, back-dated, as a root":   {tsr: attacker.make(t), o: tsa.VerifyOptions{Roots: []*x509.Certificate{attacker.cert}}, fools: true},
		"no certificates, corrupted signature": {tsr: lastByte(bare.make(t)), o: withLeaf, fools: true},
		"no certificates at all":               {tsr: bare.make(t), o: tsa.VerifyOptions{Roots: roots}, fools: true},
		"corrupted signature":                  {tsr: lastByte(good.make(t)), o: opt},
		"altered imprint":                      {tsr: flip(good.make(t), sum[:]), o: opt},
		"altered imprint, to fit other data":   {tsr: swapImprint(good.make(t), []byte("other")), o: opt, message: []byte("other")},
		"other data":                           {tsr: good.make(t), o: opt, message: []byte("other"), fools: true},
		"wrong nonce":                          {tsr: with(good, func(f *forgery) { f.nonce = big.NewInt(6) }), o: opt, fools: true},
		"no nonce":                             {tsr: with(good, func(f *forgery) { f.nonce = nil }), o: opt, fools: true},
		"another policy":                       {tsr: good.make(t), o: tsa.VerifyOptions{Roots: roots, Policy: asn1.ObjectIdentifier{1, 2, 4}}, fools: true},
		"swapped ESSCertID":                    {tsr: flip(good.make(t), leafSum[:]), o: opt},
		"ESSCertID of another":                 {tsr: resigned{content: content, attrs: signs(t, a.Root, false)}.make(t, a), o: opt, fools: true},
		"ESSCertID of another, SHA-1":          {tsr: resigned{content: content, attrs: signs(t, a.Root, true)}.make(t, a), o: opt, fools: true},
		"no ESSCertID":                         {tsr: resigned{content: content}.make(t, a), o: opt, fools: true},
		"a twin of the certificate":            {tsr: bare.make(t), o: tsa.VerifyOptions{Roots: roots, Chain: []*x509.Certificate{twin, a.Intermediate}, Nonce: opt.Nonce}, fools: true},
		"over a SHA-1":                         {tsr: resigned{content: weak(t, now), attrs: signs(t, a.Leaf, false)}.make(t, a), o: opt, fools: true},
		"signed over a SHA-1":                  {tsr: resigned{content: content, attrs: signs(t, a.Leaf, false), digest: pkcs7.OIDDigestAlgorithmSHA1}.make(t, a), o: opt, fools: true},
		"two signers":                          {tsr: resigned{content: content, attrs: signs(t, a.Leaf, false), signers: 2}.make(t, a), o: opt, fools: true},
		"ESSCertID twice":                      {tsr: resigned{content: content, attrs: append(signs(t, a.Leaf, false), signs(t, a.Root, false)...)}.make(t, a), o: opt, fools: true},
		"good ESSCertIDv2, bad ESSCertID":      {tsr: resigned{content: content, attrs: append(signs(t, a.Leaf, false), signs(t, a.Root, true)...)}.make(t, a), o: opt, fools: true},
		"signed as something else":             {tsr: resigned{content: content, attrs: signs(t, a.Leaf, false), kind: pkcs7.OIDData}.make(t, a), o: opt, fools: true},
		"critical extension": {tsr: with(good, func(f *forgery) {
			f.more = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 9}, Critical: true, Value: []byte{5, 0}}}
		}), o: opt, fools: true},
		"accuracy of a year":       {tsr: with(good, func(f *forgery) { f.acc = 365 * 24 * time.Hour }), o: opt, fools: true},
		"from tomorrow":            {tsr: with(good, func(f *forgery) { f.at = now.Add(24 * time.Hour) }), o: opt, fools: true},
		"replaced chain":           {tsr: bare.make(t), o: tsa.VerifyOptions{Roots: roots, Chain: []*x509.Certificate{impostor.cert, attackerCA}, Nonce: opt.Nonce}, fools: true},
		"chain without its middle": {tsr: with(good, func(f *forgery) { f.parents = nil }), o: tsa.VerifyOptions{Roots: roots}, fools: true},
		"a crowd of certificates":  {tsr: resigned{content: content, attrs: signs(t, a.Leaf, false), crowd: 40}.make(t, a), o: opt, fools: true},
		"bytes after it":           {tsr: append(good.make(t), 0), o: opt},
		"garbage":                  {tsr: []byte("garbage"), o: opt},
		"nothing":                  {tsr: nil, o: opt},
		"rejected, with a token":   {tsr: withStatus(t, good.make(t), 2), o: opt},
	} {
		data := f.message
		if data == nil {
			data = message
		}
		tok, err := tsa.Verify(f.tsr, data, f.o)
		if err == nil || tok != nil {
			t.Errorf("%s: accepted: %+v, %v", name, tok, err)
		} else if testing.Verbose() {
			t.Logf("%-40s %v", name, err)
		}
		if _, perr := timestamp.ParseResponse(f.tsr); (perr == nil) != f.fools {
			t.Errorf("%s: the library's parser says %v", name, perr)
		}
	}
	// One that a liar made with a root of his own, of the authority's name: what
	// it lacks is our trust, and its fingerprint tells it from the true one.
	tok, err := tsa.Verify(impostor.make(t), message, tsa.VerifyOptions{Roots: roots})
	var unknown *tsa.UnknownRootError
	rootSum := sha256.Sum256(attackerCA.Raw)
	if !errors.As(err, &unknown) || unknown.SHA256 != hex.EncodeToString(rootSum[:]) || unknown.Subject != a.Root.Subject.String() {
		t.Errorf("the authority's name, another root: %+v, %v", tok, err)
	}
	// One of an authority whose clock, or whose token, is old: it answers this
	// very request.
	for off, want := range map[time.Duration]bool{0: true, -5 * time.Minute: true, -30 * time.Minute: false, 9 * time.Minute: true} {
		answer := &tsa.Answer{TSR: with(good, func(f *forgery) { f.at = now.Add(off) }), Nonce: big.NewInt(5), Sent: now, Received: now}
		if tok, err := answer.Verify(message, opt); (err == nil) != want {
			t.Errorf("a clock off by %v: %+v, %v", off, tok, err)
		}
	}
	// Cut anywhere.
	tsr := real.TSR
	for i := range tsr {
		if tok, err := tsa.Verify(tsr[:i], message, tsa.VerifyOptions{Roots: roots}); err == nil || tok != nil {
			t.Errorf("cut to %d of %d bytes: accepted", i, len(tsr))
		}
	}
	// Any one bit of it turned over: refused, or what it says is the same.
	want, err := tsa.Verify(tsr, message, tsa.VerifyOptions{Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	for i := range tsr {
		d := bytes.Clone(tsr)
		d[i] ^= 1 << (i % 8)
		if tok, err := tsa.Verify(d, message, tsa.VerifyOptions{Roots: roots, Chain: want.Chain, Nonce: real.Nonce}); err == nil &&
			(!tok.Time.Equal(want.Time) || tok.Root != want.Root || tok.Serial.Cmp(want.Serial) != 0) {
			t.Errorf("byte %d altered: accepted as %+v", i, tok)
		}
	}
}

// swapImprint writes the imprint of other data into a token.
func swapImprint(tsr, other []byte) []byte {
	was, is := sha256.Sum256(message), sha256.Sum256(other)
	return bytes.Replace(tsr, was[:], is[:], 1)
}

// resigned is a token's content signed anew by the authority's own key.
type resigned struct {
	content []byte
	kind    asn1.ObjectIdentifier // of the content; nil: a timestamp
	digest  asn1.ObjectIdentifier // nil: SHA-256
	attrs   []pkcs7.Attribute
	signers int // 0: one
	crowd   int // certificates besides
}

func (r resigned) make(t *testing.T, a *authority.Authority) []byte {
	t.Helper()
	sd, err := pkcs7.NewSignedData(r.content)
	if err != nil {
		t.Fatal(err)
	}
	if r.digest == nil {
		r.digest = pkcs7.OIDDigestAlgorithmSHA256
	}
	if r.kind == nil {
		r.kind = tstInfo
	}
	sd.SetDigestAlgorithm(r.digest)
	sd.SetContentType(r.kind)
	sd.GetSignedData().Version = 3
	for range max(1, r.signers) {
		if err := sd.AddSignerChain(a.Leaf, a.Key, []*x509.Certificate{a.Intermediate}, pkcs7.SignerInfoConfig{ExtraSignedAttributes: r.attrs}); err != nil {
			t.Fatal(err)
		}
	}
	for range r.crowd {
		sd.AddCertificate(a.Intermediate)
	}
	der, err := sd.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return respond(t, der)
}

var tstInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

// respond puts a token into a response.
func respond(t *testing.T, token []byte) []byte {
	t.Helper()
	out, err := asn1.Marshal(struct {
		Status struct{ Status int }
		Token  asn1.RawValue
	}{Token: asn1.RawValue{FullBytes: token}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// contentOf is what a token signs.
func contentOf(t *testing.T, tsr []byte) []byte {
	t.Helper()
	ts, err := timestamp.ParseResponse(tsr)
	if err != nil {
		t.Fatal(err)
	}
	p7, err := pkcs7.Parse(ts.RawToken)
	if err != nil {
		t.Fatal(err)
	}
	return p7.Content
}

// weak is a content over the SHA-1 of the message.
func weak(t *testing.T, at time.Time) []byte {
	t.Helper()
	sum := sha1.Sum(message)
	der, err := asn1.Marshal(struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint struct {
			Algorithm pkix.AlgorithmIdentifier
			Hash      []byte
		}
		Serial int
		Time   time.Time `asn1:"generalized"`
		Nonce  int
	}{1, asn1.ObjectIdentifier{1, 2, 3}, struct {
		Algorithm pkix.AlgorithmIdentifier
		Hash      []byte
	}{pkix.AlgorithmIdentifier{Algorithm: pkcs7.OIDDigestAlgorithmSHA1}, sum[:]}, 1, at, 5})
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// signs adds the attribute that names a certificate as the signing one.
func signs(t *testing.T, c *x509.Certificate, sha1 bool) []pkcs7.Attribute {
	t.Helper()
	oid, hash := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, crypto.SHA256
	if sha1 {
		oid[8], hash = 12, crypto.SHA1
	}
	h := hash.New()
	h.Write(c.Raw)
	v, err := asn1.Marshal(struct{ Certs []struct{ Hash []byte } }{[]struct{ Hash []byte }{{h.Sum(nil)}}})
	if err != nil {
		t.Fatal(err)
	}
	return []pkcs7.Attribute{{Type: oid, Value: asn1.RawValue{FullBytes: v}}}
}

// TestDER: what can be written in more than one way is refused, before a library
// reads it in its own.
func TestDER(t *testing.T) {
	tsr, o := load(t, "openssl")
	if tsr[0] != 0x30 || tsr[1] != 0x82 {
		t.Fatalf("% x", tsr[:4])
	}
	deep := []byte{5, 0}
	for range 60 {
		deep = append([]byte{0x30, byte(len(deep))}, deep...)
	}
	for name, der := range map[string][]byte{
		"longer length":     append([]byte{0x30, 0x83, 0}, tsr[2:]...),
		"indefinite length": append(append([]byte{0x30, 0x80}, tsr[4:]...), 0, 0),
		"absurd length":     {0x30, 0x85, 1, 0, 0, 0, 0},
		"huge length":       {0x30, 0x84, 0xff, 0xff, 0xff, 0xff},
		"high tag":          {0x3f, 0x81, 0x10, 0},
		"deep":              deep,
		"parts of a string": {0x30, 4, 0x24, 2, 4, 0},
	} {
		if tok, err := tsa.Verify(der, message, o); err == nil || !strings.Contains(err.Error(), "DER") && !strings.Contains(err.Error(), "deep") && !strings.Contains(err.Error(), "cut short") {
			t.Errorf("%s: %+v, %v", name, tok, err)
		}
	}
}
