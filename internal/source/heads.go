package source

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// maxRunningHead bounds what a page begins or ends with, in bytes, and maxHeads how many
	// such stand between two pages.
	maxRunningHead = 120
	maxHeads       = 4
)

// headsOf tells which passages are what pages begin and end with: a text that stands
// alone again and again, page numbers aside, or that is a heading or the title. Whether one
// parts a sentence is for what stands around it to tell.
func headsOf(flow []passage, title string) []bool {
	texts := make([]string, len(flow))
	count, headed := map[string]int{title: 1}, map[string]bool{title: true}
	for i, p := range flow {
		text := headText(p)
		if texts[i] = text; text != "" {
			count[text]++
			headed[text] = headed[text] || p.kind == heading
		}
	}
	out := make([]bool, len(flow))
	for i, text := range texts {
		n := count[text]
		out[i] = text != "" && flow[i].kind == paragraph && (n > 2 || n > 1 && headed[text])
	}
	return out
}

// headText is what a passage says, without numbers at its ends; "" where it has marks, is
// long, or is a sentence.
func headText(p passage) string {
	if p.kind != paragraph && p.kind != heading {
		return ""
	}
	var all strings.Builder
	for _, t := range p.toks {
		switch t.kind {
		case markTok:
			return ""
		case textTok:
			all.WriteString(t.text)
		case breakTok:
			all.WriteByte(' ')
		}
		if all.Len() > maxRunningHead {
			return ""
		}
	}
	text := squeeze(all.String())
	if last := []rune(text); len(last) > 0 && (ends(last[len(last)-1]) || last[len(last)-1] == ':') {
		return ""
	}
	return strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
}

// hasDigit reports a passage with a number, as heads of pages have: without one it may
// be the name of a field, "Status", and what follows a text of its own.
func hasDigit(p passage) bool {
	return slices.ContainsFunc(p.toks, func(t tok) bool { return t.kind == textTok && strings.ContainsFunc(t.text, unicode.IsDigit) })
}
