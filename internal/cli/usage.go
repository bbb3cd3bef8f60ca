package cli

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/source"

	"github.com/spf13/cobra"
)

// The errors that cobra and pflag make of a wrong command line have no type that
// tells all of it; their words are known, and each is said in ours.
var usageWords = sync.OnceValue(func() []struct {
	re  *regexp.Regexp
	say func(u usageOf, m []string) *usageError
} {
	return []struct {
		re  *regexp.Regexp
		say func(u usageOf, m []string) *usageError
	}{
		{regexp.MustCompile(`(?s)^unknown command "(.*)" for "[^"]*"`), usageOf.noCommand},
		{regexp.MustCompile(`^(?:accepts|requires) .*arg\(s\)`), usageOf.count},
		{regexp.MustCompile(`(?s)^unknown flag: (--.*)$`), usageOf.noFlag},
		{regexp.MustCompile(`(?s)^unknown shorthand flag: .* in (-.*)$`), usageOf.noFlag},
		{regexp.MustCompile(`(?s)^bad flag syntax: (.*)$`), usageOf.noFlag},
		{regexp.MustCompile(`^flag needs an argument: .*?(-{1,2}[\w-]+|'\w')(?: in (-\w+))?$`), usageOf.noValue},
		{regexp.MustCompile(`(?s)^invalid argument "(.*)" for "(?:-\w, )?(--[\w-]+)" flag: `), usageOf.wrongValue},
		{regexp.MustCompile(`^if any flags in the group \[([\w -]+)\] are set none of the others can be`), usageOf.exclude},
	}
})

// usageOf is a command line that makes no sense.
type usageOf struct {
	e    *env
	c    *cobra.Command
	args []string // what stood there besides flags, as far as it was read
}

// usage says in our words what cobra says of a wrong command line; nil where err is
// no such thing.
func (e *env) usage(c *cobra.Command, err error) *usageError {
	if c == nil {
		return nil
	}
	for _, w := range usageWords() {
		if m := w.re.FindStringSubmatch(err.Error()); m != nil {
			return w.say(usageOf{e, c, c.Flags().Args()}, m)
		}
	}
	return nil
}

// name is the command as a person wrote it, without the program.
func (u usageOf) name() string {
	_, name, _ := strings.Cut(u.c.CommandPath(), " ")
	return name
}

func (u usageOf) err(hint, format string, args ...any) *usageError {
	msg := fmt.Sprintf(format, args...)
	if n := u.name(); n != "" {
		msg = n + ": " + msg
	}
	return &usageError{msg: msg, hint: hint}
}

// help names the command that shows how this one is used.
func (u usageOf) help(shows string) string {
	if u.name() == "" {
		return "archiver help lists the commands"
	}
	return u.c.CommandPath() + " --help shows " + shows
}

func (u usageOf) noCommand(m []string) *usageError {
	if len(takes(u.c.Use)) == 0 && u.c.HasParent() && !u.c.HasSubCommands() {
		return u.err(u.help("its flags"), "nothing goes after it but flags, and there is “%s”", m[1])
	}
	hint := u.help("what goes there")
	if near := suggestions(u.c, m[1]); len(near) > 0 {
		hint = "did you mean " + u.c.CommandPath() + " " + strings.Join(near, ", or "+u.c.CommandPath()+" ") + "? " + hint
	}
	if u.c.HasParent() {
		return u.err(hint, "there is no “%s” in it", m[1])
	}
	return u.err(hint, "there is no command “%s”", m[1])
}

// suggestions are the commands that a word which is none may mean: those that it begins,
// else those nearest to it.
func suggestions(c *cobra.Command, word string) []string {
	word = strings.ToLower(word)
	far := func(name string) int {
		if strings.HasPrefix(name, word) {
			return -1
		}
		return source.Distance(word, name, 64)
	}
	near := c.SuggestionsFor(word)
	least := 0
	for i, name := range near {
		if i == 0 || far(name) < least {
			least = far(name)
		}
	}
	return slices.DeleteFunc(near, func(name string) bool { return far(name) > least })
}

// takes are what a command takes besides flags: REF, [TEXT].
func takes(use string) []string { return strings.Fields(use)[1:] }

// whatIs explains the words that stand for something in a command's first line.
var whatIs = map[string]string{
	"REF":        "REF is a footnote's number, such as 27 or 27.2, or the URL that it cites; archiver list shows them",
	"REF|REPORT": "a REF is a footnote's number, such as 27, a REPORT its name; archiver list shows both",
	"FILE":       "FILE is the report, such as report.md",
	"add FILE":   "FILE is the copy that was saved: WACZ, WARC, PDF, HTML or PNG",
	"REPORT":     "REPORT is the report's file, such as report.md",
	"FROM":       "FROM and TO are folders, or buckets such as s3://evidence/archive",
	"TO":         "FROM and TO are folders, or buckets such as s3://evidence/archive",
}

