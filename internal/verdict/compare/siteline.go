package compare

import (
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
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
func (d *Side) siteLine(bi int) bool {
	b := d.Stream.Blocks[bi]
	if d.ofTheDay(bi) {
		return true
	}
	if b.Len() == 0 || b.Len() > mostLeading || hasCells(d.Stream, bi) || d.IsTitle(bi) {
		return false
	}
	return d.leadsOn(bi) || callsOn(d.Stream, b) && !Alerts(d.Stream, b.Span) || d.skyLine(bi)
}

// leading are labels of what leads to other pages, whatever stands behind them.
var leading = labelList(`read also|also read|see also|read more|read next|what to read next|more on this|more on this story|more on this topic|most read|most popular|editors picks|recommended for you|you may also like|you might also like|up next|
	читайте также|читать также|смотрите также|см также|по теме|еще по теме|материалы по теме|материал по теме|статья по теме|ранее мы писали|ранее мы сообщали|ранее на эту тему|ранее по теме|самое читаемое|самое популярное|что почитать|вам может быть интересно|
	тағы оқыңыз|тағы да оқыңыз|оқи отырыңыз|сондай ақ оқыңыз|сондай-ақ оқыңыз|тақырып бойынша|осы тақырып бойынша|ең көп оқылған|ең көп оқылғандар|ұқсас жаңалықтар|бұған дейін жазғанбыз|бұған дейін жазған едік|соңғы жаңалықтар|
	à lire|à lire aussi|à lire également|lire aussi|lire également|à voir aussi|à voir également|voir aussi|à écouter|sur le même sujet|sur le même thème|les plus lus|le plus lu|nos abonnés ont aussi lu|pour aller plus loin|
	lesen sie auch|auch interessant|mehr zum thema|meistgelesen|lea también|lee también|te puede interesar|lo más leído|noticias relacionadas|más información|
	leia também|leia mais|veja também|leggi anche|leggi pure|vedi anche|lees ook|lees meer|lees verder|przeczytaj także|czytaj także|czytaj też|zobacz też|čtěte také|přečtěte si také|citește și|citeşte şi|olvassa el|läs också|läs även|læs også|les også|διαβάστε επίσης|baca juga|đọc thêm|xem thêm|
	ilgili haber|ilgili haberler|bunu da okuyun|ayrıca okuyun|həmçinin oxuyun|shuningdek oʻqing|اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|مواضيع ذات صلة|بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|यह भी पढ़ें|ये भी पढ़ें|相关阅读|延伸阅读|相关报道|关联阅读|関連記事|あわせて読みたい|관련기사|함께 보기|читайте також|дивіться також|за темою|раніше ми писали`)

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
			out = append(out, lex.Normalise(strings.TrimSpace(l)))
		}
		slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
		return out
	})
}

// behindLabel tells where what stands behind a label begins; ok is whether there is
// one, set off by a sign or alone in its line.
func (d *Side) behindLabel(b lex.Block, labels []string) (at int, ok bool) {
	head := phrase(d.Stream, lex.Span{From: b.From, To: min(b.To, b.From+7)}) + " "
	for _, l := range labels {
		if strings.HasPrefix(head, l+" ") {
			at = b.From + strings.Count(l, " ") + 1
			return at, at >= b.To || d.parts(at)
		}
	}
	return 0, false
}

// leadsOn tells whether a line is a label of other pages.
func (d *Side) leadsOn(bi int) bool {
	b := d.Stream.Blocks[bi]
	if _, ok := d.behindLabel(b, leading()); ok {
		return true
	}
	head := phrase(d.Stream, lex.Span{From: b.From, To: min(b.To, b.From+3)}) + " "
	for _, l := range games() {
		if strings.HasPrefix(head, l+" ") && !d.Stream.EndsSentence(bi) && b.Len() <= mostCall {
			return true
		}
	}
	at, ok := d.behindLabel(b, announcing())
	return ok && !d.Stream.EndsSentence(bi) && (at < b.To || !d.isHeading(bi)) && !Alerts(d.Stream, lex.Span{From: at, To: b.To})
}

