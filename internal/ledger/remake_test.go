package ledger

import (
	"maps"
	"strings"
	"testing"

	"archiver/internal/store"
)

// TestRemake: who has the log's key makes a checkpoint that no copy has anew, with the
// very bytes that it had, so that timestamps of them hold; records that are lost stay so.
func TestRemake(t *testing.T) {
	w := evidence(t)
	noClaims(w)
	whole := dump(w.archive)
	want := ofLog(whole)
	remake := func() (files map[string]string, lost []string) {
		t.Helper()
		files = map[string]string{}
		if _, err := Remake(ctx, w.key, []store.Store{w.archive}, func(f File) error {
			if f.Data == nil {
				lost = append(lost, f.Key)
			} else {
				files[f.Key] = string(f.Data)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return files, lost
	}
	n := 0
	for key := range want { // one after the other, until all are gone
		if !strings.HasPrefix(key, checkpointPrefix) {
			continue
		}
		n++
		w.archive.Put(key, nil)
		if n%2 == 0 {
			w.archive.Put(key, []byte(flipped(whole[key])))
		}
		files, lost := remake()
		if len(lost) > 0 || !maps.Equal(files, want) {
			t.Fatalf("with %s, the last of %d: lost %v, and %d of %d files", key, n, lost, len(files), len(want))
		}
	}
	if n < 4 {
		t.Fatalf("%d checkpoints", n)
	}
	w.archive.Put(RecordsPath(204), []byte("?"))
	files, lost := remake() // where batches ended is not known any more
	if len(lost) == 0 {
		t.Error("nothing is lost")
	}
	for key, data := range files {
		if want[key] != data {
			t.Errorf("%s is given with other bytes", key)
		}
	}
}
