package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// What names do not give away about furniture, the page's structure does: a
// box that begins with a label ("Comments", "Ещё по теме"), a thread of signed
// remarks, a field to type one's address into, and what stands outside of the
// column in which the running text stands.

// node is an element that holds lines.
type node struct {
	parent     int32
	start, end int // in out
	kind       nodeKind
	class      uint32 // of a name: siblings of one kind share it
	weight     int    // bytes of running text inside
}

type nodeKind uint8

const (
	isBox nodeKind = iota // may be the column
	isMain
	isArticle
	isCell // of a table that may be there for the layout
	isTable
	isInner // a list, a quotation: part of a column
	isFormBox
)

// textLine is a line of view A that has words.
type textLine struct {
	start, end int
	linked     int // bytes of it inside links and buttons
	node       int32
	level      uint8 // of the heading it is, or 0
	words      int
	weight     int  // bytes that count as running text
	dropped    bool // in a box that its name gave away
}

// Bounds of what is looked at, so that a page made to be slow is not.
const (
	maxLines  = 50000
	manyWords = 41  // of a line: more are not counted
	maxFields = 200 // text fields and calls to act
	maxLabels = 200
	maxGroups = 50
	maxClimb  = 8  // boxes around a text field
	maxKept   = 20 // lines kept beside the column
)

func (p *page) openNode(f *frame, a atom.Atom, at *attrs) {
	var k nodeKind
	switch a {
	case atom.Div, atom.Section, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Center, atom.Details, atom.Fieldset:
	case atom.Main:
		k = isMain
	case atom.Article:
		k = isArticle
	case atom.Td, atom.Th:
		k = isCell
	case atom.Table:
		k = isTable
	case atom.Form:
		k = isFormBox
	case atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Blockquote, atom.Figure:
		k = isInner
	default:
		return
	}
	if len(p.nodes) == maxSpans {
		return
	}
	if k == isBox && bytes.Equal(at.role, []byte("main")) {
		k = isMain
	}
	f.flags |= isNode
	p.nodes = append(p.nodes, node{parent: p.node, start: len(p.out), kind: k, class: classOf(a, at.class)})
	p.node = int32(len(p.nodes) - 1)
}

func (p *page) closeNode() {
	n := &p.nodes[p.node]
	n.end = max(n.start, len(p.out))
	p.node = n.parent
}

