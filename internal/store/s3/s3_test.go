package s3_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/store/storetest"
	"archiver/internal/webtest/ram"
	"archiver/internal/webtest/s3server"
)

func TestMain(m *testing.M) {
	minio.DefaultRetryUnit, minio.DefaultRetryCap = 20*time.Millisecond, 100*time.Millisecond // between attempts
	ram.Use()
	code := m.Run()
	s3server.End()
	os.Exit(code)
}

// mutable names the keys that the suite swaps.
func mutable(key string) bool {
	return key == "log/checkpoint" || key == "n" || key == "value" || strings.HasSuffix(key, "/swap")
}

func open(t *testing.T, s *s3server.Server, cfg s3.Config) *s3.Store {
	t.Helper()
	cfg.Endpoint = s.Endpoint
	cfg.Mutable = mutable
	st, err := s3.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

func TestConformance(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		lock := func(string) s3.Retention { return s3.Retention{Mode: s3.Compliance, Days: 1} }
		storetest.Run(t, func(t *testing.T) store.Store {
			return open(t, s, s3.Config{Bucket: s.Bucket(t, true), Retention: lock})
		})
	})
}

// A bucket without versions is a store like a folder: it keeps what nobody goes
// past it to remove.
func TestConformanceWithoutVersions(t *testing.T) {
	s := s3server.Shared(t, s3server.Versity)
	s.Setenv(t)
	storetest.Run(t, func(t *testing.T) store.Store {
		st := open(t, s, s3.Config{Bucket: s.PlainBucket(t, false)})
		if st.Versioned() {
			t.Error("it has versions")
		}
		return st
	})
}

// admin is the administrator of a bucket.
type admin struct {
	*s3server.Server
	bucket, prefix string
}

func (a admin) Overwrite(t testing.TB, key, content string) string {
	return a.Server.Overwrite(t, a.bucket, a.prefix+key, content)
}
func (a admin) Delete(t testing.TB, key string) { a.Server.Delete(t, a.bucket, a.prefix+key) }
func (a admin) Destroy(key, version string) error {
	return a.Server.Destroy(a.bucket, a.prefix+key, version)
}

func TestVersioned(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		storetest.RunVersioned(t, func(t *testing.T) storetest.Versions {
			cfg := s3.Config{Bucket: s.Bucket(t, false), Prefix: "some/where"}
			return storetest.Versions{
				Store: open(t, s, cfg), Admin: admin{s, cfg.Bucket, "some/where/"}, Mutable: "log/checkpoint",
				Reopen: func(t *testing.T) store.Store { return open(t, s, cfg) },
			}
		})
	})
}

var listAll = minio.ListObjectsOptions{Recursive: true, WithVersions: true}

var plain = minio.PutObjectOptions{DisableMultipart: true, DisableContentSha256: true}

func statVersion(id string) minio.StatObjectOptions { return minio.StatObjectOptions{VersionID: id} }

// skewed has requests come from a machine whose clock is a day behind.
type skewed struct{}

func (skewed) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("X-Amz-Date", time.Now().UTC().Add(-24*time.Hour).Format("20060102T150405Z"))
	return http.DefaultTransport.RoundTrip(r)
}
