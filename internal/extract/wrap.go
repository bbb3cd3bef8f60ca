package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWrap is the longest line of a text that was cut into lines, in letters.
const maxWrap = 100

// minWrapped is how many lines of a text have to be of nearly its width before
// it counts as cut.
const minWrapped = 3

// unwrap joins the lines of a text that was cut at a width into paragraphs: two
// texts that are cut at different widths say the same. A line goes on where the
// first word of the next would have had no room on it; lists, tables and what is
// indented keep their lines.
func unwrap(text string) string {
	lines := strings.Split(text, "\n")
	width := wrapWidth(lines)
	if width == 0 {
		return text
	}
	known := map[string]bool{}
	for _, l := range lines {
		if strings.Contains(l, "-") {
			for _, w := range hyphenWord().FindAllString(l, -1) {
				known[strings.ToLower(w)] = true
			}
		}
	}
	out := make([]byte, 0, len(text))
	for i, l := range lines {
		switch {
		case i == 0:
			out = append(out, l...)
		case goesOnAfter(lines[i-1], l, width):
			out = joinLine(out, strings.TrimLeft(l, " "), known)
		default:
			out = append(append(out, '\n'), l...)
		}
	}
	return string(out)
}

// wrapWidth is the width that a text is cut at, 0 if it is not cut.
func wrapWidth(lines []string) int {
	width := 0
	for _, l := range lines {
		if n := utf8.RuneCountInString(l); n > maxWrap {
			return 0
		} else if running(l) {
			width = max(width, n)
		}
	}
	full := 0
	for i, l := range lines {
		if n := utf8.RuneCountInString(l); i+1 < len(lines) && running(l) && running(lines[i+1]) && 10*n >= 8*width {
			full++
		}
	}
	if width < 40 || full < minWrapped {
		return 0
	}
	return width
}

// running tells whether a line may be one of a paragraph: no row of a table, no
// line of code.
func running(l string) bool {
	l = strings.TrimRight(l, " ")
	body := strings.TrimLeft(l, " ")
	return body != "" && !strings.Contains(body, "   ") && !strings.ContainsAny(body, "\t|{}") && strings.Contains(body, " ")
}

// goesOnAfter tells whether a line goes on with the paragraph of the last one.
func goesOnAfter(last, l string, width int) bool {
	last = strings.TrimRight(last, " ")
	body := strings.TrimLeft(l, " ")
	if !running(last) || body == "" || strings.Contains(body, "   ") || strings.ContainsAny(body, "\t|{}") {
		return false
	}
	mark, _, _ := strings.Cut(body, " ")
	indent, before := len(l)-len(body), len(last)-len(strings.TrimLeft(last, " "))
	first, _ := utf8.DecodeRuneInString(body)
	ended := mayEnd([]byte(last))
	switch {
	case indent > before && !beginsItem(strings.TrimLeft(last, " ")):
		return false
	case itemMark().MatchString(mark) && (ended || !unicode.IsDigit(first)), first == '>' || first == '#':
		return false
	}
	n := utf8.RuneCountInString(last)
	return n+1+utf8.RuneCountInString(mark) > width-1 || unicode.IsLower(first) && !ended && 2*n > width
}
