package s3_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/store/storetest"
	"archiver/internal/webtest/s3server"
)

func TestRemover(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		for _, mode := range []s3.Mode{s3.None, s3.Governance, s3.Compliance} {
			t.Run("lock "+string(mode), func(t *testing.T) {
				storetest.RunRemover(t, func(t *testing.T) storetest.Removal {
					cfg := s3.Config{Bucket: s.Bucket(t, mode != s3.None), Prefix: "some/where"}
					r := storetest.Removal{Mode: string(mode)}
					if mode != s3.None {
						cfg.Retention = func(string) s3.Retention { return s3.Retention{Mode: mode, Days: 3} }
						r.Until = time.Now().Add(3 * 24 * time.Hour)
					}
					r.Store = open(t, s, cfg)
					r.Reopen = func(t *testing.T) store.Store { return open(t, s, cfg) }
					return r
				})
			})
		}
		if s.Kind == s3server.Versity {
			t.Run("without versions", func(t *testing.T) {
				plain := s3server.Shared(t, s3server.Versity)
				plain.Setenv(t)
				storetest.RunRemover(t, func(t *testing.T) storetest.Removal {
					cfg := s3.Config{Bucket: plain.PlainBucket(t, false)}
					return storetest.Removal{Store: open(t, plain, cfg), Reopen: func(t *testing.T) store.Store { return open(t, plain, cfg) }}
				})
			})
		}
	})
}

// wiretap says whether anything asked to bypass a lock.
type wiretap struct{ bypass, deletes, naked atomic.Int64 }

func (w *wiretap) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Amz-Bypass-Governance-Retention") != "" {
		w.bypass.Add(1)
	}
	if r.Method == http.MethodDelete {
		w.deletes.Add(1)
		if r.URL.Query().Get("versionId") == "" {
			w.naked.Add(1)
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Every version goes, whoever wrote it, and every delete marker; of the
// neighbours none does. No delete is sent that would add a marker.
func TestRemoveEverything(t *testing.T) { // raced
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		w := &wiretap{}
		st := open(t, s, s3.Config{Bucket: bucket, Transport: w})
		for _, key := range []string{"a/object", "a/object.wacz", "a/object2"} {
			if err := put(t, st, key, "content"); err != nil {
				t.Fatal(err)
			}
			s.Overwrite(t, bucket, key, "forgery")
			s.Delete(t, bucket, key)
			for i := range 5 {
				s.Overwrite(t, bucket, key, fmt.Sprint("forgery ", i))
			}
		}
		if err := st.Remove(t.Context(), "a/object"); err != nil {
			t.Fatal(err)
		}
		if left := s.Versions(t, bucket, "a/object"); len(left) > 0 {
			t.Errorf("left: %+v", left)
		}
		for _, key := range []string{"a/object.wacz", "a/object2"} {
			if n := len(s.Versions(t, bucket, key)); n != 8 {
				t.Errorf("%s has %d versions, had 8", key, n)
			}
		}
		if w.naked.Load() > 0 || w.deletes.Load() != 8 || w.bypass.Load() > 0 {
			t.Errorf("%d deletes, %d of them of no version, %d of all requests with bypass", w.deletes.Load(), w.naked.Load(), w.bypass.Load())
		}
	})
}

