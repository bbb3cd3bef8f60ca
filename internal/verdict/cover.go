package verdict

import "slices"

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
func newCover(a, b *Prepared) string {
	if a == nil || b == nil || b.page.Cover == "" {
		return ""
	}
	s := lex(b.page.Cover, false)
	if len(s.tok) == 0 {
		return ""
	}
	was := lex(a.page.Cover, false)
	for _, old := range []*stream{a.visible(), was} {
		if in := cover(s.tok, old, newShingles(old.tok)); in.share() >= alive {
			return "" // it was there, or it is the page's own text
		}
	}
	if base := a.base(); len(base.tok) > 0 {
		if in := cover(base.tok, s, newShingles(s.tok)); in.share() >= alive {
			return ""
		}
	}
	if s.wants() {
		return ""
	}
	gone := s.tellsFate()
	if !gone && (b.page.CoverCloses || len(s.tok) < leastNotice || s.pauses()) {
		return ""
	}
	return s.excerpt(span{0, len(s.tok)}, 160)
}

// wants tells whether a cover asks something of its reader, or keeps him waiting.
func (s *stream) wants() bool {
	text := s.words()
	for _, list := range []func() *phrases{wallPhrases, loginPhrases, consentPhrases, ratePhrases, geoPhrases, shellPhrases, waitPhrases, netPhrases} {
		if list().first(text) != "" {
			return true
		}
	}
	const asked = partJoin | partProve | partAgree | partRobot
	for _, x := range s.blocks {
		for _, r := range s.sentences(x.span) {
			if s.saysJoin(r) || s.saysPause(r) || s.appeals(r) {
				return true
			}
		}
		if x.len() > mostName { // a button, a title
			continue
		}
		for i := x.from; i < x.to; i++ {
			k := lexicon().class(s.word(i))
			if sayingWords().class(s.word(i))&asked != 0 || k&(classConsent|classAdvert) != 0 {
				return true
			}
		}
	}
	return false
}

// tellsFate tells whether a cover says that the text is gone, or what became of it.
func (s *stream) tellsFate() bool {
	if len(s.tok) > mostNotice {
		return false
	}
	return slices.ContainsFunc(s.blocks, func(x block) bool {
		return slices.ContainsFunc(s.sentences(x.span), func(r span) bool { return s.saysGone(r) || statusIn(s, r) })
	})
}
