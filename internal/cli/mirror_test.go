package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/repair"
	"archiver/internal/store"
	"archiver/internal/verify"
)

// mirrored is a project with a mirror in a folder.
func mirrored(t *testing.T) (*project, *changingWeb) {
	web := newChangingWeb(t, 6)
	base := fmt.Sprintf("archive: {mirror: {url: file:mirror}}\nfetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:%s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", web.port)
	p := newProject(t, base, map[string][]byte{"report.md": web.report()})
	p.run(0, "import", "report.md", "--id", "mirrors", "--published", "2026-01-05")
	return p, web
}

// TestKilledFills kills runs at random moments, most of them while they fill the
// mirror. It is a sound archive at each of them, and the run that is not killed
// leaves it whole.
func TestKilledFills(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.write("configs/plain.yaml", []byte(strings.Replace(string(p.read("configs/archiver.yaml")), "archive: {mirror: {url: file:mirror}}", "", 1)))
	kills := killer{within: 400 * time.Millisecond}
	for i := range 12 {
		// What the mirror lacks is a good deal of the work.
		for range 3 {
			web.epoch.Add(1)
			p.run(0, "--config", "configs/plain.yaml", "run", "--all")
		}
		kills.kill(t, p.command("run"))
		if _, err := os.Stat(filepath.Join(p.dir, "mirror/log/checkpoint")); err != nil {
			continue // none yet
		}
		var v verifyJSON
		p.json(0, &v, "verify", "--mirror")
		for _, w := range v.Warnings {
			if w.Code != "log-unfinished" && w.Code != verify.CodeMirrorBehind && w.Code != "snapshot-unlisted" && w.Code != "timestamp-unlisted" {
				t.Errorf("kill %d: %+v", i, w)
			}
		}
	}
	p.run(0, "run")
	var v verifyJSON
	p.json(0, &v, "verify", "--mirror")
	if len(v.Warnings) > 0 {
		t.Errorf("at the end: %+v", v.Warnings)
	}
	var s resultJSON
	p.json(0, &s, "status")
	if s.Mirror == nil || s.Mirror.State != "complete" || s.Mirror.Behind != 0 {
		t.Errorf("at the end it stands %+v", s.Mirror)
	}
	kills.enough(t)
}

// TestKilledRepairs damages files of archive and mirror, never both of one, and
// kills repairs. Nothing is lost, the one that is not killed puts all right, and
// the log tells of each.
func TestKilledRepairs(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	for range 4 {
		web.epoch.Add(1)
		p.run(0, "run", "--all")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	kills, damaged := killer{within: 300 * time.Millisecond}, 0
	for range 4 {
		want := map[string]string{} // place and object: what stood there, "" for nothing
		whole := map[string]string{}
		for _, place := range repair.Places {
			for _, prefix := range []string{"keys", "log", "snapshots"} {
				filepath.WalkDir(filepath.Join(p.dir, place, prefix), func(path string, d os.DirEntry, err error) error {
					if err != nil || d.IsDir() {
						return err
					}
					key, _ := filepath.Rel(filepath.Join(p.dir, place), path)
					if key == checkpointKey || strings.HasPrefix(key, "log/records/claims/") { // which a mirror has none of
						return nil
					}
					data, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					whole[place+" "+key] = string(data)
					if place == repair.Places[1] {
						if _, both := want["archive "+key]; both {
							return nil
						}
					}
					if rnd.IntN(4) > 0 {
						return nil
					}
					if rnd.IntN(2) == 0 {
						want[place+" "+key] = ""
						return os.Remove(path)
					}
					data[rnd.IntN(len(data))] ^= 1
					want[place+" "+key] = string(data)
					return os.WriteFile(path, data, 0o666)
				})
			}
		}
		damaged += len(want)
		for range 8 {
			kills.kill(t, p.command("verify", "--repair"))
		}
		before := p.repairs()
		p.run(0, "verify", "--repair")
		for key, data := range whole {
			place, object, _ := strings.Cut(key, " ")
			if got := string(p.read(filepath.Join(place, object))); got != data {
				t.Errorf("%s is not what it was", key)
			}
		}
		after := p.repairs()
		for key, bad := range want {
			rec, ok := after[key]
			if !ok || before[key] != (ledger.RepairRecord{}) && before[key] == rec {
				continue
			}
			place, _, _ := strings.Cut(key, " ")
			switch {
			case bad == "" && rec.Fault != "missing" || bad != "" && rec.Fault != "altered":
				t.Errorf("%s is logged as %s", key, rec.Fault)
			case bad != "" && string(p.read(filepath.Join(place, rec.Aside))) != bad:
				t.Errorf("%s: what stood there is not what is kept", key)
			}
		}
		for key := range want {
			if _, ok := after[key]; !ok {
				t.Errorf("%s: the log does not tell", key)
			}
		}
		for _, args := range [][]string{{"verify", "--no-log"}, {"verify", "--mirror"}} {
			var v verifyJSON
			p.json(0, &v, args...)
			if len(v.Warnings) > 0 {
				t.Errorf("%v: %+v", args, v.Warnings)
			}
		}
	}
	t.Logf("%d files were damaged", damaged)
	kills.enough(t)
}

// repairs gives the newest record of each repair that the log tells of, by place
// and object.
func (p *project) repairs() map[string]ledger.RepairRecord {
	st, err := store.NewFS(filepath.Join(p.dir, "archive"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer st.Close()
	out := map[string]ledger.RepairRecord{}
	log, err := ledger.OpenReader(context.Background(), st)
	if err != nil {
		return out // damaged as yet
	}
	for l, err := range log.Records(context.Background(), 0) {
		var r ledger.RepairRecord
		if err == nil && l.Kind == ledger.KindRepair && json.Unmarshal(l.Body, &r) == nil {
			out[r.Place+" "+r.Object] = r
		}
	}
	return out
}

func (p *project) read(name string) []byte {
	p.t.Helper()
	data, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.t.Error(err)
	}
	return data
}
