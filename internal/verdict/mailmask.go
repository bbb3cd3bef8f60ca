package verdict

import "strings"

// An address is hidden from robots in many ways: "rpike at tides.example",
// "rpike(собака)tides.example". Whatever stands for the sign is no word of the
// text: the address is the same if what stands before and behind it is.

const mostMask = 16 // bytes of what stands for the sign

// sameAddress tells whether a change shows an address with its sign on one page
// and with something else in the sign's place on the other.
func (d *side) sameAddress(c change) bool {
	if !c.paired || c.len() == 0 || c.there.len() == 0 || c.len() > 12 || c.there.len() > 12 {
		return false
	}
	return masked(d.s, c.span, d.other, c.there) || masked(d.other, c.there, d.s, c.span)
}

// masked tells whether a run is an address and another one the same address masked,
// or its beginning.
func masked(s *stream, r span, o *stream, there span) bool {
	if r.len() != 1 || s.tok[r.from].flags&tokEmail == 0 {
		return false
	}
	local, host, ok := strings.Cut(strings.ToLower(s.text[s.tok[r.from].start:s.tok[r.from].end]), "@")
	if !ok {
		return false
	}
	b := o.blocks[o.blockOf(there.from)]
	text := strings.ToLower(o.text[o.tok[there.from].start:min(int(b.end), len(o.text))])
	rest, ok := strings.CutPrefix(text, local)
	at := strings.Index(rest[:min(len(rest), mostMask+8+len(host))], host)
	if !ok || at <= 0 || len(local)+at+len(host) < int(o.tok[there.to-1].end-o.tok[there.from].start) {
		return false
	}
	mask := strings.Trim(rest[:at], " \u00a0()[]{}<>_-")
	return mask != "" && mask != rest[:at] && !strings.ContainsAny(mask, " .@0123456789")
}
