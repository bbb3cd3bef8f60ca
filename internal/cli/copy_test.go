package cli

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"archiver/internal/webtest/s3server"
)

// copyKills is how often a copy is killed.
const copyKills = 6

// TestKilledCopies kills a copy into a bucket at random moments, while the archive
// grows. A copy that is brought up to date is sound at each of them, and the one
// that is not killed is as the archive was.
func TestKilledCopies(t *testing.T) {
	t.Parallel()
	s := s3server.Shared(t, s3server.Versity)
	web := newChangingWeb(t, 6)
	base := fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port)
	p := newProject(t, base, map[string][]byte{"report.md": web.report()})
	p.env = append(p.env, "AWS_ACCESS_KEY_ID="+s3server.AccessKey, "AWS_SECRET_ACCESS_KEY="+s3server.SecretKey, "AWS_CONFIG_FILE=/dev/null")
	bucket := "s3://" + s.Bucket(t, true) + "/mirror"
	p.write("configs/mirror.yaml", fmt.Appendf(nil, "archive: {url: %q, endpoint: %q, lock: {log: compliance, snapshots: compliance, days: 1}}\ncatalog: sqlite:mirror.db\nlog: {head: mirror.head} # older than the archive's own\n", bucket, s.Endpoint))
	p.run(0, "import", "report.md", "--id", "copies", "--published", "2026-01-05")
	grow := func() {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}
	mirror := func(args ...string) []string { return append([]string{"--config", "configs/mirror.yaml"}, args...) }
	grow()
	grow()

	// Killed before it was ever done, the copy has no log/checkpoint.
	kills := killer{within: 2 * time.Second}
	for range copyKills / 2 {
		kills.kill(t, p.command(mirror("copy", "archive", bucket)...))
	}
	start := time.Now()
	p.run(0, mirror("copy", "archive", bucket)...)
	kills.within = time.Since(start)
	var v verifyJSON
	p.json(0, &v, mirror("verify", "--no-log")...)
	if !v.Passed || len(v.Warnings) > 0 {
		t.Fatalf("after the first copy: %+v", v)
	}

	for range copyKills {
		grow()
		grow()
		kills.kill(t, p.command(mirror("copy", "archive", bucket)...))
		p.json(0, &v, mirror("verify", "--no-log")...) // a copy under way is no finding
	}
	// A run at work meanwhile: the copy is as the archive was at a checkpoint.
	for range 4 {
		web.epoch.Add(1)
		c := p.command("run", "--all")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(time.Second))))
		var m mirrorJSON
		p.json(0, &m, "copy", "archive", "second")
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
		p.write("configs/second.yaml", []byte("archive: {url: file:second}\ncatalog: sqlite:second.db\nlog: {head: second.head}\n"))
		p.json(0, &v, "--config", "configs/second.yaml", "verify", "--no-log")
		if !v.Passed || len(v.Warnings) > 0 || v.Records != m.Records {
			t.Fatalf("a copy of an archive that grows: %+v\n%+v", m, v)
		}
	}
	var m mirrorJSON
	p.json(0, &m, mirror("copy", "archive", bucket)...)
	p.json(0, &v, mirror("verify", "--no-log")...)
	if !v.Passed || len(v.Warnings) > 0 || v.Records != m.Records || v.Snapshots != m.Snapshots {
		t.Fatalf("in the end: %+v\n%+v", m, v)
	}
	t.Logf("%d snapshots and %d records", v.Snapshots, v.Records)
	kills.enough(t)
}
