package compare

import (
	"bytes"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// A sentence that speaks of the document itself and says what became of it is told
// wherever it stands: above the headline, behind the text, in a footer. So is a note
// with a label that says that something was corrected or added. What a page asks its
// readers for, and what it says may happen, is no such thing.

const (
	selfThis  lex.WordClass = 1 << iota // "this"
	selfNoun                            // "judgment"
	selfOlder                           // "earlier", before "version"
	selfFate                            // "reversed"
	selfAsk                             // "if", "may"
)

var selfWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: selfThis, Words: `this these above эта эту этой это этот этого этом настоящее настоящий настоящая настоящего данное данный данная данного указанное указанный бұл осы аталған
			cet cette ce ces présent présente diese dieses dieser diesem diesen esta este estas estos bu işbu ця цей це цю цього цій questa questo`},
		{Class: selfNoun, Words: `judgment* judgement* article articles report page decision statement opinion story document ruling order resolution law act version post publication release paper study text verdict sentence case investigation dataset entry headline
			решение решения решении постановление постановления статья статьи статью статье доклад доклада докладе материал материала материале текст текста тексте версия версии документ документа приговор приговора закон закона указ указа новость публикация публикации публикацию страница страницы дело определение
			мақала* шешім* үкім* қаулы* баяндама* құжат* материал* мәтін* заң* нұсқа* хабарлама* қарар*
			arrêt article rapport page décision déclaration avis jugement texte document publication enquête affaire communiqué ordonnance dépêche
			urteil urteils artikel artikels bericht berichts entscheidung erklärung beitrag beitrags text textes dokument beschluss gesetz meldung seite fassung verfahren
			sentencia artículo informe página decisión declaración texto documento noticia resolución versión investigación
			karar kararı makale rapor haber haberin sayfa yazı belge metin açıklama рішення стаття статті доповідь звіт матеріал матеріалі документ сторінка постанова вирок sentenza articolo rapporto`},
		{Class: selfOlder, Words: `earlier previous original initial предыдущ* первоначальн* ранней более бұрынғы алғашқы précédente antérieure initiale früheren frühere ursprüngliche ursprünglichen anterior previa попередн* önceki`},
		{Class: selfFate, Words: `reversed overturned quashed withdrawn withdrew retract* correct* amended supersed* annulled replaced repealed clarif* vacated rescinded revoked misstated incorrectly mistakenly wrongly erroneously removed unconstitutional
			отменен* отозван* удален* исправлен* исправили уточнен* изменен* утратил* аннулирован* признан* неконституцион* заменен* недействительн* ошибочно неверно неточно опровергнут* пересмотрен*
			жойылды жойылған түзетілді түзетілген күшін алынып кері өзгертілді ауыстырылды жарамсыз
			infirmé infirmée annulé annulée cassé cassée retiré retirée corrigé corrigée rectifié rectifiée remplacé remplacée abrogé abrogée classée classé clarifié rétracté rétractée supprimé supprimée indiquait
			aufgehoben zurückgezogen korrigiert berichtigt geändert ersetzt widerrufen gelöscht entfernt eingestellt fälschlich irrtümlich
			anulada anulado revocada revocado corregido corregida retirado retirada rectificado rectificada sustituido sustituida derogado derogada eliminado eliminada modificado modificada archivada
			bozuldu iptal düzeltildi düzeltilmiştir geri kaldırıldı değiştirildi скасован* відкликан* виправлен* уточнен* змінен* вилучен* annullata annullato revocata corretto ritirato`},
		{Class: selfAsk, Words: `if may might can could should please wish suggest policy если может могут можно можете нашли заметили обнаружили выделите peut peuvent peuvez si falls wenn kann können puede pueden haben`},
	})
})

// Other scripts are searched for in the letters of a text.
var (
	selfLetters = []string{"本判决", "本判決", "本文", "本报告", "該判決", "该判决", "此判决", "本页", "本决定", "本声明", "这篇文章", "本裁决", "该文", "هذا الحكم", "هذا القرار", "هذا التقرير", "هذا المقال", "هذه المقالة", "هذا البيان", "هذه الصفحة", "هذا النص", "هذا الخبر", "نسخة سابقة"}
	fateLetters = []string{"撤销", "撤銷", "推翻", "撤回", "更正", "修正", "废止", "廢止", "取代", "改判", "错误", "ألغي", "أُلغي", "إلغاء", "نقض", "سحب", "تصحيح", "صحح", "صُحح", "تعديل", "استبدل", "خطأ"}
	// What a paper says when it had to.
	amends = []string{"asked to make clear", "happy to make clear", "would like to make clear", "apologise for the error", "apologise for this error", "apologise for the mistake", "apologize for the error", "apologize for the mistake", "following a complaint", "updated to reflect", "updated to correct", "updated to include", "updated to clarify", "updated to remove", "updated to add", "edited to", "changed to reflect", "mis a jour pour"}
)

