package bundle

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLitter: what file managers leave in a folder is told of, and is no fault of it.
func TestLitter(t *testing.T) {
	w := newWorld(t)
	w.fill()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	whole := check(t, made).Files
	dir := copyOf(t, made)
	left := []string{".DS_Store", "keys/Thumbs.db", "log/desktop.ini", "log/checkpoints/._1"}
	for _, name := range left {
		save(t, dir, name, []byte("x"))
	}
	r := check(t, dir)
	if len(r.Findings) > 0 || r.Files != whole {
		t.Errorf("%d of %d files, %+v", r.Files, whole, r.Findings)
	}
	out, passed := script(t, dir)
	if !passed {
		t.Errorf("verify.py says\n%s", out)
	}
	for _, name := range left {
		if !slices.ContainsFunc(r.Warnings, func(f Finding) bool { return f.Code == CodeFileExtra && f.File == name }) {
			t.Errorf("%s is not told of: %+v", name, r.Warnings)
		}
		if !strings.Contains(out, "NOTE: "+name+" (1 bytes) is no part") {
			t.Errorf("verify.py does not tell of %s:\n%s", name, out)
		}
	}
	// No link, and nothing that is listed and not what it was.
	dir = copyOf(t, made)
	w.ok(os.Symlink("text.txt", filepath.Join(dir, ".DS_Store")))
	if r := check(t, dir); len(r.Findings) == 0 {
		t.Error("a link passes")
	}
	if out, passed := script(t, dir); passed {
		t.Errorf("a link: verify.py says\n%s", out)
	}
	dir = copyOf(t, made) // no file manager has such a name
	save(t, dir, "._a\nb", []byte("x"))
	if out, passed := script(t, dir); passed || len(check(t, dir).Findings) == 0 {
		t.Errorf("a name of two lines: verify.py says\n%s", out)
	}
}

// TestLineEnds: where a program changed the line ends, that is what both say, of each
// file, and not that nothing is listed.
func TestLineEnds(t *testing.T) {
	w := newWorld(t)
	w.fill()
	made, _ := w.export(w.job(false, w.cite("3", pageURL)))
	dir := copyOf(t, made)
	changed := []string{"SHA256SUMS", "README.txt", "bundle.json", "verify.py", "keys/log.pub"}
	for _, name := range changed {
		b, err := os.ReadFile(filepath.Join(dir, name))
		w.ok(err)
		save(t, dir, name, bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	}
	out, passed := script(t, dir)
	if passed || strings.Contains(out, "is not listed") || strings.Contains(out, "Traceback") {
		t.Errorf("verify.py says (passed: %v)\n%s", passed, out)
	}
	r := check(t, dir)
	for _, name := range changed {
		if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.File == name && strings.Contains(f.Detail, "only its line ends") }) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
		if !strings.Contains(out, "FAIL  "+name+": is not the file that SHA256SUMS lists: only its line ends") && name != "SHA256SUMS" {
			t.Errorf("verify.py does not tell of %s:\n%s", name, out)
		}
	}
	if !strings.Contains(out, "FAIL  SHA256SUMS: only its line ends") {
		t.Errorf("verify.py says\n%s", out)
	}
}
