package papers

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"archiver/internal/eval/set"
)

// go test ./internal/eval/papers -dump DIR writes every cited page, for a look
// at it with pdftotext and the like.
var dump = flag.String("dump", "", "write the cited pages into this folder")

// reasons are the words of CONTRACT.md, "Verdicts".
var reasons = map[string]string{
	"ok":          "same noise first-seen *",
	"moved":       "redirect",
	"changed":     "edited quote-lost replaced type",
	"dead":        "http-404 http-410 soft-404 redirected-home dns parked hijacked empty withdrawn",
	"blocked":     "bot-wall login-wall consent-wall forbidden legal-451 geo-block rate-limited robots private-address unreadable",
	"unreachable": "timeout refused reset tls http-5xx dns-temporary redirect-loop too-large truncated protocol",
}

var classes = strings.Fields("noise edit quote replaced type moved dead wall fault")

func TestNames(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9-]+/[a-z0-9-]+$`)
	seen := map[string]bool{}
	count := map[string]int{}
	for _, c := range built() {
		if !form.MatchString(c.Name) || !strings.HasPrefix(c.Name, c.Site+"/"+c.Class+"-") {
			t.Errorf("%s: not SITE/CLASS-WHAT", c.Name)
		}
		if seen[c.Name] {
			t.Errorf("%s: twice", c.Name)
		}
		seen[c.Name] = true
		if !slices.Contains(classes, c.Class) {
			t.Errorf("%s: no class %q", c.Name, c.Class)
		}
		count[c.Class]++
	}
	t.Log(len(seen), "cases:", count)
}

func TestWants(t *testing.T) {
	states := []string{"verbatim", "edited", "unclear", "gone"}
	for _, c := range built() {
		if len(c.Want) == 0 {
			t.Errorf("%s: no answer is acceptable", c.Name)
		}
		for _, w := range c.Want {
			v, r, _ := strings.Cut(w, "/")
			if !slices.Contains(strings.Fields(reasons[v]), r) {
				t.Errorf("%s: the contract has no %q", c.Name, w)
			}
		}
		if len(c.Quotes) != len(c.QuoteStates) {
			t.Fatalf("%s: %d quotes, %d states", c.Name, len(c.Quotes), len(c.QuoteStates))
		}
		lost := false
		for i, ss := range c.QuoteStates {
			if len(ss) == 0 {
				t.Errorf("%s: quote %d has no state", c.Name, i)
			}
			for _, s := range ss {
				if !slices.Contains(states, s) {
					t.Errorf("%s: no state %q", c.Name, s)
				}
				lost = lost || s == "gone" || s == "unclear"
			}
		}
		first := c.Want[0]
		stands := first == "changed/edited" || strings.HasPrefix(first, "ok/") || first == "moved/redirect"
		if stands && lost {
			t.Errorf("%s: %s, though a quote may be lost", c.Name, first)
		}
		if first == "changed/quote-lost" && !lost {
			t.Errorf("%s: %s, though every quote stands", c.Name, first)
		}
	}
}

func TestQuotesStandBefore(t *testing.T) {
	for _, e := range built() {
		for i, q := range e.Quotes {
			if !strings.Contains(e.was, q) {
				t.Errorf("%s: the cited document doesn't say %q", e.Name, q)
			}
			best := e.QuoteStates[i][0]
			if e.is != "" && strings.Contains(plain(e.is), plain(q)) != (best == "verbatim") {
				t.Errorf("%s: quote %d is labelled %s", e.Name, i, best)
			}
		}
	}
}

// built are the entries, made once for all tests but TestAlwaysTheSame.
var built = sync.OnceValue(entries)

// The labels must agree with the texts: the contract calls a document replaced
// when under half of its 4-word shingles is left.
func TestLabelsAgreeWithTexts(t *testing.T) {
	for _, e := range built() {
		first := e.Want[0]
		if e.was == "" {
			t.Errorf("%s: no text before", e.Name)
		}
		if strings.HasPrefix(first, "ok/") || first == "moved/redirect" {
			if plain(e.was) != plain(e.is) {
				t.Errorf("%s: %s, though the texts differ", e.Name, first)
			}
			continue
		}
		if e.is == "" {
			continue
		}
		left := kept(e.was, e.is)
		if whole := plain(e.was) == plain(e.is); whole || (first == "changed/edited") != (left >= 0.5) && first != "changed/quote-lost" {
			t.Errorf("%s: %s, with %.2f of the text left", e.Name, first, left)
		}
		if left > 0.4 && left < 0.6 {
			t.Errorf("%s: %.2f of the text left is too close to half", e.Name, left)
		}
	}
}

// plain drops what an author doesn't choose: spaces, line ends, quotation marks.
func plain(s string) string {
	s = strings.NewReplacer("’", "'", "“", `"`, "”", `"`, "\u00a0", " ", "\u202f", " ", "«", `"`, "»", `"`, "–", "-").Replace(s)
	return strings.Join(strings.Fields(s), "")
}

func kept(was, is string) float64 {
	shingles := func(s string) map[string]bool {
		m := map[string]bool{}
		w := strings.Fields(strings.ToLower(s))
		for i := range len(w) - 3 {
			m[strings.Join(w[i:i+4], " ")] = true
		}
		return m
	}
	a, b := shingles(was), shingles(is)
	n := 0
	for s := range a {
		if b[s] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

func TestWebs(t *testing.T) {
	faults := strings.Fields("timeout refused reset tls dns dns-temporary truncated protocol too-large")
	for _, c := range built() {
		if reflect.DeepEqual(c.Before, c.After) {
			t.Errorf("%s: nothing changes", c.Name)
		}
		for name, w := range map[string]set.Web{"before": c.Before, "after": c.After} {
			for _, place := range []string{c.Path, "/", "*"} {
				if _, ok := w[place]; !ok {
					t.Errorf("%s: %s answers nothing at %s", c.Name, name, place)
				}
			}
			for place, a := range w {
				if a.Fault != "" && !slices.Contains(faults, a.Fault) {
					t.Errorf("%s: %s: no fault %q", c.Name, place, a.Fault)
				}
			}
		}
		b := c.Before[c.Path]
		if b.Status != 0 || b.Fault != "" || len(b.Body) < 500 {
			t.Errorf("%s: the cited page isn't there before", c.Name)
		}
	}
}

func TestAlwaysTheSame(t *testing.T) {
	if !reflect.DeepEqual(Cases(), Cases()) {
		t.Error("two calls differ")
	}
}

func TestDump(t *testing.T) {
	if *dump == "" {
		return
	}
	for _, c := range built() {
		name := strings.ReplaceAll(c.Name, "/", "_")
		for side, w := range map[string]set.Web{"before": c.Before, "after": c.After} {
			for place, a := range w {
				if place != c.Path && (side == "before" || place == "/" || place == "*") {
					continue
				}
				file := name + "." + side
				if place != c.Path {
					file += strings.NewReplacer("/", "_", "?", "_", "&", "_").Replace(place)
				}
				file += "." + kindOf(a.Body)
				if err := os.WriteFile(filepath.Join(*dump, file), a.Body, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func kindOf(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("%PDF")):
		return "pdf"
	case bytes.HasPrefix(body, []byte("PK")):
		return "docx"
	case bytes.HasPrefix(body, []byte("<")):
		return "html"
	}
	return "txt"
}
