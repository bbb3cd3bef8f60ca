package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// An address is hidden from robots in many ways: "rpike at tides.example",
// "rpike(собака)tides.example". Whatever stands for the sign is no word of the
// text: the address is the same if what stands before and behind it is.

const mostMask = 16 // bytes of what stands for the sign

// sameAddress tells whether a change shows an address with its sign on one page
// and with something else in the sign's place on the other.
func (d *Side) sameAddress(c Change) bool {
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || c.Len() > 12 || c.There.Len() > 12 {
		return false
	}
	return masked(d.Stream, c.Span, d.other, c.There) || masked(d.other, c.There, d.Stream, c.Span)
}

// masked tells whether a run is an address and another one the same address masked,
// or its beginning.
func masked(s *lex.Stream, r lex.Span, o *lex.Stream, there lex.Span) bool {
	if r.Len() != 1 || s.Tokens[r.From].Flags&lex.Email == 0 {
		return false
	}
	local, host, ok := strings.Cut(strings.ToLower(s.Text[s.Tokens[r.From].Start:s.Tokens[r.From].End]), "@")
	if !ok {
		return false
	}
	b := o.Blocks[o.BlockOf(there.From)]
	text := strings.ToLower(o.Text[o.Tokens[there.From].Start:min(int(b.End), len(o.Text))])
	rest, ok := strings.CutPrefix(text, local)
	at := strings.Index(rest[:min(len(rest), mostMask+8+len(host))], host)
	if !ok || at <= 0 || len(local)+at+len(host) < int(o.Tokens[there.To-1].End-o.Tokens[there.From].Start) {
		return false
	}
	mask := strings.Trim(rest[:at], " \u00a0()[]{}<>_-")
	return mask != "" && mask != rest[:at] && !strings.ContainsAny(mask, " .@0123456789")
}
