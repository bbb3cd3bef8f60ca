package browser

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	path, err := Find("")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(path, "chrom") && !strings.Contains(path, "headless") {
		t.Errorf("found %s", path)
	}
	var missing *MissingError
	if _, err := Find("/nowhere/chromium"); !errors.As(err, &missing) || missing.Path != "/nowhere/chromium" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
	file := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(file, []byte("no program"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Find(file); !errors.As(err, &missing) {
		t.Errorf("a file that cannot be run: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	defer func(p []string) { places = p }(places)
	places = nil
	if _, err := Find(""); !errors.As(err, &missing) || !strings.Contains(err.Error(), "chromium-headless-shell") {
		t.Errorf("nothing installed: %v", err)
	}
}
