package compare

import "archiver/internal/verdict/lex"

// Lines of a few words that tell something though they are short: a name at the end
// of a list of names, a word over the headline on how it ended, a sentence of two
// words between two paragraphs.

// appealWords are those by which a site speaks to its readers of itself, in boxes
// that count its subscribers and its gifts.
var appealWords = lex.PhraseSet("our", "join", "subscribe", "subscribers", "donate", "donors", "donations", "raised", "newsletter", "readers", "followers", "members", "goal", "supporters",
	"наш", "наша", "наше", "наши", "нашего", "нашей", "наших", "нас", "подписчиков", "подписчика", "читателей", "собрали", "собрано", "присоединяйтесь", "пожертвований", "подпишитесь",
	"біздің", "бізге", "оқырман", "оқырмандар", "жазылушы", "жазылушылар", "жазылыңыз", "жиналды", "қосылыңыз",
	"notre", "nos", "rejoignez", "abonnés", "lecteurs", "collecté", "collectés", "récoltés", "donateurs", "objectif", "abonnez")

// Appeals tells whether a run has a word of those that ask readers for support.
func Appeals(s *lex.Stream, r lex.Span) bool { return hasOf(s, r, appealWords()) }

func hasOf(s *lex.Stream, r lex.Span, words map[string]bool) bool {
	for i := r.From; i < r.To; i++ {
		if words[s.Word(i)] {
			return true
		}
	}
	return false
}

// outcomes are words on what became of someone.
var outcomes = lex.PhraseSet("acquitted", "convicted", "guilty", "innocent", "released", "freed", "arrested", "detained", "charged", "sentenced", "imprisoned", "jailed", "dead", "died", "killed", "executed", "deported", "extradited", "exiled", "missing", "pardoned", "dismissed", "exonerated",
	"оправдан", "оправдана", "оправданы", "осужден", "осуждена", "осуждены", "виновен", "виновна", "невиновен", "невиновна", "освобожден", "освобождена", "освобождены", "арестован", "арестована", "арестованы", "задержан", "задержана", "задержаны", "приговорен", "приговорена", "приговорены", "погиб", "погибла", "погибли", "убит", "убита", "убиты", "умер", "умерла", "депортирован", "выслан", "помилован",
	"ақталды", "сотталды", "кінәлі", "кінәсіз", "босатылды", "қамалды", "ұсталды", "тұтқындалды", "айыпталды", "өлтірілді",
	"acquitté", "acquittée", "acquittés", "condamné", "condamnée", "condamnés", "coupable", "innocenté", "libéré", "libérée", "libérés", "arrêté", "arrêtée", "arrêtés", "détenu", "détenue", "mort", "morte", "tué", "tuée", "expulsé", "gracié", "relaxé", "relaxée")

func tellsOutcome(s *lex.Stream, r lex.Span) bool { return hasOf(s, r, outcomes()) }

const mostOutcome = 3 // words of a line over the headline

// shortOnes finds such lines of the main text on one page that the other page has not.
func (x *inPlace) shortOnes() {
	for k, h := range x.halves() {
		short := func(i int, b lex.Block) bool { return b.Len() > 0 && b.Len() <= mostNameLine && !hasCells(h.Stream, i) }
		h.eachLone(x, short, func(i int, b lex.Block) bool {
			if !h.nameAtEnd(i, h.own, h.there) && !h.outcome(i) && !(k == 1 && h.briefSentence(i, h.own, h.there)) {
				return false
			}
			f := h.laid()
			return !f.site[i] && f.Linked[i] == 0 && (i == 0 || h.outcome(i) || f.siblings(i, i-1))
		})
	}
}

// siblings tells whether two blocks stand in the same box, or in boxes of one kind
// side by side.
func (f *Flow) siblings(i, j int) bool {
	a, b := f.box[i], f.box[j]
	return a == b || a >= 0 && b >= 0 && f.Layout.Look[a] == f.Layout.Look[b] && f.Layout.Parent[a] == f.Layout.Parent[b]
}

const (
	mostNameLine = 8
	leastNames   = 2 // lines of a list before another one
)

// nameAtEnd tells whether a block is a name at the end of a list of names that
// both pages have.
func (d *Side) nameAtEnd(i int, own []uint64, there map[uint64]int) bool {
	if i < leastNames || !d.isNameLine(i) || d.isHeading(i) || i+1 < len(own) && d.isNameLine(i+1) && there[own[i+1]] > 0 {
		return false
	}
	for k := i - leastNames; k < i; k++ {
		if !d.isNameLine(k) || there[own[k]] == 0 {
			return false
		}
	}
	return true
}

// isNameLine tells whether a block is a name, with or without what the person is
// behind a comma.
func (d *Side) isNameLine(i int) bool {
	b := d.Stream.Blocks[i]
	if b.Len() < 2 || b.Len() > mostNameLine || hasCells(d.Stream, i) || hasParts(d.Stream.BlockText(i)) {
		return false
	}
	for k := b.From; k < b.To; k++ {
		t := d.Stream.Tokens[k]
		if t.Flags&(lex.Number|lex.Sign|lex.Email) != 0 || k < b.From+2 && t.Flags&lex.Upper == 0 || lex.Vocabulary().Class(d.Stream.Word(k))&(lex.ClassByline|lex.ClassRelated|lex.ClassCounter|lex.ClassDated|lex.ClassMonth|lex.ClassDay) != 0 {
			return false
		}
	}
	return true
}

// outcome tells whether a block is a word or two on what became of someone.
func (d *Side) outcome(i int) bool {
	b := d.Stream.Blocks[i]
	return b.Len() <= mostOutcome && tellsOutcome(d.Stream, b.Span) && d.figures(i) == 0
}

// briefSentence tells whether a block is a sentence of two words that was put in
// between two paragraphs.
func (d *Side) briefSentence(i int, own []uint64, there map[uint64]int) bool {
	b := d.Stream.Blocks[i]
	k := d.census(b.Span)
	return b.Len() == 2 && d.Stream.EndsSentence(i) && d.figures(i) == 0 && !k.ticks() && i > 0 && i+1 < len(own) &&
		there[own[i-1]] > 0 && there[own[i+1]] > 0 && d.prose(i-1) && d.prose(i+1)
}
