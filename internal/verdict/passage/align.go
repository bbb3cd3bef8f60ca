package passage

import (
	"slices"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Likeness is the window of a text that is most like a passage.
type Likeness struct {
	Similarity float64 // 1 − word edits / words of the passage
	At         lex.Span
	sameFacts  bool // no number, name or negation differs
}

// Bounds of the work of one search.
const (
	maxWindows = 4       // windows that are aligned word by word
	MaxAligned = 1500    // words of a passage that are aligned
	maxCells   = 8 << 20 // of one alignment
	wordPlaces = 8 << 10 // for the words of a passage: most are free
)

// unitCost is what one unit of weight costs. Of two ways that cost the same the one
// that takes more words of the text is better, by one each: what is left out at
// either end is not compared.
const unitCost = 1 << 12

// The steps of an alignment.
const (
	stepSame  = iota // the same on both sides
	stepOther        // one word for another
	stepLost         // a word of the passage that is not in the text
	stepNew          // a word of the text that is not in the passage
)

// nearest finds the window most like q. Windows are chosen by how many of the
// passage's words they hold, in one pass over the text, and only the best are
// aligned.
func nearest(s *lex.Stream, q *lex.Stream, lines bool) Likeness {
	return NearestOf(s, q, lines, reworded)
}

// NearestOf is nearest among the windows that hold that share of the words.
func NearestOf(s *lex.Stream, q *lex.Stream, lines bool, least float64) Likeness {
	words := q.Tokens
	if len(words) > MaxAligned {
		words = words[:MaxAligned]
	}
	n := len(words)
	width := n + n/4 + 2
	best := Likeness{}
	var full, bare []meaning.Term
	for _, w := range Windows(s, words, width, least) {
		pad := n/4 + 3
		r := lex.Span{From: max(0, w.From-pad), To: min(len(s.Tokens), w.From+width+pad)}
		if full == nil {
			full = meaning.TermsOf(q, lex.Span{From: 0, To: n}, false, false)
		}
		l := align(s, full, r, lines, false)
		if !(l.Similarity == 1 && l.sameFacts) && (marked(q, lex.Span{From: 0, To: n}) || marked(s, r)) {
			if bare == nil {
				bare = meaning.TermsOf(q, lex.Span{From: 0, To: n}, false, true)
			}
			l = better(align(s, bare, r, lines, true), l)
		}
		best = better(best, l)
	}
	best.sameFacts = best.sameFacts && len(q.Tokens) == n
	return best
}

// better is the liker of two; the first where they are alike.
func better(a, b Likeness) Likeness {
	if b.Similarity > a.Similarity || b.Similarity == a.Similarity && b.sameFacts && !a.sameFacts {
		return b
	}
	return a
}

// marked tells whether a range holds what may be a footnote's mark.
func marked(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Mark != 0 {
			return true
		}
	}
	return false
}

// Window is a place that holds words of a passage.
type Window struct {
	From int // the token it begins with
	Held int // words of the passage that it holds
}

// Windows returns the best places that hold at least that share of the words, of which
// there may be MaxAligned: at most maxWindows and not too near to each other.
func Windows(s *lex.Stream, words []lex.Token, width int, least float64) []Window {
	if s.LacksMost(words, least) {
		return nil
	}
	var places [wordPlaces]uint16 // of a word's hash → 1 + its place in counts
	type count struct {
		hash       uint64
		want, have int32
	}
	counts := make([]count, 0, len(words))
	find := func(h uint64) (place uint64, c *count) {
		for place = h % wordPlaces; places[place] != 0; place = (place + 1) % wordPlaces {
			if c = &counts[places[place]-1]; c.hash == h {
				return place, c
			}
		}
		return place, nil // as most words of a text
	}
	for _, t := range words {
		place, c := find(t.Hash)
		if c == nil {
			counts = append(counts, count{hash: t.Hash})
			places[place], c = uint16(len(counts)), &counts[len(counts)-1]
		}
		c.want++
	}
	held := 0
	var top []Window
	for i := range s.Tokens {
		if _, c := find(s.Tokens[i].Hash); c != nil {
			if c.have++; c.have <= c.want {
				held++
			}
		}
		from := i - width + 1
		if from > 0 {
			if _, c := find(s.Tokens[from-1].Hash); c != nil {
				if c.have <= c.want {
					held--
				}
				c.have--
			}
		}
		if float64(held) >= least*float64(len(words)) {
			top = keepBest(top, Window{max(0, from), held}, max(1, len(words)/2))
		}
	}
	return top
}

