package verify_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// page is one to capture.
type page struct {
	url        string
	at         time.Time
	body, text string
	gzip, shot bool   // sent packed; with a screenshot
	copied     string // from another archive
	saved      string // by this person: no capture
	unsigned   bool
}

// pixel is a PNG of one pixel.
var pixel, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==")

func (m *maker) pack(p page) []byte { return m.packBy(p, m.capture) }

// packBy captures a page.
func (m *maker) packBy(p page, key *ecdsa.PrivateKey) []byte {
	m.t.Helper()
	if p.unsigned {
		key = nil
	}
	var b bytes.Buffer
	w, err := wacz.NewWriter(&b, wacz.Options{Created: p.at, Software: "archiver published set", Key: key})
	m.ok(err)
	head, sent := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", []byte(p.body)
	if p.gzip {
		head += "Content-Encoding: gzip\r\n"
		sent = gzipOf(sent)
	}
	block := append([]byte(head+"\r\n"), sent...)
	payload := sha256.Sum256(sent)
	c := warc.Capture{URL: p.url, Date: p.at, IP: "192.0.2.1", Protocols: []string{"http/1.1"}}
	status := 200
	if p.saved != "" {
		status = 0
		m.ok(w.WriteRecord(warc.File(p.url, p.at, "text/html", warc.Block{Content: strings.NewReader(p.body), Length: int64(len(p.body)), SHA256: sha256.Sum256([]byte(p.body))}), warc.WriteOptions{}))
	} else {
		m.ok(w.WriteRecord(c.Response(warc.Block{Content: bytes.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256(block), PayloadSHA256: &payload}), warc.WriteOptions{}))
	}
	if p.shot {
		h := warc.Header{}
		for _, f := range [][2]string{{"WARC-Type", "resource"}, {"WARC-Record-ID", warc.NewID()}, {"WARC-Date", warc.Date(p.at)}, {"WARC-Target-URI", "urn:view:" + p.url},
			{"Content-Type", "image/png"}, {"WARC-Block-Digest", warc.Digest(sha256.Sum256(pixel))}, {"WARC-Payload-Digest", warc.Digest(sha256.Sum256(pixel))}} {
			h.Add(f[0], f[1])
		}
		m.ok(w.WriteRecord(&warc.Record{Header: h, Content: bytes.NewReader(pixel), Length: int64(len(pixel))}, warc.WriteOptions{Stored: true}))
	}
	m.ok(w.AddPage(wacz.Page{ID: "page", URL: p.url, At: p.at, Mime: "text/html", Status: status, Text: p.text, Title: "A page", CopiedFrom: p.copied, SavedBy: p.saved}))
	_, err = w.Close()
	m.ok(err)
	return b.Bytes()
}

func gzipOf(b []byte) []byte {
	var z bytes.Buffer
	g := gzip.NewWriter(&z)
	g.Write(b)
	g.Close()
	return z.Bytes()
}

func (m *maker) public(key *ecdsa.PrivateKey) []byte {
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	m.ok(err)
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
}

// part is a file in a package.
type part struct {
	name   string
	method uint16
	data   []byte
}

type parts []part

func (m *maker) unzip(b []byte) (list parts) {
	m.t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	m.ok(err)
	for _, f := range z.File {
		r, err := f.Open()
		m.ok(err)
		data, err := io.ReadAll(r)
		m.ok(err)
		list = append(list, part{f.Name, f.Method, data})
	}
	return list
}

func (m *maker) zip(list parts) []byte {
	m.t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range list {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: p.method, Modified: day})
		m.ok(err)
		_, err = w.Write(p.data)
		m.ok(err)
	}
	m.ok(z.Close())
	return b.Bytes()
}

const (
	dataPart   = "archive/data.warc.gz"
	indexPart  = "indexes/index.cdx"
	pagesPart  = "pages/pages.jsonl"
	packPart   = "datapackage.json"
	digestPart = "datapackage-digest.json"
)

func (l parts) at(name string) *part {
	i := slices.IndexFunc(l, func(p part) bool { return p.name == name })
	return &l[i]
}

func (l *parts) drop(name string) {
	*l = slices.DeleteFunc(*l, func(p part) bool { return p.name == name })
}

// list writes down anew in datapackage.json what the files are, as if they had been
// so when it was sealed.
func (m *maker) relist(l parts) parts {
	m.t.Helper()
	var p map[string]any
	m.ok(json.Unmarshal(l.at(packPart).data, &p))
	for _, r := range p["resources"].([]any) {
		r := r.(map[string]any)
		if i := slices.IndexFunc(l, func(x part) bool { return x.name == r["path"] }); i >= 0 {
			r["hash"], r["bytes"] = "sha256:"+sumOf(l[i].data), len(l[i].data)
		}
	}
	var err error
	l.at(packPart).data, err = json.MarshalIndent(p, "", "  ")
	m.ok(err)
	return l
}

