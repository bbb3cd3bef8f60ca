package compare

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// A page counts itself: who reads it, what was given to it, how old it is, what is left
// of a time, by whom it is read. That a figure is such a one is told by the whole line that
// it stands in: of the words in it, all are such as counters are labelled with, so that
// nothing else can be said by it. "The appeal raised £12,430 before it was closed" has
// words of its own, and so has each line that tells a fact.

const (
	mostSelf   = 16 // words of such a line
	leastUnits = 3  // units of a time that counts down to the second
	nearCard   = 4  // lines between those of one who writes in a forum
)

const (
	selfRead    lex.WordClass = 1 << iota // read, seen, readers
	selfReading                           // this article, people, times, now
	selfRaised                            // raised
	selfGiven                             // of a goal, by so many
	selfIP                                // an address
	selfYour                              // the visitor's
	selfAddress                           // what is said of it
	selfMade                              // made by a program
	selfRun                               // run by one, in so many seconds
	selfMaking                            // this page, in so many seconds
	selfLeft                              // what is left of a time
	selfEnds                              // of what
	selfAgo                               // ago, in whatever place
	selfDone                              // done, behind what was
	selfCard                              // what a forum counts of those who write in it
	selfJoined                            // since when they do
	selfGift                              // what is given
	selfGuest                             // who reads a forum without a name
	selfMember                            // and who with one
	selfForum                             // this forum, now
	selfLabel                             // what a machine calls its own answer
)

