package ledger

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/webtest/tools"
)

// fsck has Tessera's check of tlog-tiles logs, another implementation of the
// format, go over a log at url. Only its line of success counts: on damage it may
// wait for ever, or exit with 0.
func fsck(t *testing.T, url, pub string, timeout time.Duration) (accepted bool, output string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, tools.Path(t, "fsck"), "-storage_url", url, "-public_key", pub, "-N", "4", "-ui=false", "-v=1")
	out, _ := cmd.CombinedOutput()
	return strings.Contains(string(out), "Successfully fsck'd log with size "), string(out)
}

func TestFsck(t *testing.T) {
	dir := t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	cfg := w.config()
	cfg.Store = st
	l, err := Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := 0; n < 700; i++ {
		size := 1 + i%13*3
		appendN(t, l, n, size)
		n += size
	}
	pub := filepath.Join(dir, filepath.FromSlash(keyObject))
	file := "file://" + dir + "/log/"
	r, err := OpenReader(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("Successfully fsck'd log with size %d and root %s", n, r.cp.root)
	if ok, out := fsck(t, file, pub, time.Minute); !ok || !strings.Contains(out, want) {
		t.Fatalf("the log is not accepted, want %q:\n%s", want, out)
	}
	// The same over HTTP, as any static server gives it.
	srv := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "log"))))
	defer srv.Close()
	if ok, out := fsck(t, srv.URL+"/", pub, time.Minute); !ok || !strings.Contains(out, want) {
		t.Fatalf("the log is not accepted over HTTP:\n%s", out)
	}

	// One bit flipped in any of these, and it is not.
	for _, key := range []string{checkpointObject, entriesPath(0, tileWidth), entriesPath(1, tileWidth), entriesPath(2, n-512),
		tilePath(0, 0, tileWidth), tilePath(0, 2, n-512), tilePath(1, 0, 2), keyObject} {
		path := filepath.Join(dir, filepath.FromSlash(key))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bad := append([]byte(nil), data...)
		bad[len(bad)*2/3] ^= 1
		replace(t, path, bad)
		// The good log took it a tenth of a second.
		if ok, out := fsck(t, file, pub, 5*time.Second); ok {
			t.Errorf("%s altered, and accepted:\n%s", key, out)
		}
		replace(t, path, data)
	}
	if ok, out := fsck(t, file, pub, time.Minute); !ok {
		t.Errorf("the log put back is not accepted:\n%s", out)
	}
}

// replace writes over an object, as its store would not.
func replace(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
