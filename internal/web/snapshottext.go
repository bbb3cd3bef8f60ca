package web

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// Bounds of the text that a page shows. All of it is one download away.
const (
	maxShownWords = 3000
	maxShownChars = 40_000  // of scripts without spaces, and of words without end
	maxSearched   = 4 << 20 // bytes of text in which quotes are looked for
	maxQuotes     = 50
)

// Pager is what a Backend may be besides: it reads the text of a PDF page by page.
type Pager interface {
	// PDFPages gives the pages of a PDF in order. What has none gives a *NoFormError.
	PDFPages(ctx context.Context, s catalog.Snapshot) ([]string, error)
}

// pagesTimeout bounds the reading of a PDF's pages; without them its text is shown as
// one.
const pagesTimeout = 10 * time.Second

const kindPDF = "pdf" // of extract

// pdfPages are the pages of a PDF; none where they can't be told.
func (s *Server) pdfPages(ctx context.Context, snap catalog.Snapshot) []string {
	b, ok := s.cfg.Backend.(Pager)
	if !ok || snap.Kind != kindPDF {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, pagesTimeout)
	defer cancel()
	pages, err := b.PDFPages(ctx, snap)
	if err != nil {
		s.cfg.Log.Warn("pages of a PDF can't be told", "object", snap.Object, "error", err.Error())
		return nil
	}
	return pages
}

// textView is what of a snapshot's text is shown.
type textView struct {
	Paragraphs []paragraph
	Words      int // of the whole text
	Cut        bool
	Quotes     []quoteView
}

// paragraph is a line of the text. Page is set where one of a PDF begins with it.
type paragraph struct {
	Page int
	Runs []run
}

// run is a stretch of a line: of a quote, or of none (0).
type run struct {
	Text  string
	Quote int // from 1
	First bool
}

// quoteView is a quote of the citation, as it stands in this text.
type quoteView struct {
	N     int
	Text  string
	State string // in words
	Found bool
	Page  int
	Shown bool   // among the paragraphs
	Away  string // the passage, where it stands further down
	Now   string // what stands there instead
}

// markSpan is a stretch of a text in characters, and the quote that stands there.
type markSpan struct{ from, to, quote int }

// viewText shows a text and where the quotes stand in it. pages is that of a PDF by its
// pages; without it text is shown.
func viewText(text string, pages []string, isPDF bool, quotes []string) textView {
	starts := map[int]int{} // character at which a page begins: its number
	if len(pages) > 0 {
		at := 0
		for i, page := range pages {
			starts[at] = i + 1
			at += len([]rune(page)) + 1
		}
		text = strings.Join(pages, "\n")
	}
	v := textView{Words: len(strings.Fields(text))}
	page := verdict.Page{Visible: text, Main: text, Pages: pages}
	if isPDF {
		page.Kind = "pdf"
	}
	var marks []markSpan
	v.Quotes, marks = viewQuotes(page, quotes)
	shown := v.paragraphs(text, starts, marks)
	for i := range v.Quotes {
		q := &v.Quotes[i]
		q.Shown = shown[q.N]
		if q.Shown {
			q.Away = ""
		}
	}
	return v
}

// viewQuotes looks where the quotes stand.
func viewQuotes(page verdict.Page, quotes []string) (views []quoteView, marks []markSpan) {
	if len(quotes) == 0 {
		return nil, nil
	}
	if len(page.Visible) > maxSearched {
		page.Visible = strings.ToValidUTF8(page.Visible[:maxSearched], "")
		page.Main = page.Visible
	}
	p := verdict.Prepare(page)
	for i, text := range quotes[:min(len(quotes), maxQuotes)] {
		q := quoteView{N: i + 1, Text: text}
		if places := verdict.Select(p, text); places != nil {
			q.State, q.Found, q.Page = word0("quote.verbatim"), true, places[0].Page
			q.Away = places[0].Prefix + places[0].Exact + places[0].Suffix
			for _, at := range places {
				marks = append(marks, markSpan{at.Start, at.End, q.N})
			}
		} else {
			found := verdict.FindQuote(p, text)
			q.Found, q.Page, q.Now = found.Found, found.Page, found.Now
			switch found.State {
			case verdict.StateVerbatim: // its parts stand there, and can't be pointed at
				q.State = word0("quote.verbatim")
			case verdict.StateEdited:
				q.State = word0("quote.edited")
			case verdict.StateUnclear:
				q.State = word0("quote.unclear")
			default:
				q.State = word0("quote.gone")
			}
		}
		views = append(views, q)
	}
	slices.SortFunc(marks, func(a, b markSpan) int { return a.from - b.from })
	return views, marks
}

// paragraphs sets the beginning of a text line by line, and tells which quotes are in it.
func (v *textView) paragraphs(text string, starts map[int]int, marks []markSpan) (shown map[int]bool) {
	shown = map[int]bool{}
	words, chars, at := 0, 0, 0 // at is the place in the text, in characters
	page := 0
	for line := range strings.SplitSeq(text, "\n") {
		runes := []rune(line)
		if n := starts[at]; n > 0 {
			page = n
		}
		begin := at
		at += len(runes) + 1
		if strings.TrimSpace(line) == "" {
			continue
		}
		if words >= maxShownWords || chars >= maxShownChars {
			v.Cut = true
			break
		}
		n, fit := fitting(runes, maxShownWords-words, maxShownChars-chars)
		words, chars = words+n, chars+fit
		if fit < len(runes) {
			v.Cut = true
		}
		para := paragraph{Page: page, Runs: runsOf(runes[:fit], begin, marks, shown)}
		page = 0
		if len(para.Runs) > 0 {
			v.Paragraphs = append(v.Paragraphs, para)
		}
	}
	return shown
}

// fitting counts the words of a line, up to so many words and characters.
func fitting(line []rune, words, chars int) (n, end int) {
	within := false
	for i, r := range line {
		if i >= chars {
			return n, i
		}
		space := unicode.IsSpace(r)
		if !space && !within {
			if n == words {
				return n, i
			}
			n++
		}
		within = !space
	}
	return n, len(line)
}

// runsOf parts a line, which begins at a place of the text, at the quotes in it. Of
// quotes that overlap the one that begins first is marked, the other from where that
// ends.
func runsOf(line []rune, begin int, marks []markSpan, shown map[int]bool) []run {
	var runs []run
	add := func(from, to, quote int) {
		if from >= to {
			return
		}
		r := run{Text: hushed(string(line[from:to])), Quote: quote, First: quote > 0 && !shown[quote]}
		if quote > 0 {
			shown[quote] = true
		}
		if r.Text != "" {
			runs = append(runs, r)
		}
	}
	at := 0
	for _, m := range marks {
		from, to := max(m.from-begin, at), min(m.to-begin, len(line))
		if from >= len(line) || to <= from {
			continue
		}
		add(at, from, 0)
		add(from, to, m.quote)
		at = to
	}
	add(at, len(line), 0)
	return runs
}
