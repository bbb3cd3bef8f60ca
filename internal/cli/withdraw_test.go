package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/contract"
	"archiver/internal/webtest/s3server"
)

// newest gives the newest snapshot that history tells of.
func (p *project) newest(ref string) contract.Snapshot {
	p.t.Helper()
	var h contract.History
	p.json(0, &h, "history", ref)
	return h.Snapshots[len(h.Snapshots)-1]
}

func withdrawArgs(s contract.Snapshot) []string {
	return []string{"withdraw", "1", "--at", s.CapturedAt.Format("2006-01-02T15:04:05.000Z07:00"), "--why", "endangers a witness", "--yes"}
}

// settled wants a withdrawal that was cut short to be as if it had never begun, or
// done, after the next run; and in the first case that it can be done then.
func (p *project) settled(where string, s contract.Snapshot, there func(object string) bool) (done bool) {
	p.t.Helper()
	p.run(0, "run")
	find := func() contract.Snapshot {
		var h contract.History
		p.json(0, &h, "history", "1")
		for _, other := range h.Snapshots {
			if other.Object == s.Object {
				return other
			}
		}
		p.t.Fatalf("%s: history does not tell of it any more", where)
		return s
	}
	now := find()
	switch {
	case now.Withdrawn == nil:
		if !there(s.Object) {
			p.t.Fatalf("%s: the bytes are gone, and the log does not say why", where)
		}
		p.run(0, withdrawArgs(s)...)
		now = find()
	default:
		done = true
	}
	if now.Withdrawn == nil || now.Withdrawn.State != "removed" || now.Withdrawn.Why != "endangers a witness" || there(s.Object) {
		p.t.Fatalf("%s: %+v, its bytes are there: %v", where, now.Withdrawn, there(s.Object))
	}
	var v verifyJSON
	p.json(0, &v, "verify", "--no-log")
	if !v.Passed || len(v.Warnings) > 0 {
		p.t.Fatalf("%s: verify: %+v", where, v)
	}
	return done
}

// TestKilledWithdrawals kills withdrawals at random moments. The next run mends
// each: never are bytes gone without a reason in the log, and what was decided is
// done.
func TestKilledWithdrawals(t *testing.T) {
	t.Parallel()
	web := newChangingWeb(t, 2)
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port),
		map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "crash", "--published", "2026-01-05")
	there := func(object string) bool {
		_, err := os.Stat(filepath.Join(p.dir, "archive", filepath.FromSlash(object)))
		return err == nil
	}
	var kills killer
	done := 0
	const times = 15
	for i := range times + 1 {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
		s := p.newest("1")
		if i == 0 {
			start := time.Now()
			p.run(0, withdrawArgs(s)...)
			kills.within = time.Since(start)
			continue
		}
		kills.kill(t, p.command(withdrawArgs(s)...))
		if p.settled(fmt.Sprintf("kill %d", i), s, there) {
			done++
		}
	}
	t.Logf("%d of %d were done, or mended by the next run", done, times)
	kills.enough(t)
}

// TestWithdrawCallsFail has requests of a withdrawal fail: some by chance, and
// the one that deletes. The next run mends it.
func TestWithdrawCallsFail(t *testing.T) {
	t.Parallel()
	s := s3server.Shared(t, s3server.MinIO) // the faults are made in front of it
	m := newMiddle(t, s)
	web := newChangingWeb(t, 1)
	bucket := s.Bucket(t, true)
	p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
		"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  lock: {log: compliance, snapshots: none, days: 1}\n", web.port, bucket, m.URL),
		map[string][]byte{"report.md": web.report()})
	p.env = append(p.env, "AWS_ACCESS_KEY_ID="+s3server.AccessKey, "AWS_SECRET_ACCESS_KEY="+s3server.SecretKey, "AWS_CONFIG_FILE=/dev/null")
	p.run(0, "import", "report.md", "--id", "faults", "--published", "2026-01-05")
	there := func(object string) bool { return len(s.Versions(t, bucket, "evidence/"+object)) > 0 }
	take := func() contract.Snapshot {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
		return p.newest("1")
	}
	snap := take()
	m.arm(0, "")
	p.run(0, withdrawArgs(snap)...)
	n, _ := m.disarm()
	deletes := m.first
	if deletes == 0 || there(snap.Object) {
		t.Fatalf("of %d requests none deleted", n)
	}
	rnd := rand.New(rand.NewPCG(7, 7))
	at := []int{deletes, 1 + rnd.IntN(n)}
	done := 0
	for _, i := range at {
		for _, f := range []fault{denied, deniedDone, brokenDone, outage} {
			snap := take()
			m.arm(i, f)
			c := p.command(withdrawArgs(snap)...)
			var errs bytes.Buffer
			c.Stderr = &errs
			_ = c.Run() // the exit code tells
			_, hit := m.disarm()
			where := fmt.Sprintf("request %d of %d %s: %s", i, n, f, hit)
			if code := c.ProcessState.ExitCode(); code != exitOK && code != exitNoLook || strings.Contains(errs.String(), "panic") {
				t.Fatalf("%s: exit code %d\n%s", where, code, &errs)
			}
			if p.settled(where, snap, there) {
				done++
			}
		}
	}
	t.Logf("a withdrawal makes %d requests, the %dth deletes; of %d that failed, %d were done or mended by the next run", n, deletes, 4*len(at), done)
}

// TestRefusedIsNotRenewed: the lock that refused a withdrawal is left to end, while
// runs renew the others.
func TestRefusedIsNotRenewed(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		web := newChangingWeb(t, 2)
		bucket := s.Bucket(t, true)
		p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
			"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  lock: {log: compliance, snapshots: compliance, days: 1}\n", web.port, bucket, s.Endpoint),
			map[string][]byte{"report.md": web.report()})
		p.env = append(p.env, s.Environ()...)
		p.run(0, "import", "report.md", "--id", "locks", "--published", "2026-01-05")
		p.run(0, "run")
		until := func(ref string) string {
			t.Helper()
			key := "evidence/" + p.newest(ref).Object
			info, err := s.Admin.StatObject(t.Context(), bucket, key, minio.StatObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date")
		}
		p.run(exitNoLook, withdrawArgs(p.newest("1"))...)
		refused, other := until("1"), until("2")
		time.Sleep(1100 * time.Millisecond) // locks hold to the second
		marks := lockMarks{Place: "s3://" + bucket + "/evidence " + s.Endpoint, From: time.Now().Add(-20 * time.Hour), Days: 1, Log: "compliance", Snapshots: "compliance"}
		b, err := json.Marshal(marks)
		if err != nil {
			t.Fatal(err)
		}
		p.write("archive/catalog.db.locks", b)
		p.run(0, "run")
		if got := until("1"); got != refused {
			t.Errorf("the lock that refused a withdrawal held until %s, and now until %s", refused, got)
		}
		if got := until("2"); got == other {
			t.Errorf("the other lock still holds until %s: nothing was tested", got)
		}
	})
}
