package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

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
	if got := oneLine("safe\u2066x\u061c\u200b\u2028y\U000e0041\ufeff"); got != "safe\ufffdx y\ufffd" {
		t.Errorf("oneLine gives %q", got)
	}
	if got := oneLine("a\x1b[31mb\u202ec\r\nd"); got != "a\ufffd[31mb\ufffdc  d" {
		t.Errorf("oneLine gives %q", got)
	}
}

// What --json prints says the same, and steers no terminal either.
func TestPrintJSON(t *testing.T) {
	said := "a\u009b2Jb\u202ec\u2066d\u061c\u200e\u200b\ufeff\U000e0041\u2028\x7f\x1b[2J é 漢"
	var out bytes.Buffer
	e := &env{out: &out}
	if err := e.printJSON(map[string]string{"title": said}); err != nil {
		t.Fatal(err)
	}
	if bad := strings.IndexFunc(out.String(), func(r rune) bool {
		return r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl))
	}); bad >= 0 {
		t.Errorf("raw at %d in %q", bad, out.String())
	}
	var back map[string]string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["title"] != said || !strings.Contains(out.String(), "é 漢") {
		t.Errorf("%q came back as %q: %v", said, back["title"], err)
	}
}
