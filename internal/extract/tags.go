package extract

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// frame is one open element.
type frame struct {
	key    key
	traits traits
	flags  flags
	start  int // length of out when it opened
}

// flags say which of page's counters an open element holds.
type flags uint16

const (
	isHidden flags = 1 << iota
	isSVG
	isForeign
	isPre
	isForm
	isLink
	isSpan
	isHeading
	isSelect
	isMultiple // a select that lists all its options
	isNode
	isDone   // its end tag has come, but not those of elements inside
	isRaised // figures in it stand above the line
	isFramed // what a frame shows
	isOthers // and that is another site's
	isWriting
)

// startTag opens an element, after closing those whose end it implies. It
// returns the element's atom if raw text follows.
func (p *page) startTag(source []byte, selfClosing bool) (raw atom.Atom) {
	name, tag := p.tagName(source[len("<"):])
	k := keyOf(name)
	a := atom.Atom(k)
	t := traitsOf(a)
	if isAnnotation(name) {
		t |= unseen
	}
	switch a {
	case atom.Html, atom.Head, atom.Body, atom.Base, atom.Link, atom.Meta, atom.Script, atom.Img:
		p.headTag(a, tag)
		if a == atom.Script {
			return a
		}
		return 0
	}
	if p.svg > 0 && p.foreign == 0 && t&block != 0 { // HTML ends an unclosed drawing
		p.closeFrom(p.find(key(atom.Svg), 0))
	}
	if p.selects > 0 && (t&(block|row|cell|boxed) != 0 || a == atom.Input) && a != atom.Option && a != atom.Optgroup && a != atom.Hr {
		p.closeFrom(p.find(key(atom.Select), 0)) // a list left open ends where something else begins
	}
	if t&(row|cell) != 0 && a != atom.Table && p.find(key(atom.Table), 0) < 0 {
		return 0 // parts of a table outside of any are no elements
	}
	p.implyEnds(a, t)
	at := attributes(tag)
	if p.inDrawing() {
		t = p.drawn(name, a, &at)
	}
	hidden := p.hidden > 0 || p.hides(a, t, &at)
	if (a == atom.Object || a == atom.Embed) && p.hidden == 0 && showsPage(at.typ, tag) {
		p.noteFrame(tag)
	}
	if !hidden {
		switch {
		case a == atom.Iframe || a == atom.Frame:
			p.noteFrame(tag)
		case p.isFrame(a, &at):
			p.newBlock()
		case a == atom.Br:
			p.lineBreak()
		case a == atom.Input && bytes.EqualFold(at.typ, []byte("password")):
			p.doc.PasswordInput = p.doc.PasswordInput || p.others == 0
			p.noteField()
		case a == atom.Input && isTextField(at.typ):
			p.noteField()
		case t&row != 0:
			p.sep = '\n'
		case t&block != 0:
			p.newBlock()
		case t&boxed != 0:
			p.gap()
		}
	}
	switch {
	case t&void != 0,
		selfClosing && p.svg > 0,
		a == atom.Form && p.forms > 0: // forms do not nest
		return 0
	case joins(a) && p.sep == 0 && p.parted == len(p.out)+1:
		p.joint = p.parted
	case t&rawText != 0:
		if hidden || a == atom.Title && p.svg > 0 {
			return atom.Style // to be read past
		}
		return a
	}
	if address := decodeAddress(at.address); address != nil && !hidden {
		p.text(address)
		hidden = true // what stands inside is a stand-in
	}
	p.open(k, t, hidden, &at)
	return 0
}

