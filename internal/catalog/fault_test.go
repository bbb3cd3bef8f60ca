package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFaultWords: what the database says by a number is known for what it is.
func TestFaultWords(t *testing.T) {
	c, _ := openNew(t)
	c.db.SetMaxOpenConns(1)
	if _, err := c.db.Exec(`PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	var err error
	for n := int64(0); err == nil && n < 10_000; n++ {
		s := snapshotOn(1, "source")
		s.LogIndex = n
		err = c.Apply(t.Context(), n+1, []Change{{Snapshot: &s}})
	}
	if !Full(err) || Shut(err) {
		t.Errorf("no room: %v", err)
	}
	if said := opening("/far/catalog.db", err); said.Error() != "open catalog: the disk of /far/catalog.db is full" || !Full(said) {
		t.Errorf("no room to open it: %v", said)
	}
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := os.Symlink("nowhere/catalog.db", path); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !Shut(err) || Full(err) || !strings.Contains(opening(path, err).Error(), "unable to open") {
		t.Errorf("a link to nowhere: %v", err)
	}
	if Full(nil) || Shut(errors.New("x")) {
		t.Error("no fault of the database's is one")
	}
}
