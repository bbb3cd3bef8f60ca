package s3server_test

import (
	"strings"
	"testing"
	"time"

	"archiver/internal/webtest/s3server"
)

// The servers do what tests of the archive count on: they keep versions, survive
// a kill, and guard a lock against their administrator.
func TestServers(t *testing.T) {
	s3server.EachOwn(t, func(t *testing.T, s *s3server.Server) {
		started := time.Now()
		bucket := s.Bucket(t, false)
		first := s.Overwrite(t, bucket, "a/b", "one")
		second := s.Overwrite(t, bucket, "a/b", "two")
		s.Delete(t, bucket, "a/b")
		if first == "" || first == second {
			t.Errorf("versions %q and %q", first, second)
		}
		s.Restart(t)
		var seen []string
		for _, v := range s.Versions(t, bucket, "a/b") {
			if !v.IsDeleteMarker {
				seen = append(seen, v.VersionID)
			}
		}
		if got, want := strings.Join(seen, " "), second+" "+first; got != want {
			t.Errorf("versions are %s, want %s", got, want)
		}
		if err := s.Destroy(bucket, "a/b", first); err != nil {
			t.Errorf("destroy what has no lock: %v", err)
		}
		s.Bucket(t, true)
		t.Logf("%s", time.Since(started))
	})
}
