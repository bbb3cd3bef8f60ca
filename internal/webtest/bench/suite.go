package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"archiver/internal/webtest/origin"
)

const (
	pages  = 1000
	growth = 4000 // small pages, to make the archive five times as large
)

// Binary is the program that `make build` made, as seen from a package two
// folders down.
func Binary(t testing.TB) string {
	t.Helper()
	bin, err := filepath.Abs("../../bin/archiver")
	if err == nil {
		_, err = os.Stat(bin)
	}
	if err != nil {
		t.Fatalf("find the program (make build): %v", err)
	}
	return bin
}

// Passes measures, on one origin in one go: a first pass over 1,000 pages with
// their requisites, beside wget; a check of them unchanged, and one with noise in
// every page; a second pass with 5 % changed, and one more with noise; get, before
// and after the archive has grown. bin is the absolute path of the program.
func Passes(t testing.TB, bin string) {
	o := origin.Start(t, origin.Options{Pages: pages, Small: growth})
	p := NewProject(t, bin)
	archive := filepath.Join(p.Dir, "archive")
	p.Report(t, "pages", o.URLs())

	// pass runs the program once and fails where it fetched or kept too little.
	pass := func(name string, epoch int, noise bool, taken int, args ...string) Row {
		t.Helper()
		o.Set(t, epoch, noise, 0)
		before := size(t, archive)
		cost := must(t, 0, p.Command(args...))
		row := counted(t, o, name, cost, pages)
		row.Stored = size(t, archive) - before
		answer := parse(t, cost)
		if args[0] == "run" {
			if got := answer.Snapshots()["taken"]; got != taken {
				t.Errorf("%s: %d snapshots taken, want %d", name, got, taken)
			}
			row.Note = fmt.Sprint(answer.Snapshots())
		} else {
			row.Note = fmt.Sprint(answer.Summary)
			if answer.Summary["ok"] != pages {
				t.Errorf("%s: %s, want %d ok", name, row.Note, pages)
			}
		}
		return row
	}
	first := pass("archiver run --all, first", 1, false, pages, "run", "--all", "--json")
	if least := origin.Least(pages); first.Requests < least {
		t.Errorf("%d requests: requisites were left out, %d is the least", first.Requests, least)
	}
	one, sixteen := Wget(t, o, o.URLs(), 1), Wget(t, o, o.URLs(), 16)
	t.Logf("\n%s", Table("First pass, 1,000 pages with requisites", []Row{first, one, sixteen,
		ratio("wget x1 / archiver", one, first), ratio("wget x16 / archiver", sixteen, first)}))

	check := pass("archiver check, unchanged", 1, false, 0, "check", "--json")
	noisyCheck := pass("archiver check, noise alone", 1, true, 0, "check", "--json")
	second := pass("archiver run --all, 5 % changed", 2, false, pages/20, "run", "--all", "--json")
	noisy := pass("archiver run --all, 5 % and noise", 3, true, pages/20, "run", "--all", "--json")
	t.Logf("\n%s", Table("Later passes", []Row{check, noisyCheck, second, noisy, ratio("second / first pass", second, first), ratio("check, noisy / unchanged", noisyCheck, check)}))

	few := get(t, p, 50)
	verify := must(t, 0, p.Command("verify", "--json"))
	stored := size(t, archive)
	p.Report(t, "notes", o.SmallURLs())
	o.Set(t, 3, true, 0)
	grown := must(t, 0, p.Command("run", "notes", "--all", "--json"))
	many := get(t, p, 50)
	t.Logf("\n%s", Table("Reading back", []Row{
		{Name: "archiver get, 1,100 snapshots", Cost: few, Items: 50, Note: fmt.Sprintf("%.1f ms wall each", few.Wall.Seconds()*1000/50)},
		{Name: "archiver get, 5,100 snapshots", Cost: many, Items: 50, Note: fmt.Sprintf("%.1f ms wall each", many.Wall.Seconds()*1000/50)},
		{Name: "archiver verify", Cost: verify, Items: 1100, Note: fmt.Sprintf("%.0f MB/s", float64(stored)/1e6/verify.Wall.Seconds())},
		{Name: "archiver run, 4,000 small pages", Cost: grown, Items: growth},
	}))
}

// get looks up n footnotes, a process each, and adds the costs up.
func get(t testing.TB, p *Project, n int) (sum Cost) {
	t.Helper()
	for i := range n {
		c := must(t, 0, p.Command("get", fmt.Sprintf("pages/%d", 2+i*19), "--as", "original", "-o", filepath.Join(t.TempDir(), "page")))
		sum.Wall += c.Wall
		sum.CPU += c.CPU
		sum.RSS = max(sum.RSS, c.RSS)
	}
	return sum
}

// ratio compares two rows: how many times a's figures are those of b.
func ratio(name string, a, b Row) Row {
	return Row{Name: name, Items: 1, Cost: Cost{Wall: time.Duration(float64(a.Cost.Wall) / float64(b.Cost.Wall) * float64(time.Second)),
		CPU: time.Duration(a.PerItem() / b.PerItem() * float64(time.Millisecond))}, Note: "times"}
}

// Huge measures one body of 2 GiB that cannot be compressed.
func Huge(t testing.TB, bin string) {
	o := origin.Start(t, origin.Options{})
	p := NewProject(t, bin)
	p.Report(t, "huge", []string{o.HugeURL()})
	cost := must(t, 0, p.Command("run", "--all", "--json"))
	if got := parse(t, cost).Snapshots()["taken"]; got != 1 {
		t.Errorf("the body was not kept: %s", cost.Stdout)
	}
	stored := size(t, filepath.Join(p.Dir, "archive"))
	t.Logf("\n%s", Table("One body of 2 GiB", []Row{{Name: "archiver run", Cost: cost, Items: 1, Served: o.Stats(t).Bytes, Stored: stored,
		Note: fmt.Sprintf("%.0f MB/s", float64(2<<30)/1e6/cost.Wall.Seconds())}}))
}
