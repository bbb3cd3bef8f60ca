package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/config"
	"archiver/internal/webtest/s3server"
)

func TestLocksDue(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	lock := func(days int) config.Lock {
		return config.Lock{Log: "compliance", Snapshots: "none", Days: days, Renew: true}
	}
	off := lock(100)
	off.Renew = false
	m := func(days int) lockMarks {
		return lockMarks{From: from, Days: days, Log: "compliance", Snapshots: "none"}
	}
	with := func(m lockMarks, f func(*lockMarks)) lockMarks { f(&m); return m }
	sweeping := func(m *lockMarks) { m.Sweep = from.Add(90 * day) }
	tried := func(m *lockMarks) { m.Tried = from.Add(90 * day) }
	both := config.Lock{Log: "compliance", Snapshots: "governance", Days: 100, Renew: true}
	for _, c := range []struct {
		name       string
		lock       config.Lock
		m          lockMarks
		after      time.Duration // from
		due, hurry bool
	}{
		{"too early", lock(100), m(100), 89 * day, false, false},
		{"a tenth before", lock(100), m(100), 90 * day, true, false},
		{"the end is near", lock(100), m(100), 96 * day, true, true},
		{"over", lock(100), m(100), 400 * day, true, true},
		{"switched off", off, m(100), 99 * day, false, false},
		{"nothing is locked", config.Lock{Log: "none", Snapshots: "none", Renew: true}, lockMarks{From: from}, 99 * day, false, false},
		{"nothing is known", lock(100), lockMarks{}, 99 * day, true, true},
		{"under way", lock(100), with(m(100), sweeping), 91 * day, true, false},
		{"three days: the last of them", lock(3), m(3), 2 * day, true, false},
		{"three days: not yet", lock(3), m(3), 47 * time.Hour, false, false},
		{"one day: not at once", lock(1), m(1), 2 * time.Hour, false, false},
		{"one day", lock(1), m(1), 3 * time.Hour, true, false},
		{"refused just now", lock(100), with(m(100), tried), 90*day + time.Hour, false, false},
		{"refused yesterday", lock(100), with(m(100), tried), 91 * day, true, false},
		{"more days than before", lock(3650), m(30), day, true, false},
		{"more days, and the old ones are nearly over", lock(3650), m(30), 29 * day, true, true},
		{"more days, refused just now", lock(3650), with(m(30), func(m *lockMarks) { m.Tried = from.Add(day) }), day + time.Hour, false, false},
		{"fewer days", lock(30), m(3650), day, false, false},
		{"switched on for more", both, m(100), day, true, false},
		{"marks of before days were noted", lock(100), lockMarks{From: from}, day, true, true},
	} {
		if due, hurry := c.m.due(c.lock, from.Add(c.after)); due != c.due || due && hurry != c.hurry {
			t.Errorf("%s: due %v, hurry %v", c.name, due, hurry)
		}
	}
}

