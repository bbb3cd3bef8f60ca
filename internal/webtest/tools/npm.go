package tools

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Module is a program in JavaScript, by its name and version at the npm registry.
// Its licence may be one that our code must not carry: it stays in the cache.
type Module struct {
	Name, Version string
	// Needs says that it runs only with its dependencies beside it. Without,
	// the published package alone is unpacked.
	Needs bool
}

// Modules are the modules there are.
var Modules = []Module{
	{Name: "replaywebpage", Version: "2.5.3"},
	{Name: "playwright-core", Version: "1.56.1"},
	{Name: "axe-core", Version: "4.14.1"},
	{Name: "memento-client", Version: "2.0.4", Needs: true},
}

// BenchModules are those that only `make bench` compares with.
var BenchModules = []Module{
	{Name: "single-file-cli", Version: "2.0.83", Needs: true},
}

func (m Module) path(dir string) string { return filepath.Join(dir, m.Name+"@"+m.Version) }

// ModulePath is ModuleFiles for tests: it fails the test where there are none.
func ModulePath(t testing.TB, name string) string {
	t.Helper()
	files, err := ModuleFiles(name)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// ModuleFiles gives the folder of a module's published files, or an error where
// it has not been installed.
func ModuleFiles(name string) (string, error) {
	all := slices.Concat(Modules, BenchModules)
	i := slices.IndexFunc(all, func(m Module) bool { return m.Name == name })
	if i < 0 {
		return "", fmt.Errorf("tools: there is no module %q", name)
	}
	dir, err := folder()
	if err != nil {
		return "", err
	}
	m := all[i]
	files := filepath.Join(m.path(dir), "package")
	if m.Needs {
		files = filepath.Join(m.path(dir), "node_modules", m.Name)
	}
	if _, err := os.Stat(files); err != nil {
		return "", fmt.Errorf("tools: %s %s has not been installed; run `make deps-test` (or deps-bench) once: %w", name, m.Version, err)
	}
	return files, nil
}

// install unpacks into a folder of its own, and renames: a module is there
// whole, or not at all. No script of a module is run.
func (m Module) install(ctx context.Context, w io.Writer, dir string) error {
	if _, err := os.Stat(m.path(dir)); err == nil {
		return nil // by another, while we waited
	}
	spec := m.Name + "@" + m.Version
	fmt.Fprintf(w, "tools: fetching %s from the npm registry into %s, once\n", spec, dir)
	started := time.Now()
	tmp, err := os.MkdirTemp(dir, "npm-")
	if err != nil {
		return fmt.Errorf("fetch %s: %w", spec, err)
	}
	defer os.RemoveAll(tmp)
	steps := [][]string{{"npm", "pack", "--silent", "--ignore-scripts", spec}, {"sh", "-c", "tar xzf *.tgz && rm *.tgz"}}
	if m.Needs {
		steps = [][]string{{"npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", tmp, spec}}
	}
	for _, step := range steps {
		cmd := exec.CommandContext(ctx, step[0], step[1:]...)
		cmd.Dir, cmd.Stdout, cmd.Stderr = tmp, w, w
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("fetch %s: %s: %w", spec, step[0], err)
		}
	}
	if err := os.Rename(tmp, m.path(dir)); err != nil {
		return fmt.Errorf("fetch %s: %w", spec, err)
	}
	fmt.Fprintf(w, "tools: %s took %s\n", m.Name, time.Since(started).Round(time.Second))
	return nil
}
