package fetch

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// kind is what a requisite is to its page. Lower kinds are fetched first, so
// that limits cost the page what it misses least.
type kind uint8

const (
	sheet kind = iota // style sheets: read for what they load in turn
	frame             // documents shown inside the page
	script
	image // img src, poster, background, object, url() of the page itself
	icon
	variant // srcset candidates: other sizes of an image
	kinds
)

// need is one thing that a page loads to be shown.
type need struct {
	url  *url.URL
	kind kind
}

// maxRefs and maxRefBytes cap the references taken from one document, before
// limits on what is fetched apply: a long base makes short ones long.
const (
	maxRefs     = 5_000
	maxRefBytes = 4 << 20
)

// maxWeight caps what of one document is made a tree of: an element weighs what it
// takes there in units of an attribute, of which an element takes as much as eight.
// A page of nothing but the shortest of them takes eighty times its size.
const (
	maxWeight     = 1 << 20
	elementWeight = 8
)

// needs finds what a page loads of its own accord: images and their variants,
// style sheets, scripts, icons, frames, embedded objects, url() and @import of
// its style elements and attributes. Not: what needs a click (links, forms,
// downloads), audio and video (their poster is taken), what its scripts would
// load, and what its frames load in turn.
//
// page is where the document came from; its base element counts. Each address
// is named once, at its lowest kind.
func needs(page *url.URL, doc []byte) []need {
	c := collect{base: page, at: make(map[string]int)}
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(prune(doc)))
	if err != nil { // prune leaves nothing that nests
		return nil
	}
	d.Find("base[href]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		u, err := resolve(c.base, s.AttrOr("href", ""))
		if err == nil {
			c.base = u
		}
		return err != nil // browsers take the first, and so do we
	})
	d.Find("*").Each(func(_ int, s *goquery.Selection) { c.element(s) })
	return c.found
}

// prune reduces a page to the elements that may load something, side by side.
// A tree of the whole page costs many times the search for them, fails on
// deep nesting, and nothing here asks who is inside whom: templates aside,
// which are not shown. An element that only has a style or a background comes
// out as a div, since a table cell without its table would be dropped.
func prune(doc []byte) []byte {
	var out bytes.Buffer
	templates, weight := 0, 0
	for s := (tags{doc: doc}); ; {
		t, ok := s.next()
		if !ok {
			return out.Bytes()
		}
		name := string(t.name)
		if t.end {
			if name == "template" {
				templates = max(templates-1, 0)
			}
			continue
		}
		// The text of a noscript is tags like any other: it is shown to
		// readers of a snapshot without scripts.
		text := s.text(name)
		if name == "template" {
			templates++
		}
		if templates > 0 {
			continue
		}
		before, after := "", ""
		switch name {
		case "img", "source", "input", "embed", "base", "link":
		case "script", "style", "video", "iframe", "object":
			after = "</" + name + ">"
		case "frame":
			name, after = "iframe", "</iframe>"
		case "image", "feimage", "use":
			before, after = "<svg>", "</"+name+"></svg>"
		default:
			if !mayLoad(t.rest) {
				continue
			}
			name, after = "div", "</div>"
		}
		if weight += elementWeight + len(before) + attributesMost(t.rest); weight > maxWeight {
			return out.Bytes()
		}
		out.WriteString(before)
		out.WriteByte('<')
		out.WriteString(name)
		out.Write(t.rest)
		if name == "style" {
			out.Write(text)
		}
		out.WriteString(after)
	}
}

// attributesMost is how many attributes a tag has at most: each stands behind a space,
// a slash or the value before it, which ends with a quote.
func attributesMost(attrs []byte) (n int) {
	for _, c := range attrs {
		if c <= ' ' || c == '/' || c == '"' || c == '\'' {
			n++
		}
	}
	return n
}

// mayLoad says whether attributes may include a style with a function, or a
// background. It may err on the side of yes.
func mayLoad(attrs []byte) bool {
	return bytes.ContainsAny(attrs, "(&") && containsFold(attrs, "style") || containsFold(attrs, "background")
}

// containsFold looks for a word in lower case, in any case.
func containsFold(b []byte, word string) bool {
	for i := 0; i+len(word) <= len(b); i++ {
		if b[i]|0x20 == word[0] && strings.EqualFold(string(b[i:i+len(word)]), word) {
			return true
		}
	}
	return false
}

// collect gathers needs, each address once.
type collect struct {
	base  *url.URL
	found []need
	at    map[string]int
	size  int // of the addresses found
}

