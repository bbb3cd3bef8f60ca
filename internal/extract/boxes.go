package extract

import "bytes"

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
	if button && len(p.out) > start && lookUp(foldLabels(), p.out[start:]) != noLabel {
		p.unfolds = len(p.out) + 1
	}
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

// labelled drops the boxes that begin with a label of furniture.
func (p *page) labelled(total int) {
	for i, left := 0, maxLabels; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.dropped || l.level == 1 || l.level > 0 && isChapter(p.out[l.start:l.end]) {
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

// isChapter tells whether a heading begins with a number and a dot: "19. Cookies" is
// a chapter of a text, and "19 comments" no such thing.
func isChapter(line []byte) bool {
	line = bytes.TrimLeft(line, " \n")
	i := 0
	for i < len(line) && digit(line[i]) {
		i++
	}
	return i > 0 && i <= 3 && i+1 < len(line) && (line[i] == '.' || line[i] == ')') && line[i+1] == ' '
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
	if first && n >= 0 && p.nodes[n].kind != isMain && p.nodes[n].kind != isArticle && p.weightIn(l.start, end)*4 <= total && !p.hasTitle(l.start, end) {
		p.drop(l.start, end)
		return
	}
	// A label among others: it names the list that follows.
	if end := p.linksAfter(i); k == listLabel && end > l.end {
		p.drop(l.start, end)
		return
	}
	end = p.after(n, l.end)
	if end > l.end && p.weightIn(l.end, end)*5 <= total && p.linkedIn(l.end, end)*3 >= end-l.end {
		p.drop(l.start, end)
	}
}

// linksAfter gives the end of the lines right after a label that are one link or
// several and nothing else.
func (p *page) linksAfter(i int) (end int) {
	for i++; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.level > 0 || l.linked*10 < (l.end-l.start)*9 || hasCell(p.out[l.start:l.end]) {
			break
		}
		end = l.end
	}
	return end
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
	type group struct{ n, start, end int }
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