func (p *page) open(k key, t traits, hidden bool, at *attrs) {
	if len(p.stack) >= maxDepth {
		p.overflow++
		return
	}
	f := frame{key: k, traits: t, start: len(p.out)}
	a := atom.Atom(k)
	if k == textKey && p.inDrawing() {
		f.flags |= isWriting
		p.texts++
	}
	switch a {
	case atom.Svg:
		f.flags |= isSVG
		p.svg++
	case atom.Foreignobject:
		f.flags |= isForeign
		p.foreign++
	case atom.Pre, atom.Listing:
		f.flags |= isPre
		p.pre++
	case atom.Form:
		f.flags |= isForm
		p.forms++
	case atom.Sup:
		f.flags |= isRaised
	case atom.A, atom.Button:
		f.flags |= isLink
		if p.links++; p.links == 1 {
			p.linkAt = len(p.out)
		}
		p.line.link++
		p.noteTarget(at)
		if a == atom.A && pointsToNote(at) {
			f.flags |= isRaised
		}
	case atom.Select:
		f.flags |= isSelect
		p.selects++
		p.chosen = false
		if at.multiple {
			f.flags |= isMultiple
		}
	case atom.Template:
		if !hidden && p.isFrame(a, at) {
			f.flags |= isFramed
			if isOther(at) {
				f.flags |= isOthers
				p.others++
			}
		}
	case atom.H1, atom.H2:
		if !hidden && p.others == 0 {
			f.flags |= isHeading
		}
	}
	if hidden {
		f.flags |= isHidden
		p.hidden++
	} else {
		p.openSpan(&f, a, at)
		p.openNode(&f, a, at)
	}
	if t&sectioning != 0 {
		p.sections++
	}
	if t&title != 0 {
		p.titles++
		p.level = a.String()[1] - '0'
	}
	if t&cell != 0 {
		p.cellAlt = ""
	}
	p.stack = append(p.stack, f)
}

// endTag closes an element, and those left open inside it.
func (p *page) endTag(k key) {
	a := atom.Atom(k)
	t := traitsOf(a)
	if p.overflow > 0 && t&(void|rawText) == 0 {
		p.overflow--
		return
	}
	switch {
	case a == atom.Br:
		if p.hidden == 0 {
			p.lineBreak()
		}
	case a == atom.P:
		if i := p.find(k, scope|button); i >= 0 {
			p.closeFrom(i)
		} else if p.hidden == 0 {
			p.newBlock() // the standard has a stray end tag make an empty paragraph
		}
	case t&rawText != 0:
		if t&block != 0 && p.hidden == 0 {
			p.newBlock()
		}
	case t&title != 0: // any heading's end tag closes any heading
		p.closeFrom(p.findTrait(title, scope))
	case a == atom.Li:
		p.closeFrom(p.find(k, scope|list))
	case a == atom.Form:
		p.endForm()
	case t&(row|cell) != 0:
		p.closeFrom(p.findInTable(k))
	case t&special != 0:
		p.closeFrom(p.find(k, scope))
	default:
		p.closeFrom(p.find(k, special))
	}
}

// endForm takes the form alone from the open elements: what is open inside
// stays open, and still belongs to it.
func (p *page) endForm() {
	i := p.find(key(atom.Form), scope)
	if i < 0 {
		return
	}
	if i == len(p.stack)-1 {
		p.closeFrom(i)
		return
	}
	f := &p.stack[i]
	f.flags = f.flags&^isForm | isDone
	f.key = 0
	p.forms--
}

// implyEnds closes what the start tag of a closes without an end tag.
func (p *page) implyEnds(a atom.Atom, t traits) {
	switch {
	case a == atom.Li || a == atom.Dd || a == atom.Dt:
		for i := len(p.stack) - 1; i >= 0; i-- {
			k := atom.Atom(p.stack[i].key)
			if k == a || a != atom.Li && (k == atom.Dd || k == atom.Dt) {
				p.closeFrom(i)
				break
			}
			if p.stack[i].traits&special != 0 && k != atom.Address && k != atom.Div && k != atom.P {
				break
			}
		}
	case a == atom.Option || a == atom.Optgroup:
		p.closeTop(atom.Option)
		if a == atom.Optgroup {
			p.closeTop(atom.Optgroup)
		}
	case t&cell != 0:
		p.backTo(atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Table)
	case a == atom.Tr:
		p.backTo(atom.Tbody, atom.Thead, atom.Tfoot, atom.Table)
	case t&row != 0 && a != atom.Table:
		p.backTo(atom.Table, atom.Table)
	case t&title != 0:
		if n := len(p.stack); n > 0 && p.stack[n-1].traits&title != 0 {
			p.closeFrom(n - 1)
		}
	case a == atom.Button:
		p.closeFrom(p.find(key(a), scope))
	case a == atom.A:
		p.closeFrom(p.find(key(a), special))
	case a == atom.Rt || a == atom.Rp:
		p.closeTop(atom.Rt)
		p.closeTop(atom.Rp)
	}
	if t&closesP != 0 {
		p.closeFrom(p.find(key(atom.P), scope|button))
	}
}

