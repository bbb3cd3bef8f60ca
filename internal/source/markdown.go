package source

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

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
	body = tame(body)
	// Emphasis is not among the inline parsers: it is only to be taken away,
	// which takes no matching of its ends (and theirs is quadratic).
	p := parser.NewParser(
		parser.WithBlockParsers(append(shallowBlocks(),
			util.Prioritized(fenceParser{}, 20), util.Prioritized(noteParser{numberedLinks(body)}, 10))...), // before link references, which would take a definition away
		parser.WithInlineParsers(
			util.Prioritized(refParser{}, 10), util.Prioritized(urlParser{}, 20), util.Prioritized(attrParser{}, 30),
			util.Prioritized(parser.NewCodeSpanParser(), 100), util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300), util.Prioritized(parser.NewRawHTMLParser(), 400)),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
	)
	w := &mdWalker{builder: builder{rep: &report{title: title, noteref: map[int]bool{}, closed: map[int]int{}}}, src: body}
	for i, c := range body {
		if c == '\n' {
			w.starts = append(w.starts, i+1)
		}
	}
	w.rep.src, w.rep.starts = body, w.starts
	w.blocks(p.Parse(text.NewReader(body)), block{}, 0)
	w.number()
	return w.rep
}

var (
	frontEnd   = pattern(`(?m)^(---|\.\.\.)[ \t]*\r?$`)
	frontTitle = pattern(`(?m)^title:[ \t]*(.+?)[ \t]*\r?$`)
)

// frontMatter finds the title in a YAML header and blanks the header, so that
// lines keep their numbers.
func frontMatter(data []byte) (title string, body []byte) {
	if !bytes.HasPrefix(data, []byte("---\n")) && !bytes.HasPrefix(data, []byte("---\r\n")) {
		return "", data
	}
	const most = 64 << 10
	head := data[4:min(len(data), most)]
	at := frontEnd().FindIndex(head)
	if at == nil {
		return "", data
	}
	if m := frontTitle().FindSubmatch(head[:at[0]]); m != nil {
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

// mdWalker turns the syntax tree into blocks.
type mdWalker struct {
	builder
	src     []byte
	starts  []int // where each line from the second starts
	inNote  bool
	lead    string          // what the next block begins with
	defined map[string]bool // see labels; nil: not looked for yet
	behind  map[string]bool // see hasNumber; nil: not looked for yet
	asides  *asides         // of the paragraph at hand; nil: notes in the text are not looked for
}

func (w *mdWalker) lineAt(offset int) int {
	return 1 + sort.SearchInts(w.starts, offset+1)
}

// maxNesting bounds the depth of lists and quotes that is followed.
const maxNesting = 200

// shallowBlocks are the parsers of blocks, without those lists and quotes that stand
// deeper than is followed: each marker of a line is looked for from its beginning.
func shallowBlocks() []util.PrioritizedValue {
	list := parser.DefaultBlockParsers()
	for i, p := range list {
		if p.Value == parser.NewListParser() || p.Value == parser.NewBlockquoteParser() {
			list[i].Value = shallow{p.Value.(parser.BlockParser)}
		}
	}
	return list
}

type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if depth++; depth > 2*maxNesting+2 { // a list and its item
			return nil, parser.NoChildren
		}
	}
	return s.BlockParser.Open(parent, r, pc)
}

// blocks walks the block structure below n; next is what a paragraph directly
// in it becomes.
func (w *mdWalker) blocks(n ast.Node, next block, depth int) {
	if depth > maxNesting {
		return
	}
	number := 0
	var written map[ast.Node]int
	if l, ok := n.(*ast.List); ok && l.IsOrdered() {
		number, written = max(1, l.Start), w.written(l)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			w.inlineBlock(c, block{kind: heading, level: c.Level})
		case *ast.Paragraph, *ast.TextBlock:
			w.inlineBlock(c, next)
			next.number, next.note = 0, ""
		case *ast.ListItem:
			if w.inNote { // a list in a note is part of it
				if number > 0 && n.ChildCount() == 1 {
					w.lead = strconv.Itoa(number) + ". " // and may be none: "12. madde"
				}
				w.blocks(c, next, depth+1)
				next.note = ""
				continue
			}
			if written != nil {
				number = written[c]
			}
			w.boxes++
			w.blocks(c, block{kind: item, number: number, box: w.boxes, tight: true}, depth+1)
			if number > 0 {
				number++
			}
		case *ast.HTMLBlock:
			var raw bytes.Buffer
			var parts []part
			line := 1
			if c.Lines().Len() > 0 {
				line = w.lineAt(c.Lines().At(0).Start)
			}
			for i := range c.Lines().Len() {
				s := c.Lines().At(i)
				raw.Write(s.Value(w.src))
				parts = append(parts, part{raw.Len(), s.Stop})
			}
			if c.HasClosure() {
				raw.Write(c.ClosureLine.Value(w.src))
				parts = append(parts, part{raw.Len(), c.ClosureLine.Stop})
			}
			if w.cur == nil || w.cur.solid {
				w.open(next)
			}
			w.line = line
			was, from := w.cur, 0
			if was != nil {
				from = len(was.pieces)
			}
			w.place = placeIn(parts)
			walkHTML(&w.builder, raw.Bytes())
			w.place = nil
			if w.cur != was {
				from = 0
			}
			w.cur.idsOnly(from)
		case *fenceNode:
			w.line = w.lineAt(c.at)
			if w.cur == nil || w.cur.solid {
				w.open(next)
			}
			if c.id != "" {
				w.anchor(c.id)
			}
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
			was := w.inNote
			w.inNote = true
			w.blocks(c, block{note: c.label, box: w.boxes, tight: true}, depth+1)
			w.inNote = was
		case *east.TableRow, *east.TableHeader:
			if w.inNote {
				w.open(next)
				next.note = ""
			} else {
				w.open(block{kind: row})
			}
			for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
				if w.cur != nil {
					w.text(" | ")
				}
				if n := cell.Lines().Len(); n > 0 {
					w.end = cell.Lines().At(n - 1).Stop
				}
				if !w.inNote {
					w.asides = &asides{}
				}
				w.inlines(cell, 0)
				if w.asides != nil {
					w.closeAsides()
				}
				w.end = 0
			}
		default:
			w.blocks(c, next, depth+1)
			if w.inNote && c.HasChildren() {
				next.note = "" // it has begun
			}
		}
	}
}

