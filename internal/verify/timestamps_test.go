package verify_test

import (
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"archiver/internal/ledger"
	"archiver/internal/tsa"
	"archiver/internal/verify"
	"archiver/internal/webtest/authority"
)

// stamp has the newest checkpoint stamped.
func (a *archive) stamp(by *authority.Authority) ledger.StampResult {
	a.t.Helper()
	log, err := ledger.Open(a.t.Context(), ledger.Config{Store: a.st, Head: ledger.FileHead(a.headPath()), SignerKey: a.skey})
	if err != nil {
		a.t.Fatal(err)
	}
	res, err := ledger.Stamp(a.t.Context(), log, []ledger.Authority{{URL: by.URL, Roots: []*x509.Certificate{by.Root}}})
	if err != nil || res[0].Err != nil {
		a.t.Fatalf("%+v, %v", res, err)
	}
	return res[0]
}

// codes lists findings as CODE OBJECT.
func codes(list []verify.Finding) (out []string) {
	for _, f := range list {
		out = append(out, f.Code+" "+f.Object)
	}
	slices.Sort(out)
	return out
}

// TestTimestamps: each token is verified from the archive alone, and whatever
// was done to one is told by its file.
func TestTimestamps(t *testing.T) { // raced
	first, second := authority.Start(t, authority.Options{Name: "First"}), authority.Start(t, authority.Options{Name: "Second", RSA: true})
	roots := []*x509.Certificate{first.Root, second.Root}
	built := build(t)
	one := built.stamp(first)
	two := built.stamp(second) // covers the record of the first
	built.snapshot(4, built.key)
	three := built.stamp(first)
	chain := func(r ledger.StampResult) string { return r.Object[:len(r.Object)-4] + ".pem" }
	for name, tt := range map[string]struct {
		spoil    func(*archive)
		roots    []*x509.Certificate
		findings []string
		warnings []string
		verified int
	}{
		"nothing":       {roots: roots, verified: 3},
		"unknown roots": {warnings: []string{"timestamp-root-unknown " + chain(two), "timestamp-root-unknown " + chain(one)}, verified: 3},
		"one unknown":   {roots: roots[:1], warnings: []string{"timestamp-root-unknown " + chain(two)}, verified: 3},
		"altered":       {spoil: func(a *archive) { a.flip(one.Object, -5) }, roots: roots, findings: []string{"timestamp-altered " + one.Object}, verified: 2},
		"missing":       {spoil: func(a *archive) { a.remove(one.Object) }, roots: roots, findings: []string{"timestamp-missing " + one.Object}, verified: 2},
		"chain altered": {spoil: func(a *archive) { a.flip(chain(two), 200) }, roots: roots, findings: []string{"timestamp-altered " + chain(two)}, verified: 2},
		"chain missing": {spoil: func(a *archive) { a.remove(chain(two)) }, roots: roots, findings: []string{"timestamp-missing " + chain(two)}, verified: 2},
		"swapped": {spoil: func(a *archive) { a.write(one.Object, a.read(three.Object)); a.write(chain(one), a.read(chain(three))) }, roots: roots,
			findings: []string{"timestamp-altered " + one.Object}, verified: 2},
		"checkpoint altered": {spoil: func(a *archive) { a.flip("log/checkpoints/9", 20) }, roots: roots,
			findings: []string{"checkpoint-signature log/checkpoints/9", "timestamp-invalid " + one.Object}, verified: 2},
		"strays": {spoil: func(a *archive) {
			a.put("log/timestamps/9/other.tsr", []byte("x"))
			a.put("log/timestamps/notes.txt", []byte("x"))
			a.put("log/timestamps/9/crash.pem", a.read(chain(one)))
			a.put("log/timestamps/9/more.pem", []byte("x"))
			a.put("log/timestamps/900/later.tsr", a.read(one.Object))
		}, roots: roots, warnings: []string{"log-unexpected log/timestamps/notes.txt", "timestamp-unlisted log/timestamps/9/more.pem", "timestamp-unlisted log/timestamps/9/other.tsr", "timestamp-unlisted log/timestamps/900/later.tsr"}, verified: 3},
	} {
		t.Run(name, func(t *testing.T) {
			a := built.copy(t)
			if tt.spoil != nil {
				tt.spoil(a)
			}
			rep, err := verify.Archive(t.Context(), a.st, verify.Options{Roots: tt.roots})
			if err != nil {
				t.Fatal(err)
			}
			if got := codes(rep.Findings); !slices.Equal(got, tt.findings) {
				t.Errorf("findings %q, want %q", got, tt.findings)
			}
			if got := codes(rep.Warnings); !slices.Equal(got, tt.warnings) {
				t.Errorf("warnings %q, want %q", got, tt.warnings)
			}
			if rep.Timestamps != tt.verified {
				t.Errorf("%d verified, want %d", rep.Timestamps, tt.verified)
			}
		})
	}
}

