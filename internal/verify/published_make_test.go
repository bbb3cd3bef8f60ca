package verify_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/webtest/authority"
)

// maker writes the cases of the published set that are not there yet. Its keys
// are published with the set, so that others can add to it.
type maker struct {
	t               *testing.T
	capture, other  *ecdsa.PrivateKey // of snapshots
	skey, another   string            // of the log; of one with the same name
	witness         string
	clock, stranger authorityKeys // authorities: of a root in roots.pem, and not
	retired, unfit  authorityKeys // of the first root: with a certificate of before, and not for timestamps
	made, found     int
}

type authorityKeys struct {
	leaf  *x509.Certificate
	key   crypto.Signer
	chain []*x509.Certificate // above leaf, root last
}

const setOrigin = "archiver.example/published-set"

func makePublished(t *testing.T) {
	m := &maker{t: t}
	m.keys()
	m.archives()
	m.snapshots()
	m.proofs()
	m.bundles()
	t.Logf("%d cases made, %d were there", m.made, m.found)
}

func (m *maker) ok(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// file gives a file of the set, which is made if it is not there.
func (m *maker) file(name string, make func() []byte) []byte {
	m.t.Helper()
	p := filepath.Join(published, name)
	b, err := os.ReadFile(p)
	if err == nil {
		return b
	}
	b = make()
	m.ok(os.MkdirAll(filepath.Dir(p), 0o755))
	m.ok(os.WriteFile(p, b, 0o644))
	return b
}

func (m *maker) ecdsa(name string, curve elliptic.Curve) *ecdsa.PrivateKey {
	b := m.file("keys/"+name+".key.pem", func() []byte {
		k, err := ecdsa.GenerateKey(curve, rand.Reader)
		m.ok(err)
		der, err := x509.MarshalPKCS8PrivateKey(k)
		m.ok(err)
		return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	})
	block, _ := pem.Decode(b)
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	m.ok(err)
	return k.(*ecdsa.PrivateKey)
}

func (m *maker) note(file, name string) string {
	return strings.TrimSpace(string(m.file("keys/"+file+".key", func() []byte {
		skey, _, err := note.GenerateKey(rand.Reader, name)
		m.ok(err)
		return []byte(skey + "\n")
	})))
}

func (m *maker) certificate(name string, c, parent *x509.Certificate, key, by *ecdsa.PrivateKey) *x509.Certificate {
	b := m.file("keys/"+name+".pem", func() []byte {
		if parent == nil {
			parent = c
		}
		c.Subject = pkix.Name{Organization: []string{"Published test set of archiver, worthless"}, CommonName: name}
		c.BasicConstraintsValid = true
		sum := sha256.Sum256([]byte(name))
		c.SerialNumber = new(big.Int).SetBytes(sum[:8])
		der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
		m.ok(err)
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	})
	block, _ := pem.Decode(b)
	cert, err := x509.ParseCertificate(block.Bytes)
	m.ok(err)
	return cert
}

func (m *maker) keys() {
	m.capture, m.other = m.ecdsa("capture", elliptic.P384()), m.ecdsa("capture-other", elliptic.P384())
	m.skey, m.another = m.note("log", setOrigin), m.note("log-other", setOrigin)
	m.witness = m.note("witness", "witness.example")
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	root := func(name string) (*x509.Certificate, *ecdsa.PrivateKey) {
		key := m.ecdsa(name, elliptic.P256())
		return m.certificate(name, &x509.Certificate{IsCA: true, KeyUsage: x509.KeyUsageCertSign, NotBefore: year(2000), NotAfter: year(2049)}, nil, key, key), key
	}
	leaf := func(name string, root *x509.Certificate, rootKey *ecdsa.PrivateKey, from, to int, usage pkix.Extension) authorityKeys {
		key := m.ecdsa(name, elliptic.P256())
		c := m.certificate(name, &x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature, NotBefore: year(from), NotAfter: year(to), ExtraExtensions: []pkix.Extension{usage}}, root, key, rootKey)
		return authorityKeys{c, key, []*x509.Certificate{root}}
	}
	r, rk := root("authority-root")
	s, sk := root("stranger-root")
	m.clock = leaf("authority", r, rk, 2019, 2022, authority.TimeStamping(true))
	m.stranger = leaf("stranger", s, sk, 2019, 2022, authority.TimeStamping(true))
	m.retired = leaf("authority-retired", r, rk, 2010, 2012, authority.TimeStamping(true))
	m.unfit = leaf("authority-unfit", r, rk, 2019, 2022, authority.TimeStamping(true, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 1}))
	m.file("keys/roots.pem", func() []byte { return authority.PEM(r) })
}

