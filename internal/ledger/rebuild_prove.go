package ledger

import (
	"bytes"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/tlog"
)

// A span is the entries between two signed checkpoints, of which the leaves are
// proved, and so each line and entry that has one.
type span struct {
	first  int64
	leaves []tlog.Hash
	at     map[tlog.Hash]int64 // where a leaf stands

	lines   map[tlog.Hash][]byte
	entries map[tlog.Hash][]byte
	// held is the file of records at the span's end, as each copy has it.
	held [][]byte
}

func newSpan(first int64, leaves []tlog.Hash) *span {
	s := &span{first: first, leaves: leaves, at: make(map[tlog.Hash]int64, len(leaves)), lines: map[tlog.Hash][]byte{}, entries: map[tlog.Hash][]byte{}}
	for i, leaf := range leaves {
		s.at[leaf] = first + int64(i)
	}
	return s
}

func (s *span) end() int64 { return s.first + int64(len(s.leaves)) }

func (s *span) has(leaf tlog.Hash) bool { _, ok := s.at[leaf]; return ok }

// whole says whether lines are all the entries from some one up to end, in order,
// and which is the first entry that is among the lines at all.
func (s *span) whole(lines [][]byte, end int64) (lowest int64, whole bool) {
	lowest = end
	from := end - int64(len(lines))
	whole = from >= s.first && len(lines) > 0
	for i, line := range lines {
		leaf := leafOf(entryOf(line))
		if at, ok := s.at[leaf]; ok && at < lowest {
			lowest = at
		}
		whole = whole && s.leaves[from+int64(i)-s.first] == leaf
	}
	return lowest, whole
}

// take keeps the lines that are proved.
func (s *span) take(lines [][]byte) {
	for _, line := range lines {
		leaf := leafOf(entryOf(line))
		if s.has(leaf) && s.lines[leaf] == nil {
			s.lines[leaf] = bytes.Clone(line) // not the rest of the file with it
		}
	}
}

// A voice is what one source in one copy says that the leaves are; zero: nothing.
type voice struct {
	copy, kind int
	says       []tlog.Hash
}

// The kinds of voice. That there is a file of some name counts for nothing: only
// those are heard that stand at a signed size, or where the length of such a one
// leads. So a file that somebody adds changes nothing.
const (
	ofRecords = iota
	ofStart   // the last file of records, if it begins where the span does
	ofEntries
	ofTiles
	ofClaims
	voiceKinds
)

// prove finds out which leaves lead to the next signed checkpoint.
func (b *rebuilder) prove(cp *checkpoint) (*span, error) {
	first, last := b.e.size, cp.size
	var held [][]byte
	var voices []voice
	var entries [][]byte
	for i, st := range b.stores {
		data, err := readObject(b.ctx, st, RecordsPath(last), maxRecords)
		if err != nil {
			data = nil
		}
		held = append(held, data)
		voices = append(voices, voice{i, ofRecords, b.chain(st, data, first, last)})
		if lines, _ := splitLines(data); data != nil && int64(len(lines)) != last-first {
			// Where a line was lost, those before it are found from the start.
			voices = append(voices, voice{i, ofStart, fill(make([]tlog.Hash, last-first), lines, 0)})
		}
		bundled, of, stated := b.treeFiles(st, first, last)
		entries = append(entries, bundled...)
		voices = append(voices, voice{i, ofEntries, of}, voice{i, ofTiles, stated})
	}
	leaves := b.leaves(voices, cp)
	if leaves == nil {
		// What is not read unless it must be.
		leaves = b.leaves(append(voices, voice{len(b.stores), ofClaims, b.byClaims(first, last)}), cp)
	}
	if err := b.ctx.Err(); err != nil {
		return nil, err
	}
	if leaves == nil {
		return nil, &AlteredError{checkpointPath(last), "what is stored does not lead to it: there are two histories, or too much is damaged"}
	}
	s := newSpan(first, leaves)
	s.held = held
	for _, e := range entries {
		if e == nil {
			continue
		}
		if leaf := leafOf(e); s.has(leaf) {
			s.entries[leaf] = e
		}
	}
	return s, nil
}

// fill puts the leaves of lines into out, the first of them at from.
func fill(out []tlog.Hash, lines [][]byte, from int64) []tlog.Hash {
	for i, line := range lines {
		if at := from + int64(i); at >= 0 && at < int64(len(out)) {
			out[at] = leafOf(entryOf(line))
		}
	}
	return out
}

