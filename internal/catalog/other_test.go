package catalog

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOtherFiles: what this program did not make is never overwritten as a catalog; a
// damaged catalog, or an older one, is.
func TestOtherFiles(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	database := func(name string, statements ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	older := database("older", schema, "PRAGMA user_version = 3")
	spoilt := filepath.Join(dir, "spoilt")
	data, err := os.ReadFile(older)
	if err != nil {
		t.Fatal(err)
	}
	file("spoilt", string(data[:100])+strings.Repeat("\xff", len(data)-100))
	for path, ours := range map[string]bool{
		file("log.key", "PRIVATE+KEY+archive+1+AbCd\n"):                       false,
		file("short", "no"):                                                   false,
		file("empty", ""):                                                     true,
		file("zeros", string(make([]byte, 4096))):                             true,
		file("catalog.db", "garbage"):                                         true,
		database("notes", "CREATE TABLE note (text TEXT)"):                    false,
		database("n.db", "CREATE TABLE x (y)", "PRAGMA user_version = 12345"): false,
		older:  true,
		spoilt: true,
	} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fresh := filepath.Join(t.TempDir(), "catalog.db")
		c, err := Open(t.Context(), fresh)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		for what, try := range map[string]func() error{
			"open": func() error {
				c, err := Open(t.Context(), path)
				if err == nil {
					c.Close()
				}
				return err
			},
			"replace": func() error { return Replace(t.Context(), fresh, path) },
		} {
			err := try()
			var other *OtherError
			if errors.As(err, &other) == ours || ours && err != nil {
				t.Errorf("%s %s: %v", what, filepath.Base(path), err)
			}
			if after, err := os.ReadFile(path); !ours && (err != nil || string(after) != string(before)) {
				t.Errorf("%s %s: it has another content (%v)", what, filepath.Base(path), err)
			}
			if ours { // for the next one
				if err := os.WriteFile(path, before, 0o600); err != nil {
					t.Fatal(err)
				}
				c, err := Open(t.Context(), fresh)
				if err != nil {
					t.Fatal(err)
				}
				c.Close()
			}
		}
	}
}
