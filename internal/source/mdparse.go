package source

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// noteKind is a definition, "[^label]: …"; refKind is a mark, "[^label]".
var (
	noteKind = ast.NewNodeKind("Note")
	refKind  = ast.NewNodeKind("NoteRef")
	noteHead = pattern(`^\[\^([^\]\[\s]{1,100})\]:`)
	refHead  = pattern(`^\[\^([^\]\[\s]{1,100})\]`)
)

type noteNode struct {
	ast.BaseBlock
	label string
}

func (n *noteNode) Kind() ast.NodeKind            { return noteKind }
func (n *noteNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteParser reads a definition with its indented continuation.
type noteParser struct {
	numbered bool // see numberedLinks
}

var (
	linkHead   = pattern(`^ {0,3}\[(\d{1,4})\]:\s+<?https?://`)
	linkNumber = pattern(`^\[(\d{1,4})\]:`)
	linkMark   = pattern(`\[(\d{1,4})\]`)
	codeFence  = pattern("^ {0,3}(?:```|~~~)")
	codeSpan   = pattern("`+[^`\n]*`+")
)

// numberedLinks reports that a report defines links for numbers, "[3]: https://…", some of
// which stand as marks in its text, "[3]", and none of which stands behind the text of a
// link, "[Gauge][3]": they are its notes, as in a mail.
func numberedLinks(src []byte) bool {
	defined := map[string]bool{}
	for line := range bytes.Lines(src) {
		if m := linkHead().FindSubmatch(line); m != nil {
			defined[string(m[1])] = true
		}
	}
	if len(defined) == 0 {
		return false
	}
	marked, fenced := false, false
	for line := range bytes.Lines(src) {
		if codeFence().Match(line) {
			fenced = !fenced
		}
		if fenced || linkHead().Match(line) {
			continue
		}
		if noteHead().Match(line) {
			return false // they are its notes
		}
		line = codeSpan().ReplaceAll(line, nil)
		end := -1 // of the mark before
		for _, m := range linkMark().FindAllSubmatchIndex(line, -1) {
			if !defined[string(line[m[2]:m[3]])] {
				continue
			}
			before, touches := byte(' '), m[0] == end
			if m[0] > 0 {
				before = line[m[0]-1]
			}
			if end = m[1]; before == '!' || before == ']' && !touches {
				return false
			}
			marked = marked || before != '\\' && !bytes.HasPrefix(line[m[1]:], []byte("("))
		}
	}
	return marked
}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (p noteParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	pos := pc.BlockOffset()
	if _, nested := parent.(*noteNode); nested || pos < 0 {
		return nil, parser.NoChildren
	}
	m := noteHead().FindSubmatch(line[pos:])
	if m == nil && p.numbered && linkHead().Match(line[pos:]) {
		m = linkNumber().FindSubmatch(line[pos:])
	}
	if m == nil {
		return nil, parser.NoChildren
	}
	n := &noteNode{label: string(m[1])}
	end := pos + len(m[0]) - segment.Padding
	if end >= len(line) {
		r.Advance(end)
		return n, parser.NoChildren
	}
	r.AdvanceAndSetPadding(end, segment.Padding)
	return n, parser.HasChildren
}

func (p noteParser) Continue(_ ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, _ := r.PeekLine()
	if p.numbered && linkHead().Match(line) {
		return parser.Close // the next one, indented as all of them
	}
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	// Four columns by the rule, but writers align by two as often.
	pos, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if pos < 0 {
		if pos, padding = util.IndentPosition(line, r.LineOffset(), 2); pos < 0 {
			return parser.Close
		}
	}
	r.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (noteParser) CanInterruptParagraph() bool                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                 { return false }

type refNode struct {
	ast.BaseInline
	label string
	at    int
}

func (n *refNode) Kind() ast.NodeKind            { return refKind }
func (n *refNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type refParser struct{}

// Trigger names "!" too: a sentence may end so before its mark, and it would be taken
// for the beginning of an image.
func (refParser) Trigger() []byte { return []byte{'[', '!'} }

func (refParser) Parse(parent ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	lead := 0
	if len(line) > 0 && line[0] == '!' {
		lead = 1
	}
	m := refHead().FindSubmatch(line[lead:])
	if m == nil || bytes.HasSuffix(m[1], []byte("^")) && bytes.HasPrefix(line[lead+len(m[0]):], []byte("(")) { // a link to a raised number
		return nil
	}
	if lead > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+lead))
	}
	r.Advance(lead + len(m[0]))
	return &refNode{label: string(m[1]), at: segment.Start}
}

// urlParser keeps a bare URL whole: its underscores and asterisks are no
// emphasis. What ends a sentence after it is left to others.
type urlParser struct{}

var bareURL = pattern(`(?i)^https?://[^\s<>\]"]+`)

// Trigger names what may stand before a URL: the parser asks at these, at the
// beginning of a line and behind other markup, not at letters.
func (urlParser) Trigger() []byte { return []byte{' ', '(', '"', '\'', ';', ','} }

func (urlParser) Parse(parent ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	lead := 0
	if len(line) > 0 && line[0] != 'h' && line[0] != 'H' {
		lead = 1
	}
	m := bareURL().Find(line[min(lead, len(line)):])
	if k := bytes.LastIndexByte(m, '['); k > 0 && bytes.HasPrefix(line[min(lead+len(m), len(line)):], []byte("](")) {
		m = m[:k] // a link follows right behind
	}
	m = bytes.TrimRight(m, "*~`.,;:!?'\\")
	if lead == 0 && r.PrecendingCharacter() == '_' {
		m = bytes.TrimRight(m, "_")
	}
	if len(m) == 0 {
		return nil
	}
	if lead > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+lead))
	}
	r.Advance(lead + len(m))
	return &urlNode{url: unescape(m, false), at: segment.Start, opened: bytes.Count(m, []byte("[")) - bytes.Count(m, []byte(`\[`))}
}

type urlNode struct {
	ast.BaseInline
	url    []byte
	at     int
	opened int // brackets that are not escaped
}

var urlKind = ast.NewNodeKind("BareURL")

func (n *urlNode) Kind() ast.NodeKind            { return urlKind }
func (n *urlNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
