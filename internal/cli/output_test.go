package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// TestOutput: a place that cannot be written is told by its own name, and what cannot be
// read beside it is another matter.
func TestOutput(t *testing.T) {
	t.Parallel()
	fault := func(path string, why error) error {
		return fmt.Errorf("write: %w", &fs.PathError{Op: "open", Path: path, Err: why})
	}
	unmade := func(path string) error { return &fs.PathError{Op: "mkdir", Path: path, Err: syscall.EACCES} }
	for _, tt := range []struct {
		err  error
		path string
		want string // of the hint; "": it is no matter of the output
	}{
		{fault("out/.x.yaml-12", syscall.EACCES), "out/x.yaml", "read and write in out, or name a place elsewhere with -o"},
		{fault("/r/sources/.x.yaml-12", syscall.EROFS), "/r/sources/x.yaml", "nothing can be written in /r/sources as its disk is mounted"},
		{unmade("/r/new"), "/r/new/deep/x.yaml", "read and write in /r, or"},
		{unmade("/r/new"), "/r/new/x.yaml", "read and write in /r, or"},
		{fault("/r/old", syscall.EACCES), "/r/old/x.yaml", "read and write in /r/old, or"},
		{fault(".b.export-12", syscall.EACCES), "b", "read and write in ., or"},
		{fault("archive/snapshots/x.wacz", syscall.EACCES), "x.txt", ""},
		{fault("out/.x.yaml-12", syscall.ENOSPC), "out/x.yaml", ""},
		{errors.New("else"), "out/x.yaml", ""},
	} {
		err := asOutput("write "+tt.path, tt.path, tt.err)
		code, hint := (&env{}).explain(err)
		out := (*outputError)(nil)
		if errors.As(err, &out) != (tt.want != "") || !strings.Contains(hint, tt.want) || code != exitNoLook {
			t.Errorf("%v for %s: %v, %d, hint %q", tt.err, tt.path, err, code, hint)
		}
	}
}

// TestImportUnwritable: where the manifest cannot be written, nothing is said of the archive.
func TestImportUnwritable(t *testing.T) {
	t.Parallel()
	p := newProject(t, "", map[string][]byte{"lake.md": []byte("It rose.[^1]\n\n[^1]: https://a.example/1\n")})
	_, stderr := p.run(3, "import", "lake.md", "--published", "2020-02-20", "-o", "/sys/lake.yaml") // where even root writes nothing
	if s := string(stderr); !strings.Contains(s, "error: write /sys/lake.yaml: ") || !strings.Contains(s, "in /sys") || !strings.Contains(s, "place elsewhere with -o") || strings.Contains(s, "archive") && strings.Contains(s, "log.head") {
		t.Error(s)
	}
}