// noteLabels stand before what was corrected or added.
var noteLabels = sync.OnceValue(func() (out []string) {
	for l := range strings.SplitSeq(`correction|corrections|clarification|erratum|corrigendum|retraction|update|upd|addendum|editor's note|editors' note|editorial note|right of reply|
		исправление|поправка|уточнение|опровержение|от редакции|апд|upd|обновлено|обновление|примечание редакции|дополнение|дополнено|
		түзету|жаңартылды|толықтырылды|редакциядан|теріске шығару|
		rectificatif|rectification|droit de réponse|mise à jour|note de la rédaction|précision|démenti|
		gegendarstellung|richtigstellung|nachtrag|anmerkung der redaktion|anm d red|korrektur|berichtigung|aktualisierung|in eigener sache|
		fe de errores|fe de erratas|rectificación|corrección|nota de la redacción|aclaración|derecho de réplica|actualización|nota del editor|
		tekzip|düzeltme|güncelleme|editörün notu|спростування|виправлення|уточнення|оновлено|від редакції|rettifica|errata corrige|nota della redazione|correzione|precisazione|smentita|исправлено|виправлено|correção|errata|nota da redação|direito de resposta|correctie|rectificatie|naschrift|
		sprostowanie|korekta|oprava|helyesbítés|erată|rättelse|rettelse|διόρθωση|תיקון|koreksi|ralat|düzəliş|təkzib|tuzatish|түзөтүү|შესწორება|ուղղում|सुधार|स्पष्टीकरण|اصلاحیه|تصحیح|توضیح|توضيح|訂正|정정|更正|更新|澄清|编者按|تصحيح|تحديث|توضيح|تنويه`, "|") {
		out = append(out, lex.Normalise(l))
	}
	return out
})

const (
	mostOfItself = 80 // words
	mostWeak     = 20 // of a sentence without "this"
	leastNote    = 3  // words of a note that are no date
)

// ofItself finds what a page newly says of itself, or no longer says.
func (x *inPlace) ofItself() {
	for k, d := range []*Side{&x.l, &x.g} {
		f, told, own, there := &x.f, x.told, x.a, x.inB
		if k == 1 {
			f, told, own, there = &x.h, x.new, x.b, x.inA
		}
		left := mostPlaced
		for i, b := range d.Stream.Blocks {
			if there[own[i]] > 0 || b.Len() == 0 || b.Len() > mostOfItself || told[b.Start] {
				continue
			}
			if left--; left < 0 {
				break
			}
			if f.box == nil {
				f.Place()
			}
			if !d.saysFate(f, i) && !d.isNote(f, i) && !d.isState(f, i) || d.standsThere(b.Span) || d.placed(x, k, b.Span) {
				continue
			}
			told[b.Start] = true
			if k == 0 {
				x.places = append(x.places, Place{Old: b.Span})
			} else {
				x.places = append(x.places, Place{Now: b.Span})
			}
		}
	}
}

// placed tells whether a block is told of already.
func (d *Side) placed(x *inPlace, k int, r lex.Span) bool {
	for _, p := range x.places {
		at := p.Old
		if k == 1 {
			at = p.Now
		}
		if at.Len() > 0 && at.From < r.To && r.From < at.To {
			return true
		}
	}
	return false
}

// standsThere tells whether the other page has the same words, in whatever blocks.
func (d *Side) standsThere(r lex.Span) bool {
	first, last := d.Stream.Tokens[r.From], d.Stream.Tokens[r.To-1]
	return bytes.Contains(d.other.Norm, d.Stream.Norm[first.Norm:last.Norm+uint32(last.Size)])
}

