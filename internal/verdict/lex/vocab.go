package lex

import (
	"strings"
	"sync"
)

// The tables are made when they are first asked for: most runs of the program
// compare nothing.

// WordClass is a set of classes of words, by which the comparison tells furniture from text.
type WordClass uint32

const (
	ClassMonth   WordClass = 1 << iota // a month
	ClassDay                           // a day of the week
	ClassDated                         // what stands before a date that a page updates by itself
	ClassGlue                          // stands within dates and datelines and says nothing
	ClassAgo                           // a unit of relative time, or "ago"
	ClassCounter                       // what counters count
	ClassNo                            // a negation
	ClassNumeral                       // a number in letters
	ClassRate                          // currencies, weather
	ClassConsent                       // cookie banners
	ClassAdvert                        // labels of advertising
	ClassRelated                       // headings of lists that point elsewhere
	ClassLegal                         // copyright lines
	ClassStop                          // the commonest small words
	ClassByline                        // who wrote it, who took the picture
	ClassStatus                        // what became of a document or a claim
	ClassFile                          // kinds and sizes of files
	ClassUnit                          // the thousands of a counter
)

// WordList are the words of one class. A star ends a stem.
type WordList struct {
	Class WordClass
	Words string // with white space between
}

// vocabularyLists lists words in English, Russian, Kazakh, French, and where cheap
// German, Spanish and Ukrainian; the days and months of more, for sites write the
// visitor's day at their head. A star ends a stem. Words are normalised as
// tokens are (ё is е, an apostrophe within a word is left out).
var vocabularyLists = []WordList{
	{ClassMonth, `january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		января февраля марта апреля мая июня июля августа сентября октября ноября декабря
		январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
		янв фев мар апр июн июл авг сен сент окт ноя нояб дек
		қаңтар* ақпан* наурыз* сәуір* мамыр* маусым* шілде* тамыз* қыркүйек* қазан қазанда қазанның қараша* желтоқсан*
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil déc
		januar februar märz juni juli oktober dezember
		enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
		січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
		студзеня сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
		ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
		yanvar fevral aprel iyun iyul avqust avgust sentyabr sentabr oktyabr oktabr noyabr dekabr
		gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
		stycznia marca kwietnia maja czerwca lipca sierpnia września października grudnia ledna února března dubna května června července srpna října listopadu prosince
		januari februari maart mei augustus augusti ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
		január február március április május június július augusztus szeptember október maret agustus desember
		იანვ* თებერვ* მარტ* აპრილ* მაის* ივნის* ივლის* აგვისტო* სექტემბ* ოქტომბ* ნოემბ* დეკემბ*
		հունվար* փետրվար* մարտի ապրիլ* մայիս* հունիս* հուլիս* օգոստոս* սեպտեմբեր* հոկտեմբեր* նոյեմբեր* դեկտեմբեր*
		يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر جانفي فيفري ماي جوان أوت غشت شتنبر نونبر دجنبر يوليوز أفريل جويلية شباط آذار نيسان أيار حزيران تموز أيلول
		जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर
		فروردین اردیبهشت خرداد مرداد شهریور آبان آذر بهمن اسفند ژانویه فوریه آوریل ژوئن ژوئیه سپتامبر اکتبر نوامبر دسامبر`},
	{ClassDay, `monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
		понедельник вторник среда четверг пятница суббота воскресенье среду пятницу субботу пн вт ср чт пт сб вс
		дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі
		lundi mardi mercredi jeudi vendredi samedi dimanche
		montag dienstag mittwoch donnerstag freitag samstag sonntag
		lunes martes miércoles jueves viernes sábado domingo
		понеділок вівторок середа четвер пятниця субота неділя панядзелак аўторак серада чацвер субота нядзеля
		pazartesi salı çarşamba perşembe cuma cumartesi pazar bazar ertəsi çərşənbə axşamı cümə şənbə
		dushanba seshanba chorshanba payshanba juma shanba yakshanba дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби
		lunedì martedì mercoledì giovedì venerdì sabato domenica poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
		maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag
		luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap senin selasa rabu kamis jumat sabtu
		ორშაბათ* სამშაბათ* ოთხშაბათ* ხუთშაბათ* პარასკევ* შაბათი շաբաթ երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ կիրակի
		सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
		الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه`},
	{ClassDated, `updated update edited issued released release posted published modified revised created revision reviewed retrieved accessed generated today now yesterday
		обновлен* опубликован* изменен* создан* добавлен* размещен* сегодня вчера сейчас дата публикации обновления
		жаңарт* жариялан* өзгертіл* бүгін кеше қазір күні
		publié publiée paru parue mis mise jour modifié modifiée aujourdhui hier actualisé actualisée
		aktualisiert veröffentlicht geändert heute gestern stand
		actualizado publicado modificado hoy ayer
		güncelleme güncellendi güncellenme yayınlanma yayımlanma eklenme bugün dün
		оновлено опубліковано змінено сьогодні вчора абноўлен* апублікаван*
		yeniləndi yenilənib dərc yangilandi yangilangan chop жаңыртыл* жарыялан*
		aggiornato aggiornata aggiornamento pubblicato pubblicata atualizado atualizada publicada zaktualizowano aktualizacja opublikowano aktualizováno aktualizace publikováno zveřejněno
		bijgewerkt gepubliceerd uppdaterad publicerad actualizat publicat actualizare frissítve közzétéve diperbarui diterbitkan
		განახლ* გამოქვეყნ* թարմացվ* հրապարակվ* تحديث التحديث آخر نشر النشر نشرت بهروزرسانی انتشار अपडेट प्रकाशित`},
	{ClassGlue, `last on at by the of in and as date time am pm utc gmt msk a p m h th st nd rd latest this page site was est edt cet
		в на от г года год с по время последнее последняя последний изменение эта страница
		ж жылы жыл жылғы сағат уақыты соңғы рет
		le la les du de des l d à dernière dernier et en h
		am um uhr der die das letzte zuletzt vom zum
		el los del última último a las
		о року рік р востаннє
		年 月 日 号 號 년 월 일`},
	{ClassAgo, `ago second seconds minute minutes min mins hour hours hr hrs day days week weeks month months year years just
		назад секунд* минут* мин час часа часов день дня дней недел* месяц* года лет только что
		бұрын секунд* минут* мин сағат күн апта ай жыл
		il y a seconde secondes heure heures jour jours semaine semaines mois an ans
		vor sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monaten jahr jahren
		hace segundos minutos hora horas día días semana semanas mes meses año años
		önce saniye dakika saat gün hafta yıl
		منذ قبل ثانية ثوان دقيقة دقائق ساعة ساعات ساعتين يوم أيام يومين أسبوع أسابيع أسبوعين شهر أشهر شهرين سنة سنوات سنتين
		тому хвилин* годин* день дні днів тиж* місяц* рок*
			há horas dias atrás semanas anos fa ore giorno giorni settimane minuti mesi anni secondi
			temu godzin* dni dzień tygod* miesi* acum oră zile săptămâni luni ani
			giờ ngày phút tuần tháng trước giây lalu hari menit minggu
			मिनट घंटे घंटा घण्टे दिन सप्ताह हफ्ते महीने साल वर्ष सेकंड पहले
			پیش ساعت روز دقیقه هفته ماه سال წინ საათ* წუთ* კვირ* დღის თვის წლის
			oldin soat daqiqa hafta əvvəl saat dəqiqə həftə
			geleden uur dagen weken maanden timmar dagar veckor hodinami hodin dny týdny órája napja perce ezelőtt πριν ώρες ημέρες λεπτά`},
	{ClassCounter, `view views viewed read reads comment comments like likes share shares shared follower followers subscriber subscribers
		following visitor visitors visits hits online download downloads vote votes rating ratings reply replies retweet retweets reposts
		reaction reactions quote quotes repost signature signatures supporter supporters member online bookmark bookmarks upvotes forks watching guests cart basket unread notifications
		просмотр* прочит* коммент* лайк* подписчик* посетител* посещен* онлайн скачив* скачан* голос* нравится подписей рейтинг оценк* ответов отзыв* репост* реакц* гостей читател* поделил* поделит* корзин*
		қаралым* қаралды қарал* көрілім* оқылды қонақ* келуші* пікір* жазылушы* лайк* бөліс* жүктел* ұнайды дауыс* рейтинг
		réaction réactions vue vues visite visites signature signatures lecture lectures commentaire commentaires partage partages abonné abonnés visiteur visiteurs téléchargements votes jaime connectés
		aufrufe kommentar kommentare teilen gefällt abonnenten besucher downloads stimmen gelesen
		vistas visitas comentarios compartidos seguidores descargas votos lecturas
		перегляд* комент* вподобан* підписник* відвідувач*
			visualizações visualização curtidas comentários partilhas compartilhamentos leituras visualizzazioni letture commenti condivisioni
			wyświetle* odsłon* komentarz* polubie* udostępnie* vizualizări vizualizari afișări comentarii distribuiri
			lượt xem dilihat tayangan komentar بازدید بازدیدها نظرات مشاهدة مشاهدات تعليقات ნახვა ნახვები კომენტარ*
			rishlar korishlar baxış baxılıb şərh görüntülenme görüntüleme okunma izlenme weergaven reacties visningar kommentarer zobrazení komentář* megtekintés* hozzászólás*`},
	{ClassNo, Negations + ` cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt hasnt havent hadnt mustnt neednt aint shant
		отсутствует отсутствуют`},
	{ClassNumeral, `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions half dozen double twice first second third fourth fifth
		один одна одного одной два две двух три трех четыре четырех пять пяти шесть шести семь семи восемь восьми девять девяти десять десяти двадцать тридцать сорок пятьдесят сто двести триста тысяч* миллион* миллиард* половин* тыс млн млрд вдвое втрое первый второй третий
		бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан жүз мың мыңнан миллион* миллиард* жарты бірінші екінші үшінші
		un une deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante soixante cent cents mille million millions milliard milliards moitié premier première deuxième
		eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend millionen milliarden
		uno dos tres cuatro cinco seis siete ocho nueve diez veinte treinta ciento mil millones
		одна двоє трьох чотири десять сто тисяч* мільйон* мільярд*`},
	{ClassRate, `usd eur rub kzt gbp cny btc brent weather temperature wind humidity pressure exchange rate rates currency index
		погода температура ветер влажность курс валют доллар евро рубль тенге юань ауа райы бағамы валюта
		météo vent humidité taux change wetter wechselkurs clima погода`},
	{ClassConsent, `cookie cookies consent gdpr accept куки cookie-файлы согласие принять қабылдау témoins accepter akzeptieren aceptar печиво`},
	{ClassAdvert, `advertisement advertising advert sponsored promoted реклама рекламы рекламная жарнама publicité sponsorisé anzeige werbung publicidad реклами`},
	{ClassRelated, `related recommended trending popular newsletter subscribe подписывайтесь подпишитесь похожие популярное рекомендуем самое читаемое
		жазылыңыз ұқсас танымал оқыңыз associés recommandés abonnez populaires mehr beliebt relacionados recomendados підписуйтесь популярне схожі`},
	{ClassByline, `by author authors photo photograph photographer credit source text editor correspondent reporter
		автор авторы фото фотография источник текст редактор корреспондент
		авторы сурет фото дереккөз мәтін тілші mätın suret
		par auteur auteure photo photographie crédit source texte rédaction foto von autor por`},
	{ClassStatus, `withdrawn retracted retraction repealed superseded correction corrected clarification erratum corrigendum obsolete void amended amendments consolidated revoked annulled overturned
		отозван* утратил* отменен* опровержен* исправлен* поправк* уточнен* недействит* состоянию изменениями дополнениями
		күшін жойған күші жойылды түзету түзетілді толықтырулар өзгерістер жарамсыз
		abrogé abrogée retiré retirée rectificatif rectifié rectification corrigé annulé annulée erratum caduc vigueur`},
	{ClassFile, `pdf doc docx word odt xls xlsx rtf zip epub csv kb mb gb ko mo go кб мб гб кбайт мбайт байт download télécharger скачать жүктеу`},
	{ClassUnit, `k m mln тыс млн мың тысяч million mille`},
	{ClassLegal, `copyright copyrights reserved защищены права правообладатель қорғалған құқықтары құқықтар réservés tous droits rechte vorbehalten derechos reservados захищено`},
	{ClassStop, `the a an of to in and or is are was were be been that this it for on with as by at from have has had but which
		и в во на с со к по о об от до за из у что как это для при или а но же бы также его ее их
		және мен бен пен да де та те үшін туралы бойынша осы бұл сол деп болып екен бар
		le la les l d un une des de du et ou en est sont a ont que qui dans sur pour par avec au aux ce cette se s
		der die das und oder in den dem des ist sind war ein eine mit auf für von zu im als auch
		el la los las de del y o en es son que por para con un una se su al
		і й та у в на з із до що як це для при або але`},
}

