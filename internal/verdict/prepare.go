package verdict

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Prepared is a page that can be compared. Each view of it is made once, when
// it is first asked for: a page that is seen for the first time and answers
// well is asked for little. Safe for concurrent use.
type Prepared struct {
	page     Page
	views    atomic.Pointer[views]
	measured atomic.Pointer[measured] // against the page that it was compared with last
	model    atomic.Pointer[stream]   // see readLike
}

// views are made of a page's text, and take many times its size.
type views struct {
	visible  func() *stream
	main     func() *stream
	bare     func() *stream   // visible without footnote marks
	joined   func() *stream   // main, to be searched across what stands between its paragraphs
	set      func() *shingles // of visible
	title    func() *stream
	headings func() map[uint64]bool // hashes of whole headings
	pages    func() [][]byte        // of a PDF, the letters of each page
	count    func() int             // see words
	facts    func() *facts          // what claims are looked up in
}

func (d *Prepared) visible() *stream          { return d.views.Load().visible() }
func (d *Prepared) main() *stream             { return d.views.Load().main() }
func (d *Prepared) bare() *stream             { return d.views.Load().bare() }
func (d *Prepared) joined() *stream           { return d.views.Load().joined() }
func (d *Prepared) set() *shingles            { return d.views.Load().set() }
func (d *Prepared) title() *stream            { return d.views.Load().title() }
func (d *Prepared) headings() map[uint64]bool { return d.views.Load().headings() }
func (d *Prepared) pages() [][]byte           { return d.views.Load().pages() }
func (d *Prepared) count() int                { return d.views.Load().count() }
func (d *Prepared) facts() *facts             { return d.views.Load().facts() }

// Prepare makes a page ready. To compare it costs time that grows with the
// text: about 20 ns a byte, once.
func Prepare(p Page) *Prepared {
	if p.Visible == "" && len(p.Pages) > 0 {
		p.Visible = strings.Join(p.Pages, "\n")
	}
	d := &Prepared{page: p}
	d.Forget()
	return d
}

// Forget drops the views that were made of a page. They are made again when they
// are next asked for, so this is for pages that are large.
func (d *Prepared) Forget() {
	d.views.Store(newViews(d.page, &d.model))
	d.measured.Store(nil)
}

// Size is the length of the text in bytes.
func (d *Prepared) Size() int { return len(d.page.Visible) }

func newViews(p Page, model *atomic.Pointer[stream]) *views {
	pdf := p.Kind == "pdf"
	d := &views{}
	d.visible = sync.OnceValue(func() *stream {
		s := lexLike(p.Visible, pdf, model.Load())
		if pdf {
			s.breaks = s.pageStarts(p.Pages)
		}
		return s
	})
	d.main = sync.OnceValue(func() *stream {
		if p.Main == p.Visible {
			return d.visible()
		}
		if !pdf {
			if main := d.visible().pick(p.Main); main != nil {
				return main
			}
		}
		return lex(p.Main, pdf)
	})
	d.bare = sync.OnceValue(func() *stream { return d.visible().bare() })
	d.joined = sync.OnceValue(func() *stream { return d.main().rebuilt() })
	d.set = sync.OnceValue(func() *shingles { return newShingles(d.visible().tok) })
	d.title = sync.OnceValue(func() *stream { return lex(p.Title, false) })
	d.headings = sync.OnceValue(func() map[uint64]bool {
		m := make(map[uint64]bool, len(p.Headings))
		for _, h := range p.Headings {
			m[lex(h, false).hash] = true
		}
		return m
	})
	d.pages = sync.OnceValue(func() [][]byte {
		out := make([][]byte, 0, len(p.Pages))
		for _, page := range p.Pages {
			out = append(out, lex(page, true).norm)
		}
		return out
	})
	d.facts = sync.OnceValue(func() *facts {
		f := readFacts(d.visible(), pdf)
		f.names = f.indexNames()
		return f
	})
	d.count = sync.OnceValue(func() int {
		if wordsSurely(beginning(p.Visible)) >= many {
			return many
		}
		// The beginning of a long text tells that there are many.
		if start := beginning(p.Visible); len(start) < len(p.Visible) && len(lex(start, pdf).tok) >= many {
			return many
		}
		return min(len(d.visible().tok), many)
	})
	return d
}

// many is more words than any rule asks for.
const many = 400

// beginning is the part of a text in which many words stand if it is prose.
func beginning(text string) string {
	const enough = 6 << 10
	if len(text) <= enough {
		return text
	}
	return text[:max(0, strings.LastIndexAny(text[:enough], " \n"))]
}

// wordsSurely is how many words a text has at least, told without reading it: the
// letters of the scripts that nearly all text here is in, behind a blank.
func wordsSurely(text string) (n int) {
	for i := 1; i+1 < len(text); i++ {
		if c := text[i]; text[i-1] == ' ' && (c|0x20 >= 'a' && c|0x20 <= 'z' || (c == 0xD0 || c == 0xD1) && text[i+1]&0xC0 == 0x80) {
			n++
		}
	}
	return n
}

// pick returns the view of s that consists of the lines of text, which are
// lines of s in the same order, without cutting them into words again. It
// gives nil where that is not so. The letters between two blocks of such a
// view are not its own, so nothing is searched across them.
func (s *stream) pick(text string) *stream {
	picked := make([]block, 0, len(s.blocks))
	next, together := 0, true
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
		together = together && (at == next || len(picked) == 0)
		picked = append(picked, s.blocks[at])
		next = at + 1
	}
	main := &stream{text: s.text, norm: s.norm, masked: s.masked, alefs: s.alefs, blocks: picked}
	if together && len(picked) > 0 { // as an article's paragraphs mostly do
		from, to := picked[0].from, picked[len(picked)-1].to
		main.tok = s.tok[from:to:to]
	} else {
		main.tok = make([]token, 0, len(s.tok))
		for _, b := range picked {
			main.tok = append(main.tok, s.tok[b.from:b.to]...)
		}
	}
	from := 0
	for i, b := range picked {
		picked[i].span = span{from, from + b.len()}
		from += b.len()
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

// words counts the words of the visible text, up to many.
func (d *Prepared) words() int {
	if d == nil {
		return 0
	}
	return d.count()
}

// base is the view by which a page is measured: its main text, or all of it
// where next to nothing passed for main text.
func (d *Prepared) base() *stream {
	const least = 20
	main, visible := d.main(), d.visible()
	if len(main.tok) < least && len(visible.tok) > 3*len(main.tok) {
		return visible
	}
	return main
}

// speaks tells whether there is a whole sentence of running text.
func (d *Prepared) speaks() bool {
	for _, s := range []*stream{d.main(), d.visible()} {
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

// HasText tells whether there is anything to read.
func (d *Prepared) HasText() bool { return d.hasText() }

// text of a header field or the like in a form that tables can be asked for.
func normalise(s string) string {
	return lex(s, false).words()
}