// saysFate tells whether a block has a sentence on what became of its document.
func (d *Side) saysFate(f *Flow, i int) bool {
	b := d.Stream.Blocks[i]
	if !d.Stream.EndsSentence(i) || hasCells(d.Stream, i) {
		return false
	}
	text := d.Stream.BlockText(i)
	if containsOf(text, selfLetters) && containsOf(text, fateLetters) {
		return true
	}
	words := lex.Normalise(text)
	if f.Linked[i] == 0 && containsOf(words, amends) {
		return true
	}
	for from := b.From; from < b.To; {
		to := from + 1
		for to < b.To && (d.Stream.Tokens[to].Flags&lex.First == 0 || d.Stream.Tokens[to-1].Flags&lex.Number != 0) { // "am 4. März"
			to++
		}
		if d.fateOf(lex.Span{From: from, To: to}, f.Linked[i] == 0) {
			return true
		}
		from = to
	}
	return false
}

// fateOf judges one sentence. Without "this" it has to be short, with a date, and
// outside of links.
func (d *Side) fateOf(r lex.Span, unlinked bool) bool {
	const near = 3
	var fate, strong, weak, dated bool
	for i := r.From; i < r.To; i++ {
		k := selfWords().Class(d.Stream.Word(i))
		if wondersAt(d.Stream, i, r) {
			return false
		}
		fate = fate || k&selfFate != 0
		dated = dated || d.Stream.Tokens[i].Flags&lex.Number != 0
		if k&selfNoun != 0 {
			weak = weak || i < r.From+near
			for j := max(r.From, i-near+1); j < min(r.To, i+2); j++ {
				strong = strong || j != i && selfWords().Class(d.Stream.Word(j))&(selfThis|selfOlder) != 0
			}
		}
	}
	return fate && (strong && r.Len() >= 4 || weak && dated && unlinked && r.Len() >= 4 && r.Len() <= mostWeak)
}

// isNote tells whether a block is a note behind a label, in its line or in the one
// before.
func (d *Side) isNote(f *Flow, i int) bool {
	b := d.Stream.Blocks[i]
	if f.Linked[i] >= 50 || !d.Stream.EndsSentence(i) {
		return false
	}
	if at, ok := d.noteLabel(b); ok && at < b.To {
		return d.tellsMore(lex.Span{From: at, To: b.To})
	}
	if i > 0 && d.Stream.Blocks[i-1].Len() <= 8 {
		if at, ok := d.noteLabel(d.Stream.Blocks[i-1]); ok && at == d.Stream.Blocks[i-1].To {
			return d.tellsMore(b.Span)
		}
	}
	return false
}

// noteLabel tells where what follows such a label begins: behind it and its date.
func (d *Side) noteLabel(b lex.Block) (at int, ok bool) {
	if b.Len() == 0 {
		return 0, false
	}
	head := phrase(d.Stream, lex.Span{From: b.From, To: min(b.To, b.From+5)}) + " "
	for _, l := range noteLabels() {
		if strings.HasPrefix(head, l+" ") {
			at = b.From + strings.Count(l, " ") + 1
			ok = true
			break
		}
	}
	if !ok {
		return 0, false
	}
	for at < b.To && (d.Stream.Tokens[at].Flags&lex.Number != 0 || lex.Vocabulary().Class(d.Stream.Word(at))&(lex.ClassMonth|lex.ClassDay|lex.ClassGlue) != 0) && !d.parts(at) {
		at++
	}
	if at == b.To {
		return at, true
	}
	return at, d.parts(at)
}

// parts tells whether a sign that ends a label stands before a word. The dot of a
// date does not.
func (d *Side) parts(at int) bool {
	before := d.Stream.Tokens[at-1]
	between := d.Stream.Text[before.End:d.Stream.Tokens[at].Start]
	return strings.ContainsAny(between, ":：—–-)]】|") || before.Flags&lex.Number == 0 && strings.Contains(between, ".")
}

// tellsMore tells whether a run says more than a date.
func (d *Side) tellsMore(r lex.Span) bool {
	n := 0
	for i := r.From; i < r.To; i++ {
		k := lex.Vocabulary().Class(d.Stream.Word(i))
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) == 0 && k&(lex.ClassMonth|lex.ClassDay|lex.ClassGlue|lex.ClassDated) == 0 {
			n++
		}
		if k&(lex.ClassRelated|lex.ClassAdvert) != 0 {
			return false
		}
	}
	letters := 0
	if r.Len() > 0 {
		letters = int(d.Stream.Tokens[r.To-1].End - d.Stream.Tokens[r.From].Start)
	}
	return n >= leastNote || n > 0 && letters >= 24
}

func containsOf(text string, list []string) bool {
	for _, s := range list {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
