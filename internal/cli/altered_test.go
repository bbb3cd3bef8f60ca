package cli

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/contract"
	"archiver/internal/source"
)

// TestAlteredCatalog: a catalog that somebody altered is not believed, and no bytes
// are removed by its word. The log is right, and archiver reindex makes it anew.
func TestAlteredCatalog(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	p.run(0, "run")
	web.epoch.Add(1)
	p.run(0, "run", "--all")
	path := filepath.Join(p.dir, "archive/catalog.db")
	var one, two contract.History
	p.json(0, &one, "history", "1")
	p.json(0, &two, "history", "2")
	s := p.newest("1")
	day := s.CapturedAt.Format("2006-01-02T15:04:05.000Z07:00")
	uses := map[string][]string{
		"get": {"get", "1", "-o", "x"}, "history": {"history", "1"}, "check": {"check"}, "check offline": {"check", "--offline"},
		"export": {"export", "1", "-o", "x"}, "diff": {"diff", "1"}, "quote": {"quote", "1", "anything"}, "run": {"run", "--all"},
		"withdraw": {"withdraw", "1", "--at", day, "--why", "no", "--yes"},
	}
	all := []string{"get", "history", "check", "check offline", "export", "diff", "withdraw"}
	newest := "WHERE object = '" + s.Object + "'"
	for what, c := range map[string]struct {
		sql  string
		told string
		uses []string
	}{
		"swapped": {fmt.Sprintf(`UPDATE snapshot SET source_id = CASE source_id WHEN '%[1]s' THEN '%[2]s' ELSE '%[1]s' END WHERE source_id IN ('%[1]s', '%[2]s')`, source.ID(one.URL), source.ID(two.URL)),
			"URL", append(all, "run")},
		"time":     {`UPDATE snapshot SET captured_at = 1500000000000 ` + newest, "time of capture", append(all, "run")},
		"class":    {`UPDATE snapshot SET class = 'wall'`, "class", append(all, "run")},
		"digest":   {`UPDATE snapshot SET sha256 = substr(sha256, 2) || 'f'`, "SHA-256", append(all, "run")},
		"object":   {`UPDATE snapshot SET object = replace(object, '.wacz', 'x.wacz')`, "object", append(all, "run")},
		"place":    {`UPDATE snapshot SET log_index = log_index + 1000`, "the log has", append(all, "run")},
		"batch":    {`UPDATE snapshot SET batch = batch + 1`, "place in the log", append(all, "run")},
		"decision": {`UPDATE snapshot SET withdrawal = '{"state":"decided","at":"2026-01-01T00:00:00Z","why":"x","url":"x","log_index":1}' ` + newest, "nobody decided", []string{"check", "run"}},
	} {
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{c.sql, `PRAGMA wal_checkpoint(TRUNCATE)`} {
			if _, err := db.Exec(q); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) == string(good) {
			t.Fatalf("%s: nothing is altered, %v", what, err)
		}
		for _, use := range c.uses {
			if use == "run" {
				// It makes the catalog anew by itself, says so, and does its work.
				if _, errs := p.run(0, uses[use]...); !strings.Contains(string(errs), "the catalog does not tell of snapshot") || !strings.Contains(string(errs), "made anew") {
					t.Errorf("%s: the run says\n%s", what, errs)
				}
				p.run(0, "check", "--offline")
				continue
			}
			out, errs := p.run(exitNoLook, uses[use]...)
			if !strings.Contains(string(errs), "the catalog does not tell of snapshot") || !strings.Contains(string(errs), c.told) || !strings.Contains(string(errs), "hint:") || !strings.Contains(string(errs), "reindex") {
				t.Errorf("%s, %s:\n%s\n%s", what, use, out, errs)
			}
			if p.stands("x") {
				t.Fatalf("%s, %s: it was handed out", what, use)
			}
		}
		if !p.stands("archive/" + s.Object) {
			t.Fatalf("%s: bytes were removed", what)
		}
		p.run(0, "reindex")
		p.run(0, "get", "1", "-o", "x")
		p.remove("x")
		p.run(0, "check", "--offline")
	}
	p.run(0, "verify")
}

// TestRowsTakenOut: rows that are taken out of the catalog are missed by whatever opens
// it, which makes it anew: an archived copy is never told to be none.
func TestRowsTakenOut(t *testing.T) {
	t.Parallel()
	p, _ := mirrored(t)
	p.run(0, "run")
	for _, c := range [][]string{{"get", "1", "-o", "x"}, {"check", "--offline"}, {"status"}, {"run"}} {
		db, err := sql.Open("sqlite", filepath.Join(p.dir, "archive/catalog.db"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`DELETE FROM snapshot WHERE object = '` + p.newest("1").Object + `'`); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if _, errs := p.run(0, c...); !strings.Contains(string(errs), "lacks 1 snapshot that it had listed") || !strings.Contains(string(errs), "made anew") {
			t.Errorf("%s says\n%s", c, errs)
		}
		if c[0] == "get" {
			p.remove("x")
		}
		if _, errs := p.run(0, "get", "1", "-o", "x"); strings.Contains(string(errs), "made anew") {
			t.Errorf("after %s, get says\n%s", c, errs)
		}
		p.remove("x")
	}
}
