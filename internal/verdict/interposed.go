package verdict

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// What stands in the way of a page and is no refusal: a queue, a choice of country,
// a frame, work on the site, a browser that is not the right one. Each is told by its title or heading, or by a sentence
// that nothing else has, and only on a page of few words.

const (
	mostInterposed = 60 // words of such a page
	mostSoon       = 8  // words of one that says nothing but that it opens soon
)

// pauseTitles are whole titles or headings of pages that stand in for a site while
// it is being worked on.
var pauseTitles = lex.PhraseSet("przerwa techniczna", "prace serwisowe", "trwają prace serwisowe", "trwają prace techniczne", "ტექნიკური სამუშაოები", "მიმდინარეობს ტექნიკური სამუშაოები", "صيانة", "أعمال صيانة",
	"bảo trì", "đang bảo trì", "bảo trì hệ thống", "hệ thống đang bảo trì",
	"maintenance", "under maintenance", "site under maintenance", "website under maintenance", "maintenance mode", "scheduled maintenance", "down for maintenance",
	"технические работы", "ведутся технические работы", "на сайте ведутся технические работы", "профилактические работы", "ведутся профилактические работы", "сайт на техническом обслуживании", "технические работы на сайте",
	"техникалық жұмыстар", "сайтта техникалық жұмыстар жүргізілуде", "техникалық жұмыстар жүргізілуде", "техникалық жұмыстар жүріп жатыр", "профилактикалық жұмыстар",
	"site en maintenance", "en maintenance", "maintenance en cours", "site en cours de maintenance",
	"wartung", "wartungsarbeiten", "wartungsmodus", "wegen wartungsarbeiten geschlossen", "en mantenimiento", "estamos en mantenimiento", "sitio en mantenimiento", "sitio web en mantenimiento",
	"bakım çalışması", "bakımdayız", "sitemiz bakımda", "site bakımda", "bakım modu",
	"технічні роботи", "тривають технічні роботи", "ведуться технічні роботи", "проводяться технічні роботи", "сайт на технічному обслуговуванні",
	"系统维护中", "系统维护", "网站维护中", "网站维护", "系统升级维护中", "الموقع تحت الصيانة", "الموقع قيد الصيانة", "تحت الصيانة", "صيانة الموقع",
	"texnik ishlar", "texnik ishlar olib borilmoqda", "saytda texnik ishlar olib borilmoqda", "saytda texnik ishlar", "در حال بهروزرسانی", "سایت در حال بهروزرسانی است", "سایت در دست تعمیر است", "در دست تعمیر")

// soonTitles announce a site where none is yet.
var soonTitles = lex.PhraseSet("coming soon", "opening soon", "launching soon", "under construction", "site under construction", "скоро открытие", "скоро откроемся", "сайт в разработке", "сайт находится в разработке", "жақында ашылады", "сайт әзірленуде", "bientôt disponible", "ouverture prochaine", "site en construction", "demnächst verfügbar", "próximamente", "sitio en construcción", "yakında", "незабаром", "即将上线")

// splashTitles ask for a country or a language before anything is shown.
var splashTitles = lex.PhraseSet("choose your country", "select your country", "choose your language", "select your language", "select your country and language", "choose your country and language", "select your region", "choose your region", "select country or region",
	"выберите язык", "выберите страну", "выберите регион", "выберите страну и язык", "тілді таңдаңыз", "елді таңдаңыз", "choisissez votre langue", "choisissez votre pays", "sélectionnez votre pays", "sélectionnez votre langue", "wählen sie ihr land", "wählen sie ihre sprache", "seleccione su país", "elija su idioma", "seleccione su idioma", "ülkenizi seçin", "dil seçin", "оберіть мову", "оберіть країну", "选择语言", "请选择语言", "اختر لغتك")

// queueTitles and netTitles are those of waiting rooms and of networks that let
// nobody out before he has named himself.
var (
	queueTitles = lex.PhraseSet("queue it", "you are now in line", "you are in the queue", "you are now in the queue", "you are in line", "waiting room", "вы в очереди", "vous êtes dans la file d'attente", "file d'attente", "warteraum",
		"sie sind in der warteschlange", "warteschlange", "virtual waiting room", "virtual queue", "sala de espera", "sala de espera virtual", "está en la cola", "estás en la cola", "está en la fila", "estás en la fila", "fila virtual",
		"você está na fila", "sei in coda", "sei in fila", "sala d'attesa", "virtuele wachtkamer", "je staat in de wachtrij", "poczekalnia", "jesteś w kolejce", "sıradasınız", "sanal bekleme odası", "ви в черзі", "сіз кезектесіз", "排队中", "您正在排队", "أنت في قائمة الانتظار")
	waitPhrases = lex.PhraseList("estimated wait time", "in line", "in the queue", "your turn", "в очереди", "время ожидания", "temps d'attente", "file d'attente", "wartezeit",
		"warteschlange", "an der reihe", "en la cola", "en la fila", "su turno", "tu turno", "tiempo de espera", "na fila", "sua vez", "tempo de espera", "in coda", "in fila", "il tuo turno", "tempo di attesa", "wachtrij", "wachttijd", "w kolejce", "czas oczekiwania",
		"bekleme süresi", "sıranız", "в черзі", "ваша черга", "кезекте", "кезегіңіз", "排队", "等待时间", "الانتظار")
	netPhrases = lex.PhraseList("connect to the internet", "access the internet", "use the internet", "connect to wifi", "connect to the wifi", "connect to wi fi", "подключиться к интернету", "доступа в интернет", "доступ в интернет", "accéder à internet", "internetzugang", "acceder a internet", "internete bağlan", "интернетке қосыл")
	netAsks    = lex.PhraseList("room number", "voucher", "access code", "surname", "phone number", "номер комнаты", "номер телефона", "numéro de chambre", "zimmernummer", "número de habitación")
)

