package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A line of metadata may join its name and its date in another way: "Answered on
// 16 July", "Answered: 16 July". What is between says nothing, unless it says from
// when or until when.

// joiners are the words between such a name and a date.
var joiners = lex.PhraseSet("on", "the", "of", "at", "in", "was", "is", "dated", "date", "le", "la", "du", "de", "en", "est", "от", "в", "была", "был", "было", "дата", "числа", "күні", "күн")

// mostMeta is how many words such a line has.
const mostMeta = 12

// rejoined tells whether a change is no more than that: such words or none on
// either page, right before a date that both have, in a line that is no sentence.
func (d *Side) rejoined(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if !c.paired || c.Len()+c.There.Len() == 0 || b.Len() > mostMeta || c.To >= b.To || c.From == b.From || c.There.To >= len(d.other.Tokens) ||
		d.Stream.EndsSentence(c.block) || d.IsTitle(c.block) || !isJoiner(d.Stream, c.Span) || !isJoiner(d.other, c.There) {
		return false
	}
	there := d.other.Blocks[d.other.BlockOf(c.There.To)]
	date := leadingDate(d.Stream, lex.Span{From: c.To, To: b.To})
	stamp, ok := meaning.ReadStamp(d.Stream, date)
	other, also := meaning.ReadStamp(d.other, leadingDate(d.other, lex.Span{From: c.There.To, To: there.To}))
	return ok && also && stamp.Same(other) && there.Len() <= mostMeta && c.There.From > there.From && !strings.Contains(d.Stream.BlockText(c.block), "?")
}

func isJoiner(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if !joiners()[s.Word(i)] {
			return false
		}
	}
	return true
}