// TestLocksAreRenewed lets days go by, by the marks: a run extends the lock of every
// object, in both modes, shortens none, and lists nothing while there is time. What
// is refused is told of.
func TestLocksAreRenewed(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		ctx := context.Background()
		bucket := s.Bucket(t, true)
		const config = "archive:\n  url: s3://%s/evidence\n  endpoint: %s\n  lock: {log: compliance, snapshots: governance, days: %d, renew: %v}\nrescue: {wayback: \"\"}\n"
		p := newProject(t, fmt.Sprintf(config, bucket, s.Endpoint, 1, true), nil)
		p.env = append(p.env, s.Environ()...)
		p.write("sources/r.yaml", []byte("id: r\npublished: 2026-01-05\nfootnotes: []\n"))
		p.run(0, "run")
		p.run(0, "verify")
		st := func(key string) (mode string, until time.Time) {
			t.Helper()
			versions := s.Versions(t, bucket, "evidence/"+key)
			info, err := s.Admin.StatObject(ctx, bucket, "evidence/"+key, minio.StatObjectOptions{VersionID: versions[len(versions)-1].VersionID})
			if err != nil {
				t.Fatal(err)
			}
			until, _ = time.Parse(time.RFC3339, info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date"))
			return info.Metadata.Get("X-Amz-Object-Lock-Mode"), until
		}
		put := func(key, content, mode string, until time.Time) {
			t.Helper()
			o := putAny
			if o.UserMetadata = map[string]string{}; mode != "" {
				o.Mode, o.RetainUntilDate = minio.RetentionMode(mode), until
			}
			if _, err := s.Admin.PutObject(ctx, bucket, "evidence/"+key, strings.NewReader(content), int64(len(content)), "", "", o); err != nil {
				t.Fatal(err)
			}
		}
		// As days leave them: about to end, held for longer, and never locked.
		far := time.Now().Add(1000 * time.Hour).UTC().Truncate(time.Second)
		put("snapshots/a/ends.wacz", "x", "GOVERNANCE", time.Now().Add(time.Minute))
		put("snapshots/a/holds.wacz", "x", "GOVERNANCE", far)
		put("snapshots/a/strict.wacz", "x", "COMPLIANCE", time.Now().Add(time.Minute))
		put("snapshots/a/unlocked.wacz", "x", "", far)
		if s.Kind == s3server.MinIO { // the other one does not show locks of what was written over
			s.Overwrite(t, bucket, "evidence/snapshots/a/ends.wacz", "somebody else's") // the first version counts
		}
		_, logUntil := st("keys/log.pub")

		var v resultJSON
		p.json(0, &v, "run")
		if v.Retention == nil || v.Retention.Renewal != nil || v.Retention.HeldUntil == nil {
			t.Errorf("the locks are new: %+v", v.Retention)
		}
		if _, until := st("snapshots/a/ends.wacz"); time.Until(until) > time.Hour {
			t.Error("a lock was renewed before its time")
		}
		age := func(by time.Duration) {
			t.Helper()
			data, err := json.Marshal(lockMarks{Place: "s3://" + bucket + "/evidence " + s.Endpoint, From: time.Now().Add(-by), Days: 30, Log: "compliance", Snapshots: "governance"})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(p.dir, "archive", "catalog.db.locks"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		p.write("configs/archiver.yaml", fmt.Appendf(nil, config, bucket, s.Endpoint, 30, false))
		age(29 * 24 * time.Hour)
		p.json(0, &v, "run")
		if _, until := st("keys/log.pub"); !until.Equal(logUntil) || v.Retention.Renewal != nil {
			t.Error("renewed with renew: false")
		}
		if out, _ := p.run(0, "status"); !strings.Contains(strings.Join(strings.Fields(string(out)), " "), ("are not renewed: archive.lock.renew is false")) {
			t.Errorf("status: %s", out)
		}
		p.write("configs/archiver.yaml", fmt.Appendf(nil, config, bucket, s.Endpoint, 30, true))
		p.json(0, &v, "run")
		if r := v.Retention.Renewal; r == nil || !r.Done || r.Refused > 0 || r.Renewed < 10 {
			t.Errorf("renewal: %+v", r)
		}
		near := time.Now().Add(29 * 24 * time.Hour)
		for _, c := range []struct{ key, mode string }{
			{"keys/log.pub", "COMPLIANCE"}, {"log/checkpoints/0", "COMPLIANCE"}, {"snapshots/a/ends.wacz", "GOVERNANCE"},
			{"snapshots/a/holds.wacz", "GOVERNANCE"}, {"snapshots/a/strict.wacz", "COMPLIANCE"}, {"snapshots/a/unlocked.wacz", "GOVERNANCE"},
		} {
			if mode, until := st(c.key); mode != c.mode || until.Before(near) {
				t.Errorf("%s: %s until %s", c.key, mode, until)
			}
		}
		if _, until := st("snapshots/a/holds.wacz"); !until.Equal(far) {
			t.Errorf("a longer lock was set to %s", until)
		}
		if mode, _ := st(checkpointKey); mode != "" {
			t.Errorf("log/checkpoint is locked under %s", mode)
		}
		if out, _ := p.run(0, "status"); !bytes.Contains(out, []byte("object locks were asked for until")) {
			t.Errorf("status: %s", out)
		}
		var again resultJSON
		if p.json(0, &again, "run"); again.Retention.Renewal != nil {
			t.Errorf("gone through again: %+v", again.Retention.Renewal)
		}
		var probe probeJSON
		if p.json(0, &probe, "storage", "probe"); probe.HeldUntil == nil || probe.HeldUntil.Before(near) {
			t.Errorf("probe: %+v", probe.HeldUntil)
		}
	})
}

// TestLocksHeld: nothing is claimed of objects for which it was not asked. A rise, and
// one after a fall, are rises; so is a lock that is switched on later.
func TestLocksHeld(t *testing.T) {
	t.Parallel()
	from := time.Now().Add(-time.Hour).UTC()
	lock := func(log, snapshots string, days int) config.Lock {
		return config.Lock{Log: log, Snapshots: snapshots, Days: days, Renew: true}
	}
	m := lockMarks{Place: "p", From: from, Days: 30, Log: "compliance", Snapshots: "none"}
	for _, c := range []struct {
		name     string
		m        lockMarks
		lock     config.Lock
		days     int // held from then on; 0: nothing is claimed
		renewing bool
		words    string
	}{
		{"as asked", m, lock("compliance", "none", 30), 30, false, "asked for until"},
		{"raised", m, lock("compliance", "none", 3650), 0, true, "are being renewed"},
		{"lowered", m, lock("compliance", "none", 7), 7, false, "asked for until"},
		{"lowered and raised again", m.lower(lock("compliance", "none", 7)), lock("compliance", "none", 30), 0, true, "are being renewed"},
		{"switched on", m, lock("compliance", "governance", 30), 0, true, "are being renewed"},
		{"switched off and on", m.lower(config.NoLock), lock("compliance", "none", 30), 0, true, "are being renewed"},
		{"off", m, config.NoLock, 0, false, ""},
		{"another place", lockMarks{Place: "other", From: from, Days: 30, Log: "compliance"}, lock("compliance", "none", 30), 0, false, "not known yet"},
		{"raised, and not renewed", m, config.Lock{Log: "compliance", Snapshots: "none", Days: 3650}, 0, false, "not renewed: archive.lock.renew is false"},
		{"raised, and refused", lockMarks{Place: "p", From: from, Days: 30, Log: "compliance", Tried: from}, lock("compliance", "none", 3650), 0, true, "the store refused some"},
	} {
		l := locked{place: "p", key: "archive.lock", lock: c.lock, path: filepath.Join(t.TempDir(), "marks")}
		if err := l.save(c.m); err != nil {
			t.Fatal(err)
		}
		want := time.Time{}
		if c.days > 0 {
			want = from.Add(time.Duration(c.days) * 24 * time.Hour)
		}
		if until, renewing := l.held(); !until.Equal(want) || renewing != c.renewing {
			t.Errorf("%s: held until %v (want %v), renewing %v", c.name, until, want, renewing)
		}
		if words := (&env{now: time.Now}).heldWords(l); !strings.Contains(words, c.words) || (words == "") != (c.words == "") {
			t.Errorf("%s: %q", c.name, words)
		}
	}
}

// TestLocksAreRaised: where more days are asked for, or locks where there were none,
// nothing is claimed until a run has gone through what is there: in the archive and
// in its mirror.
func TestLocksAreRaised(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		bucket, mirror := s.Bucket(t, true), s.Bucket(t, true)
		p := newProject(t, "", nil)
		p.env = append(p.env, s.Environ()...)
		p.write("sources/r.yaml", []byte("id: r\npublished: 2026-01-05\nfootnotes: []\n"))
		ask := func(lock string) {
			inner := strings.Replace(lock, "  lock", "    lock", 1)
			p.write("configs/archiver.yaml", fmt.Appendf(nil, "archive:\n  url: s3://%s/evidence\n  endpoint: %[2]s\n%[4]s  mirror:\n    url: s3://%[3]s/evidence\n    endpoint: %[2]s\n%[5]srescue: {wayback: \"\"}\n",
				bucket, s.Endpoint, mirror, lock, inner))
		}
		until := func(bucket, key string) time.Time {
			t.Helper()
			info, err := s.Admin.StatObject(t.Context(), bucket, "evidence/"+key, minio.StatObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			at, _ := time.Parse(time.RFC3339, info.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date"))
			return at
		}
		days := func(n int) time.Time { return time.Now().Add(time.Duration(n) * 24 * time.Hour) }
		ask("")
		p.run(0, "run")
		var v resultJSON
		for _, c := range []struct {
			lock string
			days int
		}{
			{"  lock: {log: governance, snapshots: none, days: 3}\n", 3}, // switched on
			{"  lock: {log: governance, snapshots: none, days: 30}\n", 30},
		} {
			ask(c.lock)
			v = resultJSON{}
			p.json(0, &v, "status")
			if v.Retention.HeldUntil != nil || v.Mirror.HeldUntil != nil {
				t.Errorf("%d days: before a run has asked, held until %v, the mirror %v", c.days, v.Retention.HeldUntil, v.Mirror.HeldUntil)
			}
			p.json(0, &v, "run")
			if r := v.Retention.Renewal; r == nil || !r.Done || r.Renewed == 0 || r.Refused > 0 {
				t.Errorf("%d days: %+v", c.days, r)
			}
			if r := v.Mirror.Renewal; r == nil || !r.Done || r.Renewed == 0 || r.Refused > 0 {
				t.Errorf("%d days, in the mirror: %+v", c.days, r)
			}
			for _, b := range []string{bucket, mirror} {
				if got := until(b, "keys/log.pub"); got.Before(days(c.days - 1)) {
					t.Errorf("%d days: locked until %v", c.days, got)
				}
			}
			v = resultJSON{}
			p.json(0, &v, "status")
			if h := v.Retention.HeldUntil; h == nil || h.Before(days(c.days-1)) || v.Retention.Renewing {
				t.Errorf("%d days: held until %v", c.days, h)
			}
			if h := v.Mirror.HeldUntil; h == nil || h.Before(days(c.days-1)) {
				t.Errorf("%d days: the mirror held until %v", c.days, h)
			}
		}
		var again resultJSON
		if p.json(0, &again, "run"); again.Retention.Renewal != nil || again.Mirror.Renewal != nil {
			t.Errorf("gone through again: %+v, %+v", again.Retention.Renewal, again.Mirror.Renewal)
		}
	})
}
