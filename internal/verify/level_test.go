package verify_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{"5%": "5%", "0.5 %": "0.5%", "100%": "100%", "2GB": "2GB", "1.5MB": "1.5MB", "1 MiB": "1.048576MB", "1TB": "1000GB",
		"0%": "", "101%": "", "-1%": "", "NaN%": "", "x%": "", "%": "", "5": "", "0GB": "", "-1GB": "", "NaNGB": "", "1e30TB": "", "GB": "", "": ""} {
		s, err := verify.ParseSample(in)
		if got := s.String(); got != want || (err == nil) != (want != "") {
			t.Errorf("ParseSample(%q) = %q, %v; want %q", in, got, err, want)
		}
		if again, err := verify.ParseSample(want); want != "" && (err != nil || again != s) {
			t.Errorf("%q reads as %v (%v)", want, again, err)
		}
	}
	for _, in := range []string{"structure", "sample", "all", "", "ALL"} {
		if _, err := verify.ParseLevel(in); (err == nil) != slices.Contains([]string{"structure", "sample", "all"}, in) {
			t.Errorf("ParseLevel(%q): %v", in, err)
		}
	}
}

// FuzzSample: what is read is written so that it reads the same.
func FuzzSample(f *testing.F) {
	for _, s := range []string{"5%", "0.1 %", "2GB", "1.5MiB", "1e3KB", "1e-9MB", "0.1234567891KiB", "1125.899906TB", "-1%", "%", "0x1p3TB"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s, err := verify.ParseSample(in)
		if err != nil {
			return
		}
		if !(s.Percent > 0 && s.Percent <= 100 && s.Bytes == 0 || s.Bytes > 0 && s.Percent == 0) {
			t.Fatalf("%q reads as %+v", in, s)
		}
		if again, err := verify.ParseSample(s.String()); err != nil || again != s {
			t.Errorf("%q is written %q, which reads as %+v (%v)", in, s, again, err)
		}
	})
}

// without is a Store alone: its readers have no size.
type without struct{ store.Store }

func (s without) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	r, err := s.Store.Open(ctx, key, off, n)
	if err != nil {
		return nil, err
	}
	return struct{ io.ReadCloser }{r}, nil
}

// TestLevels: what each level finds, on a store that tells sizes and on one that
// does not.
func TestLevels(t *testing.T) { // raced
	built := build(t)
	for _, c := range []struct {
		name             string
		do               func(a *archive)
		structure, whole string // findings
	}{
		{"well", func(*archive) {}, "", ""},
		{"a byte", func(a *archive) { d := a.read(a.objects[1]); d[100] ^= 1; a.write(a.objects[1], d) }, "", "snapshot-altered {1}"},
		{"cut", func(a *archive) { os.Truncate(a.path(a.objects[1]), 100) }, "snapshot-altered {1}", "snapshot-altered {1}"},
		{"cut by one", func(a *archive) { os.Truncate(a.path(a.objects[1]), int64(len(a.read(a.objects[1])))-1) }, "snapshot-altered {1}", "snapshot-altered {1}"},
		{"empty", func(a *archive) { os.Truncate(a.path(a.objects[1]), 0) }, "snapshot-altered {1}", "snapshot-altered {1}"},
		{"longer by one", func(a *archive) { a.write(a.objects[1], append(a.read(a.objects[1]), 'x')) }, "snapshot-altered {1}", "snapshot-altered {1}"},
		{"gone", func(a *archive) { os.Remove(a.path(a.objects[1])) }, "snapshot-missing {1}", "snapshot-missing {1}"},
		{"the log", func(a *archive) { a.write("log/checkpoint", []byte("x")) }, "checkpoint-altered log/checkpoint", "checkpoint-altered log/checkpoint"},
		{"logged empty", func(a *archive) { a.put("snapshots/empty", nil); a.list("snapshots/empty", "https://x", nil) }, "", ""},
	} {
		a := built.copy(t)
		c.do(a)
		fill := func(s string) string { return strings.ReplaceAll(s, "{1}", a.objects[1]) }
		for _, st := range []store.Store{a.st, without{a.st}} {
			rep, err := verify.Archive(t.Context(), st, verify.Options{Level: verify.Structure})
			if err != nil || show(rep.Findings) != fill(c.structure) || rep.Bytes != 0 || rep.Snapshots != 0 || !rep.Complete || len(rep.Slices) != 0 {
				t.Errorf("%s, structure: %q, want %q (%v); %+v", c.name, show(rep.Findings), fill(c.structure), err, rep)
			}
			if want := len(rep.States) - len(slices.DeleteFunc(rep.Findings, func(f verify.Finding) bool { return !strings.HasPrefix(f.Object, "snapshots/") })); rep.Present != want {
				t.Errorf("%s: %d are present, want %d", c.name, rep.Present, want)
			}
			for _, all := range []verify.Options{{}, {Level: verify.Sampled, Sample: verify.Sample{Percent: 100}}, {Level: verify.Sampled, Sample: verify.Sample{Bytes: 1 << 40}}} {
				rep, err = verify.Archive(t.Context(), st, all)
				if err != nil || show(rep.Findings) != fill(c.whole) || rep.Present != 0 || !rep.Complete || len(rep.Slices) == 0 {
					t.Errorf("%s, %+v: %q, want %q (%v)", c.name, all, show(rep.Findings), fill(c.whole), err)
				}
			}
		}
	}
}

