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

// nearest finds the window most like q. Windows are chosen by how many of the
// passage's words they hold, in one pass over the text, and only the best are
// aligned.
func (s *stream) nearest(q *stream) likeness {
	words := q.tok
	if len(words) > maxAligned {
		words = words[:maxAligned]
	}
	n := len(words)
	width := n + n/4 + 2
	best := likeness{}
	for _, w := range s.windows(words, width) {
		if float64(w.held)/float64(n) < reworded {
			continue
		}
		pad := n/4 + 3
		r := span{max(0, w.from-pad), min(len(s.tok), w.from+width+pad)}
		if l := s.align(q, words, r); l.similarity > best.similarity {
			best = l
		}
	}
	return best
}

type window struct {
	from, held int
}

// windows returns the best places, at most maxWindows and not too near to
// each other.
func (s *stream) windows(words []token, width int) []window {
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
		if 2*held >= len(words) {
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

// The steps of an alignment.
const (
	stepSame  = iota // a word of both
	stepOther        // one word for another
	stepLost         // a word of the passage that is not in the text
	stepNew          // a word of the text that is not in the passage
)

// align finds the part of r that q turns into with the fewest word edits.
func (s *stream) align(q *stream, words []token, r span) likeness {
	n, m := len(words), r.len()
	if n == 0 || m == 0 || n*m > maxCells {
		return likeness{}
	}
	step := make([]uint8, (n+1)*(m+1))
	prev, cur := make([]int32, m+1), make([]int32, m+1)
	for i := 1; i <= n; i++ {
		cur[0] = int32(i)
		step[i*(m+1)] = stepLost
		for j := 1; j <= m; j++ {
			if words[i-1].hash == s.tok[r.from+j-1].hash {
				cur[j], step[i*(m+1)+j] = prev[j-1], stepSame
				continue
			}
			c, st := prev[j-1]+1, uint8(stepOther)
			if d := prev[j] + 1; d < c {
				c, st = d, stepLost
			}
			if d := cur[j-1] + 1; d < c {
				c, st = d, stepNew
			}
			cur[j], step[i*(m+1)+j] = c, st
		}
		prev, cur = cur, prev
	}
	end := 0
	for j := 1; j <= m; j++ {
		if prev[j] < prev[end] {
			end = j
		}
	}
	l := likeness{similarity: 1 - float64(prev[end])/float64(n), sameFacts: len(q.tok) == n}
	i, j := n, end
	for i > 0 {
		st := step[i*(m+1)+j]
		switch {
		case !l.sameFacts:
		case st != stepSame:
			l.sameFacts = harmless(q, s, i-1, r.from+j-1, st)
		case q.tok[i-1].flags&tokEmail != 0:
			a, b := q.address(i-1), s.address(r.from+j-1)
			l.sameFacts = a == "" || b == "" || a == b
		}
		if st != stepNew {
			i--
		}
		if st != stepLost {
			j--
		}
	}
	l.at = span{r.from + j, r.from + end}
	return l
}

// harmless tells whether a step of an alignment leaves numbers, names and
// negations as they are. a is a word of the passage, b of the text.
func harmless(q, s *stream, a, b int, step uint8) bool {
	switch step {
	case stepLost:
		return !q.fact(a)
	case stepNew:
		return !s.fact(b)
	}
	wa, wb := q.word(a), s.word(b)
	if negates(wa, wb) || negates(wb, wa) {
		return false
	}
	if q.tok[a].flags&s.tok[b].flags&tokUpper != 0 && lexicon().class(wa)&classStop == 0 && lexicon().class(wb)&classStop == 0 {
		// Two words in large letters, where a name may stand: the same name
		// in another case, or another name.
		return sameStem(wa, wb)
	}
	if q.fact(a) || s.fact(b) {
		return q.tok[a].flags&tokNumber == 0 && s.tok[b].flags&tokNumber == 0 && sameStem(wa, wb) &&
			lexicon().class(wa)&classNo == lexicon().class(wb)&classNo
	}
	return true
}

// sameStem tells whether two words differ in their endings alone.
func sameStem(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && (i < len(a) && !utf8.RuneStart(a[i]) || i < len(b) && !utf8.RuneStart(b[i])) {
		i--
	}
	stem := utf8.RuneCountInString(a[:i])
	return stem >= 4 && utf8.RuneCountInString(a[i:]) <= 3 && utf8.RuneCountInString(b[i:]) <= 3 && !strings.ContainsAny(a[i:]+b[i:], "0123456789")
}
