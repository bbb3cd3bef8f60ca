package source

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Merge adds to a manifest what a second import found: footnotes by their
// label, citations by their URL, or by where it leads (see leadOn). Path is the manifest's file, for messages. All
// that stands stays, byte for byte; new lines are put between. Added lists what
// was, as REFs within the report; a warning names what the report no longer
// has, or says otherwise. Where nothing is new, out is existing itself. A mistake in existing
// gives an *Error.
func Merge(existing []byte, path string, im *Imported) (out []byte, added []string, warnings []Warning, err error) {
	d, err := decode(path, existing)
	if err != nil {
		return nil, nil, nil, err
	}
	e := &editor{d: d, lines: splitLines(existing), nl: "\n"}
	if bytes.Contains(existing, []byte("\r\n")) {
		e.nl = "\r\n"
	}
	e.im = im
	e.plan(im.Manifest)
	e.rewordings()
	if len(e.added) == 0 {
		return existing, nil, e.warnings, nil
	}
	// Space after the last line of an element may belong to a block of text
	// in it, so both places are tried; the result is read again, and what
	// stood must read as before.
	for _, tight := range []bool{true, false} {
		out = e.write(tight)
		if same(out, path, d.manifest, e.want) {
			return out, e.added, e.warnings, nil
		}
	}
	return nil, nil, nil, &Error{File: path, Msg: "its layout leaves no place to add to: give each footnote and citation lines of its own"}
}

// same reports that out is a manifest equal to want.
func same(out []byte, path string, was, want *Manifest) bool {
	d, err := decode(path, out)
	return err == nil && reflect.DeepEqual(d.manifest, want) && d.manifest.ID == was.ID
}

// insertion is text to put in before a place of the file.
type insertion struct {
	line, column int // from 1; column 1: a line of its own
	// last is the line of the element before it, after which all is space or
	// comment up to line; 0 where it does not follow an element.
	indent int // of the list's dashes, for telling whose comment a line is
	text   string
}

// editor collects insertions into a manifest's text.
type editor struct {
	d        *decoded
	im       *Imported
	at       map[Label]int // the footnotes that stand
	lines    []string      // with their ends
	nl       string
	inserts  []insertion
	added    []string
	warnings []Warning
	want     *Manifest

	reworded   []string // footnotes whose claims are in other words than the report's
	rewordedAt int      // the line of the first one's
}

// splitLines cuts after each line end.
func splitLines(data []byte) []string { return strings.SplitAfter(string(data), "\n") }

func value(m *ast.MappingNode, key string) ast.Node {
	for _, kv := range m.Values {
		if k, ok := kv.Key.(*ast.StringNode); ok && k.Value == key {
			return kv.Value
		}
	}
	return nil
}

// plan compares the manifests and notes what is to be put where.
func (e *editor) plan(news *Manifest) {
	old := e.d.manifest
	want := *old
	want.Footnotes = nil
	e.at = map[Label]int{}
	for i, f := range old.Footnotes {
		e.at[f.Number] = i
	}
	list, _ := value(e.d.root, "footnotes").(*ast.SequenceNode)
	fresh := make([][]Footnote, len(old.Footnotes)+1) // before each footnote that stands, and at the end
	place := 0
	seen := map[Label]bool{}
	extra := make([][]Citation, len(old.Footnotes))
	for _, f := range news.Footnotes {
		seen[f.Number] = true
		i, ok := e.at[f.Number]
		if !ok {
			fresh[place] = append(fresh[place], f)
			for n := range f.Citations {
				e.added = append(e.added, refOf(f.Number, n+1))
			}
			continue
		}
		place = i + 1
		have := old.Footnotes[i]
		if e.ownTie(have) {
			continue
		}
		known := map[string]bool{}
		for _, h := range have.Citations {
			known[workOf(h.URL)], known[workOf(h.LeadsTo())] = true, true
		}
		for _, c := range f.Citations {
			if !known[workOf(c.URL)] {
				extra[i] = append(extra[i], c)
				e.added = append(e.added, refOf(f.Number, len(have.Citations)+len(extra[i])))
			}
		}
	}
	for i, f := range old.Footnotes {
		node := list.Values[i]
		want.Footnotes = append(want.Footnotes, fresh[i]...)
		e.vanished(f, node, seen[f.Number], news)
		if len(extra[i]) > 0 {
			f.Citations = append(slices.Clone(f.Citations), extra[i]...)
			e.addCitations(node, extra[i])
		}
		want.Footnotes = append(want.Footnotes, f)
	}
	want.Footnotes = append(want.Footnotes, fresh[len(old.Footnotes)]...)
	e.want = &want
	for i, fs := range fresh {
		if len(fs) > 0 {
			e.addFootnotes(list, i, fs)
		}
	}
}