// TestSample: a seed picks the same snapshots again, another one others; every
// snapshot is picked by some; the rest is looked at.
func TestSample(t *testing.T) { // raced
	a := build(t)
	for i := range 6 {
		a.snapshot(4+i, a.key)
	}
	read := func(seed uint64, s verify.Sample) (read []string) {
		rep := a.verify(verify.Options{Level: verify.Sampled, Seed: seed, Sample: s})
		for o, state := range rep.States {
			if state == verify.Intact {
				read = append(read, o)
			} else if state != verify.Present {
				t.Errorf("%s is %s", o, state)
			}
		}
		if rep.Snapshots != len(read) || rep.Present != 10-len(read) {
			t.Errorf("%+v, and %d were read", rep, len(read))
		}
		slices.Sort(read)
		return read
	}
	for percent, want := range map[float64]int{0.001: 1, 10: 1, 11: 2, 25: 3, 99: 10, 100: 10} {
		if got := read(1, verify.Sample{Percent: percent}); len(got) != want {
			t.Errorf("%v %%: %d of 10 were read, want %d", percent, len(got), want)
		}
	}
	size := int64(len(a.read(a.objects[0])))
	if got := read(1, verify.Sample{Bytes: 2*size - 100}); len(got) != 2 {
		t.Errorf("of %d bytes each, %d bytes are %d", size, 2*size-100, len(got))
	}
	picked := map[string]bool{}
	for seed := range uint64(40) {
		first, second := read(seed, verify.Sample{Percent: 20}), read(seed, verify.Sample{Percent: 20})
		if !slices.Equal(first, second) || len(first) != 2 {
			t.Errorf("seed %d picks %q, then %q", seed, first, second)
		}
		for _, o := range first {
			picked[o] = true
		}
	}
	if len(picked) != 10 {
		t.Errorf("40 seeds picked %d of 10", len(picked))
	}
}

// TestResume: from any mark, the rest is read, and the result is the same.
func TestResume(t *testing.T) {
	a := build(t)
	for i := range 4 {
		a.snapshot(4+i, a.key)
	}
	var marks []verify.Mark
	opt := verify.Options{Mark: func(m verify.Mark) { marks = append(marks, m) }, Now: func() time.Time { return day }}
	whole := a.verify(opt)
	if len(marks) == 0 || len(marks[len(marks)-1].Slices) != len(marks) {
		t.Fatalf("marks %+v", marks)
	}
	taken := marks // of the sound archive
	for i, m := range marks {
		rep := a.verify(verify.Options{Resume: &m, Now: func() time.Time { return day.Add(time.Hour) }})
		if rep.Stale != "" || rep.Resumed < i+1 || rep.Snapshots != whole.Snapshots || rep.Bytes != whole.Bytes || !rep.Started.Equal(day) || len(rep.Slices) != ledger.AuditSlices {
			t.Errorf("mark %d: %+v", i, rep)
		}
		for _, o := range a.objects {
			if rep.States[o] != verify.Intact {
				t.Errorf("mark %d: %s is %s", i, o, rep.States[o])
			}
		}
	}

	// A snapshot that was read and is gone since is missed; one that was logged
	// since is read, whichever slice it is in.
	last := taken[len(taken)-1]
	gone := a.copy(t)
	os.Remove(gone.path(gone.objects[2]))
	if rep := gone.verify(verify.Options{Resume: &last, Now: opt.Now}); show(rep.Findings) != "snapshot-missing "+gone.objects[2] || rep.Resumed != 8 {
		t.Errorf("%s, %d resumed", show(rep.Findings), rep.Resumed)
	}
	grown := a.copy(t)
	bad := 0
	for i := range 300 {
		object := fmt.Sprintf("snapshots/later/%d", i)
		if !slices.Contains(last.Slices, ledger.AuditSlice(object)) {
			continue
		}
		grown.put(object, []byte("y"))
		grown.list(object, "https://y", []byte("x"))
		if bad++; bad == 3 {
			break
		}
	}
	rep := grown.verify(verify.Options{Resume: &last, Now: opt.Now})
	if len(rep.Findings) != bad || rep.Resumed != 8 {
		t.Errorf("%s, %d resumed; want %d altered", show(rep.Findings), rep.Resumed, bad)
	}

	// What was found is not gone on from: it is found again.
	flawed := a.copy(t)
	os.Truncate(flawed.path(flawed.objects[5]), 9)
	marks = nil
	flawed.verify(opt)
	if len(marks) == 0 {
		t.Fatal("no marks")
	}
	for _, m := range marks {
		if slices.Contains(m.Slices, ledger.AuditSlice(flawed.objects[5])) {
			t.Errorf("the mark %+v has the slice of what was found", m)
		}
		if rep := flawed.verify(verify.Options{Resume: &m, Now: opt.Now}); show(rep.Findings) != "snapshot-altered "+flawed.objects[5] {
			t.Errorf("%s", show(rep.Findings))
		}
	}
}