// find gives the innermost open element named k that no element with one of
// the traits in stop lies before, or -1.
func (p *page) find(k key, stop traits) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].key == k {
			return i
		}
		if p.stack[i].traits&stop != 0 {
			break
		}
	}
	return -1
}

func (p *page) findTrait(t, stop traits) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].traits&t != 0 {
			return i
		}
		if p.stack[i].traits&stop != 0 {
			break
		}
	}
	return -1
}

// findInTable looks no further than the innermost table.
func (p *page) findInTable(k key) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].key == k {
			return i
		}
		if a := atom.Atom(p.stack[i].key); a == atom.Table || a == atom.Template {
			break
		}
	}
	return -1
}

// backTo closes what is open inside the innermost of the named parts of a table.
func (p *page) backTo(parts ...atom.Atom) {
	for i := len(p.stack) - 1; i >= 0; i-- {
		a := atom.Atom(p.stack[i].key)
		for _, part := range parts {
			if a == part {
				p.closeFrom(i + 1)
				return
			}
		}
		if a == atom.Template {
			return
		}
	}
}

func (p *page) closeTop(a atom.Atom) {
	if n := len(p.stack); n > 0 && p.stack[n-1].key == key(a) {
		p.closeFrom(n - 1)
	}
}

// closeFrom closes open element i and all inside it. A negative i, or one
// beyond the innermost, closes nothing.
func (p *page) closeFrom(i int) {
	if i < 0 || i >= len(p.stack) {
		return
	}
	for len(p.stack) > i || len(p.stack) > 0 && p.stack[len(p.stack)-1].flags&isDone != 0 {
		f := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		p.closed(&f)
	}
	p.overflow = 0
}

func (p *page) closeAll() { p.closeFrom(0) }

// closed gives back the counters that a closed element held, and sets what
// must stand between it and the next text.
func (p *page) closed(f *frame) {
	if f.traits&sectioning != 0 {
		p.sections--
	}
	if f.traits&title != 0 {
		p.titles--
	}
	if f.flags != 0 {
		if f.flags&isSVG != 0 {
			p.svg--
		}
		if f.flags&isForeign != 0 {
			p.foreign--
		}
		if f.flags&isWriting != 0 {
			p.texts--
		}
		if f.flags&isPre != 0 {
			p.pre--
		}
		if f.flags&isForm != 0 {
			p.forms--
		}
		if f.flags&isLink != 0 {
			p.links--
			p.noteAction(f.start, f.key == key(atom.Button))
			p.noteHeadLink(f.start)
		}
		if f.flags&isSelect != 0 {
			p.selects--
			p.sep = ' ' // its options are lines, but in a box of their own
		}
		if f.flags&isSpan != 0 {
			p.closeSpan()
		}
		if f.flags&isNode != 0 {
			p.closeNode()
		}
		if f.flags&isHeading != 0 && len(p.headings) < maxHeadings {
			p.headings = append(p.headings, heading{f.start, len(p.out)})
		}
		if f.flags&isHidden != 0 {
			p.hidden--
			return
		}
		if f.flags&isRaised != 0 && p.hidden == 0 {
			p.raise(f.start)
		}
		if f.flags&isOthers != 0 {
			p.others--
		}
		if f.flags&isFramed != 0 {
			p.newBlock()
		}
	}
	switch {
	case f.traits&row != 0:
		p.sep = '\n'
	case f.traits&block != 0:
		p.newBlock()
	case f.traits&cell != 0:
		p.useAlt(f)
		// A cell of one line, in a block or not, stays on its row.
		if len(p.out) > f.start && bytes.IndexByte(p.out[f.start+1:], '\n') < 0 {
			p.sep = '\t'
		} else if bytes.Count(p.out[min(f.start+1, len(p.out)):], []byte("\n")) >= 2 {
			p.sep = '\n' // a column of a layout: what is beside it is no cell of a row
		} else if p.sep == 0 || p.sep == ' ' {
			p.sep = '\t'
		}
	case f.traits&boxed != 0:
		p.gap()
	case joins(atom.Atom(f.key)):
		p.parted = len(p.out) + 1
		p.several = bytes.IndexByte(p.out[min(f.start+1, len(p.out)):], ' ') >= 0
	}
}