// TestTimestampOrder: a token that covers the hash of a later one. And one that
// was logged with the log's key, but is none.
func TestTimestampOrder(t *testing.T) {
	by := authority.Start(t, authority.Options{})
	a := build(t)
	res := a.stamp(by)
	a.snapshot(4, a.key)
	// A thief of both keys writes what he likes, but not into the past of the
	// log: it is forged over the newest checkpoint, with an earlier time.
	r, err := ledger.OpenReader(t.Context(), a.st)
	if err != nil {
		t.Fatal(err)
	}
	tsr := forge(t, by, r.Checkpoint(), res.Time.Add(-30*time.Minute))
	token, err := tsa.Verify(tsr, r.Checkpoint(), tsa.VerifyOptions{Roots: []*x509.Certificate{by.Root}})
	if err != nil {
		t.Fatal(err)
	}
	log := func(name string, tsr []byte, at time.Time) string {
		object := filepath.Join("log/timestamps", "12", name)
		pem := tsa.EncodeChain(token.Chain)
		a.put(object+".tsr", tsr)
		a.put(object+".pem", pem)
		s, c := sha256.Sum256(tsr), sha256.Sum256(pem)
		a.append(ledger.Record{Kind: ledger.KindTimestamp, Body: ledger.TimestampRecord{Size: 12, Checkpoint: "log/checkpoints/12", Object: object + ".tsr", SHA256: hex.EncodeToString(s[:]),
			Chain: object + ".pem", ChainSHA256: hex.EncodeToString(c[:]), Time: at}})
		return object
	}
	if r.Size() != 12 {
		t.Fatalf("the log has %d entries", r.Size())
	}
	early := log("early", tsr, token.Time)
	tsr[len(tsr)-1] ^= 1
	forged := log("forged", tsr, token.Time)
	rep, err := verify.Archive(t.Context(), a.st, verify.Options{Roots: []*x509.Certificate{by.Root}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := codes(rep.Findings), []string{"timestamp-invalid " + forged + ".tsr"}; !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
	if got, want := codes(rep.Warnings), []string{"timestamp-order " + early + ".tsr"}; !slices.Equal(got, want) {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

// forge signs a token with the authority's key, for whatever time.
func forge(t *testing.T, by *authority.Authority, message []byte, at time.Time) []byte {
	t.Helper()
	sum := sha256.Sum256(message)
	ts := timestamp.Timestamp{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Time: at, Policy: asn1.ObjectIdentifier{1, 2, 3},
		Certificates: []*x509.Certificate{by.Intermediate}, AddTSACertificate: true}
	tsr, err := ts.CreateResponseWithOpts(by.Leaf, by.Key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return tsr
}

func (a *archive) remove(key string) {
	a.t.Helper()
	if err := os.Remove(filepath.Join(a.dir, key)); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) flip(key string, at int) {
	a.t.Helper()
	data := a.read(key)
	if at < 0 {
		at += len(data)
	}
	data[at] ^= 1
	a.write(key, data)
}
