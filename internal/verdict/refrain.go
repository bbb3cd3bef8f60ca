package verdict

import "regexp"

// The number of an item that the browser used to write may come to stand in the
// text, or go from it. So it says nothing.

// dropRefrains removes such changes.
func dropRefrains(l, g *side) {
	for _, d := range []*side{l, g} {
		d.drop(d.ordinals())
	}
}

var ordinal = regexp.MustCompile(`^[(\[]?(\d{1,2}|[a-z])\s*[.)°º\]]`)

// ordinals finds the numbers before items that stand side by side and are
// counted from the first on.
func (d *side) ordinals() map[int]bool {
	out := map[int]bool{}
	var series []int
	next := ""
	flush := func() {
		if len(series) >= 2 {
			for _, i := range series {
				out[i] = true
			}
		}
		series, next = nil, ""
	}
	last := -2
	for i, c := range d.changes {
		b := d.s.blocks[c.block]
		m := ordinal.FindStringSubmatch(d.s.blockText(c.block))
		if m == nil || c.from != b.from || c.len() == 0 || c.len() > 2 || c.there.len() > 0 || int(d.s.tok[c.to-1].end)-int(b.start) > len(m[0])+1 {
			continue
		}
		apart := c.block != last+1 && !(b.len() <= 12 && !d.s.endsSentence(c.block)) // headings stand apart
		if apart || m[1] != next {
			flush()
			if m[1] != "1" && m[1] != "a" {
				continue
			}
		}
		series, last, next = append(series, i), c.block, following(m[1])
	}
	flush()
	return out
}

// following is the number or the letter after one.
func following(n string) string {
	if n[0] >= 'a' {
		return string(n[0] + 1)
	}
	v := 0
	for _, c := range n {
		v = 10*v + int(c-'0')
	}
	v++
	if v >= 10 {
		return string(rune('0'+v/10)) + string(rune('0'+v%10))
	}
	return string(rune('0' + v))
}

// hashes are those of all blocks of a view.
func hashes(s *stream) map[uint64]bool {
	out := make(map[uint64]bool, len(s.blocks))
	for _, b := range s.blocks {
		out[s.blockHash(b)] = true
	}
	return out
}
