package s3_test

import (
	"testing"
	"time"

	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
)

// TestTimeOfDelete: a time is told of a deletion only if it is the deletion's. One
// server gives a delete marker the time of the object.
func TestTimeOfDelete(t *testing.T) {
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		bucket := s.Bucket(t, true)
		st := open(t, s, s3.Config{Bucket: bucket})
		keys := []string{"snapshots/a", "snapshots/b", "snapshots/bare", "snapshots/c"}
		for _, key := range keys {
			if err := put(t, st, key, "evidence"); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(2100 * time.Millisecond) // servers tell seconds
		before := time.Now().Truncate(time.Second)
		for _, key := range keys[:3] {
			s.Delete(t, bucket, key)
		}
		s.Overwrite(t, bucket, "snapshots/b", "forgery")
		for _, v := range s.Versions(t, bucket, "snapshots/bare") {
			if !v.IsDeleteMarker {
				if err := s.Destroy(bucket, v.Key, v.VersionID); err != nil {
					t.Fatal(err)
				}
			}
		}
		deleted := map[string]bool{}
		for i, err := range st.Intrusions(t.Context(), "") {
			if err != nil {
				t.Fatal(err)
			}
			if !i.Deleted {
				continue
			}
			deleted[i.Key] = true
			if !i.At.IsZero() && i.At.Before(before) || i.At.IsZero() && s.Kind == s3server.MinIO && i.Key != "snapshots/bare" {
				t.Errorf("%s was deleted at %v, not before %v", i.Key, i.At, before)
			}
		}
		for _, key := range keys {
			if deleted[key] != (key != "snapshots/c") {
				t.Errorf("%s: deleted %v", key, deleted[key])
			}
		}
	})
}
