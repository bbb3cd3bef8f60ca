package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// Error is a mistake in the configuration.
type Error struct {
	File string // or the environment variable
	Line int    // 0: not known
	Key  string
	Msg  string
	Near string // the key or variable that was meant, most likely; of one that there is not

	unread bool // the file itself can't be read
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read %s: ", e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.Key != "" {
		fmt.Fprintf(&b, "%s: ", e.Key)
	}
	return b.String() + e.Msg
}

// Hint is what to do about it.
func (e *Error) Hint() string {
	if e.unread {
		return "is the path right, and is it a file that this user may read? Without --config it is " + DefaultPath
	}
	if e.Near != "" {
		return "did you mean " + e.Near + "? the archiver.yaml that comes with the program explains every key"
	}
	if strings.HasPrefix(e.File, "environment") && e.Msg != noKey {
		return "its value is read like that of the key in the file"
	}
	return "the archiver.yaml that comes with the program explains every key"
}

// noKey is said of a variable that was meant for us, and sets nothing.
const noKey = "it names no key of the configuration"

// Mistake is what is wrong with the value of a key such as web.listen or notify[1]. It
// says where that stands: in a variable of the environment, or on which line of the file;
// of a key that the file lacks, where the nearest one above it begins.
func (c *Config) Mistake(key, format string, args ...any) *Error {
	e := &Error{File: c.file, Key: key, Msg: fmt.Sprintf(format, args...)}
	whole, _, _ := strings.Cut(key, "[")
	name := "ARCHIVER_" + strings.ToUpper(strings.ReplaceAll(whole, ".", "_"))
	if slices.ContainsFunc(c.environ, func(kv string) bool { return strings.HasPrefix(kv, name+"=") }) {
		e.File = "environment variable " + name
		return e
	}
	file, err := parser.ParseBytes(c.text, 0)
	for err == nil && key != "" && e.Line == 0 {
		var path *yaml.Path
		if path, err = yaml.PathString("$." + key); err != nil {
			break
		}
		if node, err := path.FilterFile(file); err == nil && node != nil && node.GetToken() != nil {
			e.Line = node.GetToken().Position.Line
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return e
}

func yamlError(path string, data []byte, err error) error {
	e := &Error{File: path, Msg: err.Error()}
	var ye yaml.Error
	if errors.As(err, &ye) {
		e.Msg = plainType(ye.GetMessage())
		if t := ye.GetToken(); t != nil {
			e.Line = t.Position.Line
		}
	}
	var bad *valueError
	if errors.As(err, &bad) {
		e.Msg = bad.Error()
		// The parser does not tell where: the first line with this value does.
		for i, line := range strings.Split(string(data), "\n") {
			if strings.Contains(line, bad.value) && strings.Contains(line, ":") {
				e.Line = i + 1
				break
			}
		}
	}
	if lines := strings.Split(string(data), "\n"); e.Line > 0 && e.Line <= len(lines) {
		// The keys of that line; most have one.
		var keys []string
		for _, word := range strings.FieldsFunc(lines[e.Line-1], func(r rune) bool { return strings.ContainsRune(" {},", r) }) {
			if key, ok := strings.CutSuffix(word, ":"); ok {
				keys = append(keys, key)
			}
		}
		e.Key = strings.Join(keys, ".")
		if strings.HasPrefix(strings.TrimLeft(lines[e.Line-1], " "), "\t") {
			e.Key, e.Msg = "", "begins with a tab, where YAML wants spaces"
		}
	}
	return e
}

// yamlTypes says in words what the parser says of a value of another type: a kind of Go
// or of YAML is none of a person's business.
var yamlTypes = []struct {
	re    *regexp.Regexp
	wants int // the group that names what is wanted
}{
	{regexp.MustCompile(`^cannot unmarshal .+ into Go (?:struct field \S+|value) of type (\S+)(?: \( overflow \))?$`), 1},
	{regexp.MustCompile(`^\S+ was used where (\S+) is expected$`), 1},
}

func plainType(msg string) string {
	for _, t := range yamlTypes {
		m := t.re.FindStringSubmatch(msg)
		if m == nil {
			continue
		}
		switch kind := m[t.wants]; {
		case kind == "mapping", strings.HasPrefix(kind, "map["), strings.Contains(kind, "."):
			return "wants keys with values below it, or in braces: {key: value}"
		case kind == "sequence", strings.HasPrefix(kind, "[]"):
			return "wants a list, such as [one, two]"
		case strings.HasPrefix(kind, "int"), strings.HasPrefix(kind, "uint"):
			return "wants a whole number"
		case strings.HasPrefix(kind, "float"):
			return "wants a number"
		case kind == "bool":
			return "wants true or false"
		case kind == "string":
			return "wants one text"
		}
	}
	return msg
}
