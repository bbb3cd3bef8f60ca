package source

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// flatForm is a way of writing marks and what notes begin with: (1), ※1, †.
type flatForm struct {
	head, mark func() *regexp.Regexp
	signs      bool // no numbers
}

var flatForms = []flatForm{
	{pattern(`(?:^|\n)\s*\((\d{1,3})\)\s`), pattern(`\((\d{1,3})\)`), false},
	{pattern(`(?:^|\n)\s*※\s?(\d{1,3})[\s:：.]`), pattern(`※\s?(\d{1,3})`), false},
	{pattern(`(?:^|\n)\s*([*†‡]{1,3})\s?`), pattern(`([*†‡]{1,3})`), true},
}

// listMarked reports that notes which are the items of a list may have the marks given to
// them: none is a subsection, "section 4 (1)", and the list has no item behind them.
func (r *report) listMarked(kept, marks []flatPlace, texts []flatBlock) bool {
	listed := func(n flatPlace) bool { return n.end == 0 && r.blocks[n.block].number > 0 }
	for _, n := range kept {
		if !listed(n) || n.mark == 0 {
			continue
		}
		m := marks[n.mark-1]
		word := lastToken(strings.TrimRight(texts[m.block].text[:m.start], " "))
		if isDigits(word) && !isYear(word) {
			return false
		}
	}
	last := kept[len(kept)-1]
	return !listed(last) || last.block+1 == len(r.blocks) || r.blocks[last.block+1].number != last.n+1
}

// formPlaces finds the notes and marks of a block that are written in a form.
func (r *report) formPlaces(i int, f flatBlock, form flatForm) (notes, marks []flatPlace) {
	place := func(m []int) flatPlace {
		p := flatPlace{block: i, start: m[0], end: m[1], label: f.text[m[2]:m[3]]}
		next, _ := utf8.DecodeRuneInString(f.text[m[1]:])
		p.sure = m[0] > 0 && f.text[m[0]-1] != ' ' || ends(next) // not "(1) water, and (2) land"
		if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(f.text[:m[0]], " ")); m[1] == len(f.text) && (ends(last) || closes(last)) {
			p.sure = true // no item follows
		}
		if p.n, _ = strconv.Atoi(p.label); form.signs {
			for _, c := range p.label {
				p.n = p.n*1<<8 + int(c&0xff)
			}
		}
		if k := f.pieceAt(m[2]); k >= 0 {
			p.line = r.blocks[i].pieces[k].line
		}
		return p
	}
	begins := map[int]bool{}
	if b := r.blocks[i]; b.number > 0 && !form.signs { // an item of a list
		notes = append(notes, flatPlace{n: b.number, label: strconv.Itoa(b.number), block: i, line: b.line})
	}
	for _, m := range form.head().FindAllStringSubmatchIndex(f.text, -1) {
		p := place(m)
		p.start += len(f.text[m[0]:m[1]]) - len(strings.TrimLeft(f.text[m[0]:m[1]], " \n"))
		begins[p.start] = true
		notes = append(notes, p)
	}
	for _, m := range form.mark().FindAllStringSubmatchIndex(f.text, -1) {
		p := place(m)
		before := m[0] > 0 && (!form.signs || f.text[m[0]-1] != ' ' && f.text[m[0]-1] != '\n')
		if k := f.pieceAt(m[0]); before && !begins[m[0]] && k >= 0 && r.blocks[i].pieces[k].link == 0 {
			marks = append(marks, p)
		}
	}
	r.flatAddresses(i, f, notes)
	return notes, marks
}
