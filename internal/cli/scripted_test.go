package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/store"
	"archiver/internal/wacz"
	"archiver/internal/watch"
	"archiver/internal/webtest/replay"
	"archiver/internal/webtest/scripted"
	"archiver/internal/webtest/tools"
)

// TestScriptedSite is the job on a site whose pages are what a browser makes of
// them, traps and attacks among them: each is captured as it should be, or told to
// be what it is, another's viewer shows what we say we have, and nothing of this
// machine was reached.
func TestScriptedSite(t *testing.T) {
	t.Parallel()
	site, err := scripted.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	p := newProject(t, scripted.Config(site), map[string][]byte{"ca.pem": site.CA(), "sources/scripted.yaml": site.Manifest("2026-01-05")})
	p.env = append(p.env, browserVariable+"=auto")

	var first resultJSON
	p.json(0, &first, "run")
	rows := byFootnote(first)
	for i, page := range scripted.Pages {
		p.holds(page, i+1, rows[i+1])
	}
	if n := site.Reached(); n > 0 {
		t.Errorf("pages reached services of this machine %d times", n)
	}
	if yes, no := site.Asked("/consented/accepted"), site.Asked("/consented/rejected"); yes > 0 || no == 0 {
		t.Errorf("consent was given %d times, refused %d times", yes, no)
	}
	p.run(0, "verify")

	// A look at some of them later: what changed is told, and nothing else.
	site.Age()
	var later strings.Builder
	fmt.Fprintf(&later, "id: later\ntitle: Later\npublished: 2026-01-05\nfootnotes:\n")
	for i, page := range scripted.Pages {
		if page.Later != "" || page.Replay || page.Host == "clock" {
			fmt.Fprintf(&later, "  - number: %d\n    text: x\n    citations:\n      - url: %s\n        capture: %s\n", i+1, site.URL(page), page.Capture)
		}
	}
	p.write("sources/later.yaml", []byte(later.String()))
	var second resultJSON
	p.json(0, &second, "run", "later", "--all")
	for n, row := range byFootnote(second) {
		want := "ok"
		if scripted.Pages[n-1].Later != "" {
			want = "changed"
		}
		if row.Live == nil || row.Live.Verdict != want {
			t.Errorf("footnote %d (%s), later: %+v, want %s", n, scripted.Pages[n-1].What, row.Live, want)
		}
	}
}

// holds checks the capture of one page.
func (p *project) holds(page scripted.Page, n int, row contract.Citation) {
	t := p.t
	t.Helper()
	ref := fmt.Sprint(n)
	if row.Live == nil {
		t.Errorf("%s: never looked at", page.What)
		return
	}
	if page.Reason != "" {
		if row.Live.Reason != page.Reason {
			t.Errorf("%s: %s %s, want %s", page.What, row.Live.Verdict, row.Live.Reason, page.Reason)
		}
		return
	}
	if row.Live.Verdict != "ok" || row.Archive.State != "intact" {
		t.Errorf("%s: %s %s (%s), archive %s", page.What, row.Live.Verdict, row.Live.Reason, row.Live.Detail, row.Archive.State)
		return
	}
	out, _ := p.run(0, "get", ref, "--as", "text")
	text := string(out)
	for _, want := range append(slices.Clone(page.Text), page.Quote) {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not in its text:\n%.2000s", page.What, want, text)
		}
	}
	for _, not := range page.Not {
		if strings.Contains(text, not) {
			t.Errorf("%s: %q is in its text", page.What, not)
		}
	}
	if page.Cut != "" {
		if cut := p.cutOf(row.Archive.Object); cut != nil && !slices.Contains(cut, page.Cut) {
			t.Errorf("%s: met %q, want %s", page.What, cut, page.Cut)
		}
	}
	if page.Replay {
		p.replays(page, ref)
	}
	if strings.Contains(page.Path, "#") { // an address that only scripts read to its end
		dir := filepath.Join(p.dir, "bundle")
		p.run(0, "export", ref, "-o", dir)
		if out, err := exec.Command("python3", filepath.Join(dir, "verify.py")).CombinedOutput(); err != nil {
			t.Errorf("%s: its bundle: %v\n%s", page.What, err, out)
		}
		if _, err := os.Stat(filepath.Join(dir, "screenshot.png")); err != nil {
			t.Errorf("%s: its bundle: %v", page.What, err)
		}
	}
}

// cutOf are the limits that the rendered capture met; nil of one that is not.
func (p *project) cutOf(object string) []string {
	p.t.Helper()
	st, err := store.NewFS(filepath.Join(p.dir, "archive"))
	if err != nil {
		p.t.Fatal(err)
	}
	a, closer, err := watch.OpenSnapshot(p.t.Context(), st, object)
	if err != nil {
		p.t.Fatal(err)
	}
	defer closer.Close()
	at, ok := a.View("pageinfo")
	if !ok {
		return nil
	}
	rec, done, err := a.Record(at)
	if err != nil {
		p.t.Fatal(err)
	}
	defer done.Close()
	var info struct {
		Cut []string `json:"cut"`
	}
	if err := json.NewDecoder(rec.Content).Decode(&info); err != nil {
		p.t.Fatal(err)
	}
	return append([]string{}, info.Cut...)
}

// replays wants the page's passage from another's viewer.
func (p *project) replays(page scripted.Page, ref string) {
	p.t.Helper()
	file := filepath.Join(p.dir, "replay-"+ref+".wacz")
	p.run(0, "get", ref, "--as", "wacz", "-o", file)
	f, err := os.Open(file)
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		p.t.Fatal(err)
	}
	a, err := wacz.Open(f, info.Size())
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(p.t.Context(), 3*time.Minute)
	defer stop()
	v, err := replay.Viewer{Files: tools.ModulePath(p.t, "replaywebpage"), Chrome: replay.Chrome()}.Open(ctx, file, a.Pages()[0].URL)
	if err != nil {
		p.t.Errorf("%s: %v", page.What, err)
		return
	}
	if !strings.Contains(v.Text, page.Quote) {
		p.t.Errorf("%s: the viewer does not show %q but\n%.1000s", page.What, page.Quote, v.Text)
	}
}