func refOf(l Label, n int) string {
	if n == 1 {
		return string(l)
	}
	return fmt.Sprintf("%s.%d", l, n)
}

// vanished warns of what the manifest has and the report no longer.
func (e *editor) vanished(f Footnote, node ast.Node, still bool, news *Manifest) {
	if !still && e.im.without[f.Number] {
		return // it is there, and a person has found its source
	}
	if !still {
		e.warnings = append(e.warnings, Warning{Line: where(node).line, Msg: fmt.Sprintf("footnote %s is no longer in the report: kept", f.Number)})
		return
	}
	i := slices.IndexFunc(news.Footnotes, func(n Footnote) bool { return n.Number == f.Number })
	e.claimed(f, news.Footnotes[i], node)
	if e.ownTie(f) {
		return
	}
	list, _ := value(node.(*ast.MappingNode), "citations").(*ast.SequenceNode)
	cited := map[string]bool{}
	for _, n := range news.Footnotes[i].Citations {
		cited[workOf(n.URL)] = true
		if n.Archived != nil {
			cited[workOf(n.Archived.URL)] = true
		}
	}
	for k, c := range f.Citations {
		if !cited[workOf(c.URL)] && !cited[workOf(c.LeadsTo())] {
			e.warnings = append(e.warnings, Warning{Line: where(list.Values[k]).line,
				Msg: fmt.Sprintf("footnote %s of the report no longer cites %s: kept", f.Number, clip(c.URL))})
		}
	}
}

// addFootnotes puts footnotes before the one at index i, or at the end.
func (e *editor) addFootnotes(list *ast.SequenceNode, i int, fs []Footnote) {
	if list == nil || len(list.Values) == 0 {
		e.addSection(list, fs)
		return
	}
	if list.IsFlowStyle {
		var parts []string
		for _, f := range fs {
			parts = append(parts, footnoteFlow(f))
		}
		e.flow(list, i, parts)
		return
	}
	column := list.Start.Position.Column
	indent := strings.Repeat(" ", column-1)
	spaced := e.spaced(list)
	var b strings.Builder
	for k, f := range fs {
		if spaced && (i > 0 || k > 0) {
			b.WriteString(e.nl)
		}
		b.WriteString(footnoteYAML(f, indent, e.nl))
	}
	if spaced && i == 0 {
		b.WriteString(e.nl)
	}
	e.inserts = append(e.inserts, insertion{line: e.before(list, i), column: 1, indent: column, text: b.String()})
}

// addSection writes the key footnotes, which is missing or empty. An empty
// list "[]" or nothing after the key leaves the line as it is when the list can
// go below it, and else goes into the brackets.
func (e *editor) addSection(list *ast.SequenceNode, fs []Footnote) {
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(footnoteYAML(f, "  ", e.nl))
	}
	if list != nil && list.IsFlowStyle {
		var parts []string
		for _, f := range fs {
			parts = append(parts, footnoteFlow(f))
		}
		e.flow(list, 0, parts)
		return
	}
	for _, kv := range e.d.root.Values {
		if k, ok := kv.Key.(*ast.StringNode); ok && k.Value == "footnotes" {
			e.inserts = append(e.inserts, insertion{line: where(k).line + 1, column: 1, text: b.String()})
			return
		}
	}
	e.inserts = append(e.inserts, insertion{line: e.end(), column: 1, indent: 1, text: "footnotes:" + e.nl + b.String()})
}

// addCitations puts citations behind the last one of a footnote.
func (e *editor) addCitations(node ast.Node, cs []Citation) {
	list := value(node.(*ast.MappingNode), "citations").(*ast.SequenceNode)
	if list.IsFlowStyle {
		var parts []string
		for _, c := range cs {
			parts = append(parts, citationFlow(c))
		}
		e.flow(list, len(list.Values), parts)
		return
	}
	column := list.Start.Position.Column
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(citationYAML(c, strings.Repeat(" ", column-1), e.nl))
	}
	// The list ends before the first line after its last element that is
	// indented less than its dashes, or as much and no dash.
	last := where(list.Values[len(list.Values)-1])
	e.inserts = append(e.inserts, insertion{line: e.listEnd(last.line, column), column: 1, indent: column, text: b.String()})
}

// before is the line of a list's element, or the first one after the list.
func (e *editor) before(list *ast.SequenceNode, i int) int {
	if i < len(list.Values) {
		return e.dash(where(list.Values[i]).line, list.Start.Position.Column)
	}
	last := list.Values[len(list.Values)-1]
	return e.listEnd(where(last).line, list.Start.Position.Column)
}

