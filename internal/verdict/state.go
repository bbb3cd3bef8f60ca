package verdict

import "strings"

// What a law or a judgment is in force of stands in a field in its head or beside it:
// a few words behind a label, or a badge.

const mostState = 7 // words of such a line

// states are such words, whatever the label.
var states = phraseSet("in force", "not in force", "no longer in force", "repealed", "annulled", "overturned", "superseded", "withdrawn", "retracted", "partially in force", "not final", "quashed", "set aside",
	"действует", "не действует", "действующий", "действующая", "недействующий", "недействующая", "утратил силу", "утратила силу", "утратило силу", "отменен", "отменена", "отменено", "отозван", "отозвана", "не вступил в силу",
	"күшінде", "қолданыста", "күшін жойған", "күші жойылған", "күші жойылды", "қолданыста емес",
	"en vigueur", "abrogé", "abrogée", "annulé", "annulée", "retiré", "retirée", "in kraft", "außer kraft", "aufgehoben", "zurückgezogen",
	"vigente", "derogado", "derogada", "anulado", "anulada", "yürürlükte", "yürürlükten kaldırıldı", "чинний", "чинна", "нечинний", "втратив чинність", "втратила чинність", "скасовано", "скасований")

// stateLabels name the field.
var stateLabels = phraseSet("status", "legal status", "validity", "статус", "состояние", "статус документа", "мәртебесі", "күйі", "құжат мәртебесі", "statut", "état", "état juridique", "rechtsstand", "rechtskraft", "estado", "vigencia", "durum", "durumu", "стан", "stato")

// online are what people and services are.
var online = phraseSet("online", "offline", "active", "busy", "away", "connected", "operational", "онлайн", "офлайн", "активен", "желіде", "ligne")

// isState tells whether a block is such a line, outside of links.
func (d *side) isState(f *flow, i int) bool {
	b := d.s.blocks[i]
	if b.len() > mostState || f.linked[i] > 0 || d.s.endsSentence(i) {
		return false
	}
	if strings.Count(d.s.blockText(i), "\t") > 1 || d.s.hasOf(b.span, online()) {
		return false
	}
	for k := b.from; k < b.to; k++ {
		if d.s.tok[k].flags&tokNumber != 0 {
			return false
		}
	}
	if states()[d.s.phrase(b.span)] || selfWords().class(d.s.word(b.from))&selfNoun != 0 && states()[d.s.phrase(span{b.from + 1, b.to})] {
		return true
	}
	for n := 1; n <= 3 && n < b.len(); n++ {
		label := d.s.phrase(span{b.from, b.from + n})
		between := d.s.text[d.s.tok[b.from+n-1].end:d.s.tok[b.from+n].start]
		if states()[label] && strings.ContainsAny(between, ":\t") {
			return true // "In force: no"
		}
		if stateLabels()[label] {
			return strings.ContainsAny(between, ":\t") || states()[d.s.phrase(span{b.from + n, b.to})]
		}
	}
	return i > 0 && stateLabels()[d.s.phrase(d.s.blocks[i-1].span)]
}
