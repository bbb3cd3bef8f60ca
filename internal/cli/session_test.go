package cli

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"archiver/internal/demo"
)

// TestReadOnlyCopy: a copy of an archive that can only be read is read without
// its catalog, from the log.
func TestReadOnlyCopy(t *testing.T) {
	web, err := demo.New(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer web.Close()
	cfg := "fetch:\n  allow_networks: [\"127.0.0.0/8:" + web.Port() + "\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"
	p := newProject(t, cfg, map[string][]byte{"report.md": web.Report()})
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	p.run(0, "run")
	want, _ := p.run(0, "list", "--json")

	// No catalog, and no lock either, can be made where a file is no folder.
	p.write("blocked", nil)
	p.write("configs/archiver.yaml", []byte(cfg+"catalog: sqlite:blocked/catalog.db\n"))
	e := &env{out: io.Discard, err: new(bytes.Buffer), now: time.Now, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	s, err := e.openReader(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	sources, snapshots, looks, err := s.catalog.Stats(context.Background())
	if err != nil || sources == 0 || snapshots != sources || looks != sources {
		t.Errorf("%d sources, %d snapshots, %d looks (%v)", sources, snapshots, looks, err)
	}
	if got, _ := p.run(0, "list", "--json"); !bytes.Equal(got, want) {
		t.Errorf("list without a catalog:\n%s\nwith it:\n%s", got, want)
	}
	p.run(0, "get", "2", "--as", "text")
	if _, said := p.run(0, "check"); !bytes.Contains(said, []byte("looks are not recorded")) {
		t.Errorf("a check that can't record says %s", said)
	}
}
