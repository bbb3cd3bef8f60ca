package pages

import (
	"maps"
	"slices"
)

// Sketches are those of many pages, of which those that are the Same as one are found
// without a look at all others. The zero value is empty.
//
// Of two pages that are the Same one has hardly any words that the other lacks: of any
// ownWords of its own the other has one at least. The rarest are looked up.
type Sketches struct {
	list   []*Sketch
	having map[uint64][]int32 // word → the pages that have it
	known  map[uint64][]int32 // word → the pages of which it is one of the rarest
	few    []int32            // the pages that have fewer of their own
}

// Add gives the number of a page: how many there were before.
func (x *Sketches) Add(s *Sketch) int {
	if x.having == nil {
		x.having, x.known = map[uint64][]int32{}, map[uint64][]int32{}
	}
	n := len(x.list)
	x.list = append(x.list, s)
	rarest := x.rarest(s)
	for _, w := range rarest {
		x.known[w] = append(x.known[w], int32(n))
	}
	if len(rarest) < ownWords {
		x.few = append(x.few, int32(n))
	}
	for _, w := range s.words {
		x.having[w] = append(x.having[w], int32(n))
	}
	return n
}

// Same gives the numbers of the pages that may be this one, in ascending order.
func (x *Sketches) Same(s *Sketch) (found []int) {
	if s == nil {
		return nil
	}
	rarest := x.rarest(s)
	if len(rarest) < ownWords { // any page may be this one that is like it
		for n, o := range x.list {
			if o.Same(s) {
				found = append(found, n)
			}
		}
		return found
	}
	may := map[int32]bool{}
	add := func(list []int32) {
		for _, n := range list {
			may[n] = true
		}
	}
	for _, w := range rarest {
		add(x.having[w])
	}
	for _, w := range s.words {
		add(x.known[w])
	}
	add(x.few)
	for _, n := range slices.Sorted(maps.Keys(may)) {
		if x.list[n].Same(s) {
			found = append(found, int(n))
		}
	}
	return found
}

// rarest are the words of a page's own that the fewest pages have.
func (x *Sketches) rarest(s *Sketch) []uint64 {
	var best []uint64
	for _, w := range s.own {
		at := len(best)
		for at > 0 && len(x.having[w]) < len(x.having[best[at-1]]) {
			at--
		}
		if at < ownWords {
			best = slices.Insert(best, at, w)
			best = best[:min(len(best), ownWords)]
		}
	}
	return best
}
