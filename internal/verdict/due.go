package verdict

import "sync"

// A date in the head of a page is its own date, which a template writes anew, but
// not where its label says that something is due by then.

const mostDueLabel = 4 // words of a label in a line of its own

var dueWords = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{{1, `deadline deadlines due closing closes expires expiry expiration
		срок сроки срока дедлайн истекает крайний
		мерзімі мерзім мерзімдері дедлайн
		limite échéance clôture frist fristende einsendeschluss bewerbungsschluss plazo límite vencimiento scadenza termine prazo termin terminie
		термін строк дедлайн тэрмін muddati muddat мөөнөт мөөнөтү الموعد النهائي`}})
})

// due tells whether a change puts another date behind a label that says what is
// due by it.
func (d *side) due(c change) bool {
	b := d.s.blocks[c.block]
	if b.len() > maxSaying || !c.paired || c.len() == 0 || c.there.len() == 0 || !d.dated(d.s, c.span) || !d.dated(d.other, c.there) || d.sameDate(c) {
		return false
	}
	says := func(r span) bool {
		for i := r.from; i < r.to; i++ {
			if dueWords().class(d.s.word(i)) != 0 {
				return true
			}
		}
		return false
	}
	if says(b.span) {
		return true
	}
	if c.block == 0 || b.len() > 2*mostDueLabel || d.s.endsSentence(c.block) {
		return false
	}
	label := d.s.blocks[c.block-1]
	return label.len() <= mostDueLabel && says(label.span)
}

// dated tells whether a number or a month stands in a run.
func (d *side) dated(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokNumber != 0 || monthOf(s.word(i)) > 0 {
			return true
		}
	}
	return false
}
