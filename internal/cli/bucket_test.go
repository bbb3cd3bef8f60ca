package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/rogpeppe/go-internal/testscript"

	"archiver/internal/demo"
	"archiver/internal/webtest/s3server"
)

// TestBuckets runs testdata/bucket: stories on the command line with an archive
// in a bucket of each real server; one that begins with "# on one server" is about the
// program alone, and runs on versitygw. In them, "between FAULT" has something stand
// between program and server from then on; see fault, or none.
func TestBuckets(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		var between, own sync.Map // by script
		server := func(ts *testscript.TestScript) *s3server.Server {
			if of, ok := own.Load(ts); ok {
				return of.(*s3server.Server)
			}
			return s
		}
		testscript.Run(t, testscript.Params{
			Files:               bucketStories(t, s.Kind),
			RequireExplicitExec: true,
			Setup: func(env *testscript.Env) error {
				env.Values[webKey{}] = new(*demo.Web)
				env.Setenv("GORACE", os.Getenv("GORACE"))
				env.Setenv("GOGC", os.Getenv("GOGC"))
				env.Setenv(rescueVariable, "")
				env.Setenv(browserVariable, "off")
				env.Setenv("AWS_ACCESS_KEY_ID", s3server.AccessKey)
				env.Setenv("AWS_SECRET_ACCESS_KEY", s3server.SecretKey)
				env.Setenv("AWS_CONFIG_FILE", filepath.Join(env.WorkDir, "aws.config"))
				env.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(env.WorkDir, "aws.credentials"))
				env.Setenv("ENDPOINT", s.Endpoint)
				env.Setenv("SERVER", string(s.Kind))
				return nil
			},
			Condition: func(cond string) (bool, error) { return cond == string(s.Kind), nil },
			Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"web":    scriptWeb,
				"exits":  scriptExits,
				"json":   scriptJSON,
				"value":  scriptValue,
				"second": scriptSecond,
				"settle": func(ts *testscript.TestScript, _ bool, _ []string) { scriptSettle(server(ts), ts) },
				"bucket": func(ts *testscript.TestScript, _ bool, args []string) { scriptBucket(t, server(ts), ts, args) },
				"between": func(ts *testscript.TestScript, _ bool, args []string) {
					m := newMiddle(t, server(ts))
					between.Store(ts, m)
					at := -1
					if fault(args[0]) == stopping {
						at = 10
					}
					m.arm(at, fault(args[0]))
					ts.Setenv("ARCHIVER_ARCHIVE_ENDPOINT", m.URL)
				},
				"server": func(ts *testscript.TestScript, _ bool, args []string) {
					switch args[0] {
					case "own": // it is no other story's
						own.Store(ts, s3server.Start(t, s.Kind, s3server.Options{}))
						ts.Setenv("ENDPOINT", server(ts).Endpoint)
					case "stop":
						server(ts).Stop()
					case "continue":
						server(ts).Continue()
					}
				},
				"asked": func(ts *testscript.TestScript, _ bool, args []string) { scriptAsked(ts, &between, args) },
				"admin": func(ts *testscript.TestScript, neg bool, args []string) { scriptAdmin(t, server(ts), ts, neg, args) },
			},
		})
	})
}

func bucketStories(t *testing.T, on s3server.Kind) (files []string) {
	all, err := filepath.Glob("testdata/bucket/*.txt")
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, file := range all {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if on == s3server.Versity || !strings.HasPrefix(string(b), "# on one server\n") {
			files = append(files, file)
		}
	}
	return files
}

// scriptAsked: "asked 0" says that nothing was asked of the server since the last
// such, and "asked once PREFIX FILE" that the bytes of a file were sent for the keys
// with that prefix, and no more.
func scriptAsked(ts *testscript.TestScript, between *sync.Map, args []string) {
	m, ok := between.Load(ts)
	if !ok {
		ts.Fatalf("asked: nothing stands between")
	}
	list := m.(*middle).answers()
	if args[0] == "0" {
		if len(list) > 0 {
			ts.Fatalf("%d requests, such as %v", len(list), list[0])
		}
		return
	}
	got, want := int64(0), int64(len(ts.ReadFile(args[2])))
	for _, a := range list {
		if strings.HasPrefix(a.request, "GET ") && strings.Contains(a.request, "/evidence/"+args[1]) {
			got += a.bytes
		}
	}
	if got != want {
		ts.Fatalf("%d bytes were sent of %d", got, want)
	}
}

