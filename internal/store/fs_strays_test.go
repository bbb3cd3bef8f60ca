package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"archiver/internal/store"
)

// TestStrays: all that List passes over is told of, and nothing else.
func TestStrays(t *testing.T) {
	dir := t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, key := range []string{"log/a", "snapshots/x/y", "other/z"} {
		if err := st.Create(t.Context(), key, strings.NewReader("x"), 1); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, err := range []error{
		os.Symlink("y", at("snapshots/x/link")), os.Symlink("x", at("snapshots/folder")), os.WriteFile(at("snapshots/.hidden"), nil, 0o600),
		os.WriteFile(at("snapshots/x/bad\xff"), nil, 0o600), os.Mkdir(at("snapshots/.git"), 0o700), os.WriteFile(at("snapshots/.git/config"), nil, 0o600),
		os.Mkdir(at("snapshots/empty"), 0o700), unix.Mkfifo(at("snapshots/x/pipe"), 0o600), os.Symlink("y", at("other/link")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	strays := func(prefix string) (got []string) {
		for s, err := range st.Strays(t.Context(), prefix) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s.Path+": "+s.What)
		}
		return got
	}
	want := []string{"snapshots/.git: a folder with a name that no object has", "snapshots/.hidden: a file with a name that no object has",
		"snapshots/folder: a symbolic link", "snapshots/x/bad\uFFFD: a file with a name that no object has",
		"snapshots/x/link: a symbolic link", "snapshots/x/pipe: neither file nor folder"}
	if got := strays("snapshots/"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := strays("log/"); got != nil {
		t.Errorf("%q", got)
	}
	// The folder itself.
	if err := os.Rename(at("log"), at("elsewhere")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("elsewhere", at("log")); err != nil {
		t.Fatal(err)
	}
	if got := strays("log/"); !slices.Equal(got, []string{"log: a symbolic link"}) {
		t.Errorf("%q", got)
	}
}
