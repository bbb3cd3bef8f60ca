package pages

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Prepared is a page that can be compared. Each view of it is made once, when
// it is first asked for: a page that is seen for the first time and answers
// well is asked for little. Safe for concurrent use.
type Prepared struct {
	Page  Page
	views atomic.Pointer[views]
	found atomic.Pointer[any]        // see Keep
	model atomic.Pointer[lex.Stream] // see ReadLike
}

// views are made of a page's text, and take many times its size.
type views struct {
	visible  func() *lex.Stream
	main     func() *lex.Stream
	bare     func() *lex.Stream   // visible without footnote marks
	joined   func() *lex.Stream   // main, to be searched across what stands between its paragraphs
	set      func() *lex.Shingles // of visible
	title    func() *lex.Stream
	headings func() map[uint64]bool // hashes of whole headings
	pages    func() [][]byte        // of a PDF, the letters of each page
	count    func() int             // see Words
	own      func() bool            // see ownText
	facts    func() *meaning.Facts  // what claims are looked up in
}

// Visible is all text that a reader sees.
func (d *Prepared) Visible() *lex.Stream { return d.views.Load().visible() }

// Main is the visible text without the page's furniture. Where it is lines of Visible,
// its tokens are those of Visible.
func (d *Prepared) Main() *lex.Stream { return d.views.Load().main() }

// Bare is Visible without what may be footnote marks.
func (d *Prepared) Bare() *lex.Stream { return d.views.Load().bare() }

// Joined is Main, to be searched across what stands between its paragraphs.
func (d *Prepared) Joined() *lex.Stream { return d.views.Load().joined() }

// Set are the shingles of Visible.
func (d *Prepared) Set() *lex.Shingles { return d.views.Load().set() }

// Title is the title as tokens.
func (d *Prepared) Title() *lex.Stream { return d.views.Load().title() }

// Headings are the hashes of whole headings: see lex.Stream.Hash.
func (d *Prepared) Headings() map[uint64]bool { return d.views.Load().headings() }

// Pages are the letters of each page of a PDF, normalised; empty for others.
func (d *Prepared) Pages() [][]byte { return d.views.Load().pages() }

func (d *Prepared) count() int            { return d.views.Load().count() }
func (d *Prepared) facts() *meaning.Facts { return d.views.Load().facts() }

// Prepare makes a page ready. To compare it costs time that grows with the
// text: about 20 ns a byte, once.
func Prepare(p Page) *Prepared {
	if p.Visible == "" && len(p.Pages) > 0 {
		p.Visible = strings.Join(p.Pages, "\n")
	}
	d := &Prepared{Page: p}
	d.Forget()
	return d
}

// Forget drops the views that were made of a page. They are made again when they
// are next asked for, so this is for pages that are large.
func (d *Prepared) Forget() {
	d.views.Store(newViews(d.Page, &d.model))
	d.found.Store(nil)
}

// Keep keeps what was found out about a page with it, until something else is kept
// or the page is told to forget. What is kept must not change any more.
func (d *Prepared) Keep(v any) { d.found.Store(&v) }

// Kept is what keep was given last; nil where that is nothing.
func (d *Prepared) Kept() any {
	if v := d.found.Load(); v != nil {
		return *v
	}
	return nil
}

// Size is the length of the text in bytes.
func (d *Prepared) Size() int { return len(d.Page.Visible) }

func newViews(p Page, model *atomic.Pointer[lex.Stream]) *views {
	pdf := p.Kind == "pdf"
	d := &views{}
	d.visible = sync.OnceValue(func() *lex.Stream {
		s := lex.TextLike(p.Visible, pdf, model.Load())
		if pdf {
			s.Breaks = pageStarts(s, p.Pages)
		}
		return s
	})
	d.main = sync.OnceValue(func() *lex.Stream {
		if p.Main == p.Visible {
			return d.visible()
		}
		if !pdf {
			if main := pick(d.visible(), p.Main); main != nil {
				return main
			}
		}
		return lex.Text(p.Main, pdf)
	})
	d.own = sync.OnceValue(func() bool { return d.ownText(&p.Layout) })
	d.bare = sync.OnceValue(func() *lex.Stream { return d.visible().Bare() })
	d.joined = sync.OnceValue(func() *lex.Stream { return d.main().Rebuilt() })
	d.set = sync.OnceValue(func() *lex.Shingles { return lex.NewShingles(d.visible().Tokens) })
	d.title = sync.OnceValue(func() *lex.Stream { return lex.Text(p.Title, false) })
	d.headings = sync.OnceValue(func() map[uint64]bool {
		m := make(map[uint64]bool, len(p.Headings))
		for _, h := range p.Headings {
			m[lex.Text(h, false).Hash] = true
		}
		return m
	})
	d.pages = sync.OnceValue(func() [][]byte {
		out := make([][]byte, 0, len(p.Pages))
		for _, page := range p.Pages {
			out = append(out, lex.Text(page, true).Norm)
		}
		return out
	})
	d.facts = sync.OnceValue(func() *meaning.Facts { return meaning.IndexFacts(d.visible(), pdf) })
	d.count = sync.OnceValue(func() int {
		if wordsSurely(beginning(p.Visible)) >= Many {
			return Many
		}
		// The beginning of a long text tells that there are many.
		if start := beginning(p.Visible); len(start) < len(p.Visible) && len(lex.Text(start, pdf).Tokens) >= Many {
			return Many
		}
		return min(len(d.visible().Tokens), Many)
	})
	return d
}

