package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func day(n int) time.Time { return time.Date(2026, 1, n, 12, 0, 0, 0, time.UTC) }

func snapshotOn(n int, class string) Snapshot {
	return Snapshot{SourceID: "0123456789ab", CapturedAt: day(n), Object: "snapshots/x/" + day(n).Format("20060102") + ".wacz",
		SHA256: "aa", Bytes: 7, Class: class, Status: 200, FinalURL: "https://a.example/", ContentType: "text/html",
		Kind: "html", PayloadSHA256: "bb", Verdict: "ok", Reason: "same", LogIndex: int64(n), Batch: int64(n + 1)}
}

func openNew(t *testing.T) (*Catalog, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deep", "catalog.db")
	c, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, path
}

func TestSnapshotAt(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	var changes []Change
	for _, n := range []int{10, 20, 30} {
		s := snapshotOn(n, "source")
		changes = append(changes, Change{Snapshot: &s})
	}
	if err := c.Apply(ctx, 31, changes); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		ask, want time.Time
		after     bool
	}{
		{day(9), day(10), true},
		{day(10), day(10), false},
		{day(19), day(10), false},
		{day(20), day(20), false},
		{day(31), day(30), false},
	} {
		got, after, err := c.SnapshotAt(ctx, "0123456789ab", tt.ask)
		if err != nil || !got.CapturedAt.Equal(tt.want) || after != tt.after {
			t.Errorf("SnapshotAt(%v) = %v, after %v, %v; want %v, %v", tt.ask, got.CapturedAt, after, err, tt.want, tt.after)
		}
	}
	// A wall never stands before a good copy; asked for by its second, it is given.
	wall := snapshotOn(25, "wall")
	if err := c.Apply(ctx, 32, []Change{{Snapshot: &wall}}); err != nil {
		t.Fatal(err)
	}
	if got, after, err := c.SnapshotAt(ctx, wall.SourceID, day(26)); err != nil || after || !got.CapturedAt.Equal(day(20)) {
		t.Errorf("SnapshotAt after a wall = %v, %v, %v; want the good copy of the 20th", got.CapturedAt, after, err)
	}
	if got, err := c.SnapshotOf(ctx, wall.SourceID, day(25)); err != nil || got.Class != "wall" {
		t.Errorf("SnapshotOf = %+v, %v; want the wall", got, err)
	}
	// Of two of one second each is given by its own millisecond.
	one, two := snapshotOn(27, "source"), snapshotOn(27, "source")
	one.CapturedAt, two.CapturedAt = day(27).Add(100*time.Millisecond), day(27).Add(900*time.Millisecond)
	two.LogIndex, two.Object = 270, "two"
	if err := c.Apply(ctx, 271, []Change{{Snapshot: &one}, {Snapshot: &two}}); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]string{day(27): one.Object, one.CapturedAt: one.Object, two.CapturedAt: "two"} {
		if got, err := c.SnapshotOf(ctx, one.SourceID, at); err != nil || got.Object != want {
			t.Errorf("SnapshotOf %v = %s, %v; want %s", at, got.Object, err, want)
		}
	}
	if got, err := c.Later(ctx, wall.SourceID, day(20)); err != nil || got.Class != "wall" {
		t.Errorf("Later = %+v, %v; want the wall", got, err)
	}
	if _, _, err := c.SnapshotAt(ctx, "ffffffffffff", day(9)); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("SnapshotAt of an unknown source: %v, want sql.ErrNoRows", err)
	}
	got, err := c.Snapshots(ctx, "0123456789ab")
	if err != nil || len(got) != 6 || !reflect.DeepEqual(got[1], snapshotOn(20, "source")) {
		t.Errorf("Snapshots = %+v, %v; the second must come back as it went in", got, err)
	}
}

func TestApplyTwiceChangesNothing(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	s := snapshotOn(10, "source")
	src := Source{ID: s.SourceID, URL: "https://a.example/", Host: "a.example", LookedAt: day(10), NextDue: day(17),
		LastGood: day(10), Status: 200, FinalURL: "https://a.example/", Verdict: "ok", Reason: "first-seen"}
	changes := []Change{{Snapshot: &s}, {Source: &src, Observation: &Observation{At: day(10), Verdict: "ok", Reason: "first-seen", Status: 200, LogIndex: 11},
		Standings: []Standing{{Cite: "r/1", SourceID: s.SourceID, At: day(10), Body: json.RawMessage(`{"verdict":"ok"}`)}}}}
	for range 2 {
		if err := c.Apply(ctx, 12, changes); err != nil {
			t.Fatal(err)
		}
		sources, snapshots, looks, err := c.Stats(ctx)
		if err != nil || sources != 1 || snapshots != 1 || looks != 1 {
			t.Fatalf("Stats = %d, %d, %d, %v; want one of each", sources, snapshots, looks, err)
		}
	}
	got, err := c.Sources(ctx)
	if err != nil || !reflect.DeepEqual(got[s.SourceID], src) {
		t.Errorf("Sources = %+v, %v; want %+v", got, err, src)
	}
	standings, err := c.Standings(ctx)
	if err != nil || string(standings[StandingKey(s.SourceID, "r/1")].Body) != `{"verdict":"ok"}` {
		t.Errorf("Standings = %v, %v", standings, err)
	}
	if n, err := c.LogSize(ctx); n != 12 || err != nil {
		t.Errorf("LogSize = %d, %v; want 12", n, err)
	}
}