var selfCounters = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: selfRead, Words: `read reads view views viewed seen watched reading viewing watching looking visits visitors readers viewers
			просмотр* прочит* читают читает посетител* посещен* смотрят қаралым* қаралды қарал* оқылды оқылым*
			lu lue vu vue vues vus lecture lectures lisent visites visiteurs lecteurs gelesen aufrufe aufgerufen lesen besucher leser
			leído leída leídos lecturas visitas visto vistas leyendo lectores lido lida leituras visualizações visualização lendo visitantes leitores
			letto letta letture visualizzazioni leggendo visite lettori gelezen bekeken weergaven lezers okunma okundu görüntülenme görüntülendi izlenme okuyor
			перегляд* прочит* читає відвідувач* المشاهدات مشاهدة مشاهدات القراءات قراءة قراءات الزيارات زيارة الزوار زوار بازدید بازدیدها خوانده
			देखा पढ़ा पाठक दर्शक baxış baxılıb oxunub oxunma odsłon* wyświetle* dilihat dibaca`},
		{Class: selfReading, Words: `this article page post story text time times people person persons users are is been was has have right now currently by the so far already
			эту эта страницу страница статью статья текст этот материал новость раз раза человек человека сейчас уже сегодня всего
			бұл мақала мақаланы бетті рет адам қазір cet cette article page texte fois personnes internautes ont a été par en ce moment déjà
			diesen dieser artikel seite text mal personen gerade wurde wird bereits este esta artículo página texto veces vez personas ahora ha sido han
			este artigo página vezes pessoas agora foi estão questo articolo pagina volte volta persone ora è stato dit artikel keer mensen nu is
			bu haber haberi sayfa içerik makale kez kere defa kişi kişiler şu anda sayısı sayı цю сторінку статтю разів раз осіб зараз кількість
			عدد مرات مرة مرّة هذا هذه المقال الصفحة الخبر الآن تعداد بار این مطلب صفحه خبر نفر بار यह इस लेख को पृष्ठ लोग लोगों बार गया गयी है ने में dəfə nəfər bu xəbər səhifə razy osób kali orang`},
		{Class: selfRaised, Words: `raised donated pledged собрано собрали пожертвовано зібрано жиналды жинадық collectés collecté récoltés recueillis gesammelt gespendet eingegangen recaudados recaudado
			arrecadados arrecadado raccolti raccolto ingezameld opgehaald toplandı bağışlandı جمعنا zebrano zebraliśmy जुटाए`},
		{Class: selfGiven, Words: `of out from by goal target supporters supporter donors donor donations backers people so far already we have has been with our the
			из от цели цель целью уже человек человека доноров жертвователей мы руб рублей ₽ тенге мақсат мың млн déjà sur objectif donateurs donateur dons par de un nous avons euros
			von ziel bereits schon spender spenderinnen durch personen wir haben euro llevamos hemos ya de meta objetivo donantes por personas já temos doadores
			di obiettivo già donatori da abbiamo van doel al door donateurs hedefin hedef lira bağışçı kişi з мети вже гривень грн осіб`},
		{Class: selfGift, Words: `donations donation dons spenden spende пожертвования пожертвований пожертвование донаты қайырымдылық қайырмалдық donaciones donativos donazioni doações donaties giften darowizny bağışlar bağış пожертви внески dary adományok donații дарения`},
		{Class: selfGiven, Words: `euros euro dollars dollar pounds francs рублей рубля теңге тенге грн zł złotych kronor kroner eur usd gbp kzt rub`},
		{Class: selfIP, Words: `ip`},
		{Class: selfYour, Words: `your you yours ваш ваша вы сіздің votre vous ihre deine sie su tu usted seu sua tuo vostro uw jouw sizin ваша عنوانك شما آپ आपका`},
		{Class: selfAddress, Words: `address are from connected is адрес адреса адресі adresse êtes connecté depuis est sind von verbunden ist lautet dirección es está conectado desde endereço é indirizzo è adres adresi adresiniz عنوان هو پروتکل है पता`},
		{Class: selfMade, Words: `server сервера serveur servidor serverzeit serverio generated rendered сгенерирован* сформирован* générée généré generiert erzeugt generada gerada generata üretildi oluşturuldu згенерован*`},
		{Class: selfRun, Words: `generated rendered served loaded executed processed built сгенерирован* загружен* создана générée chargée exécutée generiert geladen generada cargada gerada carregada generata caricata üretildi yüklendi згенерован* завантажен*`},
		{Class: selfMaking, Words: `время heure hora uhrzeit this page was is in with using and time load seconds second sec ms s queries query sql memory database mb страница за с секунд* сек запрос* мс время и cette en avec secondes requêtes ms diese seite wurde mit sekunden abfragen in esta página fue segundos consultas con foi com questa pagina è stata secondi sayfa saniyede saniye sorgu сторінку запит*`},
		{Class: selfLeft, Words: `left remaining remain осталось остается қалды restants restantes restent reste verbleibend verbleiben verbleibende noch faltan quedan restan restantes faltam restam mancano restano rimanenti resterend kaldı kalan залишилось залишилося лишилося متبقي متبقية تبقى مانده باقی शेष बाकी qalıb pozostało`},
		{Class: selfEnds, Words: `until to go ends in end of the campaign petition vote voting event and only до конца голосования кампании сбора события и всего дейін науқан avant la fin plus que il et campagne pétition encore bis zum ende der und tage nur para el final de la campaña petición y o fim da campanha e alla fine della campagna e tot het einde van en
			kampanyanın kampanya bitmesine bitimine oylamanın ve до кінця кампанії і على نهاية الحملة و تا پایان کمپین و`},
		{Class: selfAgo, Words: `ago назад бұрын тому önce əvvəl oldin پیش पहले temu fa geleden sedan siden lalu ezelőtt atrás πριν há vor hace il acum trước წინ před منذ قبل`},
		{Class: selfDone, Words: `किया गया गई गए edildi edilib`},
		{Class: selfCard, Words: `posts messages reputation karma topics threads likes thanks points сообщений сообщения репутация карма темы тем благодарностей messages sujets réputation beiträge themen mensajes temas reputación mesaj mesajlar konu itibar повідомлень`},
		{Class: selfJoined, Words: `joined registered регистрация зарегистрирован на_форуме inscrit inscription beigetreten registriert registrado ingreso üyelik katılım зареєстрован* реєстрація`},
		{Class: selfGuest, Words: `guest guests гост* гість гостя қонақ* invité invités gast gäste invitado invitados ospite ospiti convidado convidados visitantes gość gości goście misafir misafirler ziyaretçi gasten bezoekers زائر زوار`},
		{Class: selfMember, Words: `member members user users registered mitglied mitglieder benutzer registrierte пользовател* участник* зарегистрирован* пайдаланушы* utilisateur utilisateurs membre membres inscrit inscrits usuario usuarios registrado registrados miembros
			utente utenti iscritto iscritti usuário usuários membros użytkownik użytkowników użytkownicy zarejestrowanych zarejestrowani kullanıcı kullanıcılar üye üyeler kayıtlı користувач* учасник* зареєстрован* leden geregistreerde عضو أعضاء`},
		{Class: selfForum, Words: `browsing viewing this forum topic thread now currently no and hidden bots there are is in total online who
			in diesem forum thema und keine unsichtbare unsichtbares insgesamt sind online bots aktuell
			сейчас этот эту форум тему конференции просматривают и нет скрытых боты бот всего
			parcourant ce forum sujet actuellement aucun et en ligne invisible invisibles navegando por este foro tema no hay ningún y ahora ocultos visitano questo nessuno e argomento navegando neste fórum nenhum tópico
			przeglądający przeglądają przegląda brak i obecnie temat bu forumu konuyu görüntüleyen görüntülüyor yok ve şu anda цей переглядають немає та зараз`},
		{Class: selfLabel, Words: `request session trace ray token correlation incident build nonce support id ref reference запрос* сесси* сеанс* идентификатор`},
	})
})

