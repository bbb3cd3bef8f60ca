package compare

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// A line of a few words that has the words of an apology, of a mistake owned up to, of
// a disproof, or of a label that the law puts on a text, is told of near the text,
// whatever else speaks for the site's surroundings: these are the very words that a
// paper speaks to its readers in. Beside the text it has to speak of itself.

const mostAlert = 20 // words of such a line

// alertWords are the words of apologies, disproofs and labels (1), those that mean it
// only beside a word for a text or a claim (2), and what a paper calls itself (4).
var alertWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: 1, Words: `apologise apologize apologises apologizes apologised apologized apology apologies mistaken misled misreported misidentified misquoted misattributed retract* debunked refuted disproved disproven untrue unverified unconfirmed fabricated fake hoax exonerated extremist
			извинени* извиняем* извиняется ошиблись ошибся ошиблась заблуждение опровергнут* опроверж* опровергл* недостоверн* фейк* сфабрикован* экстремистск* иноагент*
			кешірім қателестік қателесті қателескен теріске жоққа расталмады расталмаған жалған экстремистік
			excuses trompé trompés trompée trompées démenti démentie démentis démenties mensongère mensonger rectificatif infondé infondée invérifié extrémiste
			entschuldig* widerlegt unbestätigt unwahr gefälscht extremistisch disculpas equivocamos desmentid* falso falsa falsos falsas extremista
			вибач* помилилися спростован* неправдив* екстремістськ*`},
		{Class: 2, Words: `false wrong incorrect inaccurate disputed denied confirmed verified fined agent agents mistake mistakes error errors corrected retraction
			ложн* неверн* подтвержд* подтверди* агент* агента ошибк* исправлен* агентом
			қате агент* дұрыс
			faux fausse fausses inexact inexacte contesté contestée vérifié vérifiée confirmé confirmée agent erreur corrigé corrigée
			falsch bestritten erfunden agent error erróneo agente помилк* хибн*`},
		{Class: 4, Words: `we our editors newsroom correspondent reporter publisher мы наш наша редакция редакции корреспондент издание біз редакция тілші nous notre rédaction journal wir redaktion nosotros redacción ми редакція`},
	})
})

// alertPhrases are sentences of the kind.
var alertPhrases = lex.PhraseList("were wrong", "was wrong", "got it wrong", "regret the error", "earlier version", "previous version", "readers should know", "not verified", "not been verified", "not confirmed", "not been confirmed", "could not be verified", "never took place", "never happened", "foreign agent", "to be false", "as false", "after publication", "no longer valid", "no longer accurate", "out of date",
	"не подтвердилось", "не подтвердились", "не подтвердилась", "не подтвердился", "не подтверждены", "не подтверждено", "не подтверждается", "не соответствует действительности", "иностранным агентом", "иностранного агента", "нежелательной организации", "нежелательной организацией", "после публикации", "более ранняя версия", "раннюю версию", "утратило силу", "не имеет места",
	"шетелдік агент", "шындыққа сәйкес келмейді", "жарияланғаннан кейін", "бұрынғы нұсқа",
	"nous sommes trompés", "nous étions trompés", "après publication", "après sa publication", "version antérieure", "non vérifié", "non vérifiée", "non confirmé", "non confirmée", "pas été confirmé", "n a jamais eu lieu", "na jamais eu lieu", "agent de l étranger", "agent étranger",
	"nach veröffentlichung", "frühere fassung", "nicht bestätigt", "trifft nicht zu", "nos equivocamos", "versión anterior", "no confirmado", "no se confirmó", "після публікації", "не підтвердил", "іноземним агентом")

// closedPhrases say how a case ended.
var closedPhrases = lex.PhraseList("case closed", "case dropped", "case dismissed", "charges dropped", "charges were dropped", "verdict overturned", "sentence overturned",
	"дело прекращено", "дело закрыто", "дело прекратили", "приговор отменен", "обвинения сняты", "іс қысқартылды", "іс тоқтатылды", "іс жабылды", "үкім жойылды", "айып алынды",
	"affaire classée", "non lieu", "jugement annulé", "poursuites abandonnées", "verfahren eingestellt", "caso archivado", "causa archivada", "справу закрито", "вирок скасовано")

// Alerts tells whether a run has the words of such a notice.
func Alerts(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 || r.Len() > mostAlert || mayAsk(s, r) {
		return false
	}
	strong, weak, self := false, false, false
	for i := r.From; i < r.To; i++ {
		k := alertWords().Class(s.Word(i))
		strong, weak = strong || k&1 != 0, weak || k&2 != 0
		self = self || k&4 != 0 || selfWords().Class(s.Word(i))&selfNoun != 0
		if formulas().Class(s.Word(i)) != 0 {
			return false
		}
	}
	return strong || weak && self || alertPhrases().First(allWords(s, r)) != ""
}

// formulas are words of formulas that say nothing of one text: that which the law has
// papers put on all that they publish, "created and distributed by a foreign agent",
// and that in which a service says that it is down.
var formulas = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: 1, Words: `распространен* розповсюджен* таратылған distributed diffusé
		inconvenience inconveniences неудобств* қолайсыздық* gêne désagrément désagréments unannehmlichkeiten molestias незручност*`}})
})

// isFormula tells whether a run is the formula of the law.
func isFormula(s *lex.Stream, r lex.Span) bool {
	formula, agent := false, false
	for i := r.From; i < r.To; i++ {
		formula = formula || formulas().Class(s.Word(i)) != 0
		agent = agent || alertWords().Class(s.Word(i))&3 != 0
	}
	return formula && agent
}

// ofSelf tells whether a run speaks of its page or of who made it.
func ofSelf(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if alertWords().Class(s.Word(i))&4 != 0 || selfWords().Class(s.Word(i))&selfNoun != 0 {
			return true
		}
	}
	return false
}

// closes tells whether a run says how a case ended, or what became of someone.
func closes(s *lex.Stream, r lex.Span) bool {
	return r.Len() <= mostAlert && (closedPhrases().First(allWords(s, r)) != "" || tellsOutcome(s, r))
}

// mayAsk tells whether a line asks its readers to report or to mark something.
func mayAsk(s *lex.Stream, r lex.Span) bool {
	w := s.Word(r.From)
	if invitations()[w] || w == "report" && r.Len() <= 6 {
		return true
	}
	for i := r.From; i < r.To; i++ {
		switch s.Word(i) {
		case "if", "please", "если", "нашли", "заметили", "выделите", "si", "wenn", "ctrl":
			return true
		}
	}
	return false
}

// allWords gives the words of a run with a space between.
func allWords(s *lex.Stream, r lex.Span) string {
	words := make([]string, 0, r.Len())
	for i := r.From; i < r.To; i++ {
		words = append(words, s.Word(i))
	}
	return strings.Join(words, " ")
}