// What a lock holds stays, with all that lies under the same key, unless somebody
// asks to bypass it, and may. A legal hold and compliance are never bypassed.
func TestRemoveLocked(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, true)
		w := &wiretap{}
		lock := s3.Governance
		st := open(t, s, s3.Config{Bucket: bucket, Transport: w, Retention: func(key string) s3.Retention {
			if strings.HasPrefix(key, "free/") {
				return s3.Retention{}
			}
			return s3.Retention{Mode: lock, Days: 1}
		}})
		create := func(key string) {
			t.Helper()
			if err := put(t, st, key, "content"); err != nil {
				t.Fatal(err)
			}
		}
		refused := func(r store.Remover, key, mode string, versions int) {
			t.Helper()
			var locked *store.LockedError
			if err := r.Remove(t.Context(), key); !errors.As(err, &locked) || locked.Mode != mode || locked.Key != key {
				t.Errorf("Remove(%s): %v, want locked by %s", key, err, mode)
			} else if (mode == "legal hold") != locked.Until.IsZero() {
				t.Errorf("Remove(%s): until %s", key, locked.Until)
			}
			if n := len(s.Versions(t, bucket, key)); n != versions {
				t.Errorf("%s has %d versions, want %d", key, n, versions)
			}
		}
		gone := func(r store.Remover, key string) {
			t.Helper()
			if err := r.Remove(t.Context(), key); err != nil {
				t.Errorf("Remove(%s): %v", key, err)
			}
			if left := s.Versions(t, bucket, key); len(left) > 0 {
				t.Errorf("left of %s: %+v", key, left)
			}
		}

		create("governed")
		s.Overwrite(t, bucket, "governed", "a forgery, not locked")
		s.Delete(t, bucket, "governed")
		refused(st, "governed", "governance", 3)
		if w.bypass.Load() > 0 || w.deletes.Load() > 0 {
			t.Errorf("unasked: %d requests with bypass, %d deletes", w.bypass.Load(), w.deletes.Load())
		}
		gone(st.Bypassing(), "governed")
		if w.bypass.Load() == 0 {
			t.Error("bypassed without saying so")
		}

		lock = s3.Compliance
		create("compliant")
		refused(st, "compliant", "compliance", 1)
		refused(st.Bypassing(), "compliant", "compliance", 1)

		create("free/held")
		hold := func(on minio.LegalHoldStatus) {
			err := s.Admin.PutObjectLegalHold(context.Background(), bucket, "free/held", minio.PutObjectLegalHoldOptions{Status: &on})
			if err != nil {
				t.Fatal(err)
			}
		}
		hold(minio.LegalHoldEnabled)
		refused(st, "free/held", "legal hold", 1)
		refused(st.Bypassing(), "free/held", "legal hold", 1)
		hold(minio.LegalHoldDisabled)
		gone(st, "free/held")

		// A lock on a later version, by others, keeps the first as well.
		create("free/mixed")
		until := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
		mode := minio.Compliance
		s.Overwrite(t, bucket, "free/mixed", "locked forgery")
		if err := s.Admin.PutObjectRetention(context.Background(), bucket, "free/mixed", minio.PutObjectRetentionOptions{Mode: &mode, RetainUntilDate: &until}); err != nil {
			t.Fatal(err)
		}
		refused(st, "free/mixed", "compliance", 2)
	})
}

// Who may only read is told so, and nothing goes.
func TestRemoveDenied(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		if err := put(t, open(t, s, s3.Config{Bucket: bucket}), "object", "content"); err != nil {
			t.Fatal(err)
		}
		st := open(t, s, s3.Config{Bucket: bucket, Transport: undeleting{}})
		if err := st.Remove(t.Context(), "object"); !errors.Is(err, s3.ErrDenied) {
			t.Errorf("Remove: %v, want %v", err, s3.ErrDenied)
		}
		if got, err := get(t, st, "object"); got != "content" || err != nil {
			t.Errorf("after it: %q, %v", got, err)
		}
		// One that says yes and does nothing.
		st = open(t, s, s3.Config{Bucket: bucket, Transport: undeleting{yes: true}})
		if err := st.Remove(t.Context(), "object"); !errors.Is(err, s3.ErrAnswer) {
			t.Errorf("Remove: %v, want %v", err, s3.ErrAnswer)
		}
	})
}

// undeleting is a server that does not delete: it refuses, or says that it has.
type undeleting struct{ yes bool }

func (d undeleting) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodDelete {
		return http.DefaultTransport.RoundTrip(r)
	}
	resp := &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	if !d.yes {
		resp.StatusCode = http.StatusForbidden
	}
	return resp, nil
}
