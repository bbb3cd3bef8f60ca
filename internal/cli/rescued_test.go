package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/demo"
)

// TestSaysWhomItAsks: the first run of all tells that it asks an archive which nobody named
// to it. Nothing is asked here: the report of that run cites nothing, and all that the
// later one knows is well.
func TestSaysWhomItAsks(t *testing.T) {
	t.Parallel()
	const told = "for a source that is dead, or does not show itself, a run asks web.archive.org for a copy"
	run := func(dir string, quiet bool) string {
		t.Helper()
		var errs bytes.Buffer
		e := &env{out: new(bytes.Buffer), err: &errs, now: time.Now, configPath: filepath.Join(dir, "configs/archiver.yaml"), quiet: quiet}
		if err := runRun(t.Context(), e, false, nil); err != nil {
			t.Fatal(err)
		}
		return errs.String()
	}
	none := map[string][]byte{"sources/a.yaml": []byte("id: a\npublished: 2026-01-05\n")}
	for config, want := range map[string]bool{"": true, "rescue: {wayback: off}\n": false, "rescue: {wayback: \"http://127.0.0.1:1\"}\n": false} {
		if said := run(newProject(t, config, none).dir, false); strings.Contains(said, told) != want {
			t.Errorf("%q: said %q", config, said)
		}
	}
	if said := run(newProject(t, "", none).dir, true); said != "" {
		t.Errorf("--quiet: said %q", said)
	}

	web, err := demo.New(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer web.Close()
	fetch := "fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:" + web.Port() + "\"]\n  per_host: {delay: 0s}\n"
	p := newProject(t, fetch+"rescue: {wayback: \"\"}\n", map[string][]byte{"report.md": web.Report()})
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	p.run(0, "run")
	p.write("configs/archiver.yaml", []byte(fetch))
	if said := run(p.dir, false); strings.Contains(said, told) {
		t.Errorf("a later run said %q", said)
	}
}
