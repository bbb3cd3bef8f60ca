package source

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// decoded is a manifest with the places that later checks and Merge need.
type decoded struct {
	file     string
	manifest *Manifest
	id       string // where there is no manifest, and a line tells
	idAt     spot
	settings []setting
	root     *ast.MappingNode
}

// spot is a position in the file, both from 1.
type spot struct{ line, column int }

// setting is a citation's capture or schedule where it is written out.
type setting struct {
	url, key, value, path string
	at                    spot
}

// decoder walks the syntax tree itself, rather than through struct tags, so
// that every mistake has its place and its key. It keeps the first mistake and
// goes on harmlessly.
type decoder struct {
	file string
	err  *Error
	out  decoded
}

// decode reads a manifest from memory.
func decode(file string, data []byte) (*decoded, error) {
	d := &decoder{file: file}
	root := d.parse(data)
	if d.err != nil {
		return nil, d.err
	}
	m := d.manifest(root)
	if d.err != nil {
		return nil, d.err
	}
	m.Path = file
	d.out.file, d.out.manifest, d.out.root = file, m, root
	return &d.out, nil
}

func (d *decoder) parse(data []byte) (root *ast.MappingNode) {
	switch {
	case len(data) > MaxManifest:
		d.fail(nil, "", fmt.Sprintf("larger than %d MiB", MaxManifest>>20), "")
		return nil
	case !utf8.Valid(data):
		d.err = &Error{File: d.file, Line: badLine(data), Column: 1, Msg: "not valid UTF-8"}
		return nil
	case bytes.HasPrefix(data, []byte("\ufeff")):
		d.err = &Error{File: d.file, Line: 1, Column: 1, Msg: "a byte order mark, which some editors on Windows write", Hint: "save the file as UTF-8 without one"}
		return nil
	case TooDeep(data):
		d.fail(nil, "", "nested too deeply for a manifest", "")
		return nil
	}
	// The parser is someone else's: a panic in it is a broken file, not a
	// broken program.
	defer func() {
		if r := recover(); r != nil {
			d.fail(nil, "", "not readable as YAML", "")
			root = nil
		}
	}()
	// The parser counts a CR LF as two lines.
	file, err := parser.ParseBytes(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), 0)
	if err != nil {
		d.syntax(data, err)
		return nil
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc != nil && doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	switch {
	case len(bodies) == 0:
		d.fail(nil, "", "the manifest is empty", "")
	case len(bodies) > 1:
		d.fail(bodies[1], "", "a second document; a file holds one manifest", "")
	default:
		m, ok := bodies[0].(*ast.MappingNode)
		if !ok {
			d.fail(bodies[0], "", "want a mapping with id, title, published and footnotes", "")
		}
		return m
	}
	return nil
}

func (d *decoder) syntax(data []byte, err error) {
	e := &Error{File: d.file, Msg: "not readable as YAML"}
	var ye yaml.Error
	if errors.As(err, &ye) {
		e.Msg = ye.GetMessage()
		if t := ye.GetToken(); t != nil && t.Position != nil {
			e.Line, e.Column = t.Position.Line, t.Position.Column
			if lines := bytes.SplitN(data, []byte("\n"), e.Line+1); e.Line > 0 && e.Line <= len(lines) && bytes.HasPrefix(bytes.TrimLeft(lines[e.Line-1], " "), []byte("\t")) {
				e.Msg = "the line begins with a tab, where YAML wants spaces"
			}
		}
	}
	d.keep(e)
}

func (d *decoder) keep(e *Error) {
	if d.err == nil {
		d.err = e
	}
}

func (d *decoder) fail(n ast.Node, path, msg, hint string) {
	at := where(n)
	d.keep(&Error{File: d.file, Line: at.line, Column: at.column, Key: path, Msg: msg, Hint: hint})
}

// where is a node's place; zero for nil.
func where(n ast.Node) spot {
	if n == nil {
		return spot{}
	}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key // the node's own token is the first colon
	}
	var t *token.Token
	if t = n.GetToken(); t == nil || t.Position == nil {
		return spot{}
	}
	return spot{t.Position.Line, t.Position.Column}
}

// field reads the value of one key.
type field struct {
	name string
	read func(n ast.Node, path string)
}

