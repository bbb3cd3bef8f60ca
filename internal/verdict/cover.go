package verdict

import (
	"slices"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// What a rendered page laid over itself is what its reader sees, though the text
// stands in the document beneath. Most such covers want something of the reader: to
// agree, to log in, to subscribe, to prove an age, to wait. They change nothing, as
// the text was found. Another that is new is told, where no reader gets past it or
// it says that the text is gone: what can be closed may be anything.

const (
	leastNotice = 4 // words of one that does not say that the text is gone
	mostNotice  = 60
)

// newCover gives what lies over b and says what a does not, "" where nothing does.
func newCover(a, b *pages.Prepared) string {
	if a == nil || b == nil || b.Page.Cover == "" {
		return ""
	}
	s := lex.Text(b.Page.Cover, false)
	if len(s.Tokens) == 0 {
		return ""
	}
	was := lex.Text(a.Page.Cover, false)
	for _, old := range []*lex.Stream{a.Visible(), was} {
		if in := lex.Cover(s.Tokens, old, lex.NewShingles(old.Tokens)); in.Share() >= compare.Alive {
			return "" // it was there, or it is the page's own text
		}
	}
	if base := a.Base(); len(base.Tokens) > 0 {
		if in := lex.Cover(base.Tokens, s, lex.NewShingles(s.Tokens)); in.Share() >= compare.Alive {
			return ""
		}
	}
	if coverWants(s) {
		return ""
	}
	gone := tellsFate(s)
	if !gone && (b.Page.CoverCloses || len(s.Tokens) < leastNotice || pauses(s)) {
		return ""
	}
	return s.Excerpt(lex.Span{From: 0, To: len(s.Tokens)}, 160)
}

// coverWants tells whether a cover asks something of its reader, or keeps him waiting.
func coverWants(s *lex.Stream) bool {
	text := s.Words()
	for _, list := range []func() *lex.Phrases{wallPhrases, loginPhrases, consentPhrases, ratePhrases, geoPhrases, shellPhrases, waitPhrases, netPhrases} {
		if list().First(text) != "" {
			return true
		}
	}
	const asked = lex.PartJoin | lex.PartProve | lex.PartAgree | lex.PartRobot
	for _, x := range s.Blocks {
		for _, r := range s.Sentences(x.Span) {
			if s.SaysJoin(r) || s.SaysPause(r) || compare.Appeals(s, r) {
				return true
			}
		}
		if x.Len() > mostName { // a button, a title
			continue
		}
		for i := x.From; i < x.To; i++ {
			k := lex.Vocabulary().Class(s.Word(i))
			if lex.SayingWords().Class(s.Word(i))&asked != 0 || k&(lex.ClassConsent|lex.ClassAdvert) != 0 {
				return true
			}
		}
	}
	return false
}

// tellsFate tells whether a cover says that the text is gone, or what became of it.
func tellsFate(s *lex.Stream) bool {
	if len(s.Tokens) > mostNotice {
		return false
	}
	return slices.ContainsFunc(s.Blocks, func(x lex.Block) bool {
		return slices.ContainsFunc(s.Sentences(x.Span), func(r lex.Span) bool { return s.SaysGone(r) || compare.StatusIn(s, r) })
	})
}
