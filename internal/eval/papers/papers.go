// Package papers holds evaluation cases whose cited page is a document rather
// than a web article: PDF, DOCX, plain text, and web documents of the long kind
// (a law of 200 articles, a table of 120 rows, a page of footnotes).
//
// Bodies are built here and lie nowhere as files. Each document is written once,
// as a paper; a case writes it as one format before and as another, or with an
// edit, after. Nothing here knows how a verdict is reached.
//
// In QuoteStates "gone" is what a quote is on pages that show another thing
// altogether, and "gone" or "unclear" where nothing could be seen.
package papers

import (
	"net/http"
	"strings"

	"archiver/internal/eval/set"
)

// Cases returns the set's cases, always the same.
func Cases() []set.Case {
	var cs []set.Case
	for _, e := range entries() {
		cs = append(cs, e.Case)
	}
	return cs
}

func entries() (es []*entry) {
	for _, s := range []*shelf{
		opinionShelfEN(), opinionShelfFR(), opinionShelfRU(), judgmentShelfRU(), lawShelfKK(), briefingShelfEN(), statsShelfEN(), statsShelfRU(), resolutionShelfFR(), submissionShelfEN(), pressShelfRU(), pressShelfEN(),
		codeShelfRU(), annualShelfEN(), notesShelfFR(),
	} {
		es = append(es, s.entries...)
	}
	return es
}

// An entry is a case with what is read on both sides, as far as it is a
// document: the tests compare labels with it.
type entry struct {
	set.Case
	was, is string
}

// A shelf makes the cases of one document.
type shelf struct {
	site, path string
	portal     portal
	before     set.Answer
	was        string
	entries    []*entry
}

// add makes a case: its name begins with its class, and after is what stands at
// the path later. The text of after is is, if it is a document.
func (s *shelf) add(name string, after set.Answer, is string, want ...string) *entry {
	class, _, _ := strings.Cut(name, "-")
	e := &entry{was: s.was, is: is, Case: set.Case{
		Name: s.site + "/" + name, Site: s.site, Class: class, Path: s.path, Want: want,
		Before: s.portal.web(s.path, s.before, nil),
		After:  s.portal.web(s.path, after, nil),
	}}
	s.entries = append(s.entries, e)
	return e
}

// from sets what stood at the path at first, where it isn't the shelf's own.
func (e *entry) from(a set.Answer, was string) *entry {
	e.Before[e.Path], e.was = a, was
	return e
}

// quote adds a passage that the citation rests on, and its states after.
func (e *entry) quote(text string, states ...string) *entry {
	e.Quotes = append(e.Quotes, text)
	e.QuoteStates = append(e.QuoteStates, states)
	return e
}

// at sets what another place answers later.
func (e *entry) at(place string, a set.Answer) *entry {
	e.After[place] = a
	return e
}

func (e *entry) note(why string) *entry {
	e.Note = why
	return e
}

// sent is a file of a content type; more are pairs of header fields.
func sent(contentType string, body []byte, more ...string) set.Answer {
	return set.Answer{Header: httpHeader(append(more, "Content-Type", contentType)...), Body: body}
}

func httpHeader(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return h
}

func pdfFile(body []byte, more ...string) set.Answer {
	return sent("application/pdf", body, more...)
}

func docxFile(body []byte, more ...string) set.Answer {
	return sent(docxCT, body, more...)
}

func htmlPage(body []byte, more ...string) set.Answer {
	return sent("text/html; charset=utf-8", body, more...)
}

// as is an answer with another status.
func as(status int, a set.Answer) set.Answer {
	a.Status = status
	return a
}

func redirect(status int, to string) set.Answer {
	return set.Answer{Status: status, Location: to, Body: []byte("<html><head><title>" + http.StatusText(status) + "</title></head><body><center><h1>" + http.StatusText(status) + "</h1></center><hr></body></html>\n")}
}
