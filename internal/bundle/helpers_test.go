package bundle

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/tsa"
	"archiver/internal/wacz"
	"archiver/internal/warc"
	"archiver/internal/webtest/authority"
)

var day = time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC)

// world is an archive with a few sources, and what else logs hold.
type world struct {
	t     *testing.T
	dir   string
	st    store.Store
	log   *ledger.Log
	key   *ecdsa.PrivateKey
	roots []*x509.Certificate
	index map[string]int64 // of the snapshot, by URL
	now   time.Time        // of records
}

const (
	pageURL   = "https://example.org/page?a=1&b=<2>&c"
	pdfURL    = "https://example.org/paper.pdf"
	brURL     = "https://example.org/packed"
	copyURL   = "https://gone.example/old"
	secretURL = "https://secret.example/other-source"
	goneURL   = "https://example.org/never"
)

func newWorld(t *testing.T) *world {
	w := &world{t: t, dir: filepath.Join(t.TempDir(), "archive"), index: map[string]int64{}, now: day}
	st, err := store.NewFS(w.dir)
	w.ok(err)
	w.st = st
	skey, _, err := ledger.GenerateKey("example.org/archive")
	w.ok(err)
	w.log, err = ledger.Open(t.Context(), ledger.Config{Store: st, Head: ledger.FileHead(filepath.Join(filepath.Dir(w.dir), "log.head")), SignerKey: skey})
	w.ok(err)
	w.key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	w.ok(err)
	spki, err := x509.MarshalPKIXPublicKey(&w.key.PublicKey)
	w.ok(err)
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	w.put("keys/capture.pub", pub)
	w.add(ledger.KindKey, ledger.KeyRecord{Use: "capture", Object: "keys/capture.pub", SHA256: sum(pub)})
	return w
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func (w *world) put(key string, data []byte) {
	w.t.Helper()
	w.ok(w.st.Create(w.t.Context(), key, bytes.NewReader(data), int64(len(data))))
}

func (w *world) add(kind string, body any) int64 {
	w.t.Helper()
	b, err := w.log.Append(w.t.Context(), ledger.Record{Kind: kind, At: w.now, Body: body})
	w.ok(err)
	return b.First
}

// source is a page to capture.
type source struct {
	url, head, kind string
	body, sent      []byte // as it is, and as it is sent
	text            string
	shot            []byte
	copied          bool
	given           *wacz.Given // a WARC file of others beside it
}

func (w *world) capture(s source) {
	w.t.Helper()
	var b bytes.Buffer
	z, err := wacz.NewWriter(&b, wacz.Options{Created: day, Software: "test", Key: w.key})
	w.ok(err)
	block := append([]byte(s.head+"\r\n\r\n"), s.sent...)
	payload := sha256.Sum256(s.sent)
	if strings.Contains(s.head, "chunked") {
		payload = sha256.Sum256(unchunked(s.sent))
	}
	c := warc.Capture{URL: s.url, Date: day}
	w.ok(z.WriteRecord(c.Response(warc.Block{Content: bytes.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256(block), PayloadSHA256: &payload}), warc.WriteOptions{}))
	request := []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
	w.ok(z.WriteRecord(c.Request(warc.Block{Content: bytes.NewReader(request), Length: int64(len(request)), SHA256: sha256.Sum256(request)}, ""), warc.WriteOptions{}))
	if s.shot != nil {
		h := warc.Header{}
		h.Add("WARC-Type", "resource")
		h.Add("WARC-Record-ID", warc.NewID())
		h.Add("WARC-Date", warc.Date(day))
		h.Add("WARC-Target-URI", "urn:view:"+warc.URI(s.url))
		h.Add("Content-Type", "image/png")
		h.Add("WARC-Block-Digest", warc.Digest(sha256.Sum256(s.shot)))
		h.Add("WARC-Payload-Digest", warc.Digest(sha256.Sum256(s.shot)))
		w.ok(z.WriteRecord(&warc.Record{Header: h, Content: bytes.NewReader(s.shot), Length: int64(len(s.shot))}, warc.WriteOptions{Stored: true}))
	}
	if s.given != nil {
		w.ok(z.AddGiven(s.given))
	}
	p := wacz.Page{URL: s.url, At: day, Mime: "text/html", Status: 200, Text: s.text, Title: "A page"}
	if s.copied {
		p.CopiedFrom = "web.archive.example"
	}
	w.ok(z.AddPage(p))
	_, err = z.Close()
	w.ok(err)
	r := ledger.SnapshotRecord{URL: s.url, CapturedAt: day, Object: "snapshots/example.org/" + sum([]byte(s.url))[:12] + "/20200221101500.wacz", SHA256: sum(b.Bytes()),
		Bytes: int64(b.Len()), Class: "source", Status: 200, ContentType: "text/html; charset=utf-8", Kind: s.kind, PayloadSHA256: sum(s.body), Verdict: "ok",
		Reason: "first-seen", Collector: ledger.Collector{Software: "archiver test", UserAgent: "Mozilla/5.0 <b>", ServerIP: "192.0.2.1", TLS: "verified"}}
	if s.kind == "pdf" {
		r.ContentType = "application/pdf"
	}
	if s.copied {
		r.Provenance = &ledger.Provenance{Kind: "wayback", Service: "https://web.archive.example", Memento: "https://web.archive.example/web/2020id_/" + s.url, MementoAt: day, Retrieved: day}
	}
	w.put(r.Object, b.Bytes())
	w.index[s.url] = w.add(ledger.KindSnapshot, r)
}

func gzipped(b []byte) []byte {
	var z bytes.Buffer
	g := gzip.NewWriter(&z)
	g.Write(b)
	g.Close()
	return z.Bytes()
}

func brotlied(b []byte) []byte {
	var z bytes.Buffer
	g := brotli.NewWriter(&z)
	g.Write(b)
	g.Close()
	return z.Bytes()
}

func chunked(b []byte) []byte {
	half := len(b) / 2
	return fmt.Appendf(nil, "%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", half, b[:half], len(b)-half, b[half:])
}

func unchunked(b []byte) []byte {
	var out []byte
	for {
		size, rest, _ := bytes.Cut(b, []byte("\r\n"))
		var n int
		fmt.Sscanf(string(size), "%x", &n)
		if n == 0 || len(rest) < n+2 { // or it is cut off
			return append(out, rest[:min(n, len(rest))]...)
		}
		out, b = append(out, rest[:n]...), rest[n+2:]
	}
}

// fill logs sources of several kinds, and records about them and about others.
func (w *world) fill() {
	page := []byte("<html><title>A page</title><script>alert(1)</script><p>The lake is clean.</p></html>")
	w.capture(source{url: pageURL, head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", kind: "html",
		body: page, sent: chunked(gzipped(page)), text: "The lake is clean.\nIt is — «чисто».", shot: []byte("\x89PNG\r\n\x1a\n not really")})
	w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 200, Verdict: "ok", Reason: "same", Command: "run", Judged: []ledger.Judged{{For: []string{"lake/3"}, Verdict: "ok"}}})
	w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 200, Verdict: "changed", Reason: "edited", Command: "run",
		Judged: []ledger.Judged{{For: []string{"lake/3"}, Verdict: "ok"}, {For: []string{"hidden-report/8"}, Verdict: "ok"}}})
	w.add(ledger.KindQuote, ledger.QuoteRecord{For: "lake/3", URL: pageURL, Text: "The lake is <clean>."})
	w.add(ledger.KindAcceptance, ledger.AcceptRecord{For: "hidden-report/8", URL: pageURL, Verdict: "dead", Why: "hidden words"})
	w.add(ledger.KindAcceptance, ledger.AcceptRecord{For: "lake/3", URL: pageURL, Verdict: "changed", Reason: "edited", Why: "seen & known"})
	pdf := []byte("%PDF-1.7 or something like it")
	w.capture(source{url: pdfURL, head: "HTTP/1.1 200 OK\r\nContent-Type: application/pdf", kind: "pdf", body: pdf, sent: pdf})
	w.capture(source{url: secretURL, head: "HTTP/1.1 200 OK", kind: "html", body: page, sent: page, text: "secret text"})
	packed := bytes.Repeat([]byte("<p>packed</p>"), 50)
	w.capture(source{url: brURL, head: "HTTP/1.1 200 OK\r\nContent-Encoding: br", kind: "html", body: packed, sent: brotlied(packed), text: "packed"})
	w.capture(source{url: copyURL, head: "HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Encoding: gzip", kind: "html", body: page, sent: gzipped(page), text: "The lake is clean.", copied: true})
	w.add(ledger.KindAudit, ledger.AuditRecord{Command: "verify", Level: "all", Slices: allSlices(), Size: 11, Snapshots: 5, Complete: true})
	w.add(ledger.KindAudit, ledger.AuditRecord{Command: "verify", Level: "all", Slices: allSlices(), Size: 11, Snapshots: 5, Complete: true,
		Findings: []ledger.AuditFinding{{Code: "snapshot-altered", Object: "snapshots/secret.example/x.wacz"}}})
}

