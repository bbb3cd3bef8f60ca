package cli

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/webtest/s3server"
)

// TestBucketOverHTTPS: a server whose certificate a private authority signed is
// reached with AWS_CA_BUNDLE; without it the error says what is missing.
func TestBucketOverHTTPS(t *testing.T) {
	t.Parallel()
	cert, key := privateCertificate(t)
	for _, kind := range s3server.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			s := s3server.Start(t, kind, s3server.Options{CertFile: cert, KeyFile: key})
			web := newChangingWeb(t, 2)
			p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
				"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, s.Bucket(t, true), s.Endpoint),
				map[string][]byte{"report.md": web.report()})
			p.env = append(p.env, s.Environ()...)
			p.run(0, "import", "report.md", "--id", "safe", "--published", "2026-01-05")
			var v errorJSON
			p.json(exitUsage, &v, "run")
			if !strings.Contains(v.Error, "certificate is not trusted") || !strings.Contains(v.Hint, "AWS_CA_BUNDLE") || strings.Contains(v.Error, "\n") {
				t.Errorf("without the root: %+v", v)
			}
			p.env = append(p.env, "AWS_CA_BUNDLE="+cert)
			p.run(0, "run")
			p.run(0, "get", "1", "--as", "text", "-o", "one.txt")
			p.run(0, "verify")
			if _, err := os.Stat(filepath.Join(p.dir, "one.txt")); err != nil {
				t.Error(err)
			}
			p.env = append(p.env, "AWS_CA_BUNDLE=/nonexistent.pem")
			p.json(exitNoLook, &v, "get", "1")
			if !strings.Contains(v.Error, "/nonexistent.pem") {
				t.Errorf("a file that is not there: %+v", v)
			}
		})
	}
}

// privateCertificate is of 127.0.0.1, signed by itself.
func privateCertificate(t *testing.T) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test server"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, k.Public(), k)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
