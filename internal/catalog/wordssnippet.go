package catalog

import (
	"strings"
	"unicode"
)

// Fragment is a piece of a text; Hit says that it was searched for.
type Fragment struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// Bounds of Snippet.
const (
	snippetWords = 40
	snippetBytes = 800
	snippetHits  = 5000    // that are looked at
	snippetText  = 1 << 20 // bytes of the text
)

// hit is where a term stands in a text: tokens [from, to).
type hit struct{ term, from, to int }

// Snippet gives the forty words or so of a text that show most of what q asks for, in
// pieces, one after the other. White space is made one space; what steers a display, as
// characters that turn its direction do, is left out. Without any of what is
// asked for it gives the text's beginning. It looks at the first MiB.
func Snippet(text string, q Query) []Fragment {
	if len(text) > snippetText {
		text = text[:snippetText]
	}
	text = strings.ToValidUTF8(text, " ")
	terms, _ := parseQuery(q.Text) // what can't be searched for is not found
	var toks []token
	for t := range tokens(text) {
		toks = append(toks, t)
	}
	hits := findHits(toks, terms)
	from, to := 0, min(snippetWords, len(toks))
	if best := bestWindow(hits, len(terms)); best >= 0 {
		// A few words before the first hit tell what it is about.
		from = max(0, hits[best].from-snippetWords/5)
		to = min(len(toks), from+snippetWords)
		from = max(0, to-snippetWords)
	}
	if len(toks) == 0 {
		return nil
	}
	for to-from > 1 && toks[to-1].end-toks[from].start > snippetBytes {
		if len(hits) > 0 && from < hits[0].from && !within(hits, from, from+1) {
			from++
		} else {
			to--
		}
	}
	var out []Fragment
	add := func(raw string, isHit bool) {
		if s := display(raw); s != "" {
			if n := len(out); n > 0 && out[n-1].Hit == isHit {
				out[n-1].Text += s
			} else {
				out = append(out, Fragment{s, isHit})
			}
		}
	}
	begin, end := toks[from].start, toks[to-1].end
	if from == 0 {
		begin = 0
	} else {
		add("… ", false)
	}
	if to == len(toks) {
		end = len(text)
	}
	if end-begin > 2*snippetBytes { // of signs between the words
		begin, end = max(begin, toks[from].start-1), min(toks[to-1].end, toks[from].start+2*snippetBytes)
	}
	at := begin
	for _, h := range hits {
		if h.from < from || h.to > to {
			continue
		}
		s, e := max(at, toks[h.from].start), min(end, toks[h.to-1].end)
		if s >= e {
			continue
		}
		add(text[at:s], false)
		add(text[s:e], true)
		at = e
	}
	if at < end {
		add(strings.ToValidUTF8(text[at:end], ""), false)
	}
	if to < len(toks) {
		add(" …", false)
	}
	return out
}

// findHits finds the wanted terms in the order of the text.
func findHits(toks []token, terms []term) (hits []hit) {
	for i := range toks {
		for n := range terms {
			t := &terms[n]
			if t.not || i+len(t.words) > len(toks) {
				continue
			}
			all := true
			for k := range t.words {
				if all = t.is(k, toks[i+k].folded); !all {
					break
				}
			}
			if all {
				hits = append(hits, hit{n, i, i + len(t.words)})
			}
		}
		if len(hits) >= snippetHits {
			break
		}
	}
	return hits
}

// bestWindow is the hit with which the stretch begins that shows most terms, and of
// those most hits; -1: there is none.
func bestWindow(hits []hit, terms int) int {
	best, bestScore := -1, 0
	count := make([]int, terms)
	distinct, last := 0, 0
	for i := range hits {
		for last < len(hits) && hits[last].to <= hits[i].from+snippetWords*4/5 {
			if count[hits[last].term]++; count[hits[last].term] == 1 {
				distinct++
			}
			last++
		}
		if score := distinct*snippetWords + min(last-i, snippetWords-1); score > bestScore {
			best, bestScore = i, score
		}
		if last <= i { // longer than any stretch
			last = i + 1
			continue
		}
		if count[hits[i].term]--; count[hits[i].term] == 0 {
			distinct--
		}
	}
	return best
}

func within(hits []hit, from, to int) bool {
	for _, h := range hits {
		if h.from < to && h.to > from {
			return true
		}
	}
	return false
}

// display makes white space one space and leaves out what steers a display.
func display(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '\u200c' || r == '\u200d': // joiners are spelling in some languages
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
