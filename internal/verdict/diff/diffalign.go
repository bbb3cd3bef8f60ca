package diff

import (
	"slices"
	"sort"

	"archiver/internal/verdict/lex"
)

// stretch is a run of n words that stands on both pages: from a on the old one,
// from b on the new one.
type stretch struct{ a, b, n int }

// Bounds of the work of an alignment. Two texts without any common shingle cost
// maxSteps² at most, in time and, times four, in bytes; what is more different
// than that is shown as one text for another.
const (
	maxSteps = 1000
	maxDepth = 12
)

// alignWords finds the words that two texts have in common in the same order:
// first between shingles that stand in each exactly once, as patience diff has
// it, then, in the gaps, with the fewest words lost and gained (Myers, "An
// O(ND) difference algorithm", 1986). In time nearly linear in the text.
func alignWords(a, b []lex.Token) []stretch {
	x := aligner{a: a, b: b}
	x.between(lex.Span{From: 0, To: len(a)}, lex.Span{From: 0, To: len(b)}, 0)
	return x.found
}

type aligner struct {
	a, b  []lex.Token
	found []stretch // ascending on both sides
}

func (x *aligner) add(a, b, n int) {
	if n == 0 {
		return
	}
	if k := len(x.found) - 1; k >= 0 && x.found[k].a+x.found[k].n == a && x.found[k].b+x.found[k].n == b {
		x.found[k].n += n
		return
	}
	x.found = append(x.found, stretch{a, b, n})
}

func (x *aligner) between(a, b lex.Span, depth int) {
	for a.Len() > 0 && b.Len() > 0 && x.a[a.From].Hash == x.b[b.From].Hash {
		x.add(a.From, b.From, 1)
		a.From++
		b.From++
	}
	tail := 0
	for a.Len() > 0 && b.Len() > 0 && x.a[a.To-1].Hash == x.b[b.To-1].Hash {
		a.To--
		b.To--
		tail++
	}
	if a.Len() > 0 && b.Len() > 0 {
		x.middle(a, b, depth)
	}
	x.add(a.To, b.To, tail)
}

func (x *aligner) middle(a, b lex.Span, depth int) {
	anchors := x.anchors(a, b)
	if len(anchors) == 0 || depth == maxDepth {
		for _, s := range shortest(x.a[a.From:a.To], x.b[b.From:b.To]) {
			x.add(a.From+s.a, b.From+s.b, s.n)
		}
		return
	}
	for _, at := range anchors {
		if at.a < a.From || at.b < b.From {
			continue // within what the one before was drawn out to
		}
		x.between(lex.Span{From: a.From, To: at.a}, lex.Span{From: b.From, To: at.b}, depth+1)
		a.From, b.From = at.a, at.b
		for a.Len() > 0 && b.Len() > 0 && x.a[a.From].Hash == x.b[b.From].Hash {
			x.add(a.From, b.From, 1)
			a.From++
			b.From++
		}
	}
	x.between(a, b, depth+1)
}

// anchors are the shingles that stand exactly once in each range, as many of
// them as are in the same order.
func (x *aligner) anchors(a, b lex.Span) []stretch {
	if a.Len() < lex.ShingleWidth || b.Len() < lex.ShingleWidth {
		return nil
	}
	type place struct{ a, b int } // from 1; -1: several
	once := func(p *int, i int) {
		if *p == 0 {
			*p = i + 1
		} else {
			*p = -1
		}
	}
	at := make(map[uint64]place, min(a.Len(), b.Len()))
	for i := a.From; i+lex.ShingleWidth <= a.To; i++ {
		h := lex.ShingleAt(x.a, i)
		p := at[h]
		once(&p.a, i)
		at[h] = p
	}
	for i := b.From; i+lex.ShingleWidth <= b.To; i++ {
		h := lex.ShingleAt(x.b, i)
		if p, ok := at[h]; ok && p.a > 0 {
			once(&p.b, i)
			at[h] = p
		}
	}
	var both []stretch
	for _, p := range at {
		if p.a > 0 && p.b > 0 {
			both = append(both, stretch{p.a - 1, p.b - 1, lex.ShingleWidth})
		}
	}
	slices.SortFunc(both, func(p, q stretch) int { return p.a - q.a })
	return ascending(both)
}

// ascending picks the longest series in which b ascends as a does.
func ascending(list []stretch) []stretch {
	var tops []int // tops[k]: the index of the least end of a series of k+1
	before := make([]int, len(list))
	for i, s := range list {
		k := sort.Search(len(tops), func(k int) bool { return list[tops[k]].b >= s.b })
		before[i] = -1
		if k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	out := make([]stretch, 0, len(tops))
	for i := tops[len(tops)-1]; i >= 0; i = before[i] {
		out = append(out, list[i])
	}
	slices.Reverse(out)
	return out
}

// shortest aligns two texts with the fewest words lost and gained: nothing
// where that takes more than maxSteps.
func shortest(a, b []lex.Token) []stretch {
	n, m := len(a), len(b)
	most := min(n+m, maxSteps)
	v := make([]int32, 2*most+2) // by diagonal: how far a is used up
	var trace [][]int32          // v before each step
	at := func(v []int32, k, d int) int32 { return v[k+d] }
	for d := 0; d <= most; d++ {
		// v of step d-1 holds the diagonals -(d-1)…d-1 at 0…2(d-1).
		prev := slices.Clone(v[:max(0, 2*d-1)])
		trace = append(trace, prev)
		for k := -d; k <= d; k += 2 {
			var i int32
			switch {
			case d == 0:
			case k == -d || k != d && at(prev, k-1, d-1) < at(prev, k+1, d-1):
				i = at(prev, k+1, d-1)
			default:
				i = at(prev, k-1, d-1) + 1
			}
			for int(i) < n && int(i)-k < m && int(i)-k >= 0 && a[i].Hash == b[int(i)-k].Hash {
				i++
			}
			v[k+d] = i
			if int(i) >= n && int(i)-k >= m {
				return walkBack(a, b, trace, d)
			}
		}
	}
	return nil
}

// walkBack reads the way out of the trace of shortest.
func walkBack(a, b []lex.Token, trace [][]int32, d int) []stretch {
	var out []stretch
	i, j := len(a), len(b)
	for ; d >= 0; d-- {
		prev, k := trace[d], i-j
		fromI, fromJ := 0, 0
		if d > 0 {
			at := func(k int) int { return int(prev[k+d-1]) }
			if k == -d || k != d && at(k-1) < at(k+1) {
				fromI = at(k + 1)
				fromJ = fromI - (k + 1)
			} else {
				fromI = at(k - 1)
				fromJ = fromI - (k - 1)
			}
		}
		// From there one step aside, then along the diagonal.
		startI, startJ := fromI, fromJ
		if d > 0 {
			if fromI-fromJ == k+1 {
				startJ++
			} else {
				startI++
			}
		}
		if s := i - startI; s > 0 {
			out = append(out, stretch{startI, startJ, s})
		}
		i, j = fromI, fromJ
	}
	slices.Reverse(out)
	return out
}