// chain tells by the files of records, from the end back: each says by its length
// where the one before ends. data is the last of them.
func (b *rebuilder) chain(st store.Store, data []byte, first, last int64) []tlog.Hash {
	out := make([]tlog.Hash, last-first)
	for end := last; data != nil; {
		lines, _ := splitLines(data)
		n := int64(len(lines))
		fill(out[:end-first], lines, end-n-first)
		if end -= n; n == 0 || end <= first {
			break
		}
		var err error
		if data, err = readObject(b.ctx, st, RecordsPath(end), maxRecords); err != nil {
			break
		}
	}
	return out
}

// treeFiles gives what a copy's bundles and tiles say of the entries from first on.
func (b *rebuilder) treeFiles(st store.Store, first, last int64) (entries [][]byte, of, stated []tlog.Hash) {
	entries, of, stated = make([][]byte, last-first), make([]tlog.Hash, last-first), make([]tlog.Hash, last-first)
	for n := first / tileWidth; n*tileWidth < last; n++ {
		width := int(min(tileWidth, last-n*tileWidth))
		bundle := b.readEntries(st, n, width)
		var hashes []tlog.Hash
		if data, err := readTile(b.ctx, st, 0, n, width); err == nil {
			hashes = splitHashes(data)
		}
		for i := range width {
			at := n*tileWidth + int64(i) - first
			if at < 0 {
				continue
			}
			if i < len(bundle) && len(bundle[i]) == entrySize { // else it is none of ours
				entries[at], of[at] = bytes.Clone(bundle[i]), leafOf(bundle[i])
			}
			if i < len(hashes) {
				stated[at] = hashes[i]
			}
		}
	}
	return entries, of, stated
}

// readEntries reads a bundle of at least that width; nil for none.
func (b *rebuilder) readEntries(st store.Store, n int64, width int) [][]byte {
	for _, w := range []int{width, tileWidth} {
		if data, err := readObject(b.ctx, st, entriesPath(n, w), maxEntries); err == nil {
			if entries, err := splitEntries(data); err == nil && len(entries) >= width {
				return entries[:width]
			}
		}
	}
	return nil
}

// leaves gives what leads to the signed root: what most voices say, of all, of one
// copy, of one kind, or of one copy and kind. nil: none of it does.
func (b *rebuilder) leaves(voices []voice, cp *checkpoint) []tlog.Hash {
	for _, heard := range b.views() {
		var some []voice
		for _, v := range voices {
			if heard(v) {
				some = append(some, v)
			}
		}
		if len(some) == 0 {
			continue
		}
		if list := most(some); b.leadsTo(list, cp) {
			return list
		}
	}
	return nil
}

func (b *rebuilder) views() []func(voice) bool {
	views := []func(voice) bool{func(voice) bool { return true }}
	for i := range b.stores {
		views = append(views, func(v voice) bool { return v.copy == i })
	}
	views = append(views, func(v voice) bool { return v.kind == ofEntries || v.kind == ofTiles })
	for kind := range voiceKinds {
		views = append(views, func(v voice) bool { return v.kind == kind })
		for i := range b.stores {
			views = append(views, func(v voice) bool { return v.copy == i && v.kind == kind })
		}
	}
	return views
}

// most gives for each leaf what has the most votes; the first of several.
func most(voices []voice) []tlog.Hash {
	out := make([]tlog.Hash, len(voices[0].says))
	for i := range out {
		votes := 0
		for _, v := range voices {
			n := 0
			for _, w := range voices {
				if w.says[i] == v.says[i] {
					n++
				}
			}
			if n > votes && v.says[i] != (tlog.Hash{}) {
				votes, out[i] = n, v.says[i]
			}
		}
	}
	return out
}

// leadsTo says whether these leaves make the signed tree.
func (b *rebuilder) leadsTo(list []tlog.Hash, cp *checkpoint) bool {
	e := &edge{size: b.e.size}
	for _, level := range b.e.levels {
		e.levels = append(e.levels, slices.Clone(level))
	}
	for _, leaf := range list {
		e.push(leaf, func(int, int64, []tlog.Hash) {})
	}
	return e.root() == cp.root
}
