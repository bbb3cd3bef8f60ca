package wacz

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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

func TestWriteOpen(t *testing.T) { // raced
	b, sum := sample(t, Options{Key: testKey(t), Title: "T"})
	if sum.SHA256 != sha256.Sum256(b) || sum.Size != int64(len(b)) {
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

// TestAngleBrackets: a URL may end in one, and is found by it; those that some
// programs write around a URL are no part of it.
func TestAngleBrackets(t *testing.T) {
	for _, url := range []string{"https://example.com/a>", "https://example.com/?q=%3Ca>>", "https://example.com/<b>"} {
		for _, around := range []string{url, "<" + url + ">"} {
			var b bytes.Buffer
			w, err := NewWriter(&b, Options{Created: when, Software: "archiver test", Key: testKey(t)})
			if err != nil {
				t.Fatal(err)
			}
			const block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
			payload := sha256.Sum256([]byte(html))
			c := warc.Capture{URL: around, Date: when}
			rec := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &payload})
			if err := w.WriteRecord(rec, warc.WriteOptions{}); err != nil {
				t.Fatal(err)
			}
			if err := w.AddPage(Page{URL: url, At: when, Mime: "text/html", Status: 200}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Close(); err != nil {
				t.Fatal(err)
			}
			a := open(t, b.Bytes())
			if f := a.Verify(t.Context()); len(f) > 0 {
				t.Errorf("%s: %+v", around, f)
			}
			if index := a.Index(); len(index) != 1 || index[0].URL != warc.URI(url) {
				t.Errorf("%s is listed as %+v", around, index)
			}
		}
	}
}
