package compare

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Numbers that say nothing: counters outside of the text.

// bodyEnd gives the index behind the last block of the running text: a
// paragraph, a row of figures, an item of a list that ends as items do.
func (d *Side) bodyEnd() int {
	if d.endKnown {
		return d.end
	}
	d.endKnown = true
	for i := len(d.Stream.Blocks) - 1; i >= 0; i-- {
		if n := d.Stream.Blocks[i].Len(); n >= 8 && (d.Stream.EndsSentence(i) || n >= 20) || d.isRow(i) || LastSign(d.Stream.BlockText(i)) == ";" {
			d.end = i + 1
			break
		}
	}
	return d.end
}

// sums are the words beside a number that a text adds up to.
var sums = lex.PhraseSet("total", "sum", "overall", "all", "итого", "всего", "сумма", "барлығы", "жиыны", "жалпы", "somme", "ensemble")

// tolls are the words beside the number of those whom something befell, and beside
// the time that they were given, and votes
// those beside the number of those who were for it.
var (
	tolls = lex.PhraseSet("killed", "dead", "deaths", "wounded", "injured", "detained", "arrested", "missing", "victims", "prisoners", "witnesses", "sentence", "sentenced", "years", "months", "лет", "года", "месяцев", "приговор", "жыл", "жылға", "ans", "mois", "погибло", "погибших", "убито", "ранено", "задержано", "арестовано", "пропало", "жертв", "осуждено",
		"қаза", "қайтыс", "жараланды", "ұсталды", "қамалды", "жоғалды", "morts", "tués", "blessés", "arrêtés", "détenus", "disparus", "victimes")
	votes = lex.PhraseSet("for", "against", "abstained", "abstentions", "за", "против", "воздержались", "воздержалось", "қарсы", "қалыс", "pour", "contre", "abstention")
)

// numbered tells whether a run is a number behind a sign for one, "No" or "№": that
// of a case, a decree, an issue.
func numbered(s *lex.Stream, r lex.Span) bool {
	if r.From == 0 || r.Len() == 0 || s.Tokens[r.From].Flags&lex.Number == 0 {
		return false
	}
	switch s.Word(r.From - 1) {
	case "no", "nº", "nr", "номер", "numéro":
		return !strings.ContainsAny(s.Text[s.Tokens[r.From-1].End:s.Tokens[r.From].Start], ":!?\n")
	}
	return false
}

