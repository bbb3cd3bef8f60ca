package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What pandoc makes of HTML keeps the ids of its elements (https://pandoc.org/MANUAL.html#divs-and-spans):
//
//	The sea rose.^[1](#fn1){#ref1 role="doc-noteref"}^
//
//	::: {#fn1}
//	[Gauge 4]{.c2}, <https://a.example/x>
//	:::
//
// They are read as those of HTML are, and no part of what is said.

var (
	attrNodeKind = ast.NewNodeKind("Attributes")
	fenceKind    = ast.NewNodeKind("Fence")
	attributes   = pattern(`^\{(?:\s*(?:[#.][^\s{}"]+|[\w:-]+=(?:"[^"]*"|[^\s{}"]*)|-))+\s*\}$`)
	attributeID  = pattern(`[{\s]#([^\s{}"]+)`)
	noterefRole  = pattern(`role="(?:[\w -]* )?doc-noteref|type="(?:[\w -]* )?noteref`)
	fence        = pattern(`^ {0,3}:{3,}[ \t]*(\{.*\}|[\w-]*)[ \t]*:*[ \t]*\r?\n?$`)
)

// maxAttributes bounds what stands between braces, in bytes.
const maxAttributes = 2000

type attrNode struct {
	ast.BaseInline
	id      string
	at      int // the offset of the brace
	noteref bool
}

func (n *attrNode) Kind() ast.NodeKind            { return attrNodeKind }
func (n *attrNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type attrParser struct{}

func (attrParser) Trigger() []byte { return []byte{'{'} }

// Parse reads attributes behind a link or a bracket, over line ends too.
func (attrParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	if c := r.PrecendingCharacter(); c != ')' && c != ']' && c != '>' && c != '`' {
		return nil
	}
	line, segment := r.Position()
	_, first := r.PeekLine()
	var all []byte
	for quote := false; len(all) < maxAttributes; {
		b, _ := r.PeekLine()
		if b == nil {
			break
		}
		if len(b) > maxAttributes {
			b = b[:maxAttributes]
		}
		end := bytes.IndexFunc(b, func(c rune) bool {
			quote = quote != (c == '"')
			return c == '}' && !quote
		})
		if end < 0 && len(b) == maxAttributes {
			break
		}
		if end < 0 {
			all = append(all, b...)
			r.AdvanceLine()
			continue
		}
		if all = append(all, b[:end+1]...); !attributes().Match(all) {
			break
		}
		r.Advance(end + 1)
		n := &attrNode{at: first.Start, noteref: noterefRole().Match(all)}
		if m := attributeID().FindSubmatch(all); m != nil {
			n.id = string(m[1])
		}
		return n
	}
	r.SetPosition(line, segment)
	return nil
}

// fenceNode is a line that opens or closes what stands between such.
type fenceNode struct {
	ast.BaseBlock
	id string
	at int
}

func (n *fenceNode) Kind() ast.NodeKind            { return fenceKind }
func (n *fenceNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type fenceParser struct{}

func (fenceParser) Trigger() []byte { return []byte{':'} }

func (fenceParser) Open(_ ast.Node, r text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	m := fence().FindSubmatch(line)
	if m == nil || bytes.HasPrefix(m[1], []byte("{")) && !attributes().Match(m[1]) {
		return nil, parser.NoChildren
	}
	n := &fenceNode{at: segment.Start}
	if id := attributeID().FindSubmatch(m[1]); id != nil {
		n.id = string(id[1])
	}
	r.AdvanceToEOL()
	return n, parser.NoChildren
}

func (fenceParser) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (fenceParser) Close(ast.Node, text.Reader, parser.Context)                 {}
func (fenceParser) CanInterruptParagraph() bool                                 { return true }
func (fenceParser) CanAcceptIndentedLine() bool                                 { return false }

// attribute gives the link or the brackets before it their id. Pieces are added, and
// made empty, but none is taken away: what is open counts them.
func (w *mdWalker) attribute(n *attrNode) {
	if w.cur == nil || len(w.cur.pieces) == 0 {
		return
	}
	at := len(w.cur.pieces)
	last := &w.cur.pieces[at-1]
	switch {
	case w.around(n.at-1) == ']' && strings.HasSuffix(last.text, "]") && last.kind == textPiece:
		last.text = strings.TrimSuffix(last.text, "]")
		if at = w.cur.cutBracket(); at < 0 {
			return
		}
	case last.link > 0 && last.link != w.link:
		if n.noteref && w.rep.noteref != nil {
			w.rep.noteref[last.link] = true
		}
		for at--; at > 0 && w.cur.pieces[at-1].link == last.link; at-- {
		}
	}
	if n.id != "" {
		w.cur.pieces = slices.Insert(w.cur.pieces, at, piece{kind: anchorPiece, text: n.id, line: w.line})
	}
}

// cutBracket takes out the bracket that opens what a bracket behind the block would
// close, and gives the place of the piece behind it; -1: there is none near.
func (b *block) cutBracket() int {
	const most = 400
	depth := 1
	for i := len(b.pieces) - 1; i >= 0 && i >= len(b.pieces)-most; i-- {
		p := &b.pieces[i]
		if p.kind != textPiece {
			continue
		}
		for k := len(p.text) - 1; k >= 0; k-- {
			switch p.text[k] {
			case ']':
				depth++
			case '[':
				if depth--; depth > 0 {
					continue
				}
				rest := *p
				rest.text, p.text = p.text[k+1:], p.text[:k]
				b.pieces = slices.Insert(b.pieces, i+1, rest)
				return i + 1
			}
		}
	}
	return -1
}

// raises reports that what follows is raised: a circumflex stands before it, and maybe a
// bracket.
func (b *block) raises() bool {
	if b == nil || len(b.pieces) == 0 {
		return false
	}
	last := b.pieces[len(b.pieces)-1]
	if last.link > 0 && last.sup > 0 {
		return true // the second in one pair of brackets
	}
	return last.kind == textPiece && last.link == 0 && last.sup == 0 && (strings.HasSuffix(last.text, "^") || strings.HasSuffix(last.text, "^("))
}

// idsOnly takes line ends out of a block that has nothing but ids, which the next one
// takes over then. Before the piece at from it is known to have no others: there may be
// many in a row.
func (b *block) idsOnly(from int) {
	if b == nil || slices.ContainsFunc(b.pieces[from:], func(p piece) bool { return p.kind == textPiece || p.kind == markPiece }) {
		return
	}
	b.pieces = append(b.pieces[:from], slices.DeleteFunc(b.pieces[from:], func(p piece) bool { return p.kind == breakPiece })...)
	b.solid = false
}