// Many is more words than any rule asks for.
const Many = 400

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
func pick(s *lex.Stream, text string) *lex.Stream {
	picked := make([]lex.Block, 0, len(s.Blocks))
	next, together := 0, true
	for line := range strings.SplitSeq(lex.Compose(text), "\n") {
		at := next
		for at < len(s.Blocks) && s.BlockText(at) != line {
			at++
		}
		if at == len(s.Blocks) {
			if strings.TrimSpace(line) == "" || len(lex.Text(line, false).Tokens) == 0 {
				continue
			}
			return nil
		}
		together = together && (at == next || len(picked) == 0)
		picked = append(picked, s.Blocks[at])
		next = at + 1
	}
	main := &lex.Stream{Text: s.Text, Norm: s.Norm, Masked: s.Masked, Alefs: s.Alefs, Blocks: picked}
	if together && len(picked) > 0 { // as an article's paragraphs mostly do
		from, to := picked[0].From, picked[len(picked)-1].To
		main.Tokens = s.Tokens[from:to:to]
	} else {
		main.Tokens = make([]lex.Token, 0, len(s.Tokens))
		for _, b := range picked {
			main.Tokens = append(main.Tokens, s.Tokens[b.From:b.To]...)
		}
	}
	from := 0
	for i, b := range picked {
		picked[i].Span = lex.Span{From: from, To: from + b.Len()}
		from += b.Len()
	}
	if len(s.Emails) > 0 {
		for _, k := range main.Tokens {
			if k.Flags&lex.Email != 0 {
				if a := strings.ToLower(s.Text[k.Start:k.End]); !strings.HasPrefix(a, "[") {
					main.Emails = append(main.Emails, a)
				}
			}
		}
	}
	return main
}

// Words counts the words of the visible text, up to many.
func (d *Prepared) Words() int {
	if d == nil {
		return 0
	}
	return d.count()
}

// Base is the view by which a page is measured: its main text, or all of it
// where next to nothing passed for main text. A short text is all there is to measure
// where it says a sentence and all around it is certainly the site's: the lists beside
// it would outweigh it by far.
func (d *Prepared) Base() *lex.Stream {
	const least = 20
	main, visible := d.Main(), d.Visible()
	if len(main.Tokens) < least && len(visible.Tokens) > 3*len(main.Tokens) && !d.ownText() {
		return visible
	}
	return main
}

// ownText tells whether the main text says a sentence, and holds every line that is not
// certainly the site's.
func (d *Prepared) ownText() bool { return d.views.Load().own() }

func (d *views) ownText(l *Layout) bool {
	main, visible := d.main(), d.visible()
	if main == visible || !l.Complete() || !slices.ContainsFunc(main.Blocks, func(b lex.Block) bool { return b.Len() >= leastSentence && main.EndsAsSentence(b) }) {
		return false
	}
	next, line, from := 0, 0, uint32(0)
	for i, b := range visible.Blocks {
		line += strings.Count(visible.Text[from:b.Start], "\n")
		from = b.Start
		switch {
		case next < len(main.Blocks) && main.BlockText(next) == visible.BlockText(i):
			next++
		case line >= len(l.Site) || !l.Site[line]:
			return false
		}
	}
	return next == len(main.Blocks)
}

// leastSentence is how many words the sentence of a short text has.
const leastSentence = 2

// Speaks tells whether there is a whole sentence of running text.
func (d *Prepared) Speaks() bool {
	for _, s := range []*lex.Stream{d.Main(), d.Visible()} {
		for i, b := range s.Blocks {
			if b.Len() >= 8 && s.EndsSentence(i) {
				return true
			}
		}
	}
	return false
}

// HasText tells whether there is anything to read, and to compare.
func (d *Prepared) HasText() bool { return d.Words() > 0 }

// FindFact looks for an item of a claim in the text of d, and gives the place as
// the text writes it.
func (d *Prepared) FindFact(it meaning.Item) (where string, found bool) {
	return d.facts().Find(it)
}

// ReadLike reads the text of d, where nothing has read it yet, with the words of
// another page at hand.
func (d *Prepared) ReadLike(other *Prepared) {
	if d.Page.Kind == "pdf" || other.Page.Kind == "pdf" {
		return // whose lines are no paragraphs
	}
	d.model.Store(other.Visible())
	d.Visible()
	d.model.Store(nil)
}

// pageStarts are the tokens that pages begin with, the first page's aside.
func pageStarts(s *lex.Stream, pages []string) []int {
	var out []int
	pos := 0
	for k, page := range pages {
		page = strings.TrimSpace(lex.Compose(page))
		if page == "" {
			continue
		}
		i := strings.Index(s.Text[pos:], page)
		if i < 0 {
			return nil
		}
		start := pos + i
		pos = start + len(page)
		if k > 0 {
			out = append(out, sort.Search(len(s.Tokens), func(t int) bool { return int(s.Tokens[t].Start) >= start }))
		}
	}
	return out
}

// KindOf is the kind of a page; "" for nil.
func KindOf(p *Prepared) string {
	if p == nil {
		return ""
	}
	return p.Page.Kind
}
