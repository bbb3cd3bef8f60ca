package meaning

// The tables of the claims' check, in English, Russian, Kazakh and French, and of other
// languages what dates and figures need. Words are normalised as tokens are; a star ends a
// stem.

// months: before the bar the English names, which need a large letter; behind the second
// one those of other languages, many of which are other words too: a figure must stand
// beside them. Next to German, Spanish, Italian, Portuguese, Polish, Czech, Turkish, Dutch,
// Swedish, Romanian, Serbian, Ukrainian, Belarusian, Azerbaijani and Arabic.
var months = [12]string{
	"January Jan|январ* янв қаңтар* janvier janv|januar* enero gennaio janeiro stycznia ledna ocak ianuarie јануар* січня студзеня yanvar* يناير",
	"February Feb|феврал* фев ақпан* février fevrier févr|februar* febrero febbraio fevereiro lutego února şubat februarie фебруар* лютого лютага fevral* فبراير",
	"March Mar|март марта марте марту мартом наурыз* mars|märz maerz marzo março marca března mart maart martie березня сакавіка مارس",
	"April Apr|апрел* апр сәуір* avril avr|abril aprile kwietnia dubna nisan aprilie април* квітня красавіка aprel* أبريل",
	"May|май мая мае маю маем мамыр* mai|mayo maggio maio maja května mayıs mei maj травня مايو",
	"June Jun|июн* маусым* juin|juni junio giugno junho czerwca června haziran iunie јун* червня чэрвеня iyun* يونيو",
	"July Jul|июл* шілде* juillet juil|juli julio luglio julho lipca července temmuz iulie јул* липня ліпеня iyul* يوليو",
	"August Aug|август* авг тамыз* août aout|agosto sierpnia srpna ağustos augustus augusti серпня жніўня avqust* أغسطس",
	"September Sep Sept|сентябр* сент сен қыркүйек* қыркүйег* septembre|septiembre settembre setembro września září eylül septembrie септембар* септембр* вересня верасня sentyabr* سبتمبر",
	"October Oct|октябр* окт қазан* octobre|oktober octubre ottobre outubro października října ekim octombrie октобар* октобр* жовтня кастрычніка oktyabr* أكتوبر",
	"November Nov|ноябр* нояб қараша* novembre|noviembre novembro listopada listopadu kasım noiembrie новембар* новембр* noyabr* نوفمبر",
	"December Dec|декабр* дек желтоқсан* décembre decembre déc|dezember diciembre dicembre dezembro grudnia prosince aralık decembrie децембар* децембр* грудня снежня dekabr* ديسمبر",
}

