package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
)

// widest is how many columns a sentence takes at most: longer lines are hard to read.
const widest = 80

// message writes a message to stderr, with a label in colour before it. On a terminal its
// lines are broken between words; elsewhere it is one line, for programs to find.
func (e *env) message(colour, label, text string) { e.labelled(e.err, colour, label, text) }

func (e *env) labelled(w io.Writer, colour, label, text string) {
	if !isTerminal(w) {
		fmt.Fprintln(w, e.paint(w, colour, label)+" "+untie(text))
		return
	}
	lines := messageLines(label, e.commands.tie(text), min(width(w), widest))
	fmt.Fprintln(w, strings.Replace(lines, label, e.paint(w, colour, label), 1))
}

// tellResult writes lines of a command's result to stdout, as say does to stderr.
func (e *env) tellResult(format string, args ...any) {
	fmt.Fprint(e.out, e.lines(e.out, fmt.Sprintf(format, args...)))
}

// sentence is a text as message would write it, without a label.
func (e *env) sentence(text string) string {
	if !isTerminal(e.err) {
		return text
	}
	return untie(wrap(e.commands.tie(text), min(width(e.err), widest), ""))
}

// lines breaks those lines of a text that a terminal would break anywhere, and keeps how
// they are indented. What is a command by itself stays whole.
func (e *env) lines(w io.Writer, text string) string {
	if !isTerminal(w) {
		return text
	}
	cols := min(width(w), widest)
	var out []string
	for _, line := range strings.Split(text, "\n") {
		words := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(words)]
		if runewidth(line) <= cols || strings.HasPrefix(words, "$ ") || strings.HasPrefix(words, e.program+" ") || strings.Contains(line, "\x1b") {
			out = append(out, line)
			continue
		}
		out = append(out, untie(indent+strings.TrimPrefix(wrap(e.commands.tie(words), cols, indent+"  "), indent+"  ")))
	}
	return strings.Join(out, "\n")
}

func runewidth(s string) int { return text.StringWidth(s) }

// messageLines breaks a message into lines, the later ones indented. What a person is
// to copy is not broken.
func messageLines(label, text string, cols int) string {
	return untie(strings.TrimPrefix(wrap(tied(label)+" "+text, cols, "  "), "  "))
}

// shownCommands are the command lines that were put into messages, to be kept whole.
type shownCommands struct {
	mu    sync.Mutex
	lines []string
}

const mostCommands = 1000

func (s *shownCommands) add(line string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.lines) < mostCommands && !slices.Contains(s.lines, line) {
		s.lines = append(s.lines, line)
	}
}

// tie ties the words of those that a text holds, the longest before others.
func (s *shownCommands) tie(text string) string {
	if s == nil {
		return text
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortFunc(s.lines, func(a, b string) int { return len(b) - len(a) })
	for _, line := range s.lines {
		text = strings.ReplaceAll(text, line, tied(line))
	}
	return text
}

// wrapHelp fits the words of all commands to a width: paragraphs are filled, and what
// is indented stays as it is.
func wrapHelp(root *cobra.Command, cols int) {
	usages := fmt.Sprintf("FlagUsagesWrapped %d", cols)
	root.SetUsageTemplate(strings.NewReplacer(".LocalFlags.FlagUsages", "(.LocalFlags."+usages+")", ".InheritedFlags.FlagUsages", "(.InheritedFlags."+usages+")").Replace(root.UsageTemplate()))
	var all func(c *cobra.Command)
	all = func(c *cobra.Command) {
		c.Long = fill(c.Long, cols)
		for _, sub := range c.Commands() {
			all(sub)
		}
	}
	all(root)
}

// fill breaks each paragraph of a text anew.
func fill(s string, cols int) string {
	var out, words []string
	flush := func() {
		if words != nil {
			out = append(out, wrap(strings.Join(words, " "), cols, ""))
			words = nil
		}
	}
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, " \n")
		if line == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			flush()
			out = append(out, line)
			continue
		}
		words = append(words, line)
	}
	flush()
	return strings.Join(out, "\n")
}
