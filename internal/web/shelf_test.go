package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// shelf is a Backend over a real folder, real WACZ files and a real catalog. What is
// served here needs no more of it.
type shelf struct {
	Backend
	t       testing.TB
	store   *store.FS
	catalog *catalog.Catalog
	set     source.Set
	n       int64
	reads   atomic.Int64 // of whole files
}

func newShelf(t testing.TB) *shelf {
	t.Helper()
	dir := t.TempDir()
	st, err := store.NewFS(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(t.Context(), filepath.Join(dir, "catalog.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); st.Close() })
	return &shelf{t: t, store: st, catalog: c}
}

// shelfCopy is what a snapshot is made of.
type shelfCopy struct {
	at    time.Time
	class string // "": source
	mime  string // "": text/html
	body  string
	dom   string // as a browser showed it
	png   string
	head  string // further lines of the HTTP header
	bare  bool   // a row of the catalog alone
}

func (b *shelf) put(url string, p shelfCopy) catalog.Snapshot {
	b.t.Helper()
	if p.class == "" {
		p.class = "source"
	}
	if p.mime == "" {
		p.mime = "text/html; charset=utf-8"
	}
	b.n++
	s := catalog.Snapshot{SourceID: source.ID(url), CapturedAt: p.at, Object: source.ObjectKey(url, p.at), Class: p.class, Status: 200,
		FinalURL: url, ContentType: p.mime, Verdict: "ok", Reason: "same", LogIndex: b.n, Batch: b.n + 1, Kind: "other"}
	if strings.HasPrefix(p.mime, "text/html") {
		s.Kind = "html"
	}
	if p.dom != "" {
		s.Browser = "Chromium"
	}
	if !p.bare {
		data := shelfPack(b.t, url, p)
		sum := sha256.Sum256(data)
		s.SHA256, s.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
		if err := b.store.Create(b.t.Context(), s.Object, bytes.NewReader(data), s.Bytes); err != nil {
			b.t.Fatal(err)
		}
	}
	b.apply(catalog.Change{Snapshot: &s, Source: &catalog.Source{ID: s.SourceID, URL: url, LookedAt: p.at}})
	return s
}

func (b *shelf) apply(list ...catalog.Change) {
	b.t.Helper()
	b.n++
	if err := b.catalog.Apply(b.t.Context(), b.n, list); err != nil {
		b.t.Fatal(err)
	}
}

func (b *shelf) withdraw(s catalog.Snapshot) {
	b.t.Helper()
	b.apply(catalog.Change{Withdrawal: &catalog.Withdrawal{SourceID: s.SourceID, Object: s.Object, SHA256: s.SHA256, State: "done",
		At: s.CapturedAt.Add(time.Hour), Why: "it endangers a witness", LogIndex: b.n + 1}})
}

// shelfPack makes a WACZ.
func shelfPack(t testing.TB, url string, p shelfCopy) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := wacz.NewWriter(&out, wacz.Options{Created: p.at, Software: "archiver test"})
	if err != nil {
		t.Fatal(err)
	}
	page := address(url)
	sum := sha256.Sum256([]byte(p.body))
	block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s", p.mime, p.head, len(p.body), p.body)
	rec := warc.Capture{URL: page, Date: p.at, IP: "192.0.2.1", Protocols: []string{"http/1.1"}}.Response(warc.Block{
		Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &sum})
	if err := w.WriteRecord(rec, warc.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	for what, view := range map[string]struct{ mime, body string }{"dom": {"text/html; charset=utf-8", p.dom}, "view": {"image/png", p.png}} {
		if view.body != "" {
			if err := w.WriteRecord(warc.Resource(wacz.ViewURI(what, page), p.at, view.mime, []byte(view.body)), warc.WriteOptions{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.AddPage(wacz.Page{URL: page, Title: "Page", At: p.at, Mime: "text/html", Status: 200, Text: "the text"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b *shelf) Set(context.Context) (*source.Set, error) { return &b.set, nil }

func (b *shelf) Catalog(context.Context) (*catalog.Catalog, func(), error) {
	return b.catalog, func() {}, nil
}

type shelfFile struct{ *bytes.Reader }

func (shelfFile) Close() error { return nil }

func (b *shelf) Open(ctx context.Context, s catalog.Snapshot) (File, error) {
	b.reads.Add(1)
	r, err := b.store.Open(ctx, s.Object, 0, -1)
	if err != nil {
		return nil, &GoneError{Why: "the copy is missing", Err: err}
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != s.SHA256 {
		return nil, &GoneError{Why: "the copy is damaged", Err: errors.New("another SHA-256")}
	}
	return shelfFile{bytes.NewReader(data)}, nil
}

func (b *shelf) As(ctx context.Context, s catalog.Snapshot, form string) (io.ReadCloser, error) {
	f, err := b.Open(ctx, s)
	if err != nil {
		return nil, err
	}
	a, err := wacz.Open(f, f.Size())
	if err != nil {
		return nil, err
	}
	view := func(what string) (io.ReadCloser, error) {
		c, ok := a.View(what)
		if !ok {
			return nil, &NoFormError{Why: "no browser rendered it"}
		}
		rec, _, err := a.Record(c)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(rec.Content), nil
	}
	switch form {
	case "warc":
		return a.WARC()
	case "text":
		return io.NopCloser(strings.NewReader(a.Pages()[0].Text + "\n")), nil
	case "png":
		return view("view")
	case "pdf":
		return view("pdf")
	case "html":
		if s.Kind != "html" {
			return nil, &NoFormError{Why: "it is no page"}
		}
		if s.Rendered() {
			return view("dom")
		}
	}
	main, err := a.Main()
	if err != nil {
		return nil, err
	}
	return main.Body, nil
}

// shelfSite is a Server on two real sockets.
type shelfSite struct {
	*Server
	pages, content *httptest.Server
	// extra is what the pages' origin answers besides; asked is what the content
	// origin was asked for.
	extra http.Handler
	mu    sync.Mutex
	asked []string
}

func serveShelf(t testing.TB, b *shelf, change func(*Config)) *shelfSite {
	t.Helper()
	s := &shelfSite{}
	// A handler needs to know the addresses, and is set after there are any.
	listen := func(h func() http.Handler) *httptest.Server {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		srv := &httptest.Server{Listener: l, Config: &http.Server{ConnContext: Connected, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h().ServeHTTP(w, r) })}}
		t.Cleanup(srv.Close)
		return srv
	}
	var pages, contents http.Handler
	s.pages = listen(func() http.Handler {
		if s.extra != nil {
			return s.extra
		}
		return pages
	})
	s.content = listen(func() http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			s.asked = append(s.asked, r.Method+" "+r.URL.RequestURI())
			s.mu.Unlock()
			contents.ServeHTTP(w, r)
		})
	})
	cfg := Config{Backend: b, Log: slog.New(slog.NewTextHandler(shelfLog{t}, nil)), Version: "test", Now: time.Now,
		Address: "http://" + s.pages.Listener.Addr().String(), Content: "http://" + s.content.Listener.Addr().String()}
	if change != nil {
		change(&cfg)
	}
	var err error
	if s.Server, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	pages, contents = s.Pages(), s.Contents()
	s.pages.Start()
	s.content.Start()
	return s
}

type shelfLog struct{ t testing.TB }

func (l shelfLog) Write(p []byte) (int, error) {
	l.t.Logf("%s", bytes.TrimSpace(p))
	return len(p), nil
}

// shelfAsk sends a request as it stands, and follows nothing.
func shelfAsk(t testing.TB, method, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for h := range slices.Chunk(header, 2) {
		req.Header.Add(h[0], h[1])
	}
	resp, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}
