package meaning

import (
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// known is what the claims' tables say of a word.
type known struct {
	month     int8
	large     bool // an English month: it has a large letter, and stands before the day too
	doubtful  bool // a month only beside a figure
	numeral   uint8
	value     int16  // of a numeral
	lang      string // whose numeral it is
	spoken    string // the only language in which the numeral or the unit is one; "": any
	magnitude int8   // thousand: 3
	gluedOnly bool   // a magnitude only right behind a figure: 5k
	unit      unit
	gluedUnit bool // a unit only near a figure: 5 m

	ending     bool // of an ordinal or a case, written to a figure
	joins      bool // two figures: to, and
	and        bool // within a number in words
	of         bool
	per, cent  bool // the two words of per cent
	prefix     bool // mid-2019
	beforeYear bool
	section    bool // Article 274
	sectionDot bool // No. 7
	title      bool
	generic    bool // no name, though written large
	country    bool // before a currency sign: US$

	names []pattern // that begin with it
}

var unknown known

// isNumeral tells whether a word is a number and hardly anything else.
func (k *known) isNumeral() bool { return k != nil && k.numeral != 0 && k.spoken == "" && k.value > 1 }

type wordPattern struct {
	text string
	stem bool
}

func (w wordPattern) fits(s string) bool {
	return s == w.text || w.stem && strings.HasPrefix(s, w.text)
}

// pattern is a name of an entity after its first word.
type pattern struct {
	rest   []wordPattern
	entity entity
	large  bool // the first word needs a large letter: Turkey
}

// wordBook answers for whole words and for stems.
type wordBook struct {
	whole    map[string]*known
	stems    map[string][]stemKnown // by their first four bytes
	acronyms map[string][]entity    // in large letters alone
}

type stemKnown struct {
	prefix string
	known  *known
}

func (t *wordBook) of(w []byte) *known {
	k := t.whole[string(w)]
	if len(w) < 4 {
		return k
	}
	for _, s := range t.stems[string(w[:4])] {
		if len(w) < len(s.prefix) || string(w[:len(s.prefix)]) != s.prefix {
			continue
		}
		if k == nil {
			k = s.known
			continue
		}
		both := *k
		both.take(s.known)
		k = &both
	}
	return k
}

// take adds what o says to k, which goes before.
func (k *known) take(o *known) {
	if k.month == 0 {
		k.month, k.large, k.doubtful = o.month, o.large, o.doubtful
	}
	if k.numeral == 0 && o.numeral != 0 {
		k.numeral, k.value, k.lang = o.numeral, o.value, o.lang
		if k.spoken == "" {
			k.spoken = o.spoken
		}
	}
	if k.magnitude == 0 {
		k.magnitude, k.gluedOnly = o.magnitude, o.gluedOnly
	}
	if k.unit == 0 && o.unit != 0 {
		k.unit, k.gluedUnit = o.unit, o.gluedUnit
		if k.spoken == "" {
			k.spoken = o.spoken
		}
	}
	for _, f := range []struct{ a, b *bool }{{&k.ending, &o.ending}, {&k.joins, &o.joins}, {&k.and, &o.and}, {&k.of, &o.of}, {&k.per, &o.per},
		{&k.cent, &o.cent}, {&k.prefix, &o.prefix}, {&k.beforeYear, &o.beforeYear}, {&k.section, &o.section}, {&k.sectionDot, &o.sectionDot}, {&k.title, &o.title}, {&k.generic, &o.generic}, {&k.country, &o.country}} {
		*f.a = *f.a || *f.b
	}
	k.names = append(k.names[:len(k.names):len(k.names)], o.names...)
}

// put says something of the words of a list. A star ends a stem.
func (t *wordBook) put(words string, say func(k *known)) {
	for _, w := range strings.Fields(words) {
		say(t.entry(w))
	}
}

func (t *wordBook) entry(w string) *known {
	stem := strings.HasSuffix(w, "*")
	w = strings.TrimSuffix(w, "*")
	if n := lex.Normalise(w); n != "" {
		w = n
	}
	if !stem || len(w) < 4 {
		if t.whole[w] == nil {
			t.whole[w] = &known{}
		}
		return t.whole[w]
	}
	for _, s := range t.stems[w[:4]] {
		if s.prefix == w {
			return s.known
		}
	}
	k := &known{}
	t.stems[w[:4]] = append(t.stems[w[:4]], stemKnown{w, k})
	return k
}

var knowledge = sync.OnceValue(func() *wordBook {
	t := &wordBook{whole: map[string]*known{}, stems: map[string][]stemKnown{}, acronyms: map[string][]entity{}}
	for i, words := range months {
		names := strings.Split(words, "|")
		t.put(names[0], func(k *known) { k.month, k.large = int8(i+1), true })
		t.put(names[1], func(k *known) { k.month = int8(i + 1) })
		t.put(names[2], func(k *known) { k.month, k.doubtful = int8(i+1), true })
	}
	t.put("may march mars mai қазан* маусым*", func(k *known) { k.doubtful = true })
	for lang, list := range map[string]string{"en": numeralsEN, "ru": numeralsRU, "kk": numeralsKK, "fr": numeralsFR} {
		for i, words := range strings.Split(list, "|") {
			t.put(words, func(k *known) {
				if k.numeral == 0 || lang != "fr" { // six is English too
					k.numeral, k.value, k.lang = numUnit, tens(i+1), lang
				}
			})
		}
	}
	t.put("он", func(k *known) { k.spoken = "kk" })          // else he
	t.put("un une sept", func(k *known) { k.spoken = "fr" }) // else the UN, September
	for i, words := range strings.Split(ordinals, "|") {
		t.put(words, func(k *known) { k.numeral, k.value = numOrdinal, int16(i+1) })
	}
	for i, stem := range strings.Fields(ordinalStemsRU) {
		ends := "ый ий ой ая ое ого ому ом ым ую ые ых ыми"
		if i+1 == 3 {
			ends = "ий ья ье ьего ьему ьем ьим ью ьи ьих ьими ьей" // третий
		}
		for _, e := range strings.Fields(ends) {
			t.put(stem+e, func(k *known) { k.numeral, k.value = numOrdinal, tens(i+1) })
		}
	}
	for i, words := range strings.Split(ordinalTens, "|") {
		t.put(words, func(k *known) { k.numeral, k.value = numOrdinal, int16(i+2)*10 })
	}
	t.put("сотый сотая сотое сотого сотой сотую hundredth centième жүзінші", func(k *known) { k.numeral, k.value = numOrdinal, 100 })
	for i, words := range strings.Split(numeralsKK, "|") {
		for _, w := range strings.Fields(words) {
			for _, e := range strings.Fields("нің ның дің дың тің тың ге ға ке қа ні ны ді ды ті ты де да те та ден дан тен тан нен нан мен бен пен інің уі еуі ауы еуін ауын еуінің ауының еудің аудың") {
				if w+e == "онда" || w+e == "онды" || w+e == "оны" || w+e == "бесті" {
					continue // there; it
				}
				t.put(w+e, func(k *known) {
					if k.numeral == 0 {
						k.numeral, k.value, k.lang = numUnit, tens(i+1), "kk"
					}
				})
			}
		}
	}
	hundred := func(words, lang, spoken string) {
		t.put(words, func(k *known) { k.numeral, k.value, k.lang, k.spoken = numHundred, 100, lang, spoken })
	}
	hundred("hundred", "en", "")
	hundred("cent cents", "fr", "fr")
	hundred("жүз", "kk", "")
	for i, words := range strings.Split("сто ста|двести двухсот двумстам двумястами|триста трехсот|четыреста четырехсот|пятьсот пятисот|шестьсот шестисот|семьсот семисот|восемьсот восьмисот|девятьсот девятисот", "|") {
		t.put(words, func(k *known) { k.numeral, k.value, k.lang = numHundreds, int16(i+1)*100, "ru" })
	}
	t.put("mille", func(k *known) { k.numeral, k.value, k.lang, k.spoken = numHundreds, 1000, "fr", "fr" })
	t.put("полтора полторы полутора", func(k *known) { k.numeral, k.value, k.lang = numHalf, 1, "ru" })
	for e, words := range map[int8]string{
		3: "thousand thousands тысяч тысяча тысячи тысячу тысячам тысячами тысячах тыс мың мыңнан мыңға mille milliers millier tausend tysięcy tysiące тисяч тисячі",
		6: "million millions mln млн миллион* миллионн* millionen mio millón millones milioni milione milhões milhão milionów miliony milyon* мільйон* мільён* milionu مليون",
		9: "billion billions bn mlrd milliard milliards млрд миллиард* milliarden milliarde mrd miliardi miliardo miliardów miliardy milyar* мільярд* mld مليار",
	} {
		t.put(words, func(k *known) { k.magnitude = e })
	}
	t.put("trillion trillions трлн триллион*", func(k *known) { k.magnitude = 12 })
	t.put("k", func(k *known) { k.magnitude, k.gluedOnly = 3, true })
	t.put("m", func(k *known) { k.magnitude, k.gluedOnly = 6, true })
	for u, words := range units {
		t.put(words, func(k *known) { k.unit = u })
	}
	t.put("m м", func(k *known) { k.unit, k.gluedUnit = unitMetre, true })
	t.put("an ans", func(k *known) { k.unit, k.spoken = unitYear, "fr" })
	t.put("ж жж", func(k *known) { k.unit = unitYear })
	t.put("ай айға айда айдың айдан айлық айды", func(k *known) { k.unit, k.spoken = unitMonth, "kk" })
	t.put("st nd rd th er re e ème ère eme s й го е я му ого ая ой ые ых х м мм ти ми ші шы інші ыншы нші ншы ға ге де да ден дан тен тан нен нан нің ның дің дың тің тың ке қа те та і ы сі сы лық лік дық дік тық тік",
		func(k *known) { k.ending = true })
	t.put("and to or и до или по et à ou au және мен бен пен", func(k *known) { k.joins = true })
	t.put("and et", func(k *known) { k.and = true })
	t.put("of de d du des di del dos das из месяц месяца айы", func(k *known) { k.of = true })
	t.put("per pour por", func(k *known) { k.per = true })
	t.put("cent cento ciento", func(k *known) { k.cent = true })
	t.put("mid early late pre post end начало конец", func(k *known) { k.prefix = true })
	t.put("in since by until till of from before after during through to for в до с со к от после перед около за на и en depuis de avant après dès vers d et and",
		func(k *known) { k.beforeYear = true })
	t.put("us u s a au ca nz hk", func(k *known) { k.country = true })
	t.put(sections, func(k *known) { k.section = true })
	t.put("no nos n", func(k *known) { k.sectionDot = true })
	t.put(titles, func(k *known) { k.title, k.generic = true, true })
	t.put(genericWords, func(k *known) { k.generic = true })
	for i, row := range entityTable {
		for _, name := range strings.Split(row, ";") {
			t.name(strings.TrimSpace(name), entity(i+1))
		}
	}
	return t
})

// tens is the value at a place of a list of numerals: after nineteen come the
// tens.
func tens(place int) int16 {
	if place > 19 {
		return int16(place-18) * 10
	}
	return int16(place)
}

// name adds a name of an entity. One word in large letters is an acronym, which
// counts only in large letters. A tilde marks one that may be written small.
func (t *wordBook) name(name string, e entity) {
	if acronym(name) != "" {
		t.acronyms[name] = append(t.acronyms[name], e)
		return
	}
	name, small := strings.CutPrefix(name, "~")
	words := strings.Fields(strings.ReplaceAll(name, "'", " "))
	p := pattern{entity: e, large: !small && !cyrillicWord(name)}
	for _, w := range words[1:] {
		text, stem := strings.CutSuffix(w, "*")
		p.rest = append(p.rest, wordPattern{lex.Normalise(text), stem})
	}
	k := t.entry(words[0])
	k.names = append(k.names, p)
}
