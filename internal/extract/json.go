package extract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// What an interface sends as JSON is read by its values: how it is laid out, the
// order of members, quotation marks and commas and what is wrapped around it say
// nothing, and escaped letters are the letters.

// jsonText gives the lines of a JSON document, and those without its links: a
// member of an object is its name and its value, a string of a list is a line of
// its own, and an object of a list that holds nothing but single values is a row of
// a table. Members have no order, and stand by what they are and by their names: a
// server may send them otherwise each time. It reports false for what is no object
// or list, or not well formed.
func jsonText(ctx context.Context, text []byte) (visible, main string, cut, ok bool) {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return "", "", false, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	r := &jsonReader{}
	for n := 1; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return "", "", false, false
		}
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil || len(r.open) == 0 && n > 1 {
			return "", "", false, false // broken, or several documents
		}
		if !r.full() {
			r.token(t)
		} else if !r.skip(t) {
			return "", "", false, false
		}
	}
	if len(r.open) > 0 {
		return "", "", false, false
	}
	w := &jsonWriter{}
	w.write(r.root, false)
	return string(w.out), string(w.main), r.cut, true
}

// maxJSON is how many objects and lists may stand within each other.
const maxJSON = 1000

// jsonNode is a value: a single one, or an object or a list with some in it.
type jsonNode struct {
	line   string // of a single value: it, behind its name
	text   bool   // and it is no link
	long   bool   // it is more than a label, or something in it is
	key    string // in an object
	object bool
	kids   []*jsonNode // nil of a single value
}

// jsonReader reads the values of a document, without those that are empty.
type jsonReader struct {
	root *jsonNode
	size int  // bytes of the lines so far
	n    int  // values so far
	cut  bool // something was left out
	open []jsonLevel
}

// jsonLevel is an object or a list that is open.
type jsonLevel struct {
	node  *jsonNode
	named bool // the next token is the value of key
	key   string
}

// maxValues bounds the values of a document: each takes some 150 bytes of memory, however
// short it is.
const maxValues = 250_000

func (r *jsonReader) full() bool {
	return r.size >= maxVisible || r.n >= maxValues || len(r.open) > maxJSON
}

// skip counts what is open in the rest of a document that is too large.
func (r *jsonReader) skip(t json.Token) bool {
	r.cut = true
	if delim, ok := t.(json.Delim); ok {
		if delim == '{' || delim == '[' {
			r.open = append(r.open, jsonLevel{node: &jsonNode{}})
		} else {
			r.close()
		}
	}
	return len(r.open) <= 10*maxJSON
}

func (r *jsonReader) token(t json.Token) {
	var top *jsonLevel
	if n := len(r.open); n > 0 {
		top = &r.open[n-1]
	}
	switch v := t.(type) {
	case json.Delim:
		if v == '}' || v == ']' {
			r.close()
			return
		}
		r.n++
		node := &jsonNode{object: v == '{'}
		if top != nil {
			node.key, top.named = top.key, false
		}
		r.open = append(r.open, jsonLevel{node: node})
	case string:
		if top != nil && top.node.object && !top.named {
			top.key, top.named = v, true
			return
		}
		r.value(top, v, !isAddress(v))
	case json.Number:
		r.value(top, v.String(), true)
	case bool:
		r.value(top, map[bool]string{true: "true", false: "false"}[v], true)
	default:
		r.value(top, "null", true)
	}
}

// close ends the object or list that is open: it counts if something is in it.
func (r *jsonReader) close() {
	n := len(r.open) - 1
	node := r.open[n].node
	r.open = r.open[:n]
	if n == 0 {
		r.root = node
	} else if len(node.kids) > 0 {
		above := r.open[n-1].node
		above.kids, above.long = append(above.kids, node), above.long || node.long
	}
}

// value takes a single value.
func (r *jsonReader) value(top *jsonLevel, v string, text bool) {
	v = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n"))
	if top == nil {
		return
	}
	r.n++
	const label = 60 // bytes
	node := &jsonNode{line: v, text: text, long: len(v) > label}
	if top.node.object {
		node.line, node.key, top.named = top.key+": "+v, top.key, false
	}
	top.node.kids, top.node.long = append(top.node.kids, node), top.node.long || node.long
	r.size += len(node.line) + 1
}

// rank puts what is said of a document before its text, and what is said of the answer
// behind it, as they stand where a server writes them in an order.
func (n *jsonNode) rank() int {
	switch {
	case n.long:
		return 1
	case n.kids == nil:
		return 0
	}
	return 2
}

type jsonWriter struct{ out, main []byte }

// write writes what stands in an object or a list; listed: it stands in a list.
func (w *jsonWriter) write(n *jsonNode, listed bool) {
	if n.object {
		slices.SortStableFunc(n.kids, func(a, b *jsonNode) int {
			return cmp.Or(a.rank()-b.rank(), strings.Compare(a.key, b.key))
		})
	}
	row := n.object && listed && !slices.ContainsFunc(n.kids, func(k *jsonNode) bool { return k.kids != nil })
	var cells []string
	for _, k := range n.kids {
		switch {
		case k.kids != nil:
			w.write(k, !n.object)
		case row && k.text && !strings.Contains(k.line, "\n"):
			cells = append(cells, strings.ReplaceAll(k.line, "\t", " "))
		default:
			w.line(k.line, k.text)
		}
	}
	if len(cells) > 0 {
		w.line(strings.Join(cells, "\t"), true)
	}
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
