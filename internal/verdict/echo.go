package verdict

import "strings"

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

// findSince is FindQuote for a page that another one was seen before at its
// address.
func findSince(ref, now *Prepared, text string) Quote {
	q := FindQuote(now, text)
	if q.State == StateUnclear && ref.wasDenied(text, q.denied) {
		q.State, q.Found = StateEdited, true
	}
	if q.State == StateGone || ref == nil || !ref.hasText() || !now.hasText() || !now.furnished() || !ref.furnished() {
		return q
	}
	for _, part := range parts(text) {
		words := lexPassage(strings.ReplaceAll(part, "\n", " "), kindOf(now) == "pdf")
		if len(words.tok) == 0 {
			continue
		}
		old, was := ref.look(words, ref.main())
		if old.State != StateVerbatim && old.State != StateEdited {
			continue // it never stood in the main text
		}
		in, _ := now.look(words, now.main())
		if in.State == StateVerbatim {
			continue
		}
		all, at := now.look(words, now.visible())
		if at.len() == 0 || stateRank(in.State) <= stateRank(all.State) {
			continue
		}
		// Any of the places will do.
		places := now.visible().places(words, 16)
		if len(places) == 0 {
			places = []span{at}
		}
		own := false
		for _, p := range places {
			own = own || now.beside(ref.main(), was, p)
		}
		switch {
		case own:
			continue
		case in.State == StateEdited:
			if stateRank(in.State) > stateRank(q.State) {
				q.State, q.Now, q.Page = in.State, in.Now, in.Page
			}
		case all.State == StateVerbatim || all.State == StateEdited:
			q.State, q.Outside = StateUnclear, true
			q.Now = now.visible().excerpt(places[0], maxNow)
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

// furnished tells whether the main text is a part of the page, and a text.
func (d *Prepared) furnished() bool {
	return d.page.Kind != "pdf" && d.main() != d.visible() && d.base() == d.main()
}

// look finds a passage in one view.
func (d *Prepared) look(words, in *stream) (Quote, span) {
	if at, ok := in.verbatim(words, false); ok {
		return Quote{State: StateVerbatim}, at
	}
	l := in.nearest(words, false)
	if l.similarity < reworded {
		return Quote{State: StateGone}, span{}
	}
	q := Quote{State: StateUnclear, Now: in.excerpt(l.at, maxNow)}
	if l.similarity >= lightlyEdited && l.sameFacts {
		q.State = StateEdited
	}
	return q, l.at
}

// places are those where a passage stands verbatim, up to most of them.
func (s *stream) places(words *stream, most int) (out []span) {
	from := 0
	for len(out) < most {
		at, ok := s.verbatimFrom(words.norm, false, from)
		if !ok {
			break
		}
		out = append(out, at)
		from = int(s.tok[at.from].norm) + 1
	}
	return out
}

// beside tells whether a place of the visible text has beside it what a passage
// had beside it in a main text: words that do not stand in the main text of now as
// well, or stand there at this very place.
func (d *Prepared) beside(old *stream, was, at span) bool {
	s := d.visible()
	for _, side := range []struct{ old, now span }{
		{span{max(0, was.from-nearWords), was.from}, span{max(0, at.from-nearWords-ranWords), at.from}},
		{span{was.to, min(len(old.tok), was.to+nearWords)}, span{at.to, min(len(s.tok), at.to+nearWords+ranWords)}},
	} {
		if side.old.len() < ranWords {
			if side.old.len() == 0 && was.from == 0 && was.to == len(old.tok) {
				return true // it was all there was
			}
			continue
		}
		for i := side.old.from; i+ranWords <= side.old.to; i++ {
			run := old.tok[i : i+ranWords]
			k := indexTokens(s.tok[side.now.from:side.now.to], run)
			if k < 0 {
				continue
			}
			if d.inMain(side.now.from+k) || indexTokens(d.main().tok, run) < 0 {
				return true
			}
		}
	}
	return false
}

// inMain tells whether a token of the visible text is one of the main text.
func (d *Prepared) inMain(i int) bool {
	at := d.visible().tok[i].start
	main := d.main()
	lo, hi := 0, len(main.tok)
	for lo < hi {
		mid := (lo + hi) / 2
		if main.tok[mid].start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return main.text == d.visible().text && lo < len(main.tok) && main.tok[lo].start == at
}
