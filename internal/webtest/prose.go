package webtest

import (
	"math/rand/v2"
	"strings"
)

// words are what Prose strings together: enough of them that two texts of
// different seeds share next to no run of four.
var words = map[string][]string{
	"en": strings.Fields("river bridge council letter winter market harbour teacher signal orchard ledger window station ferry baker answer minute village copper lantern garden promise silent narrow early broken patient northern public written careful distant ordinary carried measured opened counted followed remembered crossed repaired delivered noticed the a some every another toward beneath beside without during before after because although while"),
	"fr": strings.Fields("rivière pont conseil lettre hiver marché quai maîtresse signal verger registre fenêtre gare bac boulangère réponse minute village cuivre lanterne jardin promesse silencieux étroit matinal brisé patient septentrional écrite soigneux lointain ordinaire porta mesura ouvrit compta suivit traversa répara livra remarqua le la une chaque vers sous près sans pendant avant après parce quoique"),
	"ru": strings.Fields("река мост совет письмо зима рынок гавань учитель сигнал сад журнал окно станция паром пекарь ответ минута деревня медь фонарь обещание тихий узкий ранний сломанный терпеливый северный открытый написанный осторожный далёкий обычный принёс измерил открыл посчитал прошёл запомнил починил доставил заметил каждый другой возле под рядом без во перед после потому хотя пока"),
	"kk": strings.Fields("өзен көпір кеңес хат қыс базар айлақ мұғалім белгі бақ дәптер терезе бекет паром наубайшы жауап минут ауыл мыс шам уәде тыныш тар ерте сынған сабырлы солтүстік ашық жазылған ұқыпты алыс кәдімгі әкелді өлшеді ашты санады өтті есінде жөндеді жеткізді байқады әрбір басқа қасында астында жанында онсыз кезінде бұрын кейін өйткені дегенмен"),
}

// Prose makes paragraphs of five sentences, always the same ones for the same
// language (en, fr, ru, kk), seed and number. It means nothing.
func Prose(lang string, seed uint64, paragraphs int) []string {
	r := rand.New(rand.NewPCG(seed, 7))
	list := words[lang]
	out := make([]string, paragraphs)
	for i := range out {
		var b strings.Builder
		for s := range 5 {
			if s > 0 {
				b.WriteByte(' ')
			}
			for w := range 9 + r.IntN(9) {
				word := list[r.IntN(len(list))]
				if w == 0 {
					first := []rune(word)
					word = strings.ToUpper(string(first[:1])) + string(first[1:])
				} else {
					b.WriteByte(' ')
				}
				b.WriteString(word)
			}
			b.WriteByte('.')
		}
		out[i] = b.String()
	}
	return out
}
