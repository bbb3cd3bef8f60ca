package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Furniture is what a page carries beside its text: navigation, footers, share
// buttons, cookie banners, adverts. It is known by element, landmark role, and
// the words in class and id. Names lie, so what only its name gives away must
// not wrap most of the page, and what is named for lists of links must be one.

// guise is what an element looks like from outside.
type guise uint8

const (
	plain    guise = iota
	linkList       // named for navigation: furniture if it is made of links
	box            // another name, or a form control: unless it wraps the page
	notice         // named for a note on the site itself: if it is short, and tells nothing of the document
	landmark       // by its element or role: always
	drawing        // what is written in one: always, unless it is the page
	foreign        // another site's frame: see sift
)

const maxSpans = 20000

// maxNotice is how many bytes a notice of the site has at most.
const maxNotice = 400

// aboutDocument are beginnings of words by which a notice tells what became of
// the document: it was withdrawn, corrected, replaced.
var aboutDocument = [][]byte{
	[]byte("withdraw"), []byte("supersed"), []byte("replaced"), []byte("out of date"), []byte("no longer"), []byte("correct"), []byte("amend"), []byte("retract"), []byte("clarif"),
	[]byte("obsolete"), []byte("archived"), []byte("repeal"), []byte("this version"), []byte("updated to"),
	[]byte("утрат"), []byte("отмен"), []byte("исправ"), []byte("уточн"), []byte("поправ"), []byte("опроверг"), []byte("опроверж"), []byte("недейств"), []byte("заменен"), []byte("устарел"),
	[]byte("күшін жой"), []byte("күші жой"), []byte("түзет"), []byte("ескірген"), []byte("жарамсыз"),
	[]byte("abrog"), []byte("retir"), []byte("rectif"), []byte("corrig"), []byte("annul"), []byte("remplac"), []byte("caduc"), []byte("périm"), []byte("erratum"), []byte("modifié"),
}

func tellsOfDocument(text []byte) bool {
	text = bytes.ToLower(text)
	for _, w := range aboutDocument {
		if bytes.Contains(text, w) {
			return true
		}
	}
	return false
}

// span is a stretch of view A that looks like furniture.
type span struct {
	parent     int // index of the span around it, -1: none
	start, end int // in out
	linked     int // bytes of it inside links and buttons
	guise      guise
	holdsMain  bool // the page's main element is inside
	dropped    bool
}

// openSpan notes that a visible element begins, if it may be furniture.
func (p *page) openSpan(f *frame, a atom.Atom, at *attrs) {
	if a == atom.Main || bytes.Equal(at.role, []byte("main")) {
		for i := p.span; i >= 0 && p.spans[i].guise != foreign; i = p.spans[i].parent {
			p.spans[i].holdsMain = true
		}
		return
	}
	g := p.guiseOf(a, at)
	if g == plain || p.selects > 0 && a != atom.Select || len(p.spans) == maxSpans {
		return
	}
	f.flags |= isSpan
	p.spans = append(p.spans, span{parent: p.span, start: len(p.out), linked: p.linked, guise: g})
	p.span = len(p.spans) - 1
}

func (p *page) closeSpan() {
	s := &p.spans[p.span]
	s.end = max(s.start, len(p.out))
	s.linked = p.linked - s.linked
	p.span = s.parent
}

func (p *page) guiseOf(a atom.Atom, at *attrs) guise {
	if p.isFrame(a, at) && isOther(at) {
		return foreign
	}
	if p.svg > 0 && p.foreign == 0 {
		if a == atom.Svg && p.svg == 1 {
			return drawing
		}
		return plain
	}
	if p.titles > 0 {
		// A heading is text, also as a button that opens a chapter, but not what
		// a button behind its words does.
		if a == atom.Button && p.line.told && p.line.level > 0 && p.sep != '\n' {
			return box
		}
		return plain
	}
	if at.standIn && len(p.stack) > 0 && p.stack[len(p.stack)-1].key.custom() {
		return landmark // AMP's placeholder and fallback: gone once the embedded thing shows itself
	}
	switch a {
	case atom.Nav:
		return landmark
	case atom.Header, atom.Footer:
		// Inside a section they are that section's own: its title, its notes.
		if p.sections == 0 {
			return landmark
		}
	case atom.Aside:
		if p.sections == 0 {
			return box
		}
		return linkList // a note of the section's own, or links to others
	case atom.Form, atom.Button, atom.Select, atom.Dialog:
		return box
	case atom.Marquee:
		return notice
	case atom.Article, atom.Option, atom.Optgroup:
		return plain
	}
	switch string(at.role) {
	case "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar":
		return landmark
	case "complementary", "form", "dialog", "alertdialog", "tooltip":
		return box
	}
	return max(guiseByName(at.class, false), guiseByName(at.id, true))
}

