// Package tools has the programs of others that tests run against: S3 servers, a
// timestamp authority, another implementation's check of a log, a viewer of
// archives. They are built or fetched once per version into the user's cache
// folder, by `make deps-test` and never by a test: building takes minutes.
package tools

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// Tool is a program in Go, by the package and the version it is built from.
type Tool struct {
	Name, Package, Version string
}

// All are the programs there are. Versions are exact: a test that passes on one
// server says nothing of the next.
var All = []Tool{
	{"minio", "github.com/minio/minio", "v0.0.0-20260212201848-7aac2a2c5b7c"},
	{"versitygw", "github.com/versity/versitygw/cmd/versitygw", "v1.8.0"},
	{"timestamp-server", "github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server", "v2.1.3"},
	{"fsck", "github.com/transparency-dev/tessera/cmd/fsck", "v1.0.4"},
}

func folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache folder: %w", err)
	}
	return filepath.Join(cache, "archiver-test"), nil
}

func (t Tool) path(dir string) string { return filepath.Join(dir, t.Name+"@"+t.Version) }

// Path gives the path of a program. It fails the test where the program has not
// been built.
func Path(t testing.TB, name string) string {
	t.Helper()
	i := slices.IndexFunc(All, func(tool Tool) bool { return tool.Name == name })
	if i < 0 {
		t.Fatalf("tools: there is no program %q", name)
	}
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	file := All[i].path(dir)
	if _, err := os.Stat(file); err != nil {
		t.Fatalf("tools: %s %s has not been built; run `make deps-test` once (it takes minutes): %v", name, All[i].Version, err)
	}
	return file
}

// what is one thing that Install puts into the cache folder.
type what interface {
	path(dir string) string
	install(ctx context.Context, w io.Writer, dir string) error
}

// Install builds and fetches what is missing, and says on w what it does; with
// bench also what only benchmarks need. Several processes may call it at once:
// one works, the others wait.
func Install(ctx context.Context, w io.Writer, bench bool) error {
	dir, err := folder()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("install tools: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("install tools: %w", err)
	}
	defer lock.Close() // and unlocks
	var all []what
	for _, t := range All {
		all = append(all, t)
	}
	for _, m := range Modules {
		all = append(all, m)
	}
	for _, m := range BenchModules {
		if bench {
			all = append(all, m)
		}
	}
	locked := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
	for _, t := range all {
		if _, err := os.Stat(t.path(dir)); err == nil {
			continue
		}
		if !locked {
			fmt.Fprintf(w, "tools: waiting for another process that builds into %s\n", dir)
			if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
				return fmt.Errorf("install tools: lock %s: %w", dir, err)
			}
			locked = true
		}
		if err := t.install(ctx, w, dir); err != nil {
			return err
		}
	}
	return nil
}

// install builds into a folder of its own, and renames: a program is there
// whole, or not at all.
func (t Tool) install(ctx context.Context, w io.Writer, dir string) error {
	file := t.path(dir)
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err // built while we waited
	}
	fmt.Fprintf(w, "tools: building %s@%s into %s, once (minutes)\n", t.Package, t.Version, file)
	started := time.Now()
	tmp, err := os.MkdirTemp(dir, "build-")
	if err != nil {
		return fmt.Errorf("build %s: %w", t.Name, err)
	}
	defer os.RemoveAll(tmp)
	cmd := exec.CommandContext(ctx, "go", "install", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", t.Package+"@"+t.Version)
	cmd.Dir = tmp // outside any module
	cmd.Env = append(os.Environ(), "GOBIN="+tmp, "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	cmd.Stdout, cmd.Stderr = w, w
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build %s@%s: %w", t.Package, t.Version, err)
	}
	built, err := os.ReadDir(tmp)
	if err != nil || len(built) != 1 {
		return fmt.Errorf("build %s: go install left %d files: %w", path.Base(t.Package), len(built), err)
	}
	if err := os.Rename(filepath.Join(tmp, built[0].Name()), file); err != nil {
		return fmt.Errorf("build %s: %w", t.Name, err)
	}
	fmt.Fprintf(w, "tools: %s took %s\n", t.Name, time.Since(started).Round(time.Second))
	return nil
}
