package verdict

import (
	"slices"
	"strings"
	"sync"
)

// Some lines are the site's by what they say alone, wherever they stand: a label with
// the name of another page behind it, a call to follow a channel, the weather. That
// they come, go or say something else is noise. What a running sentence says is none
// of these.

const (
	mostCall    = 20 // words of a call
	mostLeading = 30 // of a label and what stands behind it
	mostSky     = 10 // of a line on the weather
)

// siteLine tells whether a block is such a line.
func (d *side) siteLine(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() == 0 || b.len() > mostLeading || d.s.hasCells(bi) || d.isTitle(bi) {
		return false
	}
	return d.leadsOn(bi) || d.s.callsOn(b) && !d.s.alerts(b.span) || d.skyLine(bi)
}

// leading are labels of what leads to other pages, whatever stands behind them.
var leading = labelList(`read also|also read|see also|read more|read next|what to read next|more on this|more on this story|more on this topic|most read|most popular|editors picks|recommended for you|you may also like|you might also like|up next|
	читайте также|читать также|смотрите также|см также|по теме|еще по теме|материалы по теме|материал по теме|статья по теме|ранее мы писали|ранее мы сообщали|ранее на эту тему|ранее по теме|самое читаемое|самое популярное|что почитать|вам может быть интересно|
	тағы оқыңыз|тағы да оқыңыз|оқи отырыңыз|сондай ақ оқыңыз|сондай-ақ оқыңыз|тақырып бойынша|осы тақырып бойынша|ең көп оқылған|ең көп оқылғандар|ұқсас жаңалықтар|бұған дейін жазғанбыз|бұған дейін жазған едік|соңғы жаңалықтар|
	à lire|à lire aussi|à lire également|lire aussi|lire également|à voir aussi|à voir également|voir aussi|à écouter|sur le même sujet|sur le même thème|les plus lus|le plus lu|nos abonnés ont aussi lu|pour aller plus loin|
	lesen sie auch|auch interessant|mehr zum thema|meistgelesen|lea también|lee también|te puede interesar|lo más leído|noticias relacionadas|más información|читайте також|дивіться також|за темою|раніше ми писали`)

// announcing are labels of what a site shows elsewhere; a text may begin with such a
// word too, so a sign has to stand behind them, and no sentence.
var announcing = labelList(`breaking|breaking news|podcast|video|watch|listen|in pictures|in photos|photo gallery|gallery|live|live blog|explainer|quiz|exclusive video|
	срочно|молния|подкаст|видео|видео дня|смотрите|слушайте|фоторепортаж|в фотографиях|прямой эфир|прямая трансляция|онлайн трансляция|спецпроект|
	шұғыл|жедел|подкаст|бейне|бейнежазба|фоторепортаж|тікелей эфир|
	en direct|direct|alerte|alerte info|dernière minute|podcast|vidéo|en vidéo|en images|diaporama|reportage photo|
	eilmeldung|liveticker|fotostrecke|im video|última hora|en vivo|en imágenes|vídeo|терміново|відео|наживо`)

// games are names of what a site amuses its readers with, before a number or a sign.
var games = labelList(`horoscope|crossword|sudoku|wordle|puzzle|гороскоп|кроссворд|сканворд|судоку|анекдот дня|жұлдызнама|сөзжұмбақ|mots croisés|mots fléchés|kreuzworträtsel|horoskop|crucigrama|horóscopo`)

// labelList makes a list of labels out of one with bars between, the longer first.
func labelList(text string) func() []string {
	return sync.OnceValue(func() (out []string) {
		for l := range strings.SplitSeq(text, "|") {
			out = append(out, normalise(strings.TrimSpace(l)))
		}
		slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
		return out
	})
}

// behindLabel tells where what stands behind a label begins; ok is whether there is
// one, set off by a sign or alone in its line.
func (d *side) behindLabel(b block, labels []string) (at int, ok bool) {
	head := d.s.phrase(span{b.from, min(b.to, b.from+7)}) + " "
	for _, l := range labels {
		if strings.HasPrefix(head, l+" ") {
			at = b.from + strings.Count(l, " ") + 1
			return at, at >= b.to || d.parts(at)
		}
	}
	return 0, false
}

