package extract

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxHTML      = 32 << 20  // bytes of source that are read; what follows is cut off
	maxDepth     = 512       // open elements that are tracked
	maxVisible   = 8 << 20   // bytes of text that are kept of any document
	usualText    = 256 << 10 // bytes of text for which room is made at once
	maxImages    = 500
	maxHeadings  = 500
	maxTitle     = 2 << 10 // bytes
	thinPage     = 50      // words: under this a page may be a shell for scripts
	checkEvery   = 1 << 10 // tokens between two looks at the context
	maxSecondary = 1 << 20 // bytes of noscript text and of scripts looked at in thin pages
)

// readHTML fills doc from src, UTF-8 source. It stops at the end of ctx.
//
// It works on the tokens of x/net/html, with the standard's rules on implied
// end tags and scopes, and builds no tree: a tree costs twice the time, is
// refused beyond 512 open elements, and a few kilobytes of unclosed formatting
// elements make one of gigabytes.
func readHTML(ctx context.Context, doc *Document, src []byte, pageURL string, rendered bool) {
	doc.HTML = src
	base, err := url.Parse(pageURL)
	if err != nil {
		base = &url.URL{}
	}
	p := &page{doc: doc, base: base, ctx: ctx, out: make([]byte, 0, min(len(src), usualText)), span: -1, node: -1, rendered: rendered}
	p.read(src)
	if !rendered && !hasWords(p.out, thinPage) {
		p.useFallback()
		doc.ScriptRedirect = p.scriptRedirect(src)
	}
	p.finish()
}

// page is the state of one pass over a page.
type page struct {
	ctx     context.Context
	doc     *Document
	base    *url.URL
	baseSet bool
	ogTitle string
	onload  string // of body

	rendered bool
	others   int // open frames of other sites

	full bool   // out holds maxVisible: the rest is not read
	name []byte // of the current tag
	out  []byte // view A so far
	sep  byte   // what must stand before the next word: 0, ' ', '\t', '\n'

	stack    []frame
	overflow int    // open elements beyond maxDepth
	hidden   int    // open elements that a reader cannot see into
	svg      int    // open svg elements
	foreign  int    // open foreignObject elements
	texts    int    // open text elements of drawings
	lineAt   []byte // where the newest line in a drawing is, as it says
	pre      int    // open elements that keep white space
	sections int    // open article, main, section, aside and nav elements
	forms    int
	titles   int  // open h1 to h6 elements
	links    int  // open a and button elements
	linked   int  // bytes of out written inside those
	called   int  // length of out after the newest of them
	linkAt   int  // and before it
	joint    int  // 1 + where out stood when an inline element ended and another one began
	unfolds  int  // 1 + where out stood when a button ended that shows the rest
	several  bool // the newest inline element has several words
	parted   int  // 1 + where out stood when the newest inline element ended
	line     lineState
	menus    []stretch // lines made of links alone
	lines    []textLine
	nodes    []node
	node     int32     // innermost open one, -1: none
	level    uint8     // of the newest heading
	fields   []int32   // the nodes around text fields
	answered int32     // 1 + the node of the newest link called "Yes" or "No"
	boxes    []stretch // furniture by its label, its shape or its place

	selects  int    // open select elements
	chosen   bool   // the open select has an option shown
	fallback []byte // raw content of noscript and noframes

	spans []span
	span  int // innermost open one, -1: none

	cellAlt  string // what an image says in the open cell of a table
	images   []picture
	headings []heading

	neighbours []uint32 // where the pages before and behind this one are, as it declares
	headLinks  []headLink
	target     uint32    // of the newest link
	glued      int       // the newest link that begins right behind a word of a heading
	tails      []stretch // of headings: links that are no part of them
}

type picture struct {
	url  string
	span int
}

type heading struct{ start, end int }

// read feeds the tokens of src.
func (p *page) read(src []byte) {
	z := newTokens(src)
	var raw atom.Atom // the element whose raw text comes next
	for n := 1; ; n++ {
		if p.full || n%checkEvery == 0 && p.ctx.Err() != nil {
			break
		}
		switch z.next() {
		case html.ErrorToken:
			p.closeAll()
			return
		case html.TextToken:
			if raw != 0 {
				p.rawText(raw, z)
			} else if p.hidden == 0 && !p.unread() {
				p.text(z.text())
			}
		case html.StartTagToken:
			raw = p.startTag(z.raw(), false)
		case html.SelfClosingTagToken:
			raw = p.startTag(z.raw(), true)
		case html.EndTagToken:
			raw = 0
			name, _ := p.tagName(z.raw()[len("</"):])
			p.endTag(keyOf(name))
		}
	}
	p.closeAll()
}

// rawText takes the content of an element that holds no tags.
func (p *page) rawText(el atom.Atom, z *tokens) {
	switch el {
	case atom.Title:
		if p.doc.Title == "" { // a drawing's is hidden, and does not come here
			p.doc.Title = collapse(z.text(), maxTitle)
		}
	case atom.Noscript, atom.Noframes:
		if len(p.fallback) < maxSecondary {
			p.fallback = append(append(p.fallback, z.raw()...), '\n')
		}
	case atom.Textarea, atom.Xmp, atom.Plaintext:
		// What a text field or an example holds stands before the reader's eyes.
		p.pre++
		p.text(z.text())
		p.pre--
	}
}

