package verdict

// Lines of a few words that tell something though they are short: a name at the end
// of a list of names, a word over the headline on how it ended, a sentence of two
// words between two paragraphs.

// appealWords are those by which a site speaks to its readers of itself, in boxes
// that count its subscribers and its gifts.
var appealWords = phraseSet("our", "join", "subscribe", "subscribers", "donate", "donors", "donations", "raised", "newsletter", "readers", "followers", "members", "goal", "supporters",
	"наш", "наша", "наше", "наши", "нашего", "нашей", "наших", "нас", "подписчиков", "подписчика", "читателей", "собрали", "собрано", "присоединяйтесь", "пожертвований", "подпишитесь",
	"біздің", "бізге", "оқырман", "оқырмандар", "жазылушы", "жазылушылар", "жазылыңыз", "жиналды", "қосылыңыз",
	"notre", "nos", "rejoignez", "abonnés", "lecteurs", "collecté", "collectés", "récoltés", "donateurs", "objectif", "abonnez")

func (s *stream) appeals(r span) bool { return s.hasOf(r, appealWords()) }

func (s *stream) hasOf(r span, words map[string]bool) bool {
	for i := r.from; i < r.to; i++ {
		if words[s.word(i)] {
			return true
		}
	}
	return false
}

// outcomes are words on what became of someone.
var outcomes = phraseSet("acquitted", "convicted", "guilty", "innocent", "released", "freed", "arrested", "detained", "charged", "sentenced", "imprisoned", "jailed", "dead", "died", "killed", "executed", "deported", "extradited", "exiled", "missing", "pardoned", "dismissed", "exonerated",
	"оправдан", "оправдана", "оправданы", "осужден", "осуждена", "осуждены", "виновен", "виновна", "невиновен", "невиновна", "освобожден", "освобождена", "освобождены", "арестован", "арестована", "арестованы", "задержан", "задержана", "задержаны", "приговорен", "приговорена", "приговорены", "погиб", "погибла", "погибли", "убит", "убита", "убиты", "умер", "умерла", "депортирован", "выслан", "помилован",
	"ақталды", "сотталды", "кінәлі", "кінәсіз", "босатылды", "қамалды", "ұсталды", "тұтқындалды", "айыпталды", "өлтірілді",
	"acquitté", "acquittée", "acquittés", "condamné", "condamnée", "condamnés", "coupable", "innocenté", "libéré", "libérée", "libérés", "arrêté", "arrêtée", "arrêtés", "détenu", "détenue", "mort", "morte", "tué", "tuée", "expulsé", "gracié", "relaxé", "relaxée")

func (s *stream) tellsOutcome(r span) bool { return s.hasOf(r, outcomes()) }

const mostOutcome = 3 // words of a line over the headline

// shortOnes finds such lines of the main text on one page that the other page has not.
func (x *inPlace) shortOnes() {
	for k, d := range []*side{&x.l, &x.g} {
		f, main, told, own, there := &x.f, x.main, x.told, x.a, x.inB
		if k == 1 {
			f, told, own, there = &x.h, x.new, x.b, x.inA
			main = map[uint32]bool{}
			for _, b := range d.page.base().blocks {
				main[b.start] = true
			}
		}
		left := mostPlaced
		for i, b := range d.s.blocks {
			if there[own[i]] > 0 || !main[b.start] || b.len() == 0 || b.len() > mostNameLine || d.s.hasCells(i) || told[b.start] {
				continue
			}
			if left--; left < 0 {
				break
			}
			if !d.nameAtEnd(i, own, there) && !d.outcome(i) && !(k == 1 && d.briefSentence(i, own, there)) {
				continue
			}
			if f.site == nil {
				f.place()
				f.readSites()
			}
			if f.site[i] || f.linked[i] > 0 || i > 0 && !d.outcome(i) && !f.siblings(i, i-1) {
				continue
			}
			if k == 0 {
				x.places = append(x.places, place{old: b.span})
			} else {
				x.places = append(x.places, place{now: b.span})
			}
		}
	}
}

// siblings tells whether two blocks stand in the same box, or in boxes of one kind
// side by side.
func (f *flow) siblings(i, j int) bool {
	a, b := f.box[i], f.box[j]
	return a == b || a >= 0 && b >= 0 && f.lay.Look[a] == f.lay.Look[b] && f.lay.Parent[a] == f.lay.Parent[b]
}

const (
	mostNameLine = 8
	leastNames   = 2 // lines of a list before another one
)

// nameAtEnd tells whether a block is a name at the end of a list of names that
// both pages have.
func (d *side) nameAtEnd(i int, own []uint64, there map[uint64]int) bool {
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
func (d *side) isNameLine(i int) bool {
	b := d.s.blocks[i]
	if b.len() < 2 || b.len() > mostNameLine || d.s.hasCells(i) || hasParts(d.s.blockText(i)) {
		return false
	}
	for k := b.from; k < b.to; k++ {
		t := d.s.tok[k]
		if t.flags&(tokNumber|tokSign|tokEmail) != 0 || k < b.from+2 && t.flags&tokUpper == 0 || lexicon().class(d.s.word(k))&(classByline|classRelated|classCounter|classDated|classMonth|classDay) != 0 {
			return false
		}
	}
	return true
}

// outcome tells whether a block is a word or two on what became of someone.
func (d *side) outcome(i int) bool {
	b := d.s.blocks[i]
	return b.len() <= mostOutcome && d.s.tellsOutcome(b.span) && d.figures(i) == 0
}

// briefSentence tells whether a block is a sentence of two words that was put in
// between two paragraphs.
func (d *side) briefSentence(i int, own []uint64, there map[uint64]int) bool {
	b := d.s.blocks[i]
	k := d.census(b.span)
	return b.len() == 2 && d.s.endsSentence(i) && d.figures(i) == 0 && !k.ticks() && i > 0 && i+1 < len(own) &&
		there[own[i-1]] > 0 && there[own[i+1]] > 0 && d.prose(i-1) && d.prose(i+1)
}
