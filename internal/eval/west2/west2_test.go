package west2

import (
	"cmp"
	charref "html"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"archiver/internal/eval/set"
)

// answers are the verdicts and reasons of CONTRACT.md, "Verdicts".
var answers = map[string][]string{
	"ok":          {"same", "noise", "first-seen", "*"},
	"moved":       {"redirect"},
	"changed":     {"edited", "quote-lost", "replaced", "type"},
	"dead":        {"http-404", "http-410", "soft-404", "redirected-home", "dns", "parked", "hijacked", "empty", "withdrawn"},
	"blocked":     {"bot-wall", "login-wall", "consent-wall", "forbidden", "legal-451", "geo-block", "rate-limited", "robots", "private-address", "unreadable"},
	"unreachable": {"timeout", "refused", "reset", "tls", "http-5xx", "dns-temporary", "redirect-loop", "too-large", "truncated", "protocol"},
}

var (
	classes = []string{"noise", "edit", "quote", "replaced", "moved", "dead", "wall", "fault"}
	faults  = []string{"timeout", "refused", "reset", "tls", "dns", "dns-temporary", "truncated", "protocol", "too-large"}
	states  = []string{"verbatim", "edited", "unclear", "gone"}
)

// built are the cases for tests that change nothing in them.
var built = sync.OnceValue(Cases)