// A failed look must not forget when the source was last alive.
func TestLastGoodOnlyGrows(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	src := Source{ID: "0123456789ab", URL: "https://a.example/", LookedAt: day(10), LastGood: day(10), Verdict: "ok"}
	if err := c.Apply(ctx, 1, []Change{{Source: &src}}); err != nil {
		t.Fatal(err)
	}
	src.LookedAt, src.LastGood, src.Verdict = day(11), time.Time{}, "dead"
	if err := c.Apply(ctx, 2, []Change{{Source: &src}}); err != nil {
		t.Fatal(err)
	}
	got, err := c.Sources(ctx)
	if err != nil || !got[src.ID].LastGood.Equal(day(10)) || got[src.ID].Verdict != "dead" {
		t.Errorf("got %+v, %v; want last good on the 10th, now dead", got[src.ID], err)
	}
}

func TestOpen(t *testing.T) {
	ctx := context.Background()
	c, path := openNew(t)
	if _, err := OpenReadOnly(ctx, filepath.Join(t.TempDir(), "none.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("OpenReadOnly of nothing: %v, want os.ErrNotExist", err)
	}
	r, err := OpenReadOnly(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Apply(ctx, 1, nil); err == nil {
		t.Error("a catalog opened for reading could be written")
	}
	r.Close()
	if err := c.Apply(ctx, 5, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.db.ExecContext(ctx, "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := OpenReadOnly(ctx, path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("OpenReadOnly of another schema: %v, want os.ErrNotExist", err)
	}
	c2, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer c2.Close()
	if n, err := c2.LogSize(ctx); n != 0 || err != nil {
		t.Errorf("a catalog of another schema was kept: log size %d, %v", n, err)
	}
}

func TestActs(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	var changes []Change
	for _, n := range []int{4, 3} {
		changes = append(changes, Change{Act: &Act{SourceID: "0123456789ab", At: day(n), Cite: "r/1", Kind: "quote", Body: json.RawMessage(`{"text":"a"}`), LogIndex: int64(n)}})
	}
	for range 2 { // again, nothing changes
		if err := c.Apply(ctx, 5, changes); err != nil {
			t.Fatal(err)
		}
	}
	got, err := c.Acts(ctx, "0123456789ab")
	if want := []Act{*changes[1].Act, *changes[0].Act}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v (%v), want %+v", got, err, want)
	}
	if got, err := c.Acts(ctx, "another"); err != nil || len(got) > 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestProvenanceAndRequests(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	s := snapshotOn(3, "source")
	s.Provenance = &Provenance{Kind: "wayback", Service: "https://web.example", Memento: "https://web.example/web/2026id_/https://a.example/",
		MementoAt: day(3), Retrieved: day(20)}
	r := Request{SourceID: s.SourceID, At: day(20), Kind: "rescue", Service: "https://web.example", Outcome: "copied", Again: day(27),
		Body: json.RawMessage(`{"url":"https://a.example/"}`), LogIndex: 4}
	for range 2 { // again, nothing changes
		if err := c.Apply(ctx, 5, []Change{{Snapshot: &s}, {Request: &r}}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := c.Snapshots(ctx, s.SourceID); err != nil || !reflect.DeepEqual(got, []Snapshot{s}) {
		t.Errorf("%+v (%v), want %+v", got, err, s)
	}
	for _, tt := range []struct {
		ids []string
		n   int
	}{{[]string{s.SourceID}, 1}, {nil, 1}, {[]string{"another"}, 0}} {
		got, err := c.Requests(ctx, tt.ids...)
		if err != nil || len(got) != tt.n || tt.n == 1 && !reflect.DeepEqual(got[0], r) {
			t.Errorf("requests of %q: %+v (%v)", tt.ids, got, err)
		}
	}
}

// TestNewestSnapshots: our own capture that the log lists last, whatever its time, and no
// copy, nor one that was withdrawn.
func TestNewestSnapshots(t *testing.T) {
	ctx := t.Context()
	c, err := OpenMemory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	snap := func(id string, index int64, days int, p *Provenance) Change {
		return Change{Snapshot: &Snapshot{SourceID: id, CapturedAt: at.AddDate(0, 0, days), Object: fmt.Sprintf("snapshots/%s/%d", id, index),
			SHA256: fmt.Sprint(index), Class: "source", Kind: "html", LogIndex: index, Provenance: p}}
	}
	gone := &Withdrawal{SourceID: "a", Object: "snapshots/a/5", SHA256: "5", State: "decided", At: at, Why: "it endangers somebody", LogIndex: 9}
	if err := c.Apply(ctx, 10, []Change{snap("a", 1, 9, nil), snap("a", 3, 1, nil), snap("a", 4, 20, &Provenance{Kind: "person"}), snap("a", 5, 30, nil),
		snap("b", 6, 0, &Provenance{Kind: "person"}), snap("c", 7, 0, nil), {Withdrawal: gone}}); err != nil {
		t.Fatal(err)
	}
	by, err := c.NewestSnapshots(ctx, "a", "b", "c", "d")
	if err != nil || len(by) != 2 || len(by["a"]) != 1 || by["a"][0].LogIndex != 3 || len(by["c"]) != 1 {
		t.Errorf("%+v, %v", by, err)
	}
}
