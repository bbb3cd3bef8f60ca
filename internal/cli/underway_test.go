package cli

import (
	"fmt"
	"strings"
	"testing"

	"archiver/internal/webtest/s3server"
)

// TestUnderWay: what befalls an archive while a run or a verification is at work
// ends it with one sentence, finds no damage, loses nothing, and the next run
// mends.
func TestUnderWay(t *testing.T) {
	t.Parallel()
	s := s3server.Shared(t, s3server.Versity) // the faults are made in front of it
	m := newMiddle(t, s)
	web := newChangingWeb(t, 3)
	p := newProject(t, fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\naudit: {scrub: false}\n"+
		"archive:\n  url: s3://%s/evidence\n  endpoint: %s\n", web.port, s.Bucket(t, true), m.URL),
		map[string][]byte{"report.md": web.report()})
	p.env = append(p.env, s.Environ()...)
	p.run(0, "import", "report.md", "--id", "way", "--published", "2026-01-05")
	p.run(0, "run")
	requests := func(args ...string) int {
		web.epoch.Add(1)
		m.arm(0, "")
		p.run(0, args...)
		n, _ := m.disarm()
		return n
	}
	const run, verify, check = "run --all", "verify --no-log", "check --offline"
	during := map[string]int{}
	for _, command := range []string{run, verify, check} {
		during[command] = requests(strings.Fields(command)...) * 2 / 3
	}
	for _, c := range []struct {
		f    fault
		exit int
		says string
		hint string
		in   []string
	}{
		{expired, exitNoLook, "the credentials have expired", "renew the credentials", []string{run, verify, check}},
		{skewed, exitNoLook, "clock is too far", "NTP", []string{verify}},
		{gone, exitUsage, "there is no such bucket", "is archive.url right", []string{run}},
		{outage, exitNoLook, "the server does not answer as it should", "is the server up", []string{run, verify}},
		{slow, exitNoLook, "the server asks for slower requests", "try again later", []string{check}},
		{full, exitNoLook, "the server has no room left", "make room", []string{run}},
	} {
		for _, command := range c.in {
			at := during[command]
			web.epoch.Add(1)
			m.arm(at, c.f)
			cmd := p.command(strings.Fields(command)...)
			said, _ := cmd.CombinedOutput() // the exit code tells
			n, hit := m.disarm()
			what := fmt.Sprintf("%s in a %s (request %d of %d, %s)", c.f, command, at, n, hit)
			if code := cmd.ProcessState.ExitCode(); code != c.exit {
				t.Errorf("%s: exit code %d, want %d\n%s", what, code, c.exit, said)
			}
			if text := string(said); !strings.Contains(text, c.says) || !strings.Contains(text, c.hint) || strings.Count(text, "archiver: error:") != 1 ||
				strings.Contains(text, "snapshot-") || strings.Contains(text, "corrupt") {
				t.Errorf("%s: it says\n%s", what, text)
			}
		}
		var got resultJSON
		p.json(0, &got, "run", "--all")
		for _, row := range got.Citations {
			if row.Archive.State != watchIntact {
				t.Errorf("after %s: footnote %s: %+v", c.f, row.Footnote, row.Archive)
			}
		}
		var v verifyJSON
		p.json(0, &v, "verify", "--no-log")
		if !v.Passed || len(v.Warnings) > 0 {
			t.Errorf("after %s: verify: %+v", c.f, v)
		}
	}
}
