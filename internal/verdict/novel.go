package verdict

import (
	"net/http"
	"strings"
)

// novelty is what a page says in place of what the reference said: its
// paragraphs that do not stand there. What is left of the site's template (its
// menus, its footer, the lists beside the text) is on both and falls out, so a
// short message is short again, however much stands around it.
type novelty struct {
	s      *stream
	blocks []block // in reading order
	words  int
}

// fewNovel bounds the words of a message that stands in place of a text.
const fewNovel = 120

// novel finds what page says that ref does not: of its main text where it has
// one, else of all. Without ref all of it is novel.
func novel(ref, page *Prepared) novelty { return novelIn(ref, page.base()) }

// novelIn is novel for one view of a page.
func novelIn(ref *Prepared, view *stream) novelty {
	old := map[uint64]bool{}
	if ref != nil {
		for _, b := range ref.visible().blocks {
			old[ref.visible().blockHash(b)] = true
		}
	}
	n := novelty{s: view}
	for _, b := range n.s.blocks {
		if b.len() > 0 && !old[n.s.blockHash(b)] {
			n.blocks = append(n.blocks, b)
			n.words += b.len()
		}
	}
	return n
}

// total counts the words of a view.
func (s *stream) total() int { return len(s.tok) }

func (s *stream) blockHash(b block) uint64 {
	h := uint64(fnvOffset)
	for i := b.from; i < b.to; i++ {
		h = (h ^ s.tok[i].hash) * mixPrime
	}
	return h
}

// beginning gives the paragraphs that lie within the first so many words.
func (n novelty) beginning(words int) []block {
	for i, b := range n.blocks {
		if words -= b.len(); words < 0 {
			return n.blocks[:i]
		}
	}
	return n.blocks
}

// textOf gives the words of some paragraphs.
func (n novelty) textOf(blocks []block) string {
	var out []string
	for _, b := range blocks {
		for i := b.from; i < b.to; i++ {
			out = append(out, n.s.word(i))
		}
	}
	return strings.Join(out, " ")
}

// sameMessage tells whether a probe says the same in place of the text: most of
// it word for word, whatever else a site varies on its error pages.
func (b *bench) sameMessage(probe *Look) bool {
	if probe == nil || probe.Fault != "" || probe.Status >= 400 || !probe.Page.hasText() || !b.look.Page.hasText() || !b.e.ref.hasText() {
		return false
	}
	mine, theirs := b.e.novel(), novel(b.e.ref, probe.Page)
	have := map[uint64]bool{}
	for _, t := range theirs.blocks {
		have[theirs.s.blockHash(t)] = true
	}
	shared, gone := 0, false
	for _, m := range mine.blocks {
		if have[mine.s.blockHash(m)] {
			shared += m.len()
			gone = gone || mine.s.saysGone(m.span)
		}
	}
	return mine.words >= 4 && (10*shared >= 7*mine.words || gone)
}

// saysNotFound tells whether a probe for an address that was made up got status 404
// and the page of the look: what the server says there it says here. What asks
// something of its reader may be a wall that lets the status through.
func (b *bench) saysNotFound(probe *Look) bool {
	if probe == nil || probe.Status != http.StatusNotFound && probe.Status != http.StatusGone || !b.known || b.look.Status >= 300 || b.e.words < 8 {
		return false
	}
	said := *probe
	said.Status = http.StatusOK
	return (b.sameMessage(&said) || b.sameAs(&said)) && !b.asks() && !b.joins()
}

// sentences cuts a paragraph that is too long for a saying where sentences begin.
func (s *stream) sentences(b span) []span {
	if b.len() <= maxSaying {
		return []span{b}
	}
	var out []span
	from := b.from
	for i := b.from + 1; i <= b.to; i++ {
		if i == b.to || s.tok[i].flags&tokFirst != 0 {
			out = append(out, span{from, i})
			from = i
		}
	}
	return out
}

// paragraphs counts those of running text.
func (n novelty) paragraphs() int {
	c := 0
	for _, b := range n.blocks {
		if b.len() >= prosy && n.s.endsAsSentence(b) {
			c++
		}
	}
	return c
}