// classOf is a hash of an element's name and its class.
func classOf(a atom.Atom, class []byte) uint32 {
	h := uint32(2166136261) ^ uint32(a)
	for _, c := range class {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func isTextField(typ []byte) bool {
	for _, t := range []string{"", "text", "email", "search", "tel"} {
		if bytes.EqualFold(typ, []byte(t)) {
			return true
		}
	}
	return false
}

func (p *page) noteField() {
	if p.node >= 0 && len(p.fields) < maxFields {
		p.fields = append(p.fields, p.node)
	}
}

// noteAction takes in a link or button that began at an offset and ends now.
func (p *page) noteAction(start int, button bool) {
	if n := len(p.out) - start; n <= 0 || n > maxLabel || p.node < 0 || len(p.fields) == maxFields || p.span >= 0 && p.spans[p.span].guise == landmark {
		return
	}
	k := labelOf(p.out[start:])
	if k == answerLabel && !button {
		// A link may be called "Yes" as well, if another one beside it is "No".
		button = p.answered == p.node+1
		p.answered = p.node + 1
	}
	if k == actionLabel || k == answerLabel && button {
		p.fields = append(p.fields, p.node)
	}
}

// structure finds the furniture that the page's structure gives away.
func (p *page) structure() {
	total := p.weigh()
	if total == 0 {
		return
	}
	p.labelled(total)
	p.threads(total)
	p.signups(total)
	p.column()
}

// weigh tells running text from the rest, line by line and node by node.
func (p *page) weigh() (total int) {
	for i := range p.nodes {
		p.nodes[i].weight = 0
	}
	cut := p.dropped()
	for i := range p.lines {
		l := &p.lines[i]
		for len(cut) > 0 && cut[0].end <= l.start {
			cut = cut[1:]
		}
		l.dropped = len(cut) > 0 && cut[0].start <= l.start && l.end <= cut[0].end
		if l.words == 0 {
			l.words = countWords(p.out[l.start:l.end], manyWords)
		}
		l.weight = 0
		if size := l.end - l.start; !l.dropped && l.level == 0 && (l.words >= 15 || l.words >= 5 && endsSentence(p.out[l.start:l.end]) || hasCell(p.out[l.start:l.end])) && l.linked*5 <= size*2 {
			l.weight = size - l.linked
		}
		total += l.weight
		if l.weight > 0 {
			if n := p.around(l.node, l.start, l.end); n >= 0 {
				p.nodes[n].weight += l.weight
			}
		}
	}
	for i := len(p.nodes) - 1; i >= 0; i-- {
		if up := p.nodes[i].parent; up >= 0 {
			p.nodes[up].weight += p.nodes[i].weight
		}
	}
	return total
}

// around gives the innermost node from n outwards that holds a stretch whole.
func (p *page) around(n int32, start, end int) int32 {
	for n >= 0 && (p.nodes[n].start > start || p.nodes[n].end < end) {
		n = p.nodes[n].parent
	}
	return n
}

// endsSentence tells whether a line ends as sentences and items do.
func endsSentence(b []byte) bool {
	b = bytes.TrimRight(b, " \t\"')]»”’\u00a0")
	return len(b) > 0 && bytes.IndexByte([]byte(".!?;:"), b[len(b)-1]) >= 0 || bytes.HasSuffix(b, []byte("…"))
}

// countWords counts up to limit.
func countWords(b []byte, limit int) (n int) {
	inside := false
	for i := 0; i < len(b) && n < limit; {
		c := b[i]
		if c < utf8.RuneSelf {
			i++
			word := 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
			if word && !inside {
				n++
			}
			inside = word || inside && c == '\''
			continue
		}
		if 0xd0 <= c && c <= 0xd3 && i+1 < len(b) { // Cyrillic, letters nearly all of it
			if i += 2; !inside {
				n++
			}
			inside = true
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		i += size
		word := unicode.IsLetter(r) || unicode.IsDigit(r)
		if word && !inside {
			n++
		}
		inside = word || inside && (unicode.IsMark(r) || r == '\u00ad' || r == '’')
	}
	return n
}

func (p *page) drop(start, end int) {
	if end > start {
		p.boxes = append(p.boxes, stretch{start, end})
		for i := range p.lines {
			if l := &p.lines[i]; l.start >= start && l.end <= end {
				l.dropped = true
			}
		}
	}
}

// weightIn is how much running text stands in a stretch that is not dropped.
func (p *page) weightIn(start, end int) (w int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.start >= start && l.end <= end && !l.dropped {
			w += l.weight
		}
	}
	return w
}

func (p *page) hasTitle(start, end int) bool {
	for i := range p.lines {
		if l := &p.lines[i]; l.level == 1 && l.start >= start && l.end <= end {
			return true
		}
	}
	return false
}

// labelled drops the boxes that begin with a label of furniture.
func (p *page) labelled(total int) {
	for i, left := 0, maxLabels; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.dropped || l.level == 1 {
			continue
		}
		if k := labelOf(p.out[l.start:l.end]); k != noLabel && k < actionLabel {
			left--
			p.dropLabelled(i, k, total)
		} else if p.isLabelledLine(l) {
			left--
			p.drop(l.start, l.end)
		} else if l.linked > 0 && l.words < manyWords && l.linked*2 >= l.end-l.start && isInlineLabel(p.out[l.start:l.end-l.linked]) {
			left--
			p.drop(l.start, l.end) // "Read also: …"
		}
	}
}

// isLabelledLine tells whether a line is a label, a colon, and what it labels:
// "Tags: prisons, courts".
func (p *page) isLabelledLine(l *textLine) bool {
	line := p.out[l.start:l.end]
	i := bytes.IndexByte(line, ':')
	if i < 0 || i > maxLabel || l.words >= manyWords || l.level > 0 || hasCell(line) {
		return false
	}
	return isInlineLabel(line[:i]) && !(l.words >= 8 && l.linked*3 < len(line) && endsSentence(line))
}

func (p *page) dropLabelled(i int, k label, total int) {
	l := &p.lines[i]
	n := p.around(l.node, l.start, l.end+1) // with something beside the label
	end := len(p.out)
	first := n < 0 && i == 0
	if k == fileLabel && !p.filesFollow(i, end) {
		return
	}
	if n >= 0 {
		end = p.nodes[n].end
		first = p.nodes[n].start == l.start
	}
	if k == talkLabel {
		if first && n >= 0 && p.nodes[n].weight == 0 {
			// A box of its own for the label: what follows beside it is meant.
			if up := p.nodes[n].parent; up >= 0 {
				end = p.nodes[up].end
			}
		}
		before, after := p.weightIn(0, l.start), p.weightIn(end, len(p.out))
		if before >= leastText && after*3 <= before && !p.hasTitle(l.start, end) {
			p.drop(l.start, end)
		}
		return
	}
	if first && p.nodes[n].kind != isMain && p.nodes[n].kind != isArticle && p.weightIn(l.start, end)*4 <= total && !p.hasTitle(l.start, end) {
		p.drop(l.start, end)
		return
	}
	// A label among others: it names the list that follows.
	end = p.after(n, l.end)
	if end > l.end && p.weightIn(l.end, end)*5 <= total && p.linkedIn(l.end, end)*3 >= end-l.end {
		p.drop(l.start, end)
	}
}

// filesFollow tells whether most of the lines after a label, up to an offset,
// have links to files in them.
func (p *page) filesFollow(i, end int) bool {
	lines, files := 0, 0
	for i++; i < len(p.lines) && p.lines[i].end <= end; i++ {
		lines++
		if p.lines[i].linked > 0 && p.lines[i].words <= 20 {
			files++
		}
	}
	return lines <= 20 && files > 0 && files*2 >= lines
}

// leastText is how many bytes of running text make an article.
const leastText = 120

// after gives the end of the node that begins where a line ends, inside n.
func (p *page) after(n int32, at int) int {
	for i := range p.nodes {
		if c := &p.nodes[i]; c.start == at && c.end > at && c.parent == n {
			return c.end
		}
	}
	return at
}

func (p *page) linkedIn(start, end int) (sum int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.start >= start && l.end <= end {
			sum += l.linked
		}
	}
	return sum
}

