package verdict

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// What only stands before a site while its visitor is looked at is known in two ways.
// It says that he wait, or what his browser shall do, and nothing else: a page that shows
// anything of its own besides is none. Or, in whatever words, its own script or head leads
// to the address that was asked for again, and there is nothing on it to read at length, to
// see, to press or to fill in.

const (
	mostWaiting = 30 // words of such a page
	mostBeside  = 2  // of them that say something else
)

// waits gives the sentence in which a page asks to wait, or for more than scripts; scripts
// is whether it asks for nothing but them.
func (b *bench) waits() (says string, scripts bool) {
	p := b.look.Page
	if !b.mayWait() || b.pictured() {
		return "", false
	}
	own := map[uint64]bool{}
	for _, t := range append([]string{p.Page.Title, strings.ReplaceAll(hostname(b.look.finalURL()), ".", " ")}, p.Page.Headings[:min(len(p.Page.Headings), manyHeadings)]...) {
		for _, x := range lex.Text(t, false).Tokens {
			own[x.Hash] = true
		}
	}
	s := p.Visible()
	asked, beside := false, 0
	for _, x := range s.Blocks {
		for _, r := range s.EachSentence(x.Span) {
			asks, lets := s.Waits(r)
			if asks && !asked || lets && says == "" {
				says, asked = s.Excerpt(r, 120), asks
			}
			if asks || lets || numbered(s, r) {
				continue
			}
			for i := r.From; i < r.To; i++ {
				if !own[s.Tokens[i].Hash] {
					beside++
				}
			}
		}
	}
	if says == "" || beside > mostBeside || b.saysPause() != "" {
		return "", false
	}
	return says, !asked
}

// mayWait tells whether a page is short enough to say nothing but that.
func (b *bench) mayWait() bool {
	return pages.KindOf(b.look.Page) == "html" && b.e.words <= mostWaiting && !(b.known && b.c.Share >= compare.Alive)
}

// pictured tells whether a page has a picture and nothing that would show more.
func (b *bench) pictured() bool {
	p := &b.look.Page.Page
	return len(p.Images) > 0 && p.Scripts == 0 && p.MetaRefresh == ""
}

// numbered tells whether a line is the number of a request, for those who keep the site.
func numbered(s *lex.Stream, r lex.Span) bool {
	const most, digits = 6, 6
	if r.Len() > most {
		return false
	}
	for i := r.From; i < r.To; i++ {
		if w := s.Word(i); len(w) >= digits && strings.ContainsAny(w, "0123456789") {
			return true
		}
	}
	return false
}

var (
	inlineScript = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<script\b[^>]*>(.*?)</script>`) })
	awaits       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`click|\bonchange\b|["']change["']`) })
	setsCookie   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bdocument\.cookie\s*=[^=]`) })
	leadsOn      = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\blocation\.(?:reload|replace|assign)\s*\(|\blocation(?:\.href)?\s*=[^=]`)
	})
)

// mostLeading is how many bytes a script has that does nothing else. One that waits for a
// click or a choice does not lead on by itself.
const mostLeading = 8 << 10

// leadsBack gives why a page does nothing but lead to its own address again.
func (b *bench) leadsBack() string {
	if !b.mayWait() || b.e.words == 0 || len(b.look.Page.Page.Images) > 0 || b.e.dated() || b.figures() || b.saysGone() != "" || b.e.titledGone() != "" {
		return ""
	}
	head := b.e.head()
	if shownControl().Match(head) || bytes.Contains(head, []byte("<input")) {
		return ""
	}
	if to := b.look.Page.Page.MetaRefresh; to != "" && Destination(to) == Destination(b.look.finalURL()) && !SamePlace(to, b.look.finalURL()) {
		return "nothing to do on it, and its head leads to the same page with another query"
	}
	for _, m := range inlineScript().FindAllSubmatch(head, 20) {
		if len(m[1]) > mostLeading || awaits().Match(m[1]) {
			continue
		}
		if done := outsideFunctions(m[1]); setsCookie().Match(done) && leadsOn().Match(done) {
			return "nothing to do on it, and its script sets a cookie and loads it again"
		}
	}
	return ""
}

var namedFunction = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bfunction\s+[\w$]+\s*\(`) })

// outsideFunctions is a script without the functions that it has a name for: what it may
// be made to do, by a banner or a menu, it need not do.
func outsideFunctions(script []byte) []byte {
	var out []byte
	for {
		at := namedFunction().FindIndex(script)
		if at == nil {
			return append(out, script...)
		}
		out = append(out, script[:at[0]]...)
		script = script[at[1]:]
		depth, end := 0, len(script)
		for i, c := range script {
			if c == '{' {
				depth++
			} else if c == '}' {
				if depth--; depth <= 0 {
					end = i + 1
					break
				}
			}
		}
		script = script[end:]
	}
}

// figures tells whether a page shows a number.
func (b *bench) figures() bool {
	for _, t := range b.look.Page.Visible().Tokens {
		if t.Flags&lex.Number != 0 {
			return true
		}
	}
	return false
}
