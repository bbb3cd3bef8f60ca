package verdict

import (
	"slices"
	"strings"
)

// item is a passage that differs: paragraphs of the old page, of the new, or
// of both.
type item struct {
	kind   string
	a, b   span    // words of the old and of the new page
	pieces []piece // in order; lost and gained alternate with same
	moved  bool
	real   bool
}

// piece is a part of a passage: where it is the same both spans have words, else
// one of them.
type piece struct {
	op   string
	a, b span
}

// group is a passage that stands on both pages: paragraphs of each, by index,
// and the words that they share.
type group struct {
	a, b  span // of paragraphs
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
	words := alignWords(d.old.s.tok, d.new.s.tok)
	words = d.otherAddresses(words)
	words = d.slide(words)
	words = d.dropChance(words, span{0, len(d.old.s.tok)}, span{0, len(d.new.s.tok)})
	d.words = d.keepSigns(words)
}

// address is the e-mail address that a token is.
func (v *view) address(i int) string {
	t := v.s.tok[i]
	return strings.ToLower(v.s.text[t.start:t.end])
}

// otherAddresses parts e-mail addresses that differ; those hidden from robots
// equal any.
func (d *differ) otherAddresses(words []stretch) []stretch {
	if len(d.old.s.emails) == 0 || len(d.new.s.emails) == 0 {
		return words
	}
	var out []stretch
	for _, w := range words {
		from := 0
		for i := range w.n {
			if d.old.s.tok[w.a+i].flags&tokEmail == 0 {
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
		var r span
		switch {
		case endB == q.b && endA < q.a:
			v, r = &d.old, span{endA, q.a}
		case endA == q.a && endB < q.b:
			v, r = &d.new, span{endB, q.b}
		default:
			continue
		}
		const furthest = 64
		best, at := v.edges(r), 0
		for k := 1; k <= min(furthest, p.n-1) && v.s.tok[r.from-k].hash == v.s.tok[r.to-k].hash; k++ {
			if e := v.edges(span{r.from - k, r.to - k}); e > best {
				best, at = e, -k
			}
		}
		for k := 1; k <= min(furthest, q.n-1) && v.s.tok[r.from+k-1].hash == v.s.tok[r.to+k-1].hash; k++ {
			if e := v.edges(span{r.from + k, r.to + k}); e > best {
				best, at = e, k
			}
		}
		p.n += at
		q.a, q.b, q.n = q.a+at, q.b+at, q.n-at
	}
	return words
}

// edges says how well a run fits into the text: whole paragraphs best.
func (v *view) edges(r span) int {
	n := 0
	if v.starts(r.from) {
		n += 2
		if v.starts(r.to) {
			n += 2
		}
	} else if v.s.tok[r.from].flags&tokFirst != 0 {
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
	return i >= 0 && i < len(v.s.tok) && v.s.tok[i].flags&tokSign != 0 && v.s.word(i) == "-"
}

// dropChance leaves out what two texts have in common by chance: a word or
// three between longer runs that were rewritten.
func (d *differ) dropChance(words []stretch, a, b span) []stretch {
	const most = 3
	for {
		kept := make([]stretch, 0, len(words))
		endA, endB := a.from, b.from
		for i, w := range words {
			nextA, nextB := a.to, b.to
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
		alone(g.a.from, g.b.from)
		out = append(out, d.passages(g)...)
		doneA, doneB = g.a.to, g.b.to
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
			n := min(w.n, d.old.paras[d.old.para[w.a]].to-w.a, d.new.paras[d.new.para[w.b]].to-w.b)
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
		least := min(d.old.paras[pa].len(), d.new.paras[pb].len())
		if held < 6 && 4*held < least {
			continue // a few words that any two paragraphs share
		}
		k := len(out) - 1
		if k >= 0 && (out[k].a.to > int(pa) || out[k].b.to > int(pb)) {
			out[k].a.to, out[k].b.to = int(pa)+1, int(pb)+1
			out[k].words = append(out[k].words, words...)
			continue
		}
		out = append(out, group{a: span{int(pa), int(pa) + 1}, b: span{int(pb), int(pb) + 1}, words: words[:len(words):len(words)]})
	}
	return slices.DeleteFunc(out, func(g group) bool {
		held, common := 0, 0
		for _, w := range g.words {
			held += w.n
			common += d.old.s.tellingIn(span{w.a, w.a + w.n})
		}
		a, b := d.wordsOf(g)
		return 5*held < min(a.len(), b.len()) || !likeEnough(common, min(d.old.s.tellingIn(a), d.new.s.tellingIn(b)))
	})
}

func (d *differ) wordsOf(g group) (a, b span) {
	return span{d.old.paras[g.a.from].from, d.old.paras[g.a.to-1].to}, span{d.new.paras[g.b.from].from, d.new.paras[g.b.to-1].to}
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
		n := p.a.len()
		if p.op != OpSame || n <= 2*surroundings || len(pieces) == 1 || a.len()+b.len() <= 2*wholeUpTo {
			it.pieces = append(it.pieces, p)
			continue
		}
		head, tail := surroundings, n-surroundings
		if d.old.minus(p.a.from + head - 1) {
			head--
		}
		if d.old.minus(p.a.from + tail - 1) {
			tail--
		}
		if i > 0 {
			it.pieces = append(it.pieces, piece{OpSame, span{p.a.from, p.a.from + head}, span{p.b.from, p.b.from + head}})
			out = append(out, it)
		}
		it = &item{kind: KindEdited}
		if i+1 < len(pieces) {
			it.pieces = append(it.pieces, piece{OpSame, span{p.a.from + tail, p.a.to}, span{p.b.from + tail, p.b.to}})
		}
	}
	if len(it.pieces) > 0 {
		out = append(out, it)
	}
	for _, it := range out {
		first, last := it.pieces[0], it.pieces[len(it.pieces)-1]
		it.a, it.b = span{first.a.from, last.a.to}, span{first.b.from, last.b.to}
	}
	return out
}

// piecesOf lists what becomes of the words of two ranges, given those that are
// the same. An empty span of a piece tells where the other page goes on.
func piecesOf(a, b span, words []stretch) []piece {
	var out []piece
	between := func(toA, toB int) {
		if a.from < toA {
			out = append(out, piece{OpLost, span{a.from, toA}, span{b.from, b.from}})
		}
		if b.from < toB {
			out = append(out, piece{OpGained, span{toA, toA}, span{b.from, toB}})
		}
		a.from, b.from = toA, toB
	}
	for _, w := range words {
		between(w.a, w.b)
		if k := len(out) - 1; k >= 0 && out[k].op == OpSame {
			out[k].a.to, out[k].b.to = w.a+w.n, w.b+w.n
		} else {
			out = append(out, piece{OpSame, span{w.a, w.a + w.n}, span{w.b, w.b + w.n}})
		}
		a.from, b.from = w.a+w.n, w.b+w.n
	}
	between(a.to, b.to)
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
		h := hashOf(d.new.s.tok[it.b.from:it.b.to])
		gained[h] = append(gained[h], it)
		for i := it.b.from; i+width <= it.b.to; i++ {
			holder[shingleAt(d.new.s.tok, i)] = it
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
		h := hashOf(d.old.s.tok[it.a.from:it.a.to])
		if list := gained[h]; len(list) > 0 {
			gained[h] = list[1:]
			if to := list[0]; to.kind == KindGained {
				to.kind, to.a, to.pieces = KindMoved, it.a, []piece{{OpSame, it.a, to.b}}
				gone[it] = true
			}
			continue
		}
		if to := d.rewrittenAs(it, holder); to != nil {
			words := shifted(shortest(d.old.s.tok[it.a.from:it.a.to], d.new.s.tok[to.b.from:to.b.to]), it.a.from, to.b.from)
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
	if it.a.len() < least {
		return nil
	}
	held := map[*item]int{}
	var best *item
	for i := it.a.from; i+width <= it.a.to; i++ {
		if to := holder[shingleAt(d.old.s.tok, i)]; to != nil && to.kind == KindGained {
			held[to]++
			if best == nil || held[to] > held[best] {
				best = to
			}
		}
	}
	if best == nil || 2*held[best] < max(it.a.len(), best.b.len())-width+1 {
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

func hashOf(tok []token) uint64 {
	h := uint64(fnvOffset)
	for i := range tok {
		h = (h ^ tok[i].hash) * mixPrime
	}
	return h
}
