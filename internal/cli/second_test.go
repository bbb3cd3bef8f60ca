package cli

import (
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
)

// TestOneSecondEach: a snapshot is named by its second, so no two of a source are of one:
// captures that follow at once, and copies of which a person knows the day alone. Each
// can be had, and be withdrawn.
func TestOneSecondEach(t *testing.T) {
	t.Parallel()
	p, web := mirrored(t)
	const runs = 5
	for range runs {
		p.run(0, "run", "--all")
		web.epoch.Add(1)
	}
	const words = "The copy of this page that a person saved on the day on which it was read. "
	for name, text := range map[string]string{"a.html": "One", "b.html": "Two"} {
		p.write(name, []byte("<title>Saved</title><h1>"+text+"</h1><p>"+strings.Repeat(words, 20)))
		for range 2 { // the second time it is there already
			p.run(0, "add", "1", name, "--at", "2020-02-21", "--why", "read")
		}
	}
	var h contract.History
	p.json(0, &h, "history", "1")
	if len(h.Snapshots) != runs+2 {
		t.Errorf("%d snapshots, want %d", len(h.Snapshots), runs+2)
	}
	of := map[time.Time]string{}
	for _, s := range h.Snapshots {
		second := s.CapturedAt.Truncate(time.Second)
		if other := of[second]; other != "" {
			t.Errorf("%s is of the second of %s", s.Object, other)
		}
		of[second] = s.Object
		var got getJSON
		if p.json(0, &got, "get", "1", "--at", second.UTC().Format("20060102150405")); got.Object != s.Object {
			t.Errorf("by the second of %s get gives %s", s.Object, got.Object)
		}
	}
	for _, s := range h.Snapshots[:2] {
		p.run(0, "withdraw", "1", "--at", s.CapturedAt.UTC().Format("20060102150405"), "--why", "no", "--yes")
		if p.stands("archive/" + s.Object) {
			t.Errorf("%s is there", s.Object)
		}
	}
	p.run(0, "verify")
}