// leadsOn tells whether a line is a label of other pages.
func (d *side) leadsOn(bi int) bool {
	b := d.s.blocks[bi]
	if _, ok := d.behindLabel(b, leading()); ok {
		return true
	}
	head := d.s.phrase(span{b.from, min(b.to, b.from+3)}) + " "
	for _, l := range games() {
		if strings.HasPrefix(head, l+" ") && !d.s.endsSentence(bi) && b.len() <= mostCall {
			return true
		}
	}
	at, ok := d.behindLabel(b, announcing())
	return ok && !d.s.endsSentence(bi) && (at < b.to || !d.isHeading(bi)) && !d.s.alerts(span{at, b.to})
}

// callVerbs are what a site asks its readers to do with channels; a star ends a stem.
var callVerbs = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{
		{1, `subscribe follow join sign get download install receive register
			подписывайтесь подпишитесь подписаться следите присоединяйтесь присоединиться скачайте скачать установите получайте вступайте читайте
			жазылыңыз жазылу тіркеліңіз қосылыңыз жүктеңіз оқыңыз бақылаңыз
			abonnezvous abonnez inscrivez inscrivezvous inscrire sinscrire suivez suivre rejoignez recevez téléchargez retrouvez sabonner
			folgen abonnieren abonniere abonnieren herunterladen anmelden suscríbete suscríbase síguenos siga únete descarga підписуйтесь підпишіться приєднуйтесь стежте`},
		{2, `telegram* whatsapp instagram facebook youtube twitter tiktok viber threads bluesky linkedin newsletter newsletters app channel email inbox alerts briefing
			телеграм* телеграмм* ватсап* инстаграм* фейсбук* ютуб* твиттер* дзен рассылк* канал* приложени* страниц* почт*
			арна* парақша* қосымша* желіс*
			infolettre lettre chaîne application alertes appli boletín canal aplicación newslettern kanal розсилк* застосун*`},
	})
})

// callsOn tells whether a line asks its readers to follow a channel or the like: what
// is to be done begins or ends it, or a sentence of it.
func (s *stream) callsOn(b block) bool {
	if b.len() < 2 || b.len() > mostCall {
		return false
	}
	verb, thing := false, false
	for i := b.from; i < b.to; i++ {
		k := callVerbs().class(s.word(i))
		thing = thing || k&2 != 0
		if k&1 != 0 && !verb {
			edge := i == b.from || i+1 == b.to || s.tok[i].flags&tokFirst != 0
			verb = edge || strings.ContainsAny(s.text[s.tok[i-1].end:s.tok[i].start], "—–:!.»")
		}
	}
	return verb && thing
}

// skyWords stand in lines on the weather and on rates beside those of the tables.
var skyWords = sync.OnceValue(func() *wordTable {
	return makeLexicon([]wordList{{1, `degrees degree celsius forecast weather wind humidity pressure rain snow
		погод* прогноз ветер градус* осадки давление влажность
		ауа райы жел градус болжам* météo degrés degré vent prévisions wetter grad wind clima tiempo grados viento погод* вітер`}})
})

// skyLine tells whether a line is the weather of a place.
func (d *side) skyLine(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() > mostSky || d.s.endsSentence(bi) {
		return false
	}
	sky, numbers, others := 0, 0, 0
	for i := b.from; i < b.to; i++ {
		switch k := lexicon().class(d.s.word(i)); {
		case d.s.tok[i].flags&tokNumber != 0:
			numbers++
		case d.s.tok[i].flags&tokSign != 0:
		case skyWords().class(d.s.word(i)) != 0 || k&classRate != 0:
			sky++
		case k&(classGlue|classDay|classDated) == 0 && len(d.s.word(i)) > 1:
			others++
		}
	}
	return numbers > 0 && (sky >= 2 && others <= 4 || others <= 2 && sky+numbers <= 4 && d.s.isDegree(b.span) && (sky > 0 || others == 1))
}

// isDegree tells whether a number of a run is a temperature.
func (s *stream) isDegree(r span) bool {
	for i := r.from; i < r.to; i++ {
		t := s.tok[i]
		if t.flags&tokNumber == 0 {
			continue
		}
		before, after := s.text[max(0, int(t.start)-3):t.start], strings.TrimLeft(s.text[t.end:min(len(s.text), int(t.end)+4)], " \u00a0")
		if strings.HasPrefix(after, "°") || strings.HasSuffix(before, " +") || strings.HasSuffix(before, " −") {
			return true
		}
	}
	return false
}
