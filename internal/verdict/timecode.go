package verdict

import "strings"

// Where a transcript is set beside its sound each part begins with the minute and
// second in which it is said: "00:12", "[1:04:05]".

// The least parts of a page that begin with the time, and how far from its
// beginning it may stand, behind who speaks.
const (
	leastTimed = 3
	mostBefore = 4
)

// timecode tells whether a change is that of such times, which came, went or
// moved.
func (d *side) timecode(c change) bool {
	if !c.paired || c.there.to > len(d.other.tok) || c.len()+c.there.len() == 0 || c.len() > 3 || c.there.len() > 3 {
		return false
	}
	return d.page.visible().timedOrNone(d.s, c.span) && d.peer.visible().timedOrNone(d.other, c.there)
}

// timedOrNone tells whether a run is empty, or a time at the beginning of its
// block in a page of such blocks, which is s.
func (s *stream) timedOrNone(of *stream, r span) bool {
	if r.len() == 0 {
		return true
	}
	b := of.blocks[of.blockOf(r.from)]
	return r.from-b.from <= mostBefore && of.isTime(r) && s.timed()
}

// isTime tells whether a run is written as minutes and seconds are, whole.
func (s *stream) isTime(r span) bool {
	from, to := s.tok[r.from].start, s.tok[r.to-1].end
	parts := strings.Split(s.text[from:to], ":")
	if len(parts) < 2 || len(parts) > 3 || int(to) < len(s.text) && s.text[to] == ':' || from > 0 && s.text[from-1] == ':' {
		return false
	}
	for i, p := range parts {
		if len(p) != 2 && !(i == 0 && len(p) == 1) || !isASCIIDigit(p[0]) || !isASCIIDigit(p[len(p)-1]) || i > 0 && p[0] > '5' {
			return false
		}
	}
	return true
}

// timed tells whether several blocks begin with a time, each later than the one
// before.
func (s *stream) timed() bool {
	n, last := 0, ""
	for _, b := range s.blocks {
		for i := b.from; i < min(b.to, b.from+mostBefore+1); i++ {
			if s.tok[i].flags&tokNumber == 0 {
				continue
			}
			to := i + 1
			for to < b.to && to < i+3 && s.tok[to].flags&tokNumber != 0 && s.tok[to].start == s.tok[to-1].end+1 {
				to++
			}
			if !s.isTime(span{i, to}) {
				break
			}
			at := s.text[s.tok[i].start:s.tok[to-1].end]
			if strings.Count(at, ":") == 1 {
				at = "0:" + at
			}
			if i := strings.IndexByte(at, ':'); i == 1 {
				at = "0" + at
			}
			if len(at) == len("00:0:00") {
				at = at[:3] + "0" + at[3:]
			}
			if at <= last {
				n = 0 // how long it takes to hear it all, say
			}
			if n, last = n+1, at; n == leastTimed {
				return true
			}
			break
		}
	}
	return false
}
