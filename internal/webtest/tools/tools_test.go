package tools_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"archiver/internal/webtest/tools"
)

// failed notes what a test would fail with.
type failed struct {
	testing.TB
	says string
}

func (f *failed) Helper()           {}
func (f *failed) Fatal(args ...any) { f.Fatalf("%s", fmt.Sprint(args...)) }
func (f *failed) Fatalf(format string, args ...any) {
	f.says = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func path(t *testing.T, name string) (file, says string) {
	f := &failed{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		file = tools.Path(f, name)
	}()
	<-done
	return file, f.says
}

func TestPath(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	for _, tool := range tools.All {
		if file, says := path(t, tool.Name); file != "" || !strings.Contains(says, "make deps-test") || !strings.Contains(says, tool.Version) {
			t.Errorf("%s is not built: %q, %q", tool.Name, file, says)
		}
		want := filepath.Join(dir, "archiver-test", tool.Name+"@"+tool.Version)
		if err := os.MkdirAll(filepath.Dir(want), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(want, nil, 0o755); err != nil {
			t.Fatal(err)
		}
		if file, says := path(t, tool.Name); file != want || says != "" {
			t.Errorf("%s is built: %q, %q", tool.Name, file, says)
		}
	}
	for _, m := range tools.Modules {
		inside := "package"
		if m.Needs {
			inside = filepath.Join("node_modules", m.Name)
		}
		want := filepath.Join(dir, "archiver-test", m.Name+"@"+m.Version, inside)
		if err := os.MkdirAll(want, 0o755); err != nil {
			t.Fatal(err)
		}
		if got := tools.ModulePath(t, m.Name); got != want {
			t.Errorf("%s is at %s", m.Name, got)
		}
	}
	if _, says := path(t, "nothing"); says == "" {
		t.Error("a program that there is not")
	}
	// All are built: nothing is done, and nothing said.
	var out strings.Builder
	if err := tools.Install(t.Context(), &out, false); err != nil || out.Len() > 0 {
		t.Errorf("%v, %q", err, out.String())
	}
}
