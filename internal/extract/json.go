package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
)

// What an interface sends as JSON is read by its values: how it is laid out, the
// order of quotation marks and commas and what is wrapped around it say nothing,
// and escaped letters are the letters.

// jsonText gives the lines of a JSON document, and those without its links: a
// member of an object is its name and its value, a string of a list is a line of
// its own, and an object of a list that holds nothing but single values is a row of
// a table. It reports false for what is no object or list, or not well formed.
func jsonText(ctx context.Context, text []byte) (visible, main string, cut, ok bool) {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return "", "", false, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	w := &jsonWriter{}
	for n := 1; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return "", "", false, false
		}
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil || len(w.open) == 0 && n > 1 {
			return "", "", false, false // broken, or several documents
		}
		if !w.full() {
			w.token(t)
		} else if !w.skip(t) {
			return "", "", false, false
		}
	}
	if len(w.open) > 0 {
		return "", "", false, false
	}
	return string(w.out), string(w.main), w.cut, true
}

// maxJSON is how many objects and lists may stand within each other.
const maxJSON = 1000

type jsonWriter struct {
	out, main []byte
	cut       bool // something was left out
	open      []jsonLevel
}

// jsonLevel is an object or a list that is open.
type jsonLevel struct {
	object bool
	named  bool // the next token is the value of key
	key    string
	row    bool     // an object of a list that has held single values alone so far
	cells  []string // these
}

func (w *jsonWriter) full() bool { return len(w.out) >= maxVisible || len(w.open) > maxJSON }

// skip counts what is open in the rest of a document that is too large.
func (w *jsonWriter) skip(t json.Token) bool {
	w.cut = true
	if delim, ok := t.(json.Delim); ok {
		if delim == '{' || delim == '[' {
			w.open = append(w.open, jsonLevel{})
		} else {
			w.open = w.open[:len(w.open)-1]
		}
	}
	return len(w.open) <= 10*maxJSON
}

func (w *jsonWriter) token(t json.Token) {
	var top *jsonLevel
	if n := len(w.open); n > 0 {
		top = &w.open[n-1]
	}
	switch v := t.(type) {
	case json.Delim:
		switch v {
		case '{', '[':
			listed := top != nil && !top.object
			if top != nil {
				w.flush(top)
				top.row, top.named = false, false
			}
			w.open = append(w.open, jsonLevel{object: v == '{', row: v == '{' && listed})
		default:
			if top.row && len(top.cells) > 0 {
				w.line(strings.Join(top.cells, "\t"), true)
				top.cells = nil
			}
			w.flush(top)
			w.open = w.open[:len(w.open)-1]
		}
	case string:
		if top != nil && top.object && !top.named {
			top.key, top.named = v, true
			return
		}
		w.value(top, v, !isAddress(v))
	case json.Number:
		w.value(top, v.String(), true)
	case bool:
		w.value(top, map[bool]string{true: "true", false: "false"}[v], true)
	default:
		w.value(top, "null", true)
	}
}

// value writes a single value.
func (w *jsonWriter) value(top *jsonLevel, v string, text bool) {
	v = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n"))
	if top == nil {
		return
	}
	if top.object {
		top.named = false
		v = top.key + ": " + v
	}
	if top.row && text && !strings.Contains(v, "\n") {
		top.cells = append(top.cells, strings.ReplaceAll(v, "\t", " "))
		return
	}
	w.line(v, text)
}

// flush writes what was taken for a row and is none.
func (w *jsonWriter) flush(top *jsonLevel) {
	for _, c := range top.cells {
		w.line(c, true)
	}
	top.cells = nil
}

func (w *jsonWriter) line(s string, text bool) {
	add := func(to *[]byte) {
		if len(*to) > 0 {
			*to = append(*to, '\n')
		}
		*to = append(*to, s...)
	}
	add(&w.out)
	if text {
		add(&w.main)
	}
}

// isAddress tells whether a string is an address and nothing else: a link.
func isAddress(s string) bool {
	if strings.ContainsAny(s, " \t\n") {
		return false
	}
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || len(s) > 1 && s[0] == '/'
}
