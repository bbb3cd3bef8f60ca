package source

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// docxWalker follows the elements of one part as far as footnotes need them.
type docxWalker struct {
	builder
	docx    *docx
	rels    docxRels
	lists   map[string]*docxList
	inNotes bool
	kind    int // of the notes in this part

	stack    []docxElement
	paras    int // paragraphs so far
	rows     int // rows of tables that are open
	section  int
	ends     bool // the section, with this paragraph
	sections [][2]counting
	fields   []docxField
	run      docxRun
	merge    bool    // the paragraph before was joined with the next one
	outer    []outer // what stands around the text boxes that are open
	note     string  // the label that the next paragraph of a note begins
	custom   string  // the author's own mark, which stands before its text
	numID    string  // of the paragraph's list
	level    string
}

type docxElement struct {
	name string
	skip bool // nothing in it is shown
	link int  // the link around it
}

// docxRun is text of one look.
type docxRun struct{ sup, hidden, custom bool }

// docxField is a field that is open: its instruction, then its result.
type docxField struct {
	instr  strings.Builder
	result bool
	link   int // the link around it
}

// outer is the block that a text box stands in.
type outer struct {
	cur  *block
	next block
	run  docxRun
	link int
	sup  int
	rows int
}

const (
	maxFields = 50      // that stand in one another
	maxInstr  = 8 << 10 // bytes of an instruction
)

// walk reads a part with text.
func (d *docx) walk(part string, w *docxWalker) error {
	err := d.tokens(part, w.start, w.end, w.chars)
	// The last section's settings, if the file gave none.
	w.sections = append(w.sections, [2]counting{})
	return err
}

// inWord tells whether an element is one of WordprocessingML, in either of its
// editions; drawings and formulas have elements of the same names.
func inWord(space string) bool {
	return strings.Contains(space, "wordprocessingml") || space == "w"
}

func (w *docxWalker) parent(up int) string {
	if i := len(w.stack) - up; i >= 0 {
		return w.stack[i].name
	}
	return ""
}

func (w *docxWalker) start(e xml.StartElement) {
	name := e.Name.Local
	top := docxElement{}
	if n := len(w.stack); n > 0 {
		top = w.stack[n-1]
	}
	el := docxElement{name: name, skip: top.skip, link: w.link}
	word := inWord(e.Name.Space)
	switch {
	case name == "Fallback": // says once more what the Choice before it says
		el.skip = true
	case !word:
		el.name = "other:" + name
	case name == "del" && w.parent(1) == "rPr":
		w.merge = w.merge || (!top.skip && w.parent(2) == "pPr") // the end of the paragraph was taken out
	case name == "del", name == "moveFrom", name == "sdtPr", name == "pPrChange", name == "rPrChange", name == "sectPrChange", name == "tblPrChange":
		el.skip = true
	}
	w.stack = append(w.stack, el)
	if el.skip || !word {
		return
	}
	val := xmlAttr(e, "val")
	switch name {
	case "p":
		w.startParagraph()
	case "pStyle":
		w.style(val)
	case "outlineLvl":
		if w.cur == nil && w.next.kind == paragraph && len(val) == 1 && val[0] >= '0' && val[0] < '9' {
			w.next.kind, w.next.level = heading, int(val[0]-'0')+1
		}
	case "ilvl":
		w.level = val
	case "numId":
		if w.parent(2) == "numPr" && w.parent(3) == "pPr" {
			w.numID = val
		}
	case "tr":
		if w.rows++; w.rows == 1 && w.inNotes {
			w.open(block{note: w.note, box: w.boxes, tight: true})
		} else if w.rows == 1 {
			w.open(block{kind: row})
		}
	case "tc":
		if w.rows > 0 && w.cur != nil {
			w.plain(" | ")
		}
	case "txbxContent":
		w.outer = append(w.outer, outer{w.cur, w.next, w.run, w.link, w.sup, w.rows})
		w.link, w.sup, w.rows = 0, 0, 0
		w.open(block{})
	case "r":
		w.run = docxRun{}
	case "rStyle":
		low := strings.ToLower(val)
		w.run.sup = w.run.sup || (!w.inNotes && (strings.Contains(low, "footnotereference") || strings.Contains(low, "endnotereference")))
	case "vertAlign":
		w.run.sup = w.run.sup || (val == "superscript" && w.parent(3) == "r")
	case "vanish":
		w.run.hidden = w.run.hidden || (w.parent(3) == "r" && val != "0" && val != "false" && val != "off")
	case "tab", "ptab":
		if w.parent(2) == "r" { // in pPr it is a stop
			w.plain(" ")
		}
	case "br", "cr":
		if !w.run.hidden {
			w.add(piece{kind: breakPiece, text: hardBreak})
		}
	case "noBreakHyphen":
		w.plain("-")
	case "hyperlink":
		if to := w.target(e); to != "" {
			w.openLink(to)
		}
	case "fldSimple":
		if to := hyperlinkOf(xmlAttr(e, "instr")); to != "" {
			w.openLink(to)
		}
	case "fldChar":
		w.field(xmlAttr(e, "fldCharType"))
	case "footnoteReference":
		w.mark(0, e)
	case "endnoteReference":
		w.mark(1, e)
	case "footnote", "endnote":
		w.startNote(e)
	case "numFmt", "numStart", "numRestart":
		if w.parent(3) == "sectPr" {
			for len(w.sections) <= w.section {
				w.sections = append(w.sections, [2]counting{})
			}
			switch w.parent(2) {
			case "footnotePr":
				w.sections[w.section][0].set(e)
			case "endnotePr":
				w.sections[w.section][1].set(e)
			}
		}
	}
}

