package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOddStates: what stands in the place of a file of ours stops a run only where it
// has to, and then it is said what to do. That done, the run goes on.
func TestOddStates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  func(at func(name string) string) error
		exit int
		says string // with an exit other than 0
		mend []string
	}{
		"an empty head": {func(at func(string) string) error { return os.Truncate(at("configs/log.head"), 0) }, exitNoLook, "recover --why", []string{"recover", "--why", "the disk was full"}},
		"half a head":   {func(at func(string) string) error { return os.Truncate(at("configs/log.head"), 60) }, exitNoLook, "recover --why", []string{"recover", "--why", "the disk was full"}},
		"a folder for the README": {func(at func(string) string) error {
			return errors.Join(os.Remove(at("archive/README.md")), os.Mkdir(at("archive/README.md"), 0o755))
		}, 0, "", nil},
		"a folder for the catalog": {func(at func(string) string) error {
			return errors.Join(os.Remove(at("archive/catalog.db")), os.Mkdir(at("archive/catalog.db"), 0o755))
		}, exitNoLook, "move it to another place", []string{"reindex"}},
		"a link to nowhere for the catalog": {func(at func(string) string) error {
			return errors.Join(os.Remove(at("archive/catalog.db")), os.Symlink("nowhere/catalog.db", at("archive/catalog.db")))
		}, exitNoLook, "makes it anew", []string{"reindex"}},
		"a file for the temporaries": {func(at func(string) string) error {
			return errors.Join(os.RemoveAll(at("archive/.tmp")), os.WriteFile(at("archive/.tmp"), nil, 0o644))
		}, exitNoLook, "move it to another place", nil},
		"a link to a folder of snapshots": {func(at func(string) string) error {
			return errors.Join(os.Rename(at("archive/snapshots"), at("elsewhere")), os.Symlink(at("elsewhere"), at("archive/snapshots")))
		}, exitNoLook, "move it to another place", nil},
		"a folder for the lock": {func(at func(string) string) error {
			return errors.Join(os.Remove(at("archive/catalog.db.lock")), os.Mkdir(at("archive/catalog.db.lock"), 0o755))
		}, exitNoLook, "move it to another place", nil},
	} {
		t.Run(name, func(t *testing.T) {
			p, web := mirrored(t)
			p.run(0, "run")
			web.epoch.Add(1)
			if err := c.set(func(name string) string { return filepath.Join(p.dir, name) }); err != nil {
				t.Fatal(err)
			}
			if _, said := p.run(c.exit, "run", "--all"); c.says != "" && !strings.Contains(string(said), c.says) {
				t.Errorf("it says\n%s", said)
			}
			if strings.HasSuffix(name, "head") {
				out, errs := p.run(exitFailed, "verify")
				if said := string(out) + string(errs); !strings.Contains(said, "head-damaged") || strings.Contains(said, "Two different logs") || !strings.Contains(said, "recover --why") {
					t.Errorf("verify says\n%s", said)
				}
			}
			if c.mend != nil {
				p.run(0, c.mend...)
				p.run(0, "run", "--all")
				p.run(0, "verify")
			}
		})
	}
}
