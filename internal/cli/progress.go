package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
)

// bar shows how far long work is: one line that is written over on a terminal,
// elsewhere a plain line now and then. Its methods are not for concurrent use.
type bar struct {
	e     *env
	title string
	moves bool // on a terminal that can
	told  time.Time
	more  string // said too, off a terminal
}

// How often a bar says something, on a terminal and elsewhere.
const (
	moveEvery = 100 * time.Millisecond
	tellEvery = 10 * time.Second
)

func (e *env) progress(title string) *bar {
	dumb := slices.Contains(e.environ, "TERM=dumb")
	return &bar{e: e, title: title, moves: !e.quiet && !dumb && isTerminal(e.err), told: time.Now()}
}

// set moves the bar. what is the thing under work.
func (b *bar) set(done, total int, what string) {
	every := tellEvery
	if b.moves {
		every = moveEvery
	}
	if time.Since(b.told) < every {
		return
	}
	b.told = time.Now()
	if !b.moves {
		b.e.say("%s: %d of %d%s", b.title, done, total, strings.TrimRight(", "+b.more, ", "))
		return
	}
	const cells = 20
	full := 0
	if total > 0 {
		full = min(cells, done*cells/total)
	}
	line := fmt.Sprintf("%s [%s%s] %d of %d %s", b.title, strings.Repeat("=", full), strings.Repeat(" ", cells-full), done, total, oneLine(what))
	fmt.Fprintf(b.e.err, "\r\x1b[K%s", text.Snip(line, width(b.e.err)-1, "…"))
}

// stop takes the bar away.
func (b *bar) stop() {
	if b.moves {
		fmt.Fprint(b.e.err, "\r\x1b[K")
	}
}
