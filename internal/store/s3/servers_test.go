package s3_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

// content gives size bytes that nobody could guess from their seed's neighbours.
func content(seed string, size int) []byte {
	out := make([]byte, size)
	c := rand.NewChaCha8(sha256.Sum256([]byte(seed)))
	c.Read(out)
	return out
}

// The server is killed again and again while objects are written. What was
// acknowledged is there, whole; what was not is there whole or not at all, and
// can be written again.
func TestServerKilled(t *testing.T) {
	s3server.EachOwn(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		cfg := s3.Config{Bucket: s.Bucket(t, false), Attempts: 2, Stall: 5 * time.Second}
		st := open(t, s, cfg)
		size := func(key string) int { return 1 + len(key)*7919%200_000 }
		var mu sync.Mutex
		acked, failed := map[string]bool{}, map[string]bool{}
		count := func() int {
			mu.Lock()
			defer mu.Unlock()
			return len(acked)
		}
		var kills atomic.Int32
		// until waits for what the writers or the server do.
		until := func(what func() bool) {
			for end := time.Now().Add(2 * time.Minute); !what() && time.Now().Before(end); {
				time.Sleep(5 * time.Millisecond)
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for w := range 8 {
			wg.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					round := kills.Load()
					key := fmt.Sprintf("host%d/%s/%d", w, strings.Repeat("x", 1+i%40), i)
					data := content(key, size(key))
					err := st.Create(t.Context(), key, bytes.NewReader(data), int64(len(data)))
					mu.Lock()
					if err == nil {
						acked[key] = true
					} else {
						failed[key] = true
					}
					mu.Unlock()
					if err != nil { // not again before the server is back
						until(func() bool { return kills.Load() != round || ctx.Err() != nil })
					}
				}
			})
		}
		for range 3 {
			before := count()
			until(func() bool { return count() >= before+40 })
			time.Sleep(rand.N(10 * time.Millisecond))
			s.Restart(t)
			kills.Add(1)
		}
		before := count()
		until(func() bool { return count() >= before+10 })
		stop()
		wg.Wait()
		t.Logf("%d acknowledged, %d failed", len(acked), len(failed))
		if len(acked) < 130 || len(failed) == 0 {
			t.Fatalf("%d acknowledged, %d failed: nothing was tested", len(acked), len(failed))
		}
		st = open(t, s, s3.Config{Bucket: cfg.Bucket})
		listed := map[string]bool{}
		for key, err := range st.List(t.Context(), "") {
			if err != nil {
				t.Fatal(err)
			}
			listed[key] = true
			got, err := get(t, st, key)
			if err != nil || got != string(content(key, size(key))) {
				t.Errorf("%s is torn: %d bytes of %d, %v", key, len(got), size(key), err)
			}
		}
		for key := range acked {
			if !listed[key] {
				t.Errorf("%s was acknowledged, and is lost", key)
			}
		}
		for key := range failed {
			data := content(key, size(key))
			if err := st.Create(t.Context(), key, bytes.NewReader(data), int64(len(data))); err != nil {
				t.Errorf("once more: %v", err)
			}
		}
		for i, err := range st.Intrusions(t.Context(), "") {
			t.Errorf("written twice: %v, %v", i, err)
		}
	})
}

