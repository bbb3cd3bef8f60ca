package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// openTerminal gives a terminal of so many columns, and what it shows once it is closed.
func openTerminal(t *testing.T, cols uint16) (tty *os.File, shown func() string) {
	t.Helper()
	ptm, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ptm.Close() })
	if err := unix.IoctlSetPointerInt(int(ptm.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(ptm.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(int(tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: cols}); err != nil {
		t.Fatal(err)
	}
	return tty, func() string {
		tty.Close()
		b, _ := io.ReadAll(ptm) // ends with an error of its own, as the other side is closed
		return strings.ReplaceAll(string(b), "\r\n", "\n")
	}
}

// TestMessages: on a terminal the lines of a message are broken between words, and what
// is to be copied is whole; elsewhere it is one line.
func TestMessages(t *testing.T) {
	say := func(e *env) {
		e.configPath = "my/archiver.yaml"
		e.warn("the lake is small; %s tells more of it, and of all the other lakes that there are", e.line("status", "3"))
		e.finish(&usageError{msg: "read https://www.example.org/a/very/long/address/that/is/wider/than/the/terminal/is: it is none", hint: "do " + e.line("list")})
		e.finish(&failedError{"NOT handed out, as the archive's copy is damaged or lost, and nothing can be done about it"})
	}
	for cols, want := range map[uint16]string{
		60: `archiver: warning: the lake is small;
  archiver status --config my/archiver.yaml 3 tells more of
  it, and of all the other lakes that there are
archiver: error: read
  https://www.example.org/a/very/long/address/that/is/wider/than/the/terminal/is:
  it is none
archiver: hint: do archiver list --config my/archiver.yaml
NOT handed out, as the archive's copy is damaged or lost,
and nothing can be done about it
`,
		200: `archiver: warning: the lake is small;
  archiver status --config my/archiver.yaml 3 tells more of it, and of all the
  other lakes that there are
archiver: error: read
  https://www.example.org/a/very/long/address/that/is/wider/than/the/terminal/is:
  it is none
archiver: hint: do archiver list --config my/archiver.yaml
NOT handed out, as the archive's copy is damaged or lost, and nothing can be
done about it
`,
	} {
		tty, shown := openTerminal(t, cols)
		say(&env{out: io.Discard, err: tty, now: time.Now, environ: []string{"NO_COLOR=1"}, commands: &shownCommands{}})
		if got := shown(); got != want {
			t.Errorf("%d columns:\n%s\nwant\n%s", cols, got, want)
		}
	}
	var b bytes.Buffer
	say(&env{out: io.Discard, err: &b, now: time.Now})
	if n := strings.Count(b.String(), "\n"); n != 4 {
		t.Errorf("%d lines in a file: %s", n, b.String())
	}
}

// TestSayFits: lines that are no sentence with a label are broken too, as they are
// indented; a command by itself is not.
func TestSayFits(t *testing.T) {
	const said = "footnote 3: https://example.org/x\n  captured on a day of which much more could be said than fits into a line\n   $ archiver get 3 --as text --at 2020-02-21 -o a/file/with/a/long/name.txt\n\nshort"
	tty, shown := openTerminal(t, 50)
	(&env{err: tty, program: "archiver"}).say("%s", said)
	if got, want := shown(), "footnote 3: https://example.org/x\n  captured on a day of which much more could be\n    said than fits into a line\n   $ archiver get 3 --as text --at 2020-02-21 -o a/file/with/a/long/name.txt\n\nshort\n"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var b bytes.Buffer
	(&env{err: &b}).say("%s", said)
	if b.String() != said+"\n" {
		t.Error(b.String())
	}
}

// TestResultFits: so are those of a result on stdout.
func TestResultFits(t *testing.T) {
	say := func(e *env) {
		e.tellResult("  give this sum by another way than the folder: it alone tells\n  sum: %s\n", strings.Repeat("a1", 32))
		e.labelled(e.out, green, "verified:", "2 snapshots and 17 log records are as the signed log says")
	}
	tty, shown := openTerminal(t, 50)
	say(&env{out: tty, environ: []string{"NO_COLOR=1"}})
	if got, want := shown(), "  give this sum by another way than the folder:\n    it alone tells\n  sum:\n    "+strings.Repeat("a1", 32)+"\nverified: 2 snapshots and 17 log records are as\n  the signed log says\n"; got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	var b bytes.Buffer
	say(&env{out: &b})
	if n := strings.Count(b.String(), "\n"); n != 3 {
		t.Errorf("%d lines in a file: %s", n, b.String())
	}
}