// seal signs what datapackage.json is now.
func (m *maker) seal(l parts) parts {
	m.t.Helper()
	var d map[string]any
	m.ok(json.Unmarshal(l.at(digestPart).data, &d))
	hash := "sha256:" + sumOf(l.at(packPart).data)
	d["hash"] = hash
	s := d["signedData"].(map[string]any)
	s["hash"], s["signature"] = hash, m.signature(m.capture, hash)
	var err error
	l.at(digestPart).data, err = json.MarshalIndent(d, "", "  ")
	m.ok(err)
	return l
}

func (m *maker) signature(key *ecdsa.PrivateKey, message string) string {
	sum := sha256.Sum256([]byte(message))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	m.ok(err)
	return base64.StdEncoding.EncodeToString(append(r.FillBytes(make([]byte, 48)), s.FillBytes(make([]byte, 48))...))
}

// record changes the one record of a package without a screenshot, and has the
// index and datapackage.json fit it.
func (m *maker) record(l parts, change func([]byte) []byte) parts {
	m.t.Helper()
	data := l.at(dataPart)
	z, err := gzip.NewReader(bytes.NewReader(data.data))
	m.ok(err)
	raw, err := io.ReadAll(z)
	m.ok(err)
	data.data = gzipOf(change(raw))
	index := l.at(indexPart)
	index.data = regexp.MustCompile(`"length":"[0-9]+"`).ReplaceAll(index.data, fmt.Appendf(nil, `"length":"%d"`, len(data.data)))
	index.data = regexp.MustCompile(`"recordDigest":"[^"]+"`).ReplaceAll(index.data, fmt.Appendf(nil, `"recordDigest":"sha256:%s"`, sumOf(data.data)))
	return m.seal(m.relist(l))
}

type snapshotCase struct {
	name, what string
	change     func(l *parts)           // of a good one
	raw        func(good []byte) []byte // instead
}

// broken gives the package of a case.
func (m *maker) broken(name string) []byte {
	m.t.Helper()
	// The same good one each time: the smallest that is published.
	good := m.goodSnapshot()
	for _, c := range m.snapshotCases() {
		if c.name != name {
			continue
		}
		if c.raw != nil {
			return c.raw(good)
		}
		l := m.unzip(good)
		c.change(&l)
		return m.zip(l)
	}
	m.t.Fatalf("no case %s", name)
	return nil
}

func (m *maker) goodSnapshot() []byte {
	dir := "snapshots/good/plain"
	b, err := os.ReadFile(filepath.Join(published, dir, "snapshot.wacz"))
	if err != nil {
		p := page{url: "https://example.org/plain", at: day, body: "<p>It says so.", text: "It says so."}
		b = m.pack(p)
		m.snapshotCase(dir, "One page, one record", b)
	}
	return b
}

func (m *maker) snapshotCase(dir, what string, data []byte) {
	m.t.Helper()
	folder := m.t.TempDir()
	m.ok(os.WriteFile(filepath.Join(folder, "snapshot.wacz"), data, 0o644))
	m.write(dir, what, "", folder, nil)
}

func (m *maker) snapshots() {
	m.goodSnapshot()
	for name, c := range map[string]struct {
		what string
		p    page
	}{
		"screenshot": {"A page with a screenshot", page{body: "<p>It says so.", text: "It says so.", shot: true}},
		"packed":     {"A page that was sent with gzip: the payload's digest is of what was sent", page{body: "<p>It says so.", text: "It says so.", gzip: true}},
		"copied":     {"The copy that another archive had of a page", page{body: "<p>It says so.", text: "It says so.", copied: "web.archive.example"}},
		"saved":      {"The copy that a person saved of a page: a record of the kind resource", page{body: "<p>It says so.", text: "It says so.", saved: "Anna"}},
		"empty-page": {"A page with no bytes", page{}},
	} {
		if dir := "snapshots/good/" + name; !m.has(dir) {
			c.p.url, c.p.at = "https://example.org/"+name, day
			m.snapshotCase(dir, c.what, m.pack(c.p))
		}
	}
	for _, c := range m.snapshotCases() {
		if dir := "snapshots/bad/" + c.name; !m.has(dir) {
			m.snapshotCase(dir, c.what, m.broken(c.name))
		}
	}
}

