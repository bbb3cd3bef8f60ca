package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
)

// TestBeats: a pass over hundreds of reports is one short line of the log, and the
// reports that lack something stand in it.
func TestBeats(t *testing.T) {
	t.Parallel()
	list := []contract.Heartbeat{{Report: "a", Looked: 54, Of: 54}, {Report: "b", Looked: 1, Of: 2}}
	if got := beats(list); got != "a: 54 of 54 looked at; b: 1 of 2 looked at" {
		t.Error(got)
	}
	for i := range 200 {
		list = append(list, contract.Heartbeat{Report: fmt.Sprint("r", i), Looked: 100, Of: 100})
	}
	if got := beats(list); got != "202 reports: 20055 of 20056 looked at; b: 1 of 2 looked at" {
		t.Error(got)
	}
	for i := range list {
		list[i].Looked = 0
	}
	if got := beats(list); strings.Count(got, ";") != 11 || !strings.HasSuffix(got, "r7: 0 of 100 looked at; and 192 more") || len(got) > 500 {
		t.Error(got)
	}
}

// TestWaitsForItself: that the server waits for what it does itself is not told as another
// process's work; that of others is.
func TestWaitsForItself(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	for held, want := range map[string]string{
		fmt.Sprintln(os.Getpid()): "",
		"":                        "another archiver is at work on this archive; waiting for it",
		"1\n":                     "another archiver (process 1) is at work on this archive; waiting for it",
	} {
		if err := os.WriteFile(path, []byte(held), 0o644); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		(&env{err: &out}).sayHeld(path)
		if got := out.String(); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("held by %q: %q", held, got)
		}
	}
}

// TestPassBesideBroken: a manifest with a mistake keeps no other report from being watched,
// of a server that never knew it, either; and what that knew before goes on.
func TestPassBesideBroken(t *testing.T) {
	t.Parallel()
	p := newWatched(t, 2, "")
	p.write("sources/broken.yaml", []byte("shedule: daily\n"))
	if n := p.steps(); n != 2 {
		t.Errorf("%d looks beside a manifest that was broken from the start, want 2", n)
	}
	if said := p.said.String(); !strings.Contains(said, "shedule") || !strings.Contains(said, "line 1") {
		t.Errorf("it is not told of:\n%s", said)
	}
	p.write("sources/r.yaml", []byte("id: [\n"))
	p.manifest("s", 3, "@every 24h")
	p.now = p.now.Add(25 * time.Hour)
	if n := p.steps(); n != 5 {
		t.Errorf("%d looks after a known one broke, and one came, want 5", n)
	}
}