func (w *docxWalker) startParagraph() {
	if !w.inNotes && len(w.outer) == 0 {
		w.paras++
		w.line = w.paras
	}
	w.numID, w.level = "", ""
	w.run = docxRun{}
	switch {
	case w.rows > 0: // a paragraph in a cell is still the row
		w.plain(" ")
	case w.merge:
		w.merge = false
	case w.inNotes:
		w.open(block{note: w.note, box: w.boxes, tight: true})
	default:
		w.open(block{})
	}
}

// style tells a heading by the name of its style, which is English in every
// edition of the word processors but for what they show.
func (w *docxWalker) style(name string) {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	if w.cur != nil || w.next.kind != paragraph || w.inNotes {
		return
	}
	level, ok := strings.CutPrefix(name, "heading")
	switch {
	case name == "title":
		w.next.kind, w.next.level = heading, 1
	case ok && len(level) == 1 && level >= "1" && level <= "9":
		w.next.kind, w.next.level = heading, int(level[0]-'0')+1
	}
}

// plain is text that the file says by an element.
func (w *docxWalker) plain(s string) {
	if !w.run.hidden && (w.cur != nil || strings.TrimSpace(s) != "") {
		w.text(s)
	}
}

func (w *docxWalker) chars(b []byte) {
	if len(w.stack) == 0 {
		return
	}
	top := w.stack[len(w.stack)-1]
	switch {
	case top.skip || w.run.hidden:
	case top.name == "instrText":
		if n := len(w.fields); n > 0 && w.fields[n-1].instr.Len()+len(b) < maxInstr {
			w.fields[n-1].instr.Write(b)
		}
	case top.name == "t" && w.run.custom:
		if n := len(w.docx.marks); n > 0 && len(w.docx.marks[n-1].custom)+len(b) <= maxLabel {
			w.docx.marks[n-1].custom += strings.Join(strings.Fields(clean(string(b))), "")
		}
	case top.name == "t", top.name == "other:t" && w.parent(2) == "other:r" && !w.drawn():
		switch { // runs that are raised and follow one another are one mark
		case w.run.sup && w.sup == 0:
			w.openSup()
		case !w.run.sup:
			w.sup = 0
		}
		w.item()
		s := string(b)
		if w.custom != "" {
			s = strings.TrimPrefix(strings.TrimSpace(s), w.custom)
			w.custom = ""
		}
		w.text(s)
	}
}

// drawn tells whether text stands in a drawing: there it is no part of the text
// around it.
func (w *docxWalker) drawn() bool {
	for _, e := range w.stack {
		if e.name == "drawing" || e.name == "pict" || e.name == "object" {
			return true
		}
	}
	return false
}

// item makes a paragraph of a list what it is, once it has text.
func (w *docxWalker) item() {
	l := w.lists[w.numID]
	if w.cur != nil || w.numID == "" || w.next.kind != paragraph || w.inNotes {
		return
	}
	w.next.kind = item
	if l == nil || l.format == "bullet" || l.format == "none" || l.format == "" || (w.level != "0" && w.level != "") {
		return
	}
	w.next.number = max(0, l.next)
	l.next++
}

