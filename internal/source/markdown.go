package source

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// readMarkdown reads CommonMark with tables and footnotes. Which marks belong
// to which notes is not decided here.
func readMarkdown(data []byte) *report {
	title, body := frontMatter(data)
	p := goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(
			// Before link references, which would take a definition away.
			parser.WithBlockParsers(util.Prioritized(noteParser{}, 10)),
			parser.WithInlineParsers(util.Prioritized(refParser{}, 10), util.Prioritized(urlParser{}, 20)),
		)).Parser()
	w := &mdWalker{builder: builder{rep: &report{title: title}}, src: body}
	for i, c := range body {
		if c == '\n' {
			w.starts = append(w.starts, i+1)
		}
	}
	w.blocks(p.Parse(text.NewReader(body)), block{}, 0)
	return w.rep
}

var (
	frontEnd   = regexp.MustCompile(`(?m)^(---|\.\.\.)[ \t]*\r?$`)
	frontTitle = regexp.MustCompile(`(?m)^title:[ \t]*(.+?)[ \t]*\r?$`)
)

// frontMatter finds the title in a YAML header and blanks the header, so that
// lines keep their numbers.
func frontMatter(data []byte) (title string, body []byte) {
	if !bytes.HasPrefix(data, []byte("---\n")) && !bytes.HasPrefix(data, []byte("---\r\n")) {
		return "", data
	}
	const most = 64 << 10
	head := data[4:min(len(data), most)]
	at := frontEnd.FindIndex(head)
	if at == nil {
		return "", data
	}
	if m := frontTitle.FindSubmatch(head[:at[0]]); m != nil {
		title = strings.Trim(string(m[1]), `"' `)
	}
	body = bytes.Clone(data)
	for i := range body[:4+at[1]] {
		if body[i] != '\n' {
			body[i] = ' '
		}
	}
	return title, body
}

// noteKind is a definition, "[^label]: …"; refKind is a mark, "[^label]".
var (
	noteKind = ast.NewNodeKind("Note")
	refKind  = ast.NewNodeKind("NoteRef")
	noteHead = regexp.MustCompile(`^\[\^([^\]\[\s]{1,100})\]:`)
	refHead  = regexp.MustCompile(`^\[\^([^\]\[\s]{1,100})\]`)
)

type noteNode struct {
	ast.BaseBlock
	label string
}

