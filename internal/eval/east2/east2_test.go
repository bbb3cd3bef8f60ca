package east2

import (
	"bytes"
	"fmt"
	entity "html"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"archiver/internal/eval/set"
)

// reasons are those of the contract.
var reasons = map[string]string{
	"ok":      "* same noise first-seen",
	"moved":   "redirect",
	"changed": "edited quote-lost replaced type",
	"dead":    "http-404 http-410 soft-404 redirected-home dns parked hijacked empty withdrawn",
	"blocked": "bot-wall login-wall consent-wall forbidden legal-451 geo-block rate-limited robots private-address unreadable",
	"unreachable": "timeout refused reset tls http-5xx dns-temporary redirect-loop too-large truncated " +
		"protocol",
}

var states = []string{"verbatim", "edited", "unclear", "gone"}

func TestCases(t *testing.T) {
	cases := Cases()
	if n := len(cases); n < 100 || n > 120 {
		t.Errorf("%d cases", n)
	}
	wellFormed := regexp.MustCompile(`^[a-z-]+/(noise|edit|quote|replaced|type|moved|dead|wall|fault)-[a-z0-9-]+$`)
	seen := map[string]bool{}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if seen[c.Name] {
				t.Error("the name is taken")
			}
			seen[c.Name] = true
			if !wellFormed.MatchString(c.Name) || !strings.HasPrefix(c.Name, c.Site+"/"+c.Class+"-") {
				t.Error("the name is not SITE/CLASS-WHAT")
			}
			checkWant(t, c)
			checkPages(t, c)
			checkQuotes(t, c)
		})
	}
}

func checkWant(t *testing.T, c set.Case) {
	if len(c.Want) == 0 {
		t.Error("no wanted verdict")
	}
	for _, want := range c.Want {
		verdict, reason, _ := strings.Cut(want, "/")
		if !slices.Contains(strings.Fields(reasons[verdict]), reason) {
			t.Errorf("%q is not in the contract", want)
		}
	}
	if n := len(c.QuoteStates); n != 0 && n != len(c.Quotes) {
		t.Errorf("%d quote states for %d quotes", n, len(c.Quotes))
	}
	for _, of := range c.QuoteStates {
		for _, state := range of {
			if !slices.Contains(states, state) {
				t.Errorf("%q is no state of a quote", state)
			}
		}
	}
	lost := slices.Contains(c.Want, "changed/quote-lost") || slices.Contains(c.Want, "changed/replaced")
	for _, of := range c.QuoteStates {
		if gone := of[0] == "gone" || of[0] == "unclear"; gone && !lost && c.Class != "type" {
			t.Errorf("a quote is %s, but %v is wanted", of[0], c.Want)
		}
	}
}

func checkPages(t *testing.T, c set.Case) {
	before, after := c.Before[c.Path], c.After[c.Path]
	if before.Body == nil || before.Status != 0 || before.Fault != "" {
		t.Error("the page was not good when cited")
	}
	if reflect.DeepEqual(c.Before, c.After) {
		t.Error("nothing differs after")
	}
	if bytes.Equal(before.Body, after.Body) && reflect.DeepEqual(before.Header, after.Header) && after.Fault == "" && after.Status == before.Status {
		t.Error("the cited page doesn't differ after")
	}
	for place := range c.After {
		if !strings.HasPrefix(place, "/") && place != "*" {
			t.Errorf("place %q", place)
		}
	}
	if a := after.Location; a != "" {
		if _, ok := resolve(c.After, c.Path); !ok && !slices.Contains(c.Want, "unreachable/redirect-loop") {
			t.Errorf("redirect to %q leads nowhere", a)
		}
	}
	for _, w := range []set.Web{c.Before, c.After} {
		for place, a := range w {
			if bytes.Contains(a.Body, []byte("@BODY@")) || bytes.Contains(a.Body, []byte("@TITLE@")) || bytes.Contains(a.Body, []byte{0}) && a.Header.Get("Content-Type") != "image/png" {
				t.Errorf("%s is not filled in", place)
			}
		}
	}
}

func checkQuotes(t *testing.T, c set.Case) {
	if len(c.Quotes) == 0 {
		t.Error("the citation rests on nothing")
	}
	text := normal(words(decode(c.Before[c.Path])))
	for _, q := range c.Quotes {
		if n := len(strings.Fields(q)); n < 6 || n > 40 {
			t.Errorf("a quote of %d words", n)
		}
		if !strings.Contains(text, normal(q)) {
			t.Errorf("the cited page has no %q", q)
		}
	}
	if c.QuoteStates == nil {
		return
	}
	a, ok := resolve(c.After, c.Path)
	if !ok || a.Header.Get("Content-Type") == "image/png" {
		return
	}
	after := normal(words(decode(a)))
	for i, q := range c.Quotes {
		first := c.QuoteStates[i][0]
		if stands := strings.Contains(after, normal(q)); stands != (first == "verbatim") && !(first == "edited" && !stands) {
			t.Errorf("labelled %s, stands %v: %q", first, stands, q)
		}
	}
}

