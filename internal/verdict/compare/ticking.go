package compare

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A figure ticks where it stands in a short line, or in a part of one, beside the word
// for what is counted or for how long ago something was, and nothing else around it
// tells anything: "4 min read", "36 reactions", "12,304 people have signed. Last: Jean,
// 38 minutes ago". In a running sentence it is a fact.

const (
	mostTick = 16 // words of such a line
	mostAged = 26 // of one that ends with the age of what it stands on
	nearTick = 4  // words between a figure and what it counts
)

// tickWords are what ticks beside those of the tables: who signed (1), a rating (2),
// written works (4), and who wrote them (8); and what sites count of their own pages: who
// cites, recommends or pays, and how one turns over (16).
var tickWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: 1, Words: `signed signatures signature signatories sign подписал* подписавш* подписей подписи қол signé signataires signatures unterschrieben unterschriften firmado firmas firmantes підписал* підписів`},
		{Class: 2, Words: `rating rated stars votes score рейтинг оценка оценок проголосовал* проголосовавших голосов рейтингі бағасы note notes notation bewertung bewertungen puntuación votos оцінка`},
		{Class: 4, Words: `stories story articles posts pieces reports columns статей статьи статью статья материалов материала публикаций заметок постов мақала мақалалар мақалалары жарияланым articles billets publications artikel beiträge artículos статей публікацій`},
		{Class: 8, Words: `written published wrote authored posted написал* опубликовал* автор жазған жазды жариялады écrit publié signé geschrieben veröffentlicht escrito publicado написав написала`},
		{Class: 16, Words: `topics topic threads members member messages users online тем темы участников участника пользователей сообщений сообщения тақырыптар мүшелер хабарламалар sujets membres discussions utilisateurs themen mitglieder nutzer temas miembros mensajes usuarios accesses citations citation crossref altmetric dimensions mentions recommendations pledged raised backers backer donors donor donations previous next цитирований цитирования скачиваний загрузок собрано доноров жертвователей спонсоров назад вперёд далее téléchargements collectés contributeurs donateurs précédent suivant zitierungen spender unterstützer gesammelt zurück weiter citas descargas recaudado donantes mecenas anterior siguiente цитувань завантажень зібрано донорів`},
	})
})

// ticksOn tells whether all that a change says another of is such figures.
func (d *Side) ticksOn(c Change) bool {
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || d.isRow(c.block) || d.isHeading(c.block) || d.IsTitle(c.block) {
		return false
	}
	if d.worksCounted(c) {
		return true
	}
	aged := !d.sameButFigures(c) // another name stands before the age
	if aged && !(onlyAge(d.Stream, c.Span) && onlyAge(d.other, c.There)) {
		return false
	}
	numbers := 0
	for i := c.From; i < c.To; i++ {
		if !allDigits(d.Stream, i) {
			continue
		}
		if numbers++; !d.ticksAt(c.block, i, aged) {
			return false
		}
	}
	return numbers > 0
}

// ticksAt tells whether a figure is one that ticks.
func (d *Side) ticksAt(block, at int, aged bool) bool {
	b := d.Stream.Blocks[block]
	r := partOf(d.Stream, b, at)
	cut := r != b.Span
	if r.Len() > mostAged || d.tells(r) || tellsOutcome(d.Stream, r) || Alerts(d.Stream, r) || d.Stream.EndsSentence(block) && !cut && b.Len() >= 8 {
		return false
	}
	if agesAt(d.Stream, at, r) {
		return true
	}
	if aged || r.Len() > mostTick {
		return false
	}
	measured := meaning.Measured(d.Stream, lex.Span{From: at + 1, To: min(at+3, r.To)}) // "Share of the refused: 43 %"
	for i := max(r.From, at-nearTick); i < min(r.To, at+nearTick+1); i++ {
		w := d.Stream.Word(i)
		if tickWords().Class(w)&3 != 0 || lex.Vocabulary().Class(w)&lex.ClassCounter != 0 && !measured && (cut || r.Len() <= 8) {
			return true
		}
	}
	return false
}