// Numerals: 1 to 19, then the tens from 20. Семью is left out: it is a family too.
const (
	numeralsEN = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|
		twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety`
	numeralsRU = `один одна одно одного одной одному одну|два две двух двум двумя двое двоих|три трех трем тремя трое троих|четыре четырех четырем четырьмя четверо четверых|
		пять пяти пятью пятеро пятерых|шесть шести шестью шестеро шестерых|семь семи семеро семерых|восемь восьми восемью восемью|девять девяти девятью|десять десяти десятью|
		одиннадцать одиннадцати|двенадцать двенадцати двенадцатью|тринадцать тринадцати|четырнадцать четырнадцати|пятнадцать пятнадцати|шестнадцать шестнадцати|семнадцать семнадцати|восемнадцать восемнадцати|девятнадцать девятнадцати|
		двадцать двадцати двадцатью|тридцать тридцати тридцатью|сорок сорока|пятьдесят пятидесяти|шестьдесят шестидесяти|семьдесят семидесяти|восемьдесят восьмидесяти|девяносто девяноста`
	numeralsKK = `бір|екі екеу екеуі екіге|үш үшеу үшеуі|төрт төртеу|бес бесеу|алты алтау|жеті жетеу|сегіз|тоғыз|он оннан онға|||||||||
		|жиырма жиырмадан жиырмаға|отыз отыздан|қырық қырықтан|елу елуден|алпыс алпыстан|жетпіс жетпістен|сексен|тоқсан`
	numeralsFR = `un une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|||
		|vingt vingts|trente|quarante|cinquante|soixante|||`

	ordinals = `first premier première бірінші|second deuxième екінші|third troisième үшінші|fourth quatrième төртінші|fifth cinquième бесінші|sixth sixième алтыншы|
		seventh septième жетінші|eighth huitième сегізінші|ninth neuvième тоғызыншы|tenth dixième оныншы|eleventh onzième|twelfth douzième|thirteenth treizième|
		fourteenth quatorzième|fifteenth quinzième|sixteenth seizième|seventeenth|eighteenth|nineteenth|twentieth vingtième жиырмасыншы`
	ordinalStemsRU = `перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност`
	ordinalTens    = `twentieth vingtième жиырмасыншы|thirtieth trentième отызыншы|fortieth quarantième қырқыншы|fiftieth cinquantième елуінші|sixtieth soixantième алпысыншы|seventieth жетпісінші|eightieth сексенінші|ninetieth тоқсаныншы`
)

var units = map[unit]string{
	unitPercent:   "% percent percentage процент* пайыз* проц pourcent prozent* procent* yüzde відсот* працэнт* faiz",
	unitEUR:       "€ eur euro euros евро еуро євро avro يورو",
	unitUSD:       "$ usd dollar dollars доллар* долл dólar* dollari dolar* долар* دولار",
	unitRUB:       "₽ rub ruble rubles rouble roubles руб рубл*",
	unitKZT:       "₸ kzt tenge tenges тенге теңге* тг",
	unitGBP:       "£ gbp фунт* sterling",
	unitCHF:       "chf francs франк*",
	unitSecond:    "seconds секунд* secondes",
	unitMinute:    "minute minutes min мин минут*",
	unitHour:      "hour hours час часа часов часам часовой часового часового часовую сағат* heure heures",
	unitDay:       "day days день дня дней дни дням днями дневн* сутки суток суткам күн* jour jours journée journées",
	unitWeek:      "week weeks недел* апта* semaine semaines",
	unitMonth:     "month months месяц* месячн* mois",
	unitYear:      "year years год года году годов годом годы лет летн* г гг жыл* année années jahr jahre jahren año años anno anni anos lat roku yıl* року роки років",
	unitKilometre: "km км kilometre* kilomètre* kilometer* километр* шақырым*",
	unitMetre:     "metre metres meter meters метр* mètre mètres",
	unitHectare:   "ha га hectare* гектар*",
	unitKilogram:  "kg кг kilogram* килограмм* kilo kilos",
	unitTonne:     "tonne tonnes ton tons тонн* tonnen toneladas tonnellate",
	unitPeople:    "people person persons personen menschen personas persone pessoas osób kişi осіб individuals человек человека людей люди людям чел лиц лица адам адамды адамның адамға адамнан адамдар* кісі* personne personnes",
	unitTimes:     "times раз раза рет fois",
}

const titles = `ombudsman ombudswoman mr mrs ms miss dr prof professor sir lord judge minister president chairman chairwoman chairperson ambassador senator general colonel captain deputy secretary
	lawyer activist journalist reporter blogger director commissioner rapporteur prosecutor advocate attorney spokesman spokeswoman spokesperson leader governor mayor akim king queen pope
	г гн гжа господин госпожа президент* министр* премьер* депутат* сенатор* судья судьи адвокат* журналист* активист* блогер* глава директор* аким посол генерал* полковник* прокурор* председател*
	мырза ханым президент* министр* депутат* сот әкім* қорғаушы* адвокат* белсенді*
	m mm mme mlle maître président présidente ministre député députée sénateur avocat avocate juge journaliste ambassadeur ambassadrice directeur directrice procureur`

// sections stand before the number of a place in a document; in Kazakh behind it.
const sections = `article articles art arts paragraph paragraphs para paras section sections item items clause clauses rule rules chapter annex appendix page pages pp point points note footnote part volume step figure table
	статья статьи статье статью статьей статьям статьях ст пункт* подпункт* п пп параграф* раздел* главе главы глава стр страниц* часть части частью ч приложени*
	бап* баб* тармақ* тармағ* тармағының бөлім* бет бетте
	paragraphe paragraphes alinéa alinéas chapitre annexe`

// genericWords are written large without being a name, or are names in each
// language anew: bodies, documents, common words at a sentence's start.
const genericWords = `i article articles paragraph paragraphs section sections item items chapter part annex appendix page pages volume session note footnote rule rules clause point points figure table
	law laws code act bill decree resolution resolutions recommendation declaration decision opinion opinions report reports constitution covenant convention treaty agreement charter protocol directive regulation strategy programme program plan project
	court courts government governments parliament parliamentary congress senate house assembly council commission committee ministry department office agency authority authorities administration delegation embassy mission bureau service services police prosecutor's
	republic state states union federation federal region regional district city town village oblast province international national european central supreme constitutional general human rights right freedom justice affairs foreign internal interior health education
	group working panel party parties movement association organisation organization foundation fund institute university school academy centre center company bank corporation press news radio television channel newspaper agency times review journal university hospital prison colony street avenue
	high special independent public civil political social economic cultural security defence defense peace development cooperation secretary-general executive board chamber league front people's peoples today's yesterday's women's men's children's world's country's everyone nobody people today yesterday tomorrow women men children country
	world north south east west northern southern eastern western new old former acting vice first second third all others another each every both some most many several few such these those his her its their our your my he she it we they you what when where who why how
	one two however therefore moreover meanwhile although though because since while after before during under over between among against according despite given only even also still then now here there thus hence instead later earlier today yesterday no yes not if as until once
	criminal penal administrative code labour labor election electoral award prize index survey study press release statement letter appeal trade unions opposition assemblies
	reporters lawyers activists victims witnesses members experts observers officials prisoners protesters complaints charges charge speaking masked internet web online english russian-language god islam
	статья статьи статье пункт* параграф* раздел* глав* часть части приложени* страниц* закон* кодекс* указ* постановлени* резолюци* рекомендаци* деклараци* решени* мнени* доклад* отчет* конституци* пакт* конвенци* договор* соглашени* устав* протокол* директив* стратеги* программ* план* проект*
	суд суда суде суду судом суды правительств* парламент* конгресс* сенат* палат* ассамбле* совет совета совете советом комисси* комитет* министерств* департамент* управлени* ведомств* агентств* администраци* делегаци* посольств* мисси* бюро служб* полици* прокуратур*
	республик* государств* союз* федераци* федеральн* регион* район* город* област* международн* национальн* европейск* центральн* верховн* конституционн* генеральн* прав права правам человека свобод* юстици* дел внутренних иностранных здравоохранени* образовани*
	групп* рабоч* парти* движени* ассоциаци* организаци* фонд* институт* университет* школ* академи* центр* компани* банк* корпораци* газет* телеканал* радио журнал* улиц* проспект* бывш* первый второй третий он она оно они мы вы это этот эта эти тот та те все всё кто что где когда как почему
	по в на с к о об от до за из у при для без под над после перед между через согласно однако кроме также если хотя пока но а и или
	уголовн* административн* гражданск* трудов* ішкі істер сыртқы істері қылмыстық әкімшілік азаматтық еңбек бап* бөлім* тармақ* заң* кодекс* жарлық* қаулы* қарар* декларация* шешім* баяндама* есеп* конституция* пакт* конвенция* сот* үкімет* парламент* сенат* мәжіліс* ассамблея* кеңес* комиссия* комитет* министрлі* департамент* басқарма* агентті* әкімші* делегация* елшілік* полиция* прокуратура*
	республика* мемлекет* одақ* федерация* облыс* аудан* қала* халықаралық ұлттық еуропа* орталық* жоғарғы конституциялық бас адам құқы* бостандық* әділет* топ* жұмыс* партия* қозғалыс* қауымдастық* ұйым* қор* институт* университет* мектеп* академия* компания* банк* газет* журнал* көше* бұл осы ол олар біз сіз және бірақ
	paragraphe paragraphes chapitre partie annexe loi lois décret résolution recommandation déclaration décision avis rapport rapports constitution pacte traité accord charte protocole règlement stratégie plan projet code pénal pénale civil
	cour tribunal tribunaux gouvernement parlement congrès sénat chambre assemblée conseil commission comité ministère département bureau agence autorité autorités administration délégation ambassade mission service police parquet
	république état états union fédération région district ville village oblast international internationale national nationale européen européenne européens central centrale suprême constitutionnel constitutionnelle général générale droits homme droit liberté justice affaires étrangères intérieures intérieur santé éducation
	groupe travail parti mouvement association organisation fondation fonds institut université école académie centre société banque presse journal radio télévision chaîne rue avenue nord sud est ouest ancien ancienne premier première deuxième il elle on nous vous ils elles ce cette ces son sa ses leur leurs selon depuis pendant après avant`

// entityTable: a row is one country, place or body with its names, nationality
// included. See wordBook.name. Add rows at will: nothing else depends on them.
var entityTable = []string{
	"Kazakh*; ~казах*; ~қазақ*; РК; ҚР; RK; ~kazakh*",
	"Russia*; ~росси*; ~русск*; РФ; ~ресей*; ~орыс*; Russie; Russe*; ~russe*",
	"Ukrain*; ~украин*; ~ukrainien*; ~україн*",
	"Belarus*; ~беларус*; ~белорус*; Bélarus; Biélorus*; ~biélorus*",
	"Kyrgyz*; ~киргиз*; ~кыргыз*; ~қырғыз*; Kirghiz*; ~kirghiz*",
	"Uzbek*; ~узбек*; ~өзбек*; Ouzbék*; ~ouzbek*; ~ouzbék*",
	"Tajik*; ~таджик*; ~тәжік*; Tadjik*; ~tadjik*",
	"Turkmen*; ~туркмен*; ~түрікмен*; Turkmén*; ~turkmèn*",
	"China; Chinese; ~кита*; ҚХР; ~қытай*; КНР; Chine; Chinois*; ~chinois*",
	"United States; USA; US; U S; American*; ~сша; ~америк*; АҚШ; ~америка*; États Unis; Etats Unis; Américain*; ~américain*",
	"United Kingdom; UK; U K; Britain; British; ~великобритан*; ~британ*; ~ұлыбритан*; Royaume Uni; Britannique*; ~britannique*",
	"France; French; ~франц*; Français*; ~français*",
	"German*; ~герман*; ~немецк*; ~неміс*; ФРГ; Allemagne; Allemand*; ~allemand*",
	"Ital*; ~итал*; ~italien*",
	"Poland; Polish; ~польш*; ~польск*; ~поляк*; Pologne; Polonais*; ~polonais*",
	"Turkey; Turkish; Türkiye; ~турц*; ~турецк*; ~түркия*; ~түрік*; Turquie; Turc*; ~turc*; ~turque*",
	"Switzerland; Swiss; ~швейцар*; Suisse*; ~suisse*",
	"Austria; Austrian*; ~австри*; Autrich*; ~autrich*",
	"Belgi*; ~бельги*; Belge*; ~belge*",
	"Spain; Spanish; ~испан*; Espagn*; ~espagnol*",
	"Azerbaijan*; ~азербайджан*; ~әзірбайжан*; ~әзербайжан*; Azerbaïdjan*; ~azerbaïdjan*",
	"Armenia*; ~армени*; ~армян*; Armén*; ~armén*",
	"Georgia*; ~грузи*; ~грузинск*; Géorgi*; ~géorgi*",
	"Moldova*; ~молдов*; ~молдав*; Moldavie; ~moldave*",
	"Iran*; ~иран*; ~iranien*",
	"Afghan*; ~афган*; ~ауған*; ~afghan*",
	"Lithuania*; ~литв*; ~литов*; Lituan*; ~lituan*",
	"Latvia*; ~латви*; ~латыш*; Letton*; ~letton*",
	"Netherlands; Dutch; ~нидерланд*; ~голланд*; Pays Bas; ~néerland*",
	"Czech*; ~чехи*; ~чешск*; Tchèque*; ~tchèque*",
	"Europe; European*; ~европ*; ~еуропа*; ~européen*; Européen*",
	"Central Asia*; центральн* ази*; средн* ази*; ~орталық азия*; Asie centrale",
	"Almaty; Alma Ata; ~алмат*; ~алма ат*; Almatı",
	"Astana; Nur Sultan; Nursultan city; ~астан*; нур султан*; нұр сұлтан*; Noursoultan; Nour Soultan",
	"Moscow; ~москв*; ~московск*; ~мәскеу*; Moscou",
	"Brussels; ~брюссел*; Bruxelles",
	"Strasbourg; Strassburg; ~страсбург*",
	"Geneva; ~женев*; Genève; Genevois*; ~genevois*",
	"Vienna; Viennese; вена; вене; вены; вену; венск*; Vienne",
	"London; ~лондон*; Londres",
	"Paris; ~париж*; Parisien*; ~parisien*",
	"Kyiv; Kiev; ~киев*; ~київ*",
	"Shymkent; Chymkent; ~шымкент*; ~чимкент*",
	"Karaganda; Qaraghandy; Karagandy; Qaragandy; ~караганд*; ~қарағанды*",
	"Uralsk; Oral; ~уральск*; орал; оралда; орал қала*; Ouralsk",
	"Aktau; Aqtau; ~актау*; ~ақтау*; Aktaou",
	"Zhanaozen; Janaozen; ~жанаозен*; ~жаңаөзен*; Janaozen",
	"United Nations; UN; U N; ООН; ~организаци* объединенных наций; БҰҰ; біріккен ұлттар; ONU; Nations Unies; Organisation des Nations unies",
	"European Union; EU; E U; ЕС; ~европейск* союз*; евросоюз*; ЕО; еуропалық одақ*; еуроодақ*; UE; Union européenne",
	"European Parliament; Europarl; ~европейск* парламент*; ~европарламент*; ~еуропалық парламент*; ~еуропарламент*; Parlement européen; Europarlement",
	"European Commission; ~европейск* комисси*; ~еврокомисси*; ~еуропалық комиссия*; ~еурокомиссия*; Commission européenne",
	"Council of Europe; ~совет* европы; ~еуропа кеңес*; Conseil de l'Europe; CoE",
	"European Council; Council of the European Union; Council of the EU; ~европейск* совет*; ~еуропалық кеңес*; Conseil européen",
	"European Court of Human Rights; ECHR; ECtHR; ЕСПЧ; ~европейск* суд* по правам человека; ~адам құқықтары жөніндегі еуропалық сот*; CEDH; Cour européenne des droits de l'homme",
	"OSCE; ОБСЕ; ЕҚЫҰ; ~организаци* по безопасности и сотрудничеству; Organization for Security; Organisation for Security; ~еуропадағы қауіпсіздік; Organisation pour la sécurité et la coopération",
	"ODIHR; БДИПЧ; ДИАҚБ; BIDDH; Office for Democratic Institutions; ~бюро по демократическим институтам; ~демократиялық институттар",
	"NGO; nongovernmental organisation*; nongovernmental organization*; ~non governmental organisation*; ~non governmental organization*; НПО; ~неправительственн* организаци*; ҮЕҰ; ~үкіметтік емес ұйым*; ONG; ~organisation non gouvernementale; ~organisations non gouvernementales",
	"Human Rights Council; HRC; ~совет* по правам человека; ~адам құқықтары жөніндегі кеңес*; ~адам құқықтары кеңес*; Conseil des droits de l'homme",
	"Human Rights Committee; ~комитет* по правам человека; ~адам құқықтары жөніндегі комитет*; Comité des droits de l'homme",
	"OHCHR; УВКПЧ; HCDH; High Commissioner for Human Rights; ~верховн* комиссар* ООН по правам человека; ~верховн* комиссар* по правам человека; ~адам құқықтары жөніндегі жоғарғы комиссар*; Haut Commissariat aux droits de l'homme; Haut Commissaire aux droits de l'homme",
	"Working Group on Arbitrary Detention; WGAD; ~рабоч* групп* по произвольным задержаниям; ~рабоч* групп* ООН по произвольным задержаниям; ~негізсіз ұстау; Groupe de travail sur la détention arbitraire",
	"Committee against Torture; ~комитет* против пыток; ~азаптауларға қарсы комитет*; Comité contre la torture",
	"Human Rights Watch; HRW; Хьюман Райтс Вотч; Хьюман Райтс Уотч",
	"Amnesty International; Amnesty; ~международн* амнисти*; Эмнести Интернешнл; Халықаралық амнистия*",
	"Freedom House; Фридом Хаус*",
	"Reporters Without Borders; RSF; ~репортер* без границ; Reporters sans frontières; шекарасыз тілшілер",
	"Interpol; ~интерпол*",
	"World Health Organization; World Health Organisation; WHO; ВОЗ; ~всемирн* организаци* здравоохранения; ДДҰ; ДДСҰ; ~дүниежүзілік денсаулық сақтау ұйымы; OMS; Organisation mondiale de la santé",
	"International Labour Organization; International Labour Organisation; International Labor Organization; ILO; МОТ; ~международн* организаци* труда; ХЕҰ; ~халықаралық еңбек ұйымы; OIT; Organisation internationale du travail",
	"ITUC; МКП; ~международн* конфедераци* профсоюзов; CSI; International Trade Union Confederation; Confédération syndicale internationale; ~халықаралық кәсіподақтар конфедерация*",
	"OECD; ОЭСР; ЭЫДҰ; OCDE",
	"NATO; НАТО; OTAN",
	"IMF; МВФ; ХВҚ; FMI; International Monetary Fund; ~международн* валютн* фонд*; Fonds monétaire international",
	"World Bank; ~всемирн* банк*; ~дүниежүзілік банк*; Banque mondiale",
	"UNICEF; ЮНИСЕФ", "UNESCO; ЮНЕСКО",
	"UNHCR; УВКБ; БЖКБ; HCR",
	"CIS; СНГ; ТМД; CEI; Commonwealth of Independent States; ~содружеств* независимых государств",
	"EAEU; EEU; ЕАЭС; ЕАЭО; UEEA; Eurasian Economic Union; ~евразийск* экономическ* союз*; ~еуразиялық экономикалық одақ*; Union économique eurasiatique",
	"CSTO; ОДКБ; ҰҚШҰ; OTSC",
	"KNB; NSC; КНБ; ҰҚК; ~комитет* национальной безопасности; ~ұлттық қауіпсіздік комитет*; National Security Committee; Comité de sécurité nationale",
	"DCK; DVK; ДВК; ҚДТ; Democratic Choice of Kazakhstan; ~демократическ* выбор* казахстана; ~қазақстанның демократиялық таңдауы; Choix démocratique du Kazakhstan",
	"Radio Svoboda; Radio Free Europe; Radio Liberty; RFE; RL; ~радио свобод*; Азаттык; Азаттық; Азаттық радиос*; Azattyq; Azattyk; Svoboda; Radio Azattyk",
	"ICCPR; МПГПП; PIDCP; Covenant on Civil and Political Rights; ~пакт* о гражданских и политических правах; ~азаматтық және саяси құқықтар; Pacte international relatif aux droits civils et politiques",
	"PACE; ПАСЕ; ЕКПА; APCE; Parliamentary Assembly of the Council of Europe; ~парламентск* ассамбле* совета европы; Assemblée parlementaire du Conseil de l'Europe",
	"Supreme Court; ~верховн* суд*; ~жоғарғы сот*; Cour suprême",
	"Constitutional Council; Constitutional Court; ~конституционн* совет*; ~конституционн* суд*; ~конституциялық кеңес*; ~конституциялық сот*; Conseil constitutionnel",
	"Red Cross; ICRC; ~красн* крест*; МККК; қызыл крест*; Croix Rouge; CICR",
	"Facebook; ~фейсбук*", "Twitter; ~твиттер*", "YouTube; ~ютуб*; ~ютюб*", "WhatsApp; ~ватсап*; ~уотсап*", "Telegram; ~телеграм*", "Instagram; ~инстаграм*", "Google; ~гугл*",
}
