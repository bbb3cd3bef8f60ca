package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A short link that comes behind each heading does something with its chapter:
// it edits it, copies its address, leads back to the top. It is no part of the
// heading, however it is called, and another template gives it another name.

const (
	maxHeadLinks  = 2000
	mostHeadLink  = 48 // bytes of such links of one heading
	leastHeadings = 2  // that have the same
)

// headLink is a link in a heading, or on a line of its own.
type headLink struct {
	start, end int  // in out
	apart      bool // its first word follows a word of the heading without white space
	target     uint32
}

// ownPage is the target of links that stay on the page, and of buttons.
const ownPage = 0

// noteTarget takes in where the link leads that begins now.
func (p *page) noteTarget(at *attrs) {
	p.target = targetOf(at.href)
	if p.target != ownPage && (isNeighbour(at.rel) || slices.Contains(p.neighbours, p.target)) {
		p.line.beside = p.line.link
	}
}

// targetOf is a hash of where a link leads.
func targetOf(href []byte) uint32 {
	if len(href) == 0 || href[0] == '#' {
		return ownPage
	}
	h := uint32(2166136261)
	for _, c := range href {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// noteHeadLink takes in a link that began at an offset and ends now, if it may
// be one that comes with headings.
func (p *page) noteHeadLink(start int) {
	if n := len(p.out) - start; n <= 0 || n > mostHeadLink || len(p.headLinks) == maxHeadLinks {
		return
	}
	p.headLinks = append(p.headLinks, headLink{start, len(p.out), p.glued == p.line.link, p.target})
}

// opensInHeading tells whether what comes next are the first words of a link in
// a heading, right behind a word: two words, which style sheets set apart.
func (p *page) opensInHeading(next []byte) bool {
	if p.titles == 0 || p.links == 0 || p.line.last == p.line.link || len(p.out) == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRune(p.out)
	after, _ := utf8.DecodeRune(next)
	if !isWordRune(before) || !unicode.IsLetter(after) {
		return false
	}
	p.glued = p.line.link
	return true
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// tailOf gives the end of a heading's line that is links and signs, and where
// the first of them leads; an empty one if there is none that is set apart from
// the words before it by a sign, or by a style sheet alone.
func (p *page) tailOf(l *textLine, links []headLink) (tail stretch, target uint32) {
	end := l.end
	for i := len(links) - 1; i >= 0; i-- {
		k := links[i]
		if k.start < l.start || hasWord(p.out[min(k.end, end):end]) {
			break
		}
		end = min(end, k.start)
		head := bytes.TrimRightFunc(p.out[l.start:k.start], func(r rune) bool { return unicode.IsSpace(r) || setsApart(r) })
		if k.apart || bytes.ContainsFunc(p.out[l.start+len(head):k.start], setsApart) {
			tail, target = stretch{l.start + len(head), l.end}, k.target
		}
	}
	if tail.end == 0 || !hasWord(p.out[l.start:tail.start]) {
		return stretch{}, 0
	}
	return tail, target
}

// setsApart knows the signs before what is no part of a sentence: a square
// bracket, a picture. Round ones and dashes stand within headings.
func setsApart(r rune) bool { return r == '[' || r >= 0x2190 && unicode.IsSymbol(r) }

// bareLinks tells whether a line is links and signs alone, and where the first
// leads.
func (p *page) bareLinks(l *textLine, links []headLink) (ok bool, target uint32) {
	if l.level > 0 || len(links) == 0 || hasCell(p.out[l.start:l.end]) {
		return false, 0
	}
	from := l.start
	for _, k := range links {
		if k.start < l.start || hasWord(p.out[from:max(from, k.start)]) {
			return false, 0
		}
		from = max(from, k.end)
	}
	return !hasWord(p.out[min(from, l.end):l.end]), links[0].target
}

// dropHeadLinks takes the links that come behind headings out of both views, so
// that the text goes on as if there were none: the same words at
// least twice, each time with a target of its own or none. Of a place or a
// person that several headings name all links lead to the same.
func (p *page) dropHeadLinks() {
	type found struct {
		at      []stretch
		targets map[uint32]bool
		same    bool // two lead to the same place
	}
	var all map[string]*found
	next := 0
	for i := range p.lines {
		l := &p.lines[i]
		for next < len(p.headLinks) && p.headLinks[next].end <= l.start {
			next++
		}
		to := next
		for to < len(p.headLinks) && p.headLinks[to].end <= l.end {
			to++
		}
		links := p.headLinks[next:to]
		if len(links) == 0 {
			continue
		}
		at, target := stretch{}, uint32(ownPage)
		if l.level > 0 {
			at, target = p.tailOf(l, links)
		} else if i > 0 && p.lines[i-1].level > 0 {
			if ok, to := p.bareLinks(l, links); ok {
				at, target = stretch{l.start, l.end}, to
			}
		}
		text := p.out[at.start:at.end]
		if len(text) == 0 || len(text) > mostHeadLink || bytes.ContainsAny(text, "0123456789") || tellsOfDocument(text) {
			continue
		}
		key := string(labelKey(nil, text))
		if key == "" {
			continue
		}
		if all == nil {
			all = map[string]*found{}
		}
		f := all[key]
		if f == nil {
			f = &found{targets: map[uint32]bool{}}
			all[key] = f
		}
		f.at = append(f.at, at)
		f.same = f.same || target != ownPage && f.targets[target]
		f.targets[target] = true
	}
	for _, f := range all {
		if len(f.at) >= leastHeadings && !f.same {
			for _, s := range f.at {
				p.drop(s.start, s.end)
				p.tails = append(p.tails, s)
			}
		}
	}
	if len(p.tails) > 0 {
		slices.SortFunc(p.tails, func(a, b stretch) int { return a.start - b.start })
		p.doc.Visible = p.withoutTails()
	}
}

// withoutTails is view A without these links. Its lines are as many as before:
// of one that is nothing else the line end stays.
func (p *page) withoutTails() string {
	var out strings.Builder
	out.Grow(len(p.out))
	from := 0
	for _, s := range p.tails {
		out.Write(p.out[from:s.start])
		if s.start < len(p.out) && p.out[s.start] == '\n' {
			out.WriteByte('\n')
		}
		from = s.end
	}
	out.Write(p.out[from:])
	return out.String()
}

// headingText is a heading without the links behind it.
func (p *page) headingText(h heading) string {
	for _, s := range p.tails {
		if s.start >= h.start && s.end <= h.end {
			return collapse(p.out[h.start:s.start], maxTitle)
		}
	}
	return collapse(p.out[h.start:h.end], maxTitle)
}
