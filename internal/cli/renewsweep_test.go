package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

// TestLocksInBatches goes through more objects than one run does. Each run goes on
// where the last one ended, and nothing is claimed before all are done. Where the
// server refuses, every object of every run counts, one of them is tried again by each
// run, all a day later, and what was claimed before still is, and no more.
func TestLocksInBatches(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		bucket := s.Bucket(t, true)
		admin := credentials.Value{AccessKeyID: s3server.AccessKey, SecretAccessKey: s3server.SecretKey}
		lock := config.Lock{Log: "none", Snapshots: "governance", Days: 30, Renew: true}
		const objects, batch = 25, 10
		for i := range objects {
			o := putAny
			o.UserMetadata, o.Mode, o.RetainUntilDate = map[string]string{}, minio.Governance, time.Now().Add(time.Hour)
			if _, err := s.Admin.PutObject(t.Context(), bucket, fmt.Sprintf("evidence/snapshots/a/%02d.wacz", i), strings.NewReader("x"), 1, "", "", o); err != nil {
				t.Fatal(err)
			}
		}
		until := func(i int) time.Time {
			t.Helper()
			info, err := s.Admin.StatObject(t.Context(), bucket, fmt.Sprintf("evidence/snapshots/a/%02d.wacz", i), minio.StatObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse(time.RFC3339, info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date"))
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		c, err := catalog.OpenMemory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		now := time.Now().UTC()
		var said bytes.Buffer
		e := &env{now: func() time.Time { return now }, out: &said, err: &said}
		l := locked{place: "p", name: "the bucket", key: "archive.lock", lock: lock, path: filepath.Join(t.TempDir(), "marks"), batch: batch}
		from := now.Add(-27*24*time.Hour - 12*time.Hour) // within the last tenth of the days, and not at their end
		if err := l.save(lockMarks{Place: "p", From: from, Days: 30, Log: "none", Snapshots: "governance"}); err != nil {
			t.Fatal(err)
		}
		// run is what a run does about locks, with these credentials.
		run := func(v credentials.Value) *renewedJSON {
			t.Helper()
			t.Setenv("AWS_ACCESS_KEY_ID", v.AccessKeyID)
			t.Setenv("AWS_SECRET_ACCESS_KEY", v.SecretAccessKey)
			t.Setenv("AWS_SESSION_TOKEN", v.SessionToken)
			st, err := s3.Open(t.Context(), s3.Config{Endpoint: s.Endpoint, Bucket: bucket, Prefix: "evidence", Retention: lock.Retention})
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			said.Reset()
			r, err := e.renew(t.Context(), l, st, c, func() {})
			if err != nil {
				t.Fatal(err)
			}
			now = now.Add(time.Minute)
			return r
		}
		claimed := func() time.Time {
			held, _ := l.held()
			return held
		}
		s.Setenv(t)

		held := from.Add(lock.Term())
		began := now
		for i, want := range []int{batch, batch, objects - 2*batch} {
			if !claimed().Equal(held) {
				t.Errorf("before run %d, held until %v is claimed, not %v", i, claimed(), held)
			}
			r := run(admin)
			if r == nil || r.Renewed != want || r.Refused > 0 || r.Error != "" || r.Done != (i == 2) || said.Len() > 0 {
				t.Fatalf("run %d: %+v: %s", i, r, &said)
			}
			for k := range objects {
				if renewed := until(k).After(time.Now().Add(24 * time.Hour)); renewed != (k < (i+1)*batch) {
					t.Errorf("after run %d, object %d is locked until %v", i, k, until(k))
				}
			}
		}
		if want := began.Add(lock.Term()); !claimed().Equal(want) {
			t.Errorf("held until %v is claimed, want %v", claimed(), want)
		}
		if r := run(admin); r != nil {
			t.Errorf("gone through again: %+v", r)
		}

		// The days go by, and the server refuses.
		now = began.Add(27*24*time.Hour + 12*time.Hour)
		held = began.Add(lock.Term())
		first := until(0)
		reads := reader(t, s, bucket)
		for i, want := range []int{batch, batch, objects - 2*batch} {
			r := run(reads)
			if r == nil || r.Refused != want || r.Renewed > 0 || r.Error == "" || r.Done != (i == 2) {
				t.Fatalf("refused, run %d: %+v: %s", i, r, &said)
			}
			says := []string{fmt.Sprintf("of %d objects (", want)}
			if i == 2 {
				says = []string{fmt.Sprintf("of %d objects (", objects), "they end from " + longDate(held), "s3:PutObjectRetention"}
			}
			for _, words := range says {
				if !strings.Contains(said.String(), words) {
					t.Errorf("refused, run %d: it does not say %q: %s", i, words, &said)
				}
			}
			if !claimed().Equal(held) {
				t.Errorf("refused, run %d: held until %v is claimed, not %v", i, claimed(), held)
			}
		}
		// Each run tries one of them again, and says what is lacking, as status does.
		if r := run(reads); r == nil || r.Refused != 1 || r.Renewed > 0 || !strings.Contains(said.String(), "still refuses") || !strings.Contains(said.String(), "s3:PutObjectRetention") {
			t.Errorf("tried again at once: %+v: %s", r, &said)
		}
		if words := e.heldWords(l); !strings.Contains(words, "s3:PutObjectRetention") || !strings.Contains(words, "tries again") {
			t.Errorf("status says: %s", words)
		}
		if !until(0).Equal(first) {
			t.Errorf("a lock was changed to %v", until(0))
		}
		marks := l.marks() // the one that is tried first is not among those that are gone through
		if r := run(admin); r == nil || r.Renewed != batch-1 || r.Refused > 0 || said.Len() > 0 {
			t.Errorf("with other credentials, at once: %+v: %s", r, &said)
		}
		if err := l.save(marks); err != nil {
			t.Fatal(err)
		}
		// A day later it allows it again; the end is near by then, so one run does all.
		now = now.Add(24 * time.Hour)
		began = now
		if r := run(admin); r == nil || r.Renewed != objects || r.Refused > 0 || !r.Done {
			t.Fatalf("allowed again: %+v: %s", r, &said)
		}
		if want := began.Add(lock.Term()); !claimed().Equal(want) || until(objects-1).Before(want.Add(-time.Second)) {
			t.Errorf("allowed again: held until %v is claimed, want %v; locked until %v", claimed(), want, until(objects-1))
		}
	})
}

// TestLocksUnseen: without s3:GetObjectRetention locks that hold for longer can't be
// told from those that end, and are refused to be shortened. That is what is said to
// be lacking, no run fails for it, and more days are asked for at once.
func TestLocksUnseen(t *testing.T) {
	t.Parallel()
	s := s3server.Shared(t, s3server.MinIO) // the other one shows locks to all
	bucket := s.Bucket(t, true)
	p := newProject(t, "", nil)
	p.env = append(p.env, s.Environ()...)
	p.write("sources/r.yaml", []byte("id: r\npublished: 2026-01-05\nfootnotes: []\n"))
	ask := func(mode string, days int) {
		p.write("configs/archiver.yaml", fmt.Appendf(nil, "archive: {url: \"s3://%s/evidence\", endpoint: \"%s\", lock: {log: %s, snapshots: %[3]s, days: %d}}\nrescue: {wayback: \"\"}\n", bucket, s.Endpoint, mode, days))
	}
	as := func(v credentials.Value) {
		p.env = append(p.env, "AWS_ACCESS_KEY_ID="+v.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+v.SecretAccessKey, "AWS_SESSION_TOKEN="+v.SessionToken)
	}
	said := func(b []byte) string { return strings.Join(strings.Fields(string(b)), " ") }
	const daily = `"s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning","s3:PutObjectRetention"`
	as(s.Limited(t, bucket, daily))
	ask("compliance", 2)
	p.run(0, "run")
	mode, until := minio.Compliance, time.Now().Add(10*24*time.Hour)
	for _, v := range everyVersion(t, s, bucket) {
		key, id, _ := strings.Cut(v, " ")
		if key == "evidence/keys/capture.pub" || key == "evidence/keys/log.pub" {
			if err := s.Admin.PutObjectRetention(t.Context(), bucket, key, minio.PutObjectRetentionOptions{Mode: &mode, RetainUntilDate: &until, VersionID: id}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, mode := range []string{"compliance", "governance"} {
		ask(mode, 2)
		p.run(0, "run")
	}
	ask("compliance", 3)
	for range 2 {
		_, errs := p.run(0, "run")
		if !strings.Contains(said(errs), "s3:GetObjectRetention there") || strings.Contains(said(errs), "PutObjectRetention") {
			t.Errorf("the run says:\n%s", errs)
		}
		if out, _ := p.run(0, "status"); !strings.Contains(said(out), "s3:GetObjectRetention there; archiver run tries again") {
			t.Errorf("status says:\n%s", out)
		}
	}
	as(s.Limited(t, bucket, daily+`,"s3:GetObjectRetention"`))
	_, errs := p.run(0, "run")
	out, _ := p.run(0, "status")
	if strings.Contains(said(errs), "refuse") || !strings.Contains(said(out), "object locks were asked for until") || strings.Contains(said(out), "refused") {
		t.Errorf("with the right to see locks:\n%s\n%s", errs, out)
	}
}
