package kittest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// complaints stands in for a testing.T.
type complaints []string

func (c *complaints) Errorf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}
func (c *complaints) Logf(string, ...any) {}

const (
	quote = "twelve boats left the harbour"
	page  = "<title>Harbour</title><main><p>On Monday " + quote + " before dawn, in rain.</p></main>\n"
)

// harbour is a site with one good case of each class that has a check of its own.
func harbour() *kit.Site {
	s := kit.Open(fstest.MapFS{"sites/harbour-en.html": {Data: []byte(page)}}, "harbour-en.html",
		kit.Site{Name: "harbour-en", Path: "/1", Quotes: []string{quote}})
	s.Healthy("home", "lost")
	s.Noise("bold", kit.Sub("Monday", "<b>Monday</b>"))
	s.Edit("day", kit.Sub("Monday", "Friday"))
	s.Lost("number", quote, kit.Sub("twelve", "eleven"))
	s.Dead("lost", kit.Status(404, "lost"), "dead/http-404")
	s.Fault("slow", kit.Fault("timeout"), "unreachable/timeout")
	return s
}

func cases() []set.Case { return kit.Cases([]func() *kit.Site{harbour}) }

// on runs every check that a case alone can fail.
func on(c set.Case) (got complaints) {
	checkNames(&got, []set.Case{c})
	checkWebs(&got, c)
	if !checkLabels(&got, c) {
		return got
	}
	checkQuotes(&got, c, false)
	switch c.Class {
	case "noise":
		checkKept(&got, c, harbour())
	case "edit":
		checkSeen(&got, c)
	case "dead":
		checkGone(&got, c)
	}
	return got
}

func TestGoodCasesPass(t *testing.T) {
	for _, c := range cases() {
		for _, complaint := range on(c) {
			t.Errorf("%s: %s", c.Name, complaint)
		}
	}
}

// TestChecksFail breaks each rule once: a check that cannot fail guards nothing.
func TestChecksFail(t *testing.T) {
	const noise, edit, lost, dead, fault = 0, 1, 2, 3, 4
	for name, b := range map[string]struct {
		of   int
		spot func(c *set.Case)
		want string
	}{
		"a name":                {noise, func(c *set.Case) { c.Name = "harbour-en/edit-bold" }, "badly named"},
		"no such class":         {noise, func(c *set.Case) { c.Name, c.Class = "harbour-en/joke-bold", "joke" }, "badly named"},
		"no answer":             {noise, func(c *set.Case) { c.Want = nil }, "no answer"},
		"no such answer":        {noise, func(c *set.Case) { c.Want[0] = "ok/fine" }, "contract"},
		"a state too many":      {noise, func(c *set.Case) { c.Quotes = nil }, "0 quotes"},
		"an empty state":        {noise, func(c *set.Case) { c.QuoteStates[0] = nil }, "without a state"},
		"no such state":         {noise, func(c *set.Case) { c.QuoteStates[0] = []string{"verbatim", "well"} }, "well"},
		"fine with a lost one":  {noise, func(c *set.Case) { c.QuoteStates[0] = []string{"gone"} }, "wants ok/*"},
		"edited and maybe lost": {edit, func(c *set.Case) { c.QuoteStates[0] = []string{"edited", "gone"} }, "wants changed/edited"},
		"lost with none lost":   {noise, func(c *set.Case) { c.Want[0] = "changed/quote-lost" }, "wants changed/quote-lost"},
		"seen when unreachable": {fault, func(c *set.Case) { c.QuoteStates = [][]string{{"verbatim"}} }, "cannot see"},
		"a bad page before":     {noise, func(c *set.Case) { c.Before[c.Path] = kit.Status(500, page) }, "good page"},
		"an unnamed charset":    {noise, func(c *set.Case) { c.Before[c.Path] = kit.HTML(page + "\xe6") }, "not in UTF-8"},
		"nothing changes":       {noise, func(c *set.Case) { c.After[c.Path] = c.Before[c.Path] }, "the same"},
		"no error page":         {noise, func(c *set.Case) { delete(c.Before, "*") }, "error page"},
		"no place":              {noise, func(c *set.Case) { c.After["x"] = kit.HTML("") }, "no place"},
		"no such fault":         {fault, func(c *set.Case) { c.After[c.Path] = kit.Fault("boredom") }, "boredom"},
		"an empty template":     {noise, func(c *set.Case) { c.After["*"] = kit.HTML("@BODY@") }, "filled in"},
		"a redirect to nowhere": {dead, func(c *set.Case) { c.After[c.Path] = kit.Redirect(301, "//quay.example/") }, "nobody answers"},
		"a quote never said":    {fault, func(c *set.Case) { c.Quotes[0] = "thirteen boats" }, "never said"},
		"a quote that stands":   {lost, func(c *set.Case) { c.After[c.Path] = kit.HTML(page + " ") }, "still stands"},
		"a quote that doesn't":  {noise, func(c *set.Case) { c.After[c.Path] = kit.HTML("Friday") }, "no longer stands"},
		"noise loses words":     {noise, func(c *set.Case) { c.After[c.Path] = kit.HTML(quote) }, "loses"},
		"an unseen edit":        {edit, func(c *set.Case) { c.After[c.Path] = kit.HTML(page + "<br>") }, "no reader"},
		"dead with its quote":   {dead, func(c *set.Case) { c.After[c.Path] = kit.HTML(page + " ") }, "still says"},
	} {
		c := cases()[b.of]
		b.spot(&c)
		if got := strings.Join(on(c), "\n"); !strings.Contains(got, b.want) {
			t.Errorf("%s: complaints %q, want %q", name, got, b.want)
		}
	}
}

