package compare

import (
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A date in the head of a page is its own date, which a template writes anew, but
// not where its label says that something is due by then.

const mostDueLabel = 4 // words of a label in a line of its own

var dueWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: 1, Words: `deadline deadlines due closing closes expires expiry expiration
		срок сроки срока дедлайн истекает крайний
		мерзімі мерзім мерзімдері дедлайн
		limite échéance clôture frist fristende einsendeschluss bewerbungsschluss plazo límite vencimiento scadenza termine prazo termin terminie
		термін строк дедлайн тэрмін muddati muddat мөөнөт мөөнөтү الموعد النهائي`}})
})

// due tells whether a change puts another date behind a label that says what is
// due by it.
func (d *Side) due(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if b.Len() > lex.MaxSaying || !c.paired || c.Len() == 0 || c.There.Len() == 0 || !d.dated(d.Stream, c.Span) || !d.dated(d.other, c.There) || d.sameDate(c) || d.countsItself(c) {
		return false
	}
	says := func(r lex.Span) bool {
		for i := r.From; i < r.To; i++ {
			if dueWords().Class(d.Stream.Word(i)) != 0 {
				return true
			}
		}
		return false
	}
	if says(b.Span) {
		return true
	}
	if c.block == 0 || b.Len() > 2*mostDueLabel || d.Stream.EndsSentence(c.block) {
		return false
	}
	label := d.Stream.Blocks[c.block-1]
	return label.Len() <= mostDueLabel && says(label.Span)
}

// dated tells whether a number or a month stands in a run.
func (d *Side) dated(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number != 0 || meaning.MonthOf(s.Word(i)) > 0 {
			return true
		}
	}
	return false
}
