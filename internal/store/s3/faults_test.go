package s3_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"archiver/internal/store"
	"archiver/internal/store/s3"
)

func put(t *testing.T, st store.Store, key, content string) error {
	t.Helper()
	return st.Create(t.Context(), key, strings.NewReader(content), int64(len(content)))
}

func get(t *testing.T, st store.Store, key string) (string, error) {
	t.Helper()
	r, err := st.Open(t.Context(), key, 0, -1)
	if err != nil {
		return "", err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return string(data), err
}

// stored gives the contents of an object's versions on the fake, oldest first.
func (f *fake) stored(key string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, v := range f.versions[key] {
		out = append(out, string(v.data))
	}
	return strings.Join(out, " ")
}

func TestCreateThroughFaults(t *testing.T) { // raced
	unavailable := lie{status: 503, code: "SlowDown"}
	busy := lie{status: 409, code: "ConditionalRequestConflict"}
	for _, c := range []struct {
		name   string
		n      int
		lie    lie
		err    error // nil: it succeeds
		puts   int   // requests at most
		stored string
	}{
		{"503 twice", 2, unavailable, nil, 3, "evidence"},
		{"503 always", -1, unavailable, s3.ErrSlow, 3, ""},
		{"409 twice", 2, busy, nil, 3, "evidence"},
		{"409 always", -1, busy, nil, 3, ""},
		{"answer lost", 1, lie{drop: true}, nil, 2, "evidence"},
		{"answers lost", -1, lie{drop: true}, nil, 3, "evidence"},
		{"stalls once", 1, lie{stall: time.Minute}, nil, 3, "evidence"},
		{"stalls always", -1, lie{stall: time.Minute}, s3.ErrSilent, 3, ""},
		{"wrong version named", -1, lie{version: "v99999999"}, nil, 1, "evidence"},
		{"no room", -1, lie{status: 507, code: "XMinioStorageFull"}, s3.ErrFull, 3, ""},
		{"expired", -1, lie{status: 400, code: "ExpiredToken"}, s3.ErrExpired, 6, ""},
		{"denied", -1, lie{status: 403, code: "AccessDenied"}, s3.ErrDenied, 1, ""},
		{"bytes altered on the way", -1, lie{status: 400, code: "BadDigest"}, s3.ErrAltered, 3, ""},
		{"redirected away", -1, lie{status: 307, code: "TemporaryRedirect"}, s3.ErrRegion, 1, ""},
		{"nonsense", -1, lie{status: 418, code: "Teapot"}, nil, 1, ""},
	} {
		t.Run(c.name, inBubble(func(t *testing.T, wire *cable) {
			f := newFakeOn(t, wire)
			st := f.open(t, nil)
			f.lies("PUT", "k", c.n, c.lie)
			err := put(t, st, "k", "evidence")
			switch {
			case c.stored != "" && err != nil:
				t.Errorf("Create: %v", err)
			case c.stored == "" && err == nil:
				t.Error("Create succeeded, and stored nothing")
			case c.err != nil && !errors.Is(err, c.err):
				t.Errorf("Create: %v, want %v", err, c.err)
			case errors.Is(err, store.ErrAway) != (c.err == s3.ErrSlow || c.err == s3.ErrSilent || c.err == s3.ErrExpired || c.err == s3.ErrRegion):
				t.Errorf("Create: %v; the store as a whole is away: %v", err, errors.Is(err, store.ErrAway))
			case err != nil && !strings.Contains(err.Error(), "create k"):
				t.Errorf("the error does not name what failed: %v", err)
			}
			if n := f.count("PUT k"); n > c.puts {
				t.Errorf("%d requests, want at most %d", n, c.puts)
			}
			f.honest()
			if got := f.stored("k"); got != c.stored {
				t.Errorf("stored: %q, want %q", got, c.stored)
			}
			// The next attempt ends clean.
			time.Sleep(time.Minute) // a server that was given up is not asked at once
			if err := put(t, st, "k", "evidence"); err != nil {
				t.Errorf("again: %v", err)
			}
			if got := f.stored("k"); got != "evidence" {
				t.Errorf("stored in the end: %q", got)
			}
			if got, err := get(t, st, "k"); got != "evidence" || err != nil {
				t.Errorf("read: %q, %v", got, err)
			}
			if v, err := st.Version(t.Context(), "k"); err != nil || !strings.HasPrefix(v, "v0000") {
				t.Errorf("version %q, %v", v, err)
			}
		}))
	}
}

// A server that overwrites whatever the condition: what was created first is
// still what is read, and the probe tells.
func TestServerIgnoresConditions(t *testing.T) { // raced
	f := newFake(t)
	st := f.open(t, nil)
	f.mu.Lock()
	f.answer = func(*http.Request, string) *lie { return &lie{ignore: true} }
	f.mu.Unlock()
	if err := put(t, st, "k", "evidence"); err != nil {
		t.Fatal(err)
	}
	if err := put(t, st, "k", "forgery!"); !errors.Is(err, store.ErrExists) {
		t.Errorf("Create of other bytes: %v, want ErrExists", err)
	}
	if got := f.stored("k"); got != "evidence" {
		t.Errorf("stored: %q", got)
	}
	// Of many at once each is told by the server that it won; the order of their
	// versions decides.
	var won atomic.Int32
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			switch err := put(t, st, "race", fmt.Sprint("racer ", i)); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, store.ErrExists):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d winners", won.Load())
	}
	for range 2 {
		r, err := st.Probe(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		wantOutcomes(t, r, map[string]s3.Outcome{s3.RefusesOverwrite: s3.No, s3.SwapsExactly: s3.No, s3.OneCreatorWins: s3.No})
		if len(r.Unsafe()) != 3 {
			t.Errorf("unsafe: %v", r.Unsafe())
		}
	}
}