func TestChecksOfSetsFail(t *testing.T) {
	var got complaints
	c := cases()
	checkNames(&got, append(c, c[0]))
	checkCounts(&got, c, Set{Least: 6, Most: 9, Shares: map[string]float64{"noise": .9}, Classes: []string{"type"}, Wants: All("moved")})
	calls := 0
	checkDeterministic(&got, func() []set.Case { calls++; return cases()[calls%2:] })
	checkDeterministic(&got, func() []set.Case { return c })
	checkSizes(&got, map[string]*kit.Site{"harbour-en": harbour()}, nil)
	checkFiles(&got, fstest.MapFS{
		"sites/own.html": {}, "sites/dir/article.html": {}, "sites/dir/home.html": {}, "sites/old.html": {},
		"x.go": {Data: []byte(`open("own"); open("dir"); read("dir/home.html")`)},
	})
	all := strings.Join(got, "\n")
	for _, want := range []string{"used twice", "5 cases, want 6 to 9", "noise: 20 %", "no case of class type", "no case wants moved/redirect", "different cases", "share memory", "harbour-en: 1 lines", "sites/old.html is not used"} {
		if !strings.Contains(all, want) {
			t.Errorf("no complaint %q in %q", want, all)
		}
	}
	if n := strings.Count(all, "is not used"); n != 1 {
		t.Errorf("%d files are not used, want 1", n)
	}
}

// What a reader wouldn't call a difference is none, and what he would is one.
func TestFold(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"«Мёд» — да", `"Мед" - да`, true},
		{"1 284 600", "1\u00a0284\u202f600", true},
		{"e\u0301te\u0301", "été", true},
		{"сорт", "copт", true},
		{"12 boats", "13 boats", false},
		{"не был", "был", false},
	} {
		if got := fold(c.a) == fold(c.b); got != c.same {
			t.Errorf("%q and %q: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ charset, page, want string }{
		{"", "<head><title>a</title></head><p>1<sup>er</sup> jan<b>vi</b>er<sup><a>[2]</a></sup><del>x</del> &amp; <p>on", "1er janvier & on"},
		{"koi8-r", `<meta content="text/html; charset=koi8-r">мёд`, "мёд"},
		{"windows-1251", "мёд и соль", "мёд и соль"},
		{"windows-1252", "an old café, where nobody sits", "an old café, where nobody sits"},
	} {
		if got := text(set.Answer{Body: kit.Encode(c.charset, c.page)}); got != c.want {
			t.Errorf("%s: %q, want %q", c.charset, got, c.want)
		}
	}
}