func TestServerFull(t *testing.T) {
	for _, kind := range s3server.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			s := s3server.Start(t, kind, s3server.Options{Room: 48 << 20})
			s.Setenv(t)
			bucket := s.Bucket(t, false)
			st := open(t, s, s3.Config{Bucket: bucket, Attempts: 2})
			name := func(i int) string { return fmt.Sprintf("objects/%03d", i) }
			create := func(i int) error {
				data := content(name(i), 4<<20)
				return st.Create(t.Context(), name(i), bytes.NewReader(data), int64(len(data)))
			}
			n := 0
			var err error
			for n < 30 {
				if err = create(n); err != nil {
					break
				}
				n++
			}
			t.Logf("after %d objects: %v", n, err)
			var e *s3.Error
			if !errors.As(err, &e) || e.Key != name(n) {
				t.Fatalf("a full server: %v, want an *Error", err)
			}
			if !errors.Is(err, s3.ErrFull) && !errors.Is(err, s3.ErrUnavailable) {
				t.Errorf("a full server: %v, want %v", err, s3.ErrFull)
			}
			for i := range n {
				if got, err := get(t, st, name(i)); err != nil || got != string(content(name(i), 4<<20)) {
					t.Errorf("%s: %d bytes, %v", name(i), len(got), err)
				}
			}
			if got, err := get(t, st, name(n)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("what was refused reads as %d bytes, %v", len(got), err)
			}
			s.Grow(t)
			for tries := 0; ; tries++ { // MinIO looks now and then
				if err := create(n); err == nil {
					break
				} else if tries > 100 {
					t.Fatalf("with room again: %v", err)
				}
				time.Sleep(50 * time.Millisecond)
			}
			if got, err := get(t, st, name(n)); err != nil || got != string(content(name(n), 4<<20)) {
				t.Errorf("%s: %d bytes, %v", name(n), len(got), err)
			}
		})
	}
}

// Each object's lock is what Retention says, whatever the bucket's default, and
// the value that changes has none.
func TestRetention(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, true)
		st := open(t, s, s3.Config{Bucket: bucket, Retention: func(key string) s3.Retention {
			switch {
			case strings.HasPrefix(key, "log/"):
				return s3.Retention{Mode: s3.Compliance, Days: 3650}
			case strings.HasPrefix(key, "snapshots/"):
				return s3.Retention{Mode: s3.Governance, Days: 30}
			}
			return s3.Retention{}
		}})
		// Of an object that stands there without its lock, a second creation sees to
		// the lock: the first may have broken off.
		s.Overwrite(t, bucket, "log/checkpoints/1", "content")
		for _, key := range []string{"log/checkpoints/1", "snapshots/a.wacz", "README.md"} {
			for range 2 {
				if err := put(t, st, key, "content"); err != nil {
					t.Fatal(err)
				}
			}
		}
		var old []byte
		for _, v := range []string{"one", "two", "three"} {
			if err := st.Swap(t.Context(), "log/checkpoint", old, []byte(v)); err != nil {
				t.Fatal(err)
			}
			old = []byte(v)
		}
		for key, want := range map[string]struct {
			mode string
			days int
		}{"log/checkpoints/1": {"COMPLIANCE", 3650}, "snapshots/a.wacz": {"GOVERNANCE", 30}, "README.md": {}, "log/checkpoint": {}} {
			id := s.Versions(t, bucket, key)[0].VersionID
			head, err := s.Admin.StatObject(t.Context(), bucket, key, statVersion(id))
			if err != nil {
				t.Fatal(err)
			}
			mode, until := head.Metadata.Get("X-Amz-Object-Lock-Mode"), head.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date")
			if mode != want.mode {
				t.Errorf("%s: mode %q, want %q", key, mode, want.mode)
			}
			if want.days > 0 {
				at, err := time.Parse(time.RFC3339, until)
				if d := time.Until(at) - time.Duration(want.days)*24*time.Hour; err != nil || d > time.Minute || d < -time.Minute {
					t.Errorf("%s: until %q, want in %d days", key, until, want.days)
				}
				_, err = s.Admin.PutObject(t.Context(), bucket, key, strings.NewReader("forgery"), 7, "", "", plain)
				if err != nil {
					t.Errorf("a later version: %v", err) // as S3 has it
				}
				err = s.Destroy(bucket, key, id)
				if (want.mode == "COMPLIANCE") != (err != nil) {
					t.Errorf("%s: destroyed by an administrator who bypasses: %v", key, err)
				}
			}
		}
		if got, err := get(t, st, "log/checkpoints/1"); got != "content" || err != nil {
			t.Errorf("read: %q, %v", got, err)
		}
		if got, err := get(t, st, "log/checkpoint"); got != "three" || err != nil {
			t.Errorf("read: %q, %v", got, err)
		}
	})
}

