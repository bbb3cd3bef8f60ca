package verdict

import (
	"strings"
	"sync"
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
var tickWords = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{
		{1, `signed signatures signature signatories sign подписал* подписавш* подписей подписи қол signé signataires signatures unterschrieben unterschriften firmado firmas firmantes підписал* підписів`},
		{2, `rating rated stars votes score рейтинг оценка оценок проголосовал* проголосовавших голосов рейтингі бағасы note notes notation bewertung bewertungen puntuación votos оцінка`},
		{4, `stories story articles posts pieces reports columns статей статьи статью статья материалов материала публикаций заметок постов мақала мақалалар мақалалары жарияланым articles billets publications artikel beiträge artículos статей публікацій`},
		{8, `written published wrote authored posted написал* опубликовал* автор жазған жазды жариялады écrit publié signé geschrieben veröffentlicht escrito publicado написав написала`},
		{16, `topics topic threads members member messages users online тем темы участников участника пользователей сообщений сообщения тақырыптар мүшелер хабарламалар sujets membres discussions utilisateurs themen mitglieder nutzer temas miembros mensajes usuarios accesses citations citation crossref altmetric dimensions mentions recommendations pledged raised backers backer donors donor donations previous next цитирований цитирования скачиваний загрузок собрано доноров жертвователей спонсоров назад вперёд далее téléchargements collectés contributeurs donateurs précédent suivant zitierungen spender unterstützer gesammelt zurück weiter citas descargas recaudado donantes mecenas anterior siguiente цитувань завантажень зібрано донорів`},
	})
})

// ticksOn tells whether all that a change says another of is such figures.
func (d *side) ticksOn(c change) bool {
	if !c.paired || c.len() == 0 || c.there.len() == 0 || d.s.hasCells(c.block) || d.isHeading(c.block) || d.isTitle(c.block) {
		return false
	}
	if d.worksCounted(c) {
		return true
	}
	aged := !d.sameButFigures(c) // another name stands before the age
	if aged && !(d.s.onlyAge(c.span) && d.other.onlyAge(c.there)) {
		return false
	}
	numbers := 0
	for i := c.from; i < c.to; i++ {
		if !d.s.allDigits(i) {
			continue
		}
		if numbers++; !d.ticksAt(c.block, i, aged) {
			return false
		}
	}
	return numbers > 0
}

// ticksAt tells whether a figure is one that ticks.
func (d *side) ticksAt(block, at int, aged bool) bool {
	b := d.s.blocks[block]
	r := d.s.part(b, at)
	cut := r != b.span
	if r.len() > mostAged || d.tells(r) || d.s.tellsOutcome(r) || d.s.alerts(r) || d.s.endsSentence(block) && !cut && b.len() >= 8 {
		return false
	}
	if d.s.agesAt(at, r) {
		return true
	}
	if aged || r.len() > mostTick {
		return false
	}
	for i := max(r.from, at-nearTick); i < min(r.to, at+nearTick+1); i++ {
		w := d.s.word(i)
		if tickWords().class(w)&3 != 0 || lexicon().class(w)&classCounter != 0 && (cut || r.len() <= 8) {
			return true
		}
	}
	return false
}

// sameButFigures tells whether what stands in the place of a run has the same words
// but for figures.
func (d *side) sameButFigures(c change) bool {
	j := c.there.from
	for i := c.from; i < c.to; i++ {
		if d.s.tok[i].flags&(tokNumber|tokSign) != 0 {
			continue
		}
		for j < c.there.to && d.other.tok[j].flags&(tokNumber|tokSign) != 0 {
			j++
		}
		if j == c.there.to || d.other.tok[j].hash != d.s.tok[i].hash && lexicon().class(d.other.word(j))&lexicon().class(d.s.word(i))&(classAgo|classUnit) == 0 {
			return false
		}
		j++
	}
	for ; j < c.there.to; j++ {
		if d.other.tok[j].flags&(tokNumber|tokSign) == 0 {
			return false
		}
	}
	return true
}

// part gives the part of a line around a word: templates set signs between the parts
// of a byline.
func (s *stream) part(b block, at int) span {
	out := b.span
	for i := b.from + 1; i < b.to; i++ {
		if strings.ContainsAny(s.text[s.tok[i-1].end:s.tok[i].start], "·|•") {
			if i <= at {
				out.from = i
			} else {
				out.to = i
				break
			}
		}
	}
	return out
}

// onlyAge tells whether a run is an age, with nothing but a name before it.
func (s *stream) onlyAge(r span) bool {
	const mostName = 3
	names, numbers := 0, 0
	for i := r.from; i < r.to; i++ {
		switch {
		case s.allDigits(i):
			numbers++
		case lexicon().class(s.word(i))&(classAgo|classGlue) != 0:
		case numbers == 0 && (s.tok[i].flags&(tokUpper|tokNumber) != 0 || i+1 < r.to && s.tok[i+1].start == s.tok[i].end || strings.ContainsAny(s.word(i), "0123456789")):
			names++
		default:
			return false
		}
	}
	return numbers == 1 && names <= mostName
}

// allDigits tells whether a word is a plain number, and not a name with one in it.
func (s *stream) allDigits(i int) bool {
	if i > 0 && s.tok[i-1].end == s.tok[i].start && s.tok[i-1].flags&tokSign == 0 {
		return false
	}
	return s.tok[i].flags&tokNumber != 0 && strings.Trim(s.word(i), "0123456789.,") == ""
}

// agesAt tells whether a number is that of an age at the end of a line or of a part of
// one: "38 minutes ago".
func (s *stream) agesAt(at int, r span) bool {
	for i := at + 1; i < r.to; i++ {
		if lexicon().class(s.word(i))&(classAgo|classGlue|classDated) == 0 {
			return false
		}
	}
	ago := at >= r.from+3 && s.word(at-3) == "il" && s.word(at-2) == "y" && s.word(at-1) == "a" || at > r.from && (s.word(at-1) == "vor" || s.word(at-1) == "hace")
	for i := at + 1; i < r.to; i++ {
		switch s.word(i) {
		case "ago", "назад", "бұрын", "тому":
			ago = true
		}
	}
	return ago && at+1 < r.to
}

// worksCounted tells whether a change is of how many articles somebody wrote, in the
// last paragraph or before the first one.
func (d *side) worksCounted(c change) bool {
	b := d.s.blocks[c.block]
	counts := func(s *stream, r span) bool { // the noun may be another form: "41 статью", "43 статьи"
		return r.len() > 0 && r.len() <= 2 && s.allDigits(r.from) && (r.len() == 1 || tickWords().class(s.word(r.from+1))&4 != 0)
	}
	if !counts(d.s, c.span) || !counts(d.other, c.there) || c.block+1 < d.bodyEnd() {
		return false
	}
	wrote := false
	for i := b.from; i < b.to; i++ {
		wrote = wrote || tickWords().class(d.s.word(i))&8 != 0
	}
	return wrote && c.from+1 < b.to && tickWords().class(d.s.word(c.from+1))&4 != 0
}