// The rules: 25 to 400 lines of HTML, 150 to 1,500 words of text, short notes aside.
func TestPagesAreOfRealSize(t *testing.T) {
	short := []string{"note-kk"}
	for _, build := range sites {
		s := build()
		if n := strings.Count(s.page, "\n"); n < 25 || n > 400 {
			t.Errorf("%s: %d lines", s.name, n)
		}
		least := 150
		if slices.Contains(short, s.name) {
			least = 50
		}
		n := len(strings.Fields(words(s.body())))
		if n < least || n > 1500 {
			t.Errorf("%s: %d words in the article", s.name, n)
		}
		all := len(strings.Fields(words(s.page)))
		t.Logf("%-14s %5d words, %4d of them the article's, %3d lines, %2d cases", s.name, all, n, strings.Count(s.page, "\n"), len(s.cases))
		if !utf8.ValidString(s.page) || strings.Contains(s.page, "\uFFFD") {
			t.Errorf("%s is not UTF-8", s.name)
		}
	}
}

func TestDeterministic(t *testing.T) {
	a, b := Cases(), Cases()
	if !reflect.DeepEqual(a, b) {
		t.Error("two calls differ")
	}
	a[0].Before["*"] = set.Answer{}
	a[0].After[a[0].Path].Body[0] = '!'
	a[0].Quotes[0] = ""
	if !reflect.DeepEqual(b, Cases()) {
		t.Error("a caller's change stays")
	}
}

// Every class is there but "type".
func TestShares(t *testing.T) {
	classes, wants := map[string]int{}, map[string]int{}
	for _, c := range Cases() {
		classes[c.Class]++
		wants[c.Want[0]]++
	}
	for _, class := range strings.Fields("noise edit quote replaced moved dead wall fault") {
		if classes[class] == 0 {
			t.Errorf("no case of class %s", class)
		}
		t.Logf("%-9s %d", class, classes[class])
	}
	for _, want := range slices.Sorted(maps.Keys(wants)) {
		t.Logf("%-26s %d", want, wants[want])
	}
}

// resolve follows redirects, at most five, to the answer that shows.
func resolve(w set.Web, place string) (set.Answer, bool) {
	for range 6 {
		a, ok := w[place]
		if !ok && strings.HasPrefix(place, "//") {
			host, _, _ := strings.Cut(place[2:], "/")
			a, ok = w["//"+host+"/*"]
		}
		if !ok {
			a, ok = w["*"]
		}
		if !ok || a.Location == "" {
			return a, ok
		}
		place = strings.TrimPrefix(a.Location, "http:")
	}
	return set.Answer{}, false
}

var (
	unseen = regexp.MustCompile(`(?s)<head\b.*?</head>|<(script|style|template)\b.*?</(script|style|template)>|<sup\b.*?</sup>|<!--.*?-->`)
	inline = regexp.MustCompile(`</?(a|b|i|em|strong|span|nobr|small|font)\b[^>]*>`)
	groups = regexp.MustCompile(`(\d) (\d{3})\b`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// words returns the text of a page that a reader sees, footnote marks aside.
func words(page string) string {
	page = unseen.ReplaceAllString(page, "")
	page = inline.ReplaceAllString(page, "")
	return entity.UnescapeString(tags.ReplaceAllString(page, " "))
}

var marks = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u00ad", "", "\u200b", "",
	"«", "", "»", "", "“", "", "”", "", `"`, "", "—", "-", "–", "-", "ё", "е",
	// what looks the same
	"a", "а", "c", "с", "e", "е", "o", "о", "p", "р", "x", "х", "ə", "ә", "h", "һ",
	"ı", "і", "i", "і",
)

// normal folds what is not a difference to a reader: spaces, quotation marks, the
// letter ё, look-alike letters.
func normal(text string) string {
	text = marks.Replace(norm.NFC.String(text))
	text = strings.ReplaceAll(text, " - ", " ")
	text = groups.ReplaceAllString(text, "$1$2")
	return strings.Join(strings.Fields(text), " ")
}

// decode reads an answer's bytes, whatever its label says.
func decode(a set.Answer) string {
	if utf8.Valid(a.Body) {
		return string(a.Body)
	}
	table := charmap.Windows1251
	if bytes.Contains(a.Body, []byte("charset=koi8-r")) {
		table = charmap.KOI8R
	}
	s, err := table.NewDecoder().Bytes(a.Body)
	if err != nil {
		panic(fmt.Sprint("east2: ", err))
	}
	return string(s)
}

// A label that contradicts the bytes is a case's point; others must be right.
func TestCharsetsAreTrueBefore(t *testing.T) {
	for _, c := range Cases() {
		a := c.Before[c.Path]
		kind := http.Header(a.Header).Get("Content-Type")
		if strings.Contains(kind, "charset=koi8-r") && !bytes.Contains(a.Body, []byte("charset=koi8-r")) || kind == "" && !utf8.Valid(a.Body) {
			t.Errorf("%s: labelled %q", c.Name, kind)
		}
	}
}
