package verify_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// archive is one on disk, with a log of several batches.
type archive struct {
	t       *testing.T
	dir     string
	st      *store.FS
	skey    string
	key     *ecdsa.PrivateKey
	objects []string
	now     func() time.Time // nil: time.Now
}

var day = time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC)

func build(t *testing.T) *archive {
	t.Helper()
	a := &archive{t: t, dir: filepath.Join(t.TempDir(), "archive")}
	var err error
	if a.st, err = store.NewFS(a.dir); err != nil {
		t.Fatal(err)
	}
	if a.skey, _, err = ledger.GenerateKey("example.org/archive"); err != nil {
		t.Fatal(err)
	}
	if a.key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(&a.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	a.put("keys/capture.pub", pub)
	sum := sha256.Sum256(pub)
	a.append(ledger.Record{Kind: ledger.KindKey, Body: ledger.KeyRecord{Use: "capture", Object: "keys/capture.pub", SHA256: hex.EncodeToString(sum[:])}})
	for i := range 4 {
		a.snapshot(i, a.key)
	}
	return a
}

// copy is the same archive elsewhere, to be spoilt.
func (a *archive) copy(t *testing.T) *archive {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(filepath.Dir(a.dir))); err != nil {
		t.Fatal(err)
	}
	c := *a
	c.t, c.dir, c.objects = t, filepath.Join(root, "archive"), slices.Clone(a.objects)
	var err error
	if c.st, err = store.NewFS(c.dir); err != nil {
		t.Fatal(err)
	}
	return &c
}

func (a *archive) headPath() string { return filepath.Join(filepath.Dir(a.dir), "log.head") }

func (a *archive) put(key string, data []byte) {
	a.t.Helper()
	if err := a.st.Create(a.t.Context(), key, bytes.NewReader(data), int64(len(data))); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) append(recs ...ledger.Record) {
	a.t.Helper()
	log, err := ledger.Open(a.t.Context(), ledger.Config{Store: a.st, Head: ledger.FileHead(a.headPath()), SignerKey: a.skey, Now: a.now})
	if err != nil {
		a.t.Fatal(err)
	}
	if _, err := log.Append(a.t.Context(), recs...); err != nil {
		a.t.Fatal(err)
	}
}

// snapshot stores and logs one more, of source i modulo 2.
func (a *archive) snapshot(i int, key *ecdsa.PrivateKey) string {
	a.t.Helper()
	at := day.AddDate(0, 0, i)
	url := fmt.Sprintf("https://example.org/%d", i%2)
	data := capture(a.t, url, at, key)
	object := fmt.Sprintf("snapshots/example.org/%d-0123456789ab/%s.wacz", i%2, at.Format("20060102150405"))
	a.put(object, data)
	a.list(object, url, data)
	a.objects = append(a.objects, object)
	return object
}

func (a *archive) list(object, url string, data []byte) {
	a.t.Helper()
	s256 := sha256.Sum256(data)
	a.append(ledger.Record{Kind: ledger.KindObservation, Body: ledger.ObservationRecord{URL: url}},
		ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{URL: url, Object: object, Bytes: int64(len(data)), Class: "source",
			SHA256: hex.EncodeToString(s256[:])}})
}