func (c *collect) add(ref string, k kind) {
	ref = strings.TrimSpace(ref)
	if !isLoadable(ref) || len(c.found) >= maxRefs || c.size >= maxRefBytes {
		return
	}
	u, err := resolve(c.base, ref)
	if err != nil {
		return
	}
	key := u.String()
	if i, ok := c.at[key]; ok {
		c.found[i].kind = min(c.found[i].kind, k)
		return
	}
	c.at[key] = len(c.found)
	c.size += len(key)
	c.found = append(c.found, need{u, k})
}

func (c *collect) css(text string) {
	refs := scanCSS(text, maxRefs)
	for _, r := range refs.imports {
		c.add(r, sheet)
	}
	for _, r := range refs.urls {
		c.add(r, image)
	}
}

// element adds what one element loads.
func (c *collect) element(s *goquery.Selection) {
	attr := func(name string) string { return s.AttrOr(name, "") }
	if style := attr("style"); strings.Contains(style, "(") {
		c.css(style)
	}
	c.add(attr("background"), image)
	switch goquery.NodeName(s) {
	case "img":
		src := attr("src")
		if !isLoadable(strings.TrimSpace(src)) { // a lazy image: nothing or an inline dot holds its place
			for _, k := range []string{"data-src", "data-original", "data-lazy-src"} {
				if src = attr(k); src != "" {
					break
				}
			}
		}
		c.add(src, image)
		c.candidates(attr("srcset"))
		c.candidates(attr("data-srcset"))
	case "source": // of a picture; one of audio or video has no srcset
		c.candidates(attr("srcset"))
		c.candidates(attr("data-srcset"))
	case "input":
		if strings.EqualFold(attr("type"), "image") {
			c.add(attr("src"), image)
		}
	case "video":
		c.add(attr("poster"), image)
	case "image", "feImage", "use":
		c.add(attr("href"), image) // xlink:href too: the parser splits off the prefix
	case "script":
		if isScript(attr("type")) {
			c.add(attr("src"), script)
		}
	case "style":
		c.css(s.Text())
	case "link":
		c.link(attr)
	case "iframe":
		c.add(attr("src"), frame)
	case "object":
		c.add(attr("data"), image)
	case "embed":
		c.add(attr("src"), image)
	}
}

func (c *collect) link(attr func(string) string) {
	href := attr("href")
	for rel := range strings.FieldsSeq(strings.ToLower(attr("rel"))) {
		switch rel {
		case "stylesheet":
			c.add(href, sheet)
			return
		case "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon":
			c.add(href, icon)
			return
		case "preload", "modulepreload":
			switch as := strings.ToLower(attr("as")); {
			case as == "style":
				c.add(href, sheet)
			case as == "script" || as == "" && rel == "modulepreload":
				c.add(href, script)
			case as == "image" || as == "font":
				c.add(href, image)
				c.candidates(attr("imagesrcset"))
			}
			return
		}
	}
}

func (c *collect) candidates(set string) {
	for _, ref := range parseSrcset(set) {
		c.add(ref, variant)
	}
}

// isScript says whether a script element's type is one that is loaded: not
// JSON, templates and other data.
func isScript(typ string) bool {
	typ = strings.ToLower(strings.TrimSpace(typ))
	return typ == "" || typ == "module" || strings.Contains(typ, "javascript") || strings.Contains(typ, "ecmascript")
}

// parseSrcset splits a srcset attribute into its addresses, as
// https://html.spec.whatwg.org/#parse-a-srcset-attribute does: commas stand in
// addresses too, so an address ends at white space, or at a comma that is its
// last character.
func parseSrcset(s string) []string {
	var out []string
	for len(out) < maxRefs {
		s = strings.TrimLeft(s, " \t\n\r\f,")
		if s == "" {
			break
		}
		ref := s
		if n := strings.IndexAny(s, " \t\n\r\f"); n >= 0 {
			ref = s[:n]
		}
		s = s[len(ref):]
		if trimmed := strings.TrimRight(ref, ","); trimmed != ref {
			out = append(out, trimmed)
			continue
		}
		out = append(out, ref)
		// The descriptor, to the next comma outside parentheses.
		depth := 0
		end := len(s)
	descriptor:
		for i := 0; i < len(s); i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			case ',':
				if depth <= 0 {
					end = i + 1
					break descriptor
				}
			}
		}
		s = s[end:]
	}
	return out
}
