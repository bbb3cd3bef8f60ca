package passage

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// A passage that the article no longer has may still stand on its page: a reader's
// comment repeats it, a box or a list of other pages does. That is no source. So a
// passage that the reference had in its main text is not taken for found where it
// stands outside of the main text alone, unless what stood beside it stands there
// too: then that is the article, whatever the extractor thinks.

// nearWords is how far from a passage its surroundings reach, ranWords how many
// words in a row make out a place.
const (
	nearWords = 16
	ranWords  = 4
)

// FindSince is FindQuote for a page that another one was seen before at its
// address.
func FindSince(ref, now *pages.Prepared, text string) Quote {
	q := FindQuote(now, text)
	if q.State == StateUnclear && wasDenied(ref, text, q.denied) {
		q.State, q.Found = StateEdited, true
	}
	if q.State == StateGone || ref == nil || !ref.HasText() || !now.HasText() || !furnished(now) {
		return q
	}
	if furnished(ref) {
		q = inArticle(ref, now, text, q)
	}
	if q.Found && wentAside(ref, now, text) {
		q.Outside = true
	}
	return q
}

// inArticle judges a passage that stands in a page by where it stands there.
func inArticle(ref, now *pages.Prepared, text string, q Quote) Quote {
	for _, part := range Parts(text) {
		words := lex.Passage(strings.ReplaceAll(part, "\n", " "), pages.KindOf(now) == "pdf")
		if len(words.Tokens) == 0 {
			continue
		}
		old, was := lookUp(ref, words, ref.Main())
		if old.State != StateVerbatim && old.State != StateEdited {
			continue // it never stood in the main text
		}
		in, _ := lookUp(now, words, now.Main())
		if in.State == StateVerbatim {
			continue
		}
		all, at := lookUp(now, words, now.Visible())
		if at.Len() == 0 || StateRank(in.State) <= StateRank(all.State) {
			continue
		}
		// Any of the places will do.
		places := places(now.Visible(), words, 16)
		if len(places) == 0 {
			places = []lex.Span{at}
		}
		own := false
		for _, p := range places {
			own = own || standsBeside(now, ref.Main(), was, p)
		}
		switch {
		case own:
			continue
		case in.State == StateEdited:
			if StateRank(in.State) > StateRank(q.State) {
				q.State, q.Now, q.Page = in.State, in.Now, in.Page
			}
		case all.State == StateVerbatim || all.State == StateEdited:
			q.State, q.Outside = StateUnclear, true
			q.Now = now.Visible().Excerpt(places[0], MaxExcerpt)
			if in.State == StateUnclear {
				q.Now, q.Outside = in.Now, false
			}
		case in.State == StateUnclear:
			q.State, q.Now, q.Outside = StateUnclear, in.Now, false
		default:
			q = Quote{Text: text, State: StateGone}
		}
		if q.State == StateGone {
			break
		}
	}
	q.Text = text
	q.Found = q.State == StateVerbatim || q.State == StateEdited
	return q
}

// wentAside tells whether a passage, or a part of it, stood in a line that is not certainly
// the site's, and stands in none but such as are, as in comments: whatever is beside it
// there, the article does not say it any more.
func wentAside(ref, now *pages.Prepared, text string) bool {
	for _, part := range Parts(text) {
		words := lex.Passage(strings.ReplaceAll(part, "\n", " "), false)
		if len(words.Tokens) == 0 {
			continue
		}
		const most = 16
		there := places(now.Visible(), words, most)
		if len(there) == 0 || len(there) == most || !allAside(now, there) {
			continue
		}
		if q, _ := lookUp(now, words, now.Main()); q.State == StateVerbatim || q.State == StateEdited {
			continue
		}
		if was := places(ref.Visible(), words, most); len(was) > 0 && ref.Page.Layout.Complete() && !allAside(ref, was) {
			return true
		}
	}
	return false
}

// allAside tells whether each of some places of the visible text is in a line that is
// certainly the site's.
func allAside(d *pages.Prepared, places []lex.Span) bool {
	l, s := &d.Page.Layout, d.Visible()
	if !l.Complete() {
		return false
	}
	line, from := 0, 0
	for _, p := range places {
		start := int(s.Tokens[p.From].Start)
		line += strings.Count(s.Text[from:start], "\n")
		if from = start; line >= len(l.Site) || !l.Site[line] {
			return false
		}
	}
	return true
}

// furnished tells whether the main text is a part of the page, and a text.
func furnished(d *pages.Prepared) bool {
	return d.Page.Kind != "pdf" && d.Main() != d.Visible() && d.Base() == d.Main()
}

// lookUp finds a passage in one view.
func lookUp(d *pages.Prepared, words, in *lex.Stream) (Quote, lex.Span) {
	if at, ok := Verbatim(in, words, false); ok {
		return Quote{State: StateVerbatim}, at
	}
	l := nearest(in, words, false)
	if l.Similarity < reworded {
		return Quote{State: StateGone}, lex.Span{}
	}
	q := Quote{State: StateUnclear, Now: in.Excerpt(l.At, MaxExcerpt)}
	if l.Similarity >= lightlyEdited && l.sameFacts {
		q.State = StateEdited
	}
	return q, l.At
}

// places are those where a passage stands verbatim, up to most of them.
func places(s *lex.Stream, words *lex.Stream, most int) (out []lex.Span) {
	from := 0
	for len(out) < most {
		at, ok := verbatimFrom(s, words.Norm, false, from)
		if !ok {
			break
		}
		out = append(out, at)
		from = int(s.Tokens[at.From].Norm) + 1
	}
	return out
}

// standsBeside tells whether a place of the visible text has beside it what a passage
// had beside it in a main text: words that do not stand in the main text of now as
// well, or stand there at this very place.
func standsBeside(d *pages.Prepared, old *lex.Stream, was, at lex.Span) bool {
	s := d.Visible()
	for _, side := range []struct{ old, now lex.Span }{
		{lex.Span{From: max(0, was.From-nearWords), To: was.From}, lex.Span{From: max(0, at.From-nearWords-ranWords), To: at.From}},
		{lex.Span{From: was.To, To: min(len(old.Tokens), was.To+nearWords)}, lex.Span{From: at.To, To: min(len(s.Tokens), at.To+nearWords+ranWords)}},
	} {
		if side.old.Len() < ranWords {
			if side.old.Len() == 0 && was.From == 0 && was.To == len(old.Tokens) {
				return true // it was all there was
			}
			continue
		}
		for i := side.old.From; i+ranWords <= side.old.To; i++ {
			run := old.Tokens[i : i+ranWords]
			k := lex.IndexTokens(s.Tokens[side.now.From:side.now.To], run)
			if k < 0 {
				continue
			}
			if standsInMain(d, side.now.From+k) || lex.IndexTokens(d.Main().Tokens, run) < 0 {
				return true
			}
		}
	}
	return false
}

// standsInMain tells whether a token of the visible text is one of the main text.
func standsInMain(d *pages.Prepared, i int) bool {
	at := d.Visible().Tokens[i].Start
	main := d.Main()
	lo, hi := 0, len(main.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if main.Tokens[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return main.Text == d.Visible().Text && lo < len(main.Tokens) && main.Tokens[lo].Start == at
}