func (u usageOf) count([]string) *usageError {
	all := takes(u.c.Use)
	needed := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return strings.HasPrefix(w, "[") })
	hint := u.help("examples")
	if n := len(u.args); n < len(needed) {
		missing := needed[n:]
		what := whatIs[u.c.Name()+" "+missing[0]]
		if what = cmp.Or(what, whatIs[missing[0]]); what != "" {
			hint = what + "; " + hint
		}
		return u.err(hint, "%s missing: archiver %s", strings.Join(missing, " and ")+map[bool]string{true: " is", false: " are"}[len(missing) == 1], u.line())
	}
	if slices.Contains(all, "[TEXT]") && len(u.args) > len(all) {
		return u.err("put the whole TEXT between quotation marks: "+u.e.quoteCommand(u.args[0], strings.Join(u.args[1:], " ")),
			"it takes one TEXT, and there are %d words after %s", len(u.args)-1, u.args[0])
	}
	if len(u.args) > len(all) {
		return u.err(hint, "“%s” is too much: archiver %s", strings.Join(u.args[len(all):], " "), u.line())
	}
	return u.err(hint, "the command is: archiver %s", u.line())
}

// line is how the command is written.
func (u usageOf) line() string {
	return strings.TrimSpace(u.name() + " " + strings.Join(takes(u.c.Use), " "))
}

func (u usageOf) noFlag(m []string) *usageError {
	hint := u.help("its flags")
	name, _, _ := strings.Cut(strings.TrimLeft(m[1], "-"), "=")
	var near []string
	for _, f := range flagNames(u.c) {
		if name != "" && strings.HasPrefix(m[1], "--") && nearWord(name, f) {
			near = append(near, "--"+f)
		}
	}
	if len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "? " + hint
	}
	if u.c.Name() == "quote" {
		hint = `a TEXT that begins with "-" goes after two dashes: ` + u.e.line("quote", "--", "REF", `"- TEXT"`) + "; " + hint
	}
	return u.err(hint, "there is no flag %s", m[1])
}

func (u usageOf) noValue(m []string) *usageError {
	flag := m[1]
	if strings.HasPrefix(flag, "'") {
		flag = "-" + strings.Trim(flag, "'")
	}
	return u.err(u.help("what it can be"), "%s needs a value after it%s", flag, u.value(flag))
}

// value is what a flag takes, as its help names it.
func (u usageOf) value(flag string) string {
	f := u.c.Flag(strings.TrimLeft(flag, "-"))
	if f == nil && len(flag) == 2 {
		f = u.c.Flags().ShorthandLookup(flag[1:])
	}
	if f == nil {
		return ""
	}
	name, _, _ := strings.Cut(strings.SplitN(f.Usage+"``", "`", 3)[1], "`")
	switch {
	case name == "DATE":
		return ": a DATE, such as 2020-02-21"
	case name != "":
		return ": " + name
	}
	return ""
}

func (u usageOf) wrongValue(m []string) *usageError {
	what := "can't be “" + m[1] + "”"
	if f := u.c.Flag(strings.TrimLeft(m[2], "-")); f != nil {
		switch f.Value.Type() {
		case "bool":
			what += ": it is written without a value"
		case "int", "int64", "uint", "uint64":
			what += ": it takes a whole number"
		case "duration":
			what += ": it takes a time such as 90s or 24h"
		}
	}
	return u.err(u.help("what it can be"), "%s %s", m[2], what)
}

func (u usageOf) exclude(m []string) *usageError {
	names := strings.Fields(m[1])
	return u.err(u.help("what each does"), "--%s don't go together", strings.Join(names, " and --"))
}

// flagNames lists the flags of a command by their long names.
func flagNames(c *cobra.Command) []string {
	var out []string
	for _, f := range []interface{ FlagUsages() string }{c.LocalFlags(), c.InheritedFlags()} {
		for _, m := range longFlag().FindAllStringSubmatch(f.FlagUsages(), -1) {
			out = append(out, m[1])
		}
	}
	return out
}

var longFlag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^ *(?:-\w, )?--([\w-]+)`) })

// nearWord tells whether one word may be meant by another: it begins so, or differs
// in two letters, or if it has three or fewer in one.
func nearWord(have, want string) bool {
	if len(have) > 64 {
		return false
	}
	most := 2
	if len(have) < 4 {
		most = 1
	}
	return len(have) >= 2 && strings.HasPrefix(want, have) || source.Distance(have, want, most) <= most
}

// choice refuses a flag's value that is none of those there are.
func choice(flag, value string, of ...string) error {
	if slices.Contains(of, value) {
		return nil
	}
	wrong := &usageError{msg: fmt.Sprintf("%s %q is none of %s", flag, oneLine(value), strings.Join(of, ", "))}
	for _, o := range of {
		if nearWord(strings.ToLower(value), o) {
			wrong.hint = "did you mean " + flag + " " + o + "?"
			break
		}
	}
	return wrong
}

// helpOf makes "archiver help NAME" refuse a name that is none.
func helpOf(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		c.Run = nil
		c.RunE = func(_ *cobra.Command, args []string) error {
			of, _, err := root.Find(args)
			if err != nil || of == nil || of == root && len(args) > 0 {
				bad := strings.Join(args, " ")
				hint := "archiver help lists the commands"
				if near := suggestions(root, bad); len(near) > 0 {
					hint = "did you mean archiver help " + strings.Join(near, ", or archiver help ") + "? " + hint
				}
				return &usageError{msg: fmt.Sprintf("help: there is no command “%s”", bad), hint: hint}
			}
			of.InitDefaultHelpFlag()
			of.InitDefaultVersionFlag()
			return of.Help()
		}
	}
}
