package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/webtest/replay"
	"archiver/internal/webtest/tools"
	"archiver/internal/webtest/walk"
)

// TestWalk goes an editor's and a researcher's way through the pages of a real server,
// in a real browser, on a narrow screen and a wide one. WALK_SHOTS names a folder that
// keeps the pictures.
func TestWalk(t *testing.T) {
	t.Parallel()
	p := newDeskProject(t, "web: {token: a-token-for-the-walk, viewer: "+tools.ModulePath(t, "replaywebpage")+"}\n", 0)
	p.write("configs/archiver.yaml", []byte(strings.Replace(string(p.read("configs/archiver.yaml")), "mode: off", "mode: auto", 1)))
	p.run(0, "import", "report.md", "--id", "demo", "--published", "2026-01-05")
	p.env = append(p.env, browserVariable+"=auto")
	// One source is shown by a browser each time, so that there are pictures to compare.
	url := regexp.MustCompile(`- url: "[^"]*koumissai-les-chiffres"`)
	p.write("sources/demo.yaml", []byte(url.ReplaceAllStringFunc(string(p.read("sources/demo.yaml")), func(s string) string { return s + "\n        capture: browser" })))
	p.run(0, "run", "--all")
	p.web.Age()
	time.Sleep(time.Second) // pages name a snapshot by its second
	p.run(0, "run", "--all")
	for _, w := range []walk.Way{{Width: 1280, Scheme: "light"}, {Width: 360, Scheme: "dark"}} {
		t.Run(fmt.Sprint(w.Width), func(t *testing.T) {
			s := p.serve(nil, "--no-watch")
			defer s.end(syscall.SIGTERM)
			w.Playwright, w.Axe = tools.ModulePath(t, "playwright-core"), filepath.Join(tools.ModulePath(t, "axe-core"), "axe.min.js")
			w.Chrome, w.Shots = replay.Chrome(), os.Getenv("WALK_SHOTS")
			if w.Shots == "" {
				w.Shots = t.TempDir()
			}
			w.Pages, w.Content, w.Token, w.Viewer = s.said.Address, s.said.Content, "a-token-for-the-walk", true
			w.Title, w.Report, w.Changed = "Clear water, closed doors", w.Pages+"/reports/demo", w.Pages+"/reports/demo/5"
			w.Words, w.Replayed = "hydrologist", "attendaient dans un tiroir"
			seen, err := walk.Go(t.Context(), w)
			if err != nil {
				t.Fatalf("%v\n%s", err, s.errs.String())
			}
			checkWalk(t, p.project, w, seen)
		})
	}
}

func checkWalk(t *testing.T, p *project, w walk.Way, seen *walk.Seen) {
	t.Helper()
	names := []string{}
	for _, page := range seen.Pages {
		names = append(names, page.Name)
		if len(page.Violations) > 0 || page.Checks < 15 {
			t.Errorf("%s: %d rules of axe hold, and these do not: %s", page.Name, page.Checks, strings.Join(page.Violations, "\n"))
		}
		if page.Wide > w.Width {
			t.Errorf("%s is %d px wide on a screen of %d", page.Name, page.Wide, w.Width)
		}
	}
	for _, name := range []string{"reports", "report", "citation", "accepted", "search", "timeline", "snapshot", "diff", "diff-side", "proof"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s was not seen", name)
		}
	}
	if len(seen.Strayed)+len(seen.Faults) > 0 {
		t.Errorf("asked elsewhere: %v\nfaults: %v", seen.Strayed, seen.Faults)
	}
	e := seen.Editor
	if e.Failing == 0 || e.Filtered != e.Failing || e.Left != e.Failing-1 || !strings.Contains(e.Gate, "do not publish") ||
		!strings.Contains(e.Why, "fails") || e.Refused == "" || !e.Unreasoned || e.Accepted == "" {
		t.Errorf("the editor saw %+v", e)
	}
	r := seen.Researcher
	if r.Hits == 0 || r.Snapshots != 2 || r.Lost == 0 || r.Gained == 0 || r.Heading == r.Dated || r.Picture < 100 || r.Compared < 100 ||
		!r.Told || !strings.HasSuffix(r.File, ".wacz") || !strings.Contains(r.Proof, "sha256sum") || !r.Replayed {
		t.Errorf("the researcher saw %+v", r)
	}
	var h struct{ Snapshots []struct{ SHA256 string } }
	p.json(0, &h, "history", "5")
	if n := len(h.Snapshots); n != 2 || h.Snapshots[1].SHA256 != r.SHA256 {
		t.Errorf("downloaded %s, of %+v", r.SHA256, h.Snapshots)
	}
}
