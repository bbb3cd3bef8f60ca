package verdict

// mostCounted bounds the headings that may say how many there are of what they
// name: "Answers of lawyers", "2 answers of lawyers".
const mostCounted = 6

// counted tells whether a heading that came or went stands on the other page with
// a number before or behind it, or without one: how many there are of what it
// names. The words may have other endings.
func (d *side) counted(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() == 0 || b.len() > mostCounted || !d.isHeading(bi) {
		return false
	}
	own, n := d.s.uncounted(b.span)
	if own.len() == 0 {
		return false
	}
	for _, x := range d.other.blocks {
		if x.len() == 0 || x.len() > mostCounted || !d.peer.isHeadingHash(d.other.blockHash(x)) {
			continue
		}
		there, m := d.other.uncounted(x.span)
		if n+m == 0 || there.len() != own.len() {
			continue
		}
		same := true
		for k := 0; k < own.len() && same; k++ {
			v, w := d.s.word(own.from+k), d.other.word(there.from+k)
			same = v == w || sameStem(v, w)
		}
		if same {
			return true
		}
	}
	return false
}

// uncounted is a run without a number at its beginning or its end, if no other
// number is in it; n tells whether there was one.
func (s *stream) uncounted(r span) (rest span, n int) {
	number := func(i int) bool { return s.tok[i].flags&tokNumber != 0 && plainNumbers(s, span{i, i + 1}) }
	switch {
	case number(r.from):
		r.from, n = r.from+1, 1
	case number(r.to - 1):
		r.to, n = r.to-1, 1
	}
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokNumber != 0 {
			return span{}, 0
		}
	}
	return r, n
}
