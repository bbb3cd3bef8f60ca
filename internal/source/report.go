package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// report is what Markdown and HTML are both read into: blocks of text in their
// order, with all that may matter to footnotes kept, and nothing decided.
type report struct {
	title  string // as the format's own metadata gives it; may be empty
	blocks []*block
	links  []string // addresses; piece.link counts from 1
	warns  []Warning
	labels int   // how many were read so far
	refs   *refs // nil until they are looked for
	// noteref holds the links that the report itself calls marks of notes.
	noteref map[int]bool
	// closed tells how many blocks there were when an element of HTML ended.
	closed map[int]int
	blank  []int  // pages of a PDF without a word
	unit   string // what the lines are, where they are none: "page", "paragraph"
	// src is Markdown as it was read, and starts where each of its lines from the
	// second starts: ends counts in lines there.
	src    []byte
	starts []int
}

type blockKind int

const (
	paragraph blockKind = iota
	heading
	item // of a list
	row  // of a table
	code // shown as is: no marks in it
)

type block struct {
	kind   blockKind
	level  int // of a heading, from 1
	number int // of an item in an ordered list; 0: none
	line   int
	pieces []piece
	solid  bool // holds more than anchors
	lead   int  // of an item or definition: how many anchors stand before it, as that of its list
	stop   int  // of a paragraph in Markdown: the offset of its end; 0: not known
	// note is the label of a footnote that starts here by its very syntax.
	note string
	// aside says that the note stands in the middle of the text.
	aside bool
	// box numbers the element or definition that the block stands in; 0: none
	// in particular. boxTag is the element, boxID its id; tight says that it is
	// of a sort that holds one note.
	box    int
	boxTag atom.Atom
	boxID  string
	tight  bool
	outer  int // the element of HTML that it stands in directly, counted from 1
}

type pieceKind int

const (
	textPiece   pieceKind = iota
	breakPiece            // a line end in the source, or <br>; text may be fullLine or hardBreak
	anchorPiece           // text is an element's id or name
	markPiece             // text is the label of a [^label]
)

// fullLine is the text of a break where the line ran to the edge of its column.
const fullLine = "full"

// hardBreak is the text of a break that is shown as one, and no mere end of a line in
// the source.
const hardBreak = "hard"

// piece is a run of text of one look.
type piece struct {
	kind pieceKind
	text string
	line int
	link int // 1 and up: within this link
	sup  int // 1 and up: raised, and by which element
	end  int // offset in the source behind it, and the tags it closes; 0: not known
}

// builder collects pieces into blocks for either reader.
type builder struct {
	rep   *report
	cur   *block
	next  block // what the next block will be
	line  int
	sup   int // how many raising elements are open
	sups  int // how many there were
	link  int
	boxes int
	outer int // how many elements that hold blocks there were
	end   int // of the pieces to come; 0: not known
	// inline counts the notes in the text that are to be numbered.
	inline int
	// place tells the offset in the source of one in HTML that is walked; nil: of
	// none.
	place func(int) int
}

// open ends the block at hand and says what the next one will be.
func (b *builder) open(next block) {
	b.cur, b.next = nil, next
}

func (b *builder) add(p piece) {
	if b.cur == nil {
		// Space between blocks is not one of them.
		if p.kind == breakPiece || (p.kind == textPiece && strings.TrimSpace(p.text) == "") {
			return
		}
		blk := b.next
		blk.line = b.line
		b.cur = &blk
		b.rep.blocks = append(b.rep.blocks, b.cur)
		b.next.note = "" // it starts once
	}
	p.line, p.link, p.end = b.line, b.link, b.end
	if b.sup > 0 {
		p.sup = b.sups
	}
	b.cur.pieces = append(b.cur.pieces, p)
	b.cur.solid = b.cur.solid || p.kind != anchorPiece
}

func (b *builder) text(s string) {
	if s != "" {
		b.add(piece{kind: textPiece, text: clean(s)})
	}
}

// anchor notes an id. Outside of a block it opens the next one.
func (b *builder) anchor(name string) {
	b.add(piece{kind: anchorPiece, text: name})
}

func (b *builder) openSup() {
	if b.sup++; b.sup == 1 {
		b.sups++
	}
}

func (b *builder) openLink(href string) {
	b.rep.links = append(b.rep.links, strings.TrimSpace(href))
	b.link = len(b.rep.links)
}

// unnumbered is what stands for a note in the text until all are numbered. No label
// is written so.
func (b *builder) unnumbered() string {
	b.inline++
	return fmt.Sprintf("\x00%d", b.inline)
}

// number gives the notes in the text their numbers: each its place among all notes,
// where no other note of the report is called so.
func (b *builder) number() {
	if b.inline == 0 {
		return
	}
	named := map[string]bool{}
	for _, k := range b.rep.blocks {
		named[k.note] = true
		// What may be the mark of a note that no syntax tells.
		marks := textMark().FindAllString(said(k.pieces), -1)
		for _, p := range k.pieces {
			if p.sup > 0 && p.kind == textPiece {
				marks = append(marks, p.text)
			}
		}
		for _, m := range marks {
			for n := range strings.FieldsFuncSeq(m, func(r rune) bool { return r < '0' || r > '9' }) {
				named[n] = true
			}
		}
	}
	labels := map[string]string{}
	seen := map[string]bool{}
	for _, k := range b.rep.blocks {
		for _, p := range k.pieces {
			if p.kind != markPiece || seen[p.text] {
				continue
			}
			seen[p.text] = true
			if p.text == "" || p.text[0] != 0 {
				continue
			}
			label := strconv.Itoa(len(seen))
			if named[label] {
				label = "inline-" + strconv.Itoa(len(labels)+1)
			}
			labels[p.text] = label
		}
	}
	for _, k := range b.rep.blocks {
		if label, ok := labels[k.note]; ok {
			k.note = label
		}
		for i := range k.pieces {
			if label, ok := labels[k.pieces[i].text]; ok && k.pieces[i].kind == markPiece {
				k.pieces[i].text = label
			}
		}
	}
}

// clean makes text printable: what stands for a space becomes one, what is not
// seen goes.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', r == '\u200b', r == '\ufeff', r == '\u2060':
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), isBidi(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// isBidi reports the characters that turn the direction of text: in a manifest
// they could show one thing and mean another.
func isBidi(r rune) bool {
	return (r >= '\u202a' && r <= '\u202e') || (r >= '\u2066' && r <= '\u2069') || r == '\u200e' || r == '\u200f' || r == '\u061c'
}

// Warning is something in a report, or in a manifest merged into, that a
// person should look at.
type Warning struct {
	Line int    `json:"line"` // from 1; 0: no line in particular
	Msg  string `json:"msg"`
	// Unit is what Line counts where the report has no lines: the "page" of a
	// PDF, the "paragraph" of a DOCX.
	Unit string `json:"unit,omitempty"`
}
