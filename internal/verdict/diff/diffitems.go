package diff

import (
	"slices"
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// item is a passage that differs: paragraphs of the old page, of the new, or
// of both.
type item struct {
	kind   string
	a, b   lex.Span // words of the old and of the new page
	pieces []piece  // in order; lost and gained alternate with same
	moved  bool
	real   bool
}

// piece is a part of a passage: where it is the same both spans have words, else
// one of them.
type piece struct {
	op   string
	a, b lex.Span
}

// group is a passage that stands on both pages: paragraphs of each, by index,
// and the words that they share.
type group struct {
	a, b  lex.Span // of paragraphs
	words []stretch
}

// Words of unchanged text that are kept around a change where a paragraph is so
// long that it is cut.
const (
	surroundings = 40
	wholeUpTo    = 120
)

// align finds which words stand on both pages in the same order.
func (d *differ) align() {
	words := alignWords(d.old.s.Tokens, d.new.s.Tokens)
	words = d.otherAddresses(words)
	words = d.slide(words)
	words = d.dropChance(words, lex.Span{From: 0, To: len(d.old.s.Tokens)}, lex.Span{From: 0, To: len(d.new.s.Tokens)})
	d.words = d.keepSigns(words)
}

// address is the e-mail address that a token is.
func (v *view) address(i int) string {
	t := v.s.Tokens[i]
	return strings.ToLower(v.s.Text[t.Start:t.End])
}

// otherAddresses parts e-mail addresses that differ; those hidden from robots
// equal any.
func (d *differ) otherAddresses(words []stretch) []stretch {
	if len(d.old.s.Emails) == 0 || len(d.new.s.Emails) == 0 {
		return words
	}
	var out []stretch
	for _, w := range words {
		from := 0
		for i := range w.n {
			if d.old.s.Tokens[w.a+i].Flags&lex.Email == 0 {
				continue
			}
			a, b := d.old.address(w.a+i), d.new.address(w.b+i)
			if a == b || a[0] == '[' || b[0] == '[' {
				continue
			}
			if i > from {
				out = append(out, stretch{w.a + from, w.b + from, i - from})
			}
			from = i + 1
		}
		if w.n > from {
			out = append(out, stretch{w.a + from, w.b + from, w.n - from})
		}
	}
	return out
}

// slide moves a run of words that only one page has to where it begins or ends
// with a paragraph or a sentence, if the same words before and after allow it.
func (d *differ) slide(words []stretch) []stretch {
	words = slices.Clone(words)
	for i := 1; i < len(words); i++ {
		p, q := &words[i-1], &words[i]
		endA, endB := p.a+p.n, p.b+p.n
		var v *view
		var r lex.Span
		switch {
		case endB == q.b && endA < q.a:
			v, r = &d.old, lex.Span{From: endA, To: q.a}
		case endA == q.a && endB < q.b:
			v, r = &d.new, lex.Span{From: endB, To: q.b}
		default:
			continue
		}
		const furthest = 64
		best, at := v.edges(r), 0
		for k := 1; k <= min(furthest, p.n-1) && v.s.Tokens[r.From-k].Hash == v.s.Tokens[r.To-k].Hash; k++ {
			if e := v.edges(lex.Span{From: r.From - k, To: r.To - k}); e > best {
				best, at = e, -k
			}
		}
		for k := 1; k <= min(furthest, q.n-1) && v.s.Tokens[r.From+k-1].Hash == v.s.Tokens[r.To+k-1].Hash; k++ {
			if e := v.edges(lex.Span{From: r.From + k, To: r.To + k}); e > best {
				best, at = e, k
			}
		}
		p.n += at
		q.a, q.b, q.n = q.a+at, q.b+at, q.n-at
	}
	return words
}

// edges says how well a run fits into the text: whole paragraphs best.
func (v *view) edges(r lex.Span) int {
	n := 0
	if v.starts(r.From) {
		n += 2
		if v.starts(r.To) {
			n += 2
		}
	} else if v.s.Tokens[r.From].Flags&lex.First != 0 {
		n++
	}
	return n
}

// starts tells whether a paragraph begins at a word, or the text ends before it.
func (v *view) starts(i int) bool {
	return i >= len(v.para) || i == 0 || v.para[i] != v.para[i-1]
}

// keepSigns parts no minus from its number: -5 instead of 5 is another number.
func (d *differ) keepSigns(words []stretch) []stretch {
	var out []stretch
	for _, w := range words {
		if d.old.minus(w.a-1) || d.new.minus(w.b-1) {
			w.a, w.b, w.n = w.a+1, w.b+1, w.n-1
		}
		if w.n > 0 && (d.old.minus(w.a+w.n-1) || d.new.minus(w.b+w.n-1)) {
			w.n--
		}
		if w.n > 0 {
			out = append(out, w)
		}
	}
	return out
}

// minus tells whether a word is the sign of the number after it.
func (v *view) minus(i int) bool {
	return i >= 0 && i < len(v.s.Tokens) && v.s.Tokens[i].Flags&lex.Sign != 0 && v.s.Word(i) == "-"
}

// dropChance leaves out what two texts have in common by chance: a word or
// three between longer runs that were rewritten.
func (d *differ) dropChance(words []stretch, a, b lex.Span) []stretch {
	const most = 3
	for {
		kept := make([]stretch, 0, len(words))
		endA, endB := a.From, b.From
		for i, w := range words {
			nextA, nextB := a.To, b.To
			if i+1 < len(words) {
				nextA, nextB = words[i+1].a, words[i+1].b
			}
			before := max(w.a-endA, w.b-endB)
			after := max(nextA-w.a-w.n, nextB-w.b-w.n)
			whole := d.old.starts(w.a) && d.old.starts(w.a+w.n) && d.new.starts(w.b) && d.new.starts(w.b+w.n)
			if w.n <= most && !whole && min(before, after) >= w.n && before+after >= max(3, 2*w.n) {
				continue
			}
			kept = append(kept, w)
			endA, endB = w.a+w.n, w.b+w.n
		}
		if len(kept) == len(words) {
			return kept
		}
		words = kept
	}
}

// items lists the passages that differ, in reading order.
func (d *differ) items() []*item {
	var out []*item
	doneA, doneB := 0, 0 // paragraphs
	alone := func(toA, toB int) {
		for ; doneA < toA; doneA++ {
			p := d.old.paras[doneA]
			out = append(out, &item{kind: KindLost, a: p, pieces: []piece{{op: OpLost, a: p}}})
		}
		for ; doneB < toB; doneB++ {
			p := d.new.paras[doneB]
			out = append(out, &item{kind: KindGained, b: p, pieces: []piece{{op: OpGained, b: p}}})
		}
	}
	for _, g := range d.groups() {
		alone(g.a.From, g.b.From)
		out = append(out, d.passages(g)...)
		doneA, doneB = g.a.To, g.b.To
	}
	alone(len(d.old.paras), len(d.new.paras))
	return d.moves(out)
}

// groups joins the paragraphs that share words: one and one, or several where
// they were split or merged.
func (d *differ) groups() []group {
	var cut []stretch // words, none across the end of a paragraph
	for _, w := range d.words {
		for w.n > 0 {
			n := min(w.n, d.old.paras[d.old.para[w.a]].To-w.a, d.new.paras[d.new.para[w.b]].To-w.b)
			cut = append(cut, stretch{w.a, w.b, n})
			w.a, w.b, w.n = w.a+n, w.b+n, w.n-n
		}
	}
	var out []group
	for from := 0; from < len(cut); {
		pa, pb := d.old.para[cut[from].a], d.new.para[cut[from].b]
		to, held := from, 0
		for ; to < len(cut) && d.old.para[cut[to].a] == pa && d.new.para[cut[to].b] == pb; to++ {
			held += cut[to].n
		}
		words := cut[from:to]
		from = to
		least := min(d.old.paras[pa].Len(), d.new.paras[pb].Len())
		if held < 6 && 4*held < least {
			continue // a few words that any two paragraphs share
		}
		k := len(out) - 1
		if k >= 0 && (out[k].a.To > int(pa) || out[k].b.To > int(pb)) {
			out[k].a.To, out[k].b.To = int(pa)+1, int(pb)+1
			out[k].words = append(out[k].words, words...)
			continue
		}
		out = append(out, group{a: lex.Span{From: int(pa), To: int(pa) + 1}, b: lex.Span{From: int(pb), To: int(pb) + 1}, words: words[:len(words):len(words)]})
	}
	return slices.DeleteFunc(out, func(g group) bool {
		held, common := 0, 0
		for _, w := range g.words {
			held += w.n
			common += d.old.s.TellingIn(lex.Span{From: w.a, To: w.a + w.n})
		}
		a, b := d.wordsOf(g)
		return 5*held < min(a.Len(), b.Len()) || !compare.LikeEnough(common, min(d.old.s.TellingIn(a), d.new.s.TellingIn(b)))
	})
}

func (d *differ) wordsOf(g group) (a, b lex.Span) {
	return lex.Span{From: d.old.paras[g.a.From].From, To: d.old.paras[g.a.To-1].To}, lex.Span{From: d.new.paras[g.b.From].From, To: d.new.paras[g.b.To-1].To}
}

// passages gives what differs in paragraphs that stand on both pages: one
// passage, or several where much stands unchanged between.
func (d *differ) passages(g group) []*item {
	a, b := d.wordsOf(g)
	pieces := piecesOf(a, b, g.words)
	if len(pieces) == 1 && pieces[0].op == OpSame {
		return nil
	}
	var out []*item
	it := &item{kind: KindEdited}
	for i, p := range pieces {
		n := p.a.Len()
		if p.op != OpSame || n <= 2*surroundings || len(pieces) == 1 || a.Len()+b.Len() <= 2*wholeUpTo {
			it.pieces = append(it.pieces, p)
			continue
		}
		head, tail := surroundings, n-surroundings
		if d.old.minus(p.a.From + head - 1) {
			head--
		}
		if d.old.minus(p.a.From + tail - 1) {
			tail--
		}
		if i > 0 {
			it.pieces = append(it.pieces, piece{OpSame, lex.Span{From: p.a.From, To: p.a.From + head}, lex.Span{From: p.b.From, To: p.b.From + head}})
			out = append(out, it)
		}
		it = &item{kind: KindEdited}
		if i+1 < len(pieces) {
			it.pieces = append(it.pieces, piece{OpSame, lex.Span{From: p.a.From + tail, To: p.a.To}, lex.Span{From: p.b.From + tail, To: p.b.To}})
		}
	}
	if len(it.pieces) > 0 {
		out = append(out, it)
	}
	for _, it := range out {
		first, last := it.pieces[0], it.pieces[len(it.pieces)-1]
		it.a, it.b = lex.Span{From: first.a.From, To: last.a.To}, lex.Span{From: first.b.From, To: last.b.To}
	}
	return out
}

// piecesOf lists what becomes of the words of two ranges, given those that are
// the same. An empty span of a piece tells where the other page goes on.
func piecesOf(a, b lex.Span, words []stretch) []piece {
	var out []piece
	between := func(toA, toB int) {
		if a.From < toA {
			out = append(out, piece{OpLost, lex.Span{From: a.From, To: toA}, lex.Span{From: b.From, To: b.From}})
		}
		if b.From < toB {
			out = append(out, piece{OpGained, lex.Span{From: toA, To: toA}, lex.Span{From: b.From, To: toB}})
		}
		a.From, b.From = toA, toB
	}
	for _, w := range words {
		between(w.a, w.b)
		if k := len(out) - 1; k >= 0 && out[k].op == OpSame {
			out[k].a.To, out[k].b.To = w.a+w.n, w.b+w.n
		} else {
			out = append(out, piece{OpSame, lex.Span{From: w.a, To: w.a + w.n}, lex.Span{From: w.b, To: w.b + w.n}})
		}
		a.From, b.From = w.a+w.n, w.b+w.n
	}
	between(a.To, b.To)
	return out
}

// moves joins a paragraph that was lost with one of the same words, or of most
// of them, that was gained elsewhere.
func (d *differ) moves(items []*item) []*item {
	gained := map[uint64][]*item{} // by all words
	holder := map[uint64]*item{}   // by shingle
	for _, it := range items {
		if it.kind != KindGained {
			continue
		}
		h := hashOf(d.new.s.Tokens[it.b.From:it.b.To])
		gained[h] = append(gained[h], it)
		for i := it.b.From; i+lex.ShingleWidth <= it.b.To; i++ {
			holder[lex.ShingleAt(d.new.s.Tokens, i)] = it
		}
	}
	if len(gained) == 0 {
		return items
	}
	gone := map[*item]bool{}
	for _, it := range items {
		if it.kind != KindLost {
			continue
		}
		h := hashOf(d.old.s.Tokens[it.a.From:it.a.To])
		if list := gained[h]; len(list) > 0 {
			gained[h] = list[1:]
			if to := list[0]; to.kind == KindGained {
				to.kind, to.a, to.pieces = KindMoved, it.a, []piece{{OpSame, it.a, to.b}}
				gone[it] = true
			}
			continue
		}
		if to := d.rewrittenAs(it, holder); to != nil {
			words := shifted(shortest(d.old.s.Tokens[it.a.From:it.a.To], d.new.s.Tokens[to.b.From:to.b.To]), it.a.From, to.b.From)
			words = d.keepSigns(d.dropChance(words, it.a, to.b))
			to.kind, to.moved, to.a, to.pieces = KindEdited, true, it.a, piecesOf(it.a, to.b, words)
			gone[it] = true
		}
	}
	return slices.DeleteFunc(items, func(it *item) bool { return gone[it] })
}

// rewrittenAs finds the gained paragraph that holds at least half of a lost one.
func (d *differ) rewrittenAs(it *item, holder map[uint64]*item) *item {
	const least = 8
	if it.a.Len() < least {
		return nil
	}
	held := map[*item]int{}
	var best *item
	for i := it.a.From; i+lex.ShingleWidth <= it.a.To; i++ {
		if to := holder[lex.ShingleAt(d.old.s.Tokens, i)]; to != nil && to.kind == KindGained {
			held[to]++
			if best == nil || held[to] > held[best] {
				best = to
			}
		}
	}
	if best == nil || 2*held[best] < max(it.a.Len(), best.b.Len())-lex.ShingleWidth+1 {
		return nil
	}
	return best
}

func shifted(words []stretch, a, b int) []stretch {
	for i := range words {
		words[i].a += a
		words[i].b += b
	}
	return words
}

func hashOf(tok []lex.Token) uint64 {
	h := uint64(lex.HashSeed)
	for i := range tok {
		h = (h ^ tok[i].Hash) * lex.HashPrime
	}
	return h
}
