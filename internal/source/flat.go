package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Programs that make text of a PDF often lose that a mark was raised: "was closed in
// 2019.12 Nobody", "was closed 12 .", with "12 Water office, https://…" further down.
// Where nothing else tells a note, these are looked for: lines that begin with a number
// which stands, in the same order, behind a word or a sentence before it.

// flatPlace is a number that may be a mark, or begin a note.
type flatPlace struct {
	n          int
	label      string
	block      int
	start, end int // of the number in the block's text
	line       int
	sure       bool   // of a mark: nothing but a mark stands so
	look       int    // of a mark: how much like one it looks, up to lookRaised
	address    bool   // of a note: it has one
	alone      bool   // of a note: its text is the next block
	form       string // of a note: what stands right behind the number, as ")"
	mark       int    // of a note: its mark's place, from 1; 0: none
	note       bool
}

// flatBlock is the text of a block, and where its pieces begin in it.
type flatBlock struct {
	text   string
	starts []int
}

var (
	flatHead = pattern(`(?:^|\n)\s*[\[(]?(\d{1,4})[\])]?[.:)]?(?:\s|$)`)
	flatMark = pattern(`\d{1,8}`)
	capital  = pattern(`^[ \n]+\p{Lu}\p{Ll}`) // how a sentence begins, and no unit
)

// layOut takes a report apart, with the notes that nothing raises if there are no others.
func layOut(r *report) *layout {
	l := takeApart(r)
	if len(l.notes) == 0 && r.flat() {
		l = takeApart(r)
	}
	l.partRuns()
	l.dropShown()
	return l
}

// flat makes notes and marks of numbers that nothing raises, if there are such. It
// reports whether there were any.
func (r *report) flat() bool {
	texts := make([]flatBlock, len(r.blocks))
	for i, b := range r.blocks {
		if b.kind != code && b.note == "" {
			texts[i] = r.flatText(b)
		}
	}
	var notes, marks []flatPlace
	for i, f := range texts {
		notes = append(notes, r.flatNotes(i, f)...)
		marks = append(marks, r.flatMarks(i, f)...)
	}
	marks = flatParted(marks)
	if kept, marks := flatBest(notes, marks); len(kept) > 0 {
		r.flatWrite(kept, marks, texts)
		return true
	}
	for _, form := range flatForms {
		notes, marks = nil, nil
		for i, f := range texts {
			ns, ms := r.formPlaces(i, f, form)
			notes, marks = append(notes, ns...), append(marks, ms...)
		}
		if kept := flatPairs(notes, marks, false, form.signs); len(kept) > 0 && r.listMarked(kept, marks, texts) {
			r.flatWrite(kept, marks, texts)
			return true
		}
	}
	return false
}

func (r *report) flatText(b *block) flatBlock {
	var f flatBlock
	var s strings.Builder
	for _, p := range b.pieces {
		f.starts = append(f.starts, s.Len())
		switch p.kind {
		case breakPiece:
			s.WriteByte('\n')
		case textPiece:
			s.WriteString(p.text)
		}
	}
	f.text = s.String()
	return f
}