// Vocabulary answers for the words by which the comparison tells furniture from text.
var Vocabulary = sync.OnceValue(func() *WordTable { return NewWordTable(vocabularyLists) })

// WordTable answers for whole words and for stems.
type WordTable struct {
	whole map[string]WordClass
	stems map[string][]stem // by their first four bytes
}

type stem struct {
	prefix string
	class  WordClass
}

// NewWordTable makes a table of lists, whose words need not be normalised.
func NewWordTable(lists []WordList) *WordTable {
	t := &WordTable{whole: map[string]WordClass{}, stems: map[string][]stem{}}
	for _, l := range lists {
		for _, w := range strings.Fields(l.Words) {
			if s, ok := strings.CutSuffix(w, "*"); ok {
				s = Normalise(s)
				t.stems[s[:4]] = append(t.stems[s[:4]], stem{s, l.Class})
			} else {
				t.whole[Normalise(w)] |= l.Class
			}
		}
	}
	return t
}

// Class are the classes of a normalised word; 0 for a word of none.
func (t *WordTable) Class(word string) WordClass {
	c := t.whole[word]
	if len(word) >= 4 {
		for _, s := range t.stems[word[:4]] {
			if strings.HasPrefix(word, s.prefix) {
				c |= s.class
			}
		}
	}
	return c
}