// guiseByName looks for the words of furniture in a class or id. An id may
// also be the anchor of a chapter ("#cookies", "#sharing"), so there one word
// that is a subject as well does not suffice.
func guiseByName(name []byte, id bool) guise {
	var buf, last [16]byte
	var found guise
	n, lastLen, subjects := 0, 0, 0
	for i := 0; i <= len(name); i++ {
		var c byte
		if i < len(name) {
			c = name[i]
		}
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if letter && (n == 0 || 'a' <= c || 'A' <= name[i-1] && name[i-1] <= 'Z') {
			if n < len(buf) {
				buf[n] = lower(c)
			}
			n++
			continue
		}
		if n > 0 {
			word, before := buf[:min(n, len(buf))], last[:lastLen]
			if n <= len(buf) && !negates(before) {
				g, subject := guiseOfWord(word)
				if subject && n < 4 && !alone(name, i-n, i) {
					g, subject = plain, false
				}
				if subject {
					subjects++
				}
				if !subject || !id || subjects > 1 {
					found = max(found, g)
				}
			}
			if forScreenReaders(before, word) {
				return box
			}
			last, lastLen = buf, len(word)
			n = 0
		}
		if letter {
			buf[0], n = lower(c), 1
		} else if c == ' ' {
			lastLen = 0
		}
	}
	return found
}

// alone tells whether a word of two or three letters stands by itself in a name, or as
// a part of one that people write so ("adSlot", "topAd", "ad1"). In a name that a program
// made up, such letters stand by chance ("css-1ad9f", "jAdQ7").
func alone(name []byte, from, to int) bool {
	start, end := from, to
	for start > 0 && alnum(name[start-1]) {
		start--
	}
	for end < len(name) && alnum(name[end]) {
		end++
	}
	lowered := func(i int) bool { return i >= start && i < end && 'a' <= name[i] && name[i] <= 'z' }
	for i := start; i < end; i++ {
		if c := name[i]; '0' <= c && c <= '9' {
			number := len(bytes.Trim(name[to:end], "0123456789")) == 0 && end-to <= 3
			return number && start == from && (start == 0 || name[start-1] == ' ')
		}
	}
	return (from == start || lowered(from-1) && lowered(from-2)) && (to == end || lowered(to+1))
}

func alnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// guiseOfWord knows the words. A subject is one that a text may be about.
func guiseOfWord(word []byte) (g guise, subject bool) {
	switch string(word) {
	case "nav", "navbar", "navigation", "navmenu", "subnav", "topnav", "sidenav", "menu", "menus", "submenu", "megamenu",
		"dropdown", "breadcrumb", "breadcrumbs", "crumbs", "topbar", "toolbar", "masthead", "pagination", "pager", "paginator",
		"skip", "skiplink", "skiplinks", "offcanvas", "hamburger", "switcher", "addthis", "addtoany", "sharethis":
		return linkList, false
	case "sidebar", "sidebars", "footer", "foot", "pied", "colophon", "copyright", "entete", "shapka", "modal", "popup", "popover", "tooltip", "banner", "banners",
		"comments", "comment", "commentlist", "commentform", "reply", "replies", "respond", "disqus", "commentaires", "commentaire", "kommentarii", "onetrust", "cookiebar", "adsense", "podval", "reklama":
		return box, false
	case "notice", "alert", "announcement", "ticker", "breaking", "flash", "infobar", "feedback", "survey", "paywall", "meter", "regwall", "metering", "fundraiser", "donation", "donate", "polls", "callout", "bandeau", "avertissement", "sondage", "opros":
		return notice, true
	case "share", "sharing", "social", "socials", "related", "recommended", "recommendations", "trending":
		return linkList, true
	case "partage", "partages", "reseaux", "ariane", "filariane", "kroshki", "hlebnye", "menyu", "podelitsya", "populyarnoe", "pohozhie":
		return linkList, false
	case "pub", "pubs", "publicite", "annonce", "annonces", "reklamnyj", "jarnama":
		return box, true
	case "cookie", "cookies", "gdpr", "consent", "ad", "ads", "advert", "adverts", "advertisement", "advertising",
		"sponsored", "sponsor", "promo", "promos", "promoted", "newsletter", "newsletters", "subscribe", "signup":
		return box, true
	}
	return plain, false
}

// negates tells that a word tells of furniture elsewhere: "has-sidebar".
func negates(word []byte) bool {
	switch string(word) {
	case "no", "has", "with", "without":
		return true
	}
	return false
}

// forScreenReaders knows the usual names of text that is not shown.
func forScreenReaders(before, word []byte) bool {
	switch string(before) {
	case "sr":
		return string(word) == "only"
	case "visually":
		return string(word) == "hidden"
	case "screen":
		return string(word) == "reader"
	}
	return false
}