// pieceAt is the piece that holds the byte at an offset.
func (f flatBlock) pieceAt(at int) int {
	lo, hi := 0, len(f.starts)
	for lo < hi {
		if m := (lo + hi) / 2; f.starts[m] <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// flatNotes finds the lines of a block that begin with a number.
func (r *report) flatNotes(i int, f flatBlock) (out []flatPlace) {
	b := r.blocks[i]
	if b.kind == heading || b.kind == row {
		return nil
	}
	if b.number > 0 {
		out = append(out, flatPlace{n: b.number, block: i, line: b.line})
	} else {
		for _, m := range flatHead().FindAllStringSubmatchIndex(f.text, -1) {
			n, _ := strconv.Atoi(f.text[m[2]:m[3]])
			if k := f.pieceAt(m[2]); k >= 0 && n > 0 {
				end := m[3] + len(f.text[m[3]:m[1]]) - len(strings.TrimLeft(f.text[m[3]:m[1]], "]).:"))
				out = append(out, flatPlace{n: n, block: i, start: m[2], end: end, line: b.pieces[k].line, form: f.text[m[3]:end]})
			}
		}
	}
	for k := range out {
		out[k].label = strconv.Itoa(out[k].n)
	}
	r.flatAddresses(i, f, out)
	return out
}

// flatAddresses tells which of the notes in a block have an address.
func (r *report) flatAddresses(i int, f flatBlock, out []flatPlace) {
	const most = 4 // lines of a note that begin with a number: "14 March\n2019, https://…"
	b := r.blocks[i]
	for k := range out {
		stop := len(f.text)
		for j := k + 1; j < len(out); j++ {
			if out[j].n == 1 || out[j].n == out[k].n+1 || j == k+most || !isDigits(out[j].label) {
				stop = out[j].start
				break
			}
		}
		rest := f.text[out[k].end:stop]
		if out[k].address = strings.Contains(rest, "://") || strings.Contains(rest, "www."); out[k].address {
			continue
		}
		for at := f.pieceAt(out[k].end); at >= 0 && at < len(f.starts) && f.starts[at] < stop; at++ {
			out[k].address = out[k].address || b.pieces[at].link > 0 && r.fragment(b.pieces[at].link) == ""
		}
		if strings.TrimSpace(rest) == "" && k+1 == len(out) && i+1 < len(r.blocks) && r.blocks[i+1].kind == b.kind {
			out[k].alone = true
			out[k].address = hasURL(r.tokens(r.blocks[i+1]))
		}
	}
}

// flatMarks finds the numbers of a block that may be marks: right behind a word or what
// ends a sentence, apart behind what ends one or before what follows a mark, or last.
func (r *report) flatMarks(i int, f flatBlock) (out []flatPlace) {
	b := r.blocks[i]
	if b.kind == heading { // "Step 2", "Annex 1"
		return nil
	}
	for _, m := range flatMark().FindAllStringIndex(f.text, -1) {
		if m[1]-m[0] > 4 && isYear(f.text[m[0]:m[0]+4]) { // "in 201912"
			m[0] += 4
		} else if m[1]-m[0] > 4 {
			continue
		}
		n, _ := strconv.Atoi(f.text[m[0]:m[1]])
		k := f.pieceAt(m[0])
		if n == 0 || k < 0 || b.pieces[k].link > 0 && r.fragment(b.pieces[k].link) == "" {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(f.text[:m[0]])
		after, _ := utf8.DecodeRuneInString(f.text[m[1]:])
		word := f.text[max(0, m[0]-64):m[0]]
		word = word[strings.LastIndexAny(word, " \n")+1:]
		p := flatPlace{n: n, label: strconv.Itoa(n), block: i, start: m[0], end: m[1], line: b.pieces[k].line}
		ended := m[1] == len(f.text)
		switch {
		case b.pieces[k].sup > 0:
			p.look = lookRaised
		case before != ' ' && before != '\n':
			p.look = lookGlued
		}
		switch {
		case m[0] == 0 || unicode.IsDigit(after) || unicode.IsLetter(after) || strings.ContainsAny(word, "/@_=#"):
			continue
		case before == ' ', before == '\n' && ended:
			last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(f.text[:m[0]], " \n"))
			rest := strings.TrimLeft(f.text[m[1]:], " ")
			next, _ := utf8.DecodeRuneInString(rest)
			ended := ended || after == ' ' || after == '\n'
			stopped := ended && (ends(last) || closes(last))
			p.sure = stopped && unicode.IsUpper(next) || after == ' ' && strings.ContainsRune(".,;:)", next)
			if !p.sure && !stopped && !(ended && strings.ContainsRune(",;:", last)) {
				continue
			}
		case unicode.IsDigit(before):
			if !ended && !unicode.IsSpace(after) && !strings.ContainsRune(".,;:)", after) {
				continue
			}
		case unicode.IsUpper(before):
			// "in the USA7", not "A4" or "CO2"
			if !ended && !unicode.IsSpace(after) && !ends(after) && !strings.ContainsRune(",;:)", after) || utf8.RuneCountInString(word) < 3 || strings.ToUpper(word) != word {
				continue
			}
		case unicode.IsLetter(before), ends(before), closes(before), strings.ContainsRune(",;:%«", before):
			if !ended && !unicode.IsSpace(after) && !ends(after) && !strings.ContainsRune(",;:)", after) || exponent(word, f.text[m[0]:m[1]]) {
				continue
			}
			p.sure = true
			if k := len(out) - 1; before == ',' && k >= 0 && out[k].block == i && out[k].end == m[0]-1 && out[k].n < n && out[k].sure {
				break // "was closed4,5"
			}
			if head := strings.TrimRight(word, ".,"); head != word && digitEnds(head) {
				// "14.2 metres", "2.4 GHz", and what begins with it: "5.2 Sources"
				begins := m[0] == len(word)
				if (len(head) < 4 || !isYear(head[len(head)-4:])) && !ended && (begins || !capital().MatchString(f.text[m[1]:])) {
					continue
				}
				p.sure = false // "in 2019.12"
			}
		default:
			continue
		}
		out = append(out, p)
	}
	return out
}

func digitEnds(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// flatPairs gives the notes that have marks before them in the same order, and those
// between that go on counting. It may begin with any number, as an excerpt does; or signs
// do not count.
func flatPairs(notes, marks []flatPlace, anyFirst, signs bool) []flatPlace {
	byNumber := map[int][]int{}
	for i, m := range marks {
		byNumber[m.n] = append(byNumber[m.n], i)
	}
	var kept []flatPlace
	noted := map[int]int{} // by block, where the first note in it begins
	found, last := 0, -1   // last: the mark before
	for i := 0; i < len(notes); i++ {
		if len(kept) > 0 {
			i += flatWrapped(notes[i:], kept[len(kept)-1])
		}
		n := notes[i]
		address := n.address || i+1 < len(notes) && flatWrapped(notes[i+1:], n) > 0
		next := signs && n.address || len(kept) > 0 && n.n == kept[len(kept)-1].n+1
		over := !next && n.address && flatOver(notes[i:], kept)
		if !next && !over && (n.n != 1 && len(kept) > 0 || n.n != 1 && (!address || !anyFirst) || n.n == 1 && len(kept) > 0 && kept[0].n > 1) {
			continue
		}
		mark := -1
		list := byNumber[n.n]
		for len(list) > 0 && list[0] <= last {
			list = list[1:]
		}
		byNumber[n.n] = list // a mark behind which others stand is none of a later note
		for k, i := range list {
			m := marks[i]
			if k > 20 || m.block > n.block || m.block == n.block && m.start >= n.start {
				break
			}
			if at, ok := noted[m.block]; ok && m.start >= at {
				continue // it stands in a note
			}
			if mark < 0 || marks[i].sure && !marks[mark].sure {
				mark = i
			}
		}
		switch {
		case mark >= 0 && (next || address || n.alone):
			n.mark, last = mark+1, mark
			found++
		case !next || !address && !flatGoesOn(notes[i:]):
			continue
		}
		kept = append(kept, n)
		if _, ok := noted[n.block]; !ok {
			noted[n.block] = n.start
		}
	}
	if found == 0 || found*2 < len(kept) {
		return nil
	}
	address, sure := false, false
	for _, n := range kept {
		address = address || n.address && n.mark > 0
		sure = sure || n.mark > 0 && marks[n.mark-1].sure
	}
	if !address || !sure || found*3 < flatCounted(marks) {
		return nil // a list, and numbers that are its own or the text's
	}
	return kept
}

// flatWrite writes the report anew, with a block for each note.
func (r *report) flatWrite(notes, marks []flatPlace, texts []flatBlock) {
	cuts := make([][]flatPlace, len(r.blocks))
	for _, n := range notes {
		n.note = true
		cuts[n.block] = append(cuts[n.block], n)
		if n.mark > 0 {
			m := marks[n.mark-1]
			cuts[m.block] = append(cuts[m.block], m)
		}
	}
	var out []*block
	alone := false
	for i, b := range r.blocks {
		list := cuts[i]
		parts := []*block{b}
		if len(list) > 0 {
			parts = r.flatCut(b, texts[i], list)
		}
		if alone && parts[0].note == "" { // the text of the number before it
			last := out[len(out)-1]
			last.pieces, last.line, last.stop = parts[0].pieces, parts[0].line, parts[0].stop
			parts = parts[1:]
		}
		alone = len(list) > 0 && list[len(list)-1].alone
		out = append(out, parts...)
	}
	r.blocks, r.refs = out, nil
}

// flatCut parts a block at its notes, and puts its marks in.
func (r *report) flatCut(b *block, f flatBlock, list []flatPlace) []*block {
	slices.SortFunc(list, func(a, b flatPlace) int { return a.start - b.start })
	first := *b
	first.pieces = nil
	out := []*block{&first}
	at, off := 0, 0 // the piece, and the byte in it, from which on nothing is written yet
	write := func(stop int, kept bool) {
		for ; at < len(b.pieces) && (f.starts[at] < stop || stop == len(f.text)); at, off = at+1, 0 {
			p, end := b.pieces[at], len(f.text)
			if at+1 < len(f.starts) {
				end = f.starts[at+1]
			}
			if p.kind == textPiece {
				p.text = p.text[off : min(end, stop)-f.starts[at]]
			}
			if kept && (p.kind != textPiece || p.text != "") {
				last := out[len(out)-1]
				last.pieces = append(last.pieces, p)
			}
			if end > stop {
				off = stop - f.starts[at]
				return
			}
		}
	}
	for _, p := range list {
		write(p.start, true)
		write(p.end, false)
		last := out[len(out)-1]
		if !p.note {
			last.pieces = append(last.pieces, piece{kind: markPiece, text: p.label, line: p.line})
			continue
		}
		next := &block{note: p.label, line: p.line, solid: true, stop: b.stop}
		if r.src != nil && p.line > last.line && p.line-2 < len(r.starts) {
			last.stop = r.starts[p.line-2]
		}
		out = append(out, next)
	}
	write(len(f.text), true)
	if strings.Trim(said(out[0].pieces), " [(") == "" && len(out) > 1 {
		out = out[1:]
	}
	return out
}