// sameButFigures tells whether what stands in the place of a run has the same words
// but for figures.
func (d *Side) sameButFigures(c Change) bool {
	j := c.There.From
	for i := c.From; i < c.To; i++ {
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			continue
		}
		for j < c.There.To && d.other.Tokens[j].Flags&(lex.Number|lex.Sign) != 0 {
			j++
		}
		if j == c.There.To || d.other.Tokens[j].Hash != d.Stream.Tokens[i].Hash && lex.Vocabulary().Class(d.other.Word(j))&lex.Vocabulary().Class(d.Stream.Word(i))&(lex.ClassAgo|lex.ClassUnit) == 0 {
			return false
		}
		j++
	}
	for ; j < c.There.To; j++ {
		if d.other.Tokens[j].Flags&(lex.Number|lex.Sign) == 0 {
			return false
		}
	}
	return true
}

// partOf gives the part of a line around a word: templates set signs between the parts
// of a byline. Of a part of more than mostAged words not all is given.
func partOf(s *lex.Stream, b lex.Block, at int) lex.Span {
	begins := func(i int) bool {
		return strings.ContainsAny(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], "·|•")
	}
	out := b.Span
	for i := at; i > b.From; i-- {
		if begins(i) || at-i > mostAged {
			out.From = i
			break
		}
	}
	for i := at + 1; i < b.To; i++ {
		if begins(i) || i-at > mostAged {
			out.To = i
			break
		}
	}
	return out
}

// onlyAge tells whether a run is an age, with nothing but a name before it.
func onlyAge(s *lex.Stream, r lex.Span) bool {
	const mostName = 3
	names, numbers := 0, 0
	for i := r.From; i < r.To; i++ {
		switch {
		case allDigits(s, i):
			numbers++
		case lex.Vocabulary().Class(s.Word(i))&(lex.ClassAgo|lex.ClassGlue) != 0:
		case numbers == 0 && (s.Tokens[i].Flags&(lex.Upper|lex.Number) != 0 || i+1 < r.To && s.Tokens[i+1].Start == s.Tokens[i].End || strings.ContainsAny(s.Word(i), "0123456789")):
			names++
		default:
			return false
		}
	}
	return numbers == 1 && names <= mostName
}

// allDigits tells whether a word is a plain number, and not a name with one in it.
func allDigits(s *lex.Stream, i int) bool {
	if i > 0 && s.Tokens[i-1].End == s.Tokens[i].Start && s.Tokens[i-1].Flags&lex.Sign == 0 {
		return false
	}
	return s.Tokens[i].Flags&lex.Number != 0 && strings.Trim(s.Word(i), "0123456789.,") == ""
}

// agesAt tells whether a number is that of an age at the end of a line or of a part of
// one: "38 minutes ago".
func agesAt(s *lex.Stream, at int, r lex.Span) bool {
	for i := at + 1; i < r.To; i++ {
		if lex.Vocabulary().Class(s.Word(i))&(lex.ClassAgo|lex.ClassGlue|lex.ClassDated) == 0 {
			return false
		}
	}
	ago := at >= r.From+3 && s.Word(at-3) == "il" && s.Word(at-2) == "y" && s.Word(at-1) == "a" || at > r.From && (s.Word(at-1) == "vor" || s.Word(at-1) == "hace")
	for i := at + 1; i < r.To; i++ {
		switch s.Word(i) {
		case "ago", "назад", "бұрын", "тому":
			ago = true
		}
	}
	return ago && at+1 < r.To
}

// worksCounted tells whether a change is of how many articles somebody wrote, in the
// last paragraph or before the first one.
func (d *Side) worksCounted(c Change) bool {
	b := d.Stream.Blocks[c.block]
	counts := func(s *lex.Stream, r lex.Span) bool { // the noun may be another form: "41 статью", "43 статьи"
		return r.Len() > 0 && r.Len() <= 2 && allDigits(s, r.From) && (r.Len() == 1 || tickWords().Class(s.Word(r.From+1))&4 != 0)
	}
	if !counts(d.Stream, c.Span) || !counts(d.other, c.There) || c.block+1 < d.bodyEnd() {
		return false
	}
	return c.From+1 < b.To && tickWords().Class(d.Stream.Word(c.From+1))&4 != 0 && d.once(c.block, knownWrote, func() bool {
		for i := b.From; i < b.To; i++ {
			if tickWords().Class(d.Stream.Word(i))&8 != 0 {
				return true
			}
		}
		return false
	})
}
