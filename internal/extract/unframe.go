package extract

import (
	"bytes"

	"golang.org/x/net/html"
)

// Unframe gives a rendered document as one to be read by itself: what was seen in its
// frames stands open in their place, in a section each, and no frame loads anything.
func Unframe(doc []byte) []byte {
	var out bytes.Buffer
	var ours []bool // for each open template
	z := html.NewTokenizer(bytes.NewReader(doc))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := bytes.Clone(z.Raw()) // before Token, which changes it
		t := z.Token()
		start := kind == html.StartTagToken || kind == html.SelfClosingTagToken
		switch {
		case start && t.Data == "template":
			of := false
			for _, a := range t.Attr {
				of = of || a.Key == "data-archiver-frame"
			}
			if ours = append(ours, of); of {
				t.Data, t.Type = "section", html.StartTagToken
				raw = []byte(t.String())
			}
		case kind == html.EndTagToken && t.Data == "template" && len(ours) > 0:
			if ours[len(ours)-1] {
				raw = []byte("</section>")
			}
			ours = ours[:len(ours)-1]
		case start && (t.Data == "iframe" || t.Data == "frame"):
			for i, a := range t.Attr {
				if a.Key == "src" || a.Key == "srcdoc" {
					t.Attr[i].Key = "data-" + a.Key
				}
			}
			raw = []byte(t.String())
		}
		out.Write(raw)
	}
}