// mark notes a mark; its number comes later.
func (w *docxWalker) mark(kind int, e xml.StartElement) {
	if w.inNotes || w.run.hidden || len(w.docx.marks) >= maxLabels {
		return
	}
	w.item()
	w.sup = 0
	w.add(piece{kind: markPiece})
	w.docx.marks = append(w.docx.marks, docxMark{kind: kind, id: xmlAttr(e, "id"), section: w.section, block: w.cur, piece: len(w.cur.pieces) - 1})
	follows := xmlAttr(e, "customMarkFollows")
	w.run.custom = follows != "" && follows != "0" && follows != "false" && follows != "off"
}

// startNote begins a note, or leaves one out that is none.
func (w *docxWalker) startNote(e xml.StartElement) {
	kind := xmlAttr(e, "type")
	n, ok := w.docx.kinds[w.kind].notes[xmlAttr(e, "id")]
	if !ok || (kind != "" && kind != "normal") {
		w.stack[len(w.stack)-1].skip = true
		return
	}
	w.boxes++
	w.note, w.custom, w.line, w.merge = n.label, n.custom, n.line, false
	w.open(block{note: n.label, box: w.boxes, tight: true})
}

// target is where a w:hyperlink leads.
func (w *docxWalker) target(e xml.StartElement) string {
	to, anchor := w.rels.target[xmlAttr(e, "id")], xmlAttr(e, "anchor")
	if anchor != "" && !strings.Contains(to, "#") {
		to += "#" + anchor // the part of the address behind it stands apart
	}
	return to
}

func (w *docxWalker) field(kind string) {
	n := len(w.fields)
	switch {
	case kind == "begin" && n < maxFields:
		w.fields = append(w.fields, docxField{link: w.link})
	case kind == "separate" && n > 0 && !w.fields[n-1].result:
		w.fields[n-1].result = true
		if to := hyperlinkOf(w.fields[n-1].instr.String()); to != "" {
			w.openLink(to)
		}
	case kind == "end" && n > 0:
		w.link = w.fields[n-1].link
		w.fields = w.fields[:n-1]
	}
}

func (w *docxWalker) end() {
	el := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	if el.skip {
		return
	}
	switch el.name {
	case "p":
		w.sup = 0
		if w.ends && len(w.outer) == 0 {
			w.ends = false
			w.section++
		}
		if w.inNotes && w.cur != nil {
			w.note = "" // it has begun
		}
	case "tr":
		if w.rows--; w.rows == 0 && w.inNotes {
			w.open(block{note: w.note, box: w.boxes, tight: true})
		} else if w.rows == 0 {
			w.open(block{})
		}
	case "txbxContent":
		if n := len(w.outer); n > 0 {
			o := w.outer[n-1]
			w.cur, w.next, w.run, w.link, w.sup, w.rows, w.outer = o.cur, o.next, o.run, o.link, o.sup, o.rows, w.outer[:n-1]
		}
	case "hyperlink", "fldSimple":
		w.link = el.link
	case "sectPr":
		for len(w.sections) <= w.section {
			w.sections = append(w.sections, [2]counting{})
		}
		w.ends = true // its last paragraph is still to be read
	case "footnote", "endnote":
		w.fields, w.link, w.note = w.fields[:0], 0, ""
		w.open(block{})
	}
}

// hyperlinkOf is the address in the instruction of a field: HYPERLINK "address"
// \l "part", where a backslash stands before a quote or another one.
func hyperlinkOf(instr string) string {
	rest := strings.TrimSpace(clean(instr))
	if len(rest) < 10 || !strings.EqualFold(rest[:9], "HYPERLINK") {
		return ""
	}
	rest = rest[9:]
	var to, part string
	flag := ""
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		var word string
		if rest[0] == '"' {
			word, rest = quotedWord(rest[1:])
		} else {
			word, rest, _ = strings.Cut(rest, " ")
			if strings.HasPrefix(word, `\`) {
				flag = strings.ToLower(word)
				if flag == `\n` || flag == `\m` { // they have no value
					flag = ""
				}
				continue
			}
		}
		switch {
		case flag == `\l`:
			part = word
		case flag == "" && to == "":
			to = word
		}
		flag = ""
	}
	if part != "" {
		return fmt.Sprintf("%s#%s", to, part)
	}
	return to
}

func quotedWord(s string) (word, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			return b.String(), s[i+1:]
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), ""
}
