package config

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// checkWhole refuses a fraction where a whole number is wanted. The decoder cuts it off
// without a word: a lock would be for fewer days than was asked for.
func (c *Config) checkWhole() error {
	file, err := parser.ParseBytes(c.text, 0)
	if err != nil {
		return nil // who reads it says so
	}
	for _, key := range wholeNumbers(reflect.TypeFor[Config](), "") {
		path, err := yaml.PathString("$." + key)
		if err != nil {
			return err
		}
		if node, err := path.FilterFile(file); err == nil {
			if _, ok := node.(*ast.FloatNode); ok {
				return c.Mistake(key, "wants a whole number")
			}
		}
	}
	return nil
}

// wholeNumbers lists the keys of a part of the configuration whose values are such.
func wholeNumbers(part reflect.Type, above string) (keys []string) {
	for i := range part.NumField() {
		f := part.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case key == "":
		case f.Type.Kind() == reflect.Struct:
			keys = append(keys, wholeNumbers(f.Type, above+key+".")...)
		case f.Type == reflect.TypeFor[int]():
			keys = append(keys, above+key)
		}
	}
	return keys
}