// mapping reads a mapping whose keys are all known. A key without a value is
// as good as absent.
func (d *decoder) mapping(n ast.Node, path string, fields ...field) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		d.wrongType(n, path, "a mapping of keys to values")
		return
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	seen := map[string]bool{}
	for _, kv := range m.Values {
		key, ok := kv.Key.(*ast.StringNode)
		if !ok {
			d.fail(kv.Key, path, "a key must be a plain word", "")
			return
		}
		i := slices.Index(names, key.Value)
		if i < 0 {
			d.fail(key, path, fmt.Sprintf("unknown key %q", clip(key.Value)), didYouMean(key.Value, names))
			return
		}
		at := join(path, key.Value)
		if seen[key.Value] {
			d.fail(key, at, "given twice", "")
			return
		}
		seen[key.Value] = true
		if _, null := kv.Value.(*ast.NullNode); null || kv.Value == nil {
			continue
		}
		fields[i].read(kv.Value, at)
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// list calls read for each element.
func (d *decoder) list(n ast.Node, path string, read func(n ast.Node, path string)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.wrongType(n, path, "a list")
		return
	}
	for i, v := range s.Values {
		read(v, fmt.Sprintf("%s[%d]", path, i))
	}
}

func (d *decoder) strings(n ast.Node, path string) []string {
	var out []string
	d.list(n, path, func(n ast.Node, path string) {
		s := d.text(n, path)
		if strings.TrimSpace(s) == "" {
			d.fail(n, path, "empty text in a list", "")
		}
		out = append(out, s)
	})
	return out
}

func (d *decoder) text(n ast.Node, path string) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	}
	d.wrongType(n, path, "text")
	return ""
}

// word is a short text for which YAML's own type does not matter: dates,
// enumerations, labels.
func (d *decoder) word(n ast.Node, path, want string) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.IntegerNode:
		return v.Token.Value
	}
	d.wrongType(n, path, want)
	return ""
}

func (d *decoder) date(n ast.Node, path string) time.Time {
	t, err := ParseDate(d.word(n, path, "a date such as 2020-02-21"))
	if err != nil {
		d.fail(n, path, "not a date", "write it like 2020-02-21")
	}
	return t
}

func (d *decoder) oneOf(n ast.Node, path string, choices []string) string {
	s := d.word(n, path, "one of "+strings.Join(choices, ", "))
	if d.err == nil && !slices.Contains(choices, s) {
		hint := didYouMean(s, choices)
		if hint == "" {
			hint = "it is one of " + strings.Join(choices, ", ")
		}
		d.fail(n, path, fmt.Sprintf("unknown value %q", clip(s)), hint)
	}
	return s
}

func (d *decoder) wrongType(n ast.Node, path, want string) {
	got, hint := "something else", ""
	switch v := n.(type) {
	case nil, *ast.NullNode:
		got = "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		got = "a mapping"
	case *ast.SequenceNode:
		got = "a list"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		got = "a number"
	case *ast.BoolNode:
		got = "true or false"
	case *ast.StringNode, *ast.LiteralNode:
		got = "text"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		got, hint = fmt.Sprintf("%q", clip(v.GetToken().Value)), "anchors, aliases and tags are not used here"
	}
	if want == "text" && (got == "a number" || got == "true or false") {
		hint = fmt.Sprintf("put it in quotes: %q", clip(n.GetToken().Value))
	}
	d.fail(n, path, "want "+want+", got "+got, hint)
}

// TooDeep reports brackets or list dashes nested far beyond any manifest: YAML's
// parser takes quadratic time on them.
func TooDeep(data []byte) bool {
	depth, dashes, quoted, leading := 0, 0, false, true
	for _, c := range data {
		switch c {
		case '"':
			quoted = !quoted
		case '\n':
			quoted, leading, dashes = false, true, 0
		case '[', '{':
			if !quoted {
				depth++
			}
		case ']', '}':
			if !quoted && depth > 0 {
				depth--
			}
		case '-', '?':
			if leading {
				dashes++
			}
		}
		if c > ' ' && c != '-' && c != '?' {
			leading = false
		}
		if depth > 1000 || dashes > 200 {
			return true
		}
	}
	return false
}

// badLine is the line of the first byte that is not UTF-8.
func badLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n < 2 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return line
}
