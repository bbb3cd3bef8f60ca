package verdict

import (
	"regexp"
	"strings"
	"sync"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
)

// A short item of news may be about a page that was removed, a site that is blocked,
// a name that is for sale, be called so and hold the very words. It is told from the
// message itself by being dated, by speaking to nobody, and by telling who said it,
// when it was, or what stood there, in quotation marks. A page that nothing is known
// of is asked; where there is a reference, that answers.

const (
	leastReport = 2  // sentences
	leastClause = 4  // words of one, and of a line that is one
	mostDated   = 20 // words of the line that has the date
)

// eastDate is a whole date as it is written in Chinese and Japanese.
var eastDate = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}`) })

// tellers are words by which a text says whose words it gives.
var tellers = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: 1, Words: `said says told reported announced according stated
		сообщил* сообщает сообщают заявил* рассказал* словам пишет передает отметил*
		деді хабарлады айтты мәлімдеді хабарлайды
		déclaré selon annoncé affirme indique indiqué précisé
		sagte sagt laut teilte erklärte berichtet dijo según afirmó informó declaró
		повідомив повідомила повідомляє заявив заявила словами
		söyledi açıkladı belirtti bildirdi göre قال قالت أعلن أعلنت أفاد`}})
})

// quotedMarks open and close what a text quotes.
var quotedMarks = [][2]string{{"“", "”"}, {"«", "»"}, {"„", "“"}, {"「", "」"}, {"‘", "’"}}

// tells tells whether a sentence says whose words it gives, or when it was, or quotes.
func tells(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if tellers().Class(s.Word(i)) != 0 {
			return true
		}
	}
	for _, t := range compare.MetaOf(s, r).Dates {
		if t.Month > 0 && t.Day > 0 {
			return true
		}
	}
	text := s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]
	for _, m := range quotedMarks {
		if _, rest, ok := strings.Cut(text, m[0]); ok && (strings.Contains(rest, m[1]) || !strings.Contains(text, m[1])) {
			return true
		}
	}
	return false
}

// reports tells whether a page that nothing is known of is such an item: a line with
// a whole date that is no sentence, and below it sentences that are no message.
func (e *evidence) reports() bool {
	if e.ref != nil || e.look.Status >= 400 || e.look.Page == nil || e.words >= compare.FewWords || e.look.Page.Page.PasswordInput {
		return false
	}
	s := e.look.Page.Base()
	dated, sentences, tell := false, 0, false
	for i, b := range s.Blocks {
		if b.Len() == 0 {
			continue
		}
		if !s.EndsAsSentence(b) {
			for _, t := range compare.MetaOf(s, b.Span).Dates {
				dated = dated || b.Len() <= mostDated && t.Whole()
			}
			if t, ok := compare.OnlyDate(s, i); ok && t.Whole() || b.Len() <= mostDated && eastDate().MatchString(s.Text[s.Tokens[b.From].Start:s.Tokens[b.To-1].End]) {
				dated = true
			}
			continue
		}
		for _, r := range s.Sentences(b.Span) {
			if addressing(s, r) {
				return false
			}
			if dated && r.Len() >= leastClause {
				sentences++
				tell = tell || tells(s, r)
			}
		}
	}
	return sentences >= leastReport && tell && !listing(nil, e.look.Page)
}
