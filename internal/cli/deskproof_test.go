package cli

import (
	"bytes"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/web"
	"archiver/internal/webtest/authority"
	"archiver/internal/webtest/witness"
)

// proof asks for one that was not kept.
func (p *deskProject) proof(ref string) *contract.Proof {
	p.t.Helper()
	p.d.proofs = newRecent[*contract.Proof](64, time.Minute)
	v, err := p.d.Proof(p.t.Context(), p.cite(ref), p.snapshots(ref)[0])
	if err != nil {
		p.t.Fatal(err)
	}
	return v
}

// TestDeskProves: a proof holds, its commands can be run, and one bit in any part of it
// makes it not hold, and names the step.
func TestDeskProves(t *testing.T) { // raced
	t.Parallel()
	clock := authority.Start(t, authority.Options{Root: true})
	seer, err := witness.New(t.TempDir(), "seer.example/w", false)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(seer)
	t.Cleanup(server.Close)
	p := newDeskProject(t, "", 1)
	if err := seer.Trust(strings.TrimSpace(string(p.read("archive/keys/log.pub")))); err != nil {
		t.Fatal(err)
	}
	p.write("configs/archiver.yaml", append(p.read("configs/archiver.yaml"), fmt.Sprintf("timestamp: [{url: %q, roots: %q}]\nlog: {witnesses: [{url: %q, key: %q}]}\n",
		clock.URL, clock.RootFile, server.URL, seer.Key)...))
	p.run(0, "run", "--all")
	p.e.loaded = nil
	p.d = p.desk()
	v := p.proof("2")
	if !v.Holds || len(v.Timestamps) != 1 || len(v.Witnesses) != 1 || len(v.Steps) != 7 || v.LogSize <= v.LogIndex || v.Origin == "" ||
		v.Entry == "" || v.Record == "" || v.Checkpoint == "" || len(v.Inclusion) == 0 || len(v.Limits) < 4 {
		t.Fatalf("%+v", v)
	}
	for _, c := range v.Commands {
		if args, ok := strings.CutPrefix(c.Line, "archiver verify"); ok {
			p.run(0, append([]string{"verify"}, strings.Fields(args)...)...)
			continue
		}
		dir := filepath.Join(p.dir, "archive")
		line := c.Line
		if strings.HasPrefix(line, "archiver ") {
			dir = p.dir
			line = shellWord(os.Args[0]) + strings.TrimPrefix(line, "archiver")
		}
		cmd := exec.Command("bash", "-c", line)
		cmd.Dir, cmd.Env = dir, p.env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", c.Line, err, out)
		}
		switch {
		case strings.HasPrefix(line, "sha256sum"):
			if !strings.Contains(c.What, strings.Fields(string(out))[0]) {
				t.Errorf("%s\n%s%s", c.What, c.Line, out)
			}
		case strings.HasPrefix(line, "grep"):
			if !strings.Contains(v.Entry, strings.Fields(string(out))[0]) {
				t.Errorf("%s: %s is not in %s", c.Line, out, v.Entry)
			}
		case strings.HasPrefix(line, "openssl"):
			if !bytes.Contains(out, []byte("Verification: OK")) {
				t.Errorf("%s: %s", c.Line, out)
			}
		}
	}

	snap := p.snapshots("2")[0]
	one := func(pattern string) string {
		t.Helper()
		list, err := filepath.Glob(filepath.Join(p.dir, "archive", pattern))
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", pattern, list, err)
		}
		return strings.TrimPrefix(list[0], filepath.Join(p.dir, "archive")+"/")
	}
	var newest int64
	if _, err := fmt.Sscan(strings.Split(string(p.read("archive/log/checkpoint")), "\n")[1], &newest); err != nil {
		t.Fatal(err)
	}
	stamped, seen := v.Steps[5].What, v.Steps[6].What
	for _, c := range []struct{ object, at, step string }{
		{snap.Object, "", stepBytes},
		{fmt.Sprintf("log/records/%d.jsonl", snap.Batch), snap.SHA256, stepRecord},
		{fmt.Sprintf("log/tile/entries/000.p/%d", newest), v.Entry, stepRecord},
		{fmt.Sprintf("log/tile/0/000.p/%d", newest), "", stepInclusion},
		{"log/checkpoint", "", stepCheckpoint},
		{fmt.Sprintf("log/checkpoints/%d", v.LogSize), "", stepCheckpoint},
		{"keys/log.pub", "", stepCheckpoint},
		{"keys/capture.pub", "", stepInside},
		{v.Timestamps[0].Object, "", stamped},
		{strings.TrimSuffix(v.Timestamps[0].Object, ".tsr") + ".pem", "", stamped},
		{one(fmt.Sprintf("log/witnesses/%d/*", v.LogSize)), "", seen},
		{one("keys/witness-*.pub"), "", seen},
	} {
		for _, what := range []string{"a bit", "all"} {
			path := filepath.Join(p.dir, "archive", c.object)
			was := p.read("archive/" + c.object)
			now := bytes.Clone(was)
			at := len(now) / 2
			if c.at != "" {
				at = bytes.Index(now, []byte(c.at))
			}
			now[at] ^= 1
			if what == "all" {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			} else {
				p.write("archive/"+c.object, now)
			}
			got := p.proof("2")
			named := false
			for _, s := range got.Steps {
				named = named || !s.Holds && s.Detail != "" && strings.HasPrefix(s.What, c.step[:24])
			}
			// Who takes a witness's word away takes nothing of the proof but that.
			lost := what == "all" && strings.HasPrefix(c.object, "log/witnesses/") && len(got.Witnesses) == 0
			if (got.Holds || !named) && !lost {
				t.Errorf("%s of %s: it holds: %v\n%+v", what, c.object, got.Holds, got.Steps)
			}
			p.write("archive/"+c.object, was)
		}
	}
	if v = p.proof("2"); !v.Holds {
		t.Errorf("put back as it was: %+v", v.Steps)
	}
	// A row of the catalog that tells otherwise is not proved by what the log has.
	other := snap
	other.SHA256 = strings.Repeat("ab", 32)
	if v, err := p.d.Proof(t.Context(), p.cite("2"), other); err != nil || v.Holds {
		t.Errorf("another row: %+v, %v", v, err)
	}
	var gone *web.GoneError
	other.LogIndex = 1 << 40
	if _, err := p.d.Proof(t.Context(), p.cite("2"), other); !errors.As(err, &gone) {
		t.Errorf("a row that there is not: %v", err)
	}
}

// TestDeskProvesPlain: with no authority and no witness the rest is proved, and the limits
// say what is not.
func TestDeskProvesPlain(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	v := p.proof("2")
	if !v.Holds || len(v.Steps) != 5 || len(v.Timestamps)+len(v.Witnesses) > 0 {
		t.Errorf("%+v", v)
	}
	for _, want := range []string{"No authority has stamped", "No witness has signed", "Who holds the log's key"} {
		if !strings.Contains(strings.Join(v.Limits, "\n"), want) {
			t.Errorf("%q is not among %q", want, v.Limits)
		}
	}
}
