package watch

import (
	"context"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// TestAsLastRead: without a store a copy stands as an audit last found it.
func TestAsLastRead(t *testing.T) {
	ctx := context.Background()
	taken, read := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC), time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, code string
		audits     []catalog.Audit
		state      string
		read       time.Time
	}{
		{"never read", "", nil, Intact, time.Time{}},
		{"read", "", []catalog.Audit{{At: read, Size: 5, LogIndex: 5}}, Intact, read},
		{"read before it was taken", "", []catalog.Audit{{At: read, Size: 1, LogIndex: 5}}, Intact, time.Time{}},
		{"altered", "snapshot-altered", []catalog.Audit{{At: read, Size: 5, LogIndex: 5}}, Corrupt, read},
		{"gone", "snapshot-missing", []catalog.Audit{{At: read, Size: 5, LogIndex: 5}}, Missing, read},
		{"signed by another", "snapshot-signer", []catalog.Audit{{At: read, Size: 5, LogIndex: 5}}, Intact, read},
		{"well again", "snapshot-altered", []catalog.Audit{{At: taken, Size: 5, LogIndex: 5}, {At: read, Size: 6, LogIndex: 6}}, Intact, read},
	} {
		t.Run(c.name, func(t *testing.T) {
			cat, err := catalog.OpenMemory(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer cat.Close()
			const url = "https://example.org/a"
			object := source.ObjectKey(url, taken)
			changes := []catalog.Change{{Snapshot: &catalog.Snapshot{SourceID: source.ID(url), CapturedAt: taken, Object: object, Class: "source", LogIndex: 1}}}
			for i := range c.audits {
				a := c.audits[i]
				a.Slices = []int{ledger.AuditSlice(object)}
				if c.code != "" && i == 0 {
					a.Flaws = []catalog.Flaw{{Object: object, Slice: a.Slices[0], Code: c.code}}
				}
				changes = append(changes, catalog.Change{Audit: &a})
			}
			if err := cat.Apply(ctx, 9, changes); err != nil {
				t.Fatal(err)
			}
			cite := source.Cite{Manifest: &source.Manifest{ID: "r", Published: taken}, Footnote: &source.Footnote{Number: "1"},
				Citation: &source.Citation{URL: url, Quotes: []string{"a passage"}}, Ref: "1"}
			res, err := New(Config{Catalog: cat}).Pass(ctx, []source.Cite{cite}, Options{NoLook: true, Unread: true})
			if err != nil {
				t.Fatal(err)
			}
			a := res.Citations[0].Archive
			if a.State != c.state || !a.ReadAt.Equal(c.read) || a.Object != object {
				t.Errorf("%+v, want %s as of %v", a, c.state, c.read)
			}
			if a.State != Intact && !strings.Contains(a.Sentence(), "last") {
				t.Errorf("it says %q, which is not as of now", a.Sentence())
			}
		})
	}
}
