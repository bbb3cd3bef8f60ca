package wacz

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"archiver/internal/warc"
)

// Each byte of a package, altered, is noticed here or lies in the ZIP's own
// bookkeeping, which only a digest of the whole file covers. Deflated data that
// says the same in other bits is no alteration of what is kept.
func TestEveryByteFlipped(t *testing.T) {
	unsigned := small(t, Options{})
	flip(t, unsigned, 0)
	// Checking a signature costs more than all else, so once is enough for
	// the bytes that are above it.
	signed := small(t, Options{Key: testKey(t)})
	flip(t, signed, bytes.Index(signed, []byte(packagePath)))
}

// small is a package of one exchange.
func small(t *testing.T, o Options) []byte {
	var b bytes.Buffer
	o.Created = when
	w, err := NewWriter(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	put(t, w, "http://x/", when, "200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", gz(html), warc.WriteOptions{})
	if err := w.AddPage(Page{URL: "http://x/", At: when, Text: "The authorities", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddFile("own/file", strings.NewReader("1")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func contents(t *testing.T, b []byte) map[string][]byte {
	a, all := open(t, b), map[string][]byte{}
	for _, name := range a.names {
		c, err := a.read(name, maxJSON)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = c
	}
	return all
}

func flip(t *testing.T, b []byte, from int) {
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
	}
	want := contents(t, b)
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
				if covered[i] && !maps.EqualFunc(contents(t, b), want, bytes.Equal) {
					t.Errorf("byte %d altered by %#x: not noticed", i, mask)
				}
			}
		}
		b[i] ^= mask
	}
	t.Logf("%d bytes, %d of them left to the outer digest", len(b)-from, silent)
}

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
	// after replaces the n bytes after a mark, with as many.
	after := func(mark, new string) func([]byte) []byte {
		return func(c []byte) []byte {
			i := bytes.Index(c, []byte(mark)) + len(mark)
			return append(append(bytes.Clone(c[:i]), new...), c[i+len(new):]...)
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
		{"other signature", digestPath, after(`"signature": "`, "AAAA"), CodeSignature},
		{"signature cut", digestPath, sub(`"signature": "`, `"signature": "AAAA`), CodeSignature},
		{"other time", digestPath, sub(`"created": "2020`, `"created": "2021`), CodeCreated},
		{"digest file no JSON", digestPath, func(c []byte) []byte { return nil }, CodeDigestMalformed},
		{"missing file", packagePath, sub("archiver/look.json", "archiver/lock.json"), CodeResourceMissing},
		{"unlisted file", packagePath, sub("archiver/look.json", "archiver/lock.json"), CodeResourceUnlisted},
		{"other digest", packagePath, after(`"hash": "sha256:`, "00000000"), CodeResourceDigest},
		{"garbled digest", packagePath, sub(`"hash": "sha256:`, `"hash": "sha256:0`), CodeDigestUnknown},
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
