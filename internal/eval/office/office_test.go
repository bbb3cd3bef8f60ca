package office

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"archiver/internal/eval/kit/kittest"
	"archiver/internal/eval/set"
)

// built are the cases for tests that change nothing in them.
var built = sync.OnceValue(Cases)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Least: 60, Most: 120,
		Classes: strings.Fields("noise edit quote replaced type moved dead wall fault"),
	})
}

// Every file is small, is what its name says, is used by a case and is told of in the README.
func TestFiles(t *testing.T) {
	readme, err := os.ReadFile("files/README.md")
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string]bool{}
	for _, c := range built() {
		for _, w := range []set.Web{c.Before, c.After} {
			for _, a := range w {
				bodies[string(a.Body)] = true
			}
		}
	}
	entries, err := fs.ReadDir(files, "files")
	if err != nil {
		t.Fatal(err)
	}
	total := len(readme)
	for _, e := range entries {
		b := read(e.Name())
		total += len(b)
		switch {
		case strings.HasSuffix(e.Name(), ".pdf"):
			if !bytes.HasPrefix(b, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(b), []byte("%%EOF")) {
				t.Errorf("%s: not a whole PDF", e.Name())
			}
		case strings.HasSuffix(e.Name(), ".docx"):
			if len(document(t, b)) < 500 {
				t.Errorf("%s: says next to nothing", e.Name())
			}
		}
		if !bodies[string(b)] {
			t.Errorf("%s: no case uses it", e.Name())
		}
		if !bytes.Contains(readme, []byte("`"+e.Name()+"`")) {
			t.Errorf("%s: README.md does not say how it was made", e.Name())
		}
	}
	if total > 900_000 {
		t.Errorf("the files have %d bytes, want less than 900,000", total)
	}
}

// The quotes of a case stand, or no longer stand, where its DOCX and HTML say so.
// PDFs were checked with pdftotext when they were made.
func TestQuotes(t *testing.T) {
	for _, c := range built() {
		if b := c.Before[c.Path].Body; bytes.HasPrefix(b, []byte("PK")) {
			for _, q := range c.Quotes {
				if !strings.Contains(document(t, b), q) {
					t.Errorf("%s: the document never said %q", c.Name, q)
				}
			}
		}
		a := c.After[c.Path]
		if a.Location != "" || c.QuoteStates == nil || bytes.HasPrefix(a.Body, []byte("%PDF")) {
			continue
		}
		after := string(a.Body)
		if strings.HasPrefix(after, "PK") {
			after = document(t, a.Body)
		}
		for i, s := range c.QuoteStates {
			if stands := strings.Contains(after, c.Quotes[i]); stands != (s[0] == "verbatim") {
				t.Errorf("%s: %q is labelled %v, stands: %v", c.Name, c.Quotes[i], s, stands)
			}
		}
	}
}

var tags = regexp.MustCompile(`<w:delText.*?</w:delText>|<[^>]*>`)

// document is the text of a DOCX's main part, with tracked changes accepted.
func document(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(strings.ReplaceAll(string(text), "</w:p>", "\n"), "")
}
