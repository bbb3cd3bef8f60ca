package demo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestDOCXIsWhole(t *testing.T) {
	pages, err := readText("parliament")
	if err != nil {
		t.Fatal(err)
	}
	raw := docx(pages[0])
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(r); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if c, ok := token.(xml.CharData); ok {
				text += string(c)
			}
		}
	}
	for _, b := range pages[0].blocks {
		if !strings.Contains(text, b.Text) {
			t.Errorf("not in the document: %q", b.Text)
		}
	}
}
