package internal

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// starts is what starts goroutines.
	starts = regexp.MustCompile(`(?m)^[^/\n]*(\bgo (func\b|[A-Za-z_.]+\()|errgroup|sync\.WaitGroup)`)
	aTest  = regexp.MustCompile(`(?m)^func (Test\w+)\(.*`)
	// marked is what the Makefile looks for.
	marked = regexp.MustCompile(`^func (Test[A-Za-z0-9_]+)\(t \*testing\.T\) \{ // raced$`)
)

// TestRaced: each package that starts goroutines has tests that run under the race
// detector, and no test falls between what runs under it and what runs without.
func TestRaced(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^RACED := (.*)$`).FindSubmatch(makefile)
	if line == nil {
		t.Fatal("the Makefile has no RACED")
	}
	whole := strings.Fields(string(line[1]))
	concurrent := map[string]bool{}       // packages
	tests := map[string]map[string]bool{} // by package: whether one is marked
	has := func(pkg string) (marks int) { // how many marks it has
		for _, m := range tests[pkg] {
			if m {
				marks++
			}
		}
		return marks
	}
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		pkg := "./internal/" + path.Dir(filepath.ToSlash(name))
		if !strings.HasSuffix(name, "_test.go") {
			if starts.Match(src) && !strings.HasPrefix(pkg, "./internal/webtest") && pkg != "./internal/store/storetest" {
				concurrent[pkg] = true
			}
			return nil
		}
		for _, m := range aTest.FindAllSubmatch(src, -1) {
			if tests[pkg] == nil {
				tests[pkg] = map[string]bool{}
			}
			mark := marked.Match(m[0])
			if !mark && strings.Contains(string(m[0]), "// raced") {
				t.Errorf("%s: the Makefile does not see this mark: %s", name, m[0])
			}
			tests[pkg][string(m[1])] = mark
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(concurrent) == 0 {
		t.Fatal("nothing starts goroutines")
	}
	for pkg := range concurrent {
		if !slices.Contains(whole, pkg) && has(pkg) == 0 {
			t.Errorf("%s starts goroutines: mark those of its tests that are about them with `// raced`, or add it to RACED in the Makefile", pkg)
		}
	}
	// The Makefile goes by names. In a package without marks, one of another package's
	// marked tests would run nowhere.
	for pkg, list := range tests {
		for name, mark := range list {
			if !mark {
				continue
			}
			if slices.Contains(whole, pkg) {
				t.Errorf("%s: %s needs no mark, the package is in RACED", pkg, name)
			}
			for other := range tests {
				if _, same := tests[other][name]; same && has(other) == 0 && !slices.Contains(whole, other) {
					t.Errorf("%s: %s is marked, and would run nowhere in %s: give it another name", pkg, name, other)
				}
			}
		}
	}
}
