package wacz

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/warc"
)

// packed is a package of a page for each URL, with a file of its own.
func packed(t *testing.T, at time.Time, urls ...string) *Archive {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Options{Created: at, Software: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range urls {
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>%s at %s", url, at)
		_, body, _ := strings.Cut(block, "\r\n\r\n")
		payload := sha256.Sum256([]byte(body))
		c := warc.Capture{URL: url, Date: at}
		if err := w.WriteRecord(c.Response(warc.Block{Content: strings.NewReader(block), Length: int64(len(block)), SHA256: sha256.Sum256([]byte(block)), PayloadSHA256: &payload}), warc.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := w.AddPage(Page{ID: "one", URL: url, At: at, Title: "Title", Status: 200, Text: "text of " + url}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AddFile("own/facts.json", strings.NewReader("{}")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func warcBytes(t *testing.T, a *Archive, name string) []byte {
	t.Helper()
	e := a.entries[name]
	if e == nil {
		t.Fatalf("no %s in %q", name, a.names)
	}
	b, err := io.ReadAll(io.NewSectionReader(a.r, e.off, e.size()))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A collection has the WARC files of its parts as they are, and one index over
// them; two captures of one page stand side by side.
func TestCollection(t *testing.T) {
	first, second := time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC), time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)
	parts := []*Archive{packed(t, first, "https://b.example/", "https://a.example/x"), packed(t, second, "https://a.example/x")}
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []*ecdsa.PrivateKey{key, nil} {
		var b bytes.Buffer
		c, err := NewCollection(&b, Options{Created: second, Software: "test", Title: "All", Key: key})
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range parts {
			if err := c.Add(fmt.Sprintf("%d.x", i+1), fmt.Sprintf("[%d]", i+1), a); err != nil {
				t.Fatal(err)
			}
		}
		sum, err := c.Close()
		if err != nil || sum.SHA256 != sha256.Sum256(b.Bytes()) || sum.Size != int64(b.Len()) {
			t.Fatalf("sum %x of %d bytes, %v", sum.SHA256, sum.Size, err)
		}
		a, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		found := a.Verify(t.Context())
		if key == nil {
			found = slices.DeleteFunc(found, func(f Finding) bool { return f.Code == CodeUnsigned })
		}
		if len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
		for i, part := range parts {
			if !bytes.Equal(warcBytes(t, a, fmt.Sprintf("archive/%d.x.warc.gz", i+1)), warcBytes(t, part, "archive/data.warc.gz")) {
				t.Errorf("part %d is not stored as it is", i+1)
			}
		}
		if want := []string{"archive/1.x.warc.gz", "archive/2.x.warc.gz", "datapackage-digest.json", "datapackage.json", "indexes/index.cdx", "pages/pages.jsonl"}; !slices.Equal(a.names, want) {
			t.Errorf("files %q", a.names)
		}
		if sums, err := a.WARCs(); err != nil || len(sums) != 2 || sums["archive/1.x.warc.gz"] != warc.Digest(sha256.Sum256(warcBytes(t, parts[0], "archive/data.warc.gz"))) {
			t.Errorf("WARC files: %v, %v", sums, err)
		}
		for _, at := range []time.Time{first, second} {
			c, ok := a.Find("https://a.example/x", at)
			if !ok {
				t.Fatal("not found")
			}
			r, err := a.Response(c)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(r.Body)
			if want := fmt.Sprintf("<p>https://a.example/x at %s", at); err != nil || string(body) != want {
				t.Errorf("%q, %v; want %q", body, err, want)
			}
		}
		pages := a.Pages()
		if len(pages) != 3 || pages[0].Title != "[1] Title" || pages[2].Title != "[2] Title" || pages[0].ID == pages[1].ID || pages[1].ID == pages[2].ID ||
			pages[0].Text != "text of https://b.example/" || !pages[2].At.Equal(second) {
			t.Errorf("pages %+v", pages)
		}
	}
}

func TestCollectionRefuses(t *testing.T) {
	a := packed(t, time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC), "https://a.example/")
	weak, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewCollection(io.Discard, Options{Key: weak}); err == nil {
		t.Error("a key is taken that viewers do not")
	}
	c, err := NewCollection(io.Discard, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "..", "a/b", `a\b`, "a b", ".a", "é"} {
		if err := c.Add(name, "", a); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
	if err := c.Add("a", "", a); err != nil {
		t.Error(err)
	}
	if err := c.Add("a", "", a); err == nil {
		t.Error("a name is taken twice")
	}
	if _, err := c.Close(); err != nil {
		t.Error(err)
	}
	// A write that fails is told, then and by Close.
	c, err = NewCollection(failing{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = c.Add("a", "", a)
	if _, cerr := c.Close(); err == nil && cerr == nil {
		t.Error("nothing tells of a full disk")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }
