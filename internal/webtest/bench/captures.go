package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"archiver/internal/webtest/origin"
	"archiver/internal/webtest/tools"
)

const captured = 100

// Captures measures 100 captures in a real Chromium, one after the other, beside
// npm's single-file-cli on the same pages in the same run: it keeps a page as one
// HTML file, with one browser and one page at a time as well.
func Captures(t testing.TB, bin, chrome string) {
	o := origin.Start(t, origin.Options{Pages: captured + captured/5})
	p := NewProject(t, bin)
	// Pages alone: a browser only passes documents on, and single-file-cli keeps none.
	urls := slices.DeleteFunc(o.URLs(), func(u string) bool { return strings.HasSuffix(u, ".pdf") })[:captured]
	p.Report(t, "pages", urls)
	manifest := filepath.Join(p.Dir, "sources/pages.yaml")
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, "sources/pages.yaml", strings.ReplaceAll(string(text), "- url:", "- capture: browser\n        url:"))

	o.Set(t, 1, false, 0)
	ours := RunTree(t, p.Command("run", "--all", "--json"))
	row := counted(t, o, "archiver run, capture: browser", ours.Cost, captured)
	if got := parse(t, ours.Cost).Snapshots()["taken"]; got != captured {
		t.Errorf("%d of %d were captured\n%s", got, captured, tail(ours.Stderr))
	}
	if ours.Processes < 3 {
		t.Errorf("no browser ran\n%s", tail(ours.Stderr))
	}
	row.Stored = size(t, filepath.Join(p.Dir, "archive", "snapshots"))

	dir := t.TempDir()
	list := filepath.Join(dir, "urls")
	if err := os.WriteFile(list, []byte(strings.Join(urls, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	args, _ := json.Marshal([]string{"--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"})
	o.Set(t, 1, false, 0)
	theirs := RunTree(t, Command{Dir: dir, Env: environment(), Args: []string{"node", filepath.Join(tools.ModulePath(t, "single-file-cli"), "single-file-node.js"),
		"--urls-file=" + list, "--output-directory=" + out, "--filename-template={url-host}{url-pathname-flat}{url-search}.html", "--max-parallel-workers=1",
		"--browser-executable-path=" + chrome, "--browser-args=" + string(args), "--browser-width=1280", "--browser-height=1000"}})
	other := counted(t, o, "single-file-cli, one at a time", theirs.Cost, captured)
	files, err := filepath.Glob(filepath.Join(out, "*.html"))
	if err != nil || len(files) != captured {
		t.Errorf("single-file-cli kept %d of %d pages: %v\n%s", len(files), captured, err, tail(theirs.Stderr))
	}
	other.Stored = size(t, out)
	for _, r := range []struct {
		row  *Row
		tree Tree
	}{{&row, ours}, {&other, theirs}} {
		r.row.Cost.RSS = r.tree.Peak(0, 1)
		r.row.Note = fmt.Sprintf("%.2f s each; peak PSS of all its processes (up to %d) in thirds of the run: %d, %d, %d MB; left behind: %d",
			r.row.Cost.Wall.Seconds()/captured, r.tree.Processes, r.tree.Peak(0, 1./3)>>20, r.tree.Peak(1./3, 2./3)>>20, r.tree.Peak(2./3, 1)>>20, len(r.tree.Left))
	}
	if len(ours.Left) > 0 {
		t.Errorf("left behind: %s", strings.Join(ours.Left, "\n"))
	}
	t.Logf("\n%s", Table("Pages in Chromium (RSS is PSS here, of all processes)", []Row{row, other, ratio("single-file-cli / archiver", other, row)}))
}