// tells tells whether a line counts what happened and not who looked at it.
func (d *Side) tells(r lex.Span) bool {
	sides := 0
	for i := r.From; i < r.To; i++ {
		w := d.Stream.Word(i)
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
func (d *Side) counts(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if b.Len() > 8 || d.Stream.EndsSentence(c.block) || d.isRow(c.block) || d.IsTitle(c.block) || !d.onlyNumbers(c) || d.tells(b.Span) || d.isKeyFigure(c.block) ||
		d.headEnd() == 0 || c.block >= d.headEnd() && (c.block < d.bodyEnd() || b.Len() > 2) {
		return false
	}
	if c.block > d.headlineBlock() && d.ofText(c) {
		return false
	}
	for i := b.From; i < b.To; i++ {
		w := d.Stream.Word(i)
		if d.Stream.Tokens[i].Flags&lex.Sign != 0 || lex.Vocabulary().Class(w)&lex.ClassMonth != 0 || sums()[w] || w == "no" || w == "n" {
			return false
		}
	}
	return plainNumbers(d.Stream, c.Span) && plainNumbers(d.other, c.There)
}

// ofText tells whether a line below the headline counts what the page is about, and not
// who looked at it: money, a share, millions; what the headline or the text has a word of,
// or the number itself; what has become less.
func (d *Side) ofText(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if meaning.Measured(d.Stream, b.Span) || c.There.To <= len(d.other.Tokens) && meaning.Measured(d.other, c.There) || d.lessens(c) {
		return true
	}
	if last := d.Stream.Word(b.To - 1); c.To == b.To-1 && utf8.RuneCountInString(last) <= 3 {
		return false // a time that it takes to read: "4 min", in whatever language
	}
	said := d.said()
	for i := b.From; i < b.To; i++ {
		if stem, ok := StemOf(d.Stream, i); ok && said[stem] {
			return true
		}
		if d.Stream.Tokens[i].Flags&lex.Number != 0 && len(d.Stream.Word(i)) > 1 && said[d.Stream.Word(i)] {
			return true
		}
	}
	return false
}

// amount tells whether the number of a line below the headline stands before a unit of its
// own, and beside a word of something else: "Fine: 43 euros", but "EUR 43".
func (d *Side) amount(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if !c.paired || c.block <= d.headlineBlock() || c.Len() == 0 || c.There.To > len(d.other.Tokens) {
		return false
	}
	c.Span, c.There = d.apart(c)
	if !d.onlyNumbers(c) || d.counted(b.Span) != 1 || d.isRow(c.block) || !meaning.Measured(d.Stream, lex.Span{From: c.To, To: min(c.To+2, b.To)}) {
		return false
	}
	for i := b.From; i < c.From; i++ {
		if lex.Vocabulary().Class(d.Stream.Word(i))&(lex.ClassRate|lex.ClassStop|lex.ClassGlue) == 0 {
			return true
		}
	}
	return false
}

// counted is how many numbers a line has that are no years.
func (d *Side) counted(r lex.Span) (n int) {
	for i := r.From; i < r.To; i++ {
		if w := d.Stream.Word(i); d.Stream.Tokens[i].Flags&lex.Number != 0 && !(len(w) == 4 && (w[:2] == "19" || w[:2] == "20")) {
			n++
		}
	}
	return n
}

// lessens tells whether a line's only number is smaller on the later page.
func (d *Side) lessens(c Change) bool {
	c.Span, c.There = d.apart(c)
	b := d.Stream.Blocks[c.block]
	if b.Len() < 2 || d.figures(c.block) != 1 || c.Len() != 1 || c.There.Len() != 1 {
		return false
	}
	here, err := strconv.Atoi(d.Stream.Word(c.From))
	there, err2 := strconv.Atoi(d.other.Word(c.There.From))
	if d.gain {
		here, there = there, here
	}
	return err == nil && err2 == nil && there < here
}

// said are the beginnings of the words of the headline and the running text, and its
// numbers.
func (d *Side) said() map[string]bool {
	if d.words != nil {
		return d.words
	}
	d.words = map[string]bool{}
	note := func(s *lex.Stream, r lex.Span) {
		for i := r.From; i < r.To; i++ {
			if stem, ok := StemOf(s, i); ok {
				d.words[stem] = true
			} else if s.Tokens[i].Flags&lex.Number != 0 {
				d.words[s.Word(i)] = true
			}
		}
	}
	for bi := d.headEnd(); bi < d.bodyEnd(); bi++ {
		note(d.Stream, d.Stream.Blocks[bi].Span)
	}
	title := d.Page.Title()
	note(title, lex.Span{To: len(title.Tokens)})
	return d.words
}

// plainNumbers tells whether the numbers of a run are counts: no dates, no
// years, no parts of a case number.
func plainNumbers(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		t := s.Tokens[i]
		if t.Flags&lex.Number == 0 {
			continue
		}
		w := s.Word(i)
		if strings.IndexByte(w, '.') >= 0 || len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
			return false
		}
		if t.Start > 0 && strings.IndexByte("/-_№#", s.Text[t.Start-1]) >= 0 || int(t.End) < len(s.Text) && strings.IndexByte("/-_", s.Text[t.End]) >= 0 {
			return false
		}
		if before := strings.TrimRight(s.Text[:t.Start], " \u00a0"); strings.HasSuffix(before, "№") || strings.HasSuffix(before, "#") {
			return false
		}
	}
	return true
}

// figures counts the numbers of a block.
func (d *Side) figures(bi int) (n int) {
	b := d.Stream.Blocks[bi]
	for i := b.From; i < b.To; i++ {
		if d.Stream.Tokens[i].Flags&lex.Number != 0 {
			n++
		}
	}
	return n
}

// onlyNumbers tells whether two runs differ in their numbers alone.
func (d *Side) onlyNumbers(c Change) bool {
	if !c.paired || c.Len() == 0 || c.There.To > len(d.other.Tokens) {
		return false
	}
	i, j := c.From, c.There.From
	for {
		for i < c.To && d.Stream.Tokens[i].Flags&lex.Number != 0 {
			i++
		}
		for j < c.There.To && d.other.Tokens[j].Flags&lex.Number != 0 {
			j++
		}
		if i == c.To || j == c.There.To {
			return i == c.To && j == c.There.To
		}
		if d.Stream.Tokens[i].Hash != d.other.Tokens[j].Hash {
			return false
		}
		i, j = i+1, j+1
	}
}
