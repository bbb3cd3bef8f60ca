package cli

import (
	"io"
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestREADMEListsTheCommands: the front page has each command of the program, and no other.
func TestREADMEListsTheCommands(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var told, have []string
	for _, m := range regexp.MustCompile("(?m)^\\| `archiver ([a-z]+)").FindAllSubmatch(page, -1) {
		told = append(told, string(m[1]))
	}
	root := newRoot(&env{out: io.Discard, err: io.Discard})
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" {
			have = append(have, c.Name())
		}
	}
	slices.Sort(told)
	slices.Sort(have)
	if !slices.Equal(told, have) {
		t.Errorf("the README lists %v, the program has %v", told, have)
	}
}
