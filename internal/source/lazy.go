package source

import (
	"regexp"
	"strings"
	"sync"
)

// The tables of an importer are made when they are first asked for: most runs
// of the program read no report, and would pay milliseconds for them.

// pattern is a regular expression.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// words is a set of words, which list holds with white space between.
func words(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := make(map[string]bool)
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
		return m
	})
}
