package source

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads an HTML report, in UTF-8, in one pass over its tokens: unlike a
// tree they tell their lines, and cost time in proportion to their number whatever
// they are.
func readHTML(data []byte) *report {
	b := &builder{rep: &report{}, line: 1, place: func(at int) int { return at }}
	b.rep.title = walkHTML(b, data)
	b.number()
	return b.rep
}

// htmlWalker follows the open elements as far as footnotes need them.
type htmlWalker struct {
	*builder
	boxes   []box
	skip    atom.Atom // inside an element whose text is not the report's
	depth   int       // of skip within itself
	last    int       // line that the token at hand ends in
	title   string
	og      string
	inTitle bool
	aside   *aside // nil: none is open
}

// box is an open element.
type box struct {
	tag   atom.Atom
	block     // what a block directly in it is
	item  int // ol: the number of its last item
	fresh int // li: its number, until a block has taken it
}

// maxBoxes bounds how many open elements are followed; deeper ones count as
// their parent.
const maxBoxes = 512

// walkHTML reads HTML into b, from b.line on, and gives the document's title.
func walkHTML(b *builder, data []byte) string {
	w := &htmlWalker{builder: b}
	if b.rep.noteref == nil {
		b.rep.noteref, b.rep.closed = map[int]bool{}, map[int]int{}
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(maxReport)
	at := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			break
		}
		from := at
		at += len(raw)
		b.end = w.placed(at)
		last := b.line + lineEnds(raw)
		w.last = last
		switch kind {
		case html.TextToken:
			if last > b.line && w.place != nil {
				raw = bytes.Clone(raw) // Text writes into it
			}
			w.chars(raw, from, string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			w.start(z.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(bytes.ToLower(name))
			w.end(tag)
			w.closes(tag)
		}
		b.line = last
	}
	if w.aside != nil {
		w.takeAside()
	}
	b.end = 0
	if w.og != "" {
		return w.og
	}
	return w.title
}

// lineEnds counts them as HTML does: LF, CR LF, or CR alone.
func lineEnds(b []byte) int {
	return bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r")) - bytes.Count(b, []byte("\r\n"))
}

// placed is the offset in the source of one in what is walked; 0: not known.
func (w *htmlWalker) placed(at int) int {
	if w.place == nil {
		return 0
	}
	return w.place(at)
}

// closes moves the end of what stands last behind the tag that closes it.
func (w *htmlWalker) closes(tag atom.Atom) {
	switch tag {
	case atom.A, atom.Em, atom.I, atom.B, atom.Strong, atom.Small, atom.Span, atom.Sup, atom.Sub, atom.Cite, atom.Code, atom.U, atom.S, atom.Q, atom.Font,
		atom.Abbr, atom.Mark, atom.Kbd, atom.Var, atom.Samp, atom.Tt, atom.Big, atom.Ins, atom.Del, atom.Time, atom.Bdi, atom.Bdo, atom.Dfn, atom.Strike:
	default:
		return
	}
	if w.builder.end > 0 && w.skip == 0 && w.cur != nil && len(w.cur.pieces) > 0 {
		if p := &w.cur.pieces[len(w.cur.pieces)-1]; p.end > 0 {
			p.end = w.builder.end
		}
	}
}

// chars adds text line by line. Raw is how the source writes it, from offset from.
func (w *htmlWalker) chars(raw []byte, from int, s string) {
	if w.inTitle {
		w.title = squeeze(clean(w.title + s))
		return
	}
	if w.skip != 0 {
		return
	}
	written := []byte(nil)
	if n := strings.Count(s, "\n"); w.place != nil && n > 0 && n == lineEnds(raw) {
		written = raw
	} else if n > 0 {
		w.builder.end = 0 // of which line it would be the end is not known
	}
	for {
		line, rest, more := strings.Cut(s, "\n")
		if written != nil {
			n := bytes.IndexAny(written, "\r\n")
			if n < 0 {
				n = len(written)
			}
			w.builder.end = w.placed(from + n)
			if bytes.HasPrefix(written[n:], []byte("\r\n")) {
				n++
			}
			n = min(n+1, len(written))
			from, written = from+n, written[n:]
		}
		w.text(line)
		if !more {
			return
		}
		w.add(piece{kind: breakPiece})
		w.line = min(w.line+1, w.last) // a line end written as &#10; ends none of the file
		s = rest
	}
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func (w *htmlWalker) start(t html.Token, closed bool) {
	tag := t.DataAtom
	if w.skip != 0 {
		if tag == w.skip && !closed {
			w.depth++
		}
		return
	}
	switch tag {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Math, atom.Select, atom.Textarea, atom.Iframe, atom.Object, atom.Noscript:
		if !closed {
			w.skip, w.depth = tag, 1
		}
		return
	case atom.Title:
		w.inTitle = w.title == ""
		w.skip, w.depth = tag, 1
		return
	case atom.Meta:
		if strings.EqualFold(attr(t, "property"), "og:title") {
			w.og = squeeze(clean(attr(t, "content")))
		}
		return
	case atom.Br, atom.Wbr:
		if tag == atom.Br {
			w.add(piece{kind: breakPiece, text: hardBreak})
		}
		return
	case atom.Sup:
		w.openSup()
	case atom.A:
		w.link = 0
		if href := attr(t, "href"); href != "" {
			w.openLink(href)
			if isNoteref(t) {
				w.rep.noteref[w.link] = true
			}
		}
	case atom.Span, atom.Small:
		if !closed {
			w.openAside(t, tag)
		}
	case atom.Td, atom.Th:
		if w.cur != nil && w.cur.kind == row {
			w.text(" | ")
		}
	}
	if isBlock(tag) {
		w.openBox(tag, t)
	}
	for _, name := range []string{attr(t, "id"), attr(t, "name")} {
		if name != "" && tag != atom.Meta && tag != atom.Input {
			was := w.link
			w.link = 0
			w.anchor(name)
			w.link = was
		}
	}
}

func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dd, atom.Dt, atom.Table, atom.Tr, atom.Thead, atom.Tbody, atom.Tfoot,
		atom.Caption, atom.Blockquote, atom.Section, atom.Article, atom.Aside, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Body,
		atom.Figure, atom.Figcaption, atom.Pre, atom.Hr, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Summary,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// noteID is how the id of an element that holds a note tends to look.
var noteID = pattern(`(?i)^_?(ftn|fn|edn|en|sdfootnote|sdendnote|footnote|endnote|note|cite_note|bib|ref)[-_:.]?\w*?\d+$`)

// noteClass says whether an element is called a note by its class. It may be that of
// all notes, which then are elements of their own.
func noteClass(t html.Token) bool {
	for class := range strings.FieldsSeq(attr(t, "class")) {
		if strings.EqualFold(class, "footnote") || strings.EqualFold(class, "endnote") {
			return true
		}
	}
	return false
}

// oneNoteID is how the id of a <div> looks that is a note, and no list of them.
var oneNoteID = pattern(`(?i)^_?(ftn|fn|edn|en|sdfootnote|sdendnote|footnote|endnote|note)[-_:.]?\d+$`)

// inNote tells whether what stands in the box is part of one note: "ref-list1" may
// as well be the id of them all.
func (b block) inNote() bool {
	switch b.boxTag {
	case atom.Li, atom.Dd, atom.P:
		return b.tight && noteID().MatchString(b.boxID)
	case atom.Div, atom.Aside:
		return b.tight && oneNoteID().MatchString(b.boxID)
	}
	return false
}

func (w *htmlWalker) openBox(tag atom.Atom, t html.Token) {
	if tag == atom.Hr {
		w.open(w.next)
		return
	}
	w.link, w.sup = 0, 0 // what was left open does not leak into another block
	switch tag {
	case atom.Li, atom.Dd, atom.Dt, atom.P, atom.Tr:
		w.closeImplied(tag)
		w.endAside()
	}
	next, b := block{}, box{tag: tag}
	inRow := false
	if n := len(w.boxes); n > 0 {
		parent := w.boxes[n-1]
		b.block, inRow = parent.block, parent.kind == row
		next.number = parent.fresh
		w.boxes[n-1].fresh = 0
	}
	switch id := attr(t, "id"); {
	case (tag == atom.Li || tag == atom.Dd) && b.inNote() && !noteID().MatchString(id): // a list in a note is part of it
	case tag == atom.Li, tag == atom.Dd, tag == atom.Aside, (id != "" || noteClass(t)) && !b.tight:
		w.builder.boxes++
		b.box, b.boxTag, b.boxID = w.builder.boxes, tag, id
		b.tight = tag == atom.Li || tag == atom.Dd || tag == atom.Aside || noteID().MatchString(id) || noteClass(t)
	}
	w.outer++
	b.outer = w.outer
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.kind, b.level = heading, int(tag.String()[1]-'0')
	case atom.Tr:
		b.kind = row
	case atom.Pre:
		b.kind = code
	case atom.Li:
		b.kind = item
		if list := w.list(); list != nil && list.tag == atom.Ol {
			list.item++
			if v, err := strconv.Atoi(attr(t, "value")); err == nil {
				list.item = v
			}
			next.number = list.item
		}
	case atom.Ol:
		if v, err := strconv.Atoi(attr(t, "start")); err == nil {
			b.item = v - 1
		}
	}
	if tag == atom.Dd {
		next.number = w.termNumber()
	}
	number := next.number
	next = b.block
	next.number = number
	if len(w.boxes) < maxBoxes {
		if w.boxes = append(w.boxes, b); number > 0 && w.cur == nil {
			w.boxes[len(w.boxes)-1].fresh = number // for a paragraph in the item
		}
	}
	switch {
	case inRow && tag != atom.Tr: // a paragraph in a cell is still the row
	case w.cur != nil && !w.cur.solid:
		// An anchor that stands alone before its block belongs to it.
		pieces, line, lead := w.cur.pieces, w.cur.line, w.cur.lead
		if tag == atom.Li || tag == atom.Dd || tag == atom.Dt {
			lead = len(pieces)
		}
		if next.number == 0 {
			next.number = w.cur.number
		}
		*w.cur = next
		w.cur.pieces, w.cur.line, w.cur.lead = pieces, line, lead
		w.next = next
	default:
		w.open(next)
	}
}

// termNumber is the number that is all of a term, as of <dt>1</dt><dd>…</dd>; 0: it is
// more than that.
func (w *htmlWalker) termNumber() int {
	const (
		most   = 8  // pieces of a number, with its ids
		length = 64 // bytes of it, with what stands around
	)
	k := len(w.rep.blocks) - 1
	if k < 0 || len(w.rep.blocks[k].pieces) > most {
		return 0
	}
	for _, p := range w.rep.blocks[k].pieces {
		if p.kind == textPiece && len(p.text) > length { // of a block that grows with each further term
			return 0
		}
	}
	term := strings.Trim(said(w.rep.blocks[k].pieces), " .[]():")
	if len(term) > 4 || !isDigits(term) {
		return 0
	}
	n, _ := strconv.Atoi(term)
	return n
}

// closeImplied ends what a new item, definition or paragraph ends by itself.
func (w *htmlWalker) closeImplied(tag atom.Atom) {
	for i := len(w.boxes) - 1; i >= 0; i-- {
		switch t := w.boxes[i].tag; {
		case t == tag, (tag == atom.Dd || tag == atom.Dt) && (t == atom.Dd || t == atom.Dt):
			w.close(i)
			return
		case t == atom.P && tag != atom.P:
			continue
		default:
			return
		}
	}
}

// list is the innermost list that is open.
func (w *htmlWalker) list() *box {
	for i := len(w.boxes) - 1; i >= 0; i-- {
		if t := w.boxes[i].tag; t == atom.Ol || t == atom.Ul {
			return &w.boxes[i]
		}
	}
	return nil
}

func (w *htmlWalker) end(tag atom.Atom) {
	if w.skip != 0 {
		if tag == w.skip {
			if w.depth--; w.depth == 0 {
				w.skip, w.inTitle = 0, false
			}
		}
		return
	}
	switch tag {
	case atom.Sup:
		w.sup = max(0, w.sup-1)
		return
	case atom.A:
		w.link = 0
		return
	case atom.Span, atom.Small:
		w.closeAside(tag)
		return
	}
	if !isBlock(tag) {
		return
	}
	for i := len(w.boxes) - 1; i >= 0; i-- {
		if w.boxes[i].tag != tag {
			continue
		}
		w.close(i)
		w.endAside()
		break
	}
	next := block{}
	if n := len(w.boxes); n > 0 {
		next = w.boxes[n-1].block
		if next.kind == row && tag != atom.Tr {
			return
		}
	}
	w.link, w.sup = 0, 0
	w.open(next)
}