func allSlices() (list []int) {
	for i := range ledger.AuditSlices {
		list = append(list, i)
	}
	return list
}

// stamp has the newest checkpoint stamped by an authority and cosigned by a
// witness, and goes on.
func (w *world) stamp() {
	w.t.Helper()
	ctx := w.t.Context()
	witness, name := w.witness("witness.example", true)
	size, cp := w.newest()
	var records []ledger.Record
	for _, o := range []authority.Options{{Name: "Good Clock"}, {Name: "Other", RSA: true, LeafOnly: true}} {
		a := authority.Start(w.t, o)
		records = append(records, w.token(a, size, strings.ReplaceAll(o.Name, " ", "-"), cp))
		w.roots = append(w.roots, a.Root)
	}
	w.cosign(witness, name, size, cp)
	_, err := w.log.Append(ctx, records...)
	w.ok(err)
	w.add(ledger.KindObservation, ledger.ObservationRecord{URL: pageURL, Status: 404, Verdict: "dead", Reason: "http-404", Command: "check"})
}

// newest is the newest checkpoint.
func (w *world) newest() (size int64, cp []byte) {
	w.t.Helper()
	r, err := ledger.OpenReader(w.t.Context(), w.st)
	w.ok(err)
	return r.Size(), r.Checkpoint()
}

