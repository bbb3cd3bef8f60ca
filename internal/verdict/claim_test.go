package verdict

import (
	"strings"
	"testing"
	"time"
)

// Each row is a sentence of a report and the text of a source, mostly in another
// language. want lists the items of the sentence in order: + found, - not.
var claimRows = []struct{ claim, source, want string }{
	// Figures, however they are grouped.
	{"It lists 1,460 names.", "В списке 1 460 имён.", "+1,460"},
	{"It lists 1,460 names.", "Тізімде 1\u00a0460 есім бар.", "+1,460"},
	{"It lists 1,460 names.", "La liste compte 1\u202f460 noms.", "+1,460"},
	{"It lists 1,460 names.", "Es sind 1.460 Namen. Un total de 1'461.", "+1,460"},
	{"It lists 1,460 names.", "Liste: 1'460", "+1,460"},
	{"It lists 1,460 names.", "وتضم القائمة ١٬٤٦٠ اسما", "+1,460"},
	{"It lists 1,460 names.", "सूची में १,४६० नाम हैं", "+1,460"},
	{"The index was 14.6 then.", "شاخص ۱۴٫۶ بود", "+14.6"},
	{"It lists 1460 names.", "The list has 1,460 entries.", "+1460"},
	{"It lists 1,460 names.", "В списке 1 461 имя.", "-1,460"},
	{"It lists 1,460 names.", "В списке 14 600 имён, 146 и 1 46 0.", "-1,460"},
	{"It lists 1,460 names.", "Rises by 1.46 per year.", "-1,460"},
	{"It lists 1,460 names.", "See section 1.4.60 and tel. 8-1460-22, page A1460.", "-1,460"},
	{"Inflation was 14.6 per cent.", "Инфляция составила 14,6 %.", "+14.6 per cent"},
	{"Inflation was 14.6%.", "Инфляция 14,6 пайызға жетті", "+14.6%"},
	{"Inflation was 14.6%.", "L'inflation a atteint 14,6 pour cent.", "+14.6%"},
	{"Inflation was 14.6%.", "Выросло на 14,7 %, всего 14,6 км.", "-14.6%"},
	{"In 45 per cent of cases the limit was exceeded.", "Превышение отмечено 45 раз.", "-45 per cent"},
	{"In 45 per cent of cases the limit was exceeded.", "Превышение в 45 пробах.", "-45 per cent"},
	{"The limit was exceeded in 45 cases.", "Превышение в 45 % проб.", "-45"},
	{"The limit was exceeded 45 times.", "Превышение в 45 % проб.", "-45"},
	{"The limit was exceeded 45 times.", "Превышение отмечено 45 раз.", "+45"},
	{"It costs EUR 8 million.", "Стоимость — 8 млн евро.", "+EUR 8 million"},
	{"It costs EUR 8 million.", "Құны 8 миллион еуро.", "+EUR 8 million"},
	{"It costs EUR 8 million.", "Un budget de 8 millions d'euros.", "+EUR 8 million"},
	{"It costs EUR 8 million.", "A budget of €8,000,000.", "+EUR 8 million"},
	{"It costs EUR 8 million.", "A budget of €8m.", "+EUR 8 million"},
	{"It costs EUR 8 million.", "Стоимость — 8 млн тенге, 8 тыс. евро.", "-EUR 8 million"},
	{"It costs EUR 8 million.", "Un budget de 80 millions d'euros, soit 8 milliards.", "-EUR 8 million"},
	{"It costs EUR 8 million.", "В городе 8 млн человек.", "-EUR 8 million"},
	{"Some 25,000 people came.", "Пришли 25 тыс. человек.", "+25,000"},
	{"Some 25,000 people came.", "25 мың адам келді.", "+25,000"},
	{"Some 25,000 people came.", "Vingt-cinq mille personnes sont venues.", "+25,000"},
	{"Some 25,000 people came.", "Twenty-five thousand people came.", "+25,000"},
	{"Some 25,000 people came.", "Приехали 25 млн человек за 25 лет.", "-25,000"},
	{"Paid 3,200,000 tenge.", "Выплачено 3 млн 200 тыс. тенге.", "+3,200,000 tenge"},
	{"Paid 1.5 billion tenge.", "Выплачено полтора миллиарда тенге.", "+1.5 billion tenge"},

	// Dates and figures of other languages, in the report and in the source.
	{"Das Gericht entschied am 14. März 2024.", "The court ruled on 14 March 2024.", "+14. März 2024"},
	{"Das Gericht entschied am 14. März 2024.", "The court ruled on 14 May 2024, in case C-14.", "-14. März 2024"},
	{"Das Gericht entschied am 14. April 2024.", "El tribunal falló el 14 de abril de 2024.", "+14. April 2024"},
	{"El tribunal falló el 14 de marzo de 2024.", "Суд вынес решение 14 марта 2024 года.", "+14 de marzo de 2024"},
	{"El tribunal falló el 14 de marzo de 2024.", "Das Gericht entschied am 14. Mai 2024.", "-14 de marzo de 2024"},
	{"Il tribunale decise il 3 luglio 2021.", "O tribunal decidiu em 3 de julho de 2021.", "+3 luglio 2021"},
	{"Sąd orzekł 9 października 2023 r.", "Mahkeme 9 Ekim 2023 tarihinde karar verdi.", "+9 października 2023"},
	{"Суд ухвалив рішення 5 травня 2022 року.", "The court ruled on 5 May 2022.", "+5 травня 2022"},
	{"Der Anteil stieg auf 31 Prozent.", "It rose to 31 per cent.", "+31 Prozent"},
	{"Der Anteil stieg auf 31 Prozent.", "Es waren 31 Brücken.", "-31 Prozent"},
	{"Subió al 31 por ciento.", "Es stieg auf 31 %.", "+31 por ciento"},
	{"Der Schaden liegt bei 4,6 Millionen Euro.", "Los daños son de 4,6 millones de euros.", "+4,6 Millionen Euro"},
	{"Der Schaden liegt bei 4,6 Millionen Euro.", "Der Schaden liegt bei 4,6 Milliarden Euro.", "-4,6 Millionen Euro"},
	{"See Article 14. April was dry.", "14 April", "-14"},
	// Each noun of German is large.
	{"Die Kommission hörte am Ende 43 Zeugen, und der Betreiber, den Ingrid Halvorsen vertrat, schwieg.", "43 witnesses; Ingrid Halvorsen", "+43 +Ingrid Halvorsen"},

	// Numbers in words, both ways.
	{"Over fifty people were hurt.", "Пострадали 50 человек.", "+fifty"},
	{"Over fifty people were hurt.", "Зардап шеккендер елу адам.", "+fifty"},
	{"Over fifty people were hurt.", "Пострадали более пятидесяти человек.", "+fifty"},
	{"Over fifty people were hurt.", "Plus de cinquante personnes ont été blessées.", "+fifty"},
	{"Over fifty people were hurt.", "Ему 50 лет. Пострадали 55 человек.", "-fifty"},
	{"The law has 12 parts.", "The law has twelve parts.", "+12"},
	{"The law has 12 parts.", "В законе двенадцать частей.", "+12"},
	{"The law has 12 parts.", "Заң он екі бөлімнен тұрады.", "+12"},
	{"The law has 12 parts.", "Он пришёл, и они ушли в два часа.", "-12"},
	{"Ten of them left.", "Он ушёл с ними.", "-Ten"},
	{"Some two hundred cases are known.", "Известно около двухсот случаев.", "+two hundred"},
	{"Some two hundred cases are known.", "Екі жүз іс белгілі.", "+two hundred"},
	{"Some two hundred cases are known.", "Известны сотни случаев, 2 года и 100 дней.", "-two hundred"},
	{"Quatre-vingt-dix-sept cas.", "97 случаев", "+Quatre-vingt-dix-sept"},
	{"Soixante et onze cas sont connus dans le pays.", "71 случай, 60 и 11.", "+Soixante et onze"},
	{"Hundreds came, dozens stayed, one of them for a first time.", "100 12 1", ""},
	{"The charge was brought at the 15th session.", "на 15-й сессии", "+15th"},
	{"The charge was brought at the fifteenth session.", "15-ші сессияда", "+fifteenth"},
	{"A detention of 10–15 days is foreseen.", "арест на 10-15 суток", "+10 +15"},
	{"From 5 to 8 million euros were spent.", "потрачено 5 миллионов евро, потом 8 миллионов", "+5 +8 million euros"},
	{"A death every 36 hours.", "каждые 36 часов", "+36"},
	{"A death every 36 hours.", "каждые 36 дней", "-36"},
	{"Under Article 274 and part IV of the law.", "по статье 274 УК", "+274"},
	{"Under Article 274 of the law.", "274-бап бойынша", "+274"},
	{"Items 92 and 93 say so.", "92. First.\n93. Second.", "+92 +93"},
	{"The rule was broken seven times.", "7. Fees\nArticle 7 (see paragraphs 6 and 7)\n7-бап, ст. 7, No. 7", "-seven"},
	{"The rule was broken seven times.", "7 fees", "+seven"},
	{"COVID-19 and the G20 are no figures.", "19 20", "-COVID"},

	// Dates.
	{"It was voted on 21 February 2020.", "Принято 21.02.2020.", "+21 February 2020"},
	{"It was voted on February 21, 2020.", "Принято 21 февраля 2020 года.", "+February 21, 2020"},
	{"It was voted on 21 February 2020.", "2020 жылғы 21 ақпанда қабылданды.", "+21 February 2020"},
	{"It was voted on 21 February 2020.", "2020 ж. 21 ақпан", "+21 February 2020"},
	{"It was voted on 21 February 2020.", "adopté le 21 février 2020", "+21 February 2020"},
	{"It was voted on 21 February 2020.", "posted 2020-02-21T10:00", "+21 February 2020"},
	{"It was voted on 21 February 2020.", "posted 02/21/2020", "+21 February 2020"},
	{"It was voted on 3 February 2020.", "posted 02/03/2020", "+3 February 2020"},
	{"It was voted on 3 February 2020.", "posted 03/02/2020", "+3 February 2020"},
	{"It was voted on 21 February 2020.", "Принято 22 февраля 2020 года, 21 марта 2020 года, 21 февраля 2019 года.", "-21 February 2020"},
	{"It was voted on 21 February 2020.", "Опубликовано 3 марта 2020. Принято 21 февраля.", "+21 February 2020"},
	{"It was voted on 21 February 2020.", "Опубликовано 3 марта 2019. Принято 21 февраля.", "-21 February 2020"},
	{"It began on 1 March 2020.", "Depuis le 1er mars 2020", "+1 March 2020"},
	{"It began in September 2019.", "в сентябре 2019 года", "+September 2019"},
	{"It began in September 2019.", "2019 жылдың қыркүйегінде", "+September 2019"},
	{"It began in September 2019.", "2 сентября 2019 г.", "+September 2019"},
	{"It began in September 2019.", "с октября 2019 года, в сентябре 2018 года", "-September 2019"},
	{"It ran between January and June 2019.", "с января по июнь 2019 года", "+January and June 2019 +June 2019"},
	{"It ran between January and June 2019.", "с февраля по июнь 2019 года", "-January and June 2019 +June 2019"},
	{"It ran on 21–23 February 2020.", "21-23 февраля 2020 года", "+21–23 February 2020 +23 February 2020"},
	{"It ended in 2019.", "в 2019 году", "+2019"},
	{"It ended in 2019.", "2019 жылы", "+2019"},
	{"It ended in 2019.", "2 019 человек, 2018 год", "-2019"},
	{"2,019 people came.", "В 2019 году", "-2,019"},
	{"2,019 people came.", "Пришли 2019 человек.", "+2,019"},
	{"21 people came.", "Пришли 21 февраля 2020 года.", "-21"},
	{"On 5 Май 2020 года.", "May 5, 2020", "+5 Май 2020"},
	{"It may march on in May.", "May 2019", ""},

	// Names.
	{"The court heard Maks Bokayev.", "Суд выслушал Макса Бокаева.", "+Maks Bokayev"},
	{"The court heard Maks Bokayev.", "Сот Макс Боқаевты тыңдады.", "+Maks Bokayev"},
	{"The court heard Maks Bokayev.", "Суд выслушал М. Бокаева.", "+Maks Bokayev"},
	{"The court heard Maks Bokayev.", "Суд выслушал, сказала Гульнара Бокаева.", "-Maks Bokayev"},
	{"The court heard Maks Bokayev.", "Суд выслушал Макса Бокенова.", "-Maks Bokayev"},
	{"She asked Yevgeniy Zhovtis.", "Сказал Евгений Жовтис.", "+Yevgeniy Zhovtis"},
	{"She asked Yevgeniy Zhovtis.", "Evgueni Jovtis l'a dit.", "+Yevgeniy Zhovtis"},
	{"He named Dzhakishev.", "Мұхтар Жәкішевке", "+Dzhakishev"},
	{"He named Dzhakishev.", "Мухтара Джакишева", "+Dzhakishev"},
	{"It names Ablyazov and Khrapunov.", "об Аблязове и Храпунову", "+Ablyazov +Khrapunov"},
	{"It names Ablyazov and Khrapunov.", "Ablyazov et Khrapounov", "+Ablyazov +Khrapunov"},
	{"It names Ablyazov and Khrapunov.", "об Аблаеве и Храпове", "-Ablyazov -Khrapunov"},
	{"After the violence in Kordai many fled.", "в Кордайском районе", "+Kordai"},
	{"After the violence in Kordai many fled.", "Қордайдағы оқиға", "+Kordai"},
	{"He told Tokayev's press office.", "пресс-служба Токаева", "+Tokayev"},
	{"Ms Akhmetova's lawyer spoke.", "адвокат Жанары Ахметовой", "+Akhmetova"},
	{"Суд оправдал Токаева.", "The court acquitted Tokayev.", "+Токаева"},
	{"Сот Жовтисті ақтады.", "The court acquitted Mr Zhovtis.", "+Жовтисті"},
	{"Le tribunal a entendu l'avocat d'Ablyazov.", "Адвокат Аблязова выступил.", "+Ablyazov"},

	// Bodies and places.
	{"Experts of the UN and the OSCE came.", "Эксперты ООН и ОБСЕ", "+UN +OSCE"},
	{"Experts of the UN and the OSCE came.", "БҰҰ мен ЕҚЫҰ сарапшылары", "+UN +OSCE"},
	{"Experts of the UN and the OSCE came.", "Les experts de l'ONU et de l’OSCE", "+UN +OSCE"},
	{"Experts of the UN and the OSCE came.", "Les experts un à un", "-UN -OSCE"},
	{"Three NGOs wrote to the European Parliament.", "Три НПО, Европейский парламент", "+Three +NGOs +European Parliament"},
	{"Three NGOs wrote to the European Parliament.", "Үш ҮЕҰ Еуропалық парламентке жазды", "+Three +NGOs +European Parliament"},
	{"Three NGOs wrote to the European Parliament.", "Trois ONG ont écrit au Parlement européen", "+Three +NGOs +European Parliament"},
	{"It wrote to the European Parliament.", "В парламент", "-European Parliament"},
	{"A court in Nur-Sultan, in Kazakhstan.", "суд Астаны, казахстанский", "+Nur-Sultan +Kazakhstan"},
	{"A court in Almaty.", "Алматыдағы сот", "+Almaty"},
	{"A court in Almaty.", "суд в Шымкенте", "-Almaty"},
	{"Le Kazakhstan et la Russie sont liés.", "Қазақстан мен Ресей", "+Kazakhstan +Russie"},
	{"Комитет ООН призвал Казахстан.", "The UN committee called on Kazakhstan", "+ООН +Казахстан"},

	// What is no item.
	{"The Minister of Justice spoke in Court on Monday, Article by Article, before the Government.", "", ""},
	{"The Law on Peaceful Assemblies and the Criminal Code name the Committee on the Application of Standards.", "", ""},
	{"The EU-Kazakhstan Enhanced Partnership and Cooperation Agreement holds.", "ЕС, Казахстан", "+EU +Kazakhstan"},
	{"It is Opinion No. 16/2017 of the group, A/HRC/WGAD/2017/16.", "мнение № 16, 2017 год", "+16 +2017"},
	{"Some 16 of 2,017 are held.", "A/HRC/WGAD/2017/16 and https://a.kz/news/16/2017", "-16 -2,017"},
	{"HOW THE STATE TREATS ITS CRITICS IN 2020", "2020", "+2020"},
	{"“Kazakhstan’s Constitution guarantees it,” said Aiman Umarova of Vlast.kz.", "сказала Айман Умарова", "-Kazakhstan +Aiman Umarova -Vlast"},
	{"Mr. I. Turekhanov, 43, was fined KZT 126,250 (about €300).", "Турехановқа 126 250 теңге айыппұл салынды", "+Turekhanov -43 +KZT 126,250 -€300"},
	{"В марте 2019 года Европарламент принял резолюцию: 525 — за.", "In March 2019 the European Parliament voted (525 for).", "+марте 2019 +Европарламент +525"},
	{"Адам құқықтары жөніндегі комитет 2020 жылы 15 миллион теңге өтемақы төлеуді ұсынды.", "In 2020 the Human Rights Committee proposed KZT 15,000,000.", "+Адам құқықтары жөніндегі комитет +2020 жылы +15 миллион теңге"},
	{"Le Conseil d'État a annulé, le 9 décembre 2016, l'extradition de M. Moukhtar Abliazov.", "Мухтара Аблязова, 09.12.2016", "+9 décembre 2016 +Moukhtar Abliazov"},
	{"Witnesses spoke.", "Witnesses spoke.", ""},
	{"Президент заявил, что Министр юстиции ушёл в отставку.", "", ""},
}