// token stamps message at a time of long ago, by the clock of nobody: the libraries
// would sign the time of now along.
func (m *maker) token(by authorityKeys, message []byte, at time.Time) []byte {
	m.t.Helper()
	der := func(v any) []byte {
		b, err := asn1.Marshal(v)
		m.ok(err)
		return b
	}
	seq := func(parts ...[]byte) []byte { return tagged(asn1.ClassUniversal, asn1.TagSequence, parts...) }
	set := func(parts ...[]byte) []byte { return tagged(asn1.ClassUniversal, asn1.TagSet, parts...) }
	oid := func(n ...int) []byte { return der(asn1.ObjectIdentifier(n)) }
	explicit := func(b []byte) []byte { return tagged(asn1.ClassContextSpecific, 0, b) }
	hash := func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }
	sha := seq(oid(2, 16, 840, 1, 101, 3, 4, 2, 1))
	tstInfo := oid(1, 2, 840, 113549, 1, 9, 16, 1, 4)
	serial := new(big.Int).SetBytes(hash([]byte(at.String()))[1:8])
	info := seq(der(1), oid(1, 2, 3), seq(sha, der(hash(message))), der(serial), tagged(asn1.ClassUniversal, asn1.TagGeneralizedTime, []byte(at.UTC().Format("20060102150405Z"))))
	attributes := slices.Concat( // in the order of DER, which is by length
		seq(oid(1, 2, 840, 113549, 1, 9, 3), set(tstInfo)),
		seq(oid(1, 2, 840, 113549, 1, 9, 4), set(der(hash(info)))),
		seq(oid(1, 2, 840, 113549, 1, 9, 16, 2, 47), set(seq(seq(seq(der(hash(by.leaf.Raw))))))))
	signature, err := by.key.Sign(nil, hash(set(attributes)), crypto.SHA256) // nil: the same each time
	m.ok(err)
	signer := seq(der(1), seq(by.leaf.RawIssuer, der(by.leaf.SerialNumber)), sha, tagged(asn1.ClassContextSpecific, 0, attributes), seq(oid(1, 2, 840, 10045, 4, 3, 2)), der(signature))
	signed := seq(der(3), set(sha), seq(tstInfo, explicit(der(info))), tagged(asn1.ClassContextSpecific, 0, by.leaf.Raw), set(signer))
	return seq(seq(der(0)), seq(oid(1, 2, 840, 113549, 1, 7, 2), explicit(signed)))
}

// tagged is a constructed value of DER, or a primitive one where the tag is of such.
func tagged(class, tag int, parts ...[]byte) []byte {
	b, err := asn1.Marshal(asn1.RawValue{Class: class, Tag: tag, IsCompound: tag != asn1.TagGeneralizedTime, Bytes: bytes.Join(parts, nil)})
	if err != nil {
		panic(err)
	}
	return b
}

// chain is the file of certificates beside a token.
func (m *maker) chain(by authorityKeys) []byte {
	return authority.PEM(append([]*x509.Certificate{by.leaf}, by.chain...)...)
}

// cosign gives a checkpoint with the witness's signature behind the log's, and the
// witness's public key (https://c2sp.org/tlog-cosignature).
func (m *maker) cosign(checkpoint []byte, at time.Time) (cosigned []byte, vkey, name string) {
	m.t.Helper()
	parts := strings.SplitN(m.witness, "+", 5)
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	m.ok(err)
	key := ed25519.NewKeyFromSeed(seed[1:])
	plain, err := note.NewEd25519VerifierKey(parts[2], key.Public().(ed25519.PublicKey))
	m.ok(err)
	vkey, err = fnote.VKeyToCosignatureV1(plain)
	m.ok(err)
	v, err := fnote.NewVerifierForCosignatureV1(vkey)
	m.ok(err)
	text, _, _ := bytes.Cut(checkpoint, []byte("\n\n"))
	blob := binary.BigEndian.AppendUint32(nil, v.KeyHash())
	blob = binary.BigEndian.AppendUint64(blob, uint64(at.Unix()))
	blob = append(blob, ed25519.Sign(key, fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s\n", at.Unix(), text))...)
	return fmt.Appendf(bytes.Clone(checkpoint), "— %s %s\n", v.Name(), base64.StdEncoding.EncodeToString(blob)), vkey, fmt.Sprintf("%s-%08x", v.Name(), v.KeyHash())
}

// signed signs a text as a checkpoint.
func (m *maker) signed(skey, text string) []byte {
	m.t.Helper()
	s, err := note.NewSigner(skey)
	m.ok(err)
	raw, err := note.Sign(&note.Note{Text: text}, s)
	m.ok(err)
	return raw
}

// has says whether a case was published: it is left alone then.
func (m *maker) has(dir string) bool {
	if _, err := os.Stat(filepath.Join(published, dir, "expect.json")); err != nil {
		return false
	}
	m.found++
	return true
}

// write publishes a case: the files in folder, or what they differ in from the
// case of. What is found in it is written down as it is found: whoever adds a case
// reads that, and says whether it is right.
func (m *maker) write(dir, what, of, folder string, links map[string]string) {
	m.t.Helper()
	e := expect{What: what, Of: of, Links: links, Findings: []expected{}}
	have := m.tree(folder)
	old := map[string][]byte{}
	if of != "" {
		old = m.tree(filepath.Join(published, of))
		delete(old, "expect.json")
		delete(old, "log.head")
	}
	to := filepath.Join(published, dir)
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if b, ok := old[name]; ok && bytes.Equal(b, have[name]) {
			continue
		}
		m.ok(os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o755))
		m.ok(os.WriteFile(filepath.Join(to, name), have[name], 0o644))
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, ok := have[name]; !ok {
			e.Remove = append(e.Remove, name)
		}
	}
	m.ok(os.MkdirAll(to, 0o755))
	m.expect(dir, e)
	kind, rest, _ := strings.Cut(dir, "/")
	found, script := judge(m.t, kind, assemble(m.t, dir), setRoots(m.t))
	if kind == "bundles" { // what is told in words counts where it is the matter
		found = slices.DeleteFunc(found, func(f expected) bool { return words(f) && !strings.HasPrefix(rest, "warn/"+f.Code) })
	}
	e.Findings, e.Script = append(e.Findings, found...), script
	m.expect(dir, e)
	m.made++
	if err := fits(rest, e); err != nil {
		m.t.Errorf("%s: %v: %+v", dir, err, e.Findings)
	}
}