// countsItself tells whether all that a change is of is such figures.
func (d *Side) countsItself(c Change) bool {
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || c.There.To > len(d.other.Tokens) || d.isRow(c.block) || d.isHeading(c.block) || d.IsTitle(c.block) {
		return false
	}
	own, there := d.Stream.Blocks[c.block], d.other.Blocks[d.other.BlockOf(c.There.From)]
	if hanCounter(d.Stream.Text[own.Start:own.End], d.other.Text[there.Start:there.End]) {
		return true
	}
	if own.Len() > 2*mostSelf || there.Len() > 2*mostSelf {
		return false
	}
	mine, theirs := partsOf(d.Stream, own.Span), partsOf(d.other, there.Span)
	if len(mine) != len(theirs) {
		return false
	}
	changed := 0
	for k, r := range mine {
		if phraseOf(d.Stream, r) == phraseOf(d.other, theirs[k]) {
			continue
		}
		if changed++; !d.selfCounter(r, theirs[k]) {
			return false
		}
	}
	return changed > 0
}

// partsOf cuts a line at the signs that templates set between its parts, and where its
// sentences end.
func partsOf(s *lex.Stream, b lex.Span) (out []lex.Span) {
	from := b.From
	for i := b.From + 1; i <= b.To; i++ {
		if i < b.To {
			between := s.Text[s.Tokens[i-1].End:s.Tokens[i].Start]
			if !strings.ContainsAny(between, "·|•") && !(s.Tokens[i].Flags&lex.First != 0 && strings.ContainsAny(between, ".!?…؟۔।")) {
				continue
			}
		}
		out = append(out, lex.Span{From: from, To: i})
		from = i
	}
	return out
}

// selfShape is one kind of line that counts itself.
type selfShape struct {
	words, vocabulary lex.WordClass // that its words have to be of, of the two tables
	needs             lex.WordClass // of which there has to be one each
	is                func(d *Side, r, there lex.Span) bool
}