// threads drops series of signed remarks after the text: at least three boxes
// of one kind side by side, each with a name, a time or an @address, and words.
func (p *page) threads(total int) {
	type group struct{ n, signed, start, end int }
	var groups map[uint64]*group
	for i := range p.nodes {
		c := &p.nodes[i]
		if c.kind == isCell || c.kind == isTable || c.end-c.start > 4000 || c.end-c.start < 12 {
			continue
		}
		text := p.out[c.start:c.end]
		if !isSigned(text) {
			continue
		}
		if groups == nil {
			groups = map[uint64]*group{}
		}
		key := uint64(uint32(c.parent))<<32 | uint64(c.class)
		g := groups[key]
		if g == nil {
			if len(groups) == maxGroups {
				continue
			}
			g = &group{start: c.start}
			groups[key] = g
		}
		g.n++
		g.end = max(g.end, c.end)
	}
	for _, g := range groups {
		if g.n < 3 || p.hasTitle(g.start, g.end) {
			continue
		}
		before, after := p.weightIn(0, g.start), p.weightIn(g.end, len(p.out))
		if before >= leastText && after*3 <= before {
			p.drop(g.start, g.end)
		}
	}
}

// isSigned tells whether a box looks like a remark: a short first line with a
// name, and a time of day or an @address in the first or the last line.
func isSigned(b []byte) bool {
	b = bytes.TrimLeft(b, " \n\t")
	first, rest, ok := bytes.Cut(b, []byte("\n"))
	if !ok || len(first) > 160 || bytes.IndexByte(b, '\t') >= 0 {
		return false
	}
	n := countWords(first, 15)
	if n == 0 || n > 12 {
		return false
	}
	second, last := rest, rest
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		second = rest[:i]
	}
	if i := bytes.LastIndexByte(rest, '\n'); i >= 0 {
		last = rest[i+1:]
	}
	letters := false
	for i := 0; i < len(first) && !letters; i++ {
		letters = 'a' <= first[i]|0x20 && first[i]|0x20 <= 'z' || first[i] >= 0x80
	}
	if !letters {
		return false
	}
	return hasStamp(first) || len(second) < 80 && hasStamp(second) || len(last) < 80 && hasStamp(last)
}

