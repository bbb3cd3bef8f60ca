package verdict

import (
	"strings"
	"sync"
)

// Prepared is a page made ready for comparison. It is not changed after
// Prepare and safe for concurrent use.
type Prepared struct {
	page     Page
	visible  *stream
	main     *stream
	set      *shingles // of visible
	title    *stream
	headings map[uint64]bool // hashes of whole headings

	pagesOnce sync.Once
	pages     [][]byte // of a PDF, the letters of each page; made when asked for
}

// Prepare normalises a page. The cost grows with the text: about 10 ns a byte.
func Prepare(p Page) *Prepared {
	pdf := p.Kind == "pdf"
	if p.Visible == "" && len(p.Pages) > 0 {
		p.Visible = strings.Join(p.Pages, "\n")
	}
	d := &Prepared{page: p, visible: lex(p.Visible, pdf)}
	d.main = d.visible
	if p.Main != p.Visible {
		if d.main = d.visible.pick(p.Main); d.main == nil || pdf {
			d.main = lex(p.Main, pdf)
		}
	}
	d.set = newShingles(d.visible.tok)
	d.title = lex(p.Title, false)
	d.headings = make(map[uint64]bool, len(p.Headings)+1)
	for _, h := range p.Headings {
		d.headings[lex(h, false).hash] = true
	}
	return d
}

// pick returns the view of s that consists of the lines of text, which are
// lines of s in the same order, without cutting them into words again. It
// gives nil where that is not so. The letters between two blocks of such a
// view are not its own, so nothing is searched across them.
func (s *stream) pick(text string) *stream {
	main := &stream{text: s.text, norm: s.norm, masked: s.masked, tok: make([]token, 0, len(s.tok)), blocks: make([]block, 0, len(s.blocks))}
	next := 0
	for line := range strings.SplitSeq(compose(text), "\n") {
		at := next
		for at < len(s.blocks) && s.blockText(at) != line {
			at++
		}
		if at == len(s.blocks) {
			if strings.TrimSpace(line) == "" || len(lex(line, false).tok) == 0 {
				continue
			}
			return nil
		}
		b := s.blocks[at]
		next = at + 1
		from := len(main.tok)
		main.tok = append(main.tok, s.tok[b.from:b.to]...)
		main.blocks = append(main.blocks, block{span: span{from, len(main.tok)}, start: b.start, end: b.end})
	}
	if len(s.emails) > 0 {
		for _, k := range main.tok {
			if k.flags&tokEmail != 0 {
				if a := strings.ToLower(s.text[k.start:k.end]); !strings.HasPrefix(a, "[") {
					main.emails = append(main.emails, a)
				}
			}
		}
	}
	return main
}

// words counts the words of the visible text.
func (d *Prepared) words() int {
	if d == nil {
		return 0
	}
	return len(d.visible.tok)
}

// base is the view by which a page is measured: its main text, or all of it
// where next to nothing passed for main text.
func (d *Prepared) base() *stream {
	const least = 20
	if len(d.main.tok) < least && len(d.visible.tok) > 3*len(d.main.tok) {
		return d.visible
	}
	return d.main
}

// speaks tells whether there is a whole sentence of running text.
func (d *Prepared) speaks() bool {
	for _, s := range []*stream{d.main, d.visible} {
		for i, b := range s.blocks {
			if b.len() >= 8 && s.endsSentence(i) {
				return true
			}
		}
	}
	return false
}

// hasText tells whether there is anything to compare.
func (d *Prepared) hasText() bool { return d.words() > 0 }

// text of a header field or the like in a form that tables can be asked for.
func normalise(s string) string {
	t := lex(s, false)
	words := make([]string, len(t.tok))
	for i := range t.tok {
		words[i] = t.word(i)
	}
	return strings.Join(words, " ")
}