func TestStaleMarks(t *testing.T) {
	a := build(t)
	var good verify.Mark
	now := func() time.Time { return day }
	a.verify(verify.Options{Mark: func(m verify.Mark) { good = m }, Now: now})
	var sample verify.Mark
	sampled := verify.Options{Level: verify.Sampled, Sample: verify.Sample{Percent: 50}, Seed: 7, Mark: func(m verify.Mark) { sample = m }, Now: now}
	a.verify(sampled)
	sampled.Mark = nil
	for _, c := range []struct {
		name string
		m    verify.Mark
		do   func(m *verify.Mark, o *verify.Options, a *archive)
		want string // "": it is of use
	}{
		{"good", good, func(*verify.Mark, *verify.Options, *archive) {}, ""},
		{"another format", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Format++ }, "version"},
		{"another level", good, func(_ *verify.Mark, o *verify.Options, _ *archive) { *o = sampled }, "level"},
		{"another log", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Checkpoint += "x" }, "another log"},
		{"a longer log", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Size++ }, "longer"},
		{"a shorter log that never was", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Size-- }, "another log"},
		{"a log that has grown", good, func(_ *verify.Mark, _ *verify.Options, a *archive) { a.snapshot(5, a.key) }, ""},
		{"not deep", good, func(_ *verify.Mark, o *verify.Options, _ *archive) { o.Deep = true }, "inside"},
		{"deep", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Deep = true }, ""},
		{"old", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Started = day.AddDate(0, 0, -8) }, "8 days ago"},
		{"of tomorrow", good, func(m *verify.Mark, _ *verify.Options, _ *archive) { m.Started = day.AddDate(0, 0, 1) }, "clock"},
		{"a damaged log", good, func(_ *verify.Mark, _ *verify.Options, a *archive) {
			key := fmt.Sprintf("log/checkpoints/%d", good.Size)
			a.write(key, bytes.Replace(a.read(key), []byte("— "), []byte("— x"), 1))
		}, "damaged"},
		{"a sample", sample, func(_ *verify.Mark, o *verify.Options, _ *archive) { *o = sampled }, ""},
		{"another seed", sample, func(_ *verify.Mark, o *verify.Options, _ *archive) { *o = sampled; o.Seed++ }, "another sample"},
		{"a sample, of a log that has grown", sample, func(_ *verify.Mark, o *verify.Options, a *archive) { *o = sampled; a.snapshot(5, a.key) }, "grown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := a.copy(t)
			o := verify.Options{Now: now}
			m := c.m
			c.do(&m, &o, a)
			o.Resume = &m
			rep := a.verify(o)
			if c.want == "" && (rep.Stale != "" || rep.Resumed == 0) || c.want != "" && (!strings.Contains(rep.Stale, c.want) || rep.Resumed != 0) {
				t.Errorf("%d resumed, stale: %q; want %q", rep.Resumed, rep.Stale, c.want)
			}
		})
	}
}

