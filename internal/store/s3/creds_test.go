package s3_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

// bare takes every place where credentials might come from away.
func bare(t *testing.T) (home string) {
	home = t.TempDir()
	t.Setenv("HOME", home)
	for _, v := range []string{
		"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE",
		"AWS_CONFIG_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
		"AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3",
		"AWS_REGION", "AWS_DEFAULT_REGION",
	} {
		t.Setenv(v, "") // which puts it back at the end
		os.Unsetenv(v)
	}
	return home
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func profile(name, id, secret string) string {
	return fmt.Sprintf("[%s]\naws_access_key_id = %s\naws_secret_access_key = %s\n", name, id, secret)
}

func TestCredentials(t *testing.T) { // raced
	s := s3server.Shared(t, s3server.Versity)
	bucket := s.Bucket(t, false)
	good := profile("default", s3server.AccessKey, s3server.SecretKey)
	reach := func(cfg s3.Config) error {
		cfg.Endpoint, cfg.Bucket, cfg.Attempts = s.Endpoint, bucket, 1
		_, err := s3.Open(t.Context(), cfg)
		return err
	}
	role := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/latest/api/token":
			fmt.Fprint(w, "token")
		case "/latest/meta-data/iam/security-credentials/":
			fmt.Fprint(w, "the-role")
		default:
			json.NewEncoder(w).Encode(map[string]any{"Code": "Success", "AccessKeyId": s3server.AccessKey, "SecretAccessKey": s3server.SecretKey,
				"Token": "", "Expiration": time.Now().Add(time.Hour).UTC().Format(time.RFC3339)})
		}
	}))
	defer role.Close()

	for _, c := range []struct {
		name string
		set  func(t *testing.T, home string) s3.Config
		want error // nil: it works
		says string
	}{
		{"nothing", func(t *testing.T, home string) s3.Config { return s3.Config{} }, s3.ErrNoCredentials, "AWS_ACCESS_KEY_ID"},
		{"environment", func(t *testing.T, home string) s3.Config { s.Setenv(t); return s3.Config{} }, nil, ""},
		{"half of the environment", func(t *testing.T, home string) s3.Config {
			t.Setenv("AWS_ACCESS_KEY_ID", "x")
			write(t, home+"/.aws/credentials", good)
			return s3.Config{}
		}, s3.ErrNoCredentials, "AWS_SECRET_ACCESS_KEY is not"},
		{"file", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", good)
			return s3.Config{}
		}, nil, ""},
		{"file elsewhere", func(t *testing.T, home string) s3.Config {
			write(t, home+"/other", good)
			t.Setenv("AWS_SHARED_CREDENTIALS_FILE", home+"/other")
			return s3.Config{}
		}, nil, ""},
		{"config file", func(t *testing.T, home string) s3.Config { write(t, home+"/.aws/config", good); return s3.Config{} }, nil, ""},
		{"profile", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", profile("default", "a", "b")+strings.Replace(good, "default", "archive", 1))
			t.Setenv("AWS_PROFILE", "archive")
			return s3.Config{}
		}, nil, ""},
		{"no such profile", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", good)
			t.Setenv("AWS_PROFILE", "missing")
			return s3.Config{}
		}, s3.ErrNoCredentials, "profile missing"},
		{"garbled file", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", "[default\naws_access")
			return s3.Config{}
		}, s3.ErrNoCredentials, ""},
		{"other profiles only", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", profile("x", "a", "b"))
			return s3.Config{}
		}, s3.ErrNoCredentials, "profile default"},
		{"environment before file", func(t *testing.T, home string) s3.Config {
			write(t, home+"/.aws/credentials", good)
			t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "nothing")
			return s3.Config{}
		}, s3.ErrCredentials, ""},
		{"role of the container", func(t *testing.T, home string) s3.Config {
			t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", role.URL+"/creds")
			return s3.Config{}
		}, nil, ""},
		{"role of the machine", func(t *testing.T, home string) s3.Config {
			t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", role.URL)
			return s3.Config{Role: true}
		}, nil, ""},
		{"role before environment", func(t *testing.T, home string) s3.Config {
			t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", role.URL)
			t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "nothing")
			return s3.Config{Role: true}
		}, nil, ""},
		{"role not asked for", func(t *testing.T, home string) s3.Config {
			t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", role.URL)
			return s3.Config{}
		}, s3.ErrNoCredentials, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := c.set(t, bare(t))
			err := reach(cfg)
			if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %v with %q", err, c.want, c.says)
			}
		})
	}
	t.Run("role of the machine, on AWS", func(t *testing.T) {
		bare(t)
		aws := answers(`<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`)
		t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", role.URL)
		cfg := s3.Config{Bucket: "bucket", Region: "eu-north-1", Transport: aws}
		if _, err := s3.Open(t.Context(), cfg); err != nil {
			t.Error(err)
		}
		t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
		if _, err := s3.Open(t.Context(), cfg); !errors.Is(err, s3.ErrNoCredentials) {
			t.Errorf("with the service switched off: %v, want %v", err, s3.ErrNoCredentials)
		}
	})
	t.Run("endpoint and region from the environment", func(t *testing.T) {
		bare(t)
		s.Setenv(t)
		t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
		t.Setenv("AWS_ENDPOINT_URL_S3", s.Endpoint)
		if _, err := s3.Open(t.Context(), s3.Config{Bucket: bucket}); err != nil {
			t.Error(err)
		}
		t.Setenv("AWS_REGION", "eu-central-7")
		if _, err := s3.Open(t.Context(), s3.Config{Bucket: bucket}); !errors.Is(err, s3.ErrRegion) {
			t.Errorf("another region: %v, want %v", err, s3.ErrRegion)
		}
	})
}

