package compare

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
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
var invitations = lex.PhraseSet("see", "read", "get", "view", "show", "hide", "open", "print", "share", "copy", "edit", "listen", "watch", "download", "follow", "subscribe", "sign", "ask",
	"см", "смотреть", "посмотреть", "читать", "прочитать", "показать", "скрыть", "открыть", "подробнее", "распечатать", "поделиться", "скопировать", "слушать", "скачать", "следить", "подписаться", "получать", "сохранить", "добавить", "задать", "сообщить", "комментировать", "обсудить", "наверх", "перейти",
	"қараңыз", "қарау", "оқу", "оқыңыз", "көру", "көрсету", "жасыру", "ашу", "толығырақ", "басып", "бөлісу", "көшіру", "тыңдау", "жүктеу", "жазылу", "сақтау", "қосу", "талқылау",
	"voir", "lire", "recevoir", "afficher", "masquer", "ouvrir", "imprimer", "partager", "copier", "modifier", "écouter", "regarder", "télécharger", "suivre", "sabonner", "enregistrer", "ajouter", "poser", "signaler", "commenter", "réagir")

// offered are names of what such a link leads to, where it says nothing else.
var offered = lex.PhraseSet("comments", "back", "share", "print", "комментарии", "печать", "наверх", "пікірлер", "commentaires", "retour")

// invited tells whether a change is such a link at the end of a line that is
// otherwise the same.
func (d *Side) invited(f *Flow, c Change) bool {
	b := d.Stream.Blocks[c.block]
	at := f.At[c.block]
	if at < 0 || !c.within || !c.paired || c.There.Len() > 0 || c.To != b.To || c.From == b.From || c.Len() == 0 || c.Len() > mostInvitation || d.status(c.Span) {
		return false
	}
	start, end := int(d.Stream.Tokens[c.From].Start), int(b.End)
	if end-start > int(f.link[at]) || d.Stream.Tokens[c.From].Flags&lex.Upper == 0 || !invitations()[d.Stream.Word(c.From)] && !(c.Len() == 1 && offered()[d.Stream.Word(c.From)]) {
		return false
	}
	for i := c.From + 1; i < c.To; i++ {
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign|lex.Upper) != 0 {
			return false
		}
	}
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(d.Stream.Text[:start], " \u00a0"))
	return !strings.ContainsRune(":,;–—-(«“\"", before)
}

// linkBehind tells whether a line that came or went behind the text is a link and
// nothing else: where it leads is no part of the text. An item of a list is, and a
// line with figures or with what became of the document.
func (d *Side) linkBehind(f *Flow, c Change) bool {
	b := d.Stream.Blocks[c.block]
	at := f.At[c.block]
	if at < 0 || c.within || b.Len() > 2*mostInvitation || c.block <= d.lastHeld() || d.lastHeld() < 0 || f.Linked[at] < 95 || f.box[at] >= 0 && f.Layout.Flow[f.box[at]] || d.isHeading(c.block) || d.isRow(c.block) || d.status(b.Span) {
		return false
	}
	for i := b.From; i < b.To; i++ {
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			return false
		}
	}
	return true
}

// linkPut tells whether a line that came between two paragraphs is a link, or little
// else, and no sentence: it offers another page to read.
func (d *Side) linkPut(f *Flow, c Change) bool {
	b := d.Stream.Blocks[c.block]
	at := f.At[c.block]
	if !d.gain || at < 0 || c.within || f.Linked[at] < mostLinked || f.box[at] >= 0 && f.Layout.Flow[f.box[at]] || d.isHeading(c.block) || d.isRow(c.block) || d.Stream.EndsSentence(c.block) || b.Len() > mostPut || d.status(b.Span) {
		return false
	}
	unlinked := func(j int) bool { return j >= 0 && j < len(f.Linked) && f.Linked[j] < mostLinked && f.isProse(j) }
	return unlinked(at-1) && (unlinked(at+1) || at+1 >= len(f.Linked) || !f.held[at+1])
}

// linkedCard tells whether a line that came or went is that of a card between two paragraphs:
// it stands in a link, in a small box mostly of links, of a kind that the text is not
// made of.
func (d *Side) linkedCard(f *Flow, c Change) bool {
	at := f.At[c.block]
	if at < 0 || c.within || f.Linked[at] < 95 || f.box[at] < 0 || d.IsTitle(c.block) || d.isRow(c.block) || d.status(d.Stream.Blocks[c.block].Span) {
		return false
	}
	n := f.box[at]
	t := &f.tally[n]
	if f.Layout.Flow[n] || f.kinds[f.Layout.Look[n]] || t.lines > mostCardLines || t.words > mostInsert || t.linked < 50*t.words || t.row {
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
		return j >= 0 && j < len(f.box) && f.Linked[j] < mostLinked && f.held[j] && f.isProse(j)
	}
	return text(from) && text(to)
}
