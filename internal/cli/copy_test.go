package cli

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"archiver/internal/webtest/s3server"
)

// copyKills is how often a copy is killed.
const copyKills = 10

// TestKilledCopies kills a copy into a bucket at random moments, while the archive
// grows. A copy that is brought up to date is sound at each of them, and the one
// that is not killed is as the archive was.
func TestKilledCopies(t *testing.T) {
	t.Parallel()
	s := s3server.Start(t, s3server.Versity, s3server.Options{})
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
	whole := 2 * time.Second
	killed := 0
	for range copyKills / 2 {
		killed += p.kill(whole, mirror("copy", "archive", bucket)...)
	}
	start := time.Now()
	p.run(0, mirror("copy", "archive", bucket)...)
	whole = time.Since(start)
	var v verifyJSON
	p.json(0, &v, mirror("verify", "--no-log")...)
	if !v.Passed || len(v.Warnings) > 0 {
		t.Fatalf("after the first copy: %+v", v)
	}

	for range copyKills {
		grow()
		grow()
		grow()
		killed += p.kill(whole, mirror("copy", "archive", bucket)...)
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
	t.Logf("%d of %d copies were killed at work; a whole one took %v; %d snapshots and %d records", killed, copyKills+copyKills/2, whole.Round(time.Millisecond), v.Snapshots, v.Records)
	if killed < copyKills/2 {
		t.Errorf("only %d kills met a running program", killed)
	}
}

// kill starts the program and kills it within that time: 1, or 0 if it was done.
func (p *project) kill(within time.Duration, args ...string) int {
	p.t.Helper()
	c := p.command(args...)
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	time.Sleep(time.Duration(rand.Int64N(int64(within))))
	_ = c.Process.Signal(syscall.SIGKILL)
	_ = c.Wait() // killed, or done just before
	if c.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
		return 1
	}
	return 0
}
