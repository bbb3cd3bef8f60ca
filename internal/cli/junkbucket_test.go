package cli

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/webtest/s3server"
)

// TestJunkInBucket: what others put where the log goes on in a bucket stops a run, with
// a word on what to do; --repair puts the log's own files there, and nothing that stood
// there is lost, whether the bucket keeps versions, or locks them, or not.
func TestJunkInBucket(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		for kind, bucket := range map[string]string{"locked": s.Bucket(t, true), "versioned": s.Bucket(t, false), "plain": s.PlainBucket(t, false)} {
			t.Run(kind, func(t *testing.T) {
				web := newChangingWeb(t, 2)
				p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
					"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, bucket, s.Endpoint),
					map[string][]byte{"report.md": web.report()})
				p.env = append(p.env, s.Environ()...)
				p.run(0, "import", "report.md", "--id", "read", "--published", "2026-01-05")
				p.run(0, "run")
				var v verifyJSON
				p.json(0, &v, "verify", "--no-log")
				n := v.Records
				for i := range 12 {
					for _, place := range []string{"records/%d.jsonl", "checkpoints/%d", "tile/0/000.p/%d", "tile/entries/000.p/%d"} {
						s.Overwrite(t, bucket, fmt.Sprintf("evidence/log/"+place, n+1+int64(i)), "junk")
					}
				}
				web.epoch.Add(1)
				if _, said := p.run(exitNoLook, "run", "--all"); !strings.Contains(string(said), "verify --repair") {
					t.Errorf("it says\n%s", said)
				}
				var r repairJSON
				p.json(0, &r, "verify", "--repair")
				if !r.Complete || len(r.Repaired) < 4 || r.NotLogged != "" {
					t.Errorf("%+v", r)
				}
				for _, done := range r.Repaired {
					if done.Aside == "" && done.Version == "" {
						t.Errorf("nothing is kept of %s", done.Object)
					}
				}
				p.run(0, "run", "--all")
				p.run(0, "verify")
			})
		}
	})
}
