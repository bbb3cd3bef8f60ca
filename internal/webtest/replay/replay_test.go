package replay

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/wacz"
	"archiver/internal/warc"
	"archiver/internal/webtest/tools"
)

// TestOpen shows a page whose text comes by script, and one whose data was not
// captured: the viewer can't get it from anywhere else.
func TestOpen(t *testing.T) {
	const page, data = "https://example.org/report", "https://example.org/data.json"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"whole", map[string]string{page: "text/html", data: "application/json"}, "Eleven were held"},
		{"without its data", map[string]string{page: "text/html"}, "Loading"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "a.wacz")
			if err := os.WriteFile(file, pack(t, page, c.files), 0o644); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			defer stop()
			v, err := Viewer{Files: tools.ModulePath(t, "replaywebpage"), Chrome: Chrome()}.Open(ctx, file, page)
			if err != nil {
				t.Fatal(err)
			}
			if v.Text != c.want {
				t.Errorf("the viewer shows %q, not %q", v.Text, c.want)
			}
			if img, err := png.DecodeConfig(bytes.NewReader(v.PNG)); err != nil || img.Width != 1280 {
				t.Errorf("picture: %v, %v", img, err)
			}
		})
	}
}

var bodies = map[string]string{
	"text/html":        `<!doctype html><title>Report</title><p id=p>Loading</p><script>fetch("data.json").then(r => r.ok ? r.json() : Promise.reject()).then(d => p.textContent = d.text)</script>`,
	"application/json": `{"text":"Eleven were held"}`,
}

func pack(t *testing.T, page string, files map[string]string) []byte {
	at := time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC)
	var b bytes.Buffer
	w, err := wacz.NewWriter(&b, wacz.Options{Created: at, Software: "archiver test"})
	if err != nil {
		t.Fatal(err)
	}
	for url, mime := range files {
		body := bodies[mime]
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", mime, len(body), body)
		sum := sha256.Sum256([]byte(body))
		rec := warc.Capture{URL: url, Date: at, IP: "192.0.2.1", Protocols: []string{"http/1.1"}}.Response(warc.Block{
			Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &sum})
		if err := w.WriteRecord(rec, warc.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AddPage(wacz.Page{URL: page, Title: "Report", At: at, Mime: "text/html", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSent shows a page whose text is the answer to what it sent: another question to the
// same address has another answer, and a page from before it was indexed so has none.
func TestSent(t *testing.T) {
	const page, api = "https://example.org/report", "https://example.org/graphql"
	at := time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC)
	const html = `<!doctype html><title>Report</title><p id=p>Loading</p><p id=q></p><p id=r></p><script>
		const ask = (id, kind, body) => fetch("/graphql", {method: "POST", headers: {"Content-Type": kind}, body}).then(r => r.ok ? r.text() : Promise.reject()).then(t => document.getElementById(id).textContent = t);
		ask("p", "application/json", JSON.stringify({query: "query Report($id: Int!) { text }", variables: {id: 7, tags: ["é", "b c"], all: true, none: null}}));
		ask("q", "application/json", JSON.stringify({query: "query Notes { text }"}));
		ask("r", "application/x-www-form-urlencoded", "id=7&name=M%C3%BCller+%26+Co")</script>`
	file := filepath.Join(t.TempDir(), "a.wacz")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w, err := wacz.NewWriter(f, wacz.Options{Created: at, Software: "archiver test"})
	if err != nil {
		t.Fatal(err)
	}
	put := func(url, request, mime, body string) {
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", mime, len(body), body)
		sum := sha256.Sum256([]byte(body))
		c := warc.Capture{URL: url, Date: at, IP: "192.0.2.1", Protocols: []string{"http/1.1"}}
		answer := c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &sum})
		asked := c.Request(warc.Block{Content: strings.NewReader(request), Length: int64(len(request)), SHA256: sha256.Sum256([]byte(request))}, answer.Header.Get("WARC-Record-ID"))
		for _, rec := range []*warc.Record{answer, asked} {
			if err := w.WriteRecord(rec, warc.WriteOptions{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	sent := func(kind, body string) string {
		return fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: example.org\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(body), body)
	}
	put(page, "GET /report HTTP/1.1\r\nHost: example.org\r\n\r\n", "text/html; charset=utf-8", html)
	put(api, sent("application/json", `{"query":"query Notes { text }"}`), "application/json", "Four were released")
	put(api, sent("application/json", `{"query":"query Report($id: Int!) { text }","variables":{"id":7,"tags":["é","b c"],"all":true,"none":null}}`), "application/json", "Eleven were held")
	put(api, sent("application/x-www-form-urlencoded", "id=7&name=M%C3%BCller+%26+Co"), "text/plain", "None has been heard")
	if err := w.AddPage(wacz.Page{URL: page, Title: "Report", At: at, Mime: "text/html", Status: 200}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	v, err := Viewer{Files: tools.ModulePath(t, "replaywebpage"), Chrome: Chrome()}.Open(ctx, file, page)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(v.Text), " "); got != "Eleven were held Four were released None has been heard" {
		t.Errorf("the viewer shows %q", got)
	}
}
