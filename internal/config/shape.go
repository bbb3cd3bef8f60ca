package config

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"archiver/internal/source"
)

const (
	// maxFile bounds the configuration's file in bytes: a large one has a dozen KiB.
	maxFile = 256 << 10
	// maxValues bounds how many values it has, those that an alias stands for counted anew.
	maxValues = 1 << 17
)

// checkShape says whether a file says anything of a type, and what is wrong with it that the decoder
// passes over, takes too long for, or can't give the place of: the decoder knows neither a
// second document nor a key that is no word, and an alias of what it stands in ends it.
func checkShape(path string, data []byte, t reflect.Type) (says bool, err error) {
	switch {
	case len(data) > maxFile:
		return false, &Error{File: path, Msg: fmt.Sprintf("larger than %d KiB", maxFile>>10)}
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		bad := bytes.IndexFunc(data, func(r rune) bool { return r == utf8.RuneError || r == 0 })
		return false, &Error{File: path, Line: 1 + bytes.Count(data[:bad], []byte("\n")), Msg: "not text in UTF-8"}
	case source.TooDeep(data):
		return false, &Error{File: path, Msg: "nested too deeply"}
	}
	defer func() { // the parser is someone else's
		if recover() != nil {
			err = &Error{File: path, Msg: "not readable as YAML"}
		}
	}()
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return true, nil // the decoder says so
	}
	s := &shape{path: path, anchors: map[string]int{}}
	for _, doc := range file.Docs {
		if doc == nil || doc.Body == nil || doc.Body.Type() == ast.DirectiveType {
			continue
		}
		switch {
		case says:
			return true, s.fail(doc.Body, "", "a second document; the configuration is one")
		default:
			says = true
			if err := s.check(doc.Body, t, ""); err != nil {
				return true, err
			}
		}
	}
	return says, nil
}

// shape compares a file with what it can say.
type shape struct {
	path    string
	anchors map[string]int // how many values each stands for; 0: it has not ended
	values  int
}

func (s *shape) fail(n ast.Node, key, msg string) *Error {
	e := &Error{File: s.path, Key: key, Msg: msg}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key // the node's own token is the first colon
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		e.Line = t.Position.Line
	}
	return e
}

// check goes through a value. That it is of another type the decoder says, but for those
// that read themselves.
func (s *shape) check(n ast.Node, t reflect.Type, key string) error {
	s.values++
	switch n := n.(type) {
	case *ast.AnchorNode:
		name, before := n.Name.String(), s.values
		s.anchors[name] = 0
		err := s.check(n.Value, t, key)
		s.anchors[name] = s.values - before
		return err
	case *ast.AliasNode:
		stands, known := s.anchors[n.Value.String()]
		if known && stands == 0 {
			return s.fail(n, key, "stands for what it stands in")
		}
		if s.values += stands; s.values > maxValues {
			return s.fail(n, key, "stands for too much")
		}
		return nil
	case *ast.TagNode:
		return s.check(n.Value, t, key)
	case *ast.SequenceNode:
		for i, v := range n.Values {
			at := fmt.Sprintf("%s[%d]", key, i)
			of := t
			if of != nil && of.Kind() == reflect.Slice {
				of = of.Elem()
			}
			if err := s.check(v, of, at); err != nil {
				return err
			}
		}
	case *ast.MappingNode:
		for _, kv := range n.Values {
			if err := s.value(kv, t, key); err != nil {
				return err
			}
		}
	case *ast.MappingValueNode:
		return s.value(n, t, key)
	case ast.ScalarNode:
		if t == nil || t.Kind() == reflect.Struct || t.Kind() == reflect.Slice || n.Type() == ast.NullType {
			return nil
		}
		if _, fraction := n.(*ast.FloatNode); fraction && t.Kind() == reflect.Int {
			return s.fail(n, key, "wants a whole number") // the decoder cuts it off
		}
		if v, ok := reflect.New(t).Interface().(yaml.BytesUnmarshaler); ok {
			if err := v.UnmarshalYAML([]byte(n.String())); err != nil {
				return s.fail(n, key, err.Error())
			}
		}
	}
	return nil
}

// value checks one key of a mapping and what it has. Keys of what is no mapping are gone
// through, so that no alias is missed.
func (s *shape) value(kv *ast.MappingValueNode, t reflect.Type, above string) error {
	if _, merge := kv.Key.(*ast.MergeKeyNode); merge {
		return s.check(kv.Value, t, above)
	}
	word, ok := kv.Key.(*ast.StringNode)
	if !ok {
		return s.fail(kv.Key, above, "a key must be a plain word")
	}
	key := word.Value
	if above != "" {
		key = above + "." + key
	}
	if t == nil || t.Kind() != reflect.Struct {
		return s.check(kv.Value, nil, key)
	}
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		switch name, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); name {
		case word.Value:
			return s.check(kv.Value, f.Type, key)
		case "":
		default:
			names = append(names, name)
		}
	}
	e := s.fail(kv.Key, key, "there is no such key")
	e.Near = strings.Join(source.Nearest(word.Value, names, 1), "")
	return e
}
