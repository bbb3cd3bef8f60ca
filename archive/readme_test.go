package archive_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"archiver/archive"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/wacz"
	"archiver/internal/warc"
	"archiver/internal/webtest/authority"
)

// build makes an archive with a log of more than two full tiles, and two
// snapshots in the middle of it.
func build(t *testing.T) (dir string, objects []string) {
	ctx := t.Context()
	dir = filepath.Join(t.TempDir(), "archive")
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	put := func(key string, data []byte) {
		t.Helper()
		if err := st.Create(ctx, key, bytes.NewReader(data), int64(len(data))); err != nil {
			t.Fatal(err)
		}
	}
	skey, _, err := ledger.GenerateKey("example.org/archive")
	if err != nil {
		t.Fatal(err)
	}
	log, err := ledger.Open(ctx, ledger.Config{Store: st, Head: ledger.FileHead(filepath.Join(filepath.Dir(dir), "log.head")), SignerKey: skey})
	if err != nil {
		t.Fatal(err)
	}
	add := func(recs ...ledger.Record) {
		t.Helper()
		if _, err := log.Append(ctx, recs...); err != nil {
			t.Fatal(err)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	put("keys/capture.pub", pub)
	sum := sha256.Sum256(pub)
	add(ledger.Record{Kind: ledger.KindKey, Body: ledger.KeyRecord{Use: "capture", Object: "keys/capture.pub", SHA256: hex.EncodeToString(sum[:])}})

	looks := func(n int) (recs []ledger.Record) {
		for range n {
			recs = append(recs, ledger.Record{Kind: ledger.KindObservation, Body: ledger.ObservationRecord{URL: "https://example.org/", Verdict: "ok", Reason: "same"}})
		}
		return recs
	}
	for i := range 2 {
		at := time.Date(2020, 2, 21+i, 10, 15, 0, 0, time.UTC)
		data := capture(t, key, at)
		object := fmt.Sprintf("snapshots/example.org/page-0123456789ab/%s.wacz", at.Format("20060102150405"))
		put(object, data)
		objects = append(objects, object)
		s256 := sha256.Sum256(data)
		snap := ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{URL: "https://example.org/page", CapturedAt: at, Object: object,
			SHA256: hex.EncodeToString(s256[:]), Bytes: int64(len(data)), Class: "source"}}
		add(append(append(looks(300*i+3), snap), looks(250)...)...)
	}
	by := authority.Brief(t, authority.Options{}, func(a *authority.Authority) error {
		stamped, err := ledger.Stamp(ctx, log, []ledger.Authority{{URL: a.URL, Roots: []*x509.Certificate{a.Root}}})
		if err != nil {
			return err
		}
		return stamped[0].Err
	})
	time.Sleep(time.Until(by.Leaf.NotAfter.Add(1100 * time.Millisecond))) // it must hold all the same
	// Later records name the hash of a snapshot as well; 1010.jsonl sorts before 255.jsonl.
	var exports []ledger.Record
	for _, object := range objects {
		data, err := os.ReadFile(filepath.Join(dir, object))
		if err != nil {
			t.Fatal(err)
		}
		s256 := sha256.Sum256(data)
		exports = append(exports, ledger.Record{Kind: ledger.KindExport, Body: ledger.ExportRecord{URL: "https://example.org/page", For: "r/1", What: "bundle",
			Object: object, SHA256: hex.EncodeToString(s256[:])}})
	}
	add(append(exports, looks(198)...)...)
	put("README.md", archive.README)
	return dir, objects
}

// capture makes a snapshot of one small page.
func capture(t *testing.T, key *ecdsa.PrivateKey, at time.Time) []byte {
	var b bytes.Buffer
	w, err := wacz.NewWriter(&b, wacz.Options{Created: at, Software: "test", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It says so, on " + at.String()
	_, body, _ := strings.Cut(block, "\r\n\r\n")
	payload := sha256.Sum256([]byte(body))
	c := warc.Capture{URL: "https://example.org/page", Date: at}
	rec := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &payload})
	if err := w.WriteRecord(rec, warc.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(wacz.Page{URL: "https://example.org/page", At: at, Mime: "text/html", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// script is every command of the README, for the snapshot S.
func script(object string) string {
	var b strings.Builder
	b.WriteString("set -e\n")
	for _, m := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(archive.README, -1) {
		b.Write(m[1])
	}
	return strings.Replace(b.String(), "S=$(find snapshots -name '*.wacz' | sort | head -n 1)", "S="+object, 1)
}

func run(dir, script string) (string, error) {
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Every command of the README, as it stands there, does what it says.
func TestREADME(t *testing.T) {
	dir, objects := build(t)
	for _, object := range objects { // the first is also the one that the README takes
		text := script(object)
		if object == objects[0] {
			text = script("$(find snapshots -name '*.wacz' | sort | head -n 1)")
		}
		out, err := run(dir, text)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, want := range []string{object, "is one of the 1010 entries under the root", `"kind":"snapshot"`,
			"log/timestamps/809/127.0.0.1_", "Time stamp: ", "Test Root", "Verification: OK", `"kind":"timestamp"`, "Signature Verified Successfully", "Verified OK",
			`"kind":"key"`, "as listed: archive/data.warc.gz", "<p>It says so"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is missing in:\n%s", want, out)
			}
		}
		hashes := regexp.MustCompile(`(?m)^([0-9a-f]{64})  -\nsigned was sha256:([0-9a-f]{64})$`).FindStringSubmatch(out)
		if hashes == nil || hashes[1] != hashes[2] {
			t.Errorf("hashes of datapackage.json %q in:\n%s", hashes, out)
		}
	}
	// An earlier checkpoint, as step 5 has it.
	sizes, err := os.ReadDir(filepath.Join(dir, "log/checkpoints"))
	if err != nil || len(sizes) < 3 {
		t.Fatal(sizes, err)
	}
	old, err := os.ReadFile(filepath.Join(dir, "log/checkpoints/255"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "log/checkpoint"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(dir, script(objects[0])); err != nil || !strings.Contains(out, "is one of the 255 entries") {
		t.Errorf("%v\n%s", err, out)
	}
}

// The commands fail, or show it, where something was altered.
func TestREADMEFinds(t *testing.T) {
	built, objects := build(t)
	for key, flip := range map[string]func(data []byte){
		"snapshots/example.org/page-0123456789ab/20200221101500.wacz": func(d []byte) { d[len(d)/2] ^= 1 },
		"log/records/255.jsonl":    func(d []byte) { d[bytes.Index(d, []byte("page"))] ^= 1 },
		"log/tile/entries/001":     func(d []byte) { d[40] ^= 1 },
		"log/tile/entries/000":     func(d []byte) { d[4*92] ^= 1 },
		"log/checkpoint":           func(d []byte) { d[bytes.IndexByte(d, '\n')+6] ^= 1 },
		"keys/log.pub":             func(d []byte) { d[len(d)-10] ^= 1 },
		"log/timestamps/809/*.tsr": func(d []byte) { d[len(d)-9] ^= 1 },
		"log/timestamps/809/*.pem": func(d []byte) { d[bytes.LastIndex(d, []byte("MII"))+99] ^= 1 },
		"log/checkpoints/809":      func(d []byte) { d[2] ^= 1 },
		"keys/capture.pub":         func(d []byte) { d[100] ^= 1 },
	} {
		dir := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(dir, os.DirFS(built)); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, key))
		if err != nil || len(files) != 1 {
			t.Fatal(key, files, err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		flip(data)
		if err := os.WriteFile(files[0], data, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := run(dir, script(objects[0])); err == nil {
			t.Errorf("%s altered, and every command succeeds:\n%s", key, out)
		}
	}
}

// The README tells of each kind of record, once.
func TestKinds(t *testing.T) {
	files, err := filepath.Glob("../internal/ledger/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)\bKind[A-Z]\w*\s+= "(\w+)"`).FindAllSubmatch(data, -1) {
			n++
			rows := regexp.MustCompile("(?m)^\\| .*`"+string(m[1])+"`.* \\| .* \\|$").FindAll(archive.README, -1)
			if len(rows) != 1 {
				t.Errorf("kind %s is told of %d times", m[1], len(rows))
			}
		}
	}
	if n < 12 {
		t.Errorf("%d kinds only", n)
	}
	if got := bytes.Count(archive.README, []byte("**A record**")); got != 1 {
		t.Errorf("what a record is, is said %d times", got)
	}
}

// The README is a part of each archive, and a part of this one.
func TestEmbedded(t *testing.T) {
	f, err := os.Open("README.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil || !bytes.Equal(data, archive.README) {
		t.Errorf("README.md is not what is embedded (%v)", err)
	}
}
