package wacz

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"archiver/internal/warc"
)

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

// Of several answers under the page's URL within a second, the page's status
// tells, else its very time.
func TestMainAmongSeveral(t *testing.T) {
	for _, c := range []struct {
		status int
		after  time.Duration
		want   string
	}{
		{0, 0, "first"}, {0, time.Millisecond, "second"}, {0, 2 * time.Millisecond, "third"},
		{404, 0, "second"}, {200, 2 * time.Millisecond, "third"}, {200, 5 * time.Millisecond, "first"}, {200, time.Hour, "first"},
	} {
		var b bytes.Buffer
		w, err := NewWriter(&b, Options{Created: when})
		if err != nil {
			t.Fatal(err)
		}
		put(t, w, "https://x/", when, "200 OK", "first", warc.WriteOptions{})
		put(t, w, "https://x/", when.Add(time.Millisecond), "404 Not Found", "second", warc.WriteOptions{})
		put(t, w, "https://x/", when.Add(2*time.Millisecond), "200 OK", "third", warc.WriteOptions{})
		put(t, w, "http://x/", when, "200 OK", "sorted alike", warc.WriteOptions{})
		if err := w.AddPage(Page{URL: "https://x/", At: when.Add(c.after), Status: c.status}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Close(); err != nil {
			t.Fatal(err)
		}
		m, err := open(t, b.Bytes()).Main()
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(m.Body); string(body) != c.want || err != nil {
			t.Errorf("status %d, after %v: %q, %v", c.status, c.after, body, err)
		}
	}
}

// Only finds the one response of a URL with a status, and nothing where there are two.
func TestOnly(t *testing.T) {
	b, _ := sample(t, Options{})
	a := open(t, b)
	for _, c := range []struct {
		url    string
		status int
		want   string
	}{
		{"https://www.example.com/#frag", 200, "https://www.example.com/"},
		{"http://example.com/", 301, "http://example.com/"},
		{"https://www.example.com/", 404, ""},
		{"https://example.com/b", 200, ""},
	} {
		x, got := a.Only(c.url, c.status), ""
		if x != nil {
			got = x.Record.TargetURI()
		}
		if got != c.want {
			t.Errorf("%s with status %d: %q, want %q", c.url, c.status, got, c.want)
		}
	}
	a.index = append(a.index, a.index...)
	if x := a.Only("https://www.example.com/", 200); x != nil {
		t.Errorf("one of two: %v", x.CDX)
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

// TestView finds how a page was shown, by the page's own address.
func TestView(t *testing.T) {
	b, _ := sample(t, Options{Key: testKey(t)})
	a := open(t, b)
	c, ok := a.View("text")
	if !ok || c.URL != "urn:text:https://www.example.com/" || c.Mime != "text/plain" {
		t.Fatalf("text: %+v", c)
	}
	rec, closer, err := a.Record(c)
	if err != nil {
		t.Fatal(err)
	}
	defer closer.Close()
	if got, err := io.ReadAll(rec.Content); string(got) != "The authorities" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if c, ok := a.View("view"); ok {
		t.Errorf("a picture that nobody took: %+v", c)
	}
	if main, err := a.Main(); err != nil || main.CDX.URL != "https://www.example.com/" {
		t.Errorf("the main page is %+v, %v", main, err)
	}
}