// dash is the line of the dash at column that an element which begins at line
// belongs to: "-" may stand alone above it.
func (e *editor) dash(line, column int) int {
	for l := line; l > 0 && l > line-100; l-- {
		s := e.lines[l-1]
		if len(s) >= column && s[column-1] == '-' && strings.TrimLeft(s[:column-1], " ") == "" {
			return l
		}
	}
	return line
}

// listEnd is the first line after the element at line that is none of the list
// whose dashes stand at column.
func (e *editor) listEnd(line, column int) int {
	for l := line; l < len(e.lines); l++ { // e.lines[l] is line l+1
		s := e.lines[l]
		text := strings.TrimLeft(strings.TrimRight(s, "\r\n"), " ")
		if text == "" || text[0] == '#' {
			continue
		}
		if indent := len(strings.TrimRight(s, "\r\n")) - len(text); indent < column-1 || (indent == column-1 && text[0] != '-') ||
			strings.HasPrefix(s, "...") || strings.HasPrefix(s, "---") {
			return l + 1
		}
	}
	return e.end()
}

// end is the line after the last one.
func (e *editor) end() int {
	for i, s := range e.lines {
		if i > 0 && strings.HasPrefix(s, "...") {
			return i + 1
		}
	}
	return len(e.lines) + 1
}

// spaced reports that blank lines part the elements of a list.
func (e *editor) spaced(list *ast.SequenceNode) bool {
	if len(list.Values) < 2 {
		return true
	}
	l := e.dash(where(list.Values[1]).line, list.Start.Position.Column)
	for l--; l > 0 && strings.HasPrefix(strings.TrimSpace(e.lines[l-1]), "#"); l-- {
	}
	return l > 0 && strings.TrimSpace(e.lines[l-1]) == ""
}

// flow puts elements into a list in brackets.
func (e *editor) flow(list *ast.SequenceNode, i int, parts []string) {
	text := strings.Join(parts, ", ")
	if i < len(list.Values) {
		at := where(list.Values[i])
		e.inserts = append(e.inserts, insertion{line: at.line, column: at.column, text: text + ", "})
		return
	}
	at := list.End.Position
	if i > 0 {
		text = ", " + text
	}
	e.inserts = append(e.inserts, insertion{line: at.Line, column: at.Column, text: text})
}

func footnoteFlow(f Footnote) string {
	var claims, citations []string
	for _, c := range f.Claims {
		claims = append(claims, quote(c))
	}
	for _, c := range f.Citations {
		citations = append(citations, citationFlow(c))
	}
	s := "{number: " + labelYAML(f.Number)
	if f.Text != "" {
		s += ", text: " + quote(f.Text)
	}
	if claims != nil {
		s += ", claims: [" + strings.Join(claims, ", ") + "]"
	}
	return s + ", citations: [" + strings.Join(citations, ", ") + "]}"
}

func citationFlow(c Citation) string {
	var parts []string
	for _, kv := range citationFields(c) {
		if kv[0] == "url" || kv[0] == "locator" {
			kv[1] = quote(map[string]string{"url": c.URL, "locator": c.Locator}[kv[0]])
		}
		parts = append(parts, kv[0]+": "+kv[1])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// write puts the insertions in. Tight puts a new element right behind the one
// before it, in front of blank lines and of comments that belong to the next.
func (e *editor) write(tight bool) []byte {
	type cut struct {
		line, column int
		text         string
	}
	var cuts []cut
	for _, in := range e.inserts {
		line := in.line
		for l := line - 1; tight && in.column == 1 && in.indent > 0 && l > 0; l-- {
			s := strings.TrimRight(e.lines[min(l, len(e.lines))-1], "\r\n")
			text := strings.TrimLeft(s, " ")
			if text != "" && (text[0] != '#' || len(s)-len(text) > in.indent-1) {
				break
			}
			line = l
		}
		cuts = append(cuts, cut{line, in.column, in.text})
	}
	// Of two at one place the deeper list's goes first: it is part of the
	// element that the other follows. Citations were planned first.
	slices.SortStableFunc(cuts, func(a, b cut) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	var b strings.Builder
	next := 0
	for i, s := range e.lines {
		column := 1
		for next < len(cuts) && cuts[next].line == i+1 {
			c := cuts[next]
			at := offset(s, c.column)
			b.WriteString(s[offset(s, column):at])
			column = c.column
			b.WriteString(c.text)
			next++
		}
		b.WriteString(s[offset(s, column):])
	}
	for ; next < len(cuts); next++ {
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteString(e.nl)
		}
		b.WriteString(cuts[next].text)
	}
	return []byte(b.String())
}

// offset is the byte at which a line's column stands, counted in characters.
func offset(s string, column int) int {
	n := 1
	for i := range s {
		if n == column {
			return i
		}
		n++
	}
	return len(s)
}
