package bench

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/webtest/origin"
)

// Wget captures the pages with their requisites into WARC files, with so many
// processes at once: each has the pages of its own hosts, and a folder of its own.
func Wget(t testing.TB, o *origin.Origin, urls []string, processes int) Row {
	t.Helper()
	dir := t.TempDir()
	lists := make([][]string, processes)
	seen := map[string]int{}
	for _, u := range urls {
		parsed, err := url.Parse(u)
		if err != nil {
			t.Fatal(err)
		}
		n, ok := seen[parsed.Host]
		if !ok {
			n = len(seen) % processes
			seen[parsed.Host] = n
		}
		lists[n] = append(lists[n], u)
	}
	var commands []Command
	for i, list := range lists {
		own := filepath.Join(dir, fmt.Sprint(i))
		if err := os.Mkdir(own, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(own, "urls"), []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		commands = append(commands, Command{Dir: own, Env: environment(), Args: []string{"wget", "--no-verbose", "--no-config",
			"--execute", "robots=off", "--tries=1", "--page-requisites", "--warc-file=capture", "--directory-prefix=tree", "--input-file=urls"}})
	}
	o.Set(t, 1, false, 0)
	cost, err := Together(t.Context(), commands)
	if err != nil {
		t.Fatal(err)
	}
	if cost.Exit != 0 {
		t.Fatalf("wget: exit code %d\n%s", cost.Exit, tail(cost.Stderr))
	}
	row := counted(t, o, fmt.Sprintf("wget --warc-file, %d at once", processes), cost, len(urls))
	for i := range lists {
		row.Stored += size(t, filepath.Join(dir, fmt.Sprint(i), "capture.warc.gz"))
	}
	return row
}

// counted adds what the origin served, and fails where pages are missing.
func counted(t testing.TB, o *origin.Origin, name string, cost Cost, pages int) Row {
	t.Helper()
	s := o.Stats(t)
	if s.Distinct < int64(pages) {
		t.Errorf("%s: fetched %d of %d pages", name, s.Distinct, pages)
	}
	return Row{Name: name, Cost: cost, Items: pages, Requests: s.Requests, Served: s.Bytes}
}