// token puts an authority's token into the archive, and gives the record of it.
func (w *world) token(a *authority.Authority, size int64, name string, cp []byte) ledger.Record {
	w.t.Helper()
	answer, err := tsa.Request(w.t.Context(), nil, a.URL, cp)
	w.ok(err)
	tok, err := tsa.Verify(answer.TSR, cp, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}, Chain: []*x509.Certificate{a.Intermediate}, Nonce: answer.Nonce})
	w.ok(err)
	base := fmt.Sprintf("log/timestamps/%d/%s", size, name)
	chain := tsa.EncodeChain(tok.Chain)
	w.put(base+".tsr", answer.TSR)
	w.put(base+".pem", chain)
	return ledger.Record{Kind: ledger.KindTimestamp, At: w.now, Body: ledger.TimestampRecord{Size: size, Checkpoint: fmt.Sprintf("log/checkpoints/%d", size),
		Authority: a.URL, Object: base + ".tsr", SHA256: sum(answer.TSR), Chain: base + ".pem", ChainSHA256: sum(chain), Time: tok.Time.Truncate(time.Millisecond)}}
}

// witness makes a witness's key and puts it in the archive.
func (w *world) witness(owner string, logged bool) (signer note.Signer, name string) {
	w.t.Helper()
	skey, vkey, err := note.GenerateKey(rand.Reader, owner)
	w.ok(err)
	signer, err = fnote.NewSignerForCosignatureV1(skey)
	w.ok(err)
	wkey, err := fnote.VKeyToCosignatureV1(vkey)
	w.ok(err)
	return signer, w.knownAs(owner, wkey, logged)
}

// knownAs puts a witness's key in the archive.
func (w *world) knownAs(owner, wkey string, logged bool) (name string) {
	w.t.Helper()
	v, err := fnote.NewVerifierForCosignatureV1(wkey)
	w.ok(err)
	name = fmt.Sprintf("%s-%08x", owner, v.KeyHash())
	if logged {
		w.add(ledger.KindKey, ledger.KeyRecord{Use: "witness", Object: ledger.WitnessKeyOf(name), SHA256: sum([]byte(wkey + "\n"))})
	}
	w.put(ledger.WitnessKeyOf(name), []byte(wkey+"\n"))
	return name
}

// cosign has a witness sign a checkpoint.
func (w *world) cosign(signer note.Signer, name string, size int64, cp []byte) {
	w.t.Helper()
	text, _, _ := bytes.Cut(cp, []byte("\n\n"))
	signed, err := note.Sign(&note.Note{Text: string(text) + "\n"}, signer)
	w.ok(err)
	_, line, _ := bytes.Cut(signed, []byte("\n\n"))
	w.put(fmt.Sprintf("log/witnesses/%d/%s", size, name), append(bytes.Clone(cp), line...))
}

func (w *world) cite(ref, url string) Citation {
	c := Citation{Ref: ref, Footnote: ref, Text: "See <b>" + url + "</b>", URL: url, Claims: []string{"They say <i>so</i>."}, Quotes: []Quote{{Text: "The lake is clean.", State: "stands"}}, State: "ok same", LogIndex: -1}
	if i, ok := w.index[url]; ok {
		c.LogIndex = i
	}
	return c
}

func (w *world) job(whole bool, cites ...Citation) Job {
	return Job{Report: Report{ID: "lake", Title: "Clear <water>", Published: day}, Whole: whole, Citations: cites, Software: "archiver test", Now: day, Key: w.key}
}

// export writes a bundle into a new folder.
func (w *world) export(job Job) (string, *Written) {
	w.t.Helper()
	dir := filepath.Join(w.t.TempDir(), "bundle")
	got, err := Write(w.t.Context(), w.st, dir, job)
	w.ok(err)
	return dir, got
}

func check(t testing.TB, dir string, roots ...*x509.Certificate) *Result {
	t.Helper()
	r, err := Check(context.Background(), dir, CheckOptions{Roots: roots, Software: "archiver test"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func names(t testing.TB, dir string) (list []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func load(t testing.TB, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func save(t testing.TB, dir, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// resum writes SHA256SUMS anew, as whoever altered a bundle would.
func resum(t testing.TB, dir string) {
	t.Helper()
	sums, err := walk(context.Background(), dir, nil, func(string, string) {})
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir, sumsName, sumsOf(sums))
}

func copyOf(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "bundle")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// edit changes a JSON file of a bundle.
func edit[T any](t testing.TB, dir, name string, change func(*T)) {
	t.Helper()
	var v T
	if err := json.Unmarshal(load(t, dir, name), &v); err != nil {
		t.Fatal(err)
	}
	change(&v)
	b, err := encodeJSON(v)
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir, name, b)
}
