package eval

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// matter is what a reader takes as a page's own: found by the shape of its
// paragraphs, without anything of the program that is measured.
type matter struct {
	r      *rand.Rand
	lang   string
	blocks []block // in order
	text   string  // of all blocks
}

// block is an innermost element with text of its own.
type block struct {
	n    *html.Node
	text string
	part string // "prose", "item", "cell", "head", "caption", "other"
}

var frameWords = regexp.MustCompile(`(?i)cookie|consent|share|social|related|sidebar|newsletter|subscri|comment|breadcrumb|menu|modal|popup|banner|footer|navbar|sr-only|hidden|teaser|promo|recirc|\btoc\b|repl(y|ies)|reaction|dateline|byline|\bmeta`)

// hides tells whether an element is the page's frame, or not seen.
func hides(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Iframe, atom.Button, atom.Select, atom.Textarea, atom.Dialog:
		return !(n.DataAtom == atom.Header && within(n, atom.Article) || n.DataAtom == atom.Form && within(n, atom.Main))
	}
	for _, a := range n.Attr {
		switch v := strings.ToLower(a.Val); a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return v == "true"
		case "style":
			if strings.Contains(strings.ReplaceAll(v, " ", ""), "display:none") {
				return true
			}
		case "role":
			if v == "navigation" || v == "banner" || v == "contentinfo" || v == "dialog" || v == "complementary" {
				return true
			}
		case "class", "id":
			if n.DataAtom != atom.Body && n.DataAtom != atom.Html && frameWords.MatchString(v) {
				return true
			}
		}
	}
	return false
}

func within(n *html.Node, a atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

var blockAtoms = map[atom.Atom]string{atom.P: "prose", atom.Li: "item", atom.Td: "cell", atom.Th: "cell", atom.Dt: "cell", atom.Dd: "cell", atom.H1: "head", atom.H2: "head", atom.H3: "head",
	atom.H4: "head", atom.H5: "head", atom.H6: "head", atom.Figcaption: "caption", atom.Div: "other", atom.Blockquote: "other", atom.Section: "other", atom.Article: "other", atom.Main: "other",
	atom.Table: "other", atom.Tr: "other", atom.Tbody: "other", atom.Ul: "other", atom.Ol: "other", atom.Dl: "other", atom.Figure: "other", atom.Body: "other", atom.Pre: "other", atom.Header: "other", atom.Form: "other", atom.Center: "other"}

// readMatter gives nil where a page has no two paragraphs.
func readMatter(tree *html.Node) *matter {
	var all []block
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && hides(n) {
			return
		}
		leaf := blockAtoms[n.DataAtom] != ""
		for c := range n.Descendants() {
			if leaf && c.Type == html.ElementNode && (blockAtoms[c.DataAtom] != "" || c.DataAtom == atom.Br) {
				leaf = false
			}
		}
		if leaf && n.Type == html.ElementNode {
			if t := strings.Join(strings.Fields(textOf(n)), " "); t != "" {
				part := blockAtoms[n.DataAtom]
				if within(n, atom.Figcaption) {
					part = "caption"
				} else if within(n, atom.Td) || within(n, atom.Th) {
					part = "cell"
				} else if within(n, atom.Li) {
					part = "item"
				}
				all = append(all, block{n, t, part})
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(tree)
	// The innermost element that holds nearly all of the paragraphs.
	weight, total := map[*html.Node]int{}, 0
	isParagraph := func(b block) bool {
		return (b.part == "prose" || b.part == "other") && len(strings.Fields(b.text)) >= 8 && strings.ContainsAny(b.text[len(b.text)-1:], ".!?") && linked(b.n)*2 < len(b.text)
	}
	for _, b := range all {
		if isParagraph(b) {
			total += len(b.text)
			for n := b.n; n != nil; n = n.Parent {
				weight[n] += len(b.text)
			}
		}
	}
	column := tree
	for next := tree; next != nil; {
		column, next = next, nil
		for c := column.FirstChild; c != nil; c = c.NextSibling {
			if weight[c]*100 > total*85 {
				next = c
			}
		}
	}
	first, last, n := -1, -1, 0
	for i, b := range all {
		if isParagraph(b) && contains(column, b.n) {
			if n++; first < 0 {
				first = i
			}
			last = i
		}
	}
	if n < 2 {
		return nil
	}
	m := &matter{}
	for i, b := range all {
		if i < first && b.n.DataAtom == atom.H1 || i >= first && i <= last && contains(column, b.n) {
			m.blocks = append(m.blocks, b)
			m.text += b.text + "\n"
		}
	}
	m.lang = languageOf(m.text)
	return m
}

func contains(n, c *html.Node) bool {
	for ; c != nil; c = c.Parent {
		if c == n {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !inHidden(c, n) {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func inHidden(c, upTo *html.Node) bool {
	for c = c.Parent; c != nil && c != upTo; c = c.Parent {
		if hides(c) {
			return true
		}
	}
	return false
}

func linked(n *html.Node) (sum int) {
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			sum += len(textOf(c))
		}
	}
	return sum
}

func languageOf(text string) string {
	t := " " + strings.ToLower(text[:min(len(text), 20000)]) + " "
	n := func(words ...string) (sum int) {
		for _, w := range words {
			sum += strings.Count(t, " "+w+" ")
		}
		return sum
	}
	best, most := "", 2
	for _, l := range []struct {
		lang  string
		count int
	}{{"en", n("the", "and", "of", "to", "was")}, {"fr", n("le", "la", "les", "des", "et", "une")}, {"ru", n("и", "в", "на", "не", "что", "с")},
		{"kk", n("және", "мен", "үшін", "бұл", "деп", "бір", "туралы")*3 + strings.Count(t, "ң")/4}, {"de", n("der", "die", "und", "das", "von") * 2}} {
		if l.count > most {
			best, most = l.lang, l.count
		}
	}
	return best
}

// spot is a place in a text node.
type spot struct {
	node     *html.Node
	from, to int
}

func (s spot) text() string { return s.node.Data[s.from:s.to] }

// find lists where a pattern stands in blocks of some parts; it is its first
// group that is meant, if it has one.
func (m *matter) find(pattern *regexp.Regexp, parts string, keep func(spot) bool) (list []spot) {
	for _, b := range m.blocks {
		if !strings.Contains(parts, b.part) {
			continue
		}
		for c := range b.n.Descendants() {
			if c.Type != html.TextNode || inHidden(c, b.n) || c.Parent.DataAtom == atom.Sup {
				continue
			}
			for _, at := range pattern.FindAllStringSubmatchIndex(c.Data, -1) {
				s := spot{c, at[0], at[1]}
				if len(at) > 2 && at[2] >= 0 {
					s.from, s.to = at[2], at[3]
				}
				if keep == nil || keep(s) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

func (m *matter) one(list []spot) (spot, bool) {
	if len(list) == 0 {
		return spot{}, false
	}
	return list[m.r.IntN(len(list))], true
}

// put replaces the text of a spot.
func (s spot) put(with string) alter {
	old := s.node.Data
	left, right := old[:s.from], old[s.to:]
	return alter{
		what: fmt.Sprintf("…%s[%s → %s]%s…", lastOf(left, 40), old[s.from:s.to], with, firstOf(right, 40)),
		do:   func() { s.node.Data = left + with + right },
		undo: func() { s.node.Data = old },
	}
}

func lastOf(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[max(0, len(r)-n):])
}

func firstOf(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(n, len(r))])
}
