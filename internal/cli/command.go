package cli

import (
	"regexp"
	"strings"
	"sync"

	"archiver/internal/config"
)

// line is a command line that is shown to be copied: with the configuration that
// this command was given, where it is not the usual one. What stands in the place
// of flags comes first, since nothing after -- is one.
func (e *env) line(name string, args ...string) string {
	words := []string{"archiver", name}
	if e.configPath != "" && e.configPath != config.DefaultPath {
		words = append(words, "--config", shellWord(oneLine(e.configPath)))
	}
	line := strings.Join(append(words, args...), " ")
	e.commands.add(line)
	return line
}

var plainWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\pL\pN/._,:@%+=-]+$`) })

// shellWord is s as one word of a shell's command line.
func shellWord(s string) string {
	if plainWord().MatchString(s) {
		return s
	}
	return shellQuote(s)
}

// shellQuote puts s in quotes: double ones, unless a shell would read anything
// in them.
func shellQuote(s string) string {
	if strings.ContainsAny(s, "\"$`\\!") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return `"` + s + `"`
}
