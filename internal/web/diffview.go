package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"archiver/internal/contract"
	"archiver/internal/verdict"
)

// Bounds of what is shown of one change.
const (
	foldedWords = 12     // of unchanged text, on each side of what changed
	maxPassage  = 20_000 // characters of a passage
)

// quoteChange is a quote of the citation that does not stand as it stood.
type quoteChange struct {
	Text, Words, Now string
	Changes          []changeRef
}

// changeRef is a change by its number; Here says that it is on the page.
type changeRef struct {
	N    int
	Here bool
}

// changeView is one passage that differs.
type changeView struct {
	N           int
	Title       string
	Place, Was  string // where it stands, where no unchanged words show it
	Pieces      []piece
	Old, New    bool // there is such a side
	Cut         bool
	Facts       []factView
	Quotes      []string
	PlacePhrase string
}

// factView is a number, date, name or negation that changed: Kind in words.
type factView struct{ Kind, Old, New string }

// piece is a stretch of a passage. White space at its ends is not marked.
type piece struct {
	Op, Fact         string
	Lead, Text, Tail string
	Begins, Ends     bool // a run of one kind, which is said once
}

func viewChange(n int, ch contract.Change, quotes []string) changeView {
	v := changeView{N: n, Title: changeTitle(ch), Quotes: quotes, Old: ch.Old != "", New: ch.New != ""}
	v.PlacePhrase, v.Place = whereabouts(ch)
	if ch.Moved || ch.Kind == verdict.KindMoved {
		v.Was = ch.Was
	}
	left := maxPassage
	for i, p := range ch.Parts {
		text := hushed(strings.ReplaceAll(p.Text, "\t", " | "))
		if p.Op == verdict.OpSame {
			moved := ch.Kind == verdict.KindMoved
			text = folded(text, i == 0 && !moved, i == len(ch.Parts)-1 && !moved)
		}
		if utf8.RuneCountInString(text) > left {
			text, v.Cut = string([]rune(text)[:left]), true
		}
		left -= utf8.RuneCountInString(text)
		inner := strings.TrimSpace(text)
		lead, tail, _ := strings.Cut(text, inner)
		v.Pieces = append(v.Pieces, piece{p.Op, factName(p.Fact), lead, inner, tail, i == 0 || ch.Parts[i-1].Op != p.Op, i == len(ch.Parts)-1 || ch.Parts[i+1].Op != p.Op})
		if v.Cut {
			break
		}
	}
	for _, f := range ch.Facts {
		v.Facts = append(v.Facts, factView{cmp.Or(factName(f.Kind), plain(f.Kind, maxShort)), f.Old, f.New})
	}
	return v
}

// folded shortens unchanged text in the middle; at a passage's beginning or end on that
// side alone. It says how much is left out.
func folded(s string, first, last bool) string {
	words := strings.Fields(s)
	head, tail := foldedWords, foldedWords
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	out := len(words) - head - tail
	if out <= 2 {
		return s
	}
	fold := word0("diff.fold", out)
	var b strings.Builder
	if head > 0 {
		b.WriteString(s[:len(s)-len(strings.TrimLeft(s, " \t\n"))] + strings.Join(words[:head], " ") + " ")
	}
	b.WriteString(fold)
	if tail > 0 {
		b.WriteString(" " + strings.Join(words[len(words)-tail:], " ") + s[len(strings.TrimRight(s, " \t\n")):])
	}
	return b.String()
}

// factName is a kind of fact in words; "" where it is none that is known.
func factName(kind string) string {
	switch kind {
	case verdict.NumberFact, verdict.DateFact, verdict.NameFact, verdict.NegationFact, verdict.AddressFact:
		return word0("fact.kind." + kind)
	}
	return ""
}