// What people get wrong, as the servers answer it.
func TestErrorsOfServers(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		opening := func(cfg s3.Config) error {
			cfg.Endpoint, cfg.Attempts = s.Endpoint, 2
			_, err := s3.Open(t.Context(), cfg)
			return err
		}
		check := func(what string, err, want error) {
			t.Helper()
			t.Logf("%s: %v", what, err)
			var e *s3.Error
			if !errors.Is(err, want) || !errors.As(err, &e) {
				t.Errorf("%s: %v, want %v", what, err, want)
			}
		}
		check("no such bucket", opening(s3.Config{Bucket: "no-such-bucket-here"}), s3.ErrNoBucket)
		check("another region", opening(s3.Config{Bucket: bucket, Region: "eu-central-7"}), s3.ErrRegion)
		check("clock", opening(s3.Config{Bucket: bucket, Transport: skewed{}}), s3.ErrClock)
		locked := open(t, s, s3.Config{Bucket: bucket, Retention: func(string) s3.Retention { return s3.Retention{Mode: s3.Compliance, Days: 1} }})
		check("lock where there is none", put(t, locked, "x", "y"), s3.ErrNoLock)
		// versitygw stores it all the same: that must not become a success.
		check("the same again", put(t, locked, "x", "y"), s3.ErrNoLock)
		t.Run("wrong secret", func(t *testing.T) {
			t.Setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret")
			check("wrong secret", opening(s3.Config{Bucket: bucket}), s3.ErrCredentials)
		})
		t.Run("unknown user", func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
			check("unknown user", opening(s3.Config{Bucket: bucket}), s3.ErrCredentials)
		})
		t.Run("not allowed", func(t *testing.T) {
			v := s.Stranger(t)
			t.Setenv("AWS_ACCESS_KEY_ID", v.AccessKeyID)
			t.Setenv("AWS_SECRET_ACCESS_KEY", v.SecretAccessKey)
			t.Setenv("AWS_SESSION_TOKEN", v.SessionToken)
			check("not allowed", opening(s3.Config{Bucket: bucket}), s3.ErrDenied)
		})
	})
}

// A large object passes through without being held.
func TestLargeObject(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		st := open(t, s, s3.Config{Bucket: s.Bucket(t, false)})
		const size = 64 << 20
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 2 { // written, and compared
			if err := st.Create(t.Context(), "large", io.NewSectionReader(pattern{}, 0, size), size); err != nil {
				t.Fatal(err)
			}
		}
		r, err := st.Open(t.Context(), "large", 0, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		got, want := sha256.New(), sha256.New()
		if _, err := io.Copy(got, r); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		io.Copy(want, io.NewSectionReader(pattern{}, 0, size))
		if !bytes.Equal(got.Sum(nil), want.Sum(nil)) {
			t.Error("it reads otherwise")
		}
		if grown := int64(after.TotalAlloc - before.TotalAlloc); grown > 12<<20 {
			t.Errorf("%d MiB were allocated on the way", grown>>20)
		}
	})
}

// pattern is endless bytes, all different by eights.
type pattern struct{}

func (pattern) ReadAt(p []byte, off int64) (int, error) {
	var b [8]byte
	for i := range p {
		at := off + int64(i)
		if i == 0 || at%8 == 0 {
			binary.LittleEndian.PutUint64(b[:], uint64(at/8))
		}
		p[i] = b[at%8]
	}
	return len(p), nil
}

// Over a delete marker a value is replaced where the server allows it, and left
// as it is where not.
func TestSwapOverDeleteMarker(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, false)
		st := open(t, s, s3.Config{Bucket: bucket})
		if err := st.Swap(t.Context(), "value", nil, []byte("one")); err != nil {
			t.Fatal(err)
		}
		s.Delete(t, bucket, "value")
		err, now := st.Swap(t.Context(), "value", []byte("one"), []byte("two")), "two"
		if s.Kind == s3server.Versity {
			if !errors.Is(err, s3.ErrMarker) {
				t.Errorf("Swap: %v, want %v", err, s3.ErrMarker)
			}
			err, now = nil, "one"
		}
		if err != nil {
			t.Error(err)
		}
		if got, err := get(t, st, "value"); got != now || err != nil {
			t.Errorf("the value is %q, %v; want %q", got, err, now)
		}
	})
}
