package verdict

import (
	"strings"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Where no element says which part of a page is its text, the teasers of other pages that a
// site puts below the sentence "This article is no longer available" are more text than it,
// others at each look, and as many whole sentences as an article has. What leads to other
// pages is no text of this one, nor is what stands around the text at every look; and what
// stands in the text's old place stands there in its stead, whatever follows.

const (
	mostAlone = 40 // words of a paragraph that only says that there is nothing
	mostLoose = 30 // words of lines beside it that are no sentences

	halfLinked = 50 // per cent
)

// goneAlone gives the sentence by which a page says that it is not there, of one that says
// nothing else of its own; "" where it says more.
func (b *bench) goneAlone() string {
	p := b.look.Page
	beside := compare.Beside(p)
	if beside == nil {
		return ""
	}
	v := p.Visible()
	kept := b.stoodBehind(v)
	said, loose := "", 0
	for i, x := range v.Blocks {
		behind, stood := kept[v.BlockHash(x)]
		switch {
		case x.Len() == 0 || beside[i]:
		case stood:
			if x.Len() >= compare.Prosy && v.EndsAsSentence(x) && !b.keeps(v, x.Span) {
				return "" // some of the text is left
			}
			if said != "" && behind {
				return said // what follows stood there in some form before
			}
		case isMessage(v, x.Span):
			if said == "" {
				said = v.Excerpt(x.Span, 120)
			}
		case x.Len() >= leastTold && v.EndsAsSentence(x) && !b.keeps(v, x.Span):
			return "" // it tells of something
		default:
			if loose += x.Len(); loose > mostLoose {
				return ""
			}
		}
	}
	return said
}

// stoodBehind tells of each line of the reference whether it stood behind some of the text
// that is no more in a page. Below one that stood above it, as a byline does, a message
// has not taken the text's place: it may be about a film on top of it.
func (b *bench) stoodBehind(now *lex.Stream) map[uint64]bool {
	if !b.known {
		return nil
	}
	left := map[uint64]bool{}
	for _, x := range now.Blocks {
		left[now.BlockHash(x)] = true
	}
	out, lost := map[uint64]bool{}, false
	old := b.ref.Page.Visible()
	for _, x := range old.Blocks {
		h := old.BlockHash(x)
		if _, ok := out[h]; !ok {
			out[h] = lost
		}
		lost = lost || !left[h] && x.Len() >= leastTold && old.EndsAsSentence(x)
	}
	return out
}

// isMessage tells whether a paragraph says that a page is not there, and beside that only
// speaks to its reader.
func isMessage(s *lex.Stream, x lex.Span) bool {
	if x.Len() > mostAlone {
		return false
	}
	gone := false
	for _, r := range s.EachSentence(x) {
		switch {
		case s.SaysGone(r) || errorPhrases().First(lex.Normalise(s.Excerpt(r, 1000))) != "":
			gone = true
		case r.Len() >= leastTold && !addressing(s, r):
			return false
		}
	}
	return gone
}

// reserved stands at the foot of sites.
var reserved = lex.PhraseList("rights reserved", "права защищены", "құқықтары қорғалған", "droits réservés", "rechte vorbehalten", "derechos reservados", "diritti riservati", "direitos reservados", "prawa zastrzeżone", "hakları saklıdır", "права захищені")

// keeps tells whether a paragraph is of those who keep the site: their rights, and what
// they say to their readers.
func (b *bench) keeps(s *lex.Stream, x lex.Span) bool {
	if strings.ContainsAny(s.Marked(x), "©") || reserved().First(lex.Normalise(s.Excerpt(x, 1000))) != "" {
		return true
	}
	for _, r := range s.EachSentence(x) {
		if r.Len() >= leastTold && !addressing(s, r) {
			return false
		}
	}
	return true
}

// goneHere is goneAlone where it is asked for: on a page of HTML that was answered well.
func (b *bench) goneHere() string {
	if b.look.Status >= 300 || pages.KindOf(b.look.Page) != "html" || b.e.words > mostSlug {
		return ""
	}
	if !b.known && manyLong(&b.look.Page.Page) {
		return ""
	}
	return b.goneAlone()
}

// manyLong tells whether a page has paragraphs that lead nowhere and are longer than a
// message or a teaser. It is asked of each page that is seen for the first time, which is
// not cut into words where it is an article.
func manyLong(p *Page) bool {
	const many = 3
	n, at := 0, 0
	for line := range strings.Lines(p.Visible) {
		if strings.Count(line, " ") > compare.MostTeaser && (at >= len(p.Layout.Linked) || p.Layout.Linked[at] < halfLinked) {
			n++
		}
		at++
	}
	return n >= many
}
