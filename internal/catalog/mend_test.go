package catalog

import (
	"context"
	"testing"
)

// TestLastMend: the newest by its place in the log.
func TestLastMend(t *testing.T) {
	ctx := context.Background()
	c, _ := openNew(t)
	if m, err := c.LastMend(ctx); m != nil || err != nil {
		t.Fatal(m, err)
	}
	first := Mend{At: day(5), Object: "log/checkpoint", Fault: "is missing", LogIndex: 3}
	last := Mend{At: day(4), Object: "log/checkpoint", Fault: "is an older one", LogIndex: 7} // the clock was put back
	for range 2 {
		if err := c.Apply(ctx, 8, []Change{{Mend: &last}, {Mend: &first}}); err != nil {
			t.Fatal(err)
		}
		if m, err := c.LastMend(ctx); err != nil || m == nil || *m != last {
			t.Errorf("%+v (%v), want %+v", m, err, last)
		}
	}
}
