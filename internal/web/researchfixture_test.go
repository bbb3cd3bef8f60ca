package web

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
	"archiver/internal/visual"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// study is a Backend over a real catalog, real packages in a real folder, and real
// manifests. What only the floors above can tell, a proof, is as a test sets it.
type study struct {
	Backend
	t        testing.TB
	dir      string
	store    *store.FS
	catalog  *catalog.Catalog
	sources  string
	size     int64
	proof    *contract.Proof
	found    *Found
	bundled  time.Time // of which Bundle was asked last
	searched []Query
	fail     error
	key      *ecdsa.PrivateKey
	cert     string
}

const studyKZ = `id: kz-2020
title: Kazakhstan & the <b>Parliament</b>
published: 2020-02-20
footnotes:
  - number: 27
    text: two
    claims: ["The court sat for 14 days."]
    citations:
      - url: https://court.example/ruling
        quotes: ["the court sat for 14 days in March", "a line that never stood there at all in any year"]
      - url: https://press.example/a
  - number: 3
    text: a PDF
    citations:
      - url: https://ohchr.example/report.pdf
        quotes: ["no remedy was given"]
`

const studyHR = `id: hr-2021
title: حقوق الإنسان ABC
published: 2021-01-01
footnotes:
  - number: 27
    text: same source
    citations:
      - url: https://court.example/ruling
  - number: x/y
    text: hostile
    citations:
      - url: https://evil.example/?q=%3Cscript%3Ealert(1)%3C/script%3E
`

const (
	urlCourt = "https://court.example/ruling"
	urlPress = "https://press.example/a"
	urlPDF   = "https://ohchr.example/report.pdf"
	urlEvil  = "https://evil.example/?q=%3Cscript%3Ealert(1)%3C/script%3E"
)