func TestProbeOfLiars(t *testing.T) { // raced
	for _, c := range []struct {
		name, method, object string
		lie                  lie
		check                string
		want                 s3.Outcome
	}{
		{"knows no If-None-Match", "PUT", "object", lie{status: 501, code: "NotImplemented"}, s3.RefusesOverwrite, s3.No},
		{"looks at no checksum", "PUT", "wrong", lie{raw: " "}, s3.ChecksContent, s3.No},
		{"says that it locks, and does not know how", "PUT", "lock-compliance", lie{status: 400, code: "InvalidRequest"}, s3.ComplianceRefusesDelete, s3.No},
		{"may not lock", "PUT", "lock-compliance", lie{status: 403, code: "AccessDenied"}, s3.ComplianceRefusesDelete, s3.Untested},
		{"lets these credentials delete nothing", "DELETE", "marker", lie{status: 403, code: "AccessDenied"}, s3.ComplianceRefusesDelete, s3.Untested},
		{"keeps no bytes of old versions", "GET", "value", lie{other: true}, s3.KeepsVersions, s3.No},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.locks = true
			st := f.open(t, nil)
			if r, err := st.Probe(t.Context(), true); err == nil {
				// It calls itself one with locks, and deletes: that is seen.
				wantOutcomes(t, r, map[string]s3.Outcome{s3.LocksObjects: s3.Yes, s3.ComplianceRefusesDelete: s3.No, s3.GovernanceRefusesDelete: s3.No, s3.ComplianceRefusesShorten: s3.No})
			} else {
				t.Fatal(err)
			}
			f.lies(c.method, ".archiver-probe/"+c.object, -1, c.lie)
			r, err := st.Probe(t.Context(), true)
			if err != nil {
				t.Fatal(err)
			}
			wantOutcomes(t, r, map[string]s3.Outcome{c.check: c.want})
		})
	}
	t.Run("out of order", func(t *testing.T) {
		f := newFake(t)
		st := f.open(t, nil)
		f.lies("PUT", ".archiver-probe/object", -1, lie{status: 503, code: "SlowDown"})
		if _, err := st.Probe(t.Context(), false); !errors.Is(err, s3.ErrSlow) {
			t.Errorf("Probe: %v, want %v", err, s3.ErrSlow)
		}
	})
}

