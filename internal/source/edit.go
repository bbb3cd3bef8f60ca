package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// AddQuote adds a passage to the quotes of a citation. All else stays, byte for
// byte. Existing is the manifest's text and path its file, for messages. A
// manifest that does not have the citation, or has a mistake in it, gives an
// *Error.
func AddQuote(existing []byte, path string, at Cite, text string) ([]byte, error) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	e, c, err := openCitation(existing, path, at)
	if err != nil {
		return nil, err
	}
	c.wanted.Quotes = append(slices.Clone(c.wanted.Quotes), text)
	item := quote(text)
	kv := keyOf(c.node, "quotes")
	if kv == nil {
		return e.settle(c.addKey("quotes", "["+item+"]", "url", "locator"))
	}
	list, ok := kv.Value.(*ast.SequenceNode)
	switch {
	case !ok: // a key with nothing after it
		return e.settle(e.setEmpty(kv, "["+item+"]"))
	case list.IsFlowStyle:
		return e.settle(e.addToBrackets(list, item))
	}
	column := list.Start.Position.Column
	last := where(list.Values[len(list.Values)-1])
	line := strings.Repeat(" ", column-1) + "- " + item + e.nl
	return e.settle(e.addLine(e.listEnd(last.line, column), column, line))
}

// SetAccept makes a the acceptance of a citation, in the place of the one that
// stands there, if one does. All else stays, byte for byte; of the old one, lines
// of comment do. The rest is as for AddQuote.
func SetAccept(existing []byte, path string, at Cite, a Accept) ([]byte, error) {
	a.Why = strings.ToValidUTF8(a.Why, "\uFFFD")
	if !a.On.IsZero() {
		// As it reads back.
		if on, err := ParseDate(a.On.UTC().Format(time.DateOnly)); err == nil {
			a.On = on
		}
	}
	if !a.Seen.IsZero() {
		if seen, err := ParseDate(a.Seen.UTC().Format(time.RFC3339)); err == nil {
			a.Seen = seen
		}
	}
	a.Lost = slices.Clone(a.Lost)
	for i, t := range a.Lost {
		if at, err := ParseDate(t.UTC().Format(time.RFC3339)); err == nil {
			a.Lost[i] = at
		}
	}
	e, c, err := openCitation(existing, path, at)
	if err != nil {
		return nil, err
	}
	c.wanted.Accept = &a
	kv := keyOf(c.node, "accept")
	if kv == nil {
		return e.settle(c.addKey("accept", acceptFlow(&a), "url", "locator", "quotes", "capture", "schedule", "reference"))
	}
	old, ok := kv.Value.(*ast.MappingNode)
	switch {
	case !ok:
		return e.settle(e.setEmpty(kv, acceptFlow(&a)))
	case old.IsFlowStyle:
		from, to := e.at(old.Start.Position.Line, old.Start.Position.Column), e.at(old.End.Position.Line, old.End.Position.Column)+1
		return e.settle([]splice{{from, to, acceptFlow(&a)}})
	}
	return e.settle(e.replaceBlock(kv, old, acceptFlow(&a)))
}

// splice puts text in the place of the bytes from from to before to.
type splice struct {
	from, to int
	text     string
}

// citationEdit is a citation in a manifest that is edited.
type citationEdit struct {
	*manifestEditor
	node   *ast.MappingNode
	wanted *Citation // in manifestEditor.want
}

// manifestEditor makes one edit.
type manifestEditor struct {
	editor
	data  []byte
	path  string
	start []int // of each line, in bytes
}

