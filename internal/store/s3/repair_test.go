package s3_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"

	"github.com/minio/minio-go/v7"
)

const testMark = "mark of "

func mark(n int) (string, error) { return fmt.Sprintf("%s%d", testMark, n), nil }

// checkMark takes marks for k alone.
func checkMark(key, text string) (n int) {
	if key == "snapshots/k" {
		fmt.Sscanf(text, testMark+"%d", &n)
	}
	return n
}

func TestRepair(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		trusting := func() *s3.Store {
			st := open(t, s, s3.Config{Bucket: bucket, Prefix: "p"})
			st.Trust(checkMark)
			return st
		}
		st := trusting()
		const key = "snapshots/k"
		want := func(st store.Store, what, content string) {
			t.Helper()
			if got, err := get(t, st, key); err != nil || got != content {
				t.Errorf("%s: %q, %v; want %q", what, got, err, content)
			}
		}
		if err := put(t, st, key, "good"); err != nil {
			t.Fatal(err)
		}
		if err := put(t, st, key+"2", "beside"); err != nil {
			t.Fatal(err)
		}
		first, err := st.Version(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		s.Overwrite(t, bucket, "p/"+key, "bad")
		if err := s.Destroy(bucket, "p/"+key, first); err != nil {
			t.Fatal(err)
		}
		st = trusting()
		want(st, "before it", "bad")
		repair := func() string {
			t.Helper()
			done, err := st.Repair(t.Context(), key, strings.NewReader("good"), 4, "damaged/k", mark)
			if err != nil {
				t.Fatal(err)
			}
			if done.Version == "" || done.Aside != "" {
				t.Errorf("it says %+v", done)
			}
			return done.Version
		}
		v := repair()
		want(st, "after it", "good")
		want(trusting(), "after it, elsewhere", "good")
		want(open(t, s, s3.Config{Bucket: bucket, Prefix: "p"}), "to one who knows no marks", "bad")
		if got, err := trusting().Version(t.Context(), key); err != nil || got != v {
			t.Errorf("Version: %q, %v; want %q", got, err, v)
		}
		// What is created is what is read.
		if err := put(t, trusting(), key, "good"); err != nil {
			t.Errorf("created again: %v", err)
		}
		// Through a list, which knows of the versions.
		st = trusting()
		n := 0
		for _, err := range st.List(t.Context(), "snapshots/") {
			if n++; err != nil {
				t.Fatal(err)
			}
		}
		if n != 2 {
			t.Errorf("%d keys are listed", n)
		}
		want(st, "listed", "good")

		// Somebody copies the mark, makes one up, and uses that of another key.
		for _, text := range []string{testMark + "1", "mark of mine", ""} {
			if _, err := s.Admin.Client.PutObject(t.Context(), bucket, "p/"+key, strings.NewReader("evil"), 4,
				minio.PutObjectOptions{DisableMultipart: true, DisableContentSha256: true, UserMetadata: map[string]string{"X-Amz-Meta-Archiver-Repair": text}}); err != nil {
				t.Fatal(err)
			}
			want(trusting(), "overwritten with the mark "+text, "good")
		}
		// It is destroyed, and put right again.
		if err := s.Destroy(bucket, "p/"+key, v); err != nil {
			t.Fatal(err)
		}
		st = trusting()
		want(st, "destroyed", "evil") // what bears the mark: whoever reads, hashes
		repair()
		want(trusting(), "repaired again", "good")
		// All versions are.
		for _, v := range s.Versions(t, bucket, "p/"+key) {
			if err := s.Destroy(bucket, "p/"+key, v.VersionID); err != nil {
				t.Fatal(err)
			}
		}
		st = trusting()
		if got, err := get(t, st, key); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("all destroyed: %q, %v", got, err)
		}
		repair()
		want(trusting(), "repaired, where nothing stood", "good")
	})
}

func TestRepairWithoutVersions(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		st := open(t, s, s3.Config{Bucket: s.PlainBucket(t, false)})
		if err := put(t, st, "k", "bad"); err != nil {
			t.Fatal(err)
		}
		if done, err := st.Repair(t.Context(), "k", strings.NewReader("good"), 4, "damaged/k", mark); err != nil || done.Aside != "damaged/k" {
			t.Fatalf("%+v, %v", done, err)
		}
		if done, err := st.Repair(t.Context(), "missing", strings.NewReader("good"), 4, "damaged/missing", mark); err != nil || done.Aside != "" {
			t.Fatalf("%+v, %v", done, err)
		}
		for key, want := range map[string]string{"k": "good", "missing": "good", "damaged/k": "bad"} {
			if got, err := get(t, st, key); err != nil || got != want {
				t.Errorf("%s: %q, %v; want %q", key, got, err, want)
			}
		}
	})
}
