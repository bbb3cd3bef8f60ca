package catalog

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Joined parts say the same as before, and what is dropped then is gone from them too.
func TestTidy(t *testing.T) {
	ctx := context.Background()
	s := newShelf(t)
	parts := func() (n int) {
		if err := s.w.db.QueryRow(`SELECT count(DISTINCT segid) FROM word_idx`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	var secret Snapshot
	for n := range 11 {
		snap := s.put(fmt.Sprint("s", n), "2026-01-05", fmt.Sprintf("zanzibarish%d neighbours %s", n, strings.Repeat("of others ", 300)))
		if n == 5 {
			secret = snap
		}
		s.index() // a part of its own
	}
	before := parts()
	if err := s.w.Tidy(ctx, time.Minute); err != nil {
		t.Fatal(err)
	}
	if after := parts(); before < 3 || after > 2 {
		t.Errorf("%d parts became %d", before, after)
	}
	if got := s.find(Query{Text: "neighbours zanzibar*"}); len(got) != 11 {
		t.Errorf("found %q", got)
	}
	if n, err := s.w.Drop(ctx, secret.Object); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	b, err := os.ReadFile(s.path)
	if err != nil || strings.Contains(string(b), "barish5") {
		t.Errorf("the word is still there (%v)", err)
	}
	if got := s.find(Query{Text: "neighbours zanzibar*"}); len(got) != 10 {
		t.Errorf("then found %q", got)
	}
	if _, err := s.w.db.Exec(`INSERT INTO word (word) VALUES ('integrity-check')`); err != nil {
		t.Error(err)
	}
	short, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.w.Tidy(short, time.Minute); err == nil {
		t.Error("cut short, it says that all is done")
	}
}
