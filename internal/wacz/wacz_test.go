package wacz

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"

	"archiver/internal/warc"
)

var when = time.Date(2020, 2, 21, 10, 15, 0, 123456000, time.UTC)

// testKey is fixed, so that files made with it differ only where they must.
func testKey(t testing.TB) *ecdsa.PrivateKey {
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P384(), bytes.Repeat([]byte{7}, 48))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// put adds the records of one exchange.
func put(t testing.TB, w *Writer, url string, at time.Time, head, body string, opt warc.WriteOptions) {
	c := warc.Capture{URL: url, Date: at, IP: "192.0.2.1", Protocols: []string{"http/1.1"}}
	payload := body
	if strings.Contains(head, "chunked") {
		body = fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	}
	sum := sha256.Sum256([]byte(payload))
	block := "HTTP/1.1 " + head + "\r\n\r\n" + body
	resp := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &sum})
	req := "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
	id := resp.Header.Get("WARC-Record-ID")
	for i, r := range []*warc.Record{resp,
		c.Request(warc.Block{Content: strings.NewReader(req), Length: int64(len(req)), SHA256: sha256.Sum256([]byte(req))}, id),
		warc.Metadata(id, at, "application/json", []byte(`{"duration":1}`))} {
		o := warc.WriteOptions{}
		if i == 0 {
			o = opt
		}
		if err := w.WriteRecord(r, o); err != nil {
			t.Fatal(err)
		}
	}
}

const html = "<html><title>Заголовок</title><p>The authorities have failed to comply."

