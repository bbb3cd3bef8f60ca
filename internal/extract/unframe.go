package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Unframe gives a rendered document as one to be read by itself: what was seen in its
// frames stands open in their place, in a section each, and no frame loads anything.
func Unframe(doc []byte) []byte {
	var out bytes.Buffer
	var ours []bool // for each open template
	z := newTokens(doc)
	for {
		kind := z.next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		start := kind == html.StartTagToken || kind == html.SelfClosingTagToken
		if !start && kind != html.EndTagToken {
			out.Write(z.raw())
			continue
		}
		tag := z.raw()[1:]
		if !start {
			tag = tag[1:]
		}
		n := nameEnd(tag)
		name, rest := tag[:n], tag[n:]
		switch {
		case start && bytes.EqualFold(name, []byte("template")):
			at := attributes(rest)
			if ours = append(ours, at.frame != nil); at.frame != nil {
				out.WriteString("<section")
				out.Write(rest)
				continue
			}
		case !start && bytes.EqualFold(name, []byte("template")) && len(ours) > 0:
			of := ours[len(ours)-1]
			if ours = ours[:len(ours)-1]; of {
				out.WriteString("</section>")
				continue
			}
		case start && (bytes.EqualFold(name, []byte("iframe")) || bytes.EqualFold(name, []byte("frame"))):
			out.WriteString("<" + strings.ToLower(string(name)))
			writeUnloaded(&out, rest)
			out.WriteString(">")
			continue
		}
		out.Write(z.raw())
	}
}

// writeUnloaded writes the attributes of a start tag, without what they would load.
func writeUnloaded(out *bytes.Buffer, tag []byte) {
	for {
		var k, v []byte
		if k, v, tag = nextAttr(tag); k == nil {
			return
		}
		out.WriteByte(' ')
		if bytes.EqualFold(k, []byte("src")) || bytes.EqualFold(k, []byte("srcdoc")) {
			out.WriteString("data-")
		}
		out.Write(k)
		out.WriteString(`="` + html.EscapeString(string(v)) + `"`)
	}
}
