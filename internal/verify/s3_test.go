package verify_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/verify"
	"archiver/internal/webtest/s3server"
)

// TestBucket verifies an archive in a bucket on real servers: what their
// administrator does to it is told, and what he destroys is missed.
func TestBucket(t *testing.T) { // raced
	s3server.EachOwn(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		ctx := t.Context()
		bucket := s.Bucket(t, false)
		open := func() *s3.Store { // what one knows of the bucket, another has to ask for
			st, err := s3.Open(ctx, s3.Config{Endpoint: s.Endpoint, Bucket: bucket, Prefix: "an/archive"})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { st.Close() })
			return st
		}
		st := open()
		skey, _, err := ledger.GenerateKey("example.org/bucket")
		if err != nil {
			t.Fatal(err)
		}
		log, err := ledger.Open(ctx, ledger.Config{Store: st, Head: ledger.FileHead(filepath.Join(t.TempDir(), "head")), SignerKey: skey})
		if err != nil {
			t.Fatal(err)
		}
		var objects, versions []string
		var records []ledger.Record
		for i := range 12 {
			object := fmt.Sprintf("snapshots/example.org/%d-0123456789ab/20260101000000.wacz", i)
			data := bytes.Repeat([]byte(object), 1+i*1000)
			if err := st.Create(ctx, object, bytes.NewReader(data), int64(len(data))); err != nil {
				t.Fatal(err)
			}
			version, err := st.Version(ctx, object)
			if err != nil || version == "" {
				t.Fatalf("version %q of %s (%v)", version, object, err)
			}
			rec := ledger.SnapshotRecord{Object: object, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), Bytes: int64(len(data)), Class: "source"}
			if i%2 == 0 { // as older versions of this program logged none
				rec.Version = version
			}
			objects, versions = append(objects, object), append(versions, version)
			records = append(records, ledger.Record{Kind: ledger.KindSnapshot, Body: rec})
		}
		if _, err := log.Append(ctx, records...); err != nil {
			t.Fatal(err)
		}
		levels := []verify.Options{{Readers: 8}, {Level: verify.Structure, Readers: 8}, {Level: verify.Sampled, Sample: verify.Sample{Percent: 50}, Seed: 1, Readers: 8}}
		want := func(what, findings, warnings string) {
			t.Helper()
			for _, o := range levels {
				rep, err := verify.Archive(ctx, store.Store(open()), o)
				if err != nil {
					t.Fatal(err)
				}
				slices.SortFunc(rep.Warnings, func(a, b verify.Finding) int { return strings.Compare(a.Object, b.Object) })
				if show(rep.Findings) != findings || show(rep.Warnings) != warnings || rep.Snapshots+rep.Present+len(rep.Findings) < len(objects) {
					t.Errorf("%s, %s: %q, warnings %q; want %q, %q; %+v", what, o.Level, show(rep.Findings), show(rep.Warnings), findings, warnings, rep)
				}
			}
		}
		want("well", "", "")

		s.Overwrite(t, bucket, "an/archive/"+objects[2], "not what was archived")
		s.Overwrite(t, bucket, "an/archive/"+objects[3], "nor this")
		s.Delete(t, bucket, "an/archive/"+objects[4])
		s.Delete(t, bucket, "an/archive/"+objects[5])
		told := fmt.Sprintf("store-overwritten %s; store-overwritten %s; store-deleted %s; store-deleted %s", objects[2], objects[3], objects[4], objects[5])
		want("overwritten and deleted", "", told)
		// Of a delete marker versitygw gives the time of what lies below it, which is
		// not that of the deletion, and is not told where that shows.
		rep, err := verify.Archive(ctx, store.Store(open()), levels[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range rep.Warnings {
			unknown := s.Kind == s3server.Versity && w.Code == verify.CodeDeleted && strings.Contains(w.Detail, "at an unknown time")
			if !unknown && !strings.Contains(w.Detail, " UTC, as the server says") {
				t.Errorf("the time is not the server's: %s", w.Detail)
			}
		}

		if err := s.Destroy(bucket, "an/archive/"+objects[6], versions[6]); err != nil {
			t.Fatal(err)
		}
		want("destroyed", "snapshot-missing "+objects[6], told)

		// Bytes altered on the server's own disk: no list shows it, a reading does.
		found := ""
		err = filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if i := bytes.Index(data, []byte(objects[11]+objects[11])); err == nil && i >= 0 {
				found = path
				data[i+5000] ^= 1
				return os.WriteFile(path, data, 0o644)
			}
			return err
		})
		if err != nil || found == "" {
			t.Fatalf("the object's file was not found (%v)", err)
		}
		rep, err = verify.Archive(ctx, open(), verify.Options{Readers: 8})
		if err != nil || rep.States[objects[11]] != verify.Corrupt || len(rep.Findings) != 2 {
			t.Errorf("altered on disk: %s (%v)", show(rep.Findings), err)
		}
	})
}
