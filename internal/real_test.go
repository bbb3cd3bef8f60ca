package internal

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoRealArchive: a run looks for copies of dead sources in a public archive
// unless its configuration says otherwise. So every configuration that a test,
// a benchmark or the demo writes has to say so: none may ask a real archive for
// what was made up. (internal/cli also refuses to run as the program where the
// environment does not say it.)
func TestNoRealArchive(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	configs := 0
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, name) // below root
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel == ".git" || rel == "bin" || rel == "configs" {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := filepath.Ext(name); ext != ".go" && ext != ".txt" && ext != ".yaml" || rel == "internal/real_test.go" {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		// A configuration for a made-up web names the networks it may fetch from.
		text := string(src)
		n := strings.Count(text, "allow_networks: [") - strings.Count(text, "allow_networks: [localhost]")
		if strings.HasSuffix(rel, "_test.go") || strings.Contains(rel, "testdata/") || strings.HasPrefix(rel, "internal/webtest/") ||
			strings.HasPrefix(rel, "internal/eval/") || rel == "internal/cli/demo.go" {
			// Replacing a part of one is no configuration of its own.
			n -= strings.Count(text, `strings.Replace(cfg, "allow_networks: [", fmt.Sprintf("allow_networks: [`) * 2
			configs += n
			if off := strings.Count(text, `rescue: {wayback: "`) + strings.Count(text, `rescue: {wayback: \"`); off < n {
				t.Errorf("%s: %d configurations, and %d of them say where copies are looked for: add rescue: {wayback: \"\"}", rel, n, off)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if configs < 5 {
		t.Errorf("%d configurations found: this test looks in the wrong places", configs)
	}
}