// sample is a package with what a capture has.
func sample(t testing.TB, o Options) ([]byte, Sum) {
	var b bytes.Buffer
	o.Created, o.Software = when, "archiver test"
	w, err := NewWriter(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WriteRecord(warc.Info("data.warc.gz", when, warc.Field{Name: "software", Value: "archiver test"}), warc.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	put(t, w, "http://example.com/", when.Add(-time.Second), "301 Moved\r\nLocation: https://www.example.com/", "moved", warc.WriteOptions{})
	put(t, w, "https://www.example.com/", when, "503 Busy\r\nContent-Type: text/plain", "busy", warc.WriteOptions{})
	put(t, w, "https://www.example.com/", when.Add(time.Millisecond), "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", gz(html), warc.WriteOptions{Stored: true})
	put(t, w, "https://www.example.com/a.png", when, "200 OK\r\nContent-Type: image/png", "\x89PNG", warc.WriteOptions{Stored: true})
	if err := w.WriteRecord(warc.Resource("urn:text:https://www.example.com/", when, "text/plain; charset=utf-8", []byte("The authorities")), warc.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(Page{URL: "https://www.example.com/", Source: "http://example.com/", Title: "Заголовок", At: when.Add(time.Millisecond),
		Text: "The authorities have <failed>\xff", Mime: "text/html", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddFile("archiver/look.json", strings.NewReader(`{"a":1}`)); err != nil {
		t.Fatal(err)
	}
	sum, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), sum
}

func open(t testing.TB, b []byte) *Archive {
	a, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestWriteOpen(t *testing.T) {
	b, sum := sample(t, Options{Key: testKey(t), Title: "T"})
	if sum.SHA256 != sha256.Sum256(b) || sum.SHA512 != sha512.Sum512(b) || sum.Size != int64(len(b)) {
		t.Errorf("sum %x of %d bytes is not that of the %d bytes written", sum.SHA256, sum.Size, len(b))
	}
	a := open(t, b)
	if f := a.Verify(t.Context()); len(f) > 0 {
		t.Errorf("findings: %v", f)
	}
	if want, _, err := sign(testKey(t), ""); err != nil || want == "" || len(a.SignerSPKI()) != 120 {
		t.Errorf("signer %x", a.SignerSPKI())
	}
	p := a.Pages()
	if len(p) != 1 || p[0].URL != "https://www.example.com/" || p[0].Source != "http://example.com/" || p[0].Status != 200 ||
		p[0].Text != "The authorities have <failed>\uFFFD" || p[0].Title != "Заголовок" || !p[0].At.Equal(when.Add(time.Millisecond)) || p[0].ID == "" {
		t.Errorf("pages %+v", p)
	}
	var lines []string
	for _, c := range a.Index() {
		lines = append(lines, strings.Join([]string{c.SURT, c.Timestamp, c.URL, c.Mime, c.Status}, " "))
	}
	want := []string{
		"com,example)/ 20200221101459 http://example.com/  301",
		"com,example)/ 20200221101500 https://www.example.com/ text/html 200",
		"com,example)/ 20200221101500 https://www.example.com/ text/plain 503",
		"com,example)/a.png 20200221101500 https://www.example.com/a.png image/png 200",
		"urn:text:https://www.example.com/ 20200221101500 urn:text:https://www.example.com/ text/plain ",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("index:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	m, err := a.Main()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(m.Body)
	if err != nil || string(body) != html || m.Head.Status != 200 || m.Record.Get("WARC-IP-Address") != "192.0.2.1" {
		t.Errorf("main: %d %q, %v", m.Head.Status, body, err)
	}
	r, err := a.WARC()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for x := warc.NewReader(r); ; n++ {
		if _, err := x.Next(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if n != 14 {
		t.Errorf("%d records", n)
	}
}

// Buffers and compressors are used again: nothing of one package may get into
// the next.
func TestWriteAgain(t *testing.T) {
	var first int
	for i := range 20 {
		b, sum := sample(t, Options{Key: testKey(t)})
		if sum.SHA256 != sha256.Sum256(b) {
			t.Fatalf("package %d: sum is not that of what was written", i)
		}
		if found := open(t, b).Verify(t.Context()); len(found) > 0 {
			t.Fatalf("package %d: %v", i, found)
		}
		if i == 0 {
			first = len(b)
		}
		// Random IDs and signatures deflate to a few bytes more or less.
		if d := len(b) - first; d < -100 || d > 100 {
			t.Fatalf("package %d has %d bytes, the first %d", i, len(b), first)
		}
	}
}

func TestFind(t *testing.T) {
	b, _ := sample(t, Options{})
	a := open(t, b)
	for _, c := range []struct {
		url  string
		at   time.Time
		want string
	}{
		{"https://www.example.com/#frag", when, "https://www.example.com/"},
		{"http://example.com/", when, "http://example.com/"},
		{"http://www.example.com/a.png", when, "https://www.example.com/a.png"},
		{"https://example.com/", when.Add(-time.Hour), "http://example.com/"},
		{"https://example.com/", when.Add(time.Hour), "https://www.example.com/"},
		{"https://example.com/b", when, ""},
	} {
		if got, ok := a.Find(c.url, c.at); got.URL != c.want || ok != (c.want != "") {
			t.Errorf("%s: found %q", c.url, got.URL)
		}
	}
}

// A stranger checks a package with unzip, sha256sum and openssl.
func TestByHand(t *testing.T) {
	b, sum := sample(t, Options{Key: testKey(t)})
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.wacz"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	script := `set -e
		python3 - <<'END'
import zipfile, json, base64, hashlib
z = zipfile.ZipFile("x.wacz"); assert z.testzip() is None
p = z.read("datapackage.json"); d = json.loads(z.read("datapackage-digest.json")); s = d["signedData"]
assert d["hash"] == s["hash"] == "sha256:" + hashlib.sha256(p).hexdigest()
assert sorted(s) == ["created", "hash", "publicKey", "signature", "software", "version"], sorted(s)
for r in json.loads(p)["resources"]:
    c = z.read(r["path"]); assert r["hash"] == "sha256:" + hashlib.sha256(c).hexdigest() and r["bytes"] == len(c)
raw = base64.b64decode(s["signature"]); assert len(raw) == 96
def num(b):
    b = b.lstrip(b"\0"); b = b"\0" + b if not b or b[0] > 127 else b
    return b"\2" + bytes([len(b)]) + b
body = num(raw[:48]) + num(raw[48:])
open("sig", "wb").write(b"\x30" + bytes([len(body)]) + body)
open("pub", "wb").write(base64.b64decode(s["publicKey"]))
open("msg", "w").write(s["hash"])
END
		openssl dgst -sha256 -keyform DER -verify pub -signature sig msg
		echo "` + fmt.Sprintf("%x", sum.SHA256) + `  x.wacz" | sha256sum -c --quiet`
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestWriterRefuses(t *testing.T) {
	p256, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if _, err := NewWriter(io.Discard, Options{Key: p256}); err == nil {
		t.Error("a key of P-256 is taken")
	}
	w, err := NewWriter(io.Discard, Options{Created: when})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "a", "/a/b", "a/../b", "archive/x", "pages/x", "indexes/x", `a\b/c`, "a/b\n", "a//b", "a/", strings.Repeat("a/", 600) + "b"} {
		if err := w.AddFile(name, strings.NewReader("")); err == nil {
			t.Errorf("%.20q is taken", name)
		}
	}
	if err := w.AddFile("a/b", strings.NewReader("")); err != nil {
		t.Error(err)
	}
	if err := w.AddFile("a/b", strings.NewReader("")); err == nil {
		t.Error("the same name twice is taken")
	}
	if err := w.AddFile("a/c", io.LimitReader(zeros{}, MaxFile+1)); err == nil {
		t.Error("a large file is taken")
	}
	bad := &warc.Record{Header: warc.Header{{Name: "WARC-Type", Value: "response\r\nA: b"}}}
	if err := w.WriteRecord(bad, warc.WriteOptions{}); err == nil {
		t.Error("a forged header is taken")
	}
	put(t, w, "http://x/", when, "200 OK", "after a refusal", warc.WriteOptions{})
	short := &warc.Record{Header: warc.Header{{Name: "WARC-Type", Value: "response"}}, Content: strings.NewReader("abc"), Length: 4}
	if err := w.WriteRecord(short, warc.WriteOptions{}); err == nil {
		t.Error("a short record is taken")
	}
	if _, err := w.Close(); err == nil {
		t.Error("a broken package is closed without an error")
	}
	if _, err := w.Close(); err == nil {
		t.Error("closed twice")
	}

	full := errors.New("disk full")
	w, err = NewWriter(writerFunc(func([]byte) (int, error) { return 0, full }), Options{Created: when})
	if err != nil {
		t.Fatal(err)
	}
	put(t, w, "http://x/", when, "200 OK", strings.Repeat("x", sinkBuffer-1000), warc.WriteOptions{Stored: true})
	if _, err := w.Close(); !errors.Is(err, full) {
		t.Errorf("disk full: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestLongText(t *testing.T) {
	if got := clean("ab\xd0\xb0", 3); got != "ab" {
		t.Errorf("cut within a letter: %q", got)
	}
	if got := clean("ab\xd0\xb0", 4); got != "abа" {
		t.Errorf("not cut: %q", got)
	}
	if got := clean("a\xff\xff\xff\xff\xffb", 5); !strings.HasPrefix(got, "a\uFFFD") {
		t.Errorf("garbage: %q", got)
	}
}

// Each byte of a package, altered, is noticed here or lies in the ZIP's own
// bookkeeping, which only a digest of the whole file covers. The last byte of
// deflated data has bits that say nothing, and the first has some that say it in
// another way.
func TestEveryByteFlipped(t *testing.T) {
	unsigned, _ := sample(t, Options{})
	flip(t, unsigned, 0)
	// Checking a signature costs more than all else, so once is enough for
	// the bytes that are above it.
	signed, _ := sample(t, Options{Key: testKey(t)})
	flip(t, signed, bytes.Index(signed, []byte(packagePath)))
}

func flip(t *testing.T, b []byte, from int) {
	silentByDesign := map[int64]bool{}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	covered := make([]bool, len(b))
	for _, f := range z.File {
		off, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		for i := range int64(f.CompressedSize64) {
			covered[off+i] = true
		}
		if f.Method == zip.Deflate {
			silentByDesign[off], silentByDesign[off+int64(f.CompressedSize64)-1] = true, true
		}
	}
	silent := 0
	for i := from; i < len(b); i++ {
		mask := byte(1) << (i % 8)
		b[i] ^= mask
		if a, err := Open(bytes.NewReader(b), int64(len(b))); err == nil {
			if m, err := a.Main(); err == nil {
				io.Copy(io.Discard, m.Body)
			}
			a.SignerSPKI()
			found := slices.DeleteFunc(a.Verify(t.Context()), func(f Finding) bool { return from == 0 && f.Code == CodeUnsigned })
			if len(found) == 0 {
				silent++
				if covered[i] && !silentByDesign[int64(i)] {
					t.Errorf("byte %d altered by %#x: not noticed", i, mask)
				}
			}
		}
		b[i] ^= mask
	}
	t.Logf("%d bytes, %d of them left to the outer digest", len(b)-from, silent)
}

// pack builds a ZIP by hand.
func pack(t *testing.T, files ...[2]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Store
		name, deflated := strings.CutPrefix(f[0], "deflate:")
		if deflated {
			method = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenRefuses(t *testing.T) {
	ok := [2]string{"archive/data.warc.gz", ""}
	overlap := pack(t, ok, [2]string{"a/b", "0123456789"}, [2]string{"a/c", "0123456789"})
	// Let the directory's entry for a/c point to a/b.
	at := bytes.LastIndex(overlap, []byte("a/c")) - 46
	from := bytes.LastIndex(overlap, []byte("a/b")) - 46
	copy(overlap[at+42:at+46], overlap[from+42:from+46])
	many := make([][2]string, maxEntries+1)
	for i := range many {
		many[i] = [2]string{fmt.Sprint(i), ""}
	}
	for name, b := range map[string][]byte{
		"empty":           nil,
		"no zip":          []byte(strings.Repeat("x", 1000)),
		"no archive":      pack(t, [2]string{"a", "b"}),
		"deflated":        pack(t, [2]string{"deflate:archive/data.warc.gz", "x"}),
		"twice":           pack(t, ok, ok),
		"climbing":        pack(t, ok, [2]string{"../x", ""}),
		"climbing within": pack(t, ok, [2]string{"a/../../x", ""}),
		"absolute":        pack(t, ok, [2]string{"/x", ""}),
		"backslash":       pack(t, ok, [2]string{`a\x`, ""}),
		"control":         pack(t, ok, [2]string{"a\n", ""}),
		"long name":       pack(t, ok, [2]string{strings.Repeat("a", maxName+1), ""}),
		"overlapping":     overlap,
		"too many":        pack(t, many...),
		"bytes before":    append([]byte("hidden"), pack(t, ok)...),
	} {
		_, err := Open(bytes.NewReader(b), int64(len(b)))
		var fe *FormatError
		if !errors.As(err, &fe) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if a := open(t, pack(t, ok)); len(a.Verify(t.Context())) < 2 {
		t.Error("a bare package verifies")
	}
	fault := errors.New("disk")
	b, _ := sample(t, Options{})
	for _, from := range []int64{0, int64(len(b)) / 2} {
		_, err := Open(readerAtFunc(func(p []byte, off int64) (int, error) {
			if off >= from {
				return 0, fault
			}
			return bytes.NewReader(b).ReadAt(p, off)
		}), int64(len(b)))
		if !errors.Is(err, fault) {
			t.Errorf("error of the source: %v", err)
		}
	}
}

type readerAtFunc func(p []byte, off int64) (int, error)

func (f readerAtFunc) ReadAt(p []byte, off int64) (int, error) { return f(p, off) }

// rewrite changes one file of a package, and mends the lists above it as a
// forger without the key would.
func rewrite(t *testing.T, b []byte, path string, change func([]byte) []byte) []byte {
	a := open(t, b)
	content := map[string][]byte{}
	for _, name := range a.names {
		c, err := a.read(name, 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		content[name] = c
	}
	content[path] = change(content[path])
	if path != packagePath {
		var p datapackage
		if err := json.Unmarshal(content[packagePath], &p); err != nil {
			t.Fatal(err)
		}
		for i, r := range p.Resources {
			sum := sha256.Sum256(content[r.Path])
			p.Resources[i].Hash, p.Resources[i].Bytes = warc.Digest(sum), int64(len(content[r.Path]))
		}
		content[packagePath], _ = encodeJSON(p)
	}
	var d packageDigest
	if json.Unmarshal(content[digestPath], &d) == nil && path != digestPath {
		d.Hash = warc.Digest(sha256.Sum256(content[packagePath]))
		content[digestPath], _ = encodeJSON(d)
	}
	var files [][2]string
	for _, name := range a.names {
		files = append(files, [2]string{name, string(content[name])})
	}
	return pack(t, files...)
}

func TestVerifyFindings(t *testing.T) {
	b, _ := sample(t, Options{Key: testKey(t)})
	sub := func(old, new string) func([]byte) []byte {
		return func(c []byte) []byte {
			if !bytes.Contains(c, []byte(old)) {
				t.Fatalf("%q is not there", old)
			}
			return bytes.Replace(c, []byte(old), []byte(new), 1)
		}
	}
	// rewarc writes the WARC anew with one record changed.
	rewarc := func(change func(n int, r *warc.Record)) func([]byte) []byte {
		return func(c []byte) []byte {
			var out bytes.Buffer
			r, w := warc.NewReader(bytes.NewReader(c)), warc.NewWriter(&out)
			for n := 0; ; n++ {
				rec, err := r.Next()
				if err == io.EOF {
					return out.Bytes()
				}
				if err != nil {
					t.Fatal(err)
				}
				change(n, rec)
				if _, err := w.Write(rec, warc.WriteOptions{}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	warcPath := archiveDir + warcName
	for _, c := range []struct {
		name, path string
		change     func([]byte) []byte
		want       string
	}{
		{"list altered", packagePath, sub(`"archiver test"`, `"archiver tost"`), CodeSignature},
		{"list altered alone", packagePath, func(c []byte) []byte { return append(c, ' ') }, CodeSignature},
		{"list no JSON", packagePath, func(c []byte) []byte { return c[:20] }, CodePackageMalformed},
		{"wrong digest of the list", digestPath, sub(`"hash": "sha256:`, `"hash": "sha256:0`), CodePackageDigest},
		{"no signature", digestPath, sub("signedData", "signedDate"), CodeUnsigned},
		{"signature cut", digestPath, sub(`"signature": "`, `"signature": "AAAA`), CodeSignature},
		{"other time", digestPath, sub(`"created": "2020`, `"created": "2021`), CodeCreated},
		{"digest file no JSON", digestPath, func(c []byte) []byte { return nil }, CodeDigestMalformed},
		{"missing file", packagePath, sub("archiver/look.json", "archiver/lock.json"), CodeResourceMissing},
		{"unlisted file", packagePath, sub("archiver/look.json", "archiver/lock.json"), CodeResourceUnlisted},
		{"wrong digest", packagePath, sub(`"hash": "sha256:`, `"hash": "sha256:0`), CodeDigestUnknown},
		{"wrong size", packagePath, sub(`"bytes": `, `"bytes": 1`), CodeResourceDigest},
		{"index line garbled", indexPath, sub(`{"url"`, `["url"`), CodeIndexMalformed},
		{"index points elsewhere", indexPath, sub(`"offset":"`, `"offset":"1`), CodeIndexRecord},
		{"index names another file", indexPath, sub("data.warc.gz", "dota.warc.gz"), CodeIndexRecord},
		{"index tells another date", indexPath, sub("20200221101459", "20200221101458"), CodeIndexMismatch},
		{"index tells another URL", indexPath, sub(`"url":"http://example.com/"`, `"url":"http://www.example.com/"`), CodeIndexMismatch},
		{"index lacks a response", indexPath, func(c []byte) []byte { return c[bytes.IndexByte(c, '\n')+1:] }, CodeIndexMissing},
		{"index out of order", indexPath, func(c []byte) []byte {
			first, rest, _ := bytes.Cut(c, []byte("\n"))
			return append(append(bytes.Clone(rest), first...), '\n')
		}, CodeIndexOrder},
		{"record altered", warcPath, rewarc(func(n int, r *warc.Record) {
			if n == 1 {
				c, _ := io.ReadAll(r.Content)
				r.Content = bytes.NewReader(bytes.Replace(c, []byte("moved"), []byte("loved"), 1))
			}
		}), CodeBlockDigest},
		{"payload altered", warcPath, rewarc(func(n int, r *warc.Record) {
			if n == 1 {
				c, _ := io.ReadAll(r.Content)
				c = bytes.Replace(c, []byte("moved"), []byte("loved"), 1)
				r.Content = bytes.NewReader(c)
				r.Header.Set("WARC-Block-Digest", warc.Digest(sha256.Sum256(c)))
			}
		}), CodePayloadDigest},
		{"member altered", warcPath, rewarc(func(n int, r *warc.Record) { r.Header.Set("WARC-IP-Address", "192.0.2.2") }), CodeIndexDigest},
		{"junk after the last record", warcPath, func(c []byte) []byte { return append(c, "junk"...) }, CodeRecordMalformed},
		{"junk within", warcPath, func(c []byte) []byte { return append([]byte("junk"), c...) }, CodeRecordMalformed},
		{"page garbled", pagesPath, sub(`{"id":`, `{"id"`), CodePagesMalformed},
		{"page of something else", pagesPath, sub("https://www.example.com/", "https://www.example.org/"), CodePageMissing},
	} {
		found := open(t, rewrite(t, b, c.path, c.change)).Verify(t.Context())
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == c.want }) {
			t.Errorf("%s: want %s, got %v", c.name, c.want, found)
		}
	}
	if found := open(t, rewrite(t, b, indexPath, func(b []byte) []byte { return b })).Verify(t.Context()); len(found) > 2 {
		t.Errorf("rewritten and unchanged: %v", found) // mended lists cost the signature alone
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if found := open(t, b).Verify(ctx); !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == CodeUnreadable }) {
		t.Errorf("cancelled: %v", found)
	}
}

func TestLargeBodyInFlatMemory(t *testing.T) {
	const size = 200 << 20
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var peak uint64
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	base, n := mem.HeapAlloc, 0
	watch := func(r io.Reader) io.Reader {
		return readerFunc(func(p []byte) (int, error) {
			if n++; n%512 == 0 {
				runtime.ReadMemStats(&mem)
				peak = max(peak, mem.HeapAlloc)
			}
			return r.Read(p)
		})
	}
	w, err := NewWriter(f, Options{Created: when, Key: testKey(t)})
	if err != nil {
		t.Fatal(err)
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
	body := func() io.Reader { return io.LimitReader(mrand.NewChaCha8([32]byte{}), size) }
	block, payload := sha256.New(), sha256.New()
	io.WriteString(block, head)
	if _, err := io.Copy(io.MultiWriter(block, payload), body()); err != nil {
		t.Fatal(err)
	}
	sum := [32]byte(payload.Sum(nil))
	r := warc.Capture{URL: "http://x/", Date: when}.Response(warc.Block{Content: watch(io.MultiReader(strings.NewReader(head), body())),
		Length: int64(len(head)) + size, SHA256: [32]byte(block.Sum(nil)), PayloadSHA256: &sum})
	if err := w.WriteRecord(r, warc.WriteOptions{Stored: true}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(Page{URL: "http://x/", At: when}); err != nil {
		t.Fatal(err)
	}
	s, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(f, s.Size)
	if err != nil {
		t.Fatal(err)
	}
	if found := a.Verify(t.Context()); len(found) > 0 {
		t.Errorf("findings: %v", found)
	}
	m, err := a.Main()
	if err != nil {
		t.Fatal(err)
	}
	got := sha256.New()
	if _, err := io.Copy(got, watch(m.Body)); err != nil || [32]byte(got.Sum(nil)) != sum {
		t.Errorf("the body is another, %v", err)
	}
	if peak > base+24<<20 {
		t.Errorf("memory grew by %d MiB", (peak-base)>>20)
	}
}

func TestMainWithoutHTTP(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b, Options{Created: when})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WriteRecord(warc.Resource("https://x/a.pdf", when, "application/pdf", []byte("%PDF")), warc.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPage(Page{URL: "https://x/a.pdf", At: when}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	m, err := open(t, b.Bytes()).Main()
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(iotest.OneByteReader(m.Body)); m.Head != nil || string(body) != "%PDF" || err != nil {
		t.Errorf("%v %q, %v", m.Head, body, err)
	}
	if _, err := open(t, pack(t, [2]string{"archive/data.warc.gz", ""})).Main(); !errors.Is(err, ErrNoPage) {
		t.Errorf("no pages: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	b, _ := sample(f, Options{Key: testKey(f)})
	f.Add(b)
	f.Add([]byte("PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		a.SignerSPKI()
		if m, err := a.Main(); err == nil {
			io.Copy(io.Discard, io.LimitReader(m.Body, 1<<20))
		}
		a.Verify(t.Context())
	})
}

// cpu reports the processor time of an operation, which other programs on the
// machine do not stretch as they do the wall's.
func cpu(b *testing.B) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() { b.ReportMetric(float64(used()-before)/1e6/float64(b.N), "cpu-ms/op") }
}

func BenchmarkWritePage(b *testing.B) {
	page := strings.Repeat("<p>The authorities have failed to comply with the obligations.</p>\n", 750)
	jpeg := make([]byte, 8<<10)
	mrand.NewChaCha8([32]byte{}).Read(jpeg)
	blocks := []string{"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page}
	for range 5 {
		blocks = append(blocks, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"+string(jpeg))
	}
	key := testKey(b)
	b.ReportAllocs()
	defer cpu(b)()
	for b.Loop() {
		w, err := NewWriter(io.Discard, Options{Created: when, Key: key, Software: "archiver"})
		if err != nil {
			b.Fatal(err)
		}
		for i, block := range blocks {
			c := warc.Capture{URL: fmt.Sprintf("https://example.com/%d", i), Date: when}
			resp := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), PayloadSHA256: new([32]byte)})
			id := resp.Header.Get("WARC-Record-ID")
			req := "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"
			for _, err := range []error{
				w.WriteRecord(resp, warc.WriteOptions{Stored: i > 0}),
				w.WriteRecord(c.Request(warc.Block{Content: strings.NewReader(req), Length: int64(len(req))}, id), warc.WriteOptions{}),
				w.WriteRecord(warc.Metadata(id, when, "application/json", []byte(`{"duration":1}`)), warc.WriteOptions{}),
			} {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := w.AddPage(Page{URL: "https://example.com/0", At: when, Title: "T", Text: page[:10000]}); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteLarge(b *testing.B) {
	const size = 64 << 20
	body := make([]byte, size)
	mrand.NewChaCha8([32]byte{}).Read(body)
	b.SetBytes(size)
	defer cpu(b)()
	for b.Loop() {
		w, err := NewWriter(io.Discard, Options{Created: when})
		if err != nil {
			b.Fatal(err)
		}
		r := warc.Capture{URL: "http://x/", Date: when}.Response(warc.Block{Content: bytes.NewReader(body), Length: size})
		if err := w.WriteRecord(r, warc.WriteOptions{Stored: true}); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
