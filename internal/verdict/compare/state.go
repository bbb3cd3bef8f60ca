package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// What a law or a judgment is in force of stands in a field in its head or beside it:
// a few words behind a label, or a badge.

const mostState = 7 // words of such a line

// states are such words, whatever the label.
var states = lex.PhraseSet("in force", "not in force", "no longer in force", "repealed", "annulled", "overturned", "superseded", "withdrawn", "retracted", "partially in force", "not final", "quashed", "set aside",
	"действует", "не действует", "действующий", "действующая", "недействующий", "недействующая", "утратил силу", "утратила силу", "утратило силу", "отменен", "отменена", "отменено", "отозван", "отозвана", "не вступил в силу",
	"күшінде", "қолданыста", "күшін жойған", "күші жойылған", "күші жойылды", "қолданыста емес",
	"en vigueur", "abrogé", "abrogée", "annulé", "annulée", "retiré", "retirée", "in kraft", "außer kraft", "aufgehoben", "zurückgezogen",
	"vigente", "derogado", "derogada", "anulado", "anulada", "yürürlükte", "yürürlükten kaldırıldı", "чинний", "чинна", "нечинний", "втратив чинність", "втратила чинність", "скасовано", "скасований")

// stateLabels name the field.
var stateLabels = lex.PhraseSet("status", "legal status", "validity", "статус", "состояние", "статус документа", "мәртебесі", "күйі", "құжат мәртебесі", "statut", "état", "état juridique", "rechtsstand", "rechtskraft", "estado", "vigencia", "durum", "durumu", "стан", "stato")

// online are what people and services are.
var online = lex.PhraseSet("online", "offline", "active", "busy", "away", "connected", "operational", "онлайн", "офлайн", "активен", "желіде", "ligne")

// isState tells whether a block is such a line, outside of links.
func (d *Side) isState(f *Flow, i int) bool {
	b := d.Stream.Blocks[i]
	if b.Len() > mostState || f.Linked[i] > 0 || d.Stream.EndsSentence(i) {
		return false
	}
	if strings.Count(d.Stream.BlockText(i), "\t") > 1 || hasOf(d.Stream, b.Span, online()) {
		return false
	}
	for k := b.From; k < b.To; k++ {
		if d.Stream.Tokens[k].Flags&lex.Number != 0 {
			return false
		}
	}
	if states()[phrase(d.Stream, b.Span)] || selfWords().Class(d.Stream.Word(b.From))&selfNoun != 0 && states()[phrase(d.Stream, lex.Span{From: b.From + 1, To: b.To})] {
		return true
	}
	for n := 1; n <= 3 && n < b.Len(); n++ {
		label := phrase(d.Stream, lex.Span{From: b.From, To: b.From + n})
		between := d.Stream.Text[d.Stream.Tokens[b.From+n-1].End:d.Stream.Tokens[b.From+n].Start]
		if states()[label] && strings.ContainsAny(between, ":\t") {
			return true // "In force: no"
		}
		if stateLabels()[label] {
			return strings.ContainsAny(between, ":\t") || states()[phrase(d.Stream, lex.Span{From: b.From + n, To: b.To})]
		}
	}
	return i > 0 && stateLabels()[phrase(d.Stream, d.Stream.Blocks[i-1].Span)]
}