// changeTitle says what a change is, and on which page of a PDF.
func changeTitle(ch contract.Change) string {
	key := "change.other"
	switch ch.Kind {
	case verdict.KindEdited, verdict.KindLost, verdict.KindGained, verdict.KindMoved:
		key = "change." + ch.Kind
	}
	if ch.Moved && ch.Kind == verdict.KindEdited {
		key = "change.editedmoved"
	}
	title := word0(key)
	switch a, b := ch.PageOld, ch.PageNew; {
	case a > 0 && b > 0 && a != b:
		return word0("change.pages", title, a, b)
	case max(a, b) > 0:
		return word0("change.page", title, max(a, b))
	}
	return title
}

// whereabouts tells where a passage stands that has no unchanged words of its own to
// show it: in words, and the words beside it.
func whereabouts(ch contract.Change) (phrase, beside string) {
	if ch.Kind == verdict.KindEdited && !ch.Moved {
		return "", ""
	}
	switch {
	case ch.Before != "" && (ch.Moved || ch.Kind == verdict.KindMoved):
		return word0("place.now"), "… " + ch.Before
	case ch.Before != "":
		return word0("place.after"), "… " + ch.Before
	case ch.After != "":
		return word0("place.before"), ch.After + " …"
	}
	return "", ""
}

// diffSummary is the result in a sentence.
func diffSummary(d *contract.Diff) string {
	switch {
	case d.From.Object == d.To.Object:
		return word0("diff.samesnapshot")
	case d.From.PayloadSHA256 != "" && d.From.PayloadSHA256 == d.To.PayloadSHA256 && len(d.Changes) == 0 && d.Noise == 0:
		return word0("diff.samebytes")
	case d.Other:
		return word0("diff.other", share(d.Similarity))
	}
	facts, kinds := map[string]int{}, map[string]int{}
	for _, ch := range d.Changes {
		kinds[ch.Kind]++
		for _, f := range ch.Facts {
			facts[f.Kind]++
		}
	}
	tell := func(counts map[string]int, prefix string, keys ...string) (list []string) {
		for _, k := range keys {
			if n := counts[k]; n > 0 {
				list = append(list, countedWords(prefix+k, n))
			}
		}
		return list
	}
	changed := tell(facts, "sum.fact.", verdict.NumberFact, verdict.DateFact, verdict.NameFact, verdict.NegationFact, verdict.AddressFact)
	var parts []string
	if len(changed) > 0 {
		parts = append(parts, word0("sum.changed", strings.Join(changed, ", ")))
	}
	if list := tell(kinds, "sum.", verdict.KindEdited, verdict.KindLost, verdict.KindGained, verdict.KindMoved); len(list) > 0 {
		parts = append(parts, strings.Join(list, ", "))
	}
	if len(parts) == 0 {
		if d.Noise == 0 {
			return word0("diff.same")
		}
		return word0("diff.noiseonly", countedWords("sum.noise", d.Noise))
	}
	if d.Noise > 0 {
		parts = append(parts, countedWords("sum.noise", d.Noise))
	}
	return word0("diff.sum", strings.Join(parts, "; "), share(d.Similarity))
}

// countedWords is counted for keys that are there.
func countedWords(key string, n int) string {
	s, err := counted(key, n)
	if err != nil {
		return key
	}
	return s
}

// share never rounds to all or nothing.
func share(part float64) string {
	switch {
	case part > 0.99 && part < 1:
		return word0("share.over")
	case part > 0 && part < 0.01:
		return word0("share.under")
	}
	return fmt.Sprintf("%.0f %%", 100*part)
}

func quoteWords(q contract.Quoted) string {
	state := func(s string) string {
		if !slices.Contains([]string{verdict.StateVerbatim, verdict.StateEdited, verdict.StateUnclear}, s) {
			return verdict.StateGone
		}
		return s
	}
	return word0("quote.was."+state(q.From)) + ", " + word0("quote.now."+state(q.To))
}

// pictureWords says how two pictures compare.
func pictureWords(p *contract.Pictures) string {
	if p.Same == 1 {
		return word0("picture.same")
	}
	return word0("picture.share", min(100*p.Same, 99.9))
}
