package catalog

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"testing"
)

// TestAudits: the newest audit of a slice counts, by its place in the log; a flaw
// stays until the slice was read without it.
func TestAudits(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	changes := []Change{
		{Audit: &Audit{At: day(3), Slices: []int{0, 1, 2}, Size: 10, LogIndex: 10, Flaws: []Flaw{{"snapshots/a", 1, "snapshot-altered"}, {"snapshots/b", 2, "snapshot-missing"}}}},
		{Audit: &Audit{At: day(1), Slices: []int{2}, Size: 12, LogIndex: 12}},                                                        // the clock was put back
		{Audit: &Audit{At: day(4), Size: 13, LogIndex: 13, Flaws: []Flaw{{"snapshots/c", 5, "snapshot-altered"}}}},                   // one REF
		{Audit: &Audit{At: day(5), Slices: []int{1}, Size: 14, LogIndex: 14, Flaws: []Flaw{{"snapshots/a", 1, "snapshot-altered"}}}}, // still
	}
	want := map[int]SliceRead{0: {day(3), 10}, 1: {day(5), 14}, 2: {day(1), 12}}
	for range 2 { // applying it again changes nothing
		if err := c.Apply(ctx, 15, changes); err != nil {
			t.Fatal(err)
		}
		got, err := c.SliceReads(ctx)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("slices %v (%v), want %v", got, err, want)
		}
		flawed, err := c.Flawed(ctx)
		if list := slices.Sorted(maps.Keys(flawed)); err != nil || !slices.Equal(list, []string{"snapshots/a", "snapshots/c"}) {
			t.Errorf("flawed are %v (%v)", list, err)
		}
	}
	// An old one that comes once more, alone.
	if err := c.Apply(ctx, 15, changes[:1]); err != nil {
		t.Fatal(err)
	}
	if got, err := c.SliceReads(ctx); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("slices %v (%v), want %v", got, err, want)
	}
	if flawed, err := c.Flawed(ctx); err != nil || flawed["snapshots/b"] != "" {
		t.Errorf("flawed are %v (%v): b was mended", flawed, err)
	}
}

// TestEachSnapshot: a copy of another archive's is as old as our fetching it.
func TestEachSnapshot(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	own, copied := snapshotOn(10, "source"), snapshotOn(11, "source")
	copied.CapturedAt, copied.Provenance = day(1), &Provenance{Kind: "wayback", Retrieved: day(11)}
	if err := c.Apply(ctx, 12, []Change{{Snapshot: &own}, {Snapshot: &copied}}); err != nil {
		t.Fatal(err)
	}
	got := map[int64]Listed{}
	if err := c.EachSnapshot(ctx, func(l Listed) { got[l.LogIndex] = l }); err != nil {
		t.Fatal(err)
	}
	want := map[int64]Listed{10: {own.Object, 7, day(10), 10, 11}, 11: {copied.Object, 7, day(11), 11, 12}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestFlawOfOne: an audit of some objects by name tells of those alone.
func TestFlawOfOne(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	err := c.Apply(ctx, 9, []Change{
		{Audit: &Audit{At: day(1), Size: 5, LogIndex: 5, Flaws: []Flaw{{"snapshots/a", 1, "snapshot-altered"}, {"snapshots/b", 1, "snapshot-missing"}}}},
		{Audit: &Audit{At: day(2), Size: 6, LogIndex: 6, Objects: []string{"snapshots/a", "snapshots/c"}, Flaws: []Flaw{{"snapshots/c", 2, "snapshot-altered"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"snapshots/b": "snapshot-missing", "snapshots/c": "snapshot-altered"}
	if got, err := c.Flawed(ctx); err != nil || !maps.Equal(got, want) {
		t.Errorf("flawed are %v (%v), want %v", got, err, want)
	}
}
