package config

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"

	"archiver/internal/source"

	"github.com/goccy/go-yaml"
)

const ownVariable = "ARCHIVER_"

// setFromEnv sets what the environment says. text is the configuration file.
func (c *Config) setFromEnv(environ []string, text []byte) error {
	keys := namesInEnv(reflect.TypeFor[Config](), "")
	for _, kv := range slices.Sorted(slices.Values(environ)) { // a map before its keys, which stand above it
		name, value, ok := strings.Cut(kv, "=")
		key, own := strings.CutPrefix(name, ownVariable)
		if !ok || !own {
			continue
		}
		if err := setByEnv(reflect.ValueOf(c).Elem(), key, value); err != nil {
			e := &Error{Msg: err.Error()}
			errors.As(err, &e)
			e.File, e.Line = "environment variable "+name, 0
			return e
		}
		if !slices.Contains(keys, key) && isMeant(key, keys) && !askedFor(name, environ, text) {
			return &Error{File: "environment variable " + name, Msg: noKey, Near: nearestKey(key, keys)}
		}
	}
	return nil
}

// namesInEnv gives the names of all keys that have a value, without ARCHIVER_.
func namesInEnv(t reflect.Type, prefix string) (names []string) {
	for i := range t.NumField() {
		tag := strings.ToUpper(t.Field(i).Tag.Get("yaml"))
		switch f := t.Field(i).Type; {
		case tag == "":
		case f.Kind() == reflect.Struct:
			names = append(names, namesInEnv(f, prefix+tag+"_")...)
		default:
			names = append(names, prefix+tag)
		}
	}
	return names
}

// isMeant says of a name of no key that it is one but for a slip. Others may use the
// prefix too, and for what they like: a wrapper's ARCHIVER_LOG, ARCHIVER_WEB_PORT of a
// platform of containers.
func isMeant(name string, keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return nearKey(strings.ToUpper(name), k) })
}

func nearKey(name, key string) bool {
	plain := func(s string) string { return strings.ReplaceAll(s, "_", "") }
	most := min(2, len(key)/4)
	return source.Distance(plain(name), plain(key), most) <= most
}

// nearestKey is the variable that was most likely meant; "" where none is much like it.
func nearestKey(name string, keys []string) string {
	name = strings.ToUpper(name)
	from := func(key string) int { return source.Distance(name, key, len(name)+len(key)) }
	near := slices.MinFunc(keys, func(a, b string) int { return from(a) - from(b) })
	if !nearKey(name, near) && from(near) > len(near)/3 {
		return ""
	}
	return ownVariable + near
}

// askedFor says whether the configuration asks for a variable by name.
func askedFor(name string, environ []string, text []byte) bool {
	return bytes.Contains(text, []byte("${"+name+"}")) || slices.ContainsFunc(environ, func(kv string) bool { return strings.Contains(kv, "${"+name+"}") })
}

// setByEnv sets the field whose path of yaml names, in capitals and joined by
// underscores, is name. A name that fits no field is somebody else's.
func setByEnv(v reflect.Value, name, value string) error {
	for i := range v.NumField() {
		tag := strings.ToUpper(v.Type().Field(i).Tag.Get("yaml"))
		if tag == "" {
			continue
		}
		f := v.Field(i)
		if rest, ok := strings.CutPrefix(name, tag+"_"); ok && f.Kind() == reflect.Struct {
			if err := setByEnv(f, rest, value); err != nil {
				return err
			}
		}
		if name != tag {
			continue
		}
		switch f.Kind() {
		case reflect.Struct:
			// As in the file. What is no map is somebody else's: a wrapper's ARCHIVER_LOG.
			if strings.HasPrefix(strings.TrimSpace(value), "{") {
				if err := asInFile(value, f); err != nil {
					return err
				}
			}
		case reflect.String:
			f.SetString(value)
		case reflect.Slice:
			if f.Type().Elem() == reflect.TypeFor[Notify]() { // as in the file, or one URL
				if !strings.HasPrefix(strings.TrimSpace(value), "[") && value != "" {
					f.Set(reflect.ValueOf([]Notify{{URL: value}}))
				} else if err := asInFile(value, f); err != nil {
					return err
				}
				continue
			}
			if f.Type().Elem() == reflect.TypeFor[Witness]() { // as in the file
				if err := asInFile(value, f); err != nil {
					return err
				}
				continue
			}
			if quoted := strings.TrimSpace(value); strings.HasPrefix(quoted, "[") && strings.ContainsAny(quoted, `"'`) { // as in the file
				if err := asInFile(value, f); err != nil {
					return err
				}
				continue
			}
			list := strings.FieldsFunc(strings.Trim(value, "[]"), func(r rune) bool { return r == ',' || r == ' ' })
			switch {
			case f.Type() == reflect.TypeOf(list):
				f.Set(reflect.ValueOf(list))
			case len(list) == 0:
				f.SetZero()
			default: // of such as can be written in one word each, or as in the file
				if !strings.Contains(value, "{") {
					value = `["` + strings.Join(list, `","`) + `"]`
				}
				if err := asInFile(value, f); err != nil {
					return err
				}
			}
		default:
			if err := asInFile(value, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// asInFile reads a value that is written as in the file.
func asInFile(value string, f reflect.Value) error {
	if _, err := checkShape("", []byte(value), f.Type()); err != nil {
		return err
	}
	if err := quietYAML(yaml.UnmarshalWithOptions([]byte(value), f.Addr().Interface(), yaml.Strict())); err != nil {
		return errors.New(plainType(err.Error()))
	}
	return nil
}