var selfShapes = sync.OnceValue(func() []selfShape {
	return []selfShape{
		{selfRead | selfReading, lex.ClassCounter | lex.ClassUnit, selfRead, func(d *Side, r, _ lex.Span) bool { return numbersIn(d.Stream, r) == 1 }},
		{selfRaised | selfGiven, lex.ClassUnit, selfRaised, (*Side).growsTowards},
		{selfRaised | selfGiven | selfGift, lex.ClassUnit, selfGift, (*Side).growsTowards},
		{selfIP | selfYour | selfAddress, 0, selfYour, (*Side).visitorsAddress},
		{selfMade | selfMaking, lex.ClassDated | lex.ClassMonth | lex.ClassDay | lex.ClassGlue, selfMade, (*Side).toTheSecond},
		{selfRun | selfMaking, lex.ClassGlue, selfRun, (*Side).inSeconds},
		{selfLeft | selfEnds, lex.ClassAgo, 0, (*Side).countsDown},
		{selfAgo | selfDone, lex.ClassAgo | lex.ClassDated | lex.ClassGlue, selfAgo, func(d *Side, r, _ lex.Span) bool { return numbersIn(d.Stream, r) == 1 }},
		{selfGuest | selfMember | selfForum, 0, selfGuest | selfMember, func(d *Side, r, _ lex.Span) bool { return true }},
		{selfCard, 0, selfCard, func(d *Side, r, _ lex.Span) bool {
			return numbersIn(d.Stream, r) == 1 && d.amongCard(d.Stream.BlockOf(r.From))
		}},
	}
})

// selfCounter tells whether one line stands for another, and both are such counters.
func (d *Side) selfCounter(r, there lex.Span) bool {
	if r.Len() > 0 && machineCode(d.Stream, r) && machineCode(d.other, there) && sameLabel(d.Stream, lex.Span{From: r.From, To: r.From + 1}, d.other, lex.Span{From: there.From, To: there.From + 1}) {
		return true
	}
	if r.Len() == 0 || r.Len() > mostSelf || there.Len() > mostSelf || d.tells(r) || tellsOutcome(d.Stream, r) || Alerts(d.Stream, r) || !sameLabel(d.Stream, r, d.other, there) {
		return false
	}
	for _, k := range selfShapes() {
		if k.holds(d.Stream, r) && k.holds(d.other, there) && k.is(d, r, there) {
			return true
		}
	}
	return false
}

// machineCode tells whether a line is what a machine calls its own answer: a label, and a
// number in base 16, as "Request ID: bb38b282c464319a". A digest of a file has another label.
func machineCode(s *lex.Stream, r lex.Span) bool {
	const mostLabel, leastCode = 3, 8
	at := r.From
	for at < r.To && selfCounters().Class(s.Word(at))&selfLabel != 0 {
		at++
	}
	if at == r.From || at-r.From > mostLabel || at == r.To {
		return false
	}
	return baseSixteen().MatchString(s.Text[s.Tokens[at].Start:s.Tokens[r.To-1].End]) && int(s.Tokens[r.To-1].End-s.Tokens[at].Start) >= leastCode
}

