package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

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
func (d *Side) timecode(c Change) bool {
	if !c.paired || c.There.To > len(d.other.Tokens) || c.Len()+c.There.Len() == 0 || c.Len() > 3 || c.There.Len() > 3 {
		return false
	}
	return timedOrNone(d.Page.Visible(), d.Stream, c.Span) && timedOrNone(d.Peer.Visible(), d.other, c.There)
}

// timedOrNone tells whether a run is empty, or a time at the beginning of its
// block in a page of such blocks, which is s.
func timedOrNone(s *lex.Stream, of *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 {
		return true
	}
	b := of.Blocks[of.BlockOf(r.From)]
	return r.From-b.From <= mostBefore && isTime(of, r) && timed(s)
}

// isTime tells whether a run is written as minutes and seconds are, whole.
func isTime(s *lex.Stream, r lex.Span) bool {
	from, to := s.Tokens[r.From].Start, s.Tokens[r.To-1].End
	parts := strings.Split(s.Text[from:to], ":")
	if len(parts) < 2 || len(parts) > 3 || int(to) < len(s.Text) && s.Text[to] == ':' || from > 0 && s.Text[from-1] == ':' {
		return false
	}
	for i, p := range parts {
		if len(p) != 2 && !(i == 0 && len(p) == 1) || !lex.IsASCIIDigit(p[0]) || !lex.IsASCIIDigit(p[len(p)-1]) || i > 0 && p[0] > '5' {
			return false
		}
	}
	return true
}

// timed tells whether several blocks begin with a time, each later than the one
// before.
func timed(s *lex.Stream) bool {
	n, last := 0, ""
	for _, b := range s.Blocks {
		for i := b.From; i < min(b.To, b.From+mostBefore+1); i++ {
			if s.Tokens[i].Flags&lex.Number == 0 {
				continue
			}
			to := i + 1
			for to < b.To && to < i+3 && s.Tokens[to].Flags&lex.Number != 0 && s.Tokens[to].Start == s.Tokens[to-1].End+1 {
				to++
			}
			if !isTime(s, lex.Span{From: i, To: to}) {
				break
			}
			at := s.Text[s.Tokens[i].Start:s.Tokens[to-1].End]
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
