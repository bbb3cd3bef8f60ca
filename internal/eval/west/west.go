// Package west holds the evaluation cases on English and French sites: the
// pages under sites/, and the small edits on them that make each case.
//
// How the labels were given:
//   - What only touches furniture (menus, counters, comments, related items,
//     adverts, markup, encoding, typography) is "ok/*".
//   - What makes the article say something else, by however little, is
//     "changed/edited" while the cited quotes stand, and "changed/quote-lost" when
//     one no longer does.
//   - A page that keeps a quote or half of the text is never blocked or dead,
//     whatever its status or headers.
//   - QuoteStates is nil where a look can say nothing of the quotes: dead, blocked,
//     unreachable.
package west

import (
	"embed"
	"fmt"
	"maps"
	"net/http"
	"path"
	"regexp"
	"strings"

	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// Cases returns the cases of all sites, in a fixed order. Each call builds them
// anew; those of one call share the bodies of pages that are the same.
func Cases() []set.Case {
	var cases []set.Case
	for _, site := range []func() *site{
		unCommittee, daily, campaign, caselaw, blog, social,
		resolution, prefecture, quotidien, asso, stats,
	} {
		for _, c := range site().cases {
			cases = append(cases, c.Case)
		}
	}
	return cases
}

// A site is one template in one language, with the cases made on its cited page.
type site struct {
	name   string
	path   string   // of the cited page
	page   string   // the cited page as it stands when it is cited
	quotes []string // what a citation of it rests on, unless a case says otherwise
	rest   set.Web  // what else the healthy site answers
	cases  []*label
}

// newSite reads sites/NAME/article.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	s := &site{name: name, path: path, quotes: quotes, rest: set.Web{}}
	s.page = s.file("article.html")
	return s
}

// file returns a file of the site's own folder.
func (s *site) file(name string) string { return read(s.name + "/" + name) }

// read returns a file under sites/.
func read(name string) string {
	b, err := files.ReadFile(path.Join("sites", name))
	if err != nil {
		panic("west: " + err.Error())
	}
	return string(b)
}

var (
	articleHead = regexp.MustCompile(`(?m)^\s*(<meta (name="(description|twitter:[^"]*|author|keywords|date|DC[^"]*|citation[^"]*)"|property="[^"]*")|<link rel="(canonical|amphtml|shortlink|alternate)"|<script type="application/ld\+json">).*\n`)
	titleText   = regexp.MustCompile(`<title>[^<]*</title>`)
	mainText    = regexp.MustCompile(`(?s)(<main\b[^>]*>).*(</main>)`)
)

// inside returns another page of the same site: its furniture around another
// main part, without the article's own metadata.
func (s *site) inside(title, main string) string {
	if !mainText.MatchString(s.page) || !titleText.MatchString(s.page) {
		panic("west: " + s.name + " has no main part or no title")
	}
	p := articleHead.ReplaceAllLiteralString(s.page, "")
	p = titleText.ReplaceAllLiteralString(p, "<title>"+title+"</title>")
	loc := mainText.FindStringSubmatchIndex(p)
	return p[:loc[3]] + "\n" + main + p[loc[4]:]
}

// part returns what stands between two strings of the cited page.
func (s *site) part(from, to string) string {
	_, rest, ok := strings.Cut(s.page, from)
	mid, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		panic(fmt.Sprintf("west: %s has no part %q to %q", s.name, from, to))
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

// resting makes the case's citation rest on other quotes than the site's usual
// ones, or on none. They still stand if the case had said so of the usual ones.
func (l *label) resting(quotes ...string) *label {
	l.Quotes = quotes
	if l.QuoteStates != nil {
		l.states(l.QuoteStates[0]...)
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
	l.After = set.Web{l.Path: a, "*": a}
	return l
}

// note says why a person would answer so.
func (l *label) note(text string) *label {
	l.Note = text
	return l
}

// Answers.

func html(body string) set.Answer { return set.Answer{Body: []byte(body)} }

func status(code int, body string) set.Answer {
	return set.Answer{Status: code, Body: []byte(body)}
}

// redirect answers with a code and a Location.
func redirect(code int, to string) set.Answer {
	return set.Answer{Status: code, Location: to,
		Body: []byte("<html><head><title>Redirecting</title></head><body><a href=\"" + to + "\">here</a></body></html>\n")}
}

func fault(kind string) set.Answer { return set.Answer{Fault: kind} }

// with returns a with header lines added, given as name, value, name, value.
func with(a set.Answer, lines ...string) set.Answer {
	h := a.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	for i := 0; i < len(lines); i += 2 {
		h.Add(lines[i], lines[i+1])
	}
	a.Header = h
	return a
}

// truncated promises a page and breaks off after one n-th of it.
func truncated(page string, n int) set.Answer {
	return set.Answer{Fault: "truncated", Body: []byte(page[:len(page)/n])}
}

// refuseRobots answers a browser with a, and others with a bare 403.
func refuseRobots(a set.Answer) set.Answer {
	no := status(403, "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
	no.Browserlike = &a
	return no
}