// furnish decides which spans are furniture, and makes view B and the list of
// images without them.
func (p *page) furnish() {
	p.decide()
	all := len(p.out) - p.sift()
	if kept := p.kept(); kept*3 < all && !p.mainSpeaks() {
		// Most of the page is gone. Where its longest block went too, and is
		// no list of links, a box was misnamed.
		if i := p.spanAt(p.longestLine()); i >= 0 && p.spans[i].linked*2 < p.spans[i].end-p.spans[i].start && !p.foreignAt(i) {
			p.showDrawings(i)
			for ; i >= 0; i = p.spans[i].parent {
				p.spans[i].guise = plain
			}
			p.decide()
		}
	}
	p.structure()
	p.dropHeadLinks()
	p.doc.Main = p.main()
	for _, img := range p.images {
		if img.span < 0 || !p.spans[img.span].dropped {
			p.doc.Images = append(p.doc.Images, img.url)
		}
	}
}

// mainSpeaks tells whether a sentence is kept of what the page marks as its main text, or
// as its only article: then it is short, and nothing was misnamed.
func (p *page) mainSpeaks() bool {
	var main *node
	for i := range p.nodes {
		switch n := &p.nodes[i]; {
		case n.kind == isMain || n.kind == isArticle && main == nil:
			main = n
		case n.kind == isArticle && main.kind == isArticle:
			return false
		}
	}
	if main == nil {
		return false
	}
	for i, left := 0, maxLabels; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.start < main.start || l.end > main.end || l.level > 0 || l.linked > 0 || !closes(p.out[l.start:l.end]) {
			continue
		}
		left--
		if at := p.spanAt(l.start); at < 0 || !p.spans[at].dropped {
			return true
		}
	}
	return false
}

// closes tells whether a line ends as sentences do, in every script.
func closes(line []byte) bool {
	r, _ := utf8.DecodeLastRune(line)
	return endsSentence(line) || unicode.Is(unicode.STerm, r)
}

func (p *page) decide() {
	for i := range p.spans {
		s := &p.spans[i]
		size := s.end - s.start
		switch {
		case s.parent >= 0 && p.spans[s.parent].dropped:
			s.dropped = true
		case s.holdsMain || s.guise == plain:
			s.dropped = false
		case s.guise == foreign:
			s.dropped = true
		case s.guise == linkList:
			s.dropped = s.linked*4 >= size
		case s.guise == notice:
			s.dropped = size <= maxNotice && size*4 <= len(p.out) && !tellsOfDocument(p.out[s.start:s.end])
		case s.guise == box:
			s.dropped = size*2 <= len(p.out) || s.linked*2 >= size
		default:
			s.dropped = true
		}
	}
}

// outermost tells that s is dropped and nothing around it is.
func (p *page) outermost(s *span) bool {
	return s.dropped && (s.parent < 0 || !p.spans[s.parent].dropped)
}

func (p *page) kept() int {
	kept := len(p.out)
	for i := range p.spans {
		if s := &p.spans[i]; p.outermost(s) {
			kept -= s.end - s.start
		}
	}
	return kept
}

// longestLine gives the offset of the longest line of view A.
func (p *page) longestLine() int {
	best, length := 0, -1
	for start := 0; start < len(p.out); {
		n := bytes.IndexByte(p.out[start:], '\n')
		if n < 0 {
			n = len(p.out) - start
		}
		if n > length {
			best, length = start, n
		}
		start += n + 1
	}
	return best
}

// spanAt gives the innermost span around an offset, or -1.
func (p *page) spanAt(off int) int {
	for i := len(p.spans) - 1; i >= 0; i-- {
		if p.spans[i].start <= off && off < p.spans[i].end {
			return i
		}
	}
	return -1
}

// main is view A without what is dropped. A stretch begins before the white
// space in front of it, so what is left joins as if it had not been there.
func (p *page) main() string {
	dropped := p.dropped()
	if len(dropped) == 0 {
		return p.doc.Visible
	}
	var out strings.Builder
	out.Grow(len(p.out))
	from, lineEnds := 0, false
	write := func(to int) {
		if lineEnds && from < to && p.out[from] == ' ' {
			out.WriteByte('\n') // the rest of a line goes on with no other
			from++
		}
		lineEnds = lineEnds && from == to
		out.Write(p.out[from:to])
	}
	for _, s := range dropped {
		write(s.start)
		from, lineEnds = s.end, lineEnds || bytes.IndexByte(p.out[s.start:s.end], '\n') >= 0
	}
	write(len(p.out))
	return strings.TrimLeft(out.String(), " \t\n")
}
