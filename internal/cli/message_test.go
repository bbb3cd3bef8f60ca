package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestHelpFits: no line of a help text is wider than a terminal.
func TestHelpFits(t *testing.T) {
	var all func(c *cobra.Command)
	all = func(c *cobra.Command) {
		var b bytes.Buffer
		c.SetOut(&b)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > widest {
				t.Errorf("%s: %d columns: %s", c.CommandPath(), n, line)
			}
		}
		for _, sub := range c.Commands() {
			all(sub)
		}
	}
	all(newRoot(&env{out: io.Discard, err: io.Discard, now: time.Now}))
}

func TestFill(t *testing.T) {
	in := "One two\nthree four five.\n\n  as it   stands, however wide it is\nSix.\n"
	if got, want := fill(in, 20), "One two three four\nfive.\n\n  as it   stands, however wide it is\nSix."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What comes from the web must not steer the terminal.
func TestOneLine(t *testing.T) {
	if got := oneLine("a\x1b[31mb\u202ec\r\nd"); got != "a\ufffd[31mb\ufffdc  d" {
		t.Errorf("oneLine gives %q", got)
	}
}