// The credentials of a session end while a store is open. The calls say so; once
// the file has newer ones, they work again.
func TestExpiredCredentials(t *testing.T) { // raced
	s := s3server.Shared(t, s3server.MinIO)
	bucket := s.Bucket(t, false)
	session, err := s.Session(t, "")
	if err != nil {
		t.Fatal(err)
	}
	home := bare(t)
	file := func(token string) {
		write(t, home+"/.aws/credentials", profile("default", session.AccessKeyID, session.SecretAccessKey)+"aws_session_token = "+token+"\n")
	}
	file(session.SessionToken)
	st := open(t, s, s3.Config{Bucket: bucket, Attempts: 2})
	if err := put(t, st, "before", "evidence"); err != nil {
		t.Fatal(err)
	}
	// MinIO gives no session shorter than a quarter of an hour, so its token is
	// issued anew, as MinIO would have an hour ago.
	expired := reissue(t, session.SessionToken, s3server.SecretKey, time.Now().Add(-time.Minute))
	file(expired)
	old := open2(t, s, bucket)
	t.Log(old)
	if !errors.Is(old, s3.ErrExpired) && !errors.Is(old, s3.ErrCredentials) {
		t.Errorf("an expired session: %v, want %v", old, s3.ErrExpired)
	}

	f := newFake(t)
	os.Unsetenv("AWS_ACCESS_KEY_ID")
	os.Unsetenv("AWS_SECRET_ACCESS_KEY")
	fst := f.open(t, nil)
	f.mu.Lock()
	f.answer = func(r *http.Request, _ string) *lie {
		if r.Header.Get("X-Amz-Security-Token") == expired {
			return &lie{status: 400, code: "ExpiredToken"}
		}
		return nil
	}
	f.mu.Unlock()
	for name, call := range map[string]func() error{
		"create": func() error { return put(t, fst, "k", "evidence") },
		"open":   func() error { _, err := get(t, fst, "k"); return err },
		"swap":   func() error { return fst.Swap(t.Context(), "value", nil, []byte("x")) },
		"list": func() (last error) {
			for _, err := range fst.List(t.Context(), "") {
				last = err
			}
			return last
		},
	} {
		if err := call(); !errors.Is(err, s3.ErrExpired) {
			t.Errorf("%s with expired credentials: %v, want %v", name, err, s3.ErrExpired)
		}
	}
	file(session.SessionToken)
	if err := put(t, fst, "k", "evidence"); err != nil {
		t.Errorf("with new credentials: %v", err)
	}
	if err := put(t, st, "after", "evidence"); err != nil {
		t.Errorf("with new credentials: %v", err)
	}
}

