package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// element is one that is open. Prefixes are not looked at: the local names
// that matter mean one thing in all the namespaces of these formats.
type element struct {
	name    string
	frame   frame
	skipped bool // nothing inside is shown
	aside   bool // its text goes to the notes
	text    bool // its character data is text
}

// part reads one XML part of a document.
func (o *office) part(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var stack []element
	heading := -1 // where the open heading begins in main.out
	o.main.newBlock()
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var top element
		if len(stack) > 0 {
			top = stack[len(stack)-1]
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(stack) == maxNested {
				return errors.New("its XML is nested too deeply")
			}
			e := o.start(t, top)
			if e.name == "vanish" && top.name == "rPr" && len(stack) > 1 && isOn(t) {
				stack[len(stack)-2].skipped = true // the run; or a paragraph's properties, which hold no text
			}
			if o.isHeading(t) && !e.skipped && !e.aside {
				heading = len(o.main.out)
			}
			stack = append(stack, e)
		case xml.EndElement: // matches top, or Token had failed
			stack = stack[:len(stack)-1]
			o.page(top.aside).closed(&top.frame)
			if (top.name == "p" || top.name == "h") && heading >= 0 && !top.aside {
				if s := collapse(o.main.out[heading:], maxTitle); s != "" && len(o.headings) < maxHeadings {
					o.headings = append(o.headings, s)
				}
				heading = -1
			}
		case xml.CharData:
			if top.text && !top.skipped {
				o.page(top.aside).text(t)
			}
		}
	}
}

func (o *office) page(aside bool) *page {
	if aside {
		return &o.aside
	}
	return &o.main
}

// start opens an element inside another.
func (o *office) start(t xml.StartElement, parent element) element {
	e := element{name: t.Name.Local, skipped: parent.skipped, aside: parent.aside}
	switch e.name {
	case "txbxContent", "text-box", "note-body":
		e.aside = true
	case "Fallback", // what the Choice before it says once more
		"del", "moveFrom", "tracked-changes", // no longer in the text
		"annotation", "hidden-text", "note-citation":
		e.skipped = true
	}
	e.text = e.name == "t" || o.odt && (parent.text || e.name == "p" || e.name == "h")
	p := o.page(e.aside)
	e.frame.start = len(p.out)
	if e.skipped {
		return e
	}
	switch e.name {
	case "p", "h":
		e.frame.traits = block
		p.newBlock()
	case "tr", "table-row":
		e.frame.traits = row
		p.sep = '\n'
	case "tc", "table-cell":
		e.frame.traits = cell
	case "br", "cr", "line-break":
		p.lineBreak()
	case "tab", "s":
		p.gap()
	case "noBreakHyphen":
		p.text([]byte("-"))
	}
	return e
}

// isHeading tells that the paragraph that t begins or describes is a heading
// of the first two levels, or the title.
func (o *office) isHeading(t xml.StartElement) bool {
	if o.odt {
		level := attribute(t, "outline-level")
		return t.Name.Local == "h" && (level == "1" || level == "2")
	}
	if t.Name.Local != "pStyle" {
		return false
	}
	switch strings.ToLower(strings.ReplaceAll(attribute(t, "val"), " ", "")) {
	case "title", "heading1", "heading2":
		return true
	}
	return false
}

// isOn reads an on-off property: present means on.
func isOn(t xml.StartElement) bool {
	switch attribute(t, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
