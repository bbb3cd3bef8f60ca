package origin

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if Child() {
		return
	}
	os.Exit(m.Run())
}

func fetch(t *testing.T, url, accept string) (kind string, body []byte) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", accept)
	resp, err := (&http.Client{Transport: &http.Transport{DisableCompression: true}}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		t.Fatalf("%s: status %d, %v", url, resp.StatusCode, err)
	}
	return resp.Header.Get("Content-Type") + resp.Header.Get("Content-Encoding"), body
}

func TestOriginAgesAsItSays(t *testing.T) {
	o := Start(t, Options{Pages: 40, Small: 3, Huge: 9 << 20})
	read := func() (out []string) {
		for _, u := range o.URLs() {
			_, body := fetch(t, u, "identity")
			out = append(out, string(body))
		}
		return out
	}
	differ := func(a, b []string) (n int) {
		for i := range a {
			if a[i] != b[i] {
				n++
			}
		}
		return n
	}
	first := read()
	again := read()
	if n := differ(first, again); n != 0 {
		t.Errorf("%d pages differ from one request to the next", n)
	}
	if s := o.Stats(t); s.Requests != 80 || s.Pages != 80 || s.Distinct != 40 || s.Missing != 0 {
		t.Errorf("stats %+v", s)
	}
	o.Set(t, 2, false, 0)
	if s := o.Stats(t); s.Requests != 0 {
		t.Errorf("stats %+v after a change", s)
	}
	if n := differ(first, read()); n != 2 {
		t.Errorf("%d of 40 pages changed, want 2", n)
	}
	o.Set(t, 1, true, 0)
	noisy := read()
	if n := differ(first, noisy); n != 38 {
		t.Errorf("noise in %d pages, want all 38 that are HTML", n)
	}
	lines := regexp.MustCompile(`(?m)^<input type="hidden".*\n`)
	quiet := make([]string, len(noisy))
	for i := range noisy {
		quiet[i] = lines.ReplaceAllString(noisy[i], "")
	}
	if n := differ(first, quiet); n != 0 {
		t.Errorf("%d pages differ in more than noise", n)
	}
	o.Set(t, 1, true, 0)
	if n := differ(noisy, read()); n != 38 {
		t.Errorf("new noise in %d pages, want 38", n)
	}
	if _, huge := fetch(t, o.HugeURL(), "gzip"); len(huge) != 9<<20 {
		t.Errorf("%d bytes, want 9 MiB", len(huge))
	}
}

func TestPagesAreAsDescribed(t *testing.T) {
	o := Start(t, Options{Pages: 21, Small: 1})
	for n, u := range o.URLs() {
		kind, body := fetch(t, u, "identity")
		if _, pdf := Page(n); pdf {
			cmd := exec.Command("pdftotext", "-", "-")
			cmd.Stdin = bytes.NewReader(body)
			text, err := cmd.Output()
			if err != nil || len(strings.Fields(string(text))) < 200 || len(body) < 480_000 || kind != "application/pdf" {
				t.Errorf("%s: %s, %d bytes, %d words, %v", u, kind, len(body), len(strings.Fields(string(text))), err)
			}
			continue
		}
		if len(body) < 24_000 || len(body) > 75_000 {
			t.Errorf("%s: %d bytes", u, len(body))
		}
		coding, packed := fetch(t, u, "gzip")
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil || !strings.HasSuffix(coding, "gzip") {
			t.Fatalf("%s: %s, %v", u, coding, err)
		}
		if plain, err := io.ReadAll(z); err != nil || !bytes.Equal(plain, body) {
			t.Errorf("%s: packed and plain differ: %v", u, err)
		}
		requisites := regexp.MustCompile(`(?:src|href)="(/(?:img|css)/[^"]+)"`).FindAllStringSubmatch(string(body), -1)
		if len(requisites) != 5 {
			t.Errorf("%s: %d requisites, want 5", u, len(requisites))
		}
		if n < 3 {
			for _, r := range requisites {
				fetch(t, u[:strings.Index(u, "/reports")]+r[1], "identity")
			}
		}
	}
	if kind, body := fetch(t, o.SmallURLs()[0], "identity"); len(body) < 1000 {
		t.Errorf("small page: %s, %d bytes", kind, len(body))
	}
}

func TestLeast(t *testing.T) {
	// 950 pages and 50 PDF files, three pictures a page, and a style and a logo
	// on each of the 190 hosts that have a page.
	if got := Least(1000); got != 950+50+3*950+2*190 {
		t.Errorf("%d", got)
	}
}
