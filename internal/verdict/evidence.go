package verdict

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
)

// evidence is what signs and phrases ask of a look, made once.
type evidence struct {
	look     *Look
	words    int
	head     []byte // in small letters
	segments []string
	visible  string // normalised words of a page of few words, with spaces around
	headings []string
}

// fewWords bounds the pages whose text is searched for phrases: pages that
// talk of errors and logins at length are about them.
const fewWords = 300

func gather(l *Look) *evidence {
	e := &evidence{look: l, words: l.Page.words(), head: bytes.ToLower(l.Head)}
	if l.Page != nil {
		e.segments = titleSegments(l.Page.page.Title)
		for i, h := range l.Page.page.Headings {
			if i == 5 {
				break
			}
			e.headings = append(e.headings, normalise(h))
		}
		if e.words < fewWords {
			var b strings.Builder
			b.WriteByte(' ')
			for i := range l.Page.visible.tok {
				b.WriteString(l.Page.visible.word(i))
				b.WriteByte(' ')
			}
			e.visible = b.String()
		}
	}
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
	if len(s.any) > 0 && !containsAny(e.head, s.any) {
		return false
	}
	for _, m := range s.all {
		if !bytes.Contains(e.head, []byte(m)) && !bytes.Contains(e.head, []byte(strings.ReplaceAll(m, "'", "&#39;"))) {
			return false
		}
	}
	if len(s.title) > 0 {
		found := false
		for _, t := range s.title {
			for _, seg := range e.segments {
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
func (e *evidence) titled(phrases []string, whole map[string]bool) string {
	for _, list := range [][]string{e.segments, e.headings} {
		for _, s := range list {
			if whole[s] {
				return s
			}
			if strings.Count(s, " ") >= 10 {
				continue
			}
			for _, p := range phrases {
				if strings.Contains(" "+s+" ", " "+p+" ") {
					return s
				}
			}
		}
	}
	return ""
}

// says returns the first phrase of the list that a page of few words holds.
func (e *evidence) says(phrases []string) string {
	if e.visible == "" {
		return ""
	}
	for _, p := range phrases {
		if strings.Contains(e.visible, " "+p+" ") {
			return p
		}
	}
	return ""
}