// answers is a transport that says one thing to requests for AWS.
type answers string

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Host, ".amazonaws.com") {
		return nil, fmt.Errorf("a request for %s", r.URL.Host)
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(a))), Request: r}, nil
}

func open2(t *testing.T, s *s3server.Server, bucket string) error {
	_, err := s3.Open(t.Context(), s3.Config{Endpoint: s.Endpoint, Bucket: bucket, Attempts: 2})
	return err
}

// reissue gives a session's token with another end, signed as MinIO signs it.
func reissue(t *testing.T, token, secret string, end time.Time) string {
	t.Helper()
	parts := strings.Split(token, ".")
	var claims map[string]any
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(data, &claims)
	}
	if err != nil {
		t.Fatal(err)
	}
	claims["exp"] = end.Unix()
	data, err = json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	body := parts[0] + "." + base64.RawURLEncoding.EncodeToString(data)
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write([]byte(body))
	return body + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// A server with a certificate of a private authority is reached with its root,
// and not without.
func TestPrivateAuthority(t *testing.T) {
	dir := t.TempDir()
	cert, key := certificate(t, dir)
	for _, kind := range s3server.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			s := s3server.Start(t, kind, s3server.Options{CertFile: cert, KeyFile: key})
			bare(t)
			s.Setenv(t)
			bucket := s.Bucket(t, false)
			if err := open2(t, s, bucket); !errors.Is(err, s3.ErrCertificate) {
				t.Errorf("without the root: %v", err)
			}
			t.Setenv("AWS_CA_BUNDLE", cert)
			st := open(t, s, s3.Config{Bucket: bucket})
			if err := put(t, st, "k", "evidence"); err != nil {
				t.Error(err)
			}
			if got, err := get(t, st, "k"); got != "evidence" || err != nil {
				t.Errorf("read: %q, %v", got, err)
			}
			if err := st.Swap(t.Context(), "value", nil, []byte("x")); err != nil {
				t.Error(err)
			}
			write(t, dir+"/empty.pem", "no certificate")
			if _, err := s3.Open(t.Context(), s3.Config{Endpoint: s.Endpoint, Bucket: bucket, CAFile: dir + "/empty.pem"}); err == nil || !strings.Contains(err.Error(), "empty.pem") {
				t.Errorf("a file without roots: %v", err)
			}
		})
	}
}

func certificate(t *testing.T, dir string) (cert, key string) {
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
	kder, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	write(t, cert, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: kder})))
	return cert, key
}

func TestConfig(t *testing.T) {
	for in, want := range map[string][2]string{
		"s3://bucket": {"bucket", ""}, "s3://bucket/": {"bucket", ""}, "s3://bucket/a/b": {"bucket", "a/b"}, "s3://bucket/a/": {"bucket", "a"},
		"s3://": {}, "s3://B": {}, "s3:bucket": {}, "https://bucket": {}, "s3://bucket/../x": {}, "s3://bucket//x": {}, "s3://bucket/.x": {}, "s3://user@bucket/x": {},
	} {
		bucket, prefix, err := s3.ParseURL(in)
		if got := [2]string{bucket, prefix}; got != want || (err == nil) != (want[0] != "") {
			t.Errorf("ParseURL(%q) = %q, %v", in, got, err)
		}
	}
	for _, cfg := range []s3.Config{
		{Endpoint: "ftp://host"}, {Endpoint: "host:9000"}, {Endpoint: "http://host/path"}, {Endpoint: "http://u:p@host"}, {Endpoint: "://"},
		{Endpoint: "http://127.0.0.1:1", Style: "odd"}, {Endpoint: "http://127.0.0.1:1", Prefix: "../x"}, {Endpoint: "http://127.0.0.1:1", CAFile: "/nonexistent"},
	} {
		cfg.Bucket = "bucket"
		if _, err := s3.Open(t.Context(), cfg); err == nil || errors.Is(err, s3.ErrUnavailable) || !strings.Contains(err.Error(), "bucket") || strings.Contains(err.Error(), "u:p@") {
			t.Errorf("Open(%+v): %v", cfg, err)
		}
	}
}