var baseSixteen = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-fA-F]+(?:-[0-9a-fA-F]+)*$`)
})

// holds tells whether a line has a figure, and no word but such as a shape has.
func (k *selfShape) holds(s *lex.Stream, r lex.Span) bool {
	var all lex.WordClass
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			continue
		}
		c := selfCounters().Class(s.Word(i))
		if c&k.words == 0 && lex.Vocabulary().Class(s.Word(i))&k.vocabulary == 0 {
			return false
		}
		all |= c
	}
	return all&k.needs == k.needs && numbersIn(s, r) > 0
}

func numbersIn(s *lex.Stream, r lex.Span) (n int) {
	for i := r.From; i < r.To; i++ {
		n += int(lex.Bit(s.Tokens[i].Flags&lex.Number != 0))
	}
	return n
}

// sameLabel tells whether two lines have the same words, figures and the units of a time
// aside: "5 minutes ago", "3 days ago"; "312 supporter", "355 supporters".
func sameLabel(a *lex.Stream, r lex.Span, b *lex.Stream, there lex.Span) bool {
	const least = 6 // bytes of words that are one in another number
	label := func(s *lex.Stream, r lex.Span) (out []string) {
		for i := r.From; i < r.To; i++ {
			if s.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 || lex.Vocabulary().Class(s.Word(i))&(lex.ClassAgo|lex.ClassMonth|lex.ClassDay) != 0 && selfCounters().Class(s.Word(i))&selfAgo == 0 {
				continue
			}
			out = append(out, s.Word(i))
		}
		return out
	}
	return slices.EqualFunc(label(a, r), label(b, there), func(v, w string) bool {
		return v == w || len(v) > least && len(w) > least && v[:least] == w[:least]
	})
}

// growsTowards tells whether a sum became more, and the greatest figure beside it, its
// goal, did not change.
func (d *Side) growsTowards(r, there lex.Span) bool {
	x, y := figuresOf(d.Stream, r), figuresOf(d.other, there)
	if len(x) < 2 || len(x) != len(y) {
		return false
	}
	if d.gain {
		x, y = y, x
	}
	grown := false
	for i := range x {
		c := compareFigures(x[i], y[i])
		if c > 0 {
			return false
		}
		grown = grown || c < 0
	}
	return grown && slices.MaxFunc(x, compareFigures) == slices.MaxFunc(y, compareFigures)
}

func figuresOf(s *lex.Stream, r lex.Span) (out []string) {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number != 0 {
			out = append(out, s.Word(i))
		}
	}
	return out
}

// compareFigures compares two figures as lex writes them.
func compareFigures(a, b string) int {
	x, _, _ := strings.Cut(strings.TrimLeft(a, "0"), ".")
	y, _, _ := strings.Cut(strings.TrimLeft(b, "0"), ".")
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c
	}
	return cmp.Compare(strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0"))
}

// visitorsAddress tells whether the figures of a line are the address of a machine.
func (d *Side) visitorsAddress(r, there lex.Span) bool {
	is := func(s *lex.Stream, r lex.Span) bool {
		return len(internetAddress().FindAllString(s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End], 2)) == 1
	}
	return is(d.Stream, r) && is(d.other, there)
}

var internetAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{1,4}\b`)
})

// toTheSecond tells whether a moment to the second stands in a line.
func (d *Side) toTheSecond(r, there lex.Span) bool {
	is := func(s *lex.Stream, r lex.Span) bool {
		for i := r.From; i+1 < r.To; i++ {
			if isClock(s, i) && isClock(s, i+1) {
				return true
			}
		}
		return false
	}
	return is(d.Stream, r) && is(d.other, there)
}

// inSeconds tells whether a number of seconds with a fraction stands in a line.
func (d *Side) inSeconds(r, there lex.Span) bool {
	is := func(s *lex.Stream, r lex.Span) bool {
		for i := r.From; i < r.To; i++ {
			if isFraction(s, i) {
				return true
			}
		}
		return false
	}
	return is(d.Stream, r) && is(d.other, there)
}

// countsDown tells whether a line is a time that is left, by its words or because it is
// told to the second, and it became less.
func (d *Side) countsDown(r, there lex.Span) bool {
	units, left, clock := 0, false, false
	for i := r.From; i < r.To; i++ {
		w := d.Stream.Word(i)
		units += int(lex.Bit(lex.Vocabulary().Class(w)&lex.ClassAgo != 0 && len(w) > 1))
		left = left || selfCounters().Class(w)&selfLeft != 0
		clock = clock || i+1 < r.To && isClock(d.Stream, i) && isClock(d.Stream, i+1)
	}
	if units == 0 || !left && units < leastUnits && !clock {
		return false
	}
	x, y := figuresOf(d.Stream, r), figuresOf(d.other, there)
	if d.gain {
		x, y = y, x
	}
	if len(x) != len(y) {
		return len(x) > len(y) // no days are left
	}
	return slices.CompareFunc(x, y, compareFigures) > 0
}

// amongCard tells whether a line beside tells since when somebody writes in a forum.
func (d *Side) amongCard(bi int) bool {
	for i := max(0, bi-nearCard); i < min(len(d.Stream.Blocks), bi+nearCard+1); i++ {
		b := d.Stream.Blocks[i]
		if i != bi && b.Len() > 1 && b.Len() <= 6 && selfCounters().Class(d.Stream.Word(b.From))&selfJoined != 0 {
			return true
		}
	}
	return false
}

