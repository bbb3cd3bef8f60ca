package verdict

import "strings"

// A line of metadata may join its name and its date in another way: "Answered on
// 16 July", "Answered: 16 July". What is between says nothing, unless it says from
// when or until when.

// joiners are the words between such a name and a date.
var joiners = phraseSet("on", "the", "of", "at", "in", "was", "is", "dated", "date", "le", "la", "du", "de", "en", "est", "от", "в", "была", "был", "было", "дата", "числа", "күні", "күн")

// mostMeta is how many words such a line has.
const mostMeta = 12

// rejoined tells whether a change is no more than that: such words or none on
// either page, right before a date that both have, in a line that is no sentence.
func (d *side) rejoined(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.len()+c.there.len() == 0 || b.len() > mostMeta || c.to >= b.to || c.from == b.from || c.there.to >= len(d.other.tok) ||
		d.s.endsSentence(c.block) || d.isTitle(c.block) || !isJoiner(d.s, c.span) || !isJoiner(d.other, c.there) {
		return false
	}
	there := d.other.blocks[d.other.blockOf(c.there.to)]
	date := leadingDate(d.s, span{c.to, b.to})
	stamp, ok := readStamp(d.s, date)
	other, also := readStamp(d.other, leadingDate(d.other, span{c.there.to, there.to}))
	return ok && also && stamp.same(other) && there.len() <= mostMeta && c.there.from > there.from && !strings.Contains(d.s.blockText(c.block), "?")
}

func isJoiner(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if !joiners()[s.word(i)] {
			return false
		}
	}
	return true
}
