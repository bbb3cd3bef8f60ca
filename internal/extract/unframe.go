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

// Unshade gives a rendered document without what stands in closed shadow roots; the very
// bytes where there are none.
func Unshade(doc []byte) []byte {
	if !bytes.Contains(doc, []byte("shadowrootmode=\"closed\"")) {
		return doc
	}
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(doc))
	for deep := 0; ; { // templates open from a closed shadow root on
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := bytes.Clone(z.Raw()) // before TagName, which changes it
		name, more := []byte(nil), false
		if kind == html.StartTagToken || kind == html.EndTagToken {
			name, more = z.TagName()
		}
		template := string(name) == "template"
		if template && kind == html.StartTagToken && (deep > 0 || isClosed(z, more)) {
			deep++
		}
		if deep == 0 {
			out.Write(raw)
		}
		if template && kind == html.EndTagToken && deep > 0 {
			deep--
		}
	}
}

func isClosed(z *html.Tokenizer, more bool) bool {
	for more {
		var k, v []byte
		if k, v, more = z.TagAttr(); string(k) == "shadowrootmode" && string(v) == "closed" {
			return true
		}
	}
	return false
}
