package papers

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"archiver/internal/eval/kit/kittest"
	"archiver/internal/eval/set"
)

// go test ./internal/eval/papers -dump DIR writes every cited page, for a look
// at it with pdftotext and the like.
var dump = flag.String("dump", "", "write the cited pages into this folder")

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{Cases: Cases, Least: 120, Most: 160})
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

// built are the entries, made once.
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

// A home page and an error page are there, before and after, and a document that
// is more than a note.
func TestPortals(t *testing.T) {
	for _, c := range built() {
		for _, w := range []set.Web{c.Before, c.After} {
			for _, place := range []string{c.Path, "/", "*"} {
				if _, ok := w[place]; !ok {
					t.Errorf("%s: nothing at %s", c.Name, place)
				}
			}
		}
		if len(c.Before[c.Path].Body) < 500 {
			t.Errorf("%s: the cited page isn't there before", c.Name)
		}
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