func TestClaims(t *testing.T) {
	for _, row := range claimRows {
		var got []string
		d := Prepare(Page{Kind: "html", Visible: row.source, Main: row.source})
		for _, it := range Claim(row.claim) {
			sign := "-"
			if where, found := d.FindFact(it); found {
				sign = "+"
				if !strings.Contains(strings.Join(strings.Fields(row.source), " "), strings.Join(strings.Fields(where), " ")) {
					t.Errorf("%q: %q stands nowhere in %q", row.claim, where, row.source)
				}
			}
			got = append(got, sign+it.Text)
		}
		if s := strings.Join(got, " "); s != row.want {
			t.Errorf("%q in %q:\n got %s\nwant %s", row.claim, row.source, s, row.want)
		}
	}
}

// A claim that a source makes word for word is found whole, in each language.
func TestClaimInItself(t *testing.T) {
	for _, row := range claimRows {
		for _, text := range []string{row.claim, row.source} {
			d := Prepare(Page{Kind: "html", Visible: text, Main: text})
			for _, it := range Claim(text) {
				if _, found := d.FindFact(it); !found {
					t.Errorf("%q: %s %q is not found in itself", text, it.Kind, it.Text)
				}
			}
		}
	}
}

// The lines of a PDF cut dates, figures and names.
func TestClaimAcrossLines(t *testing.T) {
	text := "Принято 21\nфевраля 2020\nгода, 25\nтыс. человек, Макса\nБокаева"
	d := Prepare(Page{Kind: "pdf", Visible: text, Main: text, Pages: []string{text}})
	for _, it := range Claim("On 21 February 2020 some 25,000 people heard Maks Bokayev.") {
		if _, found := d.FindFact(it); !found {
			t.Errorf("%s %q is not found", it.Kind, it.Text)
		}
	}
}

