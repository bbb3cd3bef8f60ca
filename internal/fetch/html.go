package fetch

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
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
	root, err := html.ParseWithOptions(bytes.NewReader(doc), html.ParseOptionEnableScripting(false))
	if err != nil { // nested too deep for a tree: tokens will do
		c.tokens(doc)
		return c.found
	}
	sel := goquery.NewDocumentFromNode(root).FindMatcher(loading{})
	for _, n := range sel.Nodes {
		if n.Data == "base" {
			c.setBase(attr(n.Attr, "href"))
		}
	}
	for _, n := range sel.Nodes {
		text := ""
		if n.Data == "style" && n.FirstChild != nil {
			text = n.FirstChild.Data
		}
		parent := ""
		if n.Parent != nil {
			parent = n.Parent.Data
		}
		c.element(n.Data, parent, n.Attr, text)
	}
	return c.found
}

// loading is the goquery matcher for elements that may load something. One walk
// over the tree costs a tenth of the selectors that would say the same.
type loading struct{}

func (loading) Match(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "img", "source", "link", "script", "style", "input", "video", "image", "feImage", "use",
		"iframe", "frame", "object", "embed", "base":
		return true
	}
	for i := range n.Attr {
		if k := n.Attr[i].Key; k == "style" || k == "background" {
			return true
		}
	}
	return false
}

// MatchAll leaves templates out: nothing in them is shown or loaded.
func (m loading) MatchAll(root *html.Node) []*html.Node {
	var out []*html.Node
	for n := root; n != nil; {
		if m.Match(n) {
			out = append(out, n)
		}
		if n.FirstChild != nil && !(n.Type == html.ElementNode && n.Data == "template") {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return out
}

func (m loading) Filter(in []*html.Node) []*html.Node {
	var out []*html.Node
	for _, n := range in {
		if m.Match(n) {
			out = append(out, n)
		}
	}
	return out
}

// collect gathers needs, each address once.
type collect struct {
	base    *url.URL
	hasBase bool
	found   []need
	at      map[string]int
	size    int // of the addresses found
}

// setBase takes the first base element, as browsers do.
func (c *collect) setBase(href string) {
	if c.hasBase || href == "" {
		return
	}
	if u, err := resolve(c.base, href); err == nil {
		c.base, c.hasBase = u, true
	}
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

// element adds what one element loads. text is the content of a style element.
func (c *collect) element(tag, parent string, attrs []html.Attribute, text string) {
	for i := range attrs {
		switch a := &attrs[i]; a.Key {
		case "style":
			if strings.Contains(a.Val, "(") {
				c.css(a.Val)
			}
		case "background":
			c.add(a.Val, image)
		}
	}
	switch tag {
	case "img":
		src := attr(attrs, "src")
		if !isLoadable(strings.TrimSpace(src)) { // a lazy image: its place is taken by nothing or an inline dot
			for _, k := range []string{"data-src", "data-original", "data-lazy-src"} {
				if src = attr(attrs, k); src != "" {
					break
				}
			}
		}
		c.add(src, image)
		c.srcset(attrs)
	case "source":
		if parent != "audio" && parent != "video" {
			c.srcset(attrs)
		}
	case "input":
		if strings.EqualFold(attr(attrs, "type"), "image") {
			c.add(attr(attrs, "src"), image)
		}
	case "video":
		c.add(attr(attrs, "poster"), image)
	case "image", "feImage", "feimage", "use":
		c.add(attr(attrs, "href"), image) // xlink:href too: the parser splits off the prefix
		c.add(attr(attrs, "xlink:href"), image)
	case "script":
		if isScript(attr(attrs, "type")) {
			c.add(attr(attrs, "src"), script)
		}
	case "style":
		c.css(text)
	case "link":
		c.link(attrs)
	case "iframe", "frame":
		c.add(attr(attrs, "src"), frame)
	case "object":
		c.add(attr(attrs, "data"), image)
	case "embed":
		c.add(attr(attrs, "src"), image)
	}
}

func (c *collect) link(attrs []html.Attribute) {
	href := attr(attrs, "href")
	if href == "" && attr(attrs, "imagesrcset") == "" {
		return
	}
	for rel := range strings.FieldsSeq(strings.ToLower(attr(attrs, "rel"))) {
		switch rel {
		case "stylesheet":
			c.add(href, sheet)
			return
		case "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon":
			c.add(href, icon)
			return
		case "preload", "modulepreload":
			switch as := strings.ToLower(attr(attrs, "as")); {
			case as == "style":
				c.add(href, sheet)
			case as == "script" || as == "" && rel == "modulepreload":
				c.add(href, script)
			case as == "image" || as == "font":
				c.add(href, image)
				c.candidates(attr(attrs, "imagesrcset"))
			}
			return
		}
	}
}

func (c *collect) srcset(attrs []html.Attribute) {
	c.candidates(attr(attrs, "srcset"))
	c.candidates(attr(attrs, "data-srcset"))
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

// tokens does the work without a tree.
func (c *collect) tokens(doc []byte) {
	z := html.NewTokenizer(bytes.NewReader(doc))
	var stack string // the media element we are in, if any
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == stack {
				stack = ""
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			text := ""
			switch t.Data {
			case "base":
				c.setBase(attr(t.Attr, "href"))
				continue
			case "audio", "video":
				stack = t.Data
			case "style":
				if z.Next() == html.TextToken {
					text = string(z.Text())
				}
			}
			c.element(t.Data, stack, t.Attr, text)
		}
	}
}

func attr(attrs []html.Attribute, key string) string {
	for i := range attrs {
		if attrs[i].Key == key {
			return attrs[i].Val
		}
	}
	return ""
}
