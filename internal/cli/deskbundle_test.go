package cli

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
)

// TestDeskBundlesBoth: where a footnote is judged by an older snapshot than the newest,
// the bundle has both, but for one that a person decided to withdraw.
func TestDeskBundlesBoth(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	p.web.Age()
	p.run(0, "run", "--all")
	list := p.snapshots("7")
	if len(list) != 2 {
		t.Fatalf("%d snapshots", len(list))
	}
	bundle := func() *zip.Reader {
		t.Helper()
		var b bytes.Buffer
		if err := p.d.Bundle(t.Context(), p.cite("7"), time.Time{}, &b); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	has := func(z *zip.Reader, name string, snap catalog.Snapshot) {
		t.Helper()
		if data, err := fs.ReadFile(z, "evidence-demo-7/"+name); err != nil || fmt.Sprintf("%x", sha256.Sum256(data)) != snap.SHA256 {
			t.Errorf("%s is not the snapshot of %v: %v", name, snap.CapturedAt, err)
		}
	}
	z := bundle()
	has(z, "snapshot.wacz", list[1])
	has(z, "footnotes/7-reference/snapshot.wacz", list[0])

	c, err := catalog.Open(t.Context(), filepath.Join(p.dir, "archive/catalog.db"))
	if err != nil {
		t.Fatal(err)
	}
	size, err := c.LogSize(t.Context())
	if err == nil {
		err = c.Apply(t.Context(), size, []catalog.Change{{Withdrawal: &catalog.Withdrawal{SourceID: list[0].SourceID, Object: list[0].Object, SHA256: list[0].SHA256,
			State: "refused", At: time.Now(), Why: "it endangers somebody", URL: p.cite("7").Citation.URL, Mode: "compliance", LogIndex: size, Void: true}}})
	}
	if err := errors.Join(err, c.Close()); err != nil {
		t.Fatal(err)
	}
	z = bundle()
	has(z, "snapshot.wacz", list[1])
	if _, err := fs.Stat(z, "evidence-demo-7/footnotes"); err == nil {
		t.Error("one that a person decided to withdraw is handed out")
	}
	readme, err := fs.ReadFile(z, "evidence-demo-7/README.txt")
	if words := strings.Join(strings.Fields(string(readme)), " "); err != nil || !strings.Contains(words, "NOTE: the snapshot that the footnote is judged by is not here: A person decided") {
		t.Errorf("the README does not say that one is left out: %v", err)
	}
}
