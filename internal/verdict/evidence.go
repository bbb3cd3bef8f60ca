package verdict

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// evidence is what signs and phrases ask of a look, made once and when it is
// asked for: most pages are long and answer well, and are asked little.
type evidence struct {
	look     *Look
	ref      *pages.Prepared // nil where there is none to compare with
	words    int             // see Prepared.words
	head     func() []byte   // in small letters
	segments func() []string
	headings func() []string
	visible  func() string // normalised words of a page of few words
	novel    func() compare.Novelty
	told     func() telling
}

// manyHeadings bounds the headings that are asked.
const manyHeadings = 5

func gather(l *Look, ref *pages.Prepared) *evidence {
	p := l.Page
	if p == nil {
		p = pages.Prepare(pages.Page{})
	}
	if !ref.HasText() {
		ref = nil
	}
	e := &evidence{look: l, ref: ref, words: p.Words()}
	e.novel = sync.OnceValue(func() compare.Novelty { return compare.Novel(ref, p) })
	e.told = sync.OnceValue(e.tell)
	e.head = sync.OnceValue(func() []byte { return bytes.ToLower(l.Head) })
	e.segments = sync.OnceValue(func() []string { return compare.TitleSegments(p.Page.Title) })
	e.headings = sync.OnceValue(func() []string {
		var out []string
		for _, h := range p.Page.Headings[:min(len(p.Page.Headings), manyHeadings)] {
			out = append(out, lex.Normalise(h))
		}
		return out
	})
	e.visible = sync.OnceValue(func() string {
		if e.words >= compare.FewWords {
			return ""
		}
		return p.Visible().Words()
	})
	return e
}

func (e *evidence) matches(s *sign) bool {
	l := e.look
	if s.status != nil && !s.status(l.Status) ||
		s.maxBody > 0 && l.BodyLen > s.maxBody ||
		s.maxWords > 0 && e.words > s.maxWords ||
		s.header != "" && !headerHolds(l.Header, s.header, s.value) ||
		(s.path != "" || s.host != "") && !placed(l.finalURL(), s.host, s.path) {
		return false
	}
	if len(s.any) > 0 && !containsAny(e.head(), s.any) {
		return false
	}
	for _, m := range s.all {
		if !bytes.Contains(e.head(), []byte(m)) && !bytes.Contains(e.head(), []byte(strings.ReplaceAll(m, "'", "&#39;"))) {
			return false
		}
	}
	if len(s.title) > 0 {
		found := false
		for _, t := range s.title {
			for _, seg := range e.segments() {
				found = found || seg == t
			}
		}
		return found
	}
	return true
}

func headerHolds(h http.Header, name, value string) bool {
	for _, v := range h.Values(name) {
		if strings.Contains(strings.ToLower(v), value) {
			return true
		}
	}
	return false
}

func containsAny(b []byte, list []string) bool {
	for _, m := range list {
		if bytes.Contains(b, []byte(m)) {
			return true
		}
	}
	return false
}

// placed tells whether a URL stands under a host and a path.
func placed(raw, host, path string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	h := strings.ToLower(u.Hostname())
	if host != "" && h != host && !strings.HasSuffix(h, "."+host) {
		return false
	}
	return path == "" || strings.HasPrefix(strings.ToLower(strings.TrimPrefix(u.Path, "/")), path)
}

// titled tells whether a segment of the title, or a heading, is a phrase of
// the list, or a short sentence around one.
func (e *evidence) titled(parts func() *lex.Phrases, whole func() map[string]bool) string {
	for _, list := range [][]string{e.segments(), e.headings()} {
		for _, s := range list {
			if whole()[s] || parts != nil && strings.Count(s, " ") < 10 && parts().First(s) != "" {
				return s
			}
		}
	}
	return ""
}

// leastFresh is how many words have to stand in place of a text before what the
// reference says as well is no sign.
const leastFresh = 8

// says returns the first phrase of the list that a page of few words holds, or
// what stands in place of the reference's text where that is few. What the good
// page says in the very same line ("log in to comment") is no sign, unless that
// line is what is left.
func (e *evidence) says(list func() *lex.Phrases) string {
	if e.visible() != "" {
		text := e.visible()
		if e.ref != nil {
			if n := compare.NovelIn(e.ref, e.look.Page.Visible()); n.Words >= leastFresh {
				text = n.TextOf(n.Blocks)
			}
		}
		if s := list().First(text); s != "" {
			return s
		}
	}
	if e.ref == nil {
		return ""
	}
	n := e.novel()
	return list().First(n.TextOf(n.Beginning(compare.FewNovel)))
}

// message returns the first short paragraph that a test holds for, of a page of
// few words or of what stands in place of the reference's text.
func (e *evidence) message(test func(*lex.Stream, lex.Span) bool) string {
	if e.ref == nil && e.words >= compare.FewWords {
		return ""
	}
	n := e.novel()
	views := []compare.Novelty{n}
	if e.ref != nil && n.Words <= compare.FewNovel {
		// What stands in place of a text may be a box, and no main text.
		views = append(views, compare.NovelIn(e.ref, e.look.Page.Visible()))
	}
	for _, v := range views {
		for _, b := range v.Beginning(2 * compare.FewNovel) {
			sentences := v.Stream.Sentences
			if e.ref == nil { // all of a short page, and not what stands in place of a text
				sentences = v.Stream.EachSentence
			}
			for _, r := range sentences(b.Span) {
				if test(v.Stream, r) {
					return v.Stream.Excerpt(r, 120)
				}
			}
		}
	}
	return ""
}

// titledGone tells how the title or a heading says that the page is not there,
// in other words than the lists have.
func (e *evidence) titledGone() string {
	for _, list := range [][]string{e.segments(), e.headings()} {
		for _, t := range list {
			if s := lex.Text(t, false); len(s.Tokens) <= 12 && (s.SaysGone(lex.Span{From: 0, To: len(s.Tokens)}) || s.SaysNone(lex.Span{From: 0, To: len(s.Tokens)})) {
				return t
			}
		}
	}
	return ""
}

// dated tells whether a sentence names a day or a year: a page that tells when something
// was is no message about itself.
func (e *evidence) dated() bool {
	n := e.novel()
	return slices.ContainsFunc(n.Beginning(2*compare.FewNovel), func(x lex.Block) bool {
		return n.Stream.EndsAsSentence(x) && namesDay(n.Stream, x.Span)
	})
}

func namesDay(s *lex.Stream, r lex.Span) bool {
	month := func(i int) bool {
		return i >= r.From && i < r.To && lex.Vocabulary().Class(s.Word(i))&lex.ClassMonth != 0
	}
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number == 0 {
			continue
		}
		if w := s.Word(i); len(w) == 4 && w >= "1500" && w < "2100" || len(w) <= 2 && (month(i-1) || month(i+1)) {
			return true
		}
	}
	return false
}
