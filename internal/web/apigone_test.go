package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/source"
)

// TestAPIWithdrawn: the interface tells of a snapshot that was withdrawn that it was, as
// the pages do, and not that there never was one.
func TestAPIWithdrawn(t *testing.T) {
	const page = "https://example.org/"
	b := newShelf(t)
	threeCopies(t, b, page)
	dir := t.TempDir()
	manifest := "id: r\ntitle: R\npublished: 2020-01-01\nfootnotes:\n  - number: 1\n    citations: [{url: \"" + page + "\"}]\n"
	if err := os.WriteFile(filepath.Join(dir, "r.yaml"), []byte(manifest), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := source.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	b.set = *set
	s := serveShelf(t, b, nil)
	for path, want := range map[string]int{
		"snapshots/20200901000000": 410, "snapshots/20200901000000/proof": 410, "diff?from=20200221101500&to=20200901000000": 410,
		"snapshots/20200901000001": 404,
	} {
		resp, body := shelfAsk(t, "GET", s.pages.URL+"/api/v1/reports/r/citations/1/"+path)
		if resp.StatusCode != want || strings.Contains(body, "withdrawn on 1 September 2020") != (want == 410) {
			t.Errorf("%s: %s, %s", path, resp.Status, body)
		}
	}
}