// text adds text as a browser lays it out: white space collapses, unless it
// is preformatted. A no-break space counts as white space.
func (p *page) text(b []byte) {
	if room := maxVisible - len(p.out) - 1; len(b) > room {
		b, p.full = b[:wholeWords(b, max(0, room))], true
	}
	start := len(p.out)
	for i := 0; i < len(b); {
		if n := space(b[i:]); n > 0 {
			if p.pre > 0 && len(p.out) > 0 && p.sep == 0 {
				p.out = append(p.out, keptSpace(b[i]))
			} else if p.sep == 0 {
				p.sep = ' '
			}
			i += n
			continue
		}
		// All words up to the next white space that is more than one blank.
		j := i + 1
		for j < len(b) {
			if c := b[j]; c > ' ' && c != 0x7f && c != 0xc2 || c == 0xc2 && space(b[j:]) == 0 {
				j++
			} else if c == ' ' && j+1 < len(b) && space(b[j+1:]) == 0 {
				j += 2
			} else {
				break
			}
		}
		if p.sep == 0 && (p.opensInHeading(b[i:]) || p.joint == len(p.out)+1 && p.partsAt(b[i:])) {
			p.sep = ' '
		}
		if p.sep != 0 {
			if p.sep == '\n' {
				p.endLine()
			}
			if len(p.out) > 0 {
				p.out = append(p.out, p.sep)
			}
			p.sep = 0
		}
		p.out = append(p.out, b[i:j]...)
		p.noteOnLine(b[i:j])
		i = j
	}
	if p.links > 0 {
		p.linked += len(p.out) - start
		p.called = len(p.out)
	}
}

// space gives the length of the white space or control character that b
// starts with, or 0.
func space(b []byte) int {
	switch {
	case b[0] <= ' ' || b[0] == 0x7f:
		return 1
	case b[0] == 0xc2 && len(b) > 1 && b[1] == 0xa0:
		return 2
	}
	return 0
}

func keptSpace(c byte) byte {
	if c == '\n' || c == '\t' {
		return c
	}
	return ' '
}

// newBlock starts a line. A block that opens a table cell stays on its row.
func (p *page) newBlock() {
	if p.sep != '\t' {
		p.sep = '\n'
	}
}

// lineBreak ends the line: once, however many breaks follow.
func (p *page) lineBreak() {
	if p.pre > 0 && len(p.out) > 0 && p.sep == 0 {
		p.out = append(p.out, '\n')
		return
	}
	p.sep = '\n'
}

func (p *page) gap() {
	if p.sep == 0 {
		p.sep = ' '
	}
}

// useFallback reads what a browser without scripts would show, where a page
// shows nearly nothing else. Elsewhere it is not text that a reader sees, and
// one sentence ("please enable JavaScript") never is the page's text.
func (p *page) useFallback() {
	if len(p.fallback) == 0 {
		return
	}
	var doc Document
	sub := &page{doc: &doc, base: p.base, ctx: p.ctx, span: -1, node: -1}
	sub.read(p.fallback)
	if !hasWords(sub.out, thinPage) {
		return
	}
	p.newBlock()
	if len(p.out) > 0 {
		p.out = append(p.out, p.sep)
	}
	p.out = append(p.out, sub.out...)
}

// finish cuts the views and lists out of what was gathered.
func (p *page) finish() {
	if p.doc.Title == "" {
		p.doc.Title = p.ogTitle
	}
	p.endLine()
	p.doc.Visible = string(p.out)
	if p.full {
		p.doc.noteCut()
	}
	p.furnish()
	p.doc.Layout = p.layout()
	for _, h := range p.headings {
		if s := p.headingText(h); s != "" && len(p.doc.Headings) < maxHeadings {
			p.doc.Headings = append(p.doc.Headings, s)
		}
	}
}

// resolve makes a link absolute. It gives "" for what is not http or https.
func (p *page) resolve(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	if b := p.base; b.Host != "" && b.User == nil && b.Opaque == "" && (b.Scheme == "http" || b.Scheme == "https") && isPlainPath(ref) {
		return b.Scheme + "://" + b.Host + ref // what Parse gives, and most links are such
	}
	u, err := p.base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// isPlainPath tells of an absolute path in which nothing has to be cleaned or
// escaped.
func isPlainPath(ref string) bool {
	if ref[0] != '/' {
		return false
	}
	for i := 1; i < len(ref); i++ {
		c := ref[i]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_':
		case c == '/' || c == '.':
			if p := ref[i-1]; p == '/' || p == '.' {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// collapse gives the words of b with one space between, in at most limit bytes.
func collapse(b []byte, limit int) string {
	out := make([]byte, 0, min(len(b), limit))
	for len(b) > 0 && len(out) < limit {
		if n := space(b); n > 0 {
			b = b[n:]
			if len(out) > 0 && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
			continue
		}
		out = append(out, b[0])
		b = b[1:]
	}
	return strings.ToValidUTF8(string(bytes.TrimRight(out, " ")), "")
}

// hasWords tells whether text has at least n words. Where a script writes
// without spaces, each of its letters counts as a word.
func hasWords(text []byte, n int) bool {
	inside := false
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			n--
			inside = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inside {
				n--
			}
			inside = true
		case unicode.IsSpace(r):
			inside = false
		}
		if n <= 0 {
			return true
		}
	}
	return false
}