func TestReadThroughFaults(t *testing.T) { // raced
	content := strings.Repeat("0123456789", 1000)
	for _, c := range []struct {
		name string
		n    int
		lie  lie
		err  error
		gets int
	}{
		{"cut once", 1, lie{cut: 4001}, nil, 2},
		{"cut twice", 2, lie{cut: 4001}, nil, 3},
		{"always cut", -1, lie{cut: 7}, s3.ErrUnavailable, 3},
		{"stands still in the middle, once", 1, lie{slow: time.Minute}, nil, 3},
		{"always stands still", -1, lie{slow: time.Minute}, s3.ErrUnavailable, 3},
		{"shorter than listed", -1, lie{short: 5}, s3.ErrAnswer, 1},
		{"another version", -1, lie{version: "v99999999"}, s3.ErrAnswer, 1},
		{"altered on the disk of MinIO", -1, lie{status: 503, code: "SlowDownRead"}, s3.ErrUnavailable, 3},
		{"500 twice", 2, lie{status: 500, code: "InternalError"}, nil, 3},
		{"gone", -1, lie{status: 404, code: "NoSuchVersion"}, fs.ErrNotExist, 1},
		{"no such bucket", -1, lie{status: 404, code: "NoSuchBucket"}, s3.ErrNoBucket, 1},
		{"archived in the cold", -1, lie{status: 403, code: "InvalidObjectState"}, s3.ErrDenied, 1},
	} {
		t.Run(c.name, inBubble(func(t *testing.T, wire *cable) {
			f := newFakeOn(t, wire)
			st := f.open(t, nil)
			if err := put(t, st, "k", content); err != nil {
				t.Fatal(err)
			}
			for _, random := range []bool{false, true} {
				f.lies("GET", "k", c.n, c.lie)
				before := f.count("GET k")
				r, err := st.Open(t.Context(), "k", 10, 8000)
				var data []byte
				if err == nil && random {
					data = make([]byte, 8000)
					_, err = r.(store.Sized).ReadAt(data, 0)
				} else if err == nil {
					data, err = io.ReadAll(r)
				}
				if r != nil {
					r.Close()
				}
				switch {
				case c.err == nil && (err != nil || string(data) != content[10:8010]):
					t.Errorf("read (at random: %v): %d bytes, %v", random, len(data), err)
				case c.err != nil && !errors.Is(err, c.err):
					t.Errorf("read (at random: %v): %v, want %v", random, err, c.err)
				}
				if n := f.count("GET k") - before; n > c.gets {
					t.Errorf("%d requests, want at most %d", n, c.gets)
				}
			}
		}))
	}
}

// A server that knows no ranges gives all of it: right for a whole object, wrong
// for a part.
func TestServerIgnoresRange(t *testing.T) {
	f := newFake(t)
	st := f.open(t, nil)
	if err := put(t, st, "k", "0123456789"); err != nil {
		t.Fatal(err)
	}
	f.lies("GET", "k", -1, lie{noRange: true})
	if got, err := get(t, st, "k"); got != "0123456789" || err != nil {
		t.Errorf("all of it: %q, %v", got, err)
	}
	for _, w := range [][2]int64{{0, 5}, {5, 5}, {5, -1}} {
		r, err := st.Open(t.Context(), "k", w[0], w[1])
		if err == nil {
			_, err = io.ReadAll(r)
			r.Close()
		}
		if !errors.Is(err, s3.ErrAnswer) {
			t.Errorf("from %d, %d bytes: %v, want %v", w[0], w[1], err, s3.ErrAnswer)
		}
	}
}

// What a server answers to a list is not trusted to be in order, to end, or to be
// what was asked for.
func TestListFromLiars(t *testing.T) {
	entry := func(key string) string {
		return "<Version><Key>" + key + "</Key><VersionId>v</VersionId><Size>1</Size><ETag>e</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>"
	}
	page := func(truncated bool, entries string) string {
		return fmt.Sprintf("<ListVersionsResult><IsTruncated>%v</IsTruncated><NextKeyMarker>x</NextKeyMarker>%s</ListVersionsResult>", truncated, entries)
	}
	for _, c := range []struct{ name, raw string }{
		{"endless and empty", page(true, "")},
		{"goes round", page(true, entry("a")+entry("b"))},
		{"not in order", page(false, entry("b")+entry("a"))},
		{"not what was asked for", page(false, entry("zzz"))},
		{"not XML", "<html>captive portal"},
		{"cut off", "<ListVersionsResult><Version><Key>"},
		{"too long", page(false, strings.Repeat(entry(strings.Repeat("a", 1000)), 10_000))},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			st := f.open(t, nil)
			f.lies("GET", "", -1, lie{raw: c.raw})
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			var last error
			prefix := ""
			if strings.HasPrefix(c.name, "not what") {
				prefix = "a/"
			}
			for _, err := range st.List(ctx, prefix) {
				last = err
			}
			if last == nil || ctx.Err() != nil {
				t.Errorf("List: %v", last)
			}
			t.Log(last)
			if c.name == "not in order" || prefix != "" {
				return
			}
			// Nor does looking for one object take the answer for "there is none".
			if err := st.Create(ctx, "c", strings.NewReader("x"), 1); err == nil || errors.Is(err, fs.ErrNotExist) || ctx.Err() != nil {
				t.Errorf("Create: %v", err)
			}
		})
	}
}