func capture(t *testing.T, url string, at time.Time, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := wacz.NewWriter(&b, wacz.Options{Created: at, Software: "test", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Repeat("It says so. ", 300)
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
	payload := sha256.Sum256([]byte(body))
	c := warc.Capture{URL: url, Date: at}
	rec := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &payload})
	if err := w.WriteRecord(rec, warc.WriteOptions{Stored: true}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(wacz.Page{URL: url, At: at, Mime: "text/html", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (a *archive) verify(o verify.Options) *verify.Report {
	a.t.Helper()
	rep, err := verify.Archive(a.t.Context(), a.st, o)
	if err != nil {
		a.t.Fatal(err)
	}
	return rep
}

func (a *archive) path(key string) string { return filepath.Join(a.dir, filepath.FromSlash(key)) }

func (a *archive) read(key string) []byte {
	a.t.Helper()
	data, err := os.ReadFile(a.path(key))
	if err != nil {
		a.t.Fatal(err)
	}
	return data
}

func (a *archive) write(key string, data []byte) {
	a.t.Helper()
	if err := os.WriteFile(a.path(key), data, 0o644); err != nil {
		a.t.Fatal(err)
	}
}

func show(findings []verify.Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Code+" "+f.Object)
	}
	return strings.Join(out, "; ")
}

func TestIntact(t *testing.T) { // raced
	a := build(t)
	head, err := os.ReadFile(a.headPath())
	if err != nil {
		t.Fatal(err)
	}
	for _, deep := range []bool{false, true} {
		last := 0
		rep := a.verify(verify.Options{Head: head, Deep: deep, Progress: func(p verify.Progress) {
			if p.Done != last+1 || p.Total != 4 || p.Bytes > p.TotalBytes || p.Done == 4 && p.Bytes != p.TotalBytes {
				t.Errorf("progress %+v after %d", p, last)
			}
			last = p.Done
		}})
		if len(rep.Findings) > 0 || len(rep.Warnings) > 0 {
			t.Fatalf("deep %v: %+v %+v", deep, rep.Findings, rep.Warnings)
		}
		var bytes int64
		for _, o := range a.objects {
			bytes += int64(len(a.read(o)))
			if rep.States[o] != verify.Intact {
				t.Errorf("%s is %q", o, rep.States[o])
			}
		}
		if !rep.Complete || len(rep.Slices) != ledger.AuditSlices || rep.Snapshots != 4 || rep.Records != 9 || rep.Bytes != bytes || last != 4 || len(rep.Checkpoint) == 0 || len(rep.States) != 4 {
			t.Errorf("deep %v: report %+v, want %d bytes", deep, rep, bytes)
		}
	}
}

// One flipped byte anywhere in the archive: the file is named, and only it; and
// it is told which snapshots that touches.
func TestOneByte(t *testing.T) {
	a := build(t)
	files := 0
	for key, err := range a.st.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		files++
		if strings.HasPrefix(key, "log/records/claims/") {
			continue // what they hold stands elsewhere, too, and nothing is read from them
		}
		data := a.read(key)
		for _, i := range []int{0, len(data) / 3, len(data) / 2, len(data) - 2, len(data) - 1} {
			altered := bytes.Clone(data)
			altered[i] ^= 1
			a.write(key, altered)
			rep := a.verify(verify.Options{})
			var named []string
			for _, f := range rep.Findings {
				named = append(named, f.Object)
			}
			if named = slices.Compact(named); !slices.Equal(named, []string{key}) {
				t.Errorf("%s, byte %d: %s", key, i, show(rep.Findings))
			}
			for _, o := range a.objects {
				want := verify.Intact
				if o == key {
					want = verify.Corrupt
				}
				if strings.HasPrefix(key, "log/records/") && strings.Contains(string(data), o) {
					continue // by which of its lines is hit
				}
				if rep.States[o] != want {
					t.Errorf("%s, byte %d: %s is %q, want %q", key, i, o, rep.States[o], want)
				}
			}
			a.write(key, data)
		}
	}
	if files < 20 {
		t.Errorf("only %d files", files)
	}
}

func TestDamagedRecord(t *testing.T) {
	a := build(t)
	var key, object string
	for key = range a.st.List(t.Context(), "log/records/") {
		if strings.Contains(string(a.read(key)), a.objects[2]) {
			object = a.objects[2]
			break
		}
	}
	data := a.read(key)
	a.write(key, bytes.Replace(data, []byte(`"class":"source"`), []byte(`"class":"sourcf"`), 1))
	rep := a.verify(verify.Options{})
	if show(rep.Findings) != "record-altered "+key || rep.States[object] != verify.Corrupt || len(rep.Warnings) != 0 || !slices.Equal(rep.BadRecords, []int64{6}) {
		t.Errorf("%s | %s | %v | %v", show(rep.Findings), show(rep.Warnings), rep.States, rep.BadRecords)
	}
	// Asked for it alone.
	rep = a.verify(verify.Options{Objects: []string{object}})
	if show(rep.Findings) != "record-altered "+key || rep.States[object] != verify.Corrupt {
		t.Errorf("%s | %v", show(rep.Findings), rep.States)
	}
	urls := map[string]bool{"https://example.org/0": true}
	objects, err := verify.ObjectsOf(t.Context(), a.st, func(url string) bool { return urls[url] })
	if err != nil || !slices.Equal(objects, []string{a.objects[0]}) {
		t.Errorf("ObjectsOf passes over the damaged one: %v, %v", objects, err)
	}
	// Rubbish all over.
	a.write(key, []byte("rubbish\n"))
	rep = a.verify(verify.Options{})
	if len(rep.Findings) == 0 || rep.Findings[0].Object != key || show(rep.Warnings) != "snapshot-unlisted "+object || !strings.Contains(rep.Warnings[0].Detail, "one of those that are lost") {
		t.Errorf("%s | %s", show(rep.Findings), show(rep.Warnings))
	}
}

func TestSnapshots(t *testing.T) { // raced
	built := build(t)
	for _, c := range []struct {
		name     string
		do       func(a *archive)
		o        verify.Options
		findings string
		warnings string
		state    verify.State // of the first snapshot
	}{
		{"gone", func(a *archive) { os.Remove(a.path(a.objects[0])) }, verify.Options{}, "snapshot-missing {0}", "", verify.Missing},
		{"cut", func(a *archive) { os.Truncate(a.path(a.objects[0]), 100) }, verify.Options{}, "snapshot-altered {0}", "", verify.Corrupt},
		{"longer", func(a *archive) { a.write(a.objects[0], append(a.read(a.objects[0]), 'x')) }, verify.Options{}, "snapshot-altered {0}", "", verify.Corrupt},
		{"a folder", func(a *archive) { os.Remove(a.path(a.objects[0])); os.Mkdir(a.path(a.objects[0]), 0o755) }, verify.Options{}, "snapshot-missing {0}", "", verify.Missing},
		{"a link", func(a *archive) {
			os.Remove(a.path(a.objects[0]))
			os.Symlink(a.path(a.objects[1]), a.path(a.objects[0]))
		},
			verify.Options{}, "snapshot-unreadable {0}", "", verify.Corrupt},
		{"exchanged", func(a *archive) { a.write(a.objects[0], a.read(a.objects[2])) }, verify.Options{}, "snapshot-altered {0}", "", verify.Corrupt},
		{"two at once", func(a *archive) { os.Remove(a.path(a.objects[3])); os.Truncate(a.path(a.objects[0]), 0) },
			verify.Options{}, "snapshot-altered {0}; snapshot-missing {3}", "", verify.Corrupt},
		{"not asked for", func(a *archive) { os.Remove(a.path(a.objects[1])) }, verify.Options{Objects: []string{"{0}", "{2}", "{0}"}}, "", "", verify.Intact},
		{"none asked for", func(a *archive) { os.Remove(a.path(a.objects[0])) }, verify.Options{Objects: []string{}}, "", "", ""},
		{"unknown asked for", func(*archive) {}, verify.Options{Objects: []string{"{0}", "snapshots/x"}}, "snapshot-unlisted snapshots/x", "", verify.Intact},
		{"unlisted", func(a *archive) { a.put("snapshots/x/y.wacz", []byte("x")) }, verify.Options{}, "", "snapshot-unlisted snapshots/x/y.wacz", verify.Intact},
		{"logged under a bad name", func(a *archive) { a.list("../outside", "https://x", []byte("x")) }, verify.Options{}, "snapshot-missing ../outside", "", verify.Intact},
		{"signed by another", func(a *archive) {
			other, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
			a.snapshot(4, other)
		}, verify.Options{Deep: true}, "snapshot-signer {4}", "", verify.Intact},
		{"not signed", func(a *archive) { a.snapshot(4, nil) }, verify.Options{Deep: true}, "snapshot-inner {4}; snapshot-signer {4}", "", verify.Intact},
		{"logged, but no WACZ", func(a *archive) { a.put("snapshots/x", []byte("x")); a.list("snapshots/x", "https://x", []byte("x")) },
			verify.Options{Deep: true}, "snapshot-inner snapshots/x", "", verify.Intact},
		{"logged twice", func(a *archive) { a.list(a.objects[0], "https://example.org/0", a.read(a.objects[0])) }, verify.Options{}, "", "", verify.Intact},
		{"logged twice, otherwise", func(a *archive) { a.list(a.objects[0], "https://example.org/0", []byte("x")) }, verify.Options{}, "snapshot-altered {0}", "", verify.Corrupt},
		{"logged with another size", func(a *archive) {
			data := a.read(a.objects[0])
			a.list(a.objects[0], "https://example.org/0", data)
			sum := sha256.Sum256(data)
			a.append(ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{Object: a.objects[0], Bytes: 1, SHA256: hex.EncodeToString(sum[:])}})
		}, verify.Options{}, "snapshot-altered {0}", "", verify.Corrupt},
		{"no key", func(a *archive) { os.Remove(a.path("keys/capture.pub")) }, verify.Options{}, "key-missing keys/capture.pub", "", verify.Intact},
		{"all of the log gone", func(a *archive) { os.RemoveAll(a.path("log")); os.RemoveAll(a.path("keys")) }, verify.Options{Objects: []string{}},
			"log-missing log/checkpoint", "", ""},
		{"log rolled back", func(*archive) {}, verify.Options{Head: []byte("rolled back")}, "log-rolled-back log/checkpoint", "", verify.Intact},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := built.copy(t)
			if string(c.o.Head) == "rolled back" {
				newer := built.copy(t)
				newer.snapshot(5, a.key)
				newer.snapshot(6, a.key)
				c.o.Head, _ = os.ReadFile(newer.headPath())
			}
			c.do(a)
			fill := func(s string) string {
				for i, o := range a.objects {
					s = strings.ReplaceAll(s, fmt.Sprintf("{%d}", i), o)
				}
				return s
			}
			for i := range c.o.Objects {
				c.o.Objects[i] = fill(c.o.Objects[i])
			}
			rep := a.verify(c.o)
			var kinds []verify.Finding // several of one kind for one object count once
			for _, f := range rep.Findings {
				if f.Detail == "" {
					t.Errorf("%+v has no detail", f)
				}
				f.Detail = ""
				if !slices.Contains(kinds, f) {
					kinds = append(kinds, f)
				}
			}
			if show(kinds) != fill(c.findings) || show(rep.Warnings) != fill(c.warnings) {
				t.Errorf("findings %q, warnings %q; want %q, %q", show(kinds), show(rep.Warnings), fill(c.findings), fill(c.warnings))
			}
			if rep.States[a.objects[0]] != c.state {
				t.Errorf("state %q, want %q", rep.States[a.objects[0]], c.state)
			}
		})
	}
}

