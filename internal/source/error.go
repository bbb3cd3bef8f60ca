package source

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Error is a mistake in a manifest, with the place to mend it.
type Error struct {
	File   string
	Line   int // from 1; 0 where the file as a whole is meant
	Column int // in characters, from 1
	// Key is the path of the key: "footnotes[3].citations[0].url".
	Key string
	Msg string
	// Hint says what to do, for instance `did you mean "schedule"?`; may be
	// empty. It is not part of Error's text.
	Hint string
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read %s: ", e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.Key != "" {
		b.WriteString(e.Key + ": ")
	}
	b.WriteString(e.Msg)
	return b.String()
}

// UnknownError says that a REF names no citation.
type UnknownError struct {
	Ref  string
	Near []string // REFs that resemble it, best first; may be empty
	// Report says that it is a report's ID; Near are the first of its REFs.
	Report bool
	// Last says that Near is the last REF that there is, and the number is far from it.
	Last bool
	// Reports are those that there are, where it names one that there is none of.
	Reports []string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("there is no citation %q", clip(e.Ref))
}

// AmbiguousError says that a REF names several citations.
type AmbiguousError struct {
	Ref     string
	Choices []string // REFs that each name one of them
	Cites   []Cite   // the same, in the same order
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("find citation %q: it may be %s", clip(e.Ref), strings.Join(e.Choices, ", "))
}

// Nearest gives up to most of the candidates that s may be a misspelling of.
func Nearest(s string, candidates []string, most int) []string {
	type scored struct {
		text string
		cost int
	}
	var found []scored
	seen := map[string]bool{}
	limit := max(1, utf8.RuneCountInString(s)/3)
	for _, c := range candidates {
		if seen[c] || c == s {
			continue
		}
		seen[c] = true
		if d := Distance(strings.ToLower(s), strings.ToLower(c), limit); d <= limit {
			found = append(found, scored{c, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].cost < found[j].cost })
	var out []string
	for _, f := range found[:min(most, len(found))] {
		out = append(out, f.text)
	}
	return out
}

// Distance is the number of characters to insert, delete, replace or swap with
// their neighbour to turn a into b; anything over limit may come out as
// limit+1.
func Distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 512 || len(y) > 512 || len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

// didYouMean is a hint, or "" where nothing comes near.
func didYouMean(s string, candidates []string) string {
	if near := Nearest(s, candidates, 1); len(near) > 0 {
		return fmt.Sprintf("did you mean %q?", near[0])
	}
	return ""
}