func newStudy(t testing.TB) *study {
	dir := t.TempDir()
	d := &study{t: t, dir: filepath.Join(dir, "archive"), sources: filepath.Join(dir, "sources"), proof: &contract.Proof{}, found: &Found{}}
	var err error
	if d.store, err = store.NewFS(d.dir); err != nil {
		t.Fatal(err)
	}
	if d.catalog, err = catalog.Open(t.Context(), filepath.Join(dir, "catalog.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.catalog.Close(); d.store.Close() })
	if d.key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "court.example"}, NotBefore: studyDay("2020-01-01"), NotAfter: studyDay("2021-01-01")}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, d.key.Public(), d.key)
	if err != nil {
		t.Fatal(err)
	}
	d.cert = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	if err := os.Mkdir(d.sources, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"kz-2020": studyKZ, "hr-2021": studyHR} {
		if err := os.WriteFile(filepath.Join(d.sources, name+".yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func studyDay(s string) time.Time {
	t, err := source.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return t
}

// studyCapture is a snapshot to be made.
type studyCapture struct {
	url, at, title, text string
	class, kind          string
	final                string
	server               string
	picture              bool
	provenance           *catalog.Provenance
	verdict              [2]string
}

// take packs a snapshot, stores it and lists it.
func (d *study) take(c studyCapture) catalog.Snapshot {
	d.t.Helper()
	at := studyDay(c.at).Add(123 * time.Millisecond)
	var b bytes.Buffer
	w, err := wacz.NewWriter(&b, wacz.Options{Created: at, Software: "archiver test", Key: d.key})
	if err != nil {
		d.t.Fatal(err)
	}
	body := "<html><title>x</title><body>" + c.text
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: " + c.server + "\r\n\r\n" + body
	payload := sha256.Sum256([]byte(body))
	exchange := warc.Capture{URL: c.url, Date: at, IP: "192.0.2.7", Protocols: []string{"http/1.1", "tls/1.3"}, CipherSuite: "TLS_AES_128_GCM_SHA256"}
	response := exchange.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &payload})
	id := response.Header.Get("WARC-Record-ID")
	request := "GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 (compatible; archiver/1)\r\n\r\n"
	noted, err := json.Marshal(map[string]string{"certificates_pem": d.cert})
	if err != nil {
		d.t.Fatal(err)
	}
	records := []*warc.Record{response,
		exchange.Request(warc.Block{Content: strings.NewReader(request), Length: int64(len(request)), SHA256: sha256.Sum256([]byte(request))}, id),
		warc.Metadata(id, at, "application/json", noted)}
	if c.picture {
		records = append(records, warc.Resource(wacz.ViewURI("view", c.url), at, "image/png", studyPicture(c.text)),
			warc.Resource(wacz.ViewURI("pageinfo", c.url), at, "application/json", []byte(`{"browser":"Chromium","cut":["height"],"actions":[{"kind":"scroll","n":3}]}`)))
	}
	for _, r := range records {
		if err := w.WriteRecord(r, warc.WriteOptions{}); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := w.AddPage(wacz.Page{URL: c.url, Title: c.title, At: at, Text: c.text, Mime: "text/html", Status: 200}); err != nil {
		d.t.Fatal(err)
	}
	sum, err := w.Close()
	if err != nil {
		d.t.Fatal(err)
	}
	s := catalog.Snapshot{SourceID: source.ID(c.url), CapturedAt: at, Object: source.ObjectKey(c.url, at), SHA256: hex.EncodeToString(sum.SHA256[:]), Bytes: sum.Size,
		Class: c.class, Status: 200, FinalURL: c.final, ContentType: "text/html", Kind: c.kind, PayloadSHA256: hex.EncodeToString(payload[:]),
		Verdict: c.verdict[0], Reason: c.verdict[1], Provenance: c.provenance, LogIndex: d.size, Batch: d.size + 1}
	if s.Class == "" {
		s.Class = classSource
	}
	if s.Kind == "" {
		s.Kind = "html"
	}
	if c.picture {
		s.Browser = "Chromium 130"
	}
	if err := d.store.Create(d.t.Context(), s.Object, bytes.NewReader(b.Bytes()), sum.Size); err != nil {
		d.t.Fatal(err)
	}
	d.apply(catalog.Change{Snapshot: &s})
	return s
}

func (d *study) apply(ch catalog.Change) {
	d.t.Helper()
	d.size++
	if err := d.catalog.Apply(d.t.Context(), d.size, []catalog.Change{ch}); err != nil {
		d.t.Fatal(err)
	}
}

// withdraw takes a snapshot away, as the command does.
func (d *study) withdraw(s catalog.Snapshot, why, by string) {
	d.t.Helper()
	if err := d.store.Remove(d.t.Context(), s.Object); err != nil {
		d.t.Fatal(err)
	}
	d.apply(catalog.Change{Withdrawal: &catalog.Withdrawal{SourceID: s.SourceID, Object: s.Object, SHA256: s.SHA256, State: "removed",
		At: studyDay("2020-06-01"), Why: why, By: by, LogIndex: d.size}})
}

// studyPicture is a picture that depends on a text.
func studyPicture(text string) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 300, 500))
	for y := range 500 {
		for x := range 300 {
			img.Set(x, y, color.White)
		}
	}
	for i := range text {
		for dy := range 8 {
			img.Set(10+(i%70)*4, 10+(i/70)*14+dy, color.Gray{uint8(text[i])})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (d *study) Set(context.Context) (*source.Set, error) { return source.LoadDir(d.sources) }

func (d *study) Catalog(context.Context) (*catalog.Catalog, func(), error) {
	return d.catalog, func() {}, d.fail
}

func (d *study) History(ctx context.Context, c source.Cite) (*contract.History, error) {
	id := source.ID(c.Citation.URL)
	list, err := d.catalog.Snapshots(ctx, id)
	if err != nil {
		return nil, err
	}
	gone, err := d.catalog.Withdrawn(ctx)
	if err != nil {
		return nil, err
	}
	h := &contract.History{Version: 1, Ref: c.Ref, URL: c.Citation.URL}
	for _, s := range append(list, gone[id]...) {
		v := contract.Snapshot{CapturedAt: s.CapturedAt, Class: s.Class, SHA256: s.SHA256, Object: s.Object, PayloadSHA256: s.PayloadSHA256, Status: s.Status,
			ContentType: s.ContentType, Bytes: s.Bytes, LogIndex: s.LogIndex, Browser: s.Browser, Provenance: s.Provenance}
		if g := s.Withdrawal; g != nil {
			v.Withdrawn = &contract.Withdrawn{At: g.At, Why: g.Why, By: g.By, State: g.State, LogIndex: g.LogIndex}
		}
		h.Snapshots = append(h.Snapshots, v)
	}
	slices.SortFunc(h.Snapshots, func(a, b contract.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
	return h, nil
}

// Result has the snapshot nearest to the report's day stand for each citation.
func (d *study) Result(ctx context.Context, report string) (*contract.Result, error) {
	set, err := d.Set(ctx)
	if err != nil {
		return nil, err
	}
	r := &contract.Result{Version: 1}
	for c := range set.Citations() {
		if c.Manifest.ID != report {
			continue
		}
		v := contract.Citation{Report: report, Ref: c.Ref, URL: c.Citation.URL}
		if s, _, err := d.catalog.SnapshotAt(ctx, source.ID(c.Citation.URL), c.Manifest.Published); err == nil {
			v.Archive.CapturedAt = &s.CapturedAt
		}
		r.Citations = append(r.Citations, v)
	}
	return r, nil
}

type studyFile struct {
	*os.File
	size int64
}

func (f studyFile) Size() int64 { return f.size }

func (d *study) Open(_ context.Context, s catalog.Snapshot) (File, error) {
	f, err := os.Open(filepath.Join(d.dir, filepath.FromSlash(s.Object)))
	if err != nil {
		return nil, &GoneError{Why: "its bytes are missing from the archive", Err: err}
	}
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != s.SHA256 {
		err = fmt.Errorf("%s: hash %x", s.Object, sum.Sum(nil))
	}
	if err != nil {
		f.Close()
		return nil, &GoneError{Why: "its bytes are not those that the log lists", Err: err}
	}
	return studyFile{f, n}, nil
}

func (d *study) archive(ctx context.Context, s catalog.Snapshot) (*wacz.Archive, File, error) {
	f, err := d.Open(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	a, err := wacz.Open(f, f.Size())
	return a, f, err
}

// view is the bytes of a picture.
func (d *study) view(ctx context.Context, s catalog.Snapshot) ([]byte, error) {
	a, f, err := d.archive(ctx, s)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c, ok := a.View("view")
	if !ok {
		return nil, &NoFormError{Why: "it has no picture"}
	}
	rec, _, err := a.Record(c)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(rec.Content)
}

func (d *study) Diff(ctx context.Context, c source.Cite, from, to catalog.Snapshot) (*contract.Diff, error) {
	out := &contract.Diff{Version: 1, Ref: c.Ref, URL: c.Citation.URL}
	var sides [2]*verdict.Prepared
	var pictures [2][]byte
	for i, s := range []catalog.Snapshot{from, to} {
		a, f, err := d.archive(ctx, s)
		if err != nil {
			return nil, err
		}
		text := a.Pages()[0].Text
		f.Close()
		if text == "" {
			return nil, &NoFormError{Why: "the snapshot of " + secondsWords(s.CapturedAt) + " has no text"}
		}
		sides[i] = verdict.Prepare(verdict.Page{Visible: text, Main: text, Kind: s.Kind})
		pictures[i], _ = d.view(ctx, s)
		side := contract.Capture{CapturedAt: s.CapturedAt, SHA256: s.SHA256, PayloadSHA256: s.PayloadSHA256, Object: s.Object}
		if i == 0 {
			out.From = side
		} else {
			out.To = side
		}
	}
	found := verdict.Diff(sides[0], sides[1])
	out.Similarity, out.Noise = found.Similarity, len(found.Noise)
	for _, ch := range found.Changes {
		v := contract.Change{Kind: ch.Kind, Old: ch.Old, New: ch.New, PageOld: ch.PageOld, PageNew: ch.PageNew, Moved: ch.Moved, Before: ch.Before, After: ch.After, Was: ch.Was}
		for _, f := range ch.Facts {
			v.Facts = append(v.Facts, contract.Fact(f))
		}
		for _, p := range ch.Parts {
			v.Parts = append(v.Parts, contract.Part(p))
		}
		out.Changes = append(out.Changes, v)
	}
	for _, text := range c.Citation.Quotes {
		was, now := verdict.FindQuote(sides[0], text), verdict.FindQuote(sides[1], text)
		if was.State == now.State {
			continue
		}
		q := contract.Quoted{Text: text, From: was.State, To: now.State, Now: now.Now}
		for i, ch := range out.Changes {
			if strings.Contains(ch.Old, "days in March") {
				q.Changes = append(q.Changes, i)
			}
		}
		out.Quotes = append(out.Quotes, q)
	}
	if pictures[0] != nil && pictures[1] != nil {
		same, err := visual.Compare(pictures[0], pictures[1])
		if err != nil {
			return nil, err
		}
		out.Pictures = &contract.Pictures{Same: same.Same, Changed: same.Changed, Added: same.Added, Removed: same.Removed}
	}
	return out, nil
}

func (d *study) DiffPicture(ctx context.Context, _ source.Cite, from, to catalog.Snapshot) ([]byte, error) {
	a, err := d.view(ctx, from)
	if err != nil {
		return nil, err
	}
	b, err := d.view(ctx, to)
	if err != nil {
		return nil, err
	}
	c, err := visual.Compare(a, b)
	if err != nil {
		return nil, err
	}
	return c.Picture()
}

func (d *study) Search(_ context.Context, q Query) (*Found, error) {
	d.searched = append(d.searched, q)
	if strings.Contains(q.Words, `"`) {
		return nil, &QueryError{Why: "a quotation mark is open <here>"}
	}
	return d.found, d.fail
}

func (d *study) Proof(ctx context.Context, _ source.Cite, s catalog.Snapshot) (*contract.Proof, error) {
	f, err := d.Open(ctx, s)
	if err != nil {
		return nil, err
	}
	return d.proof, f.Close()
}

func (d *study) Bundle(_ context.Context, _ source.Cite, at time.Time, w io.Writer) error {
	d.bundled = at
	if d.fail != nil && d.size%2 == 0 {
		return d.fail
	}
	if _, err := io.WriteString(w, "PK\x03\x04 the first bytes"); err != nil {
		return err
	}
	return d.fail
}

func snapshotAt(at, class string) contract.Snapshot {
	return contract.Snapshot{CapturedAt: studyDay(at), Class: class}
}

// pagedStudy tells the pages of a PDF too.
type pagedStudy struct {
	*study
	pages []string
}

func (d pagedStudy) PDFPages(context.Context, catalog.Snapshot) ([]string, error) {
	return d.pages, nil
}

func mustCite(t testing.TB, d *study, ref string) source.Cite {
	t.Helper()
	set, err := d.Set(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := set.Resolve(ref)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