func openCitation(existing []byte, path string, at Cite) (*manifestEditor, *citationEdit, error) {
	d, err := decode(path, existing)
	if err != nil {
		return nil, nil, err
	}
	wanted, err := decode(path, existing)
	if err != nil {
		return nil, nil, err
	}
	e := &manifestEditor{editor: editor{d: d, lines: splitLines(existing), nl: "\n", want: wanted.manifest}, data: existing, path: path}
	if bytes.Contains(existing, []byte("\r\n")) {
		e.nl = "\r\n"
	}
	n := 0
	for _, l := range e.lines {
		e.start = append(e.start, n)
		n += len(l)
	}
	for i := range d.manifest.Footnotes {
		f := &d.manifest.Footnotes[i]
		if f.Number != at.Footnote.Number {
			continue
		}
		if at.N > len(f.Citations) || f.Citations[at.N-1].URL != at.Citation.URL {
			break
		}
		notes, _ := value(d.root, "footnotes").(*ast.SequenceNode)
		note := notes.Values[i].(*ast.MappingNode) // as decode has found it
		list := value(note, "citations").(*ast.SequenceNode)
		node := list.Values[at.N-1].(*ast.MappingNode)
		return e, &citationEdit{e, node, &e.want.Footnotes[i].Citations[at.N-1]}, nil
	}
	return nil, nil, &Error{File: path, Msg: fmt.Sprintf("footnote %s does not cite %s here", at.Footnote.Number, clip(at.Citation.URL)),
		Hint: "the manifest was edited meanwhile: try again"}
}

func keyOf(m *ast.MappingNode, key string) *ast.MappingValueNode {
	for _, kv := range m.Values {
		if k, ok := kv.Key.(*ast.StringNode); ok && k.Value == key {
			return kv
		}
	}
	return nil
}

// at is the byte of a place in the file.
func (e *manifestEditor) at(line, column int) int {
	if line > len(e.lines) {
		return len(e.data)
	}
	return e.start[line-1] + offset(e.lines[line-1], column)
}

// settle gives the text after the first of the edits, each made on its own, that
// reads back as wanted: what a place in YAML means depends on what is around it.
func (e *manifestEditor) settle(choices []splice) ([]byte, error) {
	for _, s := range choices {
		if s.from < 0 || s.to < s.from || s.to > len(e.data) {
			continue
		}
		out := slices.Concat(e.data[:s.from], []byte(s.text), e.data[s.to:])
		if same(out, e.path, e.d.manifest, e.want) {
			return out, nil
		}
	}
	return nil, &Error{File: e.path, Msg: "its layout leaves no place to write to", Hint: "give each citation lines of its own, or add it by hand"}
}

// addKey adds a key behind the last of those named that stand there.
func (c *citationEdit) addKey(key, text string, after ...string) []splice {
	if c.node.IsFlowStyle {
		return c.beforeClose(c.node.End.Position.Line, c.node.End.Position.Column, key+": "+text)
	}
	column := where(c.node).column
	line := strings.Repeat(" ", column-1) + key + ": " + text + c.nl
	last := 0
	for i, kv := range c.node.Values {
		if k, ok := kv.Key.(*ast.StringNode); ok && slices.Contains(after, k.Value) {
			last = i
		}
	}
	end := c.mapEnd(where(c.node.Values[len(c.node.Values)-1].Key).line, column)
	choices := c.addLine(end, column, line)
	if last+1 < len(c.node.Values) {
		choices = append(c.addLine(where(c.node.Values[last+1].Key).line, column, line), choices...)
	}
	return choices
}

// mapEnd is the first line after the key at line that is not of the mapping whose
// keys stand at column.
func (e *manifestEditor) mapEnd(line, column int) int {
	for l := line; l < len(e.lines); l++ { // e.lines[l] is line l+1
		s := strings.TrimRight(e.lines[l], "\r\n")
		text := strings.TrimLeft(s, " ")
		if text == "" || text[0] == '#' {
			continue
		}
		if len(s)-len(text) < column-1 || strings.HasPrefix(s, "...") || strings.HasPrefix(s, "---") {
			return l + 1
		}
	}
	return e.end()
}

