package browser

import (
	"bytes"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

// A page's styles for print do not hide from its print what was shown.
func TestPrintShows(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/hides", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		io.WriteString(rw, `<!DOCTYPE html><style>@media print { body * { display: none } }</style><p>nine hundred empty houses</p>`)
	})
	s := newSite(t, mux)
	p := capture(t, theBrowser(t), s, "/hides", true)
	read := exec.Command("pdftotext", "-", "-")
	read.Stdin = bytes.NewReader(p.PDF)
	if out, err := read.Output(); err != nil || !strings.Contains(string(out), "nine hundred empty houses") {
		t.Errorf("the print of %d bytes says %q, %v", len(p.PDF), out, err)
	}
}
