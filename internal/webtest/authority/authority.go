// Package authority is a time-stamp authority for tests: certificates of its
// own, and a server on loopback whose answers `openssl ts` makes. It can also
// be down, refuse, or answer something else.
package authority

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Options says what kind of authority to be. The zero value is a good one.
type Options struct {
	Name      string    // in its certificates
	NotBefore time.Time // of the signer's certificate; zero: an hour ago
	NotAfter  time.Time // zero: in a year
	RSA       bool      // else ECDSA
	SHA1ID    bool      // ESSCertID instead of ESSCertIDv2
	LeafOnly  bool      // the intermediate certificate is not sent along
	Root      bool      // the root is sent along
	// Leaf changes the signer's certificate before it is signed.
	Leaf func(*x509.Certificate)
}

// Authority is a running authority. Its methods may be called concurrently.
type Authority struct {
	URL                      string
	Root, Intermediate, Leaf *x509.Certificate
	Key                      crypto.Signer // of Leaf
	RootFile                 string        // Root alone, PEM
	ChainFile                string        // Root and Intermediate, PEM

	dir string
	mu  sync.Mutex // openssl's file of serial numbers stands no concurrency
	// answer, if any, answers instead.
	answer   http.HandlerFunc
	requests int
}

// rsaKeys are those of every authority with RSA, for its root, the intermediate and the
// signer: a process makes them once, since that takes longer than most tests.
var rsaKeys = [3]func() (*rsa.PrivateKey, error){sync.OnceValues(rsaKey), sync.OnceValues(rsaKey), sync.OnceValues(rsaKey)}

func rsaKey() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) }

// Start serves until the test ends.
func Start(t testing.TB, o Options) *Authority {
	t.Helper()
	a := New(t, o)
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	a.URL = s.URL + "/tsr"
	return a
}

// New makes an authority that does not listen.
func New(t testing.TB, o Options) *Authority {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Fatal("openssl is missing: make deps-test installs it")
	}
	a := &Authority{dir: t.TempDir()}
	now := time.Now()
	if o.Name == "" {
		o.Name = "Test"
	}
	if o.NotBefore.IsZero() {
		o.NotBefore = now.Add(-time.Hour)
	}
	if o.NotAfter.IsZero() {
		o.NotAfter = now.AddDate(1, 0, 0)
	}
	made := 0
	key := func() crypto.Signer {
		var k crypto.Signer
		var err error
		if o.RSA {
			k, err = rsaKeys[made]()
			made++
		} else {
			k, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		}
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	sign := func(c, parent *x509.Certificate, pub crypto.PublicKey, by crypto.Signer) *x509.Certificate {
		t.Helper()
		c.SerialNumber, _ = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
		der, err := x509.CreateCertificate(rand.Reader, c, parent, pub, by)
		if err != nil {
			t.Fatal(err)
		}
		c, err = x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ca := func(name string) *x509.Certificate {
		return &x509.Certificate{Subject: pkix.Name{Organization: []string{o.Name}, CommonName: o.Name + " " + name}, IsCA: true, BasicConstraintsValid: true,
			KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, NotBefore: now.AddDate(-30, 0, 0), NotAfter: now.AddDate(30, 0, 0)}
	}
	rootKey, betweenKey := key(), key()
	root := ca("Root")
	a.Root = sign(root, root, rootKey.Public(), rootKey)
	a.Intermediate = sign(ca("CA"), a.Root, betweenKey.Public(), rootKey)
	a.Key = key()
	leaf := &x509.Certificate{Subject: pkix.Name{Organization: []string{o.Name}, CommonName: o.Name + " Clock"}, KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: o.NotBefore, NotAfter: o.NotAfter, ExtraExtensions: []pkix.Extension{TimeStamping(true)}}
	if o.Leaf != nil {
		o.Leaf(leaf)
	}
	a.Leaf = sign(leaf, a.Intermediate, a.Key.Public(), betweenKey)

	sent := []*x509.Certificate{}
	if !o.LeafOnly {
		sent = append(sent, a.Intermediate)
	}
	if o.Root {
		sent = append(sent, a.Root)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(a.Key)
	if err != nil {
		t.Fatal(err)
	}
	a.RootFile, a.ChainFile = a.path("root.pem"), a.path("ca.pem")
	id := "sha256"
	if o.SHA1ID {
		id = "sha1"
	}
	config := fmt.Sprintf(`[tsa]
serial = %s
crypto_device = builtin
signer_cert = %s
signer_key = %s
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = %s
`, a.path("serial"), a.path("leaf.pem"), a.path("key.pem"), id)
	if len(sent) > 0 {
		config += "certs = " + a.path("sent.pem") + "\n"
	}
	for name, data := range map[string][]byte{
		"root.pem": PEM(a.Root), "ca.pem": PEM(a.Intermediate, a.Root), "leaf.pem": PEM(a.Leaf), "sent.pem": PEM(sent...),
		"key.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), "serial": []byte("01\n"), "tsa.cnf": []byte(config),
	} {
		if err := os.WriteFile(a.path(name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// TimeStamping is the extended key usage of a time-stamp authority.
func TimeStamping(critical bool, others ...asn1.ObjectIdentifier) pkix.Extension {
	value, err := asn1.Marshal(append([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}}, others...))
	if err != nil {
		panic(err)
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: critical, Value: value}
}

// PEM writes certificates.
func PEM(certs ...*x509.Certificate) []byte {
	var b bytes.Buffer
	for _, c := range certs {
		pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	return b.Bytes()
}

func (a *Authority) path(name string) string { return filepath.Join(a.dir, name) }

// Reply has openssl answer a query.
func (a *Authority) Reply(query []byte) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := os.WriteFile(a.path("q"), query, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.Command("openssl", "ts", "-reply", "-config", a.path("tsa.cnf"), "-section", "tsa", "-queryfile", a.path("q"), "-out", a.path("r"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("openssl ts -reply: %v\n%s", err, out)
	}
	return os.ReadFile(a.path("r"))
}

// Answer has f answer from here on; nil: openssl again.
func (a *Authority) Answer(f http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = f
}

// Down breaks every connection.
func Down(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// Refuse answers as RFC 3161 has it: rejection, systemFailure.
func Refuse(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/timestamp-reply")
	w.Write([]byte{0x30, 0x0c, 0x30, 0x0a, 0x02, 0x01, 0x02, 0x03, 0x05, 0x06, 0x00, 0x00, 0x00, 0x40})
}

// Requests is how many there were.
func (a *Authority) Requests() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.requests
}

func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.requests++
	answer := a.answer
	a.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "not a timestamp query", http.StatusBadRequest)
		return
	}
	query, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	if err != nil {
		return
	}
	reply, err := a.Reply(query)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	w.Write(reply)
}