// keeping is a store that keeps versions, as far as verification asks: what lies
// in the folder is the version "first".
type keeping struct {
	store.Store
	intrusions []store.Intrusion
	err        error
	asked      map[string]bool // versions
}

func (k *keeping) Version(context.Context, string) (string, error) { return "first", nil }

func (k *keeping) OpenVersion(ctx context.Context, key, version string, off, n int64) (io.ReadCloser, error) {
	if version != "first" {
		return nil, fmt.Errorf("open %s: version %s: %w", key, version, fs.ErrNotExist)
	}
	k.asked[key] = true
	return k.Store.Open(ctx, key, off, n)
}

func (k *keeping) Intrusions(_ context.Context, prefix string) iter.Seq2[store.Intrusion, error] {
	return func(yield func(store.Intrusion, error) bool) {
		for _, i := range k.intrusions {
			if strings.HasPrefix(i.Key, prefix) && !yield(i, nil) {
				return
			}
		}
		if k.err != nil {
			yield(store.Intrusion{}, k.err)
		}
	}
}

// TestVersions: the logged version is read; what others wrote over it, or
// deleted, is told and fails nothing; a version that was destroyed does.
func TestVersions(t *testing.T) {
	a := build(t)
	data := []byte("kept")
	a.put("snapshots/versioned", data)
	a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{Object: "snapshots/versioned", Version: "first", Bytes: 4,
		SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}})
	st := &keeping{Store: a.st, asked: map[string]bool{}}
	for _, level := range []verify.Level{verify.All, verify.Structure} {
		clear(st.asked)
		st.intrusions = []store.Intrusion{{Key: a.objects[0], Version: "v2", At: day}, {Key: a.objects[1], Version: "v3", Deleted: true}, {Key: "log/records/4.jsonl", Version: "v9"}}
		rep, err := verify.Archive(t.Context(), st, verify.Options{Level: level})
		if err != nil {
			t.Fatal(err)
		}
		if len(rep.Findings) > 0 {
			t.Errorf("%s: %s", level, show(rep.Findings))
		}
		if !st.asked["snapshots/versioned"] || len(st.asked) != 1 {
			t.Errorf("%s: versions asked for: %v", level, st.asked)
		}
		if want := "store-overwritten " + a.objects[0] + "; store-deleted " + a.objects[1] + "; store-overwritten log/records/4.jsonl"; show(rep.Warnings) != want {
			t.Errorf("%s: %s, want %s", level, show(rep.Warnings), want)
		}
		if d := rep.Warnings[0].Detail; !strings.Contains(d, `"v2"`) || !strings.Contains(d, "2020-02-21") || !strings.Contains(d, "first version is kept") {
			t.Errorf("%s", d)
		}
	}
	// What the server says of the time is told with a word where it cannot be.
	captured := time.Now().UTC().Add(-time.Hour)
	a.put("snapshots/dated", data)
	a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{Object: "snapshots/dated", CapturedAt: captured, Bytes: 4,
		SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}})
	for at, want := range map[time.Time]string{
		time.Now().Add(time.Hour):      "yet to come",
		captured.Add(-time.Second):     "no such object before " + captured.Format(time.DateTime),
		captured.Truncate(time.Second): "",
		captured.Add(time.Minute):      "",
	} {
		st.intrusions = []store.Intrusion{{Key: "snapshots/dated", Version: "v2", At: at, Deleted: true}, {Key: "log/records/4.jsonl", Version: "v9", At: day.Add(-24 * time.Hour)}}
		rep, err := verify.Archive(t.Context(), st, verify.Options{})
		if err != nil || len(rep.Warnings) != 2 {
			t.Fatal(rep, err)
		}
		if d := rep.Warnings[0].Detail; !strings.Contains(d, at.UTC().Format(time.DateTime)) || !strings.Contains(d, want) || strings.Contains(d, "cannot be") != (want != "") {
			t.Errorf("%s: %s", at, d)
		}
		if d := rep.Warnings[1].Detail; !strings.Contains(d, "no such object before") {
			t.Errorf("of the log, before it began: %s", d)
		}
	}
	a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{Object: a.objects[3] + "x", Version: "gone", Bytes: 4, SHA256: "00"}})
	st.intrusions, st.err = nil, errors.New("denied")
	for range 1500 {
		st.intrusions = append(st.intrusions, store.Intrusion{Key: a.objects[0]})
	}
	for _, level := range []verify.Level{verify.All, verify.Structure} {
		rep, err := verify.Archive(t.Context(), st, verify.Options{Level: level})
		if err != nil || rep.States[a.objects[3]+"x"] != verify.Missing {
			t.Errorf("%s: %v (%v)", level, rep.States, err)
		}
		if n := len(rep.Warnings); n != 1002 || rep.Warnings[n-1].Code != verify.CodeVersions && rep.Warnings[n-2].Code != verify.CodeVersions {
			t.Errorf("%s: %d warnings, the last %+v", level, n, rep.Warnings[n-1])
		}
	}
}