func (m *maker) expect(dir string, e expect) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	m.ok(enc.Encode(e))
	m.ok(os.WriteFile(filepath.Join(published, dir, "expect.json"), b.Bytes(), 0o644))
}

func (m *maker) tree(dir string) map[string][]byte {
	m.t.Helper()
	files := map[string][]byte{}
	m.ok(fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == ".tmp" || d.Name() == "log.head.lock" {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if d.Type().IsRegular() {
			files[p], err = os.ReadFile(filepath.Join(dir, p))
		}
		return err
	}))
	return files
}

// fresh is an archive with nothing in it.
func (m *maker) fresh(skey string) *archive {
	m.t.Helper()
	a := &archive{t: m.t, dir: filepath.Join(m.t.TempDir(), "archive"), skey: skey, key: m.capture}
	a.at(day)
	var err error
	a.st, err = store.NewFS(a.dir)
	m.ok(err)
	return a
}

// of opens a copy of a published archive, to be changed.
func (m *maker) of(dir string) *archive {
	m.t.Helper()
	a := m.fresh(m.skey)
	m.ok(os.CopyFS(filepath.Dir(a.dir), os.DirFS(filepath.Join(published, dir))))
	m.ok(os.Remove(filepath.Join(filepath.Dir(a.dir), "expect.json")))
	a.at(day.AddDate(0, 0, 7))
	return a
}

// at sets the clock.
func (a *archive) at(t time.Time) { a.now = func() time.Time { return t } }

func sumOf(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// named logs the key of the snapshots.
func (m *maker) named(a *archive) {
	spki, err := x509.MarshalPKIXPublicKey(&m.capture.PublicKey)
	m.ok(err)
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	a.put("keys/capture.pub", pub)
	a.append(ledger.Record{Kind: ledger.KindKey, Body: ledger.KeyRecord{Use: "capture", Object: "keys/capture.pub", SHA256: sumOf(pub)}})
}

// keep stores a package and logs it, with the look that found it.
func (a *archive) keep(url string, at time.Time, data, body []byte, more ...ledger.Record) string {
	a.t.Helper()
	a.at(at.Add(5 * time.Second))
	object := fmt.Sprintf("snapshots/example.org/%s-%s/%s.wacz", path.Base(url), sumOf([]byte(url))[:12], at.Format("20060102150405"))
	a.put(object, data)
	a.append(append([]ledger.Record{{Kind: ledger.KindSnapshot, Body: recordOf(url, object, at, data, body)}}, more...)...)
	return object
}

func recordOf(url, object string, at time.Time, data, body []byte) ledger.SnapshotRecord {
	return ledger.SnapshotRecord{URL: url, CapturedAt: at, Object: object, SHA256: sumOf(data), Bytes: int64(len(data)), Class: "source", Status: 200,
		ContentType: "text/html; charset=utf-8", Kind: "html", PayloadSHA256: sumOf(body), Verdict: "ok", Reason: "first-seen",
		Collector: ledger.Collector{Software: "archiver published set", UserAgent: "archiver", ServerIP: "192.0.2.1", TLS: "verified"}}
}

// stampBy logs a token over a checkpoint; tsr nil: a good one.
func (m *maker) stampBy(a *archive, by authorityKeys, name string, size int64, at time.Time, tsr []byte, change func(*ledger.TimestampRecord)) string {
	m.t.Helper()
	cp := fmt.Sprintf("log/checkpoints/%d", size)
	if tsr == nil {
		tsr = m.token(by, a.read(cp), at)
	}
	chain := m.chain(by)
	base := fmt.Sprintf("log/timestamps/%d/%s", size, name)
	a.put(base+".tsr", tsr)
	a.put(base+".pem", chain)
	r := ledger.TimestampRecord{Size: size, Checkpoint: cp, Authority: "https://" + name + ".example/tsr", Object: base + ".tsr", SHA256: sumOf(tsr), Chain: base + ".pem", ChainSHA256: sumOf(chain), Time: at}
	if change != nil {
		change(&r)
	}
	a.at(at.Add(2 * time.Second))
	a.append(ledger.Record{Kind: ledger.KindTimestamp, Body: r})
	return base
}

func (a *archive) head() []byte {
	a.t.Helper()
	b, err := os.ReadFile(a.headPath())
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}
