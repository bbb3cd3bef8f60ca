package verdict

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// evidence is what signs and phrases ask of a look, made once and when it is
// asked for: most pages are long and answer well, and are asked little.
type evidence struct {
	look     *Look
	ref      *Prepared     // nil where there is none to compare with
	words    int           // see Prepared.words
	head     func() []byte // in small letters
	segments func() []string
	headings func() []string
	visible  func() string // normalised words of a page of few words
	novel    func() novelty
	told     func() telling
}

// fewWords bounds the pages whose text is searched for phrases: pages that
// talk of errors and logins at length are about them.
const fewWords = 300

// manyHeadings bounds the headings that are asked.
const manyHeadings = 5

func gather(l *Look, ref *Prepared) *evidence {
	p := l.Page
	if p == nil {
		p = Prepare(Page{})
	}
	if !ref.hasText() {
		ref = nil
	}
	e := &evidence{look: l, ref: ref, words: p.words()}
	e.novel = sync.OnceValue(func() novelty { return novel(ref, p) })
	e.told = sync.OnceValue(e.tell)
	e.head = sync.OnceValue(func() []byte { return bytes.ToLower(l.Head) })
	e.segments = sync.OnceValue(func() []string { return titleSegments(p.page.Title) })
	e.headings = sync.OnceValue(func() []string {
		var out []string
		for _, h := range p.page.Headings[:min(len(p.page.Headings), manyHeadings)] {
			out = append(out, normalise(h))
		}
		return out
	})
	e.visible = sync.OnceValue(func() string {
		if e.words >= fewWords {
			return ""
		}
		return p.visible().words()
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

// titleSegments splits a title where sites put their own name.
func titleSegments(title string) []string {
	for _, sep := range []string{" – ", " — ", " | ", " · ", " :: ", " » ", " « ", " • ", ": ", " / "} {
		title = strings.ReplaceAll(title, sep, " - ")
	}
	var out []string
	for _, s := range strings.Split(title, " - ") {
		if n := normalise(s); n != "" {
			out = append(out, n)
		}
	}
	return out
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
func (e *evidence) titled(parts func() *phrases, whole func() map[string]bool) string {
	for _, list := range [][]string{e.segments(), e.headings()} {
		for _, s := range list {
			if whole()[s] || parts != nil && strings.Count(s, " ") < 10 && parts().first(s) != "" {
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
func (e *evidence) says(list func() *phrases) string {
	if e.visible() != "" {
		text := e.visible()
		if e.ref != nil {
			if n := novelIn(e.ref, e.look.Page.visible()); n.words >= leastFresh {
				text = n.textOf(n.blocks)
			}
		}
		if s := list().first(text); s != "" {
			return s
		}
	}
	if e.ref == nil {
		return ""
	}
	n := e.novel()
	return list().first(n.textOf(n.beginning(fewNovel)))
}

// message returns the first short paragraph that a test holds for, of a page of
// few words or of what stands in place of the reference's text.
func (e *evidence) message(test func(*stream, span) bool) string {
	if e.ref == nil && e.words >= fewWords {
		return ""
	}
	n := e.novel()
	views := []novelty{n}
	if e.ref != nil && n.words <= fewNovel {
		// What stands in place of a text may be a box, and no main text.
		views = append(views, novelIn(e.ref, e.look.Page.visible()))
	}
	for _, v := range views {
		for _, b := range v.beginning(2 * fewNovel) {
			for _, r := range v.s.sentences(b.span) {
				if test(v.s, r) {
					return v.s.excerpt(r, 120)
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
			if s := lex(t, false); len(s.tok) <= 12 && (s.saysGone(span{0, len(s.tok)}) || s.saysNone(span{0, len(s.tok)})) {
				return t
			}
		}
	}
	return ""
}
