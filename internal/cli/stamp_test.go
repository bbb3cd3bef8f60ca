package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
)

// TestAuthorityNames: two authorities are never called the same.
func TestAuthorityNames(t *testing.T) {
	for _, c := range []struct{ urls, want []string }{
		{[]string{"https://a.example/tsr", "https://b.example:8080/tsr"}, []string{"a.example", "b.example:8080"}},
		{[]string{"https://a.example/one", "https://b.example/x", "https://a.example/two"}, []string{"a.example/one", "b.example", "a.example/two"}},
		{[]string{"https://a.example:1/x", "https://a.example:2/x"}, []string{"a.example:1", "a.example:2"}},
		{[]string{"https://a.example/x", "http://a.example/x", "http://a.example/y"}, []string{"https://a.example/x", "http://a.example/x", "a.example/y"}},
	} {
		var stamps []stampJSON
		for _, u := range c.urls {
			stamps = append(stamps, stampJSON{Authority: u, Stamped: true})
		}
		if got := authorityNames(stamps); !slices.Equal(got, c.want) {
			t.Errorf("%q are %q, want %q", c.urls, got, c.want)
		}
		if got := stampWords(stamps); got != "the log was timestamped by "+strings.Join(c.want, ", ") {
			t.Errorf("%q", got)
		}
		at := time.Now()
		stamps[0].Time = &at
		var out bytes.Buffer
		(&env{out: &out, err: &out}).printStamped(stamps)
		for _, name := range c.want {
			if !strings.Contains("\n"+out.String(), "\n"+name+": ") {
				t.Errorf("%s is missing in\n%s", name, &out)
			}
		}
	}
}

func TestPrintTimestamps(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "1 timestamp over the log's checkpoints holds\n", 2: "2 timestamps over the log's checkpoints hold\n"} {
		var out bytes.Buffer
		(&env{out: &out, err: &out}).printTimestamps(verifyJSON{Timestamps: n})
		if out.String() != want {
			t.Errorf("%q, want %q", &out, want)
		}
	}
}

// TestKnownStamps: the catalog tells how far authorities have stamped the log as the
// log itself does.
func TestKnownStamps(t *testing.T) {
	ctx := context.Background()
	c, err := catalog.OpenMemory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const a, b = "https://a.example/tsr", "https://b.example/tsr"
	at := time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC)
	stamp := func(authority string, size, index int64) catalog.Change {
		return catalog.Change{Stamp: &catalog.Stamp{Authority: authority, Object: fmt.Sprintf("o%d", index), Size: size, At: at, LogIndex: index}}
	}
	for _, s := range []struct {
		size int64 // of the log
		more []catalog.Change
		want string // size and behind, of each
	}{
		{5, nil, "0 5, 0 5, 0 5"},
		{7, []catalog.Change{stamp(a, 5, 5), stamp(b, 5, 6)}, "5 0, 5 0, 0 5"}, // what is left to stamp are stamps
		{9, nil, "5 4, 5 4, 0 9"},
		{10, []catalog.Change{stamp(b, 9, 9)}, "5 4, 9 0, 0 9"},
	} {
		if err := c.Apply(ctx, s.size, s.more); err != nil {
			t.Fatal(err)
		}
		results, err := knownStamps(ctx, c, []ledger.Authority{{URL: "https://user:secret@a.example/tsr"}, {URL: b}, {URL: "https://c.example/tsr"}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range results {
			got = append(got, fmt.Sprintf("%d %d", r.Size, r.Behind))
		}
		if strings.Join(got, ", ") != s.want {
			t.Errorf("of a log of %d: %v, want %s", s.size, got, s.want)
		}
	}
}
