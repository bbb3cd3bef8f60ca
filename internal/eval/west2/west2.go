// Package west2 holds a second set of evaluation cases on English and French
// sites, made apart from package west to show whether the program generalises:
// other kinds of sites, markup habits and wording.
//
// Labels are given as in west: what touches only furniture is "ok/*"; what makes
// the page say something else is "changed/edited" while the quotes stand and
// "changed/quote-lost" when one doesn't; where a look can say nothing of the
// quotes, QuoteStates is nil.
package west2

import (
	"embed"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case {
	var cases []set.Case
	for _, site := range []func() *site{
		assembly, briefing, embassy, wire, channel, soup,
		wiki, presse, gazette, blog, homepage, forum,
	} {
		for _, c := range site().cases {
			cases = append(cases, c.Case)
		}
	}
	return cases
}

// A site is one template in one language, with the cases made on its cited page.
type site struct {
	name, path       string
	head, body, tail string // the cited page, in three parts
	page             string // the three together
	quotes           []string
	rest             set.Web // what else the healthy site answers
	cases            []*label
}

// newSite reads sites/NAME.html, in which two lines "@@" stand around the main part.
func newSite(name, path string, quotes ...string) *site {
	b, err := files.ReadFile("sites/" + name + ".html")
	if err != nil {
		panic("west2: " + err.Error())
	}
	parts := strings.Split(string(b), "@@\n")
	if len(parts) != 3 {
		panic("west2: " + name + " wants two marks")
	}
	return &site{name: name, path: path, quotes: quotes, rest: set.Web{},
		head: parts[0], body: parts[1], tail: parts[2], page: strings.Join(parts, "")}
}

var (
	articleHead = regexp.MustCompile(`(?m)^\s*(<meta (name="(description|twitter:[^"]*|author|keywords|date|DC[^"]*)"|property="[^"]*")|<link rel="(canonical|amphtml|shortlink)").*\n`)
	titleText   = regexp.MustCompile(`(?i)<title>[^<]*</title>`)
)

// inside returns another page of the same site: its furniture around another
// main part, without the cited page's own metadata.
func (s *site) inside(title, main string) string {
	if !titleText.MatchString(s.head) {
		panic("west2: " + s.name + " has no title")
	}
	head := articleHead.ReplaceAllLiteralString(s.head, "")
	return titleText.ReplaceAllLiteralString(head, "<title>"+title+"</title>") + main + s.tail
}

// healthy gives the site a home page and a proper error page.
func (s *site) healthy(home, notFound string) {
	s.rest["/"] = html(home)
	s.rest["*"] = status(404, notFound)
}

// part returns what stands in the cited page between two strings, both left out.
func (s *site) part(from, to string) string {
	_, rest, ok := strings.Cut(s.page, from)
	mid, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		panic(fmt.Sprintf("west2: %s has no part %q to %q", s.name, from, to))
	}
	return mid
}

// A label is a case being made.
type label struct {
	set.Case
	site *site
}

// add makes a case in which the cited page comes to answer a.
func (s *site) add(class, name string, a set.Answer, want ...string) *label {
	l := &label{site: s, Case: set.Case{
		Name:   s.name + "/" + class + "-" + name,
		Site:   s.name,
		Class:  class,
		Path:   s.path,
		Quotes: append([]string(nil), s.quotes...),
		Before: maps.Clone(s.rest),
		After:  maps.Clone(s.rest),
		Want:   want,
	}}
	l.Before[s.path] = html(s.page)
	l.After[s.path] = a
	s.cases = append(s.cases, l)
	return l
}

// noise makes a case whose edits don't touch what the page says.
func (s *site) noise(name string, edits ...edit) *label {
	return s.add("noise", name, html(apply(s.page, edits)), "ok/*").verbatim()
}

// edit makes a case whose edits change what the page says, but no quote.
func (s *site) edit(name string, edits ...edit) *label {
	return s.add("edit", name, html(apply(s.page, edits)), "changed/edited").verbatim()
}

// quote makes a case about one quote, whose acceptable states are given.
func (s *site) quote(name, quote string, states []string, want string, edits ...edit) *label {
	l := s.add("quote", name, html(apply(s.page, edits)), want)
	l.Quotes, l.QuoteStates = []string{quote}, [][]string{states}
	return l
}

// dead makes a case of a page that is gone.
func (s *site) dead(name string, a set.Answer, want ...string) *label {
	return s.add("dead", name, a, want...)
}

// wall makes a case of a page that something stands before.
func (s *site) wall(name string, a set.Answer, want ...string) *label {
	return s.add("wall", name, a, want...)
}

// verbatim says that every quote of the case still stands.
func (l *label) verbatim() *label { return l.states("verbatim") }

// states says the same acceptable states of every quote of the case.
func (l *label) states(states ...string) *label {
	l.QuoteStates = nil
	for range l.Quotes {
		l.QuoteStates = append(l.QuoteStates, states)
	}
	return l
}

// or adds answers that are right too.
func (l *label) or(want ...string) *label {
	l.Want = append(l.Want, want...)
	return l
}

// also says what the web answers at another place after.
func (l *label) also(key string, a set.Answer) *label {
	l.After[key] = a
	return l
}

// everywhere says that the whole host comes to answer as the cited page does.
func (l *label) everywhere() *label {
	a := l.After[l.Path]
	l.After = set.Web{l.Path: a, "/": a, "*": a}
	return l
}

// note says why a person would answer so.
func (l *label) note(text string) *label {
	l.Note = text
	return l
}

func html(body string) set.Answer { return set.Answer{Body: []byte(body)} }

func status(code int, body string) set.Answer {
	return set.Answer{Status: code, Body: []byte(body)}
}

// redirect answers with a code and a Location.
func redirect(code int, to string) set.Answer {
	return set.Answer{Status: code, Location: to,
		Body: []byte("<html><head><title>Object moved</title></head><body>\n<h2>Object moved to <a href=\"" + to + "\">here</a>.</h2>\n</body></html>\n")}
}