// callVerbs are what a site asks its readers to do with channels; a star ends a stem.
var callVerbs = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: 1, Words: `subscribe follow join sign get download install receive register
			подписывайтесь подпишитесь подписаться следите присоединяйтесь присоединиться скачайте скачать установите получайте вступайте читайте
			жазылыңыз жазылу тіркеліңіз қосылыңыз жүктеңіз оқыңыз бақылаңыз
			abonnezvous abonnez inscrivez inscrivezvous inscrire sinscrire suivez suivre rejoignez recevez téléchargez retrouvez sabonner
			folgen abonnieren abonniere abonnieren herunterladen anmelden suscríbete suscríbase síguenos siga únete descarga підписуйтесь підпишіться приєднуйтесь стежте`},
		{Class: 2, Words: `telegram* whatsapp instagram facebook youtube twitter tiktok viber threads bluesky linkedin newsletter newsletters app channel email inbox alerts briefing
			телеграм* телеграмм* ватсап* инстаграм* фейсбук* ютуб* твиттер* дзен рассылк* канал* приложени* страниц* почт*
			арна* парақша* қосымша* желіс*
			infolettre lettre chaîne application alertes appli boletín canal aplicación newslettern kanal розсилк* застосун*`},
	})
})

// callsOn tells whether a line asks its readers to follow a channel or the like: what
// is to be done begins or ends it, or a sentence of it.
func callsOn(s *lex.Stream, b lex.Block) bool {
	if b.Len() < 2 || b.Len() > mostCall {
		return false
	}
	verb, thing := false, false
	for i := b.From; i < b.To; i++ {
		k := callVerbs().Class(s.Word(i))
		thing = thing || k&2 != 0
		if k&1 != 0 && !verb {
			edge := i == b.From || i+1 == b.To || s.Tokens[i].Flags&lex.First != 0
			verb = edge || strings.ContainsAny(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], "—–:!.»")
		}
	}
	return verb && thing
}

// skyWords stand in lines on the weather and on rates beside those of the tables.
var skyWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{{Class: 1, Words: `degrees degree celsius forecast weather wind humidity pressure rain snow
		погод* прогноз ветер градус* осадки давление влажность
		ауа райы жел градус болжам* météo degrés degré vent prévisions wetter grad wind clima tiempo grados viento погод* вітер`}})
})

// skyLine tells whether a line is the weather of a place.
func (d *Side) skyLine(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() > mostSky || d.Stream.EndsSentence(bi) {
		return false
	}
	sky, numbers, others := 0, 0, 0
	for i := b.From; i < b.To; i++ {
		switch k := lex.Vocabulary().Class(d.Stream.Word(i)); {
		case d.Stream.Tokens[i].Flags&lex.Number != 0:
			numbers++
		case d.Stream.Tokens[i].Flags&lex.Sign != 0:
		case skyWords().Class(d.Stream.Word(i)) != 0 || k&lex.ClassRate != 0:
			sky++
		case k&(lex.ClassGlue|lex.ClassDay|lex.ClassDated) == 0 && len(d.Stream.Word(i)) > 1:
			others++
		}
	}
	return numbers > 0 && (sky >= 2 && others <= 4 || others <= 2 && sky+numbers <= 4 && isDegree(d.Stream, b.Span) && (sky > 0 || others == 1))
}

// isDegree tells whether a number of a run is a temperature.
func isDegree(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		t := s.Tokens[i]
		if t.Flags&lex.Number == 0 {
			continue
		}
		before, after := s.Text[max(0, int(t.Start)-3):t.Start], strings.TrimLeft(s.Text[t.End:min(len(s.Text), int(t.End)+4)], " \u00a0")
		if strings.HasPrefix(after, "°") || strings.HasSuffix(before, " +") || strings.HasSuffix(before, " −") {
			return true
		}
	}
	return false
}