// hasStamp looks for a time of day or an @address.
func hasStamp(b []byte) bool {
	for i, c := range b {
		switch {
		case c == '@' && (i == 0 || b[i-1] == ' ' || b[i-1] == '(') && i+1 < len(b) && b[i+1]|0x20 >= 'a' && b[i+1]|0x20 <= 'z':
			return true
		case (c == ':' || c == '.' || c == 'h') && i > 0 && i+2 < len(b) && digit(b[i-1]) && digit(b[i+1]) && digit(b[i+2]) &&
			(i+3 == len(b) || !digit(b[i+3]) && b[i+3] != '.') && (i < 2 || !digit(b[i-2]) || i < 3 || !digit(b[i-3]) && b[i-3] != '.'):
			return true
		}
	}
	return false
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// signups drops the small boxes around text fields and around calls to
// subscribe, to log in, to give, to install: such a box asks something of the
// reader and tells nothing.
func (p *page) signups(total int) {
	const largest = 700 // bytes
	for _, n := range p.fields {
		best := int32(-1)
		for up := 0; n >= 0 && up < maxClimb; n, up = p.nodes[n].parent, up+1 {
			c := &p.nodes[n]
			if c.kind == isMain || c.kind == isArticle || c.kind == isTable || c.end-c.start > largest || p.hasTitle(c.start, c.end) || c.weight*3 > total {
				break
			}
			best = n
			if c.kind != isFormBox && c.end > c.start {
				break
			}
		}
		if best >= 0 {
			p.drop(p.nodes[best].start, p.nodes[best].end)
		}
	}
}

// column drops what stands outside of the column of the running text: outside
// of the article or main element if nearly all of it is inside, or else of the
// innermost box that holds nearly all of it.
func (p *page) column() {
	total := p.weigh()
	if total < leastText {
		return
	}
	best, explicit := int32(-1), false
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.kind == isMain && n.weight*10 >= total*8 && (best < 0 || n.weight >= p.nodes[best].weight) {
			best, explicit = int32(i), true
		}
	}
	inside := total
	if best >= 0 {
		inside = p.nodes[best].weight
	}
	for i := range p.nodes {
		if n := &p.nodes[i]; n.kind == isArticle && n.weight*10 >= inside*8 && n.weight*10 >= total*8 && p.within(int32(i), best) {
			best, explicit = int32(i), true // the innermost comes last
		}
	}
	if !explicit {
		best = p.densest(total)
	}
	if best < 0 {
		return
	}
	start, end := p.nodes[best].start, p.nodes[best].end
	if title := p.titleBefore(start); title >= 0 && !p.hasTitle(start, end) {
		l := p.lines[title]
		if p.gapAfter(title, start) {
			start = l.start
		} else {
			p.dropOutside(0, l.start)
			p.dropOutside(l.end, start)
			start = 0
		}
	} else if title := p.titleIn(start, end); title >= 0 {
		start = p.lines[title].start // what stands before the title is not the article's
	} else if !explicit {
		start = p.before(best)
	}
	p.inserts(start, end)
	p.dropOutside(0, start)
	p.dropOutside(end, len(p.out))
}

// inserts drops the boxes between two paragraphs that are one link and nothing
// else: they lead to other articles.
func (p *page) inserts(start, end int) {
	for i, left := 1, maxLabels; i+1 < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped || l.level > 0 || l.words < 3 || l.words > 25 || l.linked*10 < (l.end-l.start)*9 || p.lines[i-1].weight == 0 || p.lines[i+1].weight == 0 {
			continue
		}
		if n := p.around(l.node, l.start, l.end); n >= 0 && p.nodes[n].kind == isBox && p.nodes[n].start == l.start && p.nodes[n].end == l.end {
			p.drop(l.start, l.end)
			left--
		}
	}
}