// browserTitles are those of pages that a site shows to browsers that it does not
// know, in the place of every other.
var browserTitles = lex.PhraseSet("unsupported browser", "browser not supported", "your browser is not supported", "your browser isn't supported", "this browser is not supported", "your browser is no longer supported", "this browser is no longer supported", "your browser is out of date", "your browser is outdated", "outdated browser", "please update your browser", "update your browser", "please upgrade your browser", "upgrade your browser",
	"ваш браузер не поддерживается", "браузер не поддерживается", "неподдерживаемый браузер", "ваш браузер устарел", "вы используете устаревший браузер", "устаревший браузер", "обновите браузер", "обновите ваш браузер", "браузеріңізге қолдау көрсетілмейді", "браузеріңіз ескірген", "браузерді жаңартыңыз",
	"navigateur non supporté", "navigateur non pris en charge", "votre navigateur n'est pas supporté", "votre navigateur n'est pas pris en charge", "votre navigateur n'est plus pris en charge", "votre navigateur est obsolète", "navigateur obsolète",
	"ihr browser wird nicht unterstützt", "dein browser wird nicht unterstützt", "browser wird nicht unterstützt", "ihr browser ist veraltet", "veralteter browser", "navegador no compatible", "su navegador no es compatible", "tu navegador no es compatible", "su navegador está desactualizado", "navegador não suportado", "seu navegador não é compatível", "browser non supportato", "il tuo browser non è supportato",
	"tarayıcınız desteklenmiyor", "ваш браузер не підтримується", "ваш браузер застарів", "您的浏览器不受支持", "浏览器版本过低", "您的浏览器版本过低", "您的浏览器版本太低", "متصفحك غير مدعوم", "المتصفح غير مدعوم")

// consentTitles are those of pages that ask for consent in the place of all others.
var consentTitles = lex.PhraseSet("we value your privacy", "your privacy matters", "your privacy is important to us", "we care about your privacy", "we respect your privacy", "your privacy choices", "cookie consent", "cookies on this site",
	"мы ценим вашу конфиденциальность", "мы заботимся о вашей конфиденциальности", "ваша конфиденциальность важна для нас", "ми цінуємо вашу приватність",
	"nous respectons votre vie privée", "votre vie privée", "le respect de votre vie privée est notre priorité", "nous accordons de l'importance à votre vie privée", "avec votre accord",
	"wir schätzen ihre privatsphäre", "ihre privatsphäre ist uns wichtig", "ihr datenschutz", "ihre zustimmung", "mit werbung weiterlesen", "weiter mit werbung",
	"valoramos tu privacidad", "tu privacidad es importante", "su privacidad es importante", "valoramos su privacidad", "su privacidad es importante para nosotros", "tu privacidad nos importa", "valorizamos sua privacidade", "rispettiamo la tua privacy", "teniamo alla tua privacy", "gizliliğinize değer veriyoruz", "cenimy twoją prywatność", "szanujemy twoją prywatność", "我们重视您的隐私", "نحن نقدر خصوصيتك")

// filters are the sentences of networks that keep their users from a page.
var filters = lex.PhraseList("violation of your internet usage policy", "blocked by your network administrator", "blocked by your organization", "fortiguard intrusion prevention", "fortiguard web filtering")

// blockedTitles are what they call it.
var blockedTitles = lex.PhraseSet("web page blocked", "web page blocked!", "website blocked", "site blocked", "access blocked", "url blocked")

// named gives a title or heading that is in a set.
func (e *evidence) named(set func() map[string]bool) string {
	for _, t := range slices.Concat(e.headings(), e.segments()) {
		if set()[t] {
			return t
		}
	}
	return ""
}

// apart tells whether a page says few words, and none of the reference's.
func (b *bench) apart() bool {
	if b.look.Page == nil || b.e.words == 0 && len(b.e.segments()) == 0 || b.e.words > mostInterposed || b.known && b.c.Share >= nothing || b.e.article() {
		return false
	}
	return b.ref == nil || !b.ref.Page.HasText() || b.ref.Page.Words() > 2*b.e.words
}