// A list that names ever further objects, or ever further versions of one, ends at its
// bound, and says why.
func TestEndlessList(t *testing.T) {
	version := "<Version><Key>%s</Key><VersionId>v</VersionId><Size>1</Size><ETag>e</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>"
	marker := "<DeleteMarker><Key>%s</Key><VersionId>v</VersionId><LastModified>2026-01-01T00:00:00.000Z</LastModified></DeleteMarker>"
	for _, c := range []struct {
		name, entry string
		key         func(n int) string
	}{
		{"objects", version, func(n int) string { return fmt.Sprintf("a%09d", n) }},
		{"others' objects", version, func(n int) string { return fmt.Sprintf("a//%09d", n) }},
		{"versions", version, func(int) string { return "a" }},
		{"delete markers", marker, func(int) string { return "a" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			st := f.open(t, func(cfg *s3.Config) { cfg.MaxList = 1 << 20 })
			n, lists := 0, 0
			f.mu.Lock()
			f.answer = func(r *http.Request, key string) *lie {
				if r.Method != "GET" || key != "" {
					return nil
				}
				var b strings.Builder
				for range 1000 {
					n++
					fmt.Fprintf(&b, c.entry, c.key(n))
				}
				lists++
				return &lie{raw: fmt.Sprintf("<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>x%d</NextKeyMarker>%s</ListVersionsResult>", n, b.String())}
			}
			f.mu.Unlock()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for what, run := range map[string]func() error{
				"list": func() (last error) {
					for _, err := range st.List(ctx, "") {
						last = err
					}
					return last
				},
				"intrusions": func() (last error) {
					for _, err := range st.Intrusions(ctx, "") {
						last = err
					}
					return last
				},
				"read": func() error {
					if c.name == "objects" { // what comes behind the key ends the search
						return nil
					}
					_, err := st.Version(ctx, "a")
					return err
				},
			} {
				n, lists = 0, 0
				err := run()
				if ctx.Err() != nil || lists > 20 || (what != "read" || lists > 1) && (!errors.Is(err, s3.ErrAnswer) || !strings.Contains(err.Error(), "does not end")) {
					t.Errorf("%s: %v after %d pages", what, err, lists)
				}
			}
		})
	}
}

func TestSwapThroughFaults(t *testing.T) { // raced
	ctx := t.Context()
	for _, c := range []struct {
		name string
		n    int
		lie  lie
		ok   bool
		now  string
	}{
		{"503 twice", 2, lie{status: 503, code: "SlowDown"}, true, "two"},
		{"503 always", -1, lie{status: 503, code: "SlowDown"}, false, "one"},
		{"409 once", 1, lie{status: 409, code: "ConditionalRequestConflict"}, true, "two"},
		{"answer lost", 1, lie{drop: true}, true, "two"},
		{"412 always", -1, lie{status: 412, code: "PreconditionFailed"}, false, "one"},
	} {
		t.Run(c.name, inBubble(func(t *testing.T, wire *cable) {
			ctx := t.Context()
			f := newFakeOn(t, wire)
			st := f.open(t, nil)
			if err := st.Swap(ctx, "value", nil, []byte("one")); err != nil {
				t.Fatal(err)
			}
			f.lies("PUT", "value", c.n, c.lie)
			err := st.Swap(ctx, "value", []byte("one"), []byte("two"))
			if (err == nil) != c.ok {
				t.Errorf("Swap: %v", err)
			}
			if errors.Is(err, store.ErrConflict) {
				t.Errorf("Swap: %v, and yet nobody else wrote", err)
			}
			f.honest()
			if got, err := get(t, st, "value"); got != c.now || err != nil {
				t.Errorf("the value is %q, %v; want %q", got, err, c.now)
			}
			if n := len(f.versions["value"]); n > 2 {
				t.Errorf("%d versions", n)
			}
		}))
	}
	t.Run("lost, and replaced by another", func(t *testing.T) {
		f := newFake(t)
		st := f.open(t, nil)
		if err := st.Swap(ctx, "value", nil, []byte("one")); err != nil {
			t.Fatal(err)
		}
		f.mu.Lock()
		puts := 0
		f.answer = func(r *http.Request, k string) *lie {
			if r.Method != "PUT" {
				return nil
			}
			if puts++; puts == 1 {
				return &lie{drop: true}
			}
			f.Overwrite(t, "value", "three")
			return nil
		}
		f.mu.Unlock()
		if err := st.Swap(ctx, "value", []byte("one"), []byte("two")); err == nil || errors.Is(err, store.ErrConflict) {
			t.Errorf("Swap: %v; it may have happened", err)
		}
	})
}

