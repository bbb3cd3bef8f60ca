package meaning

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// Words that turn what a sentence says by themselves: quantities, frequencies,
// duties, doubts, and words of which one excludes another. In English, Russian,
// Kazakh and French, and where cheap German, Spanish and Ukrainian.

// sense is what a word says: a meaning, by the place of its line below, and the
// kind of meaning.
type sense struct {
	meaning int16 // 0: none that is known
	kind    int16 // place of its list
	strict  bool  // one that comes or goes is a change
}

// senseList is a list of meanings that exclude each other, one a line. Words on a
// line say the same. A star ends a stem; an exclamation mark begins a strict line.
type senseList struct {
	strict bool
	lines  string
}

var senseLists = []senseList{
	{true, lex.Negations},
	{true, `all every each everyone everybody everything whole entire все всех всем всеми всю вся весь всего каждый каждая каждое каждого каждой каждому каждую любой любая любое любого любую любых усі всі кожен барлық барлығы барша бүкіл әрбір әркім tous toutes tout toute chaque alle jeder jede jedes todos todas cada
		some several certain некоторые некоторых некоторым некоторыми несколько нескольких нескольким кілька деякі кейбір кейбіреу* бірнеше біраз certains certaines quelques plusieurs einige mehrere algunos algunas varios
		most majority большинство большинства большинству большинством більшість көпшіліг* көпшілік* басым plupart majorité meisten mehrheit mayoría
		many numerous much много многие многих многим многими многочисленн* багато көп көптеген көбі beaucoup nombreux nombreuses viele muchos muchas
		few мало немногие немногих немного мало аз азғана peu wenige pocos
		any anyone anybody anything
		both оба обе обоих обеих екеуі deux ambos beide`},
	{true, `only solely merely exclusively just только лишь исключительно единственн* лише тільки тек қана ғана seulement uniquement exclusivement nur solo solamente únicamente
		even даже тіпті même sogar incluso`},
	{true, `always invariably всегда неизменно завжди әрқашан әрдайым үнемі ұдайы toujours immer siempre
		often frequently usually generally regularly normally часто обычно нередко зазвичай жиі әдетте souvent généralement habituellement régulièrement oft häufig
		sometimes occasionally иногда порой изредка інколи кейде анда-санда parfois quelquefois manchmal
		rarely seldom hardly scarcely barely редко едва рідко сирек rarement guère selten
		again repeatedly снова вновь повторно неоднократно қайтадан бірнеше қайта encore nouveau wieder`},
	{true, `must обязан обязана обязано обязаны должен должна должно должны тиіс тиісті міндетті doit doivent devra devront muss müssen debe deben
		shall
		should ought required necessary следует следовало необходимо требуется надо нужно керек қажет nécessaire devrait devraient sollte sollten
		may might can could может могут могла мог могло могли можно вправе може мүмкін peut peuvent pourrait pourraient pouvait pourra pourront kann können darf puede pueden
		will would будет будут sera seront wird werden`},
	{true, `half половина половины половине половину половиной полгода жарты жартысы жартысын moitié demi demie hälfte mitad
		треть трети третью tiers drittel
		quarter четверть четверти ширек ширегі quart
		double twice twofold вдвое дважды doublé double doubler doublement
		dozen dozens десяток десятки десятков десятками ондаған douzaine dizaine dizaines
		hundreds сотня сотни сотен сотнями жүздеген centaine centaines
		triple threefold втрое трижды тройн* triplé tripler`},
	{true, `alleged allegedly purported purportedly reportedly supposedly якобы предполагаемый предполагаемая предполагаемое предполагаемого предполагаемых предположительно болжамды présumé présumée présumés présumées prétendu prétendument mutmaßlich presunto presunta
		probably possibly perhaps likely maybe вероятно возможно наверное ықтимал бәлкім probablement peut-être possiblement vielleicht
		former formerly бывший бывшая бывшего бывшему бывшей бывшие бывших бұрынғы ancien ancienne anciens ehemalig*
		almost nearly почти дерлік presque fast casi
		already уже déjà bereits`},
	{true, `more больше более свыше астам артық plus davantage mehr más більше понад
		less fewer меньше менее moins weniger menos менше
		least minimum минимум кемінде
		maximum максимум`},
	{true, `against против қарсы contre gegen contra проти`},
	{true, `except excluding кроме исключая sauf excepté hormis қоспағанда außer excepto
		including inclusive включая compris есептегенде einschließlich`},
	{false, `from из от
		to into к до в`},
	{false, `before prior before дейін бұрын avant перед
		after following после кейін соң après`},
	{false, `increase* increasing rose rise rises risen grew grow* увелич* вырос* возрос* повыс* рост роста өсті өсуі өскен артты артқан ұлғай* augment* hausse
		decrease* decreasing fell fall fallen declin* dropped drop reduced reduc* сократ* сниз* уменьш* упал* падени* кеміді кемі* азай* төменде* diminu* baiss* recul* réduit*`},
	{false, `guilty convicted виновн* признал* кінәлі coupable*
		innocent acquitted оправдан* оправдал* ақталды innocent* acquitté*`},
	{false, `allow* permit* authoris* authoriz* разреш* рұқсат* autoris* permet*
		forbid* forbade prohibit* banned ban bans запрет* запрещ* тыйым* interdi*`},
	{false, `accept* granted grant given gave provided approved approve upheld uphold удовлетвор* поддержал* одобр* предоставил* қабылда* қанағаттандыр* accept* approuv* accueilli* accordé accordée
		!reject* refus* dismissed dismiss denied deny denies denying отказ* отклон* отверг* rejet* privé privée`},
	{true, `failed fails failing failure
		lack lacks lacked lacking absence отсутствие отсутствия отсутствии manque
		conditional conditionally suspended условно условный условного шартты sursis probation
		absentia заочно заочный сырттай contumace`},
	{false, `working рабочих рабочие рабочего жұмыс ouvrables ouvrés
		calendar календарных календарные календарного күнтізбелік calendaires`},
	{false, `he him himself он il lui
		she herself она elle`},
	{false, `man men male males boys boy father husband мужчин* отец отца муж мужа мальчик* ер ерлер* еркек* hommes père mari garçon garçons
		woman women female females girls girl mother wife женщин* мать матери жена жены девоч* әйел* femme femmes mère épouse fille filles`},
	{false, `north northern север* солтүстік* nord
		south southern юг юга юге южн* оңтүстік* sud
		east eastern восток* восточн* шығыс* est
		west western запад* западн* батыс* ouest`},
	{false, `open opened opens opening открыл* открыт* ашылды ашық ouvert* ouvre
		close closed closes closing закрыл* закрыт* жабылды жабық fermé* ferme`},
	{false, `monday понедельник понедельника дүйсенбі lundi
		tuesday вторник вторника сейсенбі mardi
		wednesday среду сәрсенбі mercredi
		thursday четверг четверга бейсенбі jeudi
		friday пятница пятницу пятницы жұма vendredi
		saturday суббота субботу субботы сенбі samedi
		sunday воскресенье воскресенья жексенбі dimanche`},
	{false, `legal lawful законн* заңды légal légale légales légaux
		criminal уголовн* қылмыстық pénal pénale pénales pénaux
		civil гражданск* азаматтық civil civile
		administrative административн* әкімшілік administratif administrative`},
}