// interposed knows what stands in the way by what it is called.
func (b *bench) interposed() (Reason, string) {
	if t := b.onlyConsent(); t != "" {
		return ConsentWall, "speaks of nothing but consent: " + t
	}
	if !b.apart() {
		return "", ""
	}
	text := b.look.Page.Visible().Words()
	if s := filters().First(text); s != "" && b.e.named(blockedTitles) != "" {
		b.stead = "a filter of the network that this program runs in keeps it back"
		return GeoBlock, "a filter of the network: " + s
	}
	if t := b.e.named(queueTitles); t != "" && waitPhrases().First(text) != "" {
		return RateLimited, "a queue: " + t
	}
	if s := netPhrases().First(text); s != "" && netAsks().First(text) != "" && bytes.Contains(b.e.head(), []byte("<form")) {
		b.stead = "the network that this program runs in asks for a name before it lets anybody out"
		return LoginWall, "a network's own page: " + s
	}
	if t := b.refusesBrowser(); t != "" {
		b.stead = "the site shows it to other browsers alone"
		return Unreadable, "refuses the browser: " + t
	}
	if t := b.e.named(consentTitles); t != "" && names(b.look.Page.Visible(), lex.PartAgree, lex.PartTerms) {
		return ConsentWall, "asks for consent: " + t
	}
	if t := b.e.named(splashTitles); t != "" {
		b.stead = "for a country or a language"
		return ConsentWall, "asks for a choice: " + t
	}
	return "", ""
}

// names tells whether a text has a word of each of some classes.
func names(s *lex.Stream, parts ...lex.WordClass) bool {
	for _, p := range parts {
		if !slices.ContainsFunc(s.Blocks, func(b lex.Block) bool {
			for i := b.From; i < b.To; i++ {
				if lex.SayingWords().Class(s.Word(i))&p != 0 {
					return true
				}
			}
			return false
		}) {
			return false
		}
	}
	return true
}

// refusesBrowser gives the title or heading of a page that is shown to browsers that the
// site does not know. Many sites say the same in a banner on each of their pages, that of
// an error too: this one must say nothing else.
func (b *bench) refusesBrowser() string {
	if b.saysGone() != "" || b.e.titledGone() != "" || b.e.titled(errorPhrases, errorTitles) != "" || b.parked() != "" {
		return ""
	}
	is := browserTitles()
	for _, t := range b.e.segments() {
		if is[t] {
			return t
		}
	}
	all := b.e.headings()
	if len(all) == 0 || slices.ContainsFunc(all, func(t string) bool { return !is[t] }) {
		return ""
	}
	return all[0]
}

// paused gives the title of a page that stands in for a site that is being worked on.
func (b *bench) paused() string {
	if !b.apart() || b.saysGone() != "" {
		return ""
	}
	return b.e.named(pauseTitles)
}

// onlySoon gives the signs that there is no site yet, of a page that nothing is known of.
func (b *bench) onlySoon() []string {
	if b.ref != nil || b.look.Page == nil || b.e.words >= loneFault || b.look.Page.Page.PasswordInput {
		return nil
	}
	t := b.e.named(soonTitles)
	switch {
	case t == "":
		return nil
	case b.e.words <= mostSoon:
		return []string{"title or heading: " + t, "next to nothing else stands on it"}
	case b.e.article():
		return nil
	}
	if signs := b.everywhere(); signs != nil {
		return append(signs, "title or heading: "+t)
	}
	if b.p.Live {
		b.want(WantSibling)
	}
	return nil
}

// takenOver gives the signs that a page that nothing is known of sells what those
// who take over names sell: it is full of their words, is titled by them, and its
// name has none of them.
func (b *bench) takenOver() []string {
	const least = 4 // different words
	if b.ref != nil || b.look.Page == nil || b.e.words < leastText {
		return nil
	}
	// The title first: few have such words, and the text is cut into words for this alone.
	if !has(b.look.Page.Title(), spam()) {
		return nil
	}
	words, _ := spamWords(b.look.Page)
	if len(words) < least || !b.spammed() {
		return nil
	}
	s := b.look.Page.Visible()
	for _, x := range s.Blocks {
		for _, r := range s.Sentences(x.Span) {
			if r.Len() > 0 && tells(s, r) {
				return nil // about such things
			}
		}
	}
	host := strings.ToLower(hostname(b.look.URL))
	for _, w := range words {
		if strings.Contains(host, w) {
			return nil // the page of one of them was cited
		}
	}
	return []string{"titled and full of " + strings.Join(words[:least], ", "), "its name has none of these words"}
}

// shownFrame is a frame that shows another page: none that is blank, and none that
// only counts visits.
var shownFrame = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<i?frame\s[^>]*src\s*=\s*["']?([^"'\s>]+)`) })

// framed tells whether a page is nothing but a frame around another one.
func (b *bench) framed() bool {
	const most = 3 // words
	if b.look.Page == nil || b.look.Page.Page.Kind != "html" || b.e.words > most {
		return false
	}
	for _, m := range shownFrame().FindAllSubmatch(b.e.head(), 20) {
		if src := string(m[1]); !strings.HasPrefix(src, "about:") && !strings.HasPrefix(src, "javascript:") && !strings.Contains(src, "googletagmanager.com/") {
			return true
		}
	}
	return false
}
