// Package east2 holds a second set of evaluation cases on Russian and Kazakh
// sites, made apart from the first: the pages under sites/, and the small edits on
// them that make each case. The labels follow the first set's rules: what touches
// furniture only is "ok/*"; what makes the article say something else, by however
// little, is "changed/edited" while the cited quotes stand and "changed/quote-lost"
// when one no longer does. QuoteStates is nil where a look can say nothing of the
// quotes: dead, blocked, unreachable.
package east2

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

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	feedRU, dailyRU, akimatKK, billRU, radioKK, paperKK,
	baseRU, oldRU, answersRU, noteKK, landingRU,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them
// anew, so a caller may change what it gets.
func Cases() []set.Case {
	var cases []set.Case
	for _, build := range sites {
		for _, l := range build().cases {
			cases = append(cases, l.Case)
		}
	}
	return cases
}

// A site is one template in one language, with the cases made on its cited page.
type site struct {
	name    string
	path    string // of the cited page
	page    string // the cited page as it stands when it is cited, in UTF-8
	charset string // of the bytes sent; empty means UTF-8
	label   string // the Content-Type sent; empty means the harness's own
	from    string // the article stands between from
	to      string // and to
	quotes  []string
	rest    set.Web // what else the healthy site answers
	cases   []*label
}

// open starts a site from sites/NAME.html. home is where its home page is, whose
// title and middle follow, then those of its own error page.
func (s site) open(home, homeTitle, homeBody, missingTitle, missingBody string) *site {
	s.page = read(s.name + ".html")
	s.rest = set.Web{
		home: s.answer(s.inside(homeTitle, homeBody)),
		"*":  s.status(404, s.inside(missingTitle, missingBody)),
	}
	return &s
}

// read returns a file under sites/.
func read(name string) string {
	b, err := files.ReadFile(path.Join("sites", name))
	if err != nil {
		panic("east2: " + err.Error())
	}
	return string(b)
}

var (
	ownMeta   = regexp.MustCompile(`(?m)^\s*<(meta (name="(description|author|keywords)"|property=")|link rel="(canonical|amphtml|alternate)").*\n`)
	titleText = regexp.MustCompile(`(?i)<title>[^<]*</title>`)
)

// body returns the article of the cited page.
func (s *site) body() string { return part(s.page, s.from, s.to) }

// inside returns another page of the same site: its furniture around another
// middle, without the article's own metadata.
func (s *site) inside(title, middle string) string {
	p := ownMeta.ReplaceAllLiteralString(s.page, "")
	p = rewrite(titleText.String(), "<title>"+title+"</title>")(p)
	return between(s.from, s.to, "\n"+middle)(p)
}

// answer sends a page as the site does: in its charset, with its label.
func (s *site) answer(page string) set.Answer {
	a := set.Answer{Body: encode(s.charset, page)}
	if s.label != "" {
		a.Header = http.Header{"Content-Type": {s.label}}
	}
	return a
}

// edited sends the cited page with edits.
func (s *site) edited(edits ...edit) set.Answer { return s.answer(apply(s.page, edits)) }

// status is answer with a status.
func (s *site) status(code int, page string) set.Answer {
	a := s.answer(page)
	a.Status = code
	return a
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
	l.Before[s.path] = s.answer(s.page)
	l.After[s.path] = a
	s.cases = append(s.cases, l)
	return l
}

// noise makes a case whose edits don't touch what the page says.
func (s *site) noise(name string, edits ...edit) *label {
	return s.add("noise", name, s.edited(edits...), "ok/*").states("verbatim")
}

// edit makes a case whose edits change what the page says, but no quote.
func (s *site) edit(name string, edits ...edit) *label {
	return s.add("edit", name, s.edited(edits...), "changed/edited").states("verbatim")
}

// quote makes a case about one quote that still stands, though not as it did.
func (s *site) quote(name, quote string, edits ...edit) *label {
	return s.add("quote", name, s.edited(edits...), "ok/*").resting(quote).states("verbatim", "edited")
}

// lost makes a case about one quote that no longer stands on a page that does.
func (s *site) lost(name, quote string, edits ...edit) *label {
	return s.add("quote", name, s.edited(edits...), "changed/quote-lost").resting(quote).states("unclear", "gone")
}

// replaced makes a case whose page comes to say another thing altogether.
func (s *site) replaced(name string, a set.Answer) *label {
	return s.add("replaced", name, a, "changed/replaced").states("gone")
}

// moved makes a case whose page answers with a redirect to where the same text is.
func (s *site) moved(name string, code int, to, key string, a set.Answer, want ...string) *label {
	return s.add("moved", name, redirect(code, to), want...).states("verbatim").also(key, a)
}

func (s *site) dead(name string, a set.Answer, want ...string) *label {
	return s.add("dead", name, a, want...)
}

func (s *site) wall(name string, a set.Answer, want ...string) *label {
	return s.add("wall", name, a, want...)
}

// fault makes a case in which the whole host fails.
func (s *site) fault(name string, a set.Answer, want ...string) *label {
	return s.add("fault", name, a, want...).everywhere()
}

// states says the same acceptable states of every quote of the case.
func (l *label) states(states ...string) *label {
	l.QuoteStates = nil
	for range l.Quotes {
		l.QuoteStates = append(l.QuoteStates, states)
	}
	return l
}

// resting makes the case's citation rest on other quotes than the site's usual
// ones. They still stand if the case had said so of the usual ones.
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

// elsewhere says that every other path of the host answers so after.
func (l *label) elsewhere(a set.Answer) *label { return l.also("*", a) }

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

// Answers in UTF-8.

func html(body string) set.Answer { return set.Answer{Body: []byte(body)} }

func status(code int, body string) set.Answer {
	return set.Answer{Status: code, Body: []byte(body)}
}

// redirect answers with a code and a Location, and the few lines nginx puts there.
func redirect(code int, to string) set.Answer {
	title := map[int]string{301: "301 Moved Permanently", 302: "302 Found", 308: "308 Permanent Redirect"}[code]
	if title == "" {
		panic(fmt.Sprintf("east2: no redirect %d", code))
	}
	a := status(code, "<html>\r\n<head><title>"+title+"</title></head>\r\n<body>\r\n<center><h1>"+title+"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
	a.Location = to
	return a
}

// with returns a with header lines added, given as name, value, name, value. A
// Content-Type replaces the one there was.
func with(a set.Answer, lines ...string) set.Answer {
	h := a.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	for i := 0; i < len(lines); i += 2 {
		if lines[i] == "Content-Type" {
			h.Del(lines[i])
		}
		h.Add(lines[i], lines[i+1])
	}
	a.Header = h
	return a
}

// part returns what stands between two strings of a page.
func part(page, from, to string) string {
	_, rest, ok := strings.Cut(page, from)
	mid, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		panic(fmt.Sprintf("east2: no part %q to %q", from, to))
	}
	return mid
}
