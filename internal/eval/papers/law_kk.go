package papers

import (
	"fmt"
	"strings"

	"archiver/internal/eval/set"
)

const (
	quoteTermKK    = "Ұжымдық өтініш тіркелген күннен бастап он бес жұмыс күні ішінде қаралады және бастамашыл топқа дәлелді жауап жіберіледі"
	quoteProtectKK = "Өтінішке қол қойғаны үшін тұрғынды қудалауға, оның еңбек немесе әлеуметтік құқықтарын шектеуге жол берілмейді"
	quotePublicKK  = "Тыңдаудың хаттамасы мен бейнежазбасы үш жыл бойы әкімдіктің интернет-ресурсында еркін қолжетімді болады"
)

func lawKK() paper {
	titles := []string{
		"Тыңдауға шығарылатын мәселелер", "Бастамашыл топтың құқықтары", "Бастамашыл топтың міндеттері", "Тыңдауды өткізу орны мен уақыты",
		"Хабарландыру", "Тыңдауға қатысушылар", "Төраға және хатшы", "Сөйлеу тәртібі", "Ұсыныстарды тіркеу", "Қорытынды құжат",
		"Қол жинау", "Электрондық қолтаңба", "Қолтаңбаларды тексеру", "Өтінішті қайтару негіздері", "Кеңестің жұмысы", "Сараптама",
	}
	fill := lawPhrasesKK.paragraphs(271, 2*len(titles), 2)
	d := paper{lang: "kk", title: "Қоғамдық тыңдаулар және тұрғындардың ұжымдық өтініштері туралы"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЗАҢЫ"),
		mid("Қоғамдық тыңдаулар және тұрғындардың ұжымдық өтініштері туралы"),
		p("2019 жылғы 14 қараша, № 971-VI"),
		h("1-тарау. Жалпы ережелер"),
		h("1-бап. Негізгі ұғымдар"),
		p("Осы Заңда мынадай негізгі ұғымдар пайдаланылады:"),
		num("1)", "қоғамдық тыңдау – тұрғындардың мүддесін қозғайтын шешім жобасын ашық талқылау;"),
		num("2)", "ұжымдық өтініш – кемінде елу тұрғынның қолы қойылған жазбаша немесе электрондық талап;"),
		num("3)", "бастамашыл топ – ұжымдық өтінішті дайындайтын, құрамында кемінде үш адам бар топ."),
		h("2-бап. Заңнама"),
		p("Қоғамдық тыңдаулар туралы заңнама Қазақстан Республикасының Конституциясына негізделеді, осы Заңнан және өзге де нормативтік құқықтық актілерден тұрады."),
		h("3-бап. Қағидаттар"),
		p("Тыңдаулар ашықтық, еріктілік және тең құқықтылық қағидаттары негізінде өткізіледі. "+quoteProtectKK+"."),
		h("2-тарау. Тәртіп"),
	)
	for i, t := range titles {
		add(h(fmt.Sprintf("%d-бап. %s", 4+i, t)), num("1.", fill[2*i]), num("2.", fill[2*i+1]))
		switch i {
		case 6:
			add(num("3.", quoteTermKK+". Бұл мерзім бір рет, бірақ он жұмыс күнінен асырылмай ұзартылуы мүмкін."))
		case 9:
			add(num("3.", quotePublicKK+"."))
		case 12:
			add(num("3.", "Қолтаңбаларды тексеру кезінде тұрғыннан оның жұмыс орны туралы мәлімет талап етуге рұқсат етілмейді."),
				num("4.", "Жарамсыз қолтаңбалардың үлесі 10 пайыздан асқан жағдайда өтініш қайтарылады."))
		}
	}
	add(
		h("3-тарау. Қорытынды ережелер"),
		h("20-бап. Жауаптылық"),
		p("Осы Заңның талаптарын бұзған лауазымды адамға жиырма айлық есептік көрсеткіш мөлшерінде айыппұл салынады."),
		h("21-бап. Қолданысқа енгізілу тәртібі"),
		p("Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік алпыс күн өткен соң қолданысқа енгізіледі."),
		p("Қазақстан Республикасының Президенті"),
		p("Нұр-Сұлтан, Ақорда, 2019 жылғы 14 қараша, № 971-VI"),
	)
	return d
}

