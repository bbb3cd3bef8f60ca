package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// On a page of a few lines there is no running text to tell its column by, and what a site
// shows beside it, others at each look, would be most of the page. But the lines that stand
// with the headline in one box are its text. Where all of them stand as they did, a list of
// links of which a good part went for others, and a box outside that has other words
// altogether, were swapped. A line that went without another in its place, one that shares
// its words with what came, a figure, and what tells the fate of the page were not.

const (
	leastWith  = 2 // words of the text besides the headline, and lines that name a day or a writer
	mostRaised = 3 // boxes around the headline that may be its text's
	leastSwap  = 3 // words of a link that was swapped
	leastTalk  = 6 // of a line that is none
	leastSaid  = 8 // of one under a label
	mostOver   = 5 // words of a label

	mostSwaps  = 200   // lines that were swapped, of both pages
	mostBlocks = 5_000 // of both
)

// shortText is the text of a page of a few lines.
type shortText struct {
	f     *Flow
	box   int32
	lines []int           // of the visible text, that are the text's
	is    []bool          // for each line
	topic map[string]bool // the beginnings of its words, once asked for
}

// textWithHeadline finds the lines that stand with the headline; nil where there is none, or
// it stands with all of the page.
func textWithHeadline(p *pages.Prepared) *shortText {
	if p.Page.Kind != "html" || !p.Page.Layout.Complete() || len(p.Page.Headings) == 0 {
		return nil
	}
	v := p.Visible()
	f := &Flow{Layout: &p.Page.Layout, Visible: v}
	f.Place()
	head := lex.Text(p.Page.Headings[0], false)
	if len(head.Blocks) != 1 {
		return nil
	}
	at := -1
	for i, b := range v.Blocks {
		if v.BlockHash(b) == head.BlockHash(head.Blocks[0]) && f.Linked[i] < FullyLinked {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	n := f.box[at]
	for range mostRaised {
		if n < 0 {
			return nil
		}
		t := &shortText{f: f, box: n, is: make([]bool, len(v.Blocks))}
		words := 0
		for i, b := range v.Blocks {
			if i != at && (f.Linked[i] >= mostlyLinked || !f.inFlow(f.box[i], n)) {
				continue
			}
			t.lines, t.is[i] = append(t.lines, i), true
			if i != at && !f.ofPage(i) {
				for k := b.From; k < b.To; k++ {
					if v.Tokens[k].Flags&lex.Number == 0 && lex.Vocabulary().Class(v.Word(k))&(lex.ClassMonth|lex.ClassDay|lex.ClassGlue) == 0 {
						words++
					}
				}
			}
		}
		if words >= leastWith {
			return t
		}
		n = f.Layout.Parent[n]
	}
	return nil
}

// ofPage tells whether a line says by whom a page is, from when, or who read it.
func (f *Flow) ofPage(i int) bool {
	b := f.Visible.Blocks[i]
	if b.Len() == 0 || b.Len() > mostLabel || f.Visible.EndsSentence(i) {
		return false
	}
	if lex.Vocabulary().Class(f.Visible.Word(b.From))&(lex.ClassDated|lex.ClassByline) != 0 {
		return true
	}
	for k := b.From; k < b.To && b.Len() <= mostOver; k++ {
		if lex.Vocabulary().Class(f.Visible.Word(k))&(lex.ClassAgo|lex.ClassCounter) != 0 {
			return true
		}
	}
	return false
}

// inFlow tells whether a box is another one, or stands in it as lists and quotations do.
func (f *Flow) inFlow(inner, outer int32) bool {
	for ; inner >= 0 && inner != outer && f.Layout.Flow[inner]; inner = f.Layout.Parent[inner] {
	}
	return inner == outer
}

// setSwapsAside takes the lines that were swapped out of the measure, of a page of few
// lines all of whose text stands. It gives, for each block of the two bases, whether it
// was taken out.
func setSwapsAside(a, b *pages.Prepared, lost, gained *lex.Coverage) (old, now []bool) {
	if lost.Found == lost.Total && gained.Found == gained.Total || prosyWords(a.Base()) >= leastStory || prosyWords(b.Base()) >= leastStory {
		return nil, nil
	}
	s, t := textWithHeadline(a), textWithHeadline(b)
	if s == nil || t == nil || len(s.lines) != len(t.lines) {
		return nil, nil
	}
	for i, k := range s.lines {
		if s.hash(k) != t.hash(t.lines[i]) {
			return nil, nil
		}
	}
	went, came := s.fresh(t), t.fresh(s)
	if len(went) == 0 || len(came) == 0 || len(went)+len(came) > mostSwaps || len(s.is)+len(t.is) > mostBlocks || s.fateful(went) || t.fateful(came) {
		return nil, nil
	}
	x, y := s.swapped(went, t, came), t.swapped(came, s, went)
	if len(x) == 0 || len(y) == 0 {
		return nil, nil
	}
	old, now = s.ofBase(a.Base(), x), t.ofBase(b.Base(), y)
	*lost, *gained = without(lost, a.Base(), old), without(gained, b.Base(), now)
	return old, now
}

// prosyWords counts the words of running text.
func prosyWords(s *lex.Stream) (n int) {
	for i, b := range s.Blocks {
		if b.Len() >= Prosy && s.EndsSentence(i) {
			n += b.Len()
		}
	}
	return n
}

func (t *shortText) hash(i int) uint64 { return t.f.Visible.BlockHash(t.f.Visible.Blocks[i]) }

// fresh are the lines beside the text that the other page has not.
func (t *shortText) fresh(o *shortText) (out map[int]bool) {
	have := map[uint64]bool{}
	for i := range o.f.Visible.Blocks {
		have[o.hash(i)] = true
	}
	out = map[int]bool{}
	for i, b := range t.f.Visible.Blocks {
		if b.Len() > 0 && !t.is[i] && !have[t.hash(i)] {
			out[i] = true
		}
	}
	return out
}

// fateful tells whether one of these lines may say what became of the page, or is a row.
func (t *shortText) fateful(lines map[int]bool) bool {
	v := t.f.Visible
	for i := range lines {
		b := v.Blocks[i]
		if hasCells(v, i) || v.SaysGone(b.Span) || v.SaysTakenDown(b.Span) {
			return true
		}
		for k := b.From; k < b.To; k++ {
			if t.f.Linked[i] < mostlyLinked && lex.Vocabulary().Class(v.Word(k))&lex.ClassStatus != 0 {
				return true
			}
		}
	}
	return false
}

// swapped are those of these lines that went for others, as a rotating box has them: of
// links a third at least of those beside them, or of any that are said to be related; of
// other lines all in the box but its label.
func (t *shortText) swapped(lines map[int]bool, o *shortText, others map[int]bool) map[int]bool {
	f, out := t.f, map[int]bool{}
	for i := range lines {
		n, linked := f.Visible.Blocks[i].Len(), f.Linked[i] >= mostlyLinked
		all, changed, label := 0, 0, -1
		for k := range f.Visible.Blocks {
			switch {
			case t.is[k]:
			case k < i && label < 0 && f.labels(k, i) && !lines[k]:
				label = k
			case f.alike(i, k):
				if all++; lines[k] {
					changed++
				}
			}
		}
		related := label >= 0 && f.relates(label)
		if linked && (n < leastSwap || !related && 3*changed < all) || !linked && (n < leastTalk || label >= 0 && !related && n < leastSaid || changed < all || f.around(t.box, f.box[i])) {
			continue
		}
		same := !linked && (t.topical(i) || label < 0 && !t.tells() && !t.quotes(i))
		for k := range others {
			same = same || t.shares(i, o, k, linked)
		}
		out[i] = !same
	}
	return out
}

// topical tells whether a line has a word of the headline or the text: it goes on with them.
func (t *shortText) topical(i int) bool {
	v := t.f.Visible
	if t.topic == nil {
		t.topic = map[string]bool{}
		for _, k := range t.lines {
			for x := v.Blocks[k].From; x < v.Blocks[k].To; x++ {
				if stem, ok := StemOf(v, x); ok {
					t.topic[stem] = true
				}
			}
		}
	}
	for x := v.Blocks[i].From; x < v.Blocks[i].To; x++ {
		if stem, ok := StemOf(v, x); ok && t.topic[stem] {
			return true
		}
	}
	return false
}

// tells tells whether the text has a sentence: a headline and a line below it may only
// stand over the text.
func (t *shortText) tells() bool {
	return slices.ContainsFunc(t.lines, func(k int) bool {
		return t.f.Visible.Blocks[k].Len() >= leastTalk && t.f.Visible.EndsSentence(k)
	})
}

// quotes tells whether a line begins with somebody's words.
func (t *shortText) quotes(i int) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(t.f.Visible.Marked(t.f.Visible.Blocks[i].Span)))
	return strings.ContainsRune("“„«\"‘「»", r)
}

