package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/web"
)

// TestDeskPages: a PDF's pages are those of the verified copy, and nothing else has any.
func TestDeskPages(t *testing.T) { // raced
	p := newDeskProject(t, "", 1)
	pdf := p.snapshots("1")[0]
	pages, err := p.d.PDFPages(t.Context(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 1 || !strings.Contains(strings.Join(pages, "\n"), "had no basis in law") {
		t.Errorf("%d pages: %.300q", len(pages), pages)
	}
	var none *web.NoFormError
	if _, err := p.d.PDFPages(t.Context(), p.snapshots("2")[0]); !errors.As(err, &none) {
		t.Errorf("the pages of a web page: %v", err)
	}
	other := p.desk() // which has read nothing yet
	if err := os.Remove(filepath.Join(p.dir, "archive", filepath.FromSlash(pdf.Object))); err != nil {
		t.Fatal(err)
	}
	var gone *web.GoneError
	if _, err := other.PDFPages(t.Context(), pdf); !errors.As(err, &gone) {
		t.Errorf("the pages of what is missing: %v", err)
	}
}
