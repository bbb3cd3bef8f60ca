package verdict

import (
	"strings"
	"unicode/utf8"
)

// Behind a heading or an item a template may put a link that offers the reader to
// do something: to see the comments, to get e-mails. It is known by standing at
// the line's end in an element of its own, set apart by its large letter, and by
// beginning with what is to be done. What else a link at a line's end says may be
// a part of it.

// mostCardLines is how many lines a card has.
const mostCardLines = 4

// mostInvitation is how many words such a link has.
const mostInvitation = 6

// invitations are the words that such links begin with.
var invitations = phraseSet("see", "read", "get", "view", "show", "hide", "open", "print", "share", "copy", "edit", "listen", "watch", "download", "follow", "subscribe", "sign", "ask",
	"см", "смотреть", "посмотреть", "читать", "прочитать", "показать", "скрыть", "открыть", "подробнее", "распечатать", "поделиться", "скопировать", "слушать", "скачать", "следить", "подписаться", "получать", "сохранить", "добавить", "задать", "сообщить", "комментировать", "обсудить", "наверх", "перейти",
	"қараңыз", "қарау", "оқу", "оқыңыз", "көру", "көрсету", "жасыру", "ашу", "толығырақ", "басып", "бөлісу", "көшіру", "тыңдау", "жүктеу", "жазылу", "сақтау", "қосу", "талқылау",
	"voir", "lire", "recevoir", "afficher", "masquer", "ouvrir", "imprimer", "partager", "copier", "modifier", "écouter", "regarder", "télécharger", "suivre", "sabonner", "enregistrer", "ajouter", "poser", "signaler", "commenter", "réagir")

// offered are names of what such a link leads to, where it says nothing else.
var offered = phraseSet("comments", "back", "share", "print", "комментарии", "печать", "наверх", "пікірлер", "commentaires", "retour")

// invited tells whether a change is such a link at the end of a line that is
// otherwise the same.
func (d *side) invited(f *flow, c change) bool {
	b := d.s.blocks[c.block]
	at := f.at[c.block]
	if at < 0 || !c.within || !c.paired || c.there.len() > 0 || c.to != b.to || c.from == b.from || c.len() == 0 || c.len() > mostInvitation || d.status(c.span) {
		return false
	}
	start, end := int(d.s.tok[c.from].start), int(b.end)
	if end-start > int(f.link[at]) || d.s.tok[c.from].flags&tokUpper == 0 || !invitations()[d.s.word(c.from)] && !(c.len() == 1 && offered()[d.s.word(c.from)]) {
		return false
	}
	for i := c.from + 1; i < c.to; i++ {
		if d.s.tok[i].flags&(tokNumber|tokSign|tokUpper) != 0 {
			return false
		}
	}
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(d.s.text[:start], " \u00a0"))
	return !strings.ContainsRune(":,;–—-(«“\"", before)
}

// linkBehind tells whether a line that came or went behind the text is a link and
// nothing else: where it leads is no part of the text. An item of a list is, and a
// line with figures or with what became of the document.
func (d *side) linkBehind(f *flow, c change) bool {
	b := d.s.blocks[c.block]
	at := f.at[c.block]
	if at < 0 || c.within || b.len() > 2*mostInvitation || c.block <= d.lastHeld() || d.lastHeld() < 0 || f.linked[at] < 95 || f.box[at] >= 0 && f.lay.Flow[f.box[at]] || d.isHeading(c.block) || d.isRow(c.block) || d.status(b.span) {
		return false
	}
	for i := b.from; i < b.to; i++ {
		if d.s.tok[i].flags&(tokNumber|tokSign) != 0 {
			return false
		}
	}
	return true
}

// linkPut tells whether a line that came between two paragraphs is a link, or little
// else, and no sentence: it offers another page to read.
func (d *side) linkPut(f *flow, c change) bool {
	b := d.s.blocks[c.block]
	at := f.at[c.block]
	if !d.gain || at < 0 || c.within || f.linked[at] < mostLinked || f.box[at] >= 0 && f.lay.Flow[f.box[at]] || d.isHeading(c.block) || d.isRow(c.block) || d.s.endsSentence(c.block) || b.len() > mostPut || d.status(b.span) {
		return false
	}
	unlinked := func(j int) bool { return j >= 0 && j < len(f.linked) && f.linked[j] < mostLinked && f.isProse(j) }
	return unlinked(at-1) && (unlinked(at+1) || at+1 >= len(f.linked) || !f.held[at+1])
}

// linkedCard tells whether a line that came or went is that of a card between two paragraphs:
// it stands in a link, in a small box mostly of links, of a kind that the text is not
// made of.
func (d *side) linkedCard(f *flow, c change) bool {
	at := f.at[c.block]
	if at < 0 || c.within || f.linked[at] < 95 || f.box[at] < 0 || d.isTitle(c.block) || d.isRow(c.block) || d.status(d.s.blocks[c.block].span) {
		return false
	}
	n := f.box[at]
	t := &f.tally[n]
	if f.lay.Flow[n] || f.kinds[f.lay.Look[n]] || t.lines > mostCardLines || t.words > mostInsert || t.linked < 50*t.words || t.row {
		return false
	}
	from, to := at, at
	for from >= 0 && f.around(n, f.box[from]) {
		from--
	}
	for to < len(f.box) && f.around(n, f.box[to]) {
		to++
	}
	text := func(j int) bool {
		return j >= 0 && j < len(f.box) && f.linked[j] < mostLinked && f.held[j] && f.isProse(j)
	}
	return text(from) && text(to)
}
