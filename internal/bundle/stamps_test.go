package bundle

import (
	"testing"
	"time"
)

func TestBestStamped(t *testing.T) {
	day := func(n int, roots ...string) (list []stamp) {
		for _, r := range roots {
			list = append(list, stamp{Time: time.Date(2026, 3, 1+n, 0, 0, 0, 0, time.UTC), Root: r})
		}
		return list
	}
	for _, c := range []struct {
		name   string
		stamps map[int64][]stamp
		want   int64 // 0: none
	}{
		{"none", nil, 0},
		{"of before the entry alone", map[int64][]stamp{5: day(0, "a")}, 0},
		{"the first after it", map[int64][]stamp{5: day(0, "a"), 6: day(1, "a"), 9: day(2, "a")}, 6},
		{"two authorities a day later", map[int64][]stamp{6: day(1, "a"), 9: day(2, "a", "b")}, 9},
		{"two tokens of one authority are no more", map[int64][]stamp{6: day(1, "a"), 9: day(2, "a", "a")}, 6},
		{"the time is worth more than a second word after weeks", map[int64][]stamp{6: day(1, "a"), 9: day(20, "a", "b")}, 6},
		{"the first of two as good", map[int64][]stamp{6: day(1, "b", "a"), 9: day(2, "a", "b")}, 6},
	} {
		if got, ok := bestStamped(c.stamps, 5); got != c.want || ok != (c.want != 0) {
			t.Errorf("%s: %d, %v; want %d", c.name, got, ok, c.want)
		}
	}
}