func (n *noteNode) Kind() ast.NodeKind            { return noteKind }
func (n *noteNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteParser reads a definition with its indented continuation.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	m := noteHead.FindSubmatch(line[pos:])
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

func (noteParser) Continue(_ ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, _ := r.PeekLine()
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

func (refParser) Trigger() []byte { return []byte{'['} }

func (refParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	m := refHead.FindSubmatch(line)
	if m == nil {
		return nil
	}
	r.Advance(len(m[0]))
	return &refNode{label: string(m[1]), at: segment.Start}
}

// urlParser keeps a bare URL whole: its underscores and asterisks are no
// emphasis. What ends a sentence after it is left to others.
type urlParser struct{}

var bareURL = regexp.MustCompile(`(?i)^https?://[^\s<>\]"]+`)

func (urlParser) Trigger() []byte { return []byte{'h', 'H'} }

func (urlParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	m := bareURL.Find(line)
	m = bytes.TrimRight(m, "*_~`.,;:!?'\\")
	if len(m) == 0 {
		return nil
	}
	r.Advance(len(m))
	return &urlNode{url: unescape(m, false), at: segment.Start}
}

type urlNode struct {
	ast.BaseInline
	url []byte
	at  int
}

var urlKind = ast.NewNodeKind("BareURL")

func (n *urlNode) Kind() ast.NodeKind            { return urlKind }
func (n *urlNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mdWalker turns the syntax tree into blocks.
type mdWalker struct {
	builder
	src    []byte
	starts []int // where each line from the second starts
}

func (w *mdWalker) lineAt(offset int) int {
	return 1 + sort.SearchInts(w.starts, offset+1)
}

// maxNesting bounds the depth of lists and quotes that is followed.
const maxNesting = 200

// blocks walks the block structure below n; next is what a paragraph directly
// in it becomes.
func (w *mdWalker) blocks(n ast.Node, next block, depth int) {
	if depth > maxNesting {
		return
	}
	number := 0
	if l, ok := n.(*ast.List); ok && l.IsOrdered() {
		number = max(1, l.Start)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			w.inlineBlock(c, block{kind: heading, level: c.Level})
		case *ast.Paragraph, *ast.TextBlock:
			w.inlineBlock(c, next)
			next.number, next.note = 0, ""
		case *ast.ListItem:
			w.boxes++
			w.blocks(c, block{kind: item, number: number, box: w.boxes, tight: true}, depth+1)
			if number > 0 {
				number++
			}
		case *ast.HTMLBlock:
			var raw bytes.Buffer
			line := 1
			if c.Lines().Len() > 0 {
				line = w.lineAt(c.Lines().At(0).Start)
			}
			for i := range c.Lines().Len() {
				s := c.Lines().At(i)
				raw.Write(s.Value(w.src))
			}
			if c.HasClosure() {
				raw.Write(c.ClosureLine.Value(w.src))
			}
			w.open(next)
			w.line = line
			walkHTML(&w.builder, raw.Bytes())
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			w.open(block{kind: code})
			for i := range c.Lines().Len() {
				s := c.Lines().At(i)
				w.line = w.lineAt(s.Start)
				w.text(string(s.Value(w.src)))
			}
			w.open(block{})
		case *noteNode:
			w.boxes++
			if c.FirstChild() == nil {
				break
			}
			w.blocks(c, block{note: c.label, box: w.boxes, tight: true}, depth+1)
		case *east.TableRow, *east.TableHeader:
			w.open(block{kind: row})
			for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
				if w.cur != nil {
					w.text(" | ")
				}
				w.inlines(cell, 0)
			}
		default:
			w.blocks(c, next, depth+1)
		}
	}
}

func (w *mdWalker) inlineBlock(n ast.Node, next block) {
	w.open(next)
	w.link, w.sup = 0, 0
	if n.Lines().Len() > 0 {
		w.line = w.lineAt(n.Lines().At(0).Start)
	}
	w.inlines(n, 0)
	w.open(block{})
}

var inlineTag = regexp.MustCompile(`(?i)^<(/?)([a-z][a-z0-9]*)`)

func (w *mdWalker) inlines(n ast.Node, depth int) {
	if depth > maxNesting {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.line = w.lineAt(c.Segment.Start)
			w.text(string(unescape(c.Segment.Value(w.src), c.IsRaw())))
			if c.SoftLineBreak() || c.HardLineBreak() {
				w.add(piece{kind: breakPiece})
			}
		case *ast.String:
			w.text(string(unescape(c.Value, c.IsRaw() || c.IsCode())))
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					w.line = w.lineAt(t.Segment.Start)
					w.text(string(t.Segment.Value(w.src)))
				}
			}
		case *ast.AutoLink:
			href := string(c.URL(w.src))
			if c.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(href, "mailto:") {
				href = "mailto:" + href
			}
			was := w.link
			w.openLink(href)
			w.text(string(c.Label(w.src)))
			w.link = was
		case *ast.Link:
			was := w.link
			w.openLink(string(c.Destination))
			w.inlines(c, depth+1)
			w.link = was
		case *ast.RawHTML:
			w.rawTag(c)
		case *urlNode:
			w.line = w.lineAt(c.at)
			w.text(string(c.url))
		case *refNode:
			w.line = w.lineAt(c.at)
			w.add(piece{kind: markPiece, text: c.label})
		default: // emphasis, images: their text
			w.inlines(c, depth+1)
		}
	}
}

// rawTag follows the inline HTML that reports use in Markdown.
func (w *mdWalker) rawTag(n *ast.RawHTML) {
	var raw []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		if i == 0 {
			w.line = w.lineAt(s.Start)
		}
		raw = append(raw, s.Value(w.src)...)
	}
	m := inlineTag.FindSubmatch(raw)
	if m == nil {
		return
	}
	was := w.link
	walkHTML(&w.builder, raw)
	if !strings.EqualFold(string(m[2]), "a") {
		w.link = was
	}
}

// unescape resolves backslashes and entities in text.
func unescape(s []byte, raw bool) []byte {
	if raw {
		return s
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(s)))
}
