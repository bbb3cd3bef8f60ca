package ledger

import (
	"maps"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// bounds gives the sizes at which the batches of a span end, and takes their lines.
// Where its checkpoint is left in no copy, that a batch ended somewhere is told by
// a signed claim, or by the file of records that comes next, if all its lines are
// proved: it begins where they do, unless it was cut short, so the one before must
// be whole as well. That some file bears the size in its name says nothing, for
// anybody may have put it there.
func (b *rebuilder) bounds(s *span) []int64 {
	files := make([][][]byte, 0, len(s.held))
	for _, data := range s.held {
		files = append(files, linesOf(data))
	}
	s.held = nil
	for _, lines := range files {
		s.take(lines)
	}
	lowest, whole := s.best(files, s.end())
	if lowest == s.first && whole {
		return []int64{s.end()} // as it nearly always is
	}
	known := []int64{s.first, s.end()}
	single := map[int64]bool{} // batches by their end, that a claim tells of
	for _, c := range b.claimed(s) {
		s.take(c.lines)
		known = append(known, c.first, c.size)
		single[c.size] = true
	}
	slices.Sort(known)
	known = slices.Compact(known)
	var out []int64
	for i := len(known) - 1; i > 0; i-- {
		for end := known[i]; end > known[i-1]; {
			out = append(out, end)
			if single[end] {
				break
			}
			end = b.before(s, known[i-1], end)
		}
	}
	slices.Reverse(out)
	return out
}

func linesOf(data []byte) [][]byte {
	if data == nil {
		return nil
	}
	lines, _ := splitLines(data)
	return lines
}

// best is whole for the copies of a file.
func (s *span) best(files [][][]byte, end int64) (lowest int64, whole bool) {
	lowest = end
	for _, lines := range files {
		from, all := s.whole(lines, end)
		if from < lowest || from == lowest && all {
			lowest, whole = from, all
		}
	}
	return lowest, whole
}

// records reads the file of records at that size in each copy.
func (b *rebuilder) records(end int64) (files [][][]byte) {
	for _, st := range b.stores {
		if data, err := readObject(b.ctx, st, RecordsPath(end), maxRecords); err == nil {
			files = append(files, linesOf(data))
		}
	}
	return files
}

// before gives where the batch ends that comes before the one that ends at end, if
// that is after floor, and takes the lines of the latter.
func (b *rebuilder) before(s *span, floor, end int64) int64 {
	files := b.records(end)
	for _, lines := range files {
		s.take(lines)
	}
	lowest, whole := s.best(files, end)
	if !whole || lowest <= floor {
		return floor
	}
	if b.named != nil {
		whole = b.named[lowest]
	} else {
		_, whole = s.best(b.records(lowest), lowest)
	}
	if !whole {
		return floor
	}
	return lowest
}

// claimFile is where a claim lies.
type claimFile struct {
	st  store.Store
	key string
}

// readClaims reads the claims that begin and end in that range, in any copy.
func (b *rebuilder) readClaims(first, last int64) []*claim {
	if b.claims == nil {
		b.claims = map[int64][]claimFile{}
		for _, st := range b.stores {
			for key, err := range st.List(b.ctx, claimsPrefix) {
				if err != nil {
					break // what they would tell is lost, then
				}
				if at, ok := claimOf(key); ok {
					b.claims[at] = append(b.claims[at], claimFile{st, key})
				}
			}
		}
	}
	var out []*claim
	for _, at := range slices.Sorted(maps.Keys(b.claims)) {
		if at < first || at >= last {
			continue
		}
		for _, f := range b.claims[at] {
			data, err := readObject(b.ctx, f.st, f.key, maxRecords)
			if err != nil {
				continue
			}
			if c, err := parseClaim(data, at, b.v); err == nil && c.size <= last {
				out = append(out, c)
			}
		}
	}
	return out
}

// claimed gives the claims that this span's entries came by: signed, and every line
// of them proved.
func (b *rebuilder) claimed(s *span) []*claim {
	return slices.DeleteFunc(b.readClaims(s.first, s.end()), func(c *claim) bool {
		_, whole := s.whole(c.lines, c.size)
		return !whole
	})
}

// byClaims says what the claims do.
func (b *rebuilder) byClaims(first, last int64) []tlog.Hash {
	out := make([]tlog.Hash, last-first)
	for _, c := range b.readClaims(first, last) {
		fill(out, c.lines, c.first-first)
	}
	return out
}