// Where a byte was flipped is told in words.
func TestDetail(t *testing.T) {
	a := build(t)
	data := a.read(a.objects[0])
	i := bytes.Index(data, []byte("It says so"))
	data[i] ^= 1
	a.write(a.objects[0], data)
	rep := a.verify(verify.Options{})
	if len(rep.Findings) != 1 || !strings.Contains(rep.Findings[0].Detail, "archive/data.warc.gz") {
		t.Errorf("%+v", rep.Findings)
	}
}

func TestCancelled(t *testing.T) { // raced
	a := build(t)
	ctx, cancel := context.WithCancel(t.Context())
	rep, err := verify.Archive(ctx, a.st, verify.Options{Readers: 1, Progress: func(verify.Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Archive: %v", err)
	}
	if rep.Complete || rep.Snapshots != 1 || len(rep.Slices) != 1 || len(rep.Findings) > 0 {
		t.Errorf("%+v; want what was done before", rep)
	}
	if _, err := verify.Archive(ctx, a.st, verify.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Archive: %v", err)
	}
}

func TestObjectsOf(t *testing.T) {
	a := build(t)
	objects, err := verify.ObjectsOf(t.Context(), a.st, func(url string) bool { return strings.HasSuffix(url, "/1") })
	if err != nil || !slices.Equal(objects, []string{a.objects[1], a.objects[3]}) {
		t.Errorf("ObjectsOf: %v, %v", objects, err)
	}
}

// TestActs: what people decided is in order, unless it names a snapshot that the
// log does not list.
func TestActs(t *testing.T) {
	a := build(t)
	sum := sha256.Sum256(a.read(a.objects[0]))
	quote := ledger.QuoteRecord{For: "r/1", URL: "https://example.org/0", Text: "It says so", Object: a.objects[0], SHA256: hex.EncodeToString(sum[:])}
	a.append(ledger.Record{Kind: ledger.KindQuote, Body: quote},
		ledger.Record{Kind: ledger.KindAcceptance, Body: ledger.AcceptRecord{For: "r/1", URL: quote.URL, Verdict: "dead", Reason: "http-404"}},
		ledger.Record{Kind: ledger.KindAcceptance, Body: ledger.AcceptRecord{For: "r/1", URL: quote.URL, Verdict: "changed", Reason: "edited", Object: quote.Object, SHA256: quote.SHA256}},
		ledger.Record{Kind: "of-tomorrow", Body: map[string]string{"a": "b"}})
	if rep := a.verify(verify.Options{}); len(rep.Findings)+len(rep.Warnings) > 0 {
		t.Errorf("%+v %+v", rep.Findings, rep.Warnings)
	}
	quote.SHA256 = strings.Repeat("0", 64)
	a.append(ledger.Record{Kind: ledger.KindQuote, Body: quote})
	a.append(ledger.Record{Kind: ledger.KindAcceptance, Body: ledger.AcceptRecord{For: "r/1", URL: quote.URL, Verdict: "changed", Reason: "edited", Object: quote.Object, SHA256: quote.SHA256}})
	a.append(ledger.Record{Kind: ledger.KindAcceptance, Body: map[string]any{"verdict": 1}})
	rep := a.verify(verify.Options{})
	if len(rep.Findings) > 0 || len(rep.Warnings) != 3 || !strings.Contains(rep.Warnings[0].Detail, "did not list") || !strings.Contains(rep.Warnings[1].Detail, "did not list") {
		t.Errorf("%+v %+v", rep.Findings, rep.Warnings)
	}
}

// TestMended: that somebody overwrote or removed log/checkpoint is told of for
// ever, also when it has been put right.
func TestMended(t *testing.T) {
	a := build(t)
	checkpoint := filepath.Join(a.dir, "log/checkpoint")
	look := ledger.Record{Kind: ledger.KindObservation, Body: ledger.ObservationRecord{URL: "https://example.org/0"}}
	for i, spoil := range []func() error{
		func() error { return os.Remove(checkpoint) },
		func() error { return os.WriteFile(checkpoint, a.read("log/checkpoints/0"), 0o600) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		a.append(look)
		rep := a.verify(verify.Options{})
		if len(rep.Findings)+len(rep.Warnings) > 0 || len(rep.Notes) != i+1 {
			t.Fatalf("%+v %+v %+v", rep.Findings, rep.Warnings, rep.Notes)
		}
		if n := rep.Notes[i]; n.Code != verify.CodeMended || n.Object != "log/checkpoint" || !strings.Contains(n.Detail, fmt.Sprintf("log entry %d.", rep.Records-2)) {
			t.Errorf("%+v", n)
		}
	}
}

// TestUnexpected: what is no object, and so is passed over, is told of.
func TestUnexpected(t *testing.T) {
	a := build(t)
	for _, err := range []error{
		os.Symlink("/etc/hostname", filepath.Join(a.dir, "snapshots/link.wacz")),
		os.WriteFile(filepath.Join(a.dir, "log/.notes"), []byte("x"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	rep := a.verify(verify.Options{Level: verify.Structure})
	if len(rep.Findings) > 0 || len(rep.Warnings) != 2 || show(rep.Warnings[:1]) != "unexpected log/.notes" || show(rep.Warnings[1:]) != "unexpected snapshots/link.wacz" {
		t.Errorf("%+v %+v", rep.Findings, rep.Warnings)
	}
}
