package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"archiver/internal/store"
)

// ofLog gives the files of an archive that Added and Reconcile tell of.
func ofLog(files map[string]string) map[string]string {
	out := maps.Clone(files)
	maps.DeleteFunc(out, func(key, _ string) bool {
		return !strings.HasPrefix(key, "log/") || key == checkpointObject || strings.HasPrefix(key, claimsPrefix)
	})
	return out
}

func reconciled(t *testing.T, w *world, copies ...store.Store) (files map[string]string, lost []string) {
	t.Helper()
	vkey, err := VerifierKey(w.key)
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	if _, err := Reconcile(ctx, vkey, copies, func(f File) error {
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

func TestAdded(t *testing.T) {
	w := evidence(t)
	all := ofLog(dump(w.archive))
	sizes := []int64{-1, 0, 1, 4, 204, 264, 269}
	for i, from := range sizes {
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		last := ""
		if err := r.Added(ctx, from, func(f File) error { got[f.Key], last = string(f.Data), f.Key; return nil }); err != nil {
			t.Fatalf("from %d: %v", from, err)
		}
		want := maps.Clone(all)
		maps.DeleteFunc(want, func(key, _ string) bool {
			size, _ := SizeOf(key)
			return size <= from && !(strings.HasPrefix(key, tilePrefix) && size > from)
		})
		for key, data := range want {
			if got[key] != data {
				t.Errorf("from %d: %s is not given as it is", from, key)
			}
		}
		for key := range got {
			if want[key] == "" {
				t.Errorf("from %d: %s is given, and was there before", from, key)
			}
		}
		if i < len(sizes)-1 && last != checkpointPath(269) {
			t.Errorf("from %d: the last file is %s", from, last)
		}
	}
}

func TestAddedRefusesDamage(t *testing.T) {
	w := evidence(t)
	for key, data := range ofLog(dump(w.archive)) {
		w.archive.Put(key, []byte(flipped(data)))
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		given := map[string]string{}
		err = r.Added(ctx, -1, func(f File) error { given[f.Key] = string(f.Data); return nil })
		if strings.HasPrefix(key, checkpointPrefix) && !strings.HasSuffix(key, "/269") || strings.HasPrefix(key, recordsPrefix) {
			var altered *AlteredError
			if !errors.As(err, &altered) {
				t.Errorf("%s damaged: %v", key, err)
			}
		}
		for k, d := range given {
			if k != key && d != string(w.archive.Get(k)) || k == key && d != data {
				t.Errorf("%s damaged: %s is given with other bytes", key, k)
			}
		}
		w.archive.Put(key, []byte(data))
	}
}

func flipped(data string) string {
	b := []byte(data)
	b[len(b)/2] ^= 1
	return string(b)
}

// Any file of one copy, and any file of another kind or place in the other one.
func TestReconcile(t *testing.T) {
	w := evidence(t)
	whole := dump(w.archive)
	want := ofLog(whole)
	keys := slices.Sorted(maps.Keys(want))
	other := store.NewMem(t)
	copyTo(t, w.archive, other)
	same := func(what string, files map[string]string, lost []string) {
		t.Helper()
		if len(lost) > 0 || !maps.Equal(files, want) {
			t.Errorf("%s: lost %v, and %d of %d files", what, lost, len(files), len(want))
			for key := range want {
				if files[key] != want[key] {
					t.Errorf("%s: %s", what, key)
				}
			}
		}
	}
	files, lost := reconciled(t, w, w.archive, other)
	same("sound", files, lost)
	for i, key := range keys {
		w.archive.Put(key, []byte(flipped(whole[key])))
		files, lost := reconciled(t, w, w.archive, other)
		same(key+" altered", files, lost)
		w.archive.Put(key, nil)
		files, lost = reconciled(t, w, w.archive, other)
		same(key+" missing", files, lost)
		second := keys[(i+7)%len(keys)]
		other.Put(second, []byte(flipped(whole[second])))
		files, lost = reconciled(t, w, w.archive, other)
		same(key+" missing and "+second+" altered there", files, lost)
		w.archive.Put(key, []byte(whole[key]))
		other.Put(second, []byte(whole[second]))
	}
	// All of one copy but its name.
	for _, key := range keys {
		w.archive.Put(key, []byte(flipped(whole[key])))
	}
	files, lost = reconciled(t, w, w.archive, other)
	same("all altered", files, lost)
}

// noClaims takes the claims away.
func noClaims(w *world) {
	for key := range dump(w.archive) {
		if _, ok := claimOf(key); ok {
			w.archive.Put(key, nil)
		}
	}
}

func TestReconcileWhatIsLost(t *testing.T) {
	w := evidence(t)
	noClaims(w)
	whole := dump(w.archive)
	want := ofLog(whole)
	other := store.NewMem(t)
	copyTo(t, w.archive, other)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		w.archive.Put(key, []byte(flipped(whole[key])))
		other.Put(key, nil)
		files, lost := reconciled(t, w, w.archive, other)
		// Tiles and bundles are made anew; records and checkpoints can't be.
		gone := strings.HasPrefix(key, recordsPrefix) || strings.HasPrefix(key, checkpointPrefix) && key != checkpointPath(269) // which log/checkpoint holds
		if !gone && len(lost) > 0 {
			t.Errorf("%s: lost %v", key, lost)
		}
		if gone && !slices.Equal(lost, []string{key}) {
			t.Errorf("%s: lost %v", key, lost)
		}
		for k, data := range files {
			if want[k] != data {
				t.Errorf("%s: %s is given with other bytes", key, k)
			}
		}
		w.archive.Put(key, []byte(whole[key]))
		other.Put(key, []byte(whole[key]))
	}
	// Two lines of one file, one in each copy.
	key := RecordsPath(204)
	lines := bytes.SplitAfter([]byte(whole[key]), []byte("\n"))
	one, two := slices.Clone(lines), slices.Clone(lines)
	one[3], two[100] = []byte("?\n"), nil
	w.archive.Put(key, bytes.Join(one, nil))
	other.Put(key, bytes.Join(two, nil))
	if files, lost := reconciled(t, w, w.archive, other); len(lost) > 0 || files[key] != whole[key] {
		t.Errorf("a line in each: lost %v", lost)
	}
}

func TestReconcileFork(t *testing.T) {
	w := evidence(t)
	fork := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
	l := fork.open()
	appendN(t, l, 1000, 1)
	vkey, _ := VerifierKey(w.key)
	var e *ForkError
	if _, err := Reconcile(ctx, vkey, []store.Store{w.archive, fork.archive}, func(File) error { return nil }); !errors.As(err, &e) {
		t.Errorf("two histories: %v", err)
	}
}

// A fork that no two checkpoints of one size tell of.
func TestReconcileForkBetween(t *testing.T) {
	w := newWorld(t)
	appendN(t, w.open(), 0, 5)
	fork := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
	copyTo(t, w.archive, fork.archive)
	copyTo(t, w.head, fork.head)
	appendN(t, w.open(), 5, 10)
	appendN(t, fork.open(), 100, 4)
	vkey, _ := VerifierKey(w.key)
	given := 0
	_, err := Reconcile(ctx, vkey, []store.Store{w.archive, fork.archive}, func(File) error { given++; return nil })
	var e *AlteredError
	if !errors.As(err, &e) || given > 0 {
		t.Errorf("%v, and %d files given", err, given)
	}
}

// Claims hold the records too, signed: what no other file has is taken from them,
// whichever of the rest is gone, and they tell where a batch ends.
func TestReconcileClaims(t *testing.T) {
	w := evidence(t)
	whole := dump(w.archive)
	want := ofLog(whole)
	same := func(what string, but ...string) {
		t.Helper()
		files, lost := reconciled(t, w, w.archive)
		if !slices.Equal(lost, but) {
			t.Errorf("%s: lost %v", what, lost)
		}
		for key := range want {
			if files[key] != want[key] && !slices.Contains(but, key) {
				t.Errorf("%s: %s", what, key)
			}
		}
		if len(files) > len(want) {
			t.Errorf("%s: %d files of %d", what, len(files), len(want))
		}
	}
	for key := range want {
		if !strings.HasPrefix(key, recordsPrefix) {
			continue
		}
		w.archive.Put(key, nil)
		same(key + " missing")
		w.archive.Put(key, []byte(flipped(whole[key])))
		same(key + " altered")
		size, _ := SizeOf(key)
		if checkpoint := checkpointPath(size); size < 269 {
			w.archive.Put(checkpoint, nil)
			same(key+" altered, and its checkpoint missing", checkpoint)
			w.archive.Put(checkpoint, []byte(whole[checkpoint]))
		}
	}
	same("all records")
	// One that another key signed tells nothing.
	stranger := newWorld(t)
	appendN(t, stranger.open(), 0, 5)
	for key := range dump(w.archive) {
		if first, ok := claimOf(key); ok {
			w.archive.Put(key, nil)
			if first == 4 {
				for key, data := range dump(stranger.archive) {
					if _, ok := claimOf(key); ok {
						w.archive.Put(strings.Replace(key, "/0-", "/4-", 1), []byte(data))
					}
				}
			}
		}
	}
	if _, lost := reconciled(t, w, w.archive); len(lost) != 5 {
		t.Errorf("by a stranger's claim: lost %v", lost)
	}
}

// TestReconcileJunk adds files of every kind, under every name that could be heard,
// to one copy: nothing that is given changes, nor what is lost, whether all is well
// or a file is damaged in the archive, or in both.
func TestReconcileJunk(t *testing.T) {
	w := newWorld(t)
	n := 0
	for _, size := range []int{1, 12, 3, 250} {
		appendN(t, w.open(), n, size)
		n += size
	}
	whole := dump(w.archive)
	other := store.NewMem(t)
	copyTo(t, w.archive, other)
	for key := range dump(other) {
		if _, ok := claimOf(key); ok {
			other.Put(key, nil) // as a mirror
		}
	}
	records := whole[RecordsPath(13)]
	lines := strings.SplitAfter(records, "\n")
	junk, names := map[string]string{}, map[string]bool{} // one by one, and under all names at once
	for what, data := range map[string]string{
		"empty": "", "garbage": "{}\n{}\n", "newlines": strings.Repeat("\n", 40), "of entry 1": lines[0], "of the end": lines[11],
		"records 13": records, "records 16": whole[RecordsPath(16)], "checkpoint": whole[checkpointPath(13)],
		"tile": whole[tilePath(0, 0, 13)], "bundle": whole[entriesPath(0, 13)],
	} {
		for _, key := range []string{
			"*", RecordsPath(0), RecordsPath(2), RecordsPath(5), RecordsPath(12), RecordsPath(15), RecordsPath(200), RecordsPath(267), RecordsPath(1 << 40),
			checkpointPath(2), checkpointPath(14), checkpointPath(300), checkpointPath(1 << 40), tilePath(0, 0, 2), tilePath(0, 0, 100), tilePath(0, 1, 5), tilePath(2, 0, 1),
			entriesPath(0, 2), entriesPath(0, 100), entriesPath(7, 256), claimsPrefix + "2.gz", claimsPrefix + "13-4.gz", claimsPrefix + "266.gz", claimsPrefix + "13-" + strings.Repeat("ab", 16) + ".gz",
			timestampsPrefix + "2/x.tsr", recordsPrefix + "x", "log/witnesses/2/x",
		} {
			junk[what+" as "+key] = data
			if key != "*" {
				names[key] = true
			}
		}
	}
	keysOf := func(what string) []string {
		if _, key, _ := strings.Cut(what, " as "); key != "*" {
			return []string{key}
		}
		return slices.Collect(maps.Keys(names))
	}
	vkey, _ := VerifierKey(w.key)
	outcome := func(copies ...store.Store) string {
		var b strings.Builder
		newest, err := Reconcile(ctx, vkey, copies, func(f File) error {
			b.WriteString(f.Key + " " + string(f.Data) + "\n")
			return nil
		})
		return b.String() + string(newest) + fmt.Sprint(err)
	}
	damages := map[string][]string{
		"none": nil, "records": {RecordsPath(13)}, "checkpoint": {checkpointPath(13)}, "both": {checkpointPath(13), RecordsPath(13)},
		"cut": {RecordsPath(13)}, "cut and checkpoint": {RecordsPath(13), checkpointPath(13)},
		"tree": {tilePath(0, 0, 13), entriesPath(0, 13)}, "edge": {tilePath(0, 0, 256), entriesPath(0, 256), RecordsPath(266)},
	}
	for damage, keys := range damages {
		for _, everywhere := range []bool{false, true} {
			for _, claims := range []bool{true, false} {
				copies := []*store.Mem{store.NewMem(t), store.NewMem(t)}
				copyTo(t, w.archive, copies[0])
				copyTo(t, other, copies[1])
				for i, st := range copies[:1+btoi(everywhere)] {
					for j, key := range keys {
						data := strings.Replace(flipped(whole[key]), "{", "[", i+j)
						if strings.HasPrefix(damage, "cut") && j == 0 {
							data = strings.Join(lines[4:], "")
						}
						st.Put(key, []byte(data))
					}
				}
				if !claims {
					noClaims(&world{archive: copies[0]})
				}
				want := outcome(copies[0], copies[1])
				for what, data := range junk {
					if !strings.HasSuffix(what, "*") && (damage != "both" || !everywhere || claims) {
						continue
					}
					for i, st := range copies {
						put := keysOf(what)
						for _, key := range put {
							st.Put(key, []byte(data))
						}
						if got := outcome(copies[0], copies[1]); got != want {
							t.Errorf("%s damaged (everywhere %v, claims %v), %s in copy %d: another outcome", damage, everywhere, claims, what, i)
						}
						for _, key := range put {
							st.Put(key, nil)
						}
					}
				}
			}
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestAddedJunk(t *testing.T) {
	w := evidence(t)
	want := ofLog(dump(w.archive))
	w.archive.Put(RecordsPath(2), []byte{})
	w.archive.Put(RecordsPath(20), []byte("{}\n"))
	w.archive.Put(checkpointPath(20), []byte{})
	for _, from := range []int64{-1, 1, 204} {
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		if err := r.Added(ctx, from, func(f File) error { got[f.Key] = string(f.Data); return nil }); err != nil {
			t.Fatalf("from %d: %v", from, err)
		}
		if from < 0 && !maps.Equal(got, want) {
			t.Errorf("%d files of %d", len(got), len(want))
		}
	}
}

// Readers pass over what somebody adds inside a batch, and know damage from that.
func TestRecordsJunk(t *testing.T) {
	w := newWorld(t)
	n := 0
	for _, size := range []int{1, 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1} { // more than are found without listing
		appendN(t, w.open(), n, size)
		n += size
	}
	whole := dump(w.archive)
	read := func() (held, altered int) {
		t.Helper()
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		for l, err := range r.Records(ctx, 0) {
			if err == nil {
				if held++; l.Batch != 13 && l.Index < 13 && l.Index > 0 {
					t.Errorf("record %d is of batch %d", l.Index, l.Batch)
				}
			} else if altered++; !isAltered(err) {
				t.Error(err)
			}
		}
		for i := range int64(n) {
			if _, err := r.Record(ctx, i, 0); err != nil && altered == 0 {
				t.Error(err)
			}
		}
		return held, altered
	}
	for _, data := range []string{"", "{}\n", whole[RecordsPath(13)], whole[RecordsPath(14)]} {
		for _, size := range []int64{2, 3, 12} {
			w.archive.Put(RecordsPath(size), []byte(data))
		}
		if held, altered := read(); held != n || altered > 0 {
			t.Errorf("%q: %d records of %d, %d altered", data, held, n, altered)
		}
		w.archive.Put(RecordsPath(15), []byte("{}\n"))
		if held, altered := read(); held != n-1 || altered != 1 {
			t.Errorf("%q, and a damaged batch: %d records of %d, %d altered", data, held, n, altered)
		}
		w.archive.Put(RecordsPath(15), []byte(whole[RecordsPath(15)]))
	}
}

// Recover signs nothing that nobody signed, and junk beyond the log does not stop it.
func TestRecoverForged(t *testing.T) {
	for _, size := range []int64{4, 1000} {
		w := newWorld(t)
		appendN(t, w.open(), 0, 3)
		w.archive.Put(RecordsPath(size), []byte(`{"v":1,"at":"2020-02-21T10:15:00Z","kind":"forged","salt":"aa","body":{}}`+"\n"))
		w.head.Put("head", nil)
		_, err := Recover(ctx, w.config(), "the head is lost")
		if size == 1000 && err != nil {
			t.Error(err)
		}
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		for l, err := range r.Records(ctx, 0) {
			if err == nil && l.Kind == "forged" {
				t.Errorf("entry %d was put there by somebody", l.Index)
			}
		}
	}
}