var lawPhrasesKK = phrasebook{
	sentences: []string{
		"{organ} тыңдау өтетін күнге дейін кемінде {5-20} жұмыс күні бұрын {place} хабарландыру орналастырады.",
		"Тыңдауға қатысушылардың тізімі {2-4} дана етіп жасалады және {organloc} {3-10} жыл сақталады.",
		"Хаттамаға төраға мен хатшы {2-5} күн ішінде қол қояды, ал оның көшірмесі {place} жарияланады.",
		"Жоба бойынша ұсыныстар {place} жарияланған күннен бастап {10-30} күн бойы қабылданады.",
		"{organ} келіп түскен әрбір ұсынысты {2-7} жұмыс күні ішінде тіркеп, оған жеке нөмір береді.",
		"Бір қатысушының сөзі {5-15} минуттан, қайталап сөйлеуі {2-4} минуттан аспауға тиіс.",
		"Тыңдау {8-9}.30-дан ерте басталмайды және {18-21}.00-ден кеш аяқталмайды.",
		"Тұрғын үйлерден {200-900} метрден жақын орналасатын нысандардың жобалары міндетті түрде тыңдауға шығарылады.",
		"Қолтаңба парағы {organnom} бекіткен нысан бойынша толтырылып, {3-9}-қосымшаға сәйкес тігіледі.",
		"Бастамашыл топ {organ2} өтініш беріп, залды {3-6} сағатқа тегін пайдалануға құқылы.",
		"Сараптама {10-25} жұмыс күні ішінде жүргізіледі, оның шығыны {organ2} бөлінген қаражаттан өтеледі.",
		"Кемшіліктер анықталса, өтініш {2-8} күн ішінде себебі көрсетіліп, толықтыруға қайтарылады.",
		"Кеңес тоқсанына кемінде {2-3} рет жиналады, ал оның құрамына {5-15} адам кіреді.",
		"Қатысушылар саны {100-600} адамнан асқан кезде тыңдау {hall} экран арқылы тікелей көрсетіледі.",
		"Электрондық өтініш {30-90} күн бойы ашық тұрады, осы мерзімде қол қойғандардың саны күн сайын жаңартылады.",
		"{organ} қорытынды құжатты {5-15} күн ішінде қабылдайды әрі оны {place} орналастырады.",
		"Күндізгі уақытта жұмыс істейтін тұрғындар үшін тыңдау {2-3} бөлікке бөлініп өткізілуі мүмкін.",
		"Осы баптың талабы халқының саны {300-900} адамнан кем елді мекендерге қолданылмайды.",
	},
	slots: map[string][]string{
		"organ":    {"Жергілікті атқарушы орган", "Уәкілетті орган", "Аудан әкімінің аппараты", "Мәслихат хатшысы"},
		"organ2":   {"уәкілетті органға", "мәслихатқа", "әкім аппаратына"},
		"organloc": {"уәкілетті органда", "мәслихатта", "әкім аппаратында"},
		"organnom": {"уәкілетті орган", "мәслихат", "әкім аппараты"},
		"hall":     {"көрші залда", "мектеп ғимаратында", "орталық алаңда"},
		"place":    {"ресми интернет-ресурста", "жергілікті газетте", "үйлердің кіреберісінде", "көпшілікке арналған тақтада"},
	},
}

