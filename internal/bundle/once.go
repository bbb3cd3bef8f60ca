package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// decodeOnce is json.Unmarshal of what nobody signed, where a key that an object has
// twice is an error: readers differ in which they take, so that a bundle could show one
// thing to this program and another to somebody else.
func decodeOnce(raw []byte, v any) error {
	if err := json.Unmarshal(raw, v); err != nil {
		return err
	}
	fold := func(r rune) rune { // as json.Unmarshal finds a field
		for {
			next := unicode.SimpleFold(r)
			if next <= r {
				return next
			}
			r = next
		}
	}
	var open []map[string]bool // the objects and lists that are open; nil: a list
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	for key := false; ; {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case json.Delim:
			switch t {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
			key = len(open) > 0 && open[len(open)-1] != nil
			continue
		case string:
			if key {
				name, in := strings.Map(fold, t), open[len(open)-1]
				if in[name] {
					return fmt.Errorf("has the key %q twice, and readers differ in which they take", t)
				}
				in[name], key = true, false
				continue
			}
		}
		key = len(open) > 0 && open[len(open)-1] != nil
	}
}