// Hints are phrases that accessibility tools and templates put within text:
// their coming and going changes nothing. Normalised.
var Hints = PhraseSet(
	"opens in a new tab", "opens in new tab", "opens in a new window", "opens in new window", "opens in a new tab or window",
	"opens an external site", "opens external link", "external link", "link is external", "opens a new window", "new window", "new tab",
	"link opens in new window", "link opens in a new window", "link opens in a new tab", "pdf opens in new window",
	"откроется в новом окне", "открывается в новом окне", "откроется в новой вкладке", "открывается в новой вкладке", "внешняя ссылка",
	"жаңа терезеде ашылады", "жаңа қойындыда ашылады", "сыртқы сілтеме",
	"nouvelle fenêtre", "ouvre dans une nouvelle fenêtre", "s ouvre dans une nouvelle fenêtre", "ouvrir dans un nouvel onglet", "s ouvre dans un nouvel onglet", "lien externe", "nouvel onglet",
	"öffnet in neuem fenster", "öffnet in einem neuen fenster", "öffnet in neuem tab", "öffnet in einem neuen tab", "externer link",
	"se abre en una ventana nueva", "abre en una nueva ventana", "enlace externo",
	"відкриється в новому вікні", "зовнішнє посилання",
	"edit", "править", "править код", "өңдеу", "modifier", "modifier le code", "bearbeiten", "editar", "copy link", "permalink", "back to top", "наверх", "retour en haut",
	"read more", "show more", "show less", "читать далее", "подробнее", "толығырақ", "lire la suite", "en savoir plus", "mehr anzeigen",
	"notes", "footnotes", "references", "contents", "table of contents", "on this page", "примечания", "сноски", "содержание", "оглавление", "ескертпелер", "мазмұны", "sommaire", "table des matières", "notes de bas de page",
	"play audio", "listen", "слушать", "тыңдау", "écouter", "print", "loading",
)

