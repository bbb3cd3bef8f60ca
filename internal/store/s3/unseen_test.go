package s3_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

// TestLockUnseen: who may lock, and may not see locks, finds an object there whose
// lock holds for longer than is configured, or in the other mode. It is there, so
// Create is content; Renew says what could not be seen. Who may see them and not
// lock is told so.
func TestLockUnseen(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, true)
		as := func(mode s3.Mode) *s3.Store {
			return open(t, s, s3.Config{Bucket: bucket, Retention: func(string) s3.Retention { return s3.Retention{Mode: mode, Days: 2} }})
		}
		const key = "keys/capture.pub"
		create := func(st *s3.Store, content string) error {
			return st.Create(t.Context(), key, strings.NewReader(content), int64(len(content)))
		}
		if err := create(as(s3.Compliance), "the key"); err != nil {
			t.Fatal(err)
		}
		mode, until := minio.Compliance, time.Now().Add(10*24*time.Hour).UTC().Truncate(time.Second)
		if err := s.Admin.PutObjectRetention(t.Context(), bucket, key, minio.PutObjectRetentionOptions{Mode: &mode, RetainUntilDate: &until}); err != nil {
			t.Fatal(err)
		}
		const daily = `"s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning"`
		become(t, s.Limited(t, bucket, daily+`,"s3:PutObjectRetention"`))
		for _, mode := range []s3.Mode{s3.Compliance, s3.Governance} {
			st := as(mode)
			if err := create(st, "the key"); err != nil {
				t.Errorf("%s: what is there, and locked for longer: %v", mode, err)
			}
			if err := create(st, "another"); !errors.Is(err, store.ErrExists) {
				t.Errorf("%s: other bytes: %v", mode, err)
			}
			if err := st.Create(t.Context(), "new/"+string(mode), bytes.NewReader(nil), 0); err != nil {
				t.Errorf("%s: a new object: %v", mode, err)
			}
			// versitygw shows the lock to whoever may read the object.
			if renewed, err := st.Renew(t.Context(), key, time.Now().Add(time.Hour)); renewed || errors.Is(err, s3.ErrUnseen) != (s.Kind == s3server.MinIO) {
				t.Errorf("%s: renewed %v: %v", mode, renewed, err)
			}
		}
		if renewed, err := as(s3.Compliance).Renew(t.Context(), key, until.Add(time.Hour)); !renewed || err != nil {
			t.Errorf("a longer lock: %v, %v", renewed, err)
		}
		info, err := s.Admin.StatObject(t.Context(), bucket, key, minio.StatObjectOptions{})
		if got := info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date"); err != nil || !strings.HasPrefix(got, until.Add(time.Hour).Format("2006-01-02T15:04:05")) {
			t.Errorf("locked until %s: %v", got, err)
		}

		become(t, s.Limited(t, bucket, daily+`,"s3:GetObjectRetention"`))
		if _, err := as(s3.Compliance).Renew(t.Context(), key, time.Now().Add(time.Hour)); err != nil {
			t.Errorf("there was nothing to renew: %v", err)
		}
		if _, err := as(s3.Compliance).Renew(t.Context(), key, until.Add(100*time.Hour)); !errors.Is(err, s3.ErrDenied) || errors.Is(err, s3.ErrUnseen) {
			t.Errorf("without the right to lock: %v, want %v", err, s3.ErrDenied)
		}
	})
}

// become has the next clients use these credentials.
func become(t *testing.T, v credentials.Value) {
	t.Setenv("AWS_ACCESS_KEY_ID", v.AccessKeyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", v.SecretAccessKey)
	t.Setenv("AWS_SESSION_TOKEN", v.SessionToken)
}