func lawShelfKK() *shelf {
	d := lawKK()
	official := look{
		size: 12, margin: 88, font: composite, justify: true, hyphen: '-', header: [2]string{"2019 жылғы 14 қараша № 971-VI", "Қоғамдық тыңдаулар туралы"},
		footer: [2]string{"%p", "%p"}, stamp: "Жүктелген күні: 12.02.2021. НҚА ақпараттық жүйесі", producer: "Aspose.Words for Java 19.5", created: "D:20210212070000Z", id: "zan",
	}
	file := pdfFile(d.PDF(official), "Content-Disposition", `attachment; filename="Z1900000971.12-02-2021.kaz.pdf"`)
	s := &shelf{
		site: "papers-law-kk", path: "/kaz/docs/Z1900000971/download/pdf",
		before: file, was: d.words(),
		portal: portal{
			lang: "kk", name: "Нормативтік құқықтық актілердің ақпараттық жүйесі", about: "Құқықтық актілердің ресми мәтіндері", skin: "bitrix",
			menu: []string{"Құжаттарды іздеу", "Жаңа түсімдер", "Кодекстер", "Жоба туралы", "Байланыс"}, links: []string{"/kaz/search/", "/kaz/new/", "/kaz/codes/", "/kaz/about/", "/kaz/contacts/"},
			search: "Іздеу", cookies: "Сайт cookie файлдарын пайдаланады.|Келісемін", foot: []string{"© 2012–2021. Әділет саласындағы ақпарат орталығы", "Қолдау қызметі: 8 (7172) 00-11-22"},
			news: []string{"11.02.2021: Өзгерістер енгізілген кодекстер", "05.02.2021: Іздеу жүйесі жаңартылды", "29.01.2021: Техникалық жұмыстар туралы"},
			lost: [2]string{"Бет табылмады", "<h1>404. Бет табылмады</h1>\n<p>Сіз іздеген бет жойылған немесе оның мекенжайы өзгерген. <a href=\"/\">Басты бетке оралу</a></p>"},
		},
	}

	later := official
	later.stamp, later.id, later.created, later.order = "Жүктелген күні: 30.11.2022. НҚА ақпараттық жүйесі", "zan 2", "D:20221130111200Z", stirred
	later.hyphen, later.margin, later.breakIn = 0, 70, quotePublicKK
	s.add("noise-made-anew-on-each-download", pdfFile(d.PDF(later), "Content-Disposition", `attachment; filename="Z1900000971.30-11-2022.kaz.pdf"`), d.words(), "ok/*").
		quote(quoteTermKK, "verbatim").quote(quotePublicKK, "verbatim").
		note("The system makes the file at each request: day of the download, margins and division of words differ.")

	latin := d.clone()
	latin.each(func(t *string) { *t = strings.ReplaceAll(*t, "і", "i") })
	lookalike := later
	lookalike.id, lookalike.words = "lookalike", asKerned
	s.add("noise-latin-letter-that-looks-the-same", pdfFile(latin.PDF(lookalike)), d.words(), "ok/*").
		quote(quotePublicKK, "verbatim", "edited").
		note("Older converters write the Kazakh і with the Latin letter; no reader sees a difference.")

	added := d.after("Осы Заңның талаптарын бұзған",
		h("20-1-бап. Тыңдауды кейінге қалдыру"),
		p("Төтенше жағдай енгізілген аумақта тыңдау оның қолданысы тоқтағанға дейін кейінге қалдырылады. Кейінге қалдыру туралы шешім бір тәулік ішінде жарияланады және оған сотқа шағым жасалуы мүмкін."))
	s.add("edit-article-put-in", pdfFile(added.PDF(official)), added.words(), "changed/edited").
		quote(quoteTermKK, "verbatim").quote(quoteProtectKK, "verbatim")

	permitted := d.with("мәлімет талап етуге рұқсат етілмейді", "мәлімет талап етуге рұқсат етіледі")
	s.add("edit-negation-within-a-verb", pdfFile(permitted.PDF(official)), permitted.words(), "changed/edited").
		quote(quoteProtectKK, "verbatim").
		note("In Kazakh the negation is three letters inside the word.")

	allowed := d.with("құқықтарын шектеуге жол берілмейді", "құқықтарын шектеуге жол беріледі")
	s.add("quote-negation-within-a-verb", pdfFile(allowed.PDF(official)), allowed.words(), "changed/quote-lost").
		quote(quoteProtectKK, "unclear", "gone").quote(quoteTermKK, "verbatim")

	month := d.with("он бес жұмыс күні ішінде қаралады", "отыз жұмыс күні ішінде қаралады")
	s.add("quote-number-in-words-changed", pdfFile(month.PDF(later)), month.words(), "changed/quote-lost").
		quote(quoteTermKK, "unclear", "gone").
		note("Fifteen days became thirty; the numbers are written out.")

	s.add("dead-redirected-to-the-front-page", redirect(302, "/"), "", "dead/redirected-home", "dead/soft-404").
		quote(quoteTermKK, "gone")

	s.add("moved-to-the-new-interface", redirect(301, "/kk/document/Z1900000971/pdf"), d.words(), "moved/redirect").
		at("/kk/document/Z1900000971/pdf", pdfFile(d.PDF(later))).
		quote(quoteProtectKK, "verbatim")

	s.add("type-notice-of-repeal-as-a-page", htmlPage(s.portal.page("Құжат", `<h1>Құжаттың күші жойылған</h1>
<p>«Қоғамдық тыңдаулар және тұрғындардың ұжымдық өтініштері туралы» 2019 жылғы 14 қарашадағы № 971-VI Заң 2022 жылғы 1 қыркүйектен бастап күшін жойды.</p>
<p>Оның орнына қолданылатын акт: «Жергілікті өзін-өзі басқару туралы» Заңның 6-тарауы. Өтпелі ережелер бойынша 2022 жылғы 1 қыркүйекке дейін тіркелген өтініштер бұрынғы тәртіппен аяқталады.</p>
<table class="attrs"><tr><td>Мәртебесі</td><td>Күші жойылған</td></tr><tr><td>Тіркеу нөмірі</td><td>971-VI</td></tr><tr><td>Өзгерген күні</td><td>01.09.2022</td></tr></table>`)), "", "changed/type", "changed/quote-lost").
		quote(quoteTermKK, "gone").
		note("A web page that tells of the repeal stands where the law's text was.")

	s.add("wall-sign-in-first", htmlPage(s.portal.page("Жүйеге кіру", `<h1>Жүйеге кіру</h1>
<p>Құжатты жүктеп алу үшін жеке кабинетке кіріңіз немесе тіркеліңіз.</p>
<form action="/kaz/auth/" method="post"><input type="hidden" name="backurl" value="{{path}}"><label>Логин <input type="text" name="USER_LOGIN"></label><label>Құпиясөз <input type="password" name="USER_PASSWORD" autocomplete="off"></label><button type="submit">Кіру</button> <a href="/kaz/auth/?register=yes">Тіркелу</a> <a href="/kaz/auth/?forgot=yes">Құпиясөзді ұмыттыңыз ба?</a></form>
<p>ЭЦҚ арқылы кіру <button type="button" onclick="ncalayer.sign()">Кілтті таңдау</button></p>`)), "", "blocked/login-wall").
		quote(quoteTermKK, "gone", "unclear")

	s.add("dead-404-in-kazakh", set.Answer{Status: 404, Body: s.portal.page(s.portal.lost[0], s.portal.lost[1])}, "", "dead/http-404").
		quote(quoteProtectKK, "gone")
	return s
}
