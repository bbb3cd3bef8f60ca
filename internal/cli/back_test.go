package cli

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"archiver/internal/webtest/s3server"
)

// TestBroughtBack: where the archive was emptied, the command that each hint names
// brings it back as it stands there, from a mirror at another server too.
func TestBroughtBack(t *testing.T) {
	t.Parallel()
	archive, mirror := s3server.Shared(t, s3server.Kinds[0]), s3server.Shared(t, s3server.Kinds[1])
	for name, url := range map[string]func(bucket string) string{
		"another URL": func(string) string { return "s3://" + mirror.Bucket(t, false) + "/second" },
		"the same URL at another server": func(bucket string) string {
			if err := mirror.Admin.MakeBucket(t.Context(), bucket, minio.MakeBucketOptions{}); err != nil {
				t.Fatal(err)
			}
			if err := mirror.Admin.EnableVersioning(t.Context(), bucket); err != nil {
				t.Fatal(err)
			}
			return "s3://" + bucket + "/evidence"
		},
	} {
		t.Run(name, func(t *testing.T) {
			web := newChangingWeb(t, 2)
			bucket := archive.Bucket(t, false)
			p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
				"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  mirror:\n    url: %s\n    endpoint: %s\n", web.port, bucket, archive.Endpoint, url(bucket), mirror.Endpoint),
				map[string][]byte{"report.md": web.report()})
			p.env = append(p.env, archive.Environ()...)
			p.run(0, "import", "report.md", "--id", "back", "--published", "2026-01-05")
			p.run(0, "run")
			empty := func() {
				for v := range archive.Admin.Client.ListObjectsIter(t.Context(), bucket, minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
					if err := archive.Destroy(bucket, v.Key, v.VersionID); err != nil {
						t.Fatal(err)
					}
				}
			}
			for _, c := range []struct {
				exit int
				args []string
			}{{1, []string{"verify"}}, {3, []string{"run"}}, {2, []string{"verify", "--repair"}}} {
				empty()
				cmd := p.command(c.args...)
				said, _ := cmd.CombinedOutput() // the exit code tells
				typed := regexp.MustCompile(`archiver copy (--\S+ \S+ )?s3://\S+ s3://\S*\w`).Find(said)
				if cmd.ProcessState.ExitCode() != c.exit || typed == nil {
					t.Fatalf("%v: exit code %d:\n%s", c.args, cmd.ProcessState.ExitCode(), said)
				}
				p.run(0, strings.Fields(string(typed))[1:]...)
				p.run(0, "get", "1", "--as", "text", "-o", fmt.Sprintf("%s.txt", c.args[len(c.args)-1]))
			}
			p.run(0, "verify")
		})
	}
}
