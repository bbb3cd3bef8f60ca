package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/contract"
	"archiver/internal/webtest/s3server"
)

// TestLockedWithdrawals: a withdrawal that was decided against a lock in mode
// governance, and cut short, is gone on with as it was decided; one that the lock
// refuses is not forgotten: history and status tell until when it holds, and runs
// tell once that it has ended.
func TestLockedWithdrawals(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		m := newMiddle(t, s)
		web := newChangingWeb(t, 1)
		bucket := s.Bucket(t, true)
		p := newProject(t, fmt.Sprintf("fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"+
			"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  lock: {log: governance, snapshots: governance, days: 1, renew: false}\n", web.port, bucket, m.URL),
			map[string][]byte{"report.md": web.report()})
		p.env = append(p.env, "AWS_ACCESS_KEY_ID="+s3server.AccessKey, "AWS_SECRET_ACCESS_KEY="+s3server.SecretKey, "AWS_CONFIG_FILE=/dev/null")
		began := time.Now()
		p.run(0, "import", "report.md", "--id", "locks", "--published", "2026-01-05")
		there := func(object string) bool { return len(s.Versions(t, bucket, "evidence/"+object)) > 0 }
		take := func() contract.Snapshot {
			web.epoch.Add(1)
			p.run(0, "run", "--all")
			return p.newest("1")
		}
		said := func(b []byte) string { return strings.Join(strings.Fields(string(b)), " ") }

		bypass := func(s contract.Snapshot) []string { return append(withdrawArgs(s), "--bypass-governance") }
		snap := take()
		m.arm(0, "")
		p.run(0, bypass(snap)...)
		fourCommands := time.Since(began)
		m.disarm()
		deletes := m.first
		if there(snap.Object) || deletes == 0 {
			t.Fatal("it is not withdrawn")
		}
		// Cut short before it deletes: the next run goes on, past the lock.
		snap = take()
		m.arm(deletes, outage)
		p.run(exitNoLook, bypass(snap)...)
		m.disarm()
		if !there(snap.Object) {
			t.Fatal("nothing was cut short")
		}
		out, _ := p.run(0, "history", "1")
		if !strings.Contains(said(out), "withdrawal decided on ") || !strings.Contains(said(out), "not carried out yet; archiver run goes on with it") {
			t.Errorf("history of what was cut short:\n%s", out)
		}
		_, errs := p.run(0, "run")
		if there(snap.Object) || !strings.Contains(string(errs), "1 withdrawal that was cut short: now done") {
			t.Errorf("the bytes are there: %v\n%s", there(snap.Object), errs)
		}

		// Decided without that, cut short, and refused when it is gone on with: what was
		// decided is told with the REF, and the command.
		snap = take()
		m.arm(deletes, outage)
		p.run(exitNoLook, withdrawArgs(snap)...)
		m.disarm()
		// The lock is to end in this test, and not before the next seven commands are done.
		until := time.Now().UTC().Add(max(4*time.Second, 6*fourCommands)).Truncate(time.Second)
		mode := minio.Governance
		if err := s.Admin.PutObjectRetention(t.Context(), bucket, "evidence/"+snap.Object, minio.PutObjectRetentionOptions{GovernanceBypass: true, Mode: &mode, RetainUntilDate: &until}); err != nil {
			t.Fatal(err)
		}
		again := "archiver withdraw 1 --at " + snap.CapturedAt.Format("2006-01-02T15:04:05.000Z07:00") + ` --why "endangers a witness"`
		_, errs = p.run(0, "run")
		for _, want := range []string{"of 1 was decided on ", "in use again", "--bypass-governance", again} {
			if !strings.Contains(said(errs), want) {
				t.Errorf("the run does not say %q:\n%s", want, errs)
			}
		}
		for _, args := range [][]string{{"history", "1"}, {"status", "1"}, {"status", "-v"}} {
			out, _ := p.run(0, args...)
			if !strings.Contains(said(out), ", not carried out: locked until "+longDate(until)) || !strings.Contains(string(out), again) { // a command is not broken
				t.Errorf("%q does not tell until when it is locked:\n%s", args, out)
			}
		}
		var h contract.History
		p.json(0, &h, "history", "1")
		if r := h.Snapshots[len(h.Snapshots)-1].Refused; r == nil || r.Until == nil || !r.Until.Equal(until) || r.Mode != "governance" {
			t.Errorf("history --json: %+v", r)
		}
		var v resultJSON
		p.json(0, &v, "status", "1")
		if r := v.Citations[0].Archive.Refused; len(r) != 1 || r[0].Why != "endangers a witness" {
			t.Errorf("status --json: %+v", r)
		}

		const ended = "the lock has ended that kept the snapshot"
		if _, errs := p.run(0, "run"); strings.Contains(string(errs), ended) {
			t.Errorf("told before the end:\n%s", errs)
		}
		time.Sleep(time.Until(until.Add(1100 * time.Millisecond)))
		if _, errs := p.run(0, "run", "--quiet"); !strings.Contains(said(errs), ended) || !strings.Contains(said(errs), again) {
			t.Errorf("the run does not say that the lock has ended:\n%s", errs)
		}
		if _, errs := p.run(0, "run"); strings.Contains(string(errs), ended) {
			t.Errorf("told twice:\n%s", errs)
		}
		p.run(0, withdrawArgs(snap)...)
		out, _ = p.run(0, "history", "1")
		if strings.Contains(said(out), "not carried out") || there(snap.Object) {
			t.Errorf("at the end: there %v\n%s", there(snap.Object), out)
		}
	})
}