func (w *mdWalker) inlineBlock(n ast.Node, next block) {
	if w.cur != nil && !w.cur.solid { // an id before its block belongs to it
		pieces, line := w.cur.pieces, w.cur.line
		*w.cur = next
		w.cur.pieces, w.cur.line = pieces, line
		w.next = next
	} else {
		w.open(next)
	}
	w.link, w.sup = 0, 0
	if n.Lines().Len() > 0 {
		w.line = w.lineAt(n.Lines().At(0).Start)
	}
	if !w.inNote {
		w.asides = &asides{}
	}
	w.text(w.lead)
	w.lead = ""
	w.inlines(n, 0)
	if w.asides != nil {
		w.closeAsides()
	}
	if k := n.Lines().Len(); k > 0 && w.cur != nil && n.Kind() != ast.KindHeading {
		w.cur.stop = n.Lines().At(k - 1).Stop
	}
	w.open(block{})
}

// part is a line of HTML put together from lines of the source: where it ends in
// either.
type part struct{ here, there int }

// placeIn tells the offset in the source of one in HTML put together from parts.
func placeIn(parts []part) func(int) int {
	return func(at int) int {
		i := sort.Search(len(parts), func(i int) bool { return parts[i].here >= at })
		if i == len(parts) {
			return 0
		}
		return parts[i].there - (parts[i].here - at)
	}
}

var inlineTag = pattern(`(?i)^<(/?)([a-z][a-z0-9]*)`)

func (w *mdWalker) inlines(n ast.Node, depth int) {
	if depth > maxNesting {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.line = w.lineAt(c.Segment.Start)
			if w.asides != nil && w.link == 0 && !c.IsRaw() {
				w.bracketed(c)
			} else {
				w.plain(c.Segment.Value(w.src), c.IsRaw(), c.Segment.Stop)
			}
			switch {
			case c.HardLineBreak():
				w.add(piece{kind: breakPiece, text: hardBreak})
			case c.SoftLineBreak():
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
			was, raised := w.link, bytes.HasPrefix(c.Destination, []byte("#")) && w.cur.raises()
			w.openLink(string(c.Destination))
			if raised {
				w.openSup()
			}
			w.inlines(c, depth+1)
			if w.link = was; raised {
				w.sup = max(0, w.sup-1)
			}
		case *ast.Image:
			if _, to, _ := bytes.Cut(c.Destination, []byte("#")); !bytes.ContainsAny(to, "0123456789") || !w.showsNumber(c) {
				w.inlines(c, depth+1)
				break
			}
			// No picture: a sentence ends so before its mark.
			was := w.link
			w.text("!")
			w.openLink(string(c.Destination))
			w.inlines(c, depth+1)
			w.link = was
		case *ast.RawHTML:
			w.rawTag(c)
		case *attrNode:
			w.attribute(c)
		case *urlNode:
			w.line = w.lineAt(c.at)
			w.text(string(c.url))
			if w.asides != nil && w.link == 0 {
				w.asides.opened(c.opened)
			}
		case *refNode:
			w.line = w.lineAt(c.at)
			w.add(piece{kind: markPiece, text: c.label})
		default: // images: their text
			w.inlines(c, depth+1)
		}
	}
}

// showsNumber reports that what a link or picture shows is a mark's number.
func (w *mdWalker) showsNumber(n ast.Node) bool {
	shown := ""
	for c := n.FirstChild(); c != nil && len(shown) < mostShown; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			return false
		}
		shown += strings.ReplaceAll(string(t.Value(w.src)), `\`, "")
	}
	return isDigits(bareMark(shown))
}

// plain adds text that ends at an offset.
func (w *mdWalker) plain(s []byte, raw bool, stop int) {
	if w.sup == 0 && !raw {
		s = unstyled(s, w.src, stop)
	}
	w.text(string(unescape(s, raw)))
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
	switch string(raw) { // by far the most frequent
	case "<sup>":
		w.openSup()
		return
	case "</sup>":
		w.sup = max(0, w.sup-1)
		return
	}
	m := inlineTag().FindSubmatch(raw)
	if m == nil {
		return
	}
	was, end := w.link, w.end
	walkHTML(&w.builder, raw)
	w.end = end
	if !strings.EqualFold(string(m[2]), "a") {
		w.link = was
	}
}

// around is the byte of the source at i, a space beyond its ends.
func (w *mdWalker) around(i int) byte {
	if i < 0 || i >= len(w.src) {
		return ' '
	}
	return w.src[i]
}
