package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Project is a folder with a configuration and manifests, as a user has one.
type Project struct {
	Dir string
	bin string
}

// NewProject makes a folder for the program at bin (an absolute path). It may
// fetch from loopback, pauses between no two pages of a host, as wget does, and
// takes bodies up to 4 GiB.
func NewProject(t testing.TB, bin string) *Project {
	t.Helper()
	p := &Project{Dir: t.TempDir(), bin: bin}
	p.write(t, "configs/archiver.yaml", `archive: {url: "file:archive"}
fetch:
  timeout: 10m
  retries: 0
  per_host: {delay: 0s}
  max_body: 4GiB
  allow_networks: [127.0.0.0/8]
rescue: {wayback: ""}
`)
	return p
}

// Report writes a manifest that cites each URL in a footnote of its own.
func (p *Project) Report(t testing.TB, id string, urls []string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\ntitle: %s\npublished: %s\nfootnotes:\n", id, id, time.Now().UTC().Format(time.DateOnly))
	for i, u := range urls {
		fmt.Fprintf(&b, "  - number: %d\n    text: \"%s\"\n    citations:\n      - url: %s\n", i+1, u, u)
	}
	p.write(t, "sources/"+id+".yaml", b.String())
}

func (p *Project) write(t testing.TB, name, text string) {
	t.Helper()
	path := filepath.Join(p.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Command is the program with arguments, in the project's folder, without the
// proxies of this machine.
func (p *Project) Command(args ...string) Command {
	return Command{Dir: p.Dir, Env: environment(), Args: append([]string{p.bin}, args...)}
}

// environment is this process's, without proxies and settings of the program or of Go.
func environment() (out []string) {
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); !strings.HasSuffix(strings.ToLower(name), "_proxy") && !strings.HasPrefix(name, "ARCHIVER_") && name != "GOGC" {
			out = append(out, e)
		}
	}
	return out
}

// Answer is what `run --json` and `check --json` say, as far as a benchmark
// has to know it.
type Answer struct {
	Summary   map[string]int `json:"summary"`
	Citations []struct {
		URL      string `json:"url"`
		Snapshot string `json:"snapshot"`
		Live     struct{ Verdict, Reason string }
	} `json:"citations"`
}

// parse reads the one JSON document on stdout.
func parse(t testing.TB, c Cost) (a Answer) {
	t.Helper()
	if err := json.Unmarshal(c.Stdout, &a); err != nil {
		t.Fatalf("read the program's JSON: %v\n%s", err, tail(c.Stderr))
	}
	return a
}

// Snapshots counts citations by what became of their snapshot.
func (a Answer) Snapshots() map[string]int {
	n := map[string]int{}
	for _, c := range a.Citations {
		n[c.Snapshot]++
	}
	return n
}
