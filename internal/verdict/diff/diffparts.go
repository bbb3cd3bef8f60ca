package diff

import (
	"bytes"
	"strings"
	"unicode"

	"archiver/internal/verdict/lex"
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
func (it *item) firstOf(op string) lex.Span {
	for _, p := range it.pieces {
		if p.op == OpSame && len(it.pieces) > 1 {
			continue
		}
		if op == OpLost {
			if it.kind == KindGained {
				return lex.Span{}
			}
			return lex.Span{From: p.a.From, To: max(p.a.To, p.a.From+1)}
		}
		if it.kind == KindLost {
			return lex.Span{}
		}
		return lex.Span{From: p.b.From, To: max(p.b.To, p.b.From+1)}
	}
	return lex.Span{}
}

// text is a range of words as the page writes them, with what stands before the
// first word of a paragraph and after the last.
func (v *view) text(r lex.Span) string {
	var b strings.Builder
	s := v.s
	for i := r.From; i < r.To; i++ {
		t := s.Tokens[i]
		block := s.Blocks[s.BlockOf(i)]
		if v.starts(i) {
			b.WriteString(s.Text[block.Start:t.Start])
		}
		b.WriteString(unbroken(s.Text[t.Start:t.End]))
		end := s.Text[t.End:min(int(block.End), len(s.Text))]
		if i+1 < block.To {
			end = s.Text[t.End:s.Tokens[i+1].Start]
		} else if i+1 < len(s.Tokens) {
			end += "\n"
			if !v.starts(i + 1) {
				next := s.Blocks[s.BlockOf(i+1)]
				end += s.Text[next.Start:s.Tokens[i+1].Start]
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
func (v *view) passage(r lex.Span) string {
	return strings.Join(strings.Fields(v.text(r)), " ")
}

// parts appends a lost or gained range, cut where the facts in it begin and end.
func (v *view) parts(out []Part, op string, r lex.Span, facts []factAt) []Part {
	add := func(to int, fact string) {
		if to > r.From {
			out = append(out, Part{Op: op, Text: v.text(lex.Span{From: r.From, To: to}), Fact: fact})
			r.From = to
		}
	}
	for _, f := range facts {
		if f.From < r.From || f.To > r.To {
			continue
		}
		add(f.From, "")
		add(f.To, f.kind)
	}
	add(r.To, "")
	return out
}

// besides is how many words around a passage tell where it stands.
const besides = 8

// before gives the last words before a range.
func (v *view) before(r lex.Span) string {
	if r.From <= 0 || r.From > len(v.s.Tokens) {
		return ""
	}
	from := max(r.From-besides, v.paras[v.para[r.From-1]].From)
	return strings.TrimSpace(v.passage(lex.Span{From: from, To: r.From}))
}

// after gives the first words after a range.
func (v *view) after(r lex.Span) string {
	if r.To >= len(v.s.Tokens) {
		return ""
	}
	to := min(r.To+besides, v.paras[v.para[r.To]].To)
	return strings.TrimRightFunc(v.passage(lex.Span{From: r.To, To: to}), unicode.IsSpace)
}

// pageStep is how many words apart it is noted on which page of a PDF the text is.
const pageStep = 8

// pageAt gives the page on which a range begins, from 1; 0 if there are none.
func (v *view) pageAt(r lex.Span) int {
	if len(v.page.Page.Pages) == 0 || r.Len() == 0 {
		return 0
	}
	if v.pages == nil {
		v.pages = v.paginate()
	}
	if i := r.From / pageStep; i < len(v.pages) {
		return int(v.pages[i])
	}
	return len(v.page.Page.Pages)
}

// paginate walks through the text and the pages at once. The text lacks the
// lines that run through the document, so each step may skip some of a page.
func (v *view) paginate() []int32 {
	const key, ahead = 24, 2
	pages := v.page.Pages()
	page, at := 0, 0
	var out []int32
	for i := 0; i < len(v.s.Tokens); i += pageStep {
		from := int(v.s.Tokens[i].Norm)
		want := v.s.Norm[from:min(len(v.s.Norm), from+key)]
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
