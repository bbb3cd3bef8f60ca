package extract

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// What names do not give away about furniture, the page's structure does: a
// box that begins with a label ("Comments", "Ещё по теме"), a thread of signed
// remarks, a field to type one's address into, and what stands outside of the
// column in which the running text stands.

// node is an element that holds lines.
type node struct {
	parent     int32
	start, end int // in out
	kind       nodeKind
	class      uint32 // of a name: siblings of one kind share it
	weight     int    // bytes of running text inside
	bare       bool   // an aside whose name says no more
	chapter    bool   // a section element
	figure     bool
	calls      bool // its last words are a link or a button
}

type nodeKind uint8

const (
	isBox nodeKind = iota // may be the column
	isMain
	isArticle
	isCell // of a table that may be there for the layout
	isTable
	isInner // a list, a quotation: part of a column
	isFormBox
)

// textLine is a line of view A that has words.
type textLine struct {
	start, end int
	linked     int    // bytes of it inside links and buttons
	link       uint16 // of these, at its end and in one link behind other words
	node       int32
	level      uint8 // of the heading it is, or 0
	words      int
	weight     int  // bytes that count as running text
	dropped    bool // in a box that its name gave away
	site       bool // dropped for another reason than standing beside the column
}

// Bounds of what is looked at, so that a page made to be slow is not.
const (
	maxLines  = 50000
	manyWords = 41  // of a line: more are not counted
	maxFields = 200 // text fields and calls to act
	maxLabels = 200
	maxGroups = 50
	maxClimb  = 8  // boxes around a text field
	maxKept   = 20 // lines kept beside the column
)

func (p *page) openNode(f *frame, a atom.Atom, at *attrs) {
	var k nodeKind
	switch a {
	case atom.Div, atom.Section, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Center, atom.Details, atom.Fieldset:
	case atom.Main:
		k = isMain
	case atom.Article:
		k = isArticle
	case atom.Td, atom.Th:
		k = isCell
	case atom.Table:
		k = isTable
	case atom.Form:
		k = isFormBox
	case atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Blockquote, atom.Figure:
		k = isInner
	default:
		return
	}
	if len(p.nodes) == maxSpans {
		return
	}
	if k == isBox && bytes.Equal(at.role, []byte("main")) {
		k = isMain
	}
	f.flags |= isNode
	p.nodes = append(p.nodes, node{parent: p.node, start: len(p.out), kind: k, class: classOf(a, at.class, at.id), chapter: a == atom.Section, figure: a == atom.Figure,
		bare: a == atom.Aside && len(at.role) == 0 && max(guiseByName(at.class, false), guiseByName(at.id, true)) == plain})
	p.node = int32(len(p.nodes) - 1)
}

func (p *page) closeNode() {
	n := &p.nodes[p.node]
	n.end = max(n.start, len(p.out))
	n.calls = n.end > n.start && p.called == n.end
	p.node = n.parent
}

// classOf is a hash of an element's name and its class, or else its id without
// the digits that tell it from others of its kind.
func classOf(a atom.Atom, class, id []byte) uint32 {
	h := uint32(2166136261) ^ uint32(a)
	if len(class) == 0 {
		for _, c := range id {
			if !digit(c) {
				h = (h ^ uint32(c)) * 16777619
			}
		}
	}
	for _, c := range class {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// structure finds the furniture that the page's structure gives away.
func (p *page) structure() {
	if total := p.weigh(); total > 0 {
		p.labelled(total)
		p.threads(total)
		p.signups(total)
	}
	p.column()
}

// weigh tells running text from the rest, line by line and node by node.
func (p *page) weigh() (total int) {
	for i := range p.nodes {
		p.nodes[i].weight = 0
	}
	cut := p.dropped()
	for i := range p.lines {
		l := &p.lines[i]
		for len(cut) > 0 && cut[0].end <= l.start {
			cut = cut[1:]
		}
		l.dropped = len(cut) > 0 && cut[0].start <= l.start && l.end <= cut[0].end
		if l.words == 0 {
			l.words = countWords(p.out[l.start:l.end], manyWords)
		}
		l.weight = 0
		if size := l.end - l.start; !l.dropped && l.level == 0 && (l.words >= 15 || l.words >= 5 && endsSentence(p.out[l.start:l.end]) || hasCell(p.out[l.start:l.end])) && l.linked*5 <= size*2 {
			l.weight = size - l.linked
		}
		total += l.weight
		if l.weight > 0 {
			if n := p.around(l.node, l.start, l.end); n >= 0 {
				p.nodes[n].weight += l.weight
			}
		}
	}
	for i := len(p.nodes) - 1; i >= 0; i-- {
		if up := p.nodes[i].parent; up >= 0 {
			p.nodes[up].weight += p.nodes[i].weight
		}
	}
	return total
}

// around gives the innermost node from n outwards that holds a stretch whole.
func (p *page) around(n int32, start, end int) int32 {
	for n >= 0 && (p.nodes[n].start > start || p.nodes[n].end < end) {
		n = p.nodes[n].parent
	}
	return n
}

// endsSentence tells whether a line ends as sentences and items do.
func endsSentence(b []byte) bool {
	b = bytes.TrimRight(b, " \t\"')]»”’\u00a0")
	return len(b) > 0 && bytes.IndexByte([]byte(".!?;:"), b[len(b)-1]) >= 0 || bytes.HasSuffix(b, []byte("…"))
}

// asciiWord has 1 for letters and digits, 2 for what a word may have inside.
var asciiWord = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		if c := byte(c); 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' {
			t[c] = 1
		}
	}
	t['\''] = 2
	return t
}()

// countWords counts up to limit.
func countWords(b []byte, limit int) (n int) {
	inside := uint8(0) // 1 inside a word; no branches, which cannot be guessed here
	for i := 0; i < len(b) && n < limit; {
		c := b[i]
		if c < utf8.RuneSelf {
			i++
			is := asciiWord[c]
			n += int(is & 1 &^ inside)
			inside = is&1 | is>>1&inside
			continue
		}
		if 0xd0 <= c && c <= 0xd3 && i+1 < len(b) { // Cyrillic, letters nearly all of it
			i += 2
			n += int(1 &^ inside)
			inside = 1
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		i += size
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n += int(1 &^ inside)
			inside = 1
		case !unicode.IsMark(r) && r != '\u00ad' && r != '’':
			inside = 0
		}
	}
	return n
}

func (p *page) drop(start, end int) {
	if end > start {
		p.boxes = append(p.boxes, stretch{start, end})
		for i := range p.lines {
			if l := &p.lines[i]; l.start >= start && l.end <= end {
				l.dropped = true
			}
		}
	}
}

// weightIn is how much running text stands in a stretch that is not dropped.
func (p *page) weightIn(start, end int) (w int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.start >= start && l.end <= end && !l.dropped {
			w += l.weight
		}
	}
	return w
}

func (p *page) hasTitle(start, end int) bool {
	for i := range p.lines {
		if l := &p.lines[i]; l.level == 1 && l.start >= start && l.end <= end {
			return true
		}
	}
	return false
}

// leastText is how many bytes of running text make an article.
const leastText = 120