// keepBest adds w to the best windows, where a better one that lies within
// apart words of it takes its place.
func keepBest(top []Window, w Window, apart int) []Window {
	for i := range top {
		if w.From-top[i].From < apart {
			if w.Held > top[i].Held {
				top[i] = w
			}
			return top
		}
	}
	if len(top) < maxWindows {
		return append(top, w)
	}
	least := 0
	for i := range top {
		if top[i].Held < top[least].Held {
			least = i
		}
	}
	if w.Held > top[least].Held {
		top = slices.Delete(top, least, least+1)
		top = append(top, w)
	}
	return top
}

// align finds the part of r that a passage turns into with the fewest edits, and
// tells whether they leave what it says as it is.
func align(s *lex.Stream, words []meaning.Term, r lex.Span, lines, bare bool) Likeness {
	text := meaning.TermsOf(s, r, lines, bare)
	text, words = meaning.Abridge(text, words), meaning.Abridge(words, text)
	if feet := feet(s, text); feet != nil {
		// First for nothing, to see which of their lines belong to the passage.
		costly := slices.Clone(text)
		for i := range text {
			if feet[i] {
				text[i].Extra = 0
			}
		}
		_, taken := alignTerms(words, text)
		text = withoutFeet(s, costly, feet, taken)
	}
	l, _ := alignTerms(words, text)
	if l.At.Len() > 0 {
		l.At = lex.Span{From: text[l.At.From].At.From, To: text[l.At.To-1].At.To}
	}
	return l
}

// alignTerms gives the likeness, with the range of terms for its place, and tells
// which terms of the text are those of the passage.
func alignTerms(words, text []meaning.Term) (Likeness, []bool) {
	n, m := len(words), len(text)
	if n == 0 || m == 0 || n*m > maxCells {
		return Likeness{}, nil
	}
	step := make([]uint8, (n+1)*(m+1))
	prev, cur := make([]int32, m+1), make([]int32, m+1)
	total := int32(0)
	for i := 1; i <= n; i++ {
		w := &words[i-1]
		total += w.Weight
		cur[0] = total * unitCost
		step[i*(m+1)] = stepLost
		for j := 1; j <= m; j++ {
			x := &text[j-1]
			if w.Hash == x.Hash {
				cur[j], step[i*(m+1)+j] = prev[j-1]-1, stepSame
				continue
			}
			price := max(w.Weight, x.Weight)
			if w.Stem != 0 && w.Stem == x.Stem && n*m <= maxCells/8 && meaning.SameStem(w.Word, x.Word) {
				price = meaning.EndWeight
			}
			c, st := prev[j-1]+price*unitCost, uint8(stepOther)
			if d := prev[j] + w.Weight*unitCost; d < c {
				c, st = d, stepLost
			}
			if d := cur[j-1] + x.Extra*unitCost; d < c {
				c, st = d, stepNew
			}
			cur[j], step[i*(m+1)+j] = c, st
		}
		prev, cur = cur, prev
	}
	end := 0
	for j := 1; j <= m; j++ {
		if prev[j] <= prev[end] { // the longest: what ends it is compared, not left out
			end = j
		}
	}
	l := Likeness{sameFacts: true}
	i, j := n, end
	taken := make([]bool, m)
	same := int32(0)
	// Runs of edits, from the end.
	iTo, jTo := i, j
	settle := func() {
		from, to := j, jTo
		// At either end of the passage words are not lost for nothing: others stand
		// in their place, in the same sentence.
		missing := iTo - i - (jTo - j)
		if i == 0 {
			for ; missing > 0 && from > 0 && (from == m || !text[from].First); missing-- {
				from--
			}
		}
		if iTo == n {
			for ; missing > 0 && to < m && !text[to].First; missing-- {
				to++
			}
		}
		if l.sameFacts && (iTo > i || jTo > j) {
			l.sameFacts = meaning.SameSense(words[i:iTo], text[from:to])
		}
	}
	for i > 0 {
		switch step[i*(m+1)+j] {
		case stepSame:
			settle()
			i--
			j--
			taken[j] = true
			same++
			iTo, jTo = i, j
		case stepOther:
			i--
			j--
		case stepLost:
			i--
		case stepNew:
			j--
		}
	}
	settle()
	l.Similarity = 1 - float64((prev[end]+same)/unitCost)/float64(total)
	l.At = lex.Span{From: j, To: end}
	return l, taken
}
