package verdict

import (
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// An article may be about what error pages, walls and sellers of names say, and
// hold their very sentences. It is told from them by what stands besides: a
// message speaks of itself and to its reader, an article tells of others in
// running text.

const (
	leastTelling      = 3  // sentences that make an article
	leastTellingWords = 30 // in them
	leastTold         = 6  // words of one
)

const (
	speaksToReader lex.WordClass = 1 << iota // the reader, and what he is asked to do
	speaksOfItself                           // who keeps the site
)

var speaking = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: speaksToReader, Words: `you your yours yourself please click
			вы вам вас вами ваш ваша ваше ваши вашего вашей вашу вашем вашему вашим ваших пожалуйста нажмите перейди* введи* воспользуй* попробуй* проверь* верните* вернуть* обрати* свяжи* зайди* извини* обнови* подожди* войди* пройди* подтверди* включи* отключи* загрузи* оплати* продли*
			сіз сіздің сізге сізді сізден сізбен өтініш
			vous votre vos veuillez cliquez essayez vérifiez retournez revenez contactez
			bitte usted ustedes haga вам ваш ваша ваше будь`},
		{Class: speaksOfItself, Words: `sorry apologize apologise apologies we our
			мы нас нам наш наша наше наши нашего нашей нашем приносим просим сожалеем
			біз біздің бізге кешіріңіз
			nous notre nos désolé désolés
			wir uns unser unsere unserer lo sentimos ми наш`},
	})
})

// addressing tells whether a sentence speaks to its reader or of those who keep
// the site.
func addressing(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		if speaking().Class(w) != 0 {
			return true
		}
		// What Kazakh asks of a reader, and calls his, ends so; "the sea" does too.
		for _, end := range []string{"ңыз", "ңіз", "ңызды", "ңізді"} {
			if len(w) > len(end)+4 && w[len(w)-len(end):] == end && w != "теңіз" && w != "теңізді" {
				return true
			}
		}
	}
	return false
}

// messageLists are the phrases of messages: a sentence that holds one tells of
// nothing else.
var messageLists = []func() *lex.Phrases{parkingPhrases, errorPhrases, faultPhrases, wallPhrases, loginPhrases, consentPhrases, ratePhrases, geoPhrases}

// tellingNews tells whether there are sentences of running text that are no message,
// enough of them to make an article, and gives the paragraph that the first stands
// in. not says which sentences do not count besides.
func tellingNews(n compare.Novelty, not func(*lex.Stream, lex.Span) bool) (enough bool, first int) {
	first = len(n.Blocks)
	sentences, words := 0, 0
	for k, x := range n.Blocks {
		if x.Len() < leastTold || !n.Stream.EndsAsSentence(x) {
			continue
		}
	sentence:
		for _, r := range n.Stream.Sentences(x.Span) {
			if r.Len() < leastTold || addressing(n.Stream, r) || not != nil && not(n.Stream, r) {
				continue
			}
			text := n.TextOf([]lex.Block{{Span: r}})
			for _, list := range messageLists {
				if list().First(text) != "" {
					continue sentence
				}
			}
			sentences++
			words += r.Len()
			if first = min(first, k); sentences >= leastTelling && words >= leastTellingWords {
				return true, first
			}
		}
	}
	return false, first
}

// article tells whether running text about something else stands in the page, or
// in place of the reference's text: no phrase in it makes it a message. A list of
// other pages is none.
func (e *evidence) article() bool { return e.told().article }

// articleBut is article where some sentences more do not count.
func (e *evidence) articleBut(not func(*lex.Stream, lex.Span) bool) bool {
	if !e.article() {
		return false
	}
	if e.reports() {
		return true
	}
	enough, _ := tellingNews(e.novel(), not)
	return enough
}

// headed gives the title and the words of a message that stands before the running
// text, as that of an error page does that shows other articles below; "" where
// both are not there.
func (e *evidence) headed() (title, says string) {
	if title = e.titled(nil, errorTitles); title == "" {
		return "", ""
	}
	n := e.novel()
	heads := map[string]bool{}
	for _, h := range append(e.segments(), e.headings()...) {
		heads[h] = true
	}
	for _, x := range n.Blocks[:e.told().first] {
		words := n.TextOf([]lex.Block{x})
		if heads[words] || x.Len() > lex.MaxSaying {
			continue
		}
		if s := errorPhrases().First(words); s != "" {
			return title, s
		}
		if n.Stream.SaysGone(x.Span) {
			return title, n.Stream.Excerpt(x.Span, 120)
		}
	}
	return "", ""
}

// telling is what evidence knows of the running text of its look.
type telling struct {
	article bool
	first   int // the paragraph of novel that it begins with
}

func (e *evidence) tell() telling {
	p := e.look.Page
	if p == nil {
		return telling{}
	}
	n := e.novel()
	enough, first := tellingNews(n, nil)
	if !enough && e.reports() {
		return telling{article: true, first: min(first, len(n.Blocks))}
	}
	return telling{article: enough && !listing(e.ref, p), first: first}
}

// ofDomains tells whether a sentence is about names and their sale.
func ofDomains(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if lex.SayingWords().Class(s.Word(i))&(lex.PartDomain|lex.PartLapse) != 0 {
			return true
		}
	}
	return false
}