// TestSnapshotsAlone: what a scrub reads, from the places in the log.
func TestSnapshotsAlone(t *testing.T) {
	built := build(t)
	entries := func(a *archive) (list []verify.Entry) {
		r, err := ledger.OpenReader(t.Context(), a.st)
		if err != nil {
			t.Fatal(err)
		}
		for l, err := range r.Records(t.Context(), 0) {
			if err == nil && l.Kind == ledger.KindSnapshot {
				list = append(list, verify.Entry{Object: a.objects[len(list)], Index: l.Index, Batch: l.Batch})
			}
		}
		return list
	}
	all := entries(built)
	for _, c := range []struct {
		name string
		list func([]verify.Entry) []verify.Entry
		do   func(a *archive)
		want string
		read int
	}{
		{"well", func(l []verify.Entry) []verify.Entry { return l }, func(*archive) {}, "", 4},
		{"two", func(l []verify.Entry) []verify.Entry { return l[1:3] }, func(a *archive) { os.Remove(a.path(a.objects[0])) }, "", 2},
		{"gone", func(l []verify.Entry) []verify.Entry { return l }, func(a *archive) { os.Remove(a.path(a.objects[1])) }, "snapshot-missing {1}", 4},
		{"altered", func(l []verify.Entry) []verify.Entry { return l }, func(a *archive) { os.Truncate(a.path(a.objects[1]), 1) }, "snapshot-altered {1}", 4},
		{"its record", func(l []verify.Entry) []verify.Entry { return l }, func(a *archive) {
			key := ledger.RecordsPath(all[1].Batch)
			a.write(key, bytes.Replace(a.read(key), []byte(`"class":"source"`), []byte(`"class":"sourcf"`), 1))
		}, "snapshot-record {1}", 3},
		{"another entry", func(l []verify.Entry) []verify.Entry { l[1].Index, l[1].Batch = l[0].Index, l[0].Batch; return l }, func(*archive) {}, "snapshot-record {1}", 3},
		{"no snapshot's entry", func(l []verify.Entry) []verify.Entry { l[1].Index, l[1].Batch = 0, 0; return l }, func(*archive) {}, "snapshot-record {1}", 3},
		{"no entry", func(l []verify.Entry) []verify.Entry { l[1].Index, l[1].Batch = 99, 0; return l }, func(*archive) {}, "snapshot-record {1}", 3},
		{"none", func(l []verify.Entry) []verify.Entry { return nil }, func(*archive) {}, "", 0},
	} {
		a := built.copy(t)
		c.do(a)
		rep, err := verify.Snapshots(t.Context(), a.st, c.list(slices.Clone(all)), verify.Options{})
		want := strings.ReplaceAll(c.want, "{1}", a.objects[1])
		if err != nil || show(rep.Findings) != want || rep.Snapshots != c.read || !rep.Complete {
			t.Errorf("%s: %q, %d read (%v); want %q, %d", c.name, show(rep.Findings), rep.Snapshots, err, want, c.read)
		}
		if state := rep.States[a.objects[1]]; (c.want != "") != (state == verify.Corrupt || state == verify.Missing) {
			t.Errorf("%s: state %q", c.name, state)
		}
		for _, s := range rep.Slices {
			if !slices.ContainsFunc(a.objects, func(o string) bool { return ledger.AuditSlice(o) == s }) {
				t.Errorf("%s: slice %d was read, and is empty", c.name, s)
			}
		}
	}
	a := built.copy(t)
	os.RemoveAll(a.path("log"))
	if _, err := verify.Snapshots(t.Context(), a.st, all, verify.Options{}); err == nil {
		t.Error("no log, and no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	rep, err := verify.Snapshots(ctx, built.st, all, verify.Options{Readers: 1, Progress: func(verify.Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) || rep.Complete || len(rep.Slices) != 1 {
		t.Errorf("%+v (%v)", rep, err)
	}
}