// senseBook answers for whole words and for stems.
type senseBook struct {
	whole map[string]sense
	stems map[string][]senseStem // by their first four bytes
}

type senseStem struct {
	prefix string
	sense
}

var senses = sync.OnceValue(func() *senseBook {
	b := &senseBook{whole: map[string]sense{}, stems: map[string][]senseStem{}}
	meaning := int16(0)
	for kind, list := range senseLists {
		for line := range strings.SplitSeq(list.lines, "\n") {
			meaning++
			line, strict := strings.CutPrefix(strings.TrimSpace(line), "!")
			is := sense{meaning, int16(kind + 1), list.strict || strict}
			for _, w := range strings.Fields(line) {
				if s, ok := strings.CutSuffix(w, "*"); ok && len(s) >= 4 {
					s = lex.Normalise(s)
					b.stems[s[:4]] = append(b.stems[s[:4]], senseStem{s, is})
				} else if w = lex.Normalise(w); b.whole[w].meaning == 0 {
					b.whole[w] = is
				}
			}
		}
	}
	return b
})

func (b *senseBook) of(word string) sense {
	if s, ok := b.whole[word]; ok {
		return s
	}
	if len(word) >= 4 {
		for _, s := range b.stems[word[:4]] {
			if strings.HasPrefix(word, s.prefix) {
				return s.sense
			}
		}
	}
	return sense{}
}

// measures are the names of units that claims do not ask for: each line one.
const measures = `milligram milligramme milligrams milligrammes миллиграмм миллиграмма миллиграммов миллиграмов mg мг
	microgram microgramme micrograms microgrammes микрограмм микрограмма микрограммов μg µg mcg ug мкг
	nanogram nanograms нанограмм нанограмма нанограммов ng нг
	gram gramme grams grammes грамм грамма граммов gr гр
	millimetre millimetres millimeter millimeters millimètre millimètres миллиметр миллиметра миллиметров mm мм
	centimetre centimetres centimeter centimeters centimètre centimètres сантиметр сантиметра сантиметров cm см
	micrometre micrometres микрометр микрометров микрон μm мкм
	millilitre millilitres milliliter milliliters миллилитр миллилитра миллилитров ml мл
	litre litres liter liters литр литра литров l л
	kilowatt kilowatts киловатт киловатта kw квт
	megawatt megawatts мегаватт мегаватта mw мвт
	gigawatt gigawatts гигаватт гигаватта gw гвт
	point points пункт пункта пунктов тармақ pp пп`

var measureBook = sync.OnceValue(func() map[string]uint64 {
	m := map[string]uint64{}
	for i, line := range strings.Split(measures, "\n") {
		for _, w := range strings.Fields(line) {
			m[lex.Normalise(w)] = uint64(i + 1)
		}
	}
	return m
})
