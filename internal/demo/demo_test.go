package demo

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// start serves the web and returns a client that resolves *.localhost as
// RFC 6761 says, follows no redirect and unpacks nothing.
func start(t *testing.T) (*Web, *http.Client) {
	t.Helper()
	w, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{
		Transport: &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, "127.0.0.1:"+w.Port())
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(func() {
		c.CloseIdleConnections()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w, c
}

// get returns an answer with its body unpacked.
func get(t *testing.T, c *http.Client, url string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var r io.Reader = resp.Body
	if resp.Header.Get("Content-Encoding") == "gzip" {
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestEverySourceMeetsItsFate(t *testing.T) {
	w, c := start(t)
	before := map[string]string{}
	for _, s := range w.Sources() {
		resp, body := get(t, c, s.URL)
		if resp.StatusCode != 200 {
			t.Errorf("%s: status %d before ageing", s.URL, resp.StatusCode)
		}
		before[s.URL] = body
	}
	w.Age()
	seen := map[Fate]int{}
	for _, s := range w.Sources() {
		seen[s.Fate]++
		resp, body := get(t, c, s.URL)
		old, status := before[s.URL], 200
		switch s.Fate {
		case Unchanged:
			if body != old {
				t.Errorf("%s has changed", s.URL)
			}
		case Dead:
			status = 404
		case Soft404:
			_, sibling := get(t, c, s.URL+"-qzkvw")
			if !strings.Contains(body, "<title>Page not found") || body != sibling {
				t.Errorf("%s is no soft 404", s.URL)
			}
		case Edited:
			if got := bytes.Contains([]byte(body), windows1251([]byte("В 78 пробах"))); !got || !strings.Contains(body, "<td>22</td>") {
				t.Errorf("%s: the figure was not edited", s.URL)
			}
		case QuoteGone:
			if strings.Contains(body, "trois semaines avant") || !strings.Contains(old, "trois semaines avant") {
				t.Errorf("%s: the quote should have stood and be gone", s.URL)
			}
		case Moved:
			status = 301
			to := location(t, resp)
			if resp, moved := get(t, c, to); resp.StatusCode != 200 || moved != old {
				t.Errorf("%s: moved to %s, which is not the same", s.URL, to)
			}
		case BotWall:
			status = 403
			if resp.Header.Get("Cf-Mitigated") != "challenge" {
				t.Errorf("%s: no challenge", s.URL)
			}
		case Noise:
			if !strings.Contains(body, "/ads/7.png") || article(body) != article(old) {
				t.Errorf("%s: the adverts should have changed, and only they", s.URL)
			}
		}
		if resp.StatusCode != status {
			t.Errorf("%s (%s): status %d, want %d", s.URL, s.Fate, resp.StatusCode, status)
		}
	}
	for _, f := range []Fate{Dead, Soft404, Edited, QuoteGone, Moved, BotWall, Noise} {
		if seen[f] != 1 {
			t.Errorf("%d sources with the fate %q, want 1", seen[f], f)
		}
	}
}

func location(t *testing.T, resp *http.Response) string {
	t.Helper()
	u, err := resp.Request.URL.Parse(resp.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return u.String()
}

func article(page string) string {
	_, rest, _ := strings.Cut(page, "<article>")
	a, _, _ := strings.Cut(rest, "</article>")
	return a
}

func TestReportCitesEverySource(t *testing.T) {
	w, _ := start(t)
	report := string(w.Report())
	cited := regexp.MustCompile(`http://\S+`).FindAllString(report, -1)
	for i, u := range cited {
		cited[i] = strings.TrimRight(u, ";,.")
	}
	if len(cited) != 13 {
		t.Errorf("%d citations, want 13", len(cited))
	}
	refs := map[string]bool{}
	for _, s := range w.Sources() {
		n := strings.Count(strings.Join(cited, "\n")+"\n", s.URL+"\n")
		want := 1
		if s.Ref == "1" {
			want = 2 // the opinion is cited by two footnotes
		}
		if n != want {
			t.Errorf("%s is cited %d times, want %d", s.URL, n, want)
		}
		foot, _, _ := strings.Cut(s.Ref, ".")
		note := regexp.MustCompile(`(?m)^\[\^` + foot + `\]: .*`).FindString(report)
		if !strings.Contains(note, s.URL) {
			t.Errorf("footnote %s does not cite %s", foot, s.URL)
		}
		refs[foot] = true
	}
	for _, q := range w.Quotes() {
		if !refs[q.Footnote] {
			t.Errorf("quote of footnote %s, which cites nothing", q.Footnote)
		}
	}
}

// TestTextsAreLongEnough: a comparison by four-word shingles needs words.
func TestTextsAreLongEnough(t *testing.T) {
	for _, s := range sites() {
		pages, err := readText(s.name)
		if err != nil {
			t.Fatal(err)
		}
		for epoch, p := range pages {
			words := 0
			for _, b := range p.blocks {
				words += len(strings.Fields(b.Text))
			}
			if words < 200 || p.title == "" || p.byline == "" {
				t.Errorf("%s, epoch %d: %d words, title %q, byline %q", s.name, epoch+1, words, p.title, p.byline)
			}
		}
	}
}

func TestQuotesStand(t *testing.T) {
	w, c := start(t)
	for _, q := range w.Quotes() {
		resp, body := get(t, c, q.URL)
		switch resp.Header.Get("Content-Type") {
		case "application/pdf":
			body = pdftotext(t, body)
		case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
			continue // its own test
		}
		if !strings.Contains(strings.Join(strings.Fields(body), " "), q.Text) {
			t.Errorf("footnote %s: %q does not stand in %s", q.Footnote, q.Text, q.URL)
		}
	}
}

func TestPDFIsReadable(t *testing.T) {
	pages, err := readText("council")
	if err != nil {
		t.Fatal(err)
	}
	out := pdftotext(t, string(pdf(pages[0])))
	if n := strings.Count(out, "\f"); n < 3 {
		t.Errorf("%d pages, want several", n)
	}
	flat := strings.Join(strings.Fields(out), " ")
	for _, b := range pages[0].blocks {
		// A paragraph may run over a page's foot and head: its first line may not.
		if first := wrap(b.Text, lineChars)[0]; !strings.Contains(flat, first) {
			t.Errorf("not in the PDF: %q", first)
		}
	}
}

// pdftotext runs poppler's, which `make test` installs.
func pdftotext(t *testing.T, pdf string) string {
	t.Helper()
	cmd := exec.Command("pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = strings.NewReader(pdf)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("pdftotext: %v: %s", err, complaints.String())
	}
	return string(out)
}

// TestDelivery: the ways of sending a body that a recorder must survive.
func TestDelivery(t *testing.T) {
	w, c := start(t)
	var coded, chunked, plain int
	for _, s := range w.Sources() {
		resp, _ := get(t, c, s.URL)
		if resp.Header.Get("Content-Encoding") == "gzip" {
			coded++
		}
		if slices.Contains(resp.TransferEncoding, "chunked") {
			chunked++
		} else if resp.ContentLength > 0 {
			plain++
		}
	}
	if coded < 3 || chunked < 3 || plain < 3 {
		t.Errorf("%d compressed, %d chunked, %d with a length: want some of each", coded, chunked, plain)
	}
}

func TestRequisitesExist(t *testing.T) {
	w, c := start(t)
	for _, s := range w.Sources() {
		_, body := get(t, c, s.URL)
		for _, m := range regexp.MustCompile(`(?:src|href)="(/(?:static|ads)/[^"]+|/favicon.ico)"`).FindAllStringSubmatch(body, -1) {
			u := s.URL[:strings.Index(s.URL, w.Port())+len(w.Port())] + m[1]
			if resp, _ := get(t, c, u); resp.StatusCode != 200 || strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
				t.Errorf("%s: status %d, type %s", u, resp.StatusCode, resp.Header.Get("Content-Type"))
			}
		}
	}
}

func TestOnlyLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.org:80"} {
		if w, err := New(Options{Addr: addr}); err == nil {
			w.Close()
			t.Errorf("listens on %q", addr)
		}
	}
}