func (m *maker) snapshotCases() []snapshotCase {
	set := func(name string, change func([]byte) []byte) func(*parts) {
		return func(l *parts) { p := l.at(name); p.data = change(bytes.Clone(p.data)) }
	}
	sealed := func(change func(*parts)) func(*parts) { // as if it had been so from the beginning
		return func(l *parts) { change(l); m.seal(m.relist(*l)) }
	}
	rec := func(change func([]byte) []byte) func(*parts) { return func(l *parts) { m.record(*l, change) } }
	garbage := func([]byte) []byte { return []byte("garbage") }
	flip := func(at int) func([]byte) []byte {
		return func(b []byte) []byte { b[(at+len(b))%len(b)] ^= 1; return b }
	}
	digest := func(change func(d, s map[string]any)) func(*parts) {
		return set(digestPart, func(b []byte) []byte {
			var d map[string]any
			m.ok(json.Unmarshal(b, &d))
			s, _ := d["signedData"].(map[string]any)
			change(d, s)
			b, err := json.MarshalIndent(d, "", "  ")
			m.ok(err)
			return b
		})
	}
	add := func(name string, method uint16, data []byte) func(*parts) {
		return func(l *parts) { *l = append(*l, part{name, method, data}) }
	}
	return []snapshotCase{
		// No package, or one made to deceive.
		{name: "format-no-zip", what: "It is no ZIP file", raw: garbage},
		{name: "format-empty", what: "It is empty", raw: func([]byte) []byte { return nil }},
		{name: "format-cut", what: "Its second half is gone", raw: func(b []byte) []byte { return b[:len(b)/2] }},
		{name: "format-prefixed", what: "Something stands before the first file of the ZIP", raw: func(b []byte) []byte { return append([]byte("#!/bin/sh\nrm -rf /\n"), b...) }},
		{name: "format-no-warc", what: "It holds no WARC file", change: func(l *parts) { l.drop(dataPart) }},
		{name: "format-twice", what: "A file is there twice", change: add(pagesPart, zip.Store, []byte("{}\n"))},
		{name: "format-climbing-name", what: "A file is called ../../evil", change: add("../../evil", zip.Store, []byte("x"))},
		{name: "format-absolute-name", what: "A file is called /etc/evil", change: add("/etc/evil", zip.Store, []byte("x"))},
		{name: "format-backslash-name", what: "A file is called ..\\evil", change: add("..\\evil", zip.Store, []byte("x"))},
		{name: "format-packed-warc", what: "The WARC file is compressed again, so that no record can be read in place", change: func(l *parts) { l.at(dataPart).method = zip.Deflate }},
		{name: "format-overlap", what: "Two files of the ZIP are the same bytes, as in a bomb of ZIP files", raw: m.overlap},
		// datapackage.json and its digest.
		{name: "package-malformed", what: "datapackage.json is no JSON", change: set(packPart, garbage)},
		{name: "package-malformed-missing", what: "datapackage.json is gone", change: func(l *parts) { l.drop(packPart) }},
		{name: "package-malformed-twice", what: "datapackage.json lists a file twice, and is signed so", change: func(l *parts) {
			p := l.at(packPart)
			entry := regexp.MustCompile(`(?s)\{[^{}]*"indexes/index.cdx"[^{}]*\}`).Find(p.data)
			p.data = bytes.Replace(p.data, entry, append(append(bytes.Clone(entry), ','), entry...), 1)
			m.seal(*l)
		}},
		{name: "digest-malformed", what: "datapackage-digest.json is no JSON", change: set(digestPart, garbage)},
		{name: "digest-malformed-missing", what: "datapackage-digest.json is gone", change: func(l *parts) { l.drop(digestPart) }},
		{name: "package-digest", what: "datapackage.json has one space more than was signed", change: set(packPart, func(b []byte) []byte { return append(b, ' ') })},
		{name: "unsigned", what: "There is no signature", change: digest(func(d, _ map[string]any) { delete(d, "signedData") })},
		{name: "signature", what: "The signature is another one", change: digest(func(d, s map[string]any) { s["signature"] = m.signature(m.capture, "sha256:"+sumOf(nil)) })},
		{name: "signature-other-key", what: "It is signed with another key than the one that it names", change: digest(func(d, s map[string]any) { s["signature"] = m.signature(m.other, d["hash"].(string)) })},
		{name: "signature-other-hash", what: "What is signed is another hash than that of datapackage.json", change: digest(func(d, s map[string]any) {
			s["hash"] = "sha256:" + sumOf(nil)
			s["signature"] = m.signature(m.capture, "sha256:"+sumOf(nil))
		})},
		{name: "signature-domain", what: "It says to be signed for a domain, which is a signature of another kind", change: digest(func(_, s map[string]any) { s["domain"] = "example.org" })},
		{name: "created", what: "The two files disagree on when it was made", change: digest(func(_, s map[string]any) { s["created"] = "2019-01-01T00:00:00Z" })},
		// The files that it lists.
		{name: "resource-missing", what: "A file that is listed is gone", change: func(l *parts) { l.drop(pagesPart) }},
		{name: "resource-unlisted", what: "A file is there that is not listed", change: add("archive/more.txt", zip.Store, []byte("x"))},
		{name: "resource-digest", what: "The text of the page was changed after it was sealed", change: set(pagesPart, replace("It says so.", "It said so."))},
		{name: "resource-digest-byte", what: "One bit of the WARC file is another", change: set(dataPart, flip(100))},
		{name: "resource-digest-bomb", what: "A listed file unpacks to 64 MiB more than is listed", change: set(pagesPart, func(b []byte) []byte { return append(b, make([]byte, 64<<20)...) })},
		{name: "resource-digest-size", what: "A file is longer than is listed, by a line that is empty", change: set(indexPart, func(b []byte) []byte { return append(b, '\n') })},
		// The index.
		{name: "index-malformed", what: "A line of the index is garbage, and was sealed so", change: sealed(set(indexPart, func(b []byte) []byte { return append(b, "zz garbage\n"...) }))},
		{name: "index-order", what: "The lines of the index are not in order", change: sealed(set(indexPart, func(b []byte) []byte {
			return append(b, bytes.Replace(b, []byte("org,example)"), []byte("com,example)"), 1)...)
		}))},
		{name: "index-record", what: "The index points to where no record begins", change: sealed(set(indexPart, replace(`"offset":"0"`, `"offset":"7"`)))},
		{name: "index-record-outside", what: "The index points far beyond the end of the file", change: sealed(set(indexPart, replace(`"offset":"0"`, `"offset":"900000000000"`)))},
		{name: "index-record-other-file", what: "The index names a file that is not there", change: sealed(set(indexPart, replace(`"filename":"data.warc.gz"`, `"filename":"../../etc/passwd"`)))},
		{name: "index-digest", what: "The index has another digest than the record", change: sealed(set(indexPart, func(b []byte) []byte {
			return regexp.MustCompile(`"recordDigest":"[^"]+"`).ReplaceAll(b, []byte(`"recordDigest":"sha256:`+sumOf(nil)+`"`))
		}))},
		{name: "index-mismatch", what: "The index has another address than the record", change: sealed(set(indexPart, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("/plain"), []byte("/other")) }))},
		{name: "index-mismatch-time", what: "The index has another time than the record", change: sealed(set(indexPart, replace("20200221101500", "20190221101500")))},
		{name: "index-missing", what: "The index does not list the record", change: sealed(set(indexPart, func([]byte) []byte { return nil }))},
		// Records.
		{name: "record-malformed", what: "What should be a record is none", change: rec(func([]byte) []byte { return []byte("garbage\r\n\r\n") })},
		{name: "record-malformed-length", what: "A record says to be of 8 EiB", change: rec(func(b []byte) []byte {
			return regexp.MustCompile(`Content-Length: [0-9]+`).ReplaceAll(b, []byte("Content-Length: 9223372036854775807"))
		})},
		{name: "record-malformed-negative", what: "A record says to be of a length below zero", change: rec(func(b []byte) []byte {
			return regexp.MustCompile(`Content-Length: [0-9]+`).ReplaceAll(b, []byte("Content-Length: -1"))
		})},
		{name: "record-malformed-header", what: "A record with a header of 300,000 bytes", change: rec(func(b []byte) []byte {
			return bytes.Replace(b, []byte("WARC-Type:"), []byte("X-Long: "+strings.Repeat("x", 300_000)+"\r\nWARC-Type:"), 1)
		})},
		{name: "block-digest", what: "A record was changed before it was sealed: the digest of its block does not hold", change: rec(func(b []byte) []byte {
			return regexp.MustCompile(`WARC-Block-Digest: sha256:[0-9a-f]+`).ReplaceAll(b, []byte("WARC-Block-Digest: sha256:"+sumOf(nil)))
		})},
		{name: "payload-digest", what: "A record whose page is another than its digests say", change: rec(replace("<p>It says so.", "<p>It says no."))},
		{name: "digest-unknown", what: "A digest of a kind that nobody knows", change: rec(func(b []byte) []byte {
			return regexp.MustCompile(`WARC-Block-Digest: sha256:`).ReplaceAll(b, []byte("WARC-Block-Digest: crc9:"))
		})},
		// Pages.
		{name: "pages-malformed", what: "A line of the pages is garbage, and was sealed so", change: sealed(set(pagesPart, func(b []byte) []byte { return append(b, "garbage\n"...) }))},
		{name: "page-missing", what: "A page of which there is no record", change: sealed(set(pagesPart, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("/plain"), []byte("/other")) }))},
	}
}

// overlap has the directory of a ZIP name one file's bytes twice.
func (m *maker) overlap(good []byte) []byte {
	z := m.zip(append(m.unzip(good), part{"extra.txt", zip.Store, []byte("x")}))
	// The last entry of the directory points to the first file.
	i := bytes.LastIndex(z, []byte("PK\x01\x02"))
	copy(z[i+42:i+46], []byte{0, 0, 0, 0})
	return z
}
