package source

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// docxKind is how footnotes, or endnotes, are counted.
type docxKind struct {
	name   string
	format string // of the number: decimal, lowerRoman …
	start  int
	anew   string              // "": through; "eachSect", "eachPage"
	notes  map[string]docxNote // by ID, those that are marked
}

type docxNote struct {
	label  string
	custom string // what the author put for the number
	line   int    // the paragraph of its mark
}

// counting is what a section says otherwise.
type counting struct{ format, start, anew string }

func (c counting) apply(k docxKind) docxKind {
	if c.format != "" {
		k.format = c.format
	}
	if n, err := strconv.Atoi(c.start); err == nil && n >= 0 && n < 1e6 {
		k.start = n
	}
	if c.anew != "" {
		k.anew = c.anew
	}
	return k
}

// set takes an element of w:footnotePr or w:endnotePr.
func (c *counting) set(e xml.StartElement) {
	switch val := xmlAttr(e, "val"); e.Name.Local {
	case "numFmt":
		c.format = val
	case "numStart":
		c.start = val
	case "numRestart":
		c.anew = val
	}
}

// docxMark is the mark of a note in the text, whose number is known only when
// the whole text is.
type docxMark struct {
	kind    int
	id      string
	custom  string // what the author put for the number
	section int
	block   *block
	piece   int
}

// settings reads how the document counts its notes.
func (d *docx) settings(part string) error {
	var in [2]counting
	kind, depth := -1, 0
	err := d.tokens(part, func(e xml.StartElement) {
		depth++
		switch {
		case depth == 2 && e.Name.Local == "footnotePr":
			kind = 0
		case depth == 2 && e.Name.Local == "endnotePr":
			kind = 1
		case depth == 2:
			kind = -1
		case kind >= 0:
			in[kind].set(e)
		}
	}, func() { depth-- }, nil)
	for k := range in {
		d.kinds[k] = in[k].apply(d.kinds[k])
	}
	return err
}

// label numbers the marks, as a word processor does when it shows the document,
// and gives each note its label: one that no other note has.
func (d *docx) label(sections [][2]counting) {
	taken := map[string]bool{}
	var count, last [2]int
	var begun [2]bool
	told := map[string]bool{}
	for k := range d.kinds {
		d.kinds[k].notes = map[string]docxNote{}
	}
	for _, m := range d.marks {
		k := d.kinds[m.kind]
		if m.section < len(sections) {
			k = sections[m.section][m.kind].apply(k)
		}
		if !begun[m.kind] || (k.anew == "eachSect" && last[m.kind] != m.section) {
			count[m.kind] = k.start - 1
			begun[m.kind] = true
		}
		last[m.kind] = m.section
		if k.anew == "eachPage" && !told[k.name] {
			told[k.name] = true
			d.rep.warns = append(d.rep.warns, Warning{Msg: fmt.Sprintf("the %ss are numbered anew on each page, and a DOCX doesn't tell its pages: here they are counted through", k.name)})
		}
		label := m.custom
		if label == "" {
			count[m.kind]++
			label = numberAs(k.format, count[m.kind])
		}
		plain, own := label, label
		if taken[label] && m.kind == 1 {
			own = "e" + plain
			label = own
		}
		if taken[label] {
			label = fmt.Sprintf("s%d-%s", m.section+1, own)
		}
		for n := 2; taken[label]; n++ {
			label = fmt.Sprintf("s%d-%s-%d", m.section+1, own, n)
		}
		if label != plain {
			d.rep.warns = append(d.rep.warns, Warning{Line: m.block.line, Msg: fmt.Sprintf("there is a note %s already: %s %s is called %s here", clip(plain), k.name, clip(plain), clip(label))})
		}
		taken[label] = true
		m.block.pieces[m.piece].text = label
		if _, ok := d.kinds[m.kind].notes[m.id]; !ok {
			d.kinds[m.kind].notes[m.id] = docxNote{label, m.custom, m.block.pieces[m.piece].line}
		}
	}
}

// numberAs writes a number in one of the formats of ECMA-376, 17.18.59; those
// that are not known here come out as figures.
func numberAs(format string, n int) string {
	switch format {
	case "lowerRoman", "upperRoman":
		if n < 1 || n > 3999 {
			break
		}
		var b strings.Builder
		for _, r := range []struct {
			value int
			text  string
		}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
			for ; n >= r.value; n -= r.value {
				b.WriteString(r.text)
			}
		}
		if format == "upperRoman" {
			return strings.ToUpper(b.String())
		}
		return b.String()
	case "lowerLetter", "upperLetter": // a … z, aa, bb …
		if n < 1 || n > 26*8 {
			break
		}
		first := byte('a')
		if format == "upperLetter" {
			first = 'A'
		}
		return strings.Repeat(string(first+byte((n-1)%26)), (n-1)/26+1)
	case "chicago": // * † ‡ § ** …
		if n < 1 || n > 32 {
			break
		}
		return strings.Repeat([]string{"*", "†", "‡", "§"}[(n-1)%4], (n-1)/4+1)
	}
	return strconv.Itoa(n)
}

// docxList counts the items of a numbered list.
type docxList struct {
	format string
	next   int
}

// numbering reads which lists are numbered: endnotes are often written as one.
func (d *docx) numbering(part string) (map[string]*docxList, error) {
	abstract := map[string]docxList{} // their first levels
	lists := map[string]*docxList{}
	var id, num string
	level := ""
	err := d.tokens(part, func(e xml.StartElement) {
		val := xmlAttr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			id, num = xmlAttr(e, "abstractNumId"), ""
			abstract[id] = docxList{next: 1}
		case "num":
			num = xmlAttr(e, "numId")
		case "lvl", "lvlOverride":
			level = xmlAttr(e, "ilvl")
		case "numFmt":
			if a := abstract[id]; level == "0" && num == "" {
				a.format = val
				abstract[id] = a
			}
		case "start":
			if n, err := strconv.Atoi(val); err == nil && level == "0" && num == "" {
				a := abstract[id]
				a.next = n
				abstract[id] = a
			}
		case "abstractNumId":
			if a, ok := abstract[val]; ok && len(lists) < maxRels {
				lists[num] = &a
			}
		case "startOverride":
			if n, err := strconv.Atoi(val); err == nil && level == "0" && lists[num] != nil {
				lists[num].next = n
			}
		}
	}, func() {}, nil)
	return lists, err
}
