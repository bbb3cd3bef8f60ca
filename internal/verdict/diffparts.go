package verdict

import (
	"bytes"
	"strings"
	"unicode"
)

// change puts an item into words.
func (d *differ) change(it *item) Change {
	ch := Change{Kind: it.kind, Moved: it.moved || it.kind == KindMoved, Old: d.old.passage(it.a), New: d.new.passage(it.b)}
	ch.PageOld, ch.PageNew = d.old.pageAt(it.firstOf(OpLost)), d.new.pageAt(it.firstOf(OpGained))
	at, v := it.b, &d.new
	if it.kind == KindLost {
		at, v = it.a, &d.old
	}
	ch.Before, ch.After = v.before(at), v.after(at)
	if ch.Moved {
		ch.Was = d.old.before(it.a)
	}
	facts := d.facts(it)
	for _, p := range it.pieces {
		switch p.op {
		case OpSame:
			ch.Parts = append(ch.Parts, Part{Op: OpSame, Text: d.new.text(p.b)})
		case OpLost:
			ch.Parts = d.old.parts(ch.Parts, OpLost, p.a, facts.lost)
		case OpGained:
			ch.Parts = d.new.parts(ch.Parts, OpGained, p.b, facts.gained)
		}
	}
	ch.Facts = facts.changed
	return ch
}

// firstOf is the range of the first piece that is lost or gained on one page, or
// where the other page has such a piece.
func (it *item) firstOf(op string) span {
	for _, p := range it.pieces {
		if p.op == OpSame && len(it.pieces) > 1 {
			continue
		}
		if op == OpLost {
			if it.kind == KindGained {
				return span{}
			}
			return span{p.a.from, max(p.a.to, p.a.from+1)}
		}
		if it.kind == KindLost {
			return span{}
		}
		return span{p.b.from, max(p.b.to, p.b.from+1)}
	}
	return span{}
}

// text is a range of words as the page writes them, with what stands before the
// first word of a paragraph and after the last.
func (v *view) text(r span) string {
	var b strings.Builder
	s := v.s
	for i := r.from; i < r.to; i++ {
		t := s.tok[i]
		block := s.blocks[s.blockOf(i)]
		if v.starts(i) {
			b.WriteString(s.text[block.start:t.start])
		}
		b.WriteString(unbroken(s.text[t.start:t.end]))
		end := s.text[t.end:min(int(block.end), len(s.text))]
		if i+1 < block.to {
			end = s.text[t.end:s.tok[i+1].start]
		} else if i+1 < len(s.tok) {
			end += "\n"
			if !v.starts(i + 1) {
				next := s.blocks[s.blockOf(i+1)]
				end += s.text[next.start:s.tok[i+1].start]
			}
		}
		b.WriteString(end)
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// unbroken joins a word that was hyphenated at the end of a line.
func unbroken(word string) string {
	if strings.IndexByte(word, '\n') < 0 {
		return word
	}
	return strings.NewReplacer("-\n", "", "‐\n", "", "\u00ad\n", "", "\n", "").Replace(word)
}

// passage is a range in one line.
func (v *view) passage(r span) string {
	return strings.Join(strings.Fields(v.text(r)), " ")
}

// parts appends a lost or gained range, cut where the facts in it begin and end.
func (v *view) parts(out []Part, op string, r span, facts []factAt) []Part {
	add := func(to int, fact string) {
		if to > r.from {
			out = append(out, Part{Op: op, Text: v.text(span{r.from, to}), Fact: fact})
			r.from = to
		}
	}
	for _, f := range facts {
		if f.from < r.from || f.to > r.to {
			continue
		}
		add(f.from, "")
		add(f.to, f.kind)
	}
	add(r.to, "")
	return out
}

// besides is how many words around a passage tell where it stands.
const besides = 8

// before gives the last words before a range.
func (v *view) before(r span) string {
	if r.from <= 0 || r.from > len(v.s.tok) {
		return ""
	}
	from := max(r.from-besides, v.paras[v.para[r.from-1]].from)
	return strings.TrimSpace(v.passage(span{from, r.from}))
}

// after gives the first words after a range.
func (v *view) after(r span) string {
	if r.to >= len(v.s.tok) {
		return ""
	}
	to := min(r.to+besides, v.paras[v.para[r.to]].to)
	return strings.TrimRightFunc(v.passage(span{r.to, to}), unicode.IsSpace)
}

// pageStep is how many words apart it is noted on which page of a PDF the text is.
const pageStep = 8

// pageAt gives the page on which a range begins, from 1; 0 if there are none.
func (v *view) pageAt(r span) int {
	if len(v.page.page.Pages) == 0 || r.len() == 0 {
		return 0
	}
	if v.pages == nil {
		v.pages = v.paginate()
	}
	if i := r.from / pageStep; i < len(v.pages) {
		return int(v.pages[i])
	}
	return len(v.page.page.Pages)
}

// paginate walks through the text and the pages at once. The text lacks the
// lines that run through the document, so each step may skip some of a page.
func (v *view) paginate() []int32 {
	const key, ahead = 24, 2
	pages := v.page.pages()
	page, at := 0, 0
	var out []int32
	for i := 0; i < len(v.s.tok); i += pageStep {
		from := int(v.s.tok[i].norm)
		want := v.s.norm[from:min(len(v.s.norm), from+key)]
		for p := page; p < min(len(pages), page+1+ahead); p++ {
			start := 0
			if p == page {
				start = min(at, len(pages[p]))
			}
			rest := pages[p][start:]
			k := bytes.Index(rest, want)
			if k < 0 && len(rest) < 4*key && p == page {
				// At the end of a page the words may run over to the next.
				for n := len(want) / 2; n >= 4 && k < 0; n /= 2 {
					if bytes.HasSuffix(rest, want[:n]) {
						k = len(rest) - n
					}
				}
			}
			if k >= 0 {
				page, at = p, start+k
				break
			}
		}
		out = append(out, int32(page+1))
	}
	return out
}
