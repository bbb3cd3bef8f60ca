package verdict

import "strings"

// Numbers that say nothing: counters outside of the text.

// bodyEnd gives the index behind the last block of the running text: a
// paragraph, a row of figures, an item of a list that ends as items do.
func (d *side) bodyEnd() int {
	if d.endKnown {
		return d.end
	}
	d.endKnown = true
	for i := len(d.s.blocks) - 1; i >= 0; i-- {
		if n := d.s.blocks[i].len(); n >= 8 && (d.s.endsSentence(i) || n >= 20) || d.isRow(i) || lastSign(d.s.blockText(i)) == ";" {
			d.end = i + 1
			break
		}
	}
	return d.end
}

// sums are the words beside a number that a text adds up to.
var sums = phraseSet("total", "sum", "overall", "all", "итого", "всего", "сумма", "барлығы", "жиыны", "жалпы", "somme", "ensemble")

// tolls are the words beside the number of those whom something befell, and beside
// the time that they were given, and votes
// those beside the number of those who were for it.
var (
	tolls = phraseSet("killed", "dead", "deaths", "wounded", "injured", "detained", "arrested", "missing", "victims", "prisoners", "witnesses", "sentence", "sentenced", "years", "months", "лет", "года", "месяцев", "приговор", "жыл", "жылға", "ans", "mois", "погибло", "погибших", "убито", "ранено", "задержано", "арестовано", "пропало", "жертв", "осуждено",
		"қаза", "қайтыс", "жараланды", "ұсталды", "қамалды", "жоғалды", "morts", "tués", "blessés", "arrêtés", "détenus", "disparus", "victimes")
	votes = phraseSet("for", "against", "abstained", "abstentions", "за", "против", "воздержались", "воздержалось", "қарсы", "қалыс", "pour", "contre", "abstention")
)

// numbered tells whether a run is a number behind a sign for one, "No" or "№": that
// of a case, a decree, an issue.
func (s *stream) numbered(r span) bool {
	if r.from == 0 || r.len() == 0 || s.tok[r.from].flags&tokNumber == 0 {
		return false
	}
	switch s.word(r.from - 1) {
	case "no", "nº", "nr", "номер", "numéro":
		return !strings.ContainsAny(s.text[s.tok[r.from-1].end:s.tok[r.from].start], ":!?\n")
	}
	return false
}

// tells tells whether a line counts what happened and not who looked at it.
func (d *side) tells(r span) bool {
	sides := 0
	for i := r.from; i < r.to; i++ {
		w := d.s.word(i)
		if tolls()[w] {
			return true
		}
		if votes()[w] {
			sides++
		}
	}
	return sides >= 2
}

// counts tells whether a change is that of a counter without a word that says
// so: a bare number, or one beside a few words, outside of the running text.
func (d *side) counts(c change) bool {
	b := d.s.blocks[c.block]
	if b.len() > 8 || d.s.endsSentence(c.block) || d.isRow(c.block) || d.isTitle(c.block) || !d.onlyNumbers(c) || d.tells(b.span) || d.isKeyFigure(c.block) ||
		d.headEnd() == 0 || c.block >= d.headEnd() && (c.block < d.bodyEnd() || b.len() > 2) {
		return false
	}
	for i := b.from; i < b.to; i++ {
		w := d.s.word(i)
		if d.s.tok[i].flags&tokSign != 0 || lexicon().class(w)&classMonth != 0 || sums()[w] || w == "no" || w == "n" {
			return false
		}
	}
	return plainNumbers(d.s, c.span) && plainNumbers(d.other, c.there)
}

// plainNumbers tells whether the numbers of a run are counts: no dates, no
// years, no parts of a case number.
func plainNumbers(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		t := s.tok[i]
		if t.flags&tokNumber == 0 {
			continue
		}
		w := s.word(i)
		if strings.IndexByte(w, '.') >= 0 || len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
			return false
		}
		if t.start > 0 && strings.IndexByte("/-_№#", s.text[t.start-1]) >= 0 || int(t.end) < len(s.text) && strings.IndexByte("/-_", s.text[t.end]) >= 0 {
			return false
		}
		if before := strings.TrimRight(s.text[:t.start], " \u00a0"); strings.HasSuffix(before, "№") || strings.HasSuffix(before, "#") {
			return false
		}
	}
	return true
}

// figures counts the numbers of a block.
func (d *side) figures(bi int) (n int) {
	b := d.s.blocks[bi]
	for i := b.from; i < b.to; i++ {
		if d.s.tok[i].flags&tokNumber != 0 {
			n++
		}
	}
	return n
}

// onlyNumbers tells whether two runs differ in their numbers alone.
func (d *side) onlyNumbers(c change) bool {
	if !c.paired || c.len() == 0 || c.there.to > len(d.other.tok) {
		return false
	}
	i, j := c.from, c.there.from
	for {
		for i < c.to && d.s.tok[i].flags&tokNumber != 0 {
			i++
		}
		for j < c.there.to && d.other.tok[j].flags&tokNumber != 0 {
			j++
		}
		if i == c.to || j == c.there.to {
			return i == c.to && j == c.there.to
		}
		if d.s.tok[i].hash != d.other.tok[j].hash {
			return false
		}
		i, j = i+1, j+1
	}
}