// labels tells whether a line may name what stands in a box around both, or right before.
func (f *Flow) labels(k, i int) bool {
	b := f.Visible.Blocks[k]
	return b.Len() > 0 && b.Len() <= mostOver && !f.Visible.EndsSentence(k) && f.Linked[k] < FullyLinked && f.box[k] >= 0 && (f.around(f.box[k], f.box[i]) || k == i-1 && f.Layout.Parent[f.box[k]] == f.box[i])
}

// relates tells whether a label names what leads elsewhere, or is paid for.
func (f *Flow) relates(k int) bool {
	b := f.Visible.Blocks[k]
	for i := b.From; i < b.To; i++ {
		if lex.Vocabulary().Class(f.Visible.Word(i))&(lex.ClassRelated|lex.ClassAdvert) != 0 {
			return true
		}
	}
	return false
}

// alike tells whether two lines stand in one box, or in boxes of one kind side by side.
func (f *Flow) alike(i, k int) bool {
	m, n := f.box[i], f.box[k]
	return m == n || m >= 0 && n >= 0 && f.Layout.Parent[m] == f.Layout.Parent[n] && f.Layout.Look[m] == f.Layout.Look[n]
}

// shares tells whether a line has so many words of another one that it may be that one
// edited: half of them where it is a link, else a fifth, or a number.
func (t *shortText) shares(i int, o *shortText, k int, linked bool) bool {
	v, w := t.f.Visible, o.f.Visible
	have := map[uint64]bool{}
	for x := w.Blocks[k].From; x < w.Blocks[k].To; x++ {
		have[w.Tokens[x].Hash] = true
	}
	words, shared := 0, 0
	for x := v.Blocks[i].From; x < v.Blocks[i].To; x++ {
		number := v.Tokens[x].Flags&lex.Number != 0
		if !number && !v.Telling(x) {
			continue
		}
		words++
		if have[v.Tokens[x].Hash] {
			if shared++; number && !linked {
				return true
			}
		}
	}
	if linked {
		return 2*shared >= max(words, 1)
	}
	return 5*shared >= max(words, 1)
}

// ofBase tells of each block of the base whether it is one of these lines.
func (t *shortText) ofBase(base *lex.Stream, lines map[int]bool) []bool {
	t.f.Match(base)
	out := make([]bool, len(base.Blocks))
	for i, k := range t.f.At {
		out[i] = k >= 0 && lines[k]
	}
	return out
}
