package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// What is asked of some sources is what is told of these among all, also where they
// are more than one query names.
func TestAmong(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	const many = 2*amongMany + 7
	var changes []Change
	id := func(n int) string { return fmt.Sprintf("%012x", n) }
	for n := range many {
		s := snapshotOn(n%28+1, "source")
		s.SourceID, s.Object, s.LogIndex = id(n), fmt.Sprintf("snapshots/%d", n), int64(2*n)
		changes = append(changes, Change{Snapshot: &s}, Change{Source: &Source{ID: id(n), URL: s.FinalURL, LookedAt: day(3)},
			Standings: []Standing{{Cite: "r/1", SourceID: id(n), At: day(3), Body: json.RawMessage(`{}`)}}})
		g := &Withdrawal{SourceID: s.SourceID, Object: s.Object, SHA256: s.SHA256, LogIndex: s.LogIndex + 1}
		switch n % 5 {
		case 0:
			changes = append(changes, Change{Withdrawal: g})
		case 1:
			g.Void = true
			changes = append(changes, Change{Withdrawal: g})
		case 2:
			changes = append(changes, Change{Audit: &Audit{LogIndex: s.LogIndex + 1, Flaws: []Flaw{{Object: s.Object, Code: "gone"}}}})
		}
	}
	if err := c.Apply(ctx, 2*many, changes); err != nil {
		t.Fatal(err)
	}
	all := make([]string, many)
	for n := range many {
		all[n] = id(n)
	}
	for _, tt := range []struct {
		name string
		ids  []string
	}{{"all", nil}, {"each by name", append(slices.Clone(all), all[7])}, {"a few", []string{id(10), id(11), id(12), id(13)}}, {"none that is known", []string{"x"}}} {
		want := func(kinds ...int) (list []int) {
			for n := range many {
				if (len(tt.ids) == 0 || slices.Contains(tt.ids, id(n))) && (len(kinds) == 0 || slices.Contains(kinds, n%5)) {
					list = append(list, n)
				}
			}
			return list
		}
		same := func(what string, want []int, key func(int) string, got []string, err error) {
			t.Helper()
			names := make([]string, len(want))
			for i, n := range want {
				names[i] = key(n)
			}
			slices.Sort(names)
			slices.Sort(got)
			if err != nil || !slices.Equal(got, names) {
				t.Errorf("%s: %s of %d sources, %v; want %d", tt.name, what, len(got), err, len(want))
			}
		}
		sources, err := c.Sources(ctx, tt.ids...)
		same("the looks", want(), id, slices.Collect(maps.Keys(sources)), err)
		standings, err := c.Standings(ctx, tt.ids...)
		same("standings", want(), func(n int) string { return StandingKey(id(n), "r/1") }, slices.Collect(maps.Keys(standings)), err)
		kept, err := c.AllSnapshots(ctx, tt.ids...)
		same("snapshots", want(1, 2, 3, 4), id, slices.Collect(maps.Keys(kept)), err)
		gone, err := c.Withdrawn(ctx, tt.ids...)
		same("withdrawn snapshots", want(0), id, slices.Collect(maps.Keys(gone)), err)
		refused, err := c.Refused(ctx, tt.ids...)
		same("refused withdrawals", want(1), id, slices.Collect(maps.Keys(refused)), err)
		for _, list := range refused {
			if list[0].Withdrawal == nil {
				t.Errorf("%s: a refused withdrawal says nothing", tt.name)
			}
		}
		flawed, err := c.Flawed(ctx, tt.ids...)
		same("flaws", want(2), func(n int) string { return fmt.Sprintf("snapshots/%d", n) }, slices.Collect(maps.Keys(flawed)), err)
	}
	sources, snapshots, looks, err := c.Stats(ctx)
	if gone := (many + 4) / 5; err != nil || sources != many || snapshots != int64(many-gone) || looks != 0 {
		t.Errorf("Stats = %d, %d, %d, %v", sources, snapshots, looks, err)
	}
}

// With a million snapshots no page may wait for a query that reads them all.
func TestQueriesUseIndexes(t *testing.T) {
	c, _ := openNew(t)
	for _, tt := range []struct{ what, query, index string }{
		{"all that were withdrawn", `SELECT object FROM snapshot WHERE ` + withdrawn, "snapshot_withdrawn"},
		{"how many were withdrawn", `SELECT count(*) FROM snapshot WHERE ` + withdrawn, "snapshot_withdrawn"},
		{"the withdrawn of a source", `SELECT object FROM snapshot WHERE ` + withdrawn + ` AND source_id IN ('a', 'b') ORDER BY source_id, captured_at`, "snapshot_withdrawn"},
		{"the snapshots of a source", `SELECT object FROM snapshot WHERE ` + kept + ` AND source_id IN ('a', 'b') ORDER BY source_id, captured_at`, "snapshot_at"},
		{"how many there are", `SELECT count(*) FROM snapshot`, "COVERING INDEX"},
		{"the newest", `SELECT object FROM snapshot WHERE ` + kept + ` AND log_index < 7 ORDER BY log_index DESC LIMIT 100`, "snapshot_log"},
	} {
		rows, err := c.db.Query("EXPLAIN QUERY PLAN " + tt.query)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var a, b, d int
			var line string
			if err := rows.Scan(&a, &b, &d, &line); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, line)
		}
		rows.Close()
		if s := strings.Join(plan, "; "); !strings.Contains(s, tt.index) || strings.Contains(s, "TEMP B-TREE") {
			t.Errorf("%s: %s; want by %s, without sorting", tt.what, s, tt.index)
		}
	}
}
