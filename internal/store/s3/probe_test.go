package s3_test

import (
	"encoding/json"
	"testing"
	"time"

	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

func probe(t *testing.T, st *s3.Store, destructive bool) *s3.Report {
	t.Helper()
	r, err := st.Probe(t.Context(), destructive)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := json.MarshalIndent(r, "", "  ")
	t.Logf("%s", out)
	return r
}

func wantOutcomes(t *testing.T, r *s3.Report, want map[string]s3.Outcome) {
	t.Helper()
	for name, o := range want {
		if got := r.Outcome(name); got != o {
			t.Errorf("%s: %s, want %s", name, got, o)
		}
	}
}

func TestProbe(t *testing.T) { // raced
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		safe := map[string]s3.Outcome{s3.RefusesOverwrite: s3.Yes, s3.SwapsExactly: s3.Yes, s3.ChecksContent: s3.Yes}
		t.Run("lock", func(t *testing.T) {
			bucket := s.Bucket(t, true)
			st := open(t, s, s3.Config{Bucket: bucket, Prefix: "p"})
			var r *s3.Report
			for range 3 { // it does not get in its own way
				r = probe(t, st, true)
				wantOutcomes(t, r, safe)
				wantOutcomes(t, r, map[string]s3.Outcome{
					s3.KeepsVersions: s3.Yes, s3.LocksObjects: s3.Yes, s3.OneCreatorWins: s3.Yes,
					s3.GovernanceRefusesDelete: s3.Yes, s3.ComplianceRefusesDelete: s3.Yes, s3.ComplianceRefusesShorten: s3.Yes,
				})
			}
			if len(r.Unsafe()) != 0 || !r.Locks(s3.Compliance) || !r.Locks(s3.Governance) || r.Locks(s3.None) {
				t.Errorf("unsafe: %v", r.Unsafe())
			}
			if r.Skew > 2*time.Second || r.Skew < -2*time.Second {
				t.Errorf("skew %s on one machine", r.Skew)
			}
			if got := len(s.Versions(t, bucket, "p/.archiver-probe/object")); got != 1 {
				t.Errorf("the probe's object has %d versions", got)
			}
			s.Delete(t, bucket, "p/.archiver-probe/object")
			wantOutcomes(t, probe(t, st, false), safe)
			for k, err := range st.List(t.Context(), "") {
				t.Errorf("the probe's objects are listed: %q, %v", k, err)
			}
			for i, err := range st.Intrusions(t.Context(), "") {
				t.Errorf("the probe counts as an intrusion: %v, %v", i, err)
			}
		})
		t.Run("no lock", func(t *testing.T) {
			bucket := s.Bucket(t, false)
			st := open(t, s, s3.Config{Bucket: bucket})
			for range 5 {
				r := probe(t, st, false)
				wantOutcomes(t, r, safe)
				wantOutcomes(t, r, map[string]s3.Outcome{
					s3.KeepsVersions: s3.Yes, s3.LocksObjects: s3.No, s3.OneCreatorWins: s3.Untested, s3.ComplianceRefusesDelete: s3.Untested,
				})
			}
			n := 0
			for range s.Admin.Client.ListObjectsIter(t.Context(), bucket, listAll) {
				n++
			}
			if n != 1 {
				t.Errorf("five plain probes left %d versions behind", n)
			}
			wantOutcomes(t, probe(t, st, true), map[string]s3.Outcome{s3.KeepsVersions: s3.Yes, s3.ComplianceRefusesDelete: s3.Untested})
		})
		t.Run("no versions", func(t *testing.T) {
			r := probe(t, open(t, s, s3.Config{Bucket: s.PlainBucket(t, false)}), true)
			wantOutcomes(t, r, safe)
			wantOutcomes(t, r, map[string]s3.Outcome{s3.KeepsVersions: s3.No, s3.LocksObjects: s3.No})
		})
	})
}
