package cli

import (
	"fmt"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"archiver/internal/webtest/s3server"
)

// TestReaderOfBucket: who may only read the bucket can hand out, verify, export and
// check; what would be recorded is said not to be, and nothing is written.
func TestReaderOfBucket(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		web := newChangingWeb(t, 2)
		bucket := s.Bucket(t, true)
		p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
			"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, bucket, s.Endpoint),
			map[string][]byte{"report.md": web.report()})
		p.env = append(p.env, s.Environ()...)
		p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
		p.run(0, "run")
		before := len(everyVersion(t, s, bucket))
		v := reader(t, s, bucket)
		p.env = append(p.env, "AWS_ACCESS_KEY_ID="+v.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+v.SecretAccessKey, "AWS_SESSION_TOKEN="+v.SessionToken)
		for _, c := range []struct {
			exit int
			says string
			args []string
		}{
			{0, "sha256 ", []string{"get", "1", "--as", "text", "-o", "one.txt"}},
			{0, "verified: 2 snapshots", []string{"verify"}},
			{0, "verified: 1 snapshot", []string{"verify", "1"}},
			{0, "warning: that this was exported is not logged", []string{"export", "1", "-o", "bundle"}},
			{0, "warning: looks are not recorded: ", []string{"check"}},
			{0, "check passed", []string{"check", "--offline"}},
			{0, "rebuilt ", []string{"reindex"}},
			{0, "copied: 2 snapshots", []string{"copy", "s3://" + bucket + "/evidence", "file:mirror"}},
			{3, "hint: the credentials need s3:GetObject", []string{"run"}},
			{3, "hint: the credentials need s3:GetObject", []string{"storage", "probe"}},
		} {
			cmd := p.command(c.args...)
			said, _ := cmd.CombinedOutput() // the exit code tells
			if code := cmd.ProcessState.ExitCode(); code != c.exit || !strings.Contains(string(said), c.says) {
				t.Errorf("%s: exit code %d, want %d and %q:\n%s", strings.Join(c.args, " "), code, c.exit, c.says, said)
			}
		}
		if after := len(everyVersion(t, s, bucket)); after != before {
			t.Errorf("%d versions of objects became %d", before, after)
		}
	})
}

// everyVersion lists the versions of all objects.
func everyVersion(t *testing.T, s *s3server.Server, bucket string) (list []string) {
	for v := range s.Admin.Client.ListObjectsIter(t.Context(), bucket, minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
		if v.Err != nil {
			t.Fatal(v.Err)
		}
		list = append(list, v.Key+" "+v.VersionID)
	}
	return list
}

// reader gives the credentials of somebody who may only read a bucket.
func reader(t *testing.T, s *s3server.Server, bucket string) credentials.Value {
	t.Helper()
	const read = `"s3:GetObject","s3:GetObjectVersion","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning"`
	on := fmt.Sprintf(`"Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]`, bucket, bucket)
	if s.Kind == s3server.MinIO {
		v, err := s.Session(t, fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],%s}]}`, read, on))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := s.Stranger(t)
	policy := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[%q]},"Action":[%s],%s}]}`, v.AccessKeyID, read, on)
	if err := s.Admin.SetBucketPolicy(t.Context(), bucket, policy); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestVerifyDenied: a store that refuses to be read is not one whose archive is not