// dropOutside drops a stretch beside the column, but for lines that tell what
// became of the document.
func (p *page) dropOutside(start, end int) {
	from := start
	for i, left := 0, maxKept; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped || l.weight == 0 || l.words >= manyWords || !tellsOfDocument(p.out[l.start:l.end]) {
			continue
		}
		p.drop(from, l.start)
		from = l.end
		left--
	}
	p.drop(from, end)
}

// before gives where a column begins that has no heading: with the few lines
// that stand before it in the box around it, of which one may be its title.
func (p *page) before(best int32) int {
	const most = 4
	start := p.nodes[best].start
	up := p.nodes[best].parent
	if up < 0 {
		return start
	}
	found := start
	for i, n := len(p.lines)-1, 0; i >= 0 && p.lines[i].start >= p.nodes[up].start && n < most; i-- {
		if l := &p.lines[i]; l.end <= start && !l.dropped {
			if n++; l.words >= 3 && bytes.IndexAny(p.out[l.start:l.end], "0123456789") < 0 {
				found = l.start
			}
		}
	}
	return found
}

// titleIn gives the line of the title in a column, if next to no running text
// stands before it: its first heading of the first level, or one of the second
// that the page's own title has.
func (p *page) titleIn(start, end int) int {
	before, all := 0, p.weightIn(start, end)
	for i := range p.lines {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped {
			continue
		}
		if l.level == 1 || l.level == 2 && p.isPageTitle(l) {
			if before*4 <= all || before*2 <= all && p.isPageTitle(l) {
				return i
			}
			return -1
		}
		if before += l.weight; before*2 > all {
			return -1
		}
	}
	return -1
}

// isPageTitle tells whether a line is what the page's title begins with or
// holds.
func (p *page) isPageTitle(l *textLine) bool {
	text := collapse(p.out[l.start:l.end], maxTitle)
	return l.words >= 2 && strings.Contains(p.doc.Title, text)
}

// within tells whether node i is outer or stands in it; any does in -1.
func (p *page) within(i, outer int32) bool {
	for ; i >= 0; i = p.nodes[i].parent {
		if i == outer {
			return true
		}
	}
	return outer < 0
}

// fewBeside is how many bytes of running text may stand beside the column of
// a short page.
const fewBeside = 250

// densest goes from the outermost box inwards as long as nine tenths of the
// running text stay inside, or nearly so in a short page.
func (p *page) densest(total int) int32 {
	best := int32(-1)
	for i := range p.nodes {
		n := &p.nodes[i]
		if !(n.weight*10 >= total*9 || n.weight*4 >= total*3 && total-n.weight <= fewBeside) || !p.within(int32(i), best) {
			continue
		}
		switch n.kind {
		case isInner:
			return best
		case isTable: // for the layout if one cell holds the text, and several lines of it
		case isCell:
			if p.proseLines(n) < 2 {
				return best
			}
			best = int32(i)
		default:
			if p.proseLines(n) < 2 {
				return best
			}
			best = int32(i)
		}
	}
	if best >= 0 && p.nodes[best].kind == isTable {
		return -1
	}
	return best
}

func (p *page) proseLines(n *node) (count int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.weight > 0 && l.start >= n.start && l.end <= n.end && !hasCell(p.out[l.start:l.end]) {
			count++
		}
	}
	return count
}

// titleBefore gives the line of the title of a column that has none itself:
// the last first-level heading before it, or the last of the second level.
func (p *page) titleBefore(start int) int {
	found, level := -1, uint8(3)
	for i := range p.lines {
		l := &p.lines[i]
		if l.end > start {
			break
		}
		if l.level > 0 && l.level <= min(level, 2) && !l.dropped {
			found, level = i, l.level
		}
	}
	return found
}

// gapAfter tells whether little stands between a title and its column: then it
// belongs to both.
func (p *page) gapAfter(title, start int) bool {
	lines := 0
	for i := title + 1; i < len(p.lines) && p.lines[i].start < start; i++ {
		if !p.lines[i].dropped {
			lines++
		}
	}
	return lines <= 4
}
