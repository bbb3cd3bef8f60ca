package extract

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Links that come behind each heading are no part of it, in whatever language
// and markup; what headings say is, also where a link says it.
func TestHeadLinks(t *testing.T) {
	const para = "<p>The committee found that the authorities had given no reason at all for the ban, and ordered the fines to be paid back.</p>"
	for _, c := range []struct {
		name  string
		tails [2]string // behind the words of both headings
		drop  string    // words that are not in the text, or "" if all are
	}{
		{"brackets", [2]string{`<span>[<a href="?edit=1">edit</a>]</span>`, `<span>[<a href="?edit=2">edit</a>]</span>`}, "edit"},
		{"set apart by a style sheet", [2]string{`<small><a href="?edit=1">edit source</a></small>`, `<small><a href="?edit=2">edit source</a></small>`}, "edit source"},
		{"a picture before", [2]string{` <span>✎ <a href="?edit=1">Edit</a></span>`, ` <span>✎ <a href="?edit=2">Edit</a></span>`}, "Edit"},
		{"Russian, two links", [2]string{`<span>[<a href="/w?s=1&a=edit">править</a> | <a href="/w?s=1&a=code">править код</a>]</span>`, `<span>[<a href="/w?s=2&a=edit">править</a> | <a href="/w?s=2&a=code">править код</a>]</span>`}, "править"},
		{"French, two links", [2]string{`<span>[<a href="/w?s=1">modifier</a> | <a href="/w?s=1&c">modifier le code</a>]</span>`, `<span>[<a href="/w?s=2">modifier</a> | <a href="/w?s=2&c">modifier le code</a>]</span>`}, "modifier"},
		{"Kazakh, two links", [2]string{`<span>[<a href="/w?s=1">өңдеу</a> | <a href="/w?s=1&c">қайнарын өңдеу</a>]</span>`, `<span>[<a href="/w?s=2">өңдеу</a> | <a href="/w?s=2&c">қайнарын өңдеу</a>]</span>`}, "өңдеу"},
		{"behind the heading", [2]string{`</h2><span>[</span><a href="?edit=1">edit source</a><span>]</span><h2 hidden>`, `</h2><span>[</span><a href="?edit=2">edit source</a><span>]</span><h2 hidden>`}, "edit source"},
		{"behind the heading, in Russian", [2]string{`</h2><div><a href="?edit=1">править код</a></div><h2 hidden>`, `</h2><div><a href="?edit=2">править код</a></div><h2 hidden>`}, "править код"},
		{"back to the top", [2]string{`<a href="#top">Haut de page</a>`, `<a href="#top">Haut de page</a>`}, "Haut de page"},
		{"a country that both name", [2]string{` in <a href="/kz">Kazakhstan</a>`, ` of <a href="/kz">Kazakhstan</a>`}, ""},
		{"a country with links of its own", [2]string{` in <a href="/1/kz">Kazakhstan</a>`, ` of <a href="/2/kz">Kazakhstan</a>`}, ""},
		{"the country in brackets", [2]string{` (<a href="/1/kz">Kazakhstan</a>)`, ` (<a href="/2/kz">Kazakhstan</a>)`}, ""},
		{"a state that leads to one page", [2]string{` [<a href="/states">pending</a>]`, ` [<a href="/states">pending</a>]`}, ""},
		{"what became of it", [2]string{`<span>[<a href="?1">withdrawn</a>]</span>`, `<span>[<a href="?2">withdrawn</a>]</span>`}, ""},
		{"one of them", [2]string{`<span>[<a href="?1">edit</a>]</span>`, ``}, ""},
		{"another in each", [2]string{`<span>[<a href="?1">pending</a>]</span>`, `<span>[<a href="?2">closed</a>]</span>`}, ""},
		{"a figure", [2]string{`<span>[<a href="?1">2 seats</a>]</span>`, `<span>[<a href="?2">2 seats</a>]</span>`}, ""},
	} {
		d := readPage(t, "<title>Canal</title><h1>The canal</h1>"+para+"<h2><span>History</span>"+c.tails[0]+"</h2>"+para+"<h2><span>Traffic</span>"+c.tails[1]+"</h2>"+para)
		if c.drop == "" {
			words := func(html string) string {
				return strings.Trim(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, ""), " ")
			}
			if d.Main != d.Visible || !strings.Contains(d.Main, words(c.tails[0])) || !strings.Contains(d.Main, words(c.tails[1])) {
				t.Errorf("%s: main text %q", c.name, d.Main)
			}
			continue
		}
		if strings.Contains(d.Visible, c.drop) || strings.ReplaceAll(d.Visible, "\n\n", "\n") != d.Main {
			t.Errorf("%s: main text %q of %q", c.name, d.Main, d.Visible)
		}
		if n := strings.Count(d.Visible, "\n") + 1; len(d.Layout.Line) != n {
			t.Errorf("%s: a layout of %d lines, want %d", c.name, len(d.Layout.Line), n)
		}
		for _, line := range []string{"\nHistory\n", "\nTraffic\n"} {
			if !strings.Contains(d.Main, line) {
				t.Errorf("%s: no line %q in %q", c.name, line, d.Main)
			}
		}
		if want := []string{"The canal", "History", "Traffic"}; !slices.Equal(d.Headings, want) {
			t.Errorf("%s: headings %q", c.name, d.Headings)
		}
	}
}