// A text of 60 KB is read and a claim looked up in it well within 10 ms.
func BenchmarkClaim60KB(b *testing.B) {
	claim := "On 21 February 2020 some 25,000 people heard Maks Bokayev and the UN speak of 14.6 per cent in Almaty, Kordai and Zhanaozen."
	for name, text := range map[string]string{"en": article(1, 60<<10, wordsEN), "ru": article(1, 60<<10, wordsRU), "kk": article(1, 60<<10, wordsKK),
		"table": strings.Repeat("1,234 1.234\t12,5 % 12 Maks 02.03.2019 Бокаева\n", 1200)} {
		p := Page{Kind: "html", Visible: text, Main: text}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				d := Prepare(p)
				for _, it := range Claim(claim) {
					d.FindFact(it)
				}
			}
		})
		b.Run(name+"/again", func(b *testing.B) {
			d := Prepare(p)
			for b.Loop() {
				for _, it := range Claim(claim) {
					d.FindFact(it)
				}
			}
		})
	}
}

// Whatever the sentence and the text: no panic, bounded items, places that are
// in the text.
func FuzzClaim(f *testing.F) {
	for _, row := range claimRows {
		f.Add(row.claim, row.source, false)
	}
	for _, s := range seeds() {
		f.Add(s, s, true)
	}
	f.Fuzz(func(t *testing.T, claim, source string, pdf bool) {
		kind := "html"
		if pdf {
			kind = "pdf"
		}
		started := time.Now()
		d := Prepare(Page{Kind: kind, Visible: source, Main: source})
		items := Claim(claim)
		if len(items) > 100 {
			t.Fatalf("%d items", len(items))
		}
		for _, it := range items {
			if it.Text == "" || it.Kind == "" {
				t.Fatalf("%+v", it)
			}
			if where, found := d.FindFact(it); found && where == "" {
				t.Fatalf("%s %q is found nowhere", it.Kind, it.Text)
			}
		}
		if took := time.Since(started); took > time.Minute {
			t.Fatalf("took %s", took)
		}
	})
}