func TestNames(t *testing.T) {
	form := regexp.MustCompile(`^([a-z]+(?:-[a-z]+)*-(?:en|fr))/([a-z]+)-[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, c := range built() {
		m := form.FindStringSubmatch(c.Name)
		if m == nil || m[1] != c.Site || m[2] != c.Class || !slices.Contains(classes, c.Class) {
			t.Errorf("%s: badly named for site %q and class %q", c.Name, c.Site, c.Class)
		}
		if seen[c.Name] {
			t.Errorf("%s: name used twice", c.Name)
		}
		seen[c.Name] = true
	}
}

func TestLabels(t *testing.T) {
	for _, c := range built() {
		if len(c.Want) == 0 {
			t.Errorf("%s: no answer is right", c.Name)
			continue
		}
		for _, w := range c.Want {
			verdict, reason, _ := strings.Cut(w, "/")
			if !slices.Contains(answers[verdict], reason) {
				t.Errorf("%s: %q is not in the contract", c.Name, w)
			}
		}
		if c.QuoteStates != nil && len(c.QuoteStates) != len(c.Quotes) {
			t.Errorf("%s: %d quotes, states for %d", c.Name, len(c.Quotes), len(c.QuoteStates))
		}
		lost := false
		for _, s := range c.QuoteStates {
			for _, w := range s {
				if !slices.Contains(states, w) {
					t.Errorf("%s: no quote is %q", c.Name, w)
				}
			}
			lost = lost || s[0] == "gone" || s[0] == "unclear"
		}
		verdict, reason, _ := strings.Cut(c.Want[0], "/")
		switch {
		case reason == "quote-lost" && !lost, (verdict == "ok" || reason == "edited") && lost:
			t.Errorf("%s: wants %s of quotes %v", c.Name, c.Want[0], c.QuoteStates)
		case slices.Contains([]string{"blocked", "unreachable"}, verdict) && c.QuoteStates != nil:
			t.Errorf("%s: says something of quotes that a look cannot see", c.Name)
		}
		for place, a := range c.After {
			if a.Fault != "" && !slices.Contains(faults, a.Fault) {
				t.Errorf("%s: %s: no fault is %q", c.Name, place, a.Fault)
			}
		}
	}
}

func TestQuotesStandBefore(t *testing.T) {
	for _, c := range built() {
		before := text(c.Before[c.Path])
		for _, q := range c.Quotes {
			if !strings.Contains(before, squeeze(q)) {
				t.Errorf("%s: the page never said %q", c.Name, q)
			}
		}
	}
}

func TestQuotesAfter(t *testing.T) {
	for _, c := range built() {
		after := loose(text(follow(c)))
		for i, s := range c.QuoteStates {
			stands := strings.Contains(after, loose(squeeze(c.Quotes[i])))
			if stands && !slices.Contains(s, "verbatim") {
				t.Errorf("%s: %q still stands, labelled %v", c.Name, c.Quotes[i], s)
			}
			if !stands && slices.Equal(s, []string{"verbatim"}) {
				t.Errorf("%s: %q no longer stands, labelled %v", c.Name, c.Quotes[i], s)
			}
		}
	}
}

func TestSomethingChanges(t *testing.T) {
	for _, c := range built() {
		b, a := c.Before[c.Path], c.After[c.Path]
		if b.Status != 0 || b.Fault != "" || len(b.Body) == 0 {
			t.Errorf("%s: was not a good page when it was cited", c.Name)
		}
		if reflect.DeepEqual(a, b) {
			t.Errorf("%s: before and after are the same", c.Name)
		}
		if c.Class == "noise" || c.Class == "edit" {
			if same := text(b) == text(a); same && c.Class == "edit" {
				t.Errorf("%s: an edit that no reader can see", c.Name)
			}
		}
		if _, ok := c.Before["*"]; !ok {
			t.Errorf("%s: the healthy site has no error page", c.Name)
		}
	}
}

// A redirect of a case leads to a place the case names, so that no case lives on
// the harness's default answer.
func TestRedirectsLead(t *testing.T) {
	for _, c := range built() {
		for place, a := range c.After {
			if a.Location == "" {
				continue
			}
			if _, ok := c.After[key(a.Location)]; !ok {
				t.Errorf("%s: %s leads to %s, which nobody answers", c.Name, place, a.Location)
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	first := Cases()
	if !reflect.DeepEqual(first, Cases()) {
		t.Fatal("two calls give different cases")
	}
	kept := first[0].Before["/"].Body[0]
	for i := range first {
		for place := range first[i].Before {
			delete(first[i].Before, place)
		}
		first[i].Want[0], first[i].Quotes = "", nil
	}
	again := Cases()
	if again[0].Want[0] == "" || again[0].Before["/"].Body[0] != kept {
		t.Error("calls share memory")
	}
}

func TestEditsPanicInVain(t *testing.T) {
	for name, e := range map[string]edit{
		"sub":     sub("cat", "dog"),
		"twice":   sub("a", "b"),
		"all":     all("cat", "dog"),
		"drop":    drop("cat"),
		"below":   below("cat", "dog"),
		"above":   above("cat", "dog"),
		"between": between("<p>", "</div>", ""),
		"span":    span("<div>", "</p>", ""),
		"swap":    swap("banana", "cat"),
		"rewrite": rewrite("c.t", "dog"),
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("changed nothing and said nothing")
				}
			}()
			e("<p>banana</p>")
		})
	}
}

// follow returns what a browser would show of the cited page after.
func follow(c set.Case) set.Answer {
	place := c.Path
	for range 5 {
		a, ok := c.After[place]
		if !ok {
			a = c.After["*"]
		}
		if a.Location == "" {
			return a
		}
		place = key(a.Location)
	}
	return set.Answer{}
}

// key is where a Web holds what a Location names.
func key(location string) string { return strings.TrimPrefix(location, "http:") }

var (
	unread = regexp.MustCompile(`(?is)<(script|style|noscript)\b.*?</(script|style|noscript)>|<!--.*?-->|<head>.*?</head>`)
	inline = regexp.MustCompile(`(?i)</?(a|b|i|em|strong|span|sup|sub|abbr|mark|u|q|cite|time|ins|small|code)\b[^>]*>`)
	struck = regexp.MustCompile(`(?is)<del\b.*?</del>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// text is what a reader sees of an answer, in one line.
func text(a set.Answer) string {
	page := string(a.Body)
	if strings.Contains(cmp.Or(a.Header.Get("Content-Type"), page), "8859-1") || strings.Contains(page, "charset=windows-1252") {
		var r []rune
		for _, b := range a.Body {
			r = append(r, rune(b))
		}
		page = strings.NewReplacer("\u0080", "€", "\u0085", "…", "\u0091", "‘", "\u0092", "’", "\u0093", "“", "\u0094", "”",
			"\u0095", "•", "\u0096", "–", "\u0097", "—", "\u009c", "œ", "\u008c", "Œ").Replace(string(r))
	}
	for _, re := range []*regexp.Regexp{unread, struck, inline} {
		page = re.ReplaceAllString(page, "")
	}
	return squeeze(charref.UnescapeString(tags.ReplaceAllString(page, " ")))
}

// squeeze collapses white space, no-break spaces included.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// loose takes away what typography may change in a text that stays the same.
func loose(s string) string {
	s = strings.NewReplacer("\u00ad", "", "’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "…", "...").Replace(decompose(s))
	return strings.ReplaceAll(s, " ", "")
}

func TestSizes(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []*site{assembly(), briefing(), embassy(), wire(), channel(), soup(), wiki(), presse(), gazette(), blog(), homepage(), forum()} {
		seen[s.name] = true
		lines, words := strings.Count(s.page, "\n"), len(strings.Fields(text(html(s.body))))
		least := 150
		if s.name == "embassy-fr" { // a press note
			least = 60
		}
		if lines < 25 || lines > 400 || words < least || words > 1500 {
			t.Errorf("%s: %d lines, %d words in the main part", s.name, lines, words)
		}
		t.Logf("%-12s %4d lines, %4d words, %d cases", s.name, lines, words, len(s.cases))
	}
	for _, c := range built() {
		if !seen[c.Site] {
			t.Errorf("%s is not sized", c.Site)
		}
	}
	pages, err := files.ReadDir("sites")
	if err != nil || len(pages) != len(seen) {
		t.Errorf("%d pages for %d sites: %v", len(pages), len(seen), err)
	}
}

func TestCoverage(t *testing.T) {
	cases := built()
	byClass, byReason := map[string]int{}, map[string]int{}
	for _, c := range cases {
		byClass[c.Class]++
		byReason[c.Want[0]]++
	}
	t.Logf("%d cases: %v", len(cases), byClass)
	t.Logf("first answers: %v", byReason)
	if n := len(cases); n < 100 || n > 120 {
		t.Errorf("%d cases, want 100 to 120", n)
	}
	for class, share := range map[string]float64{"noise": .45, "edit": .20, "quote": .08, "dead": .14, "wall": .09} {
		if got := float64(byClass[class]) / float64(len(cases)); got < share-.06 || got > share+.06 {
			t.Errorf("%s: %.0f %% of the cases, want about %.0f", class, 100*got, 100*share)
		}
	}
}

// A page that is gone or walled keeps no quote, and half of no page.
func TestGoneIsGone(t *testing.T) {
	for _, c := range built() {
		if c.Class != "dead" && c.Class != "wall" {
			continue
		}
		after := loose(text(follow(c)))
		for _, q := range c.Quotes {
			if strings.Contains(after, loose(squeeze(q))) {
				t.Errorf("%s: still says %q", c.Name, q)
			}
		}
	}
}

// Noise keeps nearly every longer word and number of the main part.
func TestNoiseKeepsTheText(t *testing.T) {
	mains := map[string]string{}
	for _, s := range []*site{assembly(), briefing(), embassy(), wire(), channel(), soup(), wiki(), presse(), gazette(), blog(), homepage(), forum()} {
		mains[s.name] = text(html(s.body))
	}
	for _, c := range built() {
		if c.Class != "noise" {
			continue
		}
		after := strings.ToLower(loose(text(c.After[c.Path])))
		words, lost := strings.Fields(mains[c.Site]), []string{}
		for _, w := range words {
			if !strings.Contains(after, strings.ToLower(loose(w))) {
				lost = append(lost, w)
			}
		}
		if 20*len(lost) > len(words) {
			t.Errorf("%s: loses %d of %d words: %v", c.Name, len(lost), len(words), lost)
		}
	}
}