// Telling tells whether a word says something of its own.
func (s *Stream) Telling(i int) bool {
	return s.Tokens[i].Flags&Sign == 0 && Vocabulary().Class(s.Word(i))&(ClassStop|ClassGlue) == 0
}

// TellingIn counts them.
func (s *Stream) TellingIn(r Span) (n int) {
	for i := r.From; i < r.To; i++ {
		if s.Telling(i) {
			n++
		}
	}
	return n
}

// Negations, by what they say.
const Negations = `not no non none nor neither nein не нет ни ні немає емес жоқ emes joq pas aucun aucune aucuns nul nulle nicht kein keine keinen keiner keines keinem ningún ninguno ninguna tampoco değil değildir değiller yok deyil deyildir yox emas yoq эмес жок não nenhum nenhuma żaden żadna żadne żadnych niet geen není žádný žádná žádné nem nincs inte ikke ingen няма nije nisu није нису لا لم لن ليس ليست ليسوا ولا ولم ولن وليس فلا فلم فلن نه نیست نیستند לא אין אינו אינה नहीं არ ვერ არა չի չեն ոչ 不 没 未 无 無
		never никогда ніколи ешқашан eşqaşan jamais nie niemals nunca jamás asla hiç heç hech nigdy nooit nikdy aldrig soha никога никада nikada أبدا هرگز ешкашан эчкачан
		nobody никто никого никому никем ніхто ешкім nadie niemand kimse nessuno nessuna ninguém nikt nikdo ingen niko нико
		nothing ничто ничего ничему ничем нічого ештеңе ештеме rien nichts nada niente nulla nic niets ingenting intet
		without без sans ohne sin bez senza sem zonder utan uden بدون دون
		nowhere нигде ешқайда nirgends
		никакой никакая никакое никакие никаких никакого никакой никакому ешқандай ешбір
		ne n
		unable impossible невозможно неможливо incapable
		нельзя болмайды`