// ages tells whether a line has an age: a unit of time beside a word for "ago". A date has
// the units alone: "3 мая 2023 года".
func ages(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if selfCounters().Class(s.Word(i))&selfAgo != 0 && unitNear(s, i, r) {
			return true
		}
	}
	return false
}

// hanCounter tells whether two lines in letters that are not set apart are one counter.
func hanCounter(a, b string) bool {
	for _, re := range hanCounters() {
		if re.MatchString(strings.TrimSpace(a)) && re.MatchString(strings.TrimSpace(b)) {
			return true
		}
	}
	return false
}

var hanCounters = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// What readers did: 点赞 12 收藏 3 评论 5.
		regexp.MustCompile(`^(?:(?:点赞|點讚|收藏|评论|評論|转发|轉發|分享|喜欢|喜歡|回复|回覆|在看|阅读|閱讀|浏览|瀏覽|赞|赞同)[\s:：(（]*\d[\d,.]*[万萬kK]?\+?[次人条)）]?[\s·|,，]*)+$`),
		// An age: 更新于 5 分钟前.
		regexp.MustCompile(`^(?:最后)?(?:更新|发布|發布|发表|發表|编辑|編輯)?[于於]?[\s:：]*\d+\s*(?:秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|年)前(?:更新|发布|發布|发表|發表)?$`),
		hanDate(),
		// What is left: 还剩 3 天.
		regexp.MustCompile(`^(?:还剩|還剩|剩余|剩餘|倒计时|倒計時|距.{0,10}还有)[\s:：]*(?:\d+\s*(?:天|小时|小時|时|分钟|分鐘|分|秒)\s*)+$`),
	}
})

// daily are labels of what a site shows another of every day.
var daily = labelList(`quote of the day|quote of the week|word of the day|fact of the day|thought of the day|verse of the day|photo of the day|joke of the day|on this day|
	цитата дня|мысль дня|слово дня|факт дня|фото дня|шутка дня|афоризм дня|этот день в истории|күннің дәйексөзі|күн дәйексөзі|күннің сөзі|
	la citation du jour|citation du jour|le mot du jour|mot du jour|la photo du jour|photo du jour|pensée du jour|zitat des tages|wort des tages|bild des tages|spruch des tages|
	la frase del día|frase del día|cita del día|palabra del día|foto del día|frase do dia|citação do dia|palavra do dia|la frase del giorno|frase del giorno|citazione del giorno|parola del giorno|
	citaat van de dag|quote van de dag|günün sözü|günün kelimesi|günün fotoğrafı|cytat dnia|думка дня|фраза дня|حكمة اليوم|اقتباس اليوم|سخن روز|حدیث روز|आज का विचार|आज का सुविचार|günün sitatı`)

// ofTheDay tells whether a line stands right behind such a label, which both pages have
// in a line of its own; so does the name of whom it is of, behind it.
func (d *Side) ofTheDay(bi int) bool {
	const mostOfDay, mostBy = 50, 6
	b := d.Stream.Blocks[bi]
	label := func(i int) bool {
		if i < 0 || d.IsTitle(i) {
			return false
		}
		l := d.Stream.Blocks[i]
		return l.Len() > 0 && l.Len() <= 6 && slices.Contains(daily(), phrase(d.Stream, l.Span)) && d.mayLook() && lex.IndexTokens(d.other.Tokens, d.Stream.Tokens[l.From:l.To]) >= 0
	}
	return b.Len() <= mostOfDay && label(bi-1) || b.Len() <= mostBy && !d.Stream.EndsSentence(bi) && label(bi-2)
}

// hanDate is a day, as the visitor's or the page's: 今天是2023年5月3日 星期三.
var hanDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\D{0,24}今[天日]是?|(?:最后)?(?:更新|发布|發布|发表|發表|修改|编辑|編輯)(?:时间|時間|日期|于|於)?)?[\s:：]*\d{4}年\d{1,2}月\d{1,2}日[\s,，]*(?:(?:星期|周|週|礼拜|禮拜).)?[\s\d:：]*$`)
})
