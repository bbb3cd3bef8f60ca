package verdict

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// likeness is the window of a text that is most like a passage.
type likeness struct {
	similarity float64 // 1 − word edits / words of the passage
	at         span
	sameFacts  bool // no number, name or negation differs
}

// Bounds of the work of one search.
const (
	maxWindows  = 4       // windows that are aligned word by word
	maxAligned  = 1500    // words of a passage that are aligned
	maxCells    = 8 << 20 // of one alignment
	filterWords = 64
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
func (s *stream) nearest(q *stream, lines bool) likeness {
	return s.nearestOf(q, lines, reworded)
}

// nearestOf is nearest among the windows that hold that share of the words.
func (s *stream) nearestOf(q *stream, lines bool, least float64) likeness {
	words := q.tok
	if len(words) > maxAligned {
		words = words[:maxAligned]
	}
	n := len(words)
	width := n + n/4 + 2
	best := likeness{}
	var full, bare []term
	for _, w := range s.windows(words, width, least) {
		pad := n/4 + 3
		r := span{max(0, w.from-pad), min(len(s.tok), w.from+width+pad)}
		if full == nil {
			full = q.terms(span{0, n}, false, false)
		}
		l := s.align(full, r, lines, false)
		if !(l.similarity == 1 && l.sameFacts) && (q.marked(span{0, n}) || s.marked(r)) {
			if bare == nil {
				bare = q.terms(span{0, n}, false, true)
			}
			l = better(s.align(bare, r, lines, true), l)
		}
		best = better(best, l)
	}
	best.sameFacts = best.sameFacts && len(q.tok) == n
	return best
}

// better is the liker of two; the first where they are alike.
func better(a, b likeness) likeness {
	if b.similarity > a.similarity || b.similarity == a.similarity && b.sameFacts && !a.sameFacts {
		return b
	}
	return a
}

// marked tells whether a range holds what may be a footnote's mark.
func (s *stream) marked(r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokMark != 0 {
			return true
		}
	}
	return false
}

type window struct {
	from, held int
}

// windows returns the best places that hold at least that share of the words, at
// most maxWindows and not too near to each other.
func (s *stream) windows(words []token, width int, least float64) []window {
	var filter [filterWords]uint64 // most words of a text are not in the passage
	want := make(map[uint64]int, len(words))
	for _, t := range words {
		want[t.hash]++
		filter[t.hash>>6%filterWords] |= 1 << (t.hash & 63)
	}
	have := make(map[uint64]int, len(want))
	held := 0
	maybe := func(h uint64) bool { return filter[h>>6%filterWords]&(1<<(h&63)) != 0 }
	var top []window
	for i := range s.tok {
		h := s.tok[i].hash
		if maybe(h) {
			if n := want[h]; n > 0 {
				have[h]++
				if have[h] <= n {
					held++
				}
			}
		}
		from := i - width + 1
		if from > 0 {
			if g := s.tok[from-1].hash; maybe(g) {
				if n := want[g]; n > 0 {
					if have[g] <= n {
						held--
					}
					have[g]--
				}
			}
		}
		if float64(held) >= least*float64(len(words)) {
			top = keepBest(top, window{max(0, from), held}, max(1, len(words)/2))
		}
	}
	return top
}

// keepBest adds w to the best windows, where a better one that lies within
// apart words of it takes its place.
func keepBest(top []window, w window, apart int) []window {
	for i := range top {
		if w.from-top[i].from < apart {
			if w.held > top[i].held {
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
		if top[i].held < top[least].held {
			least = i
		}
	}
	if w.held > top[least].held {
		top = slices.Delete(top, least, least+1)
		top = append(top, w)
	}
	return top
}

// align finds the part of r that a passage turns into with the fewest edits, and
// tells whether they leave what it says as it is.
func (s *stream) align(words []term, r span, lines, bare bool) likeness {
	text := s.terms(r, lines, bare)
	text, words = abridge(text, words), abridge(words, text)
	if feet := s.feet(text); feet != nil {
		// First for nothing, to see which of their lines belong to the passage.
		costly := slices.Clone(text)
		for i := range text {
			if feet[i] {
				text[i].extra = 0
			}
		}
		_, taken := alignTerms(words, text)
		text = s.withoutFeet(costly, feet, taken)
	}
	l, _ := alignTerms(words, text)
	if l.at.len() > 0 {
		l.at = span{text[l.at.from].at.from, text[l.at.to-1].at.to}
	}
	return l
}

// alignTerms gives the likeness, with the range of terms for its place, and tells
// which terms of the text are those of the passage.
func alignTerms(words, text []term) (likeness, []bool) {
	n, m := len(words), len(text)
	if n == 0 || m == 0 || n*m > maxCells {
		return likeness{}, nil
	}
	step := make([]uint8, (n+1)*(m+1))
	prev, cur := make([]int32, m+1), make([]int32, m+1)
	total := int32(0)
	for i := 1; i <= n; i++ {
		w := &words[i-1]
		total += w.weight
		cur[0] = total * unitCost
		step[i*(m+1)] = stepLost
		for j := 1; j <= m; j++ {
			x := &text[j-1]
			if w.hash == x.hash {
				cur[j], step[i*(m+1)+j] = prev[j-1]-1, stepSame
				continue
			}
			price := max(w.weight, x.weight)
			if w.stem != 0 && w.stem == x.stem && n*m <= maxCells/8 && sameStem(w.word, x.word) {
				price = endWeight
			}
			c, st := prev[j-1]+price*unitCost, uint8(stepOther)
			if d := prev[j] + w.weight*unitCost; d < c {
				c, st = d, stepLost
			}
			if d := cur[j-1] + x.extra*unitCost; d < c {
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
	l := likeness{sameFacts: true}
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
			for ; missing > 0 && from > 0 && (from == m || !text[from].first); missing-- {
				from--
			}
		}
		if iTo == n {
			for ; missing > 0 && to < m && !text[to].first; missing-- {
				to++
			}
		}
		if l.sameFacts && (iTo > i || jTo > j) {
			l.sameFacts = sameSense(words[i:iTo], text[from:to])
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
	l.similarity = 1 - float64((prev[end]+same)/unitCost)/float64(total)
	l.at = span{j, end}
	return l, taken
}

// sameStem tells whether two words differ in their endings alone.
func sameStem(a, b string) bool {
	i := commonPrefix(a, b)
	stem := utf8.RuneCountInString(a[:i])
	return stem >= 4 && utf8.RuneCountInString(a[i:]) <= 3 && utf8.RuneCountInString(b[i:]) <= 3 && !strings.ContainsAny(a[i:]+b[i:], "0123456789")
}
