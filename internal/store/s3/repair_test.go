package s3_test

import (
	"errors"
	"fmt"
	"io"
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

// Many versions, on either side of what a repair wrote, neither hide it nor keep the
// next one from putting the object right.
func TestRepairAmongMany(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		const key = "snapshots/k"
		trusting := func() *s3.Store {
			st := open(t, s, s3.Config{Bucket: bucket, Prefix: "p"})
			st.Trust(checkMark)
			return st
		}
		flood := func(n int) {
			for i := range n {
				s.Overwrite(t, bucket, "p/"+key, fmt.Sprint("bad", i))
			}
		}
		st := trusting()
		if err := put(t, st, key, "good"); err != nil {
			t.Fatal(err)
		}
		first, err := st.Version(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		flood(1001)
		if err := s.Destroy(bucket, "p/"+key, first); err != nil {
			t.Fatal(err)
		}
		var numbers []int
		repair := func(what string) {
			t.Helper()
			st := trusting()
			_, err := st.Repair(t.Context(), key, strings.NewReader("good"), 4, "damaged/k", mark)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			got, err := get(t, trusting(), key)
			if err != nil || got != "good" {
				t.Errorf("%s: %q, %v", what, got, err)
			}
			n, err := st.Mark(t.Context(), key)
			if err != nil || len(numbers) > 0 && n <= numbers[len(numbers)-1] {
				t.Errorf("%s: number %d after %v, %v", what, n, numbers, err)
			}
			numbers = append(numbers, n)
		}
		repair("behind 1,001 versions")
		flood(40)
		if got, err := get(t, trusting(), key); err != nil || got != "good" {
			t.Errorf("40 versions over it: %q, %v", got, err)
		}
		flood(100) // it is in the middle now: as if it were not there
		repair("in the middle")
		repair("again")
	})
}

// Where versioning is suspended a PUT replaces what was written since: it is set
// aside. What was written before is a version, of which the first counts.
func TestRepairSuspended(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		for _, c := range []struct {
			name       string
			before     string // created before versioning was suspended
			since      string // created or overwritten since
			marker     bool   // and deleted
			read, kept string
		}{
			{name: "since", since: "bad", read: "bad", kept: "bad"},
			{name: "before", before: "bad", read: "bad"},
			{name: "both", before: "bad", since: "worse", read: "bad", kept: "worse"},
			{name: "deleted", before: "bad", marker: true, read: "bad"},
		} {
			t.Run(c.name, func(t *testing.T) {
				bucket := s.Bucket(t, false)
				const key = "snapshots/k"
				trusting := func() *s3.Store {
					st := open(t, s, s3.Config{Bucket: bucket, Prefix: "p"})
					st.Trust(checkMark)
					return st
				}
				st := trusting()
				if !st.Versioned() {
					t.Error("it keeps versions, and says that it does not")
				}
				if c.before != "" {
					if err := put(t, st, key, c.before); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.Admin.Client.SuspendVersioning(t.Context(), bucket); err != nil {
					t.Fatal(err)
				}
				st = trusting()
				if st.Versioned() {
					t.Error("it is suspended, and says that it keeps versions")
				}
				if rep, err := st.Probe(t.Context(), false); err != nil || rep.Outcome(s3.KeepsVersions) != s3.No {
					t.Errorf("a probe finds %+v, %v", rep, err)
				}
				if c.since != "" {
					s.Overwrite(t, bucket, "p/"+key, c.since)
				}
				if c.marker {
					s.Delete(t, bucket, "p/"+key)
				}
				if got, err := get(t, trusting(), key); err != nil || got != c.read {
					t.Errorf("before it: %q, %v; want %q", got, err, c.read)
				}
				done, err := trusting().Repair(t.Context(), key, strings.NewReader("good"), 4, "damaged/k", mark)
				if err != nil {
					t.Fatal(err)
				}
				if (done.Aside != "") != (c.kept != "") {
					t.Errorf("it says %+v", done)
				}
				if got, err := get(t, trusting(), key); err != nil || got != "good" {
					t.Errorf("after it: %q, %v", got, err)
				}
				if c.kept != "" {
					if got, err := get(t, trusting(), "damaged/k"); err != nil || got != c.kept {
						t.Errorf("set aside: %q, %v; want %q", got, err, c.kept)
					}
				}
				if c.before != "" {
					found := false
					for _, v := range s.Versions(t, bucket, "p/"+key) {
						if v.VersionID == "null" || v.IsDeleteMarker {
							continue
						}
						if r, err := st.OpenVersion(t.Context(), key, v.VersionID, 0, -1); err == nil {
							data, _ := io.ReadAll(r)
							found = found || string(data) == c.before
							r.Close()
						}
					}
					if !found {
						t.Error("the version from before is gone")
					}
				}
			})
		}
	})
}

// What was written before a bucket kept versions is its version without a name, and
// is read by that however often it was overwritten.
func TestVersionedLater(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.PlainBucket(t, false)
		if err := put(t, open(t, s, s3.Config{Bucket: bucket}), "k", "good"); err != nil {
			t.Fatal(err)
		}
		if err := s.Admin.Client.EnableVersioning(t.Context(), bucket); err != nil {
			t.Fatal(err)
		}
		s.Overwrite(t, bucket, "k", "bad!")
		if got, err := get(t, open(t, s, s3.Config{Bucket: bucket}), "k"); err != nil || got != "good" {
			t.Errorf("%q, %v", got, err)
		}
	})
}