func TestErrorsOfOpening(t *testing.T) { // raced
	for _, c := range []struct {
		lie  lie
		want error
	}{
		{lie{status: 404, code: "NoSuchBucket"}, s3.ErrNoBucket},
		{lie{status: 403, code: "InvalidAccessKeyId"}, s3.ErrCredentials},
		{lie{status: 403, code: "SignatureDoesNotMatch"}, s3.ErrCredentials},
		{lie{status: 404, code: "XAdminUserNotFound"}, s3.ErrCredentials},
		{lie{status: 400, code: "ExpiredToken"}, s3.ErrExpired},
		{lie{status: 403, code: "RequestTimeTooSkewed"}, s3.ErrClock},
		{lie{status: 301, code: "PermanentRedirect", region: "eu-central-1"}, s3.ErrRegion},
		{lie{status: 400, code: "AuthorizationHeaderMalformed", region: "eu-central-1"}, s3.ErrRegion},
		{lie{status: 503, code: "SlowDown"}, s3.ErrSlow},
		{lie{status: 503, code: "SlowDownRead"}, s3.ErrUnavailable},
	} {
		f := newFake(t)
		f.lies("GET", "", -1, c.lie)
		_, err := s3.Open(t.Context(), s3.Config{Endpoint: f.URL, Bucket: "bucket", Attempts: 2})
		var e *s3.Error
		if !errors.Is(err, c.want) || !errors.As(err, &e) || e.Code != c.lie.code || e.Region != c.lie.region {
			t.Errorf("%s: %v, want %v", c.lie.code, err, c.want)
		}
	}
	f := newFake(t)
	f.Close()
	if _, err := s3.Open(t.Context(), s3.Config{Endpoint: f.URL, Bucket: "bucket", Attempts: 2}); !errors.Is(err, s3.ErrUnavailable) {
		t.Errorf("nobody there: %v, want %v", err, s3.ErrUnavailable)
	}
}

// What can be read twice is not copied; what cannot is, to a file that is gone
// afterwards. Either way the memory does not grow with the object.
func TestCreateFromAnyReader(t *testing.T) {
	f := newFake(t)
	dir := t.TempDir()
	st := f.open(t, func(c *s3.Config) { c.TempDir = dir })
	content := bytes.Repeat([]byte("0123456789abcdef"), 200_000)
	for i, r := range []io.Reader{
		bytes.NewReader(content),
		iotest.OneByteReader(bytes.NewReader(content[:1000])),
		struct{ io.Reader }{bytes.NewReader(content)},
		io.NewSectionReader(bytes.NewReader(content), 16, 32),
		iotest.DataErrReader(bytes.NewReader(content[:10])),
	} {
		size := []int{len(content), 1000, len(content), 32, 10}[i]
		key := fmt.Sprint("object", i)
		if err := st.Create(t.Context(), key, r, int64(size)); err != nil {
			t.Errorf("%d: %v", i, err)
		}
		if got := f.stored(key); len(got) != size {
			t.Errorf("%d: stored %d bytes, want %d", i, len(got), size)
		}
	}
	// From where the reader stands, not from its beginning.
	r := strings.NewReader("skipped, sent")
	r.Seek(9, io.SeekStart)
	if err := st.Create(t.Context(), "rest", r, 4); err != nil || f.stored("rest") != "sent" {
		t.Errorf("stored %q, %v", f.stored("rest"), err)
	}
	if left, _ := fs.Glob(os.DirFS(dir), "*"); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

// The same bytes once more are no intrusion; and no number of versions is too
// many to tell of, nor held in memory.
func TestIntrusions(t *testing.T) {
	f := newFake(t)
	st := f.open(t, nil)
	for _, key := range []string{"a", "b", "c"} {
		if err := put(t, st, key, "evidence"); err != nil {
			t.Fatal(err)
		}
	}
	f.Overwrite(t, "a", "evidence")
	want := map[string]bool{"a " + f.Overwrite(t, "a", "forgery!"): true}
	for i := range 2500 {
		want["b "+f.Overwrite(t, "b", fmt.Sprint("forgery ", i))] = true
	}
	n := 0
	for i, err := range st.Intrusions(t.Context(), "") {
		if err != nil || !want[i.Key+" "+i.Version] || i.Deleted {
			t.Fatalf("%+v, %v", i, err)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d intrusions, want %d", n, len(want))
	}
	if got, err := get(t, st, "b"); got != "evidence" || err != nil {
		t.Errorf("read: %q, %v", got, err)
	}
}