// scriptBucket: "bucket locked|versioned|plain [LOCK]" makes a bucket, puts it
// into $BUCKET, and adds it to the configuration, with archive.lock if given.
func scriptBucket(t *testing.T, s *s3server.Server, ts *testscript.TestScript, args []string) {
	name := ""
	switch args[0] {
	case "locked":
		name = s.Bucket(t, true)
	case "versioned":
		name = s.Bucket(t, false)
	case "plain":
		name = s.PlainBucket(t, false)
	default:
		ts.Fatalf("bucket %s: locked, versioned or plain", args[0])
	}
	ts.Setenv("BUCKET", name)
	lock := ""
	if len(args) > 1 {
		lock = "  lock: " + args[1] + "\n"
	}
	file := ts.MkAbs("configs/archiver.yaml")
	cfg, err := os.ReadFile(file)
	if err != nil {
		ts.Check(os.MkdirAll(ts.MkAbs("configs"), 0o755))
	}
	cfg = fmt.Appendf(cfg, "archive:\n  url: s3://%s/evidence\n  endpoint: %s\n%s", name, s.Endpoint, lock)
	ts.Check(os.WriteFile(file, cfg, 0o644))
}

// scriptAdmin does what somebody with the server's own tools may: "admin delete
// KEY", "admin overwrite KEY TEXT", "admin destroy KEY" (every version, by all
// means; "!": it must not succeed), "admin undelete KEY"; "admin gone KEY" wants no version of it; "admin first VAR PREFIX"
// gives a key; "admin locked PREFIX MODE" and "admin unlocked KEY" look at the
// first version of each key.
func scriptAdmin(t *testing.T, s *s3server.Server, ts *testscript.TestScript, neg bool, args []string) {
	bucket := ts.Getenv("BUCKET")
	full := func(key string) string { return "evidence/" + key }
	switch args[0] {
	case "delete":
		s.Delete(t, bucket, full(args[1]))
	case "overwrite":
		s.Overwrite(t, bucket, full(args[1]), args[2])
	case "destroy":
		for _, v := range s.Versions(t, bucket, full(args[1])) {
			if err := s.Destroy(bucket, full(args[1]), v.VersionID); (err == nil) == neg && !v.IsDeleteMarker {
				ts.Fatalf("destroy %s: %v", args[1], err)
			}
		}
	case "undelete":
		for _, v := range s.Versions(t, bucket, full(args[1])) {
			if v.IsDeleteMarker {
				ts.Check(s.Destroy(bucket, full(args[1]), v.VersionID))
			}
		}
	case "gone":
		if left := s.Versions(t, bucket, full(args[1])); len(left) > 0 {
			ts.Fatalf("%s has %d versions", args[1], len(left))
		}
	case "first":
		keys := keysIn(ts, s, bucket, full(args[2]))
		if len(keys) == 0 {
			ts.Fatalf("no key begins with %s", args[2])
		}
		ts.Setenv(args[1], strings.TrimPrefix(keys[0], "evidence/"))
	case "locked", "unlocked":
		keys := []string{full(args[1])}
		if args[0] == "locked" {
			keys = keysIn(ts, s, bucket, full(args[1]))
		}
		if len(keys) == 0 {
			ts.Fatalf("no key begins with %s", args[1])
		}
		for _, key := range keys {
			if key == full(checkpointKey) && args[0] == "locked" {
				continue
			}
			versions := s.Versions(t, bucket, key)
			info, err := s.Admin.StatObject(context.Background(), bucket, key, minio.StatObjectOptions{VersionID: versions[len(versions)-1].VersionID})
			ts.Check(err)
			mode, want := info.Metadata.Get("X-Amz-Object-Lock-Mode"), ""
			if args[0] == "locked" {
				want = args[2]
			}
			if mode != want {
				ts.Fatalf("%s is locked under %q, want %q", key, mode, want)
			}
		}
	default:
		ts.Fatalf("admin %s", args[0])
	}
}

// scriptSettle does what the commands in the last output would, which wants their
// words to stand in one line each.
func scriptSettle(s *s3server.Server, ts *testscript.TestScript) {
	n := 0
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		f := strings.Fields(line)
		if len(f) < 10 || f[0] != "aws" {
			continue
		}
		n++
		version := strings.Trim(f[8], "'")
		ts.Check(s.Destroy(f[4], f[6], version))
	}
	if n == 0 {
		ts.Fatalf("there is no command in the output")
	}
}

func keysIn(ts *testscript.TestScript, s *s3server.Server, bucket, prefix string) (keys []string) {
	for o := range s.Admin.Client.ListObjectsIter(context.Background(), bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		ts.Check(o.Err)
		keys = append(keys, o.Key)
	}
	return keys
}

// putAny writes without any condition.
var putAny = minio.PutObjectOptions{DisableMultipart: true, DisableContentSha256: true, UserMetadata: map[string]string{}}
