package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"archiver/internal/legible"
)

const (
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	bold   = "\x1b[1m"
	reset  = "\x1b[0m"
)

// paint colours s on a terminal, unless NO_COLOR is set (no-color.org).
func (e *env) paint(w io.Writer, colour, s string) string {
	if !isTerminal(w) || slices.ContainsFunc(e.environ, func(kv string) bool {
		return strings.HasPrefix(kv, "NO_COLOR=") && kv != "NO_COLOR="
	}) {
		return s
	}
	return colour + s + reset
}

// printJSON writes the one document that --json promises.
func (e *env) printJSON(v any) error {
	e.printed = true
	var doc bytes.Buffer
	enc := json.NewEncoder(&doc)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	if err == nil {
		_, err = e.out.Write(legible.JSON(doc.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

// column is one column of a table. Wide 0 takes what is left of the line; what is
// wider is cut, or with whole goes on below. A REF is cut before its number.
type column struct {
	name  string
	wide  int
	whole bool
	ref   bool
}

// fewest is how wide a column is at least that has to be made narrow.
const fewest = 16

// fit makes columns as narrow as the line needs, REFs before others, so that something is
// left for the one that takes the rest. It gives how much that is.
func fit(columns []column, rows [][]string, cols int) (left int) {
	left = cols
	rest := false
	for i := range columns {
		c := &columns[i]
		if c.wide == 0 {
			rest = true
			continue
		}
		used := len(c.name)
		for _, row := range rows {
			used = max(used, text.StringWidth(row[i]))
		}
		c.wide = min(used, c.wide)
		left -= c.wide + 2
	}
	for _, refs := range []bool{true, false} {
		for i := len(columns) - 1; i >= 0 && rest && left < fewest; i-- {
			if c := &columns[i]; c.ref == refs && !c.whole && c.wide > fewest {
				less := min(c.wide-fewest, fewest-left)
				c.wide -= less
				left += less
			}
		}
	}
	return max(left, fewest)
}

// snipRef cuts a REF of several reports so that the footnote's number stays.
func snipRef(s string, n int) string {
	i := strings.LastIndexByte(s, '/')
	if i < 0 || text.StringWidth(s) <= n || text.StringWidth(s[i:]) > n-4 {
		return text.Snip(s, n, "…")
	}
	return text.Snip(s[:i], n-text.StringWidth(s[i:]), "…") + s[i:]
}

// table prints rows that fit the terminal, or 80 columns.
func (e *env) table(columns []column, rows [][]string) {
	left := fit(columns, rows, width(e.out))
	t := table.NewWriter()
	t.SetOutputMirror(e.out)
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatUpper
	t.SetStyle(style)
	var header table.Row
	var configs []table.ColumnConfig
	for i, c := range columns {
		header = append(header, c.name)
		cfg := table.ColumnConfig{Number: i + 1, WidthMax: c.wide}
		if c.wide == 0 {
			cfg.WidthMax = left
		}
		cfg.WidthMaxEnforcer = func(s string, n int) string { return text.Snip(s, n, "…") }
		switch {
		case c.whole:
			cfg.WidthMaxEnforcer = text.WrapSoft
		case c.ref:
			cfg.WidthMaxEnforcer = snipRef
		}
		configs = append(configs, cfg)
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(header)
	for _, row := range rows {
		var r table.Row
		for _, cell := range row {
			r = append(r, cell)
		}
		t.AppendRow(r)
	}
	t.SuppressTrailingSpaces()
	t.Render()
}

// oneLine makes text from the web or a file safe to print.
func oneLine(s string) string { return legible.Line(s) }

// wrap breaks s into lines of at most n columns, indented by indent.
func wrap(s string, n int, indent string) string {
	cols := max(n-len(indent), 20)
	var b strings.Builder
	add := func(s string) {
		for line := range strings.Lines(text.WrapSoft(s, cols)) {
			b.WriteString("\n" + indent + strings.TrimSpace(line))
		}
	}
	// A command, an address or a file's name that is wider than a line stands on one of
	// its own, whole: broken, it could not be copied. Other text without spaces, as in
	// Chinese, is broken anywhere.
	var words []string
	parts := strings.Split(s, tie)
	for i, part := range parts {
		parts[i] = oneLine(part)
	}
	for _, w := range strings.Split(strings.Join(parts, tie), " ") {
		if text.StringWidth(w) > cols && (strings.Contains(w, tie) || len(w) <= widestWord && address(w)) {
			add(strings.Join(words, " "))
			b.WriteString("\n" + indent + w)
			words = nil
			continue
		}
		words = append(words, w)
	}
	add(strings.Join(words, " "))
	return strings.TrimPrefix(b.String(), "\n")
}

// address says whether a word without spaces is one, or a file's name with its folder,
// or a SHA-256.
func address(w string) bool {
	if len(w) == 64 && strings.Trim(w, "0123456789abcdef") == "" {
		return true
	}
	return strings.Contains(w, "/") && !strings.ContainsFunc(w, func(r rune) bool { return r > unicode.MaxASCII })
}

func shortDate(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02")
}

func longDate(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// plural counts things in words: "1 snapshot", "3 snapshots".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