// addLine puts a line before another: above the blank lines and the comments
// there, which belong to what follows, or else, where those are part of a block of
// text, below them.
func (e *manifestEditor) addLine(line, indent int, text string) []splice {
	tight := line
	for l := line - 1; l > 0; l-- {
		s := strings.TrimRight(e.lines[min(l, len(e.lines))-1], "\r\n")
		t := strings.TrimLeft(s, " ")
		if t != "" && (t[0] != '#' || len(s)-len(t) > indent-1) {
			break
		}
		tight = l
	}
	var choices []splice
	for _, l := range []int{tight, line} {
		at := e.at(l, 1)
		s := text
		if at == len(e.data) && at > 0 && e.data[at-1] != '\n' { // no newline at the end
			s = e.nl + strings.TrimSuffix(text, e.nl)
		}
		choices = append(choices, splice{at, at, s})
	}
	return choices
}

// setEmpty gives a key without a value one.
func (e *manifestEditor) setEmpty(kv *ast.MappingValueNode, text string) []splice {
	colon := e.at(kv.Start.Position.Line, kv.Start.Position.Column) + 1
	choices := []splice{{colon, colon, " " + text}}
	for _, null := range []string{"null", "Null", "NULL", "~"} {
		if i := bytes.Index(e.data[colon:], []byte(null)); i >= 0 && strings.Trim(string(e.data[colon:colon+i]), " ") == "" {
			choices = append(choices, splice{colon + i, colon + i + len(null), text})
		}
	}
	return choices
}

// addToBrackets adds an element to a list in brackets.
func (e *manifestEditor) addToBrackets(list *ast.SequenceNode, item string) []splice {
	closing := e.at(list.End.Position.Line, list.End.Position.Column)
	if len(list.Values) == 0 {
		return []splice{{closing, closing, item}}
	}
	return e.beforeClose(list.End.Position.Line, list.End.Position.Column, item)
}

// beforeClose puts an element before the closing bracket or brace at a place:
// behind the last element, or, where a comment stands there, before the bracket.
func (e *manifestEditor) beforeClose(line, column int, text string) []splice {
	closing := e.at(line, column)
	last := len(bytes.TrimRight(e.data[:closing], " \r\n\t"))
	gap := " "
	if bytes.Contains(e.data[last:closing], []byte("\n")) && line > 1 {
		// One element a line: so is this.
		s := e.lines[bytes.Count(e.data[:last], []byte("\n"))]
		gap = e.nl + s[:len(s)-len(strings.TrimLeft(s, " "))]
	}
	return []splice{{last, last, "," + gap + text}, {last, last, gap + text}, {closing, closing, ", " + text}, {closing, closing, text}}
}

// replaceBlock puts text in the place of a mapping that has lines of its own
// below its key. Lines of comment between them stay.
func (e *manifestEditor) replaceBlock(kv *ast.MappingValueNode, old *ast.MappingNode, text string) []splice {
	first := where(old)
	last := where(old.Values[len(old.Values)-1].Key).line
	literal := slices.ContainsFunc(old.Values, func(kv *ast.MappingValueNode) bool {
		_, ok := kv.Value.(*ast.LiteralNode)
		return ok // a line of it may look like a comment
	})
	end := e.mapEnd(last, first.column)
	comment := func(line int) bool {
		s := e.lines[line-1]
		text := strings.TrimLeft(s, " ")
		return strings.HasPrefix(text, "#") && (!literal || len(s)-len(text) < first.column)
	}
	for end-1 > last && (comment(end-1) || strings.TrimSpace(e.lines[end-2]) == "") {
		end-- // what is above the next key belongs to that
	}
	colon := e.at(kv.Start.Position.Line, kv.Start.Position.Column) + 1
	to := e.at(end, 1)
	var b strings.Builder
	b.WriteString(" " + text)
	head := e.lines[kv.Start.Position.Line-1]
	b.WriteString(head[colon-e.start[kv.Start.Position.Line-1]:]) // a comment behind the key
	for l := kv.Start.Position.Line + 1; l < end; l++ {
		if comment(l) {
			b.WriteString(e.lines[l-1])
		}
	}
	choices := []splice{{colon, to, b.String()}}
	// And the whole, where the last line's space belongs to a block of text.
	whole := e.at(e.mapEnd(last, first.column), 1)
	return append(choices, splice{colon, whole, " " + text + e.nl})
}