// as it was: verify could not look, and says which rights that takes. Nor is it
// logged as a finding.
func TestVerifyDenied(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		web := newChangingWeb(t, 2)
		bucket := s.Bucket(t, true)
		p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
			"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, bucket, s.Endpoint),
			map[string][]byte{"report.md": web.report()})
		p.env = append(p.env, s.Environ()...)
		p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
		p.run(0, "run")
		const look = `"s3:PutObject","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning"`
		as := func(v credentials.Value, exit int, args ...string) string {
			t.Helper()
			cmd := p.command(args...)
			cmd.Env = append(cmd.Env, "AWS_ACCESS_KEY_ID="+v.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+v.SecretAccessKey, "AWS_SESSION_TOKEN="+v.SessionToken)
			said, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != exit || strings.Contains(string(said), "NOT as it was") != (exit == 1) || strings.Contains(string(said), "hint: the credentials need s3:GetObject") != (exit == 3) {
				t.Errorf("%s: exit code %d, want %d:\n%s", args, code, exit, said)
			}
			return string(said)
		}
		verify := func(v credentials.Value, exit int) string {
			t.Helper()
			if exit == 3 {
				for _, args := range [][]string{{"check"}, {"check", "--offline"}, {"get", "1", "-o", "x"}} {
					if said := as(v, 3, args...); strings.Contains(said, "damaged") {
						t.Errorf("%s accuses:\n%s", args, said)
					}
				}
			}
			return as(v, exit, "verify")
		}
		if said := verify(s.Limited(t, bucket, look), 3); strings.Contains(said, "unlisted") {
			t.Errorf("it accuses:\n%s", said)
		}
		if s.Kind != s3server.MinIO {
			return
		}
		v, err := s.Session(t, fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::*"]},`+
			`{"Effect":"Deny","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":["arn:aws:s3:::%s/evidence/snapshots/*"]}]}`, bucket))
		if err != nil {
			t.Fatal(err)
		}
		if said := verify(v, 3); !strings.Contains(said, "2 snapshots could not be read, of the rest all is as the signed log says") {
			t.Errorf("it says:\n%s", said)
		}
		// One that may not be read is neither lost nor to be taken anew, and keeps no other
		// from being looked at.
		deny := func(pattern string) credentials.Value {
			v, err := s.Session(t, fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::*"]},`+
				`{"Effect":"Deny","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":["arn:aws:s3:::%s/%s"]}]}`, bucket, pattern))
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		first := func(prefix string) string {
			for _, v := range everyVersion(t, s, bucket) {
				if key, _, _ := strings.Cut(v, " "); strings.HasPrefix(key, prefix) && !strings.HasSuffix(key, "/1.jsonl") { // the snapshots' come later
					return key
				}
			}
			t.Fatalf("no %s", prefix)
			return ""
		}
		for _, c := range []struct{ key, run string }{
			{first("evidence/snapshots/"), "1 source looked at, 0 snapshots taken"},
			{first("evidence/log/records/"), "0 sources looked at, 0 snapshots taken"},
		} {
			one := deny(c.key)
			for _, args := range [][]string{{"run", "--all"}, {"verify"}, {"verify", "--repair"}, {"check"}} {
				said := as(one, 3, args...)
				want := strings.TrimPrefix(c.key, "evidence/")
				if args[0] == "run" {
					want = c.run
				}
				if !strings.Contains(said, want) || strings.Contains(said, "LOST") || strings.Contains(said, "damaged") || strings.Contains(said, "interrupted") || strings.Contains(said, "PutObjectRetention") {
					t.Errorf("%s without %s says:\n%s", args, c.key, said)
				}
			}
		}
		s.Overwrite(t, bucket, "evidence/log/checkpoint", "junk")
		if said := as(v, 1, "verify", "--no-log"); !strings.Contains(said, "snapshot-unreadable") {
			t.Errorf("it says:\n%s", said)
		}
		// Who can write puts log/checkpoint right; then it could not look at the rest.
		if said := as(v, 3, "verify"); !strings.Contains(said, "warning: checkpoint-altered") {
			t.Errorf("it says:\n%s", said)
		}
		for _, v := range everyVersion(t, s, bucket) {
			if key, id, _ := strings.Cut(v, " "); key == "evidence/log/checkpoint" {
				if err := s.Admin.Client.RemoveObject(t.Context(), bucket, key, minio.RemoveObjectOptions{VersionID: id}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if said, err := p.command("verify").CombinedOutput(); err != nil || !strings.Contains(string(said), "warning: checkpoint-missing") || !strings.Contains(string(said), "put right, logged as entry") {
			t.Errorf("%v:\n%s", err, said)
		}
	})
}
